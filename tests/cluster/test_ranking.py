"""Which stories matter: a fixed sum whose terms are shown, and what it may never do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpoint.cluster import ranking
from counterpoint.cluster.digested import digested
from counterpoint.cluster.ranking import Reader, rank
from counterpoint.types.stream import Digested, Item

NOW = datetime(2030, 5, 14, 12, tzinfo=UTC)
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "ranking.md"


def told(name: str = "dam", **known: object) -> Digested:
    """A story of three origins, last told an hour ago."""
    base = Digested(
        id=name,
        title="Dam above Oberried breached",
        first=NOW - timedelta(hours=3),
        last=NOW - timedelta(hours=1),
        articles=4,
        origins=3,
        countries=frozenset({"CH", "AT"}),
        languages=frozenset({"de", "fr"}),
        places=frozenset({"territory:CH"}),
        names=frozenset({"oberried"}),
        terms=(("dam", 0.5), ("flood", 0.3)),
        published=(NOW - timedelta(hours=3), NOW - timedelta(hours=2), NOW - timedelta(hours=1)),
    )
    return replace(base, **known)  # type: ignore[arg-type]


def drawn(name: str, hours: list[int], copies: int, origins: int, spread: int) -> Digested:
    """A story of reports so many hours old, oldest first; `spread`: of the countries and languages, which, bit by bit."""
    times = tuple(NOW - timedelta(hours=h) for h in sorted(hours, reverse=True))
    return Digested(
        id=name,
        title="",
        first=times[0] if times else None,
        last=times[-1] if times else None,
        articles=len(times) + copies,
        origins=origins,
        countries=frozenset(c for n, c in enumerate(("CH", "AT", "FR")) if spread >> n & 1),
        languages=frozenset(c for n, c in enumerate(("de", "fr", "und")) if spread >> n & 2),
        published=times,
    )


STREAMS = st.lists(
    st.tuples(
        st.lists(st.integers(-5, 400), max_size=4),
        st.integers(0, 60),
        st.integers(0, 200),
        st.integers(0, 15),
    ),
    min_size=1,
    max_size=5,
).map(lambda rows: [drawn(str(n), *row) for n, row in enumerate(rows)])
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
READERS = st.sampled_from(
    [None, Reader(), Reader(frozenset({"CH"}), frozenset(), frozenset({"fr"}), frozenset({"flood"}))]
)


@UNHURRIED
@given(STREAMS, READERS)
def test_the_terms_add_up_to_the_score_exactly(found: list[Digested], reader: Reader | None) -> None:
    """Whoever asks why sees all of it: in whatever order the terms are added."""
    for ranked in rank(found, now=NOW, reader=reader):
        assert sum(term.weight for term in ranked.why) == ranked.score
        assert sum(term.weight for term in reversed(ranked.why)) == ranked.score
        assert all(term.words for term in ranked.why)


@UNHURRIED
@given(STREAMS, st.integers(1, 50), READERS)
def test_more_independent_origins_never_lower_a_rank(
    found: list[Digested], more: int, reader: Reader | None
) -> None:
    """All else equal, an origin more moves a story up or leaves it where it is."""
    first = found[0]
    place = [r.story for r in rank(found, now=NOW, reader=reader)].index(first.id)
    grown = [replace(first, origins=first.origins + more), *found[1:]]

    assert [r.story for r in rank(grown, now=NOW, reader=reader)].index(first.id) <= place


@UNHURRIED
@given(STREAMS, st.integers(0, 4))
def test_the_order_of_the_stories_does_not_matter(found: list[Digested], turn: int) -> None:
    """The same stories at the same hour are ranked alike, ties too."""
    turned = [*found[turn:], *found[:turn]][::-1]

    assert rank(turned, now=NOW) == rank(found, now=NOW)


def test_fifty_copies_of_one_dispatch_rank_below_five_origins() -> None:
    """Fifty outlets that run one agency's copy are one voice, at the same hour and in the same places."""
    at = [NOW - timedelta(minutes=n) for n in range(50, 0, -1)]
    wire = [
        Item(f"w{n}", "Dam breached", "", "de", at[n], outlet=f"o{n}", agency="agency") for n in range(50)
    ]
    own = [Item(f"i{n}", "Dam breached", "", "de", at[10 * n], outlet=f"o{n}") for n in range(5)]
    homes = {f"o{n}": "CH" for n in range(50)}
    copied = digested("copies", wire, [], copies=[i.id for i in wire[1:]], countries=homes)
    independent = digested("independent", own, [], countries=homes)

    assert (copied.articles, copied.origins, independent.origins) == (50, 1, 5)
    assert [r.story for r in rank([copied, independent], now=NOW)] == ["independent", "copies"]


