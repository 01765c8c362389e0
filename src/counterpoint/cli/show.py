"""`counterpoint show`: an article with all that is known of it, and its versions.

Data way: beside it. Reads the store; writes to standard output. The form of --json: docs/reference/store.md.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from counterpoint.cli.opened import opened
from counterpoint.cli.output import standard_output
from counterpoint.cli.parsers import Commands

if TYPE_CHECKING:
    from counterpoint.desk.show import Shown


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    show = commands.add_parser(
        "show",
        help="show an article with all that is known of it",
        description="Show an article: where it came from, what it says of its reuse and what that allows, its versions and what "
        "each changed, what was found in its text, and the text.",
    )
    show.add_argument(
        "article",
        metavar="ARTICLE",
        help="its number, its id or the beginning of it, its URL, or the path it was taken in from",
    )
    show.add_argument("--version", type=int, metavar="N", help="as version N had it (default: the latest)")
    form = show.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="all of it as JSON")
    form.add_argument("--text", action="store_true", help="only the text")
    form.add_argument("--raw", action="store_true", help="the bytes it was extracted from, as captured")
    show.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Find it, and show it."""
    settings = opened(options)
    from counterpoint.desk.clock import now
    from counterpoint.desk.find import find_article
    from counterpoint.desk.guarded import reading
    from counterpoint.desk.show import captured_bytes, show

    moment = now()
    with reading():
        row = find_article(options.article)
        if options.raw:
            raw = captured_bytes(row, version=options.version)
        else:
            found = show(row, now=moment, licensed=settings.rights.licensed, version=options.version)
    if options.raw:
        _write_bytes(raw)
        return 0
    with standard_output(document=options.json or options.text):
        if options.json:
            sys.stdout.write(_json(found))
        elif options.text:
            sys.stdout.write(found.article.text + "\n")
        else:
            from counterpoint.cli.shown import write_shown

            write_shown(found, moment)
    return 0


def _json(found: Shown) -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"


def _write_bytes(content: bytes) -> None:
    """Bytes go past the text layer of standard output: they are shown as they came."""
    with standard_output(document=True):
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
