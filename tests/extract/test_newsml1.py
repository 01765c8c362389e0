from __future__ import annotations

from datetime import UTC, datetime

import pytest

from counterpoint.types import BlockKind
from tests.extract.pages import LEDE, SECOND, blocks, read, refuse

IDENTITY = """<Identification><NewsIdentifier><ProviderId>afp.com</ProviderId><DateId>20260414</DateId>
<NewsItemId>TX-1</NewsItemId><RevisionId PreviousRevision="2" Update="N">3</RevisionId>
<PublicIdentifier>urn:newsml:afp.com:20260414:TX-1:3</PublicIdentifier></NewsIdentifier></Identification>"""
MANAGEMENT = """<NewsManagement><FirstCreated>20260414T080000Z</FirstCreated>
<ThisRevisionCreated>20260414T093000Z</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement>"""
LINES = """<NewsLines><HeadLine>Lindvik closes its swing bridge</HeadLine><ByLine>By Nora Lund</ByLine>
<DateLine>LINDVIK, April 14, 2026 (AFP) -</DateLine><CopyrightLine>(c) 2026 AFP</CopyrightLine></NewsLines>
<RightsMetadata><UsageRights><UsageType>NO ARCHIVAL USE</UsageType></UsageRights></RightsMetadata>
<AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata>
<DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>"""


def item(content: str, *, management: str = MANAGEMENT, more: str = "") -> bytes:
    """A NewsML 1.2 document with one text."""
    text = f'<ContentItem><MediaType FormalName="Text"/><DataContent>{content}</DataContent></ContentItem>'
    component = f"<NewsComponent>{LINES}<NewsComponent>{text}</NewsComponent>{more}</NewsComponent>"
    return f'<?xml version="1.0"?><NewsML Version="1.2"><NewsItem xml:lang="en">{IDENTITY}{management}{component}</NewsItem></NewsML>'.encode()


@pytest.mark.parametrize(
    "content",
    [
        f"<nitf><body><body.content><p>{LEDE}</p><p>{SECOND}</p></body.content></body></nitf>",
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{LEDE}</p><p>{SECOND}</p></body></html>',
        f"<p>{LEDE}</p><p>{SECOND}</p>",
        f"<![CDATA[<p>{LEDE}</p><p>{SECOND}</p>]]>",
        f"{LEDE}\n\n{SECOND}",
    ],
    ids=["nitf", "xhtml", "paragraphs", "cdata", "plain"],
)
def test_every_kind_of_content_gives_the_same_paragraphs(content):
    """Agencies put NITF, XHTML, bare paragraphs, escaped markup or plain text into a DataContent."""
    article = read(item(content))

    assert blocks(article, BlockKind.PARAGRAPH) == [LEDE, SECOND]
    assert article.title == "Lindvik closes its swing bridge"


def test_times_dateline_agency_and_identity():
    """The identifier has no version in it; the printed dateline gives place and agency."""
    article = read(item(f"<p>{LEDE}</p>"))

    assert article.published == datetime(2026, 4, 14, 8, tzinfo=UTC)
    assert article.modified == datetime(2026, 4, 14, 9, 30, tzinfo=UTC)
    assert (article.dateline.place, article.dateline.agency) == ("LINDVIK", "AFP")
    assert article.agency is not None
    assert (article.agency.name, article.agency.copy) == ("AFP", True)
    assert (article.guid, article.version) == ("urn:newsml:afp.com:20260414:TX-1", 3)


def test_rights_are_the_exact_words_of_the_fields():
    """A field for terms states rights whatever its words are."""
    assert read(item(f"<p>{LEDE}</p>")).rights.statement == "(c) 2026 AFP\nNO ARCHIVAL USE"


def test_picture_component_gives_an_image_and_no_byline():
    """The photographer did not write the report."""
    picture = """<NewsComponent><NewsLines><HeadLine>Bridge</HeadLine><ByLine>Per Dahl</ByLine></NewsLines>
    <ContentItem Href="https://agency.example/b.jpg"><MediaType FormalName="Photo"/>
    <DataContent><p>The swing bridge at Lindvik.</p></DataContent></ContentItem></NewsComponent>"""
    article = read(item(f"<p>{LEDE}</p>", more=picture))

    assert article.bylines == ("Nora Lund",)
    assert [(i.caption, i.credit, i.url) for i in article.images] == [
        ("The swing bridge at Lindvik.", "Per Dahl", "https://agency.example/b.jpg")
    ]


@pytest.mark.parametrize(
    ("status", "reason"), [("Canceled", "withdrawn"), ("Withheld", "withheld"), ("Embargoed", "withheld")]
)
def test_items_that_may_not_be_used_are_refused(status, reason):
    """An embargo without an end is as good as withheld."""
    refused = refuse(item(f"<p>{LEDE}</p>", management=MANAGEMENT.replace("Usable", status)))

    assert reason in refused.reason
    assert refused.withdraws == ("urn:newsml:afp.com:20260414:TX-1" if reason == "withdrawn" else None)


def test_embargo_is_kept_with_its_end():
    """The time at which the status will change is when the report may be shown."""
    change = '<StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>20260415T060000Z</DateAndTime></StatusWillChange>'
    embargoed = MANAGEMENT.replace(
        '<Status FormalName="Usable"/>', f'<Status FormalName="Embargoed"/>{change}'
    )

    assert read(item(f"<p>{LEDE}</p>", management=embargoed)).embargo == datetime(2026, 4, 15, 6, tzinfo=UTC)
