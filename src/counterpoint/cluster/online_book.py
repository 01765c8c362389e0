"""What a stream holds of its active reports: sketches, stories, decisions; and its rows for a store.

Data way: Stream <-> Book <-> rows. It keeps, and decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from counterpoint.cluster.background import Background
from counterpoint.cluster.online_group import Group, pair
from counterpoint.cluster.online_records import Entry, Row, State
from counterpoint.cluster.window import Window
from counterpoint.types.stream import Sketch


class Book:
    """The active reports, by id and by story."""

    def __init__(self, representatives: int) -> None:
        self.representatives = representatives
        self.window = Window()  # of those that represent a story
        self.background = Background()  # of all active reports
        self.sketches: dict[str, Sketch] = {}
        self.entries: dict[str, Entry] = {}
        self.groups: dict[str, Group] = {}
        self.apart: set[tuple[str, str]] = set()
        self.merged: dict[str, str] = {}
        self.parted: defaultdict[str, set[str]] = defaultdict(set)  # story -> reports that are not its
        self.changed: dict[str, None] = {}  # reports whose rows are other than they were last told
        self.gone: dict[str, None] = {}

    def standing(self, story: str) -> str:
        """Return the id under which a story stands now: its own, or of the one that took its reports."""
        while story not in self.groups and story in self.merged:
            story = self.merged[story]
        return story

    def order(self, item: str) -> int:
        """Return when a report arrived, among the others."""
        return self.entries[item].sequence

    def part(self, item: str, story: str) -> None:
        """Note that a report is not of a story."""
        self.parted[story].add(item)
        self.entries[item].parted.add(story)
        self.changed[item] = None

    def rename(self, story: str, into: str, *, also: bool = False) -> None:
        """Let what an editor said of a story hold of another: of both stories, if `also`."""
        for item in sorted(self.parted.get(story, ())):
            self.part(item, into)
        carried = {pair(into, *(s for s in two if s != story)) for two in self.apart if story in two}
        self.apart |= carried
        if not also:
            self.apart = {two for two in self.apart if story not in two}

    def enter(self, entry: Entry, sketch: Sketch, story: str, likeness: Mapping[str, float]) -> None:
        """Put a report into a story, which opens with it where it does not stand."""
        self.entries[entry.id], self.sketches[entry.id] = entry, sketch
        self.gone.pop(entry.id, None)
        entry.story = story
        self.merged.pop(story, None)
        self._group(story, entry.sequence).add(entry.id, likeness)
        self.window.add(sketch)
        self.background.add(sketch)
        self.changed[entry.id] = None
        for other in entry.parted:
            self.parted[other].add(entry.id)
        self._trim(story)

    def leave(self, item: str) -> Sketch:
        """Take a report out of its story; return its sketch."""
        entry = self.entries.pop(item)
        group = self.groups[entry.story]
        heir = group.drop(item)
        self.window.drop(item)
        if heir:
            self.window.add(self.sketches[heir])
            self.changed[heir] = None
        if not group:
            del self.groups[entry.story]
        self.changed.pop(item, None)
        self.gone[item] = None
        for story in entry.parted:
            self.parted[story].discard(item)
        sketch = self.sketches.pop(item)
        self.background.remove(sketch)
        return sketch

    def move(self, items: Iterable[str], story: str, cross: Mapping[tuple[str, str], float]) -> None:
        """Put reports of one story, all that some representatives stand for, into another."""
        moved = sorted(items, key=self.order)
        if not moved:
            return
        source = self.groups[self.entries[moved[0]].story]
        heads = [head for head in source.heads if head in set(moved)]
        stands = {item: source.stands[item] for item in moved}
        group = self._group(story, self.order(moved[0]))
        group.opened = min(group.opened, self.order(moved[0]))
        for head in heads:
            known = {other: source.link(head, other) for other in heads}
            known.update(
                {other: cross[pair(head, other)] for other in group.heads if pair(head, other) in cross}
            )
            group.add(head, known)
        group.stands.update(stands)
        for item in moved:
            self.entries[item].story = story
            self.changed[item] = None
            del source.stands[item]
        source.heads = [head for head in source.heads if head in source.stands]
        source.links = {
            two: v for two, v in source.links.items() if two[0] in source.stands and two[1] in source.stands
        }
        if not source:
            del self.groups[source.story]
        self._trim(story)

    def rows(self, items: Iterable[str]) -> tuple[Row, ...]:
        """Return reports as a store keeps them, in order of arrival."""
        return tuple(self._row(self.entries[item]) for item in sorted(items, key=self.order))

    def restore(self, rows: Iterable[Row], state: State) -> None:
        """Take rows as `rows` gave them.

        Raises:
            ValueError: Two rows have one id.

        """
        for row in sorted(rows, key=lambda row: row.sequence):
            item = row.sketch.id
            if item in self.entries:
                raise ValueError(f"{item!r} stands in two rows")
            entry = Entry(
                item, row.story, row.sequence, row.sketch.at, row.arrived, row.held, set(row.parted)
            )
            self.entries[item], self.sketches[item] = entry, row.sketch
            self.background.add(row.sketch)
            for story in row.parted:
                self.parted[story].add(item)
            group = self._group(row.story, row.sequence if row.opened < 0 else row.opened)
            group.stands[item] = row.stands_by or item
            if group.stands[item] == item:
                group.heads.append(item)
                group.links.update({pair(item, other): value for other, value in row.likeness})
                self.window.add(row.sketch)
        self.apart, self.merged = set(state.apart), dict(state.merged)
        for group in self.groups.values():
            self._mend(group)

    def _mend(self, group: Group) -> None:
        """Let those stand for themselves whose representative is not among the rows."""
        for item, by in group.stands.items():
            if by not in group.stands:
                group.stands[item] = item
                group.heads.append(item)
                self.window.add(self.sketches[item])
        group.heads.sort(key=self.order)

    def _row(self, entry: Entry) -> Row:
        group = self.groups[entry.story]
        by = group.stands[entry.id]
        earlier = [h for h in group.heads if self.order(h) < entry.sequence] if by == entry.id else []
        return Row(
            sketch=self.sketches[entry.id],
            story=entry.story,
            sequence=entry.sequence,
            opened=group.opened,
            arrived=entry.arrived,
            stands_by="" if by == entry.id else by,
            likeness=tuple((head, group.link(entry.id, head)) for head in earlier),
            held=entry.held,
            parted=tuple(sorted(entry.parted)),
        )

    def _group(self, story: str, opened: int) -> Group:
        if story not in self.groups:
            self.groups[story] = Group(story, opened)
        return self.groups[story]

    def _trim(self, story: str) -> None:
        group = self.groups[story]
        group.heads.sort(key=self.order)
        for item in group.surplus(self.representatives):
            self.window.drop(item)
            self.changed[item] = None


def opened_first(one: Group, two: Group) -> tuple[Group, Group]:
    """Return two stories, the one that opened first before the other."""
    return (one, two) if (one.opened, one.story) <= (two.opened, two.story) else (two, one)
