"""No item may cost more than a second of CPU, whatever is in it; every reader answers any bytes."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.extract import extract_article
from counterpoint.extract.dateline import in_gazetteer
from counterpoint.language import detect_language
from counterpoint.types import Article, Rejected
from tests.extract.pages import capture

MEGABYTES = 5_000_000
CPU_SECONDS = (
    2.5  # the bound is 1 on a machine that does nothing else; shared cores take up to 2.5 times as long
)
ITEM = b'<newsItem guid="a"><contentSet><inlineXML>'
ANPA = b"\x16\x16\x01a1234\x1fx\r\nr a\x13\x11 BC-x 01-01 0001\r\n\x02^BC-x,1<\n"
IPTC = b"\x01eca062 4 i 211 ccccb dpa 061\r\n\x02"


def filled(unit: bytes, head: bytes = b"", tail: bytes = b"") -> bytes:
    """Five megabytes of one unit between a head and a tail."""
    return head + unit * ((MEGABYTES - len(head) - len(tail)) // len(unit)) + tail


HOSTILE = {
    "deep-xml": filled(b"<p>", b"<newsMessage>" + ITEM),
    "deep-below-the-bound": ITEM * 90 + b"<p>Some words of it.</p>",
    "flat-xml": filled(b"<p>a b c</p>", b"<nitf><body><body.content>"),
    "flat-below-the-bound": b"<nitf><body><body.content>" + b"<p>Some words. And more.</p>" * 5_900,
    "cells": b"<nitf><body><body.content><table>" + b"<tr><td>1</td></tr>" * 4_900,
    "attributes": b"<nitf " + b" ".join(b'a%d="x"' % i for i in range(400_000)) + b"></nitf>",
    "entities": b"<!DOCTYPE nitf [<!ENTITY a '" + b"a" * 100_000 + b"'>]><nitf><body><body.content><p>" + b"&a;" * 1_000_000,
    "renditions": b"<newsItem><contentSet>" + b"<inlineXML><p>a b c d.</p></inlineXML>" * 6_000 + b"</contentSet></newsItem>",
    "components": b"<NewsML><NewsItem>" + b"<NewsComponent><ContentItem><DataContent><p>a.</p></DataContent></ContentItem></NewsComponent>" * 2_000,
    "bylines": b"<nitf><body><body.head>" + b"<byline>By Ann Lee</byline>" * 9_000 + b"</body.head><body.content><p>Hello.</p></body.content></body></nitf>",
    "escapes": b"<RBNews><content>" + b"&amp;" * 90_000 + b"</content></RBNews>",
    "anpa-lines": filled(b"^Head line of it<\n", ANPA),
    "anpa-one-line": ANPA + b"\t" + b"_ { " * 37_000,
    "anpa-controls": filled(b"\x01\x02\x03\x1f", ANPA),
    "iptc-controls": filled(b"\x02\x03", IPTC),
    "iptc-equals": IPTC + b"= " * 74_000,
    "deep-json": filled(b"["),
    "deep-objects": filled(b'{"item":'),
    "long-ninjs": json.dumps({"uri": "x", "headline": "x", "body_html": "<p>Some words. " * 11_900}).encode(),
    "keys": json.dumps({"uri": "x", "headline": "x", **{f"body_{i}": "" for i in range(30_000)}}).encode(),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """What the first item loads (parsers, agencies, places, language statistics) is no cost of the item."""
    for item in (
        IPTC + b"Head =\n\n   It is closed.\n\x03",
        ANPA + b"\tIt is closed, the mayor told a news agency.\n",
    ):
        extract_article(capture(item))
    in_gazetteer("Lindvik")
    detect_language("qwerty zxcvb uiop asdf")


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_hostile_items_cost_less_than_a_second(content):
    """Depth, number, length and entities are bounded before the work begins."""
    began = time.process_time()
    result = extract_article(capture(content))
    spent = time.process_time() - began

    assert isinstance(result, (Article, Rejected))
    assert spent < CPU_SECONDS


_HEADS = st.sampled_from(
    [ANPA, ANPA + b"^Head<\n\tText here.\n\x03", IPTC, IPTC + b"Head =\n\n   Text.\n\x03", b"<nitf>", ITEM, b"<NewsML><NewsItem>",
     b"<RBNews><content>", b"<packageItem>", b'{"headline":', b'{"uri":"x","headlines":', b'{"data":{"item":']
)  # fmt: skip


@settings(deadline=None)  # the first call loads what it needs
@given(_HEADS, st.binary(max_size=300))
def test_any_tail_of_a_wire_item_is_answered(head, tail):
    """Cut, overwritten or mangled in any way: an article or a reason."""
    assert isinstance(extract_article(capture(head + tail)), (Article, Rejected))


_NAMES = "nitf head docdata body body.head body.content hedline hl1 p media newsItem itemMeta pubStatus embargoed inlineXML NewsItem NewsComponent NewsLines HeadLine DateLine ContentItem DataContent Status RBNews content".split()


@st.composite
def _elements(draw: st.DrawFn, depth: int = 3) -> str:
    name = draw(st.sampled_from(_NAMES))
    attributes = draw(st.dictionaries(st.sampled_from(["guid", "version", "qcode", "FormalName", "norm", "key"]), st.sampled_from(["", "1", "x:canceled", "2026-04-14", "-1"]), max_size=2))  # fmt: skip
    inner = (
        "".join(draw(st.lists(_elements(depth - 1), max_size=3)))
        if depth
        else draw(st.sampled_from(["", "Hello there.", "14 - X", "3"]))
    )
    written = " ".join(f"{key}='{value}'" for key, value in attributes.items())
    return f"<{name} {written}>{inner}</{name}>"


@settings(deadline=None)  # the first call loads what it needs
@given(_elements())
def test_any_tree_of_wire_elements_is_answered(tree):
    """Elements in places where no agency puts them."""
    assert isinstance(extract_article(capture(tree.encode())), (Article, Rejected))


_VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from("uri guid version headline headlines bodies body_html value role byline authors name associations type renditions rightsinfo descriptions embargoed language infosources altids".split()), inner, max_size=4),
    max_leaves=15,
)  # fmt: skip


@settings(deadline=None)  # the first call loads what it needs
@given(_VALUES)
def test_any_shape_of_ninjs_is_answered(value):
    """Fields of any type, at any place."""
    content = json.dumps(
        {
            "headline": "Bridge",
            "body_text": "It is closed.",
            "extra": value,
            **(value if isinstance(value, dict) else {}),
        }
    )

    assert isinstance(extract_article(capture(content.encode())), (Article, Rejected))
