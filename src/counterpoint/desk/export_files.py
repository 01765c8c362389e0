"""The files of an export: JSON lines, Parquet, WARC.

Data way: rows, Captures -> files. Writes to the file that it is given, and holds a few rows or one capture at a time.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

import msgspec
import pyarrow as pa
from pyarrow import parquet

from counterpoint.desk.export_rows import Row, Value
from counterpoint.desk.export_tables import Column, Kind, Table
from counterpoint.ingest.warcwrite import write_warc
from counterpoint.types import Capture
from counterpoint.version import __version__

GROUP_ROWS = 1_000  # of a Parquet row group, at most: a reader takes one into memory
GROUP_BYTES = 16_000_000  # about; a single row may have more
WARC_BYTES = 1_000_000_000  # of captures in one archive, before compression, as crawlers cut theirs
SOFTWARE = f"Counterpoint {__version__}"

_ARROW = {
    Kind.NUMBER: pa.int64(),
    Kind.TEXT: pa.string(),
    Kind.TIME: pa.timestamp("us", tz="UTC"),
    Kind.TRUTH: pa.bool_(),
    Kind.BYTES: pa.binary(),
    Kind.TEXTS: pa.list_(pa.string()),
    Kind.RECORD: pa.string(),
}


class Hashed(io.RawIOBase):
    """A new file that knows the sha256 of what was written to it, and is on the disk once it is closed."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb")
        self._hash = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        """Of all that was written, hex."""
        return self._hash.hexdigest()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: object) -> int:
        """Write bytes."""
        content = memoryview(cast("bytes", data)).cast("B")
        self._file.write(content)
        self._hash.update(content)
        self.size += len(content)
        return len(content)

    def tell(self) -> int:
        """Return how much was written."""
        return self.size

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._file.flush()
                os.fsync(self._file.fileno())
        finally:
            self._file.close()
            self.close()


def write_lines(table: Table, rows: Iterable[Row], file: BinaryIO) -> int:
    """Write rows as JSON lines, UTF-8, and return how many."""
    names = [column.name for column in table.columns]
    encode = msgspec.json.Encoder().encode
    written = 0
    for row in rows:
        file.write(encode(dict(zip(names, row, strict=True))) + b"\n")
        written += 1
    return written


def write_parquet(table: Table, rows: Iterable[Row], file: BinaryIO) -> int:
    """Write rows as a Parquet file in row groups of bounded size, and return how many."""
    number = 0
    with parquet.ParquetWriter(file, schema_of(table), compression="zstd") as writer:
        for group in _groups(table.columns, rows):
            columns = [list(values) for values in zip(*group, strict=True)]
            writer.write_table(
                pa.Table.from_pydict(dict(zip(writer.schema.names, columns, strict=True)), writer.schema)
            )
            number += len(group)
    return number


def schema_of(table: Table) -> pa.Schema:
    """Return the schema of a table's Parquet file, each column with its meaning."""
    return pa.schema(
        [pa.field(c.name, _ARROW[c.kind], metadata={"meaning": c.says}) for c in table.columns],
        metadata={"counterpoint": table.says},
    )


def _groups(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    size = 0
    for row in rows:
        values = tuple(_arrow(column, value) for column, value in zip(columns, row, strict=True))
        size += sum(len(value) for value in values if isinstance(value, str | bytes))
        group.append(values)
        if len(group) >= GROUP_ROWS or size >= GROUP_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def _arrow(column: Column, value: Value) -> Value:
    if column.kind is Kind.RECORD and value is not None:
        return msgspec.json.encode(value).decode()
    return value


def write_archives(
    captures: Iterator[Capture], path: Callable[[int], Path], *, now: datetime
) -> Iterator[tuple[Path, Hashed, int]]:
    """Write Captures into as many web archives as they need, and yield of each its path, its file and its number of captures.

    Args:
        captures: In the order in which they are to be read again.
        path: Gives the path of the first, second, third archive.
        now: Aware time of writing.
    """
    first = next(captures, None)
    number = 0
    while first is not None or number == 0:
        number += 1
        part = _Part(first, captures, WARC_BYTES)
        with Hashed(path(number)) as file:
            written = write_warc(part, cast("BinaryIO", file), now=now, software=SOFTWARE)
        yield path(number), file, written
        first = next(captures, None)


class _Part:
    """The captures of one archive: a first one, and more until there are enough bytes: the last one reaches them."""

    def __init__(self, first: Capture | None, captures: Iterator[Capture], most: int) -> None:
        self._next, self._captures, self._left = first, captures, most

    def __iter__(self) -> Iterator[Capture]:
        while self._next is not None:
            capture = self._next
            self._left -= len(capture.content)
            yield capture
            self._next = next(self._captures, None) if self._left > 0 else None
