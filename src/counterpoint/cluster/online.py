"""Tell which story each report of a stream belongs to, as it arrives; put stories together and apart as evidence comes.

Data way: Sketch -> Step (Assignment, Moves); an editor's decision -> Moves; rows of a store -> Stream -> rows.
Pure: no clock, no network, no chance. The same reports and decisions in the same order give the same stories.

Method: single-pass clustering against stored reports (Allan, Papka and Lavrenko, "On-line new event detection and
tracking", SIGIR 1998), where a story is a few reports unlike one another rather than a centroid: what is like the last of
them only is a new event. Stories that one report touches are looked at again: two that it likens to each other become one,
one whose reports fall in two parts is split. Memory and work for a report are bounded by `Rules`.

An editor's decision binds: what is held stays, what is parted or kept apart never comes together again by the machine. Of
two decisions that contradict each other the later stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from counterpoint.cluster.likeness import likenesses
from counterpoint.cluster.online_book import Book, opened_first
from counterpoint.cluster.online_group import Group, pair, parts, score
from counterpoint.cluster.online_records import Entry, Row, Rules, State
from counterpoint.cluster.online_time import Clock
from counterpoint.types.stream import Assignment, Move, MoveKind, Sketch, Step

__all__ = ["Row", "Rules", "State", "Stream", "story_id"]


def story_id(item: str, nth: int = 0) -> str:
    """Return the id of a story that opens with a report; `nth` where the report opened others that still stand."""
    key = item if not nth else f"{item}\n{nth}"
    return "s" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:10]


class Stream:
    """Reports in, stories out."""

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self._book = Book(self.rules.representatives)
        self._clock = Clock(self.rules)
        self._next = 0

    def __len__(self) -> int:
        """Active reports."""
        return len(self._book.entries)

    def __contains__(self, item: str) -> bool:
        return item in self._book.entries

    def story_of(self, item: str) -> str | None:
        """Return the story of an active report; None for one that the stream does not hold (any more)."""
        entry = self._book.entries.get(item)
        return entry.story if entry else None

    def members(self, story: str) -> tuple[str, ...]:
        """Return a story's active reports in order of arrival; where it was merged, those of the story that it is in."""
        group = self._book.groups.get(self._book.standing(story))
        return tuple(sorted(group.stands, key=self._book.order)) if group else ()

    def stories(self) -> tuple[str, ...]:
        """Return the ids of the stories with active reports, in the order in which they opened."""
        groups = self._book.groups
        return tuple(sorted(groups, key=lambda story: (groups[story].opened, story)))

    def standing(self, story: str) -> str:
        """Return the id under which a story stands now: its own, or of the one that took its reports."""
        return self._book.standing(story)

    # Reports

    def add(self, sketch: Sketch) -> Step:
        """Assign a report to the story of its event, or open one; a known id is an edited report."""
        if sketch.id in self._book.entries:
            return self.revise(sketch)
        entry = Entry(sketch.id, "", self._next, sketch.at, self._clock.tick(sketch.at))
        self._next += 1
        self._clock.keep(entry)
        step = self._place(_clean(sketch), entry)
        for item in self._clock.leaving(self._book.entries):
            self._book.leave(item)
        return step

    def revise(self, sketch: Sketch) -> Step:
        """Look again at a report whose text changed: it stays where it still belongs.

        An id that is not active is taken as a new report: a caller who knows the story of an old one need not ask.
        """
        entry = self._book.entries.get(sketch.id)
        if entry is None:
            return self.add(sketch)
        before = entry.story
        self._book.leave(entry.id)
        entry = replace(entry, at=sketch.at)
        self._clock.keep(entry)
        step = self._place(_clean(sketch), entry, stay=before)
        after = step.assignment.story
        if after == before:
            return step
        if before not in self._book.groups:
            self._book.merged[before] = after
            kind, why = MoveKind.MERGED, "its only report was edited"
        else:
            kind, why = MoveKind.SPLIT, "the report was edited"
        move = Move(kind, before, after, (entry.id,), f"{why}, and is now more like the other story")
        return Step(step.assignment, (move, *step.moves))

    def remove(self, item: str) -> None:
        """Forget a report; one that is not active is no error."""
        if item in self._book.entries:
            self._book.leave(item)

    # Editors

    def hold(self, item: str, story: str) -> tuple[Move, ...]:
        """An editor says: this report belongs to that story, whatever the machine finds.

        Raises:
            ValueError: The report or the story is not active.

        """
        entry, group = self._entry(item), self._group(story)
        before = entry.story
        self._hold(entry, group.story)
        if before == group.story:
            return ()
        sketch = self._book.leave(item)
        self._book.enter(entry, sketch, group.story, self._likeness(sketch, group))
        return (self._moved(before, group.story, (item,), "an editor put it there"),)

    def part(self, item: str, story: str) -> tuple[Move, ...]:
        """An editor says: this report does not belong to that story.

        Raises:
            ValueError: The report is not active.

        """
        entry, story = self._entry(item), self._book.standing(story)
        self._book.part(item, story)
        if entry.story != story:
            return ()
        entry.held = ""
        step = self._place(self._book.leave(item), entry)
        why = "an editor said that it does not belong"
        return (Move(MoveKind.SPLIT, story, step.assignment.story, (item,), why), *step.moves)

    def join(self, story: str, into: str) -> tuple[Move, ...]:
        """An editor says: these two stories are one; `into` keeps its id, and the reports of both are held there.

        Raises:
            ValueError: A story is not active, or both are the same.

        """
        source, target = self._group(story), self._group(into)
        if source is target:
            raise ValueError(f"{story} cannot be joined to itself")
        self._book.apart.discard(pair(source.story, target.story))
        move = self._merge(source, target, "an editor joined them")
        for item in target.stands:
            self._hold(self._book.entries[item], target.story)
        return (move,)

    def keep_apart(self, story: str, other: str) -> None:
        """An editor says: these two stories never become one.

        Raises:
            ValueError: Both are the same story.

        """
        one, two = self._book.standing(story), self._book.standing(other)
        if one == two:
            raise ValueError(f"{story} cannot be kept apart from itself: part its reports first")
        self._book.apart.add(pair(one, two))

    # The store

    def rows(self) -> tuple[Row, ...]:
        """Return every active report as a store keeps it, in order of arrival."""
        return self._book.rows(self._book.entries)

    def state(self) -> State:
        """Return what is kept beside the rows."""
        book = self._book
        return State(self._next, tuple(sorted(book.apart)), tuple(book.merged.items()), self._clock.recent())

    def changes(self) -> tuple[tuple[Row, ...], tuple[str, ...]]:
        """Return the rows that changed since this was last asked, and the ids of reports that are not active any more."""
        found = self._book.rows(self._book.changed), tuple(self._book.gone)
        self._book.changed, self._book.gone = {}, {}
        return found

    @classmethod
    def restore(cls, rows: Iterable[Row], state: State | None = None, rules: Rules | None = None) -> Stream:
        """Return the stream that gave these rows; it goes on as if it had never stopped.

        Raises:
            ValueError: Two rows have one id.

        """
        stream, known = cls(rules), state or State()
        stream._book.restore(rows, known)
        entries = stream._book.entries
        stream._next = max(known.sequence, 1 + max((e.sequence for e in entries.values()), default=-1))
        stream._clock.restore(known.recent, entries.values())
        return stream

    # The machine

    def _place(self, sketch: Sketch, entry: Entry, stay: str = "") -> Step:
        """Put a report where it belongs, and look again at the stories that it touches."""
        book = self._book
        near: dict[str, None] = dict.fromkeys([stay] if stay in book.groups else [])
        for item in book.window.near(sketch, self.rules.candidates):
            near[book.entries[item].story] = None
            if len(near) >= self.rules.stories:
                break
        links = {story: self._likeness(sketch, book.groups[story]) for story in near}
        scores = {story: score(list(links[story].values())) for story in near}
        best = max(scores, key=lambda s: (scores[s], -book.groups[s].opened, s), default="")
        allowed = [s for s in scores if s not in entry.parted and scores[s] >= self.rules.join]
        if entry.held and stay:
            story, sure = stay, 1.0
        elif allowed:
            story = max(allowed, key=lambda s: (scores[s], -book.groups[s].opened, s))
            sure = scores[story]
        else:
            story, sure = self._new_id(entry, stay), 1.0 - scores.get(best, 0.0)
        opened = story not in book.groups
        book.enter(entry, sketch, story, links.get(story, {}))
        moves = [] if opened else self._look_again(book.groups[story], scores)
        final = book.entries[entry.id].story
        sure = min(1.0, max(0.0, sure))
        return Step(Assignment(entry.id, final, sure, opened and final == story), tuple(moves))

    def _look_again(self, group: Group, scores: Mapping[str, float]) -> list[Move]:
        moves = []
        for other in sorted(scores, key=lambda s: -scores[s]):
            rival = self._book.groups.get(other)
            if rival is None or rival is group or scores[other] < self.rules.merge:
                continue
            older, newer = opened_first(group, rival)
            cross = self._cross(older, newer)
            mean = float(np.mean(list(cross.values()))) if cross else 0.0
            if mean >= self.rules.merge and self._may_merge(older, newer):
                why = f"a new report is like both, and their reports are alike ({mean:.2f})"
                moves.append(self._merge(newer, older, why, cross))
                group = older
        return moves + self._maybe_split(group)

    def _maybe_split(self, group: Group) -> list[Move]:
        if len(group.heads) < 4:
            return []
        heads = list(group.heads)
        one, two, mean = parts(group.matrix(heads))
        if mean >= self.rules.split or min(len(one), len(two)) < 2:
            return []
        members = [group.followers([heads[n] for n in part]) for part in (one, two)]
        first = min(group.stands, key=self._book.order)
        held = [self._book.entries[item] for item in group.stands if self._book.entries[item].held]
        stays, goes = sorted(members, key=lambda part: first not in part)
        if any(entry.id in goes for entry in held):
            stays, goes = goes, stays
        if any(entry.id in goes or entry.held != group.story for entry in held):
            return []  # an editor put together what would come apart
        return [self._split(group, goes, f"its reports tell of two events ({mean:.2f} alike)")]

    def _split(self, group: Group, items: list[str], why: str) -> Move:
        book, story = self._book, group.story
        moved = tuple(sorted(items, key=book.order))
        new = self._new_id(book.entries[moved[0]])
        book.move(moved, new, {})
        book.rename(story, new, also=True)
        return Move(MoveKind.SPLIT, story, new, moved, why)

    def _merge(
        self, source: Group, target: Group, why: str, cross: Mapping[tuple[str, str], float] | None = None
    ) -> Move:
        book, story, into = self._book, source.story, target.story
        items = tuple(sorted(source.stands, key=book.order))
        book.move(items, into, self._cross(source, target) if cross is None else cross)
        return self._moved(story, into, items, why)

    def _moved(self, story: str, into: str, items: tuple[str, ...], why: str) -> Move:
        """Record that reports went from one story to another, which may have been its last."""
        book = self._book
        if story in book.groups:
            return Move(MoveKind.SPLIT, story, into, items, why)
        book.merged[story] = into
        book.rename(story, into)
        return Move(MoveKind.MERGED, story, into, items, why)

    def _hold(self, entry: Entry, story: str) -> None:
        entry.held = story
        entry.parted.discard(story)
        self._book.parted[story].discard(entry.id)
        self._book.changed[entry.id] = None

    def _may_merge(self, one: Group, two: Group) -> bool:
        if pair(one.story, two.story) in self._book.apart:
            return False
        parted = self._book.parted
        return not any(
            item in b.stands for a, b in ((one, two), (two, one)) for item in parted.get(a.story, ())
        )

    def _likeness(self, sketch: Sketch, group: Group) -> dict[str, float]:
        others = [self._book.sketches[head] for head in group.heads]
        found = np.nan_to_num(likenesses(sketch, others, self._book.background))
        return dict(zip(group.heads, map(float, found), strict=True))

    def _cross(self, one: Group, two: Group) -> dict[tuple[str, str], float]:
        return {
            pair(head, other): value
            for head in one.heads
            for other, value in self._likeness(self._book.sketches[head], two).items()
        }

    def _new_id(self, entry: Entry, stay: str = "") -> str:
        """Return the id of a story that opens with a report: the one that it alone had, else one that is free."""
        if stay and stay not in self._book.groups and stay not in entry.parted:
            return stay
        nth = 0
        while (found := story_id(entry.id, nth)) in self._book.groups or found in entry.parted:
            nth += 1
        return found

    def _entry(self, item: str) -> Entry:
        entry = self._book.entries.get(item)
        if entry is None:
            raise ValueError(f"{item!r} is not an active report")
        return entry

    def _group(self, story: str) -> Group:
        group = self._book.groups.get(self._book.standing(story))
        if group is None:
            raise ValueError(f"{story!r} is not an active story")
        return group


def _clean(sketch: Sketch) -> Sketch:
    """Return a sketch without numbers that are none."""
    if np.isfinite(sketch.vector).all() and (sketch.bridge is None or np.isfinite(sketch.bridge).all()):
        return sketch
    bridge = sketch.bridge if sketch.bridge is not None and np.isfinite(sketch.bridge).all() else None
    vector = sketch.vector if np.isfinite(sketch.vector).all() else np.zeros_like(sketch.vector)
    return replace(sketch, vector=vector, bridge=bridge)
