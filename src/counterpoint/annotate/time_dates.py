"""Values of calendar expressions: days, months, quarters, years, decades, seasons, feasts.

Data way: time_grammar's rules -> TIMEX3 values. Pure. Each function takes the tokens of one match.
"""

from __future__ import annotations

from counterpoint.annotate import time_calendar as cal
from counterpoint.annotate.time_feasts import feast_day
from counterpoint.annotate.time_lexer import SHORT_NAMES
from counterpoint.annotate.time_pieces import Context, Piece, Value, direction_of, unit_of
from counterpoint.dates import safe_date

_NEAR_DAYS = 75  # a day of the year this near is meant whatever the tense: calibrated on TimeBank and AQUAINT


def full_day(piece: Piece, context: Context) -> Value:
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
    year = piece.number("Y")
    if year is None and piece.tokens[-1].cls == "N" and piece.tokens[-2].cls in "-/":  # "31-dic-94"
        year = 1900 + int(piece.tokens[-1].val) + (100 if int(piece.tokens[-1].val) < 70 else 0)
    if year:
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
    nearest = cal.year_of(context.anchor, month, day, 0)
    near = safe_date(nearest, month, day) if nearest else None
    sure = piece.get("r") is None and near is not None and abs((near - context.anchor).days) <= _NEAR_DAYS
    year = nearest if sure else cal.year_of(context.anchor, month, day, direction_of(piece, context))
    return f"{year:04}-{month:02}-{day:02}" if year else ""


def day_run(piece: Piece, context: Context) -> Value:
    """Such as "June 3-4", "3 to 4 June": an ISO interval."""
    first, last, month = piece.number("NO"), piece.number("NO", 1), int(piece.val("m"))
    if first is None or last is None or not 0 < first < last <= 31:
        return None
    base = full_day(Piece([t for t in piece.tokens if t is not piece.get("NO", 1)], piece.at), context)
    if base is None or safe_date(2024, month, last) is None:
        return None
    return "DATE", f"{base[1]}/{base[1][:-2]}{last:02}", base[2]


def weekday_date(piece: Piece, context: Context) -> Value:
    """Such as "Tuesday the 13th": the nearest month in which the two agree."""
    number, weekday = piece.number("On"), int(piece.val("d"))
    if number is None or context.anchor is None or (context.language == "en" and piece.get("N")):
        return None
    marks = [t.low for t in piece.tokens if t.cls == "_"]
    if marks not in ([], ["(", ")"]):
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


def day_number(piece: Piece, context: Context) -> Value:
    """A bare day of the month in East Asian text: "14日"."""
    return _month_day(piece.number("n") or 0, None, piece, context)


def month(piece: Piece, context: Context) -> Value:
    """A month, with its year or the one it is nearest to."""
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
    direction = direction_of(piece, context)
    if piece.val("r") == "0":
        return "DATE", f"{context.anchor.year:04}-{month:02}", True
    if direction and piece.get("r") and month == context.anchor.month:
        return "DATE", f"{context.anchor.year + direction:04}-{month:02}", True
    return "DATE", f"{cal.year_of(context.anchor, month, None, direction):04}-{month:02}", True


def month_of_year(piece: Piece, context: Context) -> Value:
    """Such as "May last year", "octubre del año pasado"."""
    how = piece.val("r").rstrip("aw")
    if piece.val("u") != "Y" or how not in {"-1", "0", "1"} or context.anchor is None:
        return None
    return "DATE", f"{context.anchor.year + int(how):04}-{int(piece.val('m')):02}", True


def _month_is_sure(piece: Piece, context: Context) -> bool:
    """Whether "May", "March" or an abbreviation is a month here: something of time stands beside it."""
    if len(piece.tokens) > 1:
        return True
    if context.language != "en":
        return piece.tokens[0].low not in SHORT_NAMES and len(piece.tokens[0].low) > 3
    before = context.tokens[piece.at - 1] if piece.at else None
    return (
        before is not None
        and before.cls in "iIoeTr"
        and len(piece.tokens[0].low) > 2
        and before.low not in {"to", "and", "or"}
    )


