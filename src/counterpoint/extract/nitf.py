"""IPTC NITF (News Industry Text Format) into an Article.

Data way: XML text + Capture -> Article, or Rejected. Pure.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from lxml import etree

from counterpoint.extract.assemble import Part
from counterpoint.extract.byline import read_names
from counterpoint.extract.captions import split_credit
from counterpoint.extract.finish import Draft, finish_article
from counterpoint.extract.stamps import read_stamp
from counterpoint.extract.wire import children, first, read_xml, rejected, sender, words, xml_parts
from counterpoint.text import loose
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
    content = first(root, "body.content")
    body = xml_parts(content) if content is not None else []
    if not any(p.kind is BlockKind.PARAGRAPH for p in body):
        return rejected(capture, "the NITF document has no body text; give the text item itself")
    around = outer or Draft("", ())
    head = first(root, "body.head")
    title = (
        words(first(head, "hl1"))
        or words(first(head, "hedline"))
        or words(first(root, "title"))
        or around.title
    )
    provider = [
        words(first(head, "distributor")),
        words(first(root, "rights.owner")),
        _holder(root),
        _source(root),
    ]
    bylines = (
        [n for b in children(head, "byline") for n in read_names(_byline(b))] if head is not None else []
    )
    draft = replace(
        around,
        title=title,
        parts=(*_standfirst(head, title, body), *body, *_tail(root)),
        outlet=next((p for p in provider if p), around.outlet),
        bylines=tuple(dict.fromkeys(bylines)) or around.bylines,
        published=_published(root) or around.published,
        declared=root.get("baselang") or root.get(_LANG) or around.declared,
        images=tuple(
            _image(m) for m in children(root, "media") if (m.get("media-type") or "image") == "image"
        ),
        credits=(*(p for p in provider if p), *around.credits),
        rights=(*_rights(root), *around.rights),
        labels=(*_labels(root), *around.labels),
        dateline=Dateline(place=words(first(first(head, "dateline"), "location")) or around.dateline.place),
        agency=sender(*provider) or around.agency,
    )
    return finish_article(draft, capture)


def _published(root: etree._Element) -> datetime | None:
    stamps = (e.get("norm") or words(e) for e in children(root, "date.issue", "story.date", "date.release"))
    return next((m for s in stamps if (m := read_stamp(s)) is not None), None)


def _rights(root: etree._Element) -> list[str]:
    return [w for e in children(root, "rights", "doc.copyright", "copyrite") if (w := _statement(e))]


def _labels(root: etree._Element) -> list[tuple[str, str]]:
    return [(w, "article") for e in children(root, "ed-msg", "note") if (w := e.get("info") or words(e))]


def _byline(element: etree._Element) -> str:
    """The byline without the writer's title (`byttl`)."""
    title = first(element, "byttl")
    whole, part = words(element), words(title)
    return whole[: -len(part)].strip(" ,") if part and whole.endswith(part) else whole


def _standfirst(head: etree._Element | None, title: str, body: list[Part]) -> list[Part]:
    """Second headlines and the abstract, where they say more than the headline and the body's opening."""
    opening = loose(" ".join(p.text for p in body[:2]))
    found = [words(e) for e in children(head, "hl2", "abstract")] if head is not None else []
    kept = [
        w for w in found if loose(w) != loose(title) and len(w.split()) >= 4 and loose(w)[:60] not in opening
    ]
    return [Part(BlockKind.STANDFIRST, w) for w in dict.fromkeys(kept)]


def _tail(root: etree._Element) -> list[Part]:
    end = first(root, "body.end")
    return (
        [Part(BlockKind.NOTE, w) for e in children(end, "tagline", "bibliography") if (w := words(e))]
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
