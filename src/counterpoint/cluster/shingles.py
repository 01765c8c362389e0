"""Which earlier texts of a stream may share passages with a new one: candidates, to be proved by `copies_match`.

Data way: text -> Signature -> Candidates. Not pure: a CopyIndex holds the signatures of its window.

Method: an inverted index of the shingles that each text keeps (`shingle_hashes`). What two texts keep in common estimates
likeness and containment at once, so that a long dispatch and its first paragraphs meet, which MinHash with bands finds by
luck. A shingle of many texts names only the first of them, and counts only beside others: boilerplate makes hardly any
candidates.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from counterpoint.cluster.shingle_hashes import Signature, signature

__all__ = ["Candidate", "CopyIndex", "Signature", "signature"]

_Places = NDArray[np.intp]
_Rows = NDArray[np.int64]

# How many texts one shingle names: the first ones of the window. One that stands in so many is common, which is counted
# from there on, by hash; it fades as the table is made anew.
_SAME = 4
_COMMON = 32
_COUNTERS = 1 << 20
_SLOTS = 8  # of a bucket
_FILL = 0.6  # of the table, above which it grows: at that, 2 shingles in 100 have lost their place
_FIRST_BUCKETS = 1 << 12
_FIRST_ROWS = 1024
_FREE = np.uint64(0)
_HALF = np.uint64(32)
# Of each set of slots in use, a bit for each, the first that is free; the first of all where none is.
_FIRST_FREE = (
    (np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1) == 0).argmax(axis=1).astype(np.uint32)
)
_CLOCK = 9  # times whose median is the stream's clock
MOST_CANDIDATES = 8

# A candidate shares so many shingles that are not common; or so large a part of the shorter text, common or not.
MIN_SHARED = 2
MIN_PART = 0.2
_ABOUT_AS_MUCH = 0.5  # of the shingles that another shares: a sample of ten says no more


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier text that may share passages, with what the samples say of it."""

    id: str
    shared: int  # kept shingles in common
    containment: float  # of the shorter text's shingles in the longer one, about, 0..1
    likeness: float  # Jaccard's of the two sets of shingles, about, 0..1


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
        self._table = np.zeros(
            (_FIRST_BUCKETS, _SLOTS), np.uint64
        )  # a bucket is one line of the processor's cache
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

    def place(self, item: str) -> int:
        """Return a number that is lower the earlier a text came; of one that is not known, 0."""
        return self._rows.get(item, 0)

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
        if len(self._ids) == len(self._sizes) or self._held + len(sign.kept) > _FILL * self._table.size:
            self._rebuild()
        keys = sign.kept
        buckets = keys & np.uint32(len(self._table) - 1)
        met = self._table.take(buckets, axis=0)
        found: tuple[Candidate, ...] = ()
        slots = _FIRST_FREE.take(np.packbits(met != _FREE, axis=1)[:, 0])
        which, slot = (met.astype(np.uint32) == keys[:, None]).nonzero()
        if len(which):
            rows = (met[which, slot] >> _HALF).astype(np.int64) - 1
            alive = self._alive[
                rows
            ]  # of a free slot, which a shingle of hash 0 meets, the last: never alive
            which, rows = which[alive], rows[alive]
            full = np.bincount(which, minlength=len(keys)) >= _SAME
            common = np.zeros(len(keys), bool)
            if full.any():
                counters = keys & np.uint32(_COUNTERS - 1)
                common = full & (self._refused[counters] >= _COMMON - _SAME)
                self._refused[counters[full & ~common]] += 1
                keys, buckets, slots = keys[~full], buckets[~full], slots[~full]
            found = self._candidates(sign, rows, which, common)
        # Two shingles of one text that meet in one slot: one is lost, 1 in 100 while the table is small.
        self._table.reshape(-1)[buckets * np.uint32(_SLOTS) + slots] = _packed(keys, len(self._ids))
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
        self, sign: Signature, hits: _Rows, shingles: _Places, common: NDArray[np.bool_]
    ) -> tuple[Candidate, ...]:
        """Judge the rows that were met, each with the shingle that met it."""
        if not len(hits) or self._is_chance(sign, hits):
            return ()
        rows, which = np.unique(hits, return_inverse=True)
        counts = np.bincount(which)
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
            for n in _spread(order, which, shingles, rates)
        )

    def _is_chance(self, sign: Signature, hits: _Rows) -> bool:
        """Whether each row was met once, and none is so short that this is a part of it: half of all texts meet some so."""
        met = np.sort(hits)
        if (met[1:] == met[:-1]).any():
            return False
        rates = np.minimum(self._rates[hits], len(sign.kept) / sign.size)
        return bool((rates * np.minimum(self._sizes[hits], sign.size)).min() * MIN_PART > 1)

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
        numbers = np.full(len(self._alive), -1, np.int64)
        numbers[kept] = np.arange(len(kept))
        sizes, rates = self._sizes[kept], self._rates[kept]
        self._ids = [self._ids[n] for n in kept]
        self._times = [self._times[n] for n in kept]
        self._rows = {item: n for n, item in enumerate(self._ids)}
        held = self._table[self._table != _FREE]
        rows = numbers[(held >> _HALF).astype(np.int64) - 1]
        keys, rows = held[rows >= 0].astype(np.uint32), rows[rows >= 0]
        self._size_arrays(max(_FIRST_ROWS, 2 * len(kept)))
        self._sizes[: len(kept)], self._rates[: len(kept)] = sizes, rates
        self._alive[: len(kept)] = True
        grown = len(keys) > _FILL / 2 * self._table.size
        self._table = np.zeros((len(self._table) * (2 if grown else 1), _SLOTS), np.uint64)
        buckets = keys & np.uint32(len(self._table) - 1)
        order = np.argsort(buckets, kind="stable")
        keys, rows, buckets = keys[order], rows[order], buckets[order]
        places = np.arange(len(keys)) - np.searchsorted(buckets, buckets)
        fit = places < _SLOTS
        self._table[buckets[fit], places[fit]] = _packed(keys[fit], rows[fit])
        self._held = int(fit.sum())
        self._refused //= 2


def _packed(keys: NDArray[np.uint32], rows: _Rows | int) -> NDArray[np.uint64]:
    """Return slots of the table: a shingle, and above it the text that has it, counted from 1."""
    numbers = np.uint64(rows + 1) if isinstance(rows, int) else (rows + 1).astype(np.uint64)
    return keys | (numbers << _HALF)


def _spread(order: _Places, which: _Places, shingles: _Places, rates: NDArray[np.float64]) -> list[int]:
    """Choose candidates, the best first, then those that share most of what no chosen one shares, then by order.

    Else a source of which there are eight copies would hide a second source. Of those that share about as much, the one
    that came first is taken: the others may have it from there.

    Args:
        order: Candidates, the best first; numbered as they came.
        which: The candidate of each meeting of a shingle with its like.
        shingles: The shingle of each.
        rates: Of each candidate's shingles and of the new text's, the lower share that is kept.

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
            worth = {n: new[n] / rates[n] for n in left if new[n] >= MIN_SHARED}
            least = _ABOUT_AS_MUCH * max(worth.values(), default=0.0)
            best = min((n for n in worth if worth[n] >= least), default=best)
        chosen.append(best)
        left.remove(best)
        uncovered[shingles[which == best]] = 0
    return chosen
