"""Widen a number to the interval its words allow: "at least 15", "nearly 50", "30人以上".

Data way: quantities. Pure.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import cache

from counterpoint.annotate import quantity_words as data
from counterpoint.annotate.quantity_numbers import CJK, Numeral

_ROUND = 0.15  # most that "about" may be off, for one-digit figures such as 100: calibrated on gold stories
_COUNTED = 10  # below it one counts, and says "more than"
_REACH = 32  # characters before a number in which its bound stands


@dataclass(frozen=True, slots=True)
class Amount:
    """A number on its way to a Quantity; offsets into the sentence."""

    start: int
    end: int
    low: float
    high: float
    unit: str = ""
    what: str | None = None
    approximate: bool = False
    ordinal: bool = False
    written: float | None = None
    per: str | None = None


@cache
def _bounds(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    table = {
        w.casefold(): kind for kind, words in data.BOUNDS.get(language, {}).items() for w in words.split("|")
    }
    body = "|".join(re.escape(w) for w in sorted(table, key=lambda w: (-len(w), w))) or "(?!)"
    edge = "" if language in CJK else r"(?<!\w)"
    return re.compile(
        rf"{edge}({body})(?:\s(the|a|an|another|les|de|los|las|die))?\s?$", re.IGNORECASE
    ), table


@cache
def _after_bounds(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    table = {
        w.casefold(): kind
        for kind, words in data.AFTER_BOUNDS.get(language, {}).items()
        for w in words.split("|")
    }
    body = "|".join(re.escape(w) for w in sorted(table, key=lambda w: (-len(w), w))) or "(?!)"
    edge = "" if language in CJK else r"(?!\w)"
    return re.compile(rf"[^\S\n]?({body}){edge}", re.IGNORECASE), table


def bounded(text: str, amount: Amount, numeral: Numeral, language: str) -> Amount:
    """Widen the interval by the words around the number."""
    pattern, table = _bounds(language)
    reach = text[max(0, amount.start - _REACH) : amount.start]
    match = pattern.search(reach)
    kind = table[match[1].casefold()] if match else None
    if (
        match
        and kind == "more"
        and (match[2] or (match[1].casefold() == "over" and amount.what and amount.high < _COUNTED))
    ):
        return amount  # "over a 10-day period" is during, "over two articles" is about
    if kind is None:
        pattern, table = _after_bounds(language)
        match = pattern.match(text, numeral.end) or pattern.match(text, amount.end)
        kind = table[match[1].casefold()] if match else None
    if kind is None:
        return (
            replace(amount, low=amount.low, high=math.inf)
            if text[numeral.end : numeral.end + 1] == "+"
            else amount
        )
    if kind in {"least", "more"}:
        return replace(amount, high=math.inf)
    if kind in {"most", "less"}:
        return replace(amount, low=-math.inf)
    slack = rounding(amount.written if amount.written is not None else amount.high) * _factor(amount)
    if kind == "nearly":
        return replace(amount, low=amount.low - slack, approximate=True)
    if kind == "just_over":
        return replace(amount, high=amount.high + slack, approximate=True)
    return replace(amount, low=amount.low - slack, high=amount.high + slack, approximate=True)


def rounding(figure: float) -> float:
    """Return how far a figure said to be "about" so much may be off: half its last digit that is not zero.

    "About 150,000" leaves room for 145,000 but not for 160,000; a round hundred for 15 %.
    """
    if not figure or not math.isfinite(figure):
        return 0.0
    digits = f"{abs(figure):.10e}".split("e")[0].replace(".", "").rstrip("0")
    step = 10.0 ** (math.floor(math.log10(abs(figure)) + 1e-9) - len(digits) + 1)
    return min(step / 2, _ROUND * abs(figure))


def _factor(amount: Amount) -> float:
    """Canonical units in one printed unit."""
    return amount.high / amount.written if amount.written and math.isfinite(amount.high) else 1.0
