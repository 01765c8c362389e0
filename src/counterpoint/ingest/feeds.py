"""The door for feeds: whatever bytes came from a feed's address, a ParsedFeed or the reason why not.

Data way: bytes -> ParsedFeed -> Entries, each of which becomes a Capture. Pure: nothing is fetched, no clock is asked.

RSS 0.90 to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, CDF, JSON Feed, sitemaps with the news extension, lists of sitemaps (gzip'd
ones too) and text sitemaps. What the bytes are decides, not what the server calls them: half of all feeds are mislabelled. A
well-formed document goes the fast way (`feedfast`), another to feedparser (`feedslow`), and one that is too large or too deep
for that to what libxml2 can recover. No input may raise; the bounds that keep the cost down stand in each module.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from counterpoint.ingest.feedfast import is_feed, read_feed
from counterpoint.ingest.feedfind import find_feeds
from counterpoint.ingest.feedslow import fits, read_slow
from counterpoint.ingest.feedtext import to_utf8
from counterpoint.ingest.feedxml import read_broken, read_tree
from counterpoint.ingest.inflate import Broken, TooLarge, inflate
from counterpoint.ingest.jsonfeed import read_json_feed
from counterpoint.ingest.opml import parse_opml, write_opml
from counterpoint.ingest.sitemaps import is_sitemap, read_sitemap, read_text_sitemap
from counterpoint.types import Rejected
from counterpoint.types.feed import ParsedFeed

__all__ = ["find_feeds", "parse_feed", "parse_opml", "write_opml"]

# A sitemap of 50,000 URLs has about 10 MB. The protocol allows 50, which would cost seconds.
MAX_INFLATED = 16_000_000
_MAX_RATIO = 200  # sitemaps of long, alike URLs reach 60
_GZIP = b"\x1f\x8b"
_SAYS = re.compile(rb"[^\s\x00]")
_START = 4096  # bytes in which the kind of a document shows
_LOOKED_AT = 65_536  # bytes in which an ill-formed feed names itself
_TOLD = 5  # feeds named in one sentence
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED_TAG = re.compile(rb"<(?:\w+:)?(rss|rdf|feed|channel|urlset|sitemapindex|entry|item)\b", re.IGNORECASE)
_MAGIC = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"PK\x03\x04": "a ZIP archive",
    b"WARC/": "a web archive (WARC): ingest it as a file",
}


def parse_feed(
    content: bytes, *, url: str | None = None, content_type: str | None = None
) -> ParsedFeed | Rejected:
    """Read a feed, a sitemap or a list of sitemaps.

    Args:
        content: The bytes as fetched, transfer coding undone; a gzip file's own coding is undone here.
        url: Where it was fetched, after redirects: the base of its relative URLs.
        content_type: As declared, such as "application/rss+xml; charset=utf-8".

    Returns:
        The feed, with what was wrong with it in `problems`; or Rejected, whose reason says what it is instead.
    """
    item = url or "feed"
    if content.startswith(_GZIP):
        try:
            content = b"".join(inflate([content], "gzip", max_bytes=MAX_INFLATED, max_ratio=_MAX_RATIO))
        except (TooLarge, Broken) as error:
            return Rejected(item, "ingest", f"a gzip file that is not read: {error}")
    if not _SAYS.search(content):
        return Rejected(item, "ingest", "nothing: the answer is empty")
    binary = next((name for magic, name in _MAGIC.items() if content.startswith(magic)), None)
    if binary:
        return Rejected(item, "ingest", f"{binary}, no feed")
    data, problem = to_utf8(content, content_type)
    said = [problem] if problem else []
    start = data[:_START].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return read_json_feed(data.strip(b"\xef\xbb\xbf \t\r\n"), url, item)
    if _is_text(url, content_type) and not start.startswith(b"<"):
        listed = read_text_sitemap(data.decode("utf-8", "replace"), url)
        return listed or Rejected(item, "ingest", "a text that is no list of URLs")
    return _parse_xml(data, start, url, said)


def _is_text(url: str | None, content_type: str | None) -> bool:
    path = (url or "").partition("?")[0].partition("#")[0].lower()
    return (content_type or "").strip().lower().startswith("text/plain") or path.endswith((".txt", ".txt.gz"))


def _parse_xml(data: bytes, start: bytes, url: str | None, said: list[str]) -> ParsedFeed | Rejected:
    tree = read_tree(data)
    if tree.root is not None:
        told = [*said, tree.problem] if tree.problem else said
        return _read(tree.root, url, told) or _refused(start, data, url, tree.root)
    if not _FEED_TAG.search(data, 0, _LOOKED_AT):
        return _refused(start, data, url, None)
    slow = read_slow(data, url) if fits(data) else None
    if slow:
        return replace(slow, problems=(*said, *slow.problems))
    root = read_broken(tree)
    lost = "not well-formed XML: read as far as libxml2 could recover it"
    found = _read(root, url, [*said, lost]) if root is not None else None
    return found or _refused(start, data, url, root)


def _read(root: etree._Element, url: str | None, problems: list[str]) -> ParsedFeed | None:
    if is_feed(root):
        return read_feed(root, url, problems)
    return read_sitemap(root, url, problems) if is_sitemap(root) else None


def _refused(start: bytes, data: bytes, url: str | None, root: etree._Element | None) -> Rejected:
    """Say what it is instead, and where its feeds are."""
    item = url or "feed"
    name = str(root.tag).rpartition("}")[2].lower() if root is not None else ""
    if name == "html" or (not name and _HTML.search(start)):
        feeds = [feed.url for feed in find_feeds(data, url or "")]
        told = f"; its feeds are {', '.join(feeds[:_TOLD])}" if feeds else ", and it names no feed"
        return Rejected(item, "ingest", f"an HTML page, no feed{told}")
    if name == "opml":
        return Rejected(item, "ingest", "an OPML list of feeds: add the file itself to add them all")
    if name:
        return Rejected(item, "ingest", f"XML, but no feed: its outermost element is <{name[:40]}>")
    if start.startswith(b"<"):
        return Rejected(item, "ingest", "XML that cannot be read, with nothing of a feed in it")
    return Rejected(item, "ingest", "no feed: neither XML nor JSON")
