"""Bytes of a feed into characters, and text constructs into what is kept of them.

Data way: bytes -> UTF-8 that an XML parser takes; element -> text as sent, or plain text for titles. Pure.

Encoding: RFC 7303 section 3 (a byte order mark, then the charset of Content-Type, then the XML declaration, then UTF-8), with
the labels read as browsers read them, and the next candidate tried where the bytes are not what was said.
Text constructs: RFC 4287 section 3.1, Atom 0.3's `mode`, and for RSS, which never says, feedparser's careful guess.
Every search here is linear in its input: the bytes are anyone's.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
from contextlib import suppress
from html.entities import html5
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from counterpoint.ingest.feednames import ATOM_10, XLINK, attributes_of
from counterpoint.ingest.feedurls import absolute

_BOMS = (
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
)
# How "<?xm" or "<" looks in encodings that are not ASCII's kin (XML 1.0, appendix F).
_STARTS = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"<\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
# What a label means in practice: a superset that decodes all the label's bytes.
_READ_AS = {
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk"), "gb18030"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601"), "cp949"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "iso8859-1"), "windows-1252"),
    **dict.fromkeys(("tis-620", "iso-8859-11"), "cp874"),
    **dict.fromkeys(("iso-8859-9",), "windows-1254"),
    **dict.fromkeys(("utf8", "unicode-1-1-utf-8"), "utf-8"),
}
_WIDE = re.compile(r"utf[-_]?(16|32)|u16|u32|ucs[-_]?[24]|iso-10646|csu(cs4|nicode)", re.IGNORECASE)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_GUESSED = 64 * 1024  # bytes shown to charset-normalizer, whose time grows with them
# Python's own five gaps in windows-1252 stay what they are in ISO 8859-1, as the WHATWG has it.
_C1 = {n: bytes([n]).decode("cp1252", "ignore") or chr(n) for n in range(0x80, 0xA0)}
_HAS_C1 = re.compile("[\x80-\x9f]")

# An attribute that holds a URL, and a quoted value that no scheme begins and that is more than a fragment. A pattern for
# each name, the name first: `re` then finds its places five times as fast as with one pattern for all.
_URL_ATTRIBUTES = "href src cite poster longdesc background action codebase usemap".split()
_RELATIVE = {
    name: re.compile(
        rf"({name}(?<![\w-]{name})\s{{0,9}}=\s{{0,9}})([\"'])\s{{0,99}}(?![A-Za-z][A-Za-z0-9+.-]{{0,30}}:|#)"
        r"([^\s\"'<>][^\"'<>]{0,2000})\2"
    )
    for name in (*_URL_ATTRIBUTES, "HREF", "SRC")
}
_FOLDER = re.compile(r"(https?://[^/?#]+/(?:[^?#]*/)?)[^/?#]*")
_ORIGIN = re.compile(r"https?://[^/?#]+")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_LONGEST_TITLE = 50_000  # characters in which markup is looked for; the longest title seen had 600
_BREAKING = "address|article|blockquote|br|dd|div|dl|dt|figure|footer|h[1-6]|header|hr|li|ol|p|pre|section|table|td|th|tr|ul"
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_BREAK = re.compile(rf"</?(?:{_BREAKING})\b[^<>]*>", re.IGNORECASE)
_CLOSES = re.compile(r"</\w+>|&#?\w{1,32};")
_TAG_NAMES = re.compile(r"</?(\w+)")
_ENTITY_NAMES = re.compile(r"&(\w{1,32});")
# Elements that a plain text with angle brackets is taken to be HTML by. From the HTML standard.
_HTML = frozenset(
    """a abbr acronym address area article aside audio b bdi bdo big blink blockquote br button canvas caption center cite
    code col colgroup command data datalist dd del details dfn dialog dir div dl dt em embed event-source fieldset
    figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd keygen label legend li m main
    map mark menu meter nav nobr noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp
    section select small sound source spacer span strike strong style sub summary sup svg table tbody td template textarea
    tfoot th thead time tr track tt u ul var video wbr""".split()
)


def to_utf8(content: bytes, content_type: str | None) -> tuple[bytes, str | None]:
    """Return the document as UTF-8 without a byte order mark, and what was wrong with its encoding, in words."""
    said = _candidates(content, content_type)
    for n, name in enumerate(said):
        start = next((len(mark) for mark, coding in _BOMS if coding == name and content.startswith(mark)), 0)
        try:
            text = content[start:].decode(name)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
        problem = f"the bytes are not in {said[0]}, as declared; read as {name}" if n else None
        if name == "utf-8":
            return content[start:], problem
        text = _DECLARATION.sub("", text, count=1)
        return text.encode("utf-8", "replace"), problem
    return _guessed(content), f"the bytes are not in {said[0]}; the encoding was guessed"


def _candidates(content: bytes, content_type: str | None) -> list[str]:
    found = [coding for mark, coding in _BOMS if content.startswith(mark)][:1]
    found += [] if found else [coding for start, coding in _STARTS if content.startswith(start)][:1]
    header = _CHARSET.search(content_type or "")
    declared = _DECLARED.match(content[:1024])
    names = [header[1] if header else "", declared[1].decode("ascii") if declared else ""]
    found += [_READ_AS.get(n.lower(), n.lower()) for n in names if n and not (_WIDE.match(n) and not found)]
    charsets = [n for n in [*found, "utf-8"] if _is_charset(n)]
    return list(dict.fromkeys(charsets))


def _is_charset(name: str) -> bool:
    """Python knows codecs that are no charsets (zlib, rot13): those decode to no text, or not from bytes."""
    try:
        return codecs.lookup(name)._is_text_encoding  # noqa: SLF001 - the only mark that Python gives
    except (LookupError, ValueError):
        return False


def _guessed(content: bytes) -> bytes:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - few feeds need a guess

    best = from_bytes(content[:_GUESSED]).best()
    text = content.decode(best.encoding if best else "cp1252", "replace")
    return _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")


def repaired(text: str) -> str:
    """Undo two slips of software: windows-1252 passed off as ISO 8859-1, and UTF-8 read as it and encoded again."""
    if text.isascii():
        return text
    with suppress(UnicodeEncodeError, UnicodeDecodeError):  # at the first character that speaks against it
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_C1) if _HAS_C1.search(text) else text


def looks_like_html(text: str) -> bool:
    """Whether a text of RSS, which never says, is HTML: it closes a tag or holds an entity, and knows no others than HTML's."""
    if len(text) > _LONGEST_TITLE or not _CLOSES.search(text):
        return False
    if any(name.lower() not in _HTML for name in _TAG_NAMES.findall(text)):
        return False
    return all(f"{name};" in html5 for name in _ENTITY_NAMES.findall(text))


