"""What a soak is held against: `evidence` gathers what was left behind, `troubles` says what does not hold.

The store is read as any program could, with SQL and not with the desk's own code; the log is the worker's, a line for
each end of a task; the server's side is what `benchmarks.press` noted.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.press import Press

MISBEHAVING = "127.0.2.%"  # hosts of pages that misbehave: some ask to wait
IGNORED = 200.0  # seconds that a host with due tasks may go unasked: one says 429, and 120 seconds
STOPS = 10.0  # seconds
STALL = 60.0  # seconds in which something must be done, and that what is due may wait
LONG = 300.0  # seconds; a shorter soak has no quiet end in which all that came is worked through
WARM = 1 / 3  # of the samples: caches fill, and children grow by the models of their first reports
ENOUGH = 600  # seconds after the warm-up, before growth can be told
CACHE = 64.0  # MB that SQLite's cache may take; it fills with what is stored
# MB an hour of the worker's own process beside that cache, by the line of best fit. A leak that was mended grew by 281.
GROWTH = 100.0
CHILD = 2_600.0  # MB of all children together: a child makes way when it has grown by 2,048
FILES, THREADS = 16, 4  # more at the end than after the warm-up: connections come and go
SETTLES = 80.0  # seconds until every feed must have been polled again: the longest interval, and room
ENDS = ("fetched", "not_modified", "rejected")


@dataclass(frozen=True, slots=True)
class Sample:
    """The worker at one moment."""

    at: int  # seconds since the start
    memory: Mapping[str, int]  # MB by role of process; empty when it is gone
    files: int  # open in the worker's own process
    threads: int
    children: int
    cpu: float  # seconds of all processes so far
    database: float  # MB of its file
    ready: Mapping[str, int]  # tasks that are due, by kind
    late: float  # seconds that the oldest of them has been due
    counts: Mapping[str, int]  # "stage outcome": how many so far


@dataclass(frozen=True, slots=True)
class PageSeen:
    """An honest page, from both sides."""

    url: str
    answered: int  # times that the server gave an answer, 200 or 304
    served: frozenset[str]  # contents that went out whole
    latest: str  # what it holds now
    settled: bool  # it has been so for long enough to be known
    taken: tuple[str, ...]  # contents of its captures in the store
    pending: int  # of them that are not extracted yet
    articles: int
    versions: int
    ends: Mapping[str, int]  # of its fetches by the log; "again" where it was put off


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is judged."""

    seconds: float
    stopping: float  # seconds from SIGTERM to the end
    status: int | None  # of its exit; None: it was killed for not stopping
    samples: Sequence[Sample]
    logged: Mapping[str, Mapping[str, int]]  # kind: outcome: ends of tasks in the log; "again" where put off
    tally: Mapping[str, Mapping[str, int]]  # the same by the store's own counts
    errors: Sequence[str]  # lines of the log that tell of a fault of ours
    pages: Sequence[PageSeen]
    polls: Mapping[str, tuple[int, int]]  # honest feed: polls the server saw, ends in the log
    leased: int
    waiting: Mapping[str, int]  # tasks left that are due, by kind
    astray: Mapping[str, int]  # what has neither an end nor a task, by kind
    whole: str  # what the database says of itself
    gaps: float = 0.0  # the longest time in which no task ended, seconds
    ignored: Mapping[str, float] = field(
        default_factory=dict
    )  # host with due tasks: since when unasked, seconds
    quarantined: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)  # rejections by stage


def looked(file: Path) -> tuple[dict[str, int], float, dict[str, int]]:
    """Return the due tasks by kind, how late the oldest is of hosts that are in order, and the counts."""
    now = datetime.now(UTC).replace(tzinfo=None)
    due = "FROM desk_task WHERE state = 'ready' AND due <= ?"
    with closing(_open(file)) as store:
        ready = dict(store.execute(f"SELECT kind, count(*) {due} GROUP BY kind", (str(now),)).fetchall())
        (oldest,) = store.execute(
            f"SELECT min(due) {due} AND host NOT LIKE ?", (str(now), MISBEHAVING)
        ).fetchone()
        counts = {f"{stage} {outcome}": n for stage, outcome, n in _tally(store)}
    late = (now - datetime.fromisoformat(oldest)).total_seconds() if oldest else 0.0
    return ready, late, counts


