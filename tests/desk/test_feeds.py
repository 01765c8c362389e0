"""Feeds are added once, and what they list is known once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from counterpoint.desk import feeds, models, polling, tasks
from counterpoint.desk.feeds import add_feed, add_feeds, feed_state, new_entries
from counterpoint.desk.polling import Polled, keep_poll
from counterpoint.desk.tasks import Kind
from counterpoint.errors import ConfigError, FetchError, FetchKind
from counterpoint.ingest.answers import Fetched, Validators
from counterpoint.types import Capture, Entry, FeedKind, ParsedFeed, Subscription
from tests.desk.inline import NOON, claimed, tools

URL = "https://river.example/feed"
pytestmark = pytest.mark.django_db


def feed(url=URL, kind=""):
    add_feed(Subscription(url), now=NOON, kind=kind)
    return feed_state(models.Feed.objects.get(url=url).pk)


def polled(found):
    """Keep a poll of the one feed; returns its outcome."""
    return keep_poll(claimed(Kind.POLL), found, tools())


def fetched(moved=None):
    return Fetched(Capture("c" * 64, b"", url=URL), Validators(), moved, None, 1)


@pytest.mark.parametrize("again", [URL, "HTTPS://River.Example:443/feed", URL + "#top", f" {URL} "])
def test_a_feed_is_added_once(again):
    """However its address is written; its first poll is owed once."""
    assert add_feed(Subscription(URL), now=NOON)
    assert not add_feed(Subscription(again), now=NOON)

    assert models.Feed.objects.get().url == URL
    assert models.Task.objects.count() == 1


def test_a_stopped_feed_that_is_added_again_is_polled_again():
    """It was gone, and is back."""
    state = feed()
    models.Feed.objects.update(active=False, next_poll=None)

    add_feed(Subscription(URL), now=NOON)

    assert feed_state(state.id) is not None


@pytest.mark.parametrize(
    "url",
    [
        "https://desk:hunter2@river.example/feed",
        "ftp://river.example/feed",
        "feed",
        "https://river.example/" + "a" * 3000,
        "https://river.example/" + "河" * 1900,
        "https://river.example:22/feed",
        "https://\x00/",
    ],
)
def test_an_address_that_cannot_be_polled_is_refused(url):
    """In a sentence that does not say the password; in a list the others are added."""
    with pytest.raises(ConfigError) as caught:
        add_feed(Subscription(url), now=NOON)
    new, refused = add_feeds([(Subscription(url), ""), (Subscription(URL), "")], now=NOON)

    assert "hunter2" not in str(caught.value)
    assert ([s.url for s in new], len(refused)) == ([URL], 1)


def test_what_a_list_says_of_a_feed_is_kept_as_text():
    """Names from outside may hold what no database takes."""
    add_feed(Subscription(URL, title="R\x00", folders=("a\ud800",)), now=NOON)

    row = models.Feed.objects.get()
    assert (row.title, row.folders) == ("R\ufffd", ["a\\ud800"])


def test_entries_are_new_once_and_again_when_they_change():
    """In the order of the feed; a changed one has its rechecks before it."""
    state = feed()
    one, two = Entry("1", "https://river.example/1", "One"), Entry("2", "https://river.example/2", "Two")

    assert list(new_entries(state, [one, two], now=NOON).values()) == [one.url, two.url]
    models.Entry.objects.update(rechecks=3)
    changed = replace(two, updated=NOON)
    assert list(new_entries(state, [one, changed], now=NOON).values()) == [two.url]
    assert list(models.Entry.objects.order_by("key").values_list("rechecks", flat=True)).count(0) == 1
    assert models.Entry.objects.count() == 2


def test_an_entry_under_another_id_is_the_same_entry():
    """Some feeds number anew at each poll; without an address the id is all there is."""
    state = feed()
    entry = Entry("1", "https://river.example/1", "One")
    bare = replace(entry, url=None)

    assert len(new_entries(state, [entry, replace(entry, id="1b")], now=NOON)) == 1
    assert len(new_entries(state, [replace(entry, id="2")], now=NOON)) == 0
    assert len(new_entries(state, [replace(bare, id="3"), replace(bare, id="4")], now=NOON)) == 2


def test_two_feeds_may_list_the_same_entry():
    """Each knows it."""
    entry = Entry("1", "https://river.example/1", "One")
    states = [feed(), feed("https://river.example/sport")]

    assert [len(new_entries(state, [entry], now=NOON)) for state in states] == [1, 1]


@pytest.mark.parametrize("year", [1, 9999])
def test_entries_at_the_ends_of_the_calendar_are_kept(year):
    """In zones in which UTC has no such day."""
    zone = datetime.fromisoformat(f"{year:04}-01-01T00:00:00{'+' if year == 1 else '-'}05:00").tzinfo
    when = datetime(year, 1 if year == 1 else 12, 1 if year == 1 else 31, 23 * (year > 1), tzinfo=zone)

    assert feeds.in_utc(when) is None
    assert feeds.mark_of(Entry("1", updated=when)) == feeds.mark_of(Entry("1"))
    assert feeds.in_utc(datetime(year, 6, 1, tzinfo=UTC)) is not None


def test_of_a_long_list_the_newest_are_looked_at():
    """Sitemaps stand in any order; a short list stays as it is."""
    days = [Entry(str(n), published=NOON + timedelta(days=n)) for n in range(5)]

    assert [e.id for e in polling._newest((Entry("x"), *days), 2)] == ["4", "3"]
    assert [e.id for e in polling._newest(tuple(days), 5)] == ["0", "1", "2", "3", "4"]


def test_many_new_entries_owe_their_pages_in_bulk(django_assert_max_num_queries):
    """A thousand entries cost a few dozen statements."""
    state = feed()
    entries = tuple(Entry(str(n), f"https://river.example/{n}", str(n)) for n in range(1000))

    with django_assert_max_num_queries(60):
        polling._keep_entries(state, entries, NOON)

    assert models.Task.objects.filter(kind="fetch", host="river.example").count() == 1000


def test_an_index_inside_an_index_is_not_followed():
    """A server could make up new ones without end; an index that was added by hand is followed."""
    index = b'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://river.example/map</loc></sitemap></sitemapindex>'
    answer = Fetched(Capture("i" * 64, index, url=URL), Validators(), None, None, 1)
    fetcher = type("F", (), {"ask": lambda *_: answer})()

    inner = polling._poll(feed(kind=FeedKind.SITEMAP), tools(fetcher=fetcher))
    outer = polling._poll(feed("https://river.example/index"), tools(fetcher=fetcher))

    assert "index" in inner.refusal
    assert outer.parsed.kind is FeedKind.SITEMAP_INDEX


def test_an_indexs_sitemaps_that_nobody_can_ask_are_left_out():
    """Of an index's addresses only those of the web are added."""
    listed = tuple(Entry(u, u) for u in ("https://river.example/map", "ftp://river.example/map", None) if u)

    assert feeds.add_children(feed(), ParsedFeed(FeedKind.SITEMAP_INDEX, entries=listed), now=NOON) == 1


