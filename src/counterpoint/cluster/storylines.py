"""Stories linked over months into storylines: what happened before and after.

Data way: Digested stories, in the order of the stream -> Links. `link` is pure; `Storylines` is a function of the stories that
it was given, in their order: no clock, no chance. With which earlier stories one is compared: `cluster/predecessors.py`.

A storyline is a tree: each story hangs on the one earlier story that it goes on with most, if any, and the storyline's
id is that of its first story. A story joins only where it fits the thread as a whole, not merely its nearest member:
single linkage chains all of a country's politics together (the drift of topic tracking; Allan et al., "Topic Detection
and Tracking Pilot Study", 1998). How alike two stories are, and why: `cluster.kinship`.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from counterpoint.cluster.kinship import Kinship, Rarity, kinship
from counterpoint.cluster.predecessors import Period, candidates, held_keys, is_hub, keys_of, period_of
from counterpoint.types.stream import Digested, Link

# Kinship from which a story goes on with an earlier one. The weights were fitted to .5; at .4, single reports of
# mds_rpm2_fr find .79 of their predecessors and not .72, of ten links between two crises of mlcrisis nine stay right.
LINK = 0.4
# A link once made holds down to here, so that a story that grows does not leave its storyline and come back.
STAY = 0.3
# The mean kinship to a thread's members that a story must reach to join it. On 219 reports of four crises (a quarter of
# mlcrisis) the largest thread has 8 of them at this, and 60 without a bound; purity is .92 and .85.
THREAD = 0.4
PREDECESSORS = 3  # earlier stories, at the most, that one story is linked to
# Threads taken to have been seen before the first, of which none had the name or word: a young stream is no judge of what is
# rare. With 0, fewer single reports are linked (recall .66 instead of .75 in evals/storylines.py); with 20, more falsely.
BEFORE = 10
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def rarity_of(stories: Iterable[Digested], threads: Mapping[str, str] | None = None) -> Rarity:
    """Return how rare names, places and words are among stories, those of one thread counted once.

    Args:
        stories: Each once.
        threads: Digested.id -> storyline, of those that are in one; None: each is alone.

    """
    lines: dict[str, set[str]] = {}
    for story in stories:
        lines.setdefault((threads or {}).get(story.id, story.id), set()).update(_counted(story))
    counts = Counter(key for keys in lines.values() for key in keys)
    most = math.log(BEFORE + len(lines) + 0.5)
    rare = {key: most - math.log(count + 0.5) for key, count in counts.items()}
    unseen = most - math.log(0.5)
    return lambda key: rare.get(key, unseen)


def link(
    story: Digested,
    earlier: Sequence[Digested],
    *,
    threads: Mapping[str, str] | None = None,
    linked: Iterable[str] = (),
    latest: int | None = None,
) -> tuple[Link, ...]:
    """Return the earlier stories that a story goes on with, the closest first: none, or up to three of one storyline.

    Args:
        story: The later one.
        earlier: Of `predecessors.candidates`; itself and those that began later are passed over; of two that began at once,
            the later id is.
        threads: Digested.id -> storyline, of the earlier stories that are in one; None: each is alone.
        linked: Ids of the stories that it was linked to before: those links hold more easily.
        latest: How many of `earlier`, the first, tell how rare names and words are: what was found by a rare name is no
            sample of how rare it is. None: all.

    """
    lines = threads or {}
    sample = [other for other in earlier[:latest] if other.id != story.id]
    rare = rarity_of([*sample, story], {**lines, story.id: story.id})
    known = frozenset(linked)
    kin = {
        other.id: kinship(story, other, rare)
        for other in sorted(earlier, key=_order)
        if _order(other) < _order(story)
    }
    members: dict[str, list[str]] = {}
    for other in kin:
        members.setdefault(lines.get(other, other), []).append(other)
    near = sorted(
        (other for other, k in kin.items() if k.score >= (STAY if other in known else LINK)),
        key=lambda other: (other not in known, -kin[other].score, other),
    )
    for best in near:
        line = members[lines.get(best, best)]
        if _coherent([kin[member].score for member in line]):
            chosen = [other for other in near if other in set(line)]
            chosen.sort(key=lambda other: (-kin[other].score, other))
            return tuple(_link(story.id, other, kin[other]) for other in chosen[:PREDECESSORS])
    return ()


class Storylines:
    """The storylines of a stream, story by story, in memory: as a store keeps them in rows, with all stories held."""

    def __init__(self) -> None:
        """Begin with no story."""
        self._numbers: dict[str, int] = {}
        self._stories: list[Digested] = []  # by number
        self._holders: dict[str, set[int]] = defaultdict(set)  # of keys
        self._links: dict[str, tuple[Link, ...]] = {}  # closest first: a story hangs on its first
        self._line: dict[str, str] = {}

    def add(self, story: Digested) -> tuple[Link, ...]:
        """Take in a story, new or grown, and return its links to earlier ones, the closest first."""
        below = self._below(story.id)
        linked = [one.before for one in self._links.get(story.id, ())]
        numbers = [self._numbers[one] for one in linked]
        barred = {self._numbers[one] for one in below if one in self._numbers}
        found = candidates(self, keys_of(story), _began(story), linked=numbers, barred=barred)
        earlier = [self._stories[n] for n in found.stories]
        links = link(story, earlier, threads=self._line, linked=linked, latest=found.latest)
        self._put(story)
        self._links[story.id] = links
        self._line.update({one: self._top(one) for one in below})
        return links

    def storyline_of(self, story_id: str) -> str:
        """Return the id of a story's storyline, which is that of its first story; a story alone is its own."""
        return self._line.get(story_id, story_id)

    def latest(self, since: datetime, until: datetime, most: int) -> Sequence[int]:
        """As `predecessors.Shelf`."""
        told = [n for n, s in enumerate(self._stories) if _began(s) <= until and _ended(s) >= since]
        return sorted(told, key=lambda n: (_ended(self._stories[n]), -n), reverse=True)[:most]

    def held(self, keys: Collection[str], period: Period) -> Mapping[str, int]:
        """As `predecessors.Shelf`."""
        return {key: sum(1 for _ in self._holding(key, period)) for key in keys}

    def holders(self, keys: Collection[str], period: Period, until: datetime) -> Iterator[tuple[int, str]]:
        """As `predecessors.Shelf`."""
        for key in keys:
            yield from ((n, key) for n in self._holding(key, period) if _began(self._stories[n]) <= until)

    def lines(self, stories: Collection[int]) -> Mapping[int, str]:
        """As `predecessors.Shelf`."""
        return {n: self._line[self._stories[n].id] for n in stories}

    def members(self, lines: Collection[str], until: datetime) -> Mapping[str, Sequence[int]]:
        """As `predecessors.Shelf`."""
        found: dict[str, list[int]] = defaultdict(list)
        for story in sorted(self._stories, key=_order):
            if self._line[story.id] in lines and _began(story) <= until:
                found[self._line[story.id]].append(self._numbers[story.id])
        return found

    def _put(self, story: Digested) -> None:
        number = self._numbers.setdefault(story.id, len(self._stories))
        if number == len(self._stories):
            self._stories.append(story)
        else:
            for holders in self._holders.values():
                holders.discard(number)
            self._stories[number] = story
        keys = held_keys(story)
        held = self.held(keys, period_of(_ended(story)))
        for key in keys:
            if not is_hub(held[key]):
                self._holders[key].add(number)

    def _holding(self, key: str, period: Period) -> Iterator[int]:
        for number in sorted(self._holders.get(key, ())):
            if period.since <= _ended(self._stories[number]) <= period.until:
                yield number

    def _top(self, story_id: str) -> str:
        """Return the first story of the storyline that the closest links make."""
        while self._links.get(story_id):
            story_id = self._links[story_id][0].before
        return story_id

    def _below(self, story_id: str) -> set[str]:
        """Return a story and those that hang on it, at whatever remove."""
        after: dict[str, list[str]] = defaultdict(list)
        for later, links in self._links.items():
            for one in links:
                after[one.before].append(later)
        found, todo = {story_id}, [story_id]
        while todo:
            more = set(after[todo.pop()]) - found
            found |= more
            todo += more
        return found


def _counted(story: Digested) -> set[str]:
    """Return what of a story is counted."""
    names = {f"name:{name}" for name in story.names}
    return names | {f"place:{place}" for place in story.places} | {f"term:{term}" for term, _ in story.terms}


def _coherent(scores: Sequence[float]) -> bool:
    """Whether a story fits a thread, by its kinship to each of the members."""
    return math.fsum(scores) / len(scores) >= THREAD


def _link(after: str, before: str, kin: Kinship) -> Link:
    return Link(before, after, kin.score, kin.why)


def _began(story: Digested) -> datetime:
    return story.first or _LONG_AGO


def _ended(story: Digested) -> datetime:
    return story.last or _began(story)


def _order(story: Digested) -> tuple[datetime, str]:
    return _began(story), story.id
