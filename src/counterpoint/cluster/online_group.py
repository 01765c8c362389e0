"""The reports of one story as the stream holds them: a few that represent it, how alike those are, and who stands by whom.

Data way: likenesses of reports -> scores, parts. Pure arithmetic on what it is given.

Cost is bounded: a story of a thousand reports is compared by its representatives. The latest report always is one; when
there are too many, of the two most alike the older steps back, and whoever stood by it follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

_TOP = 3  # members whose likeness a score averages


class Group:
    """One story."""

    def __init__(self, story: str, opened: int) -> None:
        self.story = story
        self.opened = opened  # sequence of its first report
        self.stands: dict[str, str] = {}  # report -> the one it stands by; a representative by itself
        self.heads: list[str] = []  # representatives
        self.links: dict[tuple[str, str], float] = {}  # of two representatives

    def __len__(self) -> int:
        return len(self.stands)

    def head(self, item: str) -> str:
        """Return who represents a report."""
        while self.stands[item] != item:
            item = self.stands[item]
        return item

    def followers(self, heads: Iterable[str]) -> list[str]:
        """Return all reports that these represent, themselves among them."""
        wanted = set(heads)
        return [item for item in self.stands if self.head(item) in wanted]

    def link(self, a: str, b: str) -> float:
        """Return the likeness of two representatives."""
        return self.links.get(pair(a, b), 0.0)

    def add(self, item: str, likeness: Mapping[str, float]) -> None:
        """Take a report in as a representative, with its likeness to each of the others."""
        self.stands[item] = item
        for head in self.heads:
            self.links[pair(item, head)] = likeness.get(head, 0.0)
        self.heads.append(item)

    def surplus(self, most: int) -> list[str]:
        """Let representatives step back until there are at most so many; return those that did."""
        back = []
        while len(self.heads) > most:
            older, newer = max(combinations(self.heads, 2), key=lambda two: self.link(*two))
            self.stands[older] = newer
            self._unlink(older)
            back.append(older)
        return back

    def drop(self, item: str) -> str | None:
        """Take a report out; return the follower whom nobody represents now and who therefore must, if there is one."""
        followers = [one for one, by in self.stands.items() if by == item and one != item]
        heir: str | None = self.stands[item]
        if heir == item:
            self.heads.remove(item)
            heir = max(self.heads, key=lambda head: self.link(item, head), default=None)
            self.links = {two: value for two, value in self.links.items() if item not in two}
        del self.stands[item]
        first = followers[-1] if followers and heir is None else None
        for one in followers:
            self.stands[one] = heir or str(first)
        if first:
            self.heads.append(first)
        return first

    def matrix(self, heads: Sequence[str]) -> NDArray[np.float32]:
        """Return the likenesses of representatives, shape (n, n), 1 on the diagonal."""
        out = np.ones((len(heads), len(heads)), dtype=np.float32)
        for (i, a), (j, b) in combinations(enumerate(heads), 2):
            out[i, j] = out[j, i] = self.link(a, b)
        return out

    def _unlink(self, item: str) -> None:
        self.heads.remove(item)
        for head in self.heads:
            self.links.pop(pair(item, head), None)


def pair(a: str, b: str) -> tuple[str, str]:
    """Return two ids in their one order."""
    return (a, b) if a < b else (b, a)


def score(likeness: Sequence[float] | NDArray[np.float32]) -> float:
    """Return how surely a report is of a story, from its likeness with each that represents it."""
    top = np.sort(np.asarray(likeness, dtype=np.float32))[::-1]
    return float(top[:_TOP].mean() + top.mean()) / 2 if top.size else 0.0


def parts(matrix: NDArray[np.float32]) -> tuple[list[int], list[int], float]:
    """Split reports in two by average linkage; return both parts, the first's part first, and their mean likeness."""
    groups = [[n] for n in range(len(matrix))]
    while len(groups) > 2:
        a, b = max(
            combinations(range(len(groups)), 2),
            key=lambda two: float(matrix[np.ix_(groups[two[0]], groups[two[1]])].mean()),
        )
        groups[a] += groups.pop(b)
    one, two = sorted(groups, key=min)
    return sorted(one), sorted(two), float(matrix[np.ix_(one, two)].mean())
