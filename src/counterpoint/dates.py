"""Read the full dates that pages print, in any language: "9 mars 2024 à 08h05".

Data way: extract reads bylines and related cards with it; annotate takes its tables of month and weekday names.
Pure; the names come from CLDR (Babel) in their "format" context, with the renderings CLDR lacks added here.
Babel's "stand-alone" names are left out on purpose: resolving one locale's aliases can overwrite another's.

Method: one pattern per language for each order of day, month and year; a date that can be read in two ways
is read in neither.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError

from counterpoint.calendar_names import NAMES

_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_MAX_LENGTH = 400  # a printed date is a line, not a text
_MAX_OTHER_WORDS = 9  # "Published by A. Person on ... in World": more is a sentence that mentions a date

# Renderings that CLDR does not give: spoken counts, nominatives, older and regional names, common abbreviations.
_MORE_MONTHS: dict[str, dict[int, str]] = {
    "en": {3: "mar", 4: "apr", 6: "june|jun", 7: "july|jul", 9: "sept|sep", 8: "aug"},
    "de": {1: "jänner|jaenner|jän", 2: "feber", 3: "maerz|mrz|mär", 9: "sept", 6: "juno", 7: "julei"},
    "fr": {1: "jan", 2: "fevrier|fév|fevr|fev", 8: "aout", 12: "decembre|dec", 7: "juil", 9: "sept"},
    "es": {1: "ener", 9: "setiembre|sept|set|sep", 8: "agto"},
    "pt": {3: "marco"},
    "it": {9: "sett", 6: "giu", 7: "lug"},
    "nl": {3: "mrt|maart"},
    "sv": {9: "sept"},
    "ru": {
        1: "январь|янв", 2: "февраль|фев", 3: "март|мар", 4: "апрель", 5: "май", 6: "июнь|июн", 7: "июль|июл",
        8: "август", 9: "сентябрь|сен|сент", 10: "октябрь", 11: "ноябрь|ноя|нояб", 12: "декабрь",
    },
    "uk": {
        1: "січень", 2: "лютий", 3: "березень", 4: "квітень", 5: "травень", 6: "червень", 7: "липень",
        8: "серпень", 9: "вересень", 10: "жовтень", 11: "листопад", 12: "грудень",
    },
    "pl": {
        1: "styczeń", 2: "luty", 3: "marzec", 4: "kwiecień", 5: "maj", 6: "czerwiec", 7: "lipiec",
        8: "sierpień", 9: "wrzesień", 10: "październik", 11: "listopad", 12: "grudzień",
    },
    "cs": {
        1: "leden", 2: "únor", 3: "březen", 4: "duben", 5: "květen", 6: "červen", 7: "červenec", 8: "srpen",
        9: "září", 10: "říjen", 11: "listopad", 12: "prosinec",
    },
    "el": {
        1: "ιανουάριος", 2: "φεβρουάριος", 3: "μάρτιος", 4: "απρίλιος", 5: "μάιος", 6: "ιούνιος", 7: "ιούλιος",
        8: "αύγουστος", 9: "σεπτέμβριος", 10: "οκτώβριος", 11: "νοέμβριος", 12: "δεκέμβριος",
    },
    "fi": {
        1: "tammikuu", 2: "helmikuu", 3: "maaliskuu", 4: "huhtikuu", 5: "toukokuu", 6: "kesäkuu", 7: "heinäkuu",
        8: "elokuu", 9: "syyskuu", 10: "lokakuu", 11: "marraskuu", 12: "joulukuu",
    },
    "ar": {
        1: "كانون الثاني|كانون ثاني|جانفي", 2: "شباط|فيفري", 3: "آذار|اذار", 4: "نيسان|أفريل|ابريل|إبريل",
        5: "أيار|ايار|ماي|مايو", 6: "حزيران|جوان|يونيه", 7: "تموز|جويلية|يوليوز|يوليه", 8: "آب|أوت|غشت|اغسطس",
        9: "أيلول|ايلول|شتنبر|سبتمبر", 10: "تشرين الأول|تشرين الاول|اكتوبر", 11: "تشرين الثاني|نونبر",
        12: "كانون الأول|كانون الاول|دجنبر",
    },
    "sw": {
        1: "mwezi wa kwanza|mwezi wa moja", 2: "mwezi wa pili|mwezi wa mbili", 3: "mwezi wa tatu",
        4: "mwezi wa nne", 5: "mwezi wa tano", 6: "mwezi wa sita", 7: "mwezi wa saba", 8: "mwezi wa nane",
        9: "mwezi wa tisa", 10: "mwezi wa kumi", 11: "mwezi wa kumi na moja", 12: "mwezi wa kumi na mbili",
    },
    "vi": {
        1: "tháng giêng|tháng một", 2: "tháng hai", 3: "tháng ba", 4: "tháng tư", 5: "tháng năm", 6: "tháng sáu",
        7: "tháng bảy", 8: "tháng tám", 9: "tháng chín", 10: "tháng mười", 11: "tháng mười một",
        12: "tháng mười hai|tháng chạp",
    },
    "id": {8: "agt|agst|ags", 11: "nop|nopember", 2: "pebruari"},
    "ms": {8: "ogos"},
}  # fmt: skip
_MORE_WEEKDAYS: dict[str, dict[int, str]] = {  # 0 is Monday, as in date.weekday()
    "en": {1: "tues", 3: "thur|thurs"},
    "ru": {2: "среду", 4: "пятницу", 5: "субботу"},
    "uk": {2: "середу", 4: "п'ятницю", 5: "суботу", 6: "неділю"},
    "pl": {2: "środę", 5: "sobotę", 6: "niedzielę"},
    "cs": {2: "středu", 5: "sobotu", 6: "neděli"},
    "de": {5: "sonnabend"},
    "id": {4: "jum'at", 6: "ahad"},
    "ar": {
        0: "الإثنين|اثنين",
        1: "ثلاثاء",
        2: "أربعاء|الاربعاء",
        3: "خميس",
        4: "جمعة",
        5: "سبت",
        6: "أحد|الاحد",
    },
    "zh": {6: "星期日|星期天|周日|礼拜天|週日|禮拜天"}
    | {n: f"星期{c}|周{c}|週{c}|礼拜{c}|禮拜{c}" for n, c in enumerate("一二三四五六")},
    "pt": {0: "segunda", 1: "terça", 2: "quarta", 3: "quinta", 4: "sexta"},
}
_ZONE_REACH = 40  # characters after the time in which its zone stands
_HOUR = timedelta(hours=1)
_ZONES: dict[str, float | str] = {  # hours east of UTC, or the IANA zone whose summer time decides
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2,
    "eest": 3, "msk": 3, "мск": 3, "eat": 3, "cat": 2, "wat": 1, "sast": 2, "gst": 4, "pkt": 5, "wib": 7,
    "wita": 8, "wit": 9, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8, "aest": 10, "aedt": 11, "acst": 9.5, "awst": 8,
    "nzst": 12, "nzdt": 13, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
    "pdt": -7, "akst": -9, "hst": -10, "brt": -3, "art": -3, "et": "America/New_York", "ct": "America/Chicago",
    "mt": "America/Denver", "pt": "America/Los_Angeles", "heure de paris": "Europe/Paris",
    "hora de brasília": "America/Sao_Paulo", "日本時間": 9, "北京时间": 8, "по москве": 3,
    "بتوقيت غرينتش": 0, "بتوقيت جرينتش": 0, "saa za afrika mashariki": 3,
}  # fmt: skip
_PM = r"p\.?\s?m\b\.?|下午|晚上|午後|오후|مساءً?|م\b|μ\.?μ\.?|ch\b|öö"
_AM = r"a\.?\s?m\b\.?|上午|早上|凌晨|午前|오전|صباحًا|صباحا|ص\b|π\.?μ\.?"

_ISO = re.compile(r"(?<!\d)\d{4}-?\d\d-?\d\d(?:T|\s)\d\d:?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?(?:\s?Z|\s?[+-]\d\d:?\d\d)?(?![\d:])", re.IGNORECASE)  # fmt: skip
_YMD = re.compile(r"(?<!\d)(?P<y>(?:19|2[05])\d\d)\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<d>\d{1,2})(?!\d)")
_CJK = re.compile(r"(?:(?P<era>令和|平成|昭和)\s?(?P<ey>\d{1,2}|元)|(?P<y>\d{4}))\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日号號일]")  # fmt: skip
_NUMERIC = re.compile(r"(?<![\d.:/-])(?P<a>\d{1,2})\s?(?P<s>[./-])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?P<y>\d{4}|\d\d)(?![\d:])")  # fmt: skip
_TIME = re.compile(
    rf"(?P<pre>{_PM}|{_AM})?\s*(?<![\d.:,])(?P<h>\d{{1,2}})"
    r"(?:(?:\s?[:h時时点點시]\s?|\s시\s|\.)(?P<mi>[0-5]\d)(?!\d)\s?[分분]?(?::(?P<s>[0-5]\d)(?!\d)(?:\.\d+)?)?"
    r"|\s?(?:時|时|点|點|시|uhr\b|h\b)|(?=\s?[ap]\.?m\b))"
    rf"\s*(?P<post>{_PM}|{_AM})?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:(?:UTC|GMT)\s?)?([+-])(\d{1,2}):?(\d\d)?(?!\d)")
_NAMED_ZONE = re.compile(  # abbreviations in capitals only: "et" and "art" are words
    rf"(?<!\w)(?:{'|'.join(sorted((re.escape(z.upper() if len(z) < 5 else z) for z in _ZONES), key=len, reverse=True))})(?!\w)"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_BETWEEN = r"(?:\s|,|\.|-|/|،|'|ngày\b|năm\b|de\b|del\b|di\b|of\b|the\b|al?\b|d'|г\b|р\b){0,4}"
_MONTH_FIRST = {"en-us", "fil", "en-ph"}


def parse_printed_date(text: str, language: str, *, default_zone: tzinfo | None = None) -> datetime | None:
    """Return the moment that a printed date names, or None where it is not one or can be read in two ways.

    Args:
        text: A line such as "Updated 9 Mar 2024, 4:05 p.m. EST". Its first full date counts.
        language: BCP 47 tag of the line; a region settles orders ("en-US" puts the month first).
        default_zone: Zone of the outlet, used when the line prints none.

    Returns:
        Aware where a zone is printed or given, else naive; midnight where no time is printed.

    """
    if len(text) > _MAX_LENGTH or not any(c.isdigit() for c in text):
        return None
    line = ascii_digits(unicodedata.normalize("NFKC", text)).strip()
    exact = _ISO.search(line)
    if exact and (moment := _from_iso(exact.group())) is not None:
        return moment if moment.tzinfo or default_zone is None else moment.replace(tzinfo=default_zone)
    found = _find_day(line, language)
    if found is None:
        return None
    day, start, end = found
    rest = line[:start] + " | " + line[end:]
    if len(re.findall(r"[^\W\d_]{2,}", rest)) > _MAX_OTHER_WORDS:
        return None
    clock, after = _find_time(rest, start)
    moment = datetime.combine(day, clock)
    zone = _find_zone(rest[after:], moment) if after else None
    return moment.replace(tzinfo=zone or default_zone)


def ascii_digits(text: str) -> str:
    """Return the text with the decimal digits of every script as 0-9; the length never changes."""
    if text.isascii() or not _FOREIGN_DIGIT.search(text):
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


@cache
def month_names(language: str) -> dict[str, int]:
    """Return the names of the months in a language, lower case and without final dots, to 1..12."""
    names = _babel_names(language, "months")
    for number, more in _MORE_MONTHS.get(_primary(language), {}).items():
        names.update(dict.fromkeys(more.split("|"), number))
    return {name: number for name, number in names.items() if not name[0].isdigit() and len(name) > 1}


@cache
def weekday_names(language: str) -> dict[str, int]:
    """Return the names of the weekdays in a language, lower case and without final dots, to 0 (Monday) .. 6."""
    names = _babel_names(language, "days")
    for number, more in _MORE_WEEKDAYS.get(_primary(language), {}).items():
        names.update(dict.fromkeys(more.split("|"), number))
    return names


def alternatives(names: dict[str, int]) -> str:
    """Return the names as alternatives of a regular expression, longest first."""
    return "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))


def safe_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _primary(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def _babel_names(language: str, kind: str) -> dict[str, int]:
    known = NAMES.get(_primary(language))
    if known is not None:
        if kind == "months":
            return {name: n % 12 + 1 for n, name in enumerate(known[0].split("|"))}
        return {name: n % 7 for n, name in enumerate(known[1].split("|"))}
    try:
        locale = Locale.parse(_primary(language))
    except (UnknownLocaleError, ValueError):
        return {}
    widths = (locale.months if kind == "months" else locale.days)["format"]
    return {
        name.casefold().rstrip("."): number
        for width in ("abbreviated", "wide")
        for number, name in widths[width].items()
    }


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """The orders of a date with a month's name: day month year, month day year, year month day."""
    names = month_names(language)
    if not names:
        return ()
    month = rf"(?<!\w)(?P<m>{alternatives(names)})(?!\w)\.?(?:\s?/\s?(?:{alternatives(names)})(?!\w))?"
    if _primary(language) == "vi":
        month += r"|tháng\s(?P<mn>\d{1,2})"
    month = f"(?:{month})"
    day = r"(?<!\d)(?P<d>\d{1,2})(?:st\b|nd\b|rd\b|th\b|er\b|[ºª°]|-го\b)?"
    year = r"(?P<y>(?<!\d)\d{4}|(?<=')\d\d|(?<=-)\d\d)(?![\d:])"
    gap = _BETWEEN
    return tuple(
        re.compile(p, re.IGNORECASE)
        for p in (
            f"{day}{gap}{month}{gap}{year}",
            f"{month}{gap}{day}{gap}{year}",
            f"{year}{gap}{month}{gap}{day}",
        )
    )


