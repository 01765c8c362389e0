"""Passages of a page, each chosen or not, into the parts of an article and what stands beside it.

Data way: Layout and choices -> Parts for assemble.py, with the range in which the article stands. Pure.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from counterpoint.extract.assemble import Part
from counterpoint.extract.linecues import aside_of, is_note
from counterpoint.extract.passages import Layout, Passage, Region
from counterpoint.extract.tidy import tidy
from counterpoint.text import loose
from counterpoint.types import AsideKind, BlockKind

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BYLINE_LINE = 140  # longest line of a byline or date; longer ones are the author's portrait or prose
_LAYOUT_CELL = 160  # a table cell from this length on is prose in a layout table
_LAYOUT_SENTENCE = 60  # the same for a cell that ends as a sentence does
_STANDFIRST_REACH = 8  # passages after the title among which the standfirst is looked for
_SAME_START = 60  # characters by which a standfirst is known as the page's own description
_SHORT_STANDFIRST = 30  # characters; shorter lines under a title are kickers and sections
_LINKED = 0.6  # share of a passage in links from which it leads elsewhere
_LEAD_PICTURE = 4  # passages above the title in which the lead picture's caption may stand
_HERO_REACH = 25  # passages before the first chosen one in which the lead picture's caption may stand

_ASIDES = {
    Region.NAVIGATION: AsideKind.NAVIGATION,
    Region.RELATED: AsideKind.RELATED,
    Region.PROMOTION: AsideKind.PROMOTION,
    Region.NOTICE: AsideKind.NOTICE,
    Region.BYLINE: AsideKind.NOTICE,
    Region.CAPTION: AsideKind.RELATED,
    Region.EMBED: AsideKind.RELATED,
}


@dataclass(frozen=True, slots=True)
class Arranged:
    """An article's parts in reading order, and which passages they came from."""

    parts: tuple[Part, ...]
    article: frozenset[int]  # indices of passages that stand in the text
    within: range  # from the title to the last of them


def arrange(
    layout: Layout,
    chosen: Sequence[bool],
    title_at: int,
    description: str,
    captions: Container[int],
    *,
    language: str,
) -> Arranged:
    """Give every passage its kind.

    Args:
        layout: The page.
        chosen: From content.choose_content.
        title_at: Index of the title's passage, -1 when it is not printed.
        description: The page's own summary, by which a standfirst is known.
        captions: Indices of the passages that images.captions_of found.
        language: Of the page, for its printed dates.

    """
    passages = layout.passages
    within, first = _extent(passages, chosen, title_at)
    standfirst = _standfirst(passages, chosen, title_at, first, description)
    kinds: list[BlockKind | AsideKind] = []
    for index, passage in enumerate(passages):
        if index == title_at:
            kinds.append(BlockKind.HEADING)
        elif index == standfirst:
            kinds.append(BlockKind.STANDFIRST)
        elif (
            index in within
            and (index in captions or _is_caption(passage))
            and passage.region is Region.CAPTION
        ):
            kinds.append(BlockKind.CAPTION)
        elif index in within and passage.region is Region.EMBED:
            kinds.append(BlockKind.EMBED)
        else:
            kinds.append(_kind_of_chosen(passage) if chosen[index] else _kind_beside(passage))
    tidy(passages, kinds, title_at, language)
    article = frozenset(i for i, k in enumerate(kinds) if isinstance(k, BlockKind))
    return Arranged(tuple(_parts(passages, kinds, title_at)), article, within)


def _extent(passages: Sequence[Passage], chosen: Sequence[bool], title_at: int) -> tuple[range, int]:
    """The passages between which the article stands, and its first passage of prose."""
    picked = [i for i, c in enumerate(chosen) if c and i != title_at]
    if not picked:
        return range(0), 0
    first = next(
        (i for i in picked if passages[i].tag not in _HEADINGS and len(passages[i].text) > _SAME_START),
        picked[0],
    )
    if 0 <= title_at < first:
        start = title_at
    else:
        start = max(0, min(first, picked[0]) - _HERO_REACH) if title_at < 0 else picked[0]
    if 0 <= title_at < first - 3 * _HERO_REACH:
        start = first - _HERO_REACH
    return range(max(0, start - _LEAD_PICTURE), picked[-1] + 2), first


def _is_caption(passage: Passage) -> bool:
    return passage.tag == "figcaption" or passage.figure > 0


