"""What is past its time goes, and nothing that is still needed."""

from datetime import UTC, datetime, timedelta

import pytest

from counterpoint.config import KeepSettings
from counterpoint.desk import models, retention, show, store, tasks
from counterpoint.desk.retention import Pruned, Retention, prune
from counterpoint.desk.store import Outcome
from counterpoint.desk.tasks import Kind
from counterpoint.errors import StoreError
from counterpoint.text import sha256
from counterpoint.types import Capture, Rejected
from tests.make import article

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=40)
pytestmark = pytest.mark.django_db


def take(text, *, url="https://river.example/a", at=NOON):
    content = text.encode()
    return store.take_capture(Capture(sha256(content), content, url=url, fetched=at), now=at)


def put(text, **more):
    """A capture that gave a version; returns its row id and its version's."""
    taken = take(text, **more)
    url = more.get("url", "https://river.example/a")
    made = store.put_article(taken.capture, article("Bridge", text, url=url), now=more.get("at", NOON))
    return taken.capture, made


def refuse(text, *, at=NOON, url="https://river.example/r"):
    taken = take(text, url=url, at=at)
    store.put_rejected(Rejected(url, "extract", "no text"), now=at, capture=taken.capture)
    return taken.capture


def test_bytes_go_and_rows_and_hashes_stay():
    """The article, its version and what is known of its capture are as they were."""
    capture, made = put("A bridge fell.")

    gone = prune(KeepSettings(captures_days=30), LATER)

    assert gone == Pruned(contents=1, bytes=len("A bridge fell."))
    assert models.Blob.objects.get().data is None
    assert models.Capture.objects.get().blob_id == sha256("A bridge fell.")
    assert store.load_article(made.version).text.endswith("A bridge fell.")
    with pytest.raises(StoreError, match="no longer kept"):
        store.load_capture(capture)


def test_show_says_that_the_bytes_are_no_longer_kept():
    """And asking for them is a sentence that names the setting."""
    _, made = put("A bridge fell.")
    prune(KeepSettings(captures_days=30), LATER)

    (capture,) = show.show(made.article, now=LATER).captures

    assert not capture.kept
    assert capture.size == len("A bridge fell.")
    with pytest.raises(StoreError, match=r"keep\.captures_days"):
        show.captured_bytes(made.article)


def test_the_same_bytes_taken_in_again_are_unchanged_and_from_elsewhere_are_kept_again():
    """Where the page was, nothing is new; at another place it is another article, which needs its bytes."""
    put("A bridge fell.")
    prune(KeepSettings(captures_days=30), LATER)

    same = take("A bridge fell.", at=LATER)
    other = take("A bridge fell.", at=LATER, url="https://other.example/a")

    assert not same.owed
    assert other.owed
    assert store.load_capture(other.capture).content == b"A bridge fell."


def test_bytes_stay_while_an_extraction_is_owed():
    """At work, waiting, or set aside: each would need them."""
    waiting = take("one", url="https://river.example/1")
    tasks.owe(Kind.EXTRACT, waiting.capture, now=NOON)
    aside = take("two", url="https://river.example/2")
    tasks.owe(Kind.EXTRACT, aside.capture, now=NOON)
    models.Task.objects.filter(subject=aside.capture).update(state=tasks.State.QUARANTINED)
    store.settle(aside.capture, Outcome.REJECTED)

    assert prune(KeepSettings(captures_days=1, rejected_days=1, unchanged_days=1), LATER) == Pruned()
    assert store.load_capture(waiting.capture).content == b"one"
    assert store.load_capture(aside.capture).content == b"two"


def test_bytes_stay_where_another_capture_of_them_is_young():
    """They are kept once for all that have them."""
    put("A bridge fell.", url="https://old.example/a")
    put("A bridge fell.", url="https://new.example/a", at=LATER - timedelta(days=1))

    assert prune(KeepSettings(captures_days=30), LATER) == Pruned()


def test_a_page_that_is_still_seen_keeps_its_bytes():
    """The days count from the last time that it was found so."""
    put("A bridge fell.")
    take("A bridge fell.", at=LATER - timedelta(days=1))

    assert prune(KeepSettings(captures_days=30), LATER) == Pruned()


