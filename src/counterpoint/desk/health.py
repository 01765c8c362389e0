"""Whether the desk is ready: each check with what it found, in words.

Data way: the store and the disk -> Readiness. Reads only, but for `beat`, by which a worker says that it is there. The
time is an argument. What is said here is shown to whoever asks over HTTP, so it names no path, host or user; the log
has the database's own words.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Generic, TypeVar

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max, Min, Q

from counterpoint.desk import models
from counterpoint.desk.guarded import kept
from counterpoint.desk.tasks import State
from counterpoint.logs import get_logger

log = get_logger("counterpoint.health")

BEAT = timedelta(seconds=20)  # between two beats of a worker
_MISSED = timedelta(seconds=90)  # of silence, and a worker is not believed to be there: four beats
_LATE = timedelta(
    seconds=60
)  # that a task may be overdue before that says something: workers look each 0.25 s
_FORGOTTEN = timedelta(days=1)  # after which the row of a worker that was killed goes
ROOM = 200_000_000  # bytes free on the disk of the database: some thousand articles, and time to make room

T = TypeVar("T")


class Lately(Generic[T]):
    """A value made again when it is older than so many seconds; safe between threads, which wait for one to make it."""

    def __init__(self, make: Callable[[], T], *, seconds: float) -> None:
        self._make, self._seconds = make, seconds
        self._lock = threading.Lock()
        self._made: tuple[float, T] | None = None

    def get(self) -> T:
        """Return the value; what `make` raises is raised, and not kept."""
        with self._lock:
            if self._made is None or time.monotonic() - self._made[0] > self._seconds:
                self._made = (time.monotonic(), self._make())
            return self._made[1]


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of being ready."""

    name: str
    passed: bool
    says: str  # one sentence


@dataclass(frozen=True, slots=True)
class Readiness:
    """Every check."""

    checks: tuple[Check, ...]

    @property
    def ready(self) -> bool:
        """Whether all are passed."""
        return all(check.passed for check in self.checks)


def beat(worker: str, *, now: datetime) -> None:
    """Say that a worker is there.

    Raises:
        StoreError: As `guarded.kept`.
    """
    with kept():
        models.Beat.objects.update_or_create(name=worker[:200], defaults={"at": now})
        models.Beat.objects.filter(at__lt=now - _FORGOTTEN).delete()


def leave(worker: str) -> None:
    """Say that a worker is no more there."""
    with kept():
        models.Beat.objects.filter(name=worker[:200]).delete()


def readiness(now: datetime) -> Readiness:
    """Return how every check goes. Never raises for what the database does."""
    checks = []
    for name, look in _CHECKS:
        try:
            passed, says = look(now)
        except (DatabaseError, OSError) as error:
            log.warning("a check of readiness failed", check=name, why=str(error))
            connection.close()  # the next query opens a new one
            checks.append(Check(name, passed=False, says="The database does not answer; the log says why."))
            break
        checks.append(Check(name, passed, says))
    asked = {check.name for check in checks}
    left = (Check(name, passed=False, says="Not looked at.") for name, _ in _CHECKS if name not in asked)
    return Readiness((*checks, *left))


def _database(now: datetime) -> tuple[bool, str]:
    del now
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, "The database answers."


def _migrations(now: datetime) -> tuple[bool, str]:
    del now
    there = {key for key in MigrationRecorder(connection).applied_migrations() if key[0] == "desk"}
    ours = {key for key in MigrationLoader(None).disk_migrations if key[0] == "desk"}
    if there - ours:
        return False, "The tables were made by a later version of Counterpoint; install that version."
    if ours - there:
        return False, "The tables are of an earlier version; start this version's counterpoint run once."
    return True, "The tables are of this version."


def free_bytes() -> int | None:
    """Return how much room the disk of the database has; None where it is on a server of its own."""
    if connection.vendor != "sqlite":
        return None
    return shutil.disk_usage(Path(str(connection.settings_dict["NAME"])).parent).free


def _disk(now: datetime) -> tuple[bool, str]:
    del now
    free = free_bytes()
    if free is None:
        return True, "The database is on a server, whose disk is not seen from here."
    said = f"{free // 1_000_000} MB are free on the disk of the database"
    if free < ROOM:
        return False, f"{said}, under {ROOM // 1_000_000}; make room."
    return True, f"{said}."


def _work(now: datetime) -> tuple[bool, str]:
    last: datetime | None = models.Beat.objects.aggregate(at=Max("at"))["at"]
    if last is not None and now - last < _MISSED:
        return True, "A worker is there."
    free = Q(state=State.READY) | Q(state=State.LEASED, leased_until__lt=now)
    due: datetime | None = models.Task.objects.filter(free).aggregate(at=Min("due"))["at"]
    if due is None or now - due < _LATE:
        return True, "No worker is there, and nothing is overdue."
    overdue = int((now - due).total_seconds())
    return False, f"Work has been due for {overdue} seconds and no worker is there; start counterpoint run."


_CHECKS: tuple[tuple[str, Callable[[datetime], tuple[bool, str]]], ...] = (
    ("database", _database),
    ("migrations", _migrations),
    ("disk", _disk),
    ("work", _work),
)
