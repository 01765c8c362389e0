"""Words of the published vocabularies, and paths as RFC 9309 matches them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from counterpoint.preferences import (
    directive_signal,
    licence_allows,
    match_length,
    path_of,
    preference_signal,
    rsl_signals,
    tdm_signal,
    unread_licences,
)
from counterpoint.types import Action, Signal, SignalKind

PAGE = "https://gull.example/news/goats.html"
FILE = "https://gull.example/license.xml"
FULL = {"store", "analyse", "quote", "summarise", "republish"}


def named(actions):
    return {a.value for a in actions}


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("/", "/any", True),
        ("", "/any", False),
        ("/fish", "/fish.html", True),
        ("/fish", "/Fish", False),
        ("/fish*", "/fishheads", True),
        ("/*.php", "/folder/any.php?x=1", True),
        ("/*.php$", "/any.php?x=1", False),
        ("/*.php$", "/any.php", True),
        ("/exact$", "/exact", True),
        ("/exact$", "/exactly", False),
        ("/a*b*c$", "/aXbYbZc", True),
        ("/a*bc$", "/abcd", False),
        ("/a*a$", "/a", False),
        ("/caf%C3%A9", "/café", True),
        ("/%7Ejoe", "/~joe", True),
        ("/a%2fb", "/a/b", False),
        ("/a%2fb", "/a%2Fb", True),
        ("*", "/x", True),
        ("$", "/x", False),
    ],
)
def test_a_path_is_matched_as_robots_txt_has_it(pattern, path, matches):
    """From its beginning, `*` any run, `$` the end, escapes compared as RFC 9309 says."""
    assert (match_length(pattern, path) is not None) is matches


@given(st.text("ab/*$.", max_size=8), st.text("ab/.", max_size=10))
def test_matching_agrees_with_protego(tail, rest):
    """The parser that the fetcher asks."""
    pattern, path = f"/{tail}", f"/{rest}"
    robots = Protego.parse(f"User-agent: *\nDisallow: {pattern}\n")

    if "$" not in pattern[:-1]:  # protego ends the pattern at any $; RFC 9309 at the last character only
        assert (match_length(pattern, path) is not None) is (
            not robots.can_fetch(f"https://a.example{path}", "x")
        )


def test_matching_stays_linear():
    """Wildcards that exhaust expressions which go back."""
    start = time.process_time()
    assert match_length("/" + "a*" * 20_000 + "b$", "/" + "a" * 20_000) is None

    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("value", "denied"),
    [
        ("search=yes, ai-train=no", set()),
        ("search=no", {"quote"}),
        ("ai-input=no", {"analyse", "summarise"}),
        ("train-ai=n, bots=n", FULL),
        ("all=n", FULL),
        ("ai-input=yes, ai-train=yes", set()),
        ("AI-Input = NO", {"analyse", "summarise"}),
    ],
)
def test_preferences_are_read_word_by_word(value, denied):
    """Training is denied to nobody here; unknown values deny nothing."""
    signal = preference_signal(value, f"Content-Signal: {value}", "header", SignalKind.ROBOTS)

    assert named(signal.denies) == denied
    assert signal.evidence == f"Content-Signal: {value}"


@pytest.mark.parametrize("value", ["", "cookies=no", "=", "search", "x" * 100_000])
def test_no_known_preference_is_no_signal(value):
    """Not even as evidence."""
    assert preference_signal(value, value, "header", SignalKind.ROBOTS) is None


@pytest.mark.parametrize(
    ("value", "agent", "denied"),
    [
        ("noai, noimageai", None, {"analyse", "summarise"}),
        ("noimageai", None, set()),
        ("noarchive", None, {"republish"}),
        ("NOSNIPPET", None, {"quote", "summarise"}),
        ("max-snippet:0", None, {"quote", "summarise"}),
        ("max-snippet: 80", None, {"summarise"}),
        ("none", None, {"republish"}),
        ("nosnippet", "googlebot", set()),
        ("nosnippet", "counterpoint", {"quote", "summarise"}),
        ("otherbot: noai, nosnippet", None, set()),
        ("otherbot: noai, counterpoint: nosnippet", None, {"quote", "summarise"}),
        ("unavailable_after: 25 Jun 2027 15:00:00 PST, noai", None, {"analyse", "summarise"}),
    ],
)
def test_robots_directives(value, agent, denied):
    """What is said to another crawler is kept, and denies nothing."""
    assert named(directive_signal(value, value, "page", agent).denies) == denied


@pytest.mark.parametrize(
    "value", ["index, follow", "max-snippet:-1", "max-snippet:x", "", "a:b:c", "max-image-preview:large"]
)
def test_directives_that_are_not_about_reuse_are_no_signal(value):
    """Most robots metas."""
    assert directive_signal(value, value, "page", None) is None


def test_a_tdm_reservation():
    """1 reserves, 0 does not, another value is none; a policy is kept as where to ask for a licence."""
    reserved = tdm_signal(" 1 ", "https://gull.example/policy.json", "tdm-reservation: 1", "header")

    assert (named(reserved.denies), reserved.licence) == ({"analyse"}, "https://gull.example/policy.json")
    assert tdm_signal("0", None, "", "page").allows == (Action.ANALYSE,)
    assert tdm_signal("true", None, "", "page") is None


@pytest.mark.parametrize(
    ("address", "granted"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", FULL),
        ("//creativecommons.org/licenses/by-sa/3.0/deed.de", FULL),
        ("http://creativecommons.org/publicdomain/zero/1.0/", FULL),
        ("CC BY 4.0", FULL),
        ("https://creativecommons.org/licenses/by-nd/4.0/", {"store", "analyse", "quote"}),
        ("https://creativecommons.org/licenses/by-nc/4.0/", {"quote", "summarise"}),
        ("CC BY-NC-ND 4.0", {"quote"}),
        ("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", FULL),
        ("https://gull.example/terms", set()),
        ("https://creativecommons.org/about", set()),
        ("", set()),
    ],
)
def test_public_licences_are_known(address, granted):
    """Creative Commons by its terms, open government licences; any other allows nothing."""
    assert named(licence_allows(address)) == granted


def rsl(inner, content='url="/"', page=PAGE):
    document = f'<rsl xmlns="https://rslstandard.org/rsl"><content {content}>{inner}</content></rsl>'
    return rsl_signals(document, page, FILE)


@pytest.mark.parametrize(
    ("inner", "denied", "granted"),
    [
        ('<license><prohibits type="usage">all</prohibits></license>', FULL, set()),
        ('<license><prohibits type="usage">ai-all</prohibits></license>', {"analyse", "summarise"}, set()),
        ('<license><prohibits type="usage">ai-train</prohibits></license>', set(), {"analyse"}),
        ('<license><permits type="usage">search</permits></license>', {"analyse", "summarise"}, set()),
        ('<license><permits type="usage">all</permits></license>', set(), {"analyse"}),
        ('<license><permits type="usage">ai-input ai-index</permits><payment type="attribution"/></license>', set(), {"analyse"}),
        ('<license><payment type="purchase"><amount currency="USD">9</amount></payment></license>', {"analyse", "summarise"}, set()),
        ('<license><permits type="usage">all</permits><permits type="user">education</permits></license>', {"analyse", "summarise"}, set()),
        ('<license><permits type="usage">ai-all</permits><prohibits type="usage">ai-input</prohibits></license>', {"analyse", "summarise"}, set()),
        ('<license><prohibits type="usage">ai-all</prohibits></license><license><permits type="usage">ai-all</permits></license>', {"summarise"}, {"analyse"}),
    ],
)  # fmt: skip
def test_rsl_licences(inner, denied, granted):
    """Prohibited by name, left out of a list, or only for payment: denied. Free and permitted: allowed."""
    (signal,) = rsl(inner)

    assert (named(signal.denies), named(signal.allows)) == (denied, granted)
    assert signal.evidence.startswith("<")


def test_an_rsl_licence_of_a_server_must_be_asked_for_first():
    """Even where it is free."""
    (signal,) = rsl(
        '<license><permits type="usage">all</permits></license>', 'url="/" server="https://olp.example"'
    )

    assert named(signal.denies) == {"analyse", "summarise"}


def test_the_closest_rsl_content_speaks_for_a_page():
    """Patterns are those of robots.txt, or whole addresses of the page's own host."""
    document = """<rsl xmlns="https://rslstandard.org/rsl">
      <content url="/"><license><prohibits type="usage">ai-all</prohibits></license></content>
      <content url="https://gull.example/news/*"><license><permits type="usage">all</permits></license></content>
      <content url="https://other.example/"><license><prohibits type="usage">all</prohibits></license></content>
    </rsl>"""

    assert named(rsl_signals(document, PAGE, FILE)[0].allows) == {"analyse"}
    assert named(rsl_signals(document, "https://gull.example/sport", FILE)[0].denies) == {
        "analyse",
        "summarise",
    }


