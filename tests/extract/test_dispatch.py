from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.extract import extract_article
from counterpoint.extract.dispatch import decode, sniff
from counterpoint.types import Article, Rejected
from tests.extract.pages import LEDE, SECOND, THIRD, capture, page, read, refuse

STORY = (
    f"<article><h1>Lindvik closes its swing bridge</h1><p>{LEDE}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
)


@pytest.mark.parametrize(
    ("content", "declared", "text"),
    [
        ("Ærø 東京".encode(), None, "Ærø 東京"),
        ("\ufeffÆrø".encode(), None, "Ærø"),
        ("Ærø".encode("utf-16"), None, "Ærø"),
        ("Ærø".encode("latin-1"), "text/html; charset=ISO-8859-1", "Ærø"),
        (
            b"<meta charset='windows-1251'>" + "Москва".encode("cp1251"),
            None,
            "<meta charset='windows-1251'>Москва",
        ),
        (
            "<?xml version='1.0' encoding='iso-8859-1'?>Ærø".encode(),
            None,
            "<?xml version='1.0' encoding='iso-8859-1'?>Ærø",
        ),
        (
            "東京の橋が閉鎖される。".encode("shift_jis"),
            "text/plain; charset=Shift_JIS",
            "東京の橋が閉鎖される。",
        ),
        ("“Ærø”".encode("cp1252"), "text/html; charset=latin1", "“Ærø”"),
    ],
)
def test_encoding_is_told_from_mark_declaration_or_bytes(content, declared, text):
    """A mark wins; valid UTF-8 wins over a wrong declaration; old names mean what browsers read under them."""
    assert decode(content, declared) == text


@pytest.mark.parametrize(
    "name", ["idna", "punycode", "unicode_escape", "utf-7", "zlib_codec", "rot13", "none"]
)
def test_a_declared_codec_that_is_no_charset_is_passed_over(name):
    """Python knows codecs that no page is written in; some of them raise, some rewrite the text."""
    text = f"<meta charset={name}><p>Ærø\\n</p>"

    assert decode(text.encode()) == text
    assert "<p>" in (decode(text.encode("latin-1")) or "<p>")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!DOCTYPE html><html><body><p>x</p></body></html>", "html"),
        ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "html"),
        ("<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf><head/></nitf>", "nitf"),
        ("<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header/></newsMessage>", "newsml"),
        ('{"uri": "x", "headline": "y", "body_text": "z"}', "ninjs"),
        ('{"name": "x"}', "json"),
        ("<rss version='2.0'><channel/></rss>", "feed"),
        ("<invoice><p>x</p></invoice>", "xml"),
        ("A report.\n\nIt has < 5 lines and {braces}.", "text"),
    ],
)
def test_format_is_told_by_the_content(text, kind):
    """Never by a file's name."""
    assert sniff(text) == kind


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"  \n ", "spaces"),
        (b"%PDF-1.7 ...", "binary"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (b"<p>" + b"x" * (11 * 2**20), "MiB"),
        (b'{"name": "x"}', "JSON"),
        (b"<rss version='2.0'><channel></channel></rss>", "feed"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(content, word):
    """The item is named as the user gave it, the reason names the remedy."""
    refusal = refuse(content, path=Path("in/x.html"))

    assert refusal.item == str(Path("in/x.html"))
    assert word in refusal.reason
    assert ";" in refusal.reason


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 40_000 + STORY,
        "<b>" * 20_000 + STORY,
        STORY + "<script>" * 20_000,
        "<a " * 50_000 + STORY,
        STORY + "<!--" * 50_000,
        "<p class='" + "nav-" * 50_000 + "'>" + STORY,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + STORY,
        "<article>" + "<p>a<br>b</p>" * 10_000 + "</article>",
        "<!DOCTYPE html [" + "<!ENTITY a '&b;&b;&b;'>" * 5_000 + "]>" + STORY,
    ],
    ids=["divs", "inline", "scripts", "attributes", "comments", "class", "json", "paragraphs", "entities"],
)
def test_hostile_pages_take_bounded_time(markup):
    """They are read or refused, and never hang."""
    start = time.process_time()
    result = extract_article(capture(f"<html><body>{markup}</body></html>".encode()))

    assert isinstance(result, (Article, Rejected))
    assert time.process_time() - start < 10


def test_scripts_that_write_markup_do_not_count_as_nesting():
    """Thousands of tags inside a script are text."""
    assert read(page("<script>" + "var a='<div>';" * 5_000 + "</script>" + STORY)).title.startswith("Lindvik")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_markup_is_read_or_refused(noise):
    """Odd characters and broken tags around a story never raise."""
    result = extract_article(capture(page(f"{noise}{STORY}<{noise}>{noise}")))

    assert isinstance(result, (Article, Rejected))
    if isinstance(result, Article):
        assert all(result.text[b.start : b.end].strip() for b in result.blocks)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    """No input raises."""
    assert isinstance(extract_article(capture(content)), (Article, Rejected))


def test_halves_of_surrogate_pairs_in_json_escapes_become_replacement_characters():
    """JSON may escape what no UTF-8 file can hold; whole pairs stay characters."""
    item = (
        '{"uri": "u\\udc00", "headline": "Bridge \\ud83d shut \\ud83d\\ude00", "body_text": "BODY"}'.replace(
            "BODY", json.dumps(f"{LEDE} {SECOND} {THIRD} ")[1:-1] + "\\udfff"
        )
    )

    article = read(item.encode())

    assert article.title == "Bridge \ufffd shut \N{GRINNING FACE}"
    assert repr(article).encode()
    assert article.text.encode()


def test_what_is_longer_than_any_report_is_refused():
    """Whole books and generated pages: the stages compare every passage with every other."""
    many = "<article>" + "<p>A line of words.</p>" * 6_000 + "</article>"
    long = f"<article><h1>Bridge</h1><p>{LEDE * 4_000}</p></article>"

    assert "paragraphs" in refuse(many.encode()).reason
    assert "characters" in refuse(long.encode()).reason
