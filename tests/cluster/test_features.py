"""A sketch keeps of a report what tells its event from others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import numpy as np
import pytest
from numpy.typing import NDArray

from counterpoint.cluster.features import sketch_items
from counterpoint.cluster.features_days import days_of
from counterpoint.cluster.features_names import far_bones, names_and_places
from counterpoint.cluster.features_words import figures_of, terms_of_text
from counterpoint.models.lexical import LexicalEmbedder
from counterpoint.types.stream import Item

FIRE = Item(
    "a",
    "Warehouse Fire In Harbour Kills Two",
    "A fire in a warehouse at Rotterdam's harbour killed two people on Monday, said the mayor, Femke Visser. "
    "Some 140 firemen came. Visser praised them. " * 4,
    "en",
    published=datetime(2031, 5, 14, 9, tzinfo=UTC),
    outlet="The Quay",
)


class Reader:
    """An embedder that reads one language, and says the length of what it was given."""

    same = apart = 0.5

    def __init__(self, name: str, language: str) -> None:
        self.id = name
        self._language = language

    def reads(self, language: str) -> bool:
        return language == self._language

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[1.0, 0.0] if t else [0.0, 0.0] for t in texts], np.float32).reshape(len(texts), 2)


def test_a_sketch_holds_names_places_figures_and_days() -> None:
    """What stands in the report stands in its sketch, in forms that can be compared."""
    sketch = sketch_items([FIRE], LexicalEmbedder())[0]

    assert {"femke", "visser"} <= sketch.names
    assert sketch.numbers == {"140"}
    assert sketch.days == {date(2031, 5, 12).toordinal()}
    assert any(place.startswith("city:") for place in sketch.places)
    assert "wareho" in dict(sketch.terms)
    assert (sketch.language, sketch.outlet, sketch.whole) == ("en", "The Quay", True)


def test_vectors_have_unit_length_and_an_empty_report_none() -> None:
    """A report without a word is sketched all the same: its vector has no direction."""
    full, empty = sketch_items([FIRE, Item("b", "", "")], LexicalEmbedder())

    assert np.linalg.norm(full.vector) == pytest.approx(1.0, abs=1e-5)
    assert not empty.vector.any()
    assert (empty.names, empty.terms, empty.language) == (frozenset(), (), "und")


def test_no_reports_no_sketches() -> None:
    """An empty batch is no error."""
    assert sketch_items([], LexicalEmbedder()) == []


def test_a_bridge_stands_beside_the_vector() -> None:
    """The second model's vector is kept under its name; whether the first reads the language is said."""
    items = [
        Item("a", "Fire", "A fire.", "en"),
        Item("b", "Požár", "Hoří.", "cs"),
        Item("c", "", "Text", "cs"),
    ]

    english, czech, untitled = sketch_items(items, Reader("one", "en"), Reader("two", "cs"))

    assert (english.read, czech.read) == (True, False)
    assert czech.bridge is not None
    assert czech.bridge_model == "two"
    assert (untitled.bridge, untitled.bridge_model) == (None, "")


def test_the_language_is_found_where_it_is_not_given() -> None:
    """A report of unknown language is read as what it is written in."""
    text = "В порту сгорел склад, погибли два человека, сообщил мэр города."

    assert sketch_items([Item("a", "Пожар в порту", text)], LexicalEmbedder())[0].language == "ru"


def test_regions_and_scripts_of_a_language_are_left_out() -> None:
    """Reports in en-GB and in EN are in one language."""
    sketches = sketch_items([Item("a", "Fire", "", "en-GB"), Item("b", "Fire", "", "EN")], LexicalEmbedder())

    assert [s.language for s in sketches] == ["en", "en"]


def test_a_title_that_the_text_repeats_counts_once() -> None:
    """Extracted texts begin with their title: their sketch is that of the text without it."""
    plain, repeated = sketch_items(
        [
            Item("a", "Fire at harbour", "Two died."),
            Item("a", "Fire at harbour", "Fire at harbour\n\nTwo died."),
        ],
        LexicalEmbedder(),
    )

    assert plain.terms == repeated.terms
    assert np.allclose(plain.vector, repeated.vector)


def test_a_headline_alone_is_told_from_one_with_a_line_below() -> None:
    """Also where the text is the title again."""
    title = "Fire at harbour"
    texts = ("", title, f" {title}\n ", f"{title}\n\nTwo died.")

    sketches = sketch_items([Item("a", title, text) for text in texts], LexicalEmbedder())

    assert [(s.bare, s.whole) for s in sketches] == [(True, False)] * 3 + [(False, False)]


