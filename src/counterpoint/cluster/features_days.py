"""The days that a report gives, read from its text.

Data way: text, when it was published -> ordinals, for `cluster.features`. Pure; names of months and weekdays are CLDR's.
A date without a year is that of the nearest year; a weekday the last one before publication; neither is read where the time of
publication is not known.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from counterpoint.dates import alternatives, ascii_digits, month_names, safe_date, weekday_names

_SCANNED = 1500  # characters: what lies further down is background
_KEPT = 8
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_CJK = re.compile(r"(?:(\d{4})[年년]\s*)?(\d{1,2})[月월]\s*(\d{1,2})[日号號일]")
_WEEKDAY_LETTERS = 4  # shorter ones are abbreviations, and words of their own


def days_of(text: str, language: str, published: date | None) -> frozenset[int]:
    """Return ordinals of the proleptic Gregorian calendar; the first few that the text gives."""
    text = ascii_digits(text[:_SCANNED])
    found: dict[int, None] = {}
    for year, month, day in _triples(text, language):
        when = safe_date(year, month, day) if year else _nearest(month, day, published)
        if when is not None:
            found.setdefault(when.toordinal())
    if published is not None:
        for match in _weekdays(language).finditer(text.lower()):
            back = (published.weekday() - weekday_names(language)[match.group()]) % 7
            found.setdefault((published - timedelta(days=back)).toordinal())
    return frozenset(list(found)[:_KEPT])


def _triples(text: str, language: str) -> list[tuple[int, int, int]]:
    found = [(int(y), int(m), int(d)) for y, m, d in _ISO.findall(text)]
    if not text.isascii():
        found += [(int(y or 0), int(m), int(d)) for y, m, d in _CJK.findall(text)]
    names = month_names(language)
    if names:
        for match in _printed(language).finditer(text.lower()):
            before, name, after, year = match.groups()
            day = before or after
            if day:
                found.append((int(year or 0), names[name], int(day)))
    return found


def _nearest(month: int, day: int, published: date | None) -> date | None:
    if published is None:
        return None
    years = (published.year + step for step in (0, -1, 1))
    found = [when for when in (safe_date(y, month, day) for y in years) if when is not None]
    return min(found, key=lambda when: abs((when - published).days), default=None)


@cache
def _printed(language: str) -> re.Pattern[str]:
    months = alternatives(month_names(language))
    return re.compile(
        rf"(?:\b(\d{{1,2}})(?:\.|º|er|th|st|nd|rd)?\s+(?:de\s+|of\s+)?)?\b({months})\b\.?"
        rf"(?:\s+(\d{{1,2}})(?!\d|:)(?:th|st|nd|rd)?)?(?:,?\s+(?:de\s+)?(\d{{4}})\b)?"
    )


@cache
def _weekdays(language: str) -> re.Pattern[str]:
    names = {n: d for n, d in weekday_names(language).items() if len(n) >= _WEEKDAY_LETTERS}
    return re.compile(rf"\b(?:{alternatives(names)})\b" if names else r"(?!)")
