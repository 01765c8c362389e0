"""What a capture itself says of reuse: the answer's headers, the page's head and embedded data, the wire item's rights.

Data way: Capture -> Signals, stored with it and put on its Article. Pure, and never raises: what cannot be read says nothing.
Runs for every capture, so it costs a few milliseconds whatever the bytes: one walk over the page's first 700,000
bytes that stops at every tag that could matter, and builds no tree.

Whose: TDM Reservation Protocol (headers, metas); robots metas and `X-Robots-Tag` as Google documents them; RFC 8288 (`Link`);
RSL 1.0 (`Link`, `<link>`, inline); schema.org; Dublin Core; wire formats in wiresignals.py. Free words are read by rights.py.
"""

from __future__ import annotations

import codecs
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from urllib.parse import urljoin

from counterpoint.extract.rights import read_rights
from counterpoint.extract.wiresignals import ninjs_signals, wire_xml_signals
from counterpoint.permission import notice_signals
from counterpoint.preferences import (
    RSL_TYPE,
    directive_signal,
    licence_allows,
    licence_signal,
    preference_signal,
    rsl_signals,
    tdm_signal,
    words,
)
from counterpoint.types import Action, Capture, Signal, SignalKind

_LOOKED_AT = 700_000  # bytes; heads end within 400 kB, embedded data nearly always does
_MOST_TAGS = 1_500  # metas, links and scripts of a page; a shop's page has some 400
_MOST_SIGNALS = 60
_MOST_JSON = 300_000  # characters of one script of JSON-LD; and of all of them, four times that
_MOST_NODES = 500
_MOST_HEADERS = 100

# With its quotes closed as they should be, so that they may hold ">", or else up to the next ">".
_TAG = re.compile(
    r"<(?:!--|(meta|link|script|style)\b(?:((?:[^<>\"']++|\"[^\"<]*\"|'[^'<]*')*+)>|([^<>]*+)>))",
    re.IGNORECASE,
)
_CLOSING = {
    name: re.compile(closing, re.IGNORECASE)
    for name, closing in (("", "-->"), ("script", "</script"), ("style", "</style"))
}
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_ITEM = re.compile(
    r"<(?:span|p|div|a|small|footer)\b[^<>]{0,300}?\bitemprop\s*=\s*[\"']?(copyrightNotice|usageInfo)\b[^<>]{0,300}>([^<]{0,600})",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE)
_CHARSETS = re.compile(
    r"(?:x-)?(?:windows|iso|cp|koi8|gb|big5|euc|shift|sjis|tis|mac|latin|ks_c)[\w:.-]*\Z", re.IGNORECASE
)
_LINK = re.compile(r"<([^<>]{1,2000})>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:\"[^\"]*\"|[^\s;,\"]*))?)*+)")
_ROBOTS_NAMES = frozenset({"robots", "googlebot", "googlebot-news", "bingbot", "counterpoint"})
_RIGHTS_NAMES = frozenset(
    {"dc.rights", "dcterms.rights", "dc.rights.license", "dcterms.license", "dc.rights.copyright", "dcterms.rightsholder",
     "dcterms.accessrights", "rights", "copyright", "license", "licence"}
)  # fmt: skip
# schema.org types whose licence is the report's or its page's; a picture's or a data set's is its own.
_REPORTS = re.compile(r"article|posting|report|webpage|creativework$", re.IGNORECASE)


def page_signals(capture: Capture) -> tuple[Signal, ...]:
    """Return what a capture says of its reuse, in the order it says it; each statement once.

    Args:
        capture: Any; its headers as received, its content a page or a wire item.

    """
    found = [*_headers(capture), *_content(capture)]
    return tuple(islice(dict.fromkeys(found), _MOST_SIGNALS))


def feed_signals(rights: Iterable[str | None], where: str) -> tuple[Signal, ...]:
    """Return what a feed and its entry state of rights, for the entry's report.

    Args:
        rights: The statements, words or addresses of licences; None for none.
        where: The feed's address.

    """
    stated = (s for said in rights if said for s in _stated(said[:2000], SignalKind.FEED, said, where))
    return tuple(dict.fromkeys(stated))


