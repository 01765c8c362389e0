"""Stories linked over months: what goes on with what, and what merely looks like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from counterpoint.cluster.digested import digested
from counterpoint.cluster.storylines import Storylines, link, rarity_of
from counterpoint.types.stream import Digested, Item, Link, Referred, Sketch

DAY = datetime(2030, 1, 10, tzinfo=UTC)
OFFICE = "president"  # occurs in every story


def towards(*axes: int) -> NDArray[np.float32]:
    """A unit vector between some axes of twelve."""
    vector = np.zeros(12, np.float32)
    vector[list(axes)] = 1
    return vector / np.float32(np.linalg.norm(vector))


def told(name: str, days: int, who: str, what: str, *axes: int, **known: object) -> Digested:
    """A story of five reports: who takes part (the president always does), its words, where its vector points."""
    at = DAY + timedelta(days=days)
    base = Digested(
        id=name,
        title=name,
        first=at,
        last=at + timedelta(days=1),
        articles=5,
        languages=frozenset({"en"}),
        names=frozenset({OFFICE, *who.split()}),
        terms=tuple((word, 0.4) for word in what.split()),
        model="m",
        vector=towards(*axes),
    )
    return replace(base, **known)  # type: ignore[arg-type]


ARREST = told("arrest", 0, "mirov tanner", "bribe arrest harbour contract", 0, 1)
CHARGES = told("charges", 40, "mirov tanner prosecutor", "bribe charge harbour contract", 0, 1)
VERDICT = told("verdict", 120, "mirov judge", "bribe verdict harbour sentence", 0, 1)
FLOOD = told("flood", 3, "oberried", "flood dam river rescue", 4, 5)
REPAIRS = told("repairs", 60, "oberried", "flood dam river repair", 4, 5)
BUDGET = told("budget", 50, "minister", "budget tax vote parliament", 8)
STRIKE = told("strike", 70, "union", "strike wage train vote", 9)
STREAM = (ARREST, FLOOD, CHARGES, BUDGET, REPAIRS, STRIKE, VERDICT)


def run(*stories: Digested) -> tuple[Storylines, list[tuple[str, str]]]:
    """The storylines of a stream, and (after, before) of each link."""
    lines = Storylines()
    return lines, [(one.after, one.before) for each in stories for one in lines.add(each)]


def test_a_trial_is_one_storyline_and_a_flood_another() -> None:
    """Arrest, charges and verdict hang together over months; the president, who is in all, ties nothing."""
    lines, links = run(*STREAM)

    assert {lines.storyline_of(s.id) for s in (ARREST, CHARGES, VERDICT)} == {"arrest"}
    assert {lines.storyline_of(s.id) for s in (FLOOD, REPAIRS)} == {"flood"}
    assert lines.storyline_of("budget") == "budget"
    assert ("repairs", "flood") in links


def test_a_link_says_why_in_words() -> None:
    """The rarest names first; each term with what it adds, the weightiest first."""
    (one,) = link(CHARGES, STREAM)
    words = {term.name: term.words for term in one.why}

    assert one.before == "arrest"
    assert 0.5 <= one.score <= 1
    assert words["shared names"].startswith("both name tanner, mirov")
    assert words["time between"] == "39 days later"
    assert [abs(t.weight) for t in one.why] == sorted((abs(t.weight) for t in one.why), reverse=True)


def test_whoever_occurs_everywhere_ties_nothing() -> None:
    """Of two stories that share one name, those are closer that share a rare one."""
    rare = rarity_of(STREAM)

    assert rare(f"name:{OFFICE}") < rare("name:oberried") / 2


def test_a_like_event_elsewhere_is_no_sequel() -> None:
    """Another flood, in the same words, with other participants and other places."""
    other = told("other", 60, "marrowbay", "flood rescue mayor shelter", 4, 6, places=frozenset({"city:1"}))

    assert link(other, STREAM) == ()


def test_stories_do_not_chain_from_topic_to_topic() -> None:
    """Each is like the one before and unlike those before that: the thread ends where its matter does."""
    words = [f"word{n}" for n in range(40)]
    names = [f"name{n}" for n in range(40)]
    chain = [
        told(f"s{n}", 5 * n, " ".join(names[n : n + 4]), " ".join(words[n : n + 5]), *range(n, n + 4))
        for n in range(9)
    ]
    lines, links = run(*chain)

    assert ("s1", "s0") in links
    assert lines.storyline_of("s8") != "s0"


def test_each_story_links_to_few() -> None:
    """A long thread is a line, not a clique."""
    lines, links = run(*(replace(ARREST, id=f"s{n:02}", first=DAY + timedelta(days=n)) for n in range(12)))

    assert max(sum(after == f"s{n:02}" for after, _ in links) for n in range(12)) == 3
    assert len({lines.storyline_of(f"s{n:02}") for n in range(12)}) == 1


def test_a_related_link_ties_what_is_of_one_topic() -> None:
    """A sequel told in other words links to the first report; a link to something else ties nothing."""
    first = replace(FLOOD, urls=frozenset({"https://a.example/1"}))
    sequel = told("inquiry", 90, "oberried council", "inquiry engineer fault dam", 4, 5, 6)
    pointing = replace(sequel, links=frozenset({"https://a.example/1"}))
    stray = replace(STRIKE, links=frozenset({"https://a.example/1"}))
    scores = {s.id: link(s, [first, ARREST, BUDGET]) for s in (pointing, stray)}

    assert "links to one of its reports" in {t.words for t in scores["inquiry"][0].why}
    assert scores["strike"] == ()


def test_a_look_back_at_its_days_brings_stories_closer() -> None:
    """ "The flood of 13 January": the day, and words of that story."""
    when = date(2030, 1, 13).toordinal()
    back = replace(REPAIRS, refers=(Referred(when, when, frozenset({"flood", "dam"})),))
    wrong = replace(REPAIRS, refers=(Referred(when, when, frozenset({"wedding"})),))
    plain, closer, same = (link(s, [FLOOD, ARREST, BUDGET, STRIKE])[0].score for s in (REPAIRS, back, wrong))

    assert closer > plain == same


def test_models_are_never_compared() -> None:
    """A story that another model read has no topic in common, and no error."""
    other = replace(CHARGES, model="other", vector=np.ones(3, np.float32))

    assert all(t.name != "topic" for one in link(other, STREAM) for t in one.why)


def test_languages_without_a_word_in_common_meet_by_topic_and_names() -> None:
    """What the same vector space and the same names tell is enough."""
    abroad = replace(CHARGES, languages=frozenset({"fr"}), terms=(("pots", 0.4), ("devin", 0.4)))

    assert [one.before for one in link(abroad, STREAM)] == ["arrest"]


def test_the_same_stream_gives_the_same_storylines() -> None:
    """Each time, with the same links for the same reasons."""
    assert [Storylines().add(each) for each in STREAM] == [() for _ in STREAM]
    one, other = Storylines(), Storylines()

    assert [one.add(each) for each in STREAM] == [other.add(each) for each in STREAM]


def test_a_story_that_grows_keeps_its_place() -> None:
    """Adding it anew replaces it; what hangs on it hangs on it still."""
    lines, _ = run(*STREAM)
    lines.add(replace(CHARGES, articles=9))
    lines.add(replace(ARREST, articles=12))

    assert {lines.storyline_of(s.id) for s in (ARREST, CHARGES, VERDICT)} == {"arrest"}


def test_a_story_that_turns_out_to_go_on_takes_its_sequels_along() -> None:
    """First one vague report; when more come, its storyline and that of what hangs on it is the earlier one's."""
    vague = told("charges", 40, "someone", "charge", 7)
    lines, _ = run(ARREST, vague, BUDGET)
    assert lines.storyline_of("charges") == "charges"

    lines.add(CHARGES)

    assert lines.storyline_of("charges") == "arrest"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(-30, 400)), max_size=14))
