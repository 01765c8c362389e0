"""One index, two databases, the same answers."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpoint.desk import models, search, store
from counterpoint.text import sha256
from counterpoint.types import Capture
from tests.make import article

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def put(title, text, *, url=None, at=NOON, language="en", published=None):
    """Store and index an article; return its row."""
    url = url or f"https://river.example/{sha256(title)[:8]}"
    content = f"{title}{text}".encode()
    taken = store.take_capture(Capture(sha256(content), content, url=url, fetched=at), now=at)
    made = article(title, text, url=url, language=language, published=published or at)
    found = store.put_article(taken.capture, made, now=at)
    search.index(found.article, made)
    return found.article


def titles(query, **more):
    return [hit.title for hit in search.search(query, **more)]


@pytest.fixture
def shelf():
    """Five articles, an hour apart, the last the newest."""
    put("Bridge falls", "The old bridge fell into the river.", at=NOON)
    put("Ferry resumes", "A ferry crosses the river near the bridge.", at=NOON + timedelta(hours=1))
    put("Le pont", "Le pont s'est effondré, dit l'élue.", language="fr", at=NOON + timedelta(hours=2))
    put("東京で会議", "知事は東京都庁で会議を開いた。", language="ja", at=NOON + timedelta(hours=3))
    put(
        "การประชุม",
        "การประชุมที่กรุงเทพ",
        language="th",
        url="https://thai.example/1",
        at=NOON + timedelta(hours=4),
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bridge", {"Bridge falls", "Ferry resumes"}),
        ("bridge river", {"Bridge falls", "Ferry resumes"}),
        ('"old bridge"', {"Bridge falls"}),
        ('"bridge old"', set()),
        ("bridge -ferry", {"Bridge falls"}),
        ("-bridge", {"Le pont", "東京で会議", "การประชุม"}),
        ("ferry OR pont", {"Ferry resumes", "Le pont"}),
        ("effondre", {"Le pont"}),
        ("title:bridge", {"Bridge falls"}),
        ("cross*", {"Ferry resumes"}),
        ("都庁", {"東京で会議"}),
        ("庁", {"東京で会議"}),
        ("京会", set()),
        ("กรุงเทพ", {"การประชุม"}),
        ("lang:fr", {"Le pont"}),
        ("lang:fr lang:ja", {"Le pont", "東京で会議"}),
        ("bridge lang:fr", set()),
        ("site:thai.example", {"การประชุม"}),
        ("river after:2026-03-02", {"Bridge falls", "Ferry resumes"}),
        ("river before:2026-03-02", set()),
    ],
)
def test_what_is_sought_is_found(shelf, query, found):
    """Words, phrases, choices, beginnings, scripts without spaces, bounds."""
    assert set(titles(query)) == found


def test_best_first_and_newest_first(shelf):
    """A word in the title counts more than one in the text; by time, the newest leads."""
    assert titles("bridge") == ["Bridge falls", "Ferry resumes"]
    assert titles("bridge", ranked=False) == ["Ferry resumes", "Bridge falls"]
    assert titles("")[0] == "การประชุม"
    assert titles("", limit=2, offset=1) == ["東京で会議", "Le pont"]


def test_an_edited_article_is_found_by_its_latest_words_only():
    """The index holds what the page says now."""
    put("Bridge falls", "Nobody was hurt.", url="https://river.example/a")
    put("Bridge falls", "Two were injured.", url="https://river.example/a", at=NOON + timedelta(hours=1))

    assert titles("hurt") == []
    assert titles("injured") == ["Bridge falls"]


def test_what_is_dropped_is_not_found(shelf):
    """Withdrawn articles leave the index."""
    row = models.Article.objects.get(latest__title="Le pont").pk
    search.drop(row)
    search.drop(row)

    assert titles("pont") == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="\"'*()-:^{}ANDORT &|!<>\\%;ab\x00", max_size=60))
def test_no_query_breaks_the_search(shelf, query):
    """Quotes, operators and control characters of either database are only text."""
    assert isinstance(search.search(query), list)
    assert isinstance(search.search(query, ranked=False), list)
    connection.ensure_connection()


def test_a_long_article_is_indexed_to_its_end():
    """Past the positions that PostgreSQL keeps, words are found still."""
    put("Long", " ".join(f"w{n}" for n in range(20_000)) + " zebra")

    assert titles("zebra") == ["Long"]
    assert titles("w19999") == ["Long"]
