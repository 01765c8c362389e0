"""Whether a number counts the dead or the injured: "killed at least 15", "15 muertos", "死者は15人".

Data way: quantities. Pure; patterns per language from quantity_words.
"""

from __future__ import annotations

import re
from functools import cache

from counterpoint.annotate.quantity_words import BOUNDS, DEATHS, INJURIES, PEOPLE

_BEFORE = 60  # characters before the number in which a verb or "death toll" stands
_AFTER = 60


def casualty_unit(text: str, start: int, end: int, noun_end: int, language: str) -> str | None:
    """Return "death", "injury" or None for the number at `start:end` whose counted noun ends at `noun_end`."""
    before = text[max(0, start - _BEFORE) : start]
    for unit, table in (("death", DEATHS), ("injury", INJURIES)):
        patterns = _patterns(language, unit)
        if patterns is None or language not in table:
            continue
        later = patterns[1]
        if later.match(text, end, min(len(text), end + _AFTER)) or (
            noun_end > end and later.match(text, noun_end, min(len(text), noun_end + _AFTER))
        ):
            return unit
    hits = {
        u: m.start()
        for u in ("death", "injury")
        if (p := _patterns(language, u)) and (m := p[0].search(before))
    }
    return max(hits, key=lambda u: hits[u]) if hits else None


@cache
def _patterns(language: str, unit: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    table = DEATHS if unit == "death" else INJURIES
    if language not in table:
        return None
    before, after = table[language]
    bounds = (
        "|".join(re.escape(w) for words in BOUNDS.get(language, {}).values() for w in words.split("|"))
        or "(?!)"
    )
    people = PEOPLE.get(language, "(?!)")
    spaced = language not in {"ja", "zh", "ko"}
    edge = ("(?<![^\\Wو])" if language == "ar" else r"(?<!\w)") if spaced else ""
    return (
        re.compile(
            rf"{edge}(?:{before})\s?(?:(?:{bounds})\s?)?(?:(?:a|à|de|en|to|auf|the)\s)?(?:another\s|other\s)?$",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\s?(?:(?:more|other|autres|otras|weitere|outras)\s)?(?:(?:{people})\s)?{after}"
            if spaced
            else after,
            re.IGNORECASE,
        ),
    )
