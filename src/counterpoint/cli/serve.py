"""`counterpoint serve`: answer over HTTP, until stopped.

Data way: the end of it. Reads the store; what hubs send (WebSub) makes their feeds due. Asks nothing of the network.
"""

from __future__ import annotations

import argparse

from counterpoint.cli.opened import opened
from counterpoint.cli.parsers import Commands


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    serve = commands.add_parser(
        "serve",
        help="answer over HTTP: health, readiness, figures, and hubs that push",
        description="Answer over HTTP on serve.host and serve.port, until stopped by Ctrl-C or SIGTERM: /healthz, /readyz, "
        "/metrics for Prometheus, and hubs that push (WebSub, where serve.websub is set).",
    )
    serve.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve."""
    import threading

    settings = opened(options)
    from counterpoint.cli.signals import stopping
    from counterpoint.desk.server import Server, application, make_site
    from counterpoint.logs import get_logger

    log = get_logger("counterpoint.server")
    stopped = threading.Event()
    site = make_site(settings, takes_pushes=True)
    server = Server(application(site), settings.serve.host, settings.serve.port)
    with stopping(stopped.set):
        log.info("serving", url=server.url)
        server.run(stopped)
    log.info("stopped")
    return 0
