"""What is let go, and when: the settings of [keep], kept to.

Data way: beside it. Deletes rows, in small transactions, so that whoever else writes waits for no more than one of them. What was
extracted stays for ever: articles, versions, annotations, changes; a capture that gave a version stays with its hash, even where
its bytes go. What still owes work is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from counterpoint.config import KeepSettings
from counterpoint.desk import models
from counterpoint.desk.guarded import kept
from counterpoint.desk.store import Outcome
from counterpoint.desk.tasks import Kind
from counterpoint.errors import StoreError
from counterpoint.logs import get_logger

log = get_logger("counterpoint.retention")

EVERY = timedelta(days=1)
_AFTER_TROUBLE = timedelta(hours=1)
_ROWS = 500  # of one transaction: some tens of milliseconds on SQLite
_CONTENTS = 200  # of one transaction, some 50 kB each


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was let go."""

    rejections: int = 0
    captures: int = 0  # rows, of rejected items and of fetches that found nothing new
    contents: int = 0  # whose bytes went
    bytes: int = 0  # of these, before compression

    def __add__(self, other: Pruned) -> Pruned:
        """Sum of two."""
        return Pruned(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


def prune(keep: KeepSettings, now: datetime) -> Pruned:
    """Let go of all that is past its time.

    Args:
        keep: For how many days what is kept; 0 for ever.
        now: The time, UTC.

    Raises:
        StoreError: The database cannot be written; what was let go so far stays so.
    """
    return sum(pruning(keep, now), start=Pruned())


def pruning(keep: KeepSettings, now: datetime) -> Iterator[Pruned]:
    """Let go of what is past its time, step by step: each a transaction of its own."""
    if keep.rejected_days:
        before = now - timedelta(days=keep.rejected_days)
        yield from _until_done(lambda: _rejections(before))
        yield from _until_done(lambda: _captures(Outcome.REJECTED, before))
    if keep.unchanged_days:
        before_unchanged = now - timedelta(days=keep.unchanged_days)
        yield from _until_done(lambda: _captures(Outcome.UNCHANGED, before_unchanged))
    if keep.captures_days:
        before_bytes = now - timedelta(days=keep.captures_days)
        yield from _until_done(lambda: _bytes(before_bytes))


class Retention:
    """Prunes once a day, a step at a time, between other work. Not for use by two threads."""

    def __init__(self, keep: KeepSettings) -> None:
        self._keep = keep
        self._next: datetime | None = None  # None: with the first step
        self._round: Iterator[Pruned] | None = None
        self._gone = Pruned()

    def step(self, now: datetime) -> bool:
        """Do one small transaction where a round is due or under way; False where there is nothing to do.

        Trouble of the store is logged, and the rest of the round comes later.
        """
        if self._round is None:
            if self._next is not None and now < self._next:
                return False
            self._next = now + EVERY
            self._round, self._gone = pruning(self._keep, now), Pruned()
        try:
            done = next(self._round, None)
        except StoreError as error:
            log.warning("not pruned", why=str(error))
            self._round, self._next = None, now + _AFTER_TROUBLE
            return False
        if done is not None:
            self._gone += done
            return True
        self._round = None
        if self._gone != Pruned():
            gone = self._gone
            log.info(
                "pruned",
                rejections=gone.rejections,
                captures=gone.captures,
                contents=gone.contents,
                bytes=gone.bytes,
            )
        return False


def _until_done(step: Callable[[], Pruned]) -> Iterator[Pruned]:
    while (done := step()) != Pruned():
        yield done


def _rejections(before: datetime) -> Pruned:
    with kept():
        rows = models.Rejection.objects.filter(last__lt=before).order_by("last")
        keys = list(rows.values_list("pk", flat=True)[:_ROWS])
        models.Rejection.objects.filter(pk__in=keys).delete()
    return Pruned(rejections=len(keys))


def _owing() -> QuerySet[models.Task, int | None]:
    """Captures that owe an extraction, be it one that was set aside."""
    owing = models.Task.objects.filter(kind=Kind.EXTRACT, subject__isnull=False)
    return owing.values_list("subject", flat=True)


def _captures(outcome: Outcome, before: datetime) -> Pruned:
    """Delete captures that gave no version and that no refusal names any more, with contents that nobody else has."""
    of_version = models.Version.objects.filter(capture=OuterRef("pk"))
    named = models.Rejection.objects.filter(capture=OuterRef("pk"))
    with kept():
        rows = (
            models.Capture.objects.filter(outcome=outcome, seen__lt=before)
            .exclude(Exists(of_version))
            .exclude(Exists(named))
            .exclude(pk__in=_owing())
            .order_by("pk")
        )
        found = list(rows.values_list("pk", "blob_id")[:_ROWS])
        models.Capture.objects.filter(pk__in=[key for key, _ in found]).delete()
        contents, size = _unused({blob for _, blob in found})
    return Pruned(captures=len(found), contents=contents, bytes=size)


def _unused(hashes: set[str]) -> tuple[int, int]:
    """Delete those contents that no capture has; return how many had bytes, and how many bytes."""
    held = _held(models.Blob.objects.filter(pk__in=hashes))
    free = models.Blob.objects.filter(pk__in=held).exclude(
        Exists(models.Capture.objects.filter(blob=OuterRef("pk")))
    )
    keys = list(free.values_list("pk", flat=True))
    with_bytes = models.Blob.objects.filter(pk__in=keys, data__isnull=False)
    number, size = with_bytes.count(), with_bytes.aggregate(size=Sum("size"))["size"] or 0
    models.Blob.objects.filter(pk__in=keys).only("pk").delete()
    return number, size


def _bytes(before: datetime) -> Pruned:
    """Let go of bytes that no capture needs: none that was seen since, is at work, or owes an extraction."""
    needing = models.Capture.objects.filter(blob=OuterRef("pk")).filter(
        Q(seen__gte=before) | Q(outcome="") | Q(pk__in=_owing())
    )
    with kept():
        old = models.Blob.objects.filter(data__isnull=False).exclude(Exists(needing))
        held = _held(old.order_by("pk")[:_CONTENTS])
        # Asked again now that nobody else can take one of them up: store.take_capture locks it first.
        free = models.Blob.objects.filter(pk__in=held).exclude(Exists(needing))
        keys = list(free.values_list("pk", flat=True))
        rows = models.Blob.objects.filter(pk__in=keys)
        size = rows.aggregate(size=Sum("size"))["size"] or 0
        rows.update(data=None)
    return Pruned(contents=len(keys), bytes=size)


def _held(rows: QuerySet[models.Blob]) -> list[str]:
    """The keys of contents, locked where the database locks rows; those that somebody else holds are passed over."""
    return [row.pk for row in rows.select_for_update(skip_locked=True).only("pk")]
