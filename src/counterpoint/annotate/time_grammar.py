"""Read time expressions from tokens: patterns over token classes, each with a function that gives the value.

Data way: Tokens of one sentence -> Found expressions. Pure; the anchor day and the tense are given.

Method: as in HeidelTime (Strötgen and Gertz, "Multilingual and Cross-domain Temporal Tagging", 2013), rules of
pattern and value in a fixed order; we differ in writing them once, over the classes of `time_lexer`, instead of
once for each language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from counterpoint.annotate import time_calendar as cal
from counterpoint.annotate.time_feasts import feast_day
from counterpoint.annotate.time_lexer import Token
from counterpoint.dates import safe_date

Tense = Callable[[int], int]  # offset in the text -> -1 past, 0 unknown, +1 future

_UNIT_LETTERS = {"D": "D", "DN": "D", "W": "W", "2W": "W", "M": "M", "Q": "Q", "Y": "Y", "DE": "DE", "CE": "CE",
                 "WE": "WE", "TH": "H", "TM": "M", "TS": "S", "Q?": "D"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """One expression in a text; offsets into that text."""

    start: int
    end: int
    type: str
    value: str
    relative: bool = False  # its value rests on the anchor
    approximate: bool = False


@dataclass(slots=True)
class Context:
    """What a value may rest on. `last` and `quarter` are the newest values read, as a text refers back to them."""

    language: str
    anchor: date | None
    tense: Tense
    last: str = ""
    quarter: str = ""
    tokens: Sequence[Token] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Piece:
    """The tokens that a pattern took, with short ways to their values."""

    tokens: Sequence[Token]
    at: int  # index of the first one in Context.tokens

    def get(self, classes: str, which: int = 0) -> Token | None:
        """The nth token of one of the classes."""
        hits = [t for t in self.tokens if t.cls in classes]
        return hits[which] if len(hits) > which else None

    def val(self, classes: str, which: int = 0) -> str:
        """The value of the nth token of one of the classes, "" where there is none."""
        token = self.get(classes, which)
        return token.val if token else ""

    def number(self, classes: str = "NOnY", which: int = 0) -> int | None:
        """A whole number."""
        value = self.val(classes, which)
        return int(value) if value.isdigit() else None

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.tokens[0].start


Value = tuple[str, str, bool] | None  # type, value, whether it rests on the anchor
Rule = Callable[[Piece, Context], Value]


def read(tokens: Sequence[Token], context: Context) -> list[Found]:
    """Return the expressions of a sentence's tokens, in order, none overlapping."""
    context.tokens = tokens
    classes = "".join(t.cls for t in tokens)
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        step = 1
        for pattern, rule in _rules_by_first().get(classes[at], ()):
            match = pattern.match(classes, at)
            if match is None or match.end() == at:
                continue
            piece = Piece(tokens[at : match.end()], at)
            value = rule(piece, context)
            if value is None:
                continue
            step = match.end() - at
            if value[1]:
                found.append(_found(piece, value, context))
                _remember(value[1], context)
            break
        at += step
    return _merge(found, tokens)


def _found(piece: Piece, value: tuple[str, str, bool], context: Context) -> Found:
    before = context.tokens[piece.at - 1] if piece.at else None
    loose = any(t.cls in "ev" for t in piece.tokens) or (before is not None and before.cls == "x")
    return Found(piece.start, piece.tokens[-1].end, *value, approximate=loose)


def _remember(value: str, context: Context) -> None:
    if re.match(r"\d{4}(?!\d)", value):
        context.last = value
        if "-Q" in value:
            context.quarter = value


def _merge(found: list[Found], tokens: Sequence[Token]) -> list[Found]:
    """Join a day with the time of day beside it: "9 a.m." + "on" + "Tuesday"."""
    merged: list[Found] = []
    for item in found:
        before = merged[-1] if merged else None
        joined = _join(before, item, tokens) if before else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(item)
    return merged


