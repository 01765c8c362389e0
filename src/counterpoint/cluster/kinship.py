"""How much two stories are of one thread: the same trial, the same flood and its aftermath.

Data way: two Digested stories, how rare their names and words are -> Kinship. Pure.

Method: a logistic sum of a few likenesses, each shown with what it adds. Participants, places and words count by their
rarity among threads (inverse document frequency; Sparck Jones, 1972), so that whoever occurs everywhere, as a head of
state does, ties nothing together. Weights: docs/design/0015-storylines-and-ranking.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from counterpoint.types.stream import Digested, Term

# Of a word, name or place ("name:...", "place:...", "term:..."): how much it tells one thread from another, 0 or more.
Rarity: TypeAlias = Callable[[str], float]

BIAS = -5.0
NAMES_WEIGHT = 4.0
PLACES_WEIGHT = 1.0
TOPIC_WEIGHT = 4.0
TERMS_WEIGHT = 5.0
DAYS_WEIGHT = 1.0
LINKS_WEIGHT = 5.0
AGE_WEIGHT = -0.5
SHOWN = 4  # names, places or words that a Term's sentence lists


@dataclass(frozen=True, slots=True)
class Kinship:
    """What ties two stories."""

    score: float  # 0..1
    why: tuple[Term, ...]


def kinship(after: Digested, before: Digested, rarity: Rarity) -> Kinship:
    """Return how much a story seems to go on with an earlier one.

    Args:
        after: The later story.
        before: The earlier one.
        rarity: Of names, places and words.

    """
    terms = [
        _overlap("shared names", "name:", after.names, before.names, rarity, weight=NAMES_WEIGHT),
        _overlap("shared places", "place:", after.places, before.places, rarity, weight=PLACES_WEIGHT),
        _topic(after, before),
        _words(after, before, rarity),
        _days(after, before),
        _links(after, before),
        _apart(after, before),
    ]
    total = BIAS + math.fsum(t.weight for t in terms)
    return Kinship(1 / (1 + math.exp(-total)), tuple(t for t in terms if t.weight))


def _overlap(
    name: str, kind: str, one: frozenset[str], other: frozenset[str], rarity: Rarity, *, weight: float
) -> Term:
    """Cosine of two sets whose members weigh by their rarity."""
    shared = sorted(one & other, key=lambda v: (-rarity(kind + v), v))
    lengths = [math.sqrt(math.fsum(rarity(kind + v) ** 2 for v in values)) for values in (one, other)]
    both = math.fsum(rarity(kind + v) ** 2 for v in shared)
    value = both / (lengths[0] * lengths[1]) if both else 0.0
    return Term(name, value, weight * value, _listed("both tell of", shared))


def _topic(one: Digested, other: Digested) -> Term:
    if not one.model or one.model != other.model:
        return Term("topic", 0.0, 0.0, "read by two models: not compared")
    value = max(0.0, float(one.vector @ other.vector))
    return Term("topic", value, TOPIC_WEIGHT * value, f"titles and leads are alike by {value:.2f}")


def _words(one: Digested, other: Digested, rarity: Rarity) -> Term:
    a, b = ({t: w * rarity("term:" + t) for t, w in story.terms} for story in (one, other))
    products = {t: w * b[t] for t, w in a.items() if t in b}
    lengths = [math.sqrt(math.fsum(w * w for w in v.values())) for v in (a, b)]
    both = math.fsum(products.values())
    value = both / (lengths[0] * lengths[1]) if both else 0.0
    shared = sorted(products, key=lambda t: (-products[t], t))
    return Term("shared words", value, TERMS_WEIGHT * value, _listed("both use", shared))


def _days(after: Digested, before: Digested) -> Term:
    """The later story names a day on which the earlier one was news."""
    if not (before.first and before.last and after.first):
        return Term("days", 0.0, 0.0, "")
    first, last = before.first.toordinal() - 1, before.last.toordinal()
    named = [d for d in after.days if first <= d <= last and d < after.first.toordinal() - 1]
    return Term(
        "days", len(named), DAYS_WEIGHT * bool(named), "names a day on which the earlier story was news"
    )


def _links(after: Digested, before: Digested) -> Term:
    named = after.links & before.urls
    return Term(
        "links", len(named), LINKS_WEIGHT * bool(named), f"links to {len(named)} of the earlier reports"
    )


def _apart(after: Digested, before: Digested) -> Term:
    if not (after.first and before.last):
        return Term("time between", 0.0, 0.0, "")
    days = max(0.0, (after.first - before.last) / timedelta(days=1))
    return Term("time between", days, AGE_WEIGHT * math.log2(1 + days / 30), f"{days:.0f} days later")


def _listed(start: str, values: Iterable[str]) -> str:
    few = list(values)
    more = f" and {len(few) - SHOWN} more" if len(few) > SHOWN else ""
    return f"{start} {', '.join(few[:SHOWN])}{more}" if few else ""
