"""What a number counts: "47 opposition lawmakers" counts lawmakers.

Data way: quantities. Pure. With a parser's tokens the noun is the number's head; without, the first plural-looking
word among the next few.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from counterpoint.annotate.numerals import number_words
from counterpoint.annotate.quantity_words import PEOPLE
from counterpoint.types import Sentence, Token

_REACH = 4  # words after the number among which the noun stands
_IRREGULAR = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child", "policemen": "policeman",
    "lives": "life", "wives": "wife", "feet": "foot", "teeth": "tooth", "mice": "mouse", "police": "police", "troops": "troop",
    "wounded": "wounded", "dead": "dead", "homes": "home", "houses": "house", "buses": "bus", "cases": "case", "aircraft": "aircraft",
    "firemen": "fireman", "servicemen": "serviceman", "gunmen": "gunman", "series": "series", "species": "species", "vehicles": "vehicle",
}  # fmt: skip
_NOT_PLURAL = frozenset(
    "news politics sports athletics physics perhaps always besides across always economics ethics logistics".split()
)
_PERSONS = frozenset({"person", "people", "individual", "persons", "man and woman"})
_STOP = frozenset(
    "the a an of in on at to for by from with and or but as than is are was were be been has have had will would could said"
    " says who which that this these those it its he she they we i you his her their our not no more also when while after"
    " before during since until into over under about against between because if so then there here per each other others"
    " ago later earlier percent according including"
    " odd strong killed died injured wounded dead hurt missing".split()
)
_FUNCTION_WORDS = frozenset(  # of languages other than English; a number before one counts nothing said
    "und oder mit in im am an auf aus bei von vom zu zum für nach vor als wie nur ist sind war waren wurde wurden hat haben"
    " et ou qui que dont en dans pour par sur avec sans contre auparavant sont ont est y o con por para desde fue fueron son"
    " e ou com em no na são foram sono nel con per che и в на с из по от до за не что это был были na kwa ni ya wa ve ile dan"
    " yang di dari untuk met op te zijn van".split()
)
_RUSSIAN_ADJECTIVE = ("ых", "их", "ые", "ие", "ного", "ская", "ский")
_ADJECTIVE_END = ("al", "ic", "ous", "ive", "ful", "ese", "ian", "ish", "an")
_WORD = re.compile(r"[\s-]+(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)")
_NOUN_BEFORE = re.compile(
    r"\b((?:wa|ma|vi|mi|ny)?[^\W\d_]{3,})\s(?:[^\W\d_]+|[\d.,]+)$"
)  # Swahili counts after the noun
_CJK_NOUN = re.compile(
    r"\s?(人|名|명|사람|件|건|台|대|枚|匹|頭|棟|戸|世帯|か所|カ所|個|个|개|回|次|회|번|社|校|家|隻|辆|架|座|所|位|只|발|채|곳|つ|点|例|国|カ国|か国|개국|票|표)"
)
_CJK_UNITS = {"人": "person", "名": "person", "명": "person", "사람": "person", "位": "person"}


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun; `end` is an offset into the sentence."""

    text: str
    lemma: str
    start: int
    end: int


def counted_noun(text: str, at: int, sentence: Sentence, *, singular: bool = False) -> Noun | None:
    """Return the noun that the number ending at `at` counts, or None.

    Args:
        text: The sentence.
        at: Where the number ends in it.
        sentence: Its language and tokens.
        singular: The noun may be in the singular ("one soldier", "the third bridge").

    """
    if sentence.language in {"ja", "zh", "ko"}:
        match = _CJK_NOUN.match(text, at)
        return (
            Noun(match[1], _CJK_UNITS.get(match[1], match[1]), match.start(1), match.end()) if match else None
        )
    if sentence.language == "sw" and (before := _NOUN_BEFORE.search(text, max(0, at - 60), at)):
        if before[1].casefold() in number_words("sw"):
            return None
        return Noun(before[1], _canonical(before[1].casefold(), "sw"), before.start(1), before.end(1))
    if sentence.tokens and (noun := _by_grammar(text, at, sentence)):
        return noun
    return _by_form(text, at, sentence.language, singular=singular)