def _join(first: Found, second: Found, tokens: Sequence[Token]) -> Found | None:
    between = [t for t in tokens if first.end <= t.start < second.start]
    if any(t.cls not in ",iIDo" for t in between) or len(between) > 3:
        return None
    if first.type == "TIME" and second.type == "TIME":
        parts = {first.value.partition("T")[2], second.value.partition("T")[2]}
        clock = next((p for p in parts if p[:1].isdigit()), "")
        part = next((p for p in parts if p[:2].isalpha()), "")
        if clock and part:
            day = first.value.partition("T")[0]
            return replace(first, end=second.end, value=f"{day}T{_halved(clock, part)}")
        return None
    day, clock_item = (first, second) if first.type == "DATE" else (second, first)
    is_day = re.fullmatch(r"\d{4}-\d\d-\d\d|XXXX-(?:WXX-\d|\d\d-\d\d)", day.value)
    if day.type != "DATE" or clock_item.type != "TIME" or not is_day:
        return None
    value = f"{day.value}T{clock_item.value.partition('T')[2]}"
    return Found(
        first.start, second.end, "TIME", value, day.relative, first.approximate or second.approximate
    )


def _halved(clock: str, part: str) -> str:
    hour = int(clock[:2])
    return f"{hour + 12:02}{clock[2:]}" if part in {"AF", "EV", "NI"} and 0 < hour < 12 else clock


# --- values: each function takes the tokens of one match -----------------------------------------------------


def _full_day(piece: Piece, context: Context) -> Value:
    """A day of a month, with its year or without."""
    if whole := piece.get("G"):
        return "DATE", whole.val, False
    if partial := piece.get("g"):
        month, day = map(int, partial.val.split("-"))
    else:
        number = piece.number("NOn")
        if number is None:
            return None
        month, day = int(piece.val("m")), number
    if safe_date(2024, month, day) is None:
        return None
    if year := piece.number("Y"):
        return "DATE", f"{year:04}-{month:02}-{day:02}", False
    if shifted := piece.get("R"):
        return (
            ("DATE", f"{context.anchor.year + int(shifted.val[1:])}-{month:02}-{day:02}", True)
            if context.anchor
            else None
        )
    return "DATE", _dated(month, day, piece, context), True


def _dated(month: int, day: int, piece: Piece, context: Context) -> str:
    if context.anchor is None:
        return f"XXXX-{month:02}-{day:02}"
    weekday = piece.val("d")
    if weekday:  # the weekday tells the year
        fitting = [
            d
            for y in (0, -1, 1)
            if (d := safe_date(context.anchor.year + y, month, day)) and d.weekday() == int(weekday)
        ]
        if fitting:
            return min(
                fitting, key=lambda d: abs((d - context.anchor).days) if context.anchor else 0
            ).isoformat()
    year = cal.year_of(context.anchor, month, day, context.tense(piece.start))
    return f"{year:04}-{month:02}-{day:02}" if year else ""


def _day_run(piece: Piece, context: Context) -> Value:
    """ "Jan. 13-14", "13 to 14 January": an ISO interval."""
    first, last, month = piece.number("NO"), piece.number("NO", 1), int(piece.val("m"))
    if first is None or last is None or not 0 < first < last <= 31:
        return None
    base = _full_day(Piece([t for t in piece.tokens if t is not piece.get("NO", 1)], piece.at), context)
    if base is None or safe_date(2024, month, last) is None:
        return None
    return "DATE", f"{base[1]}/{base[1][:-2]}{last:02}", base[2]


def _weekday_date(piece: Piece, context: Context) -> Value:
    """ "Tuesday the 13th": the nearest month in which the two agree."""
    number, weekday = piece.number("On"), int(piece.val("d"))
    if number is None or context.anchor is None:
        return None
    return _month_day(number, weekday, piece, context)


def _month_day(number: int, weekday: int | None, piece: Piece, context: Context) -> Value:
    if context.anchor is None:
        return None
    tense = context.tense(piece.start)
    here = context.anchor.year * 12 + context.anchor.month - 1
    days = [d for shift in (0, -1, 1, -2, 2) if (d := safe_date(*_ym(here + shift), number))]
    fitting = [d for d in days if weekday is None or d.weekday() == weekday]
    timely = [d for d in fitting if (d - context.anchor).days * tense >= 0] or fitting
    if not timely:
        return None
    anchor = context.anchor
    return "DATE", min(timely, key=lambda d: abs((d - anchor).days)).isoformat(), True


