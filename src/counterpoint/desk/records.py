"""Records of the engine as bytes, and back.

MessagePack, since it keeps infinities, times without a zone and Unicode as they are; zstd around it. Fields that a
later version of a record adds take their defaults when an older one is read; fields that are gone are passed over.
"""

from __future__ import annotations

from threading import local
from typing import TypeVar

import msgspec
import zstandard

from counterpoint.errors import MissingError

Record = TypeVar("Record")

_LEVEL = 3  # zstd's default; measured on the example's records: level 9 makes them 7 % smaller in six times the time
_LARGEST = 64_000_000  # bytes after decompression: as much as a child may give back (run.guard.LARGEST)
_own = local()  # zstd's contexts must not be shared between threads


def pack(record: object) -> bytes:
    """Return a record, or a tuple of records, as bytes."""
    return compress(msgspec.msgpack.encode(record))


def unpack(data: bytes | memoryview, kind: type[Record]) -> Record:
    """Return the record that `pack` made.

    Raises:
        MissingError: The bytes are damaged, or of another kind of record.
    """
    try:
        return msgspec.msgpack.decode(expand(data), type=kind)
    except msgspec.MsgspecError as error:
        raise MissingError(
            f"a stored {getattr(kind, '__name__', kind)} cannot be read ({error}); restore the database from a backup"
        ) from error


def compress(content: bytes) -> bytes:
    """Return bytes compressed with zstd."""
    if not hasattr(_own, "compressor"):
        _own.compressor = zstandard.ZstdCompressor(level=_LEVEL)
    return bytes(_own.compressor.compress(content))


def expand(data: bytes | memoryview) -> bytes:
    """Return what `compress` was given.

    Raises:
        MissingError: The bytes are damaged.
    """
    if not hasattr(_own, "expander"):
        _own.expander = zstandard.ZstdDecompressor()
    try:
        return bytes(_own.expander.decompress(bytes(data), max_output_size=_LARGEST))
    except zstandard.ZstdError as error:
        raise MissingError(
            f"stored bytes are damaged ({error}); restore the database from a backup"
        ) from error