def _content(capture: Capture) -> Iterator[Signal]:
    start = capture.content[:400].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] in {b"{", b"["}:
        return ninjs_signals(capture.content)
    if start[:1] == b"<" and not re.match(rb"<!doctype\s+html|<html|<!--", start, re.IGNORECASE):
        wire = wire_xml_signals(_text(capture))
        if wire is not None:
            return iter(wire)
    return _page(_text(capture), capture.url or "")


# Headers


def _headers(capture: Capture) -> Iterator[Signal]:
    named: dict[str, list[str]] = {}
    for name, value in capture.headers[:_MOST_HEADERS]:
        named.setdefault(name.strip().lower(), []).append(value[:4000])
    policy = next(iter(named.get("tdm-policy", ())), None)
    lines: list[Signal | None] = [
        tdm_signal(value, _absolute(capture.url, policy), f"tdm-reservation: {value}", "header")
        for value in named.get("tdm-reservation", ())
    ]
    lines += [
        directive_signal(v, f"X-Robots-Tag: {v}", "header", None) for v in named.get("x-robots-tag", ())
    ]
    lines += [
        preference_signal(value, f"{name}: {value}", "header", SignalKind.META)
        for name in ("content-usage", "content-signal")
        for value in named.get(name, ())
    ]
    for value in named.get("link", ()):
        lines += [
            _licence(target, rest, f"Link: <{target}>{rest}", "header", capture.url)
            for target, rest in _LINK.findall(value)
            if "license" in (_attributes(rest).get("rel") or "").lower().split()
        ]
    return (s for s in lines if s is not None)


def _licence(target: str, rest: str, line: str, where: str, base: str | None) -> Signal:
    rsl = (_attributes(rest).get("type") or "").lower().startswith(RSL_TYPE)
    return licence_signal(
        _absolute(base, target) or target, line, where, kind=SignalKind.RSL if rsl else SignalKind.META
    )


# The page


def _page(text: str, url: str) -> Iterator[Signal]:
    read = 0  # characters of JSON-LD
    tdm: dict[str, str] = {}
    for name, tag, inner in _tags(text):
        attributes = _attributes(tag)
        if name == "meta":
            if (key := _key(attributes)).startswith("tdm-"):
                tdm.setdefault(key, attributes.get("content", ""))
            yield from _meta(key, attributes.get("content", ""), f"<meta{tag}>")
        elif (
            name == "link"
            and "license" in attributes.get("rel", "").lower().split()
            and attributes.get("href")
        ):
            yield _licence(attributes["href"], tag, f"<link{tag}>", "page", url)
        elif name == "script" and (kind := attributes.get("type", "").lower().strip()):
            if kind == RSL_TYPE:
                yield from rsl_signals(inner, url, "page")
            elif kind == "application/ld+json" and len(inner) <= _MOST_JSON and read < 4 * _MOST_JSON:
                read += len(inner)
                yield from _structured(inner)
    if (reservation := tdm.get("tdm-reservation")) is not None:
        line = f'<meta name="tdm-reservation" content="{reservation}">'
        signal = tdm_signal(reservation, _absolute(url, tdm.get("tdm-policy")), line, "page")
        yield from [signal] if signal is not None else []
    if "itemprop" in text:  # words beside a picture may be the picture's: they can deny, and never allow
        for found in islice(_ITEM.finditer(text), 20):
            line = f'itemprop="{found[1]}": {found[2]}'
            for stated in _worded(html.unescape(found[2]), SignalKind.SCHEMA, line):
                yield replace(stated, allows=(), licence=None)


def _tags(text: str) -> Iterator[tuple[str, str, str]]:
    """The metas, links, scripts and styles of a page outside its comments: name, attributes, what a script holds."""
    at = 0
    for _ in range(_MOST_TAGS):
        found = _TAG.search(text, at)
        if found is None:
            return
        name, inner, at = (found[1] or "").lower(), "", found.end()
        if closing := _CLOSING.get(name):
            end = closing.search(text, at)
            if end is None:
                return
            inner, at = text[at : end.start()], end.end()
        if name:
            yield name, found[2] or found[3] or "", inner


