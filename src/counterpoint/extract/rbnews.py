"""RBNews (the XML of a Danish agency's news service) into an Article.

Data way: XML text + Capture -> Article, or Rejected. Pure. One `RBNews` element holds an item: headline, subtitle, town, origin
and, escaped, the text in HTML; `Annuleret` says that it is withdrawn, `TilRedaktionen` speaks to editors.
"""

from __future__ import annotations

import re

from lxml import etree

from counterpoint.extract.assemble import Part
from counterpoint.extract.byline import read_names
from counterpoint.extract.finish import Draft, finish_article
from counterpoint.extract.stamps import read_stamp
from counterpoint.extract.structured import unescape_markup
from counterpoint.extract.wire import (
    children,
    first,
    headline_of,
    held_back,
    html_parts,
    local,
    read_xml,
    rejected,
    sender,
    standfirst,
    version_of,
    words,
)
from counterpoint.types import Article, AsideKind, BlockKind, Capture, Dateline, Rejected

_RELEASE = re.compile(
    r"pressemeddelelse|press release|^via ", re.IGNORECASE
)  # what others pay the agency to send
_ROUNDS = 3  # times that a field of text may be escaped, one within the other


def extract_rbnews(text: str, capture: Capture) -> Article | Rejected:
    """Return the article of an RBNews document, or why it holds none."""
    root = read_xml(text)
    if root is None:
        return rejected(
            capture, "the RBNews could not be read as XML; check that the file is whole and holds one item"
        )
    items = [root] if local(root) == "RBNews" else list(children(root, "RBNews"))
    refused: Rejected | None = None
    for item in items:
        guid = _line(item, "NewsID") or None
        status = "canceled" if _line(item, "Annuleret").lower() == "true" else ""
        found = held_back(capture, status, [_line(item, "headline"), _line(item, "strapline")], guid)
        body = html_parts(_markup(item, "content"))
        if found is None and any(p.kind in {BlockKind.PARAGRAPH, BlockKind.LIST} for p in body):
            return finish_article(_draft(item, body, guid), capture)
        refused = found or refused
    return refused or rejected(capture, "the RBNews holds no item with a text; give the text item itself")


def _draft(item: etree._Element, body: list[Part], guid: str | None) -> Draft:
    notes = [p.text for p in html_parts(_markup(item, "TilRedaktionen"))]
    title = _line(item, "headline")
    origin = _line(item, "origin").strip("/ ")
    release = bool(_RELEASE.search(_line(item, "strapline")) or _RELEASE.search(origin))
    agency = None if release else sender(origin)
    return Draft(
        title=title or headline_of(body),
        headed=bool(title),
        parts=(
            *standfirst([_line(item, "subtitle")], body, title),
            *body,
            *(Part(AsideKind.NOTICE, n) for n in notes),
        ),
        outlet=agency.name if agency else origin or None,
        bylines=tuple(read_names(_line(item, "byLine"))),
        published=read_stamp(_line(item, "PublishDate")),
        declared="da",
        sure=True,
        credits=(origin,) if origin else (),
        labels=tuple((n, "article") for n in notes),
        dateline=Dateline(place=_line(item, "town") or None),
        agency=agency,
        genre="statement" if release else "report",
        guid=guid,
        version=version_of(_line(item, "version")),
    )


def _line(item: etree._Element, name: str) -> str:
    return unescape_markup(words(first(item, name)))


def _markup(item: etree._Element, name: str) -> str:
    """A field of HTML; what was escaped once too often is put right, a sign that the markup is still hidden."""
    element = first(item, name)
    raw = "".join(map(str, element.itertext())) if element is not None else ""
    for _ in range(_ROUNDS):
        if "&amp;" not in raw and "<" in raw:
            break
        raw = raw.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return raw
