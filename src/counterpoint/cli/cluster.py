"""`counterpoint cluster`: a corpus of reports into stories and copies, without a store.

Data way: JSON lines -> Items -> Clustered -> JSON lines. Reads files; writes to standard output or a file.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from counterpoint.cli.output import standard_output
from counterpoint.cli.parsers import Commands, settings_of
from counterpoint.errors import ConfigError, PublishError

if TYPE_CHECKING:
    from counterpoint.run.stream import Clustered, Clusterer
    from counterpoint.types import Rejected
    from counterpoint.types.stream import Item

_CHUNK = 262_144  # bytes of a file that are read at once
_SHOWN = 20  # refused lines that are told one by one; the summary counts all
_EVERY = 0.2  # seconds between two updates of the progress


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    cluster = commands.add_parser(
        "cluster",
        help="tell stories and copies in a corpus, without a store",
        description="Tell which reports of a corpus are of one event, and which carry another's words: one report a line in "
        '({"id", "title", "text"} and if known url, published, language, outlet; in stream order), one line each out '
        '({"id", "story", "copy_of", "copy_kind", "score"}; in the same order). Nothing is stored.',
    )
    cluster.add_argument(
        "names",
        nargs="+",
        metavar="FILE",
        help="JSON lines, plain or packed (gzip, zstd); - for standard input",
    )
    cluster.add_argument("--output", metavar="FILE", type=Path, help="write there instead of standard output")
    cluster.add_argument(
        "--window-days",
        metavar="N",
        type=float,
        default=7.0,
        help="how long a report attracts others, in days of the stream (default: 7)",
    )
    cluster.add_argument(
        "--no-copies", action="store_true", help="do not look for copies: copy_of stays null"
    )
    cluster.add_argument(
        "--live",
        action="store_true",
        help="write each line as soon as it is known; a later line of the same id stands in its place",
    )
    cluster.add_argument("--quiet", action="store_true", help="no progress and no summary on standard error")
    cluster.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read, cluster, write; status 1 where lines were refused."""
    _check(options)
    from counterpoint.models import choose_bridge, choose_embedder
    from counterpoint.run.spool import spooled
    from counterpoint.run.stream import BATCH, Clusterer, batches

    began = time.monotonic()
    known: dict[str, bool] = {}
    told = _Told(quiet=options.quiet)
    with ExitStack() as stack:
        out = stack.enter_context(_output(options.output, live=options.live))
        items, languages = _items(options.names, known, told), None
        if not options.live:
            items, languages = stack.enter_context(spooled(items))
        bridge = choose_bridge(languages) if settings_of(options).stories.every_language else None
        clusterer = Clusterer(
            choose_embedder(), bridge, window_days=options.window_days, copies=not options.no_copies
        )
        for batch in batches(items, 1 if options.live else BATCH):
            changed = clusterer.add(batch)
            if options.live:
                _write(changed, known, out)
                out.flush()
            told.progress(clusterer)
        told.clear()
        if not options.live:
            _write(clusterer.result(), known, out)
    told.summary(clusterer, time.monotonic() - began)
    return 1 if told.refused else 0


def _check(options: argparse.Namespace) -> None:
    """Say before any work what cannot end well."""
    from counterpoint.run.stream import LONGEST_WINDOW

    if not 0 < options.window_days <= LONGEST_WINDOW:
        raise ConfigError(
            f"--window-days takes more than 0 and at most {LONGEST_WINDOW:,}", key="window-days"
        )
    if options.names.count("-") > 1:
        raise ConfigError("standard input can be read once; name - once")
    output: Path | None = options.output
    if output is not None and output.is_dir():
        raise PublishError(f"{output} is a folder; name a file in it", path=str(output))
    for name in options.names:
        if name == "-":
            continue
        path = Path(name)
        if not path.exists():
            raise ConfigError(f"{name}: no such file; check the name", file=name)
        if path.is_dir():
            raise ConfigError(f"{name} is a folder; name the files in it", file=name)
        if output is not None and output.exists() and output.samefile(path):
            raise PublishError(
                f"{output} is read and cannot be written at once; name another file", path=name
            )


def _items(names: Sequence[str], known: dict[str, bool], told: _Told) -> Iterator[Item]:
    """The reports of all files, in order; what is refused is told as it comes."""
    from counterpoint.ingest.reports import read_reports
    from counterpoint.types import Rejected

    for name in names:
        try:
            with _opened(name) as file:
                for found in read_reports(_chunks(file), "standard input" if name == "-" else name, known):
                    if isinstance(found, Rejected):
                        told.refuse(found)
                    else:
                        yield found
        except OSError as error:
            told.refuse(Rejected(name, "ingest", f"cannot be read: {error.strerror}; check the file"))


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as file:
        yield file


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    # As much as is there: of a pipe, a line is read when it comes, not when a block is full.
    read = getattr(file, "read1", file.read)
    while chunk := read(_CHUNK):
        yield chunk


@contextmanager
def _output(path: Path | None, *, live: bool) -> Iterator[TextIO]:
    """Standard output, or a file that is there when it is whole; one that is written live grows."""
    if path is None:
        with standard_output(document=True):
            yield sys.stdout
        return
    part = path if live else path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise PublishError(f"{path} cannot be written: {error.strerror}", path=str(path)) from error
    finally:
        if not live:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _write(found: Sequence[Clustered], known: dict[str, bool], out: TextIO) -> None:
    for each in found:
        record = {
            "id": _as_given(each.id, known),
            "story": each.story,
            "copy_of": each.copy_of and _as_given(each.copy_of, known),
            "copy_kind": each.copy_kind and each.copy_kind.value,
            "score": each.score,
        }
        line = json.dumps(record, ensure_ascii=False)
        if not line.isprintable():  # half a surrogate pair is no UTF-8: as it was given, escaped
            line = json.dumps(record)
        out.write(line + "\n")


def _as_given(id_: str, known: dict[str, bool]) -> str | float:
    """An id as it came: a number stays one."""
    if not known[id_]:
        return id_
    number: float = json.loads(id_)
    return number


class _Told:
    """What is said on standard error."""

    def __init__(self, *, quiet: bool) -> None:
        self.refused = 0
        self._quiet = quiet
        self._watched = not quiet and sys.stderr.isatty()
        self._next = 0.0
        self._shown = False

    def refuse(self, rejected: Rejected) -> None:
        """Say what was refused, and why: the first of many."""
        self.refused += 1
        if self.refused <= _SHOWN:
            self.clear()
            sys.stderr.write(f"{rejected.item}: {rejected.reason}\n")
        elif self.refused == _SHOWN + 1:
            sys.stderr.write("more lines are refused; the rest is counted\n")

    def progress(self, clusterer: Clusterer) -> None:
        """Where a person watches, how far it is."""
        if self._watched and time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            sys.stderr.write(f"\r{len(clusterer):,} reports, {clusterer.stories:,} stories ")
            sys.stderr.flush()
            self._shown = True

    def clear(self) -> None:
        """Take the progress away."""
        if self._shown:
            sys.stderr.write("\r" + " " * 50 + "\r")
            self._shown = False

    def summary(self, clusterer: Clusterer, seconds: float) -> None:
        """One line, at the end."""
        self.clear()
        if not self._quiet or self.refused:
            sys.stderr.write(
                f"{len(clusterer):,} reports: {clusterer.stories:,} stories, {clusterer.copies:,} copies, "
                f"{self.refused:,} refused, {seconds:.1f} seconds\n"
            )
