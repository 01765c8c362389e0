"""Names of persons, organisations, places, works and events in one article.

Data way: Article + Sentences + TaggedTexts -> Mentions. Pure.

Method: every source of evidence (tagger, titles, head words, gazetteers, quoted titles) offers candidates with votes
for a kind; votes are summed over the article for each name, so that a name is of one kind throughout; names once
found are looked for wherever else they stand; the longest candidate wins where two overlap.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from counterpoint.annotate import name_tables as tables
from counterpoint.annotate.name_latin import (
    PERSON,
    PLACE,
    WORK,
    Candidate,
    candidates,
    head_votes,
    is_demonym,
    kind_votes,
)
from counterpoint.annotate.name_roles import is_title, role_before
from counterpoint.annotate.name_unspaced import UNMARKED, unmarked_candidates
from counterpoint.annotate.name_works import work_candidates
from counterpoint.places import is_territory, population
from counterpoint.ports import TaggedText
from counterpoint.text import fold, loose
from counterpoint.types import Article, BlockKind, EntityKind, Mention, Sentence

_Key = str
_BY_TAGGER = 2.0
# Share of capitalised words above which a heading is in title case, where capitals say nothing.
_TITLE_CASE = 0.7
# Names looked for in the rest of an article; beyond, a text is a list and not a report.
_MOST_NAMES = 400
_SHORTEST = 3  # letters of a surname that is looked for alone

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’]|['’])$")
_ELIDED = re.compile(r"(?:[ldLD]|qu|Qu|dell|all|nell)['’](?=[^\W\d_a-z])")  # French and Italian articles
_EDGE = " \t\n\"“”„«»‘’'()[].,;:!?—–-…*•"
_APPOSITION = re.compile(r"^,\s(?:the |a |an )?((?:[\w’'-]+ ){0,6}?[\w’'-]+)(?=,|\.|;| and | who | said |$)")


def find_mentions(
    article: Article, sentences: Sequence[Sentence], tagged: Sequence[TaggedText | None]
) -> tuple[Mention, ...]:
    """Return the names of an article, in text order, none overlapping.

    Args:
        article: As extracted.
        sentences: As split; offsets into its text.
        tagged: What the tagger found in each sentence, parallel to `sentences`; None where it did not read.

    """
    lower = _lower_words(article.text)
    firm: list[Candidate] = []
    loose_ones: list[Candidate] = []  # from headings in title case: kept when the body knows the name
    for sentence, read in zip(sentences, tagged, strict=True):
        found = _of_sentence(article.text, sentence, read, lower)
        (loose_ones if _is_title_case(article.text, sentence) else firm).extend(found)
    kinds = _kinds(firm)
    kept = [c for c in firm if _key(c.text) in kinds]
    kept += [c for c in loose_ones if _key(c.text) in kinds or _sure(c)]
    kinds = {**_kinds(loose_ones), **kinds}
    kinds |= _inherited(kept, kinds, article.language)
    kept = [c for c in kept if not _is_pair(c.text, kinds)]
    kept += _elsewhere(article, sentences, kept, kinds, lower)
    return tuple(
        _mention(article, c, kinds[_key(c.text)]) for c in _longest(c for c in kept if _key(c.text) in kinds)
    )


def _mention(article: Article, found: Candidate, kind: EntityKind) -> Mention:
    """A candidate as a Mention; only a person has a role."""
    role = found.role if kind is PERSON else None
    return Mention(article.span(found.start, found.end), kind, found.text, role)


def _of_sentence(
    text: str, sentence: Sentence, read: TaggedText | None, lower: frozenset[str]
) -> list[Candidate]:
    """Every candidate of one sentence."""
    start, end, language = sentence.span.start, sentence.span.end, sentence.language
    found = work_candidates(text, start, end, language)
    if language in UNMARKED:
        found += unmarked_candidates(text, start, end, language)
    else:
        found += candidates(text, start, end, language, lower=lower, tagged=read is not None)
    for entity in read.entities if read else ():
        found += _corrected(text, start + entity.start, start + entity.end, entity.kind, sentence)
    return found


def _corrected(text: str, start: int, end: int, kind: EntityKind, sentence: Sentence) -> Iterator[Candidate]:
    """A tagger's entity without its article, title, possessive and quotation marks; nothing if no name remains."""
    language = sentence.language
    if kind is PERSON and "/" in text[start:end]:  # a photographer and the agency
        end = text.index("/", start)
    if text[start:end].count("(") != text[start:end].count(")"):
        end = start + len(re.split(r"[()]", text[start:end].lstrip("()"))[0])
    start, end = _trimmed(text, start, end)
    elided = _ELIDED.match(text, start, end)
    start = elided.end() if elided else start
    inner = _inner_title(text, start, end, kind, language)
    if inner:
        start, kind = inner, PERSON
    while True:
        first = re.match(r"\S+", text[start:end])
        if not first or first.end() == end - start:
            break
        word = first[0]
        drop = word.lower() in {"the", "a", "an", "le", "la", "les", "l'", "l’"} and kind is not WORK
        titled = kind is PERSON and (
            is_title(word, language) or word.lower() in {"prime", "vice", "foreign", "former"}
        )
        rest = text[start + first.end() : end].split()
        adjective = is_demonym(word) and (kind is PERSON or (len(rest) > 1 and not head_votes(rest)))
        if not drop and not titled and not adjective:
            break
        start += first.end()
        start, end = _trimmed(text, start, end)
    start, end = _without_tail(text, start, end, kind, language)
    name = text[start:end]
    if not _is_name(name, language) or "\n" in name:
        return
    role = role_before(text, sentence.span.start, start, language) if kind is PERSON else None
    votes = [(kind, _BY_TAGGER), *kind_votes(name, language)]
    yield Candidate(start, end, name, tuple(votes), role or _apposition(text, end, sentence, kind))


