"""Where feedparser's keys stand in our records: the table by which `evals/feeds.py` reads an assertion.

A path such as ("entries", 0, "title_detail", "value") becomes a Value: what our record holds there, how to compare it, and
whether it stands in a field or in `extra`. Outside is raised for what is not kept, with the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import feedparser.datetimes
from lxml import etree, html

from counterpoint.types import Rejected
from counterpoint.types.feed import Entry, FeedKind, ParsedFeed

_ALIASES = {
    "guid": "id",
    "issued": "published",
    "modified": "updated",
    "date": "updated",
    "copyright": "rights",
    "tagline": "subtitle",
    "url": "href",
    "uri": "href",
    "modified_parsed": "updated_parsed",
    "channel": "feed",
    "issued_parsed": "published_parsed",
    "date_parsed": "updated_parsed",
    "copyright_detail": "rights_detail",
    "tagline_detail": "subtitle_detail",
}
_TEXTS = {"summary", "description", "subtitle", "info", "rights", "content"}
_VERSIONS = {"rss": FeedKind.RSS, "cdf": FeedKind.RSS, "atom": FeedKind.ATOM, "json": FeedKind.JSON}


class Outside(Exception):
    """An assertion on what our records do not keep. The message is the reason, as a word for a metric's name."""


@dataclass(frozen=True)
class Value:
    """What our record holds."""

    got: Any
    how: str = "exact"  # "exact", "markup", "title", "moment" or "any" (one of several)
    extra: bool = False


def same(value: Value, expected: object) -> bool:
    """Whether what we hold is what the assertion expects, compared as its kind asks."""
    got = value.got
    if value.how == "version":
        kinds = [kind for start, kind in _VERSIONS.items() if str(expected).startswith(start)]
        return got in kinds or not kinds
    if value.how == "any":
        if isinstance(expected, dict):
            return all(v in got for v in expected.values())
        return expected in got or any(isinstance(g, str) and str(expected) == g.strip() for g in got)
    if got is None or not isinstance(expected, str | tuple) or isinstance(got, tuple | int):
        return bool(got == expected) or (got in (None, (), "") and expected in (None, "", [], ()))
    if value.how == "moment":
        wanted = feedparser.datetimes._parse_date(expected) if isinstance(expected, str) else expected  # noqa: SLF001 - its reading is the reference
        return wanted is not None and got.utctimetuple()[:6] == tuple(wanted)[:6]
    if value.how == "title":
        return got in (expected, _plain(str(expected)))
    if value.how == "markup":
        return got == expected or _canonical(str(got)) == _canonical(str(expected))
    return bool(got == expected)


