"""Find amounts and give them canonical units: "3.1 miles" is 4.99 km, "at least 15 dead" is 15 or more deaths.

Data way: Article + Sentences + TimeMentions -> Quantities. Pure.

Numbers come from `quantity_numbers`; this module reads what stands around them: bounds ("at least"), ranges
("6, 8 hours"), units, currencies, what is counted, and whether the counted are the dead or the injured.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from counterpoint.annotate import quantity_words as data
from counterpoint.annotate.quantity_ages import aged
from counterpoint.annotate.quantity_bounds import Amount, bounded
from counterpoint.annotate.quantity_casualties import casualty_unit
from counterpoint.annotate.quantity_labels import is_label
from counterpoint.annotate.quantity_nouns import counted_noun, people
from counterpoint.annotate.quantity_numbers import CJK, Numeral, entries, find_numerals
from counterpoint.annotate.quantity_pairs import read_range, read_score
from counterpoint.annotate.quantity_units import with_rate, with_unit
from counterpoint.dates import ascii_digits
from counterpoint.types import Article, Quantity, Sentence, TimeMention

_LONGEST = 4000  # characters of a sentence that are read
_NEAR = 60  # characters around a number that are read for its context
_TELEPHONE = re.compile(
    r"\b0\d{2,4}[\s-]\d{3,4}[\s-]\d{3,4}\b|\(?\b\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}\b|\+\d{1,3}(?:[\s-]\d{2,5}){2,4}\b"
)
_STREETS = frozenset({"Street", "St", "Avenue", "Ave", "Road", "Rd", "Boulevard", "Blvd", "Lane", "Drive"})
_ARTICLE_IS_ONE = frozenset({"fr", "es", "pt", "it", "nl", "tr", "de"})
_SCORE_MOST = 999  # "54-25": figures of votes and games


def find_quantities(
    article: Article, sentences: Sequence[Sentence], times: Sequence[TimeMention]
) -> tuple[Quantity, ...]:
    """Return the amounts of an article, in text order. Numbers inside dates and clock times are none."""
    taken = [(t.span.start, t.span.end) for t in times if t.type in {"DATE", "TIME"}]
    quantities: list[Quantity] = []
    for sentence in sentences:
        start, end = sentence.span.start, sentence.span.end
        text = ascii_digits(article.text[start : min(end, start + _LONGEST)])
        if not has_number(text, sentence.language):
            continue
        busy = [(a - start, b - start) for a, b in taken if a < end and start < b]
        quantities += [_quantity(a, article, start) for a in read_amounts(text, sentence, busy)]
    return tuple(quantities)


def read_amounts(text: str, sentence: Sentence, busy: Sequence[tuple[int, int]] = ()) -> list[Amount]:
    """Return the amounts of one sentence's text.

    Args:
        text: The sentence, digits as 0-9.
        sentence: Its language and, where a parser read it, its tokens.
        busy: Offsets that are dates: numbers there are left out.

    """
    language = sentence.language
    busy = [*busy, *(m.span() for m in _TELEPHONE.finditer(text))]
    numerals = [
        n for n in find_numerals(text, language) if not any(a < n.end and n.start < b for a, b in busy)
    ]
    amounts: list[Amount] = []
    at = 0
    while at < len(numerals):
        first = numerals[at]
        if amounts and first.start < amounts[-1].end:  # "cent" of "un pour cent"
            at += 1
            continue
        second = numerals[at + 1] if at + 1 < len(numerals) else None
        if second and (score := read_score(text, first, second)):
            amounts += score
            at += 2
            continue
        joined = read_range(text, first, second, language) if second else None
        amount = _amount(text, joined or first, sentence)
        if amount and not (joined is None and is_label(text, first, amount, language)):
            amounts.append(amount)
        at += 2 if joined else 1
    return amounts


@cache
def _number_trigger(language: str) -> re.Pattern[str]:
    from counterpoint.annotate.numerals import number_words  # noqa: PLC0415 - only this pattern needs it

    words = [
        *number_words(language),
        *entries(data.VAGUE.get(language, "")),
        *(("half", "third", "quarter", "first", "second", "dozen") if language == "en" else ()),
    ]
    body = "|".join(sorted({re.escape(w) for w in words}, key=lambda w: (-len(w), w)))
    edge = "" if language in CJK else r"(?<!\w)"
    return re.compile(rf"\d|{edge}(?:{body})" if body else r"\d", re.IGNORECASE)


def has_number(text: str, language: str) -> bool:
    """Whether a text can hold an amount at all: a cheap test."""
    return _number_trigger(language).search(text) is not None


def _quantity(amount: Amount, article: Article, offset: int) -> Quantity:
    span = article.span(offset + amount.start, offset + amount.end)
    return Quantity(
        span=span, text=article.read(span), low=amount.low, high=amount.high, unit=amount.unit, what=amount.what,
        approximate=amount.approximate, ordinal=amount.ordinal, written=amount.written, per=amount.per,
    )  # fmt: skip


# --- ranges and scores ---------------------------------------------------------------------------------------


# --- one amount ----------------------------------------------------------------------------------------------


def _amount(text: str, numeral: Numeral, sentence: Sentence) -> Amount | None:
    language = sentence.language
    amount = Amount(
        numeral.start,
        numeral.end,
        numeral.low,
        numeral.high,
        approximate=numeral.vague,
        written=numeral.low if numeral.low == numeral.high else None,
    )
    if numeral.ordinal:
        return _ordinal(text, amount, sentence)
    if numeral.fraction:
        return _fraction(text, amount)
    amount = (
        aged(text, amount, language) or with_unit(text, amount, language) or _counted(text, amount, sentence)
    )
    amount = bounded(text, amount, numeral, language)
    if amount.unit in {"", "person"} or amount.what:
        casualty = casualty_unit(text, numeral.start, numeral.end, amount.end, language)
        if (
            casualty
            and language not in {"en", *CJK}
            and amount.what
            and amount.what.casefold() not in people(language)
        ):
            amount = replace(amount, end=numeral.end, what=None)  # the word after the number is the verb
        amount = replace(amount, unit=casualty) if casualty else amount
    return amount


def _ordinal(text: str, amount: Amount, sentence: Sentence) -> Amount | None:
    noun = counted_noun(text, amount.end, sentence, singular=True)
    if noun is None or noun.end - amount.end > 30:
        return None
    return replace(amount, end=noun.end, unit=f"ordinal {noun.lemma}", what=noun.text, ordinal=True)


def _fraction(text: str, amount: Amount) -> Amount | None:
    """Such as "half of", "two-thirds of": a share of something."""
    match = re.match(r"\s(?:of|the|its|his|her|their)\s", text[amount.end : amount.end + _NEAR])
    return replace(amount, unit="%") if match else None


def _counted(text: str, amount: Amount, sentence: Sentence) -> Amount:
    at = amount.end + (text[amount.end : amount.end + 1] == "+")
    noun = counted_noun(text, at, sentence, singular=amount.low == amount.high == 1)
    if noun is None:
        return amount
    if noun.start < amount.start:  # Swahili: "watu 15"
        return replace(amount, start=noun.start, unit=noun.lemma, what=noun.text)
    return with_rate(text, replace(amount, end=noun.end, unit=noun.lemma, what=noun.text))
