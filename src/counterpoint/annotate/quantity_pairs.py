"""Two numbers that are one amount, or two figures of one result: "10-15", "two to three", "54-25".

Data way: quantities. Pure.
"""

from __future__ import annotations

import re
from dataclasses import replace

from counterpoint.annotate import quantity_words as data
from counterpoint.annotate.quantity_bounds import Amount
from counterpoint.annotate.quantity_numbers import CJK, Numeral, find_numerals
from counterpoint.annotate.quantity_units import unit_pattern

_NEAR = 60  # characters before a pair that are read
_SCORE_MOST = 999  # "54-25": figures of votes and games
_DASHES = frozenset({"-", "–", "—", "~", "～", "〜"})
_AND = frozenset("and und et y e en и na dan".split())
_OR = frozenset("or oder ou o of или au".split())
_COUNTED = 10
_CHANGE = re.compile(  # "rose from 15 to 20": two figures, not a range
    r"\b(?:rose|risen|rise|grew|grown|fell|fallen|increas\w*|went|gone|up|down|cut|raised|dropp?e?d?|climb\w*|jump\w*|reduc\w*|pass\w+"
    r"|augment\w*|chut\w*|baiss\w*|grimp\w*|aument\w*|baj\w+|stieg\w*|sank\w*|erhöh\w*|fiel\w*|вырос\w*|увелич\w*|сниз\w*)"
    r"\b[^.;]{0,30}\b(?:from|de|von|с)\s\S{0,3}$"
)
_AGES = re.compile(r"\b(?:aged?|ages)(?: of| around| between| from){0,2}\s$")


def read_score(text: str, first: Numeral, second: Numeral) -> list[Amount] | None:
    """Such as "54-25", a vote or a game: two figures, the higher and the lower."""
    if text[first.end : second.start] not in {"-", "–", " to ", "‐"} or not (first.digits and second.digits):
        return None
    if first.low <= second.low or max(first.low, second.low) > _SCORE_MOST or first.scaled or second.scaled:
        return None
    if first.low % 1 or second.low % 1 or re.match(r"[%\w$€-]", text[second.end : second.end + 1]):
        return None
    if text[first.end : second.start] == " to " and not re.search(
        r"(?:vot|beat|won|win|defeat|led|lead|score|approv|pass)\w*\b.{0,40}$",
        text[max(0, first.start - _NEAR) : first.start],
        re.IGNORECASE,
    ):
        return None
    return [
        Amount(n.start, n.end, n.low, n.low, unit, written=n.low)
        for n, unit in ((first, "score, higher"), (second, "score, lower"))
    ]


def read_range(text: str, first: Numeral, second: Numeral, language: str) -> Numeral | None:
    """Such as "6, 8 hours", "10-15", "two to three", "between 5 and 10": one numeral with both ends."""
    if any(n.vague or n.ordinal or n.fraction for n in (first, second)):
        return None
    low = first.low
    if second.scaled and not first.scaled and low < second.low / 1000:  # "2 to 3 million"
        low *= second.high / _unscaled(text, second, language)
    if low >= second.high or not _joined(text, replace(first, low=low), second, language):
        return None
    return replace(first, end=second.end, low=low, high=second.high, scaled=second.scaled)


def _joined(text: str, first: Numeral, second: Numeral, language: str) -> bool:
    """Whether the words between two numbers, and before them, make a range."""
    gap = text[first.end : second.start].strip().casefold()
    if gap in _DASHES:
        return True
    if gap in {",", "、"}:  # "6, 8 hours": near each other and with one unit
        return first.low > 0 and second.high <= 4 * first.low and _has_unit(text, second, language)
    if gap not in data.RANGE_WORDS.get(language, "").split("|"):
        return False
    before = text[max(0, first.start - _NEAR) : first.start].casefold()
    if _CHANGE.search(before):
        return False
    between = data.BETWEEN.get(language, "(?!)")
    if re.search(rf"(?:^|\s)(?:{between})\s(?:\S{{1,4}}\s)?$", before) or _AGES.search(before):
        return True
    if gap in _OR:
        return second.high <= 2 * first.low + 2
    close = first.low >= _COUNTED and second.high <= 2 * first.low  # "20 to 30 members"
    return gap not in _AND and (close or second.scaled or _has_unit(text, second, language))


def _unscaled(text: str, numeral: Numeral, language: str) -> float:
    plain = find_numerals(re.sub(r"[^\d.,]+$", "", text[numeral.start : numeral.end]), language)
    return plain[0].low if plain and plain[0].low else numeral.low


def _has_unit(text: str, numeral: Numeral, language: str) -> bool:
    return unit_pattern(language).match(text, numeral.end) is not None or language in CJK
