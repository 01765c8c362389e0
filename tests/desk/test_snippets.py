"""A few words around what was sought, as far as the report's rights go."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.desk import models, search, store
from counterpoint.desk.found import find
from counterpoint.desk.query import parse_query
from counterpoint.desk.snippets import ELLIPSIS, Snippet, snippet
from counterpoint.text import sha256
from counterpoint.types import Action, Capture, Rights, Signal, SignalKind, Use
from tests.make import article

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LONG = "The river rose. " * 40 + "Then the old bridge fell at dawn. " + "People came to look. " * 40


def words(found: Snippet) -> list[str]:
    return [found.text[start:end] for start, end in found.found]


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("The bridge fell.", "bridge", ["bridge"]),
        ("The BRIDGE fell.", "bridge", ["BRIDGE"]),
        ("Bridges and abridged texts", "bridge", []),
        ("Bridges fell.", "bridge*", ["Bridge"]),
        ("The old bridge, the new bridge", '"new bridge"', ["new bridge"]),
        ("Le pont s'est effondré.", "effondre", ["effondré"]),
        ("Der Fluß stieg", "fluss", ["Fluß"]),
        ("知事は東京都庁で会議を開いた。", "都庁", ["都庁"]),
        ("知事は東京都庁で会議を開いた。", "東京都庁", ["東京都庁"]),
        ("การประชุมที่กรุงเทพ", "กรุงเทพ", ["กรุงเทพ"]),
        ("a.b (c)", "a.b", ["a.b"]),
        ("ferry or pont", "ferry OR pont", ["ferry", "pont"]),
        ("ferry and bridge", "ferry -bridge", ["ferry"]),
        ("The bridge", "title:bridge", []),
        ("e\u0301lan vital", "elan", ["e\u0301lan"]),
    ],
)
def test_what_the_index_finds_is_marked(text, query, marked):
    """In any script, case and accent; whole words, and what was asked to be left out is not."""
    assert words(snippet(text, parse_query(query))) == marked


def test_the_passage_with_most_of_the_words_is_shown():
    """Not the first that has one of them."""
    text = "A bridge. " + "x " * 400 + "The old bridge fell at dawn." + " y" * 400

    found = snippet(text, parse_query("bridge dawn"), length=80)

    assert words(found) == ["bridge", "dawn"]
    assert found.text.startswith(ELLIPSIS)
    assert found.text.endswith(ELLIPSIS)


def test_it_is_cut_at_words():
    """No half of a word at either end."""
    found = snippet(LONG, parse_query("bridge"), length=60)

    assert set(found.text.strip(ELLIPSIS).split()) <= set(LONG.split())
    assert "bridge" in words(found)


def test_nothing_found_shows_the_beginning():
    """Such as a hit by its title."""
    assert snippet("The river rose on Monday.", parse_query("zebra")) == Snippet("The river rose on Monday.")


def test_lines_become_one():
    """A snippet is for one line."""
    assert snippet("One.\n\nTwo.", parse_query("two")).text == "One.  Two."


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.text(max_size=40), st.integers(0, 80))
def test_any_text_and_any_query_give_places_within_the_bound(text, query, length):
    """The marks are in order, do not overlap, and lie in the text; no more than was allowed is shown."""
    found = snippet(text, parse_query(query), length=length)

    ends = [place for mark in found.found for place in mark]
    assert ends == sorted(ends)
    assert all(start < end for start, end in found.found)
    assert not ends or ends[-1] <= len(found.text)
    assert len(found.text) <= length + 2 * len(ELLIPSIS)


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1, max_size=100))
def test_any_word_of_a_text_can_be_sought(text):
    """A text as its own query never fails."""
    assert len(snippet(text, parse_query(f'"{text}"')).text) <= 102


def test_a_long_text_full_of_hits_is_quick():
    """Every word is one: what is weighed is bounded."""
    found = snippet("bridge " * 14_000, parse_query("bridge " * 30))

    assert len(found.text) < 170


def put(text, *, url="https://river.example/a", **fields):
    content = text.encode()
    taken = store.take_capture(Capture(sha256(content), content, url=url, fetched=NOON), now=NOON)
    made = article("Bridge falls", text, url=url, **fields)
    found = store.put_article(taken.capture, made, now=NOON)
    search.index(found.article, made)
    return found


def nosnippet(value):
    return Signal(SignalKind.META, f"<meta name=robots content={value}>", "page", denies=(Action.SUMMARISE,))


@pytest.mark.django_db
def test_hits_come_with_a_quotation():
    """Of the text, not of the title."""
    put(LONG)

    (found,) = find("bridge", now=NOON)

    assert found.hit.title == "Bridge falls"
    assert "old bridge fell" in found.snippet.text
    assert words(found.snippet) == ["bridge"]
    assert found.why == ""


@pytest.mark.django_db
def test_rights_that_forbid_quoting_are_obeyed():
    """The hit is named, and the sentence says why there is no more."""
    put(LONG, rights=Rights("Links only.", allows=Use.LINK))

    (found,) = find("bridge", now=NOON)

    assert found.snippet == Snippet("")
    assert "Links only." in found.why


@pytest.mark.django_db
@pytest.mark.parametrize(("most", "longest"), [(30, 32), (0, 0)])
def test_a_bound_on_quotations_is_kept(most, longest):
    """max-snippet of the page."""
    put(LONG, signals=(nosnippet(f"max-snippet:{most}"),))

    (found,) = find("bridge", now=NOON)

    assert len(found.snippet.text) <= longest
    assert bool(found.why) == (most == 0)


@pytest.mark.django_db
def test_signals_of_the_site_count_as_those_of_the_page():
    """They are kept with the capture."""
    put(LONG)
    deny = Signal(SignalKind.TDMREP, "tdm-reservation: 1", "https://river.example/", denies=(Action.QUOTE,))
    store.add_signals(models.Capture.objects.get().pk, [deny])

    assert find("bridge", now=NOON)[0].snippet.text == ""


@pytest.mark.django_db
def test_withdrawn_and_embargoed_texts_are_not_quoted():
    """They are stored, and found, and said to be so."""
    put(LONG, url="https://river.example/w")
    models.Article.objects.update(withdrawn=NOON)
    put(LONG + "x", url="https://river.example/e", embargo=NOON + timedelta(hours=1))

    found = {each.hit.url[-1]: each for each in find("bridge", now=NOON)}

    assert found["w"].snippet.text == found["e"].snippet.text == ""
    assert "withdrawn" in found["w"].why
    assert "embargoed until 2026-03-02 13:00 UTC" in found["e"].why
