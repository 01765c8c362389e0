"""Find which active reports may tell of a new report's event: those nearest by vector, and those that share rare names.

Data way: Sketches of the window, one Sketch -> ids worth comparing. Pure, and the same for the same calls in the same order.

Vectors of two models lie in two spaces and are searched apart. Up to `EXACT_MOST`, every vector is looked at in a random
projection to a few dimensions, which keeps distances well enough (Johnson and Lindenstrauss, 1984), and the nearest of those
in full; the projection is drawn with a fixed seed, so what is found is a function of what the window holds. Above, a graph is
searched (HNSW; Malkov and Yashunin, 2016; usearch), whose answers depend a little on the order in which it grew. It grows by a few
vectors with each report, and the projection is looked at until it has them all: no report waits for the whole graph, at the
fifty-thousandth or after a restart.

Reports that no shared model reads are met by names and figures that few others have: an index from each to its reports.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain, zip_longest
from math import log
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from counterpoint.types.stream import Sketch

if TYPE_CHECKING:
    from usearch.index import Index

EXACT_MOST = (
    50_000  # vectors of one model: above, looking at all takes longer than the graph (1.3 ms, two cores busy)
)
COMMON = 64  # reports that share a key: a name with more says little, and costs more to follow
NAMES, FIGURES, TERMS = 12, 4, 6  # of one report that it is looked up by; of all, the same each time
_DIMENSIONS = 64  # of the projection
_KEPT = 128  # nearest in the projection, compared in full: .90 of the 25 nearest of 6,366 headlines are among them
_FIRST = 256  # rows that a matrix begins with
# Of the graph: usearch's own, and half its breadth; of the 24 nearest of 5,800 headlines .975 are found, .16 ms for a new one.
_CONNECTIVITY, _EXPANSION = 16, 64
_GRAFTED = 4  # of the vectors that were there before the graph: so many come into it with each new one


class Vectors:
    """Unit vectors of one model, by a number given by the caller."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._vectors: dict[int, NDArray[np.float32]] = {}
        self._slots: dict[int, int] = {}  # number -> row
        self._numbers = np.zeros(_FIRST, dtype=np.int64)  # row -> number
        self._rows = np.zeros((_FIRST, _DIMENSIONS), dtype=np.float32)
        self._halves = np.zeros(_FIRST, dtype=np.float32)  # half of each row's squared length
        self._graph: Index | None = None
        self._ungrafted: list[int] = []  # numbers that the graph has yet to take in, the latest last

    def __len__(self) -> int:
        return len(self._vectors)

    def add(self, number: int, vector: NDArray[np.float32]) -> None:
        """Keep a vector; it is not copied."""
        self._vectors[number] = vector
        if not self._searched_by_graph:
            self._project(number, vector)
        if self._graph is not None:
            self._graph.add(number, vector, threads=1)
            self._graft()
        elif len(self) > EXACT_MOST:
            self._graph = _graph(self._size)
            self._ungrafted = list(self._vectors)
            self._graft()

    def drop(self, number: int) -> None:
        """Forget a vector: the last takes its row."""
        del self._vectors[number]
        if self._graph is not None and number in self._graph:
            self._graph.remove(number)
        if self._searched_by_graph:
            return
        row, last = self._slots.pop(number), len(self)
        if row != last:
            moved = int(self._numbers[last])
            self._slots[moved] = row
            for table in (self._rows, self._halves, self._numbers):
                table[row] = table[last]

    @property
    def _searched_by_graph(self) -> bool:
        return self._graph is not None and not self._ungrafted

    def _project(self, number: int, vector: NDArray[np.float32]) -> None:
        row = len(self._slots)
        if row == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
            self._halves = np.concatenate([self._halves, np.zeros_like(self._halves)])
            self._numbers = np.concatenate([self._numbers, np.zeros_like(self._numbers)])
        self._slots[number] = row
        self._numbers[row] = number
        self._rows[row] = vector @ _projection(self._size)
        self._halves[row] = self._rows[row] @ self._rows[row] / 2

    def near(self, vector: NDArray[np.float32], most: int) -> list[int]:
        """Return the numbers of the nearest, best first; only of those on the vector's side of the space."""
        numbers = self._coarse(vector, max(most, _KEPT))
        if not numbers:
            return []
        rows = np.concatenate([self._vectors[number] for number in numbers]).reshape(len(numbers), self._size)
        scores = rows @ vector
        ranked = sorted(
            (-score, number) for score, number in zip(scores.tolist(), numbers, strict=True) if score > 0
        )
        return [number for _, number in ranked[:most]]

    def _coarse(self, vector: NDArray[np.float32], most: int) -> list[int]:
        if self._graph is not None and self._searched_by_graph:
            found: list[int] = self._graph.search(vector, _EXPANSION, threads=1).keys.tolist()
            return [number for number in found if number in self._vectors]
        used = len(self)
        if used <= most:
            return sorted(self._vectors)
        scores = self._rows[:used] @ (vector @ _projection(self._size)) - self._halves[:used]
        best: list[int] = self._numbers[:used][np.argpartition(scores, -most)[-most:]].tolist()
        return best

    def _graft(self) -> None:
        """Take a few more of the earlier vectors into the graph; with the last the projection goes."""
        if not self._ungrafted:
            return
        assert self._graph is not None
        for _ in range(min(_GRAFTED, len(self._ungrafted))):
            number = self._ungrafted.pop()
            if number in self._vectors:
                self._graph.add(number, self._vectors[number], threads=1)
        if not self._ungrafted:
            self._rows = np.zeros((0, _DIMENSIONS), dtype=np.float32)
            self._slots = {}


