"""Names in scripts with capital letters: sequences of capitals, cut at titles, and the role before a name.

Data way: one sentence -> Candidates. Pure.

Rules, not a model: a tagger, where one reads the language, is heard first (names.py) and corrected by these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import regex

from counterpoint.annotate import name_tables as tables
from counterpoint.annotate.name_roles import is_modifier, is_title, role_before
from counterpoint.places import is_territory, population
from counterpoint.text import fold
from counterpoint.types import EntityKind

PERSON, ORGANISATION, PLACE, WORK, EVENT = (
    EntityKind.PERSON,
    EntityKind.ORGANISATION,
    EntityKind.PLACE,
    EntityKind.WORK,
    EntityKind.EVENT,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible name: offsets into the article's text, and votes for its kind."""

    start: int
    end: int
    text: str
    votes: tuple[tuple[EntityKind, float], ...] = ()
    role: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    lower: str = field(default="")


_CAPITAL = r"(?:\p{Lu}\.(?:\p{Lu}\.)*|\p{Lu}[\p{L}\p{M}\p{N}]*(?:[-’'&]\p{L}[\p{L}\p{M}\p{N}]*)*|(?:al|el|an|as|bin)-\p{Lu}\p{L}+)"
_SMALL = "|".join(sorted(tables.NAME_PARTICLES | tables.TITLE_PARTICLES, key=lambda w: (-len(w), w)))
_SEQUENCE = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}]){_CAPITAL}(?:[ ](?:(?:{_SMALL})[ ]){{0,2}}{_CAPITAL}){{0,9}}(?![\p{{L}}\p{{N}}])"
)
_TOKEN = re.compile(r"\S+")
_ARTICLES = frozenset(
    ["der", "die", "das", "dem", "den", "des", "la", "le", "les", "los", "las", "ter", "ten"]
)
_HEADS = tables.ORGANISATION_HEADS | tables.PLACE_HEADS | tables.EVENT_HEADS
_ELISION = re.compile(r"(?:[LD]|Qu|Dell|All|Nell|Un)['’](?=[^\W\d_a-z])")  # "L'Italie", not "O'Hara"
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")

# Weights of the votes. A title beats a tagger, a gazetteer's state beats both; calibrated by eye on the names of
# 100 wikinews articles (cluster_wikinews_sources), then left alone.
_BY_TITLE = 5.0
_BY_HEAD = 4.0
_BY_LIST = 6.0
_BY_STATE = 6.0
_BY_CITY = 1.5
_BY_TOWN = 0.6
_BY_GIVEN_NAME = 2.0
_BY_SAYING = 1.0
_BY_SHAPE = 0.5
_LARGE_CITY = 500_000

_LOCATIVE = re.compile(
    r"\b(?:in|at|near|from|to|outside|across|en|em|à|a|au|aux|nach|aus|bei|te|uit|w|we|z|do|katika|nchini|mjini|в|во|из|из-за|у|dans|desde|hasta|no|na|nel|nella)\s$",
    re.IGNORECASE,
)
# Languages where common nouns take capitals: a bare sequence says nothing there.
_NOUNS_CAPITAL = frozenset(["de"])


def candidates(
    text: str, start: int, end: int, language: str, *, lower: frozenset[str], tagged: bool
) -> list[Candidate]:
    """Return the possible names of one sentence.

    Args:
        text: The article's text.
        start: Where the sentence begins in it.
        end: Where it ends.
        language: BCP 47 primary subtag.
        lower: Words that the article also has in lower case, so that their capital says nothing.
        tagged: Whether a tagger read the sentence; then a sequence without any evidence is left to it.

    """
    found: list[Candidate] = []
    for match in _SEQUENCE.finditer(text, start, end):
        opens = not text[start : match.start()].strip(" \"'“‘«„—-")
        words = [
            _word(text, match.start() + m.start(), match.start() + m.end()) for m in _TOKEN.finditer(match[0])
        ]
        parts = _parts(words, language, opens=opens, lower=lower)
        for part in (p for whole in parts for p in _without_country(whole, language)):
            candidate = _judge(text, part, start, end, language, tagged=tagged)
            if candidate:
                found.append(candidate)
    return found


@cache
def _openers(language: str) -> frozenset[str]:
    return frozenset(tables.SENTENCE_OPENERS.get(language, tables.SENTENCE_OPENERS["en"]).split())


@cache
def _saying(language: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, tables.SAYING.get(language, "said").split())))


def is_demonym(word: str) -> bool:
    """Whether a capitalised word is an adjective or inhabitant of a country, not its name."""
    return word.lower() in tables.DEMONYMS


