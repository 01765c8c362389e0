"""Full text of the articles' latest versions: ranked or newest first, the same on both databases.

Data way: Article -> index; text typed -> Hits. The index holds tokens of our own making (`words.py`), so that both
databases cut texts and queries alike, under a key that begins with the time of publication: the newest are found by
walking it backwards, and bounds in time are bounds of the key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import connection

from counterpoint.desk import models
from counterpoint.desk.places import domain_of
from counterpoint.desk.query import Query, parse_query
from counterpoint.desk.search_postgres import PostgresIndex
from counterpoint.desk.search_sqlite import SqliteIndex
from counterpoint.desk.words import index_words
from counterpoint.text import sha256
from counterpoint.types import Article

_ROW_BITS = 28  # articles of one store: 268 million; the seconds above them reach past the year 3000
_LAST_SECOND = (
    1 << (63 - _ROW_BITS)
) - 1  # what is dated later still (the year 9999 means "never") is found as if then
MOST_WORDS = 50_000  # of one article: twenty long reads
MOST_TITLE = 1_000  # words: of a page that has its whole text in its title


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found."""

    article: int  # row id
    version: int  # row id of the latest version
    name: str  # Article.id
    title: str
    url: str
    outlet: str
    language: str
    published: datetime | None


@dataclass(frozen=True, slots=True)
class Document:
    """An article as the index takes it."""

    key: int
    title: Sequence[str]
    body: Sequence[str]
    facets: Sequence[str]


class Index(Protocol):
    """What a database must be able to do."""

    def put(self, documents: Sequence[Document]) -> None:
        """Add documents; their keys are new."""
        ...

    def drop(self, keys: Sequence[int]) -> None:
        """Take documents out."""
        ...

    def find(self, query: Query, facets: Facets, *, ranked: bool, limit: int, offset: int) -> list[int]:
        """Return the keys found, best or newest first."""
        ...


@dataclass(frozen=True, slots=True)
class Facets:
    """The bounds of a query, as tokens (each a choice) and keys (half-open)."""

    tokens: tuple[tuple[str, ...], ...]
    lowest: int | None
    beyond: int | None


def index(row: int, article: Article) -> None:
    """Put an article's latest text into the index, in place of what was there. Runs in the caller's transaction."""
    home = (
        models.Article.objects.only("search_key", "url", "first_seen", "latest__published")
        .select_related("latest")
        .get(pk=row)
    )
    published = home.latest.published if home.latest is not None else None
    key = key_of(published or home.first_seen, row)
    found = _index()
    if home.search_key is not None:
        found.drop([home.search_key])
    found.put([document(key, article, home.url)])
    models.Article.objects.filter(pk=row).update(search_key=key)


def drop(row: int) -> None:
    """Take an article out of the index: it was withdrawn, or is gone."""
    key = models.Article.objects.filter(pk=row).values_list("search_key", flat=True).first()
    if key is not None:
        _index().drop([key])
        models.Article.objects.filter(pk=row).update(search_key=None)


def search(text: str, *, ranked: bool = True, limit: int = 20, offset: int = 0) -> list[Hit]:
    """Return the articles that a text typed by a reader asks for.

    Args:
        text: Anything; `query.py` says how it is read. "" finds every article, newest first.
        ranked: Best first; False: newest first.
        limit: At most so many, 1 to 1,000.
        offset: So many are passed over.
    """
    query = parse_query(text)
    keys = _index().find(
        query,
        _facets(query),
        ranked=ranked and bool(query.wanted),
        limit=max(1, min(limit, 1000)),
        offset=max(0, offset),
    )
    rows = {
        row.pk: row
        for row in models.Article.objects.filter(pk__in=[row_of(k) for k in keys])
        .select_related("latest")
        .defer("latest__record", "latest__marks", "latest__changes")
    }
    found = (rows.get(row_of(key)) for key in keys)
    return [_hit(row) for row in found if row is not None and row.latest is not None]


def key_of(published: datetime, row: int) -> int:
    """Return the key of an article: the seconds of its publication, then its row."""
    return (min(max(0, int(published.timestamp())), _LAST_SECOND) << _ROW_BITS) | row


def row_of(key: int) -> int:
    """Return the row that a key stands for."""
    return key & ((1 << _ROW_BITS) - 1)


def document(key: int, article: Article, url: str) -> Document:
    """Return an article as the index takes it."""
    title = index_words(article.title)[:MOST_TITLE]
    body = index_words(article.text)[:MOST_WORDS]
    return Document(key, title, body, (_language(article.language), _site(domain_of(url))))


def _index() -> Index:
    return PostgresIndex() if connection.vendor == "postgresql" else SqliteIndex()


def _facets(query: Query) -> Facets:
    choices = (tuple(map(_language, query.languages)), tuple(map(_site, query.sites)))
    lowest = None if query.after is None else key_of(query.after, 0)
    beyond = None if query.before is None else key_of(query.before, 0)
    return Facets(tuple(c for c in choices if c), lowest, beyond)


def _language(code: str) -> str:
    return "l" + sha256(code.lower().partition("-")[0])[:12]


def _site(domain: str) -> str:
    return "s" + sha256(domain)[:12]


def _hit(row: models.Article) -> Hit:
    latest = row.latest
    assert latest is not None
    return Hit(
        row.pk,
        latest.pk,
        latest.name,
        latest.title,
        row.url,
        latest.outlet_name,
        latest.language,
        latest.published,
    )
