"""How freely a text was rewritten from another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.cluster.copies import find_copies
from counterpoint.cluster.reuse import Bounds, Degree, Taken, degree, measure, name_degree
from counterpoint.types import CopyKind
from tests.make import article

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SOURCE = (
    "The council of Marrow Bay closed the old pier on Monday after divers found cracks in nine of its piles.",
    "Engineers will inspect the rest of the structure before the summer season begins, the mayor told a meeting.",
    "Fishing boats have been moved to the inner harbour, where there is room for some forty of them at low tide.",
)
LIGHT = (
    "The council of Marrow Bay shut the old pier on Monday after divers found cracks in several of its piles.",
    "Engineers will inspect the rest of the structure before summer comes, the mayor told a meeting.",
    "Fishing boats have been brought to the inner harbour, where there is room for some forty when it is low tide.",
)
HEAVY = (
    "On Monday the council of the town closed its old pier: there were cracks in nine of the piles.",
    "The structure and the rest of it are what engineers will look at, told the mayor a meeting of residents.",
    "In the inner harbour, where fishing boats have gone, there is some room at low tide.",
)
OWN = (
    "Shopkeepers along the promenade spoke of a lost summer when they met behind closed shutters last evening.",
    "Nobody had warned them, said the owner of a kiosk, who first read of it on a handwritten note by the gate.",
    "A petition that asks for a footbridge of pontoons had gathered some six hundred names before midnight.",
)


def text(*lines: str) -> str:
    return "\n\n".join(lines)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (SOURCE, Degree.VERBATIM),
        (SOURCE[::-1], Degree.VERBATIM),
        (LIGHT, Degree.LIGHT),
        (HEAVY, Degree.HEAVY),
        (OWN, Degree.NONE),
    ],
)
def test_a_text_is_named_by_how_its_sentences_were_changed(lines, expected):
    assert degree(text(*lines), text(*SOURCE)).degree is expected


def test_sentences_of_its_own_make_no_difference_to_how_the_others_were_taken():
    """They lower the share, not the degree: two sentences cut out stay cut out."""
    alone, among = (
        degree(text(*lines), text(*SOURCE)) for lines in (SOURCE[:2], (OWN[0], *SOURCE[:2], *OWN[1:]))
    )

    assert (alone.degree, alone.share) == (Degree.VERBATIM, 1.0)
    assert among.degree is Degree.VERBATIM
    assert 0.3 < among.share < 0.5
    assert among.evidence.startswith(f"{among.share:.0%} of the text")


def test_an_embedder_finds_sentences_in_other_words():
    """Those whose vectors agree were taken, though hardly two words stand together."""

    class Topics:
        id, same, apart = "topics", 0.6, 0.3

        def reads(self, language):
            return language == "en"

        def embed(self, texts):
            topics = (("pier", "jetty"), ("engineers", "experts"), ("boats", "fleet"))
            rows = [[any(w in t.lower() for w in words) for words in topics] for t in texts]
            return np.array([[*map(float, row), float(not any(row))] for row in rows], np.float32)

    other = ("That jetty is shut.", "Experts come before the season.", OWN[0])

    assert measure(text(*other), text(*SOURCE)).share == 0
    assert 0.3 < measure(text(*other), text(*SOURCE), Topics()).share < 0.5


def test_bounds_are_the_callers_to_set():
    taken = Taken(0.5, 0.8, 0.5, 0.5)

    assert name_degree(taken, Bounds(whole=0.4)) is Degree.VERBATIM
    assert name_degree(taken, Bounds(whole=0.6, close=0.4)) is Degree.LIGHT
    assert name_degree(taken, Bounds(contained=0.6)) is Degree.NONE


def test_japanese_is_read_without_spaces():
    source = "町議会は月曜日、古い桟橋を閉鎖した。技術者が夏までに構造を調べる。"

    assert degree("技術者が夏までに構造を調べる。", source).degree is Degree.VERBATIM
    assert degree("店主たちは失われた季節を嘆いている。", source).degree is Degree.NONE


def test_a_rewritten_copy_of_a_story_says_how_freely():
    """The evidence that a reader sees names the share of the copy that is the other's sentences."""
    original = article("Pier closed", *SOURCE, outlet="A", published=NOON)
    copy = article("Pier shut", *LIGHT, *OWN[:2], outlet="B", published=NOON + timedelta(hours=3))

    (found,) = find_copies([original, copy])

    assert found.kind is CopyKind.REWRITTEN
    assert "some words exchanged" in found.evidence


@pytest.mark.parametrize("odd", ["", "\n\n", "...", "\ud800", "word", "a. " * 30_000, "x" * 50_000])
def test_odd_texts_pass(odd):
    assert degree(odd, text(*SOURCE)).degree is Degree.NONE
    assert degree(text(*SOURCE), odd).degree is Degree.NONE


@given(st.text(max_size=200), st.text(max_size=200))
def test_shares_are_shares(first, second):
    taken = measure(first, second)

    assert all(0 <= x <= 1 for x in (taken.contained, taken.share, taken.whole, taken.close))
