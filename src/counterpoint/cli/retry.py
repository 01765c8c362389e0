"""`counterpoint retry`: what was set aside after too many tries, once more.

Data way: beside it. Writes to the queue.
"""

from __future__ import annotations

import argparse
import sys

from counterpoint.cli.opened import opened
from counterpoint.cli.output import standard_output
from counterpoint.cli.parsers import Commands


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    retry = commands.add_parser(
        "retry",
        help="try again what was set aside",
        description="Put tasks that were set aside after too many tries back into the queue; counterpoint run or the next "
        "counterpoint ingest takes them.",
    )
    retry.add_argument(
        "tasks",
        nargs="*",
        type=int,
        metavar="TASK",
        help="numbers that counterpoint status shows (default: all)",
    )
    retry.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Put them back."""
    opened(options)
    from counterpoint.desk import tasks
    from counterpoint.desk.clock import now

    number = tasks.retry(options.tasks or None, now=now())
    with standard_output(document=False):
        sys.stdout.write(f"{number} put back into the queue\n")
    return 0
