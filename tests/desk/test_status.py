"""What stands in the store is told, each thing once."""

from datetime import UTC, datetime, timedelta

import pytest

from counterpoint.desk import models, store, tasks
from counterpoint.desk.feeds import add_feed
from counterpoint.desk.status import alike_reason, read_status
from counterpoint.desk.tasks import Kind
from counterpoint.text import sha256
from counterpoint.types import Capture, Rejected, Subscription
from tests.make import article

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def feed(name, **fields):
    url = f"https://{name}.example/feed"
    add_feed(Subscription(url, title=name), now=NOON - HOUR)
    models.Feed.objects.filter(url=url).update(**fields)
    return models.Feed.objects.get(url=url).pk


def put(text, url="https://river.example/a"):
    content = text.encode()
    taken = store.take_capture(Capture(sha256(content), content, url=url, fetched=NOON), now=NOON)
    return store.put_article(taken.capture, article("Bridge", text, url=url), now=NOON)


def test_an_empty_store_has_nothing_to_tell():
    """Zeros, and no time of writing."""
    status = read_status(NOON)

    assert status.written is None
    assert (status.feeds, status.queue, status.rejected, status.quarantined, status.tallies) == (
        (),
        (),
        (),
        (),
        (),
    )
    assert (status.counts.articles, status.counts.bytes) == (0, 0)
    assert status.counts.database_bytes > 0


def test_feeds_that_fail_come_first_and_stopped_ones_last():
    """Between them by their next poll."""
    feed("late", next_poll=NOON + 2 * HOUR, polled=NOON, succeeded=NOON)
    feed("soon", next_poll=NOON + HOUR, polled=NOON, succeeded=NOON)
    feed("ill", next_poll=NOON + 5 * HOUR, failures=3, error="the server answered 503")
    feed("gone", active=False, failures=1, next_poll=None, error="410")

    status = read_status(NOON)

    assert [each.title for each in status.feeds] == ["ill", "soon", "late", "gone"]
    assert (status.counts.feeds, status.counts.feeds_failing, status.counts.feeds_stopped) == (4, 1, 1)
    assert (status.feeds[0].failures, status.feeds[0].error) == (3, "the server answered 503")


def test_a_screen_gets_some_and_the_counts_are_of_all():
    """10,000 feeds are not read for twelve lines."""
    for n in range(5):
        feed(f"f{n}", next_poll=NOON + n * HOUR)

    status = read_status(NOON, most=2)

    assert [each.title for each in status.feeds] == ["f0", "f1"]
    assert status.counts.feeds == 5


def test_entries_are_counted_with_their_feed():
    """Those of other feeds are not."""
    one, two = feed("one"), feed("two")
    for n in range(3):
        models.Entry.objects.create(feed_id=one, key=str(n), seen=NOON, record=b"")

    assert {each.number: each.entries for each in read_status(NOON).feeds} == {one: 3, two: 0}


def test_the_queue_is_told_by_stage_and_state():
    """In the order of the datum's way, with what is due and the oldest."""
    tasks.owe(Kind.ANNOTATE, 7, now=NOON)
    tasks.owe(Kind.FETCH, 1, now=NOON, due=NOON - HOUR)
    tasks.owe(Kind.FETCH, 2, now=NOON, due=NOON + HOUR)

    found = [(q.kind, q.state, q.tasks, q.due, q.oldest) for q in read_status(NOON).queue]

    assert found == [("fetch", "ready", 2, 1, NOON - HOUR), ("annotate", "ready", 1, 1, NOON)]


def test_what_was_set_aside_is_named():
    """By address, path or title: a number alone says nothing to a person."""
    made = put("A bridge fell.")
    entry = models.Entry.objects.create(
        feed_id=feed("f"), key="k", seen=NOON, record=b"", url="https://f.example/x"
    )
    capture = models.Capture.objects.get()
    for kind, subject in ((Kind.FETCH, entry.pk), (Kind.EXTRACT, capture.pk), (Kind.ANNOTATE, made.version)):
        tasks.owe(kind, subject, now=NOON)
    models.Task.objects.exclude(kind=Kind.POLL).update(state="quarantined", tries=2, error="it took too long")

    found = {task.kind: task for task in read_status(NOON).quarantined}

    assert found["fetch"].name == "https://f.example/x"
    assert found["extract"].name == "https://river.example/a"
    assert found["annotate"].name == "https://river.example/a"
    assert (found["fetch"].tries, found["fetch"].reason) == (2, "it took too long")
    assert tasks.retry([found["fetch"].number], now=NOON) == 1
    assert read_status(NOON).counts.quarantined == 2


def test_a_task_whose_subject_is_gone_is_named_by_its_key():
    """Nothing is left out for want of a name."""
    tasks.owe(Kind.FETCH, 99, now=NOON)
    models.Task.objects.update(state="quarantined")

    assert read_status(NOON).quarantined[0].name == "fetch:99"


def test_reasons_that_differ_by_a_figure_or_an_address_are_one():
    """With the latest item as an example; a reason that stands alone is told as it was given."""
    for n in range(3):
        reason = f"the page holds {n} words of prose, fewer than 40"
        store.put_rejected(Rejected(f"p{n}", "extract", reason), now=NOON + n * HOUR)
    store.put_rejected(Rejected("p0", "extract", "the page holds 0 words of prose, fewer than 40"), now=NOON)
    store.put_rejected(Rejected("q", "fetch", "https://a.example/x answered 404"), now=NOON)

    many, one = read_status(NOON).rejected

    assert (many.stage, many.items, many.times, many.example) == ("extract", 3, 4, "p2")
    assert many.reason == "the page holds … words of prose, fewer than …"
    assert many.last == NOON + 2 * HOUR
    assert one.reason == "https://a.example/x answered 404"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("took 1.5 s", "took 12 s"),
        ("no page at https://a.example/1, as asked", "no page at http://b.example/2?x=3, as asked"),
        ("larger than 5,000 bytes.", "larger than 6 bytes."),
    ],
)
def test_what_is_particular_is_left_out(one, other):
    """Figures with their points and commas, whole addresses."""
    assert alike_reason(one) == alike_reason(other)
    assert "…" in alike_reason(one)


def test_counts_and_bytes_are_of_what_is_kept():
    """Bytes that were let go are not counted, and the rows are."""
    put("A bridge fell.")
    put("A tower fell down.", url="https://river.example/b")
    models.Blob.objects.filter(hash=sha256("A bridge fell.")).update(data=None)
    store.count("extract", "stored", 2)

    status = read_status(NOON)

    assert (status.counts.articles, status.counts.versions, status.counts.captures) == (2, 2, 2)
    assert (status.counts.contents, status.counts.bytes) == (1, len("A tower fell down."))
    assert status.written == NOON
    assert [(t.stage, t.outcome, t.count) for t in status.tallies] == [("extract", "stored", 2)]
