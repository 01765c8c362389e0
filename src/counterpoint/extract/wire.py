"""What the wire formats share: safe XML, bodies as HTML fragments or plain text, who sends an item and what may be done with it.

Data way: a format's body -> Parts. Pure. Entities are never resolved, nothing is loaded from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from datetime import datetime
from html import unescape
from itertools import islice

from lxml import etree

from counterpoint.extract.agencies import agency_named
from counterpoint.extract.arrange import parts_of_fragment
from counterpoint.extract.assemble import Part
from counterpoint.extract.byline import is_byline, read_names
from counterpoint.extract.dateline import split_dateline
from counterpoint.extract.linecues import note_kind
from counterpoint.extract.parse import nesting, parse_html
from counterpoint.extract.passages import read_layout
from counterpoint.text import clean, loose
from counterpoint.types import AgencyCredit, AsideKind, BlockKind, Capture, Rejected

MOST_FIELDS = 40  # values of one field, renditions of one text: real items have up to five
LONGEST_LINES = (
    150_000  # characters of an item of the teletype formats; the longest of the dev data has 8,000
)
LONGEST = 300_000  # characters of one item's file; the longest of the dev data has 29,000
_DEEPEST = 100  # nested elements of a wire item's XML; real ones stay under 30
_MOST_TAGS = 20_000  # "<" in one item; a results table of 1,500 cells has 5,000
_MOST_MARKS = 12_000  # "<" in one body of HTML, as many as 5,000 paragraphs and their links have
_INDENT = re.compile(r"\n(?=[ \t]{2,}\S)")
_BLANK = re.compile(r"\n[ \t]*\n")
_OVER = 2  # paragraphs among which a byline over the text stands
_ESCAPED = re.compile(r"&(?:quot|apos|amp|lt|gt|nbsp|#\d{1,5});")
_STARRED = re.compile(r"\*{2,}[^*]{1,300}\*{2,}")  # "*** TRANSLATED ***"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_RULE = re.compile(r"[\s_*=~.·•-]{2,200}")
_HANDLED = re.compile(
    r"/\w{2,12}/|[a-zäöåéø]{2,5}(?:[/-][a-zäöåéø]{2,6}){1,8}"
)  # "/agency/", "hh/ph/ts": initials and desks
_SITE = re.compile(r"(?:www\.)?([a-z]{2,12})\.(?:com|org|net|info|[a-z]{2})")
_SLUG = 200  # characters of a line in which a kill is looked for
_LONGEST_VERSION = 15  # digits; some agencies use the time to the second
_HEADLINE = 200  # characters of a headline made of the opening sentence
_FEWEST_WORDS = 4  # shorter "sentences" end at an abbreviation
_SENTENCE = re.compile(r".{10,}?[.!?。！？](?=\s+[\"'“‘(]?[^\W\d_a-zà-ÿ]|\s*$)")
_WITHDRAWN = frozenset(
    {"canceled", "cancelled", "killed", "kill", "withdrawn", "deleted", "retracted", "annulled", "recalled"}
)
_WITHHELD = frozenset({"withheld"})
# Kill advisories of agencies: a slug or headline that says nothing else, or says it as its mark.
_KILL = re.compile(
    r"^\W*(?:(?:bulletin|mandatory|urgent|advisory|attention|editors|note)\W+){0,3}"
    r"(?:kill|withdrawal|withdrawn|retracted|rückzug|zurückgezogen|annulation|anulad[ao]|annullat[oa])\b"
    r"\s*(?:$|[:)/–—-]|advisory\b|notice\b|bulletin\b|mandatory\b)"
    r"|,\s*(?:mandatory\s+|bulletin\s+|advisory\s+)?kill(?:\s+advisory)?\s*(?:,\s*\d+\s*)?$",
    re.IGNORECASE,
)
# NITF's own names for what HTML has.
_AS_HTML = {"hl1": "h1", "hl2": "h2", "media": "figure", "media-caption": "figcaption", "media-producer": "figcaption",
            "block": "div", "bq": "blockquote", "body.content": "div", "note": "div", "inlineXML": "div", "nitf-table": "div",
            "media-metadata": "script", "media-reference": "script", "media-object": "script"}  # fmt: skip


def read_xml(text: str) -> etree._Element | None:
    """Return the root of an XML document, or None; entities stay unresolved and nothing is fetched."""
    if len(text) > LONGEST or text.count("<") > _MOST_TAGS or nesting(text, every=True) > _DEEPEST:
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
    """The name of an element without its namespace; "" for what is not an element.

    Not by `etree.QName`, which raises on names that a parser took from a broken document.
    """
    return re.split(r"[}:]", element.tag)[-1] if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Descendants with one of some local names, in document order."""
    wanted = set(names)
    for item in element.iter():
        if local(item) in wanted:
            yield item


def some(element: etree._Element, *names: str) -> list[etree._Element]:
    """The first of such descendants, as many as any real item has of a field."""
    return list(islice(children(element, *names), MOST_FIELDS))


