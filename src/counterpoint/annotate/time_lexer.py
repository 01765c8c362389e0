"""Cut a text into tokens of time: each word that may be part of a time expression gets a class and a value.

Data way: sentence text -> Tokens, which time_grammar reads. Pure; one table per language, built once.

Method: the token types of Zhong et al., "Time Expression Analysis and Recognition Using Syntactic Token Types
and General Heuristic Rules" (SynTime, ACL 2017), widened so that values can be computed and so that one
grammar serves many languages. Classes are those of `time_words`, and:

    d  weekday 0-6       m  month 1-12        Y  year            X  decade ("199X")     n  day of the month (CJK)
    G  whole date        g  day and month     K  clock "09:30"   U  a count with its unit ("2D")
    ,  -  '  punctuation _  any other word
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from counterpoint.annotate.numerals import number_words
from counterpoint.annotate.time_cjk import cjk_tokens
from counterpoint.annotate.time_words import WORDS
from counterpoint.annotate.time_words_more import MORE_WORDS
from counterpoint.dates import ascii_digits, month_names, safe_date, weekday_names

CJK = frozenset({"ja", "ko", "zh"})
_FIRST_YEAR, _LAST_YEAR = 1000, 2100  # four digits outside are counts
_ELISION = {
    "fr": r"(?:jusqu|lorsqu|quelqu|qu|[ldnscjtm])['’]|",
    "it": r"(?:(?:d|n|s)?ell|all|dall|un|quest|quell|[ldcsnmtv])['’]|",
}
_DOTTED_DAYS = frozenset({"de", "nb", "da", "fi", "cs", "sk", "sl", "hr", "et", "lv", "is"})  # "3. Oktober"
_RULES = (
    r"(?P<iso>\d{4}-\d\d-\d\d)(?!\d)"
    r"|(?P<num>(?<![\d.,/-])\d{1,2}([./-])\d{1,2}\3(?:\d{4}|\d\d)(?![\d/]|[.,]\d))"
    r"|(?P<dm>(?<![\d.,/])\d{1,2}\.\s?(?:\d{1,2})\.(?!\d))"
    r"|(?P<slash>(?<![\d.,/])\d{1,2}/\d{1,2}(?![\d/]|[.,]\d))"
    r"|(?P<clock>(?<![\d.,:])(?:[01]?\d|2[0-4])(?:[:h]|\s?[h:]\s)[0-5]\d(?::[0-5]\d)?(?!\d))"
    r"|(?P<decade>(?:(?<!\d)[12]\d)?\d0(?:['’]?s|er|-х))(?![^\W\d_])"
    r"|(?P<ordinal>(?<![\d.,])\d{1,2}(?:st|nd|rd|th|er|º|ª|°|-?го)(?![^\W\d_]))"
    r"|(?P<dotted_day>(?<![\d.,])\d{1,2}\.(?=\s?[^\W\d_]))"
    r"|(?P<number>(?<![\d.,])\d+(?:\s1/2|[.,]\d+)*)"
    r"|(?P<dotted>(?:[ap]|a\.\s?m|p\.\s?m)\.\s?m\b\.?|[ap]\.m\.?)"
)
_WORD = r"|(?P<word>{elision}[^\W\d_]+\.?)|(?P<mark>[,/\-–—'’])|(?P<other>[^\w\s])"
_DAY_PARTS = (
    "abend",
    "morgen",
    "nachmittag",
    "nacht",
    "mittag",
    "vormittag",
    "früh",
    "avond",
    "ochtend",
    "middag",
)
_CAPITALISE = frozenset({"en", "de", "id", "sw", "tr"})  # months have a capital, or are other words
SHORT_NAMES = frozenset({"sept", "janv", "févr", "juil", "sett", "нояб", "февр", "сент"})
_AMBIGUOUS = frozenset({"may", "march", "mars", "marzo", "augustus", "mai", "mei"})


_Phrases = dict[tuple[str, ...], list[tuple[tuple[str, ...], str, str]]]  # (words, class, value)


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its class; offsets into the text that was cut."""

    cls: str
    val: str
    start: int
    end: int
    low: str  # the word, casefolded
    ambiguous: bool = False  # a month's name or abbreviation that is also another word


def cut(text: str, language: str) -> list[Token]:
    """Return the tokens of a text, in order."""
    plain = ascii_digits(text)
    if language in CJK:
        return cjk_tokens(plain, language, Token)
    raw = list(_raw_tokens(plain, language))
    return list(_join_phrases(raw, language))


