"""TIMEX3 values and the calendar: what days a value names, and what a shift from a day is called.

Data way: times. Pure.

Values follow TIMEX3 (ISO 8601 with the extensions of TimeML 1.2.1): "2024-06-03", "2024-W23", "2024-W23-WE",
"2024-Q2", "2024-SU", "199X" (decade), "19XX" (century), "2024-06-03TMO", and "2024-06-03/2024-06-04" for a
run of days.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta

from counterpoint.dates import safe_date
from counterpoint.types import Granularity

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}  # months, of the northern hemisphere
_VALUE = re.compile(
    r"(?P<y>\d{4})(?:-(?:W(?P<w>\d\d)(?P<we>-WE)?|Q(?P<q>[1-4])|H(?P<h>[12])|(?P<s>SP|SU|FA|WI)|(?P<m>\d\d)(?:-(?P<d>\d\d))?))?"
    r"(?P<t>T.*)?"
)
_DECADE = re.compile(r"(\d{3})X|(\d\d)XX")
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_DAYS = {"D": 1, "W": 7, "2W": 14}

Range = tuple[Granularity | None, date | None, date | None]


def calendar_range(value: str) -> Range:
    """Return the granularity of a TIMEX3 value and the first and last day it may mean; Nones off the calendar."""
    if "/" in value:
        first, last = (calendar_range(part) for part in value.split("/", 1))
        return first[0], first[1], last[2]
    match = _VALUE.fullmatch(value)
    if match is None:
        return _long_range(value)
    year = int(match["y"])
    if not 1 <= year < MAXYEAR:
        return None, None, None
    if match["m"]:
        return _day_or_month(match, year)
    if match["w"]:
        return _week(year, int(match["w"]), weekend=bool(match["we"]))
    if match["q"]:
        return Granularity.QUARTER, *_months(year, 3 * int(match["q"]) - 2, 3 * int(match["q"]))
    if match["h"]:
        return Granularity.YEAR, *_months(year, 6 * int(match["h"]) - 5, 6 * int(match["h"]))
    if match["s"]:
        return Granularity.SEASON, *_months(year, *_SEASONS[match["s"]])
    return Granularity.YEAR, date(year, 1, 1), date(year, 12, 31)


def shift_value(day: date, unit: str, count: int) -> str:
    """Return the TIMEX3 value of the unit that lies `count` units from a day: (2024-06-04, "M", -1) -> "2024-05".

    Args:
        day: Where to start.
        unit: "D", "W", "2W", "M", "Q", "Y", "DE", "CE", "WE"; others name the day itself.
        count: Signed number of units.

    """
    if unit in _MONTHS:
        months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
        year, month = divmod(months, 12)
        if not 1 <= year < MAXYEAR:
            return "PAST_REF" if count < 0 else "FUTURE_REF"
        return month_value(year, month + 1, unit)
    try:
        moved = day + timedelta(days=count * (7 if unit == "WE" else _DAYS.get(unit, 0)))
    except OverflowError:
        return "PAST_REF" if count < 0 else "FUTURE_REF"
    if unit in {"W", "2W", "WE"}:
        return week_value(moved) + ("-WE" if unit == "WE" else "")
    return moved.isoformat()


def month_value(year: int, month: int, unit: str) -> str:
    """Return the value of the month, quarter, year, decade or century that holds a month."""
    if unit == "Y":
        return f"{year:04}"
    if unit == "Q":
        return f"{year:04}-Q{(month + 2) // 3}"
    if unit == "DE":
        return f"{year // 10:03}X"
    if unit == "CE":
        return f"{year // 100:02}XX"
    return f"{year:04}-{month:02}"


def week_value(day: date) -> str:
    """Return the ISO week that holds a day: "2024-W23"."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def weekday_near(anchor: date, weekday: int, direction: int) -> date:
    """Return the day with that weekday: direction -1 the last one, +1 the next one; the anchor's own day stays."""
    if direction < 0:
        return anchor - timedelta(days=(anchor.weekday() - weekday) % 7)
    return anchor + timedelta(days=(weekday - anchor.weekday()) % 7)


def year_of(anchor: date, month: int, day: int | None, direction: int) -> int | None:
    """Return the year of a month (and day) printed without one.

    Args:
        anchor: The day of the report.
        month: 1 to 12.
        day: Day of the month, or None for the month as a whole.
        direction: -1 for the past, +1 for the future, 0 for the nearest.

    """
    years = range(anchor.year - 1, anchor.year + 2)
    if day is None:
        here = anchor.year * 12 + anchor.month
        gaps = {y: y * 12 + month - here for y in years}
    else:
        days = {y: safe_date(y, month, day) for y in years}
        gaps = {y: (d - anchor).days for y, d in days.items() if d}
        if not gaps:  # 29 February away from a leap year
            return next(
                (y for y in range(anchor.year, anchor.year - 8, -1) if safe_date(y, month, day)), None
            )
    fitting = [y for y, gap in gaps.items() if gap * direction >= 0] or list(gaps)
    return min(fitting, key=lambda y: (abs(gaps[y]), y))


def _day_or_month(match: re.Match[str], year: int) -> Range:
    month = int(match["m"])
    if not match["d"]:
        return (Granularity.MONTH, *_months(year, month, month)) if 1 <= month <= 12 else (None, None, None)
    day = safe_date(year, month, int(match["d"]))
    if day is None:
        return None, None, None
    if not match["t"]:
        return Granularity.DAY, day, day
    clock = match["t"]
    grain = Granularity.MINUTE if ":" in clock else Granularity.HOUR
    return Granularity.SECOND if clock.count(":") == 2 else grain, day, day


def _week(year: int, week: int, *, weekend: bool) -> Range:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None, None, None
    if weekend:
        return Granularity.DAY, monday + timedelta(days=5), monday + timedelta(days=6)
    return Granularity.WEEK, monday, monday + timedelta(days=6)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    """First day of the first month to last day of the last; months above 12 are of the next year."""
    end_year, end_month = divmod(year * 12 + last, 12)
    return date(year, first, 1), date(end_year, end_month + 1, 1) - timedelta(days=1)


def _long_range(value: str) -> Range:
    match = _DECADE.fullmatch(value)
    if match is None:
        return None, None, None
    length = 10 if match[1] else 100
    first = int(match[1] or match[2]) * length
    if first < 1:
        return None, None, None
    return Granularity.YEAR, date(first, 1, 1), date(first + length - 1, 12, 31)
