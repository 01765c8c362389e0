"""`counterpoint ingest`: files, folders, archives and pages into the store, once.

Data way: names -> Captures -> Articles -> Annotations, kept. Reads files and the network; writes to the store.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING

from counterpoint.cli.opened import opened
from counterpoint.cli.output import progress_bar, standard_output
from counterpoint.cli.parsers import Commands

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from counterpoint.config import Settings
    from counterpoint.desk.intake import Intake, Item, Summary
    from counterpoint.desk.stages import Tools
    from counterpoint.desk.worker import Done, Worker
    from counterpoint.ports import Fetcher

_MOST_REASONS = 10  # shown; --json has them all


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    ingest = commands.add_parser(
        "ingest",
        help="take files, archives and pages into the store, once",
        description="Take reports into the store, once: extracted, annotated and indexed. What is known already is "
        "not taken twice; an interrupted call goes on where it was when it is repeated.",
    )
    ingest.add_argument(
        "names",
        nargs="+",
        metavar="NAME",
        help="a file or folder (pages, text, wire files, posts, saved feeds, WARC, WACZ), a URL, or - for a list on standard input",
    )
    ingest.add_argument(
        "--json", action="store_true", help="end with one line of JSON that counts what became of all"
    )
    ingest.add_argument("--quiet", action="store_true", help="no progress on standard error")
    ingest.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Take in, work through, and say what became of it."""
    from counterpoint.ingest.files import is_url

    settings = opened(options)
    from counterpoint.desk.intake import summary

    listed: Sequence[str] = sys.stdin.read().splitlines() if "-" in options.names else ()
    network = any(is_url(name.strip()) for name in (*options.names, *listed))
    finished, intake = _work(settings, options.names, listed, network=network, quiet=options.quiet)
    found = summary([intake])
    with standard_output(document=options.json):
        _say(found, as_json=options.json)
    if not finished:
        waiting = f"{found.waiting} taken in wait in the queue; " if found.waiting else ""
        sys.stderr.write(f"counterpoint: stopped; {waiting}the same call goes on with it\n")
        return 130
    return 0


def _work(
    settings: Settings, names: list[str], listed: Sequence[str], *, network: bool, quiet: bool
) -> tuple[bool, Intake]:
    """Whether all was worked through, and what came in."""
    from counterpoint.cli.signals import stopping
    from counterpoint.desk.intake import Intake
    from counterpoint.desk.tools import children, open_tools
    from counterpoint.desk.worker import Worker

    with (
        open_tools(settings, network=network) as tools,
        progress_bar({"extract": "Extracting", "annotate": "Annotating"}, quiet=quiet) as tell,
    ):
        counts = {"extract": 0, "annotate": 0}

        def told(done: Done) -> None:
            if done.outcome is not None and done.kind.value in counts:
                counts[done.kind.value] += 1
                tell("extract", counts["extract"], max(len(intake.taken), counts["extract"]))
                tell("annotate", counts["annotate"], max(counts["extract"], counts["annotate"]))

        intake = Intake(_items(names, listed, tools.fetcher))
        worker = Worker(tools, children=children(settings), patient=False, tell=told, polls=False)
        worker.add(intake)
        with stopping(partial(_stop, worker, tools)):
            worker.drain()
        return not worker.stopped, intake


def _stop(worker: Worker, tools: Tools) -> None:
    """Called by a signal, in the middle of whatever is done: a fetch that this thread waits for is ended by another one."""
    worker.stop()
    if tools.fetcher is not None:
        threading.Thread(target=tools.fetcher.close, daemon=True).start()


def _items(names: list[str], listed: Sequence[str], fetcher: Fetcher | None) -> Iterator[Item]:
    from counterpoint.ingest.doors import open_door

    for name in _named(names, listed):
        yield from open_door(name, fetcher, pictures=True)


def _named(names: list[str], listed: Sequence[str]) -> list[str]:
    """The names as given, each once; "-" stands for the lines of standard input that are no comments."""
    lines = [line.strip() for line in listed if not line.lstrip().startswith("#")]
    given = [each for name in names for each in (lines if name == "-" else [name])]
    return list(dict.fromkeys(name for name in given if name))


def _say(found: Summary, *, as_json: bool) -> None:
    if as_json:
        counts = {
            "asked": found.asked,
            "stored": found.stored,
            "unchanged": found.unchanged,
            "rejected": found.rejected,
            "reasons": found.reasons,
        }
        sys.stdout.write(json.dumps(counts, ensure_ascii=False) + "\n")
        return
    sys.stdout.write(
        f"{found.asked} asked: {found.stored} stored, {found.unchanged} unchanged, {found.rejected} rejected\n"
    )
    for reason, number in list(found.reasons.items())[:_MOST_REASONS]:
        sys.stdout.write(f"  {number} rejected: {reason}\n")
    if len(found.reasons) > _MOST_REASONS:
        sys.stdout.write(f"  and {len(found.reasons) - _MOST_REASONS} more reasons: counterpoint status\n")
