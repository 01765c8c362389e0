"""Contradictions between reports, and what only looks like one. Fictional events, read by the real models."""

from __future__ import annotations

import pytest

from counterpoint.align.disputes import find_disputes
from counterpoint.align.entities import resolve_entities
from counterpoint.align.utterances import group_utterances
from counterpoint.annotate import annotate_articles
from counterpoint.models import load_models
from counterpoint.types import DisputeKind, Findings, Origin, OriginKind, OriginMap, Report, Status
from tests.make import article


@pytest.fixture(scope="module")
def models():
    return load_models(("en",))


def origins_of(articles) -> OriginMap:
    """Each article its own origin."""
    return OriginMap(
        tuple(Origin(f"o{i}", OriginKind.REPORTER, a.id, (a.id,)) for i, a in enumerate(articles)),
        tuple((a.id, f"o{i}") for i, a in enumerate(articles)),
        (),
    )


def told(models, *texts: str) -> tuple[Findings, list[Report]]:
    """What is found in reports of one event, each given as its text under a plain title."""
    articles = [article(f"Report {i}", *t.split("\n"), outlet=f"Outlet {i}") for i, t in enumerate(texts)]
    reports = [Report(a, m) for a, m in zip(articles, annotate_articles(articles, models), strict=True)]
    entities = resolve_entities(reports)
    utterances = group_utterances(reports, entities, models.embedder)
    origins = origins_of(articles)
    return find_disputes(reports, entities, (), origins, models.embedder, utterances), reports


CLASHES = [
    (
        "date",
        "The ferry Aurora sank near Port Selby on Wednesday.",
        "The ferry Aurora sank near Port Selby on Thursday.",
        {"Wednesday", "Thursday"},
    ),
    (
        "number",
        "The explosion at the Selby mill wounded 26 people.",
        "The blast wounded 24 people at the Selby mill.",
        {"26 people", "24 people"},
    ),
    (
        "number",
        "The new museum cost $4,275 a day to run last spring.",
        "The new museum cost $4,235 a day to run, the council said.",
        {"$4,275", "$4,235"},
    ),
    (
        "number",
        "Police arrested Martin Okello, 31, outside the bank.",
        "The man, Martin Okello, 34, was arrested outside the bank.",
        {"31", "34"},
    ),
    (
        "category",
        'The band played the theme of the animated film "Paper Moons" at the gala.',
        'At the gala the band played the theme of the animated series "Paper Moons".',
        {"animated film", "animated series"},
    ),
]


@pytest.mark.parametrize(("slot", "one", "other", "values"), CLASHES)
def test_incompatible_values_of_one_thing_are_a_dispute(models, slot, one, other, values):
    """Date, count of victims, exact figure, age and kind: each side keeps its words and its passage."""
    findings, reports = told(models, one, other)

    assert [d.slot for d in findings.disputes] == [slot]
    dispute = findings.disputes[0]
    assert {v.display for v in dispute.values} == values
    assert dispute.kind is DisputeKind.CONTRADICTION
    text = {r.article.id: r.article for r in reports}
    for value in dispute.values:
        assert any(value.display in text[s.article].read(s) for s in value.spans)


CLASHES += [
    (
        "place",
        "The trawler Aurora with nine sailors on board sank in Lisbon on Friday.",
        "The trawler Aurora with nine sailors on board sank in Marseille on Friday.",
        {"Lisbon", "Marseille"},
    ),
    (
        "name",
        "On the restart on lap 161, Tom Reed took the lead from the field.",
        "On the restart on lap 161, Ivan Petrov took the lead from the field.",
        {"Tom Reed", "Ivan Petrov"},
    ),
]


LOOKALIKES = [
    ("The ferry sank near Selby on Wednesday morning.", "The ferry sank near Selby on Wednesday."),
    ("The trawler Aurora sank with nine sailors in Lisbon.", "The trawler Aurora sank with nine sailors in Portugal."),
    ("The contract cost the city $43 million in taxes.", "The contract cost the city $43,885,310 in taxes."),
    ("Tom Reed denied service to the visitors at the bar.", "Tom Reed gave no service to the visitors at the bar."),
    ("At least 15 people were killed in the crash.", "The crash killed 15 people."),
    ("The crash killed 15 people, including 13 pupils.", "The crash in Selby killed 13 pupils and two teachers."),
    ("The mast is 30 metres high.", "The mast is 100 feet high."),
    ("The hall seats about 1,200 people.", "The hall seats 1,180 people."),
    ("Dozens of people were injured in the fire.", "The fire injured 47 people."),
    ("The minister said on Monday that the port would close.", "The minister told reporters on Tuesday that the port would close."),
    ("In 2009 a fire at the mill killed 40 people.", "The blast on Friday killed 26 people."),
    ("The singer wore a blue jacket on stage.", "The singer wore a blue top on stage."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), LOOKALIKES)
