"""Figures for Prometheus: what the store holds and owes, and how a worker's stages go.

Data way: the store -> metric families -> text. Reads only. Each registry is made by whoever serves it; nothing is
kept in prometheus-client's global one.
Spec: Prometheus text format 0.0.4 and OpenMetrics 1.0, whichever is asked for; names as in Prometheus' "Metric and label naming".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from django.db import connection
from django.db.models import Count, Max, Min, Q, Sum
from prometheus_client import CollectorRegistry, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from counterpoint.desk import models
from counterpoint.desk.guarded import reading
from counterpoint.desk.health import Lately, free_bytes
from counterpoint.desk.stream_batch import waiting
from counterpoint.desk.tasks import Kind, State
from counterpoint.desk.worker import Done, Worker
from counterpoint.errors import StoreError
from counterpoint.logs import get_logger
from counterpoint.version import __version__

log = get_logger("counterpoint.metrics")

FRESH = 5.0  # seconds that figures of the store are kept: scrapes come each 15, a dozen at once cost one
# Seconds; a fetch takes a few tenths, an extraction some hundredths, an annotation of a long report a minute.
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)

Sample: TypeAlias = tuple[tuple[str, ...], float]  # the labels' values, and the figure


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name without the prefix, what it says, its labels, and how it is read."""

    name: str
    says: str
    labels: tuple[str, ...]
    read: Callable[[datetime], Iterable[Sample]]
    counts: bool = False  # it only grows

    @property
    def full(self) -> str:
        """Its name as it is scraped."""
        return f"counterpoint_{self.name}" + ("_total" if self.counts else "")


class StoreCollector(Collector):
    """The figures of the store, read when asked for and not more than each few seconds."""

    def __init__(self, clock: Callable[[], datetime], *, fresh: float = FRESH) -> None:
        self._clock = clock
        self._read = Lately(self._all, seconds=fresh)

    def collect(self) -> Iterator[Metric]:
        """Give every figure; where the store cannot be read, only that."""
        up = GaugeMetricFamily("counterpoint_store_up", STORE_UP)
        try:
            read = self._read.get()
        except StoreError as error:
            log.warning("the store cannot be read", why=str(error))
            connection.close()  # the next query opens a new one
            read = ()
        up.add_metric([], float(bool(read)))
        yield up
        for figure, samples in read:
            make = CounterMetricFamily if figure.counts else GaugeMetricFamily
            family = make(f"counterpoint_{figure.name}", figure.says, labels=figure.labels)
            for labels, value in samples:
                family.add_metric(labels, value)
            yield family

    def _all(self) -> tuple[tuple[Figure, tuple[Sample, ...]], ...]:
        with reading():
            now = self._clock()
            return tuple((figure, tuple(figure.read(now))) for figure in FIGURES)


class WorkerFigures(Collector):
    """What a worker of this process has in hand, and how long the tasks of each stage take."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Make a registry with the store's figures too.

        Args:
            clock: Tells the time, UTC.
        """
        self.registry = registry_of(clock)
        self._worker: Worker | None = None
        self._seconds = Histogram(
            "counterpoint_stage_seconds", SECONDS, ["stage"], buckets=_BUCKETS, registry=self.registry
        )

    def watch(self, worker: Worker) -> None:
        """Ask this worker at each scrape."""
        self._worker = worker
        self.registry.register(self)

    def tell(self, done: Done) -> None:
        """Take one task's time."""
        self._seconds.labels(done.kind.value).observe(done.seconds)

    def collect(self) -> Iterator[Metric]:
        """Give what is at work, and whether the store lets it."""
        if self._worker is None:
            return
        hand = GaugeMetricFamily("counterpoint_tasks_in_hand", IN_HAND, labels=["stage"])
        counted = self._worker.in_hand()
        for kind in Kind:
            hand.add_metric([kind.value], counted[kind])
        yield hand
        yield GaugeMetricFamily(
            "counterpoint_store_unavailable", UNAVAILABLE, value=float(self._worker.stuck)
        )


STORE_UP = "1 where the store can be read, else 0 and no figure of it."
IN_HAND = "Tasks that this process has at work."
UNAVAILABLE = "1 while this worker waits for a store that cannot be written."
SECONDS = "Seconds from a task's start to its result being kept, waits for a host's turn or a child included."


def registry_of(clock: Callable[[], datetime]) -> CollectorRegistry:
    """Return a registry with the figures of the store and of this process.

    Args:
        clock: Tells the time, UTC.
    """
    registry = CollectorRegistry()
    registry.register(StoreCollector(clock))
    ProcessCollector(registry=registry)
    return registry


def exposed(registry: CollectorRegistry, accepts: str) -> tuple[bytes, str]:
    """Return the text of every figure and its content type.

    Args:
        registry: What to ask.
        accepts: The Accept header: OpenMetrics where it names that, else Prometheus' own format.
    """
    encode, content_type = choose_encoder(accepts)
    return encode(registry), content_type


