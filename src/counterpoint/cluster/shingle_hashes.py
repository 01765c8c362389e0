"""A text as a sample of its shingles: what is kept to find its like.

Data way: text -> Signature. Pure. `shingles` compares them.

Method: the shingles of least hash are kept (bottom-k sketches: Broder, "On the resemblance and containment of documents",
1997); of a long text more of them, as many in a hundred as of a short one, so that their samples meet where their texts
do (FracMinHash: Irber et al., "Lightweight compositional analysis of metagenomes with FracMinHash", 2022).
Words are found and hashed by numpy over the whole text: prefix sums of a polynomial hash (Karp and Rabin, 1987).
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]
_Long = NDArray[np.uint64]
_Places = NDArray[np.intp]
_Codes = NDArray[np.uint8] | NDArray[np.uint32]

# Words. Of 26 pairs of reports that exact comparison finds (wikinews_medium and wikinews), shingles of 4 words miss 4,
# each with a tenth of its words in common or less; of 5 words, about as many or one more.
SHINGLE = 4
SHINGLE_UNSPACED = 8  # characters of a script without spaces, where a character is about half a word
MOST_READ = 100_000  # characters of one text
# A text keeps the shingles with the least hashes: so many, or one in 8 where that is more, since a short text's
# passage must meet its like in a long one's sample.
KEPT = 96
KEPT_OF_LONG = 8
KEPT_AT_MOST = 512

_SEPARATOR, _LETTER, _UNSPACED, _DROPPED = range(4)
_PLANES = 0x20000  # code points below are looked up; above stand rare Han characters and no letters
_HAN_END = 0x323B0
_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, hence with an inverse modulo 2**64
_FOLD = np.uint64(0xD6E8FEB86659FD93)  # another, so that letters of two words never change places unseen
_MIX = tuple(map(np.uint64, (30, 0xBF58476D1CE4E5B9, 27, 0x94D049BB133111EB, 31)))
_HEAD = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text to find its like: some 400 bytes."""

    size: int  # distinct shingles of the text, as far as it was read
    kept: Hashes  # distinct; those of least hash

    def to_bytes(self) -> bytes:
        """Return what `from_bytes` reads, the same on every machine."""
        return _HEAD.pack(self.size) + self.kept.astype("<u4").tobytes()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Signature:
        """Read a stored signature.

        Raises:
            ValueError: These are no bytes of a signature.

        """
        if len(raw) < _HEAD.size or len(raw) % 4:
            raise ValueError(f"not a signature of shingles: {len(raw)} bytes")
        (size,) = _HEAD.unpack_from(raw)
        return cls(size, np.frombuffer(raw, "<u4", offset=_HEAD.size).astype(np.uint32))


def signature(text: str) -> Signature:
    """Return a text's sampled shingles. A text without a word has none."""
    words, unspaced = _word_hashes(text[:MOST_READ])
    if not len(words):
        return Signature(0, np.zeros(0, np.uint32))
    length = min(len(words), SHINGLE_UNSPACED if 2 * unspaced > len(words) else SHINGLE)
    shingles = words[: len(words) - length + 1].copy()
    for n in range(1, length):
        shingles *= _FOLD
        shingles += words[n : len(words) - length + 1 + n]
    _mix(shingles)
    shingles.sort()
    new = np.empty(len(shingles), bool)
    new[0] = True
    np.not_equal(shingles[1:], shingles[:-1], out=new[1:])
    distinct = shingles[new]
    size = len(distinct)
    kept = distinct[: max(KEPT, min(size // KEPT_OF_LONG, KEPT_AT_MOST))]
    # Sampled by the high bits, known by the low ones.
    return Signature(size, kept.astype(np.uint32))


def _word_hashes(text: str) -> tuple[_Long, int]:
    """Return the hash of each word in order, and how many of them are characters of scripts without spaces."""
    text = text.lower()
    if text.isascii():
        codes: _Codes = np.frombuffer(text.encode(), np.uint8)
        kinds = _kinds().take(codes)
    else:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        kinds = _kinds_of(codes)
        if (kinds == _DROPPED).any():
            codes, kinds = codes[kinds != _DROPPED], kinds[kinds != _DROPPED]
    if not len(codes):
        return np.zeros(0, np.uint64), 0
    starts, ends, unspaced = _word_edges(kinds)
    powers, inverses = _powers()
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(codes * powers[: len(codes)], out=sums[1:])
    hashes = sums[ends]
    hashes -= sums[starts]
    hashes *= inverses[starts]
    return hashes, unspaced


def _word_edges(kinds: NDArray[np.uint8]) -> tuple[_Places, _Places, int]:
    """Return where words start and end, and how many are characters of scripts without spaces."""
    edges = np.empty(len(kinds) + 1, bool)
    edges[0] = edges[-1] = True
    np.not_equal(kinds[1:], kinds[:-1], out=edges[1:-1])
    unspaced = kinds == _UNSPACED
    count = int(np.count_nonzero(unspaced))
    if not count:  # words and what is between them take turns
        at = np.flatnonzero(edges)[int(kinds[0] == _SEPARATOR) :]
        return at[:-1:2], at[1::2], 0
    edges[1:-1] |= unspaced[1:]  # a word of its own each
    at = np.flatnonzero(edges)
    words = kinds[at[:-1]] != _SEPARATOR
    return at[:-1][words], at[1:][words], count


def _kinds_of(codes: _Codes) -> NDArray[np.uint8]:
    if not len(codes) or codes.max() < _PLANES:
        return _kinds().take(codes)
    kinds = _kinds().take(np.minimum(codes, _PLANES - 1))
    kinds[(codes >= _PLANES) & (codes < _HAN_END)] = _UNSPACED
    return kinds


@cache
def _kinds() -> NDArray[np.uint8]:
    """Return what each code point below `_PLANES` is to a word."""
    table = np.zeros(_PLANES, np.uint8)
    for code in range(_PLANES):
        category = unicodedata.category(chr(code))
        if category[0] in "LMN":
            table[code] = _LETTER
        elif category == "Cf":
            table[code] = _DROPPED  # soft hyphens, joiners, marks of direction
    # Thai and Lao; kana; Han with its extension and compatibility forms.
    for first, last in (
        (0xE00, 0xEFF),
        (0x3041, 0x30FF),
        (0x3400, 0x4DBF),
        (0x4E00, 0x9FFF),
        (0xF900, 0xFAFF),
    ):
        part = table[first : last + 1]
        part[part == _LETTER] = _UNSPACED
    table[-1] = _SEPARATOR
    return table


@cache
def _powers() -> tuple[_Long, _Long]:
    """Return the powers of the base and of its inverse, as many as a text's characters."""
    inverse = np.uint64(pow(int(_BASE), -1, 1 << 64))
    rows = []
    for base in (_BASE, inverse):
        row = np.full(4 * MOST_READ, base, np.uint64)  # lower case may be longer
        row[0] = 1
        rows.append(np.multiply.accumulate(row))
    return rows[0], rows[1]


def _mix(values: _Long) -> None:
    """Spread the hashes evenly, in place: the finaliser of splitmix64 (Steele, Lea and Flood, 2014)."""
    values ^= values >> _MIX[0]
    values *= _MIX[1]
    values ^= values >> _MIX[2]
    values *= _MIX[3]
    values ^= values >> _MIX[4]
