"""Embargoes that are written in a note to editors instead of a field.

Data way: lines for editors, time of publication -> when the report may be shown. Pure. Only such lines are looked at, never the
report: it may speak of an oil embargo. An embargo whose end cannot be read holds until the sender lifts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

from counterpoint.dates import parse_printed_date

UNTIL_LIFTED = datetime(
    9999, 12, 31, tzinfo=UTC
)  # an end that no clock reaches: only a later version lifts it
_LONGEST = 400  # characters of a line that are looked at
_HALF_A_YEAR = 180  # days; a date without a year that lies further back is the next year's
_SAYS = re.compile(
    r"\bembargoed\b(?=\W+(?:until|till|to|for|not|by|at|\d)|\W*$)|^\W*(?:strict(?:ly)?\s+)?embargo\b(?!\s+(?:lifted|over|ended|off))|"
    r"\bembargo\s+(?:until|till|jusqu|hasta|fino|to\s+\d|:)|\bsperrfrist\b(?!\s+(?:aufgehoben|beendet))|"
    r"\bnot for (?:publication|(?:public )?release|broadcast|use) (?:before|until)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b([01]?\d|2[0-3])[:.]?([0-5]\d)\b(?![./-]?\d)|\b(1[0-2]|[1-9]) ?([ap])\.?m\b", re.IGNORECASE
)
_MONTH = r"(?:jan|feb|mar|mär|apr|ma[yi]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zä]*\.?"
_DAY = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th|\.)?\s+({_MONTH})(?:,?\s+(\d{{4}}))?|({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(\d{{4}}))?", re.IGNORECASE)  # fmt: skip
_ZONES = {
    "GMT": 0,
    "UTC": 0,
    "BST": 1,
    "CET": 1,
    "MEZ": 1,
    "CEST": 2,
    "MESZ": 2,
    "EST": -5,
    "EDT": -4,
    "PST": -8,
    "PDT": -7,
}


def noted_embargo(lines: Iterable[str], published: datetime | None) -> datetime | None:
    """Return when a report may be shown, as a line for editors says, or None where none speaks of it.

    Args:
        lines: What stands in the item for editors.
        published: Settles the year and the zone that a line leaves out.

    """
    said = next((line[:_LONGEST] for line in lines if _SAYS.search(line[:_LONGEST])), None)
    if said is None:
        return None
    day = _DAY.search(said)
    if day is None or published is None:
        return UNTIL_LIFTED
    clock = _TIME.search(said[: day.start()] + " " + said[day.end() :])
    number, month, year = (day.group(n) or day.group(m) for n, m in ((1, 5), (2, 4), (3, 6)))
    found = _day(f"{number} {month} {year or published.year}")
    if found is not None and not year and (found.date() - published.date()).days < -_HALF_A_YEAR:
        found = _day(f"{number} {month} {published.year + 1}")  # sent in December, free in January
    if found is None:
        return UNTIL_LIFTED
    zone = next(
        (timezone(timedelta(hours=h)) for z, h in _ZONES.items() if re.search(rf"\b{z}\b", said)),
        published.tzinfo,
    )
    return found.replace(hour=_hour(clock), minute=int(clock.group(2) or 0) if clock else 0, tzinfo=zone)


def _day(printed: str) -> datetime | None:
    return parse_printed_date(printed, "en") or parse_printed_date(printed.replace(" ", ". ", 1), "de")


def _hour(clock: re.Match[str] | None) -> int:
    """The hour on a 24-hour clock; without one the day ends the embargo as it begins."""
    if clock is None:
        return 0
    if clock.group(3):
        return int(clock.group(3)) % 12 + (12 if clock.group(4).lower() == "p" else 0)
    return int(clock.group(1))
