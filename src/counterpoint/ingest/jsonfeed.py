"""JSON Feed.

Data way: JSON -> ParsedFeed. Pure. Spec: JSON Feed 1.0 and 1.1 (jsonfeed.org), and its rule for readers to be generous:
an id may be a number, `author` of 1.0 stands beside `authors` of 1.1, and what has the wrong type counts as absent.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from counterpoint.ingest.feeddates import parse_feed_date
from counterpoint.ingest.feeddraft import Draft
from counterpoint.ingest.feedfast import MAX_ENTRIES
from counterpoint.ingest.feedtext import one_line
from counterpoint.ingest.feedurls import absolute
from counterpoint.types import Rejected
from counterpoint.types.feed import Entry, FeedKind, Media, ParsedFeed

_Found = Mapping[str, object]
_VERSION = "jsonfeed.org/version/"
_FEED_KEYS = frozenset("version title home_page_url feed_url language items hubs authors author".split())
_ITEM_KEYS = frozenset(
    "id url title summary content_html content_text date_published date_modified authors author tags language attachments"
    " image banner_image external_url".split()
)


def read_json_feed(content: bytes, url: str | None, item: str) -> ParsedFeed | Rejected:
    """Read a JSON Feed.

    Args:
        content: The document, in UTF-8.
        url: Where it was fetched: the base of its relative URLs.
        item: What to call it where it is refused.
    """
    try:
        found = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Rejected(item, "ingest", f"JSON that cannot be read: {one_line(str(error))[:200]}")
    except RecursionError:
        return Rejected(item, "ingest", "JSON that is nested too deep to be a feed")
    if not isinstance(found, Mapping) or not isinstance(found.get("items"), list):
        return Rejected(item, "ingest", "JSON, but no JSON Feed: it has no list of items")
    if _VERSION not in str(found.get("version", "")):
        return Rejected(item, "ingest", "JSON, but no JSON Feed: its version does not name jsonfeed.org")
    return _feed(found, url)


def _feed(found: _Found, url: str | None) -> ParsedFeed:
    self_url = absolute(url, _text(found.get("feed_url")))
    base = url or self_url
    items = found["items"]
    assert isinstance(items, list)
    entries = [_entry(item, base) for item in items[:MAX_ENTRIES] if isinstance(item, Mapping)]
    kept = tuple(entry for entry in entries if entry)
    problems = [
        f"{len(items) - len(kept):,} of {len(items):,} items were left out: they say nothing, or are too many"
    ]
    draft = Draft()
    _extras(draft, found, _FEED_KEYS)
    hubs = found.get("hubs")
    websub = [h for h in hubs if isinstance(h, Mapping)] if isinstance(hubs, list) else []
    return ParsedFeed(
        kind=FeedKind.JSON,
        title=_line(found.get("title")),
        url=absolute(base, _text(found.get("home_page_url"))),
        self_url=self_url,
        hub=next((absolute(base, _text(h.get("url"))) for h in websub if _is_websub(h)), None),
        language=_text(found.get("language")),
        entries=kept,
        extra=(*(("author", name) for name in _authors(found)), *draft.extra),
        problems=tuple(problems) if len(kept) < len(items) else (),
    )


def _is_websub(hub: _Found) -> bool:
    return str(hub.get("type", "")).lower() in {"websub", "pubsubhubbub"}


def _entry(item: _Found, base: str | None) -> Entry | None:
    draft = Draft(
        id=_text(item.get("id")),
        url=absolute(base, _text(item.get("url"))),
        title=_line(item.get("title")),
        summary=_text(item.get("summary")),
        published=parse_feed_date(_text(item.get("date_published")) or ""),
        updated=parse_feed_date(_text(item.get("date_modified")) or ""),
        authors=_authors(item),
        language=_text(item.get("language")),
    )
    tags = item.get("tags")
    draft.categories = [t.strip() for t in tags if isinstance(t, str)] if isinstance(tags, list) else []
    draft.contents = [text for key in ("content_html", "content_text") if (text := _text(item.get(key)))][:1]
    for key in ("image", "banner_image"):
        if image := absolute(base, _text(item.get(key))):
            draft.show(Media(url=image))
    attachments = item.get("attachments")
    for found in attachments if isinstance(attachments, list) else []:
        if isinstance(found, Mapping) and (link := absolute(base, _text(found.get("url")))):
            size = found.get("size_in_bytes")
            whole = int(size) if isinstance(size, int | float) and 0 <= size < 1e15 else None
            draft.show(Media(link, _text(found.get("mime_type")), whole, _line(found.get("title"))))
    if external := _text(item.get("external_url")):
        draft.keep("link:external", absolute(base, external) or external)
    _extras(draft, item, _ITEM_KEYS)
    return draft.entry()


def _authors(found: _Found) -> list[str]:
    several = found.get("authors")
    people = several if isinstance(several, list) and several else [found.get("author")]
    names = [_line(p.get("name")) or _text(p.get("url")) for p in people if isinstance(p, Mapping)]
    return [name for name in names if name]


def _extras(draft: Draft, found: _Found, taken: frozenset[str]) -> None:
    """What has no field of its own: plain values, and those of the extensions, whose names begin with an underscore."""
    for key, value in found.items():
        if key in taken:
            continue
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            draft.keep(f"json:{key}", str(value))
        elif isinstance(value, Mapping):
            for inner, text in value.items():
                if isinstance(text, str | int | float):
                    draft.keep(f"json:{key}/{inner}", str(text))


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return None
    return str(value).strip() or None if isinstance(value, str | int | float) else None


def _line(value: object) -> str | None:
    return one_line(value) or None if isinstance(value, str) else None
