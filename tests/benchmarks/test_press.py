"""The press of the soak notes what it served, and its outlets do what they are there for."""

import gzip
import json
from http.client import HTTPConnection
from urllib.parse import urlsplit

import brotli
import zstandard

from benchmarks.press import FEEDS, Press
from counterpoint.ingest.feeds import parse_feed
from counterpoint.text import sha256
from counterpoint.types import ParsedFeed

UNPACK = {
    None: bytes,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda b: zstandard.ZstdDecompressor().decompress(b, max_output_size=1_000_000),
}


def ask(url, **headers):
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=10)
    connection.request("GET", parts.path, headers=headers)
    answer = connection.getresponse()
    body = UNPACK[answer.getheader("Content-Encoding")](answer.read())
    connection.close()
    return answer, body


def test_every_edition_that_was_served_is_noted_by_its_bytes():
    """What is asked for conditionally and has not changed is counted, and is no edition."""
    with Press(outlets=5) as press:
        page = press.outlets[0].pages[0]
        answer, first = ask(page.url)
        again, _ = ask(page.url, **{"If-None-Match": answer.getheader("ETag")})
        page.edition += 1
        _, second = ask(page.url)

        assert again.status == 304
        assert first != second
        assert page.served == {sha256(first), sha256(second)}
        assert page.answers == {200: 2, 304: 1}


def test_every_page_comes_whole_in_its_coding():
    """Whatever the coding, the bytes are those of the present edition."""
    with Press(outlets=2) as press:
        for page in press.pages.values():
            assert sha256(ask(page.url)[1]) == page.hash()


def test_every_outlets_feed_can_be_read_most_of_the_time():
    """Its pages are listed, if not in every answer."""
    with Press(outlets=len(FEEDS)) as press:
        for outlet in press.outlets:
            found = set()
            for _ in range(4):
                answer, body = ask(outlet.feed)
                if answer.status == 302:
                    answer, body = ask(f"http://{urlsplit(outlet.feed).netloc}{answer.getheader('Location')}")
                parsed = parse_feed(body, url=outlet.feed, content_type=answer.getheader("Content-Type"))
                found |= {e.url for e in parsed.entries} if isinstance(parsed, ParsedFeed) else set()

            assert found == {p.url for p in outlet.pages}, outlet.does
            assert outlet.polls == 4


def test_news_is_a_page_more_and_an_edit():
    """And one that misbehaves, listed beside them."""
    with Press(outlets=3) as press:
        before = len(press.pages)
        press.go_on()

        assert len(press.pages) == before + 1
        assert sum(p.edition == 2 for p in press.pages.values()) == 1
        listed = [json.loads(ask(o.feed)[1])["items"] for o in press.outlets if o.number == 2]
        assert sum(len(o.others) for o in press.outlets) == 1
        assert len(listed[0]) >= 6
