"""Look again at the reports of stories that a new report touches: which of them tell of one event?

Data way: log-odds of some reports, the stories they are in -> the stories they should be in. Pure arithmetic.

Method: average linkage from the single reports up, since it neither chains as the nearest pair does nor tears as the
farthest does. What it finds takes the place of what stood only where that is better by a margin: stories do not flicker.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SURE = 4.0  # log-odds beyond which a likeness says no more: a copy does not outweigh all that is unlike
NEVER = -1e6  # likeness of two reports that an editor keeps apart
ALWAYS = 1e3  # and of two that an editor put together

_TOP = 3  # members whose likeness a score averages


def probability(log_odds: float) -> float:
    """Return log-odds as a share, 0..1."""
    return 1.0 / (1.0 + math.exp(-log_odds))


def score(likeness: Sequence[float]) -> float:
    """Return how surely a report is of a story, from its log-odds with each that represents it.

    Half the mean of the three most alike, half the mean of all: the best alone chains, the mean alone loses the first reports
    of a story that many sides are told of.
    """
    if not likeness:
        return -SURE
    top = sorted(likeness, reverse=True)[:_TOP]
    return (sum(top) / len(top) + sum(likeness) / len(likeness)) / 2


def linked(matrix: NDArray[np.float64], bound: float) -> list[int]:
    """Return for each report the number of its group: pairs of groups are joined while their mean likeness is at least `bound`.

    Args:
        matrix: Likenesses, shape (n, n), symmetric; the diagonal is not read.
        bound: In the units of the matrix.

    """
    n = len(matrix)
    means = matrix.astype(np.float64)
    np.fill_diagonal(means, -np.inf)
    sizes = np.ones(n)
    labels = np.arange(n)
    while n > 1:
        a, b = divmod(int(means.argmax()), n)
        if means[a, b] < bound:
            break
        row = (means[a] * sizes[a] + means[b] * sizes[b]) / (sizes[a] + sizes[b])
        means[a], means[:, a] = row, row
        means[a, a] = -np.inf
        means[b], means[:, b] = -np.inf, -np.inf
        sizes[a] += sizes[b]
        labels[labels == b] = a
    return [int(label) for label in labels]


def gain(matrix: NDArray[np.float64], before: Sequence[int], after: Sequence[int], bound: float) -> float:
    """Return how much better one grouping is than another: by how much, on average, the pairs it puts otherwise pass `bound`."""
    old, new = np.asarray(before), np.asarray(after)
    was, now = old[:, None] == old, new[:, None] == new
    changed = np.triu(was != now, 1)
    count = int(changed.sum())
    if not count:
        return 0.0
    signs = np.where(now, 1.0, -1.0) * (matrix - bound)
    return float(signs[changed].sum()) / count
