"""Stories from a stream: small streams by hand, vectors made up so that the truth is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from counterpoint.cluster.background import Background
from counterpoint.cluster.online import Row, Rules, State, Stream, story_id
from counterpoint.types.stream import MoveKind, Sketch

NOON = datetime(2024, 3, 4, 12, tzinfo=UTC)
SIZE = 32


def direction(seed: int) -> np.ndarray:
    vector = np.random.default_rng(seed).normal(size=SIZE).astype(np.float32)
    return vector / np.linalg.norm(vector)


def sketch(
    name: str,
    event: str,
    *,
    hours: float | None = 0,
    language: str = "en",
    vector: np.ndarray | None = None,
    places: Iterable[str] = (),
    names: Iterable[str] = (),
) -> Sketch:
    """A report of an event: its own names, words and direction, and a little noise."""
    meant = sum((direction(sum(map(ord, part))) for part in event.split("+")), np.zeros(SIZE, np.float32))
    noisy = meant + 0.3 * direction(sum(map(ord, name)) + 10_000)
    words = tuple((f"{language}:{part}{n}", 1.0) for part in event.split("+") for n in range(4))
    return Sketch(
        id=name,
        at=None if hours is None else NOON + timedelta(hours=hours),
        language=language,
        outlet="",
        model="use-test",
        vector=(noisy / np.linalg.norm(noisy)).astype(np.float32) if vector is None else vector,
        names=frozenset(names) or frozenset(f"{part} {n}" for part in event.split("+") for n in ("a", "b")),
        places=frozenset(places),
        terms=words,
    )


def cosines(one: Sketch, others: Sequence[Sketch], background: Background) -> np.ndarray:
    """A likeness that tests can reckon with."""
    return np.array([8 * float(one.vector @ other.vector) - 5 for other in others])


def restored(stream: Stream) -> Stream:
    """The stream after a restart."""
    return Stream.restore(stream.rows(), stream.state(), stream.rules, cosines)


def told(stream: Stream, names: Iterable[str]) -> set[frozenset[str]]:
    """The stories of some reports, as sets of their ids."""
    stories: dict[str | None, set[str]] = {}
    for name in names:
        stories.setdefault(stream.story_of(name), set()).add(name)
    return {frozenset(story) for story in stories.values()}


def stream_of(*sketches: Sketch, rules: Rules | None = None) -> Stream:
    stream = Stream(rules, cosines)
    for one in sketches:
        stream.add(one)
    return stream


def test_reports_of_one_event_come_together_in_five_languages_and_others_stay_apart():
    """One place in the vectors' space, five languages, no word in common: one story; another event: its own."""
    languages = ("en", "fr", "ru", "ja", "ar")
    stream = stream_of(
        *(sketch(f"flood-{code}", "flood", language=code, hours=n) for n, code in enumerate(languages)),
        sketch("vote-en", "vote"),
    )

    assert told(stream, ["vote-en", *(f"flood-{code}" for code in languages)]) == {
        frozenset(f"flood-{code}" for code in languages),
        frozenset({"vote-en"}),
    }


def test_a_story_is_named_after_its_first_report():
    stream = Stream(alike=cosines)

    step = stream.add(sketch("first", "flood"))

    assert step.assignment.opened
    assert step.assignment.story == story_id("first") == stream.story_of("first")
    assert len(step.assignment.story) == 11
    assert not stream.add(sketch("second", "flood")).assignment.opened


def test_a_story_that_drifts_to_a_new_event_forks():
    """Each report is like the one before; the last is nothing like the first, and is not in its story."""
    mixes = [np.cos(a) * direction(1) + np.sin(a) * direction(2) for a in np.linspace(0, np.pi, 12)]
    stream = Stream(alike=cosines)
    for n, mix in enumerate(mixes):
        vector = (mix / np.linalg.norm(mix)).astype(np.float32)
        stream.add(sketch(f"r{n:02}", f"phase{n}", hours=6 * n, vector=vector))

    assert stream.story_of("r00") == stream.story_of("r02")
    assert stream.story_of("r00") != stream.story_of("r11")


