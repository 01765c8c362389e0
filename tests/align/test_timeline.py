"""What happened when, from the dates in the texts themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from counterpoint.align.timeline import build_timeline
from counterpoint.types import (
    Claim,
    ClaimGroup,
    Granularity,
    Modality,
    RelatedItem,
    Report,
    Status,
    Support,
    TimeMention,
)
from tests.make import report

DAY = date(2026, 5, 12)


def dated(
    title: str, sentence: str, words: str, day: date | None = DAY, grain=Granularity.DAY, **fields
) -> Report:
    """A report of one sentence, one claim and one time."""
    made = report(title, sentence, **fields)
    at = made.article.text.index(words)
    span = made.article.span(at, at + len(words))
    time = TimeMention(span, words, "DATE", str(day), grain, None, day, day)
    claim = Claim("c", made.marks.sentences[1].span, 1, "be", modality=fields.get("modality", Modality.FACT))
    return Report(made.article, replace(made.marks, times=(time,), claims=(claim,)))


def test_two_reports_of_one_happening_are_one_entry_with_both_citations():
    """They share most words; the date is the text's, not that of publication."""
    a = dated(
        "A",
        "The old pier was closed on Tuesday.",
        "Tuesday",
        outlet="A",
        published=datetime(2026, 5, 20, tzinfo=UTC),
    )
    b = dated("B", "On 12 May the old pier was closed.", "12 May", outlet="B")

    (entry,) = build_timeline([a, b], ())

    assert (entry.date, entry.precision) == ("2026-05-12", Granularity.DAY)
    assert {c.span.article for c in entry.citations} == {a.article.id, b.article.id}
    assert [c.exact for c in entry.citations] == [r.article.read(r.marks.claims[0].span) for r in (a, b)]


def test_one_claim_group_in_two_languages_is_one_entry():
    """No word in common, one group; the words shown are of the language most reports are in."""
    a = dated("A", "The old pier was closed on Tuesday.", "Tuesday", outlet="A")
    b = dated("B", "Der alte Anleger wurde am Dienstag gesperrt.", "Dienstag", outlet="B", language="de")
    c = dated("C", "Nobody was hurt there on that Sunday.", "Sunday", date(2026, 5, 10), outlet="C")
    supports = tuple(Support(r.marks.claims[0].span, "o1") for r in (a, b))
    group = ClaimGroup("c1", "", Status.SINGLE, ("o1",), supports)

    entries = build_timeline([b, a, c], (group,))

    assert [e.text for e in entries] == [
        "Nobody was hurt there on that Sunday",
        "The old pier was closed on Tuesday",
    ]
    assert len(entries[1].citations) == 2


@pytest.mark.parametrize(
    ("grain", "shown"),
    [(Granularity.YEAR, "2026"), (Granularity.MONTH, "2026-05"), (Granularity.MINUTE, "2026-05-12")],
)
def test_a_date_is_as_precise_as_it_is_known(grain, shown):
    """A month stays a month; a minute is shown as its day."""
    (entry,) = build_timeline([dated("A", "The old pier was closed back then.", "then", grain=grain)], ())

    assert entry.date == shown


def test_what_is_off_the_calendar_or_only_possible_makes_no_entry():
    """No date, no entry; a rumour is no happening."""
    rumour = dated("A", "The old pier may be closed on Tuesday.", "Tuesday")
    rumour = Report(
        rumour.article,
        replace(rumour.marks, claims=(replace(rumour.marks.claims[0], modality=Modality.POSSIBLE),)),
    )

    assert (
        build_timeline([rumour, dated("B", "The old pier was closed in the past.", "the past", None)], ())
        == ()
    )


def test_related_headlines_come_with_their_printed_dates():
    """Once each, without a citation, since they stand outside the text; undated ones stay out."""
    items = (
        RelatedItem("Divers find cracks", datetime(2026, 4, 2, 9, 30, tzinfo=UTC)),
        RelatedItem("Divers find cracks", datetime(2026, 4, 2, 9, 30, tzinfo=UTC)),
        RelatedItem("A short history of the pier", None),
    )
    made = report("A", "The old pier was closed.", related=items)

    (entry,) = build_timeline([made], ())

    assert (entry.date, entry.text, entry.citations, entry.related) == (
        "2026-04-02",
        "Divers find cracks",
        (),
        made.article.id,
    )


def test_what_ends_on_a_day_or_is_due_by_it_is_no_happening_of_that_day():
    """Sailings cancelled until Thursday: nothing is known of Thursday."""
    assert build_timeline([dated("A", "All sailings are cancelled until Tuesday.", "Tuesday")], ()) == ()


