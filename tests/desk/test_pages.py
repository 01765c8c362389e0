"""Pages are asked again for edits, and a change that comes while one is asked for is not lost."""

from datetime import timedelta

import pytest

from counterpoint.desk import feeds, models, pages, store
from counterpoint.desk.intake import Intake
from counterpoint.desk.pages import Page, keep_fetch
from counterpoint.desk.polling import _keep_entries
from counterpoint.desk.tasks import Kind
from counterpoint.errors import FetchError, FetchKind
from counterpoint.text import sha256
from counterpoint.types import Capture, Entry, Subscription
from tests.desk.inline import NOON, claimed, tools
from tests.make import article

URL = "https://river.example/a"
WORDS = "The bridge was closed on Monday after an inspection. " * 12
pytestmark = pytest.mark.django_db


def listed(**fields):
    """A feed that lists one entry; returns the task of its page, taken, and the entry."""
    if not models.Feed.objects.exists():
        feeds.add_feed(Subscription("https://river.example/feed"), now=NOON)
    entry = Entry("1", **{"url": URL, "title": "Bridge", **fields})
    _keep_entries(feeds.feed_state(models.Feed.objects.get().pk), (entry,), NOON)
    return entry


def page(entry, content=b"A bridge fell.", **more):
    got = Capture(sha256(content), content, url=URL, fetched=NOON)
    return Page(entry, **{"capture": got, "mark": feeds.mark_of(entry), **more})


def test_a_page_is_asked_again_after_one_six_and_twenty_four_hours():
    """Then no more."""
    entry, waits = listed(), []
    at = NOON
    for _ in range(4):
        job = claimed(Kind.FETCH, at)
        keep_fetch(job, page(entry), tools(at))
        due = models.Task.objects.filter(kind="fetch").values_list("due", flat=True).first()
        waits.append(due and due - at)
        at = due or at

    assert waits == [timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), None]


def test_a_change_listed_while_the_page_is_asked_for_is_fetched_again():
    """At once, even at the last recheck."""
    entry = listed()
    job = claimed(Kind.FETCH)
    models.Entry.objects.update(rechecks=3)
    listed(updated=NOON)

    keep_fetch(job, page(entry), tools())

    assert models.Task.objects.get(kind="fetch").due == NOON


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path):
    """The task of a folder's file ends only where the file is as it was."""
    entry = listed(url=None)
    job = claimed(Kind.FETCH)
    intake = Intake(iter([page(entry).capture]), job=job, mark=feeds.mark_of(entry))
    listed(url=None, title="1 2")

    intake.step(tools())

    assert models.Task.objects.get(kind="fetch").state == "ready"
    second = Intake(iter([]), job=claimed(Kind.FETCH), mark=models.Entry.objects.get().mark)
    second.step(tools())
    assert not models.Task.objects.filter(kind="fetch").exists()


def test_a_page_that_says_again_what_it_said_before_is_a_version_again():
    """An edit that is taken back, byte for byte; and no version more when it is seen once more."""
    for hour, text in enumerate(["A fell.", "B fell.", "A fell.", "A fell."]):
        at = NOON + timedelta(hours=hour)
        capture = Capture(sha256(text), text.encode(), url=URL, fetched=at)
        taken = store.take_capture(capture, now=at)
        if taken.owed:
            store.put_article(taken.capture, article("Bridge", text, url=URL), now=at)

    home = models.Article.objects.get()
    assert home.versions_count == 3
    assert store.load_article(home.latest_id).text.endswith("A fell.")


@pytest.mark.parametrize(
    ("kind", "asked_again"), [(FetchKind.LATER, True), (FetchKind.TIMEOUT, True), (FetchKind.GONE, False)]
)
def test_what_fails_for_now_is_asked_again(kind, asked_again):
    """And what fails for good is refused once."""
    entry = listed()
    error = FetchError("not now", url=URL, kind=kind, temporary=asked_again)

    outcome = keep_fetch(claimed(Kind.FETCH), Page(entry, error=error), tools())

    assert outcome == (None if asked_again else "rejected")
    assert models.Task.objects.filter(kind="fetch").exists() == asked_again


def test_the_feeds_text_stands_in_where_the_page_may_not_be_had():
    """Where it is the whole report; a teaser is none."""

    def barred(*_):
        raise FetchError("robots.txt disallows it", url=URL, kind=FetchKind.ROBOTS)

    held = type("T", (), {"fetcher": type("F", (), {"ask": barred})(), "sites": object()})()
    whole, teaser = Entry("1", URL, "T", content=WORDS), Entry("2", URL, "T", summary="Short.")

    assert pages._fetch(whole, None, "River", "en", held).capture.url == URL
    assert pages._fetch(teaser, None, "River", "en", held).error is not None
