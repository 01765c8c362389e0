"""IPTC NITF (News Industry Text Format) into an Article.

Data way: XML text + Capture -> Article, or Rejected. Pure.

Method: NITF 2.5 to 3.6 (IPTC). `docdata` holds identity, dates and status, `body.head` what stands over the text.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from lxml import etree

from counterpoint.extract.assemble import Part
from counterpoint.extract.byline import read_names
from counterpoint.extract.captions import split_credit
from counterpoint.extract.dateline import split_dateline
from counterpoint.extract.embargo import noted_embargo
from counterpoint.extract.finish import Draft, finish_article
from counterpoint.extract.stamps import read_stamp
from counterpoint.extract.wire import (
    first,
    headline_of,
    held_back,
    later,
    local,
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


def extract_nitf(text: str, capture: Capture) -> Article | Rejected:
    """Return the article of a NITF document, or why it holds none."""
    root = read_xml(text)
    if root is None:
        return rejected(capture, "the NITF could not be read as XML; check that the file is whole")
    return article_of_nitf(root, capture)


def article_of_nitf(root: etree._Element, capture: Capture, outer: Draft | None = None) -> Article | Rejected:
    """Return the article of a `nitf` element.

    Args:
        root: The element.
        capture: Where it came from.
        outer: What an envelope around it says, which fills what the element leaves out.

    """
    around = outer or Draft("", ())
    head, docdata = first(root, "body.head"), first(root, "docdata")
    heading = words(first(head, "hl1")) or words(first(head, "hedline", "headline"))
    title = heading or around.title or words(first(root, "title"))
    published = _published(root) or around.published
    notes = [line for line, _ in _labels(root)]
    embargo = _embargo(docdata) or around.embargo or noted_embargo(notes, published)
    guid = around.guid or _guid(docdata)
    lines = [title, words(first(root, "title"))]
    if (refused := held_back(capture, _status(docdata, embargo), lines, guid)) is not None:
        return refused
    content = _content(root)
    body = _body(content) if content is not None else []
    if not any(p.kind in {BlockKind.PARAGRAPH, BlockKind.LIST} for p in body):
        return rejected(capture, "the NITF document has no body text; give the text item itself")
    draft = replace(
        _draft(root, head, body, around),
        title=title or headline_of(body),
        headed=bool(title),
        parts=(*standfirst(_summaries(head), body, title), *body, *_captions(around), *_tail(root)),
        published=published,
        dateline=_dateline(head, published, around.dateline),
        guid=guid,
        version=around.version if around.version is not None else _version(docdata),
        embargo=embargo,
    )
    return finish_article(draft, capture)


def _draft(root: etree._Element, head: etree._Element | None, body: list[Part], around: Draft) -> Draft:
    """Who wrote, sent and owns the item, in which language, with which pictures and terms."""
    parties = (
        words(first(head, "distributor")),
        words(first(root, "rights.owner")),
        _holder(root),
        _source(root),
    )
    provider = [p for p in parties if p]
    bylines = [n for b in some(head, "byline") for n in read_names(_byline(b))] if head is not None else []
    return replace(
        around,
        outlet=next(iter(provider), around.outlet),
        bylines=tuple(dict.fromkeys(bylines)) or around.bylines or opening_writers(body),
        declared=root.get("baselang") or root.get(_LANG) or _meta(root, "language") or around.declared,
        sure=True,
        images=(*_images(root), *around.images),
        credits=(*provider, *around.credits),
        rights=(*_rights(root), *around.rights),
        labels=(*_labels(root), *around.labels),
        agency=sender(*provider) or around.agency,
    )


def _captions(around: Draft) -> list[Part]:
    """The captions of pictures that came in the same envelope."""
    return [p for p in around.parts if p.kind is BlockKind.CAPTION]


def _status(docdata: etree._Element | None, embargo: datetime | None) -> str:
    """The document's status; an embargo without an end is as good as withheld."""
    status = (docdata.get("management-status") or "").lower() if docdata is not None else ""
    if status == "embargoed":
        return "usable" if embargo is not None else "withheld"
    return status


def _content(root: etree._Element) -> etree._Element | None:
    """The body of the report: notes for editors have a `body.content` of their own."""
    for element in some(root, "body.content"):
        parent = element.getparent()
        if parent is not None and local(parent) == "body":
            return element
    return first(root, "body.content")