def _standfirst(
    passages: Sequence[Passage], chosen: Sequence[bool], title_at: int, first: int, description: str
) -> int:
    """Index of the summary printed under the title, or -1."""
    if title_at < 0:
        return -1
    about = loose(description)
    for index in range(title_at + 1, min(title_at + 1 + _STANDFIRST_REACH, len(passages), first + 2)):
        passage = passages[index]
        if passage.region not in {Region.BODY, Region.STANDFIRST} or len(passage.text) < _SHORT_STANDFIRST:
            continue
        if passage.tag in {"li", "td", "th", "blockquote"} or passage.linked > _LINKED * len(passage.text):
            continue
        key = loose(passage.text)
        named = passage.region is Region.STANDFIRST
        described = bool(about) and (key[:_SAME_START] == about[:_SAME_START] or about[:_SAME_START] in key)
        if named or (described and (passage.tag in _HEADINGS or index < first or not chosen[index])):
            return index
    return -1


def _kind_of_chosen(passage: Passage) -> BlockKind | AsideKind:
    text, linked = passage.text, passage.linked / max(1, len(passage.text))
    aside = aside_of(text, linked)
    if aside is not None:
        return aside
    if (
        passage.region is Region.BYLINE
        and len(text) <= _BYLINE_LINE
        and not text.rstrip().endswith((".", "!", "?", "…", '"'))
    ):
        return AsideKind.NOTICE
    if passage.tag in _HEADINGS:
        return BlockKind.HEADING
    if is_note(text):
        return BlockKind.NOTE
    if passage.tag in {"li", "dd", "dt"}:
        return BlockKind.LIST
    if passage.tag in {"td", "th"}:
        sentence = len(text) >= _LAYOUT_SENTENCE and text.rstrip().endswith(
            (".", "!", "?", "…", '"', "”", "。")
        )
        return BlockKind.PARAGRAPH if sentence or len(text) >= _LAYOUT_CELL else BlockKind.LIST
    return BlockKind.PARAGRAPH


def _kind_beside(passage: Passage) -> AsideKind:
    share = passage.linked / max(1, len(passage.text))
    said = aside_of(passage.text, share)
    if said is not None:
        return said
    if passage.region in _ASIDES:
        return _ASIDES[passage.region]
    if share > _LINKED and len(passage.text) >= _SHORT_STANDFIRST:
        return AsideKind.RELATED
    return AsideKind.NAVIGATION


def _parts(
    passages: Sequence[Passage], kinds: Sequence[BlockKind | AsideKind], title_at: int
) -> Iterator[Part]:
    """Join what belongs together: the lines of one list, one embedded post, one stretch of an aside."""

    def key(index: int) -> tuple[object, ...]:
        kind, passage = kinds[index], passages[index]
        if kind is BlockKind.LIST:
            return (kind, passage.group)
        if kind is BlockKind.CAPTION and passage.figure:
            return (kind, passage.figure)
        if kind is BlockKind.EMBED or isinstance(kind, AsideKind):
            return (kind,)
        return (kind, index)

    indices = [i for i in range(len(passages)) if i != title_at]
    for _, run in groupby(indices, key=key):
        members = list(run)
        kind = kinds[members[0]]
        if kind is BlockKind.LIST and passages[members[0]].tag in {"td", "th"}:
            yield Part(kind, "\n".join(_rows([passages[i] for i in members])))
        else:
            joint = " " if kind is BlockKind.CAPTION else "\n"
            yield Part(kind, joint.join(dict.fromkeys(passages[i].text for i in members)))


def parts_of_fragment(layout: Layout) -> Iterator[Part]:
    """The Parts of a body that is an article and nothing else, as the wire formats carry it."""
    kinds: list[BlockKind | AsideKind] = []
    for passage in layout.passages:
        if passage.region is Region.CAPTION and _is_caption(passage):
            kinds.append(BlockKind.CAPTION)
        elif passage.region is Region.EMBED:
            kinds.append(BlockKind.EMBED)
        else:
            kinds.append(_kind_of_chosen(passage))
    return _parts(layout.passages, kinds, -1)


def _rows(cells: Sequence[Passage]) -> Iterator[str]:
    """The rows of a table, cells apart by a bar."""

    def row(cell: Passage) -> object:
        element = cell.element
        while element is not None and element.tag != "tr":
            element = element.getparent()
        return element if element is not None else cell.element

    for _, run in groupby(cells, key=row):
        yield " | ".join(c.text.replace("\n", " ") for c in run)
