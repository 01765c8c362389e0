"""Join scored pairs into groups without chaining.

Data way: scored pairs of claims -> groups of rows. Pure and deterministic.

Method: agglomeration from the best pair down, where a join needs the average over all pairs of the two groups to hold
(average linkage, Sokal and Michener 1958) and no single pair to fall below a floor (complete linkage's guard): in
A~B~C with A and C strangers, C stays out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Pair = tuple[int, int]

_LARGEST = (
    10_000  # pairs between two groups above which they are left apart: a hundred copies of one sentence each
)


def join(
    size: int,
    scores: Mapping[Pair, float],
    *,
    mean: float,
    least: float,
    unknown: float,
    apart: Sequence[object] = (),
) -> list[list[int]]:
    """Return groups of 0..size-1, each in order, the groups in the order of their first member.

    Args:
        size: How many items there are.
        scores: Similarity by (low, high) pair of items.
        mean: Lowest average similarity between two groups that joins them.
        least: Lowest similarity of any two members of one group.
        unknown: Similarity of a pair that has no score.
        apart: A key for each item; two items with equal keys, None aside, never share a group.

    """
    group = list(range(size))
    members = {i: [i] for i in range(size)}
    keys = {i: {apart[i]} - {None} if apart else set() for i in range(size)}
    order = sorted((p for p, s in scores.items() if s >= mean), key=lambda p: (-scores[p], p))
    for a, b in order:
        one, other = sorted((group[a], group[b]))
        if one == other or keys[one] & keys[other] or len(members[one]) * len(members[other]) > _LARGEST:
            continue
        cross = [scores.get((min(i, j), max(i, j)), unknown) for i in members[one] for j in members[other]]
        if min(cross) < least or sum(cross) / len(cross) < mean:
            continue
        for item in members[other]:
            group[item] = one
        members[one] += members.pop(other)
        keys[one] |= keys.pop(other)
    return sorted(sorted(m) for m in members.values())
