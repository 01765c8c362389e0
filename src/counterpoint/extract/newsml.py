"""IPTC NewsML-G2 into an Article.

Data way: XML text + Capture -> Article, or Rejected. Pure.

Method: NewsML-G2 2.x (IPTC). A news message may hold several items: the first with a text is the article, pictures among the
others are its images. Nothing but the body is required: agencies leave out or empty any field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from counterpoint.extract.assemble import Part
from counterpoint.extract.byline import read_names
from counterpoint.extract.dateline import split_dateline
from counterpoint.extract.embargo import noted_embargo
from counterpoint.extract.finish import Draft, finish_article
from counterpoint.extract.nitf import article_of_nitf
from counterpoint.extract.stamps import read_stamp
from counterpoint.extract.structured import is_synthetic
from counterpoint.extract.wire import (
    first,
    headline_of,
    held_back,
    html_parts,
    later,
    local,
    named,
    opening_writers,
    plain_parts,
    read_xml,
    rejected,
    sender,
    some,
    standfirst,
    version_of,
    words,
    xml_parts,
)
from counterpoint.types import Article, BlockKind, Capture, Dateline, Image, Rejected

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_DATA = "no-data"  # what one agency's system writes into fields it has nothing for
_PROVIDERS = ("provider", "infoSource", "copyrightHolder", "creditline", "contributor")
_STAGE = re.compile(
    r"\([A-Z][^a-z()]{3,120}\)"
)  # "(ROUGH CUT ONLY - NO NARRATION)": a direction, not a sentence of the report
_RENDITIONS = 8  # bodies of one item that are looked at; agencies send one or two
_SUMMARIES = ("summary", "abstract", "intro")


def extract_newsml(text: str, capture: Capture) -> Article | Rejected:
    """Return the article of a NewsML-G2 document, or why it holds none."""
    root = read_xml(text)
    if root is None:
        return rejected(
            capture, "the NewsML could not be read as XML; check that the file is whole and holds one item"
        )
    items = [root] if local(root) == "newsItem" else some(root, "newsItem")
    refused: Rejected | None = None
    for item in items:
        lines = [words(e) for e in some(item, "headline", "slugline", "title")]
        found = held_back(capture, _code(first(item, "pubStatus")), lines, item.get("guid"))
        if found is not None:
            refused = found
            continue
        others = [i for i in items if i is not item]
        nitf = first(item, "nitf")
        if nitf is not None and first(nitf, "body.content") is not None:
            read = article_of_nitf(nitf, capture, _draft(item, [], others, root))
            if isinstance(read, Article) or read.withdraws:
                return read
        body = _body(item)
        if any(p.kind in {BlockKind.PARAGRAPH, BlockKind.LIST} for p in body):
            return finish_article(_draft(item, body, others, root), capture)
    package = first(root, "packageItem") if local(root) != "packageItem" else root
    if refused is None and package is not None and not items:
        withdrawn = held_back(capture, _code(first(package, "pubStatus")), [], package.get("guid"))
        return withdrawn or rejected(
            capture, "the NewsML is a package that lists items without their texts; give the items"
        )
    kinds = {_code(c) for c in some(root, "itemClass")} - {""}
    what = "/".join(sorted(kinds)) or "no text"
    return refused or rejected(
        capture, f"the NewsML holds no item with a text ({what}); give the text item itself"
    )


def _code(element: etree._Element | None) -> str:
    return (
        (element.get("qcode") or element.get("uri") or "").rsplit(":", 1)[-1] if element is not None else ""
    )


def _body(item: etree._Element) -> list[Part]:
    """The longest body among an item's renditions."""
    best: list[Part] = []
    for element in some(item, "inlineXML", "inlineData")[:_RENDITIONS]:
        kind = (element.get("contenttype") or "").lower()
        inner = first(element, "body.content", "body")
        raw = (
            str(element.text or "")
            if not len(element)
            else str(inner.text or "")
            if inner is not None and not len(inner)
            else ""
        )
        if raw.strip():
            parts = html_parts(raw) if "<p" in raw or ("html" in kind and "<" in raw) else plain_parts(raw)
        else:
            parts = xml_parts(inner if inner is not None else element)
        parts = [Part(BlockKind.NOTE, p.text) if _STAGE.fullmatch(p.text) else p for p in parts]
        if sum(len(p.text) for p in parts) > sum(len(p.text) for p in best):
            best = parts
    return best


