"""The XML of a feed as a tree, within bounds, with the small repairs that many feeds need.

Data way: UTF-8 bytes -> element tree. Pure.

libxml2 reads it: no network, no file, no entity of its own, and its own bound on depth. A document type is taken off
first. Entities that it declares plainly (a text, or one character) are put in by hand, to a bound, as HTML's names are, which
RSS writers use undeclared; nothing nested is ever expanded, so neither "billion laughs" nor its quadratic kin does anything.
"""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

MAX_DEPTH = 200  # elements inside each other; HTML inlined in the deepest real feed measured reaches 40
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
_TAGS = re.compile(rb"<(/?)[A-Za-z_][^<>]*?(/?)>")


def read_tree(data: bytes) -> tuple[etree._Element | None, list[str]]:
    """Return the root of a document that is well-formed, or nearly so, and what was put right; None where it is not."""
    data, declared = _without_doctype(_from_first_tag(data))
    root = _parsed(data)
    if root is not None:
        return root, []
    if len(data) == 0:
        return None, []
    mended = _mended(data, declared)
    if mended == data:
        return None, []
    root = _parsed(mended)
    said = (
        "entities of its own were read"
        if declared
        else "stray ampersands, undeclared entities or control characters"
    )
    return root, [] if declared else [f"not well-formed XML: {said}"]


def read_broken(data: bytes) -> etree._Element | None:
    """The root of what libxml2 makes of a document that is not well-formed: what follows a fatal error is lost."""
    data, declared = _without_doctype(_from_first_tag(data))
    return _parsed(_mended(data, declared), recover=True)


def depth_of(data: bytes) -> int:
    """How deep the tags of a document go, counted without parsing it: those opened and not yet closed, at most."""
    depth = most = 0
    for match in _TAGS.finditer(data):
        if match[1]:
            depth = max(0, depth - 1)
        elif not match[2]:
            depth += 1
            most = max(most, depth)
    return most


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

    pieces, here = [], 0
    while opening := _OPAQUE.search(data, here):
        start = opening.start()
        pieces.append(_REFERENCE.sub(replace, data[here:start]))
        closing = b"]]>" if opening[0] == b"<![CDATA[" else b"-->"
        end = data.find(closing, start)
        here = len(data) if end < 0 else end + 3
        pieces.append(data[start:here])
    pieces.append(_REFERENCE.sub(replace, data[here:]))
    return b"".join(pieces)


def _is_character(number: bytes) -> bool:
    code = int(number[1:], 16) if number[:1] in b"xX" else int(number)
    return code in {9, 10, 13} or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
