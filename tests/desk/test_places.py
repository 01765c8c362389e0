"""What names an article stays the same through its versions, and nobody takes another's name."""

from dataclasses import replace
from pathlib import Path

import pytest

from counterpoint.desk.places import domain_of, place_of, place_of_guid, same_page
from counterpoint.types import Capture
from tests.make import article

PAGE = "https://river.example/news/bridge"


@pytest.mark.parametrize(
    "other",
    [
        "http://river.example/news/bridge",
        "https://www.RIVER.example./news/bridge/",
        "https://river.example:443/news/bridge#top",
        "https://river.example/news/bridge?utm_source=x&fbclid=1",
        " https://river.example/news/%62ridge ",
    ],
)
def test_addresses_of_one_page_agree(other):
    """Scheme, www, default port, fragment, last slash and campaigns do not count."""
    assert same_page(other) == same_page(PAGE)


@pytest.mark.parametrize(
    "other",
    [
        "https://river.example/news/Bridge",
        "https://river.example/news/bridge?page=2",
        "https://river.example:8443/news/bridge",
        "https://sport.river.example/news/bridge",
        "https://river.example/news%2Fbridge%3F",
    ],
)
def test_addresses_of_other_pages_do_not(other):
    """Case of the path, other parameters, ports and hosts do."""
    assert same_page(other) != same_page(PAGE)


@pytest.mark.parametrize(
    "odd", ["", "https://[bad/x", "https://h:99999/x", "\ud800", "%ff\x00?\udcff=1", "//"]
)
def test_odd_addresses_have_a_key_and_a_domain(odd):
    """No text is an error."""
    assert same_page(odd) == same_page(odd)
    assert isinstance(domain_of(odd), str)


@pytest.mark.parametrize(
    ("said", "believed"),
    [
        ("https://river.example/other", True),
        ("https://amp.river.example/other", True),
        ("https://example/other", True),
        ("https://evil.example/other", False),
        ("https://notriver.example/other", False),
        ("https://river.example.evil.example/other", False),
    ],
)
def test_a_page_names_itself_within_its_site_only(said, believed):
    """rel=canonical of another site would put a page in the place of any article."""
    capture = Capture("x", b"", url=PAGE)

    place = place_of(article("T", "x", url=said), capture)

    assert (place == place_of(article("T", "x", url=said), Capture("x", b"", url=said))) == believed
    assert (place == place_of(article("T", "x", url=None), capture)) != believed


def test_a_wire_items_own_identifier_counts_within_its_sender():
    """Two sites that number from 1 have two articles; files have no site."""
    one = replace(article("T", "x"), guid="1")

    assert place_of(one, Capture("a", b"", url=PAGE)) == place_of_guid("1", PAGE)
    assert place_of_guid("1", PAGE) != place_of_guid("1", "https://harbour.example/x")
    assert place_of_guid("1", None) == place_of(one, Capture("a", b"", path=Path("a.xml")))


def test_what_has_neither_address_nor_file_is_named_by_its_bytes():
    """Two entries of a feed without addresses are two articles, never versions of one."""
    places = {place_of(article("T", "x", url=None), Capture(name, b"")) for name in ("a", "b")}

    assert len(places) == 2