def _graph(size: int) -> Index:
    # Late, since it takes half a second and few windows are so large; and after pyarrow, whose Parquet files crash the
    # process where usearch came first (seen with 2.26.6 and 26.0 on Linux).
    import pyarrow as pa  # noqa: F401, PLC0415 - as said
    from usearch.index import Index  # noqa: PLC0415 - as said

    return Index(
        ndim=size,
        metric="ip",
        dtype="bf16",
        connectivity=_CONNECTIVITY,
        expansion_add=_EXPANSION,
        expansion_search=_EXPANSION,
    )


@lru_cache(maxsize=4)
def _projection(size: int) -> NDArray[np.float32]:
    """Orthonormal columns, the same in every process: shape (size, _DIMENSIONS), or fewer where the vectors have fewer."""
    drawn = np.random.default_rng(4).normal(size=(size, min(size, _DIMENSIONS)))
    columns = np.linalg.qr(drawn)[0].astype(np.float32)
    return np.pad(columns, ((0, 0), (0, _DIMENSIONS - columns.shape[1])))


class Window:
    """The reports that new ones are compared with."""

    def __init__(self) -> None:
        self._vectors: dict[tuple[str, int], Vectors] = {}
        self._ids: dict[int, str] = {}
        self._slots: dict[str, int] = {}
        self._sketches: dict[int, Sketch] = {}
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
        self._sketches[slot] = sketch
        for space, vector in spaces(sketch):
            self._vectors.setdefault(space, Vectors(space[1])).add(slot, vector)
        self._keys[slot] = keys(sketch)
        for key in self._keys[slot]:
            self._postings.setdefault(key, array("q")).append(slot)

    def drop(self, item: str) -> None:
        """Let a report go; one that is not there is no error."""
        slot = self._slots.pop(item, None)
        if slot is None:
            return
        del self._ids[slot]
        for space, _ in spaces(self._sketches.pop(slot)):
            self._vectors[space].drop(slot)
        for key in self._keys.pop(slot):
            posting = self._postings[key]
            posting.remove(slot)
            if not posting:
                del self._postings[key]

    def near(self, sketch: Sketch, most: int) -> list[str]:
        """Return ids worth comparing: up to `most` by each of its vectors, and by shared keys, in turns."""
        ways = [
            self._vectors[space].near(vector, most)
            for space, vector in spaces(sketch)
            if space in self._vectors
        ]
        ways.append(self._sharing(sketch, most))
        turns = chain.from_iterable(zip_longest(*ways))
        found = dict.fromkeys(slot for slot in turns if slot is not None)
        return [self._ids[slot] for slot in found if self._ids[slot] != sketch.id]

    def _sharing(self, sketch: Sketch, most: int) -> list[int]:
        votes: defaultdict[int, float] = defaultdict(float)
        for key in keys(sketch):
            posting = self._postings.get(key, ())
            if len(posting) <= COMMON:
                weight = 1 / log(2 + len(posting))
                for slot in posting:
                    votes[slot] += weight
        best = sorted(votes, key=lambda slot: (-votes[slot], slot))
        return best[:most]


def spaces(sketch: Sketch) -> Iterable[tuple[tuple[str, int], NDArray[np.float32]]]:
    """Return ((model, size), vector) of each vector of a report that says something; of one model, its first."""
    found: dict[tuple[str, int], NDArray[np.float32]] = {}
    for model, vector in ((sketch.model, sketch.vector), (sketch.bridge_model, sketch.bridge)):
        if vector is not None and vector.size and np.isfinite(vector).all() and vector.any():
            found.setdefault((model, int(vector.size)), vector)
    return found.items()


def keys(sketch: Sketch) -> tuple[int, ...]:
    """Return what a report is looked up by: hashes of its names, figures and weightiest terms."""
    found = [f"n{name}" for name in sorted(sketch.names, key=lambda name: (-len(name), name))[:NAMES]]
    found += [f"f{number}" for number in sorted(sketch.numbers)[:FIGURES]]
    found += [f"t{term}" for term, _ in sketch.terms[:TERMS]]
    return tuple(dict.fromkeys(crc32(key.encode("utf-8", "surrogatepass")) for key in found))
