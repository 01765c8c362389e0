"""What a Capture is, and which extractor reads it.

Data way: Capture -> Article, or Rejected with its reason. Pure. Encoding: byte-order mark, the transport's declaration, the
document's own, UTF-8, then charset-normalizer. Format: by the content, never by the file's name.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from counterpoint.extract.dump import extract_dump
from counterpoint.extract.signals import page_signals
from counterpoint.types import Article, Capture, Rejected

_LARGEST = 10 * 1024 * 1024  # bytes; the largest article page of the dev data has 2.4 MB
_LONGEST = 400_000  # code points of text: twenty long reads of 3,500 words
_MOST_BLOCKS = 5_000
_SNIFFED = 4096  # bytes looked at for a declaration or a format
_WIDE_ZEROS = 0.1  # spaces and line ends alone are some 15 % of UTF-16 prose in Cyrillic or Arabic letters
_WIDEST = 0x21  # high byte of general punctuation (U+20xx) at the most: scripts up to Arabic and Indic ones
_GUESSED = 64 * 1024  # bytes shown to charset-normalizer, whose time grows with them

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read under these names (WHATWG Encoding).
_READ_AS = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "shift_jis": "cp932",
    "shift-jis": "cp932", "x-sjis": "cp932", "big5": "big5hkscs", "iso-8859-9": "cp1254", "tis-620": "cp874",
    "windows-874": "cp874", "x-euc-jp": "euc_jp", "unicode": "utf-8", "utf8": "utf-8",
}  # fmt: skip
# Codecs of Python that are no charsets of pages; and wide ones, in which the declaration could not have been read.
_NO_CHARSETS = (
    "idna",
    "mbcs",
    "oem",
    "punycode",
    "raw-unicode",
    "undefined",
    "unicode-escape",
    "utf-16",
    "utf-32",
    "utf-7",
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]+)", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"RIFF", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"ID3", b"OggS", b"MZ\x90")  # fmt: skip
_HTML = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|article|main|div|p|h1|title|meta|section)[\s>]", re.IGNORECASE
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s>/]")
_HTML_ROOTS = frozenset(
    "html head body title meta link script style div span p a article section main header footer nav aside h1 h2 h3 h4 h5 h6 "
    "ul ol li dl table tbody tr td center font b i em strong br hr img figure blockquote pre form address noscript base".split()
)
_FEED_ROOTS = frozenset({"rss", "feed", "RDF", "urlset", "sitemapindex", "opml"})
_WIRE_ROOTS = {"nitf": "nitf", "NewsML": "newsml1", "NewsItem": "newsml1", "RBNews": "rbnews", "XMLNewsQueuedResponse": "rbnews"} | dict.fromkeys(
    ("newsItem", "newsMessage", "packageItem", "knowledgeItem", "planningItem", "conceptItem"), "newsml")  # fmt: skip
# Control signs and header of the teletype formats: a transmission begins with them.
_ANPA = re.compile(r"\A[\x00\x16\s]*\x01?[A-Za-z]\d{3,4}\x1f")
_IPTC7901 = re.compile(r"\A[\x00\x16\s]*\x01[A-Za-z]{1,6} ?\d{1,5} \w \w{1,4} \d{0,6}")
_MAIL = re.compile(
    r"^(?:Delivered-To|Received|Return-Path|Message-ID|MIME-Version|X-Received|DKIM-Signature): ",
    re.MULTILINE | re.IGNORECASE,
)
_MAIL_LINES = 3  # such lines at the start from which a file is an e-mail as sent
# Format -> module and function, loaded at its first use: lxml and trafilatura take a fifth of a CPU second.
_READERS = {name: (module, f"extract_{name}") for name, module in (
    ("html", "html"), ("ninjs", "ninjs"), ("nitf", "nitf"), ("newsml", "newsml"), ("newsml1", "newsml1"), ("rbnews", "rbnews"),
    ("anpa", "anpa"), ("iptc7901", "iptc7901"), ("post", "posts"),
)}  # fmt: skip
_NINJS_KEYS = (
    "body_html",
    "body_text",
    "body_xhtml",
    "body_html5",
    "bodies",
    "headlines",
    "headline",
    "item",
)
_POST_TYPE = "application/vnd.counterpoint.post+json"


def extract_article(capture: Capture) -> Article | Rejected:
    """Return the article that a capture holds, or why it holds none. Never raises for any input."""
    problem = _unreadable(capture.content)
    if problem is not None:
        return Rejected(capture.name, "extract", problem)
    text = decode(capture.content, capture.content_type)
    if text is None:
        return Rejected(
            capture.name, "extract", "the file's character encoding could not be told; save it as UTF-8"
        )
    if not text.strip():
        return Rejected(
            capture.name, "extract", "the file holds nothing but spaces; check that it was saved whole"
        )
    found = _extract(text, capture)
    if isinstance(found, Article) and len(found.text) > _LONGEST:
        reason = f"the report has {len(found.text):,} characters, more than the {_LONGEST:,} of any report; save the article alone"
        return Rejected(capture.name, "extract", reason)
    if isinstance(found, Article) and len(found.blocks) > _MOST_BLOCKS:
        reason = f"the report has more than {_MOST_BLOCKS:,} paragraphs, too many for one report; save the article alone"
        return Rejected(capture.name, "extract", reason)
    return replace(found, signals=page_signals(capture)) if isinstance(found, Article) else found


def _extract(text: str, capture: Capture) -> Article | Rejected:
    kind = sniff(text)
    if (capture.content_type or "").partition(";")[0].strip() == _POST_TYPE:
        kind = "post"
    if kind in _READERS:
        return _reader(kind)(text, capture)
    if kind == "feed":
        return Rejected(
            capture.name, "extract", "the file is a feed or a list of pages; give the articles it links to"
        )
    if kind in {"json", "xml"}:
        reason = f"the file is {kind.upper()}, but neither ninjs, NewsML, NITF nor a post; convert it to one of these, HTML or text"
        return Rejected(capture.name, "extract", reason)
    if kind == "mail":
        return Rejected(
            capture.name, "extract", "the file is an e-mail as sent; save its text, or what is attached to it"
        )
    return extract_dump(text, capture)


def _reader(kind: str) -> Callable[[str, Capture], Article | Rejected]:
    module, function = _READERS[kind]
    reader: Callable[[str, Capture], Article | Rejected] = getattr(
        import_module(f"counterpoint.extract.{module}"), function
    )
    return reader


def _unreadable(content: bytes) -> str | None:
    if not content:
        return "the file is empty; check that it was saved whole"
    if len(content) > _LARGEST:
        return f"the file has {len(content) // 2**20} MiB, more than the {_LARGEST // 2**20} MiB of an article; save only the article"
    if content.startswith(_BINARY):
        return "the file is binary, not text; save the page as HTML or text"
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
    start = content[:_SNIFFED]
    if not wide and start.count(b"\x00") > len(start) // 100 and _unmarked_wide(content) is None:
        return "the file is binary, not text; save the page as HTML or text"
    return None


def decode(content: bytes, content_type: str | None = None) -> str | None:
    """Return the text of some bytes, or None where no encoding reads them."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, "replace").lstrip("\ufeff")
    if (wide := _unmarked_wide(content)) is not None:
        return content.decode(wide, "replace")
    declared = _declared(content, content_type)
    # Bytes beyond ASCII that are valid UTF-8 are UTF-8, whatever is declared; the reverse mistake is common.
    for name in declared if content.isascii() else ("utf-8", *declared):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    if content.isascii():
        return content.decode("ascii")
    for name in (*declared, "utf-8"):
        try:
            text = content.decode(name, "replace")
        except LookupError:
            continue
        if (
            text.count("\ufffd") <= len(text) // 500
        ):  # a few broken characters, as pages joined from two sources have
            return text
    from charset_normalizer import from_bytes  # noqa: PLC0415 - few captures need a guess

    guess = from_bytes(content[:_GUESSED]).best()
    return content.decode(guess.encoding, "replace") if guess is not None else None


