"""The pure parts of the search for disputes: aligned wording, clusters of pairs, categories, gazetteer."""

from __future__ import annotations

import pytest

from counterpoint.align.dispute_pairs import Clash, Side
from counterpoint.align.dispute_places import apart
from counterpoint.align.dispute_wording import exchanges
from counterpoint.align.disputes import compatible_pairs, merge
from counterpoint.types import Span

SAID = "we will rebuild the old stone bridge before the spring floods arrive"


@pytest.mark.parametrize(
    ("other", "changed"),
    [
        (SAID, False),
        ("we will rebuild the old stone bridge before the spring", False),  # cut
        ("and so we will rebuild the old stone bridge before the spring floods arrive", False),  # longer
        ("we will rebuild the old stone bridges before the spring floods arrive", False),  # one letter
        (
            "we will rebuild the old stone bridge before the autumn floods arrive",
            False,
        ),  # one word: an editor's
        ("we will restore this ancient stone bridge before the spring floods arrive", True),
        ("nobody ever asked the people of the valley what they want", False),  # another remark
    ],
)
def test_exchange_of_content_words_in_matching_words(other, changed):
    """Cuts, additions, spelling and single synonyms keep the wording; exchanged content words change it."""
    assert bool(exchanges(SAID.split(), other.split())) is changed


def clash(one: str, other: str, at: int, score: float = 1.0) -> Clash:
    sides = [Side(v, v, s, s) for v, s in ((one, Span("a", at, at + 1)), (other, Span("b", at, at + 1)))]
    return Clash("number", "", *sides, score=score)


def test_pairs_that_share_a_place_are_one_dispute():
    """Two pairs with a common site belong together; others stand alone."""
    assert [len(c) for c in merge([clash("26", "24", 1), clash("26", "15", 1), clash("3", "4", 9)])] == [2, 1]


def test_values_of_one_dispute_all_clash():
    """A chain of pairs is cut to the values that clash pairwise, from the surest pair on."""
    chain = [clash("8", "10", 1, 0.9), clash("8", "22", 1, 0.7)]
    clique = [*chain, clash("10", "22", 2, 0.6)]

    assert compatible_pairs(chain) == chain[:1]
    assert compatible_pairs(clique) == clique


@pytest.mark.parametrize(
    ("one", "other", "excluded"),
    [
        ("Lisbon", "Portugal", False),
        ("Lisbon", "Marseille", True),
        ("Marlow Bay", "Port Selby", True),
        ("Lisbon", "Port Selby", False),  # nobody knows how they lie
        ("Texas", "Austin", False),
        ("northern Portugal", "Portugal", False),
    ],
)
def test_places_exclude_each_other_unless_one_lies_in_the_other(one, other, excluded):
    """Containment is precision; a place the gazetteer does not know excludes none that it knows."""
    assert apart(one, other) is excluded
