"""The door for feeds: RSS, Atom, RDF, CDF, well-formed or not, and what is none."""

from __future__ import annotations

import gzip
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.ingest.feeds import find_feeds, parse_feed
from counterpoint.types import Rejected
from counterpoint.types.feed import EntrySource, FeedKind, Media, ParsedFeed

HOME = "https://outlet.example/news/feed.xml"
NS = (
    'xmlns:a="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:m="http://search.yahoo.com/mrss/"'
    ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:own="https://outlet.example/ns"'
)


def rss(inside: str, head: str = "") -> bytes:
    return (
        f'<rss version="2.0" {NS}><channel><title>Valley News</title>{head}{inside}</channel></rss>'.encode()
    )


def atom(inside: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Valley News</title>{inside}</feed>'.encode()


def read(content: bytes, **more: str) -> ParsedFeed:
    found = parse_feed(content, url=HOME, **more)
    assert isinstance(found, ParsedFeed), found
    return found


def test_an_rss_item_is_read_whole():
    """Every field of RSS 2.0 and of the modules that news feeds use, with relative URLs made absolute."""
    item = """<item>
      <title>Dam &amp; bridge</title><link>/2026/dam</link><guid isPermaLink="false">dam-1</guid>
      <description>&lt;p&gt;Short&lt;/p&gt;</description><c:encoded><![CDATA[<p>Long <a href="/x">x</a></p>]]></c:encoded>
      <pubDate>Tue, 03 Mar 2026 10:00:00 +0200</pubDate><dc:creator>Ada Byron</dc:creator>
      <category>Floods</category><category>Floods</category><dc:subject>Rivers</dc:subject><dc:language>en_GB</dc:language>
      <dc:rights>All rights reserved</dc:rights><source url="https://wire.example/rss">The Wire</source>
      <enclosure url="/a.mp3" type="audio/mpeg" length="1200"/>
      <m:content url="https://img.example/d.jpg" type="image/jpeg"><m:credit>B. Lee</m:credit><m:text>The dam</m:text></m:content>
      <own:desk priority="2">Region</own:desk>
    </item>"""
    entry = read(rss(item)).entries[0]

    assert (entry.id, entry.url, entry.title) == ("dam-1", "https://outlet.example/2026/dam", "Dam & bridge")
    assert entry.summary == "<p>Short</p>"
    assert entry.content == '<p>Long <a href="https://outlet.example/x">x</a></p>'
    assert entry.published == datetime(2026, 3, 3, 8, tzinfo=UTC)
    assert (entry.authors, entry.categories, entry.language) == (
        ("Ada Byron",),
        ("Floods", "Rivers"),
        "en-GB",
    )
    assert entry.source == EntrySource("The Wire", "https://wire.example/rss")
    assert entry.rights == "All rights reserved"
    assert entry.media == (
        Media("https://outlet.example/a.mp3", "audio/mpeg", 1200),
        Media("https://img.example/d.jpg", "image/jpeg", text="The dam", credit="B. Lee"),
    )
    assert entry.extra == (("own:desk", "Region"), ("own:desk@priority", "2"))


def test_what_a_feed_says_of_itself_is_kept():
    """Site, own address, hub, language, interval, rights, generator; what has no field is in `extra`."""
    head = """<link>https://outlet.example/</link><description>News of the valley</description><language>en</language>
      <a:link rel="self" href="feed.xml"/><a:link rel="hub" href="https://hub.example/"/><copyright>Valley Press</copyright>
      <generator>Press 3</generator><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
      <lastBuildDate>Tue, 03 Mar 2026 10:00:00 GMT</lastBuildDate>"""
    feed = read(rss("", head))

    assert (feed.kind, feed.title, feed.url) == (FeedKind.RSS, "Valley News", "https://outlet.example/")
    assert (feed.self_url, feed.hub) == (HOME, "https://hub.example/")
    assert (feed.language, feed.minutes, feed.rights, feed.generator) == ("en", 15, "Valley Press", "Press 3")
    assert feed.updated == datetime(2026, 3, 3, 10, tzinfo=UTC)
    assert ("rss:description", "News of the valley") in feed.extra
    assert feed.problems == ()


def test_the_time_to_live_goes_before_the_syndication_module():
    assert read(rss("", "<ttl>30</ttl><sy:updatePeriod>daily</sy:updatePeriod>")).minutes == 30


def test_an_atom_entry_is_read_whole():
    """RFC 4287: types of text, people, links by relation, the source, xml:base and xml:lang."""
    entry = read(
        atom("""<entry xml:base="https://wire.example/w/" xml:lang="fr">
      <id>tag:wire.example,2026:1</id><title type="html">A &lt;b&gt;bold&lt;/b&gt; &amp;amp; brave step</title>
      <link href="one.html"/><link rel="enclosure" type="image/png" length="9" href="p.png"/><link rel="related" href="two.html"/>
      <summary>1 &lt; 2</summary>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Text <br/>and <i>more</i></p></div></content>
      <updated>2026-03-03T10:00:00+01:00</updated><published>2026-03-03T08:00:00Z</published>
      <author><name>Ada Byron</name><email>ada@wire.example</email></author><category term="floods" scheme="https://s.example/"/>
      <source><title>Wire</title><link href="https://wire.example/"/></source></entry>""")
    ).entries[0]

    assert entry.title == "A bold & brave step"
    assert entry.url == "https://wire.example/w/one.html"
    assert entry.media == (Media("https://wire.example/w/p.png", "image/png", 9),)
    assert (entry.summary, entry.content) == ("1 < 2", "<p>Text <br />and <i>more</i></p>")
    assert entry.updated == datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert (entry.authors, entry.language) == (("Ada Byron",), "fr")
    assert entry.source == EntrySource("Wire", "https://wire.example/")
    assert ("link:related", "https://wire.example/w/two.html") in entry.extra
    assert ("atom:author/email", "ada@wire.example") in entry.extra


def test_rdf_and_cdf_are_read():
    """RSS 1.0 puts its items beside the channel; CDF shouts and says links in attributes."""
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
      <channel rdf:about="https://o.example/"><title>R</title></channel>
      <item rdf:about="https://o.example/1"><title>One</title><link>https://o.example/1</link></item></rdf:RDF>"""
    cdf = b'<CHANNEL HREF="https://o.example/"><TITLE>C</TITLE><ITEM HREF="https://o.example/1"><TITLE>One</TITLE></ITEM></CHANNEL>'

    for content in (rdf, cdf):
        assert [(e.url, e.title) for e in read(content).entries] == [("https://o.example/1", "One")]


@pytest.mark.parametrize(
    ("sent", "title"),
    [
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("1 &lt; 2", "1 < 2"),
        ("The &lt;b&gt;last&lt;/b&gt; day", "The last day"),
        ("<![CDATA[Caf&eacute;]]>", "Café"),
        ("Caf&eacute;", "Café"),
        ("two\n   lines", "two lines"),
        ("&#146;quoted&#148;", "\u2019quoted\u201d"),
        ("AT&T", "AT&T"),
    ],
)
def test_titles_become_plain_text(sent, title):
    """RSS does not say whether a title is HTML: what looks like it is read so, the rest is left alone."""
    assert read(rss(f"<item><title>{sent}</title></item>")).entries[0].title == title


def test_a_guid_is_an_address_unless_it_says_otherwise():
    items = "<item><guid>https://o.example/1</guid></item><item><guid isPermaLink='false'>https://o.example/2</guid></item>"

    assert [e.url for e in read(rss(items)).entries] == ["https://o.example/1", None]


def test_an_entry_without_a_name_has_the_same_id_on_every_poll():
    """A hash of title and date, or of all it says; an entry that says nothing is left out and counted."""
    content = rss("<item><title>Dam</title></item><item><description>Only text</description></item><item/>")
    first, second = read(content), read(content)

    assert [e.id for e in first.entries] == [e.id for e in second.entries]
    assert len({e.id for e in first.entries}) == 2
    assert first.problems == (
        "1 of 3 entries were left out: they say nothing",
        "1 of 3 entries have no id, link or title; they are told apart by all that they say",
    )


def test_scripts_are_no_addresses():
    """A link that is no web address is kept under its relation, never as the entry's URL."""
    entry = read(rss("<item><title>x</title><link>javascript:alert(1)</link></item>")).entries[0]

    assert entry.url is None
    assert ("link:alternate", "javascript:alert(1)") in entry.extra


@pytest.mark.parametrize("coding", ["utf-8", "utf-16", "utf-8-sig", "windows-1251", "koi8-r"])
def test_encodings_are_read(coding):
    text = f'<?xml version="1.0" encoding="{coding.removesuffix("-sig")}"?><rss><channel><title>Наводнение</title></channel></rss>'

    assert read(text.encode(coding)).title == "Наводнение"


def test_the_header_goes_before_the_declaration():
    content = '<?xml version="1.0" encoding="utf-8"?><rss><channel><title>Été</title></channel></rss>'.encode(
        "latin-1"
    )

    assert read(content, content_type="text/xml; charset=iso-8859-1").title == "Été"


def test_an_ill_formed_feed_is_read_and_said_to_be_one():
    """A tag that never closes stops an XML parser; feedparser goes on, and the reader is told."""
    feed = read(rss("<item><title>One</title><link>/1</link><description>a <br> b</description></item>"))

    assert [(e.title, e.url) for e in feed.entries] == [("One", "https://outlet.example/1")]
    assert feed.problems[0].startswith("not well-formed XML")


def test_entities_of_its_own_are_put_in_but_never_nested():
    doctype = b'<!DOCTYPE rss [<!ENTITY o "Outlet"><!ENTITY bomb "&o;&o;&o;">]>'
    feed = read(doctype + b"<rss><channel><title>&o; &bomb;</title></channel></rss>")

    assert feed.title == "Outlet &bomb;"


def test_external_entities_are_never_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'.encode()

    assert "hidden" not in repr(parse_feed(doctype + b"<rss><channel><title>&x;</title></channel></rss>"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "nothing: the answer is empty"),
        (b" \n\0", "nothing: the answer is empty"),
        (b"%PDF-1.7", "a PDF document, no feed"),
        (b"<opml version='2.0'><body/></opml>", "an OPML list of feeds: add the file itself to add them all"),
        (b"<note>hello</note>", "XML, but no feed: its outermost element is <note>"),
        (b"plain words", "no feed: neither XML nor JSON"),
        (b'{"a": 1}', "JSON, but no JSON Feed: it has no list of items"),
        (
            b"<!doctype html><link rel=alternate type='application/rss+xml' href='/rss'>",
            "an HTML page, no feed; its feeds are https://outlet.example/rss",
        ),
    ],
)
def test_what_is_no_feed_is_named(content, reason):
    found = parse_feed(content, url=HOME)

    assert found == Rejected(HOME, "ingest", reason)