def _by_grammar(text: str, at: int, sentence: Sentence) -> Noun | None:
    offset = sentence.span.start
    number = next((t for t in sentence.tokens if t.start - offset < at <= t.end - offset), None)
    if number is None or not 0 <= number.head < len(sentence.tokens):
        return None
    head: Token = sentence.tokens[number.head]
    if (
        head is number
        or head.pos not in {"NOUN", "PROPN"}
        or not 0 < head.end - offset - at <= 48
        or head.start - offset < at
    ):
        return None
    if "," in text[at : head.start - offset]:
        return None
    word = text[head.start - offset : head.end - offset]
    return Noun(
        word,
        _canonical(_lemma(head, sentence.language), sentence.language),
        head.start - offset,
        head.end - offset,
    )


def _lemma(head: Token, language: str) -> str:
    """The noun's lemma; parsers leave names as printed ("Singaporeans")."""
    lemma = head.lemma or head.text.casefold()
    return _singular(lemma, language) if head.pos == "PROPN" else lemma


def _by_form(text: str, at: int, language: str, *, singular: bool) -> Noun | None:
    """The first plural-looking word, or the first word where none is; determiners and verbs end the search."""
    first: Noun | None = None
    position = at
    for _ in range(_REACH):
        match = _WORD.match(text, position)
        if match is None:
            break
        word = match["word"]
        low = word.casefold()
        if language == "en" and low in _STOP:
            break
        if low in {"de", "d'", "di", "of", "von", "der", "die"} and first is None:
            position = match.end()
            continue
        if (
            language == "en" and text[position : position + 1] == "-" and position == at
        ):  # "six-car", "10-member"
            return (
                Noun(word, _canonical(low, language), match.start("word"), match.end())
                if "-" not in word
                else None
            )
        noun = Noun(word, _canonical(_singular(low, language), language), match.start("word"), match.end())
        if low in people(language) or (
            language == "en" and (_is_plural(low) or re.fullmatch(r"[A-Z]{2,}s", word))
        ):
            return noun
        if low in _FUNCTION_WORDS:
            return None
        if _is_adjective(word, low, language):
            position = match.end()
            continue
        if language != "en":
            return noun if len(low) > 2 else None
        if first is None and not low.endswith(("ly", "ed", "ing")):
            first = noun
        position = match.end()
    if first is None or not singular or first.lemma.endswith(_ADJECTIVE_END):
        return first if singular and first else None
    return first


def _is_adjective(word: str, low: str, language: str) -> bool:
    """German nouns have capitals, so small words before one are its adjectives; Russian ones show by their end."""
    if language == "de":
        return word[:1].islower() and low.endswith(("e", "en", "er", "es", "em")) and low not in people("de")
    return language == "ru" and low.endswith(_RUSSIAN_ADJECTIVE)


@cache
def people(language: str) -> frozenset[str]:
    """Return the words for people, and for the dead and injured, in a language."""
    return frozenset(PEOPLE.get(language, "").split("|"))


def _is_plural(low: str) -> bool:
    return low in _IRREGULAR or (
        low not in _NOT_PLURAL and low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3
    )


def _singular(low: str, language: str) -> str:
    if language != "en":
        return low
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("ches", "shes", "xes", "sses", "zes")):
        return low[:-2]
    return low[:-1] if _is_plural(low) or (low.endswith("s") and len(low) == 3) else low


_PERSON_WORDS = frozenset(
    "menschen personen leute personnes gens personas pessoas persone mensen personen человек человека людей شخص شخصا شخصاً أشخاص watu"
    " mtu kişi kişinin orang people persons individuals individual person".split()
)


def _canonical(lemma: str, language: str) -> str:
    return "person" if lemma in _PERSON_WORDS or (language == "en" and lemma in _PERSONS) else lemma
