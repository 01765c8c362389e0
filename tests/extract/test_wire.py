from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from counterpoint.types import BlockKind
from tests.extract.pages import LEDE, SECOND, THIRD, blocks, read, refuse

NINJS_1 = {
    "uri": "https://agency.example/items/71",
    "type": "text",
    "language": "en",
    "versioncreated": "2026-04-14T09:00:00+0000",
    "firstcreated": "2026-04-14T07:30:00+0000",
    "headline": "Lindvik closes its swing bridge",
    "byline": "By Nora Lund",
    "located": "Lindvik",
    "description_text": "Cracks in three pillars force the town to act before winter.",
    "body_xhtml": f"<p>LINDVIK (Reuters) - {LEDE}</p><p>{SECOND}</p><h2>A bridge of 1911</h2><p>{THIRD}</p>",
    "copyrightholder": "Reuters",
    "copyrightnotice": "© 2026 Reuters. All rights reserved.",
    "associations": {
        "main": {
            "type": "picture",
            "headline": "Bridge",
            "description_text": "The swing bridge at Lindvik on Monday.",
            "byline": "Per Dahl",
            "source": "Reuters",
            "renditions": {
                "thumbnail": {"href": "t.jpg"},
                "original": {"href": "https://agency.example/o.jpg"},
            },
        }
    },
}
NINJS_3 = {
    "uri": "https://agency.example/items/72",
    "standard": {"name": "ninjs", "version": "3.0"},
    "type": "text",
    "language": "en-GB",
    "versioncreated": "2026-04-14T09:00:00Z",
    "headlines": [
        {"role": "sub", "value": "Ferries from May"},
        {"role": "main", "value": "Lindvik closes its swing bridge"},
    ],
    "bodies": [
        {"contenttype": "text/plain", "value": "short"},
        {"contenttype": "text/html", "value": f"<p>{LEDE}</p><p>{SECOND}</p>"},
    ],
    "by": "Nora Lund",
    "infosources": [{"name": "Kyodo News", "role": "provider"}],
    "associations": [
        {
            "type": "picture",
            "descriptions": [{"value": "A drawing of the bridge."}],
            "creditline": "Kyodo",
            "digitalsourcetype": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
            "renditions": [{"name": "web", "href": "https://agency.example/d.png"}],
        }
    ],
}
NEWSML = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/" xmlns:x="http://www.w3.org/1999/xhtml"><itemSet>
<newsItem xml:lang="en-US"><rightsInfo><copyrightNotice>(c) Copyright AFP 2026. All rights reserved.</copyrightNotice></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="AFP"/><versionCreated>2026-04-14T09:00:00+02:00</versionCreated>
<firstCreated>2026-04-14T08:00:00+02:00</firstCreated></itemMeta>
<contentMeta><by>By Nora Lund</by><language tag="en"/><dateline>LINDVIK</dateline>
<headline>Lindvik closes its swing bridge</headline><headline role="hld:subHeadline">Ferries will run from the third of May</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><x:html><x:body><x:p>{LEDE}</x:p><x:p>{SECOND}</x:p></x:body></x:html></inlineXML>
</contentSet></newsItem>
<newsItem><itemMeta><itemClass qcode="ninat:picture"/></itemMeta><contentMeta><creditline>Per Dahl/AFP</creditline>
<description role="drol:caption">The swing bridge at Lindvik.</description></contentMeta>
<contentSet><remoteContent href="https://agency.example/b.jpg" contenttype="image/jpeg"/></contentSet></newsItem>
</itemSet></newsMessage>"""
NITF = f"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd">
<nitf><head><title>BRIDGE</title><docdata><date.issue norm="20260414T093000+0200"/>
<doc.copyright holder="The Associated Press" year="2026"/></docdata></head>
<body><body.head><hedline><hl1>Lindvik closes its swing bridge</hl1><hl2>Ferries will run from the third of May</hl2></hedline>
<byline>By NORA LUND<byttl>Associated Press</byttl></byline><distributor>The Associated Press</distributor>
<dateline><location>LINDVIK</location></dateline></body.head>
<body.content><block><p>LINDVIK (AP) — {LEDE}</p><p>{SECOND}</p>
<media media-type="image"><media-reference source="b.jpg" alternate-text="A bridge"/><media-caption>The swing bridge. (AP Photo/Per Dahl)</media-caption></media>
</block></body.content><body.end><tagline>Per Dahl in Haugen contributed to this report.</tagline></body.end></body></nitf>"""


