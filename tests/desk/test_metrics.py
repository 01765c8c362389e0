"""The figures say what the store holds, in names that do not change, and cost little."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from counterpoint.desk import models, store, tasks
from counterpoint.desk.guarded import kept
from counterpoint.desk.metrics import FIGURES, StoreCollector, WorkerFigures, exposed, registry_of
from counterpoint.desk.tasks import Kind
from counterpoint.desk.worker import Done
from counterpoint.errors import StoreError
from counterpoint.text import sha256
from counterpoint.types import Capture
from tests.desk.test_worker import NOON, a_worker, add, html, rss, serve
from tests.servers import Server

pytestmark = pytest.mark.django_db(transaction=True)
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "metrics.md"


def figures(registry):
    """Every sample, by name and values of its labels in their order of names, as the text has them."""
    text = exposed(registry, "")[0].decode()
    return {
        (
            sample.name.removeprefix("counterpoint_"),
            *(v for _, v in sorted(sample.labels.items())),
        ): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def now():
    return figures(registry_of(lambda: NOON))


def test_an_empty_store_says_nought_and_not_nothing():
    """An alert on a figure that is absent never rings."""
    found = now()

    assert found["store_up",] == 1
    assert found["articles",] == found["versions",] == found["blob_bytes",] == 0
    assert found["tasks", "extract", "quarantined"] == 0
    assert found["overdue_seconds", "poll"] == 0
    assert found["database_bytes",] > 0
    assert ("poll_success_timestamp_seconds",) not in found


def test_what_a_worker_did_is_counted():
    """From a feed with a report and one that is gone."""
    with Server({}) as server, a_worker() as worker:
        serve(server, feed=rss(server, "one", "two"), one=html("Bridge closed"))
        add(server)
        add(server, "/gone")
        worker.drain()
        found = now()

    assert found["items_total", "fetched", "poll"] == 1
    assert found["items_total", "rejected", "poll"] == 1
    assert found["items_total", "stored", "extract"] == 1
    assert found["items_total", "rejected", "fetch"] == 1
    assert found["feeds", "ok"] == found["feeds", "failing"] == 1
    assert found["articles",] == found["versions",] == found["captures", "stored"] == 1
    assert found["blob_bytes",] == models.Blob.objects.get().size
    assert found["poll_success_timestamp_seconds",] == NOON.timestamp()


def test_the_queue_is_told_by_stage_and_state():
    """And how long the first of it has waited; what is due later has not."""
    tasks.owe(Kind.EXTRACT, 1, now=NOON, due=NOON - timedelta(seconds=90))
    tasks.owe(Kind.EXTRACT, 2, now=NOON)
    tasks.owe(Kind.POLL, 1, now=NOON, due=NOON + timedelta(hours=1))
    models.Task.objects.filter(subject=2).update(state="quarantined")
    found = now()

    assert found["tasks", "extract", "ready"] == found["tasks", "extract", "quarantined"] == 1
    assert found["overdue_seconds", "extract"] == 90
    assert found["overdue_seconds", "poll"] == 0


def test_captures_at_work_have_a_name():
    """No label is empty."""
    with kept():
        store.take_capture(Capture(sha256(b"x"), b"x", url="https://river.example/x"), now=NOON)

    assert now()["captures", "at_work"] == 1


def test_labels_from_the_store_cannot_break_the_text():
    """Quotes, backslashes and line breaks in an outcome stay in their label."""
    odd = 'a"b\\c\nd 1'
    store.count("poll", odd, 3)

    assert now()["items_total", odd, "poll"] == 3


def test_many_scrapes_at_once_ask_the_store_once():
    """For a few seconds; then again."""
    registry, stale = CollectorRegistry(), CollectorRegistry()
    registry.register(StoreCollector(lambda: NOON, fresh=60.0))
    stale.register(StoreCollector(lambda: NOON, fresh=-1.0))
    with CaptureQueriesContext(connection) as first:
        exposed(registry, "")
    with CaptureQueriesContext(connection) as more:
        exposed(registry, "")
    with CaptureQueriesContext(connection) as again:
        exposed(stale, "")

    assert 0 < len(first) <= len(FIGURES)
    assert (len(more), len(again)) == (0, len(first))


def test_a_store_that_cannot_be_read_is_a_figure_too(monkeypatch):
    """What needs no store is still there."""

    def away(_):
        raise StoreError("the database cannot be used")

    monkeypatch.setattr("counterpoint.desk.metrics.StoreCollector._all", away)
    found = now()

    assert found["store_up",] == 0
    assert ("articles",) not in found
    assert ("process_start_time_seconds",) in found or not Path("/proc").exists()


def test_a_worker_tells_how_long_its_stages_take_and_what_it_has_in_hand():
    """Beside the store's figures."""
    watched = WorkerFigures(lambda: NOON)
    with a_worker(tell=watched.tell) as worker:
        watched.watch(worker)
        watched.tell(Done(Kind.FETCH, 1, "fetched", 0.3))
        found = figures(watched.registry)

        assert found["stage_seconds_bucket", "0.25", "fetch"] == 0
        assert found["stage_seconds_bucket", "0.5", "fetch"] == found["stage_seconds_count", "fetch"] == 1
        assert found["tasks_in_hand", "fetch"] == found["store_unavailable",] == 0
        worker._away = True
        assert figures(watched.registry)["store_unavailable",] == 1


def test_the_worker_times_its_tasks(tmp_path):
    """From the queue to the store, on the worker's clock."""
    done = []
    with Server({}) as server, a_worker(tell=done.append) as worker:
        serve(server, feed=rss(server))
        add(server)
        job = tasks.claim("me", [Kind.POLL], 1, now=NOON, lease=timedelta(minutes=5))
        worker._name = "me"
        worker._begin(job[0])
        worker.clock.on(seconds=3)
        worker.drain()

    assert [(one.kind, one.seconds) for one in done] == [(Kind.POLL, 3.0)]


def test_every_figure_is_in_the_reference_and_no_other():
    """With its labels and the very words that a scrape gives as HELP."""
    rows = dict(
        re.findall(
            r"^\| `(counterpoint_\w+(?:\{[\w,]+\})?)` \| (.+) \|$", REFERENCE.read_text("utf-8"), re.MULTILINE
        )
    )
    watched = WorkerFigures(lambda: NOON)
    with a_worker() as worker:
        watched.watch(worker)
        text = exposed(watched.registry, "")[0].decode()
    helps = dict(re.findall(r"^# HELP (counterpoint_\w+) (.+)$", text, re.MULTILINE))
    absent = {figure.full for figure in FIGURES} - set(helps)

    assert {name.partition("{")[0]: says for name, says in rows.items()} == helps
    assert absent == set()
    for figure in FIGURES:
        labels = "{" + ",".join(figure.labels) + "}" if figure.labels else ""
        assert f"{figure.full}{labels}" in rows
