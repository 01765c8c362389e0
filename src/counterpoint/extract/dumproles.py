"""What each line of a dump is where it stands: title, report, caption, note, or part of the page around it.

Data way: Lines -> Arranged. Pure. No phrase decides alone: a prompt ends the report only when no report goes on after it, a
heading opens a section of other articles only when such a section follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from counterpoint.extract import dumpcues as cues
from counterpoint.extract.agencies import agency_named
from counterpoint.extract.assemble import Part
from counterpoint.extract.byline import read_names
from counterpoint.extract.dateline import split_dateline
from counterpoint.extract.dumplines import (
    Line,
    Look,
    is_headline,
    is_list_item,
    is_subheading,
    speaks_to_reader,
)
from counterpoint.extract.dumptitle import find_title, is_caption_at, key, stems_of
from counterpoint.extract.dumptongue import interface_language
from counterpoint.extract.labels import find_labels
from counterpoint.language import detect_language
from counterpoint.types import AsideKind, BlockKind

_SAMPLE = 4000  # characters of prose from which the language is told
_ENOUGH = 200  # characters of report after which the page may go on with something else
_RESUMED = 3  # paragraphs in a row that show that the report goes on
_DATES_FOR_LIST = 2
_SAME_STORY = (
    0.5  # share of the first paragraph's words that its next repeats where the first is the standfirst
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ADVERT = re.compile(r"^\W*(?:advert\w*|ad|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|reklam\w*|реклама|iklan|tangazo|إعلان|広告|广告|廣告|광고|share|sponsored|loading)\W*$", re.IGNORECASE)  # fmt: skip
_TAGS = re.compile(r"^\W*(?:tags?|topics?|filed under|keywords?|schlagw[oö]rte?r?|stichwörter|themen|mots[- ]clés|étiquettes|etiquetas|temas|argomenti|tagi|теги|метки|วันที่|タグ|标签|標籤|태그|الوسوم|وسوم|mada)\s*[:：#]", re.IGNORECASE)  # fmt: skip
# An address, or who edited: belongs to the page.
_CONTACT = re.compile(
    r"^\W*(?:[\w.+-]+@[\w-]+\.[\w.-]+|https?://\S+|(?:责任)?编辑\s*[:：].{1,20}|責任編輯\s*[:：].{1,20}|責編\s*[:：].{1,20}|校对\s*[:：].{1,20})\W*$"
)
_GENERIC_HEADING = re.compile(r"^\W*[^\W\d_]+\W*$")


@dataclass(slots=True)
class Arranged:
    """What a dump holds, in reading order. Filled by `arrange`, read-only afterwards."""

    title: str = ""
    parts: list[Part] = field(default_factory=list)
    captions: list[tuple[str, bool]] = field(
        default_factory=list
    )  # caption, whether a label calls it machine-made
    labels: list[tuple[str, str]] = field(default_factory=list)  # line, what it stands beside
    related: list[Line] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)  # printed beside the title
    rights: list[str] = field(default_factory=list)
    outlet: str | None = None
    language: str = "und"
    interface: str = "und"


def arrange(lines: Sequence[Line]) -> Arranged:
    """Return the parts of a dump."""
    page = Arranged()
    page.language = _language(lines)
    page.interface = interface_language(lines, page.language)
    title_at, page.outlet = find_title(lines)
    if title_at is not None:
        page.title = lines[title_at].text
    _read_head(lines, title_at, page)
    _Walk(lines, page, 0 if title_at is None else title_at + 1).run()
    _mark_standfirst(page)
    return page


def _language(lines: Sequence[Line]) -> str:
    prose = sorted((line.text for line in lines if line.look is Look.PROSE), key=len, reverse=True)
    sample = "\n".join(prose)[:_SAMPLE] or "\n".join(line.text for line in lines)[:_SAMPLE]
    return detect_language(sample)


def _read_head(lines: Sequence[Line], title_at: int | None, page: Arranged) -> None:
    """File what stands before the title."""
    head = lines[: title_at or 0]
    prompted = any(line.look is Look.PROMPT for line in head)
    for i, line in enumerate(head):
        if line.look is Look.CAPTION or is_caption_at(lines, i):
            _add_caption(lines, i, page)
        elif line.look is Look.PROSE and not speaks_to_reader(line.text):
            page.parts.append(Part(BlockKind.STANDFIRST, line.text))
        else:
            menu = len(line.text.split()) < 3 and line.text.isascii()
            _file(line, page, AsideKind.PROMOTION if prompted and not menu else AsideKind.NAVIGATION)


def _file(line: Line, page: Arranged, otherwise: AsideKind, about: str = "article") -> None:
    """Keep a line that is no report beside the text, by its look."""
    kinds = {
        Look.LABEL: AsideKind.NOTICE, Look.RIGHTS: AsideKind.NOTICE, Look.COOKIE: AsideKind.NOTICE, Look.DATE: AsideKind.NOTICE, Look.BYLINE: AsideKind.NOTICE,
        Look.PROMPT: AsideKind.PROMOTION, Look.MENU: AsideKind.NAVIGATION, Look.SUFFIXED: AsideKind.NAVIGATION, Look.POINTER: AsideKind.RELATED,
        Look.RELATED_HEADING: AsideKind.RELATED,
    }  # fmt: skip
    if line.look is Look.RULE:
        return
    if line.look is Look.LABEL:
        page.labels.append((line.text, about))
    elif line.look is Look.BYLINE:
        page.bylines.append(line.text)
    elif line.look is Look.RIGHTS:
        page.rights.append(line.text)
    elif line.look is Look.DATE and about == "article":
        page.dates.append(line.text)
    elif line.look is Look.POINTER:
        page.related.append(line)
    within = about == "related" and line.look is Look.DATE
    page.parts.append(Part(AsideKind.RELATED if within else kinds.get(line.look, otherwise), line.text))


def _add_caption(lines: Sequence[Line], i: int, page: Arranged) -> None:
    text = lines[i].text
    inside = find_labels([(text, "picture")])
    below = i + 1 < len(lines) and lines[i + 1].look is Look.LABEL and lines[i + 1].group == lines[i].group
    page.captions.append((text, bool(inside) or below or is_caption_at(lines, i)))
    if inside:
        page.labels.append((text, "picture"))
    page.parts.append(Part(BlockKind.CAPTION, text))


class _Walk:
    """One pass over the lines after the title."""

    def __init__(self, lines: Sequence[Line], page: Arranged, start: int) -> None:
        self.lines, self.page, self.at = lines, page, start
        self.seen = 0  # characters of report so far
        self.paragraphs = 0
        self.ended = False

    def run(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            section = self._section(line)
            if section == "related":
                self._related()
            elif section == "reactions":
                self._reactions()
            else:
                self._single(line)
                self.at += 1

    def _section(self, line: Line) -> str | None:
        late = self.seen >= _ENOUGH
        foreign = self.page.interface != self.page.language
        if late and line.look is Look.REACTION_HEADING and (foreign or not _GENERIC_HEADING.match(line.text)):
            return "reactions"
        if line.look is Look.RELATED_HEADING and self.at + 1 < len(self.lines):
            return "related" if late or self._inline_end() is not None else None
        if late and self._dated_list_here():
            return "related"
        if (
            late
            and foreign
            and line.look is Look.SHORT
            and len(line.text) <= 60
            and detect_language(line.text) == self.page.interface
        ):
            rest = [other.look for other in self.lines[self.at + 1 : self.at + 8]]
            listed = Look.LABEL in rest or Look.DATE in rest or rest.count(Look.SHORT) > 1
            return "related" if listed else "reactions"
        return None

    def _dated_list_here(self) -> bool:
        """Whether pairs of a date and a headline begin here, in either order."""
        looks = [line.look for line in self.lines[self.at : self.at + 5]]
        date_first = looks[:1] == [Look.DATE] and looks[1:2] == [Look.SHORT] and Look.DATE in looks[2:4]
        title_first = looks[:2] == [Look.SHORT, Look.DATE] and looks[2:4] == [Look.SHORT, Look.DATE]
        alone = (
            looks[:2] == [Look.DATE, Look.SHORT] and len(looks) == 2 and self.paragraphs >= _DATES_FOR_LIST
        )
        return date_first or title_first or alone

    def _inline_end(self) -> int | None:
        """Index where the report goes on after a box of headlines, or None where it does not."""
        looks = [line.look for line in self.lines]
        if Look.LABEL in looks[self.at :] or self.page.interface != self.page.language:
            return None
        for j in range(self.at + 1, len(looks)):
            if looks[j] is Look.PROSE and looks[j : j + _RESUMED] == [Look.PROSE] * _RESUMED:
                return j
            if looks[j] in {Look.DATE, Look.COOKIE, Look.RIGHTS, Look.PROMPT}:
                return None
        return None

    def _related(self) -> None:
        end = self._inline_end()
        stops = {Look.COOKIE, Look.RIGHTS, Look.NOTE}
        while self.at < len(self.lines) and self.at != end:
            line = self.lines[self.at]
            if cues.ABOUT_HEADING.match(line.text) and line.look is Look.SHORT:
                break
            if line.look in stops or (line.look is Look.PROMPT and cues.COMMENT_PROMPT.search(line.text)):
                break
            if line.look is Look.REACTION_HEADING and self.page.interface != self.page.language:
                break
            if line.look is Look.POINTER:
                _file(line, self.page, AsideKind.RELATED, "related")
            else:
                if line.look not in {Look.PROMPT, Look.MENU, Look.RELATED_HEADING}:
                    self.page.related.append(line)
                _file(line, self.page, AsideKind.RELATED, "related")
            self.at += 1
        self.ended = self.ended or end is None

    def _reactions(self) -> None:
        self.page.parts.append(Part(BlockKind.HEADING, self.lines[self.at].text))
        self.at += 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.look not in {Look.PROSE, Look.SHORT, Look.NOTE, Look.BYLINE} or self._section(line):
                return
            if line.look is Look.SHORT and self._leads_to_prose():
                return
            self.page.parts.append(Part(BlockKind.NOTE, line.text))
            self.at += 1

    def _single(self, line: Line) -> None:
        look = line.look
        if look is Look.CAPTION or (look in {Look.PROSE, Look.SHORT} and is_caption_at(self.lines, self.at)):
            _add_caption(self.lines, self.at, self.page)
        elif look is Look.NOTE:
            self.page.parts.append(Part(BlockKind.NOTE, line.text))
        elif look is Look.PROSE:
            self._prose(line)
        elif look in {Look.SHORT, Look.REACTION_HEADING, Look.RELATED_HEADING}:
            self._short(line)
        elif look is Look.MENU and self.seen and self._leads_to_prose() and not _ADVERT.match(line.text):
            self.page.parts.append(Part(BlockKind.HEADING, line.text))
        elif look is Look.BYLINE and self.seen and self._leads_to_prose():
            self.page.parts.append(Part(BlockKind.PARAGRAPH, line.text))
        else:
            about = "picture" if look is Look.LABEL and self._under_caption() else "article"
            _file(
                line,
                self.page,
                AsideKind.NAVIGATION,
                about if look is not Look.DATE or self.seen < _ENOUGH else "page",
            )
            self._maybe_end(line)

    def _maybe_end(self, line: Line) -> None:
        ends = line.look in {Look.RIGHTS, Look.COOKIE} or (
            line.look is Look.PROMPT and cues.COMMENT_PROMPT.search(line.text)
        )
        if ends and self.seen >= _ENOUGH and not self._goes_on():
            self.ended = True

    def _goes_on(self) -> bool:
        """Whether the rest holds as much of a report as was seen, or a run of its paragraphs."""
        rest = self.lines[self.at + 1 :]
        looks = [line.look for line in rest]
        run = any(looks[j : j + _RESUMED] == [Look.PROSE] * _RESUMED for j in range(min(len(looks), 8)))
        left = sum(_weight(line.text) for line in rest if line.look is Look.PROSE)
        return run or left > self.seen

    def _after_prompt(self, line: Line) -> bool:
        """Whether a line goes on with a prompt: near one, speaking to the reader, quoting nobody."""
        near = any(other.look is Look.PROMPT for other in self.lines[max(self.at - 2, 0) : self.at])
        return near and speaks_to_reader(line.text)

    def _prose(self, line: Line) -> None:
        if self.ended or self._is_publisher_box(line) or self._after_prompt(line):
            self.page.parts.append(Part(AsideKind.PROMOTION, line.text))
            return
        self.page.parts.append(
            Part(BlockKind.LIST if is_list_item(line.text) else BlockKind.PARAGRAPH, line.text)
        )
        self.seen += _weight(line.text)
        self.paragraphs += 1

    def _short(self, line: Line) -> None:
        parts = self.page.parts
        if self.ended or self._after_prompt(line) or (self.seen >= _ENOUGH and self._heads_publisher_box()):
            parts.append(Part(AsideKind.PROMOTION, line.text))
        elif _TAGS.match(line.text):
            parts.append(Part(AsideKind.NAVIGATION, line.text))
        elif _CONTACT.match(line.text):
            parts.append(Part(AsideKind.NOTICE, line.text))
        elif self.paragraphs <= 1 and self._is_bare_byline():
            _file(replace(line, look=Look.BYLINE), self.page, AsideKind.NOTICE)
        elif len(line.text.split()) <= 4 and ":" not in line.text and agency_named(line.text.strip("()[] .")):
            if self.seen:
                parts.append(Part(BlockKind.NOTE, line.text))
            else:
                _file(replace(line, look=Look.BYLINE), self.page, AsideKind.NOTICE)
        elif is_list_item(line.text):
            parts.append(Part(BlockKind.LIST, line.text))
        elif not self.seen and is_headline(line.text) and self._leads_to_prose(4):
            parts.append(Part(BlockKind.STANDFIRST, line.text))
        elif is_subheading(line.text) and self.seen and self._leads_to_prose():
            parts.append(Part(BlockKind.HEADING, line.text))
        else:
            parts.append(Part(BlockKind.PARAGRAPH, line.text))
            self.seen += _weight(line.text)

    def _leads_to_prose(self, reach: int = 2) -> bool:
        rest = [
            line.look
            for line in self.lines[self.at + 1 : self.at + 1 + reach + 2]
            if line.look not in {Look.LABEL, Look.CAPTION, Look.RULE}
        ]
        return Look.PROSE in rest[:reach]

    def _is_bare_byline(self) -> bool:
        """A name alone beside a date, between title and report."""
        near = self.lines[max(self.at - 1, 0) : self.at + 2]
        text = self.lines[self.at].text
        return len(text) <= 60 and any(line.look is Look.DATE for line in near) and bool(read_names(text))

    def _under_caption(self) -> bool:
        return (
            self.at > 0
            and self.lines[self.at - 1].look is Look.CAPTION
            and self.lines[self.at - 1].group == self.lines[self.at].group
        )

    def _heads_publisher_box(self) -> bool:
        if self.at + 1 >= len(self.lines):
            return False
        here, below = self.lines[self.at].text, self.lines[self.at + 1].text
        named = (
            agency_named(here) is not None
            or bool(cues.ABOUT_HEADING.match(here))
            or key(here) == key(self.page.outlet or "-")
        )
        return named and (bool(cues.PUBLISHER_BOX.search(below)) or key(below).startswith(key(here)))

    def _is_publisher_box(self, line: Line) -> bool:
        """A paragraph after the report that tells what its publisher or agency is."""
        if self.seen < _ENOUGH or not cues.PUBLISHER_BOX.search(line.text[:260]):
            return False
        opening = " ".join(line.text.split()[:6])
        last = self.page.parts[-1] if self.page.parts else None
        named = (
            last is not None
            and last.kind is AsideKind.PROMOTION
            and key(line.text).startswith(key(last.text)[:40])
        )
        outlet = key(self.page.outlet or "-").split(" ")[0]
        return named or (
            not self._leads_to_prose() and (_names_agency(opening) or outlet in key(opening).split())
        )


def _names_agency(opening: str) -> bool:
    parts = opening.split()
    return any(
        agency_named(" ".join(parts[:n])) for n in range(1, len(parts) + 1) if len(" ".join(parts[:n])) > 2
    )


def _mark_standfirst(page: Arranged) -> None:
    """Call the first paragraph the standfirst where the next one begins the story anew."""
    at = [i for i, p in enumerate(page.parts) if p.kind is BlockKind.PARAGRAPH][:2]
    if len(at) < 2 or not page.title or any(p.kind is BlockKind.STANDFIRST for p in page.parts[: at[0]]):
        return
    first, second = (page.parts[i].text for i in at)
    a, b = stems_of(first), stems_of(second)
    repeated = len(a & b) >= _SAME_STORY * min(len(a), len(b)) and len(a) >= 6
    signed = any(p.text in page.bylines or p.text in page.dates for p in page.parts[at[0] : at[1]])
    told_anew = split_dateline(second, None)[1] > 0 and not split_dateline(first, None)[1]
    if repeated or told_anew or signed:
        page.parts[at[0]] = Part(BlockKind.STANDFIRST, first)


def _weight(text: str) -> int:
    """Length of a text in characters of Latin script: a Chinese, Japanese or Korean one tells as much as two or three."""
    return len(text) + len(_CJK.findall(text)) * 3 // 2
