"""Make a sketch fit to be compared: what is no number, or of another size than its model gives, says nothing.

Data way: Sketch -> Sketch. Sketches come from a store, and from models that hostile texts were given to. Pure but for `sizes`.
"""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from counterpoint.types.stream import Sketch

_HEAVIEST = 1e6  # weight of a term: frequencies in one text stay far below; NaN is not among them either
_ROUNDING = 1e-2  # by which a unit vector's length may differ


def sound(sketch: Sketch, sizes: dict[str, int]) -> Sketch:
    """Return a sketch whose vectors are of unit length or zero, and of the size that others of their model have.

    Args:
        sketch: As it came.
        sizes: Of the vectors of each model, as first seen; is added to.

    """
    vector = _sound(sketch.vector, sketch.model, sizes)
    bridge = None if sketch.bridge is None else _sound(sketch.bridge, sketch.bridge_model, sizes)
    terms = sketch.terms
    if not all(0 <= weight <= _HEAVIEST for _, weight in terms):
        terms = tuple((term, weight) for term, weight in terms if 0 <= weight <= _HEAVIEST)
    if vector is sketch.vector and bridge is sketch.bridge and terms is sketch.terms:
        return sketch
    return replace(sketch, vector=vector, bridge=bridge, terms=terms)


def _sound(vector: NDArray[np.float32], model: str, sizes: dict[str, int]) -> NDArray[np.float32]:
    size = sizes.setdefault(model, vector.size) if vector.size else sizes.get(model, 0)
    if vector.size != size or vector.ndim != 1:
        return np.zeros(size, np.float32)
    length = float(np.linalg.norm(vector.astype(np.float64)))
    if not isfinite(length):
        return np.zeros(size, np.float32)
    if length == 0 or abs(length - 1) < _ROUNDING:
        return vector
    return (vector.astype(np.float64) / length).astype(np.float32)
