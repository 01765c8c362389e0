"""Tokens: the same for a text and for what is sought in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.desk.words import LONGEST, index_words, query_words


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("The Bridge fell.", ["the", "bridge", "fell"]),
        ("Éléphant ÉLÉPHANT elephant", ["elephant"] * 3),
        ("1,000 people", ["1", "000", "people"]),
        ("don't", ["don", "t"]),
        ("東京都", ["東京", "京都", "都"]),
        ("APEC会議 2026", ["apec", "会議", "議", "2026"]),
        ("Ёлка", ["елка"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("", []),
        ("…—!", []),
    ],
)
def test_texts_are_cut_into_tokens(text, tokens):
    """Words folded; scripts without spaces in overlapping pairs, the last character alone."""
    assert index_words(text) == tokens


@pytest.mark.parametrize(
    ("sought", "tokens", "beginning"),
    [
        ("東京", ["東京"], False),
        ("東", ["東"], True),
        ("東京都", ["東京", "京都"], False),
        ("Tower", ["tower"], False),
    ],
)
def test_what_is_sought_in_pairs_leaves_the_last_character_out(sought, tokens, beginning):
    """Two characters are one token; one alone is the beginning of one."""
    assert query_words(sought) == (tokens, beginning)


@given(st.text())
def test_any_text_can_be_cut(text):
    """Tokens hold no spaces or quotes and are never too long, whatever comes in."""
    for token in index_words(text) + query_words(text)[0]:
        assert token
        assert len(token) <= LONGEST
        assert not set(token) & set(" '\"\\\x00:*()")