def test_a_page_s_note_on_itself_is_no_happening():
    """When an article was changed is the page's affair."""
    assert build_timeline([dated("A", "This article was amended on 12 May 2026.", "12 May 2026")], ()) == ()


def test_an_hour_without_its_day_makes_no_entry():
    """The report's own day would be a guess: the evening's fire is in the next morning's paper."""
    made = dated("A", "The old pier caught fire at 21:40 last.", "21:40", grain=Granularity.MINUTE)
    (time,) = made.marks.times

    assert (
        build_timeline([Report(made.article, replace(made.marks, times=(replace(time, anchor=DAY),)))], ())
        == ()
    )


def test_a_decade_is_not_its_first_year():
    """ "In the 1980s" has no date that a timeline can hold."""
    made = dated("A", "The old pier was a bar in the 1980s.", "the 1980s", date(1980, 1, 1), Granularity.YEAR)
    (time,) = made.marks.times
    decade = replace(time, latest=date(1989, 12, 31))

    assert build_timeline([Report(made.article, replace(made.marks, times=(decade,)))], ()) == ()


@pytest.mark.parametrize(
    ("value", "grain"), [("2026-SP", Granularity.SEASON), ("2026-Q2", Granularity.QUARTER)]
)
def test_a_season_or_quarter_is_not_its_first_month(value, grain):
    """It keeps its own name, which pages write in words."""
    made = dated("A", "The old pier was closed back then.", "then", date(2026, 4, 1), grain)
    (time,) = made.marks.times
    named = replace(time, value=value)

    (entry,) = build_timeline([Report(made.article, replace(made.marks, times=(named,)))], ())

    assert (entry.date, entry.precision) == (value, grain)


def test_a_month_and_a_day_in_it_are_one_happening():
    """The more precise report names the entry; both are cited."""
    month = dated(
        "A", "Divers closed the old pier in May.", "May", date(2026, 5, 1), Granularity.MONTH, outlet="A"
    )
    day = dated("B", "On 12 May divers closed the old pier.", "12 May", outlet="B")

    (entry,) = build_timeline([month, day], ())

    assert (entry.date, len(entry.citations)) == ("2026-05-12", 2)


def test_the_whole_sentence_is_shown_where_it_is_short():
    """A clause out of its sentence leaves a reader asking who."""
    made = dated("A", "The harbour master, who closed the pier on Tuesday, spoke.", "Tuesday")
    (claim,) = made.marks.claims
    start = made.article.text.index("who closed")
    clause = replace(claim, span=made.article.span(start, start + len("who closed the pier on Tuesday")))

    (entry,) = build_timeline([Report(made.article, replace(made.marks, claims=(clause,)))], ())

    assert entry.text == "The harbour master, who closed the pier on Tuesday, spoke"


def test_a_day_that_one_report_alone_gives_a_happening_is_left_to_the_disputes():
    """Two say Tuesday, one says Wednesday: the timeline has Tuesday."""
    told = [
        dated("A", "The old pier was closed on Tuesday.", "Tuesday", outlet="A"),
        dated("B", "On Tuesday divers shut it for good.", "Tuesday", outlet="B"),
        dated("C", "The old pier was closed on Wednesday.", "Wednesday", date(2026, 5, 13), outlet="C"),
    ]
    group = ClaimGroup(
        "c1", "", Status.DISPUTED, ("o1",), tuple(Support(r.marks.claims[0].span, "o1") for r in told)
    )

    (entry,) = build_timeline(told, (group,))

    assert (entry.date, len(entry.citations)) == ("2026-05-12", 2)


class Reader:
    """An embedder for which all sentences on piers are one."""

    id, same, apart = "reader", 0.6, 0.1

    def reads(self, language: str) -> bool:
        return language in {"en", "de"}

    def embed(self, texts):
        return np.array(
            [[1.0, 0.0] if "ier" in t or "nleger" in t else [0.0, 1.0] for t in texts], np.float32
        )


def test_two_languages_are_one_entry_where_a_model_reads_both():
    """No word in common and no claim group: the vectors tell."""
    told = [
        dated("A", "The old pier was closed on Tuesday.", "Tuesday", outlet="A"),
        dated("B", "Der alte Anleger wurde am Dienstag gesperrt.", "Dienstag", outlet="B", language="de"),
    ]

    assert len(build_timeline(told, ())) == 2
    assert len(build_timeline(told, (), Reader())) == 1