def test_two_stories_that_a_later_report_shows_to_be_one_are_merged_into_the_older():
    """The redirect: the id that went still finds the story."""
    left, right = direction(1), direction(2)
    both = left + right
    stream = Stream(alike=cosines)
    stream.add(sketch("a1", "quake", vector=left, names={"x", "y"}))
    stream.add(sketch("b1", "tremor", vector=right, names={"v", "w"}))
    assert stream.story_of("a1") != stream.story_of("b1")

    moves = [
        move
        for n in range(4)
        for move in stream.add(
            sketch(
                f"c{n}",
                "quake+tremor",
                vector=(both / np.linalg.norm(both)).astype(np.float32),
                names={"x", "y", "v", "w"},
            )
        ).moves
    ]

    merged = [move for move in moves if move.kind is MoveKind.MERGED]
    assert [(move.story, move.into) for move in merged] == [(story_id("b1"), story_id("a1"))]
    assert merged[0].why
    assert stream.members(story_id("b1")) == stream.members(story_id("a1"))
    assert stream.standing(story_id("b1")) == story_id("a1")


def test_reports_wrongly_held_together_come_apart_as_evidence_arrives():
    """Vague first reports of two events make one story; clear ones of each split it."""
    vague = [sketch(f"v{n}", "blast+fire", hours=n) for n in range(2)]
    clear = [
        sketch(f"{event}{n}", event, hours=3 + n, names={f"{event} {m}" for m in range(4)})
        for n in range(4)
        for event in ("blast", "fire")
    ]
    stream = stream_of(*vague, *clear)

    assert stream.story_of("blast3") != stream.story_of("fire3")


def test_what_an_editor_holds_stays_through_later_reports_edits_and_a_restart():
    stream = stream_of(
        *(sketch(f"f{n}", "flood") for n in range(3)), *(sketch(f"v{n}", "vote") for n in range(3))
    )
    flood = stream.story_of("f0")

    moves = stream.hold("v0", flood)
    assert [(m.kind, m.into, m.items) for m in moves] == [(MoveKind.SPLIT, flood, ("v0",))]
    stream = restored(stream)
    for n in range(3, 9):
        stream.add(sketch(f"v{n}", "vote"))
        stream.add(sketch(f"f{n}", "flood"))
    stream.revise(sketch("v0", "vote", hours=2))

    assert stream.story_of("v0") == flood
    assert stream.story_of("v8") != flood


def test_what_an_editor_parts_never_returns():
    """Though it is as like the story's reports as they are to one another."""
    stream = stream_of(*(sketch(f"f{n}", "flood") for n in range(3)))
    flood = stream.story_of("f0")

    stream.part("f1", flood)
    stream = restored(stream)
    for n in range(3, 9):
        stream.add(sketch(f"f{n}", "flood"))
    stream.revise(sketch("f1", "flood"))

    assert stream.story_of("f1") != flood
    assert set(stream.members(flood)) == {f"f{n}" for n in range(9)} - {"f1"} - set(
        stream.members(str(stream.story_of("f1")))
    )


def test_the_first_report_of_a_story_can_be_parted_from_it():
    """Its story keeps the id that was made of it; it opens another."""
    stream = stream_of(sketch("f0", "flood"), sketch("f1", "flood"))

    stream.part("f0", story_id("f0"))

    assert stream.members(story_id("f0")) == ("f1",)
    assert stream.story_of("f0") == story_id("f0", 1)


def test_stories_that_an_editor_joins_stay_joined():
    stream = stream_of(
        *(sketch(f"f{n}", "flood") for n in range(3)), *(sketch(f"v{n}", "vote") for n in range(3))
    )
    flood, vote = stream.story_of("f0"), stream.story_of("v0")

    (move,) = stream.join(flood, vote)
    stream = restored(stream)
    for n in range(3, 9):
        stream.add(sketch(f"v{n}", "vote"))
        stream.add(sketch(f"f{n}", "flood"))

    assert (move.kind, move.story, move.into) == (MoveKind.MERGED, flood, vote)
    assert {stream.story_of(f"{kind}{n}") for kind in "fv" for n in range(3)} == {vote}


