"""IPTC NewsML 1.0 to 1.2 into an Article.

Data way: XML text + Capture -> Article, or Rejected. Pure.

Method: NewsML 1.2 (IPTC, 2003). Identity and status stand in `Identification` and `NewsManagement`, headline, byline and dateline
in `NewsLines`, the text in a `DataContent` that holds NITF, XHTML, bare paragraphs or plain text. Agencies nest components: the
one with the longest text is the report, those of pictures give its images.
"""

from __future__ import annotations

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
from counterpoint.types import Article, AsideKind, BlockKind, Capture, Dateline, Image, Rejected

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PICTURES = ("photo", "graphic", "picture", "image")


def extract_newsml1(text: str, capture: Capture) -> Article | Rejected:
    """Return the article of a NewsML 1 document, or why it holds none."""
    root = read_xml(text)
    if root is None:
        return rejected(
            capture, "the NewsML could not be read as XML; check that the file is whole and holds one item"
        )
    items = [root] if local(root) == "NewsItem" else some(root, "NewsItem")
    refused: Rejected | None = None
    for item in items:
        lines = [words(e) for e in some(item, "HeadLine", "SlugLine", "NameLabel")]
        found = held_back(capture, _status(item), lines, _guid(item))
        if found is not None:
            refused = found
            continue
        content, body = _body(item)
        nitf = first(content, "nitf")
        draft = _draft(item, body, root)
        if nitf is not None and (first(nitf, "hl1") is not None or first(nitf, "byline") is not None):
            return article_of_nitf(nitf, capture, draft)
        if any(p.kind in {BlockKind.PARAGRAPH, BlockKind.LIST} for p in body):
            return finish_article(draft, capture)
    kinds = {_formal(e).lower() for e in some(root, "MediaType")} - {""}
    what = "/".join(sorted(kinds)) or "no text"
    return refused or rejected(
        capture, f"the NewsML holds no item with a text ({what}); give the text item itself"
    )


def _body(item: etree._Element) -> tuple[etree._Element | None, list[Part]]:
    """The content with the longest text, and its parts; captions and alternative renditions are shorter."""
    best: tuple[etree._Element | None, list[Part]] = (None, [])
    for content in some(item, "ContentItem"):
        if _formal(first(content, "MediaType")).lower() in _PICTURES:
            continue
        for data in some(content, "DataContent"):
            parts = _parts(data)
            if sum(len(p.text) for p in parts) > sum(len(p.text) for p in best[1]):
                best = data, parts
    return best


def _parts(data: etree._Element) -> list[Part]:
    inner = first(data, "body.content", "body")
    if len(data):
        target = inner if inner is not None else data
        return xml_parts(target) if len(target) else plain_parts(str(target.text or ""))
    raw = str(data.text or "")
    return html_parts(raw) if "<p" in raw.lower() or "<br" in raw.lower() else plain_parts(raw)


def _draft(item: etree._Element, body: list[Part], root: etree._Element) -> Draft:
    titles, subs, writers = (_lines(item, name) for name in ("HeadLine", "SubHeadLine", "ByLine"))
    lines = first(item, "NewsLines")
    provider = [named(e) for e in some(item, "CreditLine", "Provider", "Source", "Creator") if named(e)]
    provider += [n for e in some(root, "SentFrom") if (n := named(e))]
    language = _formal(first(item, "Language"))
    created = _stamp(item, "FirstCreated", "DateLineDate", "DateId")
    version = _stamp(item, "ThisRevisionCreated")
    images = tuple(_images(item))
    captions = [
        Part(BlockKind.CAPTION, " ".join(filter(None, (i.caption, i.credit)))) for i in images if i.caption
    ]
    bylines = [n for line in writers for n in read_names(line)]
    notes = [w for e in some(item, "NewsLineText", "Comment") if (w := words(e))]
    revision = first(item, "RevisionId")
    return Draft(
        title=next(iter(titles), "") or headline_of(body),
        headed=bool(titles),
        parts=(*standfirst(subs, body), *body, *captions, *(Part(AsideKind.NOTICE, n) for n in notes)),
        outlet=next(iter(provider), None),
        bylines=tuple(dict.fromkeys(bylines)) or opening_writers(body),
        published=created or version or _stamp(root, "DateAndTime"),
        modified=later(version, created),
        declared=language or item.get(_LANG) or (lines.get(_LANG) or "" if lines is not None else ""),
        sure=True,
        images=images,
        credits=tuple(provider),
        rights=tuple(
            w
            for e in some(item, "CopyrightLine", "UsageRights", "RightsLine", "CopyrightHolder")
            if (w := words(e))
        ),
        labels=tuple((n, "article") for n in notes),
        dateline=_dateline(item, created),
        agency=sender(*provider),
        guid=_guid(item),
        version=version_of(words(revision)),
        embargo=_embargo(item) or noted_embargo(notes, version or created),
    )