def test_names_are_told_from_the_first_words_of_sentences() -> None:
    """A word is a name where it has its capital within a sentence, and never goes without."""
    names, _ = names_and_places("", "Police came. Later the police met Anna Lind. Lind spoke.", "en")

    assert names == {"anna", "lind"}


def test_a_title_in_capitals_gives_no_names_of_its_own() -> None:
    """Where every word of a title has a capital, only those count that the text shows to be names."""
    names, _ = names_and_places("Lind Wins Vote", "The vote went to Anna Lind.", "en")

    assert names == {"anna", "lind"}


@pytest.mark.parametrize(
    ("title", "places"),
    [
        ("Slovenia goes to the polls", {"territory:SI"}),
        ("Slovenian Voters Go To The Polls", {"territory:SI"}),
        ("Nigerian and German ministers meet", {"territory:NG", "territory:DE"}),
        ("New York Mayor Visits Hong Kong", {"city:5128581", "territory:HK"}),
        ("Reading Cameron Is Nice Of A Human In Indiana", set()),
    ],
)
def test_titles_give_states_and_great_cities_whatever_their_capitals(title: str, places: set[str]) -> None:
    """At the head of a headline, and where all words have capitals; small towns are words of their own there."""
    assert names_and_places(title, "", "en")[1] == places


def test_russian_names_lose_their_endings() -> None:
    """A name in another case is the same name."""
    one, _ = names_and_places("", "Об этом говорили с Линдбергом вчера.", "ru")
    other, _ = names_and_places("", "Вчера слушали Линдберга.", "ru")

    assert one == other != frozenset()


def test_a_name_meets_itself_in_another_script() -> None:
    """Consonants are what spellings in two scripts have in common."""
    (russian,), _ = names_and_places("", "Вчера говорил Линдберг.", "ru")
    (japanese,), _ = names_and_places("", "リンドベルグが話した。", "ja")

    assert far_bones("lindberg") == far_bones(russian) == far_bones(japanese) != ""


def test_places_have_one_id_in_all_languages() -> None:
    """The gazetteer's ids do not depend on the language."""
    found = [
        names_and_places("", text, language)[1]
        for text, language in (
            ("They met in Tokyo.", "en"),
            ("Они встретились в Токио.", "ru"),
            ("東京で会った。", "ja"),
        )
    ]

    assert found[0]
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Some 1,500 of 12 000 left", {"1500", "12000"}),
        ("up 3.5 per cent, or 3,5", {"3.5"}),
        ("in 2024, at 10:30, on 2024-05-01, room b52", set()),
        ("two, 2 and 1", set()),
        ("١٤٠ شخصا", {"140"}),
        ("9" * 400, {"9" * 18}),
    ],
)
def test_figures_are_plain_decimals(text: str, figures: set[str]) -> None:
    """Separators go; years, clock times, dates, codes and the smallest figures say nothing."""
    assert figures_of(text) == figures


def test_terms_of_unspaced_scripts_are_pairs_of_characters() -> None:
    """Two Japanese reports share pairs of characters where they share words."""
    assert "火災" in dict(terms_of_text("倉庫で火災", ""))


def test_words_that_hold_sentences_together_are_no_terms() -> None:
    """Function words of any language are left out."""
    assert dict(terms_of_text("", "the fire and the und der")).keys() == {"fire"}


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("On 3 March 2030 it rained", "en", date(2030, 3, 3)),
        ("On March 3, 2030 it rained", "en", date(2030, 3, 3)),
        ("le 3 mars il a plu", "fr", date(2031, 3, 3)),
        ("3月3日に雨", "ja", date(2031, 3, 3)),
        ("2030-03-03", "en", date(2030, 3, 3)),
        ("Am Montag regnete es", "de", date(2031, 5, 12)),
    ],
)
def test_days_are_resolved_against_publication(text: str, language: str, day: date) -> None:
    """A date without a year is the nearest one, a weekday the last before publication."""
    assert days_of(text, language, date(2031, 5, 14)) == {day.toordinal()}


def test_days_that_no_calendar_has_are_none() -> None:
    """31 February, and years beyond the calendar, are passed over; so is a date without year where nothing dates the report."""
    assert days_of("31 February 2030, 0000-00-00, 12 May", "en", None) == frozenset()


@pytest.mark.parametrize(
    "text", ["\x00" * 5000, "A" * 200_000, "A. " * 50_000, "\ud800 x", "'" * 9000, "1 " * 9000]
)
def test_hostile_text_is_sketched(text: str) -> None:
    """Odd characters and endless words are no error, and sketches stay small."""
    sketch = sketch_items(
        [Item("a", text[:300], text)], LexicalEmbedder() if "\ud800" not in text else Reader("r", "en")
    )[0]

    assert len(sketch.terms) <= 48
    assert len(sketch.names) <= 32
