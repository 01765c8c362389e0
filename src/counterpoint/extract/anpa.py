"""ANPA 1312 (the teletype format of North American agencies) into an Article.

Data way: text with control signs + Capture -> Article, or Rejected. Pure.

Method: ANPA-1312 (American Newspaper Publishers Association, 1979, 1989) as agencies send it: SYN SYN SOH, service letter and
number, US, selector; priority, category, format and version in the second line; STX, the text, ETX, the sender's mark with
date and time, EOT. "^" opens a line that is set by itself and "<" or "=" closes it, a tab opens a paragraph, BS a row of a
table, "``" and "''" are quotation marks, " _ " a dash, "{" after a figure one half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from counterpoint.extract.assemble import Part
from counterpoint.extract.byline import is_byline, read_names
from counterpoint.extract.embargo import noted_embargo
from counterpoint.extract.finish import Draft, finish_article
from counterpoint.extract.linecues import note_kind
from counterpoint.extract.wire import LONGEST_LINES, headline_of, held_back, rejected, sender
from counterpoint.text import clean, loose
from counterpoint.types import Article, AsideKind, BlockKind, Capture, Rejected

FRAME = re.compile(r"\A[\x00\x16\s]*\x01?([A-Za-z])(\d{3,4})\x1f")
_CLOSE = re.compile(
    r"\x03[ \t]*([A-Za-z]{2,10})-[A-Za-z]{1,4}-(\d\d)-(\d\d)-(\d\d)[ ]?(\d\d)(\d\d)[ ]?([A-Z]{1,4})"
)
_HOURS = {
    "GMT": 0,
    "UTC": 0,
    "Z": 0,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}
_SLUG = re.compile(
    r"^(?:AM|PM|BC|AP)-{1,2}(?P<slug>[^,\n]{1,80}?)(?:,\s*(?P<take>[^\n]{1,60}?))?(?:,\s*(?P<words>[\d,.]+))?$"
)
_TAKE = re.compile(r"(\d+)(?:st|nd|rd|th)\s+(?:ld|lead|writethru|add|sub)", re.IGNORECASE)
_RECURRING = re.compile(
    r"alert|advisor|bulletin", re.IGNORECASE
)  # slugs under which many stories run in one day
_FOR_EDITORS = re.compile(r"^\(?(?:eds?|editors?)\b['’s]*\.?(?:\s+note)?\s*[:_—-]|^[A-Z]{2,5}\s+(?:photos?|video|graphics?|audio|multimedia)\b", re.IGNORECASE)  # fmt: skip
_QUOTE = str.maketrans({"\x10": " ", "\x07": " ", "\x1e": " "})
_RULE = re.compile(r"^[\s_*=-]*$")
_SUMMARY = 8  # words from which a second line before the text is a summary and no kicker
_HEADING = 100  # characters of a heading set in capitals inside the text
_MOST_ROWS = 5_000  # lines of one item; the longest table of the dev data has 85


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str  # "set" (by itself), "paragraph" or "table"
    text: str


def extract_anpa(text: str, capture: Capture) -> Article | Rejected:
    """Return the article of one ANPA 1312 item, or why it holds none."""
    if len(text) > LONGEST_LINES:
        return rejected(capture, "the ANPA item is longer than any report; give one item in a file")
    head, mark, rest = text.partition("\x02")
    body, _, _ = rest.partition("\x03")
    if not mark:
        return rejected(capture, "the ANPA item has no start of text (STX); check that the file is whole")
    rows = list(_rows(body))
    if len(rows) > _MOST_ROWS:
        return rejected(capture, f"the ANPA item has more than {_MOST_ROWS:,} lines; give one item in a file")
    close = _CLOSE.search(text)
    sent = _moment(close)
    slug = _slug(rows, head)
    guid = _guid(close, sent, slug)
    titles, parts, bylines = _read(rows[1:] if slug and rows and _SLUG.match(rows[0].text) else rows)
    if (refused := held_back(capture, "", [r.text for r in rows[:3]], guid)) is not None:
        return refused
    body_parts = [p for p in parts if p.kind in {BlockKind.PARAGRAPH, BlockKind.LIST}]
    if not body_parts and len(titles) > 1:
        parts = [*parts, *(Part(BlockKind.PARAGRAPH, t) for t in titles[1:])]
    if not any(isinstance(p.kind, BlockKind) for p in parts):
        return rejected(capture, "the ANPA item has no text; check that the file is whole")
    take = _TAKE.search(slug["take"] or "") if slug else None
    agency = sender(close.group(1).upper()) if close else None
    draft = Draft(
        title=titles[0] if titles else headline_of(parts),
        headed=bool(titles),
        parts=tuple(parts),
        bylines=bylines,
        published=sent,
        outlet=agency.name if agency else None,
        credits=(close.group(1),) if close else (),
        agency=agency,
        guid=guid,
        embargo=noted_embargo((p.text for p in parts if isinstance(p.kind, AsideKind)), sent),
        version=1 + int(take.group(1)) if take else 1 if guid else None,
    )
    return finish_article(draft, capture)


def _moment(close: re.Match[str] | None) -> datetime | None:
    if close is None or close.group(7) not in _HOURS:
        return None
    month, day, year, hour, minute = (int(close.group(n)) for n in range(2, 7))
    zone = timezone(timedelta(hours=_HOURS[close.group(7)])) if _HOURS[close.group(7)] else UTC
    try:
        return datetime(2000 + year, month, day, hour, minute, tzinfo=zone)
    except ValueError:
        return None


def _slug(rows: Sequence[_Row], head: str) -> re.Match[str] | None:
    """The slug line: the first of the text, else the keyword of the header."""
    lines = [r.text for r in rows[:1]] + [line.strip() for line in re.split(r"[\x11\x12]", head)[1:2]]
    return next((found for line in lines if (found := _SLUG.match(line[:160]))), None)


def _guid(close: re.Match[str] | None, sent: datetime | None, slug: re.Match[str] | None) -> str | None:
    """Agencies number transmissions, not stories; a story keeps its slug for the day."""
    if close is None or sent is None or slug is None or _RECURRING.search(slug["slug"]):
        return None
    return f"anpa:{close.group(1).lower()}:{sent:%Y-%m-%d}:{' '.join(slug['slug'].split()).lower()}"


def _rows(body: str) -> Iterator[_Row]:
    """The lines of the text with what set them apart; a paragraph sent in several lines is one."""
    pending: list[str] = []
    for raw in body.replace("\r", "").split("\n"):
        line = _plain(raw)
        opens = raw.lstrip("\x00 ").startswith(("^", "\x08")) or raw.startswith(("\t", "   ")) or not line
        if opens and pending:
            yield _Row("paragraph", " ".join(pending))
            pending = []
        if not line or _RULE.match(line):
            continue
        if raw.startswith("\x08"):
            yield _Row("table", " | ".join(cell.strip(" _") or "—" for cell in line.split(";")))
        elif raw.lstrip("\x00 ").startswith("^"):
            yield _Row("set", line)
        else:
            pending.append(line)
    if pending:
        yield _Row("paragraph", " ".join(pending))


def _plain(raw: str) -> str:
    """A line in plain signs: typesetting codes read or taken off."""
    line = raw.translate(_QUOTE).replace("^", "").replace("``", "“").replace("''", "”")
    line = re.sub(r"(?<=\d)\{", "½", line).replace("{", "½" if line.startswith("\x08") else "{")
    line = re.sub(r"(?:^|(?<=\s))_(?=\s)", "—", line.strip())
    return clean(re.sub(r"[<=]\s*$", "", line))


def _read(rows: Sequence[_Row]) -> tuple[list[str], list[Part], tuple[str, ...]]:
    """The headline with what else stands over the text, the text's parts, and the writers."""
    start = next((i for i, r in enumerate(rows) if r.kind != "set"), len(rows))
    opening = loose(" ".join(r.text for r in rows[start : start + 2]))
    titles: list[str] = []
    parts: list[Part] = []
    bylines: list[str] = []
    for row in rows[:start]:
        if _FOR_EDITORS.match(row.text):
            parts.append(Part(AsideKind.NOTICE, row.text))
        elif is_byline(row.text) or row.text.startswith("By "):
            bylines += read_names(row.text)
        elif not titles:
            titles.append(row.text)
        elif bylines:
            parts.append(Part(AsideKind.NOTICE, row.text))  # the writers' agency or post
        elif start == len(rows):
            titles.append(row.text)
        elif len(row.text.split()) >= _SUMMARY and loose(row.text)[:60] not in opening:
            parts.append(Part(BlockKind.STANDFIRST, row.text))
        else:
            parts.append(Part(AsideKind.NOTICE, row.text))
    for row in rows[start:]:
        if row.kind == "table":
            parts.append(Part(BlockKind.LIST, row.text))
        elif row.kind == "set" or (len(row.text) <= _HEADING and row.text.isupper()):
            parts.append(Part(AsideKind.NOTICE if is_byline(row.text) else BlockKind.HEADING, row.text))
        else:
            parts.append(Part(note_kind(row.text), row.text))
    return titles, parts, tuple(dict.fromkeys(bylines))
