"""The element of a page that holds its article, where that is plain to see; quick, and silent where it is not.

Data way: Passages -> one choice for each, or None where the page needs a closer look. Pure.

Method: after Arc90's Readability: prose lends its length to the elements around it, the nearest most; the element with most
is the article's. We differ: the answer counts only where that element holds nearly all of the page's prose.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from counterpoint.extract.passages import Passage, Region

# Calibrated on evals/extraction: on the pages that these let through (two thirds), as good as trafilatura, in a tenth
# of its time.
_SHARE = 0.85  # of the page's prose that the element must hold
_FEWEST = 4  # passages of prose in it
_SHORTEST = 800  # characters of prose in it; half of that in scripts without spaces
_PROSE = 60  # shortest passage that is prose by its form
_DOUBTED = 120  # length from which prose in a region that is not the article's makes the page doubtful
_FEW_LINKS = 0.35  # share of prose in links above which it leads elsewhere
_WHOLLY = 0.8  # share of any passage in links from which it is nothing but a link
_LENT = (1.0, 0.7, 0.4)  # share of its length that prose lends to the elements around it, the nearest first
_NEAR = 0.6  # score for each character of its prose from which that stands near it, not in cards all over the page
_BEFORE = 16  # passages before the element's prose among which its lead is looked for
_AFTER = 3
_SHORT = (
    40  # shortest passage of a bare `<div>` that does not end as a sentence does: shorter ones are controls
)
_ENDS = (".", "!", "?", "…", ":", '"', "”", "“", "»", ")", "。", "！", "？", "」", "؟", "۔", "।")
_OWN = {Region.BODY, Region.STANDFIRST}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_CONTROLS = {"button", "label", "legend", "option", "address"}


def choose_by_container(passages: Sequence[Passage]) -> list[bool] | None:
    """Say for each passage whether it is the article's, or None where no element holds nearly all prose."""
    prose = [i for i, p in enumerate(passages) if is_prose(p)]
    best, score = _best_element(passages, prose)
    if best is None:
        return None
    inside = _Inside(best)
    held = [i for i in prose if inside(passages[i].element)]
    own = sum(len(passages[i].text) for i in held)
    total = sum(len(p.text) for p in passages if is_prose(p, anywhere=_DOUBTED))
    shortest = _SHORTEST if any(" " in passages[i].text[:40] for i in held[:3]) else _SHORTEST // 2
    if len(held) < _FEWEST or own < shortest or own < _SHARE * total or score < _NEAR * own:
        return None
    chosen = [False] * len(passages)
    for index in range(held[0], held[-1] + 1):
        chosen[index] = inside(passages[index].element) and _belongs(passages[index])
    _add_lead(passages, chosen, held[0])
    _add_end(passages, chosen, held[-1])
    return chosen


def is_prose(passage: Passage, *, anywhere: int | None = None) -> bool:
    """Whether a passage is prose by its length, its form, its place and its few links.

    Args:
        passage: Any of a page's.
        anywhere: Length from which prose counts in any region, since class names may mislead; None for never.

    """
    return (
        len(passage.text) >= _PROSE
        and (passage.region in _OWN or (anywhere is not None and len(passage.text) >= anywhere))
        and passage.tag in {"p", "div", "blockquote", "li"}
        and passage.linked < _FEW_LINKS * len(passage.text)
    )


def _best_element(passages: Sequence[Passage], prose: Sequence[int]) -> tuple[HtmlElement | None, float]:
    scores: dict[HtmlElement, float] = {}
    for index in prose:
        passage = passages[index]
        element = passage.element
        if element is not None and passage.tag != "div":
            element = element.getparent()
        if element is not None and passage.tag == "li":
            element = element.getparent()
        for share in _LENT:
            if element is None or element.tag == "html":
                break
            scores[element] = scores.get(element, 0.0) + share * len(passage.text)
            element = element.getparent()
    if not scores:
        return None, 0.0
    best = max(scores, key=lambda e: scores[e])
    return best, scores[best]


class _Inside:
    """Whether an element stands in another; what is found on the way up is remembered."""

    def __init__(self, container: HtmlElement) -> None:
        self._known: dict[HtmlElement, bool] = {container: True}

    def __call__(self, element: HtmlElement | None) -> bool:
        path = []
        while element is not None and element not in self._known:
            path.append(element)
            element = element.getparent()
        answer = element is not None and self._known[element]
        self._known.update(dict.fromkeys(path, answer))
        return answer


def _belongs(passage: Passage) -> bool:
    text = passage.text
    if passage.region not in _OWN or passage.tag in _CONTROLS or passage.linked > _WHOLLY * len(text):
        return False
    return passage.tag != "div" or len(text) >= _SHORT or text.rstrip().endswith(_ENDS)


def _add_lead(passages: Sequence[Passage], chosen: list[bool], first: int) -> None:
    """Choose prose between the title and the element's first prose, and the heading or short line right before it."""
    for index in range(first - 1, max(first - _BEFORE, -1), -1):
        passage = passages[index]
        if passage.tag == "h1":
            break
        near = index == first - 1 and passage.region in _OWN and not passage.linked
        sentence = passage.tag == "p" and passage.text.rstrip().endswith(_ENDS)
        if (is_prose(passage) and passage.tag != "li") or (near and (sentence or passage.tag in _HEADINGS)):
            chosen[index] = True


def _add_end(passages: Sequence[Passage], chosen: list[bool], last: int) -> None:
    """Choose short sentences that follow the element's last prose beside it."""
    home = _home(passages[last])
    for index in range(last + 1, min(last + 1 + _AFTER, len(passages))):
        passage = passages[index]
        if (
            passage.tag != "p"
            or _home(passage) is not home
            or passage.linked
            or not passage.text.rstrip().endswith(_ENDS)
        ):
            break
        chosen[index] = passage.region in _OWN


def _home(passage: Passage) -> HtmlElement | None:
    return passage.element.getparent() if passage.element is not None else None
