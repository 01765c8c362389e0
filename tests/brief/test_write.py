"""From reports to a verified brief."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counterpoint.brief.phrase import sentence_text, short_quote
from counterpoint.brief.verify import verify_brief
from counterpoint.brief.words import WORDS, words_for
from counterpoint.brief.write import write_brief
from counterpoint.errors import CitationError
from counterpoint.types import (
    Action,
    BriefSentence,
    Dateline,
    Dispute,
    Entity,
    EntityKind,
    Origin,
    OriginKind,
    OriginMap,
    Quote,
    Rendering,
    Report,
    Rights,
    Signal,
    SignalKind,
    Use,
    Utterance,
    Value,
)
from tests.make import report

A = report(
    "Ferry hits pier at Marrow Bay",
    "MARROW BAY (MPA) — The ferry Aldona struck the pier at Marrow Bay on Tuesday with 214 people on board.",
    "Nine passengers were hurt, the harbour office said.",
    "“Nobody is left on board, and that is what matters tonight,” Ines Prado said.",
    "Would you have stayed calm?",
    outlet="Bay Wire",
    dateline=Dateline("Marrow Bay", "MPA"),
)
B = report(
    "Ferry strikes pier",
    "The ferry Aldona struck the pier at Marrow Bay on Wednesday with 214 people on board.",
    "The harbour office said that nine passengers were hurt in the crash.",
    "We at the Gazette wish all of you a calm night at home.",
    outlet="Hill Gazette",
)


def write(*reports: Report, utterances=(), disputes=(), entities=()):
    origins = OriginMap(
        tuple(
            Origin(f"o{n}", OriginKind.REPORTER, r.article.outlet or "", (r.article.id,))
            for n, r in enumerate(reports)
        ),
        tuple((r.article.id, f"o{n}") for n, r in enumerate(reports)),
        (),
    )
    draft = write_brief(
        reports, entities=entities, utterances=utterances, origins=origins, groups=(), disputes=disputes
    )
    return draft, verify_brief(draft, reports, origins, entities)


def spot(of: Report, words: str):
    at = of.article.text.index(words)
    return of.article.span(at, at + len(words))


def test_each_sentence_cites_every_report_that_says_it():
    """What both report is cited from both, without dateline."""
    _, brief = write(A, B)

    lead = brief.sentences[0]
    assert "Aldona" in lead.text
    assert "MPA" not in lead.text
    assert {c.span.article for c in lead.citations} == {A.article.id, B.article.id}
    assert lead.origins == ("o0", "o1")


def test_questions_and_the_outlets_own_voice_stay_out():
    """Neither says what happened."""
    _, brief = write(A, B)

    assert not any("calm" in s.text for s in brief.sentences)


def test_a_dispute_is_said_in_words_with_its_outlets():
    """Value by value, each with who reports it and the words cited."""
    values = tuple(
        Value(day, day, (spot(r, f"struck the pier at Marrow Bay on {day}"),))
        for day, r in (("Tuesday", A), ("Wednesday", B))
    )
    _, brief = write(A, B, disputes=(Dispute("d1", "c1", "date", "the date", values),))

    last = brief.sentences[-1]
    assert last.text == "Reports differ on the date: Tuesday (Bay Wire); Wednesday (Hill Gazette)."
    assert last.role == "dispute"
    assert len(last.citations) == 2


def test_a_statement_is_quoted_with_its_speaker():
    """Exact words, and a citation that names who spoke."""
    words = "Nobody is left on board, and that is what matters tonight,"
    who = Entity("e1", EntityKind.PERSON, "Ines Prado", (), (spot(A, "Ines Prado"),))
    told = Utterance("u1", "Ines Prado", "e1", None, "o0", (Rendering(spot(A, words), words, direct=True),))
    said = Quote((spot(A, words),), spot(A, "Ines Prado"), None, "direct", "Ines Prado")
    heard = Report(A.article, replace(A.marks, quotes=(said,)))
    _, brief = write(heard, B, utterances=(told,), entities=(who,))

    (statement,) = [s for s in brief.sentences if s.role == "statement"]
    assert statement.text == "Ines Prado said: “Nobody is left on board, and that is what matters tonight”."
    assert any("Ines Prado" in c.exact for c in statement.citations)


def test_words_that_another_speaker_renders_are_not_put_into_the_speakers_mouth():
    """ "She told me that ..." is a rendering of her remark in his words."""
    words = "Nobody is left on board, and that is what matters tonight,"
    who = Entity("e1", EntityKind.PERSON, "Ines Prado", (), (spot(A, "Ines Prado"),))
    told = Utterance("u1", "Ines Prado", "e1", None, "o0", (Rendering(spot(A, words), words, direct=True),))
    said = Quote((spot(A, words),), None, None, "direct", "Otto Brand")
    _, brief = write(
        Report(A.article, replace(A.marks, quotes=(said,))), B, utterances=(told,), entities=(who,)
    )

    assert not [s for s in brief.sentences if s.role == "statement"]


def test_a_report_that_forbids_rewriting_is_only_quoted_shortly():
    """Facts may be told by the other report; its own sentences stand in quotation marks or not at all."""
    forbids = Rights("May not be published, broadcast, rewritten or redistributed.", "MPA", Use.QUOTE)
    bound = Report(replace(A.article, rights=forbids), A.marks)
    _, brief = write(bound)

    assert brief.sentences
    assert all(s.text.startswith("Bay Wire reports: “") for s in brief.sentences)

    _, brief = write(Report(replace(A.article, rights=replace(forbids, allows=Use.LINK)), A.marks))
    assert brief.sentences == ()


@pytest.mark.parametrize(
    ("directive", "denies", "sentences"),
    [
        ("nosnippet", (Action.QUOTE, Action.SUMMARISE), 0),
        ("max-snippet:20", (Action.SUMMARISE,), 0),
        ("max-snippet:500", (Action.SUMMARISE,), 1),
    ],
)
def test_what_a_page_says_of_snippets_is_obeyed(directive, denies, sentences):
    """No sentence is taken over; a quotation is printed where it is allowed and short enough."""
    signal = Signal(SignalKind.META, f'<meta name="robots" content="{directive}">', "page", denies)
    _, brief = write(Report(replace(A.article, signals=(signal,)), A.marks))

    assert bool(brief.sentences) is bool(sentences)
    assert all(s.text.startswith("Bay Wire reports: “") for s in brief.sentences)


def test_what_a_citation_does_not_hold_is_dropped_and_listed():
    """A writer that invents a number loses the sentence, not the brief."""
    draft, _ = write(A, B)
    lead = draft.sentences[0]
    forged = replace(
        draft, sentences=(replace(lead, text=lead.text.replace("214", "400")), *draft.sentences[1:])
    )
    origins = OriginMap((), ((A.article.id, "o0"), (B.article.id, "o1")), ())

    brief = verify_brief(forged, (A, B), origins)

    assert [d.reason for d in brief.dropped] == ["the number is not in the passage: 400"]
    assert len(brief.sentences) == len(draft.sentences) - 1


def test_a_sentence_without_citations_is_dropped():
    """Nothing is published that cannot be traced."""
    draft, _ = write(A, B)
    bare = replace(draft, sentences=(BriefSentence("The ferry sank.", (), ()),))

    assert verify_brief(bare, (A, B), OriginMap((), (), ())).dropped[0].reason == "it cites nothing"


def test_a_citation_of_other_words_is_an_error():
    """A draft made for other texts is a bug, never a page."""
    draft, _ = write(A, B)
    lead = draft.sentences[0]
    moved = replace(lead.citations[0], exact="something else")

    with pytest.raises(CitationError, match="do not stand"):
        verify_brief(
            replace(draft, sentences=(replace(lead, citations=(moved,)),)), (A, B), OriginMap((), (), ())
        )


def test_long_quotations_are_cut_at_a_sentence_or_marked():
    """Never in the middle without an ellipsis."""
    words = words_for("en")

    assert short_quote("We stay. " + "word " * 40, words) == "“We stay.”"
    assert short_quote("word " * 40, words).endswith(" …”")
    assert short_quote("“All are safe,”", words) == "“All are safe”."


def test_the_dateline_is_cut_and_nothing_else():
    """Before the dash; a sentence without one stays whole."""
    first, second = A.marks.sentences[1].span, A.marks.sentences[2].span

    assert sentence_text(A, first).startswith("The ferry Aldona")
    assert sentence_text(A, second) == "Nine passengers were hurt, the harbour office said."


@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_language_has_every_template_and_slot(language):
    """No field is left over when a sentence is filled in."""
    words = WORDS[language]
    filled = words.differ.format(about=words.slots["date"], values=words.value.format(value="1", outlets="A"))

    assert "{" not in filled + words.said.format(speaker="A", channel="", quote="b") + words.said_as.format(
        outlet="A", quote="b"
    )
    assert {
        "date",
        "number",
        "place",
        "name",
        "category",
        "speaker",
        "polarity",
        "other",
    } <= words.slots.keys()


def test_a_sentence_with_other_figures_is_not_cited_in_support():
    """214 aboard is not shown to rest on a report that says 241."""
    said = "The ferry Aldona struck the pier at Marrow Bay on Tuesday with {} people on board."
    c = report("Ferry hits pier", said.format(214), outlet="Bay Wire")
    d = report("Ferry on pier", said.format(241), outlet="Hill Gazette")

    _, brief = write(c, d)

    assert brief.sentences
    assert all(len({x.span.article for x in s.citations}) == 1 for s in brief.sentences)
