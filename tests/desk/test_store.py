"""Records go into the store and come out as they were; the same thing twice is kept once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpoint import types
from counterpoint.desk import models, store
from counterpoint.desk.records import pack, unpack
from counterpoint.desk.store import Outcome
from counterpoint.errors import StoreError
from counterpoint.text import sha256
from counterpoint.types import Action, Capture, Quantity, Rejected, Signal, SignalKind
from tests.make import article

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def page(text="A bridge fell.", url="https://river.example/a", at=NOON):
    content = text.encode()
    return Capture(
        id=sha256(content), content=content, url=url, fetched=at, headers=(("server", "x"),), status=200
    )


def put(text, *, url="https://river.example/a", at=NOON, now=NOON):
    taken = store.take_capture(page(text, url, at), now=now)
    return store.put_article(taken.capture, article("Bridge", text, url=url), now=now)


def test_a_capture_comes_back_as_it_went_in():
    """Bytes, address, headers and times are the same; its bytes are compressed."""
    signal = Signal(SignalKind.META, "<meta name=robots content=noai>", "page", denies=(Action.ANALYSE,))
    given_ = page("A bridge fell. " * 500)

    taken = store.take_capture(given_, now=NOON, signals=(signal,))

    assert store.load_capture(taken.capture) == given_
    assert store.load_signals(taken.capture) == (signal,)
    assert len(models.Blob.objects.get().data) < len(given_.content) / 10


def test_the_same_bytes_from_the_same_place_are_one_capture():
    """Taken again, its extraction is owed until it is done, and the time it was last seen is noted."""
    first = store.take_capture(page(), now=NOON)
    second = store.take_capture(page(), now=NOON + timedelta(minutes=1))
    store.settle(first.capture, Outcome.STORED)
    third = store.take_capture(page(), now=NOON + timedelta(hours=1))

    assert (first.owed, second.owed, third.owed) == (True, True, False)
    assert first.capture == second.capture == third.capture
    assert models.Capture.objects.get().seen == NOON + timedelta(hours=1)


def test_the_same_bytes_from_two_places_are_two_captures_and_one_blob():
    """Two outlets that carry the same bytes stay two voices to look at."""
    store.take_capture(page(url="https://one.example/a"), now=NOON)
    store.take_capture(page(url="https://two.example/a"), now=NOON)

    assert (models.Capture.objects.count(), models.Blob.objects.count()) == (2, 1)


def test_a_file_name_that_is_no_utf8_is_kept():
    """What no database takes in a text is written out; nothing fails."""
    capture = Capture(id=sha256(b"x"), content=b"x", path=Path("wire/\udcff\x00.txt"))

    taken = store.take_capture(capture, now=NOON)

    assert store.load_capture(taken.capture).path == Path("wire/\\udcff\ufffd.txt")


def test_a_page_that_changes_becomes_a_new_version():
    """Same address, other text: one article, two versions, the later one the latest."""
    first = put("A bridge fell.")
    second = put("A bridge fell. Two were hurt.", at=NOON + timedelta(hours=1))

    home = models.Article.objects.get()
    assert (first.outcome, second.outcome) == (Outcome.STORED, Outcome.STORED)
    assert home.versions_count == 2
    assert home.latest_id == second.version
    assert store.version_before(second.version) == first.version
    assert store.load_article(first.version).text == "Bridge\n\nA bridge fell."


def test_other_bytes_with_the_same_text_are_no_version():
    """Advertisements change at every fetch; the article has not."""
    put("A bridge fell.")
    taken = store.take_capture(replace(page("A bridge fell.  "), content=b"A bridge fell. <ad>"), now=NOON)
    again = store.put_article(
        taken.capture, article("Bridge", "A bridge fell.", url="https://river.example/a"), now=NOON
    )

    assert again.outcome is Outcome.UNCHANGED
    assert models.Version.objects.count() == 1


def test_a_text_that_returns_to_an_earlier_state_is_a_version_again():
    """A, then B, then A: what a reader saw last is what the latest version says."""
    put("A")
    put("B", at=NOON + timedelta(hours=1))
    store_again = page("A", at=NOON + timedelta(hours=2))
    taken = store.take_capture(replace(store_again, id=sha256(b"A!"), content=b"A!"), now=NOON)
    third = store.put_article(taken.capture, article("Bridge", "A", url="https://river.example/a"), now=NOON)

    assert third.outcome is Outcome.STORED
    assert models.Article.objects.get().latest_id == third.version


def test_an_archive_read_late_fills_in_the_past():
    """A capture older than what is stored becomes a version, and not the latest one."""
    new = put("A bridge fell. Two were hurt.")
    old = put("A bridge fell.", at=NOON - timedelta(days=1))

    assert models.Article.objects.get().latest_id == new.version
    assert store.version_before(new.version) == old.version


def test_a_page_cannot_put_itself_in_the_place_of_another_site():
    """rel=canonical is believed within a site only."""
    put("A bridge fell.", url="https://river.example/a")
    taken = store.take_capture(page("Lies.", url="https://evil.example/x"), now=NOON)
    store.put_article(taken.capture, article("Lies", "Lies.", url="https://river.example/a"), now=NOON)

    assert models.Article.objects.count() == 2


def test_a_refusal_is_counted_and_settles_its_capture():
    """The same item refused for the same reason twice is one row."""
    taken = store.take_capture(page(), now=NOON)
    for _ in range(2):
        store.put_rejected(Rejected("p", "extract", "no text"), now=NOON, capture=taken.capture)

    assert models.Rejection.objects.get().times == 2
    assert models.Capture.objects.get().outcome == "rejected"


def test_damaged_bytes_are_a_store_error_with_a_remedy():
    """Not a decoder's traceback."""
    with pytest.raises(StoreError, match="backup"):
        unpack(b"not zstd", types.Article)
    with pytest.raises(StoreError, match="backup"):
        unpack(pack({"nothing": 1}), types.Article)


def test_infinite_bounds_and_times_without_zone_survive():
    """ "At least 20" has no upper bound; a page's time may have no zone."""
    span = types.Span("a1", 0, 4)
    quantity = Quantity(span, "20+", 20.0, float("inf"), "person")
    dated = replace(article("T", "x"), published=datetime(2026, 3, 2, 12))  # noqa: DTZ001 - the point

    assert unpack(pack(quantity), Quantity) == quantity
    assert unpack(pack(dated), types.Article) == dated


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text())
def test_any_text_can_be_kept(text):
    """Lone surrogates and NUL are written out, and the result passes UTF-8."""
    kept = store.storable(text)

    assert "\x00" not in kept
    assert kept.encode().decode() == kept
    assert kept == text or "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text)


def test_counts_add_up():
    """Each stage's outcomes are counted from nothing on."""
    store.count("extract", "stored")
    store.count("extract", "stored", 2)

    assert models.Tally.objects.get(stage="extract", outcome="stored").count == 3
