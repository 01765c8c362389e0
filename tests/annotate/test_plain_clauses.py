"""Sentences that no parser reads are cut where their language most likely starts another clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.annotate.plain_clauses import cut_clauses, phrase_around


def pieces(words, language):
    return [words[a:b] for a, b in cut_clauses(words, language)]


@pytest.mark.parametrize(
    ("language", "words", "second"),
    [
        (
            "de",
            "Die Brücke blieb am Montag gesperrt, nachdem der Fluss stark gestiegen war.",
            "nachdem der Fluss",
        ),
        ("es", "El puente quedó cerrado el lunes, porque el río había crecido mucho.", "porque el río"),
        (
            "ru",
            "Мост был закрыт в понедельник, потому власти города, которые следят за рекой.",
            "которые следят",
        ),
        (
            "sw",
            "Daraja lilifungwa siku ya Jumatatu, lakini magari madogo yaliendelea kupita.",
            "lakini magari",
        ),
        ("zh", "大桥星期一全天关闭，河水在夜里上涨了两米。", "河水在夜里"),
    ],
)
def test_a_clause_starts_after_a_comma_and_its_word(language, words, second):
    """A conjunction or relative word after a comma opens the next piece; Chinese commas do by themselves."""
    assert pieces(words, language)[-1].startswith(second)


def test_quotations_and_enumerations_stay_whole():
    """What somebody says in marks is one statement; a comma in a list opens nothing."""
    said = "Sie sagte: „Wir warten hier lange, und der Fluss steigt immer weiter.“"

    assert pieces(said, "de") == [said]
    assert len(pieces("Brot, Käse, Wein und viel Obst lagen auf dem Tisch.", "de")) == 1


def test_an_amount_has_its_own_phrase():
    """Of two amounts in one piece each gets the words up to the next "and"."""
    words = "An Bord waren am Abend 40 Gäste und 6 Kellner."
    at = words.index("6 Kellner")

    phrase = phrase_around(words, at, at + 1, cut_clauses(words, "de"))

    assert phrase is not None
    assert words[slice(*phrase)] == "6 Kellner"


@given(st.text(max_size=200), st.sampled_from(["de", "es", "zh", "ja", "ko", "ar", "ru", "sw", "xx"]))
def test_pieces_are_in_order_and_inside(words, language):
    """Whatever the text, pieces follow each other within it."""
    at = 0
    for start, end in cut_clauses(words, language):
        assert at <= start <= end <= len(words)
        at = end
