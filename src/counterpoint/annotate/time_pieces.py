"""The records that the rules of time share: tokens taken by a pattern, what a value may rest on, what was found.

Data way: Tokens -> Piece -> Found. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from counterpoint.annotate.time_lexer import Token

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


# Words for several units, where one word is never one unit: "the coming days" are an unknown number of days, not one.
# Forms that may be a genitive singular ("недели") are left out.
_SEVERAL = frozenset(
    "days weeks months years quarters hours minutes tage tagen wochen monate monaten jahre jahren stunden minuten jours "
    "semaines années ans heures días semanas meses años horas minutos dias anos giorni settimane mesi anni ore minuti "
    "дни дней дням месяцы месяцев месяцам годы лет часы часов dagen weken maanden jaren uren dni tygodni miesięcy lat "
    "أيام ايام أسابيع أشهر سنوات ساعات".split()
)
Value = tuple[str, str, bool] | None  # type, value, whether it rests on the anchor
Rule = Callable[[Piece, Context], Value]


def period_of(count: str, unit: str) -> str:
    """ISO 8601 duration; TIMEX3 writes weeks as "P2W" and an unknown number as X."""
    if unit == "2W":
        count, unit = (f"{2 * float(count):g}" if count != "X" else "X"), "W"
    letter = _UNIT_LETTERS[unit]
    return f"P{'T' if unit in {'TH', 'TM', 'TS'} else ''}{count}{letter}"


def of_several(piece: Piece) -> bool:
    """Whether its unit stands in the plural and no number says how many: "in the coming days", "hace años"."""
    unit = piece.get("u")
    return unit is not None and unit.low in _SEVERAL and not piece.get("NnYOU")


def unit_of(piece: Piece) -> str | None:
    """The unit of a length or a shift, None where there is none."""
    if compact := piece.get("U"):
        return re.sub(r"^[\dX.]+(?=\D)", "", compact.val)
    token = piece.get("u") or piece.get("n")
    if token is None:
        return None
    return "D" if token.cls == "n" else token.val


def amount_of(piece: Piece) -> str | None:
    """The count as TIMEX3 writes it: "2", "2.5", "X" for a vague one."""
    if compact := piece.get("U"):
        match = re.match(r"\d+|X", compact.val)
        return match.group() if match else None
    if number := piece.get("NnY"):
        value = number.val
        half = any(t.low in {"half", "medio", "media", "demi"} for t in piece.tokens)
        return f"{float(value) + 0.5:g}" if half else f"{float(value):g}"
    if vague := piece.get("v"):
        return "2" if "couple" in vague.low else "X"
    return "1" if piece.val("D") == "1" or piece.get("D") else None


def count_of(piece: Piece) -> float | None:
    """The count as a number, None for a vague one."""
    amount = amount_of(piece)
    if amount is None and piece.get("u") and not piece.get("v") and piece.get("BI"):
        return None if of_several(piece) else 1.0
    return None if amount in {None, "X"} else float(amount)


def direction_of(piece: Piece, context: Context) -> int:
    """-1, 0, +1: by "last", "next", else by tense."""
    value = piece.val("r").rstrip("aw")
    if value in {"-1", "1"}:
        return int(value)
    return -1 if value == "p" else context.tense(piece.start)
