"""An entry that carries its whole text is a page; a teaser is not."""

import time

import pytest

from counterpoint.extract import extract_article
from counterpoint.ingest.entries import carries_text, entry_capture
from counterpoint.types import Entry

WORDS = "The bridge was closed on Monday after an inspection found cracks. " * 12


def test_an_entry_becomes_an_article_at_its_address():
    """Title, author, time, language and outlet are the entry's and its feed's."""
    entry = Entry(
        "1", "https://river.example/a", "Bridge <closed>", content=f"<p>{WORDS}</p>", authors=("Ann Lee",)
    )

    found = extract_article(entry_capture(entry, outlet="River & Co", language="en"))

    assert (found.title, found.url, found.outlet) == ("Bridge <closed>", entry.url, "River & Co")
    assert "inspection found cracks" in found.text


def test_the_same_entry_gives_the_same_bytes():
    """So that it is kept once."""
    entry = Entry("1", None, "T", summary=WORDS)

    assert entry_capture(entry) == entry_capture(entry)
    assert entry_capture(entry).url is None


@pytest.mark.parametrize(
    ("text", "whole"),
    [(WORDS, True), (f"<p>{WORDS}</p>", True), ("Short.", False), ("<b>" * 200, False), ("", False)],
)
def test_tags_are_no_words(text, whole):
    """Eighty words are a report."""
    assert carries_text(Entry("1", content=text)) == whole


@pytest.mark.parametrize("text", ["<" * 1_000_000, "<a " * 300_000, "\n \t" * 300_000, "\r\n" * 400_000])
def test_hostile_text_takes_time_by_its_length(text):
    """A million "<" would take hours if each were followed to the end."""
    entry = Entry("1", content=text)
    began = time.process_time()
    carries_text(entry)
    entry_capture(entry)

    assert time.process_time() - began < 1.0


def test_odd_characters_break_nothing():
    """Quotes in attributes, lone surrogates, NUL."""
    entry = Entry('"', 'https://river.example/"><script>', 'a"\ud800\x00', content=WORDS, authors=('"><b>',))
    content = entry_capture(entry, outlet='"', language='"x').content.decode()

    assert "<script>" not in content
    assert "<b>" not in content
