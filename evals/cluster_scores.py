"""Scores of clusters against labels, and the two baselines of evals/clusters.py."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from counterpoint.types.stream import Sketch

_SIGMA_DAYS = 3.0


@dataclass(frozen=True, slots=True)
class Scores:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        whole = self.precision + self.recall
        return 2 * self.precision * self.recall / whole if whole else 0.0


def bcubed(gold: Mapping[str, str], found: Mapping[str, str]) -> Scores:
    """BCubed of the items that have a label and a cluster."""
    items = [item for item in found if item in gold]
    labels = Counter(gold[item] for item in items)
    clusters = Counter(found[item] for item in items)
    both = Counter((gold[item], found[item]) for item in items)
    shared = [(both[gold[i], found[i]], clusters[found[i]], labels[gold[i]]) for i in items]
    n = max(1, len(items))
    return Scores(sum(b / c for b, c, _ in shared) / n, sum(b / e for b, _, e in shared) / n)


def pairs_f1(gold: Mapping[str, str], found: Mapping[str, str]) -> float:
    items = [item for item in found if item in gold]

    def pairs(key: Callable[[str], Hashable]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(map(key, items)).values())

    whole = pairs(lambda i: gold[i]) + pairs(lambda i: found[i])
    return 2 * pairs(lambda i: (gold[i], found[i])) / whole if whole else 0.0


def by_vector(order: Sequence[Sketch], bound: float) -> dict[str, str]:
    """Nearest centroid by the embedding alone: the bridge's where the reports have one, since it reads every language."""
    found: dict[str, str] = {}
    sums = np.zeros((len(order), len(_vector(order[0]))), dtype=np.float32)
    units = np.zeros_like(sums)
    names: list[str] = []
    for sketch in order:
        vector = _vector(sketch)
        scores = units[: len(names)] @ vector
        n = int(scores.argmax()) if names else -1
        if n < 0 or scores[n] < bound:
            n = len(names)
            names.append(sketch.id)
        sums[n] += vector
        units[n] = sums[n] / max(1e-9, float(np.linalg.norm(sums[n])))
        found[sketch.id] = names[n]
    return found


def _vector(sketch: Sketch) -> np.ndarray:
    return sketch.vector if sketch.bridge is None else sketch.bridge


def by_words(order: Sequence[Sketch], bound: float) -> dict[str, str]:
    """Nearest centroid by TF-IDF of the stream so far, times a Gaussian of the time since the story's last report."""
    seen: Counter[str] = Counter()
    sums: list[dict[str, float]] = []
    last: list[Sketch] = []
    holders: dict[str, set[int]] = {}
    found: dict[str, str] = {}
    names: list[str] = []
    for count, sketch in enumerate(order, 1):
        seen.update(term for term, _ in sketch.terms)
        mine = _unit({term: tf * math.log(1 + count / seen[term]) for term, tf in sketch.terms})
        scores: Counter[int] = Counter()
        for term, weight in mine.items():
            for n in holders.get(term, ()):
                scores[n] += weight * sums[n][term]
        best, top = -1, bound
        for n, dot in scores.items():
            length = math.sqrt(sum(w * w for w in sums[n].values()))
            value = dot / length * _decay(sketch, last[n])
            if value >= top:
                best, top = n, value
        if best < 0:
            best = len(names)
            names.append(sketch.id)
            sums.append({})
            last.append(sketch)
        for term, weight in mine.items():
            sums[best][term] = sums[best].get(term, 0.0) + weight
            holders.setdefault(term, set()).add(best)
        last[best] = sketch
        found[sketch.id] = names[best]
    return found


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}


def _decay(one: Sketch, other: Sketch) -> float:
    if one.at is None or other.at is None:
        return 1.0
    days = abs((one.at - other.at).total_seconds()) / 86_400
    return math.exp(-((days / _SIGMA_DAYS) ** 2) / 2)
