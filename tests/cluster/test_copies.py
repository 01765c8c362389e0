"""Which reports carry another's words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.cluster.copies import find_copies
from counterpoint.types import AgencyCredit, CopyKind
from tests.make import article

WIRE = (
    "The council of Marrow Bay closed the old pier on Monday after divers found cracks in nine of its piles.",
    "Engineers will inspect the rest of the structure before the summer season begins, the mayor told a meeting.",
    "Fishing boats have been moved to the inner harbour, where there is room for some forty of them at low tide.",
)
QUOTE = '"We will not open the pier again until every single pile has been looked at by our own people," she said.'


def test_a_trimmed_copy_is_found_with_its_direction():
    """The shorter text stands in the longer one: the longer is the original."""
    whole, cut = article("Pier closed", *WIRE, outlet="A"), article("Pier shut", WIRE[0], outlet="B")

    (copy,) = find_copies([whole, cut])

    assert copy.kind is CopyKind.TRIMMED
    assert copy.directed
    assert copy.articles == (cut.id, whole.id)


def test_an_equal_text_in_two_outlets_is_an_exact_copy_without_direction():
    """Nothing tells which came first."""
    (copy,) = find_copies(
        [article("Pier closed", *WIRE, outlet="A"), article("Pier closed", *WIRE, outlet="B")]
    )

    assert (copy.kind, copy.directed, copy.share) == (CopyKind.EXACT, False, 1.0)


@pytest.mark.parametrize(("first", "second"), [(8, 12), (12, 8)])
def test_the_later_report_is_the_copy(first, second):
    """Time of publication decides where it is known, whichever comes first in the list."""
    a = article("Pier closed", *WIRE, outlet="A", published=datetime(2026, 5, 4, first, tzinfo=UTC))
    b = article("Pier closed", *WIRE, outlet="B", published=datetime(2026, 5, 4, second, tzinfo=UTC))

    (copy,) = find_copies([a, b])

    assert copy.articles == ((b.id, a.id) if first < second else (a.id, b.id))


def test_an_edited_page_is_a_version_of_itself():
    """One address, two states."""
    then = article(
        "Pier closed", *WIRE, url="https://a.example/p", modified=datetime(2026, 5, 4, 9, tzinfo=UTC)
    )
    now = article(
        "Pier closed",
        *WIRE[:2],
        "Nobody was hurt.",
        url="https://a.example/p",
        modified=datetime(2026, 5, 4, 15, tzinfo=UTC),
    )

    (copy,) = find_copies([now, then])

    assert copy.kind is CopyKind.VERSION
    assert copy.articles == (now.id, then.id)


def test_two_copies_of_one_agency_have_no_direction():
    """Both rest on a dispatch that is not among the reports."""
    credit = AgencyCredit("Meridian Press Agency", "(MPA)", copy=True)
    (copy,) = find_copies(
        [
            article("Pier closed", *WIRE, outlet="A", agency=credit),
            article("Pier", *WIRE[:2], outlet="B", agency=credit),
        ]
    )

    assert not copy.directed
    assert "Meridian Press Agency" in copy.evidence


def test_a_quotation_in_common_proves_no_copying():
    """Both reporters may have heard it."""
    a = article("Pier closed", "Cracks shut the pier of Marrow Bay this week.", QUOTE)
    b = article(
        "No walks over water", "Visitors stood before a fence at the old landing stage yesterday.", QUOTE
    )

    assert find_copies([a, b]) == ()


def test_a_list_of_names_in_common_proves_no_copying():
    """Names and ages are the same in any report."""
    names = "Aled Morgan, 41, Bryn Carter, 38, Cerys Doyle, 29, Dafydd Evans, 55, Elin Foster, 33"
    a = article("Five honoured", f"The lifeboat crew honoured on Friday were {names}.")
    b = article("Medals for crew", f"Medals go to {names}, who spent nine hours at sea in March.")

    assert find_copies([a, b]) == ()


def test_japanese_copies_are_found_without_spaces():
    """Characters stand in for words."""
    text = "港の古い桟橋は、潜水士が杭九本に亀裂を見つけたため月曜日に閉鎖された。技術者が夏の前に残りの構造を点検する予定だ。"
    (copy,) = find_copies(
        [article("桟橋閉鎖", text, outlet="A"), article("桟橋を閉鎖", text[:40], outlet="B")]
    )

    assert copy.kind in {CopyKind.TRIMMED, CopyKind.EXACT}


@given(st.text(max_size=400), st.text(max_size=400))
def test_passages_stand_in_their_articles(left, right):
    """Whatever the texts: every passage is a span of its own article, and shares lie in 0..1."""
    a, b = article("t", left, WIRE[0], outlet="A"), article("u", WIRE[0], right, outlet="B")
    for copy in find_copies([a, b]):
        by_id = {a.id: a, b.id: b}
        assert 0 <= copy.share <= 1
        for pair in copy.passages:
            assert [by_id[s.article].read(s) != "" for s in pair] == [True, True]
