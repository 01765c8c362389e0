"""The story as Markdown: footnotes that resolve, words that stay words."""

import re

import pytest
from markdown_it import MarkdownIt

from counterpoint.render.i18n import LOCALES
from counterpoint.render.markdown import escape_markdown, story_markdown
from tests.render.hostile import hostile_story
from tests.render.sample import STORY, WIRE


@pytest.mark.parametrize("locale", LOCALES)
def test_every_citation_has_its_footnote(locale):
    """Each marker is defined once, each definition used."""
    text = story_markdown(STORY, locale=locale)
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    used = re.findall(r"\[\^(\d+)\](?!:)", text)

    assert len(defined) == len(set(defined)) > 20
    assert set(used) == set(defined)


def test_the_matrix_is_a_table():
    """One row for each claim, as many cells as columns, also when words hold pipes."""
    for story in (STORY, hostile_story()):
        table = [line for line in story_markdown(story).splitlines() if line.startswith("|")]
        bars = {len(re.findall(r"(?<!\\)\|", line)) for line in table}

        assert len(table) == len(STORY.claims) + 2
        assert len(bars) == 1


def test_hostile_words_take_no_effect():
    """Rendered as HTML: no tags, no links to scripts."""
    rendered = (
        MarkdownIt("commonmark", {"html": True}).enable("table").render(story_markdown(hostile_story()))
    )

    assert "<script" not in rendered
    assert "<img" not in rendered
    assert not re.search(r'href="(?!#)', rendered)


@pytest.mark.parametrize(
    "text",
    [
        "# heading",
        "- item",
        "1. item",
        "12) item",
        "+ item",
        "*a* _b_ `c`",
        "[a](b)",
        "![a](b)",
        "<b>",
        "a | b",
        "=== x",
    ],
)
def test_escaped_text_is_shown_as_it_is(text):
    """What a reader sees is what the report says."""
    rendered = MarkdownIt("commonmark").render(escape_markdown(text))

    assert rendered == MarkdownIt("zero").render(text)


def test_addresses_in_words_do_not_become_links():
    """Neither bare addresses nor mentions, where Markdown links them by itself."""
    assert "://" not in escape_markdown("see https://a.example")
    assert "www." not in escape_markdown("see www.a.example")
    assert "@" not in escape_markdown("@someone")


def test_protected_words_are_not_quoted():
    """A report that allows only a link appears without its sentences."""
    assert "Nobody will cross until every strand has been checked" not in story_markdown(STORY)
    assert "Nobody will cross until every strand has been checked" in WIRE.text
