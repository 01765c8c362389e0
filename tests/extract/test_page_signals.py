"""What a capture says of its own reuse, in headers, page and wire item."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.extract import extract_article
from counterpoint.extract.signals import feed_signals, page_signals
from counterpoint.types import Action, Article, Capture, Signal, SignalKind

URL = "https://gull.example/news/goats"
FULL = {"store", "analyse", "quote", "summarise", "republish"}
CC_BY = "https://creativecommons.org/licenses/by/4.0/"


def read(content, *headers, url=URL, content_type=None):
    raw = content.encode() if isinstance(content, str) else content
    return page_signals(Capture("c1", raw, url=url, headers=headers, content_type=content_type))


def head(markup):
    return read(
        f"<!doctype html><html><head><title>Goats</title>{markup}</head><body><p>Goats.</p></body></html>"
    )


def denied(signals):
    return {a.value for s in signals for a in s.denies}


def allowed(signals):
    return {a.value for s in signals for a in s.allows}


@pytest.mark.parametrize(
    ("header", "kind", "actions"),
    [
        (("TDM-Reservation", "1"), SignalKind.TDMREP, {"analyse"}),
        (("tdm-reservation", "1"), SignalKind.TDMREP, {"analyse"}),
        (("X-Robots-Tag", "noai"), SignalKind.META, {"analyse", "summarise"}),
        (("X-Robots-Tag", "otherbot: noindex"), SignalKind.META, set()),
        (("X-Robots-Tag", "counterpoint: nosnippet"), SignalKind.META, {"quote", "summarise"}),
        (("Content-Usage", "bots=n"), SignalKind.META, FULL),
        (("Content-Signal", "ai-input=no"), SignalKind.META, {"analyse", "summarise"}),
    ],
)
def test_headers(header, kind, actions):
    """Whatever the case of their names; the line is the evidence."""
    (signal,) = read("<html></html>", header)

    assert (signal.kind, signal.where, denied([signal])) == (kind, "header", actions)
    assert signal.evidence.lower() == f"{header[0]}: {header[1]}".lower()


def test_a_tdm_policy_is_an_address():
    """Against the page's own."""
    assert (
        read("", ("tdm-reservation", "1"), ("tdm-policy", "/p.json"))[0].licence
        == "https://gull.example/p.json"
    )


def test_link_headers_point_to_licences():
    """RSL's as documents to be read, Creative Commons' as what they allow; other relations are not about reuse."""
    value = f'</l.xml>; rel="license"; type="application/rsl+xml", <{CC_BY}>; rel="copyright license", </n>; rel=next'
    rsl, public = read("", ("Link", value))

    assert (rsl.kind, rsl.licence, rsl.denies, rsl.allows) == (
        SignalKind.RSL,
        "https://gull.example/l.xml",
        (),
        (),
    )
    assert (public.licence, allowed([public])) == (CC_BY, FULL)


@pytest.mark.parametrize(
    ("markup", "kind", "actions"),
    [
        ('<meta name="robots" content="noai">', SignalKind.META, {"analyse", "summarise"}),
        ("<META CONTENT='index, NOSNIPPET' NAME=ROBOTS />", SignalKind.META, {"quote", "summarise"}),
        ("<meta name=robots content=noarchive>", SignalKind.META, {"republish"}),
        ('<meta name="googlebot" content="nosnippet">', SignalKind.META, set()),
        ('<meta name="tdm-reservation" content="1">', SignalKind.TDMREP, {"analyse"}),
        ('<meta name="dcterms.rights" content="&copy; 2027 Gull. All rights reserved.">', SignalKind.META, {"summarise", "republish"}),
        ('<meta name="copyright" content="No part of this page may be quoted without permission. © 2027 Gull">', SignalKind.META, {"quote", "summarise", "republish"}),
        ('<meta itemprop="isAccessibleForFree" content="False">', SignalKind.SCHEMA, {"republish"}),
        ('<p itemprop="copyrightNotice">© 2027 Gull. All rights reserved.</p>', SignalKind.SCHEMA, {"summarise", "republish"}),
    ],
)  # fmt: skip
def test_metas(markup, kind, actions):
    """Quoted, bare, in any case and order; the tag is the evidence."""
    (signal,) = head(markup)

    assert (signal.kind, signal.where, denied([signal])) == (kind, "page", actions)


