"""Values of expressions that count from the report's day, and of lengths, repetitions and clock times.

Data way: time_grammar's rules -> TIMEX3 values. Pure. Each function takes the tokens of one match.
"""

from __future__ import annotations

import re
from datetime import date

from counterpoint.annotate import time_calendar as cal
from counterpoint.annotate.time_pieces import (
    Context,
    Piece,
    Value,
    amount_of,
    count_of,
    direction_of,
    of_several,
    period_of,
    unit_of,
)


def weekday(piece: Piece, context: Context) -> Value:
    """A weekday: the last one, or the next where “next” or the tense says so."""
    if not _leads_well(piece):
        return None
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
    direction = direction_of(piece, context) or -1
    if relative and relative.val == "0":
        direction = 1 if context.tense(piece.start) >= 0 else -1
    day = cal.weekday_near(context.anchor, weekday, direction)
    if relative and relative.val in {"-1", "1"} and day == context.anchor:
        day = date.fromordinal(day.toordinal() + 7 * int(relative.val))
    return "DATE", day.isoformat(), True


def today(piece: Piece, context: Context) -> Value:
    """“Yesterday”, “tonight”, “tomorrow morning”."""
    if not _leads_well(piece):
        return None
    token = piece.get("t")
    if token is None:
        return None
    days, part = token.val.rstrip("AEFIMNOV"), token.val.lstrip("-0123456789") or piece.val("p")
    count = int(days or 0)
    if context.anchor is None:
        return "DATE", ("PAST_REF" if count < 0 else "FUTURE_REF" if count > 0 else "PRESENT_REF"), True
    day = cal.shift_value(context.anchor, "D", count)
    return ("TIME", f"{day}T{part}", True) if part else ("DATE", day, True)


def _leads_well(piece: Piece) -> bool:
    """Whether a leading "later" or "earlier" belongs to what follows; "ago" and the like do not."""
    return piece.tokens[0].cls != "a" or piece.tokens[0].low in {"later", "earlier"}


def relative(piece: Piece, context: Context) -> Value:
    """Such as "last year", "this week", "the next quarter"."""
    if not _leads_well(piece):
        return None
    unit, how = unit_of(piece), piece.val("r")
    if unit is None:
        return None
    if how == "p":
        return (
            ("DATE", "PAST_REF", False)
            if piece.tokens[-1].low in {"years", "months", "weeks", "days"}
            else ("DURATION", period_of("X" if of_several(piece) else "1", unit), True)
        )
    if piece.tokens[-1].low.endswith("s") and context.language == "en" and unit != "TS" and how == "0":
        return "DATE", "PRESENT_REF", True
    count = int(how.rstrip("aw") or 0)
    if count and of_several(piece):
        return "DATE", "PAST_REF" if count < 0 else "FUTURE_REF", False
    if unit == "Q?":
        if how == "-1" and context.quarter:
            return "DATE", context.quarter, True
        return None
    if how == "0" and any(token.low == "same" for token in piece.tokens):
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


def compact_relative(piece: Piece, context: Context) -> Value:
    """East Asian "last year" is one word."""
    match = re.fullmatch(r"([A-Z]+)(-?\d)", piece.val("R"))
    if match is None:
        return None
    count = int(match[2])
    if context.anchor is None:
        return "DATE", ("PAST_REF" if count < 0 else "FUTURE_REF" if count > 0 else "PRESENT_REF"), True
    return "DATE", cal.shift_value(context.anchor, match[1], count), True


_IN_IS_OPEN = frozenset({"en", "es", "pt"})  # "in two weeks": only a tense tells the day from the length


def ago(piece: Piece, context: Context) -> Value:
    """Such as "two weeks ago", "vor zwei Wochen", "a year later"."""
    how = piece.val("a") or ("1" if piece.get("I") else "-1")
    count, unit = count_of(piece), unit_of(piece)
    if unit in {None, "Q?"} or how.endswith("b") or piece.val("I").endswith("w") or piece.val("v") == "q":
        return None
    if (
        unit == "Y"
        and count == 1
        and how == "-1"
        and piece.get("a")
        and context.last == context.quarter != ""
    ):
        return (
            "DATE",
            f"{int(context.quarter[:4]) - 1}{context.quarter[4:]}",
            True,
        )  # that quarter, a year before
    if piece.val("I") == "1" and context.tense(piece.start) <= 0 and context.language in _IN_IS_OPEN:
        return None
    if _of_another(piece, context):
        return "DURATION", period_of(amount_of(piece) or "X", unit or "D"), False
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
    return "DATE", cal.shift_value(start, "D" if unit == "DN" else unit, sign * round(count)), True


# "Tres días después del ataque": counted from what follows, whose day is not known. English, German and French take the
# number alone there; in these languages the word also stands by itself ("three days later").
_FROM_WHAT = {
    "después": "de del que", "antes": "de del do da dos das que", "depois": "de do da dos das que",
    "dopo": "il lo la l i gli le un una uno che", "prima": "di del dello della dell dei degli delle che",
    "avant": "le la les l un une son sa ses de d que qu", "après": "le la les l un une son sa ses que qu",
}  # fmt: skip


def _of_another(piece: Piece, context: Context) -> bool:
    """Whether a length is counted from what is told right after it, and that is not today."""
    word, after = piece.get("a"), context.tokens[piece.at + len(piece.tokens) :][:2]
    if word is None or not after or (after[-1].cls, after[-1].val) == ("t", "0"):
        return False
    return re.split(r"[\s'’]", after[0].low)[0] in _FROM_WHAT.get(word.low, "").split()