def _inner_title(text: str, start: int, end: int, kind: EntityKind, language: str) -> int | None:
    """Where the person begins in what a tagger took for one name: "Labour MP Ana Diaz"."""
    words = [(start + m.start(), m[0]) for m in re.finditer(r"\S+", text[start:end])]
    if (
        kind is WORK
        or len(words) < 3
        or words[-1][1].lower() in tables.ORGANISATION_HEADS | tables.PLACE_HEADS
    ):
        return None
    for n in range(len(words) - 2, 0, -1):
        if is_title(words[n][1], language) and words[n][1].lower() not in tables.ORGANISATION_HEADS:
            return words[n + 1][0] if words[n + 1][1][:1].isupper() else None
    return None


def _without_tail(text: str, start: int, end: int, kind: EntityKind, language: str) -> tuple[int, int]:
    """Offsets without a small word or a title at the end: "House of the", "Kenya PM"."""
    while " " in text[start:end]:
        last = text[start:end].rsplit(" ", 1)[1]
        titled = (
            kind is not WORK
            and last[:1].isupper()
            and is_title(last, language)
            and last.lower() not in tables.ORGANISATION_HEADS
        )
        small = last.lower() in tables.TITLE_PARTICLES or last in {"at", "by", "with", "from", "who", "that"}
        if not small and not titled:
            break
        start, end = _trimmed(text, start, end - len(last))
    return start, end


def _apposition(text: str, end: int, sentence: Sentence, kind: EntityKind) -> str | None:
    """The office that follows a person's name between commas: ", the interior minister,"."""
    if kind is not PERSON or sentence.language != "en":
        return None
    match = _APPOSITION.match(text[end : min(sentence.span.end, end + 80)])
    if not match:
        return None
    words = match[1].split()
    heads = [n for n, w in enumerate(words) if is_title(w, "en")]
    return match[1] if heads and words[0][:1].islower() else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets without marks and possessives at the ends; a final stop stays on an abbreviation ("U.S.")."""
    while start < end and text[start] in _EDGE:
        start += 1
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive:
        end = possessive.start()
    while (
        end > start
        and text[end - 1] in _EDGE
        and not re.search(r"(?:\b\w\.|Inc\.|Corp\.|Ltd\.|Co\.|Jr\.|Sr\.)$", text[start:end])
    ):
        end -= 1
    return start, end


def _is_name(name: str, language: str) -> bool:
    """Whether what remains can be a name: not a title, a demonym, a weekday, a pronoun or a mark."""
    words = name.split()
    if not words or not any(c.isalpha() for c in name) or len(words) > 12:
        return False
    if len(words) == 1:
        bare = fold(name).lower()
        return not (
            bare in tables.NOT_NAMES
            or is_demonym(name)
            or is_title(name, language)
            or bare in tables.SENTENCE_OPENERS.get(language, "").split()
            or (len(name) < 2 and name.isascii())
            or bare in tables.PLACE_HEADS | tables.EVENT_HEADS
            or name.islower()
        )
    if words[0].islower() and is_title(words[0], language):
        return False  # "ministre des Transports": an office
    return any(w[:1].isupper() or not w[:1].isascii() for w in words) and not all(
        is_demonym(w) for w in words
    )


def _lower_words(text: str) -> frozenset[str]:
    """Words that the article has in lower case."""
    return frozenset(m[0] for m in _WORD.finditer(text) if m[0].islower())


def _is_title_case(text: str, sentence: Sentence) -> bool:
    """Whether a line capitalises nearly every long word, so that capitals say nothing: a heading, a card."""
    if sentence.language in UNMARKED or text[sentence.span.end - 1] in '.!”"':
        return False
    words = [m[0] for m in _WORD.finditer(text, sentence.span.start, sentence.span.end) if len(m[0]) > 3]
    least = 3 if sentence.block is BlockKind.HEADING else 5
    return len(words) >= least and sum(w[0].isupper() for w in words) >= _TITLE_CASE * len(words)


@lru_cache(maxsize=50_000)
def _key(name: str) -> _Key:
    """The key under which one article's spellings of a name agree."""
    return loose(_POSSESSIVE.sub("", name)).replace(" ", "") or name


def _sure(candidate: Candidate) -> bool:
    """Whether lists alone vouch for a name in a heading."""
    return max((v for _, v in candidate.votes), default=0.0) >= 5.0


