"""One function decides what may be done with a report, and names what decided."""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import counterpoint
from counterpoint.permission import (
    decide,
    held_licences,
    may,
    notice_signals,
    permissions,
    quote_limit,
    widest_use,
)
from counterpoint.types import Action, Article, Rights, Signal, SignalKind, Use

EVERYTHING = (Action.STORE, Action.ANALYSE, Action.QUOTE, Action.SUMMARISE, Action.REPUBLISH)
FILE = "https://gull.example/.well-known/tdmrep.json"
RESERVED = Signal(SignalKind.TDMREP, "tdm-reservation: 1", FILE, (Action.ANALYSE,))
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
LICENCE = Signal(SignalKind.META, f'<link rel="license" href="{CC_BY}">', "page", (), EVERYTHING, CC_BY)
NOAI = Signal(
    SignalKind.META, '<meta name="robots" content="noai">', "page", (Action.ANALYSE, Action.SUMMARISE)
)
NOSNIPPET = Signal(SignalKind.META, "X-Robots-Tag: nosnippet", "header", (Action.QUOTE, Action.SUMMARISE))
AGENCY = Rights("© 2027 The Gull Agency. May not be published or rewritten.", "The Gull Agency", Use.QUOTE)


def allowed(rights=None, signals=()):
    return {p.action.value for p in permissions(rights, signals) if p.allowed}


def article(rights=None, signals=()):
    return Article("a1", "Goats", "Goats", (), rights=rights or Rights(), signals=tuple(signals))


def test_where_nothing_is_said_the_laws_default_holds():
    """Everything but showing the whole; no signal decided."""
    assert allowed() == allowed(Rights()) == {"fetch", "store", "analyse", "quote", "summarise"}
    assert all(p.signal is None for p in permissions())


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        (Use.LINK, {"fetch", "store", "analyse"}),
        (Use.QUOTE, {"fetch", "store", "analyse", "quote"}),
        (Use.SUMMARISE, {"fetch", "store", "analyse", "quote", "summarise"}),
        (Use.REPUBLISH, {"fetch", "store", "analyse", "quote", "summarise", "republish"}),
    ],
)
def test_the_notice_in_the_text_counts(use, expected):
    """Its scale, from a link alone to the whole."""
    assert allowed(Rights("Words of a notice.", "Gull", use)) == expected


def test_the_answer_names_what_decided():
    """One sentence, with where it stands and its exact words."""
    answer = decide(Action.ANALYSE, signals=[RESERVED])

    assert not answer.allowed
    assert answer.signal == RESERVED
    assert answer.why == f"It may not be analysed: {FILE} says “tdm-reservation: 1”."
    assert decide(Action.REPUBLISH).why == (
        "It may not be shown whole: showing it whole needs a licence, and none is stated."
    )
    assert decide(Action.QUOTE, rights=Rights("Do not quote.", None, Use.LINK)).why == (
        "It may not be quoted: the report says “Do not quote.”."
    )


def test_a_long_statement_is_cut_in_the_answer_alone():
    """The signal keeps all of it."""
    answer = decide(Action.QUOTE, rights=Rights("No part may be quoted. " * 40, None, Use.LINK))

    assert len(answer.why) < 300
    assert answer.signal.evidence.count("quoted") == 40


def test_the_strictest_signal_wins_in_any_order():
    """A permission of the same site does not undo another file's reservation."""
    welcome = Signal(
        SignalKind.ROBOTS,
        "Content-Signal: ai-input=yes",
        "https://gull.example/robots.txt",
        (),
        (Action.ANALYSE,),
    )

    for signals in permutations([RESERVED, NOAI, welcome]):
        assert not decide(Action.ANALYSE, signals=signals).allowed
        assert decide(Action.ANALYSE, signals=signals).signal == NOAI  # the nearest is named


@pytest.mark.parametrize("denial", [RESERVED, NOAI, NOSNIPPET])
def test_an_explicit_licence_for_the_very_report_stands_against_reservations(denial):
    """The report's own licence says more than the site's preferences and its page's hints."""
    for action in denial.denies:
        answer = decide(action, signals=[denial, LICENCE])
        assert (answer.allowed, answer.signal) == (True, LICENCE)


def test_the_agencys_notice_in_the_text_stands_against_the_sites_licence():
    """A site under CC BY carries wire copy: the words of the report are nearer to it than the page's head."""
    assert decide(Action.REPUBLISH, signals=[LICENCE]).allowed
    assert not decide(Action.REPUBLISH, rights=AGENCY, signals=[LICENCE]).allowed
    assert widest_use(article(AGENCY, [LICENCE])) is Use.QUOTE


def test_a_licence_for_a_whole_site_is_none_for_the_report():
    """An RSL file that permits analysis, and a tdmrep.json that reserves it: reserved."""
    rsl = Signal(
        SignalKind.RSL, "<permits>all</permits>", "https://gull.example/l.xml", (), (Action.ANALYSE,), "l.xml"
    )

    assert not decide(Action.ANALYSE, signals=[rsl, RESERVED]).allowed
    assert decide(Action.ANALYSE, signals=[rsl]).signal == rsl


