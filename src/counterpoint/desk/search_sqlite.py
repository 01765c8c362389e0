"""The index in SQLite: FTS5 over tokens of our own.

The tokens hold letters, digits and marks only, and the tokenizer is told that all three are parts of words, so that it
cuts where we did. Every token is quoted: no query can break FTS5's syntax.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import connection

from counterpoint.desk.query import RANKED, Piece, Query

if TYPE_CHECKING:
    from counterpoint.desk.search import Document, Facets

CREATE = """
CREATE VIRTUAL TABLE desk_search USING fts5(
    title, body, facets, tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
)
"""
_WEIGHTS = "5.0, 1.0, 0.0"  # of title, body and facets: a word in the title counts as five in the text


class SqliteIndex:
    """See `search.Index`."""

    def put(self, documents: Sequence[Document]) -> None:
        """Add documents; their keys are new."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO desk_search (rowid, title, body, facets) VALUES (%s, %s, %s, %s)",
                [(d.key, " ".join(d.title), " ".join(d.body), " ".join(d.facets)) for d in documents],
            )

    def drop(self, keys: Sequence[int]) -> None:
        """Take documents out."""
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM desk_search WHERE rowid = %s", [(key,) for key in keys])

    def find(self, query: Query, facets: Facets, *, ranked: bool, limit: int, offset: int) -> list[int]:
        """Return the keys found, best or newest first."""
        conditions: list[str] = []
        values: list[int | str] = []
        match = _match(query, facets)
        if match:
            conditions.append("desk_search MATCH %s")
            values.append(match)
        if query.unwanted and not query.wanted:  # FTS5 has no bare NOT
            conditions.append("rowid NOT IN (SELECT rowid FROM desk_search WHERE desk_search MATCH %s)")
            values.append(" OR ".join(map(_said, query.unwanted)))
        if facets.lowest is not None:
            conditions.append("rowid >= %s")
            values.append(facets.lowest)
        if facets.beyond is not None:
            conditions.append("rowid < %s")
            values.append(facets.beyond)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        newest = f"FROM desk_search {where} ORDER BY rowid DESC"
        if ranked:
            scored = f"SELECT rowid, bm25(desk_search, {_WEIGHTS}) AS score {newest} LIMIT {max(RANKED, limit + offset)}"
            statement = f"SELECT rowid FROM ({scored}) ORDER BY score, rowid DESC LIMIT %s OFFSET %s"  # noqa: S608 - as above
        else:
            statement = f"SELECT rowid {newest} LIMIT %s OFFSET %s"
        with connection.cursor() as cursor:
            cursor.execute(statement, [*values, limit, offset])
            return [row[0] for row in cursor.fetchall()]


def _match(query: Query, facets: Facets) -> str:
    parts = [f"({' OR '.join(map(_said, choice))})" for choice in query.wanted]
    parts += [f"(facets : ({' OR '.join(choice)}))" for choice in facets.tokens]
    match = " AND ".join(parts)
    if query.wanted and query.unwanted:
        return f"({match}) NOT ({' OR '.join(map(_said, query.unwanted))})"
    return match


def _said(piece: Piece) -> str:
    columns = "title" if piece.title else "{title body}"
    tokens = " ".join(piece.tokens)
    return f'({columns} : "{tokens}"{"*" if piece.beginning else ""})'