def _ym(months: int) -> tuple[int, int]:
    return months // 12, months % 12 + 1


def _day_number(piece: Piece, context: Context) -> Value:
    """A bare day of the month in East Asian text: "14日"."""
    return _month_day(piece.number("n") or 0, None, piece, context)


def _month(piece: Piece, context: Context) -> Value:
    token = piece.get("m")
    if token is None:
        return None
    month = int(token.val)
    if year := piece.number("Y"):
        return "DATE", f"{year:04}-{month:02}", False
    if token.ambiguous and not _month_is_sure(piece, context):
        return None
    if context.anchor is None:
        return "DATE", f"XXXX-{month:02}", True
    if relative := piece.get("R"):
        return "DATE", f"{context.anchor.year + int(relative.val[1:]):04}-{month:02}", True
    direction = _direction(piece, context)
    if piece.val("r") == "0":
        return "DATE", f"{context.anchor.year:04}-{month:02}", True
    if direction and piece.get("r") and month == context.anchor.month:
        return "DATE", f"{context.anchor.year + direction:04}-{month:02}", True
    return "DATE", f"{cal.year_of(context.anchor, month, None, direction):04}-{month:02}", True


def _month_is_sure(piece: Piece, context: Context) -> bool:
    """Whether "May", "March" or an abbreviation is a month here: something of time stands beside it."""
    if len(piece.tokens) > 1:
        return True
    before = context.tokens[piece.at - 1] if piece.at else None
    return (
        before is not None
        and before.cls in "iIoeTr"
        and len(piece.tokens[0].low) > 2
        and before.low not in {"to", "and", "or"}
    )


def _direction(piece: Piece, context: Context) -> int:
    """-1, 0, +1: by "last", "next", else by tense."""
    value = piece.val("r").rstrip("aw")
    if value in {"-1", "1"}:
        return int(value)
    return -1 if value == "p" else context.tense(piece.start)


def _weekday(piece: Piece, context: Context) -> Value:
    weekday = int(piece.val("d"))
    if context.anchor is None:
        return "DATE", f"XXXX-WXX-{weekday + 1}", True
    relative = piece.get("r") or piece.get("R")
    if relative and (
        relative.val.endswith("w") or relative.cls == "R" or piece.get("u")
    ):  # of last week, of next week
        weeks = int(re.sub(r"[^-\d]", "", relative.val) or 0)
        monday = cal.weekday_near(context.anchor, 0, -1)
        day = date.fromordinal(monday.toordinal() + 7 * weeks + weekday)
        return "DATE", day.isoformat(), True
    direction = _direction(piece, context) or -1
    if relative and relative.val == "0":
        direction = 1 if context.tense(piece.start) >= 0 else -1
    day = cal.weekday_near(context.anchor, weekday, direction)
    if relative and relative.val in {"-1", "1"} and day == context.anchor:
        day = date.fromordinal(day.toordinal() + 7 * int(relative.val))
    return "DATE", day.isoformat(), True


def _today(piece: Piece, context: Context) -> Value:
    token = piece.get("t")
    if token is None:
        return None
    days, part = re.fullmatch(r"(-?\d*)([A-Z]*)", token.val).groups()  # type: ignore[union-attr] - the table's own form
    part = part or piece.val("p")
    count = int(days or 0)
    if context.anchor is None:
        return "DATE", ("PAST_REF" if count < 0 else "FUTURE_REF" if count > 0 else "PRESENT_REF"), True
    day = cal.shift_value(context.anchor, "D", count)
    return ("TIME", f"{day}T{part}", True) if part else ("DATE", day, True)


