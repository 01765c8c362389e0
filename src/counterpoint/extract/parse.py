"""A page's markup into a tree, within bounds.

Data way: decoded markup -> tree. Pure: the parser executes and fetches nothing, and resolves no entities but HTML's own.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

_FEW = 200  # tags too few to nest deeply
_TAG = re.compile(r"<(/?)([a-z][\w:.-]*)([^<>]*)>")
# HTML elements that nest; paragraphs, list items and table cells close themselves, and a block's end closes the
# inline elements that were left open in it.
_BLOCKS = frozenset(
    {"div", "section", "article", "aside", "main", "table", "ul", "ol", "dl", "blockquote", "center", "form", "fieldset",
     "figure", "nav", "header", "footer", "details", "object", "svg", "g"}
)  # fmt: skip
_INLINE = frozenset(
    {
        "span",
        "b",
        "i",
        "em",
        "strong",
        "font",
        "u",
        "small",
        "big",
        "sub",
        "sup",
        "a",
        "ins",
        "del",
        "code",
        "tt",
        "s",
    }
)
_RAW = frozenset({"script", "style", "textarea", "template", "noscript"})
# Half of a surrogate pair: legal in JSON's escapes, in no text that can be written as UTF-8.
_HALVES = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


def nesting(markup: str, *, every: bool = False, enough: int | None = None) -> int:
    """Return how deep elements nest, in one linear pass that builds nothing.

    Args:
        markup: HTML, or XML with `every`.
        every: Whether every element nests, as in XML; else only those of HTML that must be closed.
        enough: A depth past which there is no need to go on; None for the greatest.

    """
    if markup.count("<") <= _FEW:
        return 0
    lower = markup.lower()
    deepest = depth = at = 0
    inline = [0]  # elements left open inside each open block
    while match := _TAG.search(lower, at):
        at = match.end()
        closing, name, rest = match.groups()
        if name in _RAW and not closing and not every:  # what scripts write is not the page's markup
            at = lower.find(f"</{name}", at)
            if at < 0:
                break
        block = every or name in _BLOCKS
        if rest.endswith("/") or not (block or name in _INLINE):
            continue
        if not closing:
            depth += 1
            deepest = max(deepest, depth)
            if enough is not None and depth > enough:
                break
        if block and closing:
            depth -= inline.pop() + (1 if inline else 0)
            inline = inline or [0]
        elif block:
            inline.append(0)
        elif not closing:
            inline[-1] += 1
        elif inline[-1]:
            inline[-1] -= 1
            depth -= 1
    return deepest


def whole_escapes(json: str) -> str:
    """Return JSON text with the escapes of lone surrogates as replacement characters."""
    return _HALVES.sub(r"\\ufffd", json) if "\\u" in json else json


def parse_html(markup: str, *, deepest: int = 1000) -> HtmlElement | None:
    """Return the tree of a page without comments and processing instructions.

    Args:
        markup: Decoded.
        deepest: How deep elements may nest; libxml2 itself stops at 2,048.

    Returns:
        None where the markup holds no elements.

    Raises:
        TooDeepError: It nests deeper.

    """
    content = _DECLARATION.sub("", markup).replace("\x00", "").encode("utf-8", "replace")
    parser = _parser(huge=False)
    tree = _parse(content, parser)
    if any(e.type_name == _TOO_DEEP or "depth" in e.message for e in parser.error_log.filter_from_fatals()):
        if nesting(markup, enough=deepest) > deepest:
            raise TooDeepError
        tree = _parse(content, _parser(huge=True))
    return tree


def words_within(element: HtmlElement, most: int) -> str:
    """Return the first characters of an element's text, at least `most` where it has so many.

    What is looked at is bounded, so that elements that nest in each other cost no more than their number.
    """
    pieces: list[str] = []
    length = 0
    for event, node in islice(etree.iterwalk(element, events=("start", "end")), _FEW + most // 4):
        piece = node.text if event == "start" else (node.tail if node is not element else None)
        if piece:
            pieces.append(piece[:most])
            length += len(pieces[-1])
            if length >= most:
                break
    return "".join(pieces)


class TooDeepError(Exception):
    """The markup nests deeper than any page does: it was made to exhaust a reader."""


_TOO_DEEP = "ERR_RESOURCE_LIMIT"


def _parser(*, huge: bool) -> HTMLParser:
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=huge, no_network=True
    )
    # One class for every element, chosen in C: lxml.html's own choice by name costs a call of Python for each.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _parse(content: bytes, parser: HTMLParser) -> HtmlElement | None:
    try:
        return document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