def evidence(
    folder: Path,
    press: Press,
    samples: Sequence[Sample],
    *,
    stopping: float,
    status: int | None,
    seconds: float,
) -> Evidence:
    """Gather what a soak left behind."""
    lines = list(read_log((folder / "log").read_text(encoding="utf-8").splitlines()))
    ends = ends_of(lines)
    logged: dict[str, Counter[str]] = defaultdict(Counter)
    for (kind, _), found in ends.items():
        logged[kind] += found
    with closing(_open(folder / "soak.db")) as store:
        tally: dict[str, dict[str, int]] = defaultdict(dict)
        for stage, outcome, number in _tally(store):
            tally[stage][outcome] = number
        feeds = dict(store.execute("SELECT url, id FROM desk_feed").fetchall())
        return Evidence(
            seconds=seconds,
            stopping=stopping,
            status=status,
            samples=samples,
            logged=logged,
            tally=tally,
            errors=faults(lines),
            pages=_pages(store, press, ends),
            polls={
                o.feed: (o.polls, ends["poll", feeds[o.feed]].total())
                for o in press.outlets
                if o.feed in feeds
            },
            leased=_one(store, "SELECT count(*) FROM desk_task WHERE state = 'leased'"),
            waiting=looked(folder / "soak.db")[0],
            astray=_astray(store),
            whole=str(store.execute("PRAGMA integrity_check").fetchone()[0]),
            gaps=longest_gap(lines),
            ignored=_ignored(store, lines),
            quarantined=_one(store, "SELECT count(*) FROM desk_task WHERE state = 'quarantined'"),
            reasons=dict(
                store.execute("SELECT stage, sum(times) FROM desk_rejection GROUP BY stage").fetchall()
            ),
        )


Line = Mapping[str, object]
Ends = Mapping[tuple[str, int], Counter[str]]


def read_log(lines: Iterable[str]) -> Iterable[Line]:
    """Yield the events; a line that is none is one of its own: whatever else writes there is a fault."""
    for line in lines:
        try:
            yield json.loads(line)
        except ValueError:
            yield {"level": "error", "event": line}


def ends_of(lines: Iterable[Line]) -> Ends:
    """Return the ends of tasks by kind and subject."""
    ends: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for line in lines:
        if line.get("event") == "done":
            kind, _, subject = str(line["task"]).partition(":")
            ends[kind, int(subject)][str(line.get("outcome") or "again")] += 1
    return ends


def faults(lines: Iterable[Line]) -> list[str]:
    """Return what the log tells of faults of ours: a server's faults are outcomes, not errors."""
    bad = (line for line in lines if line.get("level") in {"error", "critical"})
    return [" ".join(f"{k}={v}" for k, v in line.items() if k not in {"timestamp", "level"}) for line in bad]


def longest_gap(lines: Iterable[Line]) -> float:
    """Return the longest time between two ends of tasks, in seconds."""
    times = [datetime.fromisoformat(str(line["timestamp"])) for line in lines if line.get("event") == "done"]
    return max(((b - a).total_seconds() for a, b in pairwise(times)), default=float("inf"))


def _time(line: Line) -> datetime:
    return datetime.fromisoformat(str(line["timestamp"]))


def troubles(found: Evidence) -> list[str]:
    """Return a sentence for everything that does not hold."""
    return [*_stopped(found), *_accounted(found), *_stored(found), *_went_on(found), *_leaked(found)]


def _stopped(found: Evidence) -> Iterable[str]:
    if found.status != 0 or found.stopping > STOPS:
        yield f"told to stop it took {found.stopping:.1f} s and ended with status {found.status}"
    if found.leased:
        yield f"{found.leased} tasks were left leased"
    if found.whole != "ok":
        yield f"the database is not whole: {found.whole}"
    if found.errors:
        yield f"the log tells of {len(found.errors)} faults, the first: {found.errors[0][:500]}"


def _accounted(found: Evidence) -> Iterable[str]:
    for kind in ("poll", "fetch"):
        logged = {k: n for k, n in found.logged.get(kind, {}).items() if k != "again"}
        tally = dict(found.tally.get(kind, {}))
        if logged != tally:
            yield f"{kind}: the log has {logged}, the tally {tally}"
        if strange := set(logged) - set(ENDS):
            yield f"{kind}: ended in {strange}"
        if not logged:
            yield f"{kind}: nothing was asked"
    for url, (seen, ended) in found.polls.items():
        if not 0 <= seen - ended <= 1:  # one may be under way at the end
            yield f"{url} was asked {seen} times, and {ended} polls of it ended"
    for what, number in found.astray.items():
        if number:
            yield f"{number} of {what} have neither an end nor a task"


