"""Undo Content-Encoding, a piece at a time, within bounds.

Data way: bytes as sent -> bytes of the report, before Capture. Pure: it reads what it is given and keeps little of it.

A body of 10 kB can hold 10 MB of zeros, and two codings on top of each other 10 GB, so each layer is bounded by itself:
by what may come out in all, and by how many times as much as went in. No step makes more than a few megabytes.
Codings: RFC 9110 section 8.4.1 (gzip, deflate), RFC 7932 (br), RFC 8878 with the window of RFC 9659 (zstd).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator

import brotli
import zstandard

_STEP = 65_536  # bytes that one step may give, where the decoder lets it be said
# zstd's decoder has no such bound. A block is 4 bytes at the least and gives 128 kB at the most: 8 MB a step.
_ZSTD_STEP = 256
_ZSTD_WINDOW = 8 * 1024 * 1024  # RFC 9659: what a server may ask a client to keep
_LAYERS = 3  # more codings than this on top of each other are seen in attacks only
# The ratio is asked for once this much has come out: a short page of blanks is none of its business.
_RATIO_FROM = 1_000_000


class TooLarge(ValueError):
    """More came out than the caller allows. The message says which bound was met."""


class Broken(ValueError):
    """The bytes are not what their coding says, or end too early, or the coding is unknown."""


class _Tally:
    """Bytes that went in, counted as they are taken."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self.taken = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.taken += len(chunk)
            yield chunk


def inflate(chunks: Iterable[bytes], encoding: str, *, max_bytes: int, max_ratio: int) -> Iterator[bytes]:
    """Yield the decoded body, as its pieces arrive.

    Args:
        chunks: The body as sent, in pieces of any size.
        encoding: Value of Content-Encoding, such as "gzip" or "br, gzip"; "" or "identity" for none.
        max_bytes: The most that may come out of any one coding.
        max_ratio: The most that may come out for each byte that went in, once a megabyte has come out.

    Raises:
        TooLarge: A bound was met. What was yielded before stays within it.
        Broken: An unknown coding, bytes that are not in it, or an end too early.
    """
    names = [name.strip().lower() for name in encoding.split(",")]
    codings = [name for name in names if name not in {"", "identity"}]
    if len(codings) > _LAYERS:
        raise Broken(f"more than {_LAYERS} content codings on top of each other")
    tally = _Tally(chunks)
    stream = _bounded(tally, tally, max_bytes, max_ratio)
    for name in reversed(codings):
        decoder = _DECODERS.get(name)
        if decoder is None:
            raise Broken(f"an unknown content coding: {name[:40]!r}")
        stream = _bounded(decoder(stream), tally, max_bytes, max_ratio)
    yield from stream


def _bounded(pieces: Iterable[bytes], tally: _Tally, max_bytes: int, max_ratio: int) -> Iterator[bytes]:
    given = 0
    for piece in pieces:
        given += len(piece)
        if given > max_bytes:
            raise TooLarge(f"larger than {max_bytes:,} bytes once decoded")
        if given > _RATIO_FROM and given > max_ratio * tally.taken:
            raise TooLarge(f"more than {max_ratio} bytes for each one sent, as in a decompression bomb")
        if piece:
            yield piece


def _gzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Members one after the other; what follows the last one and is none is passed over, as browsers do."""
    return _zlib(chunks, lambda _: zlib.decompressobj(31), b"\x1f\x8b")


def _deflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """RFC 9110 means zlib's format; some servers send deflate without its frame."""
    return _zlib(chunks, _deflater, None)


def _deflater(start: bytes) -> zlib._Decompress:
    framed = start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0
    return zlib.decompressobj(15 if framed else -15)


def _zlib(
    chunks: Iterable[bytes], opened: Callable[[bytes], zlib._Decompress], magic: bytes | None
) -> Iterator[bytes]:
    decoder: zlib._Decompress | None = None
    done = False  # at least one member came to its end
    held = b""
    for chunk in chunks:
        held += chunk
        while held:
            if decoder is None:
                if len(held) < 2:
                    break
                if done and (magic is None or not held.startswith(magic)):
                    return
                decoder = opened(held)
            try:
                yield decoder.decompress(held, _STEP)
            except zlib.error as error:
                raise Broken(f"the compressed body is damaged: {_said(error)}") from error
            if decoder.eof:
                held, decoder, done = decoder.unused_data, None, True
            else:
                held = decoder.unconsumed_tail
    # A decoder may still hold output that the bound of a step kept back, with no input left to ask for it by.
    while decoder is not None and not decoder.eof:
        piece = decoder.decompress(b"", _STEP)
        if not piece:
            raise Broken("the compressed body ends too early")
        yield piece
    if held and not done:
        raise Broken("the compressed body ends too early")


def _brotli(chunks: Iterable[bytes]) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    began = False
    for chunk in chunks:
        if chunk and decoder.is_finished():
            raise Broken("bytes follow the end of the compressed body")
        began = began or bool(chunk)
        try:
            piece = decoder.process(chunk, output_buffer_limit=_STEP)
            while (
                piece
            ):  # `can_accept_more_data` is true while output is still kept back: asked until none comes
                yield piece
                piece = b"" if decoder.is_finished() else decoder.process(b"", output_buffer_limit=_STEP)
        except brotli.error as error:
            raise Broken(f"the compressed body is damaged: {_said(error)}") from error
    if began and not decoder.is_finished():
        raise Broken("the compressed body ends too early")


def _zstd(chunks: Iterable[bytes]) -> Iterator[bytes]:
    opened = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    decoder: zstandard.ZstdDecompressionObj | None = None
    for chunk in chunks:
        for at in range(0, len(chunk), _ZSTD_STEP):
            held = chunk[at : at + _ZSTD_STEP]
            while held:
                decoder = decoder or opened.decompressobj()
                try:
                    yield decoder.decompress(held)
                except zstandard.ZstdError as error:
                    raise Broken(f"the compressed body is damaged: {_said(error)}") from error
                held = decoder.unused_data if decoder.eof else b""
                decoder = None if decoder.eof else decoder
    if decoder is not None:
        raise Broken("the compressed body ends too early")


def _said(error: Exception) -> str:
    return str(error).strip() or type(error).__name__


_DECODERS: dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
