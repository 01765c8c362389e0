"""The worker takes reports from their feeds into the store, and loses none."""

import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from counterpoint.config import FetchSettings, RightsSettings, Settings, StoriesSettings, WorkSettings
from counterpoint.desk import feeds, models, stages, store, tasks
from counterpoint.desk.guarded import kept
from counterpoint.desk.identity import process_name, vanished
from counterpoint.desk.intake import Intake, summary
from counterpoint.desk.tasks import Kind
from counterpoint.desk.tools import open_tools
from counterpoint.desk.worker import Worker
from counterpoint.errors import StoreFullError
from counterpoint.ingest.doors import open_door
from counterpoint.run import jobs
from counterpoint.text import sha256
from counterpoint.types import Capture, Rejected, Subscription
from tests.desk.hanging import hanging
from tests.make import article
from tests.servers import Server, page, reply

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORDS = " ".join(
    f"The bridge over the river was closed on day {n} after an inspection found cracks." for n in range(12)
)
LOCAL = FetchSettings(delay=0.0, private_networks=("127.0.0.0/8",), retries=1, timeout=5.0)
SETTINGS = Settings(
    fetch=LOCAL, work=WorkSettings(processes=1, annotate=False), stories=StoriesSettings(enabled=False)
)
pytestmark = pytest.mark.django_db(transaction=True)


class Clock:
    """A time that moves when it is told to."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self):
        return self.time

    def on(self, **more):
        self.time += timedelta(**more)


@contextmanager
def a_worker(*, settings=SETTINGS, network=True, **options):
    """A worker with a clock of its own."""
    clock = Clock()
    with open_tools(settings, network=network, clock=clock) as tools:
        worker = Worker(tools, children=1, **options)
        worker.clock = clock
        yield worker


def html(title, words=WORDS, head=""):
    return f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1><p>{words}</p></article></body></html>"


def rss(server, *names, extra=""):
    items = "".join(
        f"<item><title>{n}</title><link>{server.url}/{n}</link><guid>{n}</guid>{extra}</item>" for n in names
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>River</title><link>{server.url}</link>{items}</channel></rss>'


def serve(server, **pages_):
    for name, body in pages_.items():
        server.routes[f"/{name}"] = page(body)


def add(server, path="/feed", now=NOON):
    with kept():
        feeds.add_feed(Subscription(server.url + path), now=now)


def titles():
    return sorted(models.Article.objects.values_list("latest__title", flat=True))


def counts(stage):
    return dict(models.Tally.objects.filter(stage=stage).values_list("outcome", "count"))


def test_what_a_feed_lists_is_fetched_extracted_and_found():
    """From the feed's address to an article in the index, each entry once."""
    with Server({}) as server, a_worker() as worker:
        serve(server, feed=rss(server, "one", "two"), one=html("Bridge closed"), two=html("Bridge cracked"))
        add(server)
        worker.drain()

        assert titles() == ["Bridge closed", "Bridge cracked"]
        feed = models.Feed.objects.get()
        assert (feed.kind, feed.title, feed.error) == ("rss", "River", "")
        assert feed.next_poll > NOON
        assert counts("poll") == {"fetched": 1}
        assert counts("fetch") == {"fetched": 2}
        assert counts("extract") == {"stored": 2}
        assert sorted(server.paths()).count("/one") == 1


def test_a_feed_that_has_not_changed_costs_nothing_more():
    """The next poll finds the same bytes: no entry is new, no page is fetched."""
    with Server({}) as server, a_worker() as worker:
        serve(server, feed=rss(server, "one"), one=html("Bridge closed"))
        add(server)
        worker.drain()
        models.Task.objects.filter(kind="poll").update(due=NOON)
        worker.drain()

        assert counts("poll") == {"fetched": 1, "not_modified": 1}
        assert counts("fetch") == {"fetched": 1}


