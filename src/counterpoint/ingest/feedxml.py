"""The XML of a feed as a tree, within bounds, with the small repairs that many feeds need.

Data way: UTF-8 bytes -> element tree. Pure.

libxml2 reads it: no network, no file, no entity of its own, and its own bound on depth. A document type is taken off
first. Entities that it declares plainly (a text, or one character) are put in by hand, to a bound, as HTML's names are, which
RSS writers use undeclared; nothing nested is ever expanded, so neither "billion laughs" nor its quadratic kin does anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5

from lxml import etree

_REFERENCES = 100_000  # that are looked at; a feed of 5 MB with one in each sentence has 50,000
_GROWTH = 1_000_000  # bytes that entities may add in all
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]{0,2000}(\[.*?\]\s{0,100})?>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(
    rb"<!ENTITY\s+([\w.-]{1,64})\s+(?:\"([^\"&%]{0,2000}|&#\w{1,8};)\"|'([^'&%]{0,2000}|&#\w{1,8};)')\s*>"
)
_REFERENCE = re.compile(rb"&(?:#(\d{1,8}|[xX][0-9a-fA-F]{1,8});|([A-Za-z_][\w.-]{0,63});)?")
_OPAQUE = re.compile(rb"<!\[CDATA\[|<!--")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf][\x80-\xbf]")
_FIRST = re.compile(rb"<[\w!?]")
_XML_FIVE = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_TAGS = re.compile(rb"<(/?)([A-Za-z_][\w:.-]{0,99})[^<>]*?(/?)>")
_VOID = frozenset(b"br hr img p li input meta col wbr area base embed source track".split())


@dataclass(frozen=True, slots=True)
class Tree:
    """What became of a document."""

    root: etree._Element | None  # None where it is not well-formed, nor nearly so
    mended: bytes  # the document as it was read at last, for a reader that is more patient
    problem: str | None = None  # what was put right, in words


def read_tree(data: bytes) -> Tree:
    """Parse a document that is well-formed, or nearly so."""
    data, declared = _without_doctype(_from_first_tag(data))
    root = _parsed(data) if data else None
    if root is not None or not data:
        return Tree(root, data)
    mended = _mended(data, declared)
    root = _parsed(mended) if mended != data else None
    if declared and root is not None:
        return Tree(root, mended)
    said = "not well-formed XML: stray ampersands, undeclared entities or control characters"
    return Tree(root, mended, said)


def read_broken(tree: Tree) -> etree._Element | None:
    """The root of what libxml2 makes of a document that is not well-formed: what follows a fatal error is lost."""
    root = _parsed(tree.mended, recover=True) if tree.mended else None
    if root is not None:
        etree.strip_tags(root, etree.Entity)  # left where too many were asked for; the text around them stays
    return root


def is_heavy(data: bytes, *, tags: int, depth: int) -> bool:
    """Whether a document has more tags, or deeper ones, than are given. Counted without parsing it, void HTML aside."""
    if data.count(b"<") > tags:
        return True
    opened: list[bytes] = []
    for match in _TAGS.finditer(data):
        name = match[2].lower()
        if match[1]:
            if name in opened[-depth:]:
                while opened.pop() != name:
                    pass
        elif not match[3] and name not in _VOID:
            opened.append(name)
            if len(opened) > depth:
                return True
    return False


def _parsed(data: bytes, *, recover: bool = False) -> etree._Element | None:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _from_first_tag(data: bytes) -> bytes:
    """Without what stands before the first tag: blank lines, messages of a server. XML allows nothing there."""
    first = _FIRST.search(data)
    return data[first.start() :] if first else b""


def _without_doctype(data: bytes) -> tuple[bytes, dict[bytes, bytes]]:
    start = data[:4096].upper().find(b"<!DOCTYPE")
    found = _DOCTYPE.match(data, start) if start >= 0 else None
    if not found:
        return data, {}
    declared = {m[1]: m[2] or m[3] or b"" for m in _ENTITY.finditer(found[1] or b"")}
    return data[: found.start()] + data[found.end() :], declared


def _mended(data: bytes, declared: dict[bytes, bytes]) -> bytes:
    """Entities replaced, lone ampersands escaped, characters that XML forbids taken out; CDATA and comments left alone."""
    data = _CONTROLS.sub(b"", data)
    left = _GROWTH
    references = _REFERENCES

    def replace(match: re.Match[bytes]) -> bytes:
        nonlocal left
        number, name = match[1], match[2]
        if number is not None:
            return match[0] if _is_character(number) else b""
        if name is None or name in _XML_FIVE:
            return match[0] if name else b"&amp;"
        value = declared.get(name)
        if value is None:
            known = html5.get(name.decode("ascii", "replace") + ";")
            value = known.encode().replace(b"&", b"&amp;").replace(b"<", b"&lt;") if known else None
        if value is None or left < len(value):
            return b"&amp;" + match[0][1:]
        left -= len(value)
        return value

    def outside(segment: bytes) -> bytes:
        nonlocal references
        if references <= 0:
            return segment
        mended, done = _REFERENCE.subn(replace, segment, count=references)
        references -= done
        return mended

    pieces, here = [], 0
    while opening := _OPAQUE.search(data, here):
        start = opening.start()
        pieces.append(outside(data[here:start]))
        closing = b"]]>" if opening[0] == b"<![CDATA[" else b"-->"
        end = data.find(closing, start)
        here = len(data) if end < 0 else end + 3
        pieces.append(data[start:here])
    pieces.append(outside(data[here:]))
    return b"".join(pieces)


def _is_character(number: bytes) -> bool:
    code = int(number[1:], 16) if number[:1] in b"xX" else int(number)
    return code in {9, 10, 13} or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