def has_trigger(text: str, language: str) -> bool:
    """Whether a text can hold a time expression at all: a cheap test that most sentences fail."""
    return _triggers(language).search(text) is not None


@cache
def vocabulary(language: str) -> dict[str, str]:
    """Return the words of a language by class, in the notation of `time_words`."""
    return WORDS.get(language) or MORE_WORDS.get(language) or {}


@cache
def _triggers(language: str) -> re.Pattern[str]:
    if language in CJK:
        return re.compile(r"[\d年月日前後次今昨明週周曜翌先去昔年주일월어오내작올지난다음초분시]")
    words = {w for c in "tupsPQFSh" for w in _entries(vocabulary(language).get(c, ""))}
    words |= set(weekday_names(language)) | set(month_names(language))
    firsts = {next((w.group() for w in re.finditer(r"[^\W\d_]+", word)), word) for word in words}
    body = "|".join(sorted(map(re.escape, firsts), key=lambda w: (-len(w), w)))
    left = r"(?<![^\W\d_])" if language != "ar" else ""
    right = r"s?(?![^\W\d_])" if language != "ar" else ""  # "Tuesdays"
    return re.compile(rf"\d|{left}(?:{body}){right}", re.IGNORECASE)


def _entries(packed: str) -> dict[str, str]:
    return {key: value for key, _, value in (part.partition("=") for part in packed.split("|")) if key}


@cache
def _lexicon(
    language: str,
) -> tuple[dict[str, tuple[str, str]], _Phrases]:
    """Single words to (class, value), and phrases by their first two words, longest first."""
    words: dict[str, tuple[str, str]] = {}
    phrases: _Phrases = {}
    for cls, packed in vocabulary(language).items():
        for key, value in _entries(packed).items():
            parts = tuple(low for _, _, low, _ in _raw(key, language))
            if len(parts) == 1:
                words.setdefault(parts[0], (cls, value))
            else:
                phrases.setdefault(parts[:2], []).append((parts, cls, value))
    for name, number in month_names(language).items():
        _add_name(name, ("m", str(number)), words, phrases, language)
    for name, number in weekday_names(language).items():
        if len(name) > 3:
            _add_name(name, ("d", str(number)), words, phrases, language)
    for word, count in number_words(language).items():
        words.setdefault(word, ("N", f"{count:g}"))
    for options in phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    return words, phrases


def _add_name(
    name: str,
    entry: tuple[str, str],
    words: dict[str, tuple[str, str]],
    phrases: _Phrases,
    language: str,
) -> None:
    parts = tuple(low for _, _, low, _ in _raw(name, language))
    if len(parts) == 1:
        words[parts[0]] = entry
    elif parts:
        phrases.setdefault(parts[:2], []).append((parts, *entry))


@cache
def _tokenizer(language: str) -> re.Pattern[str]:
    rules = _RULES if language in _DOTTED_DAYS else _RULES.replace("dotted_day>", "dotted_day>(?!)")
    return re.compile(rules + _WORD.format(elision=_ELISION.get(language, "")), re.IGNORECASE)


