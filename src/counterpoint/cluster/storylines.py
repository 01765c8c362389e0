"""Stories linked over months into storylines: what happened before and after.

Data way: Digested stories, in the order of the stream -> Links. `link` is pure; `Storylines` is a function of the stories that
it was given, in their order: no clock, no chance.

A storyline is a tree: each story hangs on the one earlier story that it goes on with most, if any, and the storyline's
id is that of its first story. A story joins only where it fits the thread as a whole, not merely its nearest member:
single linkage chains all of a country's politics together (the drift of topic tracking; Allan et al., "Topic Detection
and Tracking Pilot Study", 1998). How alike two stories are, and why: `cluster.kinship`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from counterpoint.cluster.kinship import Kinship, Rarity, kinship
from counterpoint.cluster.window import Window
from counterpoint.types.stream import Digested, Link, Sketch

# Kinship from which a story goes on with an earlier one; the weights were fitted to it.
LINK = 0.5
# A link once made holds down to here, so that a story that grows does not leave its storyline and come back.
STAY = 0.3
# The mean kinship to a thread's members that a story must reach to join it. On 219 reports of four crises (a quarter of
# mlcrisis) the largest thread has 9 of them at this, and 60 without a bound; purity is .93 and .85.
THREAD = 0.35
MEMBERS = 8  # of a thread, the first and the latest, that a story is compared with for that
PREDECESSORS = 3  # earlier stories, at the most, that one story is linked to
NEAR = 16  # earlier stories that are compared: so many by vector, and so many by rare names
# Threads taken to have been seen before the first, of which none had the name or word: a young stream is no judge of what is
# rare. With 0, fewer single reports are linked (recall .66 instead of .75 in evals/storylines.py); with 20, more falsely.
BEFORE = 10
CAPACITY = 10_000  # stories held: some 17 kB each, with what they are found by
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Around:
    """What happened before and after a story, in its storyline."""

    storyline: str  # id of its first story
    before: tuple[str, ...]  # Digested.ids, by when they were first reported
    after: tuple[str, ...]


def rarity_of(stories: Iterable[Digested], threads: Mapping[str, str] | None = None) -> Rarity:
    """Return how rare names, places and words are among stories, those of one thread counted once.

    Args:
        stories: Each once.
        threads: Digested.id -> storyline, of those that are in one; None: each is alone.

    """
    lines: dict[str, set[str]] = {}
    for story in stories:
        lines.setdefault((threads or {}).get(story.id, story.id), set()).update(_keys(story))
    counts = Counter(key for keys in lines.values() for key in keys)
    return _rarity(counts, len(lines), ())


def link(
    story: Digested,
    earlier: Sequence[Digested],
    rarity: Rarity | None = None,
    *,
    threads: Mapping[str, str] | None = None,
    linked: Iterable[str] = (),
) -> tuple[Link, ...]:
    """Return the earlier stories that a story goes on with, the closest first: none, or up to three of one storyline.

    Args:
        story: The later one.
        earlier: Any stories; itself and those that began later are passed over; of two that began at once, the later id is.
        rarity: Of names, places and words; None: among these stories. The more stories it knows, the better.
        threads: Digested.id -> storyline, of the earlier stories that are in one; None: each is alone.
        linked: Ids of the stories that it was linked to before: those links hold more easily.

    """
    lines = threads or {}
    rare = rarity or rarity_of([*(s for s in earlier if s.id != story.id), story], lines)
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
    """The storylines of a stream, story by story. Holds at most `capacity` stories: those that were told last."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        """Hold up to `capacity` stories, 1 or more."""
        if capacity < 1:
            raise ValueError("capacity is 1 or more")
        self._capacity = capacity
        self._stories: dict[str, Digested] = {}
        self._links: dict[
            str, tuple[Link, ...]
        ] = {}  # of held stories, closest first: a story hangs on its first
        self._below: dict[str, set[str]] = {}  # held stories that hang on a story, held or not
        self._line: dict[str, str] = {}  # held story -> storyline
        self._members: dict[str, set[str]] = {}  # storyline -> held stories
        self._counts: Counter[str] = Counter()  # storylines that have a name, place or word
        self._window = Window()
        self._urls: dict[str, str] = {}  # of reports -> held story

    @classmethod
    def restored(
        cls, stories: Iterable[Digested], links: Iterable[Link], capacity: int = CAPACITY
    ) -> Storylines:
        """Return the storylines of stories that were added before, with the links they got, in any order.

        Links between stories that are not among these still tell to which storyline a story belongs.
        """
        held = cls(capacity)
        found: dict[str, list[Link]] = {}
        for one in links:
            found.setdefault(one.after, []).append(one)
        ordered = {after: tuple(sorted(many, key=_closest)) for after, many in found.items()}
        for story in stories:
            held._hold(story, ordered.get(story.id, ()), _top(story.id, ordered))
        return held

    def __len__(self) -> int:
        """Return how many stories are held."""
        return len(self._stories)

    def __contains__(self, story_id: object) -> bool:
        """Whether a story is held."""
        return story_id in self._stories

    def add(self, story: Digested) -> tuple[Link, ...]:
        """Take in a story, new or grown, and return its links to earlier ones, the closest first."""
        before = self._links.get(story.id, ())
        if before and before[0].before not in self._stories:  # what it hangs on was let go: that stands
            line = self._line[story.id]
            self._let_go(story.id)
            self._hold(story, before, line)
            return before
        if story.id in self._stories:
            self._let_go(story.id)
        below = self._subtree(story.id)
        linked = [one.before for one in before]
        lines = {s: self._line[s] for s in self._candidates(story, linked) if s not in below}
        for line in dict.fromkeys(lines.values()):
            lines.update(dict.fromkeys((s for s in self._sample(line) if s not in below), line))
        earlier = [self._stories[s] for s in lines]
        rarity = _rarity(self._counts, len(self._members) + 1, _keys(story))
        links = link(story, earlier, rarity, threads=lines, linked=linked)
        line = self._line[links[0].before] if links else story.id
        self._hold(story, links, line)
        self._move(below - {story.id}, line)
        while len(self._stories) > self._capacity:
            self._let_go(min(self._stories.values(), key=_told).id)
        return links

    def drop(self, story_id: str, into: str = "") -> None:
        """Forget a story. What hung on it hangs on `into`, the story that it was merged into, or begins a storyline."""
        if story_id in self._stories:
            self._let_go(story_id)
        for after in sorted(
            a for a, links in self._links.items() if any(x.before == story_id for x in links)
        ):
            story, below = self._stories[after], self._subtree(after)
            moved = (replace(x, before=into) if x.before == story_id else x for x in self._links[after])
            kept = {x.before: x for x in moved if x.before in self._stories and x.before not in below}
            links = tuple(sorted(kept.values(), key=_closest))
            line = self._line[links[0].before] if links else after
            self._let_go(after)
            self._hold(story, links, line)
            self._move(below - {after}, line)

    def storyline_of(self, story_id: str) -> str:
        """Return the id of a story's storyline, which is that of its first story; a story alone is its own."""
        return self._line.get(story_id, story_id)

    def before_and_after(self, story_id: str) -> Around:
        """Return the other stories of a story's storyline that are held.

        Raises:
            KeyError: The story is not held.

        """
        here = _order(self._stories[story_id])
        line = self._line[story_id]
        others = sorted((self._stories[s] for s in self._members[line]), key=_order)
        before = tuple(s.id for s in others if _order(s) < here)
        return Around(line, before, tuple(s.id for s in others if _order(s) > here))

    def _candidates(self, story: Digested, linked: Sequence[str]) -> list[str]:
        """Return held stories worth comparing: by vector, by rare names, by related links, and those linked before."""
        pointed = sorted({self._urls[url] for url in story.links if url in self._urls})
        near = (*self._window.near(_as_sketch(story), NEAR), *pointed, *linked)
        return [s for s in dict.fromkeys(near) if s in self._stories]

    def _sample(self, line: str) -> list[str]:
        """Return the first and the latest held stories of a storyline."""
        members = sorted((self._stories[s] for s in self._members[line]), key=_order)
        return [s.id for s in (members if len(members) <= MEMBERS else [members[0], *members[1 - MEMBERS :]])]

    def _subtree(self, story_id: str) -> set[str]:
        """Return a story and the held ones that hang on it."""
        found, todo = {story_id}, [story_id]
        while todo:
            more = self._below.get(todo.pop(), set()) - found
            found |= more
            todo += more
        return found

    def _hold(self, story: Digested, links: tuple[Link, ...], line: str) -> None:
        self._stories[story.id] = story
        self._window.add(_as_sketch(story))
        self._urls.update(dict.fromkeys(story.urls, story.id))
        if links:
            self._links[story.id] = links
            self._below.setdefault(links[0].before, set()).add(story.id)
        self._join(story.id, line)

    def _let_go(self, story_id: str) -> None:
        self._leave(story_id)
        self._window.drop(story_id)
        for url in self._stories.pop(story_id).urls:
            if self._urls.get(url) == story_id:
                del self._urls[url]
        for one in self._links.pop(story_id, ())[:1]:
            siblings = self._below[one.before]
            siblings.remove(story_id)
            if not siblings:
                del self._below[one.before]

    def _move(self, stories: Iterable[str], line: str) -> None:
        for story_id in stories:
            if self._line[story_id] != line:
                self._leave(story_id)
                self._join(story_id, line)

    def _join(self, story_id: str, line: str) -> None:
        self._line[story_id] = line
        members = self._members.setdefault(line, set())
        known = self._keys_of(members)
        members.add(story_id)
        self._counts.update(_keys(self._stories[story_id]) - known)

    def _leave(self, story_id: str) -> None:
        line = self._line.pop(story_id)
        members = self._members[line]
        members.remove(story_id)
        gone = _keys(self._stories[story_id]) - self._keys_of(members)
        for key in gone:
            self._counts[key] -= 1
            if not self._counts[key]:
                del self._counts[key]
        if not members:
            del self._members[line]

    def _keys_of(self, stories: Iterable[str]) -> set[str]:
        return set().union(*(_keys(self._stories[s]) for s in stories))


