from __future__ import annotations

import pytest

from counterpoint.extract import extract_article
from counterpoint.run.guard import Guard, Killed, Limits
from counterpoint.run.warm import warm_extraction
from counterpoint.types import Article, Capture, Rejected
from tests import hostile

SIZE = (
    100_000  # bytes: enough for anything quadratic to show; benchmarks/hostile.py takes fifty times as much
)
LIMITS = Limits(
    cpu_seconds=10, megabytes=512, wall_seconds=100
)  # machines that run tests may be slow, and busy
KILLED = {"many attributes"}  # libxml2 compares each with all before it: nothing before the parser can tell

BUILDERS = hostile.builders()


@pytest.fixture(scope="module")
def guard():
    """A child that has loaded what extraction needs."""
    with Guard(1, preload=warm_extraction) as own:
        yield own


@pytest.mark.parametrize("name", sorted(set(BUILDERS) - KILLED))
def test_hostile_input_is_read_or_refused(guard, name):
    """Nothing made to exhaust a reader exhausts this one: it answers, within bounds, without a crash."""
    capture = Capture("0" * 64, BUILDERS[name](SIZE))

    got = guard.run(extract_article, capture, LIMITS)

    assert isinstance(got, (Article, Rejected))


@pytest.mark.parametrize("name", sorted(KILLED))
def test_what_no_bound_stops_is_killed(guard, name):
    """The guard ends what the engine cannot foresee, and the next page is read."""
    got = guard.run(extract_article, Capture("0" * 64, BUILDERS[name](SIZE * 10)), Limits(1, 512, 60))

    assert isinstance(got, Killed)
    assert got.reason == "took more than 1 s of CPU"
    assert isinstance(guard.run(extract_article, Capture("0" * 64, hostile.html("")), LIMITS), Article)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("div nested", "nests its elements deeper"),
        ("div unclosed", "nests its elements deeper"),
        ("prose paragraphs", "characters of text"),
        ("short paragraphs", "more than 60000 elements"),
        ("sentences", "characters, more than any report"),
    ],
)
def test_the_reason_says_what_is_too_much(name, words):
    """A person who saved such a page learns what to do instead."""
    content = hostile.LINE * 9000 if name == "sentences" else BUILDERS[name](1_200_000)

    got = extract_article(Capture("0" * 64, content if isinstance(content, bytes) else content.encode()))

    assert isinstance(got, Rejected)
    assert words in got.reason
    assert "save" in got.reason


def test_a_page_beside_the_trap_is_still_read():
    """Traps in the head, in attributes and in scripts do not cost the reader the report."""
    for name in (
        "one attribute",
        "json-ld deep",
        "meta long",
        "title long",
        "scripts",
        "page of closing tags",
    ):
        got = extract_article(Capture("0" * 64, BUILDERS[name](100_000)))

        assert isinstance(got, Article), name
        assert got.title == "The bridge at Lindvik closes", name
        assert "week number 11" in got.text, name


def test_long_reports_are_not_refused():
    """A live blog of 2,000 paragraphs, far longer than any of the data, is read whole."""
    body = "".join(f"<p>{hostile.LINE} It was report {n} of the day.</p>" for n in range(2000))

    got = extract_article(Capture("0" * 64, hostile.html(body)))

    assert isinstance(got, Article)
    assert "report 1999 of the day" in got.text


def test_an_announced_title_of_many_parts_ends():
    """Outlet's name after outlet's name behind a title: it is taken off a few hundred times at the most."""
    head = (
        "<meta property=og:site_name content=Lindvik>"
        f"<meta property=og:title content='The bridge closes{' | Lindvik' * 3000}'>"
    )

    got = extract_article(Capture("0" * 64, hostile.html("", head)))

    assert isinstance(got, Article)
    assert got.title == "The bridge at Lindvik closes"