def test_any_order_of_adding_and_growing_keeps_a_forest(steps: list[tuple[int, int]]) -> None:
    """Every story has one storyline, links point within it, and nothing goes round in circles."""
    lines = Storylines()
    hangs: dict[str, str] = {}
    for which, days in steps:
        story = STREAM[which]
        at = DAY + timedelta(days=days)
        links = lines.add(replace(story, first=at, last=at))
        assert all(lines.storyline_of(x.before) == lines.storyline_of(story.id) for x in links)
        hangs.pop(story.id, None)
        hangs.update({story.id: links[0].before} if links else {})
        for start in hangs:
            seen, at_hand = {start}, start
            while at_hand in hangs:
                at_hand = hangs[at_hand]
                assert at_hand not in seen
                seen.add(at_hand)
            assert lines.storyline_of(start) == at_hand


def test_a_digest_holds_what_most_reports_share() -> None:
    """Names of one report in many are left out; copies count in no pace; links to itself are none."""
    items = [
        Item(
            f"r{n}",
            f"Title {n}",
            "",
            "en",
            DAY + timedelta(hours=n),
            outlet=f"o{n}",
            url=f"https://o{n}.example/",
        )
        for n in range(4)
    ]
    sketches = [
        Sketch(
            i.id, i.at, "en", "", "m", towards(0, n), names=frozenset({"mirov", f"only{n}"}),
            terms=(("bribe", 2.0), (f"own{n}", 1.0)), days=frozenset({n}),
        )
        for n, i in enumerate(items)
    ]  # fmt: skip
    got = digested(
        "s", items[::-1], sketches, copies=["r3"], countries={"o0": "CH", "o9": "AT"},
        links=["https://o1.example/", "https://before.example/"],
    )  # fmt: skip

    assert (got.title, got.articles, got.origins, got.names) == ("Title 0", 4, 3, frozenset({"mirov"}))
    assert got.published == tuple(i.published for i in items[:3])
    assert (got.countries, got.links) == (frozenset({"CH"}), frozenset({"https://before.example/"}))
    assert got.terms[0][0] == "bribe"
    assert float(np.linalg.norm(got.vector)) == pytest.approx(1)
    assert got.days == frozenset(range(4))