def _find_day(line: str, language: str) -> tuple[date, int, int] | None:
    """The first full date of a line with its offsets."""
    found = [hit for hit in (_find_cjk(line), _find_ymd(line), _find_numeric(line, language)) if hit]
    for tongue in dict.fromkeys((language, "en")):
        for pattern in _patterns(tongue):
            match = pattern.search(line)
            day = _read(match, month_names(tongue), language) if match else None
            if match and day:
                found.append((day, match.start(), match.end()))
        if found:
            break
    return min(found, key=lambda hit: (hit[1], -hit[2])) if found else None


def _read(match: re.Match[str], names: dict[str, int], language: str) -> date | None:
    groups = match.groupdict()
    month = int(groups["mn"]) if groups.get("mn") else names.get(groups["m"].casefold(), 0)
    return safe_date(_year(int(groups["y"]), language), month, int(groups["d"]))


def _year(year: int, language: str) -> int:
    if year < 100:
        return year + (2000 if year < 70 else 1900)  # POSIX's pivot
    return year - 543 if _primary(language) == "th" and year > 2400 else year  # Thai solar calendar


def _find_cjk(line: str) -> tuple[date, int, int] | None:
    match = _CJK.search(line)
    if match is None:
        return None
    if match["era"]:
        year = _ERAS[match["era"]] + (1 if match["ey"] == "元" else int(match["ey"]))
    else:
        year = int(match["y"])
    day = safe_date(year, int(match["m"]), int(match["d"]))
    return (day, *match.span()) if day else None