def first(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first descendant with one of some local names."""
    return next(children(element, *names), None) if element is not None else None


def words(element: etree._Element | None) -> str:
    """The text of an element, its `literal` where it has no text."""
    if element is None:
        return ""
    text = clean(" ".join("".join(map(str, element.itertext())).split()))
    return text or clean(element.get("literal") or "")


def named(element: etree._Element | None) -> str:
    """The name of a party: its `name`, its words, its literal, or the formal name inside it."""
    if element is None:
        return ""
    party = first(element, "Party")
    return (
        words(first(element, "name"))
        or words(element)
        or (party.get("FormalName") or "" if party is not None else "")
    )


def standfirst(lines: Iterable[str], body: Sequence[Part], title: str = "") -> Iterator[Part]:
    """Sub-headlines and summaries, where neither the headline nor the opening of the body says the same."""
    opening = loose(" ".join(p.text for p in body[:2]))
    for line in dict.fromkeys(lines):
        key = loose(line)
        if len(line.split()) >= _FEWEST_WORDS and key != loose(title) and key[:60] not in opening:
            yield Part(BlockKind.STANDFIRST, line)


def xml_parts(element: etree._Element) -> list[Part]:
    """The Parts of a body in XHTML or NITF."""
    copy = deepcopy(element)
    copy.tail = None
    for item in copy.iter():
        name = local(item)
        if isinstance(item.tag, str):
            item.tag = _AS_HTML.get(name, name) if _NAME.fullmatch(name) else "span"
    etree.cleanup_namespaces(copy)
    return html_parts(etree.tostring(copy, encoding="unicode", method="html"))


def html_parts(fragment: str) -> list[Part]:
    """The Parts of a body given as HTML."""
    if fragment.count("<") > _MOST_MARKS or nesting(fragment) > _DEEPEST:
        return []
    tree = parse_html(f"<html><body>{fragment}</body></html>")
    return _tidied(parts_of_fragment(read_layout(tree))) if tree is not None else []


def plain_parts(text: str) -> list[Part]:
    """The Parts of a body in plain text: paragraphs are set apart by blank lines or by indentation."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows = _BLANK.split(text)
    if len(rows) < 2:
        rows = _INDENT.split(text)
    if len(rows) < 2:
        rows = text.split("\n")
    return _tidied(Part(note_kind(line), line) for row in rows if (line := clean(" ".join(row.split()))))


def _tidied(parts: Iterable[Part]) -> list[Part]:
    """Parts as a report has them.

    Rules drawn in signs are dropped, what was escaped twice is read; the marks of those who handled the item and a byline
    over the text stand beside it.
    """
    given = list(parts)
    tidied: list[Part] = []
    for part in given:
        text = clean(unescape(part.text)) if "&" in part.text and _ESCAPED.search(part.text) else part.text
        if _RULE.fullmatch(text):
            continue
        over = len(tidied) < _OVER < len(given) and isinstance(part.kind, BlockKind) and is_byline(text)
        beside = over or (part.kind is BlockKind.PARAGRAPH and _HANDLED.fullmatch(text))
        note = part.kind is BlockKind.PARAGRAPH and _STARRED.fullmatch(text)
        tidied.append(Part(AsideKind.NOTICE if beside else BlockKind.NOTE if note else part.kind, text))
    return tidied


def opening_writers(parts: Sequence[Part]) -> tuple[str, ...]:
    """The writers that a byline over the text names, for items that have no field for them filled in."""
    lines = (p.text for p in parts[:_OVER] if p.kind is AsideKind.NOTICE)
    return next((names for line in lines if (names := read_names(line, cue_needed=True))), ())


def sender(*names: str) -> AgencyCredit | None:
    """The agency that sends an item, by the first of some names that is one's; the item is its copy."""
    for name in names:
        site = _SITE.fullmatch(name.strip())
        agency = agency_named(name) or (agency_named(site.group(1).upper()) if site else None)
        if agency is None and site:
            agency = agency_named(site.group(1).capitalize())
        if agency is not None:
            return AgencyCredit(agency, name, copy=True)
    return None


def rejected(capture: Capture, reason: str) -> Rejected:
    """The answer for an item that holds no article."""
    return Rejected(capture.name, "extract", reason)


def held_back(capture: Capture, status: str, lines: Iterable[str], guid: str | None) -> Rejected | None:
    """Why an item may not be used at all: withdrawn or withheld by its sender; None where it may.

    Args:
        capture: Where it came from.
        status: As the format gives it: IPTC's `usable`, `withheld`, `canceled`, or the words of NewsML 1.2 and NITF.
        lines: Its headline and slug lines, where agencies without a field write "KILL".
        guid: The item's identifier, by which what is stored of it is found.

    """
    word = re.split(r"[:/#]", status.strip())[-1].lower()
    if word in _WITHDRAWN or any(_KILL.search(line[:_SLUG]) for line in lines):
        reason = "withdrawn by the agency; what was stored of the item must not be shown"
        return Rejected(capture.name, "extract", reason, withdraws=guid)
    if word in _WITHHELD:
        reason = "withheld by the agency until it sends the item again; nothing to do"
        return Rejected(capture.name, "extract", reason)
    return None


def later(moment: datetime | None, than: datetime | None) -> datetime | None:
    """The moment where it lies after another and can be compared with it: senders fill in either at random."""
    if moment is None or than is None or (moment.tzinfo is None) is not (than.tzinfo is None):
        return None
    return moment if moment > than else None


def version_of(raw: str) -> int | None:
    """A version number, None where it is none."""
    digits = raw.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_VERSION else None


def headline_of(parts: Sequence[Part]) -> str:
    """The first sentence of the report, for items sent without a headline, as alerts and first lines are."""
    opening = next((p.text for p in parts if p.kind in {BlockKind.STANDFIRST, BlockKind.PARAGRAPH}), "")
    line = opening.split("\n", 1)[0]
    line = line[split_dateline(line, None)[1] :].strip()
    sentence = _SENTENCE.match(line)
    found = sentence.group() if sentence and len(sentence.group().split()) >= _FEWEST_WORDS else line
    return found if len(found) <= _HEADLINE else found[:_HEADLINE].rsplit(" ", 1)[0] + " …"
