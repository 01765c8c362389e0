"""Why a story matters, in the reader's language."""

from datetime import timedelta

import pytest

from counterpoint.cluster.ranking import PACE_WINDOW, Reader, rank
from counterpoint.render import ranking
from counterpoint.render.i18n import LOCALES, interface
from counterpoint.render.ranking import term_words
from counterpoint.types.stream import Term
from tests.cluster.test_ranking import NOW, told

READER = Reader(frozenset({"CH"}), frozenset({"territory:CH"}), frozenset({"fr"}), frozenset({"dam"}))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_term_is_said_in_every_language(locale):
    """Names and values of the catalogue, never the English of the engine where that is not the reader's."""
    (ranked,) = rank([told()], now=NOW, reader=READER)
    ui = interface(locale)

    said = dict(
        zip([term.name for term in ranked.why], (term_words(term, ui) for term in ranked.why), strict=True)
    )

    assert len(said) == 8
    assert all(name == ui.say(f"rank.{key}") for key, (name, _) in said.items())
    if locale != "en":
        assert not {words for _, words in said.values()} & {term.words for term in ranked.why}


def test_the_terms_name_what_they_count():
    """The place in the reader's language, their own words as typed."""
    (ranked,) = rank([told()], now=NOW, reader=READER)
    said = {term.name: term_words(term, interface("fr"))[1] for term in ranked.why}

    assert said["region"] == "ici ou venant d’ici : Suisse"
    assert said["interests"] == "parle de dam"
    assert said["readable"] == "vous pouvez la lire en français"
    assert said["origins"] == "3 origines indépendantes"


def test_a_term_that_is_not_known_is_said_as_it_was_made():
    """One of a later version."""
    assert term_words(Term("tides", 1.0, 2.0, "high water"), interface("sw")) == ("tides", "high water")


def test_the_window_of_the_pace_is_that_of_the_ranking():
    """Written in two stages that do not import each other."""
    assert timedelta(hours=ranking.PACE_HOURS) == PACE_WINDOW
