"""Titles and offices: which words they are, and the one that stands before a name.

Data way: annotate.names and its rule modules ask. Pure.
"""

from __future__ import annotations

import re
from functools import cache

import regex

from counterpoint.annotate import name_tables as tables
from counterpoint.places import is_national, is_territory
from counterpoint.text import fold

_TOKEN = re.compile(r"\S+")


def role_before(text: str, low: int, start: int, language: str) -> str | None:
    """The title or office that stands straight before a name, as printed; None where none does.

    Args:
        text: The article's text.
        low: Where the sentence begins.
        start: Where the name begins.
        language: BCP 47 primary subtag.

    """
    left = text[max(low, start - _ROLE_REACH) : start]
    if not any(
        is_title(w, language) for w in _TOKEN.findall(left)[-_ROLE_WORDS:]
    ):  # the pattern is slow to fail
        return None
    match = _role_pattern(language).search(left)
    if match is None:
        return None
    role = str(match["role"]).strip().removeprefix("new ")
    of = _OF_WHERE.search(role)
    if of and is_territory(
        (of[1] + match["between"]).strip(" ,"), language
    ):  # "presidente da Coreia do Sul,"
        return role[: of.start()]
    return role if _says_where(match["between"], language) else None


_OF_WHERE = re.compile(r"\s(?:d[aeiou]s?|del|della|dei|degli)\s(\S.*)$")


def _says_where(between: str, language: str) -> bool:
    """Whether the words between a title and a name only say of which country: "da Coreia do Sul,", "japonaise"."""
    found = [w.strip(",") for w in between.split()]
    if found and all(w.lower() in tables.NAME_PARTICLES | tables.TITLE_PARTICLES for w in found):
        return False  # "ministra de | Transportes": the name is what the office is of
    while found and found[0].lower() in tables.NAME_PARTICLES | tables.TITLE_PARTICLES:
        found = found[1:]
    return is_territory(" ".join(found), language) or all(
        w.lower() in tables.NAME_PARTICLES or is_territory(w, language) or is_national(w, language)
        for w in found
    )


# "of State", "de Transportes", "des Affaires étrangères", "dell'Interno": what a minister is minister of.
_OF_ENGLISH = r"(?:\s(?:of|for)\s(?:the\s)?(?-i:\p{Lu})[\p{L}.]+(?:\s(?:and\s)?(?-i:\p{Lu})[\p{L}.]+){0,2})?"
_OF_ROMANCE = (
    r"(?:\s(?:d[eou]s?|da|del|della|dei|degli|dell['’]|d['’])\s?(?:la |los |las |l['’])?(?-i:\p{Lu})\p{L}+"
    r"(?:,? (?:y |e |et )?\p{L}+){0,2}?)?"
)
_OF = {"en": _OF_ENGLISH} | dict.fromkeys(("fr", "es", "pt", "it", "ca", "ro"), _OF_ROMANCE)
_ROLE_WORDS = 7  # and the words in which its head stands
_ROLE_REACH = 90  # characters before a name in which its title stands


@cache
def _role_pattern(language: str) -> regex.Pattern[str]:
    heads = "|".join(
        regex.escape(h).replace(r"\*", r"\p{L}*").replace(r"\-", "[- ]")
        for h in sorted(tables.TITLES.get(language, tables.TITLES["en"]).split(), key=lambda w: (-len(w), w))
    )
    modifiers = "|".join(
        regex.escape(m) for m in sorted(tables.ROLE_MODIFIERS.get(language, "ex-").split(), reverse=True)
    )
    of = _OF.get(language, "")
    between = r"(?P<between>)" if language == "en" else r"(?P<between>(?:[ ,]+[\p{L}’'-]+){0,4})"
    return regex.compile(
        rf"(?<![\p{{L}}\p{{N}}])(?P<role>(?:(?:{modifiers})[- ]){{0,4}}(?:{heads})(?![\p{{L}}\p{{N}}]){of}){between},?\s$",
        regex.IGNORECASE,
    )


@cache
def is_title(word: str, language: str) -> bool:
    """Whether a word is the head of a title in the language (or in English)."""
    bare = fold(word).lower().rstrip(",")
    return any(
        _title_words(code).fullmatch(bare) is not None for code in {language, "en"} if code in tables.TITLES
    )


@cache
def _title_words(language: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(h).replace(r"\*", r"\w*") for h in tables.TITLES[language].split()))


@cache
def is_modifier(word: str, language: str) -> bool:
    """Whether a word may stand before a title within one role: "Prime", "deputy"."""
    return word.lower() in tables.ROLE_MODIFIERS.get(language, "").split()