def test_a_digest_of_odd_reports_is_no_error() -> None:
    """No time, no text, no sketch, empty vectors; a story without reports is a caller's bug."""
    bare = digested("s", [Item("r", "", "")], [])
    blank = digested("s", [Item("r", "", "")], [Sketch("r", None, "und", "", "m", towards(0) * 0)])

    assert (bare.first, bare.published, bare.model, bare.origins) == (None, (), "", 1)
    assert (blank.model, blank.vector.size) == ("", 0)
    assert Storylines().add(bare) == ()
    assert link(replace(bare, id="t"), [bare, blank]) == ()
    with pytest.raises(ValueError, match="reports"):
        digested("s", [], [])


def test_a_digest_keeps_what_its_reports_look_back_to() -> None:
    """Before its own days only."""
    item = Item(
        "r", "Repairs begin", "The flood of 2 January took the bridge. On 9 January rain fell.", "en", DAY
    )
    got = digested("s", [item], [], refers=[Referred(1, 1)])

    assert [date.fromordinal(r.first) for r in got.refers] == [date(2030, 1, 2), date(1, 1, 1)]


def test_of_two_stories_that_began_at_once_one_goes_on_with_the_other() -> None:
    """Never each with the other."""
    twin = replace(ARREST, id="brother")

    assert [one.before for one in link(twin, [ARREST, twin])] == ["arrest"]
    assert link(ARREST, [ARREST, twin]) == ()


def test_links_come_from_one_storyline_only() -> None:
    """A story that could go on with two threads goes on with the closer one."""
    both = told("both", 130, "mirov tanner oberried", "bribe harbour contract flood dam", 0, 1)
    links: tuple[Link, ...] = link(both, STREAM, threads={"arrest": "a", "charges": "a", "verdict": "a"})

    assert {one.before for one in links} <= {"arrest", "charges", "verdict"}
    assert links