def test_metas_of_tdmrep_are_one_statement():
    """The policy belongs to the reservation, in any order."""
    (signal,) = head('<meta name="tdm-policy" content="/p.json"><meta name="tdm-reservation" content="1">')

    assert (signal.licence, signal.denies) == ("https://gull.example/p.json", (Action.ANALYSE,))


@pytest.mark.parametrize(
    "markup",
    [
        '<!-- <meta name="robots" content="noai"> -->',
        '<script>document.write(\'<meta name="robots" content="noai">\')</script>',
        '<style>/* <meta name="robots" content="noai"> */</style>',
        '<meta name="robots" content="index, follow, max-snippet:-1">',
        '<meta name="description" content="Artists demand noai and nosnippet">',
        '<link rel="stylesheet" href="license.css">',
        '<meta name="copyright" content="The Gull">',
        '<meta name="tdm-reservation" content="perhaps">',
        "<metadata name=robots content=noai>",
    ],
)
def test_what_is_no_statement_gives_none(markup):
    """Comments, scripts, other metas."""
    assert head(markup) == ()


def test_a_licence_linked_from_the_head_is_the_reports():
    """One beside a picture or a widget is not, and neither are the words there."""
    assert allowed(head(f'<link rel="license" href="{CC_BY}">')) == FULL
    assert head(f'<a rel="license" href="{CC_BY}">CC BY</a>') == ()
    assert allowed(head('<p itemprop="copyrightNotice">This photo is licensed under CC BY 4.0.</p>')) == set()
    assert head('<link rel="license" href="/terms">')[0].licence == "https://gull.example/terms"


def ld(value):
    return head(f'<script type="application/ld+json">{json.dumps(value)}</script>')


def test_structured_data_of_the_report():
    """Its licence, notice and wall; a picture's licence is the picture's."""
    report = {
        "@type": ["NewsArticle"],
        "license": CC_BY,
        "isAccessibleForFree": False,
        "image": {"@type": "ImageObject", "license": "x"},
    }
    graph = {
        "@graph": [
            report,
            {"@type": "ImageObject", "license": "https://creativecommons.org/publicdomain/zero/1.0/"},
        ]
    }
    licence, wall = ld(graph)

    assert (licence.licence, allowed([licence])) == (CC_BY, FULL)
    assert denied([wall]) == {"republish"}
    assert denied(
        ld({"@type": "Article", "copyrightNotice": "© 2027 Gull. May not be published or rewritten."})
    ) == {
        "summarise",
        "republish",
    }
    assert (
        ld({"@type": "WebPage", "usageInfo": {"@id": "https://gull.example/use"}})[0].licence
        == "https://gull.example/use"
    )


@pytest.mark.parametrize(
    "script", ["", "{", "[[[", "null", '{"@type": 7, "license": {"url": []}}', '{"@graph": "x"}']
)
def test_broken_structured_data_says_nothing(script):
    """And hides nothing after it."""
    signals = head(f'<script type="application/ld+json">{script}</script><meta name="robots" content="noai">')

    assert denied(signals) == {"analyse", "summarise"}


def test_rsl_in_the_page_itself():
    """It covers the page it stands in."""
    inner = '<rsl xmlns="https://rslstandard.org/rsl"><content><license><prohibits type="usage">ai-input</prohibits></license></content></rsl>'
    (signal,) = head(f'<script type="application/rsl+xml">{inner}</script>')

    assert (signal.kind, signal.where, denied([signal])) == (SignalKind.RSL, "page", {"analyse", "summarise"})


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_words_are_read_in_the_pages_encoding(encoding):
    """As declared by the answer, or marked."""
    markup = '<html><head><meta name="copyright" content="Все права защищены. © 2027 Чайка"></head></html>'
    (signal,) = read(markup.encode(encoding), content_type=f"text/html; charset={encoding}")

    assert "права защищены" in signal.evidence
    assert denied([signal]) == {"summarise", "republish"}