def _find_ymd(line: str) -> tuple[date, int, int] | None:
    match = _YMD.search(line)
    year = int(match["y"]) if match else 0
    day = safe_date(year - 543 if year > 2400 else year, int(match["m"]), int(match["d"])) if match else None
    return (day, *match.span()) if match and day else None


def _find_numeric(line: str, language: str) -> tuple[date, int, int] | None:
    """Day and month as numbers: None where only a guess could order them."""
    match = _NUMERIC.search(line)
    if match is None:
        return None
    first, second, year = int(match["a"]), int(match["b"]), _year(int(match["y"]), language)
    day_first, month_first = safe_date(year, second, first), safe_date(year, first, second)
    if day_first and month_first and day_first != month_first:
        weekday = _weekday_in(line, language)
        fitting = [d for d in (day_first, month_first) if weekday is not None and d.weekday() == weekday]
        if len(fitting) == 1:
            return (fitting[0], *match.span())
        if match["s"] == "." or language.lower() not in {"en", "und", *_MONTH_FIRST}:
            return (day_first, *match.span())
        return (month_first, *match.span()) if language.lower() in _MONTH_FIRST else None
    day = day_first or month_first
    return (day, *match.span()) if day else None


def _weekday_in(line: str, language: str) -> int | None:
    names = weekday_names(language)
    days = {names[w] for w in re.findall(r"[^\W\d_]+", line.casefold()) if w in names}
    return days.pop() if len(days) == 1 else None


