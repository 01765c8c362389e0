"""Packed answers, unpacked in bounded steps."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.ingest.decoding import BrokenEncodingError, UnknownEncodingError, unpack

PAGE = b"<p>The bridge was closed at noon.</p>\n" * 5_000


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACK = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


def pieces(data, size):
    return [data[at : at + size] for at in range(0, len(data), size)]


@pytest.mark.parametrize("encoding", sorted(PACK))
@pytest.mark.parametrize("size", [1, 7, 1000, 10**9])
def test_pages_come_back_whole_however_they_are_cut(encoding, size):
    """Chunk borders are the network's business."""
    assert b"".join(unpack(pieces(PACK[encoding](PAGE), size), encoding)) == PAGE


@given(st.binary(max_size=3000), st.sampled_from(sorted(PACK)), st.integers(1, 400))
def test_any_bytes_come_back(data, encoding, size):
    """The empty page included."""
    assert b"".join(unpack(pieces(PACK[encoding](data), size), encoding)) == data


@given(st.binary(max_size=500), st.sampled_from(sorted(PACK)))
def test_any_bytes_are_read_or_refused(data, encoding):
    """Damaged bytes raise one error and no other."""
    try:
        got = b"".join(unpack([data], encoding))
    except BrokenEncodingError:
        return
    assert isinstance(got, bytes)


def test_deflate_is_read_with_and_without_its_wrapper():
    """Servers send either under one name."""
    assert b"".join(unpack([raw_deflate(PAGE)], "deflate")) == PAGE


def test_said_to_be_gzip_and_sent_plain_is_read_as_sent():
    """As every browser does."""
    assert b"".join(unpack([b"<", b"p>words"], "gzip")) == b"<p>words"


def test_several_members_are_one_page_and_padding_is_none():
    """gzip and zstd files may be joined end to end; some servers add zeros."""
    two = gzip.compress(b"one ") + gzip.compress(b"two")

    assert b"".join(unpack([two + b"\0" * 9], "gzip")) == b"one two"
    assert b"".join(unpack([zstandard.compress(b"one ") + zstandard.compress(b"two")], "zstd")) == b"one two"


def test_members_without_end_are_refused():
    """Empty members cost time and yield nothing."""
    with pytest.raises(BrokenEncodingError, match="parts"):
        list(unpack(pieces(gzip.compress(b"") * 200_000, 65_536), "gzip"))
    with pytest.raises(BrokenEncodingError, match="parts"):
        list(unpack(pieces(zstandard.compress(b"") * 200_000, 65_536), "zstd"))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_page_that_ends_early_is_not_taken_for_whole(encoding):
    """Half a page would pass for the page otherwise."""
    packed = PACK[encoding](PAGE)

    with pytest.raises(BrokenEncodingError):
        list(unpack([packed[: len(packed) // 2]], encoding))


def test_encodings_upon_each_other_are_undone_from_the_last():
    """As RFC 9110 has it; more than two are refused."""
    assert b"".join(unpack([brotli.compress(gzip.compress(PAGE))], " GZIP , br, identity")) == PAGE
    with pytest.raises(UnknownEncodingError):
        unpack([b""], "gzip, gzip, gzip")


@pytest.mark.parametrize("encoding", ["compress", "utf-8", "gzip, rot13", "\x00"])
def test_an_unknown_encoding_is_said_at_once(encoding):
    """Before a byte is read."""
    with pytest.raises(UnknownEncodingError):
        unpack(iter(()), encoding)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_unpacks_in_small_pieces(encoding):
    """40 MB of zeros: the memory of a step is bounded, whatever the ratio."""
    packed = PACK[encoding](b"\0" * 40_000_000)
    total = largest = 0
    tracemalloc.start()
    try:
        for piece in unpack([packed], encoding):
            total, largest = total + len(piece), max(largest, len(piece))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert total == 40_000_000
    assert largest <= 4_500_000
    assert peak < 12_000_000


def test_a_window_larger_than_the_standard_asks_for_is_refused():
    """128 MB of memory for one answer is a bomb of its own."""
    wide = zstandard.ZstdCompressionParameters(window_log=27, enable_ldm=True)
    packer = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    data = packer.compress(PAGE) + packer.flush()

    with pytest.raises(BrokenEncodingError):
        list(unpack([data], "zstd"))