def test_stories_kept_apart_are_never_merged():
    """Two that the machine would put together on the next report."""
    stream = stream_of(sketch("f0", "flood"), sketch("f1", "flood"))
    flood = stream.story_of("f0")
    stream.part("f1", flood)
    other = stream.story_of("f1")
    stream.keep_apart(flood, other)

    stream = restored(stream)
    for n in range(2, 12):
        stream.add(sketch(f"f{n}", "flood"))

    assert stream.story_of("f0") == flood
    assert stream.story_of("f1") == other


def test_the_later_of_two_decisions_stands():
    stream = stream_of(sketch("f0", "flood"), sketch("f1", "flood"), sketch("v0", "vote"))
    flood, vote = stream.story_of("f0"), stream.story_of("v0")

    stream.part("f1", flood)
    stream.hold("f1", flood)
    assert stream.story_of("f1") == flood
    stream.keep_apart(flood, vote)
    stream.join(vote, flood)
    assert stream.story_of("v0") == flood


@pytest.mark.parametrize(
    "decide",
    [
        lambda s: s.hold("nobody", s.story_of("f0")),
        lambda s: s.hold("f0", "snothing"),
        lambda s: s.part("nobody", s.story_of("f0")),
        lambda s: s.join(s.story_of("f0"), s.story_of("f0")),
        lambda s: s.join("snothing", s.story_of("f0")),
        lambda s: s.keep_apart(s.story_of("f0"), s.story_of("f0")),
    ],
)
def test_a_decision_about_what_is_not_there_is_refused(decide):
    with pytest.raises(ValueError, match=r"is not|cannot be"):
        decide(stream_of(sketch("f0", "flood")))


def test_an_edited_report_stays_where_it_still_belongs_and_leaves_where_it_does_not():
    stream = stream_of(
        *(sketch(f"f{n}", "flood") for n in range(3)), *(sketch(f"v{n}", "vote") for n in range(3))
    )
    flood, vote = stream.story_of("f0"), stream.story_of("v0")

    assert not stream.revise(sketch("f1", "flood", hours=1)).moves
    step = stream.revise(sketch("f1", "vote", hours=1))

    assert step.assignment.story == vote
    assert [(m.kind, m.story, m.into, m.items) for m in step.moves] == [
        (MoveKind.SPLIT, flood, vote, ("f1",))
    ]
    assert stream.members(flood) == ("f0", "f2")


def test_a_story_whose_only_report_is_edited_into_another_leaves_a_redirect():
    stream = stream_of(sketch("f0", "flood"), sketch("f1", "flood"), sketch("v0", "vote"))

    (move,) = stream.revise(sketch("v0", "flood")).moves

    assert (move.kind, move.story, move.into) == (MoveKind.MERGED, story_id("v0"), story_id("f0"))
    assert stream.standing(story_id("v0")) == story_id("f0")


def test_a_report_that_comes_twice_is_one_and_one_removed_is_none():
    stream = stream_of(sketch("f0", "flood"), sketch("f0", "flood"), sketch("f1", "flood"))

    stream.remove("f0")
    stream.remove("f0")

    assert stream.members(story_id("f0")) == ("f1",)
    assert stream.story_of("f0") is None


def test_vectors_of_nothing_and_of_no_number_open_stories_of_their_own():
    """A zero vector, one with NaN, a report without any feature: no crash, no story that swallows them."""
    empty = sketch("e0", "x", vector=np.zeros(SIZE, np.float32), names={"only 1"})
    bad = sketch("n0", "y", vector=np.full(SIZE, np.nan, np.float32), names={"only 2"})
    stream = stream_of(empty, bad, sketch("f0", "flood"))

    step = stream.add(sketch("n1", "z", vector=np.full(SIZE, np.inf, np.float32), names={"only 3"}))

    assert 0 <= step.assignment.score <= 1
    assert len(stream.stories()) == 4


