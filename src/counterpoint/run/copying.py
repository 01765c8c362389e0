"""Whether reports of the stream carry one another's words: pairs of them, compared in a child.

Data way: Items, which of them to compare -> Derivations. Pure. The candidates are the caller's, the proof is `cluster.derivation`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from counterpoint.cluster.derivation import derive
from counterpoint.types.stream import Derivation, Item

_PASSAGES = 50  # of a pair that are kept, the longest: a list of results has hundreds


@dataclass(frozen=True, slots=True)
class ToCompare:
    """Pairs of reports."""

    items: tuple[Item, ...]
    pairs: tuple[
        tuple[int, int], ...
    ]  # places in `items`; first the one that counts as the copy where nobody can tell


@dataclass(frozen=True, slots=True)
class Compared:
    """What each pair shares; None where that proves nothing. In the order of the pairs."""

    found: tuple[Derivation | None, ...]


def compare(given: ToCompare) -> Compared:
    """Compare pairs of reports; runs in a child. Translations are not looked for: the telling of a story does that."""
    found = (derive(given.items[mine], given.items[other]) for mine, other in given.pairs)
    return Compared(tuple(None if one is None else _bounded(one) for one in found))


def _bounded(found: Derivation) -> Derivation:
    """Keep the longest passages, in their order."""
    if len(found.passages) <= _PASSAGES:
        return found
    longest = sorted(found.passages, key=lambda two: two[0][0] - two[0][1])[:_PASSAGES]
    return replace(found, passages=tuple(sorted(longest)))
