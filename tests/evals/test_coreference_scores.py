"""The scores of same-event linking, on clusterings small enough to reckon by hand."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.coreference_scores import assign, conll


def sets(*clusters):
    return [frozenset(c) for c in clusters]


def test_the_same_clustering_scores_one():
    """Gold against itself is perfect in every score."""
    gold = sets("abc", "d")

    assert set(conll([(gold, gold)]).values()) == {1.0}


def test_a_moved_mention_costs_what_the_definitions_say():
    """abc|d against ab|cd: MUC 1/2; B-cubed R 2/3, P 3/4; CEAF-e (4/5 + 2/3) / 2."""
    got = conll([(sets("abc", "d"), sets("ab", "cd"))])

    assert got["muc_f1"] == pytest.approx(1 / 2)
    assert got["b3_f1"] == pytest.approx(2 * (2 / 3) * (3 / 4) / (2 / 3 + 3 / 4))
    assert got["ceaf_e_f1"] == pytest.approx((4 / 5 + 2 / 3) / 2)


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(st.floats(0, 1), min_size=4, max_size=4), min_size=n, max_size=n)
    )
)
def test_the_assignment_is_the_best_one(gain):
    """No other pairing of rows and columns gains more."""
    best = max(sum(gain[i][p[i]] for i in range(len(gain))) for p in permutations(range(4), len(gain)))

    assert sum(gain[i][j] for i, j in assign(gain)) == pytest.approx(best)
