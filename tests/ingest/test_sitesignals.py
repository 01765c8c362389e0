"""A site's own files: what robots.txt, tdmrep.json, ai.txt and RSL say of one page."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.ingest.sitesignals import (
    SiteFile,
    ai_txt_signals,
    robots_signals,
    site_files,
    site_signals,
    tdmrep_signals,
)
from counterpoint.types import Action, Signal, SignalKind

PAGE = "https://gull.example/news/goats"
ROBOTS = "https://gull.example/robots.txt"
AGENT = "Counterpoint/0.3 (+https://desk.example)"


def denied(signals):
    return {a.value for s in signals for a in s.denies}


def test_the_files_of_an_origin():
    """Scheme, host and port of the page; no password goes along."""
    files = site_files("HTTPS://user:secret@Gull.Example:8443/news/goats?x=1#y")

    assert [(f.kind, f.url) for f in files] == [
        (SignalKind.ROBOTS, "https://gull.example:8443/robots.txt"),
        (SignalKind.TDMREP, "https://gull.example:8443/.well-known/tdmrep.json"),
        (SignalKind.AI_TXT, "https://gull.example:8443/ai.txt"),
    ]


@pytest.mark.parametrize(
    "url", ["", "goats", "file:///goats", "https://", "https://[x", "mailto:a@b.example"]
)
def test_what_is_no_web_address_has_no_files(url):
    """Saved pages without an address, for one."""
    assert site_files(url) == ()


ROBOTS_TXT = """\
License: https://gull.example/license.xml
Content-Signal: ai-train=no   # for everyone

User-agent: GPTBot
User-agent: CCBot
Disallow: /
License: /theirs.xml

User-agent: *
Content-Signal: ai-input=no
Content-Usage: /news/ bots=n
Content-Usage: /sport/ search=n
Disallow: /news/
Allow: /news/goats
"""


def test_robots_txt_says_what_is_for_everyone_and_for_our_group():
    """Other crawlers' groups are not about us; a preference may be for a path."""
    signals = robots_signals(ROBOTS_TXT, PAGE, AGENT)

    assert [(s.kind, s.evidence) for s in signals] == [
        (SignalKind.RSL, "License: https://gull.example/license.xml"),
        (SignalKind.ROBOTS, "Content-Signal: ai-train=no"),
        (SignalKind.ROBOTS, "Content-Signal: ai-input=no"),
        (SignalKind.ROBOTS, "Content-Usage: /news/ bots=n"),
    ]
    assert {s.where for s in signals} == {ROBOTS}
    assert signals[0].licence == "https://gull.example/license.xml"


def test_our_own_group_counts_alone():
    """Groups for us are merged, wherever they stand; that for everyone is not ours then."""
    text = (
        ROBOTS_TXT
        + "\nUser-agent: counterpoint\nLicense: /ours.xml\n\nUser-agent: COUNTERPOINT/2\nDisallow: /news/g\n"
    )
    signals = robots_signals(text, PAGE, AGENT)

    assert denied(signals) == {"fetch"}
    assert [s.licence for s in signals if s.licence] == [
        "https://gull.example/license.xml",
        "https://gull.example/ours.xml",
    ]


@pytest.mark.parametrize(
    ("rules", "line"),
    [
        ("Disallow: /", "Disallow: /"),
        ("Disallow: /news/\nAllow: /news/go", None),
        ("Allow: /news/\nDisallow: /news/go", "Disallow: /news/go"),
        ("Disallow: /news/goats\nAllow: /news/goats", None),
        ("Disallow:", None),
        ("Disallow: /*/goats$", "Disallow: /*/goats$"),
        ("disallow : /news", "disallow : /news"),
    ],
)
def test_a_disallow_that_holds_for_the_page(rules, line):
    """The longest match; Allow of equal ones (RFC 9309, section 2.2.2)."""
    signals = robots_signals(f"User-agent: *\n{rules}\n", PAGE, AGENT)

    assert [s.evidence for s in signals] == ([line] if line else [])
    assert denied(signals) == ({"fetch"} if line else set())


def test_a_licence_after_a_blank_line_is_for_everyone():
    """As RSL's examples have it; within another's group it is not."""
    theirs = "User-agent: GPTBot\nDisallow: /\n"

    assert robots_signals(theirs + "License: /l.xml\n", PAGE, AGENT) == ()
    assert (
        robots_signals(theirs + "\nLicense: /l.xml\n", PAGE, AGENT)[0].licence == "https://gull.example/l.xml"
    )


def test_byte_order_marks_and_line_ends_do_not_matter():
    """Files come from every editor."""
    text = "\ufeffUser-agent: *\r\nContent-Signal: ai-input=no\r\n"

    assert denied(robots_signals(text, PAGE)) == {"analyse", "summarise"}


TDMREP = [
    {"location": "/news/free/*", "tdm-reservation": 0},
    {"location": "/news/", "tdm-reservation": 1, "tdm-policy": "https://gull.example/policy.json"},
    {"location": "/", "tdm-reservation": 0},
]


