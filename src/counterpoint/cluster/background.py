"""How common words, names, places and figures are among the reports of a stream's window.

Data way: Sketches of the window -> rarity of a term, for `cluster.likeness`. A function of the sketches that it holds, in any
order: whoever restarts a stream adds those of the window again and gets the same. Grows with the window and no further.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from counterpoint.types.stream import Sketch

# Reports that are taken to have been seen before the first, none of which had the term: a young window is no judge of what
# is rare. 200 is the size of a small paper's day.
_BEFORE = 200


class Background:
    """Document frequencies of a window of sketches."""

    __slots__ = ("_counts", "_reports", "_scale")

    def __init__(self, sketches: Iterable[Sketch] = ()) -> None:
        self._counts: Counter[str] = Counter()
        self._reports = 0
        self._scale = math.log(_BEFORE)
        for sketch in sketches:
            self.add(sketch)

    def __len__(self) -> int:
        """Return how many reports it holds."""
        return self._reports

    def add(self, sketch: Sketch) -> None:
        """Count a report that enters the window."""
        self._counts.update(_terms(sketch))
        self._reports += 1
        self._scale = math.log(self._reports + _BEFORE)

    def remove(self, sketch: Sketch) -> None:
        """Take back a report that leaves the window.

        Raises:
            ValueError: It was never added.

        """
        terms = _terms(sketch)
        if self._reports == 0 or any(self._counts[term] < 1 for term in terms):
            raise ValueError(f"{sketch.id} is not in this background.")
        for term in terms:
            left = self._counts[term] - 1
            if left:
                self._counts[term] = left
            else:
                del self._counts[term]
        self._reports -= 1
        self._scale = math.log(self._reports + _BEFORE)

    def rarity(self, term: str) -> float:
        """Return 1.0 for what at most one report has, towards 0.0 for what all have.

        A name is asked for as `name_key` gives it, a figure as `figure_key` does; terms and ids of places as they are.
        """
        seen = self._counts.get(term, 0)
        return 1.0 - math.log(seen) / self._scale if seen > 1 else 1.0


def name_key(name: str) -> str:
    """Return under what a name is counted, apart from terms."""
    return f"@{name}"


def figure_key(figure: str) -> str:
    """Return under what a figure is counted, apart from terms."""
    return f"#{figure}"


def _terms(sketch: Sketch) -> set[str]:
    return {
        *(term for term, _ in sketch.terms),
        *map(name_key, sketch.names),
        *sketch.places,
        *map(figure_key, sketch.numbers),
    }
