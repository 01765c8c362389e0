"""Which stories matter, and why: a fixed sum of a few counts, each shown with what it adds.

Data way: Digested stories, the hour, a Reader -> Ranked, most important first. Pure.

Each term is a weight times the logarithm of a count, so that the second origin adds more than the twentieth; what a
story loses with age is a logarithm too, the same as dividing by hours (a hyperbolic decay). Nothing here knows what
was clicked. Copies of one report count once: origins are independent by construction, and `Digested.published` holds
no copies. The formula and the weights are documented in docs/reference/ranking.md; a test holds the two together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from counterpoint.places import country_of, name_of
from counterpoint.text import loose
from counterpoint.types.stream import Digested, Ranked, Term

# The weights say how many doublings of one count are worth those of another. Chosen, not fitted: there is no labelled
# data of importance that was not made from clicks. An independent origin is what this engine is about, and weighs most.
ORIGINS_WEIGHT = 3.0
COUNTRIES_WEIGHT = 1.0
LANGUAGES_WEIGHT = 1.0
PACE_WEIGHT = 1.5
AGE_WEIGHT = 2.0
REGION_WEIGHT = 2.0  # so that two of the reader's places make up for a halving of origins and a little more
INTEREST_WEIGHT = 2.0
READABLE_WEIGHT = 1.0

PACE_WINDOW = timedelta(hours=6)  # news comes in shifts; shorter windows jump with every report
AGE_HALF = timedelta(hours=12)  # the age at which 1 + age / AGE_HALF is 2
UNKNOWN_AGE = timedelta(days=7)  # a story without any time: nobody can say that it is news

# Contributions are rounded to this, so that they add up exactly, in memory as in print.
_GRAIN = 1 / 8
_TERM_PREFIX = 5  # letters that a word of interest shares with a stemmed term of a story


@dataclass(frozen=True, slots=True)
class Reader:
    """What a reader has said they care about. Empty: nothing, and nothing is guessed."""

    countries: frozenset[str] = frozenset()  # ISO 3166-1
    places: frozenset[str] = frozenset()  # ids of the gazetteer
    languages: frozenset[str] = frozenset()  # BCP 47 primary subtags that they read
    terms: frozenset[str] = frozenset()  # words or names, as typed


def rank(stories: Sequence[Digested], *, now: datetime, reader: Reader | None = None) -> tuple[Ranked, ...]:
    """Return the stories by how much they matter, the most first.

    Args:
        stories: Each once; their pace is told against that of the others.
        now: UTC, aware.
        reader: Whose region and interests count; None: nobody's.

    Returns:
        One Ranked a story. Its terms add up to its score exactly. Equal scores: more origins first, then the later
        story, then the id.

    Raises:
        ValueError: Two stories of one id, or a `now` without a zone: a caller's bug.

    """
    if now.tzinfo is None:
        raise ValueError("now needs a time zone")
    if len({s.id for s in stories}) < len(stories):
        raise ValueError("a story is there twice")
    usual = usual_pace(stories, now)
    ranked = [(story, _ranked(story, now, usual, reader)) for story in stories]
    ranked.sort(key=lambda pair: (-pair[1].score, -pair[0].origins, -_latest(pair[0]), pair[0].id))
    return tuple(r for _, r in ranked)


def usual_pace(stories: Sequence[Digested], now: datetime) -> float:
    """Return the stream's usual pace: the mean over stories that have one, in reports an hour; 0.0 where none has."""
    paces = [pace for story in stories if (pace := _pace(story, now)) > 0]
    return math.fsum(paces) / len(paces) if paces else 0.0


def _ranked(story: Digested, now: datetime, usual: float, reader: Reader | None) -> Ranked:
    terms = [
        _origins(story),
        _countries(story),
        _languages(story),
        _speed(story, now, usual),
        _age(story, now),
    ]
    if reader is not None:
        terms += _personal(story, reader)
    return Ranked(story.id, sum(term.weight for term in terms), tuple(terms))


def _term(name: str, value: float, weight: float, words: str, parts: Sequence[str] = ()) -> Term:
    return Term(name, value, round(weight / _GRAIN) * _GRAIN, words, tuple(parts))


def _origins(story: Digested) -> Term:
    n = story.origins
    words = f"{n} independent origins" if n != 1 else "1 independent origin"
    return _term("origins", n, ORIGINS_WEIGHT * math.log2(1 + n), words)


