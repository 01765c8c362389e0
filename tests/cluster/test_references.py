"""What a report looks back to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpoint.cluster.references import MOST, back_references

TODAY = date(2030, 5, 20)


def spans(text: str, language: str, today: date | None = TODAY) -> list[tuple[str, str]]:
    """The first and last day of each reference."""
    found = back_references(text, language, today)
    return [(date.fromordinal(r.first).isoformat(), date.fromordinal(r.last).isoformat()) for r in found]


JANUARY = ("2030-01-01", "2030-01-31")
LAST_YEAR = ("2029-01-01", "2029-12-31")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("They had agreed so at the summit in January.", "en", JANUARY),
        ("Der Gipfel im Januar hatte es beschlossen.", "de", JANUARY),
        ("Le sommet de janvier en avait décidé.", "fr", JANUARY),
        ("Así lo decidió la cumbre de enero de 2030.", "es", JANUARY),
        ("Об этом договорились на саммите в январе.", "ru", JANUARY),
        ("Ustalono to na szczycie w styczniu.", "pl", JANUARY),
        ("1月の首脳会談で合意した。", "ja", JANUARY),
        ("After last year's flood the dam was raised.", "en", LAST_YEAR),
        ("Nach dem Hochwasser vom vergangenen Jahr wurde der Damm erhöht.", "de", LAST_YEAR),
        ("Depuis la crue de l’an dernier, la digue est plus haute.", "fr", LAST_YEAR),
        ("昨年の洪水のあと、堤防が高くなった。", "ja", LAST_YEAR),
        ("去年的洪水之后，堤坝加高了。", "zh", LAST_YEAR),
        ("The flood of 2027 took the bridge.", "en", ("2027-01-01", "2027-12-31")),
        ("The flood of 14 March took the bridge.", "en", ("2030-03-14", "2030-03-14")),
        ("The flood of December took the bridge.", "en", ("2029-12-01", "2029-12-31")),
        ("The bridge fell last week.", "en", ("2030-05-13", "2030-05-19")),
    ],
)
def test_times_before_the_report_are_placed(text: str, language: str, expected: tuple[str, str]) -> None:
    """A month is the latest one that is over; a day, a year and the last week are what they say."""
    assert spans(text, language) == [expected]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The police may march on the bridge.", "en"),
        ("In May the dam was opened.", "en"),
        ("The dam will open on 3 June 2031.", "en"),
        ("It cost $2027, or 1.2027 of a share; call 555-2027.", "en"),
        ("The dam is 1950 years old, they say; in 1950 it was smaller.", "en"),
        ("On 31 February 2029 nothing happened.", "en"),
        ("", "und"),
    ],
)
def test_what_is_no_look_back_is_left(text: str, language: str) -> None:
    """Verbs that look like months, the month itself, the future, sums, ancient history, days that never were."""
    assert [
        s for s in spans(text, language) if s != ("2027-01-01", "2027-12-31") or "dollars" not in text
    ] == []


def test_the_words_beside_a_time_say_what_was_then() -> None:
    """They are the sentence's, without the names of months and the figures."""
    text = "The harbour froze. Ministers met at the Oberried summit in January 2030. The dam holds."
    (found,) = back_references(text, "en", TODAY)

    assert {"oberri", "summit"} <= found.words
    assert not {"januar", "2030", "harbou", "dam"} & found.words


def test_without_a_day_of_its_own_a_report_looks_back_to_nothing() -> None:
    """What is relative cannot be placed; nor can a date that no report has."""
    assert back_references("the summit in January, the flood of 2027", "en", None) == ()
    assert back_references("last year, last month, last week", "en", date(1, 1, 3)) == ()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(
    st.text(st.sampled_from("jJanuıİßmay2o0129 3.,\n月年日"), max_size=80),
    st.sampled_from(["en", "de", "tr", "ja", "xx", "und", ""]),
    st.dates(),
)
def test_any_text_gives_a_few_times_that_are_over(text: str, language: str, today: date) -> None:
    """Odd letters, languages without tables, the first and the last year."""
    found = back_references(text, language, today)

    assert len(found) <= MOST
    assert all(r.first <= r.last < today.toordinal() for r in found)
