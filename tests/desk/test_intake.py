"""What is given is taken in by batches, and what became of it adds up at any time."""

import pytest

from counterpoint.desk import models, store, tasks
from counterpoint.desk.intake import BATCH, Intake, summary
from counterpoint.desk.store import Outcome
from counterpoint.desk.tasks import Kind
from counterpoint.text import sha256
from counterpoint.types import Capture, Rejected
from tests.desk.inline import NOON, claimed, tools

pytestmark = pytest.mark.django_db


def capture(name, content=None):
    content = content or name.encode()
    return Capture(sha256(content), content, url=f"https://river.example/{name}")


def taken(*items, **options):
    intake = Intake(iter(items), **options)
    while intake.step(tools()):
        pass
    return intake


def parts(intake):
    found = summary([intake])
    assert found.asked == found.stored + found.unchanged + found.rejected
    return found.asked, found.stored, found.unchanged, found.rejected, found.waiting


def settle(url, outcome, reason=""):
    row = models.Capture.objects.get(url__endswith=url)
    store.settle(row.pk, outcome, reason=reason)


def test_counts_add_up_while_extraction_is_owed():
    """After an interruption: what has no outcome yet is told apart."""
    intake = taken(capture("a"), capture("b"), capture("a"), Rejected("x", "ingest", "no such file"))
    assert parts(intake) == (2, 0, 1, 1, 2)

    settle("a", Outcome.STORED)
    assert parts(intake) == (3, 1, 1, 1, 1)

    settle("b", Outcome.REJECTED, "no report")
    assert parts(intake) == (4, 1, 1, 2, 0)
    assert summary([intake]).reasons == {"no such file": 1, "no report": 1}


def test_what_was_left_unfinished_counts_as_stored_by_the_call_that_finishes_it():
    """Owed still from a call that was stopped: nothing is owed twice."""
    taken(capture("a"))
    again = taken(capture("a"))
    settle("a", Outcome.STORED)
    third = taken(capture("a"))

    assert parts(again) == (1, 1, 0, 0, 0)
    assert parts(third) == (1, 0, 1, 0, 0)
    assert models.Task.objects.count() == 1


def test_what_was_set_aside_is_rejected_again_with_its_reason():
    """A record that killed its child is not tried by the next call."""
    taken(capture("a"))
    tasks.failed(claimed(Kind.EXTRACT), "it took too long", tries=1, due=NOON)
    settle("a", Outcome.REJECTED, "it is set aside")

    assert parts(taken(capture("a"))) == (1, 0, 0, 1, 0)
    assert models.Task.objects.get().state == "quarantined"


def test_more_than_a_batch_is_taken_in_steps():
    """A batch is one transaction."""
    intake = Intake(iter([capture(str(n)) for n in range(BATCH + 1)]))

    assert intake.step(tools())
    assert intake.asked == BATCH
    assert not intake.step(tools())
    assert intake.asked == BATCH + 1


def test_nothing_given_is_nothing_asked():
    """And the task that it ends is over."""
    assert parts(taken()) == (0, 0, 0, 0, 0)


def rss(*items):
    body = "".join(f"<item><title>{t}</title>{more}</item>" for t, more in items)
    return f"<rss version='2.0'><channel><title>R</title>{body}</channel></rss>".encode()


WORDS = "The bridge was closed on Monday after an inspection. " * 12


def test_a_saved_feed_gives_its_entries():
    """Those with their text; the teasers are refused, each by its name."""
    items = [("T", f"<description>{WORDS}</description>"), ("U", "<description>Short.</description>")]
    intake = taken(capture("feed", rss(*items)))

    assert (intake.asked, intake.refused.total(), len(intake.taken)) == (2, 1, 1)


def test_entries_without_addresses_are_captures_of_their_own():
    """Two of them, from two feeds of one name."""
    items = [(t, f"<description>{t} {WORDS}</description>") for t in ("One", "Two")]
    intake = taken(capture("feed", rss(*items)), capture("other", rss(*items)))

    assert (intake.asked, len(intake.taken)) == (4, 2)
    assert set(models.Capture.objects.values_list("url", "path")) == {("", "")}


def test_a_long_feed_is_taken_in_batches():
    """A feed of hundreds is not one transaction."""
    intake = Intake(iter([capture("feed", rss(*((str(n), "") for n in range(BATCH * 3))))]))

    assert intake.step(tools())
    assert intake.asked == BATCH


def test_a_sitemap_is_refused_once():
    """It names pages and holds none: one refusal, not one for each of its addresses."""
    urls = "".join(f"<url><loc>https://river.example/{n}</loc></url>" for n in range(100))
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()
    intake = taken(capture("map", sitemap))

    assert parts(intake) == (1, 0, 0, 1, 0)
    assert "counterpoint add" in models.Rejection.objects.get().reason


def test_odd_bytes_that_look_like_a_feed_are_refused():
    """With the parser's reason."""
    assert parts(taken(capture("x", b"<rss version='2.0'><channel>")))[3] == 1


def test_a_password_in_a_name_is_not_kept():
    """Neither in the item nor in the reason."""
    url = "https://desk:hunter2@river.example/a"
    taken(Rejected(url, "ingest", f"{url}: no address"))

    row = models.Rejection.objects.get()
    assert "hunter2" not in row.item + row.reason
