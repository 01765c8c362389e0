"""What happened when, from the dates in the texts themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

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
