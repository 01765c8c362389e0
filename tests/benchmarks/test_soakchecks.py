"""A soak that went well has no troubles; each thing that may go wrong has a sentence of its own."""

import json
from collections import Counter
from dataclasses import replace

import pytest

from benchmarks.soakchecks import (
    Evidence,
    PageSeen,
    Sample,
    ends_of,
    faults,
    growth,
    longest_gap,
    read_log,
    troubles,
)

PAGE = PageSeen(
    url="http://127.0.0.2/o/0/p/1",
    answered=3,
    served=frozenset({"a", "b"}),
    latest="b",
    settled=True,
    taken=("a", "b"),
    pending=0,
    articles=1,
    versions=2,
    ends=Counter(fetched=2, not_modified=1),
)


def sample(at, **more):
    given = {"memory": {"parent": 100, "extract": 130}, "files": 40, "threads": 20, "late": 0.5, **more}
    return Sample(at=at, children=2, cpu=at / 2, database=1.0, ready={}, counts={}, **given)


SAMPLES = tuple(sample(n * 10) for n in range(120))
GOOD = Evidence(
    seconds=1200,
    stopping=2.0,
    status=0,
    samples=SAMPLES,
    logged={"poll": {"fetched": 5, "rejected": 2, "again": 1}, "fetch": {"fetched": 2, "not_modified": 1}},
    tally={"poll": {"fetched": 5, "rejected": 2}, "fetch": {"fetched": 2, "not_modified": 1}},
    errors=(),
    pages=(PAGE,),
    polls={"http://127.0.0.2/feed": (7, 7)},
    leased=0,
    waiting={"fetch": 3},
    astray={"entries": 0},
    whole="ok",
    gaps=4.0,
)


def test_a_soak_that_went_well_has_no_troubles():
    """Tasks that wait for hosts which asked for it are none."""
    assert troubles(GOOD) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"stopping": 11.0}, "told to stop it took 11.0 s"),
        ({"status": None}, "status None"),
        ({"leased": 2}, "2 tasks were left leased"),
        ({"whole": "row 3 missing"}, "not whole"),
        ({"errors": ("event=failed",)}, "1 faults"),
        ({"tally": {**GOOD.tally, "poll": {"fetched": 5}}}, "poll: the log has"),
        (
            {"logged": {**GOOD.logged, "fetch": {}}, "tally": {"poll": GOOD.tally["poll"]}},
            "nothing was asked",
        ),
        ({"polls": {"http://127.0.0.2/feed": (9, 7)}}, "was asked 9 times, and 7"),
        ({"polls": {"http://127.0.0.2/feed": (6, 7)}}, "was asked 6 times, and 7"),
        ({"astray": {"entries": 4}}, "4 of entries have neither"),
        ({"gaps": 61.0}, "nothing was done for 61 s"),
        ({"ignored": {"127.0.2.3": 900.0}}, "127.0.2.3 has tasks"),
        ({"waiting": {"extract": 3}}, "a quiet end was not enough"),
        ({"samples": (*SAMPLES, sample(1200, late=70.0))}, "waited for 70 s"),
        ({"samples": tuple(sample(n * 10, files=40 + n) for n in range(120))}, "open files grew"),
        ({"samples": tuple(sample(n * 10, threads=20 + n) for n in range(120))}, "threads grew"),
        (
            {"samples": tuple(sample(n * 10, memory={"parent": 100 + n}) for n in range(120))},
            "360 MB an hour",
        ),
        ({"samples": tuple(sample(n * 10, memory={"annotate": 3000}) for n in range(120))}, "took 3000 MB"),
    ],
)
def test_what_does_not_hold_is_said(changed, says):
    """One sentence, and no other."""
    (said,) = troubles(replace(GOOD, **changed))

    assert says in said


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"taken": ("a",), "versions": 1}, "1 contents were served and not stored"),
        ({"taken": ("a", "b", "b")}, "each once"),
        ({"taken": ("a", "b", "c")}, "each once"),
        ({"versions": 1}, "1 articles and 1 versions for 2 contents"),
        ({"articles": 2}, "2 articles"),
        ({"answered": 5}, "was answered 5 times"),
        ({"answered": 2}, "was answered 2 times"),
        ({"taken": (), "served": frozenset(), "answered": 0, "ends": Counter()}, "was never stored"),
    ],
)
def test_a_page_that_is_not_stored_as_it_was_served_is_named(changed, says):
    """Each edition once, and the newest among them."""
    (said,) = troubles(replace(GOOD, pages=(replace(PAGE, **changed),)))

    assert says in said
    assert PAGE.url in said


def test_an_edition_that_came_while_the_fetch_failed_may_be_missing():
    """The server sent it, nobody took it whole, and it was asked again later."""
    failed = replace(PAGE, served=frozenset({"a", "b", "x"}), ends=Counter(fetched=2, again=1))

    assert troubles(replace(GOOD, pages=(failed,))) == []


def test_the_log_is_counted_by_task():
    """Other events are none; a line that is no event is a fault."""
    lines = [
        json.dumps(
            {"event": "done", "task": "fetch:7", "outcome": None, "timestamp": "2026-05-04T12:00:00Z"}
        ),
        json.dumps(
            {"event": "done", "task": "fetch:7", "outcome": "fetched", "timestamp": "2026-05-04T12:00:09Z"}
        ),
        json.dumps({"event": "the store is busy", "level": "warning"}),
        "Segmentation fault",
    ]
    read = list(read_log(lines))

    assert ends_of(read) == {("fetch", 7): {"again": 1, "fetched": 1}}
    assert faults(read) == ["event=Segmentation fault"]
    assert longest_gap(read) == 9.0


def test_growth_is_told_of_enough_samples_alone():
    """Ten minutes after the warm-up."""
    grows = [sample(n * 10, memory={"parent": 100 + n}) for n in range(70)]

    assert growth(grows[:30]) is None
    assert growth(grows) == pytest.approx(360)


def test_without_a_sample_nothing_is_told():
    """A worker that never started is a trouble, not an error here."""
    assert any("nothing was done" in said for said in troubles(replace(GOOD, samples=(), gaps=float("inf"))))
