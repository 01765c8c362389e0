"""Find the numbers of a text, in digits and words, with their multipliers: "2.3 million", "twenty-five", "3万".

Data way: sentence text -> Numerals, which quantities reads. Pure; one pattern per language, built once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from counterpoint.annotate.numerals import number_words
from counterpoint.annotate.quantity_words import MULTIPLIERS, SEPARATORS, VAGUE
from counterpoint.annotate.time_cjk import han_number

CJK = frozenset({"ja", "ko", "zh"})
_ORDINALS = {
    word: float(n)
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_FRACTIONS = {
    "half": 1 / 2, "a third": 1 / 3, "one third": 1 / 3, "one-third": 1 / 3, "two thirds": 2 / 3, "two-thirds": 2 / 3,
    "a quarter": 1 / 4, "one quarter": 1 / 4, "one-quarter": 1 / 4, "three quarters": 3 / 4, "three-quarters": 3 / 4,
    "a fifth": 1 / 5, "one-fifth": 1 / 5, "one in five": 1 / 5, "one in three": 1 / 3, "one in four": 1 / 4, "one in ten": 1 / 10,
}  # fmt: skip
_LONGEST = 18  # digits beyond this are no amount


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text; offsets into that text."""

    start: int
    end: int
    low: float
    high: float
    digits: bool = True  # in digits, not words
    vague: bool = False  # "several", "dozens"
    ordinal: bool = False
    fraction: bool = False  # "a third": a share
    scaled: bool = False  # a multiplier word was read: "5 million"


def find_numerals(text: str, language: str) -> list[Numeral]:
    """Return the numbers of a text in order; digits inside names and codes ("F-16", "G20") are no numbers."""
    found: list[Numeral] = []
    end = 0
    for match in _pattern(language).finditer(text):
        if match.start() < end:
            continue
        numeral = _read(match, language)
        if numeral is None:
            continue
        numeral = _scale(text, numeral, language)
        found.append(numeral)
        end = numeral.end
    return found


def read_digits(digits: str, language: str) -> float | None:
    """Return the value of a number in digits, read with the language's separators: "1.200" is 1200 in German.

    None where the separators make no number.
    """
    compact = re.sub(r"[ \u00a0\u202f'’]", "", digits)
    if sum(c.isdigit() for c in compact) > _LONGEST:
        return None
    thousands, decimal = SEPARATORS.get(language, (",", "."))
    if "." in compact and "," in compact:  # two kinds: the last one is the decimal
        decimal = "." if compact.rfind(".") > compact.rfind(",") else ","
        thousands = "," if decimal == "." else "."
    elif thousands == " ":
        thousands = "." if decimal == "," else ","
    if decimal == "," and re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+", compact):
        thousands, decimal = ",", "."  # written as in English; three decimals are rare in news
    groups = compact.split(thousands)
    whole = "".join(groups) if len(groups) > 1 and _grouped(groups, decimal) else None
    if len(groups) > 1 and whole is None:
        if (
            len(groups) == 2 and decimal not in compact
        ):  # the other convention: "3.5 Prozent" copied from English
            return float(f"{groups[0]}.{groups[1]}")
        return None
    plain = (whole or compact).replace(decimal, ".")
    return float(plain) if plain.count(".") <= 1 and plain[:1].isdigit() else None


def _grouped(groups: list[str], decimal: str) -> bool:
    tail = groups[-1].split(decimal)[0]
    return 1 <= len(groups[0]) <= 3 and all(len(g) in {2, 3} for g in groups[1:-1]) and len(tail) == 3


@cache
def entries(packed: str) -> dict[str, str]:
    """Unpack "word=value|word=value", casefolded."""
    return {k.casefold(): v for k, _, v in (part.partition("=") for part in packed.split("|")) if k}


@cache
def _multipliers(language: str) -> dict[str, float]:
    return {k: float(v) for k, v in entries(MULTIPLIERS.get(language, "")).items()}


@cache
def _vague(language: str) -> dict[str, tuple[float, float]]:
    table = {}
    for word, span in entries(VAGUE.get(language, "")).items():
        low, _, high = span.partition("..")
        table[word] = (float(low), float(high))
    return table


def _alternatives(words: Iterator[str] | dict[str, float] | dict[str, tuple[float, float]]) -> str:
    return (
        "|".join(re.escape(w).replace(r"\ ", r"\s") for w in sorted(words, key=lambda w: (-len(w), w)))
        or "(?!)"
    )


