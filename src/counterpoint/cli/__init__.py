"""The command line: names in, a story out.

Data way: the two ends of it. Reads arguments, files and the network; writes to the terminal and to files.
Every error a user can mend is one sentence and exit status 2; a traceback is shown only under --debug.

One module for each command, all of one form: `add_parser(commands)` says how it is called, `run(options)` does it and
returns the exit status. What `run` needs is imported inside it: a wrong flag or --help does not wait for the engine
or the store to load. tests/cli/test_main.py holds what --help may import. A command that reads settings asks
`parsers.settings_of(options)` for them; the flags for it are every command's.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from counterpoint.cli import (
    add,
    cluster,
    compare,
    config,
    export,
    ingest,
    outlets,
    preview,
    prune,
    retry,
    run,
    search,
    serve,
    show,
    status,
    stories,
    story,
)
from counterpoint.cli.parsers import common_flags
from counterpoint.errors import CounterpointError
from counterpoint.version import __version__

# In the order of --help and of the reference.
COMMANDS = (
    compare,
    cluster,
    preview,
    add,
    run,
    serve,
    ingest,
    outlets,
    status,
    stories,
    story,
    show,
    search,
    export,
    retry,
    prune,
    config,
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; the reference in docs/ is made from it."""
    top = argparse.ArgumentParser(
        prog="counterpoint", description="Many reports of one event in, one sourced story out."
    )
    top.add_argument("--version", action="version", version=f"counterpoint {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(commands)
    common_flags(top, commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except CounterpointError as error:
        if options.debug:
            raise
        sys.stderr.write(f"counterpoint: {error}\n")
        return 2
    except BrokenPipeError:  # the reader of a pipe has seen enough
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("counterpoint: stopped\n")
        return 130
