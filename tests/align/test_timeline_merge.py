"""One timeline of several stories, from the timelines that they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from counterpoint.align.timeline_merge import merge_timelines
from counterpoint.types import Article, Citation, Granularity, Story, TimelineEntry
from tests.make import article
from tests.render.sample import STORY

CLOSED = "The council closed the old pier on 12 May"


class OneThing:
    """An embedder to which all sentences say the same."""

    id, same, apart = "one", 0.9, 0.1

    def reads(self, language: str) -> bool:
        return bool(language)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), 1), np.float32)


def printed(text: str, outlet: str = "A", **fields: object) -> Article:
    """An article that is the same for the same outlet and text."""
    return article("Pier", text, outlet=outlet, **fields)


def entry(text: str, day: str = "2026-05-12", outlet: str = "A", grain=Granularity.DAY) -> TimelineEntry:
    """An entry with one citation."""
    made = printed(text, outlet)
    return TimelineEntry(day, grain, text, (Citation.of(made, made.span(6, 6 + len(text))),))


def story(*entries: TimelineEntry) -> Story:
    """A story of which only the timeline matters."""
    return replace(STORY, timeline=entries)


def test_a_happening_that_two_stories_tell_is_one_entry_with_the_citations_of_both():
    """In other words, too; another happening of the day stays apart."""
    merged = merge_timelines(
        [
            story(entry(CLOSED), entry("Firefighters saved seven horses near the mill")),
            story(entry("The old pier was closed by the council on 12 May", outlet="B")),
        ]
    )

    assert [(e.text, len(e.citations)) for e in merged] == [
        ("Firefighters saved seven horses near the mill", 1),
        (CLOSED, 2),
    ]


def test_one_report_in_two_stories_is_cited_once():
    """It is one passage, whichever story holds it."""
    (merged,) = merge_timelines([story(entry(CLOSED)), story(entry(CLOSED))])

    assert merged == entry(CLOSED)


def test_the_words_are_of_the_language_that_most_reports_are_in():
    """The German wording is no less cited."""
    german, english = entry("Der Anleger wurde gesperrt"), entry(CLOSED, outlet="B")
    told = replace(
        story(german, english),
        articles=(printed(german.text, language="de"), printed(CLOSED, "B"), printed("Nothing.", "C")),
    )

    (merged,) = merge_timelines([told], embedder=OneThing())

    assert (merged.text, len(merged.citations)) == (CLOSED, 2)


def test_the_same_words_of_another_day_are_another_happening():
    """A council may close a pier twice."""
    merged = merge_timelines([story(entry(CLOSED), entry(CLOSED, "2027-05-12"))])

    assert [e.date for e in merged] == ["2026-05-12", "2027-05-12"]


def test_a_coarser_date_joins_the_finer_one():
    """The later story only remembers the month."""
    month = entry("In May the council closed the old pier", "2026-05", "B", Granularity.MONTH)

    (merged,) = merge_timelines([story(month), story(entry(CLOSED))])

    assert (merged.date, merged.text, len(merged.citations)) == ("2026-05-12", CLOSED, 2)


def test_what_most_reports_date_is_kept_where_there_is_too_much():
    """And a headline of related coverage comes on top, unless a report dates the same."""
    headline = TimelineEntry("2026-05-20", Granularity.DAY, "Bridge opens to traffic", (), related="a1")
    same = TimelineEntry("2026-05-12", Granularity.DAY, "Council closed old pier", (), related="a1")
    stories = [
        story(entry("A choir sang in the chapel", "2026-05-13"), headline, same),
        story(entry(CLOSED), entry(CLOSED, outlet="B")),
    ]

    assert [e.text for e in merge_timelines(stories, most=1)] == [CLOSED, "Bridge opens to traffic"]


def test_the_order_of_stories_changes_nothing_and_none_make_nothing():
    """Nor does a story without a timeline."""
    stories = [story(entry(CLOSED)), story(), story(entry("The old pier was closed on 12 May", outlet="B"))]

    assert merge_timelines(stories) == merge_timelines(stories[::-1])
    assert merge_timelines([]) == merge_timelines([story()]) == ()


def test_a_negative_number_is_a_mistake_of_the_caller():
    """It is told at once."""
    with pytest.raises(ValueError, match="no negative number"):
        merge_timelines([], most=-1)
