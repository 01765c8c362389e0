"""What hostile input costs, and what the guard costs: python -m benchmarks.hostile [--size BYTES] [--only WORDS].

Each input of `tests/hostile.py` goes through extraction in a child, with the limits of the worker's defaults: a row for those that
take longest or are killed, with CPU seconds and outcome. Then the guard itself: milliseconds for an empty job, and pages
for each second through one child and two beside the same pages in this process.

The CPU seconds are those of the whole child as the kernel counts them; on a machine with other work they grow.
"""

from __future__ import annotations

import argparse
import sys
import time

from rich.console import Console
from rich.table import Table

from benchmarks.timed import Timed, extract_timed, nothing
from counterpoint.config import WorkSettings
from counterpoint.extract import extract_article
from counterpoint.run.guard import Guard, Killed, Limits
from counterpoint.run.warm import warm_extraction
from counterpoint.text import sha256
from counterpoint.types import Capture
from tests import hostile

SIZE = 5_000_000  # bytes: the largest input for which the limits are promised
SHOWN = 12  # rows of the table
JOBS = 2_000
PAGES = 200


def limits() -> Limits:
    settings = WorkSettings()
    return Limits(settings.parse_seconds, settings.parse_megabytes, wall_seconds=60)


def outcomes(size: int, only: str) -> list[tuple[float, str, str]]:
    """CPU seconds, name and outcome of every input."""
    rows = []
    with Guard(1, preload=warm_extraction) as guard:
        for name, build in hostile.builders().items():
            if only not in name:
                continue
            content = build(size)
            got = guard.run(extract_timed, Capture(sha256(name), content), limits())
            if isinstance(got, Timed):
                rows.append((got.seconds, name, got.outcome))
            else:
                assert isinstance(got, Killed)
                rows.append((limits().cpu_seconds, name, f"killed: {got.reason}"))
    return rows


def overhead() -> float:
    """Milliseconds of an empty job, there and back."""
    with Guard(1) as guard:
        guard.run(nothing, 0, limits())
        start = time.perf_counter()
        for _ in range(JOBS):
            guard.run(nothing, 0, limits())
        return (time.perf_counter() - start) / JOBS * 1000


def pages() -> list[Capture]:
    """Pages of 30 paragraphs, no two the same."""
    made = []
    for n in range(PAGES):
        body = "".join(f"<p>{hostile.LINE} It was report {k} of day {n}.</p>" for k in range(30))
        made.append(Capture(sha256(str(n)), hostile.html(body)))
    return made


def throughput(processes: int) -> float:
    """Pages for each second of the clock, through so many children; 0 for this process itself."""
    captures = pages()
    if not processes:
        warm_extraction()
        start = time.perf_counter()
        for capture in captures:
            extract_article(capture)
        return PAGES / (time.perf_counter() - start)
    with Guard(processes, preload=warm_extraction) as guard:
        for waiting in [guard.submit(nothing, 0, limits()) for _ in range(processes * 50)]:
            waiting.result()
        start = time.perf_counter()
        for waiting in [guard.submit(extract_article, capture, limits()) for capture in captures]:  # type: ignore[assignment]
            waiting.result()
        return PAGES / (time.perf_counter() - start)


def main() -> int:
    ask = argparse.ArgumentParser(
        prog="benchmarks.hostile", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--size", type=int, default=SIZE, metavar="BYTES")
    ask.add_argument("--only", default="", metavar="WORDS", help="inputs whose name holds these words")
    options = ask.parse_args()
    console = Console()
    rows = outcomes(options.size, options.only)
    killed = [r for r in rows if r[2].startswith("killed")]
    table = Table(
        "input",
        "CPU s",
        "outcome",
        title=f"{len(rows)} inputs of {options.size:,} bytes, {len(killed)} killed",
    )
    for seconds, name, outcome in sorted(rows, reverse=True)[:SHOWN]:
        table.add_row(name, f"{seconds:.2f}", outcome[:90])
    console.print(table)
    console.print(f"an empty job: {overhead():.2f} ms there and back")
    own = throughput(0)
    console.print(f"pages/s in this process: {own:.0f}")
    for processes in (1, 2):
        rate = throughput(processes)
        console.print(f"pages/s through {processes}: {rate:.0f} ({rate / own:.2f} of this process)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
