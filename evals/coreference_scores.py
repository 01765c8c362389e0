"""The three scores of coreference whose mean is the CoNLL F1: MUC, B-cubed and entity CEAF, on gold mentions.

Method: Vilain et al. 1995; Bagga and Baldwin 1998; Luo 2005 (similarity phi-4), with the assignment solved exactly by
the shortest augmenting paths of Jonker and Volgenant (1987). Clusterings are given per world (a subtopic), between
which no cluster reaches, so that sums over worlds are the scores of the whole.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

Clustering = Sequence[frozenset[Hashable]]


def conll(worlds: Sequence[tuple[Clustering, Clustering]]) -> dict[str, float]:
    """Return F1 of each score and their mean, for pairs of (gold, predicted) clusterings of the same mentions."""
    muc, b3, ceaf = [0.0] * 4, [0.0] * 4, [0.0] * 4
    for gold, predicted in worlds:
        _add(muc, (*_muc(gold, predicted), *_muc(predicted, gold)))
        _add(b3, (*_b_cubed(gold, predicted), *_b_cubed(predicted, gold)))
        best = _best_match(gold, predicted)
        _add(ceaf, (best, float(len(gold)), best, float(len(predicted))))
    scores = {"muc_f1": _f1(muc), "b3_f1": _f1(b3), "ceaf_e_f1": _f1(ceaf)}
    return {**scores, "conll_f1": sum(scores.values()) / 3}


def _add(total: list[float], values: Sequence[float]) -> None:
    for i, value in enumerate(values):
        total[i] += value


def _f1(parts: Sequence[float]) -> float:
    """F1 from (recall's numerator and denominator, precision's numerator and denominator)."""
    recall = parts[0] / parts[1] if parts[1] else 0.0
    precision = parts[2] / parts[3] if parts[3] else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _owners(clusters: Clustering) -> Mapping[Hashable, int]:
    return {mention: i for i, cluster in enumerate(clusters) for mention in cluster}


def _muc(key: Clustering, response: Clustering) -> tuple[float, float]:
    owner = _owners(response)
    right = sum(len(c) - len({owner[m] for m in c}) for c in key)
    return float(right), float(sum(len(c) - 1 for c in key))


def _b_cubed(key: Clustering, response: Clustering) -> tuple[float, float]:
    owner = _owners(response)
    total = 0.0
    for cluster in key:
        shares: dict[int, int] = {}
        for mention in cluster:
            shares[owner[mention]] = shares.get(owner[mention], 0) + 1
        total += sum(n * n for n in shares.values()) / len(cluster)
    return total, float(sum(map(len, key)))


def _best_match(gold: Clustering, predicted: Clustering) -> float:
    """The largest sum of phi-4 over one-to-one pairs of clusters."""
    rows, columns = (gold, predicted) if len(gold) <= len(predicted) else (predicted, gold)
    gain = [[2 * len(a & b) / (len(a) + len(b)) for b in columns] for a in rows]
    return sum(gain[i][j] for i, j in assign(gain))


def assign(gain: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the one-to-one pairs (row, column) of greatest total gain; rows must not outnumber columns."""
    n, m = len(gain), len(gain[0]) if gain else 0
    row_price, column_price = [0.0] * (n + 1), [0.0] * (m + 1)
    match, way = [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        match[0], at = i, 0
        slack, used = [float("inf")] * (m + 1), [False] * (m + 1)
        while True:
            used[at] = True
            row, least, following = match[at], float("inf"), 0
            for j in range(1, m + 1):
                if used[j]:
                    continue
                cost = -gain[row - 1][j - 1] - row_price[row] - column_price[j]
                if cost < slack[j]:
                    slack[j], way[j] = cost, at
                if slack[j] < least:
                    least, following = slack[j], j
            for j in range(m + 1):
                if used[j]:
                    row_price[match[j]] += least
                    column_price[j] -= least
                else:
                    slack[j] -= least
            at = following
            if match[at] == 0:
                break
        while at:
            match[at] = match[way[at]]
            at = way[at]
    return [(match[j] - 1, j - 1) for j in range(1, m + 1) if match[j]]
