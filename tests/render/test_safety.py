"""What may be shown of a report, and addresses that are safe to link to."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.render.safety import (
    CONTEXT_WORDS,
    NAMING_WORDS,
    QUOTE_WORDS,
    clip,
    clip_start,
    count_words,
    excerpt,
    naming,
    passage_url,
    plain,
    quotable,
    safe_url,
)
from counterpoint.types import Action, Rights, Signal, SignalKind, Use
from tests.render.sample import LAC, TOWN, WIRE, at
from tests.render.sample_reports import make_article

LONG = " ".join(f"word{n}" for n in range(200))


def report(allows, text=LONG):
    return make_article(
        "along", "Title", (text,), rights=Rights(None, None, allows), url="https://a.example/x"
    )


@pytest.mark.parametrize(
    ("allows", "words"), [(Use.LINK, 0), (Use.QUOTE, QUOTE_WORDS), (Use.SUMMARISE, 200), (Use.REPUBLISH, 200)]
)
def test_rights_decide_how_many_words_are_shown(allows, words):
    """A link shows none, a quotation forty, more rights the sentence whole."""
    assert count_words(quotable(report(allows), LONG)) == words


def test_a_report_that_allows_only_a_link_can_still_be_named():
    """A statement needs some words to be told apart: few, and marked as cut."""
    shown = naming(report(Use.LINK), LONG)

    assert count_words(shown) == NAMING_WORDS
    assert shown.endswith("…")


@pytest.mark.parametrize(("allows", "most"), [(Use.QUOTE, QUOTE_WORDS), (Use.REPUBLISH, CONTEXT_WORDS)])
def test_context_counts_against_the_limit(allows, most):
    """Passage and context together stay within what rights allow; the passage comes first."""
    article = report(allows)
    shown = excerpt(article, at(article, "word100 word101"))

    assert shown.exact == "word100 word101"
    assert shown.before.startswith("…")
    assert shown.after.endswith("…")
    assert count_words(shown.before + shown.exact + shown.after) <= most


def test_a_passage_is_shown_in_its_own_paragraph():
    """The paragraph before or after is never part of the context."""
    shown = excerpt(LAC, at(LAC, "Sept personnes"))

    assert (shown.before, shown.after) == ("", " ont été légèrement blessées, selon l’hôpital de Tolvane.")


def test_nothing_is_shown_of_a_report_that_forbids_it():
    """Not the words and not their surroundings."""
    shown = excerpt(WIRE, at(WIRE, "at least six weeks"))

    assert shown.withheld
    assert shown.before + shown.exact + shown.after == ""


def test_a_bounded_quotation_has_no_surroundings():
    """`max-snippet`: that many characters in all, the ellipsis among them, and none in the link."""
    bound = Signal(
        SignalKind.META, '<meta name="robots" content="max-snippet:30">', "page", (Action.SUMMARISE,)
    )
    article = replace(report(Use.QUOTE), signals=(bound,))
    shown = excerpt(article, at(article, LONG))

    assert (shown.before, shown.after, len(shown.exact)) == ("", "", 30)
    assert quotable(article, LONG) == shown.exact
    assert "#" not in passage_url(article, at(article, "word100 word101"))


def test_nothing_is_shown_where_the_page_says_nosnippet():
    """Whatever its notice allows by default."""
    nosnippet = Signal(SignalKind.META, "nosnippet", "page", (Action.QUOTE, Action.SUMMARISE))
    article = replace(report(Use.QUOTE), signals=(nosnippet,))

    assert quotable(article, LONG) == ""
    assert excerpt(article, at(article, "word100")).withheld


def test_a_passage_longer_than_a_quotation_is_cut():
    """Even exact words stop at the limit."""
    article = report(Use.QUOTE)

    assert count_words(excerpt(article, at(article, LONG)).exact) == QUOTE_WORDS


def test_scripts_without_spaces_are_counted_too():
    """Two characters of Japanese or Chinese weigh as one word."""
    assert count_words("橋が閉鎖された") == 3.5
    assert clip("橋が閉鎖された", 2) == "橋が閉鎖…"
    assert clip_start("橋が閉鎖された", 2) == "…鎖された"


@given(st.text(max_size=80), st.integers(min_value=0, max_value=12))
def test_cutting_never_invents_words(text, limit):
    """What is kept is a beginning or an end of the text, no longer than allowed."""
    head, tail = clip(text, limit), clip_start(text, limit)

    assert head == text or (head.endswith("…") and text.startswith(head[:-1]))
    assert tail == text or (tail.startswith("…") and text.endswith(tail[1:]))
    assert count_words(head) <= max(limit, count_words("…"))
    assert count_words(tail) <= max(limit, count_words("…"))


@pytest.mark.parametrize("url", ["https://a.example/x?y=1#z", "http://a.example", "HTTPS://A.EXAMPLE/"])
def test_plain_web_addresses_are_links(url):
    """http and https with a host."""
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//a.example/x",
        "https:///x",
        "https://user:secret@a.example/",
        "https://a.example/\u202egnp.exe",
        "https://[a.example",
        "/relative",
    ],
)
def test_other_addresses_are_not(url):
    """Scripts, files, relative and misleading addresses stay text."""
    assert safe_url(url) is None


def test_a_link_leads_to_the_passage():
    """A text fragment: the browser scrolls to the words; long ones by their ends."""
    assert passage_url(TOWN, at(TOWN, "three rowing boats")).endswith("#:~:text=three%20rowing%20boats")
    long = "Traders set up a ferry with three rowing boats before the day was over"
    assert passage_url(TOWN, at(TOWN, long)).endswith(
        "#:~:text=Traders%20set%20up%20a,the%20day%20was%20over"
    )


def test_no_words_of_a_protected_report_go_into_a_link():
    """An address made of a report's words would quote it."""
    protected = replace(WIRE, url="https://wire.example/a")

    assert passage_url(protected, at(protected, "six weeks")) == "https://wire.example/a"


def test_plain_text_holds_no_control_characters():
    """Escape sequences and direction marks do not reach a terminal."""
    assert plain("a\x1b[31mb\u202ec\nd") == "a[31mbc d"


def test_a_paragraph_without_end_costs_nothing():
    """A page that is one paragraph of a megabyte, cited many times, is shown as fast as any."""
    article = report(Use.QUOTE, "word " * 200_000)
    start = time.process_time()
    for n in range(500):
        excerpt(article, article.span(500_000 + n * 5, 500_004 + n * 5))

    assert time.process_time() - start < 5