def _word(text: str, start: int, end: int) -> _Word:
    elided = _ELISION.match(text, start, end)
    start = elided.end() if elided else start
    raw = text[start:end]
    bare = _POSSESSIVE.sub("", raw)
    return _Word(start, start + len(bare), bare, fold(bare).lower())


def _parts(words: list[_Word], language: str, *, opens: bool, lower: frozenset[str]) -> Iterator[list[_Word]]:
    """Cut a sequence into names: at days and demonyms, after titles, at small words no organisation explains."""
    office = _office(words, language)
    if office:
        yield from _parts(words[: office[0]], language, opens=opens, lower=lower)
        yield words[office[0] : office[1]]
        words = words[office[1] :]
    part: list[_Word] = []
    for n, word in enumerate(words):
        first = opens and n == 0
        if part and word.text in tables.KNOWN_ORGANISATIONS and part[-1].lower in tables.ORGANISATION_HEADS:
            yield from _kept(part)
            part = []
        if _ends_name(word, language, first=first, lower=lower) or (
            word.lower in tables.TITLE_PARTICLES and not _joins(part, word, language)
        ):
            yield from _kept(part)
            part = []
        elif is_title(word.text, language) and _parts_here(part, word, last=n + 1 == len(words)):
            yield from _kept(_without_modifiers(part, language))
            part = []
        else:
            part.append(word)
            if n + 1 < len(words) and words[n + 1].start - word.end > 1:  # a possessive stood between
                yield from _kept(part)
                part = []
    yield from _kept(part)


def _parts_here(part: Sequence[_Word], title: _Word, *, last: bool) -> bool:
    """Whether a title among capitals ends what stands before it, and is no part of a body's or a work's name."""
    if last:
        return bool(part) and title.lower not in _HEADS
    return not (part and part[0].lower in tables.ORGANISATION_HEADS)


def _without_country(part: list[_Word], language: str) -> Iterator[list[_Word]]:
    """Part a country or a ministry's letters from the person after it: "Rais wa | Kenya | Ana Diaz"."""
    body = (
        len(part) > 2 and part[0].lower in tables.ORGANISATION_HEADS and part[1].lower in tables.GIVEN_NAMES
    )
    if body and language in _NOUNS_CAPITAL:  # "Polizei | George Diaz": the noun has its capital of itself
        yield part[1:]
        return
    if language == "en" or len(part) < 3 or head_votes([w.text for w in part]):
        yield part
        return
    for length in (3, 2, 1):
        name = " ".join(w.text for w in part[:length])
        country = is_territory(name, language) or name in tables.KNOWN_ORGANISATIONS
        if len(part) - length >= 2 and country:
            yield part[:length]
            yield from _kept(part[length:])
            return
        name = " ".join(w.text for w in part[-length:])
        if (
            len(part) - length >= 3
            and is_territory(name, language)
            and not part[-length - 1].text[:1].isupper()
        ):
            yield part[-length:]
            yield from _kept(part[:-length])
            return
    yield part


def _office(words: Sequence[_Word], language: str) -> tuple[int, int] | None:
    """Where "Prime Minister's Office" stands among the words: a title's possessive before an organisation's head."""
    for n in range(1, len(words)):
        owner, head = words[n - 1], words[n]
        if (
            head.lower in tables.ORGANISATION_HEADS
            and head.start - owner.end > 1
            and is_title(owner.text, language)
        ):
            first = n - 1
            while first and is_modifier(words[first - 1].text, language):
                first -= 1
            last = n + 1
            if words[last : last + 1] and words[last].lower == "of" and last + 1 < len(words):
                last += 2
            return first, last
    return None


def _ends_name(word: _Word, language: str, *, first: bool, lower: frozenset[str]) -> bool:
    if word.lower in tables.NOT_NAMES or is_demonym(word.text):
        return True
    if language in _NOUNS_CAPITAL and word.lower in tables.ORGANISATION_CUES[language].split():
        return True
    if word.text[:1].isupper() and word.lower in _openers(language):
        return not (len(word.text) > 1 and word.text.isupper() and len(word.text) <= 4 and not first)
    return first and word.lower in lower


def _joins(part: Sequence[_Word], word: _Word, language: str) -> bool:
    """Whether a small word stands within a name: "Ministry of", "Ana de"."""
    if not part:
        return False
    if word.lower == "und":
        return part[0].lower.endswith(("ministerium", "amt"))
    if part[0].lower in tables.ORGANISATION_HEADS or part[-1].lower in _HEADS:
        return True
    if word.lower in _ARTICLES:  # "van der", but not "Brandt der"
        return part[-1].lower in {"van", "von", "de", "in"}
    return word.lower in tables.NAME_PARTICLES and language != "sw"