def _unmarked_wide(content: bytes) -> str | None:
    """UTF-16 without a mark: in scripts of one block, every other byte is nearly always the same small number."""
    start = content[:_SNIFFED]
    if len(start) < 32 or len(content) % 2 or b"\x00" not in start:
        return None
    for name, high, low in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        zeros = high.count(0)
        if zeros >= _WIDE_ZEROS * len(high) and low.count(0) <= len(low) // 100 and max(high) < _WIDEST:
            text = start.decode(name, "replace")
            return None if any(c < " " and c not in "\t\r\n\f" for c in text) else name
    return None


def _declared(content: bytes, content_type: str | None) -> list[str]:
    names = []
    if content_type and (header := _HEADER.search(content_type)):
        names.append(header.group(1))
    inside = (pattern.search(content[:_SNIFFED]) for pattern in (_XML, _META))
    names += [found.group(1).decode("ascii", "replace") for found in inside if found]
    if (
        b"\x02" in content[:_SNIFFED] and b"\x03" in content
    ):  # a teletype format, which has no word for its charset
        names.append("cp1252")
    return [_READ_AS.get(n.lower(), n) for n in names if _is_charset(n.lower())]


def _is_charset(name: str) -> bool:
    """Whether a declared name is a charset of pages, and no codec that Python has besides or an impossible one."""
    return not name.replace("_", "-").startswith(_NO_CHARSETS)


def sniff(text: str) -> str:
    """Return what a text is: a format of `_READERS`, "feed", "json", "xml", "mail" or "text"."""
    if _ANPA.match(text):
        return "anpa"
    if _IPTC7901.match(text):
        return "iptc7901"
    start = text.lstrip()[:_SNIFFED]
    if start[:1] in {"{", "["} and (kind := _json_kind(text)) is not None:
        return kind
    if start.startswith("<"):
        bare = re.sub(
            r"<\?.{0,500}?\?>|<!--.{0,3000}?-->|<!DOCTYPE[^>\[]{0,300}(?:\[.{0,2000}?\]\s*)?>",
            "",
            start,
            flags=re.DOTALL,
        )
        root = _ROOT.search(bare)
        name = root.group(1) if root else ""
        if name in _WIRE_ROOTS:
            return _WIRE_ROOTS[name]
        if name in _FEED_ROOTS:
            return "feed"
        return "html" if name.lower() in _HTML_ROOTS or not name else "xml"
    if len(_MAIL.findall(start)) >= _MAIL_LINES:
        return "mail"
    return "html" if len(_HTML.findall(start)) >= 3 else "text"


def _json_kind(text: str) -> str | None:
    if text[:2_000_000].count("[") + text[:2_000_000].count("{") > 100_000:
        return "json"
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    entry = value[0] if isinstance(value, list) and value else value
    if not isinstance(entry, dict):
        return "json"
    data = entry.get("data")  # the envelope of an agency's programming interface
    if any(k in entry for k in _NINJS_KEYS) or (
        isinstance(data, dict) and ("item" in data or "items" in data)
    ):
        return "ninjs"
    if (
        isinstance(entry.get("author"), dict)
        and ("text" in entry or "html" in entry)
        and ("id" in entry or "url" in entry)
    ):
        return "post"
    return "json"
