"""What is needed is looked at, and said in words."""

import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection

from counterpoint.desk import health, models, tasks
from counterpoint.desk.health import Lately, readiness
from counterpoint.desk.tasks import Kind
from tests.desk.test_worker import NOON, a_worker

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOON + timedelta(minutes=10)


def said(now=NOON):
    return {check.name: (check.passed, check.says) for check in readiness(now).checks}


def test_a_store_with_nothing_due_is_ready():
    """Though no worker is there: there is nothing for it to do."""
    assert readiness(NOON).ready
    assert said()["work"] == (True, "No worker is there, and nothing is overdue.")


def test_work_that_nobody_takes_is_told():
    """After a minute; until then a worker may have it any moment."""
    tasks.owe(Kind.POLL, 1, now=NOON)

    assert said(NOON + timedelta(seconds=59))["work"][0]
    passed, says = said(LATER)["work"]
    assert not passed
    assert "600 seconds" in says
    assert "counterpoint run" in says


def test_work_of_a_worker_that_was_killed_counts_when_its_lease_is_out():
    """Until then it is in somebody's hands."""
    tasks.owe(Kind.POLL, 1, now=NOON)
    tasks.claim("elsewhere/1/1", [Kind.POLL], 1, now=NOON, lease=timedelta(minutes=5))

    assert said(NOON + timedelta(minutes=4))["work"][0]
    assert not said(LATER)["work"][0]


def test_a_worker_that_is_there_is_believed_for_a_minute_and_a_half():
    """Hosts that ask to be left alone make work overdue, and no fault of the worker's."""
    tasks.owe(Kind.POLL, 1, now=NOON)
    health.beat("here/1/1", now=LATER)

    assert said(LATER + timedelta(seconds=89))["work"] == (True, "A worker is there.")
    assert not said(LATER + timedelta(seconds=91))["work"][0]


def test_workers_say_that_they_are_there_and_that_they_go():
    """A worker that only takes files in is none that polls."""
    with a_worker() as worker:
        worker.turn()
        assert models.Beat.objects.get().at == NOON
        worker.clock.on(seconds=21)
        worker.turn()
        assert models.Beat.objects.get().at == NOON + timedelta(seconds=21)
        worker.wind_up()
    with a_worker(network=False, polls=False) as worker:
        worker.turn()

    assert not models.Beat.objects.exists()


def test_the_rows_of_workers_that_were_killed_go_after_a_day():
    """The next beat clears them."""
    health.beat("gone/1/1", now=NOON)
    health.beat("here/1/1", now=NOON + timedelta(hours=25))

    assert [row.name for row in models.Beat.objects.all()] == ["here/1/1"]


@pytest.mark.parametrize(("free", "passed"), [(100_000_000, False), (5_000_000_000, True)])
def test_a_disk_that_is_nearly_full_is_told_in_time(monkeypatch, free, passed):
    """While there is room for the message. A server's own disk is not seen from here."""
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))

    found, says = said()["disk"]

    if connection.vendor == "sqlite":
        assert (found, f"{free // 1_000_000} MB" in says) == (passed, True)
    else:
        assert (found, "not seen from here" in says) == (True, True)


@pytest.mark.parametrize(
    ("there", "says"),
    [({("desk", "9999_later")}, "a later version"), (set(), "an earlier version")],
)
def test_tables_of_another_version_are_not_ready(monkeypatch, there, says):
    """Later: install that version. Earlier: have them brought up to date."""
    ours = "django.db.migrations.recorder.MigrationRecorder.applied_migrations"
    known = {("desk", "0001_initial"), ("desk", "0002_search")} if there else set()
    monkeypatch.setattr(ours, lambda _: dict.fromkeys(known | there))

    passed, sentence = said()["migrations"]

    assert not passed
    assert says in sentence


def test_a_database_that_does_not_answer_is_told_without_its_words(monkeypatch):
    """They name hosts and users; the log has them."""

    def away(*_):
        raise DatabaseError("password authentication failed for user desk")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.ensure_connection", away)
    found = said()

    assert [name for name, (passed, _) in found.items() if passed] == []
    assert list(found) == ["database", "migrations", "disk", "work"]
    assert not any("desk" in says for _, says in found.values())


def test_a_value_is_made_once_for_many_and_again_when_it_is_old():
    """Also where many ask at once, and where it cannot be made at first."""
    made = []

    def make():
        made.append(1)
        if len(made) == 1:
            raise OSError("not yet")
        return len(made)

    value, stale = Lately(make, seconds=60.0), Lately(lambda: made.append(1), seconds=-1.0)
    with pytest.raises(OSError, match="not yet"):
        value.get()
    many = [threading.Thread(target=value.get) for _ in range(20)]
    for one in many:
        one.start()
    for one in many:
        one.join()

    assert value.get() == len(made) == 2
    stale.get()
    stale.get()
    assert len(made) == 4
