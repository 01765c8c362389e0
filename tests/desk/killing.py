"""Workers that die where they are told to: `Mother` keeps one process that forks a worker for each order.

An order says what a worker has to do, and at which crossing it kills itself with SIGKILL: the n-th time that it is about
to commit what it wrote or has just committed it ("commit"), or is about to write ("statement"). So every boundary between
stages can be visited in turn. A forked worker is a process of its own with a connection of its own, and costs a
twentieth of a second instead of two; what it does is what `counterpoint ingest` and `counterpoint run --once` do, but
for three stand-ins that keep it quick: the guards call their functions at once, in the worker itself, the network is
asked at once too, and annotation splits sentences without a model. The real children are under test in test_kill.py.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Self
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg

GIVEN = os.environ.get("COUNTERPOINT_TEST_DATABASE")  # a PostgreSQL server; None: SQLite
COMMIT, STATEMENT = "commit", "statement"
_READING = ("SELECT", "BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")  # no one can tell before from after


@dataclass(frozen=True)
class Order:
    """What one worker is to do."""

    database: str
    now: str  # ISO 8601: its clock stands
    ingest: tuple[str, ...] = ()  # names, as `counterpoint ingest` takes them
    polls: bool = False  # as `counterpoint run --once`
    feeds: tuple[str, ...] = ()  # added first
    make: bool = False  # the tables may be wanting
    die: tuple[str, int] | None = None  # kind of crossing, and which of them
    acknowledged: tuple[str, ...] = ()  # what a worker before had been told is kept: looked for first


@dataclass(frozen=True)
class Life:
    """What became of a worker."""

    status: int  # as os.waitpid tells it, as an exit status: -9 was killed
    acknowledged: tuple[str, ...]  # what it was told is kept, in order
    lost: tuple[str, ...] = ()  # what the one before was told is kept, and is not there
    crossed: dict[str, int] = field(default_factory=dict)
    summary: dict[str, Any] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)
    error: str = ""


class Databases:
    """Fresh databases and copies of them, on the SQLite or PostgreSQL that is under test."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[str] = []

    def new(self) -> str:
        """The URL of an empty database."""
        name = f"kill_{uuid4().hex[:12]}"
        if not GIVEN:
            return str(self._folder / f"{name}.db")
        self._do(f"CREATE DATABASE {name}")
        self._made.append(self._url(name))
        return self._made[-1]

    def copy(self, of: str) -> str:
        """The URL of a database with the same content. Nobody may be using the other one."""
        made = f"kill_{uuid4().hex[:12]}"
        if GIVEN:
            self._do(f"CREATE DATABASE {made} TEMPLATE {urlsplit(of).path[1:]}")
            self._made.append(self._url(made))
            return self._made[-1]
        for suffix in ("", "-wal"):  # -shm is made again from the log
            if Path(of + suffix).exists():
                shutil.copyfile(of + suffix, self._folder / f"{made}.db{suffix}")
        return str(self._folder / f"{made}.db")

    def drop(self, database: str) -> None:
        """Take a database away."""
        if GIVEN:
            self._do(f"DROP DATABASE {urlsplit(database).path[1:]} WITH (FORCE)")
            self._made.remove(database)
            return
        for suffix in ("", "-wal", "-shm"):
            Path(database + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        """Take all of them away that are not files in the folder."""
        for database in list(self._made):
            self.drop(database)

    def _url(self, name: str) -> str:
        return urlsplit(GIVEN or "")._replace(path=f"/{name}").geturl()

    def _do(self, statement: str) -> None:
        with psycopg.connect(GIVEN or "", autocommit=True) as connection:
            connection.execute(statement)


class Mother:
    """A process that has everything imported, and forks a worker for each order."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.desk.killing"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()

    def live(self, order: Order) -> Life:
        """Have an order carried out."""
        self._process.stdin.write(json.dumps(asdict(order)) + "\n")
        self._process.stdin.flush()
        found = json.loads(self._process.stdout.readline())
        return Life(**{**found, "acknowledged": tuple(found["acknowledged"])})


class AtOnce(Executor):
    """In place of a guard and of the threads: calls the function there and then."""

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **more: Any) -> Future[Any]:
        del more
        future: Future[Any] = Future()
        try:
            future.set_result(function(*arguments))
        except Exception as error:  # noqa: BLE001 - as the guard does
            future.set_exception(error)
        return future


class Guarding(AtOnce):
    """A guard's three methods; limits are not kept."""

    def submit(self, function: Callable[..., Any], argument: Any, limits: Any) -> Future[Any]:
        del limits
        return super().submit(function, argument)

    def run(self, function: Callable[..., Any], argument: Any, limits: Any) -> Any:
        from counterpoint.run.guard import Killed

        try:
            return self.submit(function, argument, limits).result()
        except Killed as killed:
            return killed

    def close(self, *, within: float = 0.0) -> None:
        del within


class Crossings:
    """Counts the crossings of a worker's connection, tells what was acknowledged, and kills at the one it is told."""

    def __init__(self, die: tuple[str, int] | None, told: Callable[[str], None]) -> None:
        self.counts = {COMMIT: 0, STATEMENT: 0}
        self._die = die and (die[0], die[1])
        self._told = told
        self._pending: list[str] = []
        self._wrote = False  # in this transaction

    def cross(self, kind: str) -> None:
        self.counts[kind] += 1
        if self._die == (kind, self.counts[kind]):
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Stand between the worker and its connection."""
        from django.db import connection

        from counterpoint.desk import store

        commit, rollback = connection.commit, connection.rollback

        def committing() -> None:
            if not self._wrote:
                commit()
                return
            self.cross(COMMIT)
            commit()
            for each in self._pending:
                self._told(each)
            self._pending.clear()
            self._wrote = False
            self.cross(COMMIT)

        def rolling_back() -> None:
            self._pending.clear()
            self._wrote = False
            rollback()

        def executing(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            if not sql.startswith(_READING):
                self._wrote = True
                self.cross(STATEMENT)
            return execute(sql, *rest)

        connection.commit, connection.rollback = committing, rolling_back
        connection.execute_wrappers.append(executing)
        take, put, mark = store.take_capture, store.put_article, store.put_annotations

        def taking(*given: Any, **more: Any) -> Any:
            taken = take(*given, **more)
            self._pending.append(f"capture {taken.capture}")
            return taken

        def putting(*given: Any, **more: Any) -> Any:
            made = put(*given, **more)
            self._pending.append(f"version {made.version}")
            return made

        def marking(version: int, *rest: Any) -> None:
            mark(version, *rest)
            self._pending.append(f"marks {version}")

        store.take_capture, store.put_article, store.put_annotations = taking, putting, marking


def annotated(given: Any) -> Any:
    """In place of `jobs.annotate`: sentences, and what changed of them, without a model."""
    from counterpoint.align.versions import changes
    from counterpoint.run.jobs import Annotated
    from counterpoint.types import Annotations, Report, Sentence

    article = given.article
    sentences = tuple(
        Sentence(article.span(block.start, block.end), block.kind, article.language)
        for block in article.blocks
    )
    report = Report(article, Annotations(article.id, sentences))
    return Annotated(report.marks, None if given.before is None else changes(given.before, report))


def state() -> dict[str, Any]:
    """All that a reader of the store can see, in the words of its names, whatever its row ids are."""
    from django.db import connection

    from counterpoint.desk import models, search

    versions = models.Version.objects.select_related("article").order_by("article__place", "number")
    captures = models.Capture.objects.order_by("key")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM desk_search")
        indexed = cursor.fetchone()[0]
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)]
            cursor.execute("PRAGMA foreign_key_check")
            assert cursor.fetchall() == []
            cursor.execute("INSERT INTO desk_search (desk_search, rank) VALUES ('integrity-check', 0)")
    return {
        "articles": models.Article.objects.count(),
        "versions": [
            (v.article.place, v.number, v.title, v.words, v.marks is not None, v.changes is not None, v.article.latest_id == v.pk)
            for v in versions
        ],
        "captures": [(c.key, c.outcome, c.reason, c.version_id is not None) for c in captures],
        "blobs": models.Blob.objects.filter(data__isnull=False).count(),
        "rejections": sorted(models.Rejection.objects.values_list("stage", "item", "reason", "times")),
        "tallies": {f"{t.stage} {t.outcome}": t.count for t in models.Tally.objects.all()},
        "tasks": sorted(models.Task.objects.values_list("kind", "state", "tries", "error")),
        "entries": sorted(models.Entry.objects.values_list("url", "rechecks")),
        "feeds": sorted(models.Feed.objects.values_list("url", "error", "failures")),
        "stories": stories(),
        "indexed": indexed,
        "found": sorted(hit.title for hit in search.search("bridge", limit=100)),
    }  # fmt: skip


def stories() -> list[Any]:
    """Which reports are together, and what is said of them: names and order are the stream's own."""
    from counterpoint.desk import models

    rows = models.Story.objects.filter(articles__gt=0)
    return sorted(
        [
            sorted(row.members.values_list("article__place", flat=True)),
            row.articles,
            row.told == row.touched or row.articles < 2,
            row.into_id,
        ]
        for row in rows
    )


def _live(order: dict[str, Any], told: Callable[[str], None]) -> dict[str, Any]:
    """Carry an order out, in a process of its own."""
    from django.conf import settings as django_settings

    from counterpoint.desk.setup import database_of, open_store

    django_settings.DATABASES["default"].update(database_of(order["database"]))
    crossings = Crossings(tuple(order["die"]) if order["die"] else None, told)
    crossings.watch()
    if order["make"]:
        open_store(order["database"])
    lost = _lost(order["acknowledged"])
    with _worker(order) as (worker, intake):
        if intake is not None:
            worker.add(intake)
        worker.drain()
    from counterpoint.desk.intake import summary

    found = asdict(summary([intake])) if intake is not None else {}
    return {"lost": lost, "crossed": crossings.counts, "summary": found, "state": state()}


def _lost(acknowledged: list[str]) -> list[str]:
    """What was told to be kept, and is not there."""
    from counterpoint.desk import models

    there = {
        "capture": set(models.Capture.objects.values_list("pk", flat=True)),
        "version": set(models.Version.objects.values_list("pk", flat=True)),
        "marks": set(models.Version.objects.filter(marks__isnull=False).values_list("pk", flat=True)),
    } if acknowledged else {}  # fmt: skip
    return [each for each in acknowledged if int(each.split()[1]) not in there[each.split()[0]]]


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder in memory where there is one: a killed process loses nothing that it wrote, on disk or not."""
    memory = Path("/dev/shm")
    folder = Path(mkdtemp(prefix="counterpoint-kill-", dir=memory if os.access(memory, os.W_OK) else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def _worker(order: dict[str, Any]) -> Iterator[Any]:
    """A worker with the stand-ins, and what it is to take in."""
    from counterpoint.config import FetchSettings, Settings
    from counterpoint.desk import feeds
    from counterpoint.desk.guarded import kept
    from counterpoint.desk.intake import Intake
    from counterpoint.desk.sitefiles import SiteFiles
    from counterpoint.desk.stages import Tools
    from counterpoint.desk.worker import Worker
    from counterpoint.ingest.doors import open_door
    from counterpoint.ingest.files import expand
    from counterpoint.ingest.http import HttpFetcher
    from counterpoint.types import Subscription

    now = datetime.fromisoformat(order["now"])
    fetching = FetchSettings(delay=0.0, private_networks=("127.0.0.0/8",), retries=0, timeout=10.0)
    fetcher = HttpFetcher(clock=lambda: now, settings=fetching) if order["polls"] else None
    sites = SiteFiles(fetcher, lambda: now) if fetcher else None
    tools = Tools(
        Settings(fetch=fetching), fetcher, sites, Guarding(), Guarding(), AtOnce(), lambda: now, lambda: 0.5
    )
    worker = Worker(tools, children=1, patient=False, polls=order["polls"])
    for url in order["feeds"]:
        with kept():
            feeds.add_feed(Subscription(url), now=now)
    names = expand(order["ingest"]) if order["ingest"] else []
    intake = Intake(item for name in names for item in open_door(name, None)) if order["ingest"] else None
    try:
        yield worker, intake
    finally:
        if fetcher is not None:
            fetcher.close()


def _forked(order: dict[str, Any]) -> dict[str, Any]:
    """Fork a worker and wait for its end."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)

        def told(line: str) -> None:
            os.write(writing, f"{line}\n".encode())

        status = 1
        try:
            told(json.dumps(_live(order, told), default=str))
            status = 0
        except BaseException:  # noqa: BLE001 - the test shows it
            told(json.dumps({"error": traceback.format_exc()}))
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        lines = pipe.read().splitlines()
    _, status = os.waitpid(child, 0)
    result = json.loads(lines.pop()) if lines and lines[-1].startswith("{") else {}
    return {"status": os.waitstatus_to_exitcode(status), "acknowledged": lines, **result}


def main() -> None:
    """Serve orders, one JSON object a line, until standard input ends."""
    import django
    from django.conf import settings as django_settings

    from counterpoint.desk.setup import project

    # Which database it is, each worker says; the kind is the same for all.
    django_settings.configure(**project(_placeholder()))
    django.setup()
    _warm()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_forked(json.loads(line))) + "\n")
        sys.stdout.flush()


def _placeholder() -> dict[str, object]:
    from counterpoint.desk.setup import database_of

    return database_of(GIVEN or "nowhere.db")


def _warm() -> None:
    """Import and use once what every worker needs."""
    import counterpoint.align.versions
    import counterpoint.desk.worker  # noqa: F401 - the import is the point
    from counterpoint.run import jobs, sketching, storytelling
    from counterpoint.text import sha256
    from counterpoint.types import Capture
    from tests.desk import standin

    trusted = (
        ssl.create_default_context()
    )  # a tenth of a second for each fetcher, and nothing here is asked over TLS
    ssl.create_default_context = lambda *_, **__: trusted
    jobs.load_extractors()
    words = b"<html lang=en><title>Words</title><p>" + b"The bridge was closed on the first of May. " * 20
    jobs.extract(Capture(sha256(words), words, url="https://river.example/warm"))
    jobs.annotate = annotated
    sketching.sketch, storytelling.tell = standin.sketched, standin.told


if __name__ == "__main__":
    main()