def _from_iso(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(re.sub(r"\s(?=[Z+-])", "", stamp.upper()))
    except ValueError:
        return None


def _find_time(rest: str, where: int) -> tuple[time, int]:
    """The time printed beside a date, and where it ends: (midnight, 0) where none is."""
    after = [m for m in _TIME.finditer(rest) if m.start() >= where]
    for match in [*after, *_TIME.finditer(rest)]:
        hour, half = int(match["h"]), (match["pre"] or match["post"] or "")
        if half and re.fullmatch(_PM, half, re.IGNORECASE) and hour < 12:
            hour += 12
        elif half and re.fullmatch(_AM, half, re.IGNORECASE) and hour == 12:
            hour = 0
        if hour < 24:
            return time(hour, int(match["mi"] or 0), int(match["s"] or 0)), match.end()
    return time(), 0


def _find_zone(rest: str, moment: datetime) -> tzinfo | None:
    """The zone printed after a time; None where none is, or where its letters name several."""
    offset = _OFFSET.search(rest[:_ZONE_REACH])
    if offset and int(offset[2]) <= 14:
        east = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(east if offset[1] == "+" else -east)
    named = _NAMED_ZONE.search(rest[:_ZONE_REACH])
    if named is None:
        return None
    zone = _ZONES[named.group().lower()]
    if isinstance(zone, str):
        return timezone(ZoneInfo(zone).utcoffset(moment) or timedelta())
    return timezone(zone * _HOUR) if zone else UTC
