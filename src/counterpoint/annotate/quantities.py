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
from counterpoint.annotate.quantity_nouns import counted_noun, people
from counterpoint.annotate.quantity_numbers import CJK, Numeral, entries, find_numerals
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
        if second and (score := _score(text, first, second)):
            amounts += score
            at += 2
            continue
        joined = _range(text, first, second, language) if second else None
        amount = _amount(text, joined or first, sentence)
        if amount and not (joined is None and _is_label(text, first, amount, language)):
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


def _score(text: str, first: Numeral, second: Numeral) -> list[Amount] | None:
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


def _range(text: str, first: Numeral, second: Numeral, language: str) -> Numeral | None:
    """Such as "6, 8 hours", "10-15", "two to three", "between 5 and 10"."""
    if first.vague or second.vague or first.ordinal or second.ordinal or first.fraction or second.fraction:
        return None
    gap = text[first.end : second.start].strip().casefold()
    words = data.RANGE_WORDS.get(language, "").split("|")
    low = first.low
    if second.scaled and not first.scaled and low < second.low / 1000:  # "2 to 3 million"
        low *= second.high / _unscaled(text, second, language)
    if low >= second.high:
        return None
    before = text[max(0, first.start - 12) : first.start].casefold()
    opened = re.search(
        rf"(?:^|\s)(?:{data.BETWEEN.get(language, '(?!)')})\s(?:\S{{1,4}}\s)?$", before
    ) or re.search(
        r"\b(?:aged?|ages)(?: of| around| between| from){0,2}\s$",
        text[max(0, first.start - _NEAR) : first.start],
    )
    symbol = gap in {"-", "–", "—", "~", "～", "〜"}
    plain = gap in words and gap not in {
        "and",
        "or",
        "und",
        "oder",
        "et",
        "ou",
        "y",
        "o",
        "e",
        "en",
        "of",
        "и",
        "или",
        "na",
        "au",
        "dan",
    }
    alternative = gap in {"or", "oder", "ou", "o", "of", "или", "au"} and second.high <= 2 * low + 2
    listed = gap in {",", "、"} and low > 0 and second.high <= 4 * low and _has_unit(text, second, language)
    if (
        symbol
        or (plain and (opened or second.scaled or _has_unit(text, second, language)))
        or alternative
        or listed
        or (opened and gap in words)
    ):
        return replace(first, end=second.end, low=low, high=second.high, scaled=second.scaled)
    return None


def _unscaled(text: str, numeral: Numeral, language: str) -> float:
    plain = find_numerals(re.sub(r"[^\d.,]+$", "", text[numeral.start : numeral.end]), language)
    return plain[0].low if plain and plain[0].low else numeral.low


def _has_unit(text: str, numeral: Numeral, language: str) -> bool:
    return _unit_pattern(language).match(text, numeral.end) is not None or language in CJK


def _is_label(text: str, numeral: Numeral, amount: Amount, language: str) -> bool:
    """Whether digits are part of a name or a reference: "Flight 123", "No. 4", "Article 5", a page, a code."""
    if numeral.vague and not amount.unit:
        return True
    if amount.unit and amount.unit != amount.what and amount.what is None:
        return False
    if amount.what in _STREETS:
        return True
    after = text[numeral.end : numeral.end + 5]
    if (
        language not in CJK
        and numeral.digits
        and amount.end == numeral.end
        and re.match(r"[^\W\d_]|\s(?:GMT|UTC)", after)
    ):
        return True  # "18C", "2353 GMT"
    if (
        not numeral.digits
        and numeral.low == numeral.high == 1
        and language in _ARTICLE_IS_ONE
        and amount.what
    ):
        return True
    before = text[max(0, numeral.start - _NEAR) : numeral.start].rstrip()
    if (
        not numeral.digits
        and not amount.unit
        and (numeral.low == 1 or before.casefold().endswith((" the", "the")))
    ):
        return True  # "one", "the two": they stand for what was named before
    glued = text[numeral.start - 1 : numeral.start] in {"#", "-", "/", "+", "@"} and numeral.start > 0
    if not numeral.digits:
        return glued or (language == "en" and numeral.low == 1 and _is_pronoun(text, numeral))
    word = re.search(r"(\w+)\.?$", before)
    named = word is not None and word[1][:1].isupper() and not amount.what and len(word[1]) > 1
    sentence_start = word is not None and numeral.start < _NEAR and not before[: word.start()].strip()
    numbered = word is not None and word[1].casefold() in {
        "no",
        "nr",
        "number",
        "article",
        "section",
        "chapter",
        "page",
        "route",
        "flight",
        "room",
    }
    return glued or numbered or (named and not sentence_start and amount.unit in {"", amount.what})


