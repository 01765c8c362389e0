"""The queue gives each task to one worker at a time and forgets it only with its result."""

from datetime import UTC, datetime, timedelta

import pytest

from counterpoint.desk import tasks
from counterpoint.desk.models import Task
from counterpoint.desk.tasks import Kind, LostLeaseError, State

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LEASE = timedelta(minutes=5)
pytestmark = pytest.mark.django_db


def claim(worker="w1", now=NOON, number=10, **more):
    return tasks.claim(worker, list(Kind), number, now=now, lease=LEASE, **more)


def test_what_is_owed_twice_is_owed_once():
    """A task has a key: asking again changes nothing."""
    assert tasks.owe(Kind.EXTRACT, 1, now=NOON)
    assert not tasks.owe(Kind.EXTRACT, 1, now=NOON)
    assert Task.objects.count() == 1


def test_a_leased_task_is_nobody_elses_until_the_lease_ends():
    """A silent worker keeps it for the lease, no longer; its result then no longer counts."""
    tasks.owe(Kind.EXTRACT, 1, now=NOON)
    (first,) = claim("w1")

    assert claim("w2") == []
    (second,) = claim("w2", now=NOON + LEASE + timedelta(seconds=1))
    with pytest.raises(LostLeaseError):
        tasks.finish(first)
    tasks.finish(second)
    assert Task.objects.count() == 0


def test_a_lease_that_is_renewed_does_not_end():
    """A worker at a long task says so."""
    tasks.owe(Kind.ANNOTATE, 1, now=NOON)
    (job,) = claim()
    tasks.renew([job], now=NOON + LEASE, lease=LEASE)

    assert claim("w2", now=NOON + LEASE + timedelta(seconds=1)) == []


def test_tasks_come_by_priority_then_age():
    """The most pressing first; what is not due yet waits; hosts that are not to be asked are passed over."""
    tasks.owe(Kind.FETCH, 1, now=NOON, host="a.example")
    tasks.owe(Kind.FETCH, 2, now=NOON, host="b.example", priority=-1)
    tasks.owe(Kind.FETCH, 3, now=NOON, due=NOON + timedelta(hours=1))
    tasks.owe(Kind.FETCH, 4, now=NOON, host="c.example")

    assert [j.subject for j in claim(without_hosts=["c.example"])] == [2, 1]


def test_after_its_tries_a_task_is_quarantined_and_can_be_tried_again():
    """It is named with its error and not taken any more; a person may put it back."""
    tasks.owe(Kind.EXTRACT, 1, now=NOON)
    states = []
    for _ in range(2):
        (job,) = claim()
        states.append(tasks.failed(job, "took more than 1 s of CPU", tries=2, due=NOON))

    assert states == [State.READY, State.QUARANTINED]
    assert claim() == []
    assert Task.objects.get().error == "took more than 1 s of CPU"
    assert tasks.retry(None, now=NOON) == 1
    (again,) = claim()
    assert again.tries == 0


def test_the_tasks_of_a_vanished_worker_are_given_back():
    """At once, without waiting for the lease."""
    tasks.owe(Kind.EXTRACT, 1, now=NOON)
    claim("gone")

    assert tasks.holders() == ["gone"]
    assert tasks.give_back(["gone"]) == 1
    assert len(claim("w2")) == 1


def test_putting_back_is_no_failure():
    """A feed's next poll is the same task, later."""
    tasks.owe(Kind.POLL, 7, now=NOON)
    (job,) = claim()
    tasks.again(job, due=NOON + timedelta(hours=1))

    assert claim() == []
    (later,) = claim(now=NOON + timedelta(hours=1))
    assert (later.subject, later.tries) == (7, 0)
