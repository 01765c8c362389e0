"""add, ingest, run and retry, as they are typed."""

from __future__ import annotations

import json

import pytest

from counterpoint.cli import main
from counterpoint.config import FetchSettings, Settings, StoriesSettings, WorkSettings
from counterpoint.desk import models, tasks
from counterpoint.desk.tasks import Kind
from counterpoint.desk.worker import Worker
from tests.desk.inline import NOON, claimed
from tests.servers import Server, page

LOCAL = FetchSettings(delay=0.0, private_networks=("127.0.0.0/8",), retries=0, timeout=5.0)
SETTINGS = Settings(
    fetch=LOCAL, work=WorkSettings(processes=1, annotate=False), stories=StoriesSettings(enabled=False)
)
WORDS = "The bridge was closed on Monday after an inspection found cracks. " * 12
RSS = "<?xml version='1.0'?><rss version='2.0'><channel><title>River</title><item><title>T</title></item></channel></rss>"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_tests_store(monkeypatch):
    """Commands use the store that the tests have open, and leave the log alone."""
    for command in ("add", "ingest", "run", "retry"):
        monkeypatch.setattr(f"counterpoint.cli.{command}.opened", lambda _: SETTINGS)


def typed(capsys, *arguments):
    """The exit status, and what was said on both outputs."""
    status = main(list(arguments))
    said = capsys.readouterr()
    return status, said.out, said.err


def urls():
    return sorted(models.Feed.objects.values_list("url", flat=True))


def test_a_feed_is_asked_what_it_is_and_added_once(capsys):
    """Its title is shown; the second time it is known."""
    with Server({"/feed": page(RSS, content_type="application/rss+xml")}) as server:
        first = typed(capsys, "add", f"{server.url}/feed")
        second = typed(capsys, "add", f"{server.url}/feed#top")

    assert first[0] == 0
    assert "1 added" in first[1]
    assert "0 added, 1 known already" in second[1]
    assert urls() == [f"{server.url}/feed"]


def test_a_page_that_names_its_feeds_adds_them(capsys):
    """All of them, each once."""
    links = "".join(f"<link rel=alternate type=application/rss+xml href=/f{n % 10}>" for n in range(12))
    with Server(
        {"/": page(f"<html><head>{links}</head></html>"), "/bare": page("<p>No feed.</p>")}
    ) as server:
        assert "10 added" in typed(capsys, "add", f"{server.url}/")[1]
        status, _, said = typed(capsys, "add", f"{server.url}/bare")

    assert (status, len(urls())) == (2, 10)
    assert "counterpoint ingest" in said


def test_of_a_list_what_cannot_be_polled_is_skipped_and_said(capsys, tmp_path):
    """The others are added; no password is shown or kept."""
    feeds = ["https://river.example/feed", "https://desk:hunter2@river.example/x", "ftp://river.example/f"]
    outlines = "".join(f'<outline type="rss" xmlUrl="{u}"/>' for u in feeds)
    (tmp_path / "list.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')

    status, out, err = typed(capsys, "add", str(tmp_path / "list.opml"))

    assert (status, urls()) == (0, feeds[:1])
    assert "1 added, 2 skipped" in out
    assert err.count("skipped:") == 2
    assert "hunter2" not in out + err


@pytest.mark.parametrize(
    "name",
    ["nothing-there", "ftp://desk:hunter2@river.example/f", "https://desk:hunter2@river.example/f", "a\0b"],
)
def test_what_can_be_no_feed_is_one_sentence(capsys, name):
    """Exit status 2, no password."""
    status, out, err = typed(capsys, "add", name)

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "hunter2" not in err


def test_a_folder_is_added_as_a_folder(capsys, tmp_path):
    """Under its whole path."""
    typed(capsys, "add", str(tmp_path))

    assert models.Feed.objects.values_list("url", "kind").get() == (str(tmp_path), "folder")


def counted(out):
    """The line of JSON; its parts add up."""
    made = json.loads(out.splitlines()[-1])
    assert made["asked"] == made["stored"] + made["unchanged"] + made["rejected"]
    assert made["rejected"] == sum(made["reasons"].values())
    return made["asked"], made["stored"], made["unchanged"], made["rejected"]


def test_what_is_given_adds_up_in_one_line_of_json(capsys, tmp_path):
    """A page, a copy of its name, an empty folder, a file that is not there; the second time nothing is new."""
    (tmp_path / "a.html").write_text(
        f"<html lang=en><title>Bridge</title><h1>Bridge</h1><p>{WORDS}</p></html>"
    )
    (tmp_path / "empty").mkdir()
    names = [
        str(tmp_path / "a.html"),
        str(tmp_path / "empty"),
        str(tmp_path / "none"),
        str(tmp_path / "a.html"),
    ]

    first = typed(capsys, "ingest", "--json", *names)
    second = typed(capsys, "ingest", "--json", *names)

    assert (first[0], counted(first[1])) == (0, (3, 1, 0, 2))
    assert counted(second[1]) == (3, 0, 1, 2)


def test_names_come_from_standard_input(capsys, monkeypatch, tmp_path):
    """Blank lines and comments are passed over."""
    monkeypatch.setattr(
        "sys.stdin.read", lambda: f"# a list\n\n{tmp_path}/x\n {tmp_path}/x \n", raising=False
    )

    assert counted(typed(capsys, "ingest", "--json", "-")[1]) == (1, 0, 0, 1)


def test_an_interrupted_call_adds_up_and_says_what_waits(capsys, monkeypatch, tmp_path):
    """Exit status 130; the same call goes on."""
    (tmp_path / "a.html").write_text(WORDS)

    def interrupted(worker):
        worker._take_in()
        worker.stop()

    monkeypatch.setattr(Worker, "drain", interrupted)
    status, out, err = typed(capsys, "ingest", "--json", str(tmp_path / "a.html"), str(tmp_path / "none"))

    assert (status, counted(out)) == (130, (1, 0, 0, 1))
    assert "1 taken in wait" in err
    assert models.Task.objects.get().kind == Kind.EXTRACT


def test_run_once_ends_when_nothing_is_due(capsys, tmp_path):
    """A folder that is gone is polled, refused and owed again later."""
    typed(capsys, "add", str(tmp_path))
    tmp_path.rmdir()

    assert typed(capsys, "run", "--once")[0] == 0
    row = models.Feed.objects.get()
    assert "not there" in row.error
    assert models.Task.objects.get().due == row.next_poll > row.polled


def test_what_was_set_aside_is_put_back(capsys):
    """One by its number, or all; numbers that are none put nothing back."""
    for subject in (1, 2):
        tasks.owe(Kind.EXTRACT, subject, now=NOON)
        tasks.failed(claimed(Kind.EXTRACT), "it took too long", tries=1, due=NOON)
    one = models.Task.objects.order_by("pk").first()

    assert typed(capsys, "retry", "0")[1].startswith("0 put back")
    assert typed(capsys, "retry", str(one.pk))[1].startswith("1 put back")
    assert typed(capsys, "retry")[1].startswith("1 put back")
    assert not models.Task.objects.exclude(state="ready", tries=0).exists()
