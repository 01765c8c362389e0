"""Claims of several reports that state the same thing come into one group."""

from dataclasses import replace

import numpy as np

from counterpoint.align.claims import group_claims
from counterpoint.align.index import build_index, word_family
from counterpoint.align.similarity import score_pairs
from counterpoint.types import (
    Claim,
    Origin,
    OriginKind,
    OriginMap,
    Quantity,
    Rendering,
    Report,
    Status,
    Utterance,
)
from tests.make import report


class Words:
    """An embedder that counts words; enough where paraphrase is not the point."""

    id = "words"
    same = 0.6

    def reads(self, language):
        return bool(language)

    def embed(self, texts):
        out = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().replace(".", "").replace(",", "").split():
                out[row, sum(word.encode()) % 64] += 1
            out[row] /= max(1.0, np.linalg.norm(out[row]))
        return out


def claimed(made: Report, *quantities: Quantity) -> Report:
    """The report with each of its sentences but the title as a claim."""
    claims = tuple(
        Claim(f"{made.article.id}:c{n}", s.span, n, "") for n, s in enumerate(made.marks.sentences) if n
    )
    return replace(made, marks=replace(made.marks, claims=claims, quantities=quantities))


def amount(made: Report, words: str, figure: float) -> Quantity:
    at = made.article.text.index(words)
    return Quantity(made.article.span(at, at + len(words)), words, figure, figure, "person")


def origins(*reports: Report) -> OriginMap:
    """Every report its own origin."""
    return OriginMap(
        tuple(Origin(f"o{n}", OriginKind.REPORTER, f"{n}", (r.article.id,)) for n, r in enumerate(reports)),
        tuple((r.article.id, f"o{n}") for n, r in enumerate(reports)),
        (),
    )


def told():
    """Two reports of a flood: one statement shared, one with another figure, one each alone."""
    one = report(
        "Flood", "The river burst its banks near Elm on Monday night.", "The flood drove 400 people from Elm.",
        "A baker gave away bread.", outlet="one",
    )  # fmt: skip
    two = report(
        "High water", "On Monday night the river burst its banks near Elm.", "The flood drove 600 people from Elm.",
        "Trains to the coast stopped.", outlet="two",
    )  # fmt: skip
    return claimed(one, amount(one, "400 people", 400)), claimed(two, amount(two, "600 people", 600))


def words_of(group, *reports):
    by = {r.article.id: r.article for r in reports}
    return {by[s.span.article].read(s.span) for s in group.supports}


def test_shared_statements_are_corroborated_and_first():
    """What two independent reports state is corroborated and leads; what one says alone is single-origin."""
    one, two = told()

    groups = group_claims((one, two), (), (), origins(one, two), Words())

    assert len(words_of(groups[0], one, two)) == 2
    assert groups[0].status is Status.CORROBORATED
    assert {g.status for g in groups if len(g.supports) == 1} == {Status.SINGLE}


def test_a_differing_value_stays_in_the_group():
    """400 and 600 driven out are two answers to one question: a dispute is looked for within the group."""
    one, two = told()

    groups = group_claims((one, two), (), (), origins(one, two), Words())

    shared = next(g for g in groups if "600" in " ".join(words_of(g, one, two)))
    assert len(shared.supports) == 2


def test_every_claim_is_in_exactly_one_group():
    """Nothing vanishes: ids run on, weights fall, each claim is kept once."""
    one, two = told()

    groups = group_claims((one, two), (), (), origins(one, two), Words())

    spans = [s.span for g in groups for s in g.supports]
    assert sorted(spans) == sorted(c.span for r in (one, two) for c in r.marks.claims)
    assert [g.id for g in groups] == [f"c{n}" for n in range(1, len(groups) + 1)]
    assert [g.weight for g in groups] == sorted((g.weight for g in groups), reverse=True)


def test_one_origin_behind_two_reports_is_no_corroboration():
    """Two outlets that run one dispatch are one voice."""
    one, two = told()
    wire = OriginMap(
        (Origin("o1", OriginKind.AGENCY, "Wire", (one.article.id, two.article.id)),),
        ((one.article.id, "o1"), (two.article.id, "o1")),
        (),
    )

    groups = group_claims((one, two), (), (), wire, Words())

    assert {g.status for g in groups} == {Status.SINGLE}


def test_what_was_said_names_its_utterance():
    """A claim that lies in a rendering of an utterance carries the utterance's id."""
    one, two = told()
    bread = next(c.span for c in one.marks.claims if "bread" in one.article.read(c.span))
    said = Utterance(
        "u1", "the baker", None, None, None, (Rendering(bread, one.article.read(bread), direct=True),)
    )

    groups = group_claims((one, two), (), (said,), origins(one, two), Words())

    assert [g.utterance for g in groups if g.supports[0].span == bread] == ["u1"]
    assert sum(g.utterance is not None for g in groups) == 1


def test_one_report_does_not_contradict_itself():
    """Two figures of one report are two facts, however alike the words."""
    made = report("Flood", "The flood drove 400 people from Elm.", "The flood drove 600 people from Oak.")
    twice = claimed(made, amount(made, "400 people", 400), amount(made, "600 people", 600))

    pairs = score_pairs(build_index((twice,), (), Words()))

    assert max(pairs.score, default=-99.0) < -5


def test_no_reports_no_groups():
    """An empty story has no claims."""
    assert group_claims((), (), (), OriginMap((), (), ()), Words()) == ()


def test_verbs_and_their_nouns_are_one_family():
    """A rough root is shared by what a verb makes."""
    assert word_family("arrest") == word_family("arrested") == word_family("arrests")
    assert word_family("shooting") == word_family("shoot")
    assert word_family("is") == "is"
