"""The command line: names in, a story out.

Data way: the two ends of it. Reads arguments, files and the network; writes to the terminal and to files.
Every error a user can mend is one sentence and exit status 2; a traceback is shown only under --debug.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from counterpoint.errors import ConfigError, CounterpointError, PublishError
from counterpoint.types import Story
from counterpoint.version import __version__

if TYPE_CHECKING:
    from counterpoint.ingest.http import HttpFetcher

FORMATS = ("terminal", "html", "markdown", "json")
_DOING = {
    "read": "Reading",
    "extract": "Extracting",
    "annotate": "Annotating",
    "align": "Comparing",
    "brief": "Writing",
}


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; the reference in docs/ is made from it."""
    top = argparse.ArgumentParser(
        prog="counterpoint", description="Many reports of one event in, one sourced story out."
    )
    top.add_argument("--version", action="version", version=f"counterpoint {__version__}")
    top.add_argument("--debug", action="store_true", help="show the traceback of an error")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

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
        "--locale", default="en", metavar="TAG", help="language of the page around the reports (default: en)"
    )
    compare.add_argument("--quiet", action="store_true", help="no progress on standard error")
    compare.set_defaults(run=_compare)

    preview = commands.add_parser(
        "preview",
        help="serve a folder of pages on this machine",
        description="Serve a folder of written pages on 127.0.0.1, for a look; stop it with Ctrl-C.",
    )
    preview.add_argument("folder", type=Path, metavar="FOLDER")
    preview.add_argument("--port", type=int, default=8765, help="0 takes any free one (default: 8765)")
    preview.set_defaults(run=_preview)
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


def _compare(options: argparse.Namespace) -> int:
    # Here, not above: what a wrong flag or --help needs does not wait for the engine to load.
    from counterpoint.ingest.files import is_url, read_inputs  # noqa: PLC0415
    from counterpoint.render.i18n import interface  # noqa: PLC0415
    from counterpoint.run.compare import compare  # noqa: PLC0415

    form = options.format or _form_of(options.output)
    interface(options.locale)  # an unknown locale is said before any work
    if options.output is not None and options.output.is_dir():
        raise PublishError(f"{options.output} is a folder; name a file in it", path=str(options.output))
    listed = sys.stdin.read().splitlines() if "-" in options.names else ()
    fetcher = _fetcher() if any(is_url(name.strip()) for name in (*options.names, *listed)) else None
    with _bar(quiet=options.quiet) as tell:
        captures, rejected = read_inputs(
            options.names, listed=listed, fetcher=fetcher, progress=functools.partial(tell, "read")
        )
        if fetcher is not None:
            fetcher.close()
        if not captures and not rejected:
            raise ConfigError("there is nothing to compare: the folders and lists named hold no files")
        story = compare(captures, rejected=rejected, progress=tell)
    _write(story, form, options.output, options.locale)
    return 0


def _fetcher() -> HttpFetcher:
    """The way to the network, for those who name an address: the rest need not wait for its libraries to load."""
    from counterpoint.ingest.http import HttpFetcher  # noqa: PLC0415

    return HttpFetcher(clock=lambda: datetime.now(UTC))


def _form_of(output: Path | None) -> str:
    suffix = output.suffix.lower() if output else ""
    return {".html": "html", ".htm": "html", ".md": "markdown", ".json": "json"}.get(suffix, "terminal")


def _write(story: Story, form: str, output: Path | None, locale: str) -> None:
    if output is None:
        _show(story, form, locale)
        return
    if form == "terminal":
        console = Console(record=True, file=io.StringIO(), width=100)
        _print(story, console, locale)
        text = console.export_text()
    else:
        text = _rendered(story, form, locale)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8", errors="replace")
    except OSError as error:
        raise PublishError(f"{output} cannot be written: {error.strerror}", path=str(output)) from error
    sys.stderr.write(f"{output}: {len(story.articles)} reports, {len(story.disputes)} disputes\n")


def _show(story: Story, form: str, locale: str) -> None:
    """Write to standard output: documents in UTF-8, the terminal's own view in what the terminal reads."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if form == "terminal":
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # names of files may be no UTF-8
    try:
        if form == "terminal":
            _print(story, Console(), locale)
        else:
            sys.stdout.write(_rendered(story, form, locale))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is left in the buffer would be tried again, and fail again, at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise PublishError(f"standard output cannot be written: {error.strerror}", path="-") from error


def _print(story: Story, console: Console, locale: str) -> None:
    from counterpoint.render.terminal import print_story  # noqa: PLC0415

    print_story(story, console, locale=locale)


def _rendered(story: Story, form: str, locale: str) -> str:
    if form == "json":
        from counterpoint.render.document import story_document  # noqa: PLC0415

        return json.dumps(story_document(story), ensure_ascii=False, indent=1) + "\n"
    if form == "html":
        from counterpoint.render.html import story_page  # noqa: PLC0415

        return story_page(story, locale=locale, now=datetime.now(UTC))
    from counterpoint.render.markdown import story_markdown  # noqa: PLC0415

    return story_markdown(story, locale=locale)


class _bar:  # noqa: N801 - reads as the verb of its with statement
    """A progress bar on standard error, only where a person watches and the work takes a while."""

    def __init__(self, *, quiet: bool) -> None:
        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description:12}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=quiet or not console.is_terminal,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Callable[[str, int, int], None]:
        self._bar.start()
        return self._tell

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def _tell(self, stage: str, done: int, total: int) -> None:
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(_DOING[stage], total=total)
        self._bar.update(self._tasks[stage], completed=done, total=total)


def _preview(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        raise ConfigError(
            f"{options.folder} is not a folder; write a page into it first with compare --output"
        )
    handler = functools.partial(_QuietHandler, directory=str(options.folder))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", options.port), handler)
    except OSError as error:
        raise ConfigError(
            f"port {options.port} cannot be used ({error.strerror}); choose another with --port", key="port"
        ) from error
    with server:
        page = (options.folder / "index.html").resolve()
        if page.exists():
            sys.stdout.write(f"The page is {page}\n")
        sys.stdout.write(f"Open http://127.0.0.1:{server.server_address[1]}/ (Ctrl-C stops)\n")
        sys.stdout.flush()
        server.serve_forever()
    return 0


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Keep quiet."""


if __name__ == "__main__":
    sys.exit(main())
