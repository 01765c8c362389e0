"""How things stand: feeds, queue, what was set aside, what was refused, how much there is.

Data way: the store -> Status. Reads only; the time is an argument. Nothing is counted twice: each figure is one query over
columns, and no record is unpacked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from django.db import connection
from django.db.models import Case, Count, F, Max, Min, Q, Sum, Value, When

from counterpoint.desk import models
from counterpoint.desk.stream_batch import waiting
from counterpoint.desk.tasks import Kind, State

_STAGES = ("ingest", *(kind.value for kind in Kind))  # in the order of the datum's way
_NAMED = 500  # rows looked up in one query: SQLite takes 32,766 parameters, and the plan is the same

# What makes one reason out of many: addresses and quoted names first, then figures.
_PARTICULAR = re.compile(r"https?://[^\s,;()]+|“[^”]*”|\d[\d.,]*(?<![.,])")
ELIDED = "…"  # stands for what differs

# Of one stage and reason: both, how many items, how often refused, when last, one of the items.
_Refused: TypeAlias = tuple[str, str, int, int, datetime, str]


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """One feed, folder or archive, and how its polls go."""

    number: int  # row id
    url: str
    kind: str  # "" before the first success
    title: str
    active: bool  # False: it is not polled any more
    added: datetime
    polled: datetime | None
    succeeded: datetime | None
    next_poll: datetime | None
    failures: int  # in a row
    error: str  # of the last poll; "" where it went well
    entries: int  # listed so far


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """Tasks of one kind in one state."""

    kind: str
    state: str
    tasks: int
    due: int  # of them, how many could be done now
    oldest: datetime  # when the first of them was, or will be, due


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A task that was given up."""

    number: int  # what `counterpoint retry` takes
    kind: str
    name: str  # address, path or title of what it is about
    tries: int
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True)
class RejectedStatus:
    """Items refused at one stage for one reason, addresses, quotations and figures in it aside."""

    stage: str
    reason: str  # as given where all are alike, else with ELIDED for what differs
    items: int  # different ones
    times: int  # refused in all
    last: datetime
    example: str  # one of the items


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items have left a stage with an outcome since the store was made."""

    stage: str
    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is."""

    feeds: int
    feeds_failing: int
    feeds_stopped: int
    entries: int
    articles: int
    versions: int
    withdrawn: int
    captures: int
    contents: int  # different ones, their bytes still kept
    bytes: int  # of these, before compression
    stories: int
    stories_waiting: int  # articles that are to be put into stories, or looked at again
    rejections: int  # different items and reasons
    quarantined: int
    database_bytes: int  # on disk


@dataclass(frozen=True, slots=True)
class Status:
    """How things stand at one moment."""

    at: datetime
    written: datetime | None  # when something was last kept; None in an empty store
    counts: Counts
    feeds: tuple[FeedStatus, ...]  # failing first, then by their next poll, those not polled any more last
    queue: tuple[QueueStatus, ...]
    quarantined: tuple[Quarantined, ...]  # oldest first
    rejected: tuple[RejectedStatus, ...]  # most first
    tallies: tuple[Tally, ...]


def read_status(now: datetime, *, most: int | None = None) -> Status:
    """Return how things stand.

    Args:
        now: The time, UTC.
        most: At most so many feeds and quarantined tasks, for a screen; None for all. Counts are of all.

    Raises:
        DatabaseError: As Django's; `guarded.kept` puts it into words.
    """
    return Status(
        at=now,
        written=_written(),
        counts=_counts(now),
        feeds=_feeds(most),
        queue=_queue(now),
        quarantined=_quarantined(most),
        rejected=_rejected(),
        tallies=_tallies(),
    )


def _tallies() -> tuple[Tally, ...]:
    rows = [Tally(row.stage, row.outcome, row.count) for row in models.Tally.objects.all()]
    return tuple(sorted(rows, key=lambda t: (_place(t.stage), t.stage, t.outcome)))


def _place(stage: str) -> int:
    return _STAGES.index(stage) if stage in _STAGES else len(_STAGES)


def _counts(now: datetime) -> Counts:
    feeds = models.Feed.objects.aggregate(
        all=Count("pk"),
        failing=Count("pk", filter=Q(active=True, failures__gt=0)),
        stopped=Count("pk", filter=Q(active=False)),
    )
    kept = models.Blob.objects.filter(data__isnull=False).aggregate(number=Count("*"), size=Sum("size"))
    return Counts(
        feeds=feeds["all"],
        feeds_failing=feeds["failing"],
        feeds_stopped=feeds["stopped"],
        entries=models.Entry.objects.count(),
        articles=models.Article.objects.count(),
        versions=models.Version.objects.count(),
        withdrawn=models.Article.objects.filter(withdrawn__isnull=False).count(),
        captures=models.Capture.objects.count(),
        contents=kept["number"],
        bytes=kept["size"] or 0,
        stories=models.Story.objects.filter(into=None, articles__gt=0).count(),
        stories_waiting=waiting(now).count(),
        rejections=models.Rejection.objects.count(),
        quarantined=models.Task.objects.filter(state=State.QUARANTINED).count(),
        database_bytes=database_bytes(),
    )


