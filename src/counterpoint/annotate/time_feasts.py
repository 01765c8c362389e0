"""Feasts whose day moves from year to year.

Data way: time_grammar. Pure. Method for Easter: Gauss's computus in its anonymous Gregorian form.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from counterpoint.dates import safe_date


def feast_day(code: str, year: int) -> date | None:
    """Return the day of a feast in a year.

    Args:
        code: "12-25" for a fixed day, or a code of the table below.
        year: Gregorian year.

    """
    if code[:1].isdigit():
        month, day = map(int, code.split("-"))
        return safe_date(year, month, day)
    if not 1583 <= year < 9999:
        return None
    rule = _MOVING.get(code)
    return rule(year) if rule else None


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 19 * m) // 433
    month = (h + m - 7 * n + 90) // 25
    return date(year, month, (h + m - 7 * n + 33 * month + 19) % 32)


def orthodox_easter(year: int) -> date:
    """Return Easter Sunday of the eastern churches, in the Gregorian calendar (1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def _nth(month: int, weekday: int, nth: int) -> Callable[[int], date]:
    def day(year: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))

    return day


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())


_MOVING: dict[str, Callable[[int], date]] = {
    "EA": easter,
    "GF": lambda year: easter(year) - timedelta(days=2),
    "EM": lambda year: easter(year) + timedelta(days=1),
    "OE": orthodox_easter,
    "TG": _nth(11, 3, 4),
    "BF": lambda year: _nth(11, 3, 4)(year) + timedelta(days=1),
    "LD": _nth(9, 0, 1),
    "MD": _last_monday_of_may,
    "MLK": _nth(1, 0, 3),
    "MOM": _nth(5, 6, 2),
    "DAD": _nth(6, 6, 3),
}
