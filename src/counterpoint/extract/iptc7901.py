"""IPTC 7901 (the text format of European agencies) into an Article.

Data way: text with control signs + Capture -> Article, or Rejected. Pure.

Method: IPTC 7901, "The Text Transmission Format" (1995): SOH and a header line of service and number, priority, category, word
count and optional information; a keyword line; STX, headlines closed by "=", the text; ETX with day, hour, minute, month and
year of transmission; EOT. Agencies add a notebook for editors after the text, under headings of "#".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from counterpoint.extract.assemble import Part
from counterpoint.extract.byline import is_byline, read_names
from counterpoint.extract.embargo import noted_embargo
from counterpoint.extract.finish import Draft, finish_article
from counterpoint.extract.wire import LONGEST_LINES, headline_of, held_back, plain_parts, rejected, sender
from counterpoint.text import clean
from counterpoint.types import Article, AsideKind, BlockKind, Capture, Rejected

FRAME = re.compile(
    r"\A[\x00\x16\s]*\x01([A-Za-z]{1,6})[ ]?(\d{1,5}) (\w) (\w{1,4}) (\d{0,6})([^\r\n\x02]{0,120})"
)
_CLOSE = re.compile(
    r"\x03[ \t]*(\d\d)(\d\d)(\d\d)[ ]?([A-Z]{1,4})?[ ]+([A-Za-zäéû]{3,4})\.?[ ]+(\d\d)(?:\d\d)?"
)
_HOURS = {"": 0, "GMT": 0, "UTC": 0, "Z": 0, "BST": 1, "MEZ": 1, "CET": 1, "MESZ": 2, "CEST": 2}
# English, German, French, Spanish, Italian; the first three letters tell them apart, but for French June and July.
_MONTHS = {name: n for n, names in enumerate(
    ("jan gen ene", "feb fév fev", "mar mär mrz", "apr avr abr", "may mai mag", "jun giu", "jul lug", "aug aoû aou ago",
     "sep set", "oct okt ott", "nov", "dec dez déc dic"), 1) for name in names.split()}  # fmt: skip
_URGENCY = re.compile(
    r"^(?:\d+(?:st|nd|rd|th)?\.?\s+(?:lead|ld|add|neu)|refile|extra|urgent|flash|alert|bulletin|eil(?:t|meldung)?|blitz|correct(?:ion|ed)|"
    r"korrektur|berichtigung|lead|roundup|preview|feature|wiederholung|repeat|urgente|\(.{1,60}\)|\+{2,}.*)$",
    re.IGNORECASE,
)
_NOT_FOR_PRINT = re.compile(
    r"(?:information is|informationen sind|angaben sind|informations suivantes).{0,40}"
    r"(?:not (?:intended )?for publication|nicht zur ver[öo]ffentlichung|pas destinées)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"^[a-z]{2,8}(?: [a-z]{2,4}){1,10}$"
)  # "agency" and the initials of those who handled the item
_HEAD_LINES = 10  # lines of headlines before the "=" that closes them
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’)]?(?:\s|$)")


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands between STX and the text."""

    titles: tuple[str, ...]
    bylines: tuple[str, ...]
    marks: tuple[str, ...]  # "1ST LEAD", "REFILE"


def extract_iptc7901(text: str, capture: Capture) -> Article | Rejected:
    """Return the article of one IPTC 7901 item, or why it holds none."""
    frame = FRAME.match(text)
    if frame is None or len(text) > LONGEST_LINES:
        return rejected(
            capture, "the IPTC 7901 item has no header line or is too long; give one item in a file"
        )
    before, mark, rest = text.partition("\x02")
    if not mark:
        return rejected(
            capture, "the IPTC 7901 item has no start of text (STX); check that the file is whole"
        )
    body = rest.partition("\x03")[0].replace("\r", "")
    head, after = _head(body)
    keywords = [clean(line) for line in before.splitlines()[1:] if clean(line)]
    sent = _moment(text)
    source = frame.group(6).split()
    guid = f"7901:{frame.group(1)}{frame.group(2)}:{sent:%Y-%m-%d}".lower() if sent else None
    if (refused := held_back(capture, "", [*keywords, *head.marks, *head.titles], guid)) is not None:
        return refused
    parts = list(_parts(after))
    if not any(p.kind is BlockKind.PARAGRAPH and _SENTENCE.search(p.text) for p in parts):
        return rejected(
            capture, "the IPTC 7901 item holds no sentence of a report; give the text item itself"
        )
    notices = [Part(AsideKind.NOTICE, line) for line in (*keywords, *head.marks)]
    agency = sender(*source)
    draft = Draft(
        title=" ".join(head.titles) or headline_of(parts),
        headed=bool(head.titles),
        parts=(*notices, *parts),
        bylines=head.bylines,
        published=sent,
        rights=tuple(p.text for p in parts if p.kind in {BlockKind.NOTE, AsideKind.NOTICE}),
        outlet=agency.name if agency else None,
        agency=agency,
        guid=guid,
        embargo=noted_embargo((p.text for p in (*notices, *parts) if isinstance(p.kind, AsideKind)), sent),
    )
    return finish_article(draft, capture)


def _head(body: str) -> tuple[_Head, str]:
    """The headlines, writers and marks before the text, and the text."""
    lines = body.split("\n")
    closed = next((i for i, line in enumerate(lines[:_HEAD_LINES]) if line.rstrip().endswith("=")), None)
    blank = next((i for i, line in enumerate(lines) if i and not line.strip()), 1)
    end = closed if closed is not None else max(0, min(blank, _HEAD_LINES) - 1)
    titles: list[str] = []
    bylines: list[str] = []
    marks: list[str] = []
    for raw in lines[: end + 1]:
        line = clean(re.sub(r"=\s*$", "", raw))
        if not line:
            continue
        if is_byline(line) or (titles and re.match(r"(?:By|Von|Par|Por|Di) [A-Z]?", line)):
            bylines += read_names(line)
        elif not titles and _URGENCY.match(line):
            marks.append(line)
        else:
            titles.append(line)
    return _Head(tuple(titles), tuple(dict.fromkeys(bylines)), tuple(marks)), "\n".join(lines[end + 1 :])


def _parts(text: str) -> Iterator[Part]:
    """The paragraphs; what follows a heading of "#" is for editors, a part of it not for print."""
    kind: BlockKind | AsideKind | None = None
    for part in plain_parts(text):
        if _NOT_FOR_PRINT.search(part.text) or part.text.startswith("* * *"):
            kind = AsideKind.NOTICE
        elif part.text.startswith("#"):
            kind = kind or BlockKind.NOTE
        aside = _SIGNATURE.match(part.text) is not None
        heading = part.text.lstrip("# ") if kind and part.text.startswith("#") else part.text
        if not re.search(r"\w", heading):
            continue
        yield Part(
            AsideKind.NOTICE if aside or (kind and part.text.startswith("#")) else kind or part.kind, heading
        )


def _moment(text: str) -> datetime | None:
    close = _CLOSE.search(text)
    month = _MONTHS.get(close.group(5)[:3].lower()) if close else None
    if close is None or month is None or (close.group(4) or "") not in _HOURS:
        return None
    hours = _HOURS[close.group(4) or ""]
    day, hour, minute, year = (int(close.group(n)) for n in (1, 2, 3, 6))
    try:
        return datetime(
            2000 + year, month, day, hour, minute, tzinfo=timezone(timedelta(hours=hours)) if hours else UTC
        )
    except ValueError:
        return None
