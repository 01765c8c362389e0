"""Sentences that a report takes from another outlet, where nobody is quoted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counterpoint.cluster.hearsay import Names, find_hearsay
from counterpoint.cluster.origins import find_origins
from counterpoint.cluster.press import Named, Press
from counterpoint.run.press import known_press
from counterpoint.types import EdgeKind, Entity, EntityKind, OriginKind, Rendering, Report, Utterance
from tests.make import report

HEARD = {"maariv": Named("Maariv")}
NAMES = Names(Press(("Hill Gazette",), known_press), HEARD, {"ana diaz", "tavel", "the hague"})


def in_language(language: str, *sentences: str) -> Report:
    made = report("T", *sentences, language=language)
    marks = replace(made.marks, sentences=tuple(replace(s, language=language) for s in made.marks.sentences))
    return Report(made.article, marks)


@pytest.mark.parametrize(
    ("language", "sentence", "outlet", "words"),
    [
        ("en", "The pier is rotten, the Gazette first reported.", "Hill Gazette", "the Gazette first reported"),
        ("en", "The plan, first reported by the Tavel Herald, was dropped.", "Tavel Herald", None),
        ("en", "The mayor resigned, as first reported by Kolmar.", "Kolmar", "as first reported by Kolmar"),
        ("en", "The pier is rotten, according to a report in The Lighthouse published Monday.", "Lighthouse", None),
        ("en", "He was in Tavel, citing reports in the local newspaper Morning Tide.", "Morning Tide", None),
        ("en", "The mayor told broadcaster Hafenwelle about the flood.", "Hafenwelle", None),
        ("en", "As Maariv reported, the pier is rotten.", "Maariv", "As Maariv reported"),
        ("en", "The pier is rotten, according to AFP.", "AFP", "according to AFP"),
        ("en", "She told the New York Daily News about it.", "New York Daily News", None),
        ("fr", "Le maire part, selon une information du quotidien La Digue.", "La Digue", None),
        ("fr", "Le maire part, révèle une enquête publiée par Le Monde.", "Le Monde", None),
        ("fr", "Le maire part, selon le journal L’Écluse.", "L’Écluse", None),
        ("de", "Wie die Küstenzeitung berichtet, tritt er zurück.", "Küstenzeitung", None),
        ("de", "Laut einem Bericht der Süddeutschen Zeitung tritt er zurück.", "Süddeutsche Zeitung", None),
        ("de", "Dort starben laut Nachrichtenagentur Reuters Menschen.", "Reuters", None),
        ("es", "El alcalde dimite, según adelantó el diario La Marea.", "La Marea", None),
        ("it", "Il sindaco lascia, secondo quanto riporta il quotidiano La Riva.", "La Riva", None),
        ("pt", "O prefeito sai, segundo o jornal Maré Alta.", "Maré Alta", None),
        ("nl", "De burgemeester vertrekt, meldt de krant De Kade.", "De Kade", None),
        ("ru", "Мэр уходит, сообщает газета «Маяк».", "Маяк", "сообщает газета «Маяк»"),
        ("ar", "استقال العمدة، وفقا لصحيفة «المنارة».", "المنارة", None),
    ],
)  # fmt: skip
def test_a_phrase_and_an_outlets_name_give_the_sentence_to_that_outlet(language, sentence, outlet, words):
    """In the languages that have rules; the edge holds the phrase with the name."""
    made = in_language(language, sentence)

    found = find_hearsay((made,), NAMES)

    assert [h.outlet.name for h in found] == [outlet]
    assert made.article.read(found[0].sentence) == sentence
    assert words in {None, made.article.read(found[0].words)}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The fire was first reported by Ana Diaz."),
        ("en", "The fire was first reported by residents of Tavel."),
        ("en", "The case was first reported in January."),
        ("en", "As Tavel first reported, the cases fell."),
        ("en", "As Brightwater reported record earnings, its shares rose."),
        ("en", "The mayor told the Assembly about it."),
        ("en", "The mayor is out, according to reports."),
        ("en", "According to The Lighthouse Society, it is rotten."),
        ("en", "Local media reported a fire."),
        ("en", "A report in The Hague found nothing."),
        ("de", "Laut der Zeitung tritt er zurück."),
        ("de", "Laut Polizei starben zwei Menschen."),
        ("fr", "Selon la police, deux personnes sont mortes."),
        ("es", "Según el Gobierno, dimite."),
        ("ru", "По данным МВД, пострадали двое."),
        ("ar", "وفقا للشرطة قتل اثنان."),
        ("ja", "共同通信によると、橋が落ちた。"),
        ("en", "told " * 3000),
        ("en", "As " + "A" * 5000 + " reported"),
    ],
)
def test_others_take_nothing_from_an_outlet(language, sentence):
    """People, places, offices, companies, media that are not named, unread languages, floods."""
    assert find_hearsay((in_language(language, sentence),), NAMES) == []


def test_what_stands_before_a_semicolon_or_colon_is_not_the_outlets():
    """A phrase that closes a part of a sentence; one that opens what follows a colon takes it all."""
    made = in_language("en", "If he goes, it is late: he paid little for the old pier, according to AFP.")
    told = in_language("en", "He told AFP: the pier is rotten.")

    assert [made.article.read(h.sentence) for h in find_hearsay((made,), NAMES)] == [
        "he paid little for the old pier, according to AFP."
    ]
    assert [told.article.read(h.sentence) for h in find_hearsay((told,), NAMES)] == [
        "He told AFP: the pier is rotten."
    ]


def test_a_sentence_that_looks_back_takes_the_one_before_along():
    """As agencies' Russian and German reports end: what happened, then whose news it is."""
    made = in_language("ru", "Мост упал в реку. Об этом сообщает газета «Маяк».")

    (found,) = find_hearsay((made,), NAMES)

    assert made.article.read(found.sentence) == "Мост упал в реку. Об этом сообщает газета «Маяк»."


