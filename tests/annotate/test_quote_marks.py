"""Quoted passages in all typographies."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.annotate.quote_marks import find_quoted
from counterpoint.types import Block, BlockKind


def inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find_quoted(text, ())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "it is so" to us.', ["it is so"]),
        ("“A ‘nested’ one,” he said. “It’s fine.”", ["A ‘nested’ one,", "It’s fine."]),
        ("„Das ist es“, sagte er. »Nein«", ["Das ist es", "Nein"]),
        ("« Oui », dit-il. «Non»", [" Oui ", "Non"]),
        ("彼は「これは『本』だ」と言った。", ["これは『本』だ"]),
        ("«Он сказал «нет» мне»", ["Он сказал «нет» мне"]),
        ("''My dear friend'' he wrote", ["My dear friend"]),
        ("‘A young life’, he said; it’s ‘gone’", ["A young life", "gone"]),
    ],
)
def test_pairs(text, found):
    """Each script's marks, outermost passages only."""
    assert inner(text) == found


@pytest.mark.parametrize(
    "text", ["the workers' union's big day", "a 5'10\" man", "rock 'n' roll", "it’s ours, isn’t it?"]
)
def test_apostrophes_and_inches_are_no_marks(text):
    """Possessives, contractions and measures quote nothing worth three words."""
    assert [t for t in inner(text) if len(t.split()) > 2] == []


def test_a_quotation_of_several_paragraphs_opens_anew_in_each():
    """A paragraph that opens and does not close is quoted to its end."""
    text = '"The first paragraph goes on.\n\n"The second one ends it," he said.'
    blocks = (Block(BlockKind.PARAGRAPH, 0, 29), Block(BlockKind.PARAGRAPH, 31, len(text)))

    first, second = find_quoted(text, blocks)

    assert not first.closed
    assert text[first.inner_start : first.inner_end] == "The first paragraph goes on."
    assert second.closed


@given(st.text(alphabet="ab \n\"'“”„«»「」‘’", max_size=200))
def test_passages_lie_in_order_within_the_text(text):
    """Passages never overlap and never leave the text."""
    at = 0
    for q in find_quoted(text, ()):
        assert at <= q.start < q.inner_start <= q.inner_end <= q.end <= len(text)
        at = q.end


def test_a_million_marks_take_no_time():
    """Lost marks do not make the search quadratic."""
    began = time.process_time()

    find_quoted("“" * 200_000, ())
    find_quoted('"a ' * 100_000, ())

    assert time.process_time() - began < 5