def _kinds(found: Iterable[Candidate]) -> dict[_Key, EntityKind]:
    """One kind for each name, by the sum of its votes; a list's vote counts once."""
    votes: dict[_Key, defaultdict[EntityKind, float]] = defaultdict(lambda: defaultdict(float))
    for candidate in found:
        counter = votes[_key(candidate.text)]
        for kind, weight in candidate.votes:
            counter[kind] += weight
    return {
        key: max(counter, key=lambda k: (counter[k], k.value)) for key, counter in votes.items() if counter
    }


def _inherited(
    kept: Sequence[Candidate], kinds: Mapping[_Key, EntityKind], language: str
) -> dict[_Key, EntityKind]:
    """A single word that is part of a person's full name is that person, whatever the tagger said of it."""
    parts = {
        loose(word)
        for c in kept
        if kinds[_key(c.text)] is PERSON and " " in c.text
        for word in re.split(r"[\s-]", c.text)
        if len(word) >= _SHORTEST
    }
    return {
        key: PERSON
        for c in kept
        if " " not in c.text
        and (key := _key(c.text)) in parts
        and kinds[key] is not PERSON
        and not is_territory(c.text, language)
        and kinds[key] is not WORK
        and not (kinds[key] is PLACE and population(c.text))
    }


def _is_pair(name: str, kinds: Mapping[_Key, EntityKind]) -> bool:
    """Whether a hyphen joins two names that the article also has apart: "Diaz-Okoro talks"."""
    halves = name.split(maxsplit=1)[0].split("-")
    return len(halves) == 2 and all(_key(h) in kinds and h[:1].isupper() for h in halves)


def _elsewhere(
    article: Article,
    sentences: Sequence[Sentence],
    kept: Sequence[Candidate],
    kinds: dict[_Key, EntityKind],
    lower: frozenset[str],
) -> list[Candidate]:
    """Names already found, and the parts of persons' names, wherever else they stand in the sentences."""
    wanted = _wanted(kept, kinds, article.language, lower)
    if not wanted:
        return []
    spaced = [re.escape(n) for n in sorted(wanted, key=lambda n: (-len(n), n)) if _is_spaced(n)]
    bare = [re.escape(n) for n in sorted(wanted, key=lambda n: (-len(n), n)) if not _is_spaced(n)]
    patterns = [rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)"] if spaced else []
    patterns += ["|".join(bare)] if bare else []
    pattern = re.compile("|".join(patterns))
    found = []
    for sentence in sentences:
        for match in pattern.finditer(article.text, sentence.span.start, sentence.span.end):
            role = role_before(article.text, sentence.span.start, match.start(), sentence.language)
            person = kinds.get(_key(match[0])) is PERSON and sentence.language not in UNMARKED
            found.append(Candidate(match.start(), match.end(), match[0], (), role if person else None))
    return found


def _wanted(
    kept: Sequence[Candidate], kinds: dict[_Key, EntityKind], language: str, lower: frozenset[str]
) -> set[str]:
    """The strings to look for; a person's single names are added to `kinds`."""
    wanted = set(list(dict.fromkeys(c.text for c in kept))[:_MOST_NAMES])
    openers = frozenset(tables.SENTENCE_OPENERS.get(language, "").split()) | tables.NOT_NAMES
    for name in sorted(wanted):
        if kinds.get(_key(name)) is not PERSON:
            continue
        for bare in _single_names(name):
            known = bare.lower() in lower | openers or is_territory(bare, language)
            if not known and not is_title(bare, language) and not is_demonym(bare):
                wanted.add(bare)
                kinds.setdefault(_key(bare), PERSON)
    return {n for n in wanted if len(n) > 1}


def _single_names(name: str) -> list[str]:
    """The parts of a person's name that may stand alone: words, or the family name of four ideographs and more."""
    if re.fullmatch(r"[\u4e00-\u9fff々]{4,5}", name):
        return [name[:2]]
    parts = [w.strip(".,’'") for w in re.split(r"[ ・·]", name)]
    least = _SHORTEST if _is_spaced(name) else 2
    return [
        w for w in parts if len(w) >= least and (w[0].isupper() or not w.isascii()) and not w[0].islower()
    ]


def _is_spaced(name: str) -> bool:
    """Whether the name's script parts words by spaces."""
    return not re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]", name)


def _longest(found: Iterable[Candidate]) -> list[Candidate]:
    """Candidates that do not overlap, the longest first, with the best role said of each; in text order."""
    ranked = sorted(
        found, key=lambda c: (c.start - c.end, -sum(w for _, w in c.votes), c.role is None, c.start)
    )
    taken: dict[int, Candidate] = {}
    kept: dict[tuple[int, int], Candidate] = {}
    for candidate in ranked:
        same = kept.get((candidate.start, candidate.end))
        if same is not None:
            if same.role is None and candidate.role is not None:
                kept[candidate.start, candidate.end] = replace(same, role=candidate.role)
            continue
        if any(n in taken for n in range(candidate.start, candidate.end)):
            continue
        taken.update(dict.fromkeys(range(candidate.start, candidate.end), candidate))
        kept[candidate.start, candidate.end] = candidate
    return sorted(kept.values(), key=lambda c: c.start)
