"""The queue: what is owed, who has taken it, and when it is given up.

At least once, with the effect of exactly once: a task is deleted in the very transaction that keeps its result, and
only by the worker that holds its lease. A worker that vanishes loses its leases, at once where its process is seen to
be gone and else when they run out. Why not a ready-made queue: docs/design/0010-the-queue-is-a-table.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import connection
from django.db.models import Q

from counterpoint.desk.guarded import kept
from counterpoint.desk.models import Task
from counterpoint.desk.store import storable
from counterpoint.errors import CounterpointError

_ASKED = 500  # rows named in one query
_LOOKED = 4  # times as many rows looked at as taken: a feed's new entries are all of one host


class Kind(StrEnum):
    """The stages that are tasks, in the order of the datum's way."""

    POLL = "poll"  # a Feed: ask it what is new
    FETCH = "fetch"  # an Entry: fetch its page
    EXTRACT = "extract"  # a Capture: find the article in it
    ANNOTATE = "annotate"  # a Version: learn what its text says
    CLUSTER = "cluster"  # the stream: put its next reports into stories
    TELL = "tell"  # a Story: tell it anew
    HUB = "hub"  # a HubLease: ask the hub of a feed to push, or to end it
    PICTURE = "picture"  # a Version: fetch its first picture, look at it, and forget it


class State(StrEnum):
    READY = "ready"
    LEASED = "leased"
    QUARANTINED = "quarantined"  # given up after too many tries; a person may try again


class LostLeaseError(CounterpointError):
    """Another worker has the task now: the result is dropped, since the other one brings it."""


@dataclass(frozen=True, slots=True)
class Job:
    """A task in a worker's hands."""

    id: int
    kind: Kind
    key: str
    subject: int  # row id of what it is about
    host: str
    tries: int  # failed ones so far
    worker: str
    taken: datetime  # from the queue


def owe(
    kind: Kind, subject: int, *, now: datetime, due: datetime | None = None, host: str = "", priority: int = 0
) -> bool:
    """Put a task into the queue; False where it is owed already, and then no later than `due`.

    Runs in the caller's transaction.
    """
    key = f"{kind.value}:{subject}"
    _, made = Task.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind.value,
            "subject": subject,
            "host": storable(host)[:253],
            "priority": priority,
            "due": due or now,
            "created": now,
        },
    )
    if not made:
        Task.objects.filter(key=key, state=State.READY, due__gt=due or now).update(due=due or now)
    return made


def owe_all(kind: Kind, hosts: Mapping[int, str], *, now: datetime) -> None:
    """Owe a stage to many subjects, each with the host that it will ask, as `owe` does to one."""
    subjects = list(hosts)
    for start in range(0, len(subjects), _ASKED):
        owing = {f"{kind.value}:{subject}": subject for subject in subjects[start : start + _ASKED]}
        rows = [
            Task(
                kind=kind.value,
                key=key,
                subject=subject,
                host=storable(hosts[subject])[:253],
                due=now,
                created=now,
            )
            for key, subject in owing.items()
        ]
        Task.objects.bulk_create(rows, ignore_conflicts=True)
        Task.objects.filter(key__in=list(owing), state=State.READY, due__gt=now).update(due=now)


def claim(
    worker: str,
    kinds: Sequence[Kind],
    number: int,
    *,
    now: datetime,
    lease: timedelta,
    without_hosts: Sequence[str] = (),
) -> list[Job]:
    """Take up to `number` due tasks, most pressing first, so that no other worker has them until the lease ends.

    Args:
        worker: Who takes them: a name that no other process has.
        kinds: Which stages.
        number: At most so many.
        now: The time, UTC.
        lease: How long the worker may be silent about them.
        without_hosts: Hosts that are not to be asked yet. Of every other one at most one task is taken: the
            rest of its tasks would only wait for their turn.
    """
    if not kinds or number < 1:
        return []
    with kept():
        free = Q(state=State.READY) | Q(state=State.LEASED, leased_until__lt=now)
        rows = Task.objects.filter(free, kind__in=[k.value for k in kinds], due__lte=now)
        if without_hosts:
            rows = rows.exclude(host__in=without_hosts)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        taken = _one_for_each_host(list(rows.order_by("priority", "due", "id")[: number * _LOOKED]))[:number]
        Task.objects.filter(pk__in=[t.pk for t in taken]).update(
            state=State.LEASED, worker=worker, leased_until=now + lease
        )
    return [Job(t.pk, Kind(t.kind), t.key, t.subject or 0, t.host, t.tries, worker, now) for t in taken]


