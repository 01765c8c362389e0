"""Which of a page's passages are the article: one function, so that its method can be replaced.

Data way: an HTML tree and its Passages -> one Choice for each passage. Pure.

Method: where one element plainly holds the page's prose, container.py; elsewhere trafilatura 2.3 (A. Barbaresi, "Trafilatura:
A Web Scraping Library and Command-Line Tool for Text Discovery and Extraction", ACL 2021 demos), without comments and
without its slower second opinions. Its text is laid over the page's own passages, which gives every passage back its kind and its place. We differ: schema.org's articleBody,
where a page carries it, vouches for passages that trafilatura left out; it is never taken as text itself.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

import trafilatura
from lxml.html import HtmlElement

from counterpoint.extract.container import choose_by_container
from counterpoint.extract.passages import Passage, Region

# Compact characters (no spaces) from which a passage is surely the same when found anywhere in the chosen text;
# shorter ones must be a whole block of it or stand next in order. Calibrated on evals/extraction.
_SURE = 25
_NEAR = 60  # compact characters ahead of the last match in which a short passage may stand
_EDGE = 40  # of a long passage's beginning or end: enough to know it by, where its inside was changed
_PROSE = 60  # shortest passage that is prose by its form: a sentence of ten words
_FEW_LINKS = 0.35  # share of prose in links above which it leads elsewhere
_ENDS = (".", "!", "?", "…", ":", '"', "”", "“", "»", ")", "。", "！", "？", "」", "؟", "۔", "।")
_VOUCHED = 50  # shortest passage for which articleBody vouches

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports on every page; nobody reads it here
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def choose_content(tree: HtmlElement, passages: Sequence[Passage], vouched: str = "") -> list[bool]:
    """Say for each passage whether it is part of the article.

    Args:
        tree: The page; not changed.
        passages: Of the same page, in reading order.
        vouched: schema.org's articleBody, or "".

    """
    chosen = choose_by_container(passages)
    if chosen is None:
        chosen = _lay_over(passages, _trafilatura_blocks(tree))
    _vouch(passages, chosen, compact(vouched))
    _fill(passages, chosen)
    return chosen


def _vouch(passages: Sequence[Passage], chosen: list[bool], body: str) -> None:
    """Choose what schema.org's articleBody holds too."""
    if len(body) < _VOUCHED:
        return
    taken = {compact(p.text) for p, c in zip(passages, chosen, strict=True) if c}
    for index, passage in enumerate(passages):
        key = compact(passage.text)
        if not chosen[index] and len(key) >= _VOUCHED and key not in taken and key in body:
            chosen[index] = passage.region in {Region.BODY, Region.STANDFIRST}
            taken.add(key)


def _fill(passages: Sequence[Passage], chosen: list[bool]) -> None:
    """Choose prose that stands between chosen prose in the same element."""
    picked = [i for i, c in enumerate(chosen) if c]
    if not picked:
        return
    homes = {id(_home(passages[i])): _home(passages[i]) for i in picked if len(passages[i].text) >= _PROSE}
    for index in range(picked[0], picked[-1]):
        passage = passages[index]
        if chosen[index] or not _is_prose(passage):
            continue
        if picked[0] < index < picked[-1] and id(_home(passage)) in homes:
            chosen[index] = True


def _home(passage: Passage) -> HtmlElement | None:
    """The element that holds a passage's own element."""
    return passage.element.getparent() if passage.element is not None else None


def _is_prose(passage: Passage) -> bool:
    return (
        len(passage.text) >= _PROSE
        and passage.tag in {"p", "div", "blockquote"}
        and passage.region in {Region.BODY, Region.STANDFIRST}
        and passage.linked < _FEW_LINKS * len(passage.text)
        and passage.text.rstrip().endswith(_ENDS)
    )


def compact(text: str) -> str:
    """Return text without its spaces: what is left where markup breaks words differently."""
    return "".join(text.split())


def _trafilatura_blocks(tree: HtmlElement) -> list[str]:
    try:
        document = trafilatura.bare_extraction(tree, fast=True, include_comments=False)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - third-party heuristics on hostile markup: no choice is better than no run
        return []
    body = getattr(document, "body", None)
    if body is None:
        return []
    return [text for element in body if (text := compact("".join(element.itertext())))]


def _lay_over(passages: Sequence[Passage], blocks: Sequence[str]) -> list[bool]:
    whole = "".join(blocks)
    single = set(blocks)
    taken: dict[str, HtmlElement | None] = {}
    cursor = 0
    chosen = []
    for passage in passages:
        key = compact(passage.text)
        at = _find(key, whole, cursor, single) if key else -1
        if at >= 0 and len(key) >= _SURE and key in taken:
            # Said twice on the page: both stand where both were chosen, or where they stand side by side.
            at = cursor if taken[key] is _home(passage) else whole.find(key, cursor)
        chosen.append(at >= 0)
        if at >= 0:
            taken.setdefault(key, _home(passage))
            if len(key) >= _SURE or at - cursor < _NEAR:
                cursor = max(cursor, at + len(key))
    return chosen


def _find(key: str, whole: str, cursor: int, single: set[str]) -> int:
    """Where a passage stands in the chosen text, or -1."""
    ahead = whole.find(key, cursor)
    if len(key) < _SURE:
        if 0 <= ahead - cursor < _NEAR and (len(key) > 2 or ahead == cursor):
            return ahead
        return cursor if key in single and len(key) > 2 else -1
    at = ahead if ahead >= 0 else whole.find(key)
    if at < 0 and len(key) >= 2 * _EDGE:
        at = whole.find(key[:_EDGE])
        if at < 0:
            at = whole.find(key[-_EDGE:])
    return at