def test_what_was_rejected_goes_with_its_capture_and_its_bytes():
    """After its days; a young refusal stays."""
    old = refuse("junk", url="https://river.example/old")
    young = refuse("more junk", url="https://river.example/young", at=LATER)

    gone = prune(KeepSettings(rejected_days=30), LATER)

    assert gone == Pruned(rejections=1, captures=1, contents=1, bytes=4)
    assert list(models.Capture.objects.values_list("pk", flat=True)) == [young]
    assert not models.Rejection.objects.filter(capture=old).exists()
    assert models.Rejection.objects.get().capture_id == young


def test_a_refusal_that_was_repeated_lately_keeps_its_capture():
    """It is still said, so what it is about is still there."""
    capture = refuse("junk")
    store.put_rejected(Rejected("https://river.example/r", "extract", "no text"), now=LATER)

    assert prune(KeepSettings(rejected_days=30), LATER) == Pruned()
    assert models.Capture.objects.get().pk == capture


def test_fetches_that_found_nothing_new_go_and_those_that_did_stay():
    """Other bytes with the same text; the version's own capture stays, whatever became of it since."""
    first, _ = put("A bridge fell.")
    taken = take("A bridge fell. <ad>", at=NOON + timedelta(hours=1))
    store.put_article(
        taken.capture,
        article("Bridge", "A bridge fell.", url="https://river.example/a"),
        now=NOON + timedelta(hours=1),
    )
    store.settle(first, Outcome.UNCHANGED, version=models.Version.objects.get().pk)  # extracted a second time

    gone = prune(KeepSettings(unchanged_days=30, rejected_days=0), LATER)

    assert (gone.captures, gone.contents) == (1, 1)
    assert models.Capture.objects.get().pk == first
    assert models.Version.objects.get().capture_id == first


def test_bytes_that_another_capture_has_outlive_a_capture():
    """Only what nobody has goes."""
    refuse("junk", url="https://one.example/a")
    keeper, _ = put("junk", url="https://two.example/a", at=LATER)

    gone = prune(KeepSettings(rejected_days=30), LATER)

    assert (gone.captures, gone.contents) == (1, 0)
    assert store.load_capture(keeper).content == b"junk"


def test_zero_days_keep_for_ever():
    """The default of the bytes."""
    put("A bridge fell.")
    refuse("junk")

    keep = KeepSettings(captures_days=0, rejected_days=0, unchanged_days=0)
    assert prune(keep, NOON + timedelta(days=9_000)) == Pruned()


def test_many_rows_go_in_several_transactions(monkeypatch):
    """None is forgotten between them."""
    monkeypatch.setattr(retention, "_ROWS", 2)
    monkeypatch.setattr(retention, "_CONTENTS", 2)
    for n in range(5):
        refuse(f"junk {n}", url=f"https://river.example/{n}")
        put(f"A bridge fell {n}.", url=f"https://river.example/b{n}")

    steps = list(retention.pruning(KeepSettings(captures_days=30, rejected_days=30), LATER))

    assert max(step.rejections for step in steps) == 2
    assert sum(steps, start=Pruned()).rejections == 5
    assert sum(steps, start=Pruned()).contents == 10
    assert not models.Blob.objects.filter(data__isnull=False).exists()


def test_a_worker_prunes_once_a_day_and_a_step_at_a_time(monkeypatch):
    """At its start, and a day later again; in between there is nothing to do."""
    monkeypatch.setattr(retention, "_ROWS", 1)
    refuse("one", url="https://river.example/1")
    refuse("two", url="https://river.example/2")
    keeper = Retention(KeepSettings(rejected_days=30))

    steps = [keeper.step(LATER) for _ in range(6)]
    refuse("three", url="https://river.example/3")

    assert steps == [True, True, True, True, False, False]
    assert not keeper.step(LATER + timedelta(hours=23))
    assert keeper.step(LATER + timedelta(hours=24))


def test_trouble_of_the_store_puts_the_rest_off(monkeypatch):
    """A worker goes on with its work."""

    def broken(*_):
        raise StoreError("the disk is full")

    keeper = Retention(KeepSettings(rejected_days=30))
    refuse("one")
    monkeypatch.setattr(retention, "_rejections", broken)

    assert not keeper.step(LATER)
    monkeypatch.undo()
    assert not keeper.step(LATER + timedelta(minutes=59))
    assert keeper.step(LATER + timedelta(minutes=60))
