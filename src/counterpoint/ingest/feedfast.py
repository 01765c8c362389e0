"""RSS, RDF, Atom and CDF from an element tree: the way that nearly every feed takes.

Data way: element tree -> ParsedFeed. Pure. Specs: RSS 2.0 and its elders, RSS 1.0, RFC 4287, Atom 0.3, CDF, Media RSS, and
the modules in `feednames`. Elements mean the same in each other's formats, as feedparser has it. A walk over children, never
recursive; what has no field goes to `extra` under its name, attributes as "name@attribute".
"""

# ruff: noqa: ARG001 - what the head says is read by functions of one signature, and few need the base

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from counterpoint.ingest.feeddates import parse_feed_date
from counterpoint.ingest.feeddraft import Draft
from counterpoint.ingest.feedfields import FIELDS, flatten, read_link, resolved
from counterpoint.ingest.feednames import XML_BASE, XML_LANG, attributes_of, is_atom, label_of, name_of
from counterpoint.ingest.feedtext import construct, leaf
from counterpoint.ingest.feedurls import absolute
from counterpoint.types.feed import Entry, FeedKind, ParsedFeed

# Five times the longest feed seen in use; 5 MB of the shortest possible items would be 150,000.
MAX_ENTRIES = 10_000
MAX_CHILDREN = 1_000  # elements of one entry, or of the feed's head; the most seen were 60
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
_ROOTS = frozenset({"rss", "rdf:rdf", "rdf", "feed", "channel", "entry"})
_ENTRIES = frozenset({"item", "entry"})


@dataclass(slots=True)
class _Head:
    """What has been read of the feed itself."""

    draft: Draft = field(default_factory=Draft)
    self_url: str | None = None
    hub: str | None = None
    minutes: int | None = None
    period: int | None = None
    frequency: int = 1
    built: str | None = None
    dated: str | None = None
    generator: str | None = None


def is_feed(root: etree._Element) -> bool:
    """Whether a document's outermost element is that of a feed."""
    return name_of(str(root.tag)) in _ROOTS


def read_feed(root: etree._Element, url: str | None, problems: list[str]) -> ParsedFeed:
    """Read a feed of any of the formats.

    Args:
        root: Outermost element, of which `is_feed` is true.
        url: Where the feed was fetched: the base of its relative URLs.
        problems: What was wrong with its form, in words.
    """
    atom = name_of(str(root.tag)) in {"feed", "entry"} and (
        is_atom(str(root.tag)) or "channel" not in _names(root)
    )
    head = _Head()
    entries: list[Entry] = []
    found = empty = nameless = cut = told = 0
    for element, base, language in _parts(root, url):
        if name_of(str(element.tag)) not in _ENTRIES:
            told += 1
            if told <= MAX_CHILDREN:
                _read_head(head, element, base, atom=atom)
            continue
        found += 1
        if found > MAX_ENTRIES:
            break
        entry = read_entry(element, base, language, atom=atom)
        cut += len(element) > MAX_CHILDREN
        if entry is None:
            empty += 1
        else:
            entries.append(entry)
            nameless += entry.id.startswith("sha256:") and not entry.title
    said = [*problems, *_counted(found, empty, nameless, cut, told)]
    return _finished(head, root, entries, said, atom=atom)


def read_entry(
    element: etree._Element, base: str | None, language: str | None, *, atom: bool
) -> Entry | None:
    """Read one item or entry; None where it says nothing."""
    draft = Draft(language=language)
    base = based(element, base)
    if about := element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"):
        draft.id = about.strip()
    _read_cdf(draft, element, base)
    if spoken := element.get(XML_LANG):
        draft.language = _tag(spoken)
    for child in islice(element, MAX_CHILDREN):
        reader = FIELDS.get(name_of(str(child.tag)))
        if reader:
            reader(draft, child, based(child, base), atom)
        else:
            flatten(draft, child, based(child, base))
    return draft.entry()


def based(element: etree._Element, base: str | None) -> str | None:
    """The base of an element's URLs: its own xml:base, taken from its parent's (XML Base)."""
    own = element.get(XML_BASE)
    return base if own is None else absolute(base, own) or base


def _tag(language: str) -> str | None:
    return language.strip().replace("_", "-") or None


def _names(root: etree._Element) -> set[str]:
    return {name_of(str(child.tag)) for child in root}


def _parts(root: etree._Element, url: str | None) -> Iterator[tuple[etree._Element, str | None, str | None]]:
    """Yield each part of the feed's head and each entry, with its base, and the language that its place gives an entry."""
    base = based(root, url)
    language = None
    if name_of(str(root.tag)) == "entry":
        yield root, url, None
        return
    if name_of(str(root.tag)) == "channel":
        yield root, base, language
    for child in root:
        if name_of(str(child.tag)) != "channel":
            yield child, base, language
            continue
        inner = based(child, base)
        yield child, inner, language
        for part in child:
            yield part, inner, language


