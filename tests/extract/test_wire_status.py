"""What wire items say of their own use: versions, embargoes, withdrawals; the same for every format with such fields."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from counterpoint.types import BlockKind
from tests.extract.pages import LEDE, SECOND, blocks, read, refuse

UNTIL = datetime(2026, 4, 15, 6, tzinfo=UTC)


def newsml(
    *,
    status: str = "usable",
    extra: str = "",
    headline: str = "Lindvik closes its swing bridge",
    version: int = 2,
) -> bytes:
    """A NewsML-G2 item."""
    body = f"<inlineXML contenttype='application/xhtml+xml'><html><body><p>{LEDE}</p><p>{SECOND}</p></body></html></inlineXML>"
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:a.example:1" version="{version}" xml:lang="en">'
        f'<rightsInfo><usageTerms>Not for use outside Norway</usageTerms></rightsInfo><itemMeta><itemClass qcode="ninat:text"/>'
        f'<provider literal="AFP"/><versionCreated>2026-04-14T09:00:00Z</versionCreated>{extra}<pubStatus qcode="stat:{status}"/></itemMeta>'
        f"<contentMeta><headline>{headline}</headline></contentMeta><contentSet>{body}</contentSet></newsItem>"
    ).encode()


def nitf(
    *,
    status: str = "usable",
    extra: str = "",
    headline: str = "Lindvik closes its swing bridge",
    version: int = 2,
) -> bytes:
    """A NITF document."""
    return (
        f'<nitf><head><docdata management-status="{status}"><doc-id id-string="tag:a.example:1"/><du-key version="{version}"/>'
        f'<date.issue norm="20260414T090000Z"/>{extra}</docdata></head><body><body.head><hedline><hl1>{headline}</hl1></hedline>'
        f"<rights>Not for use outside Norway</rights></body.head><body.content><p>{LEDE}</p><p>{SECOND}</p></body.content></body></nitf>"
    ).encode()


def ninjs(
    *,
    status: str = "usable",
    extra: str = "",
    headline: str = "Lindvik closes its swing bridge",
    version: int = 2,
) -> bytes:
    """A ninjs item."""
    item = {
        "uri": "tag:a.example:1", "type": "text", "version": str(version), "pubstatus": status, "headline": headline,
        "versioncreated": "2026-04-14T09:00:00Z", "usageterms": "Not for use outside Norway", "language": "en",
        "body_xhtml": f"<p>{LEDE}</p><p>{SECOND}</p>", **(json.loads(extra) if extra else {}),
    }  # fmt: skip
    return json.dumps(item).encode()


FORMATS = pytest.mark.parametrize("make", [newsml, nitf, ninjs])


@FORMATS
def test_identity_and_version_are_the_senders(make):
    """All versions share the identifier; the number tells which is newer."""
    old, new = read(make(version=2)), read(make(version=11))

    assert old.guid == new.guid == "tag:a.example:1"
    assert (old.version, new.version) == (2, 11)


@FORMATS
def test_canceled_items_are_refused_and_name_what_they_take_back(make):
    """The status field decides, with a text or without."""
    refused = refuse(make(status="canceled"))

    assert "withdrawn by the agency" in refused.reason
    assert refused.withdraws == "tag:a.example:1"


@FORMATS
@pytest.mark.parametrize(
    "headline", ["KILL: Lindvik closes its swing bridge", "MANDATORY KILL", "BC-EU--Lindvik, Bulletin Kill"]
)
def test_kill_in_the_headline_is_a_withdrawal(make, headline):
    """Some agencies have no field for it."""
    assert refuse(make(headline=headline)).withdraws == "tag:a.example:1"


@FORMATS
@pytest.mark.parametrize(
    "headline",
    ["Kill Bill star to visit Lindvik", "Storm kills two in Lindvik", "Offer withdrawn in Lindvik"],
)
def test_a_headline_about_killing_is_no_withdrawal(make, headline):
    """The word alone says nothing."""
    assert read(make(headline=headline)).title == headline


@FORMATS
def test_withheld_items_are_refused_but_withdraw_nothing(make):
    """What was sent before stays."""
    assert refuse(make(status="withheld")).withdraws is None


@pytest.mark.parametrize(
    "content",
    [
        newsml(extra="<embargoed>2026-04-15T06:00:00Z</embargoed>"),
        nitf(extra='<date.release norm="20260415T060000Z"/>'),
        nitf(status="embargoed", extra='<date.release norm="20260415T060000Z"/>'),
        ninjs(extra='{"embargoed": "2026-04-15T06:00:00Z"}'),
    ],
    ids=["newsml", "nitf-release", "nitf-status", "ninjs"],
)
def test_embargo_stays_with_the_article(content):
    """The report is read, and says from when it may be shown."""
    assert read(content).embargo == UNTIL


@pytest.mark.parametrize(
    "content",
    [
        newsml(extra="<embargoed/>"),
        nitf(extra='<date.release norm="20260414T090000Z"/>'),
        ninjs(extra='{"embargoed": null}'),
    ],
)
def test_empty_or_past_embargo_is_none(content):
    """A release at the time of issue holds nothing back."""
    assert read(content).embargo is None


@FORMATS
def test_terms_of_use_are_kept_word_for_word(make):
    """A field for terms states rights whatever its words are."""
    assert read(make()).rights.statement == "Not for use outside Norway"


@FORMATS
def test_item_without_headline_takes_the_first_sentence(make):
    """The title is made of the report's words, and its paragraphs stay whole."""
    article = read(make(headline=""))

    assert article.title == LEDE
    assert blocks(article, BlockKind.PARAGRAPH) == [LEDE, SECOND]
    assert blocks(article, BlockKind.HEADING) == []


