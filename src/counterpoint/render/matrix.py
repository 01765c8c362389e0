"""Say for one claim what each origin says of it: the cells of the claim-by-origin matrix.

Data way: ClaimGroup, its Disputes, Origins -> Cells. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from counterpoint.types import ClaimGroup, Dispute, DisputeKind, Origin, Span, Value


class CellState(StrEnum):
    SAYS = "says"
    OTHERWISE = "otherwise"
    EARLIER = "earlier"  # a figure that later reports replaced


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that an origin says of a claim."""

    state: CellState
    value: Value | None  # when the claim is disputed
    spans: tuple[Span, ...]  # one for each report that carries it
    slot: str = ""  # of the dispute


@dataclass(frozen=True, slots=True)
class Cell:
    """What one origin says of one claim. No entries: it is silent."""

    origin: Origin
    entries: tuple[Entry, ...]


def matrix_cells(
    claim: ClaimGroup, disputes: Sequence[Dispute], origins: Sequence[Origin]
) -> tuple[Cell, ...]:
    """Return one Cell for each origin, in their order.

    A disputed value marks the cells of the origins that give it; reports of an origin that give no
    disputed value are marked as saying the claim.
    """
    said: dict[str, list[Entry]] = {o.id: [] for o in origins}
    for dispute in disputes:
        for value, state in _states(claim, dispute):
            for origin, spans in _by_origin(claim, value, origins).items():
                said[origin].append(Entry(state, value, spans, dispute.slot))
    for origin, entries in said.items():
        told = {s.article for entry in entries for s in entry.spans}
        plain: dict[str, Span] = {}
        for support in claim.supports:
            if support.origin == origin and support.span.article not in told:
                plain.setdefault(support.span.article, support.span)
        if plain:
            entries.insert(0, Entry(CellState.SAYS, None, tuple(plain.values())))
    return tuple(Cell(o, tuple(said[o.id])) for o in origins)


def _states(claim: ClaimGroup, dispute: Dispute) -> list[tuple[Value, CellState]]:
    """Each value of a dispute with how its cells are marked."""
    if dispute.kind is DisputeKind.UPDATE:
        last = len(dispute.values) - 1
        return [(v, CellState.SAYS if n == last else CellState.EARLIER) for n, v in enumerate(dispute.values)]
    own = _own_value(claim, dispute)
    return [(v, CellState.SAYS if v is own else CellState.OTHERWISE) for v in dispute.values]


def _own_value(claim: ClaimGroup, dispute: Dispute) -> Value:
    """The value that the claim's own words give, else the best supported one."""
    for value in dispute.values:
        if value.display and value.display.casefold() in claim.text.casefold():
            return value
    length = len(claim.text)
    wording = [s.span for s in claim.supports if s.span.end - s.span.start == length]
    for value in dispute.values:
        if any(w.overlaps(s) for w in wording for s in value.spans):
            return value
    return max(dispute.values, key=lambda v: (len(v.origins), len(v.spans)))


def _by_origin(claim: ClaimGroup, value: Value, origins: Sequence[Origin]) -> dict[str, tuple[Span, ...]]:
    """The spans of a value by the origin behind each: one span for each article."""
    allowed = set(value.origins) or {o.id for o in origins}
    found: dict[str, dict[str, Span]] = {}
    for span in value.spans:
        behind = next(
            (s.origin for s in claim.supports if s.origin in allowed and s.span.overlaps(span)), None
        ) or next((o.id for o in origins if o.id in allowed and span.article in o.articles), None)
        if behind is not None and any(o.id == behind for o in origins):
            found.setdefault(behind, {}).setdefault(span.article, span)
    return {origin: tuple(spans.values()) for origin, spans in found.items()}
