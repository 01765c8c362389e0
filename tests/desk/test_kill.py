"""kill -9 loses nothing that was acknowledged and repeats nothing that can be seen.

The first part kills at every boundary in turn: before and after each commit, and before statements in between
(`tests/desk/killing.py` says how). The second kills `counterpoint ingest` and `counterpoint run`, as a user starts
them, with their real children, at moments that nobody chose.
"""

from __future__ import annotations

import json
import random
import signal
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.desk.killing import COMMIT, STATEMENT, Databases, Life, Mother, Order, quick_folder
from tests.desk.programs import Program, until
from tests.servers import Server, conditional, page

NOON, LATER = "2026-03-02T12:00:00+00:00", "2026-03-02T14:00:00+00:00"
WORDS = " ".join(
    f"The bridge over the river was closed on day {n} after an inspection found cracks." for n in range(12)
)


def html(title: str, more: str = "") -> str:
    return f"<!doctype html><html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{WORDS} {more}</p></article></body></html>"


def rss(*links: str) -> str:
    items = "".join(f"<item><title>{n}</title><link>{n}</link><guid>{n}</guid></item>" for n in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>River</title>{items}</channel></rss>'


@dataclass(frozen=True)
class Scene:
    """A store, and what a worker is to do with it."""

    start: str  # the database to copy
    order: Order
    stride: int  # every so many statements one is died at


class Stage:
    """What a scene needs: databases, and a process that forks workers."""

    def __init__(self, folder: Path, databases: Databases, mothers: tuple[Mother, ...]) -> None:
        self.folder, self.databases = folder, databases
        self._mothers: SimpleQueue[Mother] = SimpleQueue()
        self._threads = ThreadPoolExecutor(len(mothers))
        for mother in mothers:
            self._mothers.put(mother)

    def made(self, order: Order) -> str:
        """A database in which an order was carried out."""
        database = self.databases.new()
        assert self._live(replace(order, database=database, make=True)).error == ""
        return database

    def _live(self, order: Order) -> Life:
        mother = self._mothers.get()
        try:
            return mother.live(order)
        finally:
            self._mothers.put(mother)

    def lives(self, scene: Scene, ways: Sequence[Sequence[tuple[str, int]]]) -> Iterable[Life]:
        """Have a scene played in each of these ways, as many at a time as there are mothers."""
        return self._threads.map(lambda way: self.live(scene, *way), ways)

    def live(self, scene: Scene, *deaths: tuple[str, int]) -> Life:
        """Have a scene played, killed so many times and then undisturbed; nothing may be lost in between."""
        database = self.databases.copy(scene.start)
        acknowledged: tuple[str, ...] = ()
        for death in (*deaths, None):
            order = replace(scene.order, database=database, die=death, acknowledged=acknowledged)
            life = self._live(order)
            assert life.error == ""
            assert life.status == (-signal.SIGKILL if death else 0), death
            acknowledged += life.acknowledged
        self.databases.drop(database)
        assert life.lost == []
        return life


@pytest.fixture
def stage() -> Iterator[Stage]:
    with quick_folder() as folder, Mother() as one, Mother() as other:
        databases = Databases(folder)
        yield Stage(folder, databases, (one, other))
        databases.close()


@contextmanager
def first_use(stage: Stage) -> Iterator[Scene]:
    """No database is there: its tables are made."""
    nothing = stage.databases.new()
    yield Scene(nothing, Order("", NOON, make=True), stride=10)


@contextmanager
def files(stage: Stage) -> Iterator[Scene]:
    """A folder: what is new, known, edited, the same twice, no article, no text, and a feed with a teaser."""
    folder = stage.folder / "in"
    (folder / "again").mkdir(parents=True)
    (folder / "edited.html").write_text(html("Bridge closed"))
    (folder / "known.html").write_text(html("Bridge inspected"))
    before = stage.made(Order("", NOON, ingest=(str(folder),)))
    (folder / "edited.html").write_text(html("Bridge closed", "Two men were hurt."))
    (folder / "new.html").write_text(html("Bridge cracked"))
    (folder / "again" / "new.html").write_text(html("Bridge cracked"))
    (folder / "short.html").write_text("<p>Nothing.</p>")
    (folder / "picture.bin").write_bytes(b"\x89PNG\r\n")
    entries = f"<item><title>Bridge in a feed</title><description>{WORDS}</description></item><item><title>Teaser</title><link>https://river.example/t</link><description>Short.</description></item>"
    (folder / "feed.xml").write_text(f"<rss version='2.0'><channel><title>R</title>{entries}</channel></rss>")
    yield Scene(before, Order("", LATER, ingest=(str(folder),)), stride=8)


@contextmanager
def feeds(stage: Stage) -> Iterator[Scene]:
    """A feed is polled: pages, one that is gone, one with nothing in it."""
    with _site() as server:
        added = stage.made(Order("", NOON, feeds=(f"{server.url}/feed",)))
        yield Scene(added, Order("", NOON, polls=True), stride=10)


@contextmanager
def edits(stage: Stage) -> Iterator[Scene]:
    """Two hours later: the feed lists one more, a page was edited, another one was not."""
    with _site() as server:
        before = stage.made(Order("", NOON, feeds=(f"{server.url}/feed",), polls=True))
        server.routes["/one"] = page(html("Bridge closed", "Two men were hurt."))
        server.routes["/four"] = page(html("Bridge open again"))
        server.routes["/feed"] = page(rss(*(f"{server.url}/{n}" for n in ("four", "one", "two"))))
        yield Scene(before, Order("", LATER, polls=True), stride=8)


def _site() -> Server:
    server = Server(
        {
            "/one": page(html("Bridge closed")),
            "/two": conditional('"two"', "Mon, 02 Mar 2026 08:00:00 GMT", html("Bridge cracked").encode()),
            "/gone": page("", status=410),
            "/short": page("<p>Nothing.</p>"),
        }
    )
    server.routes["/feed"] = page(rss(*(f"{server.url}/{n}" for n in ("one", "two", "gone", "short"))))
    return server


def seen(life: Life) -> dict[str, object]:
    """What must be the same however often a worker was killed: all but how often the same call was made again."""
    again = ("ingest", "tell")  # a story may be told before all of its reports are there, and after
    tallies = {name: count for name, count in life.state["tallies"].items() if not name.startswith(again)}
    rejections = [r if r[0] != "ingest" else [*r[:3], 1] for r in life.state["rejections"]]
    return life.state | {"tallies": tallies, "rejections": rejections}


def adds_up(life: Life) -> None:
    """Each item has one outcome, each version its annotation, each article its one row in the index."""
    state, tallies = life.state, life.state["tallies"]
    outcomes = [outcome for _, outcome, _, _ in state["captures"]]
    for outcome in ("stored", "unchanged", "rejected"):
        assert tallies.get(f"extract {outcome}", 0) == outcomes.count(outcome)
    assert set(outcomes) <= {"stored", "unchanged", "rejected"}
    assert len(state["versions"]) == outcomes.count("stored")
    assert tallies.get("annotate annotated", 0) == len(state["versions"])
    assert all(annotated for *_, annotated, _, _ in state["versions"])
    assert sum(latest for *_, latest in state["versions"]) == state["articles"] == state["indexed"]
    assert len(state["found"]) == state["articles"]
    assert {kind for kind, *_ in state["tasks"]} <= {"poll", "fetch"}
    assert sum(reports for _, reports, *_ in state["stories"]) == state["articles"]
    assert all(told for _, _, told, _ in state["stories"])
    assert tallies.get("cluster opened", 0) + tallies.get("cluster joined", 0) == state["articles"]
    assert {state for _, state, *_ in state["tasks"]} <= {"ready"}
    if life.summary:
        asked = life.summary["stored"] + life.summary["unchanged"] + life.summary["rejected"]
        assert asked == life.summary["asked"]


def deaths(whole: Life, stride: int) -> list[tuple[str, int]]:
    """Every crossing of a commit, and some of the statements."""
    commits = [(COMMIT, n) for n in range(1, whole.crossed[COMMIT] + 1)]
    return commits + [(STATEMENT, n) for n in range(1, whole.crossed[STATEMENT] + 1, stride)]


@pytest.mark.timeout(400)  # seconds; a tenth of it where nothing else runs
# Kills that each scene has at the least, with those further down 200 in all, and more as stages grow.
@pytest.mark.parametrize(("play", "kills"), [(first_use, 11), (files, 48), (feeds, 50), (edits, 48)])
def test_a_kill_at_any_boundary_loses_nothing_and_repeats_nothing(play, kills, stage):
    """After each kill, the next worker leaves the very store that an undisturbed one does."""
    with play(stage) as scene:
        whole = stage.live(scene)
        adds_up(whole)
        chosen = deaths(whole, scene.stride)
        assert len(chosen) >= kills
        for death, life in zip(chosen, stage.lives(scene, [[d] for d in chosen]), strict=True):
            assert seen(life) == seen(whole), death
            adds_up(life)
            if life.summary:
                assert life.summary["asked"] == whole.summary["asked"]


@pytest.mark.timeout(400)
def test_a_worker_that_is_killed_again_and_again_comes_through(stage):
    """Six kills in a row, each a few writes after its start."""
    with files(stage) as scene:
        whole = stage.live(scene)
        ways = [[(STATEMENT, n)] * 6 for n in (5, 7, 8, 9, 11, 13)]
        for way, life in zip(ways, stage.lives(scene, ways), strict=True):
            assert seen(life) == seen(whole), way
            adds_up(life)


@pytest.mark.timeout(400)
def test_the_program_killed_at_any_moment_goes_on_where_it_was():
    """Twelve kills of `ingest` with its children, by the clock: the thirteenth call leaves all there, once; no child outlives its parent."""
    dice = random.Random(11)
    with quick_folder() as folder, Mother() as mother:
        databases = Databases(folder)
        database = databases.new()
        source = folder / "in"
        source.mkdir()
        for n in range(8):
            (source / f"{n}.html").write_text(html(f"Bridge {n} closed"))
        arguments = ("ingest", str(source), "--json", "--quiet")
        settings = ("work.annotate=false",)
        for _ in range(12):
            program = Program(*arguments, database=database, settings=settings)
            time.sleep(dice.uniform(0.3, 4.0))
            program.tell(signal.SIGKILL)
            program.end()
            until(lambda program=program: not program.alive(), within=5)
        last = Program(*arguments, database=database, settings=settings)
        assert last.end() == 0, last.errors
        said = json.loads(last.output)
        life = mother.live(Order(database, LATER))
        databases.close()

    assert said["asked"] == said["stored"] + said["unchanged"] == 8
    assert life.state["tallies"]["extract stored"] == life.state["articles"] == life.state["indexed"] == 8
    assert len(life.state["versions"]) == len(life.state["found"]) == 8
    assert life.state["tasks"] == []