def plain(markup: str) -> str:
    """HTML as one line of plain text: no tags, entities decoded, what breaks a line a blank."""
    if len(markup) > _LONGEST_TITLE:
        return one_line(markup)
    if "<" in markup:
        markup = _TAG.sub("", _BREAK.sub(" ", _without_comments(markup)))
    return one_line(html.unescape(markup) if "&" in markup else markup)


def one_line(text: str) -> str:
    """Trimmed; line ends, tabs and the blanks around them as one blank."""
    text = text.strip()
    return " ".join(text.split()) if "\n" in text or "\t" in text or "\r" in text else text


def _without_comments(markup: str) -> str:
    pieces, here = [], 0
    while (start := markup.find("<!--", here)) >= 0 and (end := markup.find("-->", start)) >= 0:
        pieces.append(markup[here:start])
        here = end + 3
    return "".join(pieces) + markup[here:]


def leaf(element: etree._Element) -> str:
    """All text of an element, its children's included, trimmed."""
    text = element.text or "" if not len(element) else "".join(str(t) for t in element.itertext())
    return repaired(text.strip())


def construct(element: etree._Element, usual: str, base: str | None = None) -> tuple[str, bool]:
    """Read a text construct.

    Args:
        element: A title, summary, content, subtitle or rights element.
        usual: Its type where it gives none: "text" or "html".
        base: Of the relative URLs in its HTML, which become absolute; None leaves them.

    Returns:
        The text as sent (inline markup written out, base64 decoded), trimmed; and whether it is HTML. RSS's "text" is
        only a habit: `looks_like_html` may know better.
    """
    kind = (element.get("type") or usual).strip().lower()
    if len(element):
        return rebased(_unwrapped(element, kind), base), True
    text = (element.text or "").strip()
    if element.get("mode") == "base64" or _is_base64(kind):
        text = _from_base64(text)
    marked = (
        kind in {"html", "text/html", "xhtml", "application/xhtml+xml"} or element.get("mode") == "base64"
    )
    if kind in {"xhtml", "application/xhtml+xml"}:  # no element inside: what was escaped is text
        text = escape(text)
    text = repaired(text)
    return (rebased(text, base) if marked else text), marked


