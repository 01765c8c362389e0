"""Search results as people are shown them: each hit with a few words of its text, as far as its rights go.

Data way: text typed -> Hits -> Found. Reads only; the time is an argument.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counterpoint.desk import models
from counterpoint.desk.query import Query, parse_query
from counterpoint.desk.records import unpack
from counterpoint.desk.rights import signals_of
from counterpoint.desk.search import Hit, search
from counterpoint.desk.snippets import LENGTH, Snippet, snippet
from counterpoint.permission import decide, quote_limit
from counterpoint.types import Action, Article


@dataclass(frozen=True, slots=True)
class Found:
    """One hit."""

    hit: Hit
    snippet: Snippet  # empty where it is not to be shown
    why: str  # the sentence that says why there is none; "" where there is one


def find(
    text: str, *, now: datetime, ranked: bool = True, limit: int = 20, licensed: Sequence[str] = ()
) -> list[Found]:
    """Return what a search finds, each with a short quotation where that is allowed.

    Args:
        text: As typed; see `query.py`.
        now: The time, UTC: embargoes end.
        ranked: Best first; False: newest first.
        limit: At most so many.
        licensed: As in the settings: `rights.licensed`.
    """
    query = parse_query(text)
    hits = search(text, ranked=ranked, limit=limit)
    rows = (
        models.Version.objects.filter(pk__in=[hit.version for hit in hits])
        .select_related("article")
        .defer("marks", "changes")
    )
    versions = {row.pk: row for row in rows}
    return [
        _found(hit, versions[hit.version], query, now, licensed) for hit in hits if hit.version in versions
    ]


def _found(hit: Hit, row: models.Version, query: Query, now: datetime, licensed: Sequence[str]) -> Found:
    if row.article.withdrawn is not None:
        return Found(hit, Snippet(""), "Its sender has withdrawn it.")
    if row.embargo is not None and row.embargo > now:
        return Found(hit, Snippet(""), f"It is embargoed until {row.embargo:%Y-%m-%d %H:%M} UTC.")
    article = unpack(row.record, Article)
    signals = signals_of(row.capture_id, article, licensed)
    quoting = decide(Action.QUOTE, rights=article.rights, signals=signals)
    if not quoting.allowed:
        return Found(hit, Snippet(""), quoting.why)
    most = quote_limit(signals)
    length = LENGTH if most is None else min(most, LENGTH)
    body = article.text[article.blocks[0].end :] if article.blocks else article.text
    cut = snippet(body, query, length=length)
    return Found(hit, cut, "" if cut.text else "Its rights allow no quotation." if most == 0 else "")