def _relative(piece: Piece, context: Context) -> Value:
    """ "last year", "this week", "the next quarter"."""
    unit, how = _unit(piece), piece.val("r")
    if unit is None:
        return None
    if how == "p":
        return (
            ("DATE", "PAST_REF", False)
            if piece.tokens[-1].low in {"years", "months", "weeks", "days"}
            else ("DURATION", _period("1", unit), True)
        )
    if piece.tokens[-1].low.endswith("s") and context.language == "en" and unit not in {"TS"} and how == "0":
        return "DATE", "PRESENT_REF", True
    count = int(how.rstrip("aw") or 0)
    if unit == "Q?":
        if how == "-1" and context.quarter:
            return "DATE", context.quarter, True
        return None
    if how == "0" and piece.get("r") and piece.get("r").low == "same":  # type: ignore[union-attr] - just tested
        return _same(unit, context)
    if context.anchor is None:
        return "DATE", ("PAST_REF" if count < 0 else "FUTURE_REF" if count > 0 else "PRESENT_REF"), True
    start = context.anchor
    if how == "1a":
        _, earliest, _ = cal.calendar_range(context.last)
        start = earliest or start
    if unit in {"TH", "TM", "TS"}:
        return "TIME", f"{start.isoformat()}TXX", True
    if unit == "DN":
        return "TIME", f"{cal.shift_value(start, 'D', count)}TNI", True
    return "DATE", cal.shift_value(start, unit, count), True


def _same(unit: str, context: Context) -> Value:
    _, earliest, _ = cal.calendar_range(context.last)
    return ("DATE", cal.shift_value(earliest, unit, 0), True) if earliest else None


def _compact_relative(piece: Piece, context: Context) -> Value:
    """East Asian "last year" is one word."""
    match = re.fullmatch(r"([A-Z]+)(-?\d)", piece.val("R"))
    if match is None:
        return None
    count = int(match[2])
    if context.anchor is None:
        return "DATE", ("PAST_REF" if count < 0 else "FUTURE_REF" if count > 0 else "PRESENT_REF"), True
    return "DATE", cal.shift_value(context.anchor, match[1], count), True


def _ago(piece: Piece, context: Context) -> Value:
    """ "two weeks ago", "vor zwei Wochen", "a year later"."""
    how = piece.val("a") or ("1" if piece.get("I") else "-1")
    count, unit = _count(piece), _unit(piece)
    if unit is None or how.endswith(("b", "w")) or unit == "Q?":
        return None
    if (
        piece.get("I")
        and context.tense(piece.start) <= 0
        and piece.val("I") == "1"
        and context.language in {"en", "es", "pt", "de"}
    ):
        return None  # "in two weeks": only a tense tells the day from the length
    sign = -1 if how.startswith("-") else 1
    if count is None:
        return "DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", False
    start = context.anchor
    word = piece.get("a")
    if word and (sign > 0 and not piece.get("I")) and context.last:
        _, start, _ = cal.calendar_range(context.last)
    if start is None:
        return "DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", True
    if unit in {"TH", "TM", "TS"}:
        return "TIME", f"{start.isoformat()}TXX", True
    return "DATE", cal.shift_value(start, "D" if unit == "DN" else unit, sign * int(round(count))), True


def _duration(piece: Piece, context: Context) -> Value:
    unit = _unit(piece)
    if unit is None or unit == "Q?":
        return None
    if piece.get("U"):
        return "DURATION", _period(_amount(piece) or "X", unit), False
    after = context.tokens[piece.at + len(piece.tokens) : piece.at + len(piece.tokens) + 2]
    if any(t.cls == "y" for t in after[:1]) or (
        len(after) > 1 and after[0].cls == "-" and after[1].cls == "y"
    ):
        return "AGE", "", False
    before = context.tokens[piece.at - 1] if piece.at else None
    if before is not None and before.cls == "y":
        return "AGE", "", False
    if (
        context.language in {"fr", "es", "it"}
        and unit == "Y"
        and before is not None
        and before.cls == "o"
        and context.tokens[piece.at - 2].cls == "y"
    ):
        return "AGE", "", False
    if piece.get("D") and not piece.get("NvO") and piece.val("D") != "1":
        return None
    return "DURATION", _period(_amount(piece) or "X", unit), False


def _age(_: Piece, __: Context) -> Value:
    return "AGE", "", False


