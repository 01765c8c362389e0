"""The likeness of two reports: one event, or only one topic."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from counterpoint.cluster.background import Background
from counterpoint.cluster.features import sketch_items
from counterpoint.cluster.likeness import (
    SAME_EVENT,
    SIGNS,
    likeness,
    likenesses,
    shared_names,
    signs,
    similarity,
)
from counterpoint.models.lexical import LexicalEmbedder
from counterpoint.types.stream import Item, Sketch

NOON = datetime(2031, 5, 14, 12, tzinfo=UTC)


def _report(name: str, title: str, text: str) -> Item:
    return Item(name, title, text, "en", published=NOON)


FIRE = _report(
    "fire",
    "Two die in warehouse fire at Rotterdam harbour",
    "Two people died in a fire that broke out in a warehouse at the harbour of Rotterdam, said the mayor, Femke Visser. "
    "Some 140 firemen fought the flames through the night. The warehouse held rubber, and smoke drifted over the city. "
    "Inspectors of the harbour had warned its owner, Maas Storage, of blocked exits in March.",
)
SAME_FIRE = _report(
    "same",
    "Harbour blaze kills two workers",
    "A blaze in a rubber warehouse of Maas Storage killed two workers in Rotterdam. Mayor Femke Visser thanked 140 firemen "
    "who fought the flames. The harbour closed for the night as smoke drifted over the city. The exits were blocked, as "
    "inspectors had warned in March, and the owner was heard by the police.",
)
OTHER_FIRE = _report(
    "other",
    "Three die in warehouse fire in Marseille",
    "Three people died in a fire that broke out in a warehouse near the station of Marseille, said the prefect, Luc Morel. "
    "Some 60 firemen fought the flames through the day. The warehouse held furniture, and trains were stopped. "
    "Its owner, Sud Meubles, said that an electric fault might be the cause.",
)
VOTE = _report(
    "vote",
    "Parliament passes budget after long debate",
    "Parliament passed the budget for next year with a small majority after a debate of nine hours. The minister of finance, "
    "Jonas Berg, spoke of hard choices. The opposition called the cuts in schools a shame, and promised to undo them.",
)
SKETCHES = sketch_items([FIRE, SAME_FIRE, OTHER_FIRE, VOTE], LexicalEmbedder())
# A window in which fires are no rarity.
KNOWN = Background(
    [*SKETCHES, *(replace(SKETCHES[2], names=frozenset(), places=frozenset()) for _ in range(60))]
)
ONE, SAME, OTHER, FAR = SKETCHES


def test_reports_of_one_event_are_alike_and_those_of_another_like_it_are_not() -> None:
    """Two fires in two harbours are one topic, not one event."""
    same, other, far = likenesses(ONE, [SAME, OTHER, FAR], KNOWN)

    assert same >= SAME_EVENT > max(other, far)


def test_likeness_is_the_same_both_ways_alone_and_in_a_batch() -> None:
    """Order and company change nothing."""
    for a in SKETCHES:
        batch = likenesses(a, SKETCHES, KNOWN)
        for b, value in zip(SKETCHES, batch, strict=True):
            assert likeness(a, b, KNOWN) == pytest.approx(value)
            assert likeness(b, a, KNOWN) == pytest.approx(value)
    assert likenesses(ONE, [], KNOWN).shape == (0,)


@pytest.mark.parametrize("days", [1, 4, 7, 12, 21])
def test_time_apart_tells_events_apart(days: int) -> None:
    """The further apart, the less alike; a report without a time is less alike than one of the same hour."""
    later = replace(SAME, at=NOON + timedelta(days=days))
    sooner = replace(SAME, at=NOON + timedelta(days=days - 1))
    undated = replace(SAME, at=None)

    assert likeness(ONE, later, KNOWN) < likeness(ONE, sooner, KNOWN)
    assert likeness(ONE, replace(SAME, at=NOON + timedelta(days=8)), KNOWN) < likeness(ONE, undated, KNOWN)
    assert likeness(ONE, undated, KNOWN) < likeness(ONE, SAME, KNOWN)


@pytest.mark.parametrize(
    ("missing", "worse"),
    [
        ({"places": frozenset()}, {"places": frozenset({"city:1"})}),
        ({"numbers": frozenset()}, {"numbers": frozenset({"999"})}),
        ({"days": frozenset()}, {"days": frozenset({10})}),
    ],
)
def test_what_is_missing_speaks_less_against_than_what_differs(
    missing: dict[str, frozenset[str]], worse: dict[str, frozenset[str]]
) -> None:
    """A report that gives no place, figure or day contradicts none."""
    one = replace(ONE, days=frozenset({738_000}))

    assert likeness(one, replace(SAME, **worse), KNOWN) < likeness(one, replace(SAME, **missing), KNOWN)


def test_vectors_of_two_models_are_never_compared() -> None:
    """Another model's vector is passed over, even of another length."""
    strange = replace(SAME, model="another", vector=np.ones(3, np.float32))

    row = dict(zip(SIGNS, signs(ONE, [strange], KNOWN)[0], strict=True))
    assert row["meaning"] == 0.0
    assert row["unread"] == 1.0


