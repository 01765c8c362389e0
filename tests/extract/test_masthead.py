from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from counterpoint.extract.html import parse_html
from counterpoint.extract.masthead import find_bylines, find_outlet, find_title
from counterpoint.extract.passages import Region, read_layout, region_of_class
from counterpoint.extract.stamps import find_modified, find_published, read_stamp
from counterpoint.extract.structured import is_synthetic, read_facts


def _page(head: str, body: str):
    tree = parse_html(f"<html><head>{head}</head><body>{body}</body></html>")
    assert tree is not None
    return read_facts(tree), read_layout(tree)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Bridge shut for good – Fjord Herald</title><meta property='og:site_name' content='Fjord Herald'>", "<p>x</p>", "Bridge shut for good"),
        ("<title>Fjord Herald » Archive » Old bridge shut</title>", "<h1>Fjord Herald</h1><h2>Old bridge shut</h2>", "Old bridge shut"),
        ("<meta property='og:title' content='Town shuts its old bridge'>", "<h1><span>Lindvik</span> Town shuts its old bridge</h1>", "Town shuts its old bridge"),
        ("<meta property='og:title' content='Town shuts bridge'>", "<h1>Menu</h1><h1>Town shuts its bridge</h1>", "Town shuts its bridge"),
        ("", "<h1>A title in the page only</h1>", "A title in the page only"),
    ],
    ids=["suffix", "piece", "kicker", "agrees", "heading"],
)  # fmt: skip
def test_title_is_the_printed_one_that_the_head_announces(head, body, title):
    """Outlet names, kickers and other headings are not the title."""
    facts, layout = _page(head, body)

    assert find_title(facts, layout.passages, find_outlet(facts, ""))[0] == title


@pytest.mark.parametrize(
    ("head", "url", "outlet"),
    [
        ("<meta property='og:site_name' content='Fjord Herald'>", "https://x.example/", "Fjord Herald"),
        ("<title>Bridge shut - Fjord Herald</title>", "https://www.fjordherald.example/a", "Fjord Herald"),
        ("<title>Bridge shut</title>", "https://news.fjord.co.uk/a", "fjord.co.uk"),
        ("", "", None),
        ("<title>Nothing to name</title>", "http://192.0.2.17:8080/a.html", "192.0.2.17"),
    ],
)
def test_outlet_is_the_name_before_the_domain(head, url, outlet):
    """The site's own name, its title's suffix, and only then its domain."""
    facts, _ = _page(head, "<p>x</p>")

    assert find_outlet(facts, url) == outlet


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        ('<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":[{"name":"Nora Lund"},{"name":"Per Dahl"}]}</script>', "", ("Nora Lund", "Per Dahl")),
        ("<meta name='author' content='By Nora Lund'>", "", ("Nora Lund",)),
        ("<meta name='author' content='Fjord Herald'><meta property='og:site_name' content='Fjord Herald'>", "<p class='byline'>Von Nora Lund</p>", ("Nora Lund",)),
        ("<meta name='author' content='admin'>", "", ()),
        ("<meta property='article:author' content='https://social.example/nora'>", "", ()),
    ],
    ids=["json-ld", "meta", "printed", "admin", "address"],
)  # fmt: skip
def test_bylines_are_names_of_people(head, body, names):
    """Not the outlet, an account or an address; print is asked where data names nobody."""
    facts, layout = _page(head, f"<h1>Bridge shut for good</h1>{body}")

    assert find_bylines(facts, layout.passages, 0, 3, "Fjord Herald") == names


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("2026-04-14T09:30:00+0200", datetime(2026, 4, 14, 9, 30, tzinfo=timezone(timedelta(hours=2)))),
        ("2026-04-14 09:30:00 UTC", datetime(2026, 4, 14, 9, 30, tzinfo=UTC)),
        ("20260414T093000Z", datetime(2026, 4, 14, 9, 30, tzinfo=UTC)),
        ("Tue, 14 Apr 2026 09:30:00 +0000", datetime(2026, 4, 14, 9, 30, tzinfo=UTC)),
        ("1776159000", datetime(2026, 4, 14, 9, 30, tzinfo=UTC)),
        ("2026/04/14", datetime(2026, 4, 14)),  # noqa: DTZ001 - a page that gives no zone
        ("0001-01-01T00:00:00", None),
        ("soon", None),
    ],
)
def test_machine_readable_times_of_every_habit(raw, moment):
    """ISO 8601 in its variants, mail dates, packed and Unix times; impossible ones are none."""
    assert read_stamp(raw) == moment


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        (
            "<meta property='article:published_time' content='2026-04-14T09:30:00Z'>",
            "<p>1 March 2020</p>",
            "2026-04-14",
        ),
        ("", "<time datetime='2026-04-14'>yesterday</time>", "2026-04-14"),
        ("", "<p>14 April 2026 | Town | 3 min read</p>", "2026-04-14"),
        ("", "<p>Updated 15 April 2026</p><p>Published 14 April 2026</p>", "2026-04-14"),
        ("", "<aside><time datetime='2026-01-01'>1 January</time></aside>", None),
    ],
)
def test_publication_is_read_from_data_then_print(head, body, day):
    """Never from a card beside the article, never from the line that tells of a change."""
    facts, layout = _page(head, f"<h1>Bridge shut for good</h1>{body}")
    found = find_published(facts, layout, 0, "", "en")

    assert (found.date().isoformat() if found else None) == day


def test_date_in_the_address_is_the_last_resort():
    """An address with year, month and day tells when nothing else does."""
    facts, layout = _page("", "<h1>Bridge shut</h1><p>x</p>")

    assert (
        str(find_published(facts, layout, 0, "https://x.example/2026/04/14/bridge", "en"))[:10]
        == "2026-04-14"
    )
    assert find_published(facts, layout, 0, "https://x.example/14/bridge-2026", "en") is None


def test_change_equal_to_publication_is_none():
    """Systems write both stamps at once."""
    facts, layout = _page(
        "<meta property='article:modified_time' content='2026-04-14T09:30:00Z'>", "<h1>x</h1>"
    )
    same = datetime(2026, 4, 14, 9, 30, tzinfo=UTC)

    assert find_modified(facts, layout, 0, "en", same) is None
    assert find_modified(facts, layout, 0, "en", None) == same


@pytest.mark.parametrize(
    ("names", "region"),
    [
        ("related-articles", Region.RELATED),
        ("c-newsletter__box", Region.PROMOTION),
        ("siteNav", Region.NAVIGATION),
        ("navy-blue", None),
        ("article-body", None),
        ("twitter-tweet", Region.EMBED),
        ("cookieConsent", Region.NOTICE),
        ("wp-caption-text", Region.CAPTION),
    ],
)
def test_class_names_tell_regions_by_whole_parts(names, region):
    """ "nav" is navigation, "navy" is not."""
    assert region_of_class(names) is region


@pytest.mark.parametrize(("source", "made"), [("http://cv.iptc.org/newscodes/digitalsourcetype/compositeSynthetic", True), ("digitalCapture", False), ("", None)])  # fmt: skip
def test_digital_source_type_says_who_made_a_picture(source, made):
    """IPTC's codes as addresses or names."""
    assert is_synthetic(source) is made