def _countries(story: Digested) -> Term:
    n = len(story.countries)
    words = (
        "outlets of 1 country"
        if n == 1
        else f"outlets of {n} countries"
        if n
        else "no outlet's country is known"
    )
    return _term("countries", n, COUNTRIES_WEIGHT * math.log2(1 + n), words)


def _languages(story: Digested) -> Term:
    n = len(story.languages - {"und"})
    words = "in 1 language" if n == 1 else f"in {n} languages" if n else "its language is not known"
    return _term("languages", n, LANGUAGES_WEIGHT * math.log2(1 + n), words)


def _pace(story: Digested, now: datetime) -> float:
    """Return the independent reports an hour in the window before `now`.

    Where a story has fewer origins than reports of its own words, each report counts as its share of an origin.
    """
    recent = sum(now - PACE_WINDOW < moment <= now for moment in story.published)
    if not recent:
        return 0.0
    share = min(1.0, story.origins / len(story.published))
    return recent * share / (PACE_WINDOW / timedelta(hours=1))


def _speed(story: Digested, now: datetime, usual: float) -> Term:
    pace = _pace(story, now)
    times = pace / usual if usual else 0.0
    hours = PACE_WINDOW // timedelta(hours=1)
    words = (
        f"{pace:.1f} independent reports an hour, {times:.1f} times the usual"
        if pace
        else f"no independent report in the last {hours} hours"
    )
    return _term("pace", pace, PACE_WEIGHT * math.log2(1 + times), words, [f"{times:.1f}"])


def _latest(story: Digested) -> float:
    """Return when the story was last told in words of its own, as seconds of the epoch; -inf where unknown."""
    moment = story.published[-1] if story.published else story.last
    return moment.timestamp() if moment else -math.inf


def _age(story: Digested, now: datetime) -> Term:
    latest = _latest(story)
    known = math.isfinite(latest)
    hours = max(0.0, (now.timestamp() - latest) / 3600) if known else UNKNOWN_AGE / timedelta(hours=1)
    lost = -AGE_WEIGHT * math.log2(1 + hours / (AGE_HALF / timedelta(hours=1)))
    return _term(
        "age", hours, lost, _ago(hours) if known else "no report says when", ["known"] if known else []
    )


def _ago(hours: float) -> str:
    if hours < 1:
        return "last report within the hour"
    if hours < 1.5:
        return "last report 1 hour ago"
    if hours < 48:
        return f"last report {hours:.0f} hours ago"
    return f"last report {hours / 24:.0f} days ago"


def _personal(story: Digested, reader: Reader) -> list[Term]:
    """Return the terms that a reader's own choices add, those that apply only."""
    terms = []
    near = _near(story, reader)
    if near:
        names = sorted({name_of(place, "en") for place in near})
        words = "here or from here: " + ", ".join(names)
        terms.append(_term("region", len(near), REGION_WEIGHT * math.log2(1 + len(near)), words, near))
    met = sorted(_interests(story, reader.terms))
    if met:
        words = "tells of " + ", ".join(met)
        terms.append(_term("interests", len(met), INTEREST_WEIGHT * math.log2(1 + len(met)), words, met))
    read = sorted(reader.languages & story.languages)
    if read:
        words = "you can read it in " + ", ".join(read)
        terms.append(_term("readable", 1, READABLE_WEIGHT, words, read))
    return terms


def _near(story: Digested, reader: Reader) -> list[str]:
    """Return which of the reader's places and countries a story is in, or comes from."""
    there = {country for place in story.places if (country := country_of(place)) is not None}
    return [*sorted(reader.places & story.places), *sorted(reader.countries & (there | story.countries))]


def _interests(story: Digested, wanted: Iterable[str]) -> set[str]:
    """Return the reader's words that a story tells of: in its title, its names or its weightiest terms."""
    title = f" {loose(story.title)} "
    names = {f" {name} " for name in story.names}
    stems = {stem for stem, _ in story.terms}
    found = set()
    for typed in wanted:
        word = loose(typed)
        if not word:
            continue
        whole = f" {word} "
        if whole in title or any(whole in name for name in names) or _stemmed(word, stems):
            found.add(typed)
    return found


def _stemmed(word: str, stems: set[str]) -> bool:
    """Whether a word is one of the stems, or begins with one that is long enough to mean it."""
    return word in stems or any(len(s) >= _TERM_PREFIX and word.startswith(s) for s in stems)
