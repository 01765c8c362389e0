"""`counterpoint status`: how the feeds, the queue and the store stand.

Data way: beside it. Reads the store; writes to standard output. The form of --json: docs/reference/status.schema.json.
"""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from typing import TYPE_CHECKING

from counterpoint.cli.opened import opened
from counterpoint.cli.output import standard_output
from counterpoint.cli.parsers import Commands

if TYPE_CHECKING:
    from counterpoint.cli.layout import Page
    from counterpoint.desk.status import FeedStatus, Status

_FEEDS = (
    12  # rows of each part that a screen of 50 lines has room for; --feeds, --rejected and --queue show all
)
_REASONS = 8
_SET_ASIDE = 8


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    status = commands.add_parser(
        "status",
        help="show how the feeds, the queue and the store stand",
        description="Show the feeds with their last success, next poll and errors, what waits, what was set aside, what was "
        "rejected and why, and how much is stored.",
    )
    form = status.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="all of it as JSON")
    form.add_argument("--feeds", action="store_true", help="every feed")
    form.add_argument("--rejected", action="store_true", help="every reason of rejection")
    form.add_argument("--queue", action="store_true", help="all that waits and all that was set aside")
    status.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Ask the store, and say."""
    settings = opened(options)
    from counterpoint.cli.layout import Page
    from counterpoint.desk.clock import now
    from counterpoint.desk.guarded import reading
    from counterpoint.desk.status import read_status

    whole = options.json or options.feeds or options.queue
    with reading():
        status = read_status(now(), most=None if whole else max(_FEEDS, _SET_ASIDE))
    with standard_output(document=options.json):
        if options.json:
            _write_json(status)
            return 0
        page = Page()
        if options.feeds:
            _feeds(page, status, len(status.feeds))
        elif options.rejected:
            _rejected(page, status, len(status.rejected))
        elif options.queue:
            _queue(page, status, len(status.quarantined))
        else:
            _all(page, status, settings.database)
    return 0


def _write_json(status: Status) -> None:
    import msgspec

    text = msgspec.json.format(msgspec.json.encode(status), indent=1)
    sys.stdout.write(text.decode() + "\n")


def _all(page: Page, status: Status, database: str) -> None:
    from counterpoint.cli.layout import ago, counted, shown, size

    counts = status.counts
    if status.written is None:
        page.line(f"{shown(database)}: nothing is stored yet.")
        page.line("counterpoint add URL adds a feed, and counterpoint run polls it;")
        page.line("counterpoint ingest FILE takes files, folders, archives and pages in.")
        return
    page.heading(shown(database))
    page.line(
        f"{counted(counts.articles, 'article')} in {counted(counts.versions, 'version')}"
        f"{f', {counts.withdrawn:,} withdrawn' if counts.withdrawn else ''}; "
        f"{counted(counts.captures, 'capture')}, {size(counts.bytes)} kept; {size(counts.database_bytes)} on disk",
        indent=2,
    )
    if counts.stories or counts.stories_waiting:
        waiting = (
            f"; {counted(counts.stories_waiting, 'article')} to be put into them"
            if counts.stories_waiting
            else ""
        )
        page.line(f"{counted(counts.stories, 'story', 'stories')}{waiting}", indent=2)
    page.line(f"last written {ago(status.written, status.at)}", indent=2)
    _feeds(page, status, _FEEDS)
    _queue(page, status, _SET_ASIDE)
    _rejected(page, status, _REASONS)
    if status.tallies:
        page.heading("Done so far")
        for stage, group in groupby(status.tallies, key=lambda tally: tally.stage):
            said = ", ".join(f"{tally.count:,} {tally.outcome.replace('_', ' ')}" for tally in group)
            page.line(f"{stage}: {said}", indent=2)


def _feeds(page: Page, status: Status, most: int) -> None:
    from counterpoint.cli.layout import ago

    counts = status.counts
    if not counts.feeds:
        page.heading("No feeds")
        page.line("counterpoint add URL adds one; counterpoint run polls it", indent=2)
        return
    said = [f"{counts.feeds - counts.feeds_stopped:,} polled"]
    said += [f"{counts.feeds_failing:,} failing"] if counts.feeds_failing else []
    said += [f"{counts.feeds_stopped:,} not polled any more"] if counts.feeds_stopped else []
    page.heading(f"Feeds: {', '.join(said)}")
    page.table(
        ("feed", "last success", "next poll", "entries", "state"),
        [
            (
                _feed_name(feed),
                ago(feed.succeeded, status.at),
                ago(feed.next_poll, status.at, never="-"),
                f"{feed.entries:,}",
                _state(feed),
            )
            for feed in status.feeds[:most]
        ],
    )
    if counts.feeds > most:
        page.line(f"and {counts.feeds - most:,} more: counterpoint status --feeds", indent=2)


def _feed_name(feed: FeedStatus) -> str:
    from counterpoint.cli.layout import shown

    return shown(f"{feed.title} ({feed.url})" if feed.title and feed.title != feed.url else feed.url)


def _state(feed: FeedStatus) -> str:
    from counterpoint.cli.layout import counted, shown

    said = shown(feed.error)
    if not feed.active:
        return f"stopped: {said}" if said else "stopped"
    if feed.failures:
        return f"failed {counted(feed.failures, 'time')}: {said}"
    return "well" if feed.polled else "not polled yet"


def _queue(page: Page, status: Status, most: int) -> None:
    from counterpoint.cli.layout import ago, shown

    waiting = [part for part in status.queue if part.state != "quarantined"]
    if not waiting and not status.quarantined:
        page.heading("The queue is empty")
    if waiting:
        page.heading("Queue")
        page.table(
            ("stage", "state", "tasks", "due now", "oldest due"),
            [
                (
                    part.kind,
                    _STATES[part.state],
                    f"{part.tasks:,}",
                    f"{part.due:,}",
                    ago(part.oldest, status.at),
                )
                for part in waiting
            ],
        )
    if not status.quarantined:
        return
    page.heading("Set aside after too many tries (counterpoint retry NUMBER tries again)")
    page.table(
        ("number", "stage", "of", "tries", "reason"),
        [
            (str(task.number), task.kind, shown(task.name), str(task.tries), shown(task.reason))
            for task in status.quarantined[:most]
        ],
    )
    if status.counts.quarantined > most:
        page.line(f"and {status.counts.quarantined - most:,} more: counterpoint status --queue", indent=2)


_STATES = {"ready": "waiting", "leased": "at work"}


def _rejected(page: Page, status: Status, most: int) -> None:
    from counterpoint.cli.layout import ago, shown

    if not status.rejected:
        page.heading("Nothing was rejected")
        return
    page.heading("Rejected")
    page.table(
        ("items", "stage", "last", "reason", "such as"),
        [
            (
                f"{found.items:,}",
                found.stage,
                ago(found.last, status.at),
                shown(found.reason),
                shown(found.example),
            )
            for found in status.rejected[:most]
        ],
    )
    if len(status.rejected) > most:
        page.line(
            f"and {len(status.rejected) - most:,} more reasons: counterpoint status --rejected", indent=2
        )