def test_an_edited_page_becomes_a_new_version():
    """An hour after it was found a page is asked again; what is the same is no version, what is not is one."""
    with Server({}) as server, a_worker() as worker:
        serve(server, feed=rss(server, "one"), one=html("Bridge closed"))
        add(server)
        worker.drain()
        server.routes["/one"] = page(html("Bridge closed", WORDS + " Two people were hurt."))
        models.Task.objects.filter(kind="poll").delete()
        worker.clock.on(hours=1)
        worker.drain()
        worker.clock.on(hours=6)
        worker.drain()

        home = models.Article.objects.get()
        assert home.versions_count == 2
        assert store.load_article(home.latest_id).text.endswith("Two people were hurt.")
        assert models.Entry.objects.get().rechecks == 3


def test_every_answer_is_fetched_not_modified_or_rejected():
    """A feed that fails says why in its row; pages that fail are refused with the reason."""
    with Server({}) as server, a_worker() as worker:
        serve(server, feed=rss(server, "gone", "empty"), empty="")
        server.routes["/gone"] = page("", status=410)
        add(server)
        add(server, "/nothing")
        worker.drain()

        assert counts("poll") == {"fetched": 1, "rejected": 1}
        assert counts("fetch") == {"fetched": 1, "rejected": 1}
        assert counts("extract") == {"rejected": 1}
        assert "404" in models.Feed.objects.get(url__endswith="nothing").error
        assert {r.stage for r in models.Rejection.objects.all()} == {"poll", "fetch", "extract"}


def test_a_page_whose_server_has_trouble_is_tried_again_later():
    """A minute later, then after two: the third answer counts."""
    with Server({}) as server, a_worker() as worker:
        serve(server, feed=rss(server, "one"))
        server.routes["/one"] = lambda r: [reply(503)] if r.nth < 3 else page(html("Bridge closed"))(r)
        add(server)
        worker.drain()
        assert (titles(), counts("fetch")) == ([], {})
        for minutes in (1, 2):
            worker.clock.on(minutes=minutes)
            worker.drain()

        assert titles() == ["Bridge closed"]
        assert counts("fetch") == {"fetched": 1}


def test_the_feeds_own_text_stands_in_for_a_page_that_may_not_be_asked_for():
    """robots.txt bars the page; the feed carries the whole report."""
    with Server({}) as server, a_worker() as worker:
        server.routes["/robots.txt"] = page("User-agent: *\nDisallow: /one", content_type="text/plain")
        serve(server, feed=rss(server, "one", extra=f"<description>&lt;p&gt;{WORDS}&lt;/p&gt;</description>"))
        add(server)
        worker.drain()

        assert titles() == ["one"]
        assert "/one" not in server.paths()


def test_a_sitemap_index_brings_its_sitemaps():
    """Each is polled as a feed of its own."""
    with Server({}) as server, a_worker() as worker:
        server.routes["/index"] = page(
            f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{server.url}/map</loc></sitemap></sitemapindex>',
            content_type="application/xml",
        )
        server.routes["/map"] = page(
            f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{server.url}/one</loc></url></urlset>',
            content_type="application/xml",
        )
        serve(server, one=html("Bridge closed"))
        add(server, "/index")
        worker.drain()

        assert titles() == ["Bridge closed"]
        assert set(models.Feed.objects.values_list("kind", flat=True)) == {"sitemap_index", "sitemap"}


def test_a_folder_is_looked_through_again(tmp_path):
    """A file that is new is taken in, one that is not is passed over."""
    (tmp_path / "a.html").write_text(html("Bridge closed"))
    with a_worker() as worker:
        with kept():
            feeds.add_feed(feeds.folder_of(tmp_path), now=NOON, kind=feeds.FOLDER)
        worker.drain()
        (tmp_path / "b.html").write_text(html("Bridge cracked"))
        worker.clock.on(minutes=5, seconds=1)
        worker.drain()

        assert titles() == ["Bridge closed", "Bridge cracked"]
        assert models.Entry.objects.count() == 2


