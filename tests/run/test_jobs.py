"""What runs in children gives plain records, and a refusal is one of them."""

from counterpoint.extract.stamps import read_stamp
from counterpoint.run import jobs
from counterpoint.run.jobs import FeedBytes, ToAnnotate
from counterpoint.text import sha256
from counterpoint.types import Capture, FeedKind, Report
from tests.make import article

WORDS = "The bridge was closed on Monday after an inspection found cracks. " * 12


def page(head="", words=WORDS):
    html = f"<!doctype html><html lang=en><head><title>Bridge closed</title>{head}</head><body><article><h1>Bridge closed</h1><p>{words}</p></article></body></html>"
    content = html.encode()
    return Capture(sha256(content), content, url="https://river.example/a", content_type="text/html")


def test_a_page_gives_its_article_and_what_it_says_of_reuse():
    """Both."""
    found = jobs.extract(page('<meta name="tdm-reservation" content="1">'))

    assert found.article.title == "Bridge closed"
    assert found.rejected is None
    assert found.signals == found.article.signals != ()


def test_a_page_without_a_report_says_why_and_what_it_says_of_reuse():
    """A page that holds none may still reserve its site's rights."""
    found = jobs.extract(page('<meta name="tdm-reservation" content="1">', words="Few."))

    assert found.article is None
    assert found.rejected.reason
    assert found.signals


def test_a_time_that_never_comes_is_one_that_records_hold():
    """The year 9999 in a zone west of Greenwich has no place in UTC's calendar."""
    stamp = read_stamp("9999-12-31T23:59:59-05:00")

    assert stamp.utcoffset().total_seconds() == 0
    assert stamp.year == 9999


def test_a_feed_is_read_or_refused():
    """One of the two."""
    rss = b"<rss version='2.0'><channel><title>R</title><item><title>T</title></item></channel></rss>"

    assert jobs.parse(FeedBytes(rss, None, None)).feed.kind is FeedKind.RSS
    assert jobs.parse(FeedBytes(b"words", "https://river.example/", "text/html")).rejected.reason


def test_an_article_is_annotated_and_compared_with_the_version_before():
    """Changes only where there was one."""
    old, new = article("Bridge", "Two people were hurt."), article("Bridge", "Three people were hurt.")
    first = jobs.annotate(ToAnnotate(old, None))
    second = jobs.annotate(ToAnnotate(new, Report(old, first.marks)))

    assert first.changes is None
    assert second.changes.sentences
