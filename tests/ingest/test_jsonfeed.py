"""JSON Feed 1.0 and 1.1."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from counterpoint.ingest.feeds import parse_feed
from counterpoint.types import Rejected
from counterpoint.types.feed import FeedKind, Media, ParsedFeed

VERSION = "https://jsonfeed.org/version/1.1"


def read(**feed: object) -> ParsedFeed:
    found = parse_feed(
        json.dumps({"version": VERSION, "items": [], **feed}).encode(), url="https://o.example/feed.json"
    )
    assert isinstance(found, ParsedFeed), found
    return found


def test_a_feed_and_its_items_are_read():
    """Fields of 1.1, URLs absolute, extensions kept."""
    feed = read(
        title="Valley",
        home_page_url="/",
        hubs=[{"type": "WebSub", "url": "https://hub.example/"}],
        items=[
            {
                "id": 7,
                "url": "/7",
                "title": "Dam",
                "content_html": "<p>x</p>",
                "summary": "s",
                "date_published": "2026-03-03T10:00:00+01:00",
                "authors": [{"name": "Ada"}],
                "tags": ["floods"],
                "language": "en",
                "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 5}],
                "_desk": {"name": "Region"},
            }
        ],
    )
    entry = feed.entries[0]

    assert (feed.kind, feed.title, feed.url, feed.hub) == (
        FeedKind.JSON,
        "Valley",
        "https://o.example/",
        "https://hub.example/",
    )
    assert (entry.id, entry.url, entry.title, entry.content) == (
        "7",
        "https://o.example/7",
        "Dam",
        "<p>x</p>",
    )
    assert entry.published == datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert (entry.authors, entry.categories, entry.language) == (("Ada",), ("floods",), "en")
    assert entry.media == (Media("https://o.example/a.mp3", "audio/mpeg", 5),)
    assert entry.extra == (("json:_desk/name", "Region"),)


def test_the_single_author_of_1_0_counts():
    assert read(items=[{"id": "1", "author": {"name": "Ada"}}]).entries[0].authors == ("Ada",)


def test_wrong_types_count_as_absent_and_empty_items_are_counted():
    feed = read(items=[{"id": "1", "title": 5, "tags": "x", "attachments": {}}, {}, 3])

    assert [(e.id, e.title) for e in feed.entries] == [("1", None)]
    assert feed.problems == ("2 of 3 items were left out: they say nothing, or are too many",)


@pytest.mark.parametrize(
    "content", [b'{"version": "1", "items": []}', b'{"items": [', b"[1, 2]", b'{"version": 1}']
)
def test_other_json_is_refused_with_the_reason(content):
    found = parse_feed(content)

    assert isinstance(found, Rejected)
    assert found.reason.startswith("JSON")