def _bare_units(piece: Piece, context: Context) -> Value:
    """ "for years", "within hours": an unknown number of them."""
    unit = _unit(piece)
    plural = piece.tokens[0].low.endswith("s")
    if context.language != "en" or not plural or unit in {None, "WE", "Q?"}:
        return None
    before = context.tokens[piece.at - 1] if piece.at else None
    if before is None or (before.cls not in "iIxT" and before.low not in {"in", "of", "after", "for"}):
        return None
    return "DURATION", _period("X", unit or "D"), False


def _period(count: str, unit: str) -> str:
    """ISO 8601 duration; TIMEX3 writes weeks as "P2W" and an unknown number as X."""
    if unit == "2W":
        count, unit = (f"{2 * float(count):g}" if count != "X" else "X"), "W"
    letter = _UNIT_LETTERS[unit]
    return f"P{'T' if unit in {'TH', 'TM', 'TS'} else ''}{count}{letter}"


def _unit(piece: Piece) -> str | None:
    if compact := piece.get("U"):
        return re.sub(r"^[\dX.]+(?=\D)", "", compact.val)
    token = piece.get("u") or piece.get("n")
    if token is None:
        return None
    return "D" if token.cls == "n" else token.val


def _amount(piece: Piece) -> str | None:
    """The count as TIMEX3 writes it: "2", "2.5", "X" for a vague one."""
    if compact := piece.get("U"):
        match = re.match(r"\d+|X", compact.val)
        return match.group() if match else None
    if number := piece.get("NnY"):
        value = number.val
        half = any(t.low in {"half", "medio", "media", "demi"} for t in piece.tokens)
        return f"{float(value) + 0.5:g}" if half else f"{float(value):g}"
    if piece.get("v"):
        return "2" if "couple" in piece.get("v").low else "X"  # type: ignore[union-attr] - just tested
    return "1" if piece.val("D") == "1" or piece.get("D") else None


def _count(piece: Piece) -> float | None:
    amount = _amount(piece)
    if amount is None and piece.get("u") and not piece.get("v") and piece.get("BI"):
        return 1.0
    return None if amount in {None, "X"} else float(amount)


def _past_stretch(piece: Piece, context: Context) -> Value:
    """ "the past two months", "the next few days"."""
    unit, amount = _unit(piece), _amount(piece)
    if unit is None or unit == "Q?" or amount is None:
        return None
    if piece.get("v") and piece.val("v") == "q":
        return "DATE", "PAST_REF", False
    return "DURATION", _period(amount, unit), bool(context.anchor)


def _quarter(piece: Piece, context: Context) -> Value:
    """ "the third quarter of 1998", "fourth-quarter"; "19th century"; other ordinals with units are no dates."""
    number, unit = piece.number("ON"), _unit(piece)
    if number is None:
        return None
    if unit == "CE":
        return "DATE", f"{number - 1:02}XX", False
    if unit != "Q" or not 1 <= number <= 4:
        return None
    if year := piece.number("Y"):
        return "DATE", f"{year:04}-Q{number}", False
    if context.anchor is None:
        return "DATE", f"XXXX-Q{number}", True
    if piece.get("r"):
        return (
            "DATE",
            f"{context.anchor.year + int(piece.val('r').rstrip('aw').replace('p', '-1'))}-Q{number}",
            True,
        )
    current = (context.anchor.month + 2) // 3
    tense = context.tense(piece.start)
    year = (
        context.anchor.year
        - (1 if number > current and tense <= 0 else 0)
        + (1 if number < current and tense > 0 else 0)
    )
    return "DATE", f"{year}-Q{number}", True


def _that_quarter(piece: Piece, context: Context) -> Value:
    """ "the quarter": the one the text speaks of; "the year-earlier quarter": the same of the year before."""
    if context.anchor is None:
        return None
    known = context.quarter or cal.shift_value(context.anchor, "Q", -1)
    if piece.get("a"):
        return "DATE", f"{int(known[:4]) - 1}{known[4:]}", True
    if piece.val("u") != "Q":
        return None
    return "DATE", known, True


def _year(piece: Piece, context: Context) -> Value:
    number = piece.number("Y")
    if number is None or not _is_year(piece, context):
        return None
    if piece.get("Y", 1):
        return "DATE", f"{number:04}/{piece.number('Y', 1):04}", False
    if piece.get("N"):
        end = number // 100 * 100 + int(piece.val("N"))
        return ("DATE", f"{number:04}/{end:04}", False) if end > number and len(piece.val("N")) == 2 else None
    return "DATE", f"{number:04}", False


