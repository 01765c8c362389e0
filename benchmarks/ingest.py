"""From an archive to articles in the store: python -m benchmarks ingest [--articles N] [--data DIR] [--postgres].

Writes a web archive of N pages and has the real command take it in, once storing and extracting only and once with
annotation, each into a new database. Of each run: articles a second on the clock, from the start of Python to its end; CPU
seconds by process (the worker's own; the children that extract; those that annotate) with what an article costs of each;
memory at its peak. A third run under a profiler says what the worker's one thread does with its time: it alone reads
and writes the store, so its share is what bounds more children.

In this process the same pages go through extraction and through plain trafilatura: the ratio is what to keep. No more
than two cores are used. Pages are real ones with DIR (unpacked labelled data), else the example's with other words.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trafilatura
from rich.console import Console
from rich.table import Table

from benchmarks.processes import cpu_seconds, tree
from counterpoint.extract import extract_article
from counterpoint.ingest.warcwrite import write_warc
from counterpoint.text import sha256
from counterpoint.types import Article, Capture
from tests import postgres

EXAMPLE = Path(__file__).parents[1] / "examples" / "harbour"
ARTICLES = 500
CORES = 2
LOOK = 0.2  # seconds between looks at the processes
COMPARED = 150  # pages that are also extracted in this process
MADE = datetime(2026, 1, 5, 12, tzinfo=UTC)
# The worker's thread: what each part is called in the table, and the functions that are it.
PARTS = (
    ("take in: read the archive, keep captures", ("intake.py", "step")),
    ("claim tasks, hand them out", ("worker.py", "_take")),
    ("keep results", ("worker.py", "_settle")),
    ("look whether there is room for more", ("intake.py", "backlog")),
    ("wait for children", ("_base.py", "wait")),
    ("of all: commits", ("base.py", "_commit")),
    ("of all: queries", ("utils.py", "execute")),
)


@dataclass(frozen=True, slots=True)
class Run:
    """One call of the command."""

    told: dict[str, object]  # its line of JSON
    seconds: float  # on the clock
    cpu: dict[str, float]  # seconds by role of process; "all" has children that ended too
    peak: dict[str, float]  # MB by role: the most of one process
    together: float  # MB, the most of all at one time

    @property
    def stored(self) -> int:
        return int(str(self.told["stored"]))


def pages(data: Path | None, number: int) -> list[bytes]:
    """So many pages, no two the same."""
    found = sorted((data / "extract_trafilatura").rglob("*.html*")) if data else []
    if found:
        real = [gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes() for p in found]
        again = range(-(-number // len(real)))
        return [page + f"<!-- {n} -->".encode() * bool(n) for n in again for page in real][:number]
    example = [p.read_text(encoding="utf-8") for p in sorted(EXAMPLE.glob("*.html"))]
    return [_changed(example[n % len(example)], n).encode() for n in range(number)]


def _changed(text: str, number: int) -> str:
    """Return a page with another number in every paragraph and heading."""
    return text.replace("</p>", f" This was report {number}.</p>").replace("</h1>", f" ({number})</h1>")


def archive(file: Path, contents: Sequence[bytes]) -> None:
    """Write the pages as answers of as many addresses of some outlets."""
    with file.open("wb") as out:
        write_warc(captures(contents), out, now=MADE, software="benchmarks.ingest")


def captures(contents: Sequence[bytes]) -> Iterator[Capture]:
    for n, content in enumerate(contents):
        yield Capture(
            sha256(content),
            content,
            url=f"https://outlet{n % 20}.example/report/{n}",
            content_type="text/html",
            fetched=MADE + timedelta(seconds=n),
            status=200,
        )


def ingest(
    file: Path, database: str, *, annotate: bool, profile: Path | None = None, more: Sequence[str] = ()
) -> Run:
    """Call the command, and look at its processes until it ends. `more` are settings: KEY=VALUE."""
    profiler = ["-m", "cProfile", "-o", str(profile)] if profile else []
    given = (f"work.annotate={str(annotate).lower()}", "work.processes=2", *more)
    settings = [part for one in given for part in ("--set", one)]
    command = [sys.executable, *profiler, "-m", "counterpoint.cli", "--database", database, *settings]
    began = time.monotonic()
    run = subprocess.Popen(
        [*command, "ingest", str(file), "--json", "--quiet"], stdout=subprocess.PIPE, text=True
    )
    cpu: dict[int, tuple[str, float]] = {}
    peak: dict[str, float] = defaultdict(float)
    most = together = 0.0
    while run.poll() is None:
        seen = tree(run.pid)
        for one in seen:
            cpu[one.id] = (one.role, one.cpu)
            peak[one.role] = max(peak[one.role], one.peak)
        most = max(most, cpu_seconds(seen))
        together = max(together, sum(p.rss for p in seen))
        time.sleep(LOOK)
    seconds = time.monotonic() - began
    assert run.stdout is not None
    with run.stdout:
        told = json.loads(run.stdout.read() or "{}")
    if run.returncode:
        raise SystemExit(f"the command ended with status {run.returncode}")
    by_role: Counter[str] = Counter()
    for role, spent in cpu.values():
        by_role[role] += spent  # type: ignore[assignment]  # seconds, not counts
    return Run(told, seconds, {**by_role, "all": most}, dict(peak), together)


def parts(profile: Path) -> tuple[float, list[tuple[str, float, int]]]:
    """Return the seconds of the worker's thread, and of each part with how often it was called."""
    stats = pstats.Stats(str(profile))
    told: list[tuple[str, float, int]] = []
    for name, (file, function) in PARTS:
        rows = [
            row
            for (path, _, called), row in stats.stats.items()  # type: ignore[attr-defined]
            if called == function and Path(path).name == file and _ours(path)
        ]
        told.append((name, sum(row[3] for row in rows), sum(row[1] for row in rows)))
    return float(stats.total_tt), told  # type: ignore[attr-defined]


