"""What a database cannot hold is refused in words, the same on both; nothing hostile stops the store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from counterpoint.desk import models, search, store
from counterpoint.desk.guarded import insisted, kept
from counterpoint.errors import StoreBusyError, StoreRefusedError
from counterpoint.text import sha256
from counterpoint.types import Capture, Rejected
from tests.make import article

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
URL = "https://river.example/a"
pytestmark = pytest.mark.django_db


def put(report, *, fetched=NOON, now=NOON):
    content = report.text.encode("utf-8", "replace")
    taken = store.take_capture(Capture(sha256(content), content, url=URL, fetched=fetched), now=now)
    made = store.put_article(taken.capture, report, now=now)
    search.index(made.article, report)
    return made


@pytest.mark.parametrize("odd", [{"key": "\ud800"}, {"subject": 10**30}])
def test_what_a_driver_cannot_write_is_refused(odd):
    """Lone surrogates and numbers without end: a refusal of this record, not an end of the work."""
    with pytest.raises(StoreRefusedError), kept():
        models.Task.objects.create(**{"kind": "poll", "key": "k", "due": NOON, "created": NOON, **odd})

    assert models.Task.objects.count() == 0


def count_and_fail():
    with kept():
        store.count("extract", "stored")
        raise ZeroDivisionError


def test_nothing_of_what_failed_is_kept():
    """One transaction."""
    with pytest.raises(ZeroDivisionError):
        count_and_fail()

    assert models.Tally.objects.count() == 0


def test_another_writer_in_the_way_is_waited_for():
    """A few times; then it is said."""
    tries = []

    def busy():
        tries.append(1)
        if len(tries) < 3:
            raise StoreBusyError("busy")
        return "kept"

    assert insisted(busy) == "kept"


def test_a_page_of_fifty_thousand_long_words_is_indexed():
    """More than a tsvector holds: what fits is found."""
    words = " ".join(sha256(str(n))[:40] for n in range(40_000))
    put(article("Bridge", words, url=URL))

    assert [hit.title for hit in search.search(sha256("1")[:40])] == ["Bridge"]


@pytest.mark.parametrize("year", [1, 1969, 3058, 3059, 9999])
def test_any_year_can_be_stored_and_sought(year):
    """Before the epoch and after the last second that a key holds."""
    put(article("Bridge", "It fell.", url=URL, published=datetime(year, 12, 31, 23, tzinfo=UTC)))

    assert len(search.search("bridge after:1900")) + len(search.search("bridge before:9999-12-31")) >= 1
    assert len(search.search(f"bridge after:{year:04}")) == 1


def test_over_long_and_odd_fields_of_a_page_are_kept_as_text():
    """A language of a hundred letters, a name with NUL."""
    report = replace(article("Bri\x00dge", "It fell.", url=URL), language="x" * 100, outlet="R\x00" * 300)
    made = put(report)

    row = models.Version.objects.get(pk=made.version)
    assert (len(row.language), row.title, "\x00" in row.outlet_name) == (35, "Bri\ufffddge", False)
    assert len(models.Outlet.objects.get().name) == 200


def test_a_capture_from_the_future_is_not_the_latest_for_ever():
    """An archive's clock was wrong: what comes later is later."""
    put(article("Bridge", "It will fall.", url=URL), fetched=NOON + timedelta(days=9000))
    later = put(
        article("Bridge", "It fell.", url=URL),
        fetched=NOON + timedelta(hours=1),
        now=NOON + timedelta(hours=1),
    )

    assert models.Article.objects.get().latest_id == later.version


@pytest.mark.parametrize("withdrawn_first", [True, False])
def test_what_its_sender_takes_back_is_withdrawn_in_any_order(withdrawn_first):
    """Files of a delivery are read side by side: the withdrawal may be kept before its item."""
    back = Rejected("k.xml", "extract", "Its sender takes it back.", withdraws="urn:a")

    def take_back():
        content = b"kill"
        taken = store.take_capture(Capture(sha256(content), content, url=URL), now=NOON)
        store.put_rejected(back, now=NOON, capture=taken.capture)

    if withdrawn_first:
        take_back()
    put(replace(article("Bridge", "It fell.", url=URL), guid="urn:a"))
    if not withdrawn_first:
        take_back()

    assert models.Article.objects.get().withdrawn == NOON