def duration(piece: Piece, context: Context) -> Value:
    """A length of time; ages of persons are none."""
    unit = unit_of(piece)
    if (
        unit is None or unit == "Q?" or (unit == "Q" and (piece.get("-") or not piece.get("NUv")))
    ):  # "three-quarters" is a share
        return None
    if piece.get("U"):
        return "DURATION", period_of(amount_of(piece) or "X", unit), False
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
    return "DURATION", period_of(amount_of(piece) or "X", unit), False


def age(_: Piece, __: Context) -> Value:
    """A person's age is not a time."""
    return "AGE", "", False


def bare_units(piece: Piece, context: Context) -> Value:
    """Such as "for years", "within hours": an unknown number of them."""
    unit = unit_of(piece)
    plural = piece.tokens[0].low.endswith("s")
    if context.language != "en" or not plural or unit in {None, "WE", "Q?"}:
        return None
    before = context.tokens[piece.at - 1] if piece.at else None
    if before is None or (before.cls not in "iIxT" and before.low not in {"in", "of", "after", "for"}):
        return None
    return "DURATION", period_of("X", unit or "D"), False


def past_stretch(piece: Piece, context: Context) -> Value:
    """Such as "the past two months", "the next few days"."""
    unit, amount = unit_of(piece), amount_of(piece)
    if unit is None or unit == "Q?" or amount is None:
        return None
    if piece.tokens[-1].cls == "r" and piece.val("r") in {"-1", "1"} and amount.isdigit() and context.anchor:
        return "DATE", cal.shift_value(context.anchor, unit, int(piece.val("r")) * int(amount)), True
    if piece.get("v") and piece.val("v") == "q":
        return "DATE", "PAST_REF", False
    return "DURATION", period_of(amount, unit), bool(context.anchor)


def repetition(piece: Piece, _: Context) -> Value:
    """“Every Tuesday”, “daily”, “a week” after "every"."""
    if token := piece.get("S"):
        return "SET", token.val, False
    if token := piece.get("d"):
        return "SET", f"XXXX-WXX-{int(token.val) + 1}", False
    if token := piece.get("p"):
        return "SET", f"T{token.val}", False
    unit = unit_of(piece)
    if unit in {None, "Q?"}:
        return None
    return "SET", period_of(amount_of(piece) or "1", unit or "D"), False


def vague(piece: Piece, _: Context) -> Value:
    """“Now”, “recently”, “the future”."""
    name = {"P": "PRESENT_REF", "Q": "PAST_REF", "F": "FUTURE_REF"}[piece.tokens[-1].cls]
    if piece.tokens[-1].low in {"coming", "once"}:
        return None
    return "DATE", name, False


def part_of_day(piece: Piece, context: Context) -> Value:
    """Such as "this morning", "last night", and "midnight" by itself."""
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


def adjective(piece: Piece, _: Context) -> Value:
    """Such as "the past", and "current" or "recent" before any noun."""
    low = piece.tokens[-1].low
    if len(piece.tokens) == 2:
        return ("DATE", "PAST_REF", False) if low == "past" else None
    name = {"current": "PRESENT_REF", "recent": "PAST_REF"}.get(low)
    return ("DATE", name, False) if name else None


def weekday_part(piece: Piece, context: Context) -> Value:
    """Such as "Wednesday morning"."""
    day = weekday(piece, context)
    return ("TIME", f"{day[1]}T{piece.val('p')}", day[2]) if day else None


_AT = {"es": ("las", "la"), "pt": ("às", "à"), "fr": ("à", "vers"), "it": ("alle",)}


def clock(piece: Piece, context: Context) -> Value:
    """A time of day."""
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
    if context.language == "sw" and part:  # Swahili counts the hours from dawn and from dusk
        hour = hour + (18 if part == "NI" else 6)
    elif half == "p" or part in {"AF", "EV"} or (part == "NI" and hour > 5):
        hour = hour + 12 if hour < 12 else hour
    elif half == "a" and hour == 12:
        hour = 0
    if hour > 24 or (half and not 0 <= hour <= 24):
        return None
    clock = f"{hour:02}{clock[2:] or ':00'}"
    day = context.anchor.isoformat() if context.anchor else "XXXX-XX-XX"
    return "TIME", f"{day}T{clock}", True


def hour_phrase(piece: Piece, context: Context) -> Value:
    """Such as "a las 18 horas", "à 18 heures": only the word before tells it from a length."""
    number = re.fullmatch(r"(\d{1,2})(?:\.([0-5]\d))?", piece.val("N"))
    if piece.tokens[0].low not in _AT.get(context.language, ()) or piece.val("u") != "TH" or number is None:
        return None
    day = context.anchor.isoformat() if context.anchor else "XXXX-XX-XX"
    hour = int(number[1])
    return ("TIME", f"{day}T{hour:02}:{number[2] or '00'}", True) if hour <= 24 else None


def weekend(piece: Piece, context: Context) -> Value:
    """“The weekend”."""
    if piece.val("u") != "WE":
        return None
    if context.anchor is None:
        return "DATE", "XXXX-WXX-WE", True
    direction = direction_of(piece, context) or -1
    saturday = cal.weekday_near(context.anchor, 5, direction)
    if direction < 0 and context.anchor.weekday() == 6:
        saturday = cal.weekday_near(context.anchor, 5, -1)
    return "DATE", cal.week_value(saturday) + "-WE", True


def the_year(piece: Piece, context: Context) -> Value:
    """Such as "earlier in the year", "the end of the year"."""
    if piece.val("u") not in {"Y", "M", "W", "Q"} or context.anchor is None:
        return None
    return "DATE", cal.shift_value(context.anchor, piece.val("u"), 0), True
