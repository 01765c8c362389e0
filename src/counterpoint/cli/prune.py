"""`counterpoint prune`: let go of what the settings say is not to be kept any longer.

Data way: beside it. Deletes from the store. A worker does the same once a day.
"""

from __future__ import annotations

import argparse
import sys

from counterpoint.cli.opened import opened
from counterpoint.cli.output import standard_output
from counterpoint.cli.parsers import Commands


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    prune = commands.add_parser(
        "prune",
        help="let go of what the settings keep.* say is past its time",
        description="Let go of bytes of captures, of what was rejected, and of records of fetches that found nothing new, as "
        "the settings keep.captures_days, keep.rejected_days and keep.unchanged_days say. counterpoint run does it once a day.",
    )
    prune.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prune, and say what went."""
    settings = opened(options)
    from counterpoint.cli.layout import counted, size
    from counterpoint.desk.clock import now
    from counterpoint.desk.retention import Pruned, prune

    gone = prune(settings.keep, now())
    with standard_output(document=False):
        if gone == Pruned():
            sys.stdout.write("nothing was past its time; counterpoint config shows the settings keep.*\n")
            return 0
        sys.stdout.write(
            f"let go: {counted(gone.rejections, 'refusal')}, {counted(gone.captures, 'capture')}, "
            f"the bytes of {counted(gone.contents, 'content')} ({size(gone.bytes)} before compression)\n"
        )
    return 0