def _stored(found: Evidence) -> Iterable[str]:
    for page in found.pages:
        ended = sum(page.ends.get(end, 0) for end in ENDS)
        if not ended <= page.answered <= ended + page.ends.get("again", 0):
            yield f"{page.url} was answered {page.answered} times, and its fetches ended as {dict(page.ends)}"
        missed = page.served - set(page.taken)
        if len(page.taken) != len(set(page.taken)) or set(page.taken) - page.served:
            yield f"{page.url}: its captures are not what was served, each once"
        elif len(missed) > page.ends.get("again", 0) or page.latest in missed:
            yield f"{page.url}: {len(missed)} contents were served and not stored"
        elif not page.pending and page.taken and (page.articles, page.versions) != (1, len(page.taken)):
            yield f"{page.url}: {page.articles} articles and {page.versions} versions for {len(page.taken)} contents"
        elif page.settled and page.latest not in page.taken and not page.ends.get("again", 0):
            yield f"{page.url}: what it says now was never stored"


def _went_on(found: Evidence) -> Iterable[str]:
    if found.gaps > STALL:
        yield f"nothing was done for {found.gaps:.0f} s"
    late = max((s.late for s in found.samples), default=0.0)
    if late > STALL:
        yield f"a task that was due waited for {late:.0f} s"
    for host, seconds_ in found.ignored.items():
        if seconds_ > IGNORED:
            yield f"{host} has tasks that are due, and was not asked for {seconds_:.0f} s"
    left = {kind: n for kind, n in found.waiting.items() if kind in {"extract", "annotate"}}
    if left and found.seconds >= LONG:
        yield f"a quiet end was not enough: {left} were left"


def _leaked(found: Evidence) -> Iterable[str]:
    warm, late = warmed(found.samples)
    grown = growth(late)
    if grown is not None and grown > GROWTH:
        yield f"the worker's memory grows by {grown:.0f} MB an hour"
    children = max((sum(n for role, n in s.memory.items() if role != "parent") for s in late), default=0)
    if children > CHILD:
        yield f"the children took {children} MB"
    if grown is not None and late[-1].files > max(s.files for s in warm) + FILES:
        yield f"open files grew from {max(s.files for s in warm)} to {late[-1].files}"
    if grown is not None and late[-1].threads > max(s.threads for s in warm) + THREADS:
        yield f"threads grew from {max(s.threads for s in warm)} to {late[-1].threads}"


def warmed(samples: Sequence[Sample]) -> tuple[Sequence[Sample], Sequence[Sample]]:
    """Return the samples of the warm-up and those after it."""
    cut = int(len(samples) * WARM)
    return samples[:cut], samples[cut:]


def growth(samples: Sequence[Sample]) -> float | None:
    """Return the slope of the worker's own memory beside the database's cache, in MB an hour; None where it is too early to tell."""
    if not samples or samples[-1].at - samples[0].at < ENOUGH:
        return None
    times = [s.at / 3600 for s in samples]
    sizes = [s.memory.get("parent", 0) - min(s.database, CACHE) for s in samples]
    middle, mean = sum(times) / len(times), sum(sizes) / len(sizes)
    spread = sum((t - middle) ** 2 for t in times)
    return sum((t - middle) * (m - mean) for t, m in zip(times, sizes, strict=True)) / spread


