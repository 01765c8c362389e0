"""Reports to stories and copies without a store: every report once, in order, where it finally belongs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from counterpoint.models.embedders import lexical_embedder, use_embedder
from counterpoint.run.stream import BATCH, Clusterer, batches, cluster_reports
from counterpoint.types import CopyKind
from counterpoint.types.stream import Assignment, Derivation, Item, Move, MoveKind, Step

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
FERRY = (
    "The ferry Marie-Celine caught fire off the harbour of Port Orlen at dawn on Sunday. Two hundred passengers were taken "
    "off by fishing boats before the coast guard arrived. Captain Odd Falk said that the fire had begun in the engine room."
)
VOTE = (
    "The parliament of Tavel voted on Sunday to raise the tax on sugar by three points. Finance minister Ana Belrose called "
    "it a victory for children. The opposition of Egon Quint promised to ask the constitutional court."
)


def item(id_, title, text, hours=0, **fields):
    return Item(id_, title, text, language="en", published=NOON + timedelta(hours=hours), **fields)


REPORTS = [
    item("f1", "Ferry Marie-Celine burns off Port Orlen", FERRY, outlet="Hill Gazette"),
    item("v1", "Parliament of Tavel votes for sugar tax", VOTE, 1, outlet="Coast Times"),
    item("f2", "Ferry Marie-Celine burns off Port Orlen", FERRY, 2, outlet="Port Post"),
    item("v2", "Sugar tax: parliament of Tavel votes in favour", VOTE, 3, outlet="Third Eye"),
]


def run(reports, **options):
    return cluster_reports(reports, embedder=lexical_embedder(), **options)


def test_reports_of_one_event_share_a_story_and_copies_say_whose_words_they_carry():
    """In the order of arrival."""
    f1, v1, f2, v2 = run(REPORTS)

    assert [r.id for r in (f1, v1, f2, v2)] == ["f1", "v1", "f2", "v2"]
    assert f1.story == f2.story != v1.story == v2.story
    assert (f1.copy_of, v1.copy_of) == (None, None)
    assert (f2.copy_of, f2.copy_kind) == ("f1", CopyKind.EXACT)
    assert all(0 <= r.score <= 1 for r in (f1, v1, f2, v2))


def test_the_same_reports_give_the_same_answer():
    """Whether they come as a list or one by one, and run after run."""
    many = [replace(r, id=f"{n}-{r.id}") for n in range(40) for r in REPORTS]

    assert len(many) > 2 * BATCH
    assert run(many) == run(iter(many))


def test_a_translation_within_a_story_says_whose_words_it_carries():
    """Its language is told from its text; a report of its own on the same event is no copy."""
    lines = [
        "The ferry Marie-Celine caught fire off the harbour of Port Orlen at dawn on Sunday.",
        "Two hundred passengers were taken off by fishing boats before the coast guard arrived.",
        "Captain Odd Falk said that the fire had begun in the engine room.",
        "Nobody was hurt, but eleven people were treated for smoke.",
        "The coast guard towed the ship to the harbour in the evening.",
        "Police are looking for witnesses of the fire.",
    ]
    german = [
        "Die Fähre Marie-Celine geriet am Sonntag im Morgengrauen vor dem Hafen von Port Orlen in Brand.",
        "Zweihundert Passagiere wurden von Fischerbooten geborgen, bevor die Küstenwache eintraf.",
        "Kapitän Odd Falk sagte, das Feuer sei im Maschinenraum ausgebrochen.",
        "Niemand wurde verletzt, aber elf Menschen wurden wegen Rauchs behandelt.",
        "Die Küstenwache schleppte das Schiff am Abend in den Hafen.",
        "Die Polizei sucht Zeugen des Brandes.",
    ]
    own = [
        "Auf der Fähre Marie-Celine hat es vor Port Orlen gebrannt.",
        "Die Reederei will das Schiff bis zum Herbst ersetzen, wie sie am Abend mitteilte.",
        "Am Kai warteten Angehörige bis in die Nacht auf Nachricht.",
        "Der Bürgermeister verlangt eine Untersuchung der Löschanlage.",
        "Im Sommer fahren hier viermal so viele Menschen wie im Winter.",
        "Eine zweite Fähre ist seit drei Jahren bestellt und noch immer nicht da.",
    ]
    reports = [
        Item("en", "Ferry Marie-Celine burns off Port Orlen", " ".join(lines), published=NOON),
        Item("de", "Fähre Marie-Celine brennt vor Port Orlen", " ".join(german), published=NOON),
        Item("own", "Fähre Marie-Celine brennt vor Port Orlen", " ".join(own), published=NOON),
    ]

    en, de, by_itself = cluster_reports(reports, embedder=use_embedder())

    assert en.story == de.story == by_itself.story
    assert (de.copy_of, de.copy_kind) == ("en", CopyKind.TRANSLATED)
    assert by_itself.copy_of is None


def test_copies_need_not_be_looked_for():
    """Stories alone."""
    assert all(r.copy_of is None and r.copy_kind is None for r in run(REPORTS, copies=False))


def test_after_the_window_the_same_words_open_a_new_story():
    """Once enough of the stream lies between, by its own time."""
    later = [
        item(f"x{n}", f"Topic number {n} of the day", f"Words{n} about{n} nothing{n} else{n}.", 24 * 20 + n)
        for n in range(2_200)
    ]
    again = item("again", REPORTS[0].title, FERRY, 24 * 130, outlet="Hill Gazette")

    found = run([REPORTS[0], *later, again], window_days=1, copies=False)

    assert found[0].story != found[-1].story


@pytest.mark.parametrize("days", [0, -1, float("nan"), float("inf"), 1e9])
def test_a_window_is_a_positive_number_of_days(days):
    """A hundred years at the most."""
    with pytest.raises(ValueError, match="window"):
        run(REPORTS, window_days=days)


def test_an_id_given_twice_is_a_callers_bug():
    """Readers refuse it before."""
    with pytest.raises(ValueError, match="'f1' was given before"):
        run([REPORTS[0], REPORTS[0]])


def test_nothing_gives_nothing():
    """And progress is told batch by batch."""
    told: list[int] = []

    assert run([]) == ()
    run(REPORTS, progress=told.append)

    assert told == [4]
    assert [len(b) for b in batches(REPORTS * 20)] == [BATCH, 16]


@pytest.mark.parametrize("odd", [("", "x"), ("x", ""), ("?", "!"), ("犬", "犬" * 5_000), ("a" * 5_000, ""), ("\u202e", "\ufffd")])  # fmt: skip
def test_odd_reports_get_a_story(odd):
    """One letter, one sign, one endless word, no time."""
    found = run([REPORTS[0], Item("odd", *odd), Item("odd2", *odd)])

    assert all(r.story for r in found)


class Scripted:
    """A stream that does what a test says."""

    def __init__(self, *steps):
        self.steps = list(steps)

    def add(self, _):
        return self.steps.pop(0)


def scripted(steps, derivations=()):
    """What a Clusterer makes of Steps, and of Derivations told with the last report."""
    clusterer = Clusterer(lexical_embedder(), copies=False)
    clusterer._stream = Scripted(*steps)
    told = [clusterer.add([Item(step.assignment.item, "t", "x")]) for step in steps]
    for derivation in derivations:
        clusterer._derive(derivation, {})
    return clusterer, told


def step(item_, story, *moves):
    return Step(Assignment(item_, story, 0.5), moves)


def test_merges_and_splits_are_followed_to_the_end():
    """A merged story takes all its reports along, also those that the window let go; a split only those it names."""
    steps = [
        step("a", "s1"),
        step("b", "s2"),
        step("c", "s1", Move(MoveKind.MERGED, "s2", "s1", ("b",), "alike")),
        step("d", "s1", Move(MoveKind.SPLIT, "s1", "s3", ("b", "c"), "apart")),
        step("e", "s4", Move(MoveKind.MERGED, "s3", "s4", ("c",), "alike")),
    ]

    clusterer, told = scripted(steps)

    assert {r.id: r.story for r in clusterer.result()} == {
        "a": "s1",
        "b": "s4",
        "c": "s4",
        "d": "s1",
        "e": "s4",
    }
    assert [r.id for r in clusterer.result()] == ["a", "b", "c", "d", "e"]
    assert clusterer.stories == 2
    assert [{r.id: r.story for r in t} for t in told[2:]] == [
        {"b": "s1", "c": "s1"},
        {"b": "s3", "c": "s3", "d": "s1"},
        {"b": "s4", "c": "s4", "e": "s4"},
    ]


def test_a_late_original_makes_earlier_reports_copies():
    """The first source that is told stands; a passage in common is none."""

    def derived(item_, of, kind):
        return Derivation(item_, of, kind, directed=True, share=0.9)

    clusterer, _ = scripted(
        [step("a", "s1"), step("b", "s1"), step("c", "s1")],
        [
            derived("c", "a", CopyKind.PASSAGE),
            derived("a", "c", CopyKind.TRIMMED),
            derived("a", "b", CopyKind.EXACT),
        ],
    )

    assert [(r.copy_of, r.copy_kind) for r in clusterer.result()] == [
        ("c", CopyKind.TRIMMED),
        (None, None),
        (None, None),
    ]
    assert clusterer.copies == 1


def test_a_late_original_stands_before_the_copies_of_its_copies():
    """Unless what is carried is closer to the copy: another kind."""

    def derived(item_, of, kind=CopyKind.EXACT):
        return Derivation(item_, of, kind, directed=True, share=1.0)

    clusterer, _ = scripted(
        [step(name, "s1") for name in "abcd"],
        [
            *(derived(copy, of) for copy, of in ("ba", "ca", "ad", "bd")),
            derived("c", "d", CopyKind.TRIMMED),
        ],
    )

    assert [r.copy_of for r in clusterer.result()] == ["d", "d", "a", None]


def test_no_report_is_its_own_source_by_way_of_others():
    """Two that carry each other's words: what was told first stands."""
    told = [Derivation(x, of, CopyKind.EXACT, directed=False, share=1.0) for x, of in ("ba", "cb", "ac")]

    clusterer, _ = scripted([step(name, "s1") for name in "abc"], told)

    assert [r.copy_of for r in clusterer.result()] == [None, "a", "b"]


def test_a_notice_in_common_makes_no_copies_and_a_credit_tells_the_direction():
    """Whatever the clock says."""
    notice = "\nSign up for our newsletter to get the most important stories of the day in your inbox every morning before eight."
    f1, v1, f2 = run(
        [
            item("f1", "Ferry burns", FERRY + "\n(Reuters)" + notice),
            item("v1", "Sugar tax", VOTE + notice, 1),
            item("f2", "Ferry burns", FERRY, 2, outlet="Reuters"),
        ]
    )

    assert (f1.copy_of, f1.copy_kind) == ("f2", CopyKind.EXACT)
    assert (v1.copy_of, f2.copy_of) == (None, None)