def test_what_is_given_adds_up(tmp_path):
    """Stored, unchanged and rejected are all that was asked, the second time too."""
    (tmp_path / "a.html").write_text(html("Bridge closed"))
    (tmp_path / "b.html").write_text(html("Bridge cracked"))
    (tmp_path / "c.bin").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "feed.xml").write_text(
        f"<rss version='2.0'><channel><title>R</title><item><title>T</title><description>{WORDS}</description></item>"
        "<item><title>U</title><link>https://river.example/u</link><description>Short.</description></item></channel></rss>"
    )
    found = []
    for _ in range(2):
        with a_worker(network=False, polls=False, patient=False) as worker:
            intake = Intake(open_door(str(tmp_path), None))
            worker.add(intake)
            worker.drain()
            found.append(summary([intake]))

    first, second = found
    assert (first.asked, first.stored, first.unchanged, first.rejected) == (5, 3, 0, 2)
    assert (second.asked, second.stored, second.unchanged, second.rejected) == (5, 0, 3, 2)
    assert sum(first.reasons.values()) == 2


def test_an_input_that_kills_its_child_is_set_aside_after_two_tries(monkeypatch):
    """It is named with what it did, counted as rejected, and can be tried again; others go on."""
    monkeypatch.setattr("counterpoint.run.jobs.extract", hanging)
    settings = replace(SETTINGS, work=replace(SETTINGS.work, parse_seconds=0.2))
    with a_worker(settings=settings, network=False, polls=False) as worker:
        bad = Capture(sha256(b"hang"), b"hang", url="https://river.example/hang")
        intake = Intake(iter([bad, Rejected("x", "ingest", "no such file")]))
        worker.add(intake)
        worker.drain()
        worker.clock.on(seconds=2)
        worker.drain()

        (task,) = models.Task.objects.all()
        assert (task.state, task.tries) == ("quarantined", 2)
        assert "CPU" in task.error
        found = summary([intake])
        assert (found.asked, found.rejected) == (2, 2)
        assert any("counterpoint retry" in reason for reason in found.reasons)
        assert tasks.retry([task.pk], now=worker.clock()) == 1


def test_a_result_that_cannot_be_kept_waits_until_there_is_room(monkeypatch, tmp_path):
    """The disk is full twice; the third time the article is there, and nothing was done twice."""
    (tmp_path / "a.html").write_text(html("Bridge closed"))
    full = iter([True, True])
    whole = store.put_article

    def put(*args, **more):
        if next(full, False):
            raise StoreFullError("the disk is full")
        return whole(*args, **more)

    monkeypatch.setattr(store, "put_article", put)
    monkeypatch.setattr("counterpoint.desk.worker._BREAK", 0.01)
    with a_worker(network=False, polls=False) as worker:
        worker.add(Intake(open_door(str(tmp_path), None)))
        worker.drain()

    assert titles() == ["Bridge closed"]
    assert counts("extract") == {"stored": 1}


def test_an_impatient_worker_says_that_the_disk_is_full(monkeypatch, tmp_path):
    """`ingest` ends with the sentence; what was owed is owed still."""
    (tmp_path / "a.html").write_text(html("Bridge closed"))
    monkeypatch.setattr(store, "put_article", _full)
    with a_worker(network=False, polls=False, patient=False) as worker:
        worker.add(Intake(open_door(str(tmp_path), None)))
        with pytest.raises(StoreFullError):
            worker.drain()

    assert models.Task.objects.get().kind == Kind.EXTRACT


def _full(*_, **__):
    raise StoreFullError("the disk is full")


def test_a_worker_that_is_told_to_stop_gives_its_work_back():
    """Within seconds, with a page that never comes."""
    with (
        Server({"/feed": lambda r: [b"", r.server.stopped.wait(30) and b""]}) as server,
        a_worker() as worker,
    ):
        add(server)
        threading.Timer(0.5, worker.stop).start()
        began = datetime.now(UTC)
        worker.run()

        assert datetime.now(UTC) - began < timedelta(seconds=10)
        assert models.Task.objects.get().state == "ready"


