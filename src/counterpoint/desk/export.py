"""Everything out again: a folder of files in an open format, with a manifest.

Data way: the store -> files. Reads the store a few rows at a time, and writes to a folder within the one named, from where
all is moved at the end, the manifest last: a folder with a manifest is whole, and nothing half-made looks so.

What is written: docs/reference/store.md. An export is the owner's own copy, so all is in it; columns beside each text say what may
be done with it.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

import msgspec

from counterpoint.desk import models, store
from counterpoint.desk.export_files import SOFTWARE, Hashed, write_archives, write_lines, write_parquet
from counterpoint.desk.export_rows import Scope
from counterpoint.desk.export_tables import TABLES, Table, found_by, last_rows
from counterpoint.errors import PublishError
from counterpoint.ingest.opml import write_opml
from counterpoint.types import Capture, Subscription

MANIFEST = "manifest.json"
FORMAT = "counterpoint-export"
FORMAT_VERSION = 1  # of the files as a whole; raised when a column goes or changes its meaning
_KEYS = 500  # captures looked up at a time
UNFINISHED = ".unfinished-export"
OPML = "feeds.opml"
CAPTURES = next(table for table in TABLES if table.name == "captures")
_OURS = re.compile(
    rf"(?:{'|'.join(table.name for table in TABLES)})\.(?:jsonl|parquet)|captures-\d{{5}}\.warc\.gz|feeds\.opml|manifest\.json"
)
_HERE = ("folder", "file")  # kinds of feeds that are of this machine: an OPML list holds addresses

Item = TypeVar("Item")


class Form(StrEnum):
    """What the files are."""

    JSONL = "jsonl"
    PARQUET = "parquet"
    WARC = "warc"


@dataclass(frozen=True, slots=True)
class File:
    """One file of an export."""

    name: str
    holds: str  # a table's name; "captures" of archives; "feeds" of the OPML list
    rows: int
    bytes: int
    sha256: str  # hex


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export is, and what is in it: the file manifest.json."""

    format: str
    format_version: int
    form: Form
    software: str
    made: datetime
    only: str | None  # the search whose articles it holds; None for everything
    files: tuple[File, ...]
    without_bytes: int  # captures of the scope whose bytes are no longer kept

    @property
    def rows(self) -> dict[str, int]:
        """How many rows or captures each kind of file holds."""
        total: dict[str, int] = {}
        for file in self.files:
            if file.name != OPML:
                total[file.holds] = total.get(file.holds, 0) + file.rows
        return total


def export(
    folder: Path,
    form: Form,
    *,
    now: datetime,
    only: str | None = None,
    licensed: Sequence[str] = (),
    tell: Callable[[str, int, int], None] = lambda *_: None,
) -> Manifest:
    """Write all that is stored into a folder.

    Args:
        folder: Is made where it is not there. It may hold nothing, or an earlier export, which is replaced at the end.
        form: Of the files.
        now: The time, UTC.
        only: A search (`query.py`): only the articles that it finds, with what belongs to them.
        licensed: As in the settings: `rights.licensed`.
        tell: Called with a table's name, how many rows are written, and of how many.

    Raises:
        PublishError: The folder holds other things, or cannot be written; what was there before is as it was.
    """
    try:
        before = _former(folder)
        work = folder / UNFINISHED
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        try:
            scope = Scope(None if only is None else found_by(only), tuple(licensed), last_rows())
            files = [*_write(work, form, scope, now, tell), _feeds(work, scope, now)]
            manifest = Manifest(
                FORMAT, FORMAT_VERSION, form, SOFTWARE, now, only, tuple(files), _without_bytes(scope)
            )
            _write_file(work / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
            _move(work, folder, before, [file.name for file in files])
        finally:
            shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        raise PublishError(_in_words(folder, error), path=str(folder)) from error
    return manifest


def _former(folder: Path) -> list[str]:
    """The names of a former export's files in a folder; empty for an empty or a new one.

    Raises:
        PublishError: It holds other things.
    """
    if folder.exists() and not folder.is_dir():
        raise PublishError(f"{folder} is a file; name a folder", path=str(folder))
    names = {path.name for path in folder.iterdir()} if folder.exists() else set()
    ours = {name for name in names if _OURS.fullmatch(name)}
    if MANIFEST in names and _is_ours(folder / MANIFEST):
        return sorted(ours)
    # An export that was killed while it moved its files has left them with this folder, and no manifest.
    if names - {UNFINISHED} == ours and (not ours or UNFINISHED in names):
        return sorted(ours)
    raise PublishError(
        f"{folder} is not empty and holds no former export; name an empty or a new folder", path=str(folder)
    )


def _is_ours(path: Path) -> bool:
    try:
        found = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.MsgspecError):
        return False
    return isinstance(found, dict) and found.get("format") == FORMAT


