"""Sitemaps, news sitemaps and lists of sitemaps.

Data way: element tree, or lines of text -> ParsedFeed whose entries are pages, or sitemaps. Pure.

Specs: sitemaps.org 0.9 (XML, index and text), Google's news, image and video extensions. Namespaces are read generously: many
sitemaps carry a wrong one. An entry's `updated` is lastmod, `published` the news extension's publication date.
"""

from __future__ import annotations

from lxml import etree

from counterpoint.ingest.feeddates import parse_feed_date
from counterpoint.ingest.feeddraft import Draft
from counterpoint.ingest.feedfields import flatten
from counterpoint.ingest.feednames import label_of, name_of
from counterpoint.ingest.feedtext import leaf, one_line
from counterpoint.ingest.feedurls import absolute
from counterpoint.types.feed import Entry, FeedKind, Media, ParsedFeed

MAX_URLS = 50_000  # the protocol's own bound for one file
_LONGEST_URL = 2048  # the protocol's own bound


def is_sitemap(root: etree._Element) -> bool:
    """Whether a document's outermost element is that of a sitemap or of a list of sitemaps."""
    return _local(root) in {"urlset", "sitemapindex"}


def read_sitemap(root: etree._Element, url: str | None, problems: list[str]) -> ParsedFeed:
    """Read a sitemap or a list of sitemaps; the arguments are those of `read_feed`."""
    index = _local(root) == "sitemapindex"
    wanted = "sitemap" if index else "url"
    entries: list[Entry] = []
    found = empty = 0
    for element in root:
        if _local(element) != wanted:
            continue
        found += 1
        if found > MAX_URLS:
            continue
        entry = _entry(element, url)
        if entry:
            entries.append(entry)
        else:
            empty += 1
    said = list(problems)
    if found > MAX_URLS:
        said.append(
            f"{found - MAX_URLS:,} of {found:,} URLs were left out: a sitemap has at most {MAX_URLS:,}"
        )
    if empty:
        said.append(f"{empty:,} of {found:,} entries were left out: they have no URL")
    return ParsedFeed(
        kind=FeedKind.SITEMAP_INDEX if index else FeedKind.SITEMAP,
        entries=tuple(entries),
        problems=tuple(said),
    )


def read_text_sitemap(text: str, url: str | None) -> ParsedFeed | None:
    """One URL per line; None where a line in two or more is none, which makes it some other text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    good = [line for line in lines if line.startswith(("http://", "https://")) and len(line) <= _LONGEST_URL]
    if not good or len(good) * 2 <= len(lines):
        return None
    entries = tuple(
        Entry(id=u, url=u) for line in dict.fromkeys(good[:MAX_URLS]) if (u := absolute(url, line))
    )
    bad, late = len(lines) - len(good), len(good) - MAX_URLS
    said = [f"{bad:,} of {len(lines):,} lines were left out: they are no URLs"] if bad else []
    if late > 0:
        said.append(f"{late:,} of {len(good):,} URLs were left out: a sitemap has at most {MAX_URLS:,}")
    return ParsedFeed(kind=FeedKind.SITEMAP, entries=entries, problems=tuple(said))


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _entry(element: etree._Element, base: str | None) -> Entry | None:
    draft = Draft()
    for child in element:
        name = name_of(str(child.tag))
        if name == "news:news":
            _news(draft, child)
        elif name == "image:image":
            _image(draft, child, base)
        elif name == "video:video":
            _video(draft, child, base)
        elif _local(child) == "loc" and not draft.url:
            draft.url = absolute(base, leaf(child))
        elif _local(child) == "lastmod":
            _dated(draft, child, "updated")
        else:
            flatten(draft, child, base)
    if not draft.url and not len(element):  # some lists of sitemaps leave the loc out
        draft.url = absolute(base, leaf(element))
    return draft.entry() if draft.url else None


def _dated(draft: Draft, element: etree._Element, field: str) -> None:
    moment = parse_feed_date(leaf(element))
    if moment is None:
        flatten(draft, element, None)
    elif field == "updated":
        draft.updated = moment
    else:
        draft.published = moment


def _news(draft: Draft, element: etree._Element) -> None:
    for child in element.iterdescendants(tag=etree.Element):
        name = name_of(str(child.tag))
        if name == "news:title":
            draft.title = one_line(leaf(child))
        elif name == "news:publication_date":
            _dated(draft, child, "published")
        elif name == "news:language":
            draft.language = leaf(child) or draft.language
        elif name == "news:keywords":
            draft.categories.extend(word.strip() for word in leaf(child).split(","))
        elif not len(child):
            draft.keep(label_of(child), leaf(child))


def _parts(element: etree._Element) -> dict[str, str]:
    return {name_of(str(c.tag)).partition(":")[2]: leaf(c) for c in element.iterchildren(tag=etree.Element)}


def _image(draft: Draft, element: etree._Element, base: str | None) -> None:
    parts = _parts(element)
    if url := absolute(base, parts.get("loc")):
        draft.show(Media(url, title=parts.get("title") or None, text=parts.get("caption") or None))
    draft.keep("image:license", parts.get("license"))
    draft.keep("image:geo_location", parts.get("geo_location"))


def _video(draft: Draft, element: etree._Element, base: str | None) -> None:
    parts = _parts(element)
    title, text = parts.pop("title", "") or None, parts.pop("description", "") or None
    url = absolute(base, parts.get("content_loc")) or absolute(base, parts.get("player_loc"))
    if url:
        draft.show(Media(url, type="video", title=title, text=text))
    if thumbnail := absolute(base, parts.pop("thumbnail_loc", "")):
        draft.show(Media(thumbnail))
    for name, value in parts.items():
        draft.keep(f"video:{name}", value)