def quarter(piece: Piece, context: Context) -> Value:
    """Such as "the third quarter of 1998", "fourth-quarter"; "19th century"; other ordinals with units are no dates."""
    number, unit = piece.number("ON"), unit_of(piece)
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
    later = number > (context.anchor.month + 2) // 3 and context.tense(piece.start) <= 0
    year = context.anchor.year - later
    return "DATE", f"{year}-Q{number}", True


def that_quarter(piece: Piece, context: Context) -> Value:
    """Such as "the quarter": the one the text speaks of; "the year-earlier quarter": the same of the year before."""
    if context.anchor is None:
        return None
    known = context.quarter or cal.shift_value(context.anchor, "Q", -1)
    if piece.get("a"):
        return "DATE", f"{int(known[:4]) - 1}{known[4:]}", True
    if piece.val("u") != "Q":
        return None
    return "DATE", known, True


def year(piece: Piece, context: Context) -> Value:
    """Four digits that are a year, or a run of years."""
    number = piece.number("Y")
    if number is None or not _is_year(piece, context):
        return None
    if piece.get("Y", 1):
        return "DATE", f"{number:04}/{piece.number('Y', 1):04}", False
    if piece.get("N"):
        end = number // 100 * 100 + int(piece.val("N"))
        return ("DATE", f"{number:04}/{end:04}", False) if end > number and len(piece.val("N")) == 2 else None
    return "DATE", f"{number:04}", False


def year_word(piece: Piece, context: Context) -> Value:
    """Such as "2010 году", "2010 yılında": the word for year follows the number."""
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
    if before is not None and before.cls == "x":
        return False
    if before is None or before.cls in "iIeDoTrh,-m" or before.low in {"(", '"', "“"}:
        return True
    word = after is not None and after.cls == "_" and after.low[:1].isalpha()
    return not word or context.language != "en"


def decade(piece: Piece, _: Context) -> Value:
    """“The 1990s”."""
    return "DATE", piece.val("X"), False


def season(piece: Piece, context: Context) -> Value:
    """A season of a year; of the northern hemisphere."""
    code = piece.val("s")
    if year := piece.number("Y"):
        return "DATE", f"{year:04}-{code}", False
    if context.anchor is None:
        return "DATE", f"XXXX-{code}", True
    how = piece.val("r") or (piece.val("R")[1:] if piece.get("R") else "")
    if how.rstrip("aw") == "0" or piece.get("R"):
        return "DATE", f"{context.anchor.year + int(how or 0):04}-{code}", True
    direction = direction_of(piece, context)
    spans = {
        y: cal.calendar_range(f"{y:04}-{code}")
        for y in range(context.anchor.year - 1, context.anchor.year + 2)
    }
    gaps = {y: (first - context.anchor).days for y, (_, first, _) in spans.items() if first}
    fitting = [y for y, gap in gaps.items() if gap * direction >= 0] or list(gaps)
    if how == "-1":
        fitting = [y for y in fitting if (last := spans[y][2]) and last < context.anchor] or fitting
    return "DATE", f"{min(fitting, key=lambda y: abs(gaps[y])):04}-{code}", True


def feast(piece: Piece, context: Context) -> Value:
    """A feast, in the year said or the nearest one."""
    code = piece.val("h")
    year = piece.number("Y")
    if year is None and context.anchor is None:
        return "DATE", f"XXXX-{code}" if code[:2].isdigit() else "XXXX-XX-XX", True
    if year is not None:
        day = feast_day(code, year)
        return ("DATE", day.isoformat(), False) if day else None
    anchor = context.anchor
    assert anchor is not None
    direction = direction_of(piece, context)
    days = [d for y in (-1, 0, 1) if (d := feast_day(code, anchor.year + y))]
    fitting = [d for d in days if (d - anchor).days * direction >= 0] or days
    return ("DATE", min(fitting, key=lambda d: abs((d - anchor).days)).isoformat(), True) if fitting else None
