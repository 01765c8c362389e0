"""Is a sentence supported by its passages? Fails closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.brief.support import check_support

PASSAGE = (
    "The ferry Aldona struck the pier at Marrow Bay on Tuesday with 214 people on board, and nine were hurt, "
    'Mayor Ines Prado said. "We will not reopen the pier this year," she told reporters.'
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry Aldona struck the pier at Marrow Bay on Tuesday with 214 people on board.",
        "The ferry Aldona struck the pier at Marrow Bay on Tuesday, and 9 were hurt, Mayor Ines Prado said.",
        "Mayor Ines Prado said: “We will not reopen the pier this year.”",
    ],
)
def test_what_the_passage_says_is_supported(sentence):
    """Word for word, shortened, or with a number word as digits."""
    got = check_support(sentence, [PASSAGE])

    assert got.refusal() is None


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("The ferry Aldona struck the pier at Marrow Bay on Tuesday with 241 people on board.", "number"),
        ("The ferry Aldona struck the pier at Marrow Bay on Wednesday with 214 people on board.", "name"),
        ("The ferry Aldona struck the pier at Port Brill on Tuesday with 214 people on board.", "name"),
        ("Mayor Ines Prado said: “We will reopen the pier this year.”", "quotation"),
        ("We will reopen the pier this year, Mayor Ines Prado told reporters.", "negates"),
        (
            "The ferry Aldona did not strike the pier at Marrow Bay on Tuesday with 214 people on board.",
            "too little",
        ),
        ("The people hurt on board were told that the pier was to be sold to a fishing crew.", "too little"),
    ],
)
def test_what_it_does_not_say_is_refused_with_the_reason(sentence, why):
    """A wrong number, day, place, quotation, polarity, or something else altogether."""
    refusal = check_support(sentence, [PASSAGE]).refusal()

    assert refusal is not None
    assert why in refusal


def test_a_negation_that_no_passage_has_is_refused():
    """Though every other word is there."""
    passage = "The ferry Aldona struck the pier at Marrow Bay on Tuesday."

    assert check_support(passage, [passage]).refusal() is None
    assert check_support(passage.replace("struck", "never struck"), [passage]).problems != ()


def test_another_name_of_the_same_thing_may_be_used_when_given():
    """The caller vouches for aliases, outlets and resolved dates; without that they are refused."""
    sentence = "The ferry Aldona struck the pier at Marrow Bay on Tuesday, 12 May, the Courier reports."

    assert check_support(sentence, [PASSAGE]).refusal() is not None
    assert check_support(sentence, [PASSAGE], also=["12 May", "Courier", "reports"]).refusal() is None


@pytest.mark.parametrize(
    ("passage", "right", "wrong"),
    [
        (
            "La ministre n'a pas démissionné, a dit Anne Bret.",
            "La ministre n'a pas démissionné.",
            "La ministre a démissionné.",
        ),
        (
            "首相は火曜日に辞任しなかった。",
            "首相は火曜日に辞任しなかった。",
            "大統領は水曜日に東京を訪問した。",
        ),
        ("Министр не подал в отставку.", "Министр не подал в отставку.", "Министр подал в отставку."),
    ],
)
def test_other_languages_are_checked_too(passage, right, wrong):
    """Negation and words, in scripts with and without spaces."""
    assert check_support(right, [passage]).refusal() is None
    assert check_support(wrong, [passage]).refusal() is not None


def test_words_of_two_passages_fused_score_lower_than_one_compressed():
    """The commonest error of summarisers: each word is there, the statement is not."""
    passages = [
        "Lena Orr won the regatta in Port Orlen by two lengths.",
        "The mayor opened a fish hall in Tavel yesterday.",
    ]
    compressed = check_support("Lena Orr won the regatta in Port Orlen.", passages)
    fused = check_support("The mayor won the regatta in Tavel by two lengths.", passages)

    assert compressed.score > fused.score
    assert fused.refusal() is not None


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3))
def test_no_input_breaks_the_check(sentence, passages):
    """Scores stay in 0..1 whatever the texts."""
    assert 0.0 <= check_support(sentence, passages).score <= 1.0
