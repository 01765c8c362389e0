"""The worker: takes what is owed, has it done, keeps what comes of it.

Data way: all of it, task by task. One thread, the caller's, reads and writes the store; the network is asked in threads
and foreign bytes are read in killable children, so that nothing that waits or dies holds a transaction open.

A result that cannot be kept for now (the disk is full, the database is away) waits in memory and no new work is taken;
a worker that is told to stop finishes what it can in a few seconds and gives the rest back.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import DatabaseError, connection

from counterpoint.desk import health, hubs, intake, pages, polling, stages, store, streaming, tasks, telling
from counterpoint.desk.guarded import in_words, insisted, kept
from counterpoint.desk.identity import process_name, vanished
from counterpoint.desk.intake import Intake
from counterpoint.desk.pictures import begin_picture, keep_picture
from counterpoint.desk.retention import Retention
from counterpoint.desk.stages import Tools
from counterpoint.desk.tasks import Job, Kind, LostLeaseError
from counterpoint.errors import MissingError, StoreBusyError, StoreError, StoreRefusedError
from counterpoint.logs import get_logger
from counterpoint.run.guard import Broken, Killed

log = get_logger("counterpoint.worker")

_AHEAD = 4  # tasks in hand for each child; more are taken when half are done: one commit for several claims
_TICK = 0.25  # seconds between looks for new work when there is none at hand
_STREAM = timedelta(seconds=1)  # between looks whether reports wait for their stories: they go in batches
_BREAK = 2.0  # seconds between tries to keep a result while the store cannot
STOPPING = 4.0  # seconds for work at hand when told to stop: systems kill after ten, and a busy machine is slow to end

_BEGIN: dict[Kind, Callable[[Job, Tools], Any]] = {
    Kind.POLL: polling.begin_poll,
    Kind.FETCH: pages.begin_fetch,
    Kind.EXTRACT: stages.begin_extract,
    Kind.ANNOTATE: stages.begin_annotate,
    Kind.CLUSTER: streaming.begin_cluster,
    Kind.TELL: telling.begin_tell,
    Kind.HUB: hubs.begin_hub,
    Kind.PICTURE: begin_picture,
}
_KEEP: dict[Kind, Callable[..., str | None]] = {
    Kind.POLL: polling.keep_poll,
    Kind.FETCH: pages.keep_fetch,
    Kind.EXTRACT: stages.keep_extract,
    Kind.ANNOTATE: stages.keep_annotate,
    Kind.CLUSTER: streaming.keep_cluster,
    Kind.TELL: telling.keep_tell,
    Kind.HUB: hubs.keep_hub,
    Kind.PICTURE: keep_picture,
}


@dataclass(frozen=True, slots=True)
class Done:
    """A task's end, as it is told to whoever watches."""

    kind: Kind
    subject: int
    outcome: str | None  # None: it will be tried again
    seconds: float = 0.0  # since it was taken from the queue