def _rarity(counts: Mapping[str, int], lines: int, own: Iterable[str]) -> Rarity:
    """Return the inverse frequency of names, places and words among `lines` threads; `own`: of one not counted yet."""
    most = math.log(BEFORE + lines + 1.5)
    mine = {key: most - math.log(counts.get(key, 0) + 1.5) for key in own}

    def rarity(key: str) -> float:
        known = mine.get(key)
        return known if known is not None else most - math.log(counts.get(key, 0) + 0.5)

    return rarity


def _keys(story: Digested) -> set[str]:
    """Return what of a story is counted."""
    names = {f"name:{name}" for name in story.names}
    return names | {f"place:{place}" for place in story.places} | {f"term:{term}" for term, _ in story.terms}


def _as_sketch(story: Digested) -> Sketch:
    """Return a story in the form in which the window finds its like."""
    return Sketch(
        id=story.id,
        at=story.first,
        language="",
        outlet="",
        model=story.model,
        vector=story.vector,
        names=story.names,
        terms=story.terms,
    )


def _coherent(scores: Sequence[float]) -> bool:
    """Whether a story fits a thread, by its kinship to each of the members."""
    return math.fsum(scores) / len(scores) >= THREAD


def _link(after: str, before: str, kin: Kinship) -> Link:
    return Link(before, after, kin.score, kin.why)


def _closest(one: Link) -> tuple[float, str]:
    return -one.score, one.before


def _top(story_id: str, links: Mapping[str, tuple[Link, ...]]) -> str:
    """Return the first story of the storyline that links make."""
    seen = {story_id}
    while links.get(story_id) and links[story_id][0].before not in seen:
        story_id = links[story_id][0].before
        seen.add(story_id)
    return story_id


def _began(story: Digested) -> datetime:
    return story.first or _LONG_AGO


def _order(story: Digested) -> tuple[datetime, str]:
    return _began(story), story.id


def _told(story: Digested) -> tuple[datetime, str]:
    return story.last or _LONG_AGO, story.id
