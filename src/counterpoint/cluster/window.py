"""Find which active reports may tell of a new report's event: those nearest by vector, and those that share rare names.

Data way: Sketches of the window, one Sketch -> ids worth comparing. Pure, and the same for the same calls in the same order.

Vectors of two models lie in two spaces and are searched apart. A matrix is multiplied while it is small; above `EXACT_MOST`
vectors a graph is searched (HNSW; Malkov and Yashunin, 2016; usearch), which misses some one in a hundred. Reports that no
shared model reads are met by names and figures that few others have: an index from each to its reports.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from math import log
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from counterpoint.types.stream import Sketch

EXACT_MOST = 50_000  # vectors of one model: above, a product with all of them takes longer than the graph
COMMON = 64  # reports that share a key: a name with more says little, and costs more to follow
KEYS = 24  # of one report that are looked up: names, figures, then the weightiest terms
_FIRST = 256  # rows that a matrix begins with


class Vectors:
    """Unit vectors of one model, by slot: a matrix that grows, whose left rows are used again."""

    def __init__(self, size: int) -> None:
        self._rows = np.zeros((_FIRST, size), dtype=np.float32)
        self._free: list[int] = []
        self._used = 0

    @property
    def size(self) -> int:
        """Numbers in a vector."""
        return int(self._rows.shape[1])

    def add(self, vector: NDArray[np.float32]) -> int:
        """Keep a vector; return its row."""
        if self._free:
            row = self._free.pop()
        else:
            row = self._used
            self._used += 1
            if row == len(self._rows):
                self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._rows[row] = vector
        return row

    def drop(self, row: int) -> None:
        """Forget a vector; its row is used again."""
        self._rows[row] = 0
        self._free.append(row)

    def near(self, vector: NDArray[np.float32], most: int) -> list[tuple[float, int]]:
        """Return (cosine, row) of the nearest, best first; only those above 0."""
        if not self._used:
            return []
        scores = self._rows[: self._used] @ vector
        rows = np.argpartition(scores, -most)[-most:] if self._used > most else np.arange(self._used)
        return sorted(((float(scores[n]), int(n)) for n in rows if scores[n] > 0), reverse=True)


class Window:
    """The reports that new ones are compared with."""

    def __init__(self) -> None:
        self._vectors: dict[tuple[str, int], Vectors] = {}
        self._owner: dict[tuple[str, int], dict[int, int]] = {}  # of a space: row -> slot
        self._places: dict[int, list[tuple[tuple[str, int], int]]] = {}  # slot -> its rows
        self._ids: dict[int, str] = {}
        self._slots: dict[str, int] = {}
        self._keys: dict[int, tuple[int, ...]] = {}
        self._postings: dict[int, array[int]] = {}
        self._next = 0

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, item: str) -> bool:
        return item in self._slots

    def add(self, sketch: Sketch) -> None:
        """Take a report in.

        Raises:
            ValueError: It is in the window.

        """
        if sketch.id in self._slots:
            raise ValueError(f"{sketch.id!r} is in the window")
        slot = self._next
        self._next += 1
        self._slots[sketch.id] = slot
        self._ids[slot] = sketch.id
        self._places[slot] = []
        for space, vector in spaces(sketch):
            table = self._vectors.setdefault(space, Vectors(space[1]))
            row = table.add(vector)
            self._owner.setdefault(space, {})[row] = slot
            self._places[slot].append((space, row))
        self._keys[slot] = keys(sketch)
        for key in self._keys[slot]:
            self._postings.setdefault(key, array("q")).append(slot)

    def drop(self, item: str) -> None:
        """Let a report go; one that is not there is no error."""
        slot = self._slots.pop(item, None)
        if slot is None:
            return
        del self._ids[slot]
        for space, row in self._places.pop(slot):
            self._vectors[space].drop(row)
            del self._owner[space][row]
        for key in self._keys.pop(slot):
            posting = self._postings[key]
            posting.remove(slot)
            if not posting:
                del self._postings[key]

    def near(self, sketch: Sketch, most: int) -> list[str]:
        """Return ids worth comparing: up to `most` by each of its vectors, and up to `most` by shared keys."""
        found: dict[int, None] = {}
        for space, vector in spaces(sketch):
            if space in self._vectors:
                owner = self._owner[space]
                hits = [(-score, owner[row]) for score, row in self._vectors[space].near(vector, most)]
                found.update(dict.fromkeys(slot for _, slot in sorted(hits)))
        found.update(dict.fromkeys(self._sharing(sketch, most)))
        return [self._ids[slot] for slot in found if self._ids[slot] != sketch.id]

    def _sharing(self, sketch: Sketch, most: int) -> Iterable[int]:
        votes: defaultdict[int, float] = defaultdict(float)
        for key in keys(sketch):
            posting = self._postings.get(key, ())
            if len(posting) <= COMMON:
                for slot in posting:
                    votes[slot] += 1 / log(2 + len(posting))
        best = sorted(votes, key=lambda slot: (-votes[slot], slot))
        return best[:most]


def spaces(sketch: Sketch) -> Iterable[tuple[tuple[str, int], NDArray[np.float32]]]:
    """Yield ((model, size), vector) of each vector of a report that says something."""
    for model, vector in ((sketch.model, sketch.vector), (sketch.bridge_model, sketch.bridge)):
        if vector is not None and vector.size and np.isfinite(vector).all() and vector.any():
            yield (model, int(vector.size)), vector


def keys(sketch: Sketch) -> tuple[int, ...]:
    """Return what a report is looked up by: hashes of its names, figures and weightiest terms."""
    found = [f"n{name}" for name in sorted(sketch.names)]
    found += [f"f{number}" for number in sorted(sketch.numbers)]
    found += [f"t{term}" for term, _ in sketch.terms]
    return tuple(dict.fromkeys(crc32(key.encode()) for key in found[:KEYS]))