def _is_pronoun(text: str, numeral: Numeral) -> bool:
    """Whether "one" is a pronoun: "one of", "no one", "the one who"."""
    after = text[numeral.end : numeral.end + 12].casefold()
    before = text[max(0, numeral.start - 8) : numeral.start].casefold()
    return bool(
        re.match(r"\s(?:of|another|who|that|day|by|thing|can|is|was|way|side|hand)\b|[.,;:!?]|$", after)
        or re.search(r"(?:no|any|every|some|this|that|the|each|at)\s$", before)
    )


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
        aged(text, amount, language) or _with_unit(text, amount, language) or _counted(text, amount, sentence)
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


@cache
def _units(language: str) -> dict[str, tuple[str, str]]:
    table = {**entries(data.UNITS[""]), **entries(data.UNITS.get(language, ""))}
    return {
        word: (factor, unit) for word, (factor, _, unit) in ((w, v.partition(":")) for w, v in table.items())
    }


@cache
def _unit_pattern(language: str) -> re.Pattern[str]:
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


def _with_unit(text: str, amount: Amount, language: str) -> Amount | None:
    """Money by a sign before, a unit after, or a unit before (Swahili, and "magnitude 6.2")."""
    sign = _SIGN.search(text[max(0, amount.start - 6) : amount.start])
    if sign:
        start = amount.start - len(sign.group())
        return _per(text, replace(amount, start=start, unit=data.CURRENCY_SIGNS[sign[1].casefold()]))
    before = text[max(0, amount.start - 30) : amount.start]
    if _MAGNITUDE.search(before) or re.match(r"[-\s]magnitude\b", text[amount.end : amount.end + _NEAR]):
        return replace(amount, unit="magnitude")
    unit = _unit_pattern(language).match(text, amount.end)
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
    return _per(text, _convert(replace(amount, end=unit.end()), factor, name))


def _convert(amount: Amount, factor: str, unit: str) -> Amount:
    if factor == "F":
        low, high = (amount.low - 32) / 1.8, (amount.high - 32) / 1.8
    else:
        low, high = amount.low * float(factor), amount.high * float(factor)
    for small, big in (("m", "km"), ("kg", "tonne"), ("MW", "GW")):
        if unit == small and low >= 1000:
            low, high, unit = low / 1000, high / 1000, big
    return replace(amount, low=round(low, 6), high=round(high, 6), unit=unit)


def _per(text: str, amount: Amount) -> Amount:
    match = _PER.match(text, amount.end)
    return replace(amount, per=match[1] or {"h": "hour"}.get(match[2], match[2])) if match else amount


def _counted(text: str, amount: Amount, sentence: Sentence) -> Amount:
    at = amount.end + (text[amount.end : amount.end + 1] == "+")
    noun = counted_noun(text, at, sentence, singular=amount.low == amount.high == 1)
    if noun is None:
        return amount
    if noun.start < amount.start:  # Swahili: "watu 15"
        return replace(amount, start=noun.start, unit=noun.lemma, what=noun.text)
    return _per(text, replace(amount, end=noun.end, unit=noun.lemma, what=noun.text))
