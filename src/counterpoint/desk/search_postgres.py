"""The index in PostgreSQL: a tsvector made of tokens of our own, under a GIN index.

PostgreSQL's own parsers and dictionaries are not used: they would cut texts in another way than SQLite does. Tokens hold
letters, digits and marks only, so that a quoted one is a lexeme and no query can break the syntax of tsquery.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import connection

from counterpoint.desk.query import RANKED, Piece, Query

if TYPE_CHECKING:
    from counterpoint.desk.search import Document, Facets

CREATE = """
CREATE TABLE desk_search (key bigint PRIMARY KEY, words tsvector NOT NULL);
CREATE INDEX desk_search_words ON desk_search USING gin (words) WITH (gin_pending_list_limit = 16384);
"""
_LAST = 16_383  # the highest position that a tsvector keeps
_EACH = 255  # positions of one lexeme that it keeps
_LARGEST = (
    900_000  # bytes of words and positions: a tsvector takes 1,048,575; prose of MOST_WORDS has some 300,000
)
_WEIGHTS = "{0.0, 0.0, 0.2, 1.0}"  # of facets (D), -, body (B) and title (A)


class PostgresIndex:
    """See `search.Index`."""

    def put(self, documents: Sequence[Document]) -> None:
        """Add documents; their keys are new."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO desk_search (key, words) VALUES (%s, %s::tsvector)",
                [(d.key, _vector(d)) for d in documents],
            )

    def drop(self, keys: Sequence[int]) -> None:
        """Take documents out."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM desk_search WHERE key = ANY(%s)", [list(keys)])

    def find(self, query: Query, facets: Facets, *, ranked: bool, limit: int, offset: int) -> list[int]:
        """Return the keys found, best or newest first."""
        conditions: list[str] = []
        values: list[int | str] = []
        match = _match(query, facets)
        if match:
            conditions.append("words @@ %s::tsquery")
            values.append(match)
        if facets.lowest is not None:
            conditions.append("key >= %s")
            values.append(facets.lowest)
        if facets.beyond is not None:
            conditions.append("key < %s")
            values.append(facets.beyond)
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        # Found first, by the index alone: PostgreSQL does not know what it costs to read a tsvector, and would rather walk
        # the keys and read one after another than sort the few that match.
        found = f"WITH found AS MATERIALIZED (SELECT key FROM desk_search {where})"  # noqa: S608 - no part is a reader's
        if ranked:
            sought = " & ".join(_choice(choice) for choice in query.wanted)
            statement = (
                f"{found} SELECT key FROM desk_search WHERE key IN "  # noqa: S608 - as above
                f"(SELECT key FROM found ORDER BY key DESC LIMIT {max(RANKED, limit + offset)}) "
                f"ORDER BY ts_rank('{_WEIGHTS}', words, %s::tsquery, 1) DESC, key DESC LIMIT %s OFFSET %s"
            )
            values.append(sought)
        else:
            statement = f"{found} SELECT key FROM found ORDER BY key DESC LIMIT %s OFFSET %s"  # noqa: S608 - as above
        with connection.cursor() as cursor:
            cursor.execute(statement, [*values, limit, offset])
            return [row[0] for row in cursor.fetchall()]


def _vector(document: Document) -> str:
    """The document as the text of a tsvector: words with their positions and weights."""
    positions: dict[str, list[str]] = {}
    size = 0
    for n, token in enumerate(document.title, start=1):
        positions.setdefault(token, []).append(f"{min(n, _LAST)}A")
        size += len(token.encode()) + 4
    start = len(document.title) + 2  # a phrase does not run from the title into the text
    for n, token in enumerate(document.body, start=start):
        if token not in positions:
            size += len(token.encode()) + 4
            if size > _LARGEST:
                break
        if n > _LAST:
            positions.setdefault(token, [f"{_LAST}B"])
        else:
            positions.setdefault(token, []).append(f"{n}B")
    words = (f"'{token}':{','.join(at[:_EACH])}" for token, at in positions.items())
    return " ".join((*words, *(f"'={facet}'" for facet in document.facets)))


def _match(query: Query, facets: Facets) -> str:
    parts = [_choice(choice) for choice in query.wanted]
    parts += ["(" + " | ".join(f"'={token}'" for token in choice) + ")" for choice in facets.tokens]
    parts += [f"!({_said(piece)})" for piece in query.unwanted]
    return " & ".join(parts)


def _choice(pieces: Sequence[Piece]) -> str:
    return f"({' | '.join(map(_said, pieces))})"


def _said(piece: Piece) -> str:
    """A piece as tsquery. Only titles name a weight: the index holds none, and every match would have to be read."""
    last = len(piece.tokens) - 1
    marks = ["A" if piece.title else ""] * last + [
        ("*" if piece.beginning else "") + ("A" if piece.title else "")
    ]
    lexemes = [
        f"'{token}'{':' if mark else ''}{mark}" for token, mark in zip(piece.tokens, marks, strict=True)
    ]
    return " <-> ".join(lexemes)
