"""The story document: its form, its passages, and that both are refused when wrong."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from counterpoint.errors import CitationError
from counterpoint.render.document import SCHEMA, story_document
from counterpoint.render.html import story_page
from counterpoint.render.markdown import story_markdown
from counterpoint.types import OddOne, Span, VerifiedBrief
from tests.documents import check_document, validator
from tests.render.sample import BRIEF, STORY, UTTERANCES, WIRE

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "story-document.md"


def schema_nodes(node):
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from schema_nodes(child)
    elif isinstance(node, list):
        for child in node:
            yield from schema_nodes(child)


def test_the_document_is_valid_and_every_passage_stands_in_its_article():
    """All spans, supports, renderings and citations read text[start:end]."""
    assert check_document(story_document(STORY)) > 50


def test_the_same_story_gives_the_same_bytes():
    """Nothing of a clock, a set's order or memory enters the document."""
    first, second = (json.dumps(story_document(STORY)) for _ in range(2))

    assert first == second


def test_an_empty_story_is_a_valid_document():
    """No articles, no claims, no brief: every key is still there."""
    bare = replace(
        STORY,
        **dict.fromkeys(
            (
                "articles",
                "origins",
                "edges",
                "copies",
                "entities",
                "utterances",
                "claims",
                "disputes",
                "variants",
            ),
            (),
        ),
        **dict.fromkeys(("timeline", "related", "rejected", "odd", "unread", "languages"), ()),
        first_published=None,
        last_published=None,
        brief=VerifiedBrief("", (), (), (), "", "en"),
    )

    document = story_document(bare)

    assert check_document(document) == 0
    assert document["schema"] == SCHEMA


def test_what_a_reader_of_the_document_needs_is_there():
    """The file's path, the direction of a copy, the series of an update in order."""
    document = story_document(STORY)

    assert Path(document["articles"][0]["path"]).stem == "meridian_wire"
    assert document["copies"][0]["articles"] == ["aport", "awire"]
    assert [p["pair"] for p in document["copies"][0]["passages"]] == [1, 1]
    assert [v["display"] for v in document["disputes"][1]["values"]] == ["four", "seven"]


def test_a_citation_that_says_something_else_is_refused():
    """Fails closed: exact words must be the article's."""
    wrong = replace(BRIEF.headline_citations[0], exact="Five people were hurt")

    with pytest.raises(CitationError, match="does not say what stands"):
        story_document(replace(STORY, brief=replace(BRIEF, headline_citations=(wrong,))))


@pytest.mark.parametrize("span", [Span("nowhere", 0, 1), Span("awire", 0, len(WIRE.text) + 1)])
def test_a_span_outside_its_article_is_refused(span):
    """An unknown article or an offset past the end is an error, not an empty passage."""
    entity = replace(STORY.entities[0], mentions=(span,))

    with pytest.raises(CitationError, match="does not stand"):
        story_document(replace(STORY, entities=(entity,)))


def test_a_rendering_with_other_words_is_refused():
    """A paraphrase never passes for what stands in the report."""
    changed = replace(UTTERANCES[0].renderings[0], text="We heard nothing")
    utterance = replace(UTTERANCES[0], renderings=(changed,))

    with pytest.raises(CitationError, match="rendering"):
        story_document(replace(STORY, utterances=(utterance, *UTTERANCES[1:])))


def test_the_schema_is_strict_and_says_what_each_key_means():
    """No object admits unknown keys, each key is required and described."""
    validator().check_schema(validator().schema)
    for node in schema_nodes(validator().schema):
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])
            assert all("description" in p or "$ref" in p for p in node["properties"].values())


def test_the_reference_names_each_key():
    """A key of the schema that the page for readers forgets fails here."""
    page = REFERENCE.read_text(encoding="utf-8")
    keys = {
        k
        for node in schema_nodes(validator().schema)
        if node.get("type") == "object"
        for k in node["properties"]
    }

    assert sorted(k for k in keys if f"| `{k}` |" not in page) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"odd": (OddOne("nowhere", "x"),)},
        {"related": (replace(STORY.related[0], article="nowhere"),)},
        {"origins": (replace(STORY.origins[0], articles=("nowhere",)),)},
        {"edges": (replace(STORY.edges[0], article="nowhere"),)},
        {"timeline": (replace(STORY.timeline[0], related="nowhere"),)},
    ],
)
def test_what_points_at_no_article_is_refused_everywhere(broken):
    """Document, page, terminal and Markdown refuse alike: one sentence, not a traceback."""
    story = replace(STORY, **broken)

    for write in (story_document, story_page, story_markdown):
        with pytest.raises(CitationError, match="no article nowhere"):
            write(story)
