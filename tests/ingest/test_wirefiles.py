from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.extract import extract_article
from counterpoint.ingest.wirefiles import is_several, split_wire
from counterpoint.text import sha256
from counterpoint.types import Article, Capture

TEXT = "<contentSet><inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><body><p>The bridge at {0} is closed until May.</p></body></html></inlineXML></contentSet>"
G2 = (
    "<newsItem guid='{0}'><contentMeta><headline>Bridge at {0} closed</headline></contentMeta>"
    + TEXT
    + "</newsItem>"
)
PICTURE = "<newsItem guid='p'><itemMeta><itemClass qcode='ninat:picture'/></itemMeta><contentSet><remoteContent href='p.jpg'/></contentSet></newsItem>"
MESSAGE = "<?xml version='1.0' encoding='UTF-8'?><newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header><sender>afp.com</sender></header><itemSet>{0}</itemSet></newsMessage>"
NEWSML1 = "<NewsItem><NewsComponent><NewsLines><HeadLine>Bridge at {0} closed</HeadLine></NewsLines><ContentItem><DataContent><p>The bridge is closed.</p></DataContent></ContentItem></NewsComponent></NewsItem>"
ANPA = "\x16\x16\x01a{0}\x1fx\r\nr a\x13\x11 BC-Bridge 04-14 0020\r\n\x02^BC-Bridge,20<\r\n^Bridge {0} closed<\r\n\tThe bridge is closed until May.\r\n\x03AP-WF-04-14-26 1509GMT<\r\n\x04"
IPTC = "\x01eca{0} 4 i 21  dpa 061\r\n\nBridge/\r\n\x02Bridge {0} closed =\n\n   The bridge is closed until May.\n\x03141137 GMT Apr 26\r\n\x04"


def message(*items: str) -> bytes:
    """A news message of some items."""
    return MESSAGE.format("".join(items)).encode()


SEVERAL = {
    "newsml-g2": message(G2.format("Haugen"), G2.format("Lindvik")),
    "newsml-1": f"<NewsML>{NEWSML1.format('Haugen')}{NEWSML1.format('Lindvik')}</NewsML>".encode(),
    "anpa": (ANPA.format("1001") + ANPA.format("1002")).encode(),
    "iptc7901": (IPTC.format("1001") + IPTC.format("1002")).encode(),
    "ninjs": json.dumps([{"uri": u, "headline": f"Bridge {u} closed", "body_text": "The bridge is closed."} for u in ("1001", "1002")]).encode(),
    "feed": json.dumps({"data": {"items": [{"item": {"uri": u, "headline": f"Bridge {u} closed", "body_text": "It is closed."}} for u in "12"]}}).encode(),
}  # fmt: skip


@pytest.mark.parametrize("content", SEVERAL.values(), ids=SEVERAL)
def test_each_item_becomes_a_capture_that_reads_alone(content):
    """Ids are of the part's bytes, paths are apart, and every part gives its article."""
    parts = list(split_wire(content, name="in/wire.dat"))

    assert is_several(content)
    assert [type(p) for p in parts] == [Capture, Capture]
    assert [p.path for p in parts] == [Path("in/wire.dat#1"), Path("in/wire.dat#2")]
    assert all(p.id == sha256(p.content) for p in parts)
    articles = [extract_article(p) for p in parts]
    assert all(isinstance(a, Article) for a in articles)
    assert len({a.title for a in articles}) == 2


def test_what_a_message_says_for_all_stays_with_each_item():
    """The sender of the envelope is the agency of both."""
    agencies = [extract_article(p).agency for p in split_wire(SEVERAL["newsml-g2"], name="a.xml")]

    assert [a.name for a in agencies] == ["AFP", "AFP"]


def test_pictures_stay_with_the_only_text():
    """A message of one text and its pictures is one item, byte for byte."""
    content = message(G2.format("Lindvik"), PICTURE)

    assert not is_several(content)
    assert [p.content for p in split_wire(content, name="a.xml")] == [content]


@pytest.mark.parametrize(
    "content",
    [b"", b"plain text", b"<html><body>newsItem</body></html>", b"<nitf><body/></nitf>", ANPA.format("1001").encode(), b'{"headline": "x"}', b"[1, 2]"],
)  # fmt: skip
def test_one_item_is_not_several(content):
    """Nothing is taken apart that need not be."""
    assert not is_several(content)


def test_address_names_the_parts_of_what_was_fetched():
    """A part of an answer has the answer's address, numbered; no path."""
    first = next(iter(split_wire(SEVERAL["anpa"], name="https://a.example/w")))

    assert (first.url, first.path) == ("https://a.example/w#1", None)


@settings(deadline=None)  # the first call loads what it needs
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"\x01a1234\x1f", b"<newsMessage>", b"<NewsML><NewsItem>", b'[{"headline":']),
)
def test_any_bytes_are_answered(tail, head):
    """Whatever comes, parts or a reason; never an exception, never nothing."""
    content = head + tail

    assert is_several(content) in {True, False}
    assert list(split_wire(content, name="x"))


def test_file_that_cannot_be_taken_apart_has_a_reason():
    """Broken XML is not lost."""
    assert "taken apart" in next(iter(split_wire(b"<newsMessage" + b"<a " * 500_000, name="x"))).reason