def database_bytes() -> int:
    """Return how much room the database takes on disk."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    name = str(connection.settings_dict["NAME"])
    files = (Path(name + suffix) for suffix in ("", "-wal", "-shm"))
    return sum(file.stat().st_size for file in files if file.exists())


def _written() -> datetime | None:
    """When something was last kept, as the rows say: a file's own time also changes when it is only tidied."""
    latest = [
        models.Capture.objects.order_by("-pk").values_list("stored", flat=True).first(),
        models.Version.objects.order_by("-pk").values_list("made", flat=True).first(),
        models.Rejection.objects.aggregate(last=Max("last"))["last"],
        *models.Feed.objects.aggregate(polled=Max("polled"), added=Max("added")).values(),
    ]
    return max((time for time in latest if time is not None), default=None)


def _feeds(most: int | None) -> tuple[FeedStatus, ...]:
    rank = Case(
        When(active=False, then=Value(2)),
        When(failures__gt=0, then=Value(0)),
        default=Value(1),
    )
    rows = models.Feed.objects.alias(rank=rank).order_by("rank", F("next_poll").asc(nulls_last=True), "pk")
    found = list(rows.defer("history", "folders")[:most])
    entries = _entries(None if most is None else [row.pk for row in found])
    return tuple(
        FeedStatus(
            number=row.pk,
            url=row.url,
            kind=row.kind,
            title=row.title,
            active=row.active,
            added=row.added,
            polled=row.polled,
            succeeded=row.succeeded,
            next_poll=row.next_poll if row.active else None,
            failures=row.failures,
            error=row.error,
            entries=entries.get(row.pk, 0),
        )
        for row in found
    )


def _entries(feeds: Sequence[int] | None) -> dict[int, int]:
    rows = models.Entry.objects.all() if feeds is None else models.Entry.objects.filter(feed_id__in=feeds)
    return dict(rows.order_by().values_list("feed_id").annotate(number=Count("pk")))


def _queue(now: datetime) -> tuple[QueueStatus, ...]:
    rows = (
        models.Task.objects.order_by()
        .values_list("kind", "state")
        .annotate(number=Count("pk"), ripe=Count("pk", filter=Q(due__lte=now)), oldest=Min("due"))
    )
    found = [QueueStatus(*row) for row in rows]
    return tuple(sorted(found, key=lambda q: (_place(q.kind), q.kind, q.state)))


def _quarantined(most: int | None) -> tuple[Quarantined, ...]:
    rows = list(models.Task.objects.filter(state=State.QUARANTINED).order_by("due", "pk")[:most])
    names = {
        kind: _names(kind, [row.subject for row in rows if row.kind == kind and row.subject is not None])
        for kind in {row.kind for row in rows}
    }
    return tuple(
        Quarantined(
            number=row.pk,
            kind=row.kind,
            name=names[row.kind].get(row.subject or 0) or row.key,
            tries=row.tries,
            reason=row.error,
            since=row.due,
        )
        for row in rows
    )


def _names(kind: str, subjects: Sequence[int]) -> dict[int, str]:
    """What to call the subjects of tasks of one kind."""
    named: dict[int, str] = {}
    for start in range(0, len(subjects), _NAMED):
        some = subjects[start : start + _NAMED]
        rows: Iterable[tuple[int, str, str]]
        if kind == Kind.POLL:
            rows = models.Feed.objects.filter(pk__in=some).values_list("pk", "url", "title")
        elif kind == Kind.FETCH:
            rows = models.Entry.objects.filter(pk__in=some).values_list("pk", "url", "title")
        elif kind == Kind.TELL:
            rows = models.Story.objects.filter(pk__in=some).values_list("pk", "name", "title")
        elif kind == Kind.EXTRACT:
            rows = models.Capture.objects.filter(pk__in=some).values_list("pk", "url", "path")
        else:
            rows = models.Version.objects.filter(pk__in=some).values_list("pk", "article__url", "title")
        named.update((row, first or second) for row, first, second in rows)
    return named


def _rejected() -> tuple[RejectedStatus, ...]:
    rows = (
        models.Rejection.objects.order_by()
        .values_list("stage", "reason")
        .annotate(number=Count("pk"), refused=Sum("times"), latest=Max("last"), item=Max("item"))
    )
    alike: dict[tuple[str, str], list[_Refused]] = {}
    for row in rows:
        alike.setdefault((row[0], alike_reason(row[1])), []).append(row)
    found = [_one_reason(stage, pattern, group) for (stage, pattern), group in alike.items()]
    return tuple(sorted(found, key=lambda r: (-r.items, r.stage, r.reason)))


def _one_reason(stage: str, pattern: str, rows: list[_Refused]) -> RejectedStatus:
    last = max(rows, key=lambda row: row[4])
    return RejectedStatus(
        stage=stage,
        reason=pattern if len(rows) > 1 else rows[0][1],
        items=sum(row[2] for row in rows),
        times=sum(row[3] for row in rows),
        last=last[4],
        example=last[5],
    )


def alike_reason(reason: str) -> str:
    """Return a reason without what is particular to one item."""
    return _PARTICULAR.sub(ELIDED, reason)