def _draft(
    item: etree._Element, body: list[Part], others: list[etree._Element], root: etree._Element
) -> Draft:
    titles = [(h.get("role") or "", words(h)) for h in some(item, "headline") if words(h)]
    title = next((t for role, t in titles if "sub" not in role.lower()), "") or words(first(item, "title"))
    subs = [t for role, t in titles if "sub" in role.lower()]
    abouts = [words(d) for d in some(item, "description") if _role(d) in _SUMMARIES]
    provider = [n for e in some(item, *_PROVIDERS) if (n := _party(e)) and _NO_DATA not in n.lower()]
    provider += [w for e in some(root, "sender", "origin") if (w := words(e))]
    language = first(item, "language")
    created = _stamp(item, "firstCreated", "contentCreated")
    version = _stamp(item, "versionCreated", "contentModified")
    images = tuple(_images(others))
    captions = [
        Part(BlockKind.CAPTION, " ".join(filter(None, (i.caption, i.credit)))) for i in images if i.caption
    ]
    notes = [w for e in some(item, "edNote") if (w := words(e))]
    return Draft(
        title=title or headline_of(body),
        headed=bool(title),
        parts=(*standfirst([*subs, *(a for a in abouts if a)], body, title), *body, *captions),
        outlet=next(iter(provider), None),
        bylines=_bylines(item) or opening_writers(body),
        published=created or version or _stamp(root, "sent"),
        modified=later(version, created),
        declared=(language.get("tag") or "" if language is not None else "") or item.get(_LANG) or "",
        sure=True,
        images=images,
        credits=tuple(provider),
        rights=tuple(
            w for e in some(item, "copyrightNotice", "usageTerms", "rightsExpressionXML") if (w := words(e))
        ),
        labels=tuple((w, "article") for w in notes),
        dateline=_dateline(item, created or version),
        agency=sender(*provider),
        guid=item.get("guid") or None,
        version=version_of(item.get("version") or ""),
        embargo=_stamp(item, "embargoed") or noted_embargo(notes, version or created),
    )


def _party(element: etree._Element) -> str:
    """The name of a party, else its code where that is an agency's: "nprov:AFP" of the IPTC's list of providers."""
    code = _code(element)
    return named(element) or (code if code and sender(code) is not None else "")


def _role(element: etree._Element) -> str:
    return (element.get("role") or "").rsplit(":", 1)[-1].lower()


def _bylines(item: etree._Element) -> tuple[str, ...]:
    """The printed byline, else the people named as its creators or contributors."""
    printed = [n for b in some(item, "by") if _NO_DATA not in words(b).lower() for n in read_names(words(b))]
    people = [
        n
        for e in some(item, "creator", "contributor")
        if "supplier" not in _role(e)
        for n in read_names(words(first(e, "name")))
    ]
    return tuple(dict.fromkeys(printed or people))


def _stamp(item: etree._Element, *names: str) -> datetime | None:
    return next((m for n in names for e in some(item, n) if (m := read_stamp(words(e))) is not None), None)


def _dateline(item: etree._Element, published: datetime | None) -> Dateline:
    """The dateline's place where one is given, else where the item was filed."""
    line = words(first(first(item, "contentMeta"), "dateline"))
    printed = split_dateline(line.rstrip(" -–—") + " - X", published)[0] if line else Dateline()
    if printed.place:
        return printed
    if line and not any(c.isdigit() for c in line):
        return Dateline(place=line)
    place = named(first(item, "located"))
    return Dateline(place=place if place and _NO_DATA not in place.lower() else None)


def _images(items: list[etree._Element]) -> Iterator[Image]:
    for item in items[:50]:
        kind = first(item, "itemClass")
        if kind is None or (
            "picture" not in (kind.get("qcode") or "") and "graphic" not in (kind.get("qcode") or "")
        ):
            continue
        caption = next(
            (words(d) for d in some(item, "description") if "caption" in (d.get("role") or "").lower()),
            "",
        )
        remote = first(item, "remoteContent")
        source = first(item, "digitalSourceType")
        credit = words(first(item, "creditline")) or words(first(item, "by"))
        yield Image(
            caption=caption or None,
            credit=credit or None,
            alt=words(first(item, "headline")) or None,
            url=(remote.get("href") or None) if remote is not None else None,
            machine_made=is_synthetic(
                (source.get("uri") or source.get("qcode") or "") if source is not None else ""
            ),
        )