def _attributes(tag: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in islice(_ATTRIBUTE.findall(tag[:3000]), 40):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found


def _key(attributes: Mapping[str, str]) -> str:
    return (
        (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "")
        .strip()
        .lower()
    )


def _meta(key: str, content: str, line: str) -> Iterator[Signal]:
    if key in _ROBOTS_NAMES:
        signal = directive_signal(content, line, "page", None if key == "robots" else key)
        yield from [signal] if signal is not None else []
    elif key in _RIGHTS_NAMES:
        yield from _stated(content, SignalKind.META, line)
    elif key in {"usageinfo", "copyrightnotice"}:
        yield from _worded(content, SignalKind.SCHEMA, line)
    elif key == "isaccessibleforfree":
        yield from _paid(content, line)


def _stated(value: str, kind: SignalKind, line: str, where: str = "page") -> Iterator[Signal]:
    """A field of rights: a licence's address, or words."""
    if value.strip().startswith(("http://", "https://", "//")) or licence_allows(value):
        yield licence_signal(value.strip(), line, where, kind=kind)
    else:
        yield from _worded(value, kind, line, where)


def _worded(value: str, kind: SignalKind, line: str, where: str = "page") -> Iterator[Signal]:
    yield from notice_signals(read_rights([value]), kind=kind, where=where, evidence=words(line))


def _paid(value: object, line: str) -> Iterator[Signal]:
    if str(value).strip().lower() in {"false", "no", "0"}:
        yield Signal(SignalKind.SCHEMA, words(line), "page", (Action.REPUBLISH,))


# Embedded data


def _structured(script: str) -> Iterator[Signal]:
    try:
        value = json.loads(script.strip().removeprefix("<![CDATA[").removesuffix("]]>"), strict=False)
    except (ValueError, RecursionError):
        return
    for node in _nodes(value):
        for key in ("license", "usageInfo"):
            for address in _values(node.get(key)):
                yield from _stated(address, SignalKind.SCHEMA, f'"{key}": "{address}"')
        for notice in _values(node.get("copyrightNotice")):
            yield from _worded(notice, SignalKind.SCHEMA, f'"copyrightNotice": "{notice}"')
        if "isAccessibleForFree" in node:
            free = node["isAccessibleForFree"]
            yield from _paid(free, f'"isAccessibleForFree": {json.dumps(free, ensure_ascii=False)[:40]}')


def _nodes(value: object) -> Iterator[Mapping[str, object]]:
    """The objects at the top of JSON-LD and in its @graph that are the report or its page."""
    queue = [value]
    for _ in range(_MOST_NODES):
        if not queue:
            return
        entry = queue.pop()
        if isinstance(entry, list):
            queue += reversed(entry[:_MOST_NODES])
        elif isinstance(entry, dict):
            queue += [
                entry[k]
                for k in ("mainEntity", "mainEntityOfPage", "@graph")
                if isinstance(entry.get(k), (list, dict))
            ]
            if any(_REPORTS.search(kind) for kind in _values(entry.get("@type"))):
                yield entry


def _values(value: object) -> list[str]:
    """The strings of a property: itself, those of a list, or an object's address or name."""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url") or value.get("name")
    if isinstance(value, list):
        return [text for entry in value[:20] if not isinstance(entry, list) for text in _values(entry)]
    return [value[:2000]] if isinstance(value, str) and value.strip() else []


def _absolute(base: str | None, address: str | None) -> str | None:
    if not address:
        return None
    try:
        return urljoin(base or "", address.strip())
    except ValueError:
        return address.strip()


def _text(capture: Capture) -> str:
    """The part of the content that is looked at, decoded as declared; what cannot be decoded becomes replacement marks."""
    content = capture.content[:_LOOKED_AT]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return codecs.getincrementaldecoder("utf-8")("strict").decode(
            content
        )  # it may be cut within a character
    except UnicodeDecodeError:
        pass
    inside = _CHARSET.search(content[:4096].decode("ascii", "replace"))
    for declared in (_CHARSET.search(capture.content_type or ""), inside):
        if declared and _CHARSETS.match(declared[1]):
            try:
                return content.decode(declared[1], "replace")
            except LookupError:
                continue
    return content.decode("utf-8", "replace")