def _read_cdf(draft: Draft, element: etree._Element, base: str | None) -> None:
    """CDF says in attributes, of either case, what the others say in elements."""
    for name, value in attributes_of(element):
        if name in {"HREF", "href"}:
            draft.url = absolute(base, str(value)) or draft.url
        elif name in {"LASTMOD", "lastmod"}:
            draft.updated = parse_feed_date(str(value))


def _read_head(head: _Head, element: etree._Element, base: str | None, *, atom: bool) -> None:
    name = name_of(str(element.tag))
    draft = head.draft
    own = based(element, base)
    reader = _HEAD.get(name)
    if name == "channel":
        _read_cdf(draft, element, base)
        draft.keep("rdf:about", element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"))
    elif name in {"link", "atom:link"}:
        rel, link = read_link(draft, element, own, atom=atom)
        if rel == "self" and link:
            head.self_url = head.self_url or link
        elif rel == "hub" and link:
            head.hub = head.hub or link
    elif reader:
        reader(head, element, own)
    elif name in _TEXTS:
        draft.keep(label_of(element), construct(element, "text" if atom else "html", own)[0])
    elif name in _HEAD_FIELDS:
        FIELDS[name](draft, element, own, atom)
    elif name not in {"items", "rdf:li"}:
        flatten(draft, element, own)


_TEXTS = frozenset(
    {"description", "subtitle", "tagline", "info", "itunes:subtitle", "itunes:summary", "dc:description"}
)
_HEAD_FIELDS = frozenset(
    "title dc:title category dc:subject keywords itunes:category itunes:keywords language dc:language rights copyright dc:rights"
    " author managingeditor dc:creator dc:author itunes:author".split()
)


def _minutes(head: _Head, element: etree._Element, base: str | None) -> None:
    text = leaf(element)
    if text.isascii() and text.isdecimal() and int(text[:9]) > 0:
        head.minutes = int(text[:9])


def _period(head: _Head, element: etree._Element, base: str | None) -> None:
    head.period = _PERIODS.get(leaf(element).lower(), head.period)


def _frequency(head: _Head, element: etree._Element, base: str | None) -> None:
    text = leaf(element)
    if text.isascii() and text.isdecimal():
        head.frequency = max(1, int(text[:9]))


def _generator(head: _Head, element: etree._Element, base: str | None) -> None:
    resource = element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource")
    head.generator = leaf(element) or resource or head.generator
    for key, value in attributes_of(element):
        head.draft.keep(f"{label_of(element)}@{str(key).rpartition('}')[2]}", resolved(base, str(value)))


def _built(head: _Head, element: etree._Element, base: str | None) -> None:
    head.built = leaf(element) or head.built


def _dated(head: _Head, element: etree._Element, base: str | None) -> None:
    head.dated = leaf(element) or head.dated


_HEAD: dict[str, Callable[[_Head, etree._Element, str | None], None]] = {
    "ttl": _minutes,
    "sy:updateperiod": _period,
    "sy:updatefrequency": _frequency,
    "generator": _generator,
    "admin:generatoragent": _generator,
    **dict.fromkeys(("lastbuilddate", "updated", "modified", "dc:date", "dcterms:modified"), _built),
    **dict.fromkeys(("pubdate", "published", "issued", "dcterms:issued"), _dated),
}


def _finished(
    head: _Head, root: etree._Element, entries: list[Entry], problems: list[str], *, atom: bool
) -> ParsedFeed:
    draft = head.draft
    channels = (c.get(XML_LANG) for c in root if name_of(str(c.tag)) == "channel")
    spoken = next((tag for tag in (root.get(XML_LANG), *channels) if tag), None)
    minutes = head.minutes or (max(1, head.period // head.frequency) if head.period else None)
    moments = (parse_feed_date(text) for text in (head.built, head.dated) if text)
    authors = [("author", name) for name in draft.authors]
    return ParsedFeed(
        kind=FeedKind.ATOM if atom else FeedKind.RSS,
        title=draft.title or None,
        url=draft.url,
        self_url=head.self_url or None,
        hub=head.hub,
        language=draft.declared or (_tag(spoken) if spoken else None),
        updated=draft.updated or next((m for m in moments if m), None),
        minutes=minutes,
        rights=draft.rights or None,
        generator=head.generator or None,
        entries=tuple(entries),
        extra=(*authors, *(("category", c) for c in dict.fromkeys(draft.categories)), *draft.extra),
        problems=tuple(problems),
    )


def _counted(found: int, empty: int, nameless: int, cut: int, told: int) -> Iterator[str]:
    """Nothing vanishes: entries that were left out, and those that have no name of their own."""
    if found > MAX_ENTRIES:
        yield f"what follows the first {MAX_ENTRIES:,} entries was left out"
    if cut:
        yield f"{cut:,} of {found:,} entries have more than {MAX_CHILDREN:,} elements; the rest of these was left out"
    if told > MAX_CHILDREN:
        yield f"{told - MAX_CHILDREN:,} elements before the entries were left out: more than {MAX_CHILDREN:,} are not read"
    if empty:
        yield f"{empty:,} of {found:,} entries were left out: they say nothing"
    if nameless:
        yield f"{nameless:,} of {found:,} entries have no id, link or title; they are told apart by all that they say"
