"""SIGTERM and Ctrl-C end the program within ten seconds, whatever it is at; nothing stays leased, no child stays behind."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import hostile
from tests.desk.killing import Databases, quick_folder
from tests.desk.programs import Program, until
from tests.desk.test_kill import html
from tests.servers import Server, dripped, reply

# A page on which the extractor works for minutes; what stops it here is the program's end, not its limit.
HARD = hostile.builders()["many attributes"](2_000_000)
DRIP = dripped(reply(200, content_length="100000", content_type="text/html"), every=0.05)
pytestmark = pytest.mark.timeout(300)


class Store:
    """A database and what a test asks of it, through the program alone."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder

    def call(self, *arguments: str) -> Program:
        """Run a command to its end, which is a good one."""
        program = Program(*arguments, database=self.url)
        assert program.end() == 0, program.errors
        return program

    def status(self) -> dict[str, object]:
        return json.loads(self.call("status", "--json").output)

    def leased(self) -> int:
        return sum(row["tasks"] for row in self.status()["queue"] if row["state"] == "leased")


@pytest.fixture
def store() -> Iterator[Store]:
    with quick_folder() as folder:
        databases = Databases(folder)
        yield Store(databases.new(), folder)
        databases.close()


def stopped(program: Program, number: signal.Signals, *, within: float = 10.0) -> int:
    """Tell a program to stop; its exit status, when it came in time and left no child behind."""
    began = time.monotonic()
    program.tell(number)
    status = program.end(30)
    assert time.monotonic() - began < within
    until(lambda: not program.alive(), within=5)
    assert "Traceback" not in program.errors
    return status


def at_work(program: Program, children: int) -> None:
    """Wait until so many children have used some CPU since they were ready."""
    until(lambda: len(program.alive()) > children)
    time.sleep(1.0)


BOTH = pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])


@BOTH
def test_run_ends_while_a_feed_drips(store, number):
    """Exit status 0; the poll is owed still, and nobody has it."""
    with Server({"/feed": DRIP}) as server:
        store.call("add", "--unseen", f"{server.url}/feed")
        program = Program("run", database=store.url)
        until(lambda: "/feed" in server.paths())

        assert stopped(program, number) == 0
    assert store.leased() == 0
    assert store.status()["queue"][0]["kind"] == "poll"


@BOTH
def test_ingest_ends_while_a_page_drips(store, number):
    """Exit status 130; the page is not counted as refused."""
    with Server({"/page": DRIP}) as server:
        program = Program("ingest", "--json", f"{server.url}/page", database=store.url)
        until(lambda: "/page" in server.paths())

        assert stopped(program, number) == 130
    assert json.loads(program.output)["rejected"] == 0
    assert "the same call goes on" in program.errors
    assert store.status()["rejected"] == []


def test_ingest_ends_during_an_extraction(store):
    """What is at work is given back, and quarantined by nobody's fault."""
    (store.folder / "hard.html").write_bytes(HARD)
    program = Program(
        "ingest", str(store.folder / "hard.html"), database=store.url, settings=["work.parse_seconds=600"]
    )
    at_work(program, 1)

    assert stopped(program, signal.SIGTERM) == 130
    assert store.leased() == 0
    assert [(row["kind"], row["state"]) for row in store.status()["queue"]] == [("extract", "ready")]


def test_ingest_ends_while_models_load(store):
    """The article is stored; its annotation is owed."""
    (store.folder / "one.html").write_text(html("Bridge closed"))
    program = Program("ingest", str(store.folder / "one.html"), database=store.url)
    until(lambda: len(program.alive()) > 2)

    assert stopped(program, signal.SIGTERM) == 130
    assert store.leased() == 0
    assert store.status()["counts"]["articles"] == 1


def test_a_second_signal_ends_at_once(store):
    """Without the seconds that work at hand is given."""
    (store.folder / "hard.html").write_bytes(HARD)
    program = Program(
        "ingest", str(store.folder / "hard.html"), database=store.url, settings=["work.parse_seconds=600"]
    )
    at_work(program, 1)
    program.tell(signal.SIGTERM)
    time.sleep(0.5)

    assert stopped(program, signal.SIGTERM, within=3.0) == 130


def test_a_page_that_is_too_costly_is_set_aside_and_can_be_tried_again(store):
    """Two tries, a second of CPU each; the page beside it is stored, and `status` names the one set aside."""
    (store.folder / "in").mkdir()
    (store.folder / "in" / "hard.html").write_bytes(hostile.builders()["many attributes"](4_900_000))
    (store.folder / "in" / "good.html").write_text(html("Bridge closed"))
    settings = ("work.annotate=false",)
    program = Program("ingest", "--json", str(store.folder / "in"), database=store.url, settings=settings)
    assert program.end(120) == 0
    said = json.loads(program.output)
    assert (said["asked"], said["stored"], said["rejected"]) == (2, 1, 1)
    assert "CPU" in next(iter(said["reasons"]))

    (aside,) = store.status()["quarantined"]
    assert "hard.html" in json.dumps(aside)
    assert "1 put back" in store.call("retry").output
    assert store.status()["quarantined"] == []
    again = Program("run", "--once", database=store.url, settings=settings)
    assert again.end(120) == 0, again.errors
    assert len(store.status()["quarantined"]) == 1
