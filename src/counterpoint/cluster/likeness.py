"""How likely it is that two reports tell of the same event.

Data way: two Sketches, the stream's Background -> a probability. Pure.

Method: logistic regression over a few comparable signs, each 0 where it says nothing either way, after Miranda et al.,
"Multilingual Clustering of Streaming News" (EMNLP 2018), who add up similarities of words, names and time; we add what speaks
against: other places, other figures, other days. Weights come from evals/fit_likeness.py
and evals/fit_whole.py; see docs/design/0019-likeness.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from counterpoint.cluster.background import Background, figure_key, name_key
from counterpoint.cluster.features_names import bones, far_bones, script_of
from counterpoint.cluster.features_words import UNSPACED
from counterpoint.places import country_of
from counterpoint.types.stream import Sketch

# The probability from which two reports are taken to tell of one event.
SAME_EVENT = 0.5

# What one step of each sign adds to the log-odds.
WEIGHTS = {
    # Where it starts: two whole reports in one language, of which nothing is known.
    "start": -4.05,
    # One is a headline, with a line or two or alone. Fitted as one sign (1.42) on headlines alone; parted by hand, since a line
    # below it gives away the topic more than the event.
    "headline": 0.42,
    "headline alone": 2.00,
    "two languages": 3.15,
    "bridged": -0.08,  # the second model speaks, in two languages
    "bridged within": -0.26,  # the second model speaks, in one language
    "unread": -0.53,  # no model speaks
    # What the embedder makes of title and lead, in steps of .1 cosine, by what it has to read.
    "meaning": 0.35,
    "meaning of headlines": 0.26,
    "meaning across languages": 1.53,
    "meaning by bridge": 0.15,
    "meaning by bridge across languages": 0.95,
    # What both have and few others do.
    "words": 2.91,
    "words alike": 0.0,
    "words of headlines": 1.05,
    "names": 0.88,
    "names across languages": 1.39,
    "figures": 0.60,
    "places": 0.03,
    # What only one of them can have right, if they tell of one event.
    "other places": 0.63,
    "other figures": 0.45,
    # By hand. No name in common: fitted .14, raised for events that look alike, which the labelled sets hardly have; costs them
    # .004 F1 at most. Days and time: the labelled reports have no trustworthy times.
    "other names": 1.0,
    "days": 0.30,
    "other days": 0.70,
    "time apart": 4.00,
    "one day": 0.0,
    # By hand too, of two of which one is little more than a headline, or both are a headline alone: eight words that name another
    # country or nobody in common are of another event, however alike; and of one hour, more are of one.
    "other places of headlines": 2.5,
    "other names of headlines": 1.5,
    "headlines of one day": 0.6,
}
# Of two whole reports in one language, where it is other: they are fitted on more, by evals/fit_whole.py.
OF_WHOLE = {
    "start": -3.40,  # .8 above the fit, as the stream's bound lies at -1: by RPM2 and wikinews, whose reports are long
    "unread": -0.04,
    "meaning": 0.32,
    "words": 1.66,
    "words alike": 2.45,
    "names": 0.76,
    "figures": 0.58,
    "places": 0.25,
    "other places": 0.40,
    "other figures": 0.67,
    "one day": 0.70,  # by hand; with a wider Gaussian BASIL's events came together when all were dated in one week
}
SIGNS = tuple(WEIGHTS)
_VECTOR = np.array(list(WEIGHTS.values()))
_VECTOR_OF_WHOLE = np.array(list((WEIGHTS | OF_WHOLE).values()))
_BY_HAND = (
    "other names", "days", "other days", "time apart", "other places of headlines", "other names of headlines",
    "headlines of one day",
)  # fmt: skip
# Those set by hand tell events apart; reports of two events of one kind are alike all the same.
_GRADED = np.where(np.isin(SIGNS, _BY_HAND), 0.0, _VECTOR)

# Where `meaning` is 0: a cosine by model, in one language and in two; and what one step is.
_MIDDLES = {
    "use": (0.6, 0.6, 0.1),
    "multilingual-e5": (0.9, 0.85, 0.02),
    "lexical": (0.4, 0.3, 0.1),
}
_UNKNOWN_MODEL = (0.6, 0.6, 0.1)
_FARTHEST = 4.0  # steps: beyond that a cosine says no more
_NAMES = 3  # words of names that each must have, for sharing none to say something
_PAIR = 0.5  # of a word: what a pair of characters counts
_FIGURES = 2.0  # figures shared beyond which more say nothing
_SIGMA_DAYS = 3.0  # of the Gaussian of the time between two reports
# Days: from the first on a live stream would have forgotten the one report before the other came; at the second it counts twice.
# By hand, for archives that are read at once: no labelled report of one event comes so late.
_WEEK, _LONG = 7.0, 21.0
_SIGMA_NEAR = 1.0  # days: of that by which a time speaks for one event
_FAR_DAYS = 2  # dates that lie no further apart may be of one event that lasted, or of two time zones


def likeness(a: Sketch, b: Sketch, background: Background) -> float:
    """Return the probability that two reports tell of the same event, not merely of one topic."""
    return float(likenesses(a, [b], background)[0])


def likenesses(one: Sketch, others: Sequence[Sketch], background: Background) -> NDArray[np.float64]:
    """Return `likeness` of one report and each of others, shape (len(others),)."""
    return np.asarray(1.0 / (1.0 + np.exp(-log_odds(one, others, background))))


def log_odds(one: Sketch, others: Sequence[Sketch], background: Background) -> NDArray[np.float64]:
    """Return the likeness before its sigmoid, shape (len(others),)."""
    rows = signs(one, others, background)
    return np.asarray(np.where(_of_whole(rows), rows @ _VECTOR_OF_WHOLE, rows @ _VECTOR))


def _of_whole(rows: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which pairs are of two whole reports in one language."""
    return np.asarray((rows[:, _PLACE["headline"]] == 0.0) & (rows[:, _PLACE["two languages"]] == 0.0))