def _ours(path: str) -> bool:
    """Whether a file is the desk's, or one of what it stands on: Django's backends, futures."""
    return any(part in path for part in ("/desk/", "/django/db/backends/", "/concurrent/futures/"))


def compared(contents: Sequence[bytes]) -> tuple[float, float, int]:
    """CPU seconds of extraction and of plain trafilatura on the first pages, in this process, and how many they were."""
    some = list(captures(contents[:COMPARED]))
    extract_article(some[0])
    trafilatura.bare_extraction(some[0].content)
    began = time.process_time()
    found = sum(isinstance(extract_article(c), Article) for c in some)
    ours = time.process_time() - began
    began = time.process_time()
    for c in some:
        trafilatura.bare_extraction(c.content, favor_precision=True, include_comments=False)
    assert found
    return ours, time.process_time() - began, len(some)


def show(name: str, run: Run, pages_: int) -> Table:
    table = Table("process", "CPU s", "CPU ms a page", "peak MB", title=name)
    for role in sorted(run.peak):
        spent = run.cpu.get(role, 0.0)
        table.add_row(role, f"{spent:.1f}", f"{spent / pages_ * 1000:.1f}", f"{run.peak[role]:.0f}")
    table.add_row(
        "all",
        f"{run.cpu['all']:.1f}",
        f"{run.cpu['all'] / pages_ * 1000:.1f}",
        f"{run.together:.0f} together",
    )
    table.caption = (
        f"{run.told['asked']} asked, {run.stored} stored, {run.told['unchanged']} unchanged, {run.told['rejected']} "
        f"rejected in {run.seconds:.1f} s: {run.stored / run.seconds:.1f} articles/s, "
        f"{run.stored / run.cpu['all']:.1f} a CPU second. Rejected: {run.told['reasons'] or 'none'}"
    )
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--articles", type=int, default=ARTICLES)
    ask.add_argument("--data", type=Path, metavar="DIR")
    ask.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own, not SQLite")
    ask.add_argument("--no-annotate", action="store_true", help="only without annotation")
    options = ask.parse_args(arguments)
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    console = Console()
    with tempfile.TemporaryDirectory() as made:
        folder, contents = Path(made), pages(options.data, options.articles)
        archive(folder / "pages.warc.gz", contents)
        for annotate in (False, True)[: 1 if options.no_annotate else 2]:
            name = "extracted, annotated and stored" if annotate else "extracted and stored"
            with database(folder / f"{annotate}.db", postgresql=options.postgres) as url:
                run = ingest(folder / "pages.warc.gz", url, annotate=annotate)
            console.print(
                show(f"{name}, {'PostgreSQL' if options.postgres else 'SQLite'}", run, len(contents))
            )
        with database(folder / "profiled.db", postgresql=options.postgres) as url:
            ingest(folder / "pages.warc.gz", url, annotate=False, profile=folder / "profile")
        whole, told = parts(folder / "profile")
        table = Table("part of the worker's thread", "s", "share", "ms a page", "calls", title="Profiled")
        for name, seconds, calls in told:
            share = f"{seconds / whole:.0%}"
            table.add_row(name, f"{seconds:.1f}", share, f"{seconds / len(contents) * 1000:.2f}", str(calls))
        console.print(table)
    ours, theirs, some = compared(contents)
    console.print(
        f"in this process, {some} pages: extraction {ours / some * 1000:.1f} ms of CPU, plain trafilatura "
        f"{theirs / some * 1000:.1f} ms; {theirs / ours:.2f} times as fast as it"
    )
    return 0


def database(file: Path, *, postgresql: bool) -> AbstractContextManager[str]:
    """Give the address of a new database."""
    return postgres.server() if postgresql else nullcontext(str(file))


if __name__ == "__main__":
    sys.exit(main())
