"""How common words, names, places and figures are among the reports of a stream's window.

Data way: Sketches of the window -> rarity of a term, for `cluster.likeness`. A function of the sketches that it holds, in any
order: whoever restarts a stream adds those of the window again and gets the same. Grows with the window and no further.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from counterpoint.types.stream import Sketch

# Reports that are taken to have been seen before the first, none of which had the term: a young window is no judge of what
# is rare. 200 is the size of a small paper's day.
_BEFORE = 200
# Shares of the window's reports, as natural logarithms: what one in 12 has says nothing; what one in 400 has says as much
# as any term can, so that a likeness means the same in a window of 200 reports and of 200,000.
_COMMON, _RARE = 2.5, 6.0
# Of a term that two reports share at least two have seen: 0 and 1 count as 2.
_LOGARITHMS = tuple(math.log(max(2, seen)) for seen in range(1024))


class Background:
    """Document frequencies of a window of sketches."""

    __slots__ = ("_counts", "_languages", "_reports")

    def __init__(self, sketches: Iterable[Sketch] = ()) -> None:
        self._counts: Counter[str] = Counter()
        self._languages: Counter[str] = Counter()  # reports of each
        self._reports = 0
        for sketch in sketches:
            self.add(sketch)

    def __len__(self) -> int:
        """Return how many reports it holds."""
        return self._reports

    def add(self, sketch: Sketch) -> None:
        """Count a report that enters the window."""
        self._counts.update(_terms(sketch))
        self._languages[sketch.language] += 1
        self._reports += 1

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
        self._languages[sketch.language] -= 1
        self._reports -= 1

    def scale(self, language: str | None = None) -> float:
        """Return the logarithm of how many reports are looked back on: of one language, or of all."""
        return math.log(_BEFORE + (self._reports if language is None else self._languages[language]))

    def rarity(self, term: str, scale: float | None = None) -> float:
        """Return 0.0 for what many reports have, 1.0 for what few of very many have.

        Args:
            term: A term or a place's id as it is, a name by `name_key`, a figure by `figure_key`.
            scale: Among whom, as `scale` gives it; words belong to a language, names and figures to all.

        """
        seen = self._counts.get(term, 0)
        logarithm = _LOGARITHMS[seen] if seen < len(_LOGARITHMS) else math.log(seen)
        share = ((self.scale() if scale is None else scale) - logarithm - _COMMON) / (_RARE - _COMMON)
        return 0.0 if share < 0.0 else min(share, 1.0)

    def length(self, terms: Iterable[tuple[str, float]], scale: float) -> float:
        """Return the length of a report's terms as a vector, each by its weight times its `rarity`."""
        return self.shared({}, terms, scale)[2]

    def shared(
        self, mine: Mapping[str, float], others: Iterable[tuple[str, float]], scale: float
    ) -> tuple[float, float, float]:
        """Compare the terms of two reports, weights by term: in one loop, since a stream spends most of its time here.

        Returns:
            The rarity of the terms that both have, added up; the product of both as vectors, each term by its weight times
            its `rarity`; and the length of the second.

        """
        seen, top, span = self._counts.get, scale - _COMMON, _RARE - _COMMON
        # Seen so often at most, at least: nearly all terms are, and need no logarithm. Fewer than 2 count as 2, as in `rarity`.
        rare, common = math.exp(top - span), math.exp(top)
        if rare < 2:
            rare = -1.0
        both = product = square = 0.0
        for term, weight in others:
            count = seen(term, 0)
            if count >= common:
                continue
            share = 1.0 if count <= rare else (top - math.log(max(2, count))) / span
            value = weight * share
            square += value * value
            if term in mine:
                both += share
                product += mine[term] * share * value
        return both, product, math.sqrt(square)


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