def test_the_sentence_rests_on_the_outlet_and_the_rest_on_the_report():
    """Two reports that both take it from the Herald are one origin there."""
    one = report("Pier", "The pier is rotten, the Tavel Herald first reported.", "It rained.", outlet="A")
    two = report("Quay", "Rot was found, according to a report in the Tavel Herald.", outlet="B")

    found = find_origins((one, two), (), (), (), known_press)

    herald = next(o for o in found.origins if o.name == "Tavel Herald")
    assert herald.kind is OriginKind.REPORTER
    sentences = [r.marks.sentences[1].span for r in (one, two)]
    assert {found.behind(s) for s in sentences} == {herald.id}
    assert found.behind(one.marks.sentences[2].span) == dict(found.of_article)[one.article.id]
    edges = [e for e in found.edges if e.origin == herald.id]
    assert [(e.kind, e.article) for e in edges] == [
        (EdgeKind.NAMED, one.article.id),
        (EdgeKind.NAMED, two.article.id),
    ]
    assert one.article.read(edges[0].spans[0]) == "the Tavel Herald first reported"


def test_an_outlet_that_names_itself_is_no_second_origin():
    """ "told the Gazette", in the Gazette; and its own report is followed to what it rests on."""
    own = report("Pier", "He told the Hill Gazette about it.", outlet="Hill Gazette")
    other = report("Quay", "It fell, the Hill Gazette first reported.", outlet="B")

    alone = find_origins((own,), (), (), (), known_press)
    both = find_origins((own, other), (), (), (), known_press)

    assert [o.name for o in alone.origins] == ["Hill Gazette"]
    assert [o.name for o in both.origins] == ["Hill Gazette", "B"]
    assert both.behind(other.marks.sentences[1].span) == dict(both.of_article)[own.article.id]


def test_a_remark_within_such_a_sentence_is_the_outlets_too():
    """ "He is ill, she said, according to a report in the Herald": nobody here heard her."""
    one = report("Pier", "He is ill, Ana Diaz said, according to a report in the Tavel Herald.", outlet="A")
    start = one.article.text.index("He is ill")
    span = one.article.span(start, start + len("He is ill"))
    ana = Entity("e1", EntityKind.PERSON, "Ana Diaz", (), ())
    said = Utterance("u1", "Ana Diaz", "e1", None, None, (Rendering(span, "He is ill", direct=False),))

    found = find_origins((one,), (), (ana,), (said,), known_press)

    assert {o.id: o.name for o in found.origins}[dict(found.of_utterance)["u1"]] == "Tavel Herald"
