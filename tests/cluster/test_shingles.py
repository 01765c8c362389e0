"""Candidates for copies over a stream."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.cluster.shingles import CopyIndex, Signature, signature

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
VOCABULARY = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "bdfgklmnprst"]


def words(seed: int, count: int) -> list[str]:
    """A made-up report's words."""
    return random.Random(seed).choices(VOCABULARY, k=count)


def text(seed: int, count: int = 300) -> str:
    return " ".join(words(seed, count))


def ids(found):
    return [c.id for c in found]


def test_a_dispatch_of_1500_words_is_found_from_150_of_them():
    """Wherever the 150 stand in it."""
    index = CopyIndex()
    for n in range(40):
        index.add(f"d{n}", text(n, 1500), NOON)

    found = [
        ids(index.add(f"cut{n}", " ".join(words(n, 1500)[at : at + 150]), NOON))
        for n, at in enumerate(range(0, 1200, 30))
    ]

    assert [f[0] for f in found] == [f"d{n}" for n in range(40)]


def test_texts_of_jaccard_one_half_meet():
    """99 of a hundred pairs and more, of 60 to 600 words; two thirds of the shingles in each are the other's."""
    met = 0
    for n in range(200):
        count = 60 + 3 * n
        index = CopyIndex()
        base = words(n, count)
        index.add("first", " ".join(base), NOON)
        changed = base[: 2 * count // 3] + words(n + 10_000, count // 3)
        met += ids(index.add("second", " ".join(changed), NOON)) == ["first"]

    assert met >= 198


def test_texts_with_nothing_in_common_are_no_candidates():
    index = CopyIndex()

    assert [index.add(str(n), text(n), NOON) for n in range(300)] == [()] * 300


def test_typography_case_and_soft_hyphens_make_no_difference():
    """The words are the same."""
    plain = signature("The mayor's office didn't say when the old harbour pier would open again.")
    typeset = signature("THE MAYOR’S OFFICE  DIDN’T SAY WHEN THE OLD HAR\u00adBOUR PIER WOULD OPEN AGAIN!")

    assert plain.to_bytes() == typeset.to_bytes()


def test_scripts_without_spaces_are_read_by_characters():
    """A Japanese text cut to its half meets the whole."""
    whole = "港の古い桟橋は、潜水士が杭九本に亀裂を見つけたため月曜日に閉鎖された。技術者が夏の前に残りの構造を点検する予定だ。"
    index = CopyIndex()
    index.add("whole", whole, NOON)

    assert ids(index.add("cut", whole[:30], NOON)) == ["whole"]


def test_what_a_hundred_texts_end_with_makes_hardly_any_candidates():
    """A notice of forty words under texts that are their own."""
    notice = text(999, 40)
    index = CopyIndex()

    found = [index.add(str(n), f"{text(n)} {notice}", NOON) for n in range(150)]

    assert found[5]
    assert sum(map(bool, found[100:])) <= 5


def test_a_second_source_is_not_hidden_by_copies_of_the_first():
    """Ten trimmed copies of one text, and a report of that text with a passage of another."""
    index = CopyIndex()
    index.add("second", text(2, 400), NOON)
    for n in range(10):
        index.add(f"copy{n}", " ".join(words(1, 400)[n:]), NOON)

    found = index.add("both", f"{text(1, 400)} {' '.join(words(2, 400)[:80])}", NOON)

    assert "second" in ids(found)
    assert len(found) <= 8


def test_of_texts_that_share_as_much_the_first_is_named():
    """A later and shorter text has the passage too, from the first: it is no candidate before it."""
    index = CopyIndex()
    index.add("host", text(1, 600), NOON)
    index.add("first", text(2, 600), NOON)
    index.add("later", " ".join(words(2, 600)[:200]), NOON)
    for n in range(10):
        index.add(f"copy{n}", " ".join(words(1, 600)[n * 40 : n * 40 + 200]), NOON)

    found = index.add("both", f"{text(1, 600)} {' '.join(words(2, 600)[:120])}", NOON)

    assert ids(found)[:2] == ["host", "first"]


def test_texts_older_than_the_window_are_forgotten():
    index = CopyIndex(window=timedelta(days=2))
    index.add("old", text(1), NOON)
    for n in range(12):
        index.add(f"new{n}", text(100 + n), NOON + timedelta(days=3))

    assert index.add("copy", text(1), NOON + timedelta(days=3)) == ()
    assert "old" not in index


def test_one_date_far_ahead_does_not_empty_the_window():
    """The year is a typing error."""
    index = CopyIndex()
    index.add("first", text(1), NOON)
    index.add("second", text(2), NOON)
    index.add("typo", text(3), NOON.replace(year=2062))

    assert ids(index.add("copy", text(1), NOON)) == ["first"]


def test_no_more_texts_are_kept_than_allowed():
    """The first ones go; the table is made anew on the way."""
    index = CopyIndex(most=50)
    for n in range(3000):
        index.add(str(n), text(n, 30), NOON)

    assert len(index) == 50
    assert ids(index.add("copy", text(2999, 30))) == ["2999"]
    assert index.add("late", text(1, 30)) == ()


def test_a_text_is_replaced_by_its_id_and_removed():
    index = CopyIndex()
    index.add("a", text(1), NOON)
    index.add("a", text(2), NOON)

    assert index.add("b", text(1), NOON) == ()
    index.remove("a")
    index.remove("a")
    assert index.add("c", text(2), NOON) == ()


def test_an_index_restored_from_signatures_answers_alike():
    """Through several sizes of the table."""
    rows = [(str(n), signature(text(n)).to_bytes(), NOON) for n in range(500)]
    first, second = CopyIndex(), CopyIndex()
    for n in range(500):
        first.add(str(n), text(n), NOON)
    second.restore(rows)

    for n in range(0, 500, 50):
        assert first.add(f"x{n}", text(n, 150), NOON) == second.add(f"x{n}", text(n, 150), NOON) != ()


@pytest.mark.parametrize("raw", [b"", b"abc", b"\x01\x00\x00\x00abc"])
def test_other_bytes_are_no_signature(raw):
    with pytest.raises(ValueError, match="signature"):
        Signature.from_bytes(raw)


@pytest.mark.parametrize("settings", [{"most": 0}, {"window": timedelta(0)}])
def test_a_window_of_nothing_is_a_callers_mistake(settings):
    with pytest.raises(ValueError, match="above zero"):
        CopyIndex(**settings)


@pytest.mark.parametrize(
    "odd", ["", " \n", "。" * 50, "\ud800\x00", "😀" * 9, "a" * 300_000, "word " * 100_000]
)
def test_odd_texts_are_read(odd):
    """Nothing to compare, or one word over and over: never an error, and equal ones meet if there is a word."""
    index = CopyIndex()
    index.add("first", odd, NOON)

    found = ids(index.add("second", odd, NOON))

    assert found == (["first"] if signature(odd).size else [])


def test_a_thousand_equal_texts_name_few():
    """Each is compared with a handful."""
    index = CopyIndex()

    assert max(len(index.add(str(n), text(1), NOON)) for n in range(1000)) <= 8


@given(st.text(max_size=300))
def test_a_signature_survives_storing(odd):
    """Whatever the text."""
    sign = signature(odd)
    read = Signature.from_bytes(sign.to_bytes())

    assert read.size == sign.size
    assert np.array_equal(read.kept, sign.kept)
