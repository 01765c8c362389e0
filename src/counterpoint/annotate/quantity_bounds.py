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

_ROUND = 0.1  # "about 50" is 45 to 55: as values.compare_quantities takes roundings
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
        rf"{edge}({body})(?:\s(?:the|a|an|another|les|de|los|las|die))?\s?$", re.IGNORECASE
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
    if kind == "nearly":
        return replace(amount, low=amount.low * (1 - _ROUND), approximate=True)
    if kind == "just_over":
        return replace(amount, high=amount.high * (1 + _ROUND), approximate=True)
    return replace(amount, low=amount.low * (1 - _ROUND), high=amount.high * (1 + _ROUND), approximate=True)
