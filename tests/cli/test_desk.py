"""The commands that tell what is in the store and give it out again, as they are typed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest

from counterpoint.cli import main
from counterpoint.cli.layout import ago, moment, size
from counterpoint.config import KeepSettings, Settings
from counterpoint.desk import models, search, store, tasks
from counterpoint.desk.feeds import add_feed
from counterpoint.text import sha256
from counterpoint.types import (
    Annotations,
    Capture,
    Change,
    ChangeKind,
    Changes,
    Rejected,
    Rights,
    Span,
    Subscription,
    Use,
)
from tests.make import article

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "status.schema.json"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_tests_store(monkeypatch):
    """Commands use the store that the tests have open, at a time of our own."""
    for command in ("status", "show", "search", "export", "prune"):
        monkeypatch.setattr(
            f"counterpoint.cli.{command}.opened", lambda _: Settings(keep=KeepSettings(captures_days=30))
        )
    monkeypatch.setattr("counterpoint.desk.clock.now", lambda: NOON + 3 * HOUR)


def put(text, *, url="https://river.example/a", at=NOON, title="Bridge falls", **fields):
    content = text.encode()
    taken = store.take_capture(Capture(sha256(content), content, url=url, fetched=at), now=at)
    made = article(title, text, url=url, **fields)
    found = store.put_article(taken.capture, made, now=at)
    search.index(found.article, made)
    return found, made


def typed(capsys, *arguments):
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def refused(capsys, *arguments):
    assert main(list(arguments)) == 2
    said = capsys.readouterr().err
    assert said.startswith("counterpoint: ")
    assert said.count("\n") == 1
    return said


def test_an_empty_store_says_what_to_do_next(capsys):
    """A newcomer's first look."""
    said = typed(capsys, "status")

    assert "counterpoint add" in said
    assert "counterpoint ingest" in said


def fill():
    """A feed that fails, one that goes well, tasks, refusals."""
    for name in ("well", "ill"):
        add_feed(Subscription(f"https://{name}.example/feed?token=hunter2", title=name), now=NOON)
    models.Feed.objects.filter(title="well").update(
        polled=NOON, succeeded=NOON + 2 * HOUR, next_poll=NOON + 4 * HOUR
    )
    models.Feed.objects.filter(title="ill").update(
        polled=NOON, failures=2, error="the server answered 503", next_poll=NOON + 5 * HOUR
    )
    put("A bridge fell.")
    tasks.owe(tasks.Kind.EXTRACT, models.Capture.objects.get().pk, now=NOON)
    models.Task.objects.filter(kind="extract").update(
        state="quarantined", tries=2, error="it used too much memory"
    )
    store.put_rejected(Rejected("bad\x1b[2J.html", "extract", "no [bold]text[/bold]"), now=NOON)
    store.count("extract", "stored")


def test_status_is_one_page(capsys):
    """Feeds with their errors first, the queue, what was set aside with its number, what was rejected and why."""
    fill()

    said = typed(capsys, "status")

    assert said.index("ill (") < said.index("well (")
    assert "failed 2 times: the server answered 503" in said
    assert "1 h ago" in said
    assert "in 1 h" in said
    number = models.Task.objects.get(kind="extract").pk
    assert f"{number}  extract  https://river.example/a      2  it used too much memory" in said
    assert "no [bold]text[/bold]" in said
    assert "extract: 1 stored" in said
    assert "1 article in 1 version; 1 capture, 14 bytes kept" in said


def test_nothing_that_is_shown_moves_the_cursor_or_tells_a_secret(capsys, monkeypatch):
    """In a pipe and on a terminal."""
    fill()

    for terminal in (False, True):
        monkeypatch.setattr("sys.stdout.isatty", lambda terminal=terminal: terminal)
        monkeypatch.setenv("COLUMNS", "200")
        said = typed(capsys, "status")
        assert "\x1b[2J" not in said
        assert "hunter2" not in said
        assert "no [bold]text[/bold]" in said


def test_a_screen_is_cut_and_the_whole_list_is_at_hand(capsys):
    """With how many there are more, and how to see them."""
    for n in range(40):
        add_feed(Subscription(f"https://f{n}.example/feed"), now=NOON)
        store.put_rejected(Rejected("x", "extract", f"reason {chr(65 + n)}"), now=NOON)

    said = typed(capsys, "status")

    assert len(said.splitlines()) < 50
    assert "and 28 more: counterpoint status --feeds" in said
    assert "and 32 more reasons: counterpoint status --rejected" in said
    assert typed(capsys, "status", "--feeds").count(".example/feed") == 40
    assert typed(capsys, "status", "--rejected").count("reason ") >= 40
    assert "poll   waiting     40" in typed(capsys, "status", "--queue")