def _one_for_each_host(rows: list[Task]) -> list[Task]:
    asked: set[str] = set()
    return [row for row in rows if not row.host or not (row.host in asked or asked.add(row.host))]  # type: ignore[func-returns-value]


def finish(job: Job) -> None:
    """Take a task out of the queue, inside the transaction that keeps its result.

    Raises:
        LostLeaseError: Another worker has it; the caller's transaction is to be undone.
    """
    if not Task.objects.filter(pk=job.id, worker=job.worker, state=State.LEASED).delete()[0]:
        raise LostLeaseError(f"{job.key} was taken over by another worker")


def again(job: Job, *, due: datetime, error: str = "", done: bool = False) -> None:
    """Put a task back for later, without holding it against it: a feed's next poll, a host that asks to wait.

    `done`: this time it went well, and tries that failed before are forgotten.
    """
    changed = Task.objects.filter(pk=job.id, worker=job.worker, state=State.LEASED).update(
        state=State.READY,
        worker="",
        leased_until=None,
        due=due,
        error=storable(error),
        tries=0 if done else job.tries,
    )
    if not changed:
        raise LostLeaseError(f"{job.key} was taken over by another worker")


def failed(job: Job, reason: str, *, tries: int, due: datetime) -> State:
    """Note a failed try; after `tries` of them the task is quarantined. Returns its new state."""
    state = State.QUARANTINED if job.tries + 1 >= tries else State.READY
    changed = Task.objects.filter(pk=job.id, worker=job.worker, state=State.LEASED).update(
        state=state, worker="", leased_until=None, due=due, tries=job.tries + 1, error=storable(reason)
    )
    if not changed:
        raise LostLeaseError(f"{job.key} was taken over by another worker")
    return state


def renew(jobs: Sequence[Job], *, now: datetime, lease: timedelta) -> None:
    """Say that a worker is still at its tasks."""
    with kept():
        for worker in {job.worker for job in jobs}:
            held = [job.id for job in jobs if job.worker == worker]
            for start in range(0, len(held), _ASKED):
                part = Task.objects.filter(pk__in=held[start : start + _ASKED], worker=worker)
                part.update(leased_until=now + lease)


def give_back(workers: Sequence[str], *, but: Sequence[int] = ()) -> int:
    """Free every task of workers that are gone, but those with these ids. Returns how many."""
    with kept():
        rows = Task.objects.filter(state=State.LEASED, worker__in=workers).exclude(pk__in=but)
        return rows.update(state=State.READY, worker="", leased_until=None)


def hasten(kind: Kind, *, now: datetime) -> bool:
    """Make tasks of a kind that wait for their time due now; whether there were any."""
    with kept():
        return Task.objects.filter(kind=kind.value, state=State.READY, due__gt=now).update(due=now) > 0


def any_owed(kind: Kind) -> bool:
    """Whether a stage is owed to anything; what is set aside is not."""
    return Task.objects.filter(kind=kind.value, state__in=[State.READY, State.LEASED]).exists()


def owed(kind: Kind, subjects: Collection[int]) -> bool:
    """Whether a stage is still owed to one of these, of which there may be a million; what is set aside is not."""
    rows = Task.objects.filter(kind=kind, state__in=[State.READY, State.LEASED])
    waiting = set(rows.values_list("subject", flat=True))
    return any(subject in waiting for subject in subjects)


def holders() -> list[str]:
    """Return the workers that hold leases."""
    return list(Task.objects.filter(state=State.LEASED).values_list("worker", flat=True).distinct())


def retry(ids: Sequence[int] | None, *, now: datetime) -> int:
    """Put quarantined tasks back, all of them for None. Returns how many."""
    with kept():
        rows = Task.objects.filter(state=State.QUARANTINED)
        if ids is not None:
            rows = rows.filter(pk__in=ids)
        return rows.update(state=State.READY, tries=0, due=now, error="")