@pytest.mark.parametrize("item", [NINJS_1, [NINJS_1], {"total": 1, "item": [NINJS_1]}])
def test_ninjs_1_is_read_alone_in_a_list_or_a_feed(item):
    """Headline, times, byline, agency, rights and the associated picture."""
    article = read(json.dumps(item).encode(), path=Path("a.json"))

    assert article.title == "Lindvik closes its swing bridge"
    assert article.published == datetime(2026, 4, 14, 7, 30, tzinfo=UTC)
    assert article.modified == datetime(2026, 4, 14, 9, tzinfo=UTC)
    assert article.bylines == ("Nora Lund",)
    assert article.agency is not None
    assert (article.agency.name, article.agency.copy) == ("Reuters", True)
    assert article.rights.statement == "© 2026 Reuters. All rights reserved."
    assert [b.kind.value for b in article.blocks] == [
        "heading",
        "standfirst",
        "paragraph",
        "paragraph",
        "heading",
        "paragraph",
        "caption",
    ]
    assert [(i.caption, i.credit, i.url) for i in article.images] == [
        ("The swing bridge at Lindvik on Monday.", "Per Dahl/Reuters", "https://agency.example/o.jpg")
    ]


def test_ninjs_3_keeps_its_texts_in_lists_with_roles():
    """The main headline and the HTML body are chosen; a synthetic picture is known by its digital source type."""
    article = read(json.dumps(NINJS_3).encode())

    assert article.title == "Lindvik closes its swing bridge"
    assert blocks(article, BlockKind.PARAGRAPH) == [LEDE, SECOND]
    assert article.agency is not None
    assert article.agency.evidence == "Kyodo News"
    assert [i.machine_made for i in article.images] == [True]


def test_ninjs_picture_is_no_report():
    """An item that is a picture is refused, its type named."""
    assert (
        "picture"
        in refuse(
            json.dumps({"uri": "x", "type": "picture", "headline": "A bridge", "body_text": "B"}).encode()
        ).reason
    )


def test_newsml_g2_message_gives_its_text_item_and_pictures():
    """Namespaces and envelopes do not matter; the picture items of the message are the report's."""
    article = read(NEWSML.encode())

    assert article.title == "Lindvik closes its swing bridge"
    assert article.published == datetime(2026, 4, 14, 8, tzinfo=timezone(timedelta(hours=2)))
    assert article.dateline.place == "LINDVIK"
    assert article.agency is not None
    assert article.agency.name == "AFP"
    assert [b.kind.value for b in article.blocks] == [
        "heading",
        "standfirst",
        "paragraph",
        "paragraph",
        "caption",
    ]
    assert article.images[0].credit == "Per Dahl/AFP"


def test_nitf_gives_byline_dateline_and_contributors():
    """The writer's title is no name; the tagline is a note."""
    article = read(NITF.encode())

    assert article.title == "Lindvik closes its swing bridge"
    assert article.bylines == ("Nora Lund",)
    assert (article.dateline.place, article.dateline.agency) == ("LINDVIK", "AP")
    assert article.agency is not None
    assert article.agency.name == "Associated Press"
    assert article.contributors == ("Per Dahl",)
    assert [b.kind.value for b in article.blocks] == [
        "heading",
        "standfirst",
        "paragraph",
        "paragraph",
        "caption",
        "note",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b'{"headline": "x", "body_text": ',
        b'{"uri": "x", "headline": "x"}',
        b"<nitf><body></body></nitf>",
        b"<newsMessage><itemSet/></newsMessage>",
        b"<nitf>" + b"<block>" * 5_000,
        b"<!DOCTYPE nitf [<!ENTITY a 'aaaaaaaaaa'>"
        + b"".join(b"<!ENTITY a%d '&a;&a;&a;'>" % i for i in range(2_000))
        + b"]><nitf>&a;</nitf>",
    ],
    ids=["cut", "no-body", "nitf-empty", "newsml-empty", "deep", "entities"],
)
def test_wire_items_without_a_report_are_refused(content):
    """Cut, empty or hostile files have a reason and never raise."""
    assert refuse(content).stage == "extract"


def test_plain_text_body_keeps_its_paragraphs():
    """Blank lines or indentation set paragraphs apart, line ends inside them do not count."""
    wrapped = LEDE.replace(" after", "\nafter") + "\n\n" + THIRD
    article = read(
        json.dumps({"uri": "x", "type": "text", "headline": "Bridge", "body_text": wrapped}).encode()
    )

    assert blocks(article, BlockKind.PARAGRAPH) == [LEDE, THIRD]


def test_broken_element_names_never_stop_the_reader():
    """A parser that recovers keeps names that no document may have."""
    article = read(
        f"<nitf><:ody><body.content><:p>{LEDE}</:p><p>{THIRD}</p></body.content></:ody></nitf>".encode()
    )

    assert LEDE in article.text