def test_a_feed_that_moved_to_one_that_is_polled_is_polled_no_more():
    """Else every entry would be asked for twice."""
    feed()
    add_feed(Subscription("https://river.example/new"), now=NOON)
    models.Task.objects.exclude(subject=models.Feed.objects.get(url=URL).pk).delete()

    assert polled(
        Polled(feed_state(models.Feed.objects.get(url=URL).pk), fetched("https://river.example/new"))
    )

    row = models.Feed.objects.get(url=URL)
    assert (row.active, "polled already" in row.error) == (False, True)
    assert models.Task.objects.count() == 0


def test_a_feed_that_moved_is_asked_at_its_new_address():
    """For good."""
    polled(Polled(feed(), fetched("https://river.example/new")))

    assert models.Feed.objects.get().url == "https://river.example/new"


def test_a_feed_that_is_gone_is_not_asked_again():
    """410: the error says why."""
    error = FetchError("the server answers 410", url=URL, kind=FetchKind.GONE)

    assert polled(Polled(feed(), error=error)) == "rejected"
    assert (models.Feed.objects.get().active, models.Task.objects.count()) == (False, 0)


def test_tries_that_failed_are_forgotten_once_it_goes_well():
    """Else a feed with some trouble a year would be set aside in the end."""
    state = feed()
    models.Task.objects.update(tries=4)

    polled(Polled(state, fetched()))

    assert models.Task.objects.get().tries == 0


def test_a_folders_files_with_names_that_are_no_text_are_refused(tmp_path):
    """The others are listed, and the refusal says what to do."""
    (tmp_path / "a.html").write_text("x")
    (tmp_path / "b\udcff.html").write_text("x")
    add_feed(feeds.folder_of(tmp_path), now=NOON, kind=feeds.FOLDER)
    state = feed_state(models.Feed.objects.get().pk)

    found = polling._list_files(state, tools())
    assert polled(found) == "fetched"

    assert [e.id for e in found.files] == [str(tmp_path / "a.html")]
    assert "rename" in models.Rejection.objects.get().reason


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    """And looked for again later."""
    add_feed(feeds.folder_of(tmp_path / "none"), now=NOON, kind=feeds.FOLDER)
    found = polling._list_files(feed_state(models.Feed.objects.get().pk), tools())

    assert polled(found) == "rejected"
    assert tasks.owed(Kind.POLL, [models.Feed.objects.get().pk])
