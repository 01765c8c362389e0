"""A soak: `counterpoint run` against a press that misbehaves: python -m benchmarks soak [--minutes 20 | --seconds 20].

The real command, on a database file, polls the outlets of `benchmarks.press` for the time that is given: honest ones
that publish and edit, and every way to misbehave that tests/servers.py knows. Every ten seconds it is looked at from outside:
memory, open files, threads, queue, counts. At the end it is told to stop (SIGTERM), and then:

- it stops within ten seconds, and leaves nothing leased;
- what it says was asked is the sum of fetched, not modified, rejected and put off, in its log as in its tally, and the
  server saw as much of the honest outlets;
- every page that an honest outlet published is stored once for each edition that was served;
- something was done in every minute, nothing due waited longer, and every entry and capture has its end or its task;
- memory, open files and threads do not grow after the first third; the database is whole.

Exit status 1 with a sentence for each that does not hold. Needs Linux: /proc, and 127.0.0.0/8 on the loopback.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import soakchecks
from benchmarks.press import Press
from benchmarks.processes import cpu_seconds, tree
from benchmarks.soakchecks import Evidence, Sample

OUTLETS = 32
EVERY = 10.0  # seconds between samples
GROWS = 1.0  # seconds between news: one page published and one edited
QUIET = 0.15  # of the time, at the end, without news: what came is to be through by then
MOST_QUIET = 90.0  # seconds
PATIENCE = 60.0  # seconds to wait for its end before it is killed


def settings(*, annotate: bool) -> str:
    """The configuration: as the defaults, but in a hurry."""
    return f"""
[fetch]
private_networks = ["127.0.0.0/8"]
delay = 0.05
timeout = 3.0
total_timeout = 8.0
retries = 1
concurrency = 32
[poll]
shortest = 10
longest = 60
[work]
annotate = {str(annotate).lower()}
[log]
level = "debug"
format = "json"
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done."""

    seconds: float
    annotate: bool
    outlets: int = OUTLETS


def command(folder: Path, *words: str) -> list[str]:
    program = [sys.executable, "-m", "counterpoint.cli"]
    return [*program, "--config", str(folder / "soak.toml"), "--database", str(folder / "soak.db"), *words]


def soak(plan: Plan, folder: Path, press: Press) -> Evidence:
    """Run it, and return what was seen."""
    (folder / "soak.toml").write_text(settings(annotate=plan.annotate), encoding="utf-8")
    (folder / "feeds.opml").write_text(press.opml(), encoding="utf-8")
    subprocess.run(command(folder, "add", str(folder / "feeds.opml")), check=True, stdout=subprocess.DEVNULL)
    with (folder / "log").open("wb") as log:
        run = subprocess.Popen(command(folder, "run"), stderr=log, stdout=log)
    try:
        samples = watched(plan, folder, press, run.pid)
        run.send_signal(signal.SIGTERM)
        told = time.monotonic()
        try:
            status = run.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            status = None
        stopping = time.monotonic() - told
    finally:
        run.kill()
        run.wait()
    return soakchecks.evidence(folder, press, samples, stopping=stopping, status=status, seconds=plan.seconds)


def watched(plan: Plan, folder: Path, press: Press, process: int) -> list[Sample]:
    """Let the press go on, and look at the process now and then until the time is over."""
    began = time.monotonic()
    end = began + plan.seconds
    quiet = end - min(MOST_QUIET, plan.seconds * QUIET)
    samples: list[Sample] = []
    look = began + min(EVERY, plan.seconds / 10)
    news = began + GROWS
    while (now := time.monotonic()) < end:
        if now >= news and now < quiet:
            press.go_on()
            news += GROWS
        if now >= look:
            samples.append(sample(folder, process, now - began))
            look += min(EVERY, plan.seconds / 10)
            print(samples[-1], flush=True)
        if samples and not samples[-1].memory:
            break  # it is gone
        time.sleep(max(0.0, min(news, look, end) - time.monotonic()) if now < quiet else 0.1)
    return samples


def sample(folder: Path, process: int, at: float) -> Sample:
    """Look at everything once."""
    seen = tree(process)
    ready, late, counts = soakchecks.looked(folder / "soak.db")
    memory = Counter[str]()
    for one in seen:
        memory[one.role] += round(one.rss)
    root = seen[:1]
    return Sample(
        at=round(at),
        memory=dict(memory),
        files=sum(p.files for p in root),
        threads=sum(p.threads for p in root),
        children=len(seen) - 1,
        cpu=round(cpu_seconds(seen), 1),
        database=round((folder / "soak.db").stat().st_size / 1e6, 1),
        ready=ready,
        late=round(late, 1),
        counts=counts,
    )


def report(found: Evidence, troubles: Sequence[str]) -> str:
    """Return what was seen, in lines."""
    lines = [f"{name}: {value}" for name, value in soakchecks.figures(found).items()]
    return "\n".join([*lines, *(f"NOT SO: {trouble}" for trouble in troubles)])


def main(arguments: Sequence[str] | None = None) -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--minutes", type=float, default=20.0)
    ask.add_argument("--seconds", type=float, help="instead of minutes, for a quick look")
    ask.add_argument("--no-annotate", action="store_true", help="store and extract only")
    ask.add_argument("--outlets", type=int, default=OUTLETS, help=f"honest ones (default: {OUTLETS})")
    ask.add_argument(
        "--keep", type=Path, metavar="DIR", help="leave database, log and samples in this folder"
    )
    options = ask.parse_args(arguments)
    plan = Plan(options.seconds or options.minutes * 60, not options.no_annotate, options.outlets)
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        with Press(outlets=plan.outlets) as press:
            found = soak(plan, folder, press)
        troubles = soakchecks.troubles(found)
        (folder / "report.json").write_text(json.dumps(soakchecks.figures(found), indent=1), encoding="utf-8")
    print(report(found, troubles))
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
