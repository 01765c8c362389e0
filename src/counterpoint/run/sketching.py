"""Sketches of reports as plain data: what a child gives back and the store keeps.

Data way: Item -> Sketch, Signature (in a child) -> Packed -> row of the store -> Sketch. Pure but for `sketch` and `bridge`,
which load models.

Vectors are kept in half precision. The stream is given what was packed, fresh or from the store, so that one that is
resumed reads the very numbers that it would have gone on with.

The second model takes 50 to 70 ms of CPU for a title, the rest of a sketch 5 to 10: it is asked only from the first report on that
the first model does not read, and before that not at all (docs/design/0018).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from counterpoint.cluster.derivation import signature_of
from counterpoint.cluster.features import sketch_items
from counterpoint.models import choose_bridge, choose_embedder
from counterpoint.ports import Embedder
from counterpoint.types.stream import Item, Sketch

_HALF = np.dtype("<f2")  # a cosine changes by 0.0002 at the most: a twentieth of what any threshold is set to


@dataclass(frozen=True, slots=True)
class Packed:
    """A Sketch without arrays and sets: the same fields, in one order."""

    id: str
    at: datetime | None
    language: str
    outlet: str
    model: str
    vector: bytes  # little-endian halves
    bridge: bytes | None
    bridge_model: str
    read: bool
    whole: bool
    bare: bool
    names: tuple[str, ...]
    places: tuple[str, ...]
    numbers: tuple[str, ...]
    days: tuple[int, ...]
    terms: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class ToSketch:
    """Reports to be sketched."""

    items: tuple[Item, ...]
    second: bool = True  # the second model may be asked
    bridged: bool = False  # it is asked for all; else from the first report on that needs it


@dataclass(frozen=True, slots=True)
class Sketched:
    """Sketches, in the order of the items, and what finds copies of each: `Signature.to_bytes`."""

    sketches: tuple[Packed, ...]
    signs: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Bridged:
    """What the second model makes of some titles."""

    model: str  # Embedder.id; "": there is none
    vectors: tuple[bytes | None, ...]  # None: the title says nothing


def sketch(given: ToSketch) -> Sketched:
    """Sketch reports; runs in a child. One model for all: which languages a stream brings, nobody knows beforehand."""
    return sketch_with(given, choose_embedder(), choose_bridge() if given.second else None)


def sketch_with(given: ToSketch, first: Embedder, second: Embedder | None) -> Sketched:
    """Sketch reports by these models."""
    found = sketch_items(given.items, first)
    if second is not None:
        needing = (n for n, one in enumerate(found) if needs_bridge(one))
        start = 0 if given.bridged else next(needing, len(found))
        vectors = second.embed([item.title for item in given.items[start:]])
        found[start:] = [
            replace(one, bridge=vector if vector.any() else None, bridge_model=second.id)
            for one, vector in zip(found[start:], vectors, strict=True)
        ]
    return Sketched(tuple(map(pack_sketch, found)), tuple(map(signature_of, given.items)))


def bridge(titles: tuple[str, ...]) -> Bridged:
    """Ask the second model for reports that were sketched without it; runs in a child."""
    second = choose_bridge()
    return Bridged("", (None,) * len(titles)) if second is None else bridge_with(titles, second)


def bridge_with(titles: Sequence[str], second: Embedder) -> Bridged:
    """Ask this model."""
    return Bridged(second.id, tuple(_bytes(v) if v.any() else None for v in second.embed(titles)))


def needs_bridge(sketch: Sketch | Packed) -> bool:
    """Whether a report meets others by the second model alone, if at all."""
    return not sketch.read and sketch.language != "und"


def without_bridge(sketch: Sketch) -> Sketch:
    """Return a sketch as it is where the second model is not asked."""
    return sketch if not sketch.bridge_model else replace(sketch, bridge=None, bridge_model="")


def pack_sketch(sketch: Sketch) -> Packed:
    """Return a sketch as plain data."""
    return Packed(
        id=sketch.id,
        at=sketch.at,
        language=sketch.language,
        outlet=sketch.outlet,
        model=sketch.model,
        vector=_bytes(sketch.vector),
        bridge=None if sketch.bridge is None else _bytes(sketch.bridge),
        bridge_model=sketch.bridge_model,
        read=sketch.read,
        whole=sketch.whole,
        bare=sketch.bare,
        names=tuple(sorted(sketch.names)),
        places=tuple(sorted(sketch.places)),
        numbers=tuple(sorted(sketch.numbers)),
        days=tuple(sorted(sketch.days)),
        terms=sketch.terms,
    )


def unpack_sketch(packed: Packed) -> Sketch:
    """Return the sketch that was packed, its vectors of unit length again."""
    return Sketch(
        id=packed.id,
        at=packed.at,
        language=packed.language,
        outlet=packed.outlet,
        model=packed.model,
        vector=_vector(packed.vector),
        bridge=None if packed.bridge is None else _vector(packed.bridge),
        bridge_model=packed.bridge_model,
        read=packed.read,
        whole=packed.whole,
        bare=packed.bare,
        names=frozenset(packed.names),
        places=frozenset(packed.places),
        numbers=frozenset(packed.numbers),
        days=frozenset(packed.days),
        terms=packed.terms,
    )


def _bytes(vector: NDArray[np.float32]) -> bytes:
    return vector.astype(_HALF).tobytes()


def _vector(data: bytes) -> NDArray[np.float32]:
    vector = np.frombuffer(data, dtype=_HALF).astype(np.float32)
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length > 0 and np.isfinite(length) else np.zeros_like(vector)