def similarity(a: Sketch, b: Sketch, background: Background) -> float:
    """Return how alike two reports are, graded: for ordering pairs, not for deciding; times, days and strange names left out."""
    return float(signs(a, [b], background)[0] @ _GRADED)


def signs(one: Sketch, others: Sequence[Sketch], background: Background) -> NDArray[np.float64]:
    """Return what speaks for and against one event, shape (len(others), len(SIGNS))."""
    rows = np.zeros((len(others), len(SIGNS)))
    cosines = _cosines(one, others)
    terms = dict(one.terms)
    length = background.length(one.terms, background.scale(one.language))
    for n, other in enumerate(others):
        found = _evidence(one, other, terms, length, background)
        found.update(_meaning(one, other, cosines[n]))
        row = rows[n]
        for name, value in found.items():
            row[_PLACE[name]] = value
    return rows


_PLACE = {name: n for n, name in enumerate(SIGNS)}


def _cosines(one: Sketch, others: Sequence[Sketch]) -> NDArray[np.float64]:
    """Cosines of the first model; NaN where two vectors are not to be compared."""
    fit = [
        one.model == o.model and one.vector.shape == o.vector.shape and one.read and o.read for o in others
    ]
    found = np.full(len(others), np.nan)
    if any(fit):
        found[fit] = np.stack([o.vector for o, ok in zip(others, fit, strict=True) if ok]) @ one.vector
        found[found == 0.0] = np.nan  # an empty text has no direction
    return found


def _meaning(one: Sketch, other: Sketch, cosine: float) -> dict[str, float]:
    """What the models say, under the name of the case, and where the case starts."""
    across = one.language != other.language
    if not math.isnan(cosine):
        name = "meaning" if one.whole and other.whole else "meaning of headlines"
        return {"meaning across languages" if across else name: _steps(one.model, cosine, across=across)}
    if _bridged(one, other):
        assert one.bridge is not None
        assert other.bridge is not None
        steps = _steps(one.bridge_model, float(one.bridge @ other.bridge), across=across)
        if across:
            return {"meaning by bridge across languages": steps, "bridged": 1.0}
        return {"meaning by bridge": steps, "bridged within": 1.0}
    return {"unread": 1.0}


def _bridged(one: Sketch, other: Sketch) -> bool:
    """Whether the second model has read both."""
    if one.bridge is None or other.bridge is None or one.bridge_model != other.bridge_model:
        return False
    return one.bridge.size > 0 and one.bridge.shape == other.bridge.shape