ODD_VECTORS = st.sampled_from(
    [np.zeros(0), np.ones(3), np.ones(SIZE), np.full(SIZE, np.nan), np.full(SIZE, 1e30), np.eye(SIZE)[0]]
)
WORDS = st.frozensets(st.sampled_from(["", "a", "\ud800", "x" * 300, "日本"]), max_size=3)
WHEN = st.sampled_from([None, datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC), NOON])
ODD = st.builds(
    Sketch,
    id=st.sampled_from(["", "a", "b", "c", "\ud800", "\0"]),
    at=WHEN,
    language=st.sampled_from(["", "en", "und", "xx"]),
    outlet=st.just(""),
    model=st.sampled_from(["", "use-test", "multilingual-e5"]),
    vector=ODD_VECTORS.map(lambda v: v.astype(np.float32)),
    bridge=st.none() | ODD_VECTORS.map(lambda v: v.astype(np.float32)),
    bridge_model=st.sampled_from(["", "multilingual-e5"]),
    names=WORDS,
    places=WORDS,
    numbers=WORDS,
    days=st.frozensets(st.sampled_from([0, -5, 10**12, 738_000]), max_size=2),
    terms=st.lists(
        st.tuples(st.sampled_from(["", "a", "b"]), st.sampled_from([0.0, 1.0, float("nan"), 1e300, -1.0])),
        max_size=3,
    ).map(tuple),
)


@settings(max_examples=80, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(ODD, max_size=15))
def test_no_sketch_however_odd_stops_the_stream(sketches):
    """With the true likeness: vectors of other sizes than their model's, dates of year 1 and 9999, terms that weigh NaN."""
    stream = Stream(Rules(least=2, most=4))

    for one in sketches:
        step = stream.add(one)
        assert 0 <= step.assignment.score <= 1
        assert stream.story_of(one.id) in (step.assignment.story, None)
    assert len(Stream.restore(stream.rows(), stream.state())) == len(stream)


def test_an_edited_report_leaves_the_window_once():
    stream = stream_of(sketch("f0", "flood"), rules=Rules(least=1, most=2))
    stream.revise(sketch("f0", "flood", hours=1))

    for n in range(4):
        stream.add(sketch(f"v{n}", f"vote{n}"))

    assert len(stream) == 2
    assert "f0" not in stream


def test_a_report_of_2099_neither_flushes_the_window_nor_stays_for_ever():
    rules = Rules(least=5)
    stream = stream_of(*(sketch(f"f{n}", "flood", hours=n) for n in range(6)), rules=rules)

    stream.add(sketch("wrong", "omen", hours=24 * 365 * 75))
    assert all(f"f{n}" in stream for n in range(6))
    for n in range(200):
        stream.add(sketch(f"v{n}", f"vote{n}", hours=6 + 6 * n))

    assert "wrong" not in stream
    assert "f0" not in stream


def test_a_story_older_than_the_window_attracts_no_more():
    """The same event seven days on, by the stream's own time, is a new story."""
    rules = Rules(least=0)
    stream = stream_of(*(sketch(f"f{n}", "flood", hours=n) for n in range(3)), rules=rules)
    for n in range(300):
        stream.add(sketch(f"v{n}", f"vote{n}", hours=n))

    assert stream.members(story_id("f0")) == ()
    assert stream.add(sketch("f9", "flood", hours=300)).assignment.story == story_id("f9")


def test_the_window_holds_no_more_than_it_may():
    stream = stream_of(*(sketch(f"v{n}", f"vote{n}") for n in range(60)), rules=Rules(least=5, most=20))

    assert len(stream) == 20
    assert "v59" in stream


def test_late_and_undated_reports_find_their_story():
    stream = stream_of(*(sketch(f"f{n}", "flood", hours=48 + n) for n in range(4)))

    stream.add(sketch("late", "flood", hours=20))
    stream.add(sketch("undated", "flood", hours=None))

    assert stream.story_of("late") == stream.story_of("undated") == story_id("f0")


def test_a_big_story_is_compared_by_a_few_and_still_takes_reports():
    stream = stream_of(
        *(sketch(f"f{n}", "flood", hours=n / 10) for n in range(60)), rules=Rules(representatives=4)
    )

    assert len(stream.members(story_id("f0"))) == 60
    for n in range(60):
        stream.remove(f"f{n}") if n != 7 else None
    assert stream.add(sketch("last", "flood", hours=7)).assignment.story == story_id("f0")


