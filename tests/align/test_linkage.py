"""Joining scored pairs into groups."""

from counterpoint.align.linkage import join


def test_strangers_are_not_chained():
    """A is like B and B like C; where A and C are strangers, C stays out."""
    groups = join(3, {(0, 1): 2.0, (1, 2): 1.0}, mean=0.0, least=-1.0, unknown=-5.0)

    assert groups == [[0, 1], [2]]


def test_a_friend_of_all_joins():
    """C joins when it is like A and B on average and hostile to neither."""
    groups = join(3, {(0, 1): 2.0, (1, 2): 1.0, (0, 2): -0.5}, mean=0.0, least=-1.0, unknown=-5.0)

    assert groups == [[0, 1, 2]]


def test_items_of_one_key_stay_apart():
    """Two statements of one sentence never share a group; a missing key holds nothing apart."""
    scores = {(0, 1): 5.0, (0, 2): 3.0, (1, 2): 4.0}

    assert join(3, scores, mean=0.0, least=-1.0, unknown=-5.0, apart=["s", "s", None]) == [[0], [1, 2]]


def test_no_pairs_no_joins():
    """Without scores every item is a group."""
    assert join(2, {}, mean=0.0, least=0.0, unknown=0.0) == [[0], [1]]