def test_the_second_model_speaks_where_the_first_does_not_read() -> None:
    """Two reports of languages that only the bridge reads are compared by it."""

    def bridged(sketch: Sketch, language: str, x: float) -> Sketch:
        vector = np.array([x, np.sqrt(1 - x * x)], np.float32)
        return replace(
            sketch,
            language=language,
            read=False,
            bridge=vector,
            bridge_model="multilingual-e5-small",
            terms=(),
        )

    czech = bridged(ONE, "cs", 1.0)
    near, far = likenesses(czech, [bridged(SAME, "is", 0.95), bridged(SAME, "is", 0.7)], KNOWN)

    assert near > far
    row = dict(zip(SIGNS, signs(czech, [bridged(SAME, "is", 0.95)], KNOWN)[0], strict=True))
    assert row["meaning by bridge across languages"] > 0
    assert row["unread"] == 0.0


def test_a_headline_alone_is_judged_by_less_than_one_with_a_line_below() -> None:
    """Who has a line more has said more: what is still missing weighs more."""
    whole, *short = (
        replace(ONE, whole=True),
        replace(ONE, whole=False),
        replace(ONE, whole=False, bare=True),
    )

    teaser, alone = likenesses(whole, short, Background([ONE]))

    assert teaser < alone


def _headlines(*titles: str) -> list[Sketch]:
    return sketch_items([_report(str(n), title, "") for n, title in enumerate(titles)], LexicalEmbedder())


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        (
            "Slovenia votes in parliamentary election",
            "Slovenian parliamentary election: voters turn out",
            "Estonia votes in parliamentary election",
        ),
        (
            "German train drivers' union strikes over pay",
            "Train drivers strike in Germany over pay",
            "Belgian train drivers' union strikes over pay",
        ),
        (
            "Leeds beat Everton after late goal",
            "Late goal: Leeds beat Everton",
            "Leeds beat Brentford after late goal",
        ),
    ],
)
def test_headlines_that_name_another_country_or_nobody_in_common_are_of_another_event(
    one: str, same: str, other: str
) -> None:
    """Eight words alike in all but who and where are of two events, in a window that has seen their like."""
    first, second, third = _headlines(one, same, other)
    like = replace(third, names=frozenset(), places=frozenset())
    known = Background([first, second, third, *(like for _ in range(60))])

    assert likeness(first, second, known) >= SAME_EVENT > likeness(first, third, known)


def test_a_city_is_no_other_place_than_its_country() -> None:
    """Who names Germany does not contradict who names Berlin; who names Paris does."""
    germany, berlin, paris = _headlines(
        "Storm cuts power in Germany", "Storm cuts power in Berlin", "Storm cuts power in Paris"
    )

    near, far = (dict(zip(SIGNS, signs(germany, [o], KNOWN)[0], strict=True)) for o in (berlin, paris))
    assert near["other places"] == near["other places of headlines"] == 0.0
    assert far["other places"] == far["other places of headlines"] == -1.0


def test_headlines_of_one_day_are_more_alike_than_undated_ones() -> None:
    """That two were written at one time is a reason; that nothing is known of it is none."""
    one, two = _headlines("Harbour closed after blaze", "Blaze shuts harbour")
    undated = [replace(s, at=None) for s in (one, two)]

    assert likeness(one, two, KNOWN) > likeness(*undated, KNOWN)


def test_words_alike_are_judged_by_all_words_not_by_their_number_alone() -> None:
    """A report that says much else beside the same words is less like it: whole reports in one language only."""
    longer = replace(SAME, terms=(*SAME.terms, *((f"other{n}", 2.0) for n in range(40))))
    french, teaser = replace(SAME, language="fr"), replace(SAME, whole=False)

    near, far, across, short = (
        dict(zip(SIGNS, row, strict=True)) for row in signs(ONE, [SAME, longer, french, teaser], KNOWN)
    )

    assert 1.0 >= near["words alike"] > far["words alike"] > 0.0
    assert near["words"] == far["words"]
    assert across["words alike"] == short["words alike"] == 0.0
    same = dict(zip(SIGNS, signs(ONE, [ONE], KNOWN)[0], strict=True))
    assert same["words alike"] == pytest.approx(1.0)


def test_vectors_of_two_lengths_say_nothing() -> None:
    """A model that was exchanged under one name is no reason to stop."""
    short = replace(ONE, read=False, bridge=np.ones(1, np.float32), bridge_model="m")
    none = replace(short, bridge=np.zeros(0, np.float32))
    long = replace(short, bridge=np.ones(3, np.float32))

    alike = likenesses(short, [none, long, replace(short, bridge=None)], Background([ONE]))

    assert alike[0] == alike[1] == alike[2]


def test_names_meet_across_scripts_and_endings() -> None:
    """A Russian report shares its names with an English one."""
    russian = replace(ONE, language="ru", names=frozenset({"femke", "visser"}))

    assert shared_names(russian, SAME) == {"femke", "visser"}


def test_nothing_is_like_nothing() -> None:
    """Two empty reports share no event."""
    empty = sketch_items([Item("a", "", ""), Item("b", "", "")], LexicalEmbedder())

    assert likeness(empty[0], empty[1], Background(empty)) < SAME_EVENT


def test_similarity_grades_beyond_the_probability() -> None:
    """It orders pairs that the probability takes for certain."""
    assert similarity(ONE, ONE, KNOWN) > similarity(ONE, SAME, KNOWN) > similarity(ONE, FAR, KNOWN)
