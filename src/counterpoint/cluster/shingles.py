"""Which earlier texts of a stream may share passages with a new one: candidates, to be proved by `copies_match`.

Data way: text -> Signature -> Candidates. `signature` is pure; a CopyIndex holds the signatures of its window.

Method: a text is the set of its shingles, hashed; of these it keeps those whose hash is below a bound, the same for
all texts of about its length (FracMinHash: Irber et al., "Lightweight compositional analysis of metagenomes with
FracMinHash", 2022; after Broder, "On the resemblance and containment of documents", 1997). What two texts keep in
common estimates likeness and containment at once, so that a long dispatch and its first paragraphs meet, which
MinHash with bands finds by luck. An inverted index of kept shingles gives the candidates. A shingle of many texts
names only the first of them, and counts only beside others: boilerplate makes no candidates.
Words are found and hashed by numpy over the whole text: prefix sums of a polynomial hash (Karp and Rabin, 1987).
"""

from __future__ import annotations

import struct
import unicodedata
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
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

# How many texts one shingle names: the first ones of the window. One that stands in so many is common, which is counted
# from there on, by hash; it fades as the table is made anew.
_SAME = 4
_COMMON = 32
_COUNTERS = 1 << 20
_SLOTS = 8  # of a bucket
_FILL = 0.6  # of the table, above which it grows: at that, 2 shingles in 100 have lost their place
_FIRST_BUCKETS = 1 << 12
_FIRST_ROWS = 1024
_FREE = -1
_CLOCK = 9  # times whose median is the stream's clock
MOST_CANDIDATES = 8