def _year_word(piece: Piece, context: Context) -> Value:
    """ "2010 году", "2010 yılında": the word for year follows the number."""
    if context.language not in {"ru", "uk", "tr", "bg"} or piece.val("u") != "Y":
        return None
    return "DATE", f"{piece.number('Y'):04}", False


def _is_year(piece: Piece, context: Context) -> bool:
    """Whether four digits are a year, not a count: by what stands before and after."""
    if len(piece.tokens) > 1 or context.language in {"ja", "ko", "zh"}:
        return True
    number = int(piece.val("Y"))
    before = context.tokens[piece.at - 1] if piece.at else None
    after = context.tokens[piece.at + 1] if piece.at + 1 < len(context.tokens) else None
    if (
        before is not None
        and before.cls == "_"
        and before.low in {"$", "€", "£", "¥", "#", "+", "no", "nr", "n°"}
    ):
        return False
    if after is not None and (after.low in {"%", "percent", "/", "°"} or after.cls in "uN"):
        return False
    if not 1700 <= number <= 2070:
        return (
            before is not None
            and before.cls in "iI"
            and not (after and after.cls == "_" and after.low.isalpha())
        )
    if before is not None and before.cls in "x":
        return False
    if before is None or before.cls in "iIeDoTrh,-m" or before.low in {"(", '"', "“"}:
        return True
    word = after is not None and after.cls == "_" and after.low[:1].isalpha()
    return not word or context.language != "en"


def _decade(piece: Piece, _: Context) -> Value:
    return "DATE", piece.val("X"), False


def _season(piece: Piece, context: Context) -> Value:
    code = piece.val("s")
    if year := piece.number("Y"):
        return "DATE", f"{year:04}-{code}", False
    if context.anchor is None:
        return "DATE", f"XXXX-{code}", True
    how = piece.val("r") or (piece.val("R")[1:] if piece.get("R") else "")
    if how.rstrip("aw") == "0" or piece.get("R"):
        return "DATE", f"{context.anchor.year + int(how or 0):04}-{code}", True
    direction = _direction(piece, context)
    spans = {
        y: cal.calendar_range(f"{y:04}-{code}")
        for y in range(context.anchor.year - 1, context.anchor.year + 2)
    }
    gaps = {y: (first - context.anchor).days for y, (_, first, _) in spans.items() if first}
    fitting = [y for y, gap in gaps.items() if gap * direction >= 0] or list(gaps)
    if how == "-1":
        fitting = [y for y in fitting if spans[y][2] and spans[y][2] < context.anchor] or fitting  # type: ignore[operator] - tested
    return "DATE", f"{min(fitting, key=lambda y: abs(gaps[y])):04}-{code}", True


def _feast(piece: Piece, context: Context) -> Value:
    code = piece.val("h")
    year = piece.number("Y")
    if year is None and context.anchor is None:
        return "DATE", f"XXXX-{code}" if code[:2].isdigit() else "XXXX-XX-XX", True
    if year is not None:
        day = feast_day(code, year)
        return ("DATE", day.isoformat(), False) if day else None
    anchor = context.anchor
    assert anchor is not None
    direction = _direction(piece, context)
    days = [d for y in (-1, 0, 1) if (d := feast_day(code, anchor.year + y))]
    fitting = [d for d in days if (d - anchor).days * direction >= 0] or days
    return ("DATE", min(fitting, key=lambda d: abs((d - anchor).days)).isoformat(), True) if fitting else None


def _set(piece: Piece, _: Context) -> Value:
    if token := piece.get("S"):
        return "SET", token.val, False
    if token := piece.get("d"):
        return "SET", f"XXXX-WXX-{int(token.val) + 1}", False
    if token := piece.get("p"):
        return "SET", f"T{token.val}", False
    unit = _unit(piece)
    if unit in {None, "Q?"}:
        return None
    return "SET", _period(_amount(piece) or "1", unit or "D"), False