def figures(found: Evidence) -> dict[str, object]:
    """Return what is worth telling."""
    _, late = warmed(found.samples)
    grown = growth(late)
    last = found.samples[-1] if found.samples else None
    roles = sorted({role for s in found.samples for role in s.memory})
    return {
        "seconds": found.seconds,
        "polls": {**found.logged.get("poll", {}), "asked": sum(found.logged.get("poll", {}).values())},
        "fetches": {**found.logged.get("fetch", {}), "asked": sum(found.logged.get("fetch", {}).values())},
        "extracted": dict(found.logged.get("extract", {})),
        "annotated": dict(found.logged.get("annotate", {})),
        "rejected, by stage": dict(found.reasons),
        "set aside": found.quarantined,
        "honest pages": len(found.pages),
        "their editions stored": sum(p.versions for p in found.pages),
        "longest time without a task's end, s": round(found.gaps, 1),
        "most that a due task waited, s": max((s.late for s in found.samples), default=0.0),
        "longest that a host with due tasks was unasked, s": round(max(found.ignored.values(), default=0.0)),
        "most due at a time": max((sum(s.ready.values()) for s in found.samples), default=0),
        "memory at most, MB": {r: max(s.memory.get(r, 0) for s in found.samples) for r in roles},
        "worker's memory after the warm-up, MB": [
            s.memory.get("parent", 0) for s in late[:: max(1, len(late) // 8)]
        ],
        "database, MB": last.database if last else 0.0,
        "growth beside the database's cache, MB an hour": None if grown is None else round(grown, 1),
        "open files": [min((s.files for s in late), default=0), max((s.files for s in late), default=0)],
        "threads": [min((s.threads for s in late), default=0), max((s.threads for s in late), default=0)],
        "CPU seconds": last.cpu if last else 0.0,
        "seconds to stop": round(found.stopping, 1),
    }


def _pages(store: sqlite3.Connection, press: Press, ends: Ends) -> list[PageSeen]:
    taken: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for url, content, outcome in store.execute("SELECT url, blob_id, outcome FROM desk_capture"):
        taken[url].append((content, outcome))
    articles: dict[str, list[int]] = defaultdict(list)
    for url, versions in store.execute("SELECT url, versions_count FROM desk_article"):
        articles[url].append(versions)
    of: dict[str, Counter[str]] = defaultdict(Counter)
    for entry, url in store.execute("SELECT id, url FROM desk_entry"):
        of[url] += ends.get(("fetch", entry), Counter())
    return [
        PageSeen(
            page.url,
            page.answers.total(),
            frozenset(page.served),
            page.hash(),
            press.clock() - page.changed > SETTLES,
            tuple(content for content, _ in taken[page.url]),
            sum(not outcome for _, outcome in taken[page.url]),
            len(articles[page.url]),
            sum(articles[page.url]),
            of[page.url],
        )
        for page in press.pages.values()
    ]


def _astray(store: sqlite3.Connection) -> dict[str, int]:
    """Count what has neither an outcome nor a task that it waits for."""
    task = "NOT EXISTS (SELECT 1 FROM desk_task WHERE key = '{}:' || {}.id)"
    refused = "NOT EXISTS (SELECT 1 FROM desk_rejection r WHERE r.stage = 'fetch' AND r.item = e.url)"
    entry, capture = task.format("fetch", "e"), task.format("extract", "c")
    feed = task.format("poll", "f")
    return {
        "feeds": _one(store, f"SELECT count(*) FROM desk_feed f WHERE active AND {feed}"),
        "entries": _one(
            store, f"SELECT count(*) FROM desk_entry e WHERE capture_id IS NULL AND {entry} AND {refused}"
        ),
        "captures": _one(store, f"SELECT count(*) FROM desk_capture c WHERE outcome = '' AND {capture}"),
    }


def _ignored(store: sqlite3.Connection, lines: Sequence[Line]) -> dict[str, float]:
    """Return for each host with tasks long due how many seconds before the end one of its tasks ended last."""
    hosts = dict(store.execute("SELECT 'fetch:' || id, url FROM desk_entry").fetchall())
    ended = {
        urlsplit(hosts[str(line["task"])]).hostname: _time(line)
        for line in lines
        if line.get("event") == "done" and line["task"] in hosts
    }
    times = [_time(line) for line in lines if line.get("event") == "done"]
    if not times:
        return {}
    due = store.execute(
        "SELECT host, min(due) FROM desk_task WHERE kind = 'fetch' AND state = 'ready' AND due < ? GROUP BY host",
        (str(times[-1].replace(tzinfo=None)),),
    )
    return {
        host: (
            times[-1] - max(ended.get(host, times[0]), datetime.fromisoformat(first).replace(tzinfo=UTC))
        ).total_seconds()
        for host, first in due
    }


def _tally(store: sqlite3.Connection) -> list[tuple[str, str, int]]:
    return store.execute("SELECT stage, outcome, count FROM desk_tally").fetchall()


def _one(store: sqlite3.Connection, query: str) -> int:
    return int(store.execute(query).fetchone()[0])


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=30)
