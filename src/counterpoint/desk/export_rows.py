"""Rows of an export: each table's values, in the order of its columns (`export_tables.py`).

Data way: a row of the store -> plain values and records of the engine. Reads only what the row leads to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from counterpoint.desk import models
from counterpoint.desk.records import expand, unpack
from counterpoint.desk.rights import signals_beside
from counterpoint.permission import decide, quote_limit
from counterpoint.types import Action, Annotations, Article, Changes, Entry, Signal

_ASKED = (Action.STORE, Action.ANALYSE, Action.QUOTE, Action.SUMMARISE, Action.REPUBLISH)

Value: TypeAlias = (
    object  # what msgspec writes: None, bool, int, str, bytes, datetime, a sequence or a record
)
Row: TypeAlias = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is exported."""

    articles: tuple[int, ...] | None  # row ids; None for all, and all that belongs to none
    licensed: tuple[str, ...]  # as in the settings: decides with the rest what may be done
    last: dict[
        str, int
    ]  # by table: the highest row id when the export began; later rows are left to the next one


def feed_row(row: models.Feed, _: Scope) -> Row:
    """Return a feed."""
    return (
        *(
            row.pk,
            row.url,
            row.kind,
            row.title,
            row.site,
            tuple(row.folders),
            row.language,
            row.added,
            row.active,
        ),
        *(row.polled, row.succeeded, row.next_poll, row.failures, row.error),
    )


def content_row(row: models.Blob, _: Scope) -> Row:
    """Return the bytes of captures."""
    return (row.hash, row.size, None if row.data is None else expand(row.data))


def capture_row(row: models.Capture, _: Scope) -> Row:
    """Return a capture."""
    signals = _signals(row)
    headers = tuple((name, value) for name, value in row.headers)
    return (
        *(
            row.pk,
            row.blob_id,
            row.url,
            row.asked,
            row.path,
            row.content_type,
            row.status,
            row.fetched,
            headers,
        ),
        *(signals, row.feed_id, row.stored, row.seen, row.outcome, row.reason, row.version_id),
    )


def _signals(capture: models.Capture | None) -> tuple[Signal, ...]:
    return unpack(capture.signals, tuple[Signal, ...]) if capture is not None and capture.signals else ()


def _allowed(capture: models.Capture | None, article: Article, scope: Scope) -> Row:
    signals = signals_beside(_signals(capture), article, scope.licensed)
    answers = (decide(action, rights=article.rights, signals=signals).allowed for action in _ASKED)
    return (*answers, quote_limit(signals))


def article_row(row: models.Article, scope: Scope) -> Row:
    """Return an article."""
    latest, outlet = row.latest, row.outlet
    allowed: Row = (None,) * (len(_ASKED) + 1)
    if latest is not None:
        allowed = _allowed(latest.capture, unpack(latest.record, Article), scope)
    return (
        *(row.pk, row.url, row.path, outlet.domain if outlet else None, outlet.name if outlet else None),
        *(row.first_seen, row.last_seen, row.versions_count, row.latest_id, row.withdrawn, row.withdrawn_why),
        *allowed,
    )


def version_row(row: models.Version, scope: Scope) -> Row:
    """Return a version."""
    article = unpack(row.record, Article)
    return (
        *(
            row.pk,
            row.article_id,
            row.number,
            row.name,
            row.capture_id,
            row.at,
            row.made,
            row.title,
            row.language,
        ),
        *(row.outlet_name, row.published, row.embargo, row.words, article.text, article.rights.statement),
        *(*_allowed(row.capture, article, scope), article),
    )


def annotations_row(row: models.Version, _: Scope) -> Row | None:
    """Return the annotations of a version; None where it has none."""
    return None if row.marks is None else (row.pk, row.name, unpack(row.marks, Annotations))


def changes_row(row: models.Version, _: Scope) -> Row | None:
    """Return the changes of a version; None where it has none."""
    if row.changes is None:
        return None
    changes = unpack(row.changes, Changes)
    return (row.pk, changes.before, changes.after, changes)


def entry_row(row: models.Entry, _: Scope) -> Row:
    """Return an entry of a feed."""
    entry = unpack(row.record, Entry)
    return (row.pk, row.feed_id, row.url, row.title, row.published, row.seen, row.capture_id, entry)


def story_row(row: models.Story, _: Scope) -> Row:
    """Return a story."""
    return (
        *(row.pk, row.name, row.into_id, row.title, row.first_published, row.last_published, row.articles),
        *(row.outlets, row.origins, tuple(row.languages), tuple(row.disputed), row.told_at, row.storyline),
    )


def member_row(row: models.Member, _: Scope) -> Row:
    """Return a report's place in a story."""
    return (
        *(row.pk, row.story_id, row.article_id, row.version_id, row.at, round(row.score * 1000)),
        *(row.copy_of_id, row.copy_kind, row.copy_evidence),
    )


def rejection_row(row: models.Rejection, _: Scope) -> Row:
    """Return a refusal."""
    return (
        *(row.pk, row.item, row.stage, row.reason, row.capture_id, row.feed_id),
        *(row.first, row.last, row.times),
    )