def _body(content: etree._Element) -> list[Part]:
    """The parts of the body; bare text in it is read line by line."""
    if not len(content):
        return plain_parts(str(content.text or ""))
    return xml_parts(content)


def _guid(docdata: etree._Element | None) -> str | None:
    """The document's identifier, with who registered it where that is said."""
    element = first(docdata, "doc-id")
    name = (element.get("id-string") or "").strip() if element is not None else ""
    registered = (element.get("regsrc") or "").strip() if element is not None else ""
    return (
        (f"{registered}:{name}" if registered and not name.startswith(registered) else name) if name else None
    )


def _version(docdata: etree._Element | None) -> int | None:
    key = first(docdata, "du-key")
    return version_of(key.get("version") or key.get("generation") or "") if key is not None else None


def _embargo(docdata: etree._Element | None) -> datetime | None:
    """When the item may be published: its release date, where that lies after its issue or its status says embargoed."""
    release, issue = _stamp(docdata, "date.release"), _stamp(docdata, "date.issue")
    if docdata is not None and (docdata.get("management-status") or "").lower() == "embargoed":
        return release
    return later(release, issue)


def _stamp(root: etree._Element | None, *names: str) -> datetime | None:
    if root is None:
        return None
    stamps = (e.get("norm") or words(e) for name in names for e in some(root, name))
    return next((m for s in stamps if (m := read_stamp(s)) is not None), None)


def _meta(root: etree._Element, name: str) -> str:
    return next(
        (m.get("content") or "" for m in some(root, "meta") if (m.get("name") or "").lower() == name), ""
    )


def _published(root: etree._Element) -> datetime | None:
    found = _stamp(root, "date.issue", "story.date", "date.release")
    pubdata = first(root, "pubdata")
    return found or (read_stamp(pubdata.get("date.publication") or "") if pubdata is not None else None)


def _dateline(head: etree._Element | None, published: datetime | None, given: Dateline) -> Dateline:
    """The place of the dateline, of its location element or of the printed line."""
    line = first(head, "dateline")
    place = words(first(line, "location"))
    printed = words(line)
    if not place and printed and any(c.isalpha() for c in printed):
        return (
            split_dateline(printed.rstrip(" -–—") + " - X", published)[0]
            if not printed[0].isdigit()
            else given
        )
    return Dateline(place or given.place, given.agency, given.date)


def _images(root: etree._Element) -> list[Image]:
    return [_image(m) for m in some(root, "media") if (m.get("media-type") or "image") in {"image", "photo"}]


def _rights(root: etree._Element) -> list[str]:
    return [w for e in some(root, "rights", "doc.copyright", "copyrite") if (w := _statement(e))]


def _labels(root: etree._Element) -> list[tuple[str, str]]:
    return [(w, "article") for e in some(root, "ed-msg", "note") if (w := e.get("info") or words(e))]


def _byline(element: etree._Element) -> str:
    """The byline without the writer's title (`byttl`)."""
    title = first(element, "byttl")
    whole, part = words(element), words(title)
    return whole[: -len(part)].strip(" ,") if part and whole.endswith(part) else whole


def _summaries(head: etree._Element | None) -> list[str]:
    return [words(e) for e in some(head, "hl2", "abstract")] if head is not None else []


def _tail(root: etree._Element) -> list[Part]:
    end = first(root, "body.end")
    return (
        [Part(BlockKind.NOTE, w) for e in some(end, "tagline", "bibliography") if (w := words(e))]
        if end is not None
        else []
    )


def _holder(root: etree._Element) -> str:
    element = first(root, "doc.copyright")
    return (element.get("holder") or "").strip() if element is not None else ""


def _source(root: etree._Element) -> str:
    element = first(root, "from-src")
    return (element.get("src-name") or "").strip() if element is not None else ""


def _statement(element: etree._Element) -> str:
    said = words(element)
    holder, year = element.get("holder") or "", element.get("year") or ""
    return said or (f"© {year} {holder}".replace("  ", " ").strip() if holder else "")


def _image(media: etree._Element) -> Image:
    reference = first(media, "media-reference")
    caption, credit = split_credit(words(first(media, "media-caption")))
    return Image(
        caption=caption or None,
        credit=words(first(media, "media-producer")) or credit,
        alt=(reference.get("alternate-text") or None) if reference is not None else None,
        url=(reference.get("source") or None) if reference is not None else None,
    )
