"""Whether a source is itself an outlet or an agency."""

from __future__ import annotations

import pytest

from counterpoint.cluster.press import Named, Press
from counterpoint.run.press import known_press

PRESS = Press(("The Orlen Courier", "Hill Gazette", "Washington Post-Record"), known_press)


@pytest.mark.parametrize(
    ("source", "printed", "name"),
    [
        ("Orlen Courier", "the Orlen Courier", "The Orlen Courier"),
        ("Gazette", "The Gazette, which first reported the story", "Hill Gazette"),
        ("Tavel Herald", "the Tavel Herald", "Tavel Herald"),
        ("The newspaper Morning Tide", "The newspaper Morning Tide", "Morning Tide"),
        ("Der Sender Hafenwelle", "Der Sender Hafenwelle", "Hafenwelle"),
        ("le journal La Digue", "le journal La Digue", "La Digue"),
        ("el diario La Marea", "el diario La Marea", "La Marea"),
        ("газета «Маяк»", "газета «Маяк»", "Маяк"),
        ("Küstenzeitung", "die Küstenzeitung", "Küstenzeitung"),
        ("Harbour Post", "the Harbour Post", "Harbour Post"),
        ("The Morning Tide newspaper", "The Morning Tide newspaper", "Morning Tide"),
    ],
)
def test_an_outlet_is_known_by_its_noun_its_ending_or_the_storys_own_reports(source, printed, name):
    """In the languages that annotation finds sources in."""
    assert PRESS.named(source, printed) == Named(name)


def test_a_known_agency_is_an_agency_under_its_canonical_name():
    """However it is printed."""
    assert PRESS.named("AFP", "l'AFP") == Named("AFP", agency=True)
    assert PRESS.named("Petra news agency", "the Petra news agency") == Named("Petra", agency=True)
    assert PRESS.named("la agencia EFE", "la agencia EFE") == Named("EFE", agency=True)


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("police", "police"),
        ("the harbour office", "the harbour office"),
        ("Petra", "Petra"),  # a first name, and a news agency's slug
        ("Washington", "Washington"),  # a part of an outlet's name that says nothing of the press
        ("Harbour Post", "Harbour Post"),  # without an article: it may deliver letters
        ("State television", "State television"),
        ("media reports", "media reports"),
        ("local radio", "local radio"),
        ("", ""),
    ],
)
def test_others_are_no_outlets(source, printed):
    """People, offices, places, and media that are not named."""
    assert PRESS.named(source, printed) is None


def test_a_last_word_that_two_outlets_share_names_neither():
    """ "The Gazette" may be either."""
    both = Press(("Hill Gazette", "Dale Gazette"), known_press)

    assert both.named("Gazette", "the Gazette") == Named("Gazette")


def test_odd_sources_are_read_without_harm():
    """Thousands of words, marks alone, other scripts."""
    for source in ("the newspaper " + "A" * 10_000, "«»", "共同通信は", ",,,", "the"):
        PRESS.named(source, source)
