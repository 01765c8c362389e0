"""A page's markup into a tree, within bounds.

Data way: decoded markup -> tree. Pure: the parser executes and fetches nothing, and resolves no entities but HTML's own.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

_FEW = 200  # tags too few to nest deeply
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:.-]*)([^<>]*)>")
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
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


def nesting(markup: str, *, every: bool = False) -> int:
    """Return how deep elements nest, in one linear pass that builds nothing.

    Args:
        markup: HTML, or XML with `every`.
        every: Whether every element nests, as in XML; else only those of HTML that must be closed.

    """
    if markup.count("<") <= _FEW:
        return 0
    deepest = depth = 0
    inline = [0]  # elements left open inside each open block
    for match in _TAG.finditer(markup):
        closing, name, rest = match.groups()
        block = every or name.lower() in _BLOCKS
        if rest.endswith("/") or not (block or name.lower() in _INLINE):
            continue
        if not closing:
            depth += 1
            deepest = max(deepest, depth)
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


def parse_html(markup: str) -> HtmlElement | None:
    """Return the tree of a page without comments and processing instructions, or None where it holds nothing."""
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    content = _DECLARATION.sub("", markup).replace("\x00", "").encode("utf-8", "replace")
    try:
        return document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