def _vague(piece: Piece, _: Context) -> Value:
    name = {"P": "PRESENT_REF", "Q": "PAST_REF", "F": "FUTURE_REF"}[piece.tokens[-1].cls]
    if piece.tokens[-1].low in {"coming", "once"}:
        return None
    return "DATE", name, False


def _the_past(piece: Piece, _: Context) -> Value:
    return ("DATE", "PAST_REF", False) if piece.val("r") == "p" and piece.tokens[-1].low == "past" else None


def _weekday_part(piece: Piece, context: Context) -> Value:
    """ "Wednesday morning"."""
    day = _weekday(piece, context)
    return ("TIME", f"{day[1]}T{piece.val('p')}", day[2]) if day else None


def _part_of_day(piece: Piece, context: Context) -> Value:
    """ "this morning", "last night", and "midnight" by itself."""
    token = piece.get("p")
    if token is None:
        return None
    code = token.val
    if len(piece.tokens) == 1 or not piece.get("r"):
        if token.low not in {
            "midnight",
            "noon",
            "midday",
            "mitternacht",
            "minuit",
            "midi",
            "mezzanotte",
            "medianoche",
        }:
            return None
        if context.anchor is None:
            return "TIME", f"XXXX-XX-XXT{code}", True
        return "TIME", f"{context.anchor.isoformat()}T{'24:00' if code == 'NI' else '12:00'}", True
    if context.anchor is None:
        return "TIME", f"XXXX-XX-XXT{code}", True
    how = piece.val("r").rstrip("aw")
    count = int(how) if how in {"-1", "0", "1"} else -1
    return "TIME", f"{cal.shift_value(context.anchor, 'D', count)}T{code}", True


def _clock(piece: Piece, context: Context) -> Value:
    token = piece.get("K")
    if token is not None:
        clock = token.val
        hour = int(clock[:2])
    else:
        number = re.fullmatch(r"(\d{1,2})(?:\.([0-5]\d))?", piece.val("NO"))
        if number is None:
            return None
        hour = int(number[1])
        clock = f"{hour:02}" + (f":{number[2]}" if number[2] else "")
    half = piece.val("A")
    part = piece.val("p")
    if half == "p" or part in {"AF", "EV"} or (part == "NI" and hour > 5):
        hour = hour + 12 if hour < 12 else hour
    elif half == "a" and hour == 12:
        hour = 0
    if hour > 24 or (half and not 0 <= hour <= 24):
        return None
    clock = f"{hour:02}{clock[2:] or ':00'}"
    day = context.anchor.isoformat() if context.anchor else "XXXX-XX-XX"
    return "TIME", f"{day}T{clock}", True


def _weekend(piece: Piece, context: Context) -> Value:
    if piece.val("u") != "WE":
        return None
    if context.anchor is None:
        return "DATE", "XXXX-WXX-WE", True
    direction = _direction(piece, context) or -1
    saturday = cal.weekday_near(context.anchor, 5, direction)
    if direction < 0 and context.anchor.weekday() == 6:
        saturday = cal.weekday_near(context.anchor, 5, -1)
    return "DATE", cal.week_value(saturday) + "-WE", True


def _the_year(piece: Piece, context: Context) -> Value:
    """ "earlier in the year", "the end of the year"."""
    if piece.val("u") not in {"Y", "M", "W", "Q"} or context.anchor is None:
        return None
    return "DATE", cal.shift_value(context.anchor, piece.val("u"), 0), True


