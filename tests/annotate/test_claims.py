"""What an article claims: one statement for each clause and for each phrase that adds a fact."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.annotate.claims import find_claims
from counterpoint.types import (
    BlockKind,
    EntityKind,
    Granularity,
    Mention,
    Modality,
    Quantity,
    Quote,
    Sentence,
    TimeMention,
)
from tests.annotate.parsed import BRIDGE, ELECTED, parsed
from tests.make import article, report


def spot(made, words):
    """The span of some words of an article."""
    at = made.text.rindex(words)
    return made.span(at, at + len(words))


def elected():
    made, sentence = parsed(ELECTED)
    ana = Mention(spot(made, "Ana Diaz"), EntityKind.PERSON, "Ana Diaz")
    sunday = TimeMention(
        spot(made, "Sunday"), "Sunday", "DATE", "2031-05-04", Granularity.DAY,
        earliest=date(2031, 5, 4), latest=date(2031, 5, 4),
    )  # fmt: skip
    age = Quantity(spot(made, "40"), "40", 40, 40, "year")
    return made, find_claims(made, (sentence,), (ana,), (sunday,), (age,), ())


def test_a_clause_and_its_facts_are_claims_of_their_own():
    """The election, its day and the age are three statements; who said so is none."""
    made, claims = elected()

    assert {made.read(c.span): c.focus for c in claims} == {
        "Ana Diaz, 40": "how_many",
        "was elected mayor of Porto": "",
        "on Sunday": "when",
    }


def test_a_statement_is_complete_in_its_own_words():
    """The words of a phrase's statement name who and what; other phrases are left out."""
    _made, claims = elected()

    day = next(c for c in claims if c.focus == "when")
    assert day.text == "Ana Diaz was elected mayor of Porto on Sunday"


def test_slots_hold_normalised_values():
    """A clause knows whom, what, when; values are names, lemmas and calendar dates."""
    _made, claims = elected()

    clause = next(c for c in claims if not c.focus)
    assert clause.predicate == "elect"
    assert {(s.role, s.value) for s in clause.slots} >= {
        ("whom", "Ana Diaz"),
        ("what", "mayor"),
        ("when", "2031-05-04"),
    }


def test_denial_holds_for_its_clause_only():
    """What is denied of the bridge is not denied of the storm."""
    made, sentence = parsed(BRIDGE)
    two = Quantity(spot(made, "two villages"), "two villages", 2, 2, "village")

    claims = find_claims(made, (sentence,), (), (), (two,), ())

    assert {c.predicate: c.negated for c in claims if not c.focus} == {"fall": True, "hit": False}
    assert next(c for c in claims if c.focus == "role").text == "The bridge, a timber span"


def test_a_statement_inside_a_quote_knows_its_quote():
    """A claim whose words lie in a quote's content is the source's."""
    made, sentence = parsed(ELECTED)
    content = made.span(sentence.span.start, made.text.index(", the council"))
    cue = spot(made, "said")

    claims = find_claims(made, (sentence,), (), (), (), (Quote((content,), None, cue, "indirect"),))

    assert {c.quote for c in claims} == {0}


@pytest.mark.parametrize(
    ("language", "words", "denied", "modality"),
    [
        ("de", "Die Brücke ist nicht eingestürzt.", True, Modality.FACT),
        ("es", "El puente no cayó.", True, Modality.FACT),
        ("sw", "Daraja litajengwa upya, huenda mwakani.", False, Modality.POSSIBLE),
        ("ja", "橋は崩れなかった。", True, Modality.FACT),
        ("ko", "다리는 무너지지 않았다.", True, Modality.FACT),
        ("zh", "大桥将于周五重新开放。", False, Modality.FUTURE),
        ("ar", "لم ينهر الجسر.", True, Modality.FACT),
        ("ru", "Мост будет открыт в пятницу.", False, Modality.FUTURE),
    ],
)
def test_without_a_parser_the_sentence_is_the_claim(language, words, denied, modality):
    """Cue words of the language still tell denial and modality."""
    made = article("T", words)
    sentence = Sentence(spot(made, words), BlockKind.PARAGRAPH, language)

    (claim,) = find_claims(made, (sentence,), (), (), (), ())

    assert (claim.span, claim.negated, claim.modality) == (sentence.span, denied, modality)


def test_notes_and_questions_claim_nothing():
    """A reader's question and a contributor line are no statements; a caption is."""
    made = article(
        "Bridge opens", "Who paid for it?", "Written by Ana Diaz in Porto.", "The bridge on its first day."
    )
    kinds = (BlockKind.PARAGRAPH, BlockKind.NOTE, BlockKind.CAPTION)
    sentences = tuple(
        Sentence(made.span(b.start, b.end), kind, "xx")
        for b, kind in zip(made.blocks[1:], kinds, strict=True)
    )

    claims = find_claims(made, sentences, (), (), (), ())

    assert [made.read(c.span) for c in claims] == ["The bridge on its first day."]


@given(st.text(max_size=200))
def test_no_text_breaks_the_finding_of_claims(words):
    """Whatever the text, every claim's span lies in it and ids are unique."""
    made = report("Title of it", words.replace("\n", " ") + " x")

    claims = find_claims(made.article, made.marks.sentences, (), (), (), ())

    assert all(made.article.read(c.span) for c in claims)
    assert len({c.id for c in claims}) == len(claims)


def test_a_broken_parse_is_read_as_one_sentence():
    """Heads that run in a circle end in the whole sentence as the claim."""
    made, sentence = parsed(
        "A|DET|det|2 ship|NOUN|nsubj|3 sank|VERB|ccomp|2 quietly|ADV|advmod|3 .|PUNCT|punct|3"
    )

    (claim,) = find_claims(made, (sentence,), (), (), (), ())

    assert claim.span == sentence.span
