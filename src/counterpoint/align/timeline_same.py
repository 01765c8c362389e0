"""Whether two dated passages tell of one happening, for the timeline of a story and of a storyline.

Data way: passages with their dates -> groups of one happening each. Pure; the embedder is passed in and may be missing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterpoint.align.edited_sentences import stems
from counterpoint.ports import Embedder
from counterpoint.types import Granularity

SAME_WORDS = 0.5  # share of the lighter passage's weighed words at which two of a day are one; set by eye
# Of the embedder's bound for saying the same thing: two sentences of one story that name one day need less. Set by eye on
# the example and on hand-labelled events: same .51 and up, different .42 and below, where the bound is .60.
SAME_DAY = 0.85
_COMPARED = 4  # passages of a happening that a further one is compared with
_YEAR = 4  # characters of an ISO date that two of one happening share at the least


@dataclass(frozen=True, slots=True)
class Passage:
    """What is told of a date."""

    date: str  # ISO 8601 or a TIMEX3 quarter or season, as precise as known
    precision: Granularity
    text: str
    said: Mapping[str, int]  # stems beside the date's own words
    group: str | None = None  # ClaimGroup.id: passages of one group state the same


def passage(date: str, precision: Granularity, text: str, group: str | None = None, *dated: str) -> Passage:
    """Return a passage.

    Args:
        date: As precise as known.
        precision: Of the date.
        text: Its words.
        group: ClaimGroup.id, where it states a claim.
        dated: The expressions of time in the text, whose words say nothing of what happened.

    """
    return Passage(date, precision, text, stems(text) - stems(" ".join(dated)), group)


def gather(passages: Sequence[Passage], embedder: Embedder | None = None) -> list[list[int]]:
    """Return the passages' indexes by happening; each joins the first happening that it fits, in the order given."""
    same = _Sameness(passages, embedder)
    happenings: list[list[int]] = []
    by_year: dict[str, list[list[int]]] = defaultdict(list)
    for n, told in enumerate(passages):
        year = by_year[told.date[:_YEAR]]
        found = next((h for h in year if any(same(m, n) for m in h[:_COMPARED])), None)
        if found is None:
            happenings.append([n])
            year.append(happenings[-1])
        else:
            found.append(n)
    return happenings


class _Sameness:
    """One claim group states both, they share most of what they say, or a model reads them as one."""

    def __init__(self, passages: Sequence[Passage], embedder: Embedder | None) -> None:
        self.passages = passages
        counts = Counter(word for p in passages for word in p.said)
        self.rarity = {word: math.log(1 + len(passages) / n) for word, n in counts.items()}
        self.weight = [sum(self.rarity[w] for w in p.said) for p in passages]
        self.bound = embedder.same if embedder else 1.0
        self.vectors: NDArray[np.float32] | None = None
        if embedder and len(passages) > 1:
            self.vectors = embedder.embed([p.text for p in passages])

    def __call__(self, m: int, n: int) -> bool:
        a, b = self.passages[m], self.passages[n]
        if not (a.date.startswith(b.date) or b.date.startswith(a.date)):
            return False
        if a.group is not None and a.group == b.group:
            return True
        shared = sum(self.rarity[w] for w in a.said.keys() & b.said.keys())
        if shared and shared >= SAME_WORDS * min(self.weight[m], self.weight[n]):
            return True
        if self.vectors is None:
            return False
        bound = self.bound * (SAME_DAY if a.precision is b.precision is Granularity.DAY else 1.0)
        return float(self.vectors[m] @ self.vectors[n]) >= bound
