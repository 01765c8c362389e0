"""How likely it is that two reports tell of the same event, and why.

Data way: two Sketches, the stream's Background -> a probability, and its terms in words. Pure.

Method: logistic regression over a few comparable signs, each 0 where it says nothing either way, after Miranda et al.,
"Multilingual Clustering of Streaming News" (EMNLP 2018), who add up similarities of words, names and time; we add what speaks
against: other places, other days. Weights were fitted by evals/fit_likeness.py; see docs/design/0013-likeness.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from counterpoint.cluster.background import Background, figure_key, name_key
from counterpoint.cluster.features_names import bones, far_bones, script_of
from counterpoint.types.stream import Sketch, Term

# The probability from which two reports are taken to tell of one event.
SAME_EVENT = 0.5

# What each sign adds to the log-odds. Set by hand.
_WEIGHTS = {
    "bias": -1.0,
    "meaning": 1.0,
    "words": 4.0,
    "names": 2.0,
    "places": 1.0,
    "figures": 1.0,
    "days": 1.0,
    "hours apart": 1.0,
}
# Cosines of title and lead at which two reports are as likely to be of one event as not, and what one step is: by model, in
# one language and in two.
_COSINES = {
    "use": ((0.5, 0.1), (0.45, 0.1)),
    "multilingual-e5": ((0.89, 0.02), (0.87, 0.02)),
    "lexical": ((0.35, 0.1), (0.2, 0.1)),
}
_UNKNOWN_MODEL = ((0.6, 0.1), (0.6, 0.1))
_FARTHEST = 3.0  # steps
_SIGMA_DAYS = 3.0  # of the Gaussian of the time gap
_NAMES = tuple(_WEIGHTS)
_VECTOR = np.array(list(_WEIGHTS.values()))


def likeness(a: Sketch, b: Sketch, background: Background) -> float:
    """Return the probability that two reports tell of the same event."""
    return float(likenesses(a, [b], background)[0])


def likenesses(one: Sketch, others: Sequence[Sketch], background: Background) -> NDArray[np.float64]:
    """Return `likeness` of one report and each of others, shape (len(others),)."""
    return np.asarray(1.0 / (1.0 + np.exp(-log_odds(one, others, background))))


def log_odds(one: Sketch, others: Sequence[Sketch], background: Background) -> NDArray[np.float64]:
    """Return the likeness before its sigmoid: a graded similarity, shape (len(others),)."""
    return np.asarray(signs(one, others, background) @ _VECTOR)


def signs(one: Sketch, others: Sequence[Sketch], background: Background) -> NDArray[np.float64]:
    """Return what speaks for and against one event, shape (len(others), number of signs)."""
    mine = _Side(one, background)
    return np.array([_signs(mine, _Side(other, background), background) for other in others]).reshape(
        len(others), len(_NAMES)
    )


def terms_of(a: Sketch, b: Sketch, background: Background) -> tuple[Term, ...]:
    """Return why two reports are taken to be of one event, or not: weightiest first."""
    values = signs(a, [b], background)[0]
    shared = {
        "words": sorted(
            {t for t, _ in a.terms} & {t for t, _ in b.terms}, key=lambda t: (-background.rarity(t), t)
        ),
        "names": sorted(a.names & b.names, key=lambda n: (-background.rarity(name_key(n)), n)),
        "figures": sorted(a.numbers & b.numbers),
    }
    found = [
        Term(name, float(value), float(value * weight), ", ".join(shared.get(name, ())[:5]))
        for name, value, weight in zip(_NAMES, values, _VECTOR, strict=True)
        if value and name != "bias"
    ]
    return tuple(sorted(found, key=lambda term: -abs(term.weight)))


class _Side:
    """One of the two reports, with its terms weighted."""

    __slots__ = ("length", "sketch", "weights")

    def __init__(self, sketch: Sketch, background: Background) -> None:
        self.sketch = sketch
        rarity = background.rarity
        self.weights = {term: weight * rarity(term) for term, weight in sketch.terms}
        self.length = math.sqrt(sum(w * w for w in self.weights.values()))


def _signs(a: _Side, b: _Side, background: Background) -> tuple[float, ...]:
    one, other = a.sketch, b.sketch
    across = one.language != other.language
    return (
        1.0,
        _meaning(one, other, across=across),
        0.0 if across else _words(a, b),
        _names(one, other, background),
        _places(one, other, background),
        min(2.0, sum(background.rarity(figure_key(n)) for n in one.numbers & other.numbers)),
        1.0 if one.days & other.days else 0.0,
        _apart(one, other),
    )


def _meaning(one: Sketch, other: Sketch, *, across: bool) -> float:
    if one.model == other.model and one.vector.any() and other.vector.any():
        model, cosine = one.model, float(one.vector @ other.vector)
    elif one.bridge is not None and other.bridge is not None and one.bridge_model == other.bridge_model:
        model, cosine = one.bridge_model, float(one.bridge @ other.bridge)
    else:
        return 0.0
    known = next((c for name, c in _COSINES.items() if model.startswith(name)), _UNKNOWN_MODEL)
    middle, step = known[across]
    return max(-_FARTHEST, min(_FARTHEST, (cosine - middle) / step))


def _words(a: _Side, b: _Side) -> float:
    if not a.length or not b.length:
        return 0.0
    mine, others = a.weights, b.weights
    return sum(mine[t] * others[t] for t in mine.keys() & others.keys()) / (a.length * b.length) - 0.2


def _names(one: Sketch, other: Sketch, background: Background) -> float:
    mine, others = one.names, other.names
    if not mine or not others:
        return 0.0
    if one.language == other.language:
        shared = mine & others
    else:
        key = bones if script_of(one.language) == script_of(other.language) else far_bones
        known = {key(name) for name in others} - {""}
        shared = frozenset(name for name in mine if key(name) in known)
    whole = min(sum(background.rarity(name_key(n)) for n in side) for side in (mine, others))
    return min(1.0, sum(background.rarity(name_key(n)) for n in shared) / max(whole, 1.0)) - 0.2


def _places(one: Sketch, other: Sketch, background: Background) -> float:
    if not one.places or not other.places:
        return 0.0
    shared = one.places & other.places
    return sum(map(background.rarity, shared)) if shared else -1.0


def _apart(one: Sketch, other: Sketch) -> float:
    if one.at is None or other.at is None:
        return 0.0
    days = abs((one.at - other.at).total_seconds()) / 86_400
    return math.exp(-((days / _SIGMA_DAYS) ** 2) / 2) - 1.0