def test_a_wire_items_encoding_is_what_its_bytes_are():
    """Agencies declare ISO 8859-1 and send UTF-8, and the reverse."""
    item = '<?xml version="1.0" encoding="iso-8859-1"?><nitf><rights>© 2027 Möwe. Alle Rechte vorbehalten.</rights></nitf>'

    for encoding in ("utf-8", "iso-8859-1"):
        assert read(item.encode(encoding))[0].evidence == "rights: © 2027 Möwe. Alle Rechte vorbehalten."


def test_ninjs():
    """Terms, notice, holder and linked rights of the item; its pictures' terms are theirs."""
    item = {
        "uri": "urn:x", "headline": "Goats", "body_text": "Goats.", "usageterms": "NO ARCHIVES. Not for use in Lindholm.",
        "copyrightnotice": "© 2027 The Gull Agency. May not be published, broadcast or rewritten.", "copyrightholder": "The Gull Agency",
        "rightsinfo": {"linkedrights": "https://gull.example/rights"},
        "associations": {"picture": {"type": "picture", "usageterms": "No part may be quoted without permission."}},
    }  # fmt: skip
    terms, notice, holder, linked = read(json.dumps(item))

    assert {s.kind for s in (terms, notice, holder, linked)} == {SignalKind.WIRE}
    assert denied([terms]) == {"store", "republish"}
    assert denied([notice]) == {"summarise", "republish"}
    assert holder.evidence == "copyrightholder: The Gull Agency"
    assert linked.licence == "https://gull.example/rights"
    assert len(read(json.dumps([item]))) == len(read(json.dumps({"items": [item]}))) == 4


NEWSML_G2 = """<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
  <newsItem><rightsInfo><copyrightNotice>© 2027 Gull. All rights reserved.</copyrightNotice><usageTerms>Web only.</usageTerms>
    <rightsExpressionXML><o:Policy xmlns:o="http://www.w3.org/ns/odrl/2/">
      <o:prohibition><o:action name="http://www.w3.org/ns/odrl/2/derive"/></o:prohibition>
      <o:permission><o:action name="http://www.w3.org/ns/odrl/2/archive"/></o:permission>
      <o:permission><o:action name="http://www.w3.org/ns/odrl/2/distribute"/><o:constraint name="spatial"/></o:permission>
    </o:Policy></rightsExpressionXML></rightsInfo>
    <itemMeta><itemClass qcode="ninat:text"/></itemMeta></newsItem>
  <newsItem><rightsInfo><usageTerms>No archives</usageTerms></rightsInfo><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>
</itemSet></newsMessage>"""


def test_newsml_g2_with_rightsml():
    """Plain permissions and prohibitions count; a permission under a condition is not held; pictures' terms are theirs."""
    signals = read(NEWSML_G2)

    assert [s.evidence.partition(":")[0] for s in signals] == [
        "copyrightNotice",
        "usageTerms",
        "prohibition",
        "permission",
    ]
    assert [denied([s]) for s in signals] == [{"summarise", "republish"}, {"republish"}, {"summarise"}, set()]
    assert allowed(signals) == {"store"}


@pytest.mark.parametrize(
    ("item", "evidence", "actions"),
    [
        ('<nitf><head><docdata><doc.copyright holder="Gull" year="2027"/></docdata></head></nitf>', "doc.copyright: © 2027 Gull", {"summarise", "republish"}),
        ('<nitf><head><docdata><doc.rights owner="Gull" limitations="No web use"/></docdata></head></nitf>', "doc.rights: owner Gull; limitations No web use", {"republish"}),
        ("<NewsML><NewsItem><RightsMetadata><UsageRights><UsageType>Print</UsageType></UsageRights></RightsMetadata></NewsItem></NewsML>", "UsageType: Print", {"republish"}),
    ],
)  # fmt: skip
def test_older_wire_formats(item, evidence, actions):
    """NITF's attributes, NewsML 1.2's RightsMetadata; terms that are not understood stand against showing the whole."""
    (signal,) = read(item)

    assert (signal.evidence, signal.where, denied([signal])) == (evidence, "wire", actions)


