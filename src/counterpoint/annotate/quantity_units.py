"""The unit of a number, before or after it, and its canonical form: "3.1 miles" is 4.99 km.

Data way: quantities. Pure; one pattern per language, built once.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from counterpoint.annotate import quantity_words as data
from counterpoint.annotate.quantity_bounds import Amount
from counterpoint.annotate.quantity_numbers import CJK, entries


@cache
def _units(language: str) -> dict[str, tuple[str, str]]:
    table = {**entries(data.UNITS[""]), **entries(data.UNITS.get(language, ""))}
    return {
        word: (factor, unit) for word, (factor, _, unit) in ((w, v.partition(":")) for w, v in table.items())
    }


@cache
def unit_pattern(language: str) -> re.Pattern[str]:
    """Return the pattern of a unit right after a number."""
    words = sorted(_units(language), key=lambda w: (-len(w), w))
    body = "|".join(re.escape(w).replace(r"\ ", r"\s") for w in words)
    if language in CJK:
        return re.compile(rf"\s?(?:(?:多|余|餘|以上|여|超)?\s?)({body})", re.IGNORECASE)
    of = {"es": "(?:de\\s)?", "fr": "(?:d['’]|de\\s)?", "pt": "(?:de\\s)?", "it": "(?:di\\s)?"}.get(
        language, ""
    )
    return re.compile(
        rf"[\s-]?(?:(?:more|full|additional|consecutive|long|US|U\.S\.)\s)?{of}({body})(?!\w)", re.IGNORECASE
    )


_SIGN = re.compile(
    rf"(?<!\w)({'|'.join(sorted(map(re.escape, data.CURRENCY_SIGNS), key=lambda s: (-len(s), s)))})\.?\s?$",
    re.IGNORECASE,
)
_PREFIXED = {
    "sw": re.compile(
        r"\b(asilimia|dola(?: za marekani)?|shilingi|dakika|saa|siku|wiki|miezi|miaka|kilomita|mita|kilo|tani|ekari)\s(?:\w+\s)?$",
        re.IGNORECASE,
    )
}
_PER = re.compile(
    r"\s(?:per|a|an|each|every)\s(day|week|month|year|hour|person|capita|barrel|share|night|minute|second|kilo|kilogram|liter|litre|ton|tonne|gallon)\b|/(day|h|year|month|kg)\b"
)
_MAGNITUDE = re.compile(
    r"\b(?:magnitude|magnitud|magnitude de|stärke|магнитудой)\s(?:of\s|de\s)?$", re.IGNORECASE
)


def with_unit(text: str, amount: Amount, language: str) -> Amount | None:
    """Money by a sign before, a unit after, or a unit before (Swahili, and "magnitude 6.2")."""
    sign = _SIGN.search(text[max(0, amount.start - 6) : amount.start])
    if sign:
        start = amount.start - len(sign.group())
        return with_rate(text, replace(amount, start=start, unit=data.CURRENCY_SIGNS[sign[1].casefold()]))
    before = text[max(0, amount.start - 30) : amount.start]
    if _MAGNITUDE.search(before) or re.match(r"[-\s]magnitude\b", text[amount.end : amount.end + 12]):
        return replace(amount, unit="magnitude")
    unit = unit_pattern(language).match(text, amount.end)
    if unit is None:
        prefixed = _PREFIXED[language].search(before) if language in _PREFIXED else None
        if prefixed is None:
            return None
        word = prefixed[1].casefold().split()[0]
        scale = entries(data.MULTIPLIERS.get(language, "")).get(
            before[prefixed.end(1) :].strip(), "1"
        )  # "dola milioni 5"
        scaled = replace(amount, low=amount.low * float(scale), high=amount.high * float(scale))
        return _convert(
            replace(scaled, start=amount.start - (len(before) - prefixed.start())), *_units(language)[word]
        )
    factor, name = _units(language)[re.sub(r"\s+", " ", unit[1].casefold())]
    if language in CJK and name == "person":
        return None
    if name == "m" and len(unit[1]) == 1 and text[unit.start() : unit.start() + 1] not in {"m", " "}:
        return None
    return with_rate(text, _convert(replace(amount, end=unit.end()), factor, name))


def _convert(amount: Amount, factor: str, unit: str) -> Amount:
    if factor == "F":
        low, high = (amount.low - 32) / 1.8, (amount.high - 32) / 1.8
    else:
        low, high = amount.low * float(factor), amount.high * float(factor)
    for small, big in (("m", "km"), ("kg", "tonne"), ("MW", "GW")):
        if unit == small and low >= 1000:
            low, high, unit = low / 1000, high / 1000, big
    return replace(amount, low=round(low, 6), high=round(high, 6), unit=unit)


def with_rate(text: str, amount: Amount) -> Amount:
    """Return the amount with its denominator, when one follows: "a barrel", "/day"."""
    match = _PER.match(text, amount.end)
    return replace(amount, per=match[1] or {"h": "hour"}.get(match[2], match[2])) if match else amount
