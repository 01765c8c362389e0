"""Words around a date that say it is no happening's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from counterpoint.align.timeline_days import dated_sentences
from counterpoint.align.timeline_words import is_limit, is_note, names_day, on_calendar
from counterpoint.annotate.sentences import split_sentences
from counterpoint.annotate.times import find_times
from tests.make import article


@pytest.mark.parametrize(
    ("text", "words", "limit"),
    [
        ("closed until Thursday", "Thursday", True),
        ("due by 3 May", "3 May", True),
        ("gesperrt bis zum 3. Mai", "3. Mai", True),
        ("cerrado hasta el jueves", "el jueves", True),
        ("cerrado hasta el jueves", "jueves", True),
        ("chiuso fino al 3 maggio", "3 maggio", True),
        ("fermé jusqu’au 3 mai", "3 mai", True),
        ("закрыт до 3 мая", "3 мая", True),
        ("5月3日まで閉鎖", "5月3日", True),
        ("closed on Thursday", "Thursday", False),
        ("nearby Thursday Island", "Thursday", False),
        ("since Thursday", "Thursday", False),
    ],
)
def test_a_limit_is_known_by_the_word_before_or_after_it(text, words, limit):
    """In several languages, with or without an article between."""
    start = text.index(words)

    assert is_limit(text, start, start + len(words)) is limit


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("This article was amended on 18 March 2026.", True),
        ("Diese Meldung wurde am 3. Mai aktualisiert.", True),
        ("Este artículo fue actualizado el 3 de mayo.", True),
        ("Cet article a été corrigé le 3 mai.", True),
        ("The council amended the harbour rules on 3 May.", False),
        ("The story began on 3 May.", False),
    ],
)
def test_a_page_s_note_speaks_of_the_page_and_of_a_change(text, note):
    """Either word alone is a report's."""
    assert is_note(text) is note


@pytest.mark.parametrize(
    ("words", "language", "named"),
    [
        ("Tuesday night", "en", True),
        ("15 de marzo", "es", True),
        ("23.03.2011", "es", True),
        ("3月5日", "ja", True),
        ("15 days ago", "en", False),
        ("hace quince días", "es", False),
        ("21 Uhr", "de", False),
        ("", "en", True),
    ],
)
def test_a_month_a_weekday_or_figures_alone_are_on_the_calendar(words, language, named):
    """A count of days or hours is not."""
    assert on_calendar(words, language) is named


@pytest.mark.parametrize(
    ("words", "named"), [("Tuesday at 21:40", True), ("21:40", False), ("9 p.m.", False)]
)
def test_an_hour_names_no_day_by_itself(words, named):
    """Only beside a weekday or a month."""
    assert names_day(words, "en") is named


@pytest.mark.parametrize(
    ("language", "sentence", "days"),
    [
        ("es", "Los vecinos del puerto salieron a la calle el pasado día 14 por el agua.", []),
        ("pt", "Os vizinhos do porto saíram à rua no passado dia 14 por causa da água.", []),
        ("es", "El barco de carga llegó al puerto ayer con doce hombres a bordo.", ["2026-05-19"]),
        ("es", "El consejo suspendió a última hora la venta del viejo puerto a la ciudad.", []),
        ("es", "La ministra viaja estos días por la región para hablar del puerto.", []),
        ("fr", "La ministre voyage ces jours-ci dans la région pour parler du port.", []),
        ("en", "At the last minute the council stopped the sale of the old harbour.", []),
        ("en", "The judge set the next day of the trial over the sale of the harbour.", []),
        ("en", "The next day the council stopped the sale of the old harbour again.", ["2026-05-21"]),
        ("en", "The council meets this weekend to talk of the sale of the harbour.", []),
        ("en", "The council stopped the sale of the old harbour on Monday.", ["2026-05-18"]),
    ],
)
def test_what_names_no_one_day_dates_nothing(language, sentence, days):
    """A number that the expression leaves out, the last minute, these days, a weekend: none is the report's own day."""
    made = article("Harbour", sentence, language=language, published=datetime(2026, 5, 20, 12, tzinfo=UTC))
    sentences = split_sentences(made)

    assert [str(d.day) for d in dated_sentences(made, sentences, find_times(made, sentences))] == days