def test_the_rights_of_a_feed_and_its_entry():
    """Words and addresses; a feed that states none says nothing."""
    where = "https://gull.example/feed.xml"
    notice, licence = feed_signals(
        [None, "© 2027 Gull. All rights reserved.", CC_BY, "© 2027 Gull. All rights reserved."], where
    )

    assert (notice.kind, notice.where, denied([notice])) == (
        SignalKind.FEED,
        where,
        {"summarise", "republish"},
    )
    assert (licence.licence, allowed([licence])) == (CC_BY, FULL)
    assert feed_signals([None, "", "Gull"], where) == ()


def test_an_article_carries_the_signals_of_its_capture():
    """So that whoever publishes it can ask."""
    words = "Volunteers rescued forty goats from the flooded meadow on Monday morning, the mayor said. " * 8
    page = f'<html><head><title>Goats</title><meta name="robots" content="nosnippet"></head><body><article><h1>Goats</h1><p>{words}</p></article></body></html>'
    found = extract_article(Capture("c1", page.encode(), url=URL))

    assert isinstance(found, Article)
    assert denied(found.signals) == {"quote", "summarise"}


def test_each_statement_is_kept_once_and_not_without_end():
    """A page that repeats itself."""
    assert len(head('<meta name="robots" content="noai">' * 500)) == 1
    assert len(head("".join(f'<link rel="license" href="/{n}">' for n in range(500)))) <= 60


@given(
    st.binary(max_size=300),
    st.lists(st.tuples(st.text(max_size=20), st.text(max_size=60)), max_size=4),
    st.text(max_size=20),
)
def test_no_bytes_and_no_headers_break_it(content, headers, url):
    """Nor broken addresses."""
    for start in (b"", b"<html><meta ", b"<newsItem>", b"{"):
        signals = page_signals(Capture("c1", start + content, url=url, headers=tuple(headers)))
        assert all(isinstance(s, Signal) for s in signals)


M = 5_000_000
HOSTILE = {
    "tags without end": b"<meta " * (M // 6),
    "open brackets": b"<" * M,
    "quotes": b"<meta " + b"'\"" * (M // 2),
    "attributes": b"<meta " + b"a=b " * (M // 4) + b">",
    "many metas": b"<meta name=robots content=noai>" * (M // 32),
    "long notices": (b'<meta name=rights content="' + b"all rights reserved " * 100 + b'">') * 2_500,
    "open comments": b"<!--" * (M // 4),
    "microdata": b"<span itemprop=copyrightNotice " * (M // 31),
    "open lists": b"[" * M,
    "lists": b"[" + b"[]," * 199_000 + b"[]]",
    "objects": b'{"a":' * (M // 5),
    "nested items": b"<newsItem>" + b"<a>" * (M // 3),
    "flat items": b"<newsItem>" + b"<a/>" * (M // 4),
    "attributes of an item": b"<newsItem " + b"".join(b'a%d="" ' % n for n in range(100_000)),
    "entities": b'<!DOCTYPE n [<!ENTITY a "' + b"x" * 50_000 + b'">]><newsItem><usageTerms>' + b"&a;" * 50_000,
    "terms": b"<newsItem>" + b"<usageTerms>All rights reserved</usageTerms>" * 20_000,
    "structured data": (b'<html><script type="application/ld+json">' + b"[" * 290_000 + b"</script>") * 10,
    "rsl": (b'<script type="application/rsl+xml"><rsl><content><license>' + b"<permits>" * 50_000 + b"</script>") * 10,
    "noise": bytes(range(1, 256)) * (M // 255),
    "zeros": bytes(M),
}  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_five_hostile_megabytes_cost_little(content):
    """Made to exhaust a reader. Aimed at 0.1 s; the bound leaves room for a busy machine."""
    start = time.process_time()
    page_signals(Capture("c1", content, url=URL))

    assert time.process_time() - start < 1.0