def _one(value: float | None) -> Iterator[Sample]:
    if value is not None:
        yield (), float(value)


def _build(now: datetime) -> Iterator[Sample]:
    del now
    yield (__version__, connection.vendor), 1.0


def _items(now: datetime) -> Iterator[Sample]:
    del now
    for stage, outcome, count in models.Tally.objects.values_list("stage", "outcome", "count"):
        yield (stage, outcome), count


def _tasks(now: datetime) -> Iterator[Sample]:
    del now
    counted = Counter(
        {(k, s): n for k, s, n in models.Task.objects.values_list("kind", "state").annotate(n=Count("pk"))}
    )
    for kind in Kind:  # zero is said: an alert on what is absent never rings
        for state in State:
            yield (kind.value, state.value), counted[kind.value, state.value]


def _overdue(now: datetime) -> Iterator[Sample]:
    due = models.Task.objects.filter(state=State.READY).values_list("kind").annotate(at=Min("due"))
    first = {kind: at for kind, at in due if at is not None}
    for kind in Kind:
        yield (kind.value,), max((now - first.get(kind.value, now)).total_seconds(), 0.0)


def _workers(now: datetime) -> Iterator[Sample]:
    last = models.Beat.objects.aggregate(at=Max("at"))["at"]
    return _one(None if last is None else max((now - last).total_seconds(), 0.0))


def _feeds(now: datetime) -> Iterator[Sample]:
    del now
    at_work = Q(active=True)
    counted = models.Feed.objects.aggregate(
        ok=Count("pk", filter=at_work & Q(failures=0, succeeded__isnull=False)),
        new=Count("pk", filter=at_work & Q(failures=0, succeeded__isnull=True)),
        failing=Count("pk", filter=at_work & Q(failures__gt=0)),
        stopped=Count("pk", filter=~at_work),
    )
    for health, number in counted.items():
        yield (health,), number


def _pushed(now: datetime) -> Iterator[Sample]:
    return _one(models.Feed.objects.filter(active=True, lease_until__gt=now).count())


def _polled(now: datetime) -> Iterator[Sample]:
    del now
    last = models.Feed.objects.aggregate(at=Max("succeeded"))["at"]
    return _one(None if last is None else last.timestamp())


def _captures(now: datetime) -> Iterator[Sample]:
    del now
    counted = dict(models.Capture.objects.values_list("outcome").annotate(n=Count("pk")))
    for outcome in ("", "stored", "unchanged", "rejected"):
        yield (outcome or "at_work",), counted.get(outcome, 0)


def _database_bytes(now: datetime) -> Iterator[Sample]:
    del now
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        files = [Path(name + end) for end in ("", "-wal")]
        return _one(sum(file.stat().st_size for file in files if file.exists()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return _one(cursor.fetchone()[0])


FIGURES: tuple[Figure, ...] = (
    Figure(
        "build_info",
        "Always 1: the version at work and its kind of database.",
        ("version", "database"),
        _build,
    ),
    Figure(
        "items",
        "Items that left a stage with an outcome, since the store was made.",
        ("stage", "outcome"),
        _items,
        counts=True,
    ),
    Figure("tasks", "Tasks in the queue.", ("stage", "state"), _tasks),
    Figure(
        "overdue_seconds",
        "How long the oldest task that nobody has taken has been due.",
        ("stage",),
        _overdue,
    ),
    Figure("worker_seen_seconds", "Seconds since any worker said that it is there.", (), _workers),
    Figure(
        "feeds",
        "Feeds by how their polls go: ok, new (never polled with success), failing, stopped (not polled any more).",
        ("health",),
        _feeds,
    ),
    Figure("feeds_pushed", "Feeds whose hub tells what is new (WebSub).", (), _pushed),
    Figure("poll_success_timestamp_seconds", "When a poll of any feed last went well.", (), _polled),
    Figure(
        "articles",
        "Articles, each once through all its versions.",
        (),
        lambda _: _one(models.Article.objects.count()),
    ),
    Figure("versions", "Versions of articles.", (), lambda _: _one(models.Version.objects.count())),
    Figure(
        "stories",
        "Stories that have reports.",
        (),
        lambda _: _one(models.Story.objects.filter(into=None, articles__gt=0).count()),
    ),
    Figure(
        "stories_waiting",
        "Articles that are to be put into stories, or looked at again.",
        (),
        lambda now: _one(waiting(now).count()),
    ),
    Figure("captures", "Captures by what became of them.", ("outcome",), _captures),
    Figure(
        "blob_bytes",
        "Bytes of different contents that are kept, before compression.",
        (),
        lambda _: _one(models.Blob.objects.filter(data__isnull=False).aggregate(n=Sum("size"))["n"] or 0),
    ),
    Figure("database_bytes", "Bytes of the database on its disk.", (), _database_bytes),
    Figure(
        "disk_free_bytes",
        "Bytes free on the disk of the database; only where that is a file here.",
        (),
        lambda _: _one(free_bytes()),
    ),
)