HOSTILE = {
    "nested": rss("<a>" * 60_000 + "</a>" * 60_000),
    "never closed": rss("<i>" * 60_000),
    "many items": rss("<item><title>a</title></item>" * 60_000),
    "many attributes": rss("<item " + " ".join(f'a{n}="1"' for n in range(60_000)) + "/>"),
    "many namespaces": rss("".join(f'<p{n}:x xmlns:p{n}="urn:{n}"/>' for n in range(20_000))),
    "many categories": rss(
        "<item>" + "".join(f"<category domain='{n}'>{n}</category>" for n in range(30_000)) + "</item>"
    ),
    "quadratic entities": b'<!DOCTYPE r [<!ENTITY a "'
    + b"a" * 1900
    + b'">]>'
    + rss("<item><title>" + "&a;" * 90_000 + "</title></item>"),
    "links": rss("<item><description><![CDATA[" + 'href="' * 90_000 + "]]></description></item>"),
    "entities for children": rss("&nbsp;" * 200_000),
    "open comments": rss("<!--" * 90_000),
    "open tags": rss("<a " * 90_000),
    "gzip bomb": gzip.compress(b"<urlset>" + b" " * 60_000_000),
    "deep JSON": b"[" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_costs_little(name):
    """Bounds on size, depth and number: none of these takes a second of CPU, and none raises."""
    began = time.process_time()
    found = parse_feed(HOSTILE[name])

    assert isinstance(found, ParsedFeed | Rejected)
    assert time.process_time() - began < 2  # a second, and room for a slow machine


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"<rss><channel>", b"<feed><entry>", b"{", b"\x1f\x8b", b"<urlset><url>"]),
)
def test_no_bytes_raise(tail, start):
    assert isinstance(parse_feed(start + tail, url=HOME), ParsedFeed | Rejected)


def test_a_pages_feeds_are_found():
    """`link` elements with a feed's type, relative to the page's base; not in comments or scripts, not styles or oEmbed."""
    page = b"""<html><head><base href="https://cdn.example/"><link rel="stylesheet" href="a.css">
      <link rel="alternate" type="application/rss+xml" title="News &amp; more" href="rss.xml">
      <LINK REL=alternate TYPE=application/atom+xml HREF=https://o.example/atom>
      <link rel="alternate" type="application/json+oembed" href="/oembed?x">
      <!-- <link rel="alternate" type="application/rss+xml" href="old.xml"> -->
      <script>'<link rel="alternate" type="application/rss+xml" href="js.xml">'</script></head>"""
    found = find_feeds(page, "https://o.example/")

    assert [(f.url, f.title) for f in found] == [
        ("https://cdn.example/rss.xml", "News & more"),
        ("https://o.example/atom", None),
    ]
    assert {f.site for f in found} == {"https://o.example/"}