@cache
def _pattern(language: str) -> re.Pattern[str]:
    spaced = (
        r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|"
        if SEPARATORS.get(language, ",")[0] == " "
        else ""
    )
    if language in CJK:
        digits = r"(?<![A-Za-z\d.,])(?:\d+(?:[.,]\d+)*(?:\s?[千万萬億亿兆百천만억조])*)+|(?<![A-Za-z])[〇一二三四五六七八九十百千万億两兩]{1,8}(?=人|名|年|月|日|時|时|分|歳|岁|件|个|個|円|元|つ|回|台|カ|か)"
        return re.compile(rf"(?P<vague>{_alternatives(_vague(language))})|(?P<digits>{digits})")
    digits = rf"(?<![\w.,/])(?<![^\W\d_][-‐])(?:{spaced}\d+(?:[.,]\d+)*)(?![\d/]|[.,]\d|:\d)"
    words = dict(number_words(language))
    if language == "en":
        words |= dict.fromkeys(("dozen",), 12.0)
    word = _alternatives(words)
    joiner = {
        "en": r"(?:[\s-](?:and\s)?)",
        "es": r"(?:\s(?:y\s)?)",
        "pt": r"(?:\s(?:e\s)?)",
        "sw": r"(?:\s(?:na\s)?)",
        "ar": r"(?:\sو?)",
    }.get(language, r"[\s-]")
    ordinal = r"\d{1,3}(?:st|nd|rd|th)\b|\b(?:" + "|".join(_ORDINALS) + r")\b" if language == "en" else "(?!)"
    fraction = rf"\b(?:{_alternatives(_FRACTIONS)})\b(?!-)" if language == "en" else "(?!)"
    return re.compile(
        rf"(?P<fraction>{fraction})|(?P<vague>(?<!\w)(?:{_alternatives(_vague(language))})(?!\w))|(?P<ordinal>{ordinal})"
        rf"|(?P<digits>{digits})|(?P<words>(?<![\w-])(?:{word})(?:{joiner}(?:{word}))*(?!\w))",
        re.IGNORECASE,
    )


def _read(match: re.Match[str], language: str) -> Numeral | None:
    start, end = match.span()
    raw = match.group()
    kind = match.lastgroup
    if kind == "vague":
        low, high = _vague(language)[re.sub(r"\s+", " ", raw.casefold())]
        return Numeral(start, end, low, high, digits=False, vague=True)
    if kind == "fraction":
        share = 100 * _FRACTIONS[re.sub(r"\s+", " ", raw.casefold())]
        return Numeral(start, end, share, share, digits=False, fraction=True)
    if kind == "ordinal":
        rank = _ORDINALS.get(raw.casefold()) or float(re.sub(r"\D", "", raw) or 0)
        return Numeral(start, end, rank, rank, digits=raw[0].isdigit(), ordinal=True)
    if kind == "digits":
        value = _read_cjk(raw) if language in CJK else read_digits(raw, language)
        return None if value is None else Numeral(start, end, value, value, digits=raw[:1].isdigit())
    value = _read_words(raw, language)
    return Numeral(start, end, value, value, digits=False)


def _read_words(raw: str, language: str) -> float:
    """Such as "two hundred and fifty": what is above 99 multiplies what stands before it (after it, in Swahili)."""
    table = number_words(language)
    total = current = 0.0
    for word in re.findall(r"[^\W\d_]+", raw.casefold()):
        if word == "dozen":
            current = (current or 1) * 12
        value = table.get(word)
        if value is None:
            continue
        if value >= 1000 and language != "sw":
            total += (current or 1) * value
            current = 0
        elif value == 100 and language != "sw":
            current = (current or 1) * 100
        elif language == "sw" and current >= 100 and value < 100 and current in {100, 1000}:
            total += current * value
            current = 0
        elif language == "sw" and value >= 100:
            total, current = total + current, value
        else:
            current += value
    return total + current


def _read_cjk(raw: str) -> float | None:
    """Such as "1億2000万", "3.5万", "二十三": groups by myriads."""
    scale = {"万": 1e4, "萬": 1e4, "만": 1e4, "億": 1e8, "亿": 1e8, "억": 1e8, "兆": 1e12, "조": 1e12}
    small = {"千": 1e3, "천": 1e3, "百": 1e2}
    if not raw[0].isdigit():
        parts = re.split(r"([万萬億亿兆])", raw)
        numbers = [han_number(p) if p else None for p in parts[::2]]
        if any(n is None and p for n, p in zip(numbers, parts[::2], strict=False)):
            return None
        return sum(
            (n if n is not None else int(bool(s))) * (scale.get(s, 1.0) if s else 1.0)
            for n, s in zip(numbers, [*parts[1::2], ""], strict=False)
        )
    total = 0.0
    for digits, marks in re.findall(r"(\d+(?:[.,]\d+)*)(\D*)", raw):
        value = read_digits(digits, "en")
        if value is None:
            return None
        for mark in marks:
            value *= scale.get(mark) or small.get(mark) or 1.0
        total += value
    return total


def _scale(text: str, numeral: Numeral, language: str) -> Numeral:
    """Read the multiplier word after a number: "2.3 million", "£5bn", "12 Mio."."""
    table = _multipliers(language)
    if not table or numeral.ordinal or numeral.fraction or language in CJK:
        return numeral
    match = _after_multiplier(language).match(text, numeral.end)
    if match is None:
        return numeral
    word = re.sub(r"\s+", " ", match[1].casefold())
    if len(word) == 1 and not (numeral.digits and numeral.start and text[numeral.start - 1] in "$€£¥₩₹"):
        return numeral  # "5m" is five metres unless money
    factor = table[word]
    return replace(
        numeral, end=match.end(1), low=numeral.low * factor, high=numeral.high * factor, scaled=True
    )


@cache
def _after_multiplier(language: str) -> re.Pattern[str]:
    return re.compile(rf"[\s-]?({_alternatives(_multipliers(language))})(?!\w)", re.IGNORECASE)