def _write(
    work: Path, form: Form, scope: Scope, now: datetime, tell: Callable[[str, int, int], None]
) -> Iterator[File]:
    if form is Form.WARC:
        captures = _told(_captures(scope), "captures", _number(CAPTURES, scope), tell)
        made = write_archives(captures, lambda n: work / f"captures-{n:05}.warc.gz", now=now)
        for path, file, rows in made:
            yield File(path.name, "captures", rows, file.size, file.sha256)
        return
    write = write_lines if form is Form.JSONL else write_parquet
    for table in TABLES:
        name = f"{table.name}.{form.value}"
        found = _told(table.rows(scope), table.name, _number(table, scope), tell)
        with Hashed(work / name) as file:
            rows = write(table, found, cast("BinaryIO", file))
        yield File(name, table.name, rows, file.size, file.sha256)


def _captures(scope: Scope) -> Iterator[Capture]:
    """The captures whose bytes are kept, in the order in which they were taken in: versions are numbered by it."""
    keys = CAPTURES.keys(scope)
    while some := list(islice(keys, _KEYS)):
        kept = models.Capture.objects.filter(pk__in=some, blob__data__isnull=False).order_by("pk")
        for key in kept.values_list("pk", flat=True):
            yield store.load_capture(key)


def _without_bytes(scope: Scope) -> int:
    gone = models.Capture.objects.filter(blob__data__isnull=True)
    if scope.articles is None:
        return gone.filter(pk__lte=scope.last[CAPTURES.name]).count()
    keys = set(gone.values_list("pk", flat=True))
    return sum(key in keys for key in CAPTURES.keys(scope))


def _number(table: Table, scope: Scope) -> int:
    """About how many rows will come, for the progress bar."""
    return table.model._default_manager.count() if scope.articles is None else len(scope.articles)  # noqa: SLF001 - Django's own name for it


def _told(
    items: Iterator[Item], name: str, total: int, tell: Callable[[str, int, int], None]
) -> Iterator[Item]:
    done = 0
    for done, item in enumerate(items, start=1):
        yield item
        tell(name, done, max(total, done))


def _feeds(work: Path, scope: Scope, now: datetime) -> File:
    """The feeds as a list that every reader of feeds takes."""
    rows = models.Feed.objects.filter(active=True, pk__lte=scope.last["feeds"]).order_by("pk")
    listed = [
        Subscription(row.url, title=row.title or None, site=row.site or None, folders=tuple(row.folders))
        for row in rows.exclude(kind__in=_HERE).iterator(1000)
    ]
    size, digest = _write_file(work / OPML, write_opml(listed, title="Counterpoint", now=now).encode())
    return File(OPML, "feeds", len(listed), size, digest)


def _write_file(path: Path, content: bytes) -> tuple[int, str]:
    with Hashed(path) as file:
        file.write(content)
    return file.size, file.sha256


def _move(work: Path, folder: Path, before: list[str], names: list[str]) -> None:
    """Put the files in their place: the old manifest goes first, the new one comes last."""
    (folder / MANIFEST).unlink(missing_ok=True)
    for name in before:
        if name not in names:
            (folder / name).unlink(missing_ok=True)
    for name in (*names, MANIFEST):
        (work / name).replace(folder / name)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _in_words(folder: Path, error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return f"there is no room for the export in {folder} ({error.strerror}); make room or name a folder on another disk"
    return f"{folder} cannot be written: {error.strerror or error}; name another folder"