# A candidate shares so many shingles that are not common; or so large a part of the shorter text, common or not.
MIN_SHARED = 2
MIN_PART = 0.2

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


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier text that may share passages, with what the samples say of it."""

    id: str
    shared: int  # kept shingles in common
    containment: float  # of the shorter text's shingles in the longer one, about, 0..1
    likeness: float  # Jaccard's of the two sets of shingles, about, 0..1


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


class CopyIndex:
    """The signatures of a window of a stream, and the candidates among them for each new text.

    Not pure: it remembers. The same calls in the same order give the same candidates. Memory grows with the texts of
    the window, some 1.5 kB each, of which there are never more than `most`.
    """

    def __init__(self, *, window: timedelta = timedelta(days=7), most: int = 200_000) -> None:
        """Open an empty index.

        Args:
            window: Texts older than this before the stream's time are forgotten.
            most: Texts that are remembered; beyond it the first ones go.

        Raises:
            ValueError: One of them is not above zero.

        """
        if most < 1 or window <= timedelta(0):
            raise ValueError("the window and the number of texts must be above zero")
        self._window = window
        self._most = most
        self._clock: datetime | None = None
        self._latest: deque[datetime] = deque(maxlen=_CLOCK)
        self._rows: dict[str, int] = {}  # id -> row, in order of arrival
        self._ids: list[str] = []
        self._times: list[datetime | None] = []
        self._size_arrays(_FIRST_ROWS)
        self._keys, self._owners = _slots(_FIRST_BUCKETS)
        self._refused = np.zeros(_COUNTERS, np.uint8)
        self._held = 0  # slots in use, those of forgotten rows too, at most

    def _size_arrays(self, rows: int) -> None:
        self._sizes = np.zeros(rows, np.float64)
        self._rates = np.ones(rows, np.float64)  # of a text's shingles that are kept
        self._alive = np.zeros(rows + 1, bool)  # the last stays False: the owner of a free slot

    def __len__(self) -> int:
        """How many texts are remembered."""
        return len(self._rows)

    def __contains__(self, item: str) -> bool:
        """Whether a text is remembered."""
        return item in self._rows

    def add(self, item: str, text: str, at: datetime | None = None) -> tuple[Candidate, ...]:
        """Remember a text and return those before it that may share passages, the likeliest first, 8 at most.

        Args:
            item: Its id. A text known by it is replaced.
            text: The report's words.
            at: When it was published or came, UTC; None: now, as far as the stream knows.

        """
        return self.add_signature(item, signature(text), at)

    def add_signature(self, item: str, sign: Signature, at: datetime | None = None) -> tuple[Candidate, ...]:
        """As `add`, for a text whose signature is known."""
        self.remove(item)
        self._expire(at)
        if not len(sign.kept):
            return ()
        if len(self._ids) == len(self._sizes) or self._held + len(sign.kept) > _FILL * self._owners.size:
            self._rebuild()
        keys = sign.kept
        buckets = keys & np.uint32(len(self._keys) - 1)
        owners = self._owners.take(buckets, axis=0)
        live = self._alive.take(owners)
        same = (self._keys.take(buckets, axis=0) == keys[:, None]) & live
        found: tuple[Candidate, ...] = ()
        slots = live.argmin(axis=1)  # the first that is free; the first of all where none is
        if same.any():
            full = np.count_nonzero(same, axis=1) >= _SAME
            counters = keys & np.uint32(_COUNTERS - 1)
            common = full & (self._refused[counters] >= _COMMON - _SAME)
            found = self._candidates(sign, owners, same, common)
            self._refused[counters[full & ~common]] += 1
            keys, buckets, slots = keys[~full], buckets[~full], slots[~full]
        # Two shingles of one text that meet in one slot: one is lost, 1 in 100 while the table is small.
        self._keys[buckets, slots] = keys
        self._owners[buckets, slots] = len(self._ids)
        self._held += len(keys)
        self._remember(item, sign, at)
        return found

    def restore(self, rows: Iterable[tuple[str, bytes, datetime | None]]) -> None:
        """Remember texts again, in their first order: (id, `Signature.to_bytes`, time).

        Raises:
            ValueError: Some bytes are no signature.

        """
        for item, raw, at in rows:
            self.add_signature(item, Signature.from_bytes(raw), at)

    def remove(self, item: str) -> None:
        """Forget a text; one that is not known is no error."""
        row = self._rows.pop(item, None)
        if row is not None:
            self._alive[row] = False

    def _expire(self, at: datetime | None) -> None:
        """Move the stream's clock: the median of the latest times, so that no single wrong date empties the window."""
        if at is not None:
            self._latest.append(at)
            middle = sorted(self._latest)[(len(self._latest) - 1) // 2]
            self._clock = middle if self._clock is None else max(self._clock, middle)
        while self._rows:
            first, row = next(iter(self._rows.items()))
            time = self._times[row]
            old = time is not None and self._clock is not None and time < self._clock - self._window
            if not old and len(self._rows) < self._most:
                return
            self.remove(first)

    def _candidates(
        self, sign: Signature, owners: NDArray[np.int32], same: NDArray[np.bool_], common: NDArray[np.bool_]
    ) -> tuple[Candidate, ...]:
        hits = owners[same]
        if not len(hits):
            return ()
        rows, which = np.unique(hits, return_inverse=True)
        counts = np.bincount(which)
        shingles = np.nonzero(same)[0]
        rare = np.bincount(which, weights=~common[shingles])
        sizes = self._sizes[rows]
        # What both keep is a sample of what both have, at the lower of the two rates.
        rates = np.minimum(self._rates[rows], len(sign.kept) / sign.size)
        shared = np.minimum(counts / rates, np.minimum(sizes, sign.size))
        parts = shared / np.minimum(sizes, sign.size)
        likeness = shared / (sizes + sign.size - shared)
        fit = (rare >= MIN_SHARED) | (parts >= MIN_PART)
        order = np.lexsort((rows, -likeness.round(1), -parts.round(1), ~fit))[: np.count_nonzero(fit)]
        return tuple(
            Candidate(self._ids[rows[n]], int(counts[n]), float(parts[n]), float(likeness[n]))
            for n in _spread(order, which, shingles)
        )

    def _remember(self, item: str, sign: Signature, at: datetime | None) -> None:
        row = len(self._ids)
        self._ids.append(item)
        self._times.append(at or self._clock)
        self._rows[item] = row
        self._sizes[row] = sign.size
        self._rates[row] = len(sign.kept) / sign.size
        self._alive[row] = True

    def _rebuild(self) -> None:
        """Drop what is forgotten, number the rows anew, and make room."""
        kept = np.fromiter(self._rows.values(), np.int64, len(self._rows))
        numbers = np.full(len(self._alive), _FREE, np.int32)
        numbers[kept] = np.arange(len(kept), dtype=np.int32)
        sizes, rates = self._sizes[kept], self._rates[kept]
        self._ids = [self._ids[n] for n in kept]
        self._times = [self._times[n] for n in kept]
        self._rows = {item: n for n, item in enumerate(self._ids)}
        owners = numbers[self._owners]
        held = owners != _FREE
        keys, rows = self._keys[held], owners[held]
        self._size_arrays(max(_FIRST_ROWS, 2 * len(kept)))
        self._sizes[: len(kept)], self._rates[: len(kept)] = sizes, rates
        self._alive[: len(kept)] = True
        grown = len(keys) > _FILL / 2 * self._owners.size
        self._keys, self._owners = _slots(len(self._keys) * (2 if grown else 1))
        buckets = keys & np.uint32(len(self._keys) - 1)
        order = np.argsort(buckets, kind="stable")
        keys, rows, buckets = keys[order], rows[order], buckets[order]
        places = np.arange(len(keys)) - np.searchsorted(buckets, buckets)
        fit = places < _SLOTS
        self._keys[buckets[fit], places[fit]] = keys[fit]
        self._owners[buckets[fit], places[fit]] = rows[fit]
        self._held = int(fit.sum())
        self._refused //= 2


def _slots(buckets: int) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    return np.zeros((buckets, _SLOTS), np.uint32), np.full((buckets, _SLOTS), _FREE, np.int32)


def _spread(order: _Places, which: _Places, shingles: _Places) -> list[int]:
    """Choose candidates, the best first, then those that share most of what no chosen one shares, then by order.

    Else a source of which there are eight copies would hide a second source.

    Args:
        order: Candidates, the best first.
        which: The candidate of each meeting of a shingle with its like.
        shingles: The shingle of each.

    """
    left = [int(n) for n in order]
    chosen: list[int] = []
    if len(left) <= MOST_CANDIDATES:
        return left
    uncovered = np.ones(int(shingles.max()) + 1)
    while len(chosen) < MOST_CANDIDATES:
        best = left[0]
        if chosen:
            new = np.bincount(which, weights=uncovered[shingles])
            most = max(left, key=lambda n: new[n])  # the first of equals
            best = most if new[most] >= MIN_SHARED else best
        chosen.append(best)
        left.remove(best)
        uncovered[shingles[which == best]] = 0
    return chosen
