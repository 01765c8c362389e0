"""What is polled, and what it lists: a feed's entries before anything is fetched.

Data way: Feed bytes -> ParsedFeed -> Entries, each of which becomes a Capture. Pure records.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FeedKind(StrEnum):
    """What a feed is written in."""

    RSS = "rss"  # 0.90 to 2.0, RDF Site Summary 1.0 included
    ATOM = "atom"
    JSON = "json"  # JSON Feed 1.0, 1.1
    SITEMAP = "sitemap"  # pages, with or without the news extension
    SITEMAP_INDEX = "sitemap_index"  # a list of sitemaps: its entries are feeds


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, sound or film that an entry carries: RSS enclosure, Media RSS, JSON Feed attachment."""

    url: str
    type: str | None = None  # MIME type as declared
    size: int | None = None  # bytes
    title: str | None = None
    text: str | None = None  # description or caption
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class EntrySource:
    """Where an entry says that it was taken from: RSS and Atom <source>."""

    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed. Text fields are as sent: `summary` and `content` may hold HTML, never sanitised here."""

    id: str  # guid, atom:id or JSON Feed id; else the URL; else a hash of title and date
    url: str | None = None  # absolute
    title: str | None = None  # plain text
    summary: str | None = None
    content: str | None = None  # the whole text where the feed carries it
    published: datetime | None = None  # aware UTC
    updated: datetime | None = None  # aware UTC
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    language: str | None = None  # BCP 47 as declared
    source: EntrySource | None = None
    media: tuple[Media, ...] = ()
    rights: str | None = None
    extra: tuple[tuple[str, str], ...] = ()  # other namespaced fields: ("dc:coverage", "Paris"), in order


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed as it was read."""

    kind: FeedKind
    title: str | None = None
    url: str | None = None  # the site it belongs to
    self_url: str | None = None  # where it says that it stands
    hub: str | None = None  # WebSub hub
    language: str | None = None
    updated: datetime | None = None  # aware UTC
    minutes: int | None = None  # how often to ask at most: RSS ttl, sy:updatePeriod and frequency
    rights: str | None = None
    generator: str | None = None
    entries: tuple[Entry, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()  # what was not well-formed, in words


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed of an OPML list."""

    url: str
    title: str | None = None
    site: str | None = None
    folders: tuple[str, ...] = ()  # from the outermost in
