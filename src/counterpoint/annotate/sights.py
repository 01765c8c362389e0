"""What was marked in one sentence, as slots of a statement and as kinds of its words.

Data way: names, times, amounts of a sentence -> slots -> (annotate.statements) Drafts. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from counterpoint.annotate.clauses import HOW_MANY, WHEN, WHERE
from counterpoint.types import EntityKind, Mention, Quantity, Slot, Span, TimeMention, Token

CALENDAR = frozenset({"DATE", "TIME", "SET"})  # TIMEX3 types that say when; a DURATION says how long


@dataclass(frozen=True, slots=True)
class Sights:
    """What was marked in one sentence."""

    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    cues: tuple[Span, ...] = ()

    def slots(self, span: Span) -> tuple[Slot, ...]:
        """The slots that a passage's marks fill, without grammar."""
        who = (EntityKind.PERSON, EntityKind.ORGANISATION)
        named = [
            Slot(
                "where" if m.kind is EntityKind.PLACE else "who" if m.kind in who else "what", m.span, m.text
            )
            for m in self.mentions
        ]
        timed = [Slot("when", t.span, t.value) for t in self.times if t.type in CALENDAR]
        counted = [Slot("how_many", q.span, amount(q)) for q in self.quantities if not q.ordinal]
        return tuple(
            sorted(
                (s for s in named + timed + counted if s.span.overlaps(span)), key=lambda s: (s.span, s.role)
            )
        )


def amount(quantity: Quantity) -> str:
    """A quantity as a slot's value: "5..10 minute"."""
    return f"{_figure(quantity.low)}..{_figure(quantity.high)} {quantity.unit}".strip()


def _figure(number: float) -> str:
    return f"{number:.15g}" if math.isfinite(number) else ("-inf" if number < 0 else "inf")


def kinds_of(tokens: Sequence[Token], sights: Sights) -> dict[int, str]:
    """Which tokens stand in a time, an amount or a place."""
    spans = [(t.span, WHEN if t.type in CALENDAR else HOW_MANY) for t in sights.times]
    spans += [(q.span, HOW_MANY) for q in sights.quantities if not q.ordinal]
    spans += [(m.span, WHERE) for m in sights.mentions if m.kind is EntityKind.PLACE]
    out: dict[int, str] = {}
    for span, kind in spans:
        for i, token in enumerate(tokens):
            if token.start < span.end and span.start < token.end:
                out.setdefault(i, kind)
    return out
