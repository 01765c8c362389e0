"""Sitemaps, news sitemaps, lists of sitemaps, text sitemaps."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

from counterpoint.ingest.feeds import parse_feed
from counterpoint.types import Rejected
from counterpoint.types.feed import FeedKind, Media, ParsedFeed

NEWS = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"><url><loc> https://o.example/1 </loc><lastmod>2026-03-03</lastmod>
 <n:news><n:publication><n:name>Valley</n:name><n:language>en</n:language></n:publication><n:title>Dam</n:title>
 <n:publication_date>2026-03-02T10:00:00Z</n:publication_date><n:keywords>floods, dams</n:keywords></n:news>
 <i:image><i:loc>https://o.example/1.jpg</i:loc><i:caption>The dam</i:caption></i:image></url><url/></urlset>"""


def read(content: bytes, url: str = "https://o.example/sitemap.xml", **more: str) -> ParsedFeed:
    found = parse_feed(content, url=url, **more)
    assert isinstance(found, ParsedFeed), found
    return found


def test_a_news_sitemap_is_read():
    """Title, dates, language and keywords of the news extension, pictures; an entry without a URL is counted."""
    feed = read(NEWS)
    entry = feed.entries[0]

    assert feed.kind is FeedKind.SITEMAP
    assert (entry.id, entry.url, entry.title, entry.language) == (
        "https://o.example/1",
        "https://o.example/1",
        "Dam",
        "en",
    )
    assert entry.published == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert entry.updated == datetime(2026, 3, 3, tzinfo=UTC)
    assert entry.categories == ("floods", "dams")
    assert entry.media == (Media("https://o.example/1.jpg", text="The dam"),)
    assert ("news:name", "Valley") in entry.extra
    assert feed.problems == ("1 of 2 entries were left out: they have no URL",)


def test_a_packed_sitemap_is_unpacked():
    assert read(gzip.compress(NEWS)).entries == read(NEWS).entries


def test_a_list_of_sitemaps_names_sitemaps():
    feed = read(b"<sitemapindex><sitemap><loc>/a.xml.gz</loc></sitemap></sitemapindex>")

    assert feed.kind is FeedKind.SITEMAP_INDEX
    assert [e.url for e in feed.entries] == ["https://o.example/a.xml.gz"]


def test_a_text_sitemap_is_one_only_where_it_says_so():
    """A list of URLs counts as a sitemap by its type or name; other text is refused."""
    text = b"\xef\xbb\xbfhttps://o.example/1\r\nhttps://o.example/2\r\nnote\r\n"

    assert [e.url for e in read(text, content_type="text/plain").entries] == [
        "https://o.example/1",
        "https://o.example/2",
    ]
    assert len(read(text, url="https://o.example/sitemap.txt").entries) == 2
    assert isinstance(parse_feed(text, url="https://o.example/"), Rejected)
    assert isinstance(parse_feed(b"User-agent: *", url="https://o.example/robots.txt"), Rejected)


def test_a_broken_archive_is_refused_with_the_reason():
    found = parse_feed(gzip.compress(NEWS)[:60])

    assert isinstance(found, Rejected)
    assert found.reason.startswith("a gzip file that is not read")
