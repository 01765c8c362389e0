"""Read the dates that feeds carry, whatever form they are in.

Data way: text of pubDate, updated, lastmod, date_published -> aware datetime in UTC. Pure: no clock, no locale.

Forms: RFC 822/5322 with its sloppy relatives (swapped day and month, two-digit years, names of zones, no weekday, a
wrong one), W3CDTF and ISO 8601 (basic, ordinal, MSSQL's blank), asctime, Perforce's slashes, and the Greek, Hungarian and
Korean forms that feedparser's documentation lists. A date without a zone is read as UTC, as feedparser reads it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

# Hours from UTC. The American ones are RFC 5322's; the letters are RFC 822's as meant, not as misprinted, where feedparser
# knows them; the others are unambiguous abbreviations seen in feeds. An unknown name is UTC.
_ZONES = {
    **dict.fromkeys("ut utc gmt z wet".split(), 0.0),
    **dict.fromkeys("ast at edt".split(), -4.0),
    **dict.fromkeys("est et cdt".split(), -5.0),
    **dict.fromkeys("cst ct mdt".split(), -6.0),
    **dict.fromkeys("mst mt pdt".split(), -7.0),
    **dict.fromkeys("pst pt akdt".split(), -8.0),
    **dict.fromkeys("met cet bst west a".split(), 1.0),
    **dict.fromkeys("mest cest eet sast cat".split(), 2.0),
    **dict.fromkeys("eest msk eat trt".split(), 3.0),
    **dict.fromkeys("hkt sgt awst".split(), 8.0),
    **dict.fromkeys("jst kst".split(), 9.0),
    "adt": -3.0,
    "akst": -9.0,
    "hst": -10.0,
    "wib": 7.0,
    "ict": 7.0,
    "pkt": 5.0,
    "npt": 5.75,
    "acst": 9.5,
    "aest": 10.0,
    "aedt": 11.0,
    "nzst": 12.0,
    "nzdt": 13.0,
    "n": 1.0,
    "m": -12.0,
    "y": 12.0,
    "a": -1.0,
}
_ENGLISH = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_WEEKDAYS = frozenset("mon tue wed thu fri sat sun".split())
# By their first letters, as sent: with and without accents.
_GREEK = {
    "ιαν": 1,
    "φεβ": 2,
    "μάρ": 3,
    "μαρ": 3,
    "μάώ": 3,
    "μαώ": 3,
    "απρ": 4,
    "μάι": 5,
    "μαϊ": 5,
    "μαι": 5,
    "ιούν": 6,
    "ιουν": 6,
    "ιον": 6,
    "ιούλ": 7,
    "ιουλ": 7,
    "ιολ": 7,
    "αύγ": 8,
    "αυγ": 8,
    "σεπ": 9,
    "οκτ": 10,
    "νοέ": 11,
    "νοε": 11,
    "δεκ": 12,
}
_HUNGARIAN = {
    "janu": 1,
    "febr": 2,
    "márc": 3,
    "ápri": 4,
    "máju": 5,
    "júni": 6,
    "júli": 7,
    "augu": 8,
    "szep": 9,
    "októ": 10,
    "nove": 11,
    "dece": 12,
}
_MONTHS = {**_ENGLISH, **_GREEK, **_HUNGARIAN}
_LONGEST = 120  # characters; the longest date seen in a feed had under 50

_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2}))?(?:[.,]\d+)?"
_ZONE = r"(?P<zone>[a-z]{1,5}|(?:utc|gmt)?[+-]\d{1,2}:?(?:\d{2})?)?"
_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?|(?P<month2>\d{2})(?P<day2>\d{2})"
    rf"|-?(?P<ordinal>\d{{3}}))?(?:(?:t|\s+|$)\s*(?:{_TIME}|(?P<bare>\d{{2}}(?:\d{{2}}){{0,2}}))?\s*{_ZONE})?$"
)
_SHORT_ISO = re.compile(rf"(?P<year>\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:(?:t|\s+){_TIME}\s*{_ZONE})?$")
_SLASHES = re.compile(
    rf"(?:\w+,?\s+)?(?P<year>\d{{4}})[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}})(?:\s+{_TIME}\s*{_ZONE})?$"
)
_KOREAN = re.compile(
    r"(?P<year>\d{4})[년-]\s*(?P<month>\d{1,2})[월-]\s*(?P<day>\d{1,2})일?\s*(?P<half>오전|오후)?\s*" + _TIME
)
_NAMED = re.compile(rf"(?P<year>\d{{4}})-(?P<name>[^\W\d_]+)-(?P<day>\d{{1,2}})t{_TIME}{_ZONE}$")
_CLOCK = re.compile(
    r"(?<![\d+-])(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2}))?(?:\.\d+)?\s*(?P<half>[ap]m\b)?"
)
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})?$")
_WORD = re.compile(r"[+-]?[^\s,;()]+")
_RFC = re.compile(
    r"(?:[A-Za-z]{3},? )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|UTC|Z|([+-])(\d\d):?(\d\d))$"
)


@lru_cache(maxsize=1024)
def parse_feed_date(text: str) -> datetime | None:
    """Return the moment in UTC, or None where no form fits or the day does not exist."""
    line = text.strip()
    if not 4 <= len(line) <= _LONGEST:
        return None
    return _usual(line) or _rare(line.lower())


def _usual(line: str) -> datetime | None:
    """The two forms that nearly every feed uses, read the quick way."""
    try:
        if match := _RFC.match(line):
            day, month, year, hour, minute, second, sign, hours, minutes = match.groups()
            moment = datetime(
                int(year), _ENGLISH[month.lower()], int(day), int(hour), int(minute), int(second), tzinfo=UTC
            )
            if not sign:
                return moment
            shift = timedelta(hours=int(hours), minutes=int(minutes))
            return moment - shift if sign == "+" else moment + shift
        if line[4:5] == "-" and line[10:11] == "T":
            moment = datetime.fromisoformat(line)
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, KeyError, OverflowError):
        return None
    return None


def _rare(line: str) -> datetime | None:
    for pattern in (_ISO, _NAMED, _SHORT_ISO, _SLASHES, _KOREAN):
        if match := pattern.match(line):
            return _build(match.groupdict(), korean=pattern is _KOREAN)
    return _worded(line)


def _build(parts: dict[str, str | None], *, korean: bool) -> datetime | None:
    year = int(parts["year"] or 0)
    if year < 100:
        year += 2000
    month = int(
        parts.get("month") or parts.get("month2") or _MONTHS.get((parts.get("name") or "")[:4], 0) or 1
    )
    day = int(parts.get("day") or parts.get("day2") or 1)
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    if bare := parts.get("bare"):
        hour, minute, second = (int(bare[n : n + 2] or 0) for n in (0, 2, 4))
    if half := parts.get("half"):
        hour = hour % 12 + (12 if half == "오후" else 0)
    shift = timedelta(hours=9) if korean else _shift(parts.get("zone") or "")
    found = _moment(year, month, day, hour, minute, second, shift)
    if found and (ordinal := parts.get("ordinal")):
        return found + timedelta(days=int(ordinal) - 1)
    return found


def _worded(line: str) -> datetime | None:
    """A month by name, with a day, a year, a time and a zone around it, in any order."""
    clock = _CLOCK.search(line)
    hour = minute = second = 0
    rest, zones = line, ""
    if clock:
        hour, minute, second = (int(clock[name] or 0) for name in ("hour", "minute", "second"))
        if clock["half"]:
            hour = hour % 12 + (12 if clock["half"] == "pm" else 0)
        rest, zones = line[: clock.start()], line[clock.end() :]
    month = 0
    numbers: list[str] = []
    zone = ""
    words = [(w, False) for w in _WORD.findall(rest.replace("-", " "))] + [
        (w, True) for w in _WORD.findall(zones)
    ]
    for word, after in words:
        named = _month(word)
        if word.rstrip(".stndrh").isdecimal() and len(word) <= 5:
            numbers.append(word.rstrip(".stndrh"))
        elif named and not month:
            month = named
        elif word[:3] not in _WEEKDAYS and (after or not clock) and not zone:
            zone = word
    if not month or len(numbers) < 2:
        return None
    day, year = numbers[0], numbers[1]
    if len(day) == 4:
        day, year = year, day
    return _moment(_whole(year), month, int(day), hour, minute, second, _shift(zone))


def _month(word: str) -> int:
    if word.isascii() and word[:4] not in _HUNGARIAN:
        return _ENGLISH.get(word[:3], 0)
    return _MONTHS.get(word[:4]) or _MONTHS.get(word[:3], 0)


def _whole(year: str) -> int:
    """Two digits: the nineties are of the last century, the rest of this one (feedparser's rule)."""
    return int(year) + (0 if len(year) > 2 else 1900 if int(year) >= 90 else 2000)


def _shift(zone: str) -> timedelta:
    """How far a zone is ahead of UTC; nothing for one that is unknown."""
    name = zone.strip().removeprefix("etc/")
    if name not in {"gmt", "utc"}:
        name = name.removeprefix("gmt").removeprefix("utc")
    if match := _OFFSET.match(name):
        size = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        return -size if match["sign"] == "-" else size
    return timedelta(hours=_ZONES.get(name, 0.0))


def _moment(  # noqa: PLR0917 - the parts of a date in their usual order
    year: int, month: int, day: int, hour: int, minute: int, second: int, shift: timedelta
) -> datetime | None:
    """A leap second is the second before it, and 24:00 the next day's start; any other overflow is no date."""
    try:
        late = timedelta(days=1) if (hour, minute, second) == (24, 0, 0) else timedelta(0)
        moment = datetime(year, month, day, 0 if late else hour, minute, min(second, 59), tzinfo=UTC)
        return moment + late - shift
    except (ValueError, OverflowError):
        return None
