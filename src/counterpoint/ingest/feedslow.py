"""Feeds that are not well-formed XML, read by feedparser.

Data way: UTF-8 bytes that `feedfast` could not take -> ParsedFeed. Pure: feedparser is given bytes only, never a URL or a path.

Its sanitiser and its rewriting of URLs inside HTML are off: text is kept as sent, and made safe where it is shown. It is slow,
and slower still on deep nesting, so both size and depth are bounded before it is asked (`fits`).
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import feedparser

from counterpoint.ingest.feeddates import parse_feed_date
from counterpoint.ingest.feeddraft import Draft, size_of
from counterpoint.ingest.feedfast import MAX_ENTRIES
from counterpoint.ingest.feednames import is_known_prefix
from counterpoint.ingest.feedtext import looks_like_html, one_line, plain
from counterpoint.ingest.feedurls import absolute
from counterpoint.ingest.feedxml import is_heavy
from counterpoint.types.feed import Entry, EntrySource, FeedKind, Media, ParsedFeed

# feedparser takes up to 120 microseconds a tag (measured on the worst inputs of benchmarks/feeds.py), so this is a second.
# An ill-formed feed of 100 entries has about 3,000 tags and 150 kB.
MAX_BYTES = 400_000
MAX_TAGS = 8_000
MAX_DEPTH = 150  # tags opened and not closed; ill-formed feeds with HTML inside reach 30

_Found = Mapping[str, object]


def fits(data: bytes) -> bool:
    """Whether feedparser may be asked: it costs too much on what is large or deep."""
    return len(data) <= MAX_BYTES and not is_heavy(data, tags=MAX_TAGS, depth=MAX_DEPTH)


def read_slow(data: bytes, url: str | None) -> ParsedFeed | None:
    """Read a feed that is not well-formed; None where there is none in it."""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url or ""}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = feedparser.parse(
                io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
            )
        except Exception:  # noqa: BLE001 - whatever feedparser stumbles over, the input is to blame
            return None
    if not (found.entries or found.version or found.feed.get("title")):
        return None
    problem = str(found.get("bozo_exception") or "") or "read by feedparser"
    return _feed(found, [f"not well-formed XML: {one_line(problem)[:200]}"])


def _feed(found: _Found, problems: list[str]) -> ParsedFeed:
    head = _mapping(found.get("feed"))
    version = str(found.get("version") or "")
    raw = _mappings(found.get("entries"))
    entries = [entry for entry in (_entry(item) for item in raw[:MAX_ENTRIES]) if entry]
    if left := len(raw) - len(entries):
        problems.append(f"{left:,} of {len(raw):,} entries were left out: they say nothing, or are too many")
    draft = Draft()
    links = _mappings(head.get("links"))
    _extras(draft, head)
    ttl = _text(head, "ttl")
    return ParsedFeed(
        kind=FeedKind.ATOM if version.startswith("atom") else FeedKind.RSS,
        title=_title(head),
        url=absolute(None, _text(head, "link")),
        self_url=_linked(links, "self"),
        hub=_linked(links, "hub"),
        language=_text(head, "language"),
        updated=_moment(head, "updated") or _moment(head, "published"),
        minutes=int(ttl) if ttl and ttl.isascii() and ttl.isdecimal() and 0 < len(ttl) < 8 else None,
        rights=_text(head, "rights"),
        generator=_text(head, "generator"),
        entries=tuple(entries),
        extra=tuple(draft.extra),
        problems=tuple(problems),
    )


def _entry(item: _Found) -> Entry | None:
    draft = Draft(
        id=_text(item, "id"),
        url=absolute(None, _text(item, "link")),
        title=_title(item),
        summary=_text(item, "summary"),
        published=_moment(item, "published"),
        updated=_moment(item, "updated"),
        language=_text(item, "language"),
        rights=_text(item, "rights"),
    )
    draft.contents = [text for content in _mappings(item.get("content")) if (text := _text(content, "value"))]
    if draft.contents and draft.summary == draft.contents[0]:
        draft.summary = None  # feedparser's own copy
    for author in _mappings(item.get("authors")):
        draft.authors.append(_text(author, "name") or _text(author, "email") or "")
    draft.authors = draft.authors if any(draft.authors) else [_text(item, "author") or ""]
    draft.categories = [_text(tag, "term") or "" for tag in _mappings(item.get("tags"))]
    source = _mapping(item.get("source"))
    if source:
        link = _text(source, "href") or _text(source, "link")
        draft.source = EntrySource(title=_title(source), url=absolute(None, link))
    _media(draft, item)
    _extras(draft, item)
    return draft.entry()


def _media(draft: Draft, item: _Found) -> None:
    for link in _mappings(item.get("links")):
        href = absolute(None, _text(link, "href"))
        if link.get("rel") == "enclosure" and href:
            draft.show(Media(href, _text(link, "type"), size_of(_text(link, "length")), _text(link, "title")))
        elif href and link.get("rel") != "alternate":
            draft.keep(f"link:{link.get('rel')}", href)
    for content in _mappings(item.get("media_content")):
        if url := absolute(None, _text(content, "url")):
            draft.show(Media(url, _text(content, "type"), size_of(_text(content, "filesize"))))
    for thumbnail in _mappings(item.get("media_thumbnail")):
        if url := absolute(None, _text(thumbnail, "url")):
            draft.show(Media(url))
    draft.credit = [text for c in _mappings(item.get("media_credit")) if (text := _text(c, "content"))]


# Keys with a field of their own, or feedparser's own notes on another key.
_TAKEN = frozenset(
    "id link title summary content published updated language rights authors author tags source links media_content"
    " media_thumbnail media_credit guidislink ttl generator where publisher publisher_detail contributors".split()
)


def _extras(draft: Draft, item: _Found) -> None:
    """What else feedparser found, under the name that the fast path would give it."""
    for key, value in item.items():
        if key in _TAKEN or key.endswith(("_detail", "_parsed")):
            continue
        prefix, _, rest = key.partition("_")
        name = f"{prefix}:{rest}" if rest and is_known_prefix(prefix) else f"rss:{key}"
        if isinstance(value, str):
            draft.keep(name, value)
        elif isinstance(value, Mapping):
            for attribute, text in value.items():
                if isinstance(text, str):
                    draft.keep(f"{name}@{attribute}", text)


def _title(item: _Found) -> str | None:
    text = _text(item, "title")
    kind = _text(_mapping(item.get("title_detail")), "type")
    if not text:
        return None
    marked = kind in {"text/html", "application/xhtml+xml"} or (kind is None and looks_like_html(text))
    return plain(text) if marked else one_line(text)


def _text(item: _Found, key: str) -> str | None:
    value = item.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _moment(item: _Found, key: str) -> datetime | None:
    """Ours, else that of feedparser: each knows forms that the other does not. Its `updated` may be a borrowed `published`."""
    if key not in item:
        return None
    if ours := parse_feed_date(_text(item, key) or ""):
        return ours
    parsed = item.get(f"{key}_parsed")
    if not isinstance(parsed, tuple):
        return None
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (TypeError, ValueError):
        return None


def _linked(links: Iterable[_Found], rel: str) -> str | None:
    return next((absolute(None, _text(link, "href")) for link in links if link.get("rel") == rel), None)


def _mapping(value: object) -> _Found:
    return value if isinstance(value, Mapping) else {}


def _mappings(value: object) -> list[_Found]:
    return [v for v in value if isinstance(v, Mapping)] if isinstance(value, list) else []
