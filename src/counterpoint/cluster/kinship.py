"""How much two stories are of one thread: the same trial, the same flood and its aftermath.

Data way: two Digested stories, how rare their names and words are -> Kinship. Pure.

Method: a logistic sum of a few likenesses, each shown with what it adds. Names, places and words count by their rarity
(inverse document frequency; Sparck Jones, 1972), so that whoever occurs everywhere, as a head of state does, ties nothing
together. A likeness of two stories of one report each is lower than that of two of ten, only because one report shows
less of its story: each is corrected for attenuation (Spearman, "The Proof and Measurement of Association between Two
Things", 1904), after which one bound serves stories of any size. Weights: docs/design/0015-storylines-and-ranking.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from counterpoint.types.stream import Digested, Referred, Term

# Of a name, place or word ("name:...", "place:...", "term:..."): how much it tells one thread from another, above 0.
Rarity: TypeAlias = Callable[[str], float]

# Fitted on pairs of French stories a month apart (mds_rpm2_fr, stories of 1, 2, 3, 5 and 10 reports), with pairs of unrelated
# English events as counterexamples, then rounded; words weigh somewhat more than fitted, which gave fewer false links in a
# stream. The sum is 0 where false links of single reports become rare, not at even odds of the fit.
BIAS = -9.0
NAMES_WEIGHT = 3.25
PLACES_WEIGHT = 0.5
TOPIC_WEIGHT = 6.0
WORDS_WEIGHT = 9.0
# Set by hand: no labelled data has related links or times. A link decides where the topic is the same at all, and so does a
# day looked back to in the very words of its story (with 2 instead of 4, as many links between reports of mlcrisis are wrong,
# and fewer are found); a year between two stories costs what half the names bring.
LINKS_WEIGHT = 4.0
REFERS_WEIGHT = 4.0
APART_WEIGHT = -0.5

# How alike two reports of one story are, on average, in each respect: what the correction for attenuation starts from
# (same pairs: .2, .6 and .25 give stories of 1 and of 10 reports one likeness to what they go on with; the values here
# correct less, since of one report's accidents more pass for likeness).
_NAMES_ALIKE, _TOPIC_ALIKE, _WORDS_ALIKE = 0.3, 0.7, 0.3
# Cosines that two unrelated stories have by a model whose vectors all lie in one corner: what is above it counts.
_FLOORS = {"multilingual-e5": 0.75}
# Without a common language no word is shared: what their topic lets expect stands in (the line through the same pairs).
_EXPECTED_SLOPE, _EXPECTED_FROM = 0.8, 0.3
UNLIKE = (
    -1.5
)  # a sum (.18 of kinship) with which no two stories are linked, nor stay so: nothing is to be taken back
MONTH = 30.0  # days
STEM = 6  # letters from which a term is likely a word's beginning
# Two events of one kind are told in like words: as alike as this, names left out. Of ECB+'s 33 topics of two like events 13
# link with it and 17 without; a case's arrest and sentence, a rule and its reversal do both times. At .3, one more of
# mds_rpm2_fr's single reports loses its predecessor.
SAME_KIND = 0.4
LEADS = 2  # names of its own among its terms that each story must have, before it is said that others are in front
SHOWN = 4  # names or words that a Term's sentence lists


@dataclass(frozen=True, slots=True)
class Kinship:
    """What ties two stories."""

    score: float  # 0..1; 0.5: as likely of one thread as not
    why: tuple[Term, ...]  # weightiest first


def kinship(after: Digested, before: Digested, rarity: Rarity) -> Kinship:
    """Return how much a story seems to go on with an earlier one.

    Args:
        after: The later story.
        before: The earlier one.
        rarity: Of names, places and words.

    """
    topic = _topic(after, before)
    words = _words(after, before, rarity, topic.value)
    terms = [
        _names(after, before, rarity),
        _places(after, before, rarity),
        topic,
        words,
        _links(after, before),
        _refers(after, before, rarity),
        _apart(after, before),
    ]
    if BIAS + math.fsum(t.weight for t in terms) > UNLIKE:
        terms.append(_others(after, before, rarity, topic.weight + words.weight))
    total = BIAS + math.fsum(t.weight for t in terms)
    said = sorted((t for t in terms if t.weight), key=lambda t: -abs(t.weight))
    return Kinship(1 / (1 + math.exp(-total)), tuple(said))


def _reliability(one: Digested, other: Digested, alike: float) -> float:
    """Return by how much a likeness is lowered because few reports show each story (Spearman's attenuation), 0..1."""
    sizes = (len(s.published) or s.articles for s in (one, other))
    return math.sqrt(math.prod(alike / (alike + (1 - alike) / max(1, n)) for n in sizes))


def _overlap(one: frozenset[str], other: frozenset[str], rarity: Callable[[str], float]) -> float:
    """Return the cosine of two sets whose members weigh by their rarity, 0..1."""
    both = math.fsum(rarity(v) ** 2 for v in one & other)
    if not both:
        return 0.0
    lengths = (math.fsum(rarity(v) ** 2 for v in values) for values in (one, other))
    return min(1.0, both / math.sqrt(math.prod(lengths)))


def _names(one: Digested, other: Digested, rarity: Rarity) -> Term:
    def rare(name: str) -> float:
        return rarity(f"name:{name}")

    value = min(1.0, _overlap(one.names, other.names, rare) / _reliability(one, other, _NAMES_ALIKE))
    shared = sorted(one.names & other.names, key=lambda n: (-rare(n), n))
    return Term("shared names", value, NAMES_WEIGHT * value, _listed("both name", shared))


def _places(one: Digested, other: Digested, rarity: Rarity) -> Term:
    value = _overlap(one.places, other.places, lambda place: rarity(f"place:{place}"))
    n = len(one.places & other.places)
    words = f"{n} places in common" if n != 1 else "a place in common"
    return Term("shared places", value, PLACES_WEIGHT * value, words)


def _topic(one: Digested, other: Digested) -> Term:
    if not one.model or one.model != other.model or one.vector.shape != other.vector.shape:
        return Term("topic", 0.0, 0.0, "")
    floor = next((f for name, f in _FLOORS.items() if one.model.startswith(name)), 0.0)
    cosine = max(0.0, (float(one.vector @ other.vector) - floor) / (1 - floor))
    value = min(1.0, cosine / _reliability(one, other, _TOPIC_ALIKE))
    return Term("topic", value, TOPIC_WEIGHT * value, f"titles and leads are {value:.0%} alike")


def _words(one: Digested, other: Digested, rarity: Rarity, topic: float) -> Term:
    if one.languages.isdisjoint(other.languages):
        value = max(0.0, _EXPECTED_SLOPE * (topic - _EXPECTED_FROM))
        return Term("shared words", value, WORDS_WEIGHT * value, "no language in common: judged by topic")
    a, b = ({t: w * rarity(f"term:{t}") for t, w in story.terms} for story in (one, other))
    products = {t: w * b[t] for t, w in a.items() if t in b}
    if not products:
        return Term("shared words", 0.0, 0.0, "")
    value = min(1.0, _cosine(a, b) / _reliability(one, other, _WORDS_ALIKE))
    shared = (t if len(t) < STEM else f"{t}…" for t in sorted(products, key=lambda t: (-products[t], t)))
    return Term("shared words", value, WORDS_WEIGHT * value, _listed("words in common:", shared))


def _others(after: Digested, before: Digested, rarity: Rarity, alike: float) -> Term:
    """What takes back the likeness of two events of one kind with others in front: two arrests in a team, two robberies.

    A sequel tells of the same participants in other words (an arrest, a hearing, a verdict); a recurrence, of others in the
    same words. So the words that are names are compared by themselves: where they agree less than the other words do,
    words and topic count by as much less.

    Args:
        after: The later story.
        before: The earlier one.
        rarity: Of words.
        alike: What words and topic add.

    """
    stems = _stems(after), _stems(before)
    a, b = dict(after.terms), dict(before.terms)
    own = [t for t in a if t in stems[0] and t not in stems[1] and t not in b]
    gone = [t for t in b if t in stems[1] and t not in stems[0] and t not in a]
    if min(len(own), len(gone)) < LEADS:
        return Term("other participants", 0.0, 0.0, "")
    named, others = _parted(a, stems, rarity), _parted(b, stems, rarity)
    kind = _cosine(named[1], others[1])
    value = max(0.0, 1 - _cosine(named[0], others[0]) / kind) if kind >= SAME_KIND else 0.0
    own.sort(key=lambda t: (-named[0][t], t))
    return Term(
        "other participants", value, -value * alike, _listed("of one kind, with others in front:", own)
    )


def _parted(
    terms: Mapping[str, float], stems: Sequence[frozenset[str]], rarity: Rarity
) -> tuple[dict[str, float], dict[str, float]]:
    """Return a story's weighted words: those that are names, and the others."""
    parts: tuple[dict[str, float], dict[str, float]] = {}, {}
    for term, weight in terms.items():
        parts[not any(term in names for names in stems)][term] = weight * rarity(f"term:{term}")
    return parts


def _stems(story: Digested) -> frozenset[str]:
    """Return the terms that a story's names would be, in a script that they were not romanised from."""
    return frozenset(part[:STEM] for name in story.names for part in name.split())


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    both = math.fsum(w * other[t] for t, w in one.items() if t in other)
    if not both:
        return 0.0
    return both / math.sqrt(math.prod(math.fsum(w * w for w in v.values()) for v in (one, other)))


def _links(after: Digested, before: Digested) -> Term:
    n = len(after.links & before.urls)
    words = f"links to {n} of its reports" if n != 1 else "links to one of its reports"
    return Term("links", n, LINKS_WEIGHT * bool(n), words)


def _refers(after: Digested, before: Digested, rarity: Rarity) -> Term:
    """The strongest of the later story's looks back that falls on the earlier one: by how narrow a time, how many words."""
    if not (before.first and before.last):
        return Term("looks back", 0.0, 0.0, "")
    told = {t for t, _ in before.terms} | before.names
    first, last = before.first.toordinal() - 1, before.last.toordinal()
    best = max((_fits(r, first, last, told, rarity) for r in after.refers), default=0.0)
    return Term("looks back", best, REFERS_WEIGHT * best, "looks back to the days when it was news")


def _fits(referred: Referred, first: int, last: int, told: set[str], rarity: Rarity) -> float:
    """Return 1.0 where a text means a day on which a story was news, with words of that story; less for a month or year."""
    if referred.last < first or referred.first > last or not referred.words:
        return 0.0
    weights = {w: rarity(f"term:{w}") for w in sorted(referred.words)}
    agree = math.fsum(x for w, x in weights.items() if w in told) / math.fsum(weights.values())
    days = referred.last - referred.first + 1
    return agree / (1 + math.log10(days))


def _apart(after: Digested, before: Digested) -> Term:
    if not (after.first and before.last):
        return Term("time between", 0.0, 0.0, "")
    days = max(0.0, (after.first - before.last) / timedelta(days=1))
    words = f"{days:.0f} days later" if round(days) != 1 else "a day later"
    return Term("time between", days, APART_WEIGHT * math.log2(1 + days / MONTH), words)


def _listed(start: str, values: Iterable[str]) -> str:
    few = list(values)
    more = f" and {len(few) - SHOWN} more" if len(few) > SHOWN else ""
    return f"{start} {', '.join(few[:SHOWN])}{more}" if few else ""