def test_a_copy_more_changes_nothing() -> None:
    """Neither pace nor age know of a report that carries another's words."""
    items = [Item("a", "Dam breached", "", "de", NOW - timedelta(hours=9), outlet="one")]
    late = Item("b", "Dam breached", "", "de", NOW - timedelta(minutes=5), outlet="two")
    before = rank([digested("s", items, [], origins=1)], now=NOW)

    assert rank([digested("s", [*items, late], [], origins=1, copies=["b"])], now=NOW) == before


def test_news_grows_old() -> None:
    """Of two stories that differ in age alone, the later one leads."""
    old = told("old", published=(NOW - timedelta(days=3),))
    new = told("new", published=(NOW - timedelta(hours=20),))

    assert [r.story for r in rank([old, new], now=NOW)] == ["new", "old"]


def test_a_story_from_the_future_is_not_newer_than_now() -> None:
    """A wrong clock at an outlet buys no rank."""
    now, ahead = told("a", published=(NOW,)), told("b", published=(NOW + timedelta(days=400),))
    ages = {r.story: next(t for t in r.why if t.name == "age") for r in rank([now, ahead], now=NOW)}

    assert ages["a"].weight == ages["b"].weight == 0


def test_a_reader_sees_their_region_and_interests_first_and_why() -> None:
    """Places, outlets' countries, words and languages that the reader named add terms; other readers see none of them."""
    far = told(
        "far",
        countries=frozenset({"JP", "KR"}),
        places=frozenset({"territory:JP"}),
        title="Strike",
        names=frozenset(),
        terms=(),
    )
    reader = Reader(
        frozenset({"CH"}), frozenset(), frozenset({"fr"}), frozenset({"Flooding", "OBERRIED", "chess", ""})
    )
    ranked = rank([far, told("near")], now=NOW, reader=reader)

    assert [r.story for r in ranked] == ["near", "far"]
    assert {t.name: t.words for t in ranked[0].why}["interests"] == "tells of Flooding, OBERRIED"
    assert {"region", "readable"} <= {t.name for t in ranked[0].why}
    assert not {"region", "interests"} & {t.name for t in ranked[1].why}
    assert all(len(r.why) == 5 for r in rank([far, told("near")], now=NOW))


def test_a_city_lies_in_its_country() -> None:
    """A reader of a country is told of its cities, by whatever outlets; continents are no country."""
    paris = told(countries=frozenset(), places=frozenset({"city:2988507", "territory:150", "odd", "city:x"}))
    regions = {
        code: [
            t.value
            for t in rank([paris], now=NOW, reader=Reader(frozenset({code})))[0].why
            if t.name == "region"
        ]
        for code in ("FR", "CH")
    }

    assert regions == {"FR": [1], "CH": []}


def test_words_say_the_counts() -> None:
    """One is not "1 independent origins"."""
    words = {t.name: t.words for t in rank([told(origins=1, countries=frozenset({"CH"}))], now=NOW)[0].why}

    assert words["origins"] == "1 independent origin"
    assert words["countries"] == "outlets of 1 country"
    assert words["languages"] == "in 2 languages"
    assert words["age"] == "last report 1 hour ago"
    assert words["pace"] == "0.2 independent reports an hour, 1.0 times the usual"


def test_nothing_to_rank_is_no_error() -> None:
    """No stories, no rank; a story of nothing has a score all the same."""
    bare = Digested("bare", "", None, None, 0)

    said = {term.name: term.words for term in rank([bare], now=NOW)[0].why}

    assert rank([], now=NOW) == ()
    assert said["countries"] == "no outlet's country is known"
    assert said["languages"] == "its language is not known"
    assert rank([bare], now=NOW)[0].why[-1].words == "no report says when"


def test_a_callers_mistake_is_said() -> None:
    """A story twice, or an hour without a zone."""
    with pytest.raises(ValueError, match="twice"):
        rank([told(), told()], now=NOW)
    with pytest.raises(ValueError, match="zone"):
        rank([told()], now=NOW.replace(tzinfo=None))


def test_the_reference_states_the_weights_of_the_code() -> None:
    """docs/reference/ranking.md holds every weight, window and age, as they are."""
    text = REFERENCE.read_text(encoding="utf-8")
    stated = dict(re.findall(r"^\| `([A-Z_]+)` \| ([\d.]+)", text, re.MULTILINE))
    hours = {"PACE_WINDOW", "AGE_HALF", "UNKNOWN_AGE"}
    coded = {
        name: value / timedelta(hours=1) if name in hours else value
        for name, value in vars(ranking).items()
        if name.endswith("_WEIGHT") or name in hours
    }

    assert {name: float(value) for name, value in stated.items()} == coded