_NUM = "[NOn]"
_DAYMONTH = rf"(?:[NO][oD]?m(?:[,oDi]{{0,2}}Y)?|m,?D?[NO](?!o?D?m)(?:[,oD]{{0,2}}Y(?!m))?|[YR]?,?_?mn)"
# Order matters: at each token the first pattern whose function gives a value wins.
_RULES: tuple[tuple[str, str, Rule], ...] = (
    ("m", r"m[NO](?:[-T]D?)[NO](?:,?Y)?(?!m|u)", _day_run),
    ("NOD", r"D?[NO](?:[-T]D?)[NO][oD]?m(?:[,oD]{0,2}Y)?", _day_run),
    ("dDNOmYRGg", rf"D?(?:d[,.]?D?)?(?:{_DAYMONTH}|G|g[,oD]{{0,2}}Y|g)(?:,?d)?", _full_day),
    ("dD", r"D?d,?D?[On](?![-u])", _weekday_date),
    ("n", r"n(?![ua])", _day_number),
    # clocks
    ("KNOD", r"D?(?:KA?C?|N(?:AC?|C(?!u))|Kp|[NO]p)C?", _clock),
    # quarters, centuries
    ("rRO", r"r?R?'?_?(?:r?u'_)[DO]*O-?u", _quarter),
    ("DreO", r"e?D{0,2}r?D?[O]-?u(?:[,oiI]{0,2}D{0,2}(?:Y|ru))?", _quarter),
    ("Du", r"D?u-?au", _that_quarter),
    # ago, in
    ("Y", r"Yu", _year_word),
    ("NvDUuxnY", r"(?:D?[NY]_?|v|D|)u-?a(?![_]?B)", _ago),
    ("U", r"Ua", _ago),
    ("B", r"Bx?(?:[NOY]|v|D)?u", _ago),
    ("B", r"BU", _ago),
    ("I", r"Ix?(?:D?[NY]|v|D)u", _ago),
    ("I", r"IU", _ago),
    ("u", r"ux?[Nv][ar]", _ago),
    # stretches, relative units
    ("DrN", r"D?r(?:D?[NY]|D?v)u|D?[NY]r[u]|D?[NY]ur", _past_stretch),
    ("Dv", r"D?vu", _past_stretch),
    ("erDdtiI", r"e?D?ru'?(?!')", _relative),
    ("euDid", r"e?D?ur", _relative),
    ("erRmD", r"e?-?D?(?:rm|R_?m|m,?[oD]?o?Y(?!m)|mr|m[oD]{0,2}R)", _month),
    ("esDrR", r"e?-?D?(?:rs|R_?s|sr|s[,oD]{0,3}Y)", _season),
    ("R", r"R_?d", _weekday),
    ("R", r"R", _compact_relative),
    # days
    ("deD", r"D?e?-?dD?p", _weekday_part),
    ("d", r"[d],?(?:[oD]{0,2}ru|[oD]{0,2}ur)", _weekday),
    ("edrD", r"e?-?D?rd|e?-?d(?:o?r)?", _weekday),
    ("et", r"e?tp?", _today),
    ("rD", r"D?r[p]|D?pr", _part_of_day),
    ("p", r"p", _part_of_day),
    # months, seasons, years
    ("em", r"e-?m|m", _month),
    ("eDiI", r"e-?D?s", _season),
    ("eDuX", r"e?-?D?D?X", _decade),
    ("uDeiY", r"e?-?D{0,2}u?Y-[YN](?![uN])", _year),
    ("eDuY", r"e-?D{0,2}u?Y|D{1,2}u?Y(?![_N])|uY|Y", _year),
    ("h", r"h,?Y?", _feast),
    ("r", r"rh", _feast),
    # sets, durations
    ("E", r"E[NO]?(?:u|d|p)", _set),
    ("S", r"S", _set),
    ("NDvUY", r"D{0,2}[NYO]?-?u-y|[N]-u-?_?(?:old)", _age),
    ("Dv", r"Dv?u(?!-?y)", _weekend),
    ("u", r"u", _weekend),
    ("NDvUYn", r"D?O?[NY](?:_[N])?-?u|D?vu|Du|U", _duration),
    ("eD", r"eDu", _the_year),
    ("Du", r"Du", _that_quarter),
    ("u", r"u", _bare_units),
    ("DPQF", r"D?[PQF]", _vague),
    ("Dr", r"Dr", _the_past),
)


@cache
def _rules_by_first() -> dict[str, tuple[tuple[re.Pattern[str], Rule], ...]]:
    table: dict[str, list[tuple[re.Pattern[str], Rule]]] = {}
    for firsts, pattern, rule in _RULES:
        compiled = re.compile(pattern)
        for first in dict.fromkeys(firsts):
            table.setdefault(first, []).append((compiled, rule))
    return {first: tuple(rules) for first, rules in table.items()}
