"""Sentences that date a happening, and the days that many reports name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from counterpoint.align.timeline_days import (
    AGAIN,
    AHEAD,
    FROM_AFAR,
    IN_FULL,
    DatedSentence,
    dated_sentences,
    weigh_days,
    wordings,
)
from counterpoint.types import BlockKind, Granularity, Span, TimeMention
from tests.make import report

OUT = datetime(2026, 5, 14, 9, tzinfo=UTC)  # a Thursday
TUESDAY = date(2026, 5, 12)
PIER = "The old pier was closed on Tuesday after divers found cracks."


def found(
    sentences: str,
    words: str,
    day: date = TUESDAY,
    grain=Granularity.DAY,
    *,
    anchored: bool = True,
    approximate: bool = False,
) -> tuple[DatedSentence, ...]:
    """What a report of one paragraph dates, where the words name the day."""
    made = report("A pier", sentences, published=OUT)
    at = made.article.text.index(words)
    span = made.article.span(at, at + len(words))
    anchor = OUT.date() if anchored else None
    time = TimeMention(span, words, "DATE", str(day), grain, anchor, day, day, approximate)
    return dated_sentences(made.article, made.marks.sentences, (time,))


def said(text: str, day: date = TUESDAY, article: str = "a", **fields: object) -> DatedSentence:
    """A dated sentence of one report, published two days after."""
    plain = DatedSentence(
        Span(article, 0, len(text)), text, day, "on tuesday", False, True, date(2026, 5, 14), "", "en"
    )
    return replace(plain, **fields)


def test_a_sentence_is_dated_by_the_day_that_its_words_name():
    """Not by the day on which the report came out."""
    (dated,) = found(PIER, "on Tuesday")

    assert (dated.text, dated.day, dated.published) == (PIER, TUESDAY, OUT.date())
    assert (dated.in_full, dated.alone, dated.ahead) == (False, True, False)


def test_a_line_that_is_only_a_date_dates_the_sentence_after_it():
    """As chronologies write; the passage cited holds both."""
    (dated,) = found("2 March 2026. Divers found cracks in the old pier.", "2 March 2026", date(2026, 3, 2))

    assert dated.text == "2 March 2026. Divers found cracks in the old pier."


def test_a_page_s_own_stamp_dates_nothing():
    """A line that gives the day of publication is no chronology's."""
    assert found("Updated 14 May 2026. Divers found cracks in the old pier.", "14 May 2026", OUT.date()) == ()


@pytest.mark.parametrize(
    ("sentence", "words", "day"),
    [
        ("The pier was closed for good fifteen days ago.", "fifteen days ago", date(2026, 4, 29)),
        ("A storm had hit the pier around 2 March.", "around 2 March", date(2026, 3, 2)),
        ("Gulls on the pier (Photo: A. Diaz, 12 May 2026)", "12 May 2026", TUESDAY),
        ("12 May 2026 | A. Diaz The harbour and its old pier", "12 May 2026", TUESDAY),
        ("Diaz, A history of piers, 12 May 2026, https://pier.example/1", "12 May 2026", TUESDAY),
        ("All sailings from the pier are cancelled until 12 May.", "12 May", TUESDAY),
        ("This article on the pier was updated on 12 May.", "12 May", TUESDAY),
    ],
)
def test_what_names_no_day_of_a_happening_is_left_out(sentence, words, day):
    """Round figures, approximate dates, limits, and the dates of pictures, sources, lists of pages and of the page itself."""
    assert found(sentence, words, day, approximate="around" in words) == ()


def test_an_hour_alone_takes_no_day():
    """ "At 21:40" in a morning's report was the evening before: its day is a guess."""
    assert (
        found("The pier was cleared at 21:40 by the guards.", "at 21:40", OUT.date(), Granularity.MINUTE)
        == ()
    )


def test_titles_and_captions_date_nothing():
    """A caption's date is the picture's."""
    made = report("The pier was closed on Tuesday by divers", "Nothing else is known of it.", published=OUT)
    at = made.article.text.index("on Tuesday")
    time = TimeMention(
        made.article.span(at, at + 10),
        "on Tuesday",
        "DATE",
        "",
        Granularity.DAY,
        OUT.date(),
        TUESDAY,
        TUESDAY,
    )

    assert made.marks.sentences[0].block is BlockKind.HEADING
    assert dated_sentences(made.article, made.marks.sentences, (time,)) == ()


