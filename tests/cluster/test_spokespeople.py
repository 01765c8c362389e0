"""One institution's voice, whether it is named or its spokesperson is."""

from __future__ import annotations

import pytest

from counterpoint.cluster.origins import find_origins
from counterpoint.cluster.restated import settle_claims
from counterpoint.cluster.spokespeople import Spokespeople
from counterpoint.types import (
    Channel,
    ChannelKind,
    ClaimGroup,
    EdgeKind,
    Rendering,
    Report,
    Span,
    Status,
    Support,
    Utterance,
    count_voices,
)
from tests.make import report


def at(of: Report, words: str) -> Span:
    start = of.article.text.index(words)
    return of.article.span(start, start + len(words))


def said(number: int, source: str, of: Report, words: str, channel: Channel | None = None) -> Utterance:
    return Utterance(
        f"u{number}", source, None, channel, None, (Rendering(at(of, words), words, direct=False),)
    )


def speakers(text: str, *sources: str) -> list[str]:
    """The institutions for which the sources speak in a story of one report."""
    made = report("T", text)
    utterances = [said(n, source, made, "T") for n, source in enumerate(sources)]
    found = Spokespeople([made], utterances)
    return [found.institution(source) for source in sources]


@pytest.mark.parametrize(
    ("text", "institution", "person"),
    [
        ("Two were hurt, police spokesman Karl Weber said.", "police", "Karl Weber"),
        ("Two were hurt, Tavel police spokeswoman Sgt. Ana Diaz said.", "police", "Ana Diaz"),
        ("Karl Weber, a spokesman for the ministry, said so.", "the ministry", "Karl Weber"),
        ("Karl Weber, the ministry's chief spokesperson, said so.", "the ministry", "Karl Weber"),
        ("The spokesman of the ministry, Karl Weber, said so.", "the ministry", "Karl Weber"),
        ("Polizeisprecher Karl Weber sagte das.", "die Polizei", "Karl Weber"),
        ("Der Sprecher der Polizei, Karl Weber, sagte das.", "die Polizei", "Karl Weber"),
        ("Le porte-parole de la police, Karl Weber, l'a dit.", "la police", "Karl Weber"),
        ("El portavoz de la policía, Karl Weber, lo dijo.", "la policía", "Karl Weber"),
        ("Il portavoce della polizia, Karl Weber, ha detto.", "la polizia", "Karl Weber"),
        ("O porta-voz da polícia, Karl Weber, disse.", "a polícia", "Karl Weber"),
        ("De woordvoerder van de politie, Karl Weber, zei het.", "de politie", "Karl Weber"),
    ],
)
def test_who_is_introduced_as_a_spokesperson_speaks_for_the_institution(text, institution, person):
    """By name, before or after it, in seven languages."""
    one, two = speakers(text, institution, person)

    assert one == two != ""


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Karl Weber, a policeman who was off duty, saw it. Police said so.", ("police", "Karl Weber")),
        ("Police Sergeant Karl Weber saw it from his garden.", ("police", "Karl Weber")),
        ("Former police spokesman Karl Weber said so. Police said no.", ("police", "Karl Weber")),
        (
            "Tavel police spokesman Karl Weber said so. The state police came. Later police left.",
            ("police", "Karl Weber"),
        ),
        ("Tavel police spokesman Karl Weber said so. The state police denied it.", ("state police", "Karl Weber")),
        ("The union's spokesman Karl Weber said so. Police denied it.", ("police", "Karl Weber")),
        ("A spokesman for the police union, Karl Weber, said so.", ("police", "Karl Weber")),
        ("A spokesman said so.", ("police", "a spokesman")),
        ("A police spokesman said so. Tavel police and state police came.", ("police", "a police spokesman")),
        ("spokesman " * 500, ("police", "Karl Weber", "")),
    ],
)  # fmt: skip
def test_others_speak_for_themselves(text, sources):
    """Off duty, by title alone, once but no more, of another force, of one of two, of nobody that is named."""
    assert set(speakers(text, *sources)) == {""}


def test_a_spokesperson_without_a_name_is_the_institution():
    """ "A police spokesman" is no somebody else each time."""
    assert speakers("x", "police", "a police spokesman", "a spokeswoman for the police") == ["police"] * 3


LEAD = "two people were hurt"


def settled(one: Report, two: Report, first: Utterance, second: Utterance):
    origins = find_origins((one, two), (), (), (first, second))
    spans = [first.renderings[0].span, second.renderings[0].span]
    supports = tuple(Support(s, origins.behind(s, (first, second))) for s in spans)
    group = ClaimGroup("c1", LEAD, Status.CORROBORATED, tuple(sorted({s.origin for s in supports})), supports)
    (group,), found = settle_claims([group], (one, two), (first, second), origins)
    return group, found


def test_police_here_and_their_spokesman_there_are_one_origin_of_a_claim():
    """Each report has spoken to somebody; it is one institution's word."""
    one = report("A", f"Police said {LEAD}.", outlet="A")
    two = report("B", "In all, two were hurt, police spokesman Karl Weber said.", outlet="B")

    group, found = settled(
        one, two, said(1, "Police", one, LEAD), said(2, "Karl Weber", two, "two were hurt")
    )

    assert group.status is Status.SINGLE
    assert len(group.origins) == 1
    assert {e.article for e in found.edges if e.origin == group.origins[0]} == {
        one.article.id,
        two.article.id,
    }


def test_a_witness_who_is_a_policeman_stays_a_second_origin():
    """He saw it himself."""
    one = report("A", f"Police said {LEAD}.", outlet="A")
    two = report("B", "In all, two were hurt, said Karl Weber, a policeman who was on holiday.", outlet="B")

    group, _ = settled(one, two, said(1, "Police", one, LEAD), said(2, "Karl Weber", two, "two were hurt"))

    assert group.status is Status.CORROBORATED


def test_a_statement_and_a_news_conference_of_one_institution_are_one_voice_with_the_words_that_show_it():
    """Two origins by two ways, counted once."""
    one = report("A", f"In a statement police said {LEAD}.", outlet="A")
    two = report("B", "In all, two were hurt, police spokesman Karl Weber told reporters.", outlet="B")
    stated = Channel(ChannelKind.STATEMENT, None, at(one, "In a statement"))
    met = Channel(ChannelKind.CONFERENCE, None, at(two, "told reporters"))

    group, found = settled(
        one,
        two,
        said(1, "police", one, LEAD, stated),
        said(2, "Karl Weber", two, "two were hurt", met),
    )

    assert len(group.origins) == 2
    assert count_voices(found.origins, group.origins) == 1
    assert group.status is Status.SINGLE
    (edge,) = (e for e in found.edges if e.kind is EdgeKind.SPOKESPERSON)
    assert two.article.read(edge.spans[0]) == "police spokesman Karl Weber"
