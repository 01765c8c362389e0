"""`counterpoint run`: poll, fetch, extract, annotate and store, until stopped.

Data way: all of it, from Feed to Annotations. Reads and writes the store; asks the network.
"""

from __future__ import annotations

import argparse

from counterpoint.cli.opened import opened
from counterpoint.cli.parsers import Commands


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    work = commands.add_parser(
        "run",
        help="poll the feeds and work through what they bring, until stopped",
        description="Poll the feeds, fetch their pages, extract, annotate and store, until stopped by Ctrl-C or SIGTERM. "
        "Several may run at once on PostgreSQL.",
    )
    work.add_argument("--once", action="store_true", help="end when nothing is due")
    work.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Work."""
    settings = opened(options)
    from counterpoint.cli.signals import stopping
    from counterpoint.desk.tools import children, open_tools
    from counterpoint.desk.worker import Worker

    with open_tools(settings, network=True) as tools:
        worker = Worker(tools, children=children(settings))
        with stopping(worker.stop):
            if options.once:
                worker.drain()
            else:
                worker.run()
    return 0
