"""Printed dates: every language's own rendering, and no guesses."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.dates import month_names, parse_printed_date, weekday_names

MORNING = datetime.fromisoformat("2024-03-09T08:05")


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Saturday, March 9, 2024 8:05 AM", "en"),
        ("9 Mar. 2024 at 08:05", "en"),
        ("9 mars 2024 à 08h05", "fr"),
        ("Samstag, 9. März 2024, 8.05 Uhr", "de"),
        ("9 de marzo de 2024, 08:05 h", "es"),
        ("9 de março de 2024 às 8h05", "pt"),
        ("Sabato 9 marzo 2024, ore 8.05", "it"),
        ("9 maart 2024 om 08:05", "nl"),
        ("9 Mart 2024 08:05", "tr"),
        ("9 marca 2024, 08:05", "pl"),
        ("9 марта 2024 г., 8:05", "ru"),
        ("٩ مارس ٢٠٢٤ ٠٨:٠٥", "ar"),
        ("9 آذار/مارس 2024 08:05", "ar"),
        ("2024年3月9日 8時05分", "ja"),
        ("令和6年3月9日 午前8時05分", "ja"),
        ("2024年3月9日08:05", "zh"),
        ("2024년 3월 9일 오전 8:05", "ko"),
        ("Jumamosi, 9. Mwezi wa tatu 2024, 08:05:00", "sw"),
        ("9 Machi 2024, 08:05", "sw"),
        ("09.03.2024 | 08:05", "de"),
        ("09/03/2024 08:05", "es"),
        ("03/09/2024 8:05 a.m.", "en-US"),
        ("09/03/2024 08:05", "en-GB"),
        ("2024-03-09T08:05", "en"),
    ],
)
def test_a_printed_date_is_read_in_its_language(line, language):
    """One moment, as two dozen pages print it."""
    assert parse_printed_date(line, language) == MORNING


@pytest.mark.parametrize("number", range(1, 13))
def test_swahili_counts_its_months(number):
    """CLDR knows only the borrowed names; pages also print "the month of ..."."""
    counted = "kwanza pili tatu nne tano sita saba nane tisa kumi".split()
    word = counted[number - 1] if number <= 10 else f"kumi na {('moja', 'mbili')[number - 11]}"

    assert parse_printed_date(f"5. Mwezi wa {word} 2023", "sw") == datetime.fromisoformat(
        f"2023-{number:02}-05"
    )


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("9 Mar 2024 08:05 EST", -5),
        ("July 9, 2024 8:05 a.m. ET", -4),
        ("9 марта 2024, 08:05 МСК", 3),
        ("Sabtu, 9 Maret 2024 | 08.05 WIB", 7),
        ("2024-03-09T08:05:00+05:30", 5.5),
        ("9 Mar 2024, 08:05 UTC-3", -3),
    ],
)
def test_a_printed_zone_makes_the_date_aware(line, hours):
    """The zone is read from letters or an offset; summer time follows the date."""
    language = {"М": "ru", "W": "id"}.get(line.split()[-1][0], "en")
    moment = parse_printed_date(line, language)

    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=hours)


def test_the_outlets_zone_serves_where_none_is_printed():
    """`default_zone` fills a gap, it does not overrule."""
    tokyo = timezone(timedelta(hours=9))

    assert parse_printed_date("9 Mar 2024 08:05", "en", default_zone=tokyo).tzinfo == tokyo
    assert parse_printed_date("9 Mar 2024 08:05 GMT", "en", default_zone=tokyo).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("03/04/2024", "en"),
        ("9 March", "en"),
        ("31 February 2024", "en"),
        ("", "en"),
        ("Call 555 010 2024", "en"),
        ("et 14 personnes", "fr"),
        ("On 9 March 2024 the council met again to hear what people living by the river had to say", "en"),
    ],
)
def test_what_is_no_date_or_two_dates_is_none(line, language):
    """An ambiguous order, a missing year, a day that does not exist, or a sentence: nothing is guessed."""
    assert parse_printed_date(line, language) is None


def test_a_printed_weekday_settles_the_order():
    """Saturday was 9 March, not 3 September."""
    assert parse_printed_date("Saturday 09/03/2024", "en") == datetime.fromisoformat("2024-03-09")


@given(st.text(max_size=80), st.sampled_from(["en", "ar", "ja", "sw", "xx", ""]))
def test_no_line_crashes(line, language):
    """Any text gives a date or None."""
    assert parse_printed_date(line, language) is None or isinstance(
        parse_printed_date(line, language), datetime
    )


def test_names_are_complete():
    """Twelve months and seven weekdays in each language that the engine reads closely."""
    for language in ("en", "de", "fr", "es", "pt", "ru", "ar", "sw", "it", "nl", "tr", "id"):
        assert set(month_names(language).values()) == set(range(1, 13))
        assert set(weekday_names(language).values()) == set(range(7))
