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

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from counterpoint.cluster.background import Background
from counterpoint.cluster.likeness import log_odds
from counterpoint.cluster.online_book import Book, story_id
from counterpoint.cluster.online_group import Group, pair
from counterpoint.cluster.online_look import SURE, gain, linked, probability, score
from counterpoint.cluster.online_records import Entry, Row, Rules, State
from counterpoint.cluster.online_review import matrix_of, regroup
from counterpoint.cluster.online_sound import sound
from counterpoint.cluster.online_time import Clock
from counterpoint.types.stream import Assignment, Move, MoveKind, Sketch, Step

__all__ = ["Row", "Rules", "State", "Stream", "story_id"]


Alike: TypeAlias = Callable[
    [Sketch, Sequence[Sketch], Background], NDArray[np.float64]
]  # log-odds, shape (n,)


class Stream:
    """Reports in, stories out.

    Args:
        rules: Bounds.
        alike: The log-odds that a report tells of the same event as each of others; others than `log_odds` in tests only.

    """

    def __init__(self, rules: Rules | None = None, alike: Alike = log_odds) -> None:
        self.rules = rules or Rules()
        self._alike = alike
        self._book = Book(self.rules.representatives)
        self._clock = Clock(self.rules)
        self._next = 0
        self._sizes: dict[str, int] = {}  # of the vectors of a model

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
        step = self._place(sound(sketch, self._sizes), entry)
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
        step = self._place(sound(sketch, self._sizes), entry, stay=before)
        after = step.assignment.story
        if after == before:
            return step
        move = self._moved(
            before, after, (entry.id,), "the report was edited, and is now more like the other story"
        )
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
        self._book.hold(item, group.story)
        if before == group.story:
            return ()
        sketch = self._book.leave(item)
        self._book.enter(entry, sketch, group.story, self._likeness(sketch, group.heads))
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
        name, items = source.story, tuple(sorted(source.stands, key=self._book.order))
        self._link(source, target)
        self._book.move(items, target.story)
        self._book.trim(target.story)
        move = self._moved(name, target.story, items, "an editor joined them")
        for item in target.stands:
            self._book.hold(item, target.story)
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
    def restore(
        cls,
        rows: Iterable[Row],
        state: State | None = None,
        rules: Rules | None = None,
        alike: Alike = log_odds,
    ) -> Stream:
        """Return the stream that gave these rows; it goes on as if it had never stopped.

        Raises:
            ValueError: Two rows have one id.

        """
        stream, known = cls(rules, alike), state or State()
        stream._book.restore(rows, known)
        for sketch in stream._book.sketches.values():
            sound(sketch, stream._sizes)  # learns the sizes
        entries = stream._book.entries
        stream._next = max(known.sequence, 1 + max((e.sequence for e in entries.values()), default=-1))
        stream._clock.restore(known.recent, entries.values())
        return stream

    # The machine

    def _place(self, sketch: Sketch, entry: Entry, stay: str = "") -> Step:
        """Put a report where it belongs, and look again at the stories that it touches."""
        book, rules = self._book, self.rules
        near: dict[str, None] = dict.fromkeys([stay] if stay in book.groups else [])
        for item in book.window.near(sketch, rules.candidates):
            near[book.entries[item].story] = None
            if len(near) >= rules.stories:
                break
        alike = self._likeness(sketch, [head for story in near for head in book.groups[story].heads])
        links = {story: {head: alike[head] for head in book.groups[story].heads} for story in near}
        scores = {story: score(list(links[story].values())) for story in near}
        ranked = sorted(scores, key=lambda s: (-scores[s], book.groups[s].opened, s))
        fit = [s for s in ranked if s not in entry.parted and scores[s] >= rules.join]
        if entry.held and stay:
            story, sure = stay, SURE
        elif fit:
            story, sure = fit[0], scores[fit[0]]
        else:
            story = stay if stay and stay not in book.groups else book.free_id(entry.id, taken=entry.parted)
            sure = -scores[ranked[0]] if ranked else SURE
        opened = story not in book.groups
        rivals = [s for s in ranked if s != story and scores[s] >= rules.look][: rules.rivals]
        kept = [*rivals, story] if story in links else rivals
        book.enter(entry, sketch, story, {h: v for s in kept for h, v in links[s].items()})
        moves = self._look_again([book.groups[s] for s in (story, *rivals)])
        final = book.entries[entry.id].story
        return Step(Assignment(entry.id, final, probability(sure), opened and final == story), moves)

    def _look_again(self, groups: list[Group]) -> tuple[Move, ...]:
        """Group the representatives of some stories anew, and move reports where that is better by a margin."""
        heads = [head for group in groups for head in group.heads]
        if len(heads) < 3 and len(groups) < 2:
            return ()
        for n, group in enumerate(groups):
            for other in groups[:n]:
                self._link(group, other)
        matrix = matrix_of(self._book, heads)
        stories = {group.story: n for n, group in enumerate(groups)}
        before = [stories[self._book.entries[head].story] for head in heads]
        after = linked(matrix, self.rules.join)
        if gain(matrix, before, after, self.rules.join) < self.rules.margin:
            return ()
        clusters = [[h for h, m in zip(heads, after, strict=True) if m == n] for n in dict.fromkeys(after)]
        return tuple(regroup(self._book, groups, clusters))

    def _link(self, one: Group, two: Group) -> None:
        """Learn how alike the representatives of two stories are, where it is not known yet."""
        for head in one.heads:
            known = self._book.links.of(head)
            missing = [other for other in two.heads if other not in known]
            if missing:
                self._book.links.put(head, self._likeness(self._book.sketches[head], missing))
                # The row of the later of two keeps their likeness.
                self._book.changed.update(dict.fromkeys([head, *missing]))

    def _moved(self, story: str, into: str, items: tuple[str, ...], why: str) -> Move:
        """Record that reports went from one story to another; the story they left may have been only they."""
        book = self._book
        if story in book.groups:
            return Move(MoveKind.SPLIT, story, into, items, why)
        book.rename(story, into)
        book.merged[story] = into
        return Move(MoveKind.MERGED, story, into, items, why)

    def _likeness(self, sketch: Sketch, items: Sequence[str]) -> dict[str, float]:
        if not items:
            return {}
        others = [self._book.sketches[item] for item in items]
        found = np.nan_to_num(self._alike(sketch, others, self._book.background), nan=-SURE)
        return dict(zip(items, np.clip(found, -SURE, SURE).tolist(), strict=True))

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
