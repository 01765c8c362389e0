"""Amounts: their interval, unit and what is counted."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.annotate.quantities import find_quantities
from counterpoint.annotate.times import find_times
from counterpoint.types import Article, Block, BlockKind, Sentence, Span
from counterpoint.values import compare_quantities


def amounts(text, language="en"):
    article = Article("a", text, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), language=language)
    sentences = [Sentence(Span("a", 0, len(text)), BlockKind.PARAGRAPH, language)]
    found = find_quantities(article, sentences, find_times(article, sentences))
    assert all(article.read(q.span) == q.text for q in found)
    return found


def one(text, language="en"):
    (found,) = amounts(text, language)
    return found


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("It took 6, 8 hours.", 360, 480, "minute"),
        ("It took several days.", 3, 12, "day"),
        ("It took between 5 and 10 days.", 5, 10, "day"),
        ("It took two to three weeks.", 14, 21, "day"),
        ("At least 15 houses burned.", 15, math.inf, "house"),
        ("Up to 15 houses burned.", -math.inf, 15, "house"),
        ("Nearly 50 lawmakers left.", 45, 50, "lawmaker"),
        ("About 150,000 stars were seen.", 145_000, 155_000, "star"),
        ("Hundreds of people fled.", 200, 999, "person"),
        ("It costs $2.3 million.", 2.3e6, 2.3e6, "USD"),
        ("It costs 1.5 billion euros.", 1.5e9, 1.5e9, "EUR"),
        ("Turnout was 61.5 percent.", 61.5, 61.5, "%"),
        ("Half of the voters stayed away.", 50, 50, "%"),
        ("A 52-year-old woman called.", 52, 52, "year of age"),
        ("Twenty-five students came.", 25, 25, "student"),
        ("Two hundred and fifty cars came.", 250, 250, "car"),
        ("A six-car wreck closed the road.", 6, 6, "car"),
        ("The death toll rose to 47.", 47, 47, "death"),
        ("The blast killed at least 15 people.", 15, math.inf, "death"),
        ("Some 20 people were wounded.", 17, 23, "injury"),
        ("The pupils were aged 10 to 14.", 10, 14, "year of age"),
    ],
)
def test_english_amounts(text, low, high, unit):
    """Bounds widen, ranges join, units are canonical, the dead and injured are told apart."""
    found = one(text)

    assert (found.low, found.high, found.unit) == (
        pytest.approx(low, rel=0.05),
        pytest.approx(high, rel=0.05),
        unit,
    )


@pytest.mark.parametrize(
    ("language", "text", "low", "unit"),
    [
        ("de", "Mindestens 15 Menschen wurden getötet.", 15, "death"),
        ("de", "Es brannten 1.200 Hektar.", 1200, "hectare"),
        ("fr", "Au moins 15 personnes ont été blessées.", 15, "injury"),
        ("fr", "Cela coûte 2,3 millions d'euros.", 2.3e6, "EUR"),
        ("es", "Murieron 15 personas.", 15, "death"),
        ("pt", "Pelo menos 13 pessoas morreram.", 13, "death"),
        ("ru", "Погибли не менее 15 человек.", 15, "death"),
        ("ru", "Это стоит 12 000 рублей.", 12_000, "RUB"),
        ("sw", "Watu 15 waliuawa.", 15, "death"),
        ("ja", "15人が死亡した。", 15, "death"),
        ("ja", "3万5000人が参加した。", 35_000, "person"),
        ("zh", "造成15人死亡。", 15, "death"),
        ("zh", "价值10亿美元。", 1e9, "USD"),
        ("ko", "15명이 숨졌다.", 15, "death"),
        ("ar", "مقتل ١٥ شخصا", 15, "death"),
    ],
)
def test_other_languages(language, text, low, unit):
    """Separators, myriads, currencies and casualties in their own words."""
    found = one(text, language)

    assert (found.low, found.unit) == (low, unit)


@pytest.mark.parametrize(
    "text", ["Flight 123 landed.", "The F-16 flew over.", "No one of them came.", "It fell on March 3, 2024."]
)
def test_names_and_dates_are_no_amounts(text):
    """Digits in a name, a pronoun, a date: nothing is counted."""
    assert amounts(text) == ()


def test_a_vote_has_two_figures():
    """The higher and the lower figure each compare with their like."""
    high, low = amounts("They passed it 54-25 at noon.")

    assert (high.low, high.unit, low.low, low.unit) == (54, "score, higher", 25, "score, lower")


def test_units_meet_in_the_canonical_one():
    """5 km and 3.1 miles are one distance, printed twice."""
    assert compare_quantities(one("It is 5 km away."), one("It is 3.1 miles away.")) == "unit"


def test_vague_and_said_agree():
    """Vague against said is precision, not contradiction."""
    assert compare_quantities(one("In several days."), one("In 6, 8 days.")) == "precision"


@given(st.text(max_size=120), st.sampled_from(["en", "de", "fr", "ar", "sw", "ja", "zh", "ko", "xx"]))
def test_any_text_is_read_without_error(text, language):
    """Odd text gives amounts or none, never an error."""
    assert all(q.low <= q.high for q in amounts(text, language))