def _raw(text: str, language: str) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, casefolded, kind) of each token; final dots stay only on abbreviations."""
    for match in _tokenizer(language).finditer(text):
        start, end = match.span()
        kind = match.lastgroup or "other"
        word = match.group()
        if kind == "word" and word.endswith("."):
            word = word[:-1]
            end -= 1
        yield start, end, word.casefold().replace("’", "'"), kind


def _raw_tokens(text: str, language: str) -> Iterator[Token]:
    words, _ = _lexicon(language)
    for start, end, low, kind in _raw(text, language):
        if kind == "word":
            cls, val = words.get(low) or _inflected(low, language, words)
            ambiguous, stop = False, end
            if low == "minggu" and language == "id" and not text[start].isupper():
                cls, val = "u", "W"  # Sunday has a capital, a week has none
            if cls == "m":
                small = language in _CAPITALISE and not text[start].isupper()
                if small and (low in _AMBIGUOUS or language != "en"):
                    cls, val = "_", ""
                short = len(low) <= 3 or low in SHORT_NAMES
                ambiguous = low in _AMBIGUOUS or short or small
                stop = end + 1 if short and low not in _AMBIGUOUS and text[end : end + 1] == "." else end
            yield Token(cls, val, start, stop, low, ambiguous)
        else:
            cls, val = _number_token(low, kind, language)
            yield Token(cls, val, start, end, low)


def _inflected(low: str, language: str, words: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """Plural weekdays in English; words behind an Arabic prefix; else a plain word."""
    if language == "en" and low.endswith("s") and words.get(low[:-1], ("", ""))[0] == "d":
        return "S", f"XXXX-WXX-{int(words[low[:-1]][1]) + 1}"
    if language in {"de", "nl"}:  # "Dienstagabend"
        for part in _DAY_PARTS:
            if low.endswith(part) and words.get(low.removesuffix(part), ("", ""))[0] == "d":
                return words[low.removesuffix(part)]
    if language == "ar" and low[:1] in "وبلفك" and low[1:] in words:
        return words[low[1:]]
    if language == "ar" and low[:1] in "وفب" and low[1:2] == "ل" and "ا" + low[1:] in words:
        return words["ا" + low[1:]]
    return "_", ""


def _number_token(low: str, kind: str, language: str) -> tuple[str, str]:
    if kind == "number":
        if low.isdigit():
            if len(low) == 4 and _FIRST_YEAR <= int(low) <= _LAST_YEAR:
                return "Y", low
            return "N", str(int(low)) if len(low) < 16 else "0"
        if re.fullmatch(r"\d{1,9}\s1/2", low):
            return "N", low.split(maxsplit=1)[0] + ".5"
        return ("N", low.replace(",", ".")) if re.fullmatch(r"\d+[.,]\d{1,2}", low) else ("_", "")
    if kind in {"ordinal", "dotted_day"}:
        return "O", re.sub(r"\D", "", low)
    if kind == "clock":
        hour, minute, *second = re.findall(r"\d+", low)
        return "K", f"{int(hour):02}:{minute}" + (f":{second[0]}" if second else "")
    if kind == "decade":
        digits = re.sub(r"\D", "", low)
        century = "" if len(digits) == 4 else ("20" if digits[0] in "012" else "19")
        return "X", f"{century}{digits[:-1]}X"
    if kind in {"iso", "num", "dm", "slash"}:
        return _date_token(low, kind, language)
    if kind == "dotted":
        return "A", low[0]
    return (low.replace("–", "-").replace("—", "-"), "") if kind == "mark" else ("_", "")


def _date_token(low: str, kind: str, language: str) -> tuple[str, str]:
    """A date in digits: "G" with its ISO value, or "g" with month-day; "_" where the order is open."""
    numbers = [int(n) for n in re.findall(r"\d+", low)]
    if kind == "iso":
        day = safe_date(*numbers)
        return ("G", day.isoformat()) if day else ("_", "")
    first, second = numbers[0], numbers[1]
    if kind == "slash":  # "22/04", but not "3/4" nor "24/7"
        sure = (
            language != "en"
            and safe_date(2024, second, first)
            and (second >= 10 or "/0" in low or first > 12)
        )
        return ("g", f"{second:02}-{first:02}") if sure and low != "24/7" else ("_", "")
    if kind == "dm":
        return (
            ("g", f"{second:02}-{first:02}")
            if language != "en" and safe_date(2000, second, first)
            else ("_", "")
        )
    year = numbers[2] + (0 if numbers[2] > 99 else 2000 if numbers[2] < 70 else 1900)
    day_first, month_first = safe_date(year, second, first), safe_date(year, first, second)
    chosen = (month_first or day_first) if language == "en" and "." not in low else (day_first or month_first)
    return ("G", chosen.isoformat()) if chosen else ("_", "")


def _join_phrases(raw: list[Token], language: str) -> Iterator[Token]:
    """Merge the tokens of known phrases, and tens with units ("twenty-five")."""
    _, phrases = _lexicon(language)
    at = 0
    while at < len(raw):
        token = raw[at]
        step = 1
        follower = raw[at + 1].low if at + 1 < len(raw) else ""
        for parts, cls, val in phrases.get((token.low, follower), ()):
            if tuple(t.low for t in raw[at : at + len(parts)]) == parts:
                step = len(parts)
                token = Token(cls, val, token.start, raw[at + step - 1].end, " ".join(parts))
                break
        if step == 1 and token.cls == "N" and token.low.isalpha() and at + 2 < len(raw):
            token, step = _join_tens(raw, at)
        yield token
        at += step


def _join_tens(raw: list[Token], at: int) -> tuple[Token, int]:
    token, hyphen, unit = raw[at : at + 3]
    value = float(token.val)
    if hyphen.cls == "-" and value in range(20, 100, 10) and unit.low.isalpha():
        if unit.cls == "N" and float(unit.val) < 10:
            return Token("N", f"{value + float(unit.val):g}", token.start, unit.end, token.low), 3
        if unit.cls == "O" and float(unit.val) < 10:
            return Token("O", f"{value + float(unit.val):g}", token.start, unit.end, token.low), 3
    return token, 1