@pytest.mark.parametrize(
    "xml",
    ["", "no XML", "<rsl/>", "<rsl><content><license/>", "<html><p>404</p></html>", "<!DOCTYPE a [<!ENTITY b 'c'>]><rsl>&b;</rsl>",
     "<rsl><content url='https://[x'><license/></content></rsl>", "license" * 100_000, "<a>" * 100_000 + "license"],
)  # fmt: skip
def test_what_is_no_rsl_says_nothing_and_costs_nothing(xml):
    """Broken, foreign and hostile documents."""
    start = time.process_time()
    signals = rsl_signals(xml, PAGE, FILE)

    assert all(not s.denies for s in signals)
    assert time.process_time() - start < 0.5


def test_rsl_documents_that_were_only_pointed_to():
    """What was read already is not asked for again."""
    pointer = Signal(SignalKind.RSL, "License: x", "https://gull.example/robots.txt", licence=FILE)
    read = rsl('<license><permits type="usage">all</permits></license>')
    other = Signal(SignalKind.META, "Link", "header", licence="https://gull.example/terms")

    assert unread_licences([pointer, pointer, *read, other]) == (FILE,)


@pytest.mark.parametrize(
    ("url", "path"), [(PAGE, "/news/goats.html"), ("https://a.example?x=1", "/?x=1"), ("https://[x", "/")]
)
def test_the_path_of_an_address(url, path):
    """With its query; a broken address has the root's."""
    assert path_of(url) == path
