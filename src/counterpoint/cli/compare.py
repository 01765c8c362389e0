"""`counterpoint compare`: several reports of one event in, one story out.

Data way: the whole of it at once. Reads files and the network; writes to standard output or a file.
"""

from __future__ import annotations

import argparse
import functools
import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoint.cli.output import progress_bar, standard_output
from counterpoint.cli.parsers import Commands, settings_of
from counterpoint.errors import ConfigError, PublishError

if TYPE_CHECKING:
    from rich.console import Console

    from counterpoint.config import FetchSettings
    from counterpoint.ingest.http import HttpFetcher
    from counterpoint.types import Outlet, Story
    from counterpoint.types.around import Around

FORMATS = ("terminal", "html", "markdown", "json")
_DOING = {
    "read": "Reading",
    "extract": "Extracting",
    "annotate": "Annotating",
    "align": "Comparing",
    "brief": "Writing",
}


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    compare = commands.add_parser(
        "compare",
        help="make one story of several reports",
        description="Make one story of several reports of one event, every sentence traceable to their words.",
    )
    compare.add_argument(
        "names",
        nargs="+",
        metavar="NAME",
        help="a file (HTML, plain text, ninjs, NewsML-G2, NITF), a folder, a URL, or - for a list on standard input",
    )
    compare.add_argument("--format", choices=FORMATS, help="default: by the output's suffix, else terminal")
    compare.add_argument("--output", metavar="FILE", type=Path, help="write there instead of standard output")
    compare.add_argument(
        "--locale",
        metavar="TAG",
        help="language of the page around the reports (default: the setting locale)",
    )
    compare.add_argument(
        "--outlets",
        metavar="FILE",
        action="append",
        default=[],
        help="a CSV or JSON file of outlets with their owners: those of one owner count once (may be given again)",
    )
    compare.add_argument("--quiet", action="store_true", help="no progress on standard error")
    compare.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read, compare, write."""
    # Here, not above: what a wrong flag or --help needs does not wait for the engine to load.
    from counterpoint.ingest.files import is_url, read_inputs
    from counterpoint.render.i18n import interface
    from counterpoint.run.compare import compare

    form = options.format or form_of(options.output)
    locale = options.locale or settings_of(options).locale
    interface(locale)  # an unknown locale is said before any work
    if options.output is not None and options.output.is_dir():
        raise PublishError(f"{options.output} is a folder; name a file in it", path=str(options.output))
    outlets = _outlets(options.outlets)
    listed = sys.stdin.read().splitlines() if "-" in options.names else ()
    urls = any(is_url(name.strip()) for name in (*options.names, *listed))
    fetcher = _fetcher(settings_of(options).fetch) if urls else None
    with progress_bar(_DOING, quiet=options.quiet) as tell:
        captures, rejected = read_inputs(
            options.names,
            listed=listed,
            fetcher=fetcher,
            progress=functools.partial(tell, "read"),
            pictures=True,
        )
        if fetcher is not None:
            fetcher.close()
        if not captures and not rejected:
            raise ConfigError("there is nothing to compare: the folders and lists named hold no files")
        story = compare(captures, rejected=rejected, progress=tell, now=datetime.now(UTC), outlets=outlets)
    write_story(story, form, options.output, locale)
    return 0


def _outlets(names: list[str]) -> list[Outlet]:
    from counterpoint.cli.outlets import outlet_file

    return [outlet for name in names for outlet in outlet_file(name).outlets]


def _fetcher(settings: FetchSettings) -> HttpFetcher:
    """The way to the network, for those who name an address: the rest need not wait for its libraries to load."""
    from counterpoint.ingest.http import HttpFetcher

    return HttpFetcher(clock=lambda: datetime.now(UTC), settings=settings)


def form_of(output: Path | None) -> str:
    """Return the format that a file's name asks for."""
    suffix = output.suffix.lower() if output else ""
    return {".html": "html", ".htm": "html", ".md": "markdown", ".json": "json"}.get(suffix, "terminal")


def write_story(
    story: Story, form: str, output: Path | None, locale: str, around: Around | None = None
) -> None:
    """Write a story in one of FORMATS, with what stands around it: to a file, or to standard output."""
    from rich.console import Console

    if output is None:
        with standard_output(document=form != "terminal"):
            if form == "terminal":
                _print(story, Console(), locale, around)
            else:
                sys.stdout.write(_rendered(story, form, locale, around))
        return
    if form == "terminal":
        console = Console(record=True, file=io.StringIO(), width=100)
        _print(story, console, locale, around)
        text = console.export_text()
    else:
        text = _rendered(story, form, locale, around)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise PublishError(f"{output} cannot be written: {error.strerror}", path=str(output)) from error
    sys.stderr.write(f"{output}: {len(story.articles)} reports, {len(story.disputes)} disputes\n")


def _print(story: Story, console: Console, locale: str, around: Around | None) -> None:
    from counterpoint.render.terminal import print_story

    print_story(story, console, locale=locale, around=around)


def _rendered(story: Story, form: str, locale: str, around: Around | None) -> str:
    if form == "json":
        from counterpoint.render.document import story_document

        return json.dumps(story_document(story, around), ensure_ascii=False, indent=1) + "\n"
    if form == "html":
        from counterpoint.render.html import story_page

        return story_page(story, locale=locale, now=datetime.now(UTC), around=around)
    from counterpoint.render.markdown import story_markdown

    return story_markdown(story, locale=locale, around=around)