def _lines(item: etree._Element, name: str) -> list[str]:
    """The lines of one kind, those of picture components left out."""
    return [
        text
        for e in some(item, name)
        if (text := words(e))
        and not any(_is_picture(a) for a in e.iterancestors() if local(a) == "NewsComponent")
    ]


def _is_picture(component: etree._Element) -> bool:
    contents = [e for e in component if local(e) == "ContentItem"]
    return any(_formal(first(e, "MediaType")).lower() in _PICTURES for e in contents)


def _formal(element: etree._Element | None) -> str:
    return (element.get("FormalName") or "").strip() if element is not None else ""


def _guid(item: etree._Element) -> str | None:
    """Provider, date and item identifier: the public identifier without the version that closes it."""
    parts = [words(first(item, name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    if all(parts):
        return "urn:newsml:" + ":".join(parts)
    return words(first(item, "PublicIdentifier")) or None


def _stamp(item: etree._Element, *names: str) -> datetime | None:
    return next((m for n in names for e in some(item, n) if (m := read_stamp(words(e))) is not None), None)


def _status(item: etree._Element) -> str:
    """The item's status; an embargo without an end is a status of its own: not to be used."""
    status = _formal(first(item, "Status")).lower()
    if status in {"embargoed", "withheld"}:
        return "usable" if _embargo(item) is not None else "withheld"
    return status


def _embargo(item: etree._Element) -> datetime | None:
    """When an embargoed item becomes usable: StatusWillChange, or the start of its rights."""
    status = _formal(first(item, "Status")).lower()
    change = first(item, "StatusWillChange")
    if change is not None and status in {"embargoed", "withheld", ""}:
        return _stamp(change, "DateAndTime")
    return _stamp(item, "EmbargoDate", "Embargo") if status != "usable" else None


def _dateline(item: etree._Element, created: datetime | None) -> Dateline:
    """The printed line "PARIS, May 3, 2020 (AGENCY) -", else where the item says that it is from."""
    line = words(first(item, "DateLine"))
    printed = split_dateline(line.rstrip(" -–—") + " - X", created)[0] if line else Dateline()
    if printed.place or printed.agency:
        return printed
    if line and not any(c.isdigit() for c in line):
        return Dateline(place=line.strip(" -–—,"))
    cities = (
        p
        for e in some(item, "Location", "DescriptiveMetadata")
        for p in some(e, "Property")
        if _formal(p) == "City"
    )
    place = next((p.get("Value") for p in cities if p.get("Value")), None)
    return Dateline(place=place or None)


def _images(item: etree._Element) -> Iterator[Image]:
    """The pictures of an item: components or contents of that medium, with the caption that stands beside them."""
    for content in some(item, "ContentItem"):
        if _formal(first(content, "MediaType")).lower() not in _PICTURES:
            continue
        parent = content.getparent()
        component = parent if parent is not None else content
        caption = next((words(e) for e in some(component, "Caption", "DataContent") if words(e)), "")
        credit = words(first(component, "CreditLine")) or words(first(component, "ByLine"))
        yield Image(
            caption=caption or None,
            credit=credit or None,
            alt=words(first(component, "HeadLine")) or None,
            url=content.get("Href") or None,
        )