def test_the_work_of_a_process_that_is_gone_is_taken_over():
    """At the start, without waiting for its lease."""
    with a_worker(network=False, polls=False) as worker:
        with kept():
            taken = store.take_capture(Capture(sha256(b"x"), b"x", url="https://river.example/x"), now=NOON)
            tasks.owe(Kind.EXTRACT, taken.capture, now=NOON)
        host = process_name().rsplit("/", 2)[0]
        tasks.claim(f"{host}/1/0", [Kind.EXTRACT], 1, now=NOON, lease=timedelta(hours=1))
        worker.drain()

    assert models.Task.objects.count() == 0
    assert models.Capture.objects.get().outcome == "rejected"


def test_a_process_is_told_from_a_later_one_with_its_number():
    """By when it was started; of other machines nothing is known."""
    host, number, started = process_name().rsplit("/", 2)

    assert not vanished(process_name())
    assert vanished(f"{host}/{number}/{int(started or 0) + 1}")
    assert not vanished(f"elsewhere/{number}/1")
    assert not vanished("odd")


def test_a_page_that_reserves_analysis_is_kept_and_not_analysed():
    """TDM reserved: extracted, listed with the reason; a licence that the user holds lets it through."""
    reserved = html("Bridge closed", head='<meta name="tdm-reservation" content="1">')
    for licensed, owed in (((), 0), (("127.0.0.1",), 1)):
        settings = replace(SETTINGS, work=WorkSettings(processes=1), rights=RightsSettings(licensed=licensed))
        models.Article.objects.all().delete()
        models.Capture.objects.all().delete()
        with (
            Server({"/one": page(reserved)}) as server,
            a_worker(settings=settings, network=False, polls=False) as worker,
        ):
            content = reserved.encode()
            capture = Capture(sha256(content), content, url=f"{server.url}/one", content_type="text/html")
            found = jobs.extract(capture)
            with kept():
                taken = store.take_capture(capture, now=NOON)
                tasks.owe(Kind.EXTRACT, taken.capture, now=NOON)
            (job,) = tasks.claim("me", [Kind.EXTRACT], 1, now=NOON, lease=timedelta(hours=1))
            with kept():
                stages.keep_extract(job, found, worker._tools)

        assert models.Task.objects.filter(kind="annotate").count() == owed
    assert models.Rejection.objects.get(stage="annotate").reason.startswith("It may not be analysed")


def test_a_version_annotated_before_its_forerunner_is_compared_all_the_same():
    """Two children take both versions at once; the later one is compared when the earlier one is there."""
    with a_worker(network=False, polls=False) as worker:
        versions = []
        for hour, text in enumerate(("A bridge fell.", "A bridge fell. Two were hurt.")):
            capture = Capture(
                sha256(text),
                text.encode(),
                url="https://river.example/a",
                fetched=NOON + timedelta(hours=hour),
            )
            made = article("Bridge", text, url="https://river.example/a")
            with kept():
                taken = store.take_capture(capture, now=NOON)
                versions.append(store.put_article(taken.capture, made, now=NOON).version)
        for version in (versions[1], versions[0], versions[1]):
            tasks.owe(Kind.ANNOTATE, version, now=NOON)
            (job,) = tasks.claim("me", [Kind.ANNOTATE], 1, now=NOON, lease=timedelta(hours=1))
            before = store.version_before(version)
            report = None if before is None else store.load_report(before)
            found = jobs.annotate(jobs.ToAnnotate(store.load_article(version), report))
            with kept():
                stages.keep_annotate(job, found, worker._tools)

    assert models.Task.objects.count() == 0
    changes = store.load_changes(versions[1])
    assert [c.after_text for c in changes.sentences] == ["Two were hurt."]
