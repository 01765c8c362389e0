"""`counterpoint run`: poll, fetch, extract, annotate and store, until stopped.

Data way: all of it, from Feed to Annotations. Reads and writes the store; asks the network.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from counterpoint.cli.opened import opened
from counterpoint.cli.parsers import Commands

if TYPE_CHECKING:
    from counterpoint.config import Settings
    from counterpoint.desk.metrics import WorkerFigures
    from counterpoint.desk.worker import Worker


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    work = commands.add_parser(
        "run",
        help="poll the feeds and work through what they bring, until stopped",
        description="Poll the feeds, fetch their pages, extract, annotate and store, until stopped by Ctrl-C or SIGTERM. "
        "Several may run at once on PostgreSQL.",
    )
    work.add_argument("--once", action="store_true", help="end when nothing is due")
    work.add_argument(
        "--metrics",
        type=int,
        metavar="PORT",
        help="answer /healthz, /readyz and /metrics on serve.host and this port, with how long each stage takes",
    )
    work.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Work."""
    settings = opened(options)
    from counterpoint.cli.signals import stopping
    from counterpoint.desk.tools import children, open_tools
    from counterpoint.desk.worker import Worker

    with open_tools(settings, network=True) as tools:
        figures = _figures(options)
        tell = figures.tell if figures is not None else lambda _: None
        worker = Worker(tools, children=children(settings), tell=tell)
        with stopping(worker.stop), _served(settings, worker, figures, options.metrics):
            if options.once:
                worker.drain()
            else:
                worker.run()
    return 0


def _figures(options: argparse.Namespace) -> WorkerFigures | None:
    if options.metrics is None:
        return None
    from counterpoint.desk.clock import now
    from counterpoint.desk.metrics import WorkerFigures

    return WorkerFigures(now)


@contextmanager
def _served(settings: Settings, worker: Worker, figures: WorkerFigures | None, port: int) -> Iterator[None]:
    """Answer over HTTP beside the worker, where that is asked for."""
    if figures is None:
        yield
        return
    from counterpoint.desk.server import application, beside, make_site
    from counterpoint.logs import get_logger

    figures.watch(worker)
    site = make_site(settings, registry=figures.registry)
    with beside(application(site), settings.serve.host, port) as server:
        get_logger("counterpoint.server").info("serving", url=server.url)
        yield
