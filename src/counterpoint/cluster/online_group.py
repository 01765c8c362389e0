"""The reports of one story as the stream holds them: a few that represent it, and who stands by whom.

Data way: Stream <-> Group. It keeps, and decides nothing but who represents.

Cost is bounded: a story of a thousand reports is compared by its representatives. The latest report always is one; when
there are too many, of the two most alike the older steps back, and whoever stood by it follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

UNKNOWN = -4.0  # log-odds of two reports that nothing brought together


class Links:
    """Likenesses (log-odds) of representatives with one another, as they were when the later of the two arrived."""

    def __init__(self) -> None:
        self._near: dict[str, dict[str, float]] = {}

    def put(self, item: str, likeness: Mapping[str, float]) -> None:
        """Note how alike a report and others are."""
        for other, value in likeness.items():
            self._near.setdefault(item, {})[other] = value
            self._near.setdefault(other, {})[item] = value

    def of(self, item: str) -> Mapping[str, float]:
        """Return the likenesses of a report with others."""
        return self._near.get(item, {})

    def between(self, a: str, b: str) -> float:
        """Return the likeness of two reports; `UNKNOWN` where it was never asked."""
        return self._near.get(a, {}).get(b, UNKNOWN)

    def drop(self, item: str) -> None:
        """Forget a report."""
        for other in self._near.pop(item, {}):
            self._near[other].pop(item, None)


class Group:
    """One story."""

    def __init__(self, story: str, opened: int) -> None:
        self.story = story
        self.opened = opened  # sequence of its first report
        self.stands: dict[str, str] = {}  # report -> the one it stands by; a representative by itself
        self.heads: list[str] = []  # representatives, in order of arrival

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

    def followers_of(self, item: str) -> list[str]:
        """Return the reports that stand by this one itself, it not among them."""
        return [one for one, by in self.stands.items() if by == item and one != item]

    def add(self, item: str) -> None:
        """Take a report in as a representative."""
        self.stands[item] = item
        self.heads.append(item)

    def surplus(self, most: int, links: Links) -> list[str]:
        """Let representatives step back until there are at most so many; return those that did."""
        back = []
        while len(self.heads) > most:
            older, newer = max(combinations(self.heads, 2), key=lambda two: links.between(*two))
            self.stands[older] = newer
            self.heads.remove(older)
            back.append(older)
        return back

    def drop(self, item: str, links: Links) -> str | None:
        """Take a report out; return the follower whom nobody represents now and who therefore must, if there is one."""
        followers = self.followers_of(item)
        heir: str | None = self.stands[item]
        if heir == item:
            self.heads.remove(item)
            heir = max(self.heads, key=lambda head: links.between(item, head), default=None)
        del self.stands[item]
        first = followers[-1] if followers and heir is None else None
        for one in followers:
            self.stands[one] = heir or str(first)
        if first:
            self.heads.append(first)
        return first


def pair(a: str, b: str) -> tuple[str, str]:
    """Return two ids in their one order."""
    return (a, b) if a < b else (b, a)