def _without_modifiers(part: list[_Word], language: str) -> list[_Word]:
    """What stands before a title, less the title's own modifiers ("Prime", "Foreign")."""
    while part and (is_modifier(part[-1].text, language) or part[-1].lower in tables.TITLE_PARTICLES):
        part = part[:-1]
    return part


def _kept(part: list[_Word]) -> Iterator[list[_Word]]:
    """A part without the small words at its ends."""
    while part and not part[-1].text[:1].isupper() and "-" not in part[-1].text:
        part = part[:-1]
    while (
        part
        and part[0].lower in tables.TITLE_PARTICLES | tables.NAME_PARTICLES
        and not part[0].text[:1].isupper()
    ):
        part = part[1:]
    if part:
        yield part


def _judge(
    text: str, part: list[_Word], low: int, high: int, language: str, *, tagged: bool
) -> Candidate | None:
    start, end = part[0].start, part[-1].end
    name = text[start:end]
    role = role_before(text, low, start, language)
    votes = kind_votes(name, language)
    if role and not is_territory(name, language):
        votes.append((PERSON, _BY_TITLE))
    if not votes and not role:
        votes = _weak_votes(text, part, low, high, language, tagged=tagged)
    if not votes:
        return None
    if len(part) == 1 and len(name) < 2:
        return None
    if votes == [(PLACE, _BY_TOWN)] and not _LOCATIVE.search(text[max(low, start - 12) : start]):
        return None  # a small town's name alone is as likely a word or a surname
    return Candidate(start, end, name, tuple(votes), role)


def _weak_votes(
    text: str, part: list[_Word], low: int, high: int, language: str, *, tagged: bool
) -> list[tuple[EntityKind, float]]:
    """What neighbours say of a name that no list knows."""
    if len(part) > 4:
        return []
    if _names_body(text[max(low, part[0].start - 30) : part[0].start], language):
        return [(ORGANISATION, _BY_HEAD)]
    if tagged:
        return []
    around = (
        text[max(low, part[0].start - 25) : part[0].start]
        + " "
        + text[part[-1].end : min(high, part[-1].end + 25)]
    )
    if _saying(language).search(around) and (len(part) > 1 or language not in _NOUNS_CAPITAL):
        return [(PERSON, _BY_SAYING)]
    if len(part) > 1 and language not in _NOUNS_CAPITAL:
        return [(PERSON, _BY_SHAPE)]
    return []


def _names_body(left: str, language: str) -> bool:
    """Whether a noun such as "company" stands straight before a name."""
    last = re.search(r"([^\W\d_][\w-]*)\s$", left)
    return last is not None and last[1].lower() in tables.ORGANISATION_CUES.get(language, "").split()


def kind_votes(name: str, language: str) -> list[tuple[EntityKind, float]]:
    """What lists and head words say of a name."""
    votes: list[tuple[EntityKind, float]] = []
    words = fold(name).lower().split()
    if name in tables.KNOWN_ORGANISATIONS:
        votes.append((ORGANISATION, _BY_LIST))
    if is_territory(name, language):
        votes.append((PLACE, _BY_STATE))
    if len(words) > 1:
        votes += head_votes(words)
    inhabitants = population(name)
    if inhabitants:
        votes.append((PLACE, _BY_CITY if inhabitants >= _LARGE_CITY else _BY_TOWN))
    if len(words) > 1 and words[0] in tables.GIVEN_NAMES:
        votes.append((PERSON, _BY_GIVEN_NAME))
    if len(words) == 1 and not votes and name.isupper() and 2 < len(name) <= 6 and name.isalpha():
        votes.append((ORGANISATION, _BY_SHAPE))
    return votes


def head_votes(words: Sequence[str]) -> list[tuple[EntityKind, float]]:
    """What an organisation's, place's or event's head word among a name's words says of it."""
    words = [w.lower() for w in words]
    for kind, heads in (
        (ORGANISATION, tables.ORGANISATION_HEADS),
        (PLACE, tables.PLACE_HEADS),
        (EVENT, tables.EVENT_HEADS),
    ):
        if words[-1] in heads:
            return [(kind, _BY_HEAD)]
    for kind, heads in (
        (ORGANISATION, tables.ORGANISATION_HEADS),
        (PLACE, tables.PLACE_HEADS),
    ):
        if words[0] in heads or (len(words) > 2 and kind is ORGANISATION and any(w in heads for w in words)):
            return [(kind, _BY_HEAD)]
    return []