@pytest.mark.parametrize("filled", [False, True])
def test_the_json_of_status_is_as_its_schema_says(capsys, filled):
    """Times in ISO 8601, UTC; addresses as they are, for programs."""
    if filled:
        fill()

    said = json.loads(typed(capsys, "status", "--json"))

    jsonschema.validate(said, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert said["at"] == "2026-03-02T15:00:00Z"
    assert len(said["feeds"]) == (2 if filled else 0)


def test_show_tells_the_story_of_an_article(capsys):
    """What a reader must know first stands first; then facts, rights, captures, versions, text."""
    first, one = put("A bridge fell.")
    second, two = put(
        "A bridge fell. Two were hurt.", at=NOON + HOUR, outlet="River Post", embargo=NOON + 9 * HOUR
    )
    added = Change(ChangeKind.ADDED, None, Span(two.id, 30, 44), None, "Two were hurt.")
    store.put_annotations(second.version, Annotations(two.id), Changes(one.id, two.id, sentences=(added,)))
    models.Article.objects.update(withdrawn=NOON, withdrawn_why="killed")

    said = typed(capsys, "show", str(first.article))

    assert said.splitlines()[0] == "WITHDRAWN by its sender 2026-03-02 12:00 UTC: killed"
    assert said.splitlines()[1] == "EMBARGOED: not to be shown before 2026-03-02 21:00 UTC"
    assert "outlet: River Post" in said
    assert "no   republish: It may not be shown whole" in said
    assert "sentence added: “Two were hurt.”" in said
    assert said.index("Rights") < said.index("Captures") < said.index("Versions") < said.index("\nText\n")
    assert "[heading] Bridge falls" in said


def test_show_gives_the_text_the_bytes_and_the_record(capsysbinary):
    """Each alone, of any version."""
    put("A bridge fell.")
    put("A bridge fell. Two were hurt.", at=NOON + HOUR)

    def shown(*arguments):
        assert main(["show", "https://river.example/a", *arguments]) == 0
        return capsysbinary.readouterr().out

    assert shown("--text") == b"Bridge falls\n\nA bridge fell. Two were hurt.\n"
    assert shown("--raw", "--version", "1") == b"A bridge fell."
    record = json.loads(shown("--json", "--version", "1"))
    assert (record["version"], record["article"]["text"]) == (1, "Bridge falls\n\nA bridge fell.")
    assert [version["number"] for version in record["versions"]] == [1, 2]


def test_show_says_when_the_text_is_not_annotated_or_not_the_latest(capsys):
    """So that nobody takes it for all there is."""
    put("A bridge fell.")
    put("A bridge fell. Two were hurt.", at=NOON + HOUR)

    said = typed(capsys, "show", "https://river.example/a", "--version", "1")

    assert said.startswith("Version 1, which is not the latest\n")
    assert "Not annotated" in said


def test_show_of_nothing_is_a_sentence(capsys):
    """With the nearest articles, or the way to find one."""
    assert "counterpoint search" in refused(capsys, "show", "zebra")
    put("A bridge fell.")
    assert "Bridge falls" in refused(capsys, "show", "bridge")


def test_search_lists_hits_with_their_words(capsys):
    """Best first, or newest; a hit that may not be quoted says so."""
    put("The old bridge fell at dawn.", url="https://river.example/1", title="Dawn")
    put(
        "bridge " * 9,
        url="https://river.example/2",
        title="Bridge",
        rights=Rights("Links only.", allows=Use.LINK),
    )

    said = typed(capsys, "search", "bridge")

    assert said.index("Bridge\n") < said.index("Dawn\n")
    assert "The old bridge fell at dawn." in said
    assert "Links only." in said
    assert [
        each["hit"]["title"] for each in json.loads(typed(capsys, "search", "--json", "bridge", "dawn"))
    ] == ["Dawn"]
    assert "There may be more" in typed(capsys, "search", "bridge", "--limit", "1")
    assert "nothing was found" in typed(capsys, "search", "zebra")


@pytest.mark.parametrize("query", ['"', "(((", "a AND OR NOT", "*", "title:", "'; DROP TABLE x; --", "\x00"])
def test_no_query_breaks_search(capsys, query):
    """Whatever is typed is looked for."""
    put("A bridge fell.")

    assert typed(capsys, "search", "--", query)


@pytest.mark.parametrize("limit", ["0", "1001", "x", "-1"])
def test_a_limit_out_of_range_is_refused(capsys, limit):
    """By the parser."""
    with pytest.raises(SystemExit):
        main(["search", "x", f"--limit={limit}"])

    assert "--limit" in capsys.readouterr().err


def test_export_says_what_it_wrote(capsys, tmp_path):
    """And refuses a folder with other things in it."""
    put("A bridge fell.")

    said = typed(capsys, "export", "--format", "jsonl", "--quiet", str(tmp_path / "out"))

    assert "1 articles, 1 versions, 1 captures" in said
    assert "manifest.json" in said
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert "is not empty" in refused(capsys, "export", str(tmp_path))


def test_prune_says_what_went(capsys, monkeypatch):
    """And that nothing did."""
    put("A bridge fell.")
    assert "nothing was past its time" in typed(capsys, "prune")

    monkeypatch.setattr("counterpoint.desk.clock.now", lambda: NOON + timedelta(days=31))
    said = typed(capsys, "prune")

    assert said == "let go: 0 refusals, 0 captures, the bytes of 1 content (14 bytes before compression)\n"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.5, "now"),
        (59, "59 s ago"),
        (60, "1 min ago"),
        (3599, "59 min ago"),
        (7200, "2 h ago"),
        (86_400 * 2, "2 days ago"),
        (-90, "in 1 min"),
        (-86_400 * 30, "in 30 days"),
    ],
)
def test_times_are_told_from_now(seconds, said):
    """As people say them."""
    assert ago(NOON - timedelta(seconds=seconds), NOON) == said


def test_times_and_sizes_for_people():
    """UTC where there is a zone; powers of ten."""
    assert moment(datetime(2026, 3, 2, 9)) == "2026-03-02 09:00, zone not given"  # noqa: DTZ001 - the point
    assert ago(None, NOON) == "never"
    assert [size(n) for n in (0, 999, 1000, 12_345_678)] == ["0 bytes", "999 bytes", "1.0 kB", "12.3 MB"]
