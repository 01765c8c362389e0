"""What a detector of disputes finds: two values that clash, or two that only look so.

Data way: detectors -> Clash, Likeness -> merged into Disputes and Variants by `disputes`. Pure records.
"""

from __future__ import annotations

from dataclasses import dataclass

from counterpoint.types import DisputeKind, Span


@dataclass(frozen=True, slots=True)
class Side:
    """One value and the passage behind it."""

    value: str  # normalised: equal values are one value of the dispute
    display: str  # short, from the report's words
    mark: Span  # the value's own words: the same mark in two pairs is the same site
    passage: Span  # the clause to show
    order: float = 0.0  # values of an update are shown in this order


@dataclass(frozen=True, slots=True)
class Clash:
    """Two incompatible values of one slot."""

    slot: str
    about: str
    one: Side
    other: Side
    score: float  # how sure that both speak of one thing; only for choosing among pairs
    kind: DisputeKind = DisputeKind.CONTRADICTION
    topic: str = ""  # clashes of one topic are one dispute
    support: tuple[Side, ...] = ()  # further passages that state one of the two values of the same thing


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two values that look different and agree."""

    slot: str
    about: str
    one: Side
    other: Side
    why: str  # "precision", "paraphrase", "rounding", "unit", "spelling", "subset"
    score: float = 0.0