@pytest.mark.parametrize(
    ("path", "analyse"),
    [("news/goats", "denied"), ("news/free/goats", "allowed"), ("sport", "allowed"), ("", "allowed")],
)
def test_the_first_rule_of_tdmrep_json_that_matches_counts(path, analyse):
    """In sequence, as the protocol says."""
    (signal,) = tdmrep_signals(json.dumps(TDMREP), f"https://gull.example/{path}")

    assert signal.kind is SignalKind.TDMREP
    assert signal.where == "https://gull.example/.well-known/tdmrep.json"
    assert (Action.ANALYSE in signal.denies, Action.ANALYSE in signal.allows) == (
        analyse == "denied",
        analyse == "allowed",
    )
    assert signal.licence == ("https://gull.example/policy.json" if analyse == "denied" else None)


@pytest.mark.parametrize(
    "text",
    ["", "null", "7", "[", "[7, null, {}]", '{"location": 3}', '[{"location": "/sport/", "tdm-reservation": 1}]',
     '[{"location": "/", "tdm-reservation": "yes"}]', '[{"location": "https://[x", "tdm-policy": []}]', "<html>404</html>", "[" * 100_000],
)  # fmt: skip
def test_what_is_no_tdmrep_json_says_nothing(text):
    """Nor does one without a rule for the page."""
    assert tdmrep_signals(text, PAGE) == ()


def test_one_rule_without_brackets_is_read():
    """A mistake that the protocol warns of."""
    assert denied(tdmrep_signals('\ufeff{"location": "/", "tdm-reservation": "1"}', PAGE)) == {"analyse"}


@pytest.mark.parametrize(
    ("rules", "page", "reserved"),
    [
        ("Disallow: *.txt", PAGE, True),
        ("Disallow: *.txt", PAGE + ".html?x=1", True),
        ("Disallow: *.txt", PAGE + ".jpg", False),
        ("Disallow: *.jpg", PAGE, False),
        ("Disallow: *.jpg", PAGE + ".jpg", True),
        ("Disallow: /", PAGE, True),
        ("Disallow: /\nAllow: *.txt", PAGE, False),
        ("Allow: *.txt\nDisallow: *.pdf", PAGE, True),
        ("Disallow: /sport/", PAGE, False),
        ("Allow: /", PAGE, False),
        ("", PAGE, False),
    ],
)
def test_ai_txt_speaks_of_paths_and_kinds_of_files(rules, page, reserved):
    """Spawning's form: a kind of text is every page's."""
    signals = ai_txt_signals(f"# Spawning AI\nUser-Agent: *\n{rules}\n", page)

    assert denied(signals) == ({"analyse"} if reserved else set())
    assert all(s.kind is SignalKind.AI_TXT and s.where == "https://gull.example/ai.txt" for s in signals)


def test_each_file_has_its_reader():
    """By its kind; a kind that is no file says nothing."""
    rsl = (
        '<rsl><content url="/"><license><prohibits type="usage">ai-all</prohibits></license></content></rsl>'
    )
    texts = [ROBOTS_TXT, json.dumps(TDMREP), "User-agent: *\nDisallow: /"]
    found = [site_signals(f, t, PAGE, agent=AGENT) for f, t in zip(site_files(PAGE), texts, strict=True)]

    assert [s[-1].kind for s in found] == [SignalKind.ROBOTS, SignalKind.TDMREP, SignalKind.AI_TXT]
    assert site_signals(SiteFile(SignalKind.RSL, "https://gull.example/l.xml"), rsl, PAGE) == (
        Signal(
            SignalKind.RSL,
            '<prohibits type="usage">ai-all</prohibits>',
            "https://gull.example/l.xml",
            (Action.ANALYSE, Action.SUMMARISE),
        ),
    )
    assert site_signals(SiteFile(SignalKind.FEED, ROBOTS), rsl, PAGE) == ()


@given(st.text(), st.text(max_size=30))
def test_no_text_breaks_a_reader(text, page):
    """Any text for any address, broken ones included."""
    for url in (PAGE, page):
        for kind in SignalKind:
            assert all(isinstance(s, Signal) for s in site_signals(SiteFile(kind, ROBOTS), text, url))


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: a\n" * 40_000 + "Disallow: /\n" * 40_000,
        "User-agent: *\n" + "Disallow: /" + "*a" * 250_000,
        "User-agent: *\nContent-Signal: " + "search=no," * 60_000,
        "User-agent: *\n" + "Disallow: /*a*b*c*d\n" * 25_000,
        "\n" * 5_000_000,
        "a:" * 2_500_000,
        " " * 5_000_000,
        json.dumps([{"location": "/*a*b", "tdm-reservation": 1}] * 9_000),
    ],
)
def test_hostile_files_cost_little(text):
    """Megabytes of rules for thousands of crawlers."""
    for reader in (robots_signals, tdmrep_signals, ai_txt_signals):
        start = time.process_time()
        reader(text, PAGE)
        assert time.process_time() - start < 1