def rebased(markup: str, base: str | None) -> str:
    """HTML whose relative URLs are absolute: away from its feed nobody knows their base. All else stays as sent."""
    if not base or "=" not in markup:
        return markup
    for name, pattern in _RELATIVE.items():
        if name in markup:
            markup = pattern.sub(lambda m: f"{m[1]}{m[2]}{_joined(base, m[3].strip())}{m[2]}", markup)
    return markup


def _joined(base: str, reference: str) -> str:
    """A reference as it stands in an attribute, absolute; the common form from the root on without a parser's cost."""
    if "&" in reference:
        return html.escape(absolute(base, html.unescape(reference)) or html.unescape(reference))
    if (
        reference.startswith("/")
        and not reference.startswith(("//", "/."))
        and (origin := _ORIGIN.match(base))
    ):
        return origin[0] + reference
    if reference[:1].isalnum() and "./" not in reference and (folder := _FOLDER.fullmatch(base)):
        return folder[1] + reference
    return absolute(base, reference) or reference


def _is_base64(kind: str) -> bool:
    """RFC 4287, 4.1.3.3: a media type that is neither text nor XML. A word alone is no media type."""
    return "/" in kind and not kind.startswith("text/") and not kind.endswith(("+xml", "/xml"))


def _from_base64(text: str) -> str:
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode("utf-8").strip()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return text


def _unwrapped(element: etree._Element, kind: str) -> str:
    """Inline markup written out, without the `div` that Atom 1.0 asks for around XHTML, or around escaped HTML."""
    wrapped = str(element.tag).startswith("{" + ATOM_10) or kind in {"html", "text/html"}
    inner = element
    if wrapped and len(element) == 1 and str(element[0].tag).rpartition("}")[2].lower() == "div":
        around = (element.text or "") + (element[0].tail or "")
        inner = element[0] if not around.strip() else element
    if inner is not element and not len(inner) and kind in {"html", "text/html"}:
        return repaired((inner.text or "").strip())
    return repaired(_written(inner).strip())


def _written(element: etree._Element) -> str:
    """The children of an element as markup: names without prefixes, attributes escaped. A walk without recursion."""
    pieces = [escape(element.text or "")]
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node is element or not isinstance(node.tag, str):
            continue
        name = node.tag.rpartition("}")[2].lower()
        if event == "start":
            pieces.append(
                f"<{name}{_attributes(node, name)}{' />' if name in _VOID and not node.text else '>'}"
            )
            pieces.append(escape(node.text or ""))
        else:
            if name not in _VOID or node.text or len(node):
                pieces.append(f"</{name}>")
            pieces.append(escape(node.tail or ""))
    return "".join(pieces)


def _attributes(node: etree._Element, name: str) -> str:
    found = [(str(k).rpartition("}")[2], str(v)) for k, v in attributes_of(node) if XLINK not in str(k)]
    linked = [
        (f"xlink:{str(k).rpartition('}')[2]}", str(v)) for k, v in attributes_of(node) if XLINK in str(k)
    ]
    found += [*linked, ("xmlns:xlink", XLINK)] if linked else []
    if name in {"svg", "math"} and node.tag[0] == "{":
        found.append(("xmlns", str(node.tag)[1:].rpartition("}")[0]))
    return "".join(f" {key}={quoteattr(value)}" for key, value in found)
