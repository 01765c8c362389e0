"""Stories linked over months into storylines: what happened before and after.

Data way: Digested stories, in the order of the stream -> Links. `link` is pure; `Storylines` holds what it was given and
nothing else: no clock, no chance, so the same stories in the same order give the same storylines.

A storyline is a tree: each story hangs on the one earlier story that it goes on with most, if any, and the storyline's
id is that of its first story. A story joins only where it fits the thread as a whole, not merely its nearest member:
single linkage would chain a country's politics together (topic detection and tracking knows it as drift; Allan et al.,
"Topic Detection and Tracking Pilot Study", 1998).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from counterpoint.cluster.kinship import Kinship, Rarity, kinship
from counterpoint.types.stream import Digested, Link

LINK = 0.5  # kinship above which a story goes on with an earlier one
THREAD = 0.35  # mean kinship to the members of a thread that a story must reach to join it
MEMBERS = 8  # of a thread, the latest, against which a story is compared
PREDECESSORS = 3  # earlier stories, at the most, that one story is linked to
CAPACITY = 20_000  # stories held; some 5 kB each
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Around:
    """What happened before and after a story, in its storyline."""

    storyline: str
    before: tuple[str, ...]  # Digested.ids, oldest first
    after: tuple[str, ...]


def rarity_of(stories: Iterable[Digested]) -> Rarity:
    """Return the rarity of names, places and words among stories."""
    held = list(stories)
    counts = Counter(key for story in held for key in _keys(story))
    return lambda key: math.log((len(held) + 1.5) / (counts[key] + 0.5))


def link(story: Digested, earlier: Sequence[Digested], rarity: Rarity | None = None) -> tuple[Link, ...]:
    """Return the earlier stories that a story goes on with, the closest first, each on its own merit.

    Args:
        story: The later one.
        earlier: Any stories; those of its own id are passed over.
        rarity: Of names, places and words; None: among these stories.

    """
    rare = rarity or rarity_of([*earlier, story])
    found = [(kinship(story, other, rare), other) for other in earlier if other.id != story.id]
    kept = sorted(
        ((kin, other) for kin, other in found if kin.score >= LINK), key=lambda p: (-p[0].score, p[1].id)
    )
    return tuple(_link(story, other, kin) for kin, other in kept[:PREDECESSORS])


class Storylines:
    """The storylines of a stream, story by story. Holds at most `capacity` stories."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        """Hold up to `capacity` stories, 1 or more; the earliest seen go first."""
        if capacity < 1:
            raise ValueError("capacity is 1 or more")
        self._capacity = capacity
        self._stories: dict[str, Digested] = {}
        self._links: dict[str, tuple[Link, ...]] = {}  # by Link.after

    @classmethod
    def restored(
        cls, stories: Iterable[Digested], links: Iterable[Link], capacity: int = CAPACITY
    ) -> Storylines:
        """Return the storylines of stories that were added before, in the same order, with the links they got."""
        held = cls(capacity)
        held._stories = {s.id: s for s in stories}
        for one in links:
            held._links[one.after] = (*held._links.get(one.after, ()), one)
        return held

    def add(self, story: Digested) -> tuple[Link, ...]:
        """Take in a story, new or changed, and return its links to earlier ones, the closest first."""
        self._stories.pop(story.id, None)
        mine = {story.id}
        earlier = [
            s for s in self._stories.values() if _began(s) <= _began(story) and not self._hangs_on(s.id, mine)
        ]
        rare = rarity_of([*self._stories.values(), story])
        links = link(story, earlier, rare)
        self._stories[story.id] = story
        self._links[story.id] = links
        return links

    def drop(self, story_id: str, into: str | None = None) -> None:
        """Forget a story; what hung on it hangs on `into`, the story that it was merged into."""
        self._stories.pop(story_id, None)
        self._links.pop(story_id, None)
        for after, links in list(self._links.items()):
            moved = (replace(one, before=into or "") if one.before == story_id else one for one in links)
            self._links[after] = tuple(one for one in moved if one.before and one.before != after)

    def storyline_of(self, story_id: str) -> str:
        """Return the id of the storyline, which is that of its first story; a story alone is its own."""
        while self._links.get(story_id):
            story_id = self._links[story_id][0].before
        return story_id

    def before_and_after(self, story_id: str) -> Around:
        """Return the other stories of a story's storyline."""
        root = self.storyline_of(story_id)
        members = [s for s in self._stories.values() if self.storyline_of(s.id) == root and s.id != story_id]
        members.sort(key=lambda s: (_began(s), s.id))
        pivot = (_began(self._stories[story_id]), story_id)
        before = tuple(s.id for s in members if (_began(s), s.id) < pivot)
        return Around(root, before, tuple(s.id for s in members if (_began(s), s.id) > pivot))

    def _hangs_on(self, story_id: str, targets: set[str]) -> bool:
        while self._links.get(story_id):
            story_id = self._links[story_id][0].before
            if story_id in targets:
                return True
        return False


def _link(story: Digested, other: Digested, kin: Kinship) -> Link:
    return Link(other.id, story.id, kin.score, kin.why)


def _began(story: Digested) -> datetime:
    return story.first or _LONG_AGO


def _keys(story: Digested) -> set[str]:
    return (
        {f"name:{n}" for n in story.names}
        | {f"place:{p}" for p in story.places}
        | {f"term:{t}" for t, _ in story.terms}
    )