def test_the_same_words_that_mean_many_days_are_furniture():
    """A page's clock or a teaser that every page prints takes each page's own day."""
    pages = [said("Will the baths close again at Christmas?", date(2026, m, 25), f"a{m}") for m in (1, 2, 3)]

    assert wordings(pages) == []


def test_a_copy_printed_later_keeps_the_first_day():
    """ "Today", carried by another outlet a day after, is still the day before."""
    first = said(PIER, TUESDAY, "a", published=TUESDAY)
    later = said(PIER, date(2026, 5, 13), "b", published=date(2026, 5, 13))

    assert wordings([later, first]) == [(first, later)]
    assert weigh_days(wordings([later, first])).keys() == {TUESDAY}


@pytest.mark.parametrize(
    ("fields", "weight"),
    [
        ({}, 1.0),
        ({"in_full": True}, IN_FULL),
        ({"published": date(2026, 8, 1)}, FROM_AFAR),
        ({"published": date(2026, 5, 1)}, AHEAD),
        ({"published": None}, 1.0),
    ],
)
def test_a_day_weighs_by_how_it_is_named(fields, weight):
    """More with its year and from afar, less before it has come."""
    assert weigh_days([(said(PIER, **fields),)]) == {TUESDAY: weight}


def test_reports_are_counted_and_not_sentences():
    """Two sentences of one report are one; a second report of one outlet adds less than another outlet's."""
    sentences = [
        said("The old pier was closed on Tuesday.", article="a", outlet="A"),
        said("Divers had warned of cracks before Tuesday.", article="a", outlet="A"),
        said("Nobody may enter the pier since Tuesday.", article="b", outlet="A"),
        said("The harbour lost its pier on Tuesday.", article="c", outlet="C"),
    ]

    assert weigh_days(wordings(sentences)) == {TUESDAY: 1 + AGAIN + 1}


def chronology(*lines: tuple[str, date]) -> tuple[DatedSentence, ...]:
    """What a report dates whose paragraphs each open with a day."""
    made = report(
        "The pier", *(f"{words}: divers closed the old pier again" for words, _ in lines), published=OUT
    )
    times, at = [], 0
    for words, day in lines:
        at = made.article.text.index(words, at)
        times.append(
            TimeMention(
                made.article.span(at, at + len(words)), words, "DATE", "", Granularity.DAY, TUESDAY, day, day
            )
        )
        at += len(words)
    return dated_sentences(made.article, made.marks.sentences, times)


def test_a_chronology_whose_years_are_lost_dates_nothing():
    """Its days run back and forth: which year each is of cannot be told. In one direction, all are of this year."""
    march, may, july = date(2026, 3, 5), date(2026, 5, 7), date(2025, 7, 9)
    lost = chronology(("5 March", march), ("7 May", may), ("9 July", july), ("5 March", march), ("9 July", july),
                      ("7 May", may))  # fmt: skip
    kept = chronology(*((f"{n} May", date(2026, 5, n)) for n in (1, 3, 5, 7, 9)))

    assert lost == ()
    assert [d.day.day for d in kept] == [1, 3, 5, 7, 9]


def test_marks_of_a_list_are_no_words_of_its_sentence():
    """The passage cited keeps them."""
    (dated,) = found("- On 12 May divers closed the old pier.", "12 May")

    assert dated.text == "On 12 May divers closed the old pier."
    assert dated.opens


def test_of_days_named_as_often_that_one_weighs_more_after_which_reports_came_out():
    """On the day or the next; a day that is named alone, long before, has the plain weight."""
    long_ago = said(
        "On 3 May the pier was painted green by the harbour.", date(2026, 5, 3), "a", published=TUESDAY
    )
    today = said(PIER, TUESDAY, "b", published=TUESDAY)
    weights = weigh_days(wordings([long_ago, today]))

    assert weights[TUESDAY] > 1.0
    assert weights[date(2026, 5, 3)] == FROM_AFAR
