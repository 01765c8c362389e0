"""What a reader types is read without ever failing."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.desk.query import MOST_PIECES, Piece, parse_query


def words(*tokens, **more):
    return Piece(tokens, **more)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("bridge river", ((words("bridge"),), (words("river"),))),
        ('"bridge fell"', ((words("bridge", "fell"),),)),
        ("“bridge fell”", ((words("bridge", "fell"),),)),
        ("bridge OR ferry", ((words("bridge"), words("ferry")),)),
        ("bri*", ((words("bri", beginning=True),),)),
        ("title:bridge", ((words("bridge", title=True),),)),
        ("U.S.", ((words("u", "s"),),)),
        ("OR", ()),
        ('"unclosed phrase', ((words("unclosed", "phrase"),),)),
        ("colour:red", ((words("colour", "red"),),)),
        ("after:soon", ((words("after", "soon"),),)),
        ("", ()),
    ],
)
def test_words_phrases_and_choices(text, wanted):
    """All words are sought; what is no syntax of ours is words."""
    assert parse_query(text).wanted == wanted


def test_bounds_and_what_is_left_out():
    """Language, site and time narrow down; a minus leaves out."""
    query = parse_query("bridge -ferry lang:FR site:www.river.example after:2026-01 before:2026-02-03")

    assert query.unwanted == (words("ferry"),)
    assert (query.languages, query.sites) == (("fr",), ("river.example",))
    assert query.after == datetime(2026, 1, 1, tzinfo=UTC)
    assert query.before == datetime(2026, 2, 3, tzinfo=UTC)


@given(st.text())
def test_nothing_that_is_typed_fails(text):
    """Any text gives a query of bounded size."""
    query = parse_query(text)

    assert sum(map(len, query.wanted)) + len(query.unwanted) <= MOST_PIECES
