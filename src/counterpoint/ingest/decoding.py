"""Unpack an answer while it comes: gzip, deflate, Brotli, Zstandard.

Data way: bytes of the wire -> bytes of the page. Pure: chunks in, chunks out, nothing read ahead.

Every step yields a bounded piece, so that a small answer that unpacks to a huge one is seen before it is in memory;
the caller counts. Specs: RFC 9110 section 8.4, RFC 1952 (several members), RFC 1950 and 1951 ("deflate" is sent as
either), RFC 7932, RFC 8878 (several frames; a window of 8 MB at most, as it recommends).
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli
import zstandard

ACCEPTED = "gzip, deflate, br, zstd"
MAX_LAYERS = 2  # encodings upon each other; more than one is rare and hardly ever meant
PIECE = 65_536  # bytes that one step yields, about
_ZSTD_STEP = 128  # bytes taken at a time: a block of 4 can hold 128 kB, so one step yields 4 MB at most
_ZSTD_WINDOW = 8 * 1024 * 1024
_MAX_MEMBERS = 1_000  # gzip members or zstd frames in a row; real ones have under ten
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"

_Chunks = Iterator[bytes]


class UnknownEncodingError(ValueError):
    """The answer is packed in a way that is not known."""


class BrokenEncodingError(ValueError):
    """The packed bytes are damaged or end early."""


def unpack(chunks: Iterable[bytes], encoding: str | None) -> Iterator[bytes]:
    """Return the bytes as they were before each content encoding, in pieces.

    Args:
        chunks: As received.
        encoding: The Content-Encoding header; the last named was applied last.

    Raises:
        UnknownEncodingError: At once, for an encoding that is not known, or too many.
        BrokenEncodingError: While iterating.
    """
    names = [name.strip().lower() for name in (encoding or "").split(",")]
    names = [name for name in names if name not in {"", "identity"}]
    unknown = [name for name in names if name not in _UNPACKERS]
    if unknown:
        raise UnknownEncodingError(unknown[0][:40])
    if len(names) > MAX_LAYERS:
        raise UnknownEncodingError(f"{len(names)} times over")
    unpacked = iter(chunks)
    for name in reversed(names):
        unpacked = _UNPACKERS[name](unpacked)
    return unpacked


def _gzip(chunks: _Chunks) -> _Chunks:
    head, chunks = _peek(chunks, 2)
    if head[:2] != _GZIP_MAGIC:  # said to be gzip and is not: servers do that, and every browser reads it
        return chunks
    return _inflated(chunks, 31, _GZIP_MAGIC)


def _deflate(chunks: _Chunks) -> _Chunks:
    head, chunks = _peek(chunks, 2)
    wrapped = len(head) > 1 and head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
    return _inflated(chunks, 15 if wrapped else -15, None)


def _inflated(chunks: _Chunks, bits: int, magic: bytes | None) -> _Chunks:
    """Yield inflated pieces; a member after the first must begin with `magic`, else what follows is padding."""
    unpacker, members, any_bytes = zlib.decompressobj(bits), 1, False
    for chunk in chunks:
        data, full = chunk, False  # full: more may wait inside, though every byte was taken
        while data or full:
            if unpacker.eof:
                if magic is None or not data.startswith(magic[: len(data)]):
                    return
                unpacker, members = zlib.decompressobj(bits), _bounded(members + 1)
            any_bytes = True
            try:
                piece = unpacker.decompress(data, PIECE)
            except zlib.error as error:
                raise BrokenEncodingError(str(error)) from error
            if piece:
                yield piece
            full = len(piece) >= PIECE and not unpacker.eof
            data = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if any_bytes and not unpacker.eof:
        raise BrokenEncodingError("it ends early")


def _brotli(chunks: _Chunks) -> _Chunks:
    unpacker, any_bytes = brotli.Decompressor(), False
    for chunk in chunks:
        data, any_bytes = chunk, True
        while not unpacker.is_finished():
            try:
                piece = unpacker.process(data, output_buffer_limit=PIECE)
            except brotli.error as error:
                raise BrokenEncodingError("it is no Brotli") from error
            data = b""
            if piece:
                yield piece
            if len(piece) < PIECE:  # nothing waits inside, whatever it can take
                break
    if any_bytes and not unpacker.is_finished():
        raise BrokenEncodingError("it ends early")


def _zstd(chunks: _Chunks) -> _Chunks:
    unpacker, members, any_bytes = _zstd_frame(), 1, False
    for chunk in chunks:
        rest = chunk
        while rest:
            if unpacker.eof:
                if not rest.startswith(_ZSTD_MAGIC[: len(rest)]):
                    return
                unpacker, members = _zstd_frame(), _bounded(members + 1)
            any_bytes = True
            step, rest = rest[:_ZSTD_STEP], rest[_ZSTD_STEP:]
            try:
                piece = unpacker.decompress(step)
            except zstandard.ZstdError as error:
                raise BrokenEncodingError(str(error)) from error
            if unpacker.eof:
                rest = unpacker.unused_data + rest
            if piece:
                yield piece
    if any_bytes and not unpacker.eof:
        raise BrokenEncodingError("it ends early")


def _zstd_frame() -> zstandard.ZstdDecompressionObj:
    return zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()


def _bounded(members: int) -> int:
    if members > _MAX_MEMBERS:
        raise BrokenEncodingError(f"it is in more than {_MAX_MEMBERS:,} parts")
    return members


def _peek(chunks: _Chunks, size: int) -> tuple[bytes, _Chunks]:
    """Return at least `size` first bytes, where there are so many, and all chunks again."""
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= size:
            break
    return head, itertools.chain([head] if head else [], chunks)


_UNPACKERS: dict[str, Callable[[_Chunks], _Chunks]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
