"""Languages are told by script, by function words, and by statistics where neither settles it."""

import pytest

from counterpoint import language
from counterpoint.language import detect_language, settled_language

SENTENCES = {
    "en": "The ferry was late because of the storm, and the harbour office said it would wait for them.",
    "de": "Die Fähre war wegen des Sturms verspätet, und das Hafenamt wird nach der Ankunft mit allen sprechen.",
    "fr": "Le bac était en retard dans la tempête, et les passagers ont attendu sur le quai pour une heure.",
    "es": "El barco llegó tarde por la tormenta y los pasajeros esperaron en el puerto con sus maletas.",
    "it": "Il traghetto è arrivato in ritardo per la tempesta e i passeggeri hanno atteso nella sala del porto.",
    "nl": "Het veer was door de storm te laat en de reizigers hebben met een deken op het dek van de boot gewacht.",
    "sw": "Kivuko kilichelewa kwa sababu ya dhoruba katika bandari, na watu wake walisubiri baada ya saa sita kwa boti hiyo.",
}


@pytest.mark.parametrize(("code", "text"), SENTENCES.items())
def test_prose_is_told_by_its_function_words(code, text):
    """A sentence of prose needs no statistics, and they would say the same."""
    assert settled_language(text) == code
    assert detect_language(text) == code


@pytest.mark.parametrize(
    ("code", "text"),
    [("ja", "港の船が遅れた"), ("ko", "배가 늦었다"), ("zh", "渡轮晚点"), ("el", "Το πλοίο άργησε")],
)
def test_a_script_settles_its_language(code, text):
    """Kana, hangul, han and Greek letters need no statistics either."""
    assert settled_language(text) == code


def test_statistics_are_not_loaded_for_plain_prose(monkeypatch):
    """The model, half a CPU second to load, is left alone where words settle it."""
    monkeypatch.setattr(language, "_identifier", lambda: pytest.fail("the model was asked for"))

    assert [detect_language(text) for text in SENTENCES.values()] == list(SENTENCES)


def test_what_words_leave_open_goes_to_statistics():
    """A language without a table, a text too short: `settled_language` does not guess."""
    polish = "Prom spóźnił się z powodu sztormu, a pasażerowie czekali w porcie przez dwie godziny."

    assert settled_language(polish) is None
    assert detect_language(polish) == "pl"


def test_a_heading_is_in_the_language_the_page_declares():
    """Under 40 letters the declaration wins over a guess; without letters it is all there is."""
    assert detect_language("Menu", hint="de-AT") == "de"
    assert detect_language("12:30", hint="fr") == "fr"
    assert detect_language("12:30") == "und"
