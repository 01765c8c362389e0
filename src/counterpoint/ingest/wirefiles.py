"""A file of several wire items into one Capture for each.

Data way: bytes of a delivery -> Captures. Pure. Read are only the marks that set items apart: `newsItem` and `NewsItem` elements,
the control signs SOH and EOT of the teletype formats (IPTC 7901, ANPA 1312), and lists of JSON objects. What an item says is
extract's business. A message of one text with its pictures is one item: the pictures are the report's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from lxml import etree

from counterpoint.text import sha256
from counterpoint.types import Capture, Rejected

_HEAD = 4096  # bytes looked at for the kind of a file
_TELETYPE = re.compile(rb"\A[\x00\x16\s]*\x01?[A-Za-z]{1,6} ?\d{1,5}[\x1f ]")
_FRAME = re.compile(rb"(?:\x16\x16)?\x01(?=[A-Za-z]{1,6} ?\d{1,5}[\x1f ])")
_G2_TEXT = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:inlineXML|inlineData)[\s>]")
_ITEM = re.compile(rb"<(?:[\w.-]{1,20}:)?(newsItem|NewsItem|RBNews)[\s>]")
_ITEM_NAMES = frozenset({"newsItem", "NewsItem", "packageItem", "RBNews", "nitf"})
_ROOTS = frozenset({"newsMessage", "NewsML", "XMLNewsQueuedResponse"})
_KEPT = frozenset({"header", "Header", "NewsEnvelope", "Catalog", "catalogRef"})  # said once for all items
_JSON_LISTS = ("item", "items")
_NINJS = (b'"headline"', b'"headlines"', b'"body_html"', b'"body_text"', b'"bodies"', b'"body_xhtml"')
_MOST = 2_000  # items of one file; an agency's day has some 1,500
_MOST_OBJECTS = 100_000  # "{" of one file: 5 MB of news have 25,000
_MOST_TAGS = 400_000  # "<" of one file: 5 MB of news have 100,000


def is_several(content: bytes) -> bool:
    """Whether a file holds more than one item of a wire with a text. Never raises; looks, does not parse."""
    if _TELETYPE.match(content[:_HEAD]):
        return len(list(islice(_FRAME.finditer(content), 2))) > 1
    start = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        if b"<newsMessage" in start or b":newsMessage" in start:
            return len(list(islice(_G2_TEXT.finditer(content), 2))) > 1
        root = b"<NewsML" in start or b"XMLNewsQueuedResponse" in start
        return root and len(list(islice(_ITEM.finditer(content), 2))) > 1
    if start[:1] in {b"[", b"{"} and any(key in content for key in _NINJS):
        return len(_json_items(content)) > 1
    return False


def split_wire(content: bytes, *, name: str) -> Iterator[Capture | Rejected]:
    """Yield one Capture for each item of a file, or why it cannot be taken apart.

    Args:
        content: The file as it came.
        name: Path or URL that it came from.

    """
    if _TELETYPE.match(content[:_HEAD]):
        parts = _frames(content)
    elif content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        parts = _elements(content)
    else:
        items = _json_items(content)
        parts = [json.dumps(i, ensure_ascii=False).encode("utf-8", "replace") for i in items]
    if not parts:
        yield Rejected(name, "ingest", "the file could not be taken apart into items; check that it is whole")
    if len(parts) > _MOST:
        yield Rejected(
            name, "ingest", f"more than {_MOST:,} items, of which the first are read; split the file"
        )
    for number, part in enumerate(parts[:_MOST], 1):
        where = name if len(parts) == 1 else f"{name}#{number}"
        remote = name.lower().startswith(("http://", "https://"))
        yield Capture(sha256(part), part, url=where if remote else None, path=None if remote else Path(where))


def _frames(content: bytes) -> list[bytes]:
    """The transmissions of a teletype file; each begins with SOH, the synchronising signs before it being its own."""
    starts = [m.start() for m in islice(_FRAME.finditer(content), _MOST + 2)]
    if not starts:
        return [content]
    starts[0] = 0
    return [content[a:b] for a, b in zip(starts, [*starts[1:], len(content)], strict=True)]


def _elements(content: bytes) -> list[bytes]:
    """The items of an XML message, each in an envelope of its own with what the message says for all.

    Pictures of a message stay with its text where that has only one.
    """
    if content.count(b"<") > _MOST_TAGS:
        return []
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    if root is None or _local(root) not in _ROOTS:
        return [content]
    items = [e for e in root.iter() if _local(e) in _ITEM_NAMES and not _inside(e)]
    texts = [i for i in items if _has_text(i)]
    if len(texts) < 2:
        return [content]
    kept = b"".join(etree.tostring(e, with_tail=False) for e in root if _local(e) in _KEPT)
    opening = etree.Element(root.tag, {str(k): str(v) for k, v in root.items()}, root.nsmap)  # type: ignore[arg-type]  # the stubs know no default namespace
    envelope = etree.tostring(opening).removesuffix(b"/>")
    closing = f"</{root.prefix + ':' if root.prefix else ''}{_local(root)}>".encode()
    return [envelope + b">" + kept + etree.tostring(i, with_tail=False) + closing for i in items]


def _local(element: etree._Element) -> str:
    return re.split(r"[}:]", element.tag)[-1] if isinstance(element.tag, str) else ""


def _inside(element: etree._Element) -> bool:
    return any(_local(a) in _ITEM_NAMES for a in element.iterancestors())


def _has_text(item: etree._Element) -> bool:
    texts = ("inlineXML", "inlineData", "DataContent", "content")
    return any(_local(e) in texts and ("".join(map(str, e.itertext()))).strip() for e in item.iter())


def _json_items(content: bytes) -> list[dict[str, object]]:
    """The objects of a list, or of a feed's list, where they are items of news and no posts."""
    if content.count(b"{") > _MOST_OBJECTS:
        return []
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return []
    for _ in range(2):
        if isinstance(value, dict):
            data = value.get("data")
            value = (
                data
                if isinstance(data, dict)
                else next((value[k] for k in _JSON_LISTS if isinstance(value.get(k), list)), value)
            )
    entries = value if isinstance(value, list) else [value]
    items = [e.get("item", e) if isinstance(e, dict) else e for e in entries]
    return [
        i
        for i in items
        if isinstance(i, dict) and any(k.strip('"') in i for k in (n.decode() for n in _NINJS))
    ]
