"""Compare the values of two quantities or two times: the same, a difference of detail, or a conflict.

Data way: annotations of several articles -> align, which asks whether two values disagree.
Pure, on records only.

Method: closed intervals. What lies inside the other's interval is more or less precise, not contradictory;
only intervals that stay apart after rounding and conversion conflict.
"""

from __future__ import annotations

import math
import re
from datetime import timedelta
from typing import Literal

from counterpoint.types import Granularity, Quantity, TimeMention

Comparison = Literal["same", "precision", "rounding", "unit", "conflict", "unrelated"]

# Relative slack. "Nearly 50" for 47 and "about 5 km" for 3.1 miles (4.99 km) are one measurement;
# from editors' practice: a rounded figure keeps one or two digits.
_ROUNDED = 0.1  # one side says it is approximate, or is a round number
_CONVERTED = 0.03  # the two were printed in different units, so one was rounded after conversion
_EQUAL = 1e-9
_ROUND_DIGITS = 2  # a number with no more significant digits than this may be another one rounded
_MANY = 10  # counts below this are counted, not rounded: 3 dead is not "some 3"

_FINE = (
    Granularity.SECOND, Granularity.MINUTE, Granularity.HOUR, Granularity.DAY, Granularity.WEEK,
    Granularity.MONTH, Granularity.SEASON, Granularity.QUARTER, Granularity.YEAR,
)  # fmt: skip
_NEARBY_DAYS = 31  # an approximate date this near another is a rounding of it
_PART_OF_DAY = {"MO": (4, 12), "MI": (11, 14), "AF": (11, 18), "EV": (16, 24), "NI": (18, 30), "DT": (6, 18)}
_DURATION_UNITS = {
    "S": 1.0,
    "M": 60.0,
    "H": 3600.0,
    "D": 86400.0,
    "W": 604800.0,
    "MO": 2629746.0,
    "Y": 31556952.0,
}
_DURATION = re.compile(r"P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?"
                       r"(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?")  # fmt: skip


def compare_quantities(a: Quantity, b: Quantity) -> Comparison:
    """Say how two quantities of the same thing relate.

    Returns:
        "same": equal values. "precision": one lies inside the other ("at least 15", 17). "rounding": equal
        after rounding ("nearly 50", 47). "unit": equal after conversion (5 km, 3.1 miles). "conflict": neither.
        "unrelated": not comparable: other units, or a rank against a count.

    """
    if not comparable(a, b):
        return "unrelated"
    printed_alike = _close(_factor(a), _factor(b), _EQUAL)
    if _close(a.low, b.low, _EQUAL) and _close(a.high, b.high, _EQUAL):
        return "same" if printed_alike else "unit"
    if a.ordinal:
        return "conflict"
    if not printed_alike and _near(a, b, _CONVERTED):
        return "unit"
    if math.isinf(a.high) and math.isinf(b.high):
        return _compare_bounds(a.low, b.low)
    if math.isinf(a.low) and math.isinf(b.low):
        return _compare_bounds(a.high, b.high)
    loose = a.approximate or b.approximate
    if _is_range(a) and _is_range(b):
        return "conflict"  # "aged 10 to 14" and "aged 10 to 15" were both counted
    if _overlap(a, b):
        return "rounding" if loose and _narrow(a) and _narrow(b) else "precision"
    if (_rounds(a, b) or _rounds(b, a)) and _near(a, b, _ROUNDED):
        return "rounding"
    return "conflict"


def compare_times(a: TimeMention, b: TimeMention) -> Comparison:
    """Say how two expressions of the time of one happening relate: see `compare_quantities`.

    "precision": one lies inside the other ("June", "4 June"). "unrelated": one is not on the calendar,
    or a length of time meets a point of time.
    """
    if (a.type == "DURATION") != (b.type == "DURATION") or "SET" in {a.type, b.type}:
        return "same" if a.type == b.type and a.value == b.value else "unrelated"
    if a.type == "DURATION":
        return _compare_durations(a, b)
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return _compare_unresolved(a, b)
    if a.latest < b.earliest or b.latest < a.earliest:
        gap = max(a.earliest - b.latest, b.earliest - a.latest)
        near = (a.approximate or b.approximate) and gap <= _slack(a, b)
        return "rounding" if near else "conflict"
    if (a.earliest, a.latest) != (b.earliest, b.latest):
        return "precision"
    return _compare_clocks(a, b)


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities measure the same kind of thing: their units, denominators and ranks agree."""
    return a.unit == b.unit and a.per == b.per and a.ordinal == b.ordinal


def _compare_bounds(first: float, second: float) -> Comparison:
    """Two "at least" or two "at most": logically compatible, yet reports that say both differ on the figure."""
    low, high = sorted((first, second))
    if low >= _MANY and high < low + _step(low):
        return "precision"  # "more than 40" and "at least 47"
    return "rounding" if low >= _MANY and _close(low, high, _CONVERTED) else "conflict"


def _factor(q: Quantity) -> float:
    """Canonical units in one printed unit: 1.0 where the text prints the canonical one."""
    bound = q.low if math.isfinite(q.low) else q.high
    if not q.written or not bound or not math.isfinite(bound) or q.approximate:
        return 1.0
    factor = bound / q.written
    return factor if factor < _CONVERTED or abs(factor - 1) > _CONVERTED else 1.0


def _close(x: float, y: float, slack: float) -> bool:
    return x == y or (math.isfinite(x) and math.isfinite(y) and abs(x - y) <= slack * max(abs(x), abs(y)))


def _is_range(q: Quantity) -> bool:
    """Whether both ends were said, and nothing vague about it."""
    return not q.approximate and math.isfinite(q.low) and math.isfinite(q.high) and q.low < q.high


def _narrow(q: Quantity) -> bool:
    """Whether an interval is one figure with the slack of rounding, not a vague amount."""
    return math.isfinite(q.low) and math.isfinite(q.high) and _close(q.low, q.high, 2.5 * _ROUNDED)


def _overlap(a: Quantity, b: Quantity) -> bool:
    return a.low <= b.high and b.low <= a.high


def _near(a: Quantity, b: Quantity, slack: float) -> bool:
    """Whether some value of each lies within the relative slack of the other."""
    low, high = (a, b) if a.low <= b.low else (b, a)
    return _overlap(a, b) or _close(low.high, high.low, slack)


def _rounds(rough: Quantity, fine: Quantity) -> bool:
    """Whether an exact-looking figure may be the other one, rounded to its last digit that is not zero."""
    if rough.low != rough.high or fine.low != fine.high or abs(rough.low) < _MANY:
        return False
    step = _step(rough.low)
    return step > 1 and abs(fine.low - rough.low) < step / 2


def _step(number: float) -> float:
    """The size of a number's last digit that is not zero: 40 -> 10, 1,250 -> 10; 1 where nothing was rounded."""
    if not math.isfinite(number) or number == 0:
        return 1.0
    digits = f"{abs(number):.10e}".split("e")[0].replace(".", "").rstrip("0")
    if len(digits) > _ROUND_DIGITS:
        return 1.0
    return 10.0 ** (math.floor(math.log10(abs(number)) + _EQUAL) - len(digits) + 1)


