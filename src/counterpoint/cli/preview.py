"""`counterpoint preview`: serve a folder of written pages on this machine.

Data way: after everything. Listens on 127.0.0.1 only, and reads the folder.
"""

from __future__ import annotations

import argparse
import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoint.cli.parsers import Commands
from counterpoint.errors import ConfigError

if TYPE_CHECKING:
    from http.server import SimpleHTTPRequestHandler


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    preview = commands.add_parser(
        "preview",
        help="serve a folder of pages on this machine",
        description="Serve a folder of written pages on 127.0.0.1, for a look; stop it with Ctrl-C.",
    )
    preview.add_argument("folder", type=Path, metavar="FOLDER", help="what compare --output wrote into")
    preview.add_argument("--port", type=int, default=8765, help="0 takes any free one (default: 8765)")
    preview.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    from http.server import ThreadingHTTPServer

    if not options.folder.is_dir():
        raise ConfigError(
            f"{options.folder} is not a folder; write a page into it first with compare --output"
        )
    handler = functools.partial(_quiet_handler(), directory=str(options.folder))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", options.port), handler)
    except (OSError, OverflowError) as error:  # OverflowError: no port has such a number
        said = error.strerror if isinstance(error, OSError) else "a port is 0 to 65535"
        raise ConfigError(
            f"port {options.port} cannot be used ({said}); choose another with --port", key="port"
        ) from error
    with server:
        page = (options.folder / "index.html").resolve()
        if page.exists():
            sys.stdout.write(f"The page is {page}\n")
        sys.stdout.write(f"Open http://127.0.0.1:{server.server_address[1]}/ (Ctrl-C stops)\n")
        sys.stdout.flush()
        server.serve_forever()
    return 0


def _quiet_handler() -> type[SimpleHTTPRequestHandler]:
    from http.server import SimpleHTTPRequestHandler

    class Quiet(SimpleHTTPRequestHandler):
        """Serves files without a line for each request."""

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            """Keep quiet."""

    return Quiet