def test_tdm_metadata_of_the_page_supersedes_the_sites_file():
    """TDMRep's own order: the page, then the header, then the file; and only within the protocol."""
    free = Signal(
        SignalKind.TDMREP, '<meta name="tdm-reservation" content="0">', "page", (), (Action.ANALYSE,)
    )
    header = Signal(SignalKind.TDMREP, "tdm-reservation: 1", "header", (Action.ANALYSE,))
    ai_txt = Signal(SignalKind.AI_TXT, "Disallow: *.txt", "https://gull.example/ai.txt", (Action.ANALYSE,))

    assert decide(Action.ANALYSE, signals=[RESERVED, header, free]).allowed
    assert not decide(Action.ANALYSE, signals=[free, ai_txt]).allowed
    assert not decide(
        Action.ANALYSE, signals=[Signal(free.kind, free.evidence, FILE, (), free.allows), header]
    ).allowed


@pytest.mark.parametrize(
    ("licensed", "held"),
    [
        ({"The Gull Agency"}, True),
        ({"the gull agency"}, True),
        ({"gull.example"}, True),
        ({"news.gull.example"}, True),
        ({"GULL.EXAMPLE."}, True),
        ({"ull.example"}, False),
        ({"example"}, False),
        ({"Another Agency", ""}, False),
        (set(), False),
    ],
)
def test_a_licence_the_user_holds_allows_everything_but_fetching(licensed, held):
    """By the holder's name or the host's; the strictest of notices gives way to it, robots.txt does not."""
    signals = held_licences(licensed, names=[AGENCY.holder, None], url="https://news.gull.example/a?b=1")
    ban = Signal(SignalKind.ROBOTS, "Disallow: /", "https://gull.example/robots.txt", (Action.FETCH,))
    link_only = Rights("Not even excerpts may be quoted.", AGENCY.holder, Use.LINK)

    assert bool(signals) is held
    if held:
        expected = {a.value for a in EVERYTHING}
        assert allowed(link_only, [*signals, RESERVED, NOAI, NOSNIPPET, ban]) == expected
        assert "settings" in decide(Action.QUOTE, rights=link_only, signals=signals).why


@pytest.mark.parametrize("url", [None, "", "not a url", "https://[broken", "file:///gull.example"])
def test_no_licence_is_held_for_an_unknown_place(url):
    """Broken addresses are no hosts."""
    assert held_licences({"gull.example"}, url=url) == ()


def test_more_than_a_short_quotation_needs_a_licence():
    """Default permission to restate widens nothing that is shown."""
    assert widest_use(article()) is Use.QUOTE
    assert widest_use(article(signals=[NOSNIPPET])) is Use.LINK
    assert widest_use(article(signals=[LICENCE])) is Use.REPUBLISH
    assert widest_use(article(Rights("CC BY-NC 4.0", None, Use.SUMMARISE))) is Use.SUMMARISE
    assert widest_use(article(Rights("CC BY-NC 4.0", None, Use.SUMMARISE), [RESERVED])) is Use.SUMMARISE
    assert not may(Action.ANALYSE, article(signals=[RESERVED]))


def snippet(number, where="page", denies=(Action.SUMMARISE,)):
    return Signal(SignalKind.META, f'<meta name="robots" content="max-snippet:{number}">', where, denies)


@pytest.mark.parametrize(
    ("signals", "limit"),
    [
        ([], None),
        ([NOSNIPPET], None),
        ([snippet(160)], 160),
        ([snippet(160), snippet(50, "header")], 50),
        ([snippet(160), LICENCE], None),
        ([snippet(50, denies=())], None),  # for another crawler
        ([Signal(SignalKind.SCHEMA, "max-snippet:3", "page", (Action.SUMMARISE,))], None),
    ],
)
def test_a_quotations_length_may_be_bounded(signals, limit):
    """`max-snippet` for every crawler; the smallest counts; a licence lifts it."""
    assert quote_limit(signals) == limit


def test_no_statement_is_no_signal():
    """And a licence without words is one still."""
    assert notice_signals(None) == notice_signals(Rights()) == ()
    assert notice_signals(Rights(None, None, Use.REPUBLISH))[0].licence


SIGNALS = st.lists(
    st.builds(
        Signal,
        st.sampled_from(SignalKind),
        st.text(max_size=30),
        st.sampled_from(["page", "header", "wire", FILE, ""]),
        st.lists(st.sampled_from(Action), max_size=3).map(tuple),
        st.lists(st.sampled_from(Action), max_size=3).map(tuple),
        st.none() | st.text(max_size=5),
    ),
    max_size=5,
)


@given(SIGNALS, st.sampled_from(Action))
def test_every_denial_that_no_licence_answers_is_obeyed(signals, action):
    """Whatever is said: allowed only by default, or by something that allows it; the sentence is never empty."""
    answer = decide(action, signals=signals)

    if any(action in s.denies for s in signals) and not any(action in s.allows for s in signals):
        assert not answer.allowed
    if answer.signal is not None:
        assert action in (answer.signal.allows if answer.allowed else answer.signal.denies)
    assert answer.why.startswith("It may ")
    assert decide(action, signals=signals[::-1]).allowed == answer.allowed


def test_nothing_else_looks_at_what_a_notice_allows():
    """Publishing code asks this module: no other reads `.allows`, save the readers that make signals of words."""
    source = Path(counterpoint.__file__).parent
    readers = {source / "permission.py", source / "preferences.py"}
    looking = [
        f"{path.relative_to(source)}:{number}"
        for path in sorted(source.rglob("*.py"))
        if path not in readers and path.parent != source / "extract"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\.allows\b(?!\()", line)  # the fetcher asks robots.txt by a method of this name
    ]

    assert looking == []
