"""Remarks of several reports that render one act of saying."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counterpoint.align.remarks import cut_remarks
from counterpoint.align.utterances import group_utterances
from counterpoint.models.lexical import LexicalEmbedder
from counterpoint.types import Channel, ChannelKind, Entity, EntityKind, Quote, Report, Utterance
from tests.make import report

DIAZ = Entity("e1", EntityKind.PERSON, "Ana Diaz", ("Diaz",), ())
LUND = Entity("e2", EntityKind.PERSON, "Karl Lund", ("Lund",), ())


def said(base: Report, words: str, speaker: str | None, *, direct: bool = True, post: bool = False) -> Report:
    """The report with one more quote: the first place where it prints the words."""
    start = base.article.text.index(words)
    span = base.article.span(start, start + len(words))
    channel = Channel(ChannelKind.POST, "X", span) if post else None
    kind = "direct" if direct else "indirect"
    quote = Quote(
        (span,), None, None, kind, speaker=speaker, channel=channel, quoted=(span,) if direct else ()
    )
    return Report(base.article, replace(base.marks, quotes=(*base.marks.quotes, quote)))


def grouped(*reports: Report) -> list[list[str]]:
    found = group_utterances(reports, (DIAZ, LUND), LexicalEmbedder())
    return [[r.text for r in u.renderings] for u in found if len(u.renderings) > 1]


def one(outlet: str, words: str, speaker: str | None = "Ana Diaz", **how: bool) -> Report:
    return said(report("A title", f"Somebody spoke. {words}", outlet=outlet), words, speaker, **how)


def test_the_same_words_are_one_utterance():
    """Two outlets that quote one sentence render one act of saying, by the entity that speaks."""
    words = "The harbour will be open again before the first snow falls."
    found = group_utterances([one("a", words), one("b", words, "Diaz")], (DIAZ, LUND), LexicalEmbedder())

    (utterance,) = found
    assert [r.text for r in utterance.renderings] == [words, words]
    assert (utterance.source, utterance.entity, utterance.origin) == ("Ana Diaz", "e1", None)


def test_a_paraphrase_joins_its_quotation():
    """An indirect rendering meets the direct one."""
    full = "We will rebuild the harbour wall with granite from the northern quarry."
    told = "the harbour wall would be rebuilt with granite from the northern quarry"

    assert grouped(one("a", full), one("b", told, direct=False)) == [[full, told]]


def test_different_remarks_of_one_speaker_stay_apart():
    """One theme and one speaker do not make one remark."""
    assert (
        grouped(
            one("a", "The harbour needs a new wall, and we shall pay for it ourselves."),
            one("b", "Nobody told us that the harbour lights had failed in the storm."),
        )
        == []
    )


def test_two_persons_who_say_alike_stay_two():
    """The same thought from another person is another utterance."""
    assert (
        grouped(
            one("a", "The harbour wall must be rebuilt before winter comes."),
            one("b", "The harbour must have its wall before the winter.", "Karl Lund"),
        )
        == []
    )


def test_a_quotation_is_cut_at_its_sentences():
    """Outlets keep different sentences of one statement: each sentence meets its own."""
    first, second = "The wall has gone for good.", "Our fishermen lost forty boats in a single night."
    long = said(report("A title", f"{first} {second}", outlet="a"), f"{first} {second}", "Ana Diaz")

    assert grouped(long, one("b", second)) == [[second, second]]


def test_rare_words_tie_translations_of_one_post():
    """Two free renderings of a post that share words used nowhere else are one remark."""
    one_way = "Though our steps differed, we danced to a single melody."
    other_way = "I want both towns to respect the steps of the other, as in a melody, and go on."
    posts = [one("a", one_way, post=True), one("b", other_way, post=True)]

    assert grouped(*posts) == [[one_way, other_way]]
    assert grouped(one("a", one_way), one("b", other_way)) == []


def test_what_one_report_tells_without_its_source():
    """A sentence in a report's own voice that repeats a remark word for word is a rendering of it."""
    words = "Forty fishing boats were lost in a single night of storm"
    silent = report("A title", f"{words}.", outlet="b")

    assert grouped(one("a", words), silent) == [[words, f"{words}."]]


def test_every_remark_is_listed():
    """A remark that nobody else has is an utterance of one rendering; no quotes, no utterances."""
    found: tuple[Utterance, ...] = group_utterances(
        [one("a", "We shall see about that tomorrow.")], (), LexicalEmbedder()
    )

    assert [len(u.renderings) for u in found] == [1]
    assert group_utterances([report("A title", "Nobody spoke.")], (), LexicalEmbedder()) == ()


@pytest.mark.parametrize("speaker", ["Ana Diaz", "Diaz", "the Diaz"])
def test_speakers_are_found_by_their_names(speaker):
    """A speaker's printed name leads to its entity."""
    (remark,) = cut_remarks([one("a", "The wall must be rebuilt.", speaker)], (DIAZ, LUND))

    assert remark.entity == "e1"


def test_rendering_texts_are_the_spans_words():
    """`text` is exactly what the article prints at `span`."""
    reports = [
        one("a", "The wall, they say, must be rebuilt soon."),
        one("b", "The wall must be rebuilt very soon."),
    ]
    of = {r.article.id: r.article for r in reports}

    for utterance in group_utterances(reports, (DIAZ,), LexicalEmbedder()):
        for rendering in utterance.renderings:
            assert rendering.text == of[rendering.span.article].read(rendering.span)
