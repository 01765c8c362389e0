"""Take out of an article what an extractor lets in by its place on the page, not by what it is.

Data way: passages with their kinds -> the same kinds, corrected in place. Pure but for that list.

Each rule names a habit of pages: breadcrumbs above the title, date and credit lines between paragraphs, headlines of other
articles under "Related", headings with nothing under them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from counterpoint.dates import parse_printed_date
from counterpoint.extract.agencies import agency_named
from counterpoint.extract.byline import is_byline
from counterpoint.extract.captions import split_credit
from counterpoint.extract.dumpcues import REACTION_HEADING, RELATED_HEADING
from counterpoint.extract.labels import find_labels
from counterpoint.extract.linecues import aside_of
from counterpoint.extract.passages import Passage
from counterpoint.extract.rights import is_rights
from counterpoint.types import AsideKind, BlockKind

Kind = BlockKind | AsideKind

_PROSE = {BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.EMBED, BlockKind.NOTE}
_DATE_LINE = 60  # longest line that is a date and a word or two beside it
_CREDIT_LINE = 120
_LABEL_LINE = 80  # longest machine-made label that stands by itself
_RIGHTS_LINE = 500
_HEAD, _FOOT = 3, 5  # passages at the beginning and end of a report that are looked at for bylines and rights
_SIGN_OFF = 24  # longest signature of desk and agency under a report
_LEAD = 100  # shortest prose that may stand above the title: a lead, not a breadcrumb
_SECTION_ITEM = 140  # longest line of a list of other articles' headlines
_CRUMBS = re.compile(r"\W{0,3}(?:[\w&. -]{2,40}\s*[>›»→]\s*){1,8}[^>›»→]*$")
_SIGNED = re.compile(r"[^\W\d_][\w .'’-]{1,50}\s@[\w.@-]{2,60}$")  # a post's author with the account
_SLASHED = re.compile(r"[\w.]{2,10}(?:\s?[/,]\s?[\w. ]{2,14}){1,3}$|\([\w/ .]{2,20}\)$")


def tidy(passages: Sequence[Passage], kinds: list[Kind], title_at: int, language: str) -> None:
    """Correct the kinds of passages in place.

    Args:
        passages: In reading order.
        kinds: One for each; those that stand in the text are looked at again.
        title_at: Index of the title's passage, or -1.
        language: Of the page, for its printed dates.

    """
    for index, passage in enumerate(passages):
        kind = kinds[index]
        if isinstance(kind, AsideKind) or index == title_at or kind in {BlockKind.CAPTION, BlockKind.EMBED}:
            continue
        if index < title_at and (
            kind is BlockKind.HEADING or len(passage.text) < _LEAD or passage.linked > len(passage.text) // 2
        ):
            kinds[index] = AsideKind.NAVIGATION
        elif kind is not BlockKind.HEADING:
            kinds[index] = _line(passage, kind, language)
    _margins(passages, kinds, title_at)
    _cut_sections(passages, kinds, title_at)
    _drop_bare_headings(kinds, title_at)


def _line(passage: Passage, kind: Kind, language: str) -> Kind:
    """What a short line among the paragraphs is."""
    text = passage.text
    if (
        len(text) <= _DATE_LINE
        and any(c.isdigit() for c in text)
        and parse_printed_date(text, language or "en") is not None
    ):
        return AsideKind.NOTICE
    if len(text) <= _CREDIT_LINE and kind is BlockKind.PARAGRAPH:
        caption, credit = split_credit(text)
        if credit and not caption:
            return AsideKind.NOTICE
    if _SIGNED.match(text):
        return AsideKind.NOTICE
    if len(text) <= _LABEL_LINE and find_labels([(text, "article")]):
        return AsideKind.NOTICE
    if len(text) <= _CREDIT_LINE and _CRUMBS.match(text):
        return AsideKind.NAVIGATION
    if (
        len(text) <= _SIGN_OFF
        and kind is BlockKind.PARAGRAPH
        and _SLASHED.match(text)
        and agency_named(text.strip("()").split("/")[-1].strip())
    ):
        return AsideKind.NOTICE
    return kind


def _margins(passages: Sequence[Passage], kinds: list[Kind], title_at: int) -> None:
    """Bylines stand at the beginning or end of a report, rights statements at its end or, rarely, its beginning."""
    prose = [i for i, k in enumerate(kinds) if isinstance(k, BlockKind) and k in _PROSE and i != title_at]
    for index in dict.fromkeys((*prose[:_HEAD], *prose[-_FOOT:])):
        text = passages[index].text
        if (len(text) <= _CREDIT_LINE and is_byline(text)) or (len(text) <= _RIGHTS_LINE and is_rights(text)):
            kinds[index] = AsideKind.NOTICE


def _cut_sections(passages: Sequence[Passage], kinds: list[Kind], title_at: int) -> None:
    """Under a heading such as "Related", headlines and links are not the article; prose ends the section."""
    inside: Kind | None = None
    for index in range(max(0, title_at + 1), len(passages)):
        kind, passage = kinds[index], passages[index]
        if kind is BlockKind.HEADING and (cue := _section(passage.text)) is not None:
            kinds[index] = inside = cue
        elif isinstance(kind, AsideKind):
            if (
                kind is AsideKind.RELATED
                and len(passage.text) < _DATE_LINE
                and passage.tag in {"p", "div", "strong"}
                and not passage.linked
            ):
                inside = AsideKind.RELATED
        elif inside is BlockKind.NOTE:
            inside = None if kind is BlockKind.HEADING else inside
            kinds[index] = inside or kind
        elif inside is not None:
            if kind is BlockKind.HEADING or (
                len(passage.text) <= _SECTION_ITEM and passage.linked > len(passage.text) // 2
            ):
                kinds[index] = inside
            elif len(passage.text) > _SECTION_ITEM or kind is not BlockKind.LIST:
                inside = None


def _section(heading: str) -> Kind | None:
    """What stands under a heading that is not the report's own, or None."""
    if len(heading) > _DATE_LINE:
        return aside_of(heading, 1.0)
    if RELATED_HEADING.match(heading):
        return AsideKind.RELATED
    if REACTION_HEADING.match(heading) and not heading.strip().isalpha():
        return BlockKind.NOTE  # "What people say"; one word alone ("Reactions") may head a part of the report
    return aside_of(heading, 1.0)


def _drop_bare_headings(kinds: list[Kind], title_at: int) -> None:
    """Headings that nothing stands under lead elsewhere: at the end, or three and more in a row."""
    waiting: list[int] = []
    for index, kind in enumerate(kinds):
        if kind is BlockKind.HEADING and index != title_at:
            waiting.append(index)
        elif kind in _PROSE:
            for bare in waiting[:-2] if len(waiting) > 2 else ():
                kinds[bare] = AsideKind.RELATED
            waiting = []
    for bare in waiting:
        kinds[bare] = AsideKind.RELATED
