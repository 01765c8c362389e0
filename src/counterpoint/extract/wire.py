"""What the wire formats share: safe XML, bodies as HTML fragments or plain text, and the agency that sends an item.

Data way: a format's body -> Parts. Pure. Entities are never resolved, nothing is loaded from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from counterpoint.extract.agencies import agency_named
from counterpoint.extract.arrange import parts_of_fragment
from counterpoint.extract.assemble import Part
from counterpoint.extract.linecues import note_kind
from counterpoint.extract.parse import nesting, parse_html
from counterpoint.extract.passages import read_layout
from counterpoint.text import clean
from counterpoint.types import AgencyCredit, Capture, Rejected

_DEEPEST = 200  # nested elements of a wire item's XML; real ones stay under 30
_INDENT = re.compile(r"\n(?=[ \t]{2,}\S)")
_BLANK = re.compile(r"\n[ \t]*\n")
# NITF's own names for what HTML has.
_AS_HTML = {"hl1": "h1", "hl2": "h2", "media": "figure", "media-caption": "figcaption", "media-producer": "figcaption",
            "block": "div", "bq": "blockquote", "body.content": "div", "note": "div", "inlineXML": "div", "nitf-table": "div",
            "media-metadata": "script", "media-reference": "script", "media-object": "script"}  # fmt: skip


def read_xml(text: str) -> etree._Element | None:
    """Return the root of an XML document, or None; entities stay unresolved and nothing is fetched."""
    if nesting(text, every=True) > _DEEPEST:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, recover=True, remove_comments=True,
        remove_pis=True, huge_tree=False, encoding="utf-8",
    )  # fmt: skip
    content = re.sub(r"\A\s*<\?xml.{0,200}?\?>", "", text, flags=re.DOTALL).strip()
    try:
        return etree.fromstring(content.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for what is not an element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Descendants with one of some local names, in document order."""
    wanted = set(names)
    for item in element.iter():
        if local(item) in wanted:
            yield item


def first(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first descendant with one of some local names."""
    return next(children(element, *names), None) if element is not None else None


def words(element: etree._Element | None) -> str:
    """The text of an element, its `literal` where it has no text."""
    if element is None:
        return ""
    text = clean(" ".join("".join(map(str, element.itertext())).split()))
    return text or clean(element.get("literal") or "")


def xml_parts(element: etree._Element) -> list[Part]:
    """The Parts of a body in XHTML or NITF."""
    copy = deepcopy(element)
    copy.tail = None
    for item in copy.iter():
        name = local(item)
        if name:
            item.tag = _AS_HTML.get(name, name)
    etree.cleanup_namespaces(copy)
    return html_parts(etree.tostring(copy, encoding="unicode", method="html"))


def html_parts(fragment: str) -> list[Part]:
    """The Parts of a body given as HTML."""
    if nesting(fragment) > _DEEPEST:
        return []
    tree = parse_html(f"<html><body>{fragment}</body></html>")
    return list(parts_of_fragment(read_layout(tree))) if tree is not None else []


def plain_parts(text: str) -> list[Part]:
    """The Parts of a body in plain text: paragraphs are set apart by blank lines or by indentation."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows = _BLANK.split(text)
    if len(rows) < 2:
        rows = _INDENT.split(text)
    if len(rows) < 2:
        rows = text.split("\n")
    return [Part(note_kind(line), line) for row in rows if (line := clean(" ".join(row.split())))]


def sender(*names: str) -> AgencyCredit | None:
    """The agency that sends an item, by the first of some names that is one's; the item is its copy."""
    for name in names:
        if name and (agency := agency_named(name)) is not None:
            return AgencyCredit(agency, name, copy=True)
    return None


def rejected(capture: Capture, reason: str) -> Rejected:
    """The answer for an item that holds no article."""
    return Rejected(capture.name, "extract", reason)
