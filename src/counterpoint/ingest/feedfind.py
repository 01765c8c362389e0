"""The feeds that a page names, so that a site's address is enough to add it.

Data way: HTML bytes -> Subscriptions. Pure. Method: RSS Board's RSS Autodiscovery 1.0 and the HTML standard's
`rel=alternate` (4.6.7.1): `link` elements with a feed's type, their URLs relative to the page's `base`.

Tags are found by a scan, not by a parser: it takes time in proportion to the page, however deep or broken that is.
"""

from __future__ import annotations

import html
import re

from counterpoint.ingest.feedtext import one_line, to_utf8
from counterpoint.ingest.feedurls import absolute
from counterpoint.types.feed import Subscription

_LOOKED_AT = 1_000_000  # characters: `link` elements stand in the head
_MOST = 50  # feeds of one page; the most seen on a portal were 30
_TYPES = re.compile(
    r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|application/json|text/(?:rss|atom)?\+?xml|application/xml"
)
_SKIPPED = re.compile(r"<!--|<(script|style|template|noscript|textarea)\b", re.IGNORECASE)
_TAG = re.compile(r"<(link|base)\b((?:[^<>\"']|\"[^\"<]{0,4000}\"|'[^'<]{0,4000}')*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
# JSON may be anything (oEmbed, a post's own form): a link of that type counts only where its address names a feed.
_NAMES_FEED = re.compile(r"feed|rss|atom", re.IGNORECASE)
_NOT_FEEDS = re.compile(r"oembed|/wp-json/|opensearch", re.IGNORECASE)


def find_feeds(page: bytes, url: str) -> tuple[Subscription, ...]:
    """Return the feeds that a page names, in its order.

    Args:
        page: The HTML as fetched.
        url: Where it was fetched, after redirects; it becomes each feed's `site`.
    """
    data, _ = to_utf8(page, None)
    text = _visible(data[: _LOOKED_AT * 2].decode("utf-8", "replace")[:_LOOKED_AT])
    base = url
    found: dict[str, Subscription] = {}
    for match in _TAG.finditer(text):
        said = {
            a[1].lower(): html.unescape(a[2] or a[3] or a[4] or "") for a in _ATTRIBUTE.finditer(match[2])
        }
        link = absolute(base, said.get("href"))
        if match[1].lower() == "base":
            base = link or base
        elif link and link not in found and len(found) < _MOST and _is_feed(said, link):
            found[link] = Subscription(url=link, title=one_line(said.get("title", "")) or None, site=url)
    return tuple(found.values())


def _is_feed(said: dict[str, str], link: str) -> bool:
    relations = said.get("rel", "").lower().split()
    kind = said.get("type", "").lower().partition(";")[0].strip()
    if _NOT_FEEDS.search(link) or "stylesheet" in relations:
        return False
    if "feed" in relations and not kind:
        return True
    if not {"alternate", "feed"} & set(relations) or not _TYPES.fullmatch(kind):
        return False
    return (
        "rss" in kind or "atom" in kind or "feed" in kind or "rdf" in kind or bool(_NAMES_FEED.search(link))
    )


def _visible(text: str) -> str:
    """Without comments, scripts and the other elements in which a tag is no tag."""
    pieces, here = [], 0
    unclosed: set[str] = set()  # not looked for again: the scan stays linear
    while opening := _SKIPPED.search(text, here):
        pieces.append(text[here : opening.start()])
        closing = f"</{opening[1].lower()}" if opening[1] else "-->"
        here = opening.end()
        end = (
            None if closing in unclosed else re.compile(re.escape(closing), re.IGNORECASE).search(text, here)
        )
        if end is None:
            unclosed.add(closing)
        else:
            here = end.end()
    return "".join(pieces) + text[here:]