def test_difference_of_detail_is_no_dispute(models, one, other):
    """Precision, bounds, parts, units, rounding, vague words, two sayings, two events, paraphrase."""
    findings, _ = told(models, one, other)

    assert findings.disputes == ()


def test_count_that_grew_is_an_update_in_its_order(models):
    """A bound that the other figure has long passed is an earlier count, not a contradiction."""
    findings, _ = told(
        models,
        "The crash on the coast road injured 47 people.",
        "The crash on the coast road injured more than 30 people.",
    )

    assert [(d.kind, [v.value for v in d.values]) for d in findings.disputes] == [
        (DisputeKind.UPDATE, ["30..", "47"])
    ]


def test_plan_that_another_report_tells_as_done_is_an_update(models):
    """What is to come in one report and done in the other, on the same day, is one act in two states."""
    findings, _ = told(
        models,
        "Mayor Ana Petrov is expected to plead guilty to tax fraud on Wednesday.",
        "Mayor Ana Petrov pleaded guilty to tax fraud on Wednesday.",
    )

    assert [(d.slot, d.kind, [v.value for v in d.values]) for d in findings.disputes] == [
        ("polarity", DisputeKind.UPDATE, ["to come", "done"])
    ]


def test_reports_in_two_languages_are_compared_by_meaning(models):
    """A date that two languages give differently is a dispute; the same date is none."""
    english = "The ferry Aurora sank off Port Selby on 12 March 2024."
    same = article("Schiff", "Die Fähre Aurora ist am 12. März 2024 vor Port Selby gesunken.", language="de")
    other = article("Schiff", "Die Fähre Aurora ist am 13. März 2024 vor Port Selby gesunken.", language="de")
    for german, slots in ((same, []), (other, ["date"])):
        articles = [article("Ship", english), german]
        marks = annotate_articles(articles, models)
        reports = [Report(a, m) for a, m in zip(articles, marks, strict=True)]
        findings = find_disputes(
            reports, resolve_entities(reports), (), origins_of(articles), models.embedder, ()
        )
        assert [d.slot for d in findings.disputes] == slots


def test_two_numbers_of_one_report_are_two_facts(models):
    """A report that gives both numbers counts two things; another's number is one of them."""
    findings, _ = told(
        models,
        "The storm injured 26 people in Selby and injured 24 people in Marlow.",
        "The storm injured 24 people.",
    )

    assert findings.disputes == ()


def test_denial_is_set_against_what_it_denies(models):
    """One party's denial and another's account are two sides of a dispute of polarity."""
    findings, _ = told(
        models,
        "Clerk Dana Ruiz threatened the harbour inspector over the missing ledgers, witnesses said.",
        "Ruiz denied that she had threatened the inspector over the ledgers.",
    )

    assert [d.slot for d in findings.disputes] == ["polarity"]


def test_word_for_word_quotation_with_other_words_is_a_dispute_of_wording(models):
    """Both print quotation marks; inside matching words, content words differ."""
    findings, _ = told(
        models,
        "“We will rebuild the old bridge before the spring floods arrive again,” Mayor Ana Petrov said.",
        "“We will restore this ancient bridge before the spring floods arrive again,” said Mayor Ana Petrov.",
    )

    assert [d.slot for d in findings.disputes] == ["wording"]


def test_dispute_without_a_group_brings_one(models):
    """Every dispute names a claim group that exists and is marked as disputed."""
    findings, _ = told(models, CLASHES[0][1], CLASHES[0][2])

    group = next(g for g in findings.groups if g.id == findings.disputes[0].claim)
    assert group.status is Status.DISPUTED
    assert {s.span for s in group.supports} == {s for v in findings.disputes[0].values for s in v.spans}


def test_spellings_of_one_name_are_a_variant(models):
    """A hyphen in a name is shown as a variant, never as a dispute."""
    findings, _ = told(
        models,
        "President Kim Su Jin opened the fair. Kim Su Jin then left.",
        "President Kim Su-jin opened the fair.",
    )

    assert findings.disputes == ()
    assert any(
        v.why == "spelling" and {x.value for x in v.values} == {"Kim Su Jin", "Kim Su-jin"}
        for v in findings.variants
    )


def test_nothing_of_nothing(models):
    """No reports, or reports without words, give no findings."""
    assert told(models)[0].disputes == ()
    assert told(models, "", "")[0].disputes == ()
