"""Numbers that count nothing: parts of names and references, pronouns, articles, codes.

Data way: quantities. Pure.
"""

from __future__ import annotations

import re

from counterpoint.annotate.quantity_bounds import Amount
from counterpoint.annotate.quantity_numbers import CJK, Numeral

_NEAR = 60  # characters before a number that are read
_ARTICLE_IS_ONE = frozenset({"fr", "es", "pt", "it", "nl", "tr", "de"})
_STREETS = frozenset({"Street", "St", "Avenue", "Ave", "Road", "Rd", "Boulevard", "Blvd", "Lane", "Drive"})
_DOTTED_ORDINALS = frozenset({"de", "nb", "da", "fi", "cs"})
_REFERENCES = frozenset("no nr number article section chapter page route flight room".split())


def is_label(text: str, numeral: Numeral, amount: Amount, language: str) -> bool:
    """Whether a number is part of a name or a reference ("Flight 123", "No. 4", a code), or no number at all."""
    if numeral.vague and not amount.unit:
        return True
    if amount.unit and amount.what is None:
        return False
    if amount.what in _STREETS:
        return True
    glued = numeral.start > 0 and text[numeral.start - 1] in "#-/+@"
    if numeral.digits:
        return glued or _is_code(text, numeral, amount, language) or _is_reference(text, numeral, amount)
    return glued or _stands_for_noun(text, numeral, amount, language)


def _is_code(text: str, numeral: Numeral, amount: Amount, language: str) -> bool:
    """Such as "18C" and "2353 GMT"."""
    after = text[numeral.end : numeral.end + 5]
    if language in _DOTTED_ORDINALS and re.match(r"\.\s\w", after):
        return True  # "des 3. Bataillons"
    return (
        language not in CJK and amount.end == numeral.end and bool(re.match(r"[^\W\d_]|\s(?:GMT|UTC)", after))
    )


def _is_reference(text: str, numeral: Numeral, amount: Amount) -> bool:
    """A bare number after "No." or after a capitalised word that does not open the sentence."""
    before = text[max(0, numeral.start - _NEAR) : numeral.start].rstrip()
    word = re.search(r"(\w+)\.?$", before)
    if word is None:
        return False
    if word[1].casefold() in _REFERENCES:
        return True
    opens = numeral.start < _NEAR and not before[: word.start()].strip()
    return word[1][:1].isupper() and len(word[1]) > 1 and not amount.what and not opens and not amount.unit


def _stands_for_noun(text: str, numeral: Numeral, amount: Amount, language: str) -> bool:
    """Such as "one", "the two": pronouns; "un" and its like before a noun: articles."""
    single = numeral.low == numeral.high == 1
    if single and amount.what and language in _ARTICLE_IS_ONE:
        return True
    before = text[max(0, numeral.start - 5) : numeral.start].rstrip().casefold()
    if not amount.unit and (single or before.endswith(" the") or before == "the"):
        return True
    return language == "en" and single and _is_pronoun(text, numeral)


def _is_pronoun(text: str, numeral: Numeral) -> bool:
    """Whether "one" is a pronoun: "one of", "no one", "the one who"."""
    after = text[numeral.end : numeral.end + 12].casefold()
    before = text[max(0, numeral.start - 8) : numeral.start].casefold()
    return bool(
        re.match(r"\s(?:of|another|who|that|day|by|thing|can|is|was|way|side|hand)\b|[.,;:!?]|$", after)
        or re.search(r"(?:no|any|every|some|this|that|the|each|at)\s$", before)
    )
