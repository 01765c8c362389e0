"""Sketches of reports as plain data: what a child gives back and the store keeps.

Data way: Item -> Sketch (in a child) -> Packed -> row of the store -> Sketch. Pure but for `sketch`, which loads models.

Vectors are kept in half precision. The stream is given what was packed, fresh or from the store, so that one that is
resumed reads the very numbers that it would have gone on with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from counterpoint.cluster.features import sketch_items
from counterpoint.models import choose_bridge, choose_embedder
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
    bridged: bool  # with the second model, too, which reads what the first does not


@dataclass(frozen=True, slots=True)
class Sketched:
    """Sketches, in the order of the items."""

    sketches: tuple[Packed, ...]


def sketch(given: ToSketch) -> Sketched:
    """Sketch reports; runs in a child. One model for all: which languages a stream brings, nobody knows beforehand."""
    found = sketch_items(given.items, choose_embedder(), choose_bridge() if given.bridged else None)
    return Sketched(tuple(map(pack_sketch, found)))


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