def _plain(markup: str) -> str:
    return " ".join(unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", markup)).split())


def _canonical(markup: str) -> str:
    """Markup with the spelling settled that means nothing: quotes, entities, order of attributes, case of tags."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return markup
    for node in tree.iter():
        for name in [n for n in node.attrib if str(n).startswith("xmlns")]:
            del node.attrib[name]  # feedparser adds these where they were left out
    return etree.tostring(tree, method="c14n").decode().strip()


def lookup(path: tuple[str | int, ...], found: ParsedFeed | Rejected) -> Value:
    """What our record holds at a path of feedparser's result."""
    head, *rest = path
    if head in {"headers", "etag", "modified", "modified_parsed", "status"}:
        raise Outside("http")
    if head == "encoding":
        raise Outside("encoding")
    if head in {"bozo", "bozo_exception"}:
        raise Outside("well_formed_or_not")
    if head == "namespaces":
        raise Outside("namespaces")
    if isinstance(found, Rejected):
        return Value(None)
    if head == "version":
        return Value(found.kind, "version")
    if head == "entries" and not rest:
        return Value(found.entries)
    if head == "entries" and isinstance(rest[0], int):
        if rest[0] >= len(found.entries):
            return Value(None)
        return _entry(
            [_ALIASES.get(str(k), k) if isinstance(k, str) else k for k in rest[1:]], found, rest[0]
        )
    if head in {"feed", "channel"}:
        return _feed([_ALIASES.get(k, k) if isinstance(k, str) else k for k in rest], found)
    raise Outside("form_of_assertion")


def _entry(keys: list[str | int], feed: ParsedFeed, n: int) -> Value:
    entry = feed.entries[n]
    key, rest = str(keys[0]), keys[1:]
    _derived(key, rest)
    if key in {"title", "title_detail"}:
        return _said(rest, Value(entry.title, "title"), entry.language or feed.language)
    if key in {"summary", "description", "summary_detail", "description_detail"}:
        # feedparser copies the content where there is no summary; ours says it once.
        return _said(rest, Value(entry.summary or entry.content, "markup"), entry.language or feed.language)
    if key == "content":
        return _said(rest[1:] or ["value"], Value(entry.content, "markup"), entry.language or feed.language)
    if key in {"rights", "rights_detail"}:
        return _said(rest, Value(entry.rights, "markup"), entry.language or feed.language)
    if key in {"published", "published_parsed"}:
        return Value(entry.published, "moment")
    if key in {"updated", "updated_parsed"}:
        return Value(entry.updated or entry.published, "moment")
    if key in {"link", "id", "language"}:
        return Value({"link": entry.url, "id": entry.id, "language": entry.language}[key])
    if key == "category":
        return Value(next(iter(entry.categories), None))
    if key == "tags":
        return _tags(rest, entry.categories, entry.extra)
    if key in {"author", "author_detail", "authors"}:
        return _author(rest, entry.authors, entry.extra)
    if key in {"enclosures", "media_content", "media_thumbnail"} and len(rest) == 2:
        return _media(rest, entry)
    if key == "media_credit" and rest[1:] == ["content"]:
        names = [c for m in entry.media for c in (m.credit or "").split(", ")]
        return Value([*names, *(v for _, v in entry.extra)], "any", extra=True)
    if key == "source" and entry.source:
        return _source(rest, entry)
    if key == "links":
        urls = [entry.url, *(m.url for m in entry.media), *(v for _, v in entry.extra)]
        return _links(
            rest, urls, entry.extra, [t for m in entry.media for t in (m.type, str(m.size), m.title)]
        )
    if key == "image":
        return Value([*(m.url for m in entry.media), *(v for _, v in entry.extra)], "any", extra=True)
    return _extra(key, entry.extra)


def _source(rest: list[str | int], entry: Entry) -> Value:
    assert entry.source
    key = str(rest[0])
    _derived(key, rest[1:])
    if key in {"title", "title_detail"}:
        return _said(rest[1:], Value(entry.source.title, "title"), None)
    if key in {"link", "href"}:
        return Value(entry.source.url)
    inner = tuple((k.partition("/")[2], v) for k, v in entry.extra if ":source/" in k)
    if key == "links":
        return _links(rest[1:], [entry.source.url, *(v for _, v in inner)], inner, [])
    if key in {"author", "author_detail", "authors"}:
        names = tuple(v for k, v in inner if k.endswith("name"))
        return _author(rest[1:], names, tuple((k.replace("atom:email", "/email"), v) for k, v in inner))
    if key.endswith("_parsed"):
        raise Outside("dates_kept_as_sent")
    return Value([v for _, v in inner], "any", extra=True)


def _feed(keys: list[str | int], feed: ParsedFeed) -> Value:
    key, rest = str(keys[0]), keys[1:]
    _derived(key, rest)
    if key in {"title", "title_detail"}:
        return _said(rest, Value(feed.title, "title"), feed.language)
    if key in {"rights", "rights_detail"}:
        return _said(rest, Value(feed.rights, "markup"), feed.language)
    if key in {"updated", "updated_parsed"}:
        return Value(feed.updated, "moment")
    if key in {"published", "published_parsed"}:
        raise Outside("one_date_of_a_feed")
    if key == "generator" or (key == "generator_detail" and rest == ["name"]):
        return Value(feed.generator)
    if key in {"link", "language"}:
        return Value({"link": feed.url, "language": feed.language}[key])
    if key == "ttl":
        return Value(str(feed.minutes) if feed.minutes else None)
    if key in {"subtitle", "subtitle_detail", "description", "info", "info_detail"}:
        texts = [
            v for k, v in feed.extra if k.rpartition(":")[2] in {"subtitle", "tagline", "description", "info"}
        ]
        return _said(rest, Value(texts[0] if texts else None, "markup", extra=True), feed.language)
    terms = tuple(v for k, v in feed.extra if k == "category")
    if key == "category":
        return Value(next(iter(terms), None), extra=True)
    if key == "tags":
        return _tags(rest, terms, feed.extra)
    if key in {"author", "author_detail", "authors"}:
        return _author(rest, tuple(v for k, v in feed.extra if k == "author"), feed.extra)
    if key == "links":
        urls = [feed.url, feed.self_url, feed.hub, *(v for _, v in feed.extra)]
        return _links(rest, urls, feed.extra, [])
    return _extra(key, feed.extra)


def _derived(key: str, rest: list[str | int]) -> None:
    """What feedparser makes of an element that we keep as sent, or notes besides."""
    if key in {"itunes_block", "itunes_explicit", "guidislink", "media_restriction", "where", "psc_chapters"}:
        raise Outside("derived_from_what_is_kept_as_sent")
    if key.endswith("_parsed") and key not in {"updated_parsed", "published_parsed"}:
        raise Outside("dates_kept_as_sent")
    if key.startswith("validity"):
        raise Outside("dates_kept_as_sent")
    if (
        rest
        and rest[-1] == "language"
        and key in {"info_detail", "subtitle_detail", "rights_detail", "title_detail"}
    ):
        raise Outside("language_of_a_text")
    if rest and rest[-1] == "base":
        raise Outside("base_of_a_text")
    if (
        rest
        and rest[-1] == "type"
        and key.endswith(("_detail", "content", "source"))
        and key != "media_content"
    ):
        raise Outside("type_of_a_text")


def _said(rest: list[str | int], value: Value, language: str | None) -> Value:
    if rest == ["language"]:
        return Value(language)
    if rest in ([], ["value"]):
        return value
    raise Outside("other_of_a_text")


def _tags(rest: list[str | int], terms: tuple[str, ...], extra: tuple[tuple[str, str], ...]) -> Value:
    if not rest:
        return Value(terms)
    n = int(rest[0])
    if rest[1:] == ["term"]:
        return Value(terms[n] if n < len(terms) else None)
    if rest[1:] == ["scheme"] and not any(k.endswith(("@scheme", "@domain")) for k, _ in extra):
        raise Outside("scheme_that_feedparser_adds")
    return Value([v for k, v in extra if "@" in k], "any", extra=True)


def _author(rest: list[str | int], names: tuple[str, ...], extra: tuple[tuple[str, str], ...]) -> Value:
    emails = [v for k, v in extra if k.endswith("/email")]
    raw = [
        v
        for k, v in extra
        if "@" in v or "author" in k.lower() or "editor" in k.lower() or "creator" in k.lower()
    ]
    if not rest:  # feedparser's "Name (address)"
        whole = [f"{n} ({e})" for n in names for e in emails]
        return Value([*names, *whole, *raw, *_turned(raw)], "any")
    last = rest[-1]
    if last == "name":
        return Value(list(names), "any")
    return Value([*names, *raw, *(w.strip("()<>") for v in raw for w in v.split())], "any", extra=True)


def _turned(raw: list[str]) -> list[str]:
    """ "desk@example.org (Ada)" and its kin as feedparser writes them: the raw text is kept, so nothing is lost."""
    found = [re.search(r"[\w.+-]+@[\w.-]+\w", v) for v in raw]
    pairs = [(m[0], v.replace(m[0], "").strip(" ()<>")) for m, v in zip(found, raw, strict=True) if m]
    return [f"{name} ({email})" for email, name in pairs]


def _media(rest: list[str | int], entry: Entry) -> Value:
    n = int(rest[0])
    if n >= len(entry.media):
        return Value(None)
    media = entry.media[n]
    size = str(media.size) if media.size is not None else None
    known = {"href": media.url, "url": media.url, "type": media.type, "length": size, "filesize": size}
    if str(rest[1]) not in known:
        raise Outside("other_of_a_picture")
    return Value(known[str(rest[1])])


def _links(
    rest: list[str | int],
    urls: list[str | None],
    extra: tuple[tuple[str, str], ...],
    others: list[str | None],
) -> Value:
    if rest[1:] == ["href"]:
        return Value(urls, "any")
    if rest[1:] == ["rel"]:
        rels = [k.partition(":")[2] for k, _ in extra if k.startswith("link:")]
        return Value(
            [*rels, "alternate" if urls[0] else None, "self", "enclosure" if others else None], "any"
        )
    raise Outside("other_of_a_link")


def _extra(key: str, extra: tuple[tuple[str, str], ...]) -> Value:
    """What stands in `extra` under the element's name, or under that of one inside it."""
    wanted = key.removesuffix("_detail").replace("_", ":").lower().replace("-", "")
    words = {
        "publisher": "(?:publisher|webmaster|owner)",
        "contributors": "contributor",
        "expired": "expirationdate",
    }
    words |= {"generator": "generator", "license": "(?:license|link:license)", "image": "image|itunes:link"}
    pattern = re.compile(words.get(wanted, re.escape(wanted)))
    values = [v for k, v in extra if pattern.search(k.lower().replace("-", ""))]
    if not values and key in {"validity", "cp_server"}:
        raise Outside("not_kept")
    parts = [w.strip("()<>") for v in values for w in v.split()]
    turned = [*_turned(values), *(t.partition(" (")[0] for t in _turned(values))]
    return Value([*values, *parts, *turned] if values else [None], "any", extra=True)