def _slack(a: TimeMention, b: TimeMention) -> timedelta:
    """How far apart an approximate time may lie: one step of the coarser granularity."""
    ranks = [_FINE.index(t.granularity) for t in (a, b) if t.granularity]
    coarsest = _FINE[max(ranks, default=3)]
    days = {Granularity.YEAR: 366, Granularity.QUARTER: 92, Granularity.SEASON: 92, Granularity.MONTH: _NEARBY_DAYS,
            Granularity.WEEK: 7}  # fmt: skip
    return timedelta(days.get(coarsest, 1))


_OPEN = re.compile(r"XXXX-(?:WXX-(?P<w>[1-7])|(?P<m>\d\d)(?:-(?P<d>\d\d))?)(?:T.*)?")


def _compare_unresolved(a: TimeMention, b: TimeMention) -> Comparison:
    """Weekdays and days of the year in reports without a date: Wednesday and Thursday differ all the same."""
    first, second = _open_parts(a), _open_parts(b)
    shared = [k for k in first if k in second]
    if not shared:
        return "unrelated"
    if any(first[k] != second[k] for k in shared):
        return "conflict"
    return "same" if first.keys() == second.keys() or {"w", "d"} & set(shared) else "precision"


def _open_parts(mention: TimeMention) -> dict[str, int]:
    """What is known of a day: weekday "w" (1 is Monday), month "m", day of the month "d"."""
    open_value = _OPEN.fullmatch(mention.value)
    if open_value:
        return {k: int(v) for k, v in open_value.groupdict().items() if v}
    if mention.earliest is None or mention.latest is None:
        return {}
    if mention.earliest == mention.latest:
        return {"w": mention.earliest.isoweekday(), "m": mention.earliest.month, "d": mention.earliest.day}
    same_month = mention.granularity is Granularity.MONTH
    return {"m": mention.earliest.month} if same_month else {}


def _compare_clocks(a: TimeMention, b: TimeMention) -> Comparison:
    """Two times of one day: by the clock where both print one."""
    if a.value == b.value or "T" not in a.value or "T" not in b.value:
        return "same" if a.value == b.value or a.type == b.type else "precision"
    first, second = _hours(a.value), _hours(b.value)
    if first is None or second is None:
        return "precision"
    if first[0] >= second[1] or second[0] >= first[1]:
        start_gap = abs(first[0] - second[0])
        return "rounding" if (a.approximate or b.approximate) and start_gap <= 1 else "conflict"
    return "same" if first == second else "precision"


def _hours(value: str) -> tuple[float, float] | None:
    """The half-open interval of hours of a day that a TIMEX3 time names."""
    clock = value.split("T", 1)[1]
    if clock[:2] in _PART_OF_DAY:
        first, last = _PART_OF_DAY[clock[:2]]
        return float(first), float(last)
    parts = re.match(r"(\d\d)(?::(\d\d))?(?::(\d\d))?", clock)
    if parts is None:
        return None
    hour = int(parts[1]) + int(parts[2] or 0) / 60 + int(parts[3] or 0) / 3600
    length = 1 / 3600 if parts[3] else 1 / 60 if parts[2] else 1.0
    return hour, hour + length


def _compare_durations(a: TimeMention, b: TimeMention) -> Comparison:
    if a.value == b.value:
        return "same"
    first, second = _seconds(a.value), _seconds(b.value)
    if first is None or second is None:  # "PXM", an unsaid number: less precise than any number of them
        return "precision" if _unit_letter(a.value) == _unit_letter(b.value) else "unrelated"
    if _close(first, second, _EQUAL):
        return "unit"
    if _close(first, second, _CONVERTED):
        return "rounding"
    rounded = (a.approximate or b.approximate) and _close(first, second, 2 * _ROUNDED)
    return "rounding" if rounded else "conflict"


def _seconds(value: str) -> float | None:
    match = _DURATION.fullmatch(value)
    if match is None or not any(match.groups()):
        return None
    units = ("Y", "MO", "W", "D", "H", "M", "S")
    return sum(float(n) * _DURATION_UNITS[u] for n, u in zip(match.groups(), units, strict=True) if n)


def _unit_letter(value: str) -> str:
    return ("T" if "T" in value else "") + value[-1:]