def test_version_before_creation_is_no_change():
    """Systems fill in either time at random; a report is not changed before it exists."""
    item = newsml(extra="<firstCreated>2026-04-14T10:00:00Z</firstCreated>")

    assert read(item).modified is None


def test_provider_given_by_its_code_is_known():
    """The IPTC lists providers by codes; a code that is no agency's is no name."""
    by_code = newsml().replace(b'literal="AFP"', b'qcode="nprov:AFP"')
    unknown = newsml().replace(b'literal="AFP"', b'qcode="local:z01122"')

    assert read(by_code).agency == read(newsml()).agency
    assert (read(unknown).agency, read(unknown).outlet) == (None, None)


def test_package_of_references_says_so():
    """A package lists items; the texts are elsewhere."""
    package = b'<packageItem guid="p"><itemMeta><pubStatus qcode="stat:usable"/></itemMeta><groupSet><group/></groupSet></packageItem>'

    assert "package" in refuse(package).reason


def test_ninjs_3_descriptions_and_rights_in_objects():
    """Version 3 keeps texts in lists of objects with roles."""
    item = {
        "uri": "u", "type": "text", "headlines": [{"role": "main", "value": "Lindvik closes its swing bridge"}],
        "descriptions": [{"role": "caption", "value": "A caption of a picture of it"},
                         {"role": "summary", "value": "Ferries will run from the third of May"}],
        "bodies": [{"contenttype": "text/html", "value": f"<p>{LEDE}</p>"}], "contentcreated": "2026-04-14T07:00:00Z",
        "rightsinfo": [{"usageterms": "Editorial use only"}],
        "associations": [{"name": "main", "type": "picture", "descriptions": [{"value": "The bridge."}]}],
    }  # fmt: skip
    article = read(json.dumps(item).encode())

    assert blocks(article, BlockKind.STANDFIRST) == ["Ferries will run from the third of May"]
    assert article.rights.statement == "Editorial use only"
    assert article.published == datetime(2026, 4, 14, 7, tzinfo=UTC)
    assert [i.caption for i in article.images] == ["The bridge."]


def test_rendition_without_text_is_told_from_a_picture():
    """An item that links to its text tells what to fetch."""
    item = {
        "uri": "u",
        "type": "text",
        "headline": "Bridge",
        "renditions": {"nitf": {"href": "https://a.example/x"}},
    }

    assert "fetch" in refuse(json.dumps({"data": {"item": item}}).encode()).reason


RBNEWS = f"""<?xml version="1.0"?><RBNews xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><NewsID>9a69</NewsID>
<PublishDate>2026-04-14T17:32:18.397</PublishDate><strapline>NU</strapline><headline i:nil="true"/><town>Lindvik</town>
<origin>/ritzau/</origin><version>2</version><content>&lt;p&gt;{LEDE}&lt;/p&gt;&lt;p&gt;/ritzau/&lt;/p&gt;</content>
<Annuleret>false</Annuleret><byLine>Nora Lund</byLine><TilRedaktionen>&lt;p&gt;Kun til redaktionen.&lt;/p&gt;</TilRedaktionen></RBNews>"""


def test_rbnews_escaped_text_town_and_agency():
    """The text stands escaped in a field; what is said to editors is not part of it."""
    article = read(RBNEWS.encode())

    assert blocks(article, BlockKind.PARAGRAPH) == [LEDE]
    assert (article.guid, article.version, article.dateline.place) == ("9a69", 2, "Lindvik")
    assert article.agency is not None
    assert (article.agency.name, article.bylines) == ("Ritzau", ("Nora Lund",))
    assert [a.text for a in article.asides] == ["/ritzau/", "Kun til redaktionen."]


def test_rbnews_release_is_the_senders_own_word():
    """What a company pays the agency to send is a statement, not the agency's report."""
    article = read(RBNEWS.replace("NU<", "---PRESSEMEDDELELSE---<").encode())

    assert article.genre == "statement"
    assert article.agency is None or not article.agency.copy
    assert refuse(RBNEWS.replace("false", "true").encode()).withdraws == "9a69"