class Worker:
    """Works through the queue. Not for use by two threads; `stop` may be called from any, and from a signal."""

    def __init__(
        self,
        tools: Tools,
        *,
        children: int,
        patient: bool = True,
        polls: bool = True,
        tell: Callable[[Done], None] = lambda _: None,
        name: str | None = None,
    ) -> None:
        """Make a worker.

        Args:
            tools: What the stages work with.
            children: How many children each guard has.
            patient: Whether to wait when the store cannot keep a result; else the error goes to the caller.
            polls: Whether feeds are polled and their pages fetched; needs a fetcher among the tools.
            tell: Called with each task's end.
            name: Who holds the leases; by default one that tells this process from every other.

        Raises:
            ValueError: It is to poll, and has no fetcher.

        """
        if polls and tools.fetcher is None:
            raise ValueError("a worker that polls needs a fetcher")
        self._tools = tools
        self._patient = patient
        self._tell = tell
        self._name = name or process_name()
        self._lease = timedelta(seconds=tools.settings.work.lease)
        self._room: dict[tuple[Kind, ...], int] = {
            (Kind.EXTRACT,): children * _AHEAD,
            (Kind.ANNOTATE,): children * _AHEAD,
        }
        if tools.settings.stories.enabled:
            self._room[Kind.CLUSTER,] = 1
            self._room[Kind.TELL,] = children
        if polls:
            self._room[Kind.POLL, Kind.FETCH, Kind.HUB, Kind.PICTURE] = tools.settings.fetch.concurrency
        self._at_work: dict[Future[object], Job] = {}
        self._intakes: list[Intake] = []
        self._given: list[Intake] = []  # those of the caller: what it waits for
        self._hosts = polling.Hosts(tools)
        self._unkept: list[tuple[Job, Future[object]]] = []
        self._renewed = tools.clock()
        self._looked: datetime | None = None  # for workers that are gone
        self._beaten: datetime | None = None  # when it said that it is there; who takes files in does not
        self._asked_hubs: datetime | None = None
        self._streamed: datetime | None = None  # when it last looked for reports without a story
        self._polls = polls
        self._retention = Retention(tools.settings.keep)
        self._away = False  # whether the store could not be used at the last turn
        self._astray = False  # whether tasks may be leased and in nobody's hands
        self._stop = threading.Event()

    def stop(self) -> None:
        """Take no more work, and come back soon."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether it was told to stop."""
        return self._stop.is_set()

    @property
    def stuck(self) -> bool:
        """Whether it waits for a store that cannot be used. May be asked from any thread, as `in_hand`."""
        return self._away or bool(self._unkept)

    def in_hand(self) -> Counter[Kind]:
        """Return how many tasks are at work, by kind."""
        return Counter(job.kind for job in list(self._at_work.values()))

    def add(self, incoming: Intake) -> None:
        """Take these items in, between the tasks."""
        self._intakes.append(incoming)
        self._given.append(incoming)

    def run(self) -> None:
        """Work until told to stop."""
        while not self.stopped:
            if not self.turn():
                self._stop.wait(_TICK)
        self.wind_up()

    def drain(self) -> None:
        """Work until nothing is due and all that was added is through extraction, or until told to stop."""
        while not self.stopped and (self.turn() or self._awaited() or self._untold()):
            pass
        self.wind_up()

    def _untold(self) -> bool:
        """Whether reports are still to be put into stories, or stories to be told: at the end neither waits for more."""
        return streaming.owe_stream(self._tools, now=self._tools.clock()) or telling.hasten(self._tools)

    def _awaited(self) -> bool:
        """Whether extractions of what was added are owed still: tried again later, or in another worker's hands."""
        owed = [capture for given in self._given for capture, owed in given.taken.items() if owed]
        if not tasks.owed(Kind.EXTRACT, owed):
            return False
        self._stop.wait(_TICK)
        return True

    def turn(self) -> bool:
        """Take what there is room for, keep what is done; False where there is neither. Waits a moment at the most.

        Raises:
            StoreError: The store cannot be used, and the worker is not a patient one.
        """
        try:
            more = self._turn()
        except DatabaseError as error:
            self._trouble(in_words(error))
        except StoreError as error:
            self._trouble(error)
        else:
            self._away = False
            return more
        return True

    def _trouble(self, error: StoreError) -> None:
        """Wait a while for the store where that is likely to help."""
        self._astray = True
        if isinstance(error, StoreBusyError):
            log.warning("the store is busy", why=str(error))
            self._stop.wait(_TICK)
            return
        if not self._patient:
            raise error
        self._away = True
        log.error("the store cannot be used", why=str(error))
        connection.close()  # the next query opens a new one
        self._stop.wait(_BREAK)

    def _turn(self) -> bool:
        if self._unkept:
            self._keep_again()
            return True
        self._upkeep()
        took_in = self._take_in()
        self._take()
        if not self._at_work:
            if self._intakes and not took_in:
                self._stop.wait(_TICK)  # others have the backlog
            return took_in or bool(self._intakes)
        done, _ = wait(self._at_work, timeout=_TICK, return_when=FIRST_COMPLETED)
        for future in done:
            self._settle(self._at_work.pop(future), future)
        return True

    def recover(self) -> None:
        """Give back the tasks of workers on this machine whose process is gone."""
        gone = [name for name in tasks.holders() if name != self._name and vanished(name)]
        if gone:
            log.info("taken over", tasks=tasks.give_back(gone), workers=len(gone))

    def wind_up(self) -> None:
        """Keep what ends in time, give the rest back."""
        deadline = time.monotonic() + STOPPING
        while self._at_work and (left := deadline - time.monotonic()) > 0:
            done, _ = wait(self._at_work, timeout=left, return_when=FIRST_COMPLETED)
            for future in done:
                self._settle(self._at_work.pop(future), future)
        self._at_work.clear()
        try:
            tasks.give_back([self._name])
            health.leave(self._name)
        except StoreError as error:  # the next worker sees that this one is gone
            log.warning("not given back", why=str(error))

    def _upkeep(self) -> None:
        now = self._tools.clock()
        if self._astray:
            tasks.give_back([self._name], but=[job.id for job in self._held()])
            self._astray = False
        if now - self._renewed > self._lease / 3:
            tasks.renew(self._held(), now=now, lease=self._lease)
            self._renewed = now
        if _is_time(self._looked, self._lease / 3, now):
            self.recover()
            self._looked = now
        if _is_time(self._streamed, _STREAM, now):
            streaming.owe_stream(self._tools, now=now)
            self._streamed = now
        if self._polls and _is_time(self._beaten, health.BEAT, now):
            health.beat(self._name, now=now)
            self._beaten = now
        if self._polls and _is_time(self._asked_hubs, hubs.LOOK, now):
            hubs.subscribe_due(self._tools)
            self._asked_hubs = now
        if self._polls:
            self._retention.step(now)

    def _held(self) -> list[Job]:
        """Return the tasks that are in this worker's hands."""
        coming = (i.job for i in self._intakes if i.job is not None)
        return [*self._at_work.values(), *(job for job, _ in self._unkept), *coming]

    def _take_in(self) -> bool:
        """Take one batch of what comes in; False where nothing does, or too much waits already."""
        if not self._intakes or intake.backlog() >= intake.BACKLOG:
            return False
        incoming = self._intakes[0]
        try:
            more = incoming.step(self._tools, stopped=self._stop.is_set)
        except LostLeaseError:
            log.warning("lease lost", task=incoming.job.key if incoming.job else "")
            more = False
        except (StoreError, DatabaseError):
            raise
        except Exception as error:
            if incoming.job is None:
                raise
            self._settle(incoming.job, _failed(error))
            more = False
        if not more:
            self._intakes.remove(incoming)
        return True

    def _take(self) -> None:
        for kinds, room in self._room.items():
            free = room - sum(job.kind in kinds for job in self._held())
            if free < 1 or (Kind.FETCH not in kinds and free * 2 < room):
                continue  # children have enough at hand; what is fetched waits for its hosts, each for itself
            closed = self._hosts.closed() if Kind.FETCH in kinds else ()
            for job in insisted(partial(self._claim, kinds, free, closed)):
                self._begin(job)

    def _claim(self, kinds: tuple[Kind, ...], number: int, closed: Sequence[str]) -> list[Job]:
        now = self._tools.clock()
        return tasks.claim(self._name, kinds, number, now=now, lease=self._lease, without_hosts=closed)

    def _begin(self, job: Job) -> None:
        try:
            begun = _BEGIN[job.kind](job, self._tools)
        except MissingError as error:
            self._fail(job, str(error))
            return
        except (StoreError, DatabaseError):
            raise
        except Exception as error:  # noqa: BLE001 - one task's trouble is not the others'
            self._settle(job, _failed(error))
            return
        if isinstance(begun, Intake):
            self._intakes.append(begun)
        else:
            self._at_work[begun] = job
            self._hosts.asked(job.host)

    def _settle(self, job: Job, future: Future[object]) -> None:
        """Keep a result, or what became of the job instead."""
        try:
            outcome = insisted(partial(self._keep, job, future))
        except LostLeaseError:
            log.warning("lease lost", task=job.key)
            return
        except (MissingError, StoreRefusedError) as error:
            self._unfit(job, future, error)
            return
        except StoreError as error:
            if not self._patient:
                raise
            log.error("cannot be kept", task=job.key, why=str(error))  # noqa: TRY400 - the sentence says it all
            self._unkept.append((job, future))
            return
        except Exception as error:  # noqa: BLE001 - one task's trouble is not the others'
            self._unfit(job, future, error)
            return
        if job.kind is Kind.CLUSTER:
            self._streamed = None  # there may be more at once
        seconds = (self._tools.clock() - job.taken).total_seconds()
        self._tell(Done(job.kind, job.subject, outcome, max(seconds, 0.0)))

    def _unfit(self, job: Job, future: Future[object], error: Exception) -> None:
        """Count a result that the store will not take as a failed try."""
        if isinstance(future, _Failed):
            raise error  # and it will not take that either
        self._settle(job, _failed(error))

    def _keep(self, job: Job, future: Future[object]) -> str | None:
        error = future.exception() if not future.cancelled() else Broken("cancelled")
        with kept():
            if error is None:
                outcome: str | None = _KEEP[job.kind](job, future.result(), self._tools)
            elif isinstance(error, Killed):
                outcome = stages.killed(job, error, self._tools)
            else:
                log.error("failed", task=job.key, why=str(error), kind=type(error).__name__)
                outcome = stages.broken(job, error, self._tools)
            if outcome is not None:
                store.count(job.kind.value, outcome)
        log.debug("done", task=job.key, outcome=outcome)
        return outcome

    def _keep_again(self) -> None:
        self._stop.wait(_BREAK)
        waiting, self._unkept = self._unkept, []
        for job, future in waiting:
            self._settle(job, future)

    def _fail(self, job: Job, reason: str) -> None:
        with kept():
            outcome = stages.unfit(job, reason, self._tools)
            store.count(job.kind.value, outcome)
        self._tell(Done(job.kind, job.subject, outcome))


class _Failed(Future[object]):
    """The end of a job that failed on this side of the guard."""


def _failed(error: Exception) -> _Failed:
    failed = _Failed()
    failed.set_exception(error)
    return failed


def _is_time(last: datetime | None, every: timedelta, now: datetime) -> bool:
    return last is None or now - last > every
