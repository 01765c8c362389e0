"""Name the report that seems to tell of another event.

Data way: Reports + Entities -> OddOnes. Pure but for the embedder that is passed in.

A comparison assumes its reports are of one event. One that is near to no other, by what its title and lead say
and by whom it names, is shown as the odd one out; it stays in the story, since the user put it there.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from counterpoint.ports import Embedder
from counterpoint.types import Entity, EntityKind, OddOne, Report

LEAD_CHARACTERS = 300  # of the text after the title; the thresholds of the embedders were taken on as much
# Where everything was about one place, sharing it proves nothing.
_TELLING = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.WORK, EntityKind.EVENT})
SHARED_NAMES = 2  # names in common that hold two reports together, whatever their leads say


def find_odd(reports: Sequence[Report], entities: Sequence[Entity], embedder: Embedder) -> tuple[OddOne, ...]:
    """Return the reports that no other report is near to. Of two reports apart, both are named."""
    if len(reports) < 2:
        return ()
    vectors = embedder.embed([_lead(r) for r in reports])
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -1.0)
    named = [_named(r, entities) for r in reports]
    odd = []
    for i, report in enumerate(reports):
        nearest = float(cosines[i].max())
        shared = max(len(named[i] & named[j]) for j in range(len(reports)) if j != i)
        if nearest < embedder.apart and shared < SHARED_NAMES:
            odd.append(
                OddOne(
                    report.article.id,
                    f"its title and lead are near to no other report ({nearest:.2f}, of one event above "
                    f"{embedder.apart:.2f}), and it shares {shared or 'no'} name{'s' * (shared != 1)} with any",
                )
            )
    return tuple(odd)


def _lead(report: Report) -> str:
    article = report.article
    after = article.text.removeprefix(article.title)
    return f"{article.title}. {after.strip()[:LEAD_CHARACTERS]}"


def _named(report: Report, entities: Sequence[Entity]) -> set[str]:
    return {
        e.id
        for e in entities
        if e.kind in _TELLING and any(m.article == report.article.id for m in e.mentions)
    }
