"""Content codings are undone within bounds, whatever the pieces they come in."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.ingest.inflate import Broken, TooLarge, inflate


def unframed(body: bytes) -> bytes:
    """Deflate without zlib's frame, as some servers send it."""
    coder = zlib.compressobj(9, zlib.DEFLATED, -15)
    return coder.compress(body) + coder.flush()


CODERS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("X-GZip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", unframed),
    ("br", brotli.compress),
    ("zstd", zstandard.compress),
    ("", bytes),
    ("identity", bytes),
]


def undo(
    body: bytes, encoding: str, piece: int = 1000, max_bytes: int = 10_000_000, max_ratio: int = 200
) -> bytes:
    pieces = (body[n : n + piece] for n in range(0, len(body), piece))
    return b"".join(inflate(pieces, encoding, max_bytes=max_bytes, max_ratio=max_ratio))


@pytest.mark.parametrize(("encoding", "code"), CODERS)
@given(body=st.binary(max_size=300), times=st.integers(1, 2000), piece=st.integers(1, 5000))
def test_what_was_coded_comes_back(encoding, code, body, times, piece):
    """Short and long bodies, in pieces of one byte or many."""
    assert undo(code(body * times), encoding, piece) == body * times


@pytest.mark.parametrize(("encoding", "code"), CODERS[:6])
def test_a_body_cut_short_is_broken_and_an_empty_one_is_empty(encoding, code):
    """A head that promises more than came is told, wherever it was cut."""
    sent = code(b"A report of some length. " * 50)

    for cut in (1, len(sent) // 2, len(sent) - 1):
        with pytest.raises(Broken, match="too early"):
            undo(sent[:cut], encoding)
    assert undo(b"", encoding) == b""


@pytest.mark.parametrize(("encoding", "code"), CODERS[:6])
@given(places=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=4))
def test_damage_is_broken_or_harmless_never_another_error(encoding, code, places):
    """Any byte may be any other."""
    sent = bytearray(code(bytes(range(256)) * 2))
    for at, value in places:
        sent[at % len(sent)] = value

    try:
        got = undo(bytes(sent), encoding)
    except (Broken, TooLarge) as error:
        got = str(error).encode()

    assert len(got) <= 10_000_000


@pytest.mark.parametrize(("encoding", "code"), CODERS[:6])
def test_a_bomb_stops_at_the_bound_it_meets_first(encoding, code):
    """Fifty million zeros: by the ratio where it is far off, else by size; nothing past either is given out."""
    bomb = code(bytes(50_000_000))
    pieces: list[int] = []

    with pytest.raises(TooLarge, match=r"for each one sent|larger than"):
        pieces.extend(len(p) for p in inflate([bomb], encoding, max_bytes=5_000_000, max_ratio=100))

    assert sum(pieces) <= 5_000_000


def test_a_bomb_in_a_bomb_stops_inside():
    """Each layer is bounded, not only what comes out at the end."""
    with pytest.raises(TooLarge):
        undo(brotli.compress(gzip.compress(bytes(100_000_000))), "gzip, br")


def test_codings_on_top_of_each_other_come_off_in_reverse():
    """As RFC 9110 lists them; four are too many, and one unknown to us is said by name."""
    assert undo(brotli.compress(gzip.compress(b"words")), "gzip, br") == b"words"
    with pytest.raises(Broken, match="more than 3"):
        undo(b"x", "gzip, gzip, gzip, gzip")
    with pytest.raises(Broken, match="compress"):
        undo(b"x", "compress")


def test_members_and_frames_in_a_row_are_one_body():
    """And what follows the last gzip member is passed over, as browsers do."""
    assert undo(gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0rest", "gzip", 3) == b"ab"
    assert undo(zstandard.compress(b"a") + zstandard.compress(b"b"), "zstd", 3) == b"ab"
