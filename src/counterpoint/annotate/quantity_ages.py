"""Whether a number is a person's age: "52-year-old", "aged 52", "Ana Diaz, 52, said", "died at 84".

Data way: quantities. Pure; patterns per language from quantity_words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from counterpoint.annotate import quantity_words as data
from counterpoint.annotate.quantity_bounds import Amount

_OLDEST = 122  # years anyone was ever proven to live
_NEAR = 60  # characters around a number that are read for its context
_WAS = re.compile(
    r"(?:\b[A-Z][\w'’-]+|\b[Hh]e|\b[Ss]he|\bwho|\b(?:girl|boy|man|woman|victim)) (?:was|is|turned|turns)(?: (?:only|just|about))? $"
)
_DIED = re.compile(r"\b(?:died|dies|dead|death)\b[^.]{0,50}\bat $")


def aged(text: str, amount: Amount, language: str) -> Amount | None:
    """Such as "52-year-old", "aged 52", "Ana Diaz, 52, said"."""
    if not 0 <= amount.low <= amount.high <= _OLDEST:
        return None
    before_pattern, after_pattern = data.AGES.get(language, ("(?!)", "(?!)"))
    after = _compiled(after_pattern).match(text, amount.end)
    sure_before = _compiled(rf"(?:{before_pattern})\s$").search(
        text[max(0, amount.start - 40) : amount.start]
    )
    if language in {"es", "pt", "it"} and not (after and sure_before):
        after = sure_before = None
    apposed = re.search(r"[^\W\d_]\.?,\s$", text[max(0, amount.start - _NEAR) : amount.start]) and re.match(
        r",\s|,$|\.$", text[amount.end :]
    )
    named = (
        apposed
        and re.search(r"[A-ZÀ-Þ]\w+\.?,\s$", text[max(0, amount.start - _NEAR) : amount.start])
        and amount.end - amount.start <= 3
    )
    bracketed = (
        re.search(r"[A-ZÀ-Þ]\w+\s\($", text[max(0, amount.start - _NEAR) : amount.start])
        and text[amount.end : amount.end + 1] == ")"
    )
    digits = text[amount.start : amount.end].isdigit()
    named = named or (language == "en" and digits and _said_age(text, amount))
    if after or sure_before or ((named or bracketed) and digits):
        return replace(amount, end=after.end() if after else amount.end, unit="year of age")
    return None


def _said_age(text: str, amount: Amount) -> bool:
    """Such as "Brown was 50." and "died on Monday at 84"."""
    before = text[max(0, amount.start - _NEAR - 10) : amount.start]
    if not re.match(r"[.,;]|$|\s(?:when|at the time|years old)\b", text[amount.end : amount.end + 20]):
        return False
    return bool(_WAS.search(before) or _DIED.search(before))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
