"""Lists of feeds, in and out.

Data way: OPML bytes <-> Subscriptions. Pure: the time of writing is an argument. Spec: OPML 2.0 (opml.org), read generously:
attribute names in any case, a feed under `url` or `htmlUrl` only where its type says so, files that are not well-formed.
Folders are outlines around feeds. What an outline holds besides (descriptions, versions) is not kept.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from counterpoint.ingest.feednames import attributes_of
from counterpoint.ingest.feedtext import one_line, to_utf8
from counterpoint.ingest.feedurls import absolute
from counterpoint.ingest.feedxml import read_broken, read_tree
from counterpoint.types import Rejected
from counterpoint.types.feed import Subscription

_DEEPEST = 20  # folders inside each other; deeper ones are read as if they were at this depth
_XML_URL = re.compile(r"xmlurl\s{0,9}=\s{0,9}\"([^\"<>]{1,2000})\"", re.IGNORECASE)
_LABEL = re.compile(r"\b(?:title|text)=\"([^\"<>]{0,500})\"")
_LONGEST_OUTLINE = 5_000  # characters of one outline that are looked back for its title
_FEED_TYPES = frozenset({"rss", "atom", "rdf", "json", "feed"})


def parse_opml(content: bytes, *, name: str) -> tuple[Subscription, ...] | Rejected:
    """Read the feeds of an OPML list, in order; one that stands there twice is given once.

    Args:
        content: The file's bytes.
        name: What to call it where it is refused, such as its path.
    """
    if not content.strip():
        return Rejected(name, "ingest", "an empty file, no OPML list")
    data, _ = to_utf8(content, None)
    tree = read_tree(data)
    root = tree.root if tree.root is not None else read_broken(tree)
    if root is None:
        return Rejected(name, "ingest", "no OPML list: it is not XML")
    if _local(root) not in {"opml", "body", "outline"} and root.find(".//{*}outline") is None:
        return Rejected(name, "ingest", f"no OPML list: its outermost element is <{_local(root)[:40]}>")
    found = _outlines(root)
    if tree.root is None:
        found += _lost(data.decode("utf-8", "replace"), {feed.url for feed in found})
    return tuple(found) or Rejected(name, "ingest", "an OPML list without feeds: no outline has an xmlUrl")


def write_opml(subscriptions: Iterable[Subscription], *, title: str, now: datetime) -> str:
    """Write a list as OPML 2.0, folders as outlines around their feeds.

    Args:
        subscriptions: The feeds; those of one folder are put together, in the order of their first.
        title: Of the list.
        now: When it is written, timezone-aware.
    """
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _allowed(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    folders: dict[tuple[str, ...], etree._Element] = {(): etree.SubElement(root, "body")}
    for feed in subscriptions:
        for depth in range(1, len(feed.folders) + 1):
            path = feed.folders[:depth]
            if path not in folders:
                label = _allowed(path[-1])
                folders[path] = etree.SubElement(folders[path[:-1]], "outline", text=label, title=label)
        label = _allowed(feed.title or feed.url)
        item = etree.SubElement(folders[feed.folders], "outline", type="rss", text=label)
        if feed.title:
            item.set("title", label)
        item.set("xmlUrl", _allowed(feed.url))
        if feed.site:
            item.set("htmlUrl", _allowed(feed.site))
    etree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="unicode") + "\n"


def _outlines(root: etree._Element) -> list[Subscription]:
    """A walk without recursion: folders are those that are open."""
    found: dict[str, Subscription] = {}
    folders: list[str | None] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(node.tag, str) or _local(node) != "outline":
            continue
        if event == "end":
            folders.pop()
            continue
        said = {str(k).rpartition("}")[2].lower(): str(v) for k, v in attributes_of(node)}
        label = one_line(said.get("title") or "") or one_line(said.get("text") or "") or None
        typed = said.get("type", "").strip().lower() in _FEED_TYPES
        url = absolute(None, said.get("xmlurl") or (said.get("url") if typed else None))
        # A feed may have outlines inside it; it is then no folder.
        folders.append(None if url else label)
        if url and url not in found:
            names = tuple(name for name in folders if name)[:_DEEPEST]
            found[url] = Subscription(
                url, label if label != url else None, absolute(None, said.get("htmlurl")), names
            )
    return list(found.values())


def _lost(text: str, known: set[str]) -> list[Subscription]:
    """Feeds that a parser lost in a list that is not well-formed (a quotation mark inside a description): without folders."""
    found: dict[str, Subscription] = {}
    for match in _XML_URL.finditer(text):
        url = absolute(None, html.unescape(match[1]))
        if url and url not in known and url not in found:
            before = text[max(0, match.start() - _LONGEST_OUTLINE) : match.start()].rpartition("<outline")[2]
            label = _LABEL.search(before)
            found[url] = Subscription(url, (one_line(html.unescape(label[1])) or None) if label else None)
    return list(found.values())


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _allowed(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    kept = "".join(
        c
        for c in text
        if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
    return one_line(kept)