def test_changes_tell_each_row_once_and_what_left():
    stream = stream_of(sketch("f0", "flood"), sketch("f1", "flood"))

    rows, gone = stream.changes()
    assert [row.sketch.id for row in rows] == ["f0", "f1"]
    assert gone == ()
    assert stream.changes() == ((), ())
    stream.remove("f0")
    assert stream.changes()[1] == ("f0",)


def test_two_rows_of_one_id_are_refused():
    row = Row(sketch("f0", "flood"), "s1", 0)

    with pytest.raises(ValueError, match="two rows"):
        Stream.restore([row, row])


def test_rows_that_know_nothing_but_their_story_are_enough():
    rows = [Row(sketch(f"f{n}", "flood"), "sflood", n) for n in range(3)]

    stream = Stream.restore(rows, State(), alike=cosines)

    assert stream.add(sketch("f3", "flood")).assignment.story == "sflood"


EVENTS = ("flood", "vote", "flood+vote", "strike", "match", "strike+match")
STREAMS = st.lists(
    st.tuples(st.sampled_from(EVENTS), st.integers(0, 400), st.sampled_from(("en", "fr", "ru"))),
    min_size=4,
    max_size=40,
)
TIGHT = Rules(least=6, most=16, days=2, representatives=3)


# A representative left the window, and its follower's row was not told of it.
@example([("flood", hours, "en") for hours in (0, 49, 49, 0, 0, 0, 49, 49, 0)], 8, True)
@settings(max_examples=60, deadline=None)
@given(STREAMS, st.integers(0, 40), st.booleans())
def test_a_stream_that_was_stopped_goes_on_as_if_it_had_not(reports, cut, by_changes):
    """Stories, ids and moves are the same, whether the store keeps all rows or takes the changes as they come."""
    sketches = [
        sketch(f"r{n}", event, hours=hours, language=language)
        for n, (event, hours, language) in enumerate(reports)
    ]
    whole, first, kept = Stream(TIGHT, cosines), Stream(TIGHT, cosines), {}
    wanted = [whole.add(one) for one in sketches]
    got = []
    for one in sketches[:cut]:
        got.append(first.add(one))
        rows, gone = first.changes()
        kept.update({row.sketch.id: row for row in rows})
        for item in gone:
            kept.pop(item, None)
    second = Stream.restore(kept.values() if by_changes else first.rows(), first.state(), TIGHT, cosines)
    got += [second.add(one) for one in sketches[cut:]]

    assert got == wanted
    assert {i: whole.story_of(i) for i in (s.id for s in sketches)} == {
        i: second.story_of(i) for i in (s.id for s in sketches)
    }


@settings(max_examples=60, deadline=None)
@given(STREAMS, st.randoms(use_true_random=False))
def test_moves_tell_all_that_happened(reports, random):
    """Whoever follows assignments and moves knows the stories without asking; decisions hold to the end."""
    stream, known, held = Stream(TIGHT, cosines), {}, {}
    for n, (event, hours, language) in enumerate(reports):
        step = stream.add(sketch(f"r{n}", event, hours=hours, language=language))
        known[f"r{n}"] = None
        moves = list(step.moves)
        if random.random() < 0.2 and len(stream.stories()) > 1:
            story = random.choice(stream.stories())
            item = random.choice(stream.members(random.choice(stream.stories())))
            moves += stream.hold(item, story)
            held[item] = story
        for move in moves:
            assert all(item in known for item in move.items)
            known.update(dict.fromkeys(move.items, move.into))
        if known[f"r{n}"] is None:
            known[f"r{n}"] = step.assignment.story
        active = {item: story for item, story in known.items() if item in stream}
        assert active == {item: stream.story_of(item) for item in active}
    assert all(stream.story_of(item) in (stream.standing(story), None) for item, story in held.items())


def test_what_many_outlets_repeat_stays_rare() -> None:
    """The words of a story that fifty outlets tell are counted by the few that represent it."""
    rules = Rules(representatives=4)
    stream = stream_of(*(sketch(f"r{n}", "fire") for n in range(50)), rules=rules)

    assert len(stream.stories()) == 1
    assert len(stream._book.background) == 4
    assert restored(stream)._book.background.scale() == stream._book.background.scale()
    for n in range(49):
        stream.remove(f"r{n}")
    assert len(stream._book.background) == 1
