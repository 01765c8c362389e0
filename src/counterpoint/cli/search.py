"""`counterpoint search`: the articles that hold certain words.

Data way: beside it. Reads the store; writes to standard output.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from counterpoint.cli.opened import opened
from counterpoint.cli.output import standard_output
from counterpoint.cli.parsers import Commands

if TYPE_CHECKING:
    from counterpoint.desk.found import Found


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    search = commands.add_parser(
        "search",
        help="find articles by their words",
        description='Find articles: all words, "a phrase", -without, one OR another, beginn*, title:word, lang:fr, '
        "site:outlet.example, after:2026-01-31, before:2026-02. Put -- before a query that begins with a minus.",
    )
    search.add_argument(
        "query", nargs="+", metavar="WORD", help='words; "" finds every article, newest first'
    )
    search.add_argument("--newest", action="store_true", help="newest first instead of best first")
    search.add_argument(
        "--limit", type=_limit, default=10, metavar="N", help="at most so many, up to 1000 (default: 10)"
    )
    search.add_argument("--json", action="store_true", help="as JSON")
    search.set_defaults(run=run)


def _limit(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1000:
        raise argparse.ArgumentTypeError("1 to 1000")
    return number


def run(options: argparse.Namespace) -> int:
    """Search, and show what is found."""
    settings = opened(options)
    from counterpoint.desk.clock import now
    from counterpoint.desk.found import find
    from counterpoint.desk.guarded import reading

    with reading():
        found = find(
            " ".join(options.query),
            now=now(),
            ranked=not options.newest,
            limit=options.limit,
            licensed=settings.rights.licensed,
        )
    with standard_output(document=options.json):
        if options.json:
            sys.stdout.write(_json(found))
        else:
            _write(found, options.limit)
    return 0


def _json(found: list[Found]) -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"


def _write(found: list[Found], limit: int) -> None:
    from counterpoint.cli.layout import Page, moment, shown

    page = Page()
    if not found:
        page.line("nothing was found; fewer words, or the beginning of one with *, find more")
        return
    for each in found:
        hit = each.hit
        page.heading(shown(hit.title) or "(no title)")
        facts = (f"#{hit.article}", hit.outlet, moment(hit.published), hit.name, hit.url)
        page.line(", ".join(shown(fact) for fact in facts if fact), indent=2)
        if each.why:
            page.line(f"({shown(each.why)})", indent=2)
        elif each.snippet.text:
            page.marked(each.snippet.text, each.snippet.found, indent=2)
    if len(found) == limit:
        page.heading("There may be more: --limit N shows up to N")
