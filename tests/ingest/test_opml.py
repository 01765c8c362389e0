"""OPML in and out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.ingest.feeds import parse_opml, write_opml
from counterpoint.types import Rejected
from counterpoint.types.feed import Subscription

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
FEEDS = (
    Subscription("https://a.example/rss", "A & B", "https://a.example/", ("News", "Region")),
    Subscription("https://b.example/rss?x=1&y=2", "C", None, ("News",)),
    Subscription("https://c.example/rss"),
)


def test_a_list_comes_back_as_it_was_written():
    written = write_opml(FEEDS, title="Mine", now=NOON)

    assert parse_opml(written.encode(), name="list") == FEEDS


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=8
)


@given(st.lists(st.tuples(_WORDS, st.lists(_WORDS, max_size=3)), min_size=1, max_size=6))
def test_any_titles_and_folders_come_back(rows):
    feeds = {
        f"https://f{n}.example/rss": Subscription(f"https://f{n}.example/rss", t, None, tuple(f))
        for n, (t, f) in enumerate(rows)
    }
    found = parse_opml(write_opml(feeds.values(), title="x", now=NOON).encode(), name="list")

    assert not isinstance(found, Rejected)
    assert {s.url: s for s in found} == feeds


def test_sloppy_lists_are_read():
    """Attributes in any case, a feed twice, an outline without a URL, a lone ampersand, a quotation mark in a description."""
    content = b"""<opml><body><outline text="Fish & chips"><outline TEXT="A" XMLURL="https://a.example/rss"/>
      <outline text="A again" xmlUrl="https://a.example/rss"/><outline text="no feed"/></outline>
      <outline text="Jen" description="by Jen "Head" Lee" xmlUrl="https://jen.example/rss" type="rss"/></body></opml>"""
    found = parse_opml(content, name="list")

    assert not isinstance(found, Rejected)
    assert [(s.url, s.title) for s in found] == [
        ("https://a.example/rss", "A"),
        ("https://jen.example/rss", "Jen"),
    ]
    assert found[0].folders == ("Fish & chips",)


@pytest.mark.parametrize(
    "content",
    [b"", b"words", b"<rss><channel/></rss>", b"<opml><body/></opml>", b"<opml" + b"<outline>" * 9000],
)
def test_what_is_no_list_is_refused_by_name(content):
    found = parse_opml(content, name="my.opml")

    assert isinstance(found, Rejected)
    assert found.item == "my.opml"