def _steps(model: str, cosine: float, *, across: bool) -> float:
    within, between, step = next(
        (c for name, c in _MIDDLES.items() if model.startswith(name)), _UNKNOWN_MODEL
    )
    return max(-_FARTHEST, min(_FARTHEST, (cosine - (between if across else within)) / step))


def _evidence(
    one: Sketch, other: Sketch, terms: dict[str, float], length: float, background: Background
) -> dict[str, float]:
    everywhere, within = background.scale(), background.scale(one.language)
    rarity = partial(background.rarity, scale=everywhere)
    across = one.language != other.language
    found = {"start": 1.0, "time apart": _apart(one, other)}
    alike = 0.0  # the cosine of their words
    if across:
        found["two languages"] = 1.0
    else:
        shared, product, others = background.shared(terms, other.terms, within)
        found["words"] = math.log1p(shared * (_PAIR if one.language in UNSPACED else 1.0))
        alike = product / (length * others) if product else 0.0
    if not (one.whole and other.whole):
        found["headline"] = 1.0
        found["headline alone"] = float(one.bare or other.bare)
        if one.bare and other.bare and one.at and other.at:
            found["headlines of one day"] = 1.0 + found["time apart"]
        if not across:
            found["words of headlines"] = alike
    elif not across:
        found["words alike"] = alike
        found["one day"] = _near(one, other)
    both = shared_names(one, other)
    if not both and not across and min(len(one.names), len(other.names)) >= _NAMES:
        found["other names"] = -1.0
    elif not both and not across and one.names and other.names and one.bare and other.bare:
        found["other names of headlines"] = -1.0
    names = sum(rarity(name_key(n)) for n in both)
    found["names across languages" if across else "names"] = math.log1p(names)
    found |= _for_and_against(
        "figures", one.numbers, other.numbers, map(rarity, map(figure_key, one.numbers & other.numbers))
    )
    found |= _for_and_against("places", one.places, other.places, map(rarity, one.places & other.places))
    if "other places" in found:
        found["other places"] = -float(_elsewhere(one.places, other.places))
        if not (one.whole and other.whole):
            found["other places of headlines"] = found["other places"]
    if one.days and other.days:
        nearest = min(abs(d - e) for d in one.days for e in other.days)
        found["days"], found["other days"] = float(nearest == 0), -float(nearest > _FAR_DAYS)
    return found


def _for_and_against(
    name: str, mine: frozenset[str], others: frozenset[str], shared: Iterable[float]
) -> dict[str, float]:
    """The rarity of what both have; -1 where both have some and none is the same."""
    if not mine or not others:
        return {}
    if mine.isdisjoint(others):
        return {f"other {name}": -1.0}
    return {name: min(_FIGURES, sum(shared))}


def _elsewhere(mine: frozenset[str], others: frozenset[str]) -> bool:
    """Whether no place of one side lies in a country that the other names."""
    return _countries(mine).isdisjoint(others) and _countries(others).isdisjoint(mine)


@lru_cache(maxsize=65_536)
def _countries(places: frozenset[str]) -> frozenset[str]:
    return frozenset(f"territory:{country_of(place)}" for place in places)


def shared_names(one: Sketch, other: Sketch) -> frozenset[str]:
    """Return the names of one report that the other has too, in whatever language it spells them."""
    if one.language == other.language:
        return one.names & other.names
    key = bones if script_of(one.language) == script_of(other.language) else far_bones
    known = {key(name) for name in other.names} - {""}
    return frozenset(name for name in one.names if key(name) in known)


def _apart(one: Sketch, other: Sketch) -> float:
    """0 for reports of one hour, towards -1 for reports more than a week apart, -2 for three weeks; 0 where a time is not known."""
    if one.at is None or other.at is None:
        return 0.0
    days = abs((one.at - other.at).total_seconds()) / 86_400
    late = min(1.0, max(0.0, (days - _WEEK) / (_LONG - _WEEK)))
    return math.exp(-((days / _SIGMA_DAYS) ** 2) / 2) - 1.0 - late


def _near(one: Sketch, other: Sketch) -> float:
    """1 for reports of one hour, towards 0 for reports two days apart or more; 0 where a time is not known."""
    if one.at is None or other.at is None:
        return 0.0
    days = (one.at - other.at).total_seconds() / 86_400
    return math.exp(-((days / _SIGMA_NEAR) ** 2) / 2)
