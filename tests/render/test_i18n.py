"""Six interface languages that say the same things."""

import string
import tomllib
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources

import pytest

from counterpoint.errors import ConfigError
from counterpoint.render.i18n import LOCALES, direction, interface
from counterpoint.types import (
    ChannelKind,
    CopyKind,
    EdgeKind,
    OriginKind,
    Status,
    Use,
)


@cache
def catalogue(code):
    file = resources.files("counterpoint.render") / "messages" / f"{code}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def places(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def keys(code):
    return {(section, key) for section, entries in catalogue(code).items() for key in entries}


@pytest.mark.parametrize("code", LOCALES)
def test_each_language_has_every_message(code):
    """A message missing in one language, or left over in one, fails here."""
    assert keys(code) ^ keys("en") == set()


@pytest.mark.parametrize("code", LOCALES)
def test_messages_have_the_same_places_in_every_language(code):
    """A translation that drops {who} would drop the source."""
    for section, entries in catalogue("en").items():
        for key, message in entries.items():
            there = catalogue(code)[section][key]
            if isinstance(message, str):
                assert places(there) == places(message), (code, section, key)
            else:
                assert set().union(*map(places, there.values())) <= {"n"}, (code, section, key)


@pytest.mark.parametrize("code", LOCALES)
def test_counts_have_each_plural_form_of_their_language(code):
    """CLDR's categories: one in Japanese, six in Arabic."""
    wanted = {"other", *interface(code).locale.plural_form.tags}
    for key, forms in catalogue(code)["count"].items():
        assert set(forms) == wanted, (code, key)


@pytest.mark.parametrize("code", LOCALES)
@pytest.mark.parametrize(
    ("section", "kinds"),
    [
        ("origin", OriginKind),
        ("copy", CopyKind),
        ("edge", EdgeKind),
        ("channel", ChannelKind),
        ("channel_named", ChannelKind),
        ("status", Status),
        ("status_means", Status),
        ("rights", Use),
    ],
)
def test_each_kind_of_record_has_a_word(code, section, kinds):
    """A kind added to the records without a word fails here."""
    assert {k.value for k in kinds} <= set(catalogue(code)[section])


@pytest.mark.parametrize("code", LOCALES)
def test_nothing_is_left_in_english(code):
    """A translation is not a copy of the English message, unless that is places and punctuation alone."""
    same = [
        (section, key)
        for section, entries in catalogue(code).items()
        for key, message in entries.items()
        if code != "en" and isinstance(message, str) and message == catalogue("en")[section][key]
        if any(c.isalpha() for text, *_ in string.Formatter().parse(message) for c in text)
    ]
    allowed = {
        "video",
        "document",
        "date",
        "quarter",
        "passage",
        "passages",
        "dispute",
        "caption",
        "value",
        "citation",
        "copies",
        "version",
    }
    assert [k for s, k in same if k not in allowed and s != "date"] == []


@pytest.mark.parametrize(
    ("value", "en", "fr"),
    [
        ("2026", "2026", "2026"),
        ("2026-03", "March 2026", "mars 2026"),
        ("2026-03-09", "9 March 2026", "9 mars 2026"),
        ("2026-W11", "week of 9 March 2026", "semaine du 9 mars 2026"),
        ("2026-Q1", "1st quarter 2026", "1er trimestre 2026"),
        ("2025-SP", "spring 2025", "printemps 2025"),
        ("2026-03-09T09:30", "9 March 2026, 09:30", "9 mars 2026, 09:30"),
        ("2026-13", "2026-13", "2026-13"),
        ("2026-W60", "2026-W60", "2026-W60"),
        ("XXXX-WXX-2", "XXXX-WXX-2", "XXXX-WXX-2"),
    ],
)
def test_dates_are_as_precise_as_known(value, en, fr):
    """A month stays a month; what is no date is shown as it is."""
    assert (interface("en").date(value), interface("fr").date(value)) == (en, fr)


def test_a_time_says_its_zone_when_it_has_one():
    """The page does not know where its reader is."""
    ui = interface("en")

    assert ui.moment(datetime(2026, 3, 9, 14, 5, tzinfo=UTC)) == "9 March 2026, 14:05 UTC"
    assert ui.date("2026-03-09T14:05:00+05:30") == "9 March 2026, 14:05 UTC+5:30"
    assert ui.date("2026-03-09T14:05:00-03:00") == "9 March 2026, 14:05 UTC−3"


def test_plurals_numbers_and_lists_follow_the_language():
    """Arabic has a dual; French writes a comma; Japanese joins without spaces."""
    assert interface("ar").count("count.reports", 2) == "تقريران"
    assert interface("en").count("count.reports", 1) == "1 report"
    assert interface("fr").number(2400.5) == "2\u202f400,5"
    assert interface("ja").listing(["a", "b"], "or") == "aまたはb"
    assert interface("en").percent(0.999) == "99%"


def test_only_arabic_runs_from_right_to_left():
    """The interface's direction comes from CLDR; an unknown language lets the browser decide."""
    assert [interface(c).direction for c in LOCALES] == ["ltr"] * 5 + ["rtl"]
    assert (direction("he"), direction("en-GB"), direction("und"), direction("no such")) == (
        "rtl",
        "ltr",
        "auto",
        "auto",
    )


def test_a_region_is_accepted():
    """fr-CA reads the French catalogue."""
    assert interface("fr-CA") is not None
    assert interface("fr_CA").day(date(2026, 3, 9)) == "9 mars 2026"


def test_an_unknown_language_is_an_error_that_names_the_known_ones():
    """The user sees what to choose from."""
    with pytest.raises(ConfigError, match="en, sw, ja, ko, fr, ar"):
        interface("tlh")
