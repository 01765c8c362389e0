"""What a stream holds of its active reports: sketches, stories, decisions; and its rows for a store.

Data way: Stream <-> Book <-> rows. It keeps, and decides nothing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping

from counterpoint.cluster.background import Background
from counterpoint.cluster.online_group import Group, Links, pair
from counterpoint.cluster.online_records import Entry, Row, State
from counterpoint.cluster.window import Window
from counterpoint.types.stream import Sketch

_REDIRECTS = 1_000  # that are kept whatever the number of stories


def story_id(item: str, nth: int = 0) -> str:
    """Return the id of a story that opens with a report; `nth` where the report opened others that still stand."""
    key = item if not nth else f"{item}\n{nth}"
    return "s" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:10]


class Book:
    """The active reports, by id and by story."""

    def __init__(self, representatives: int) -> None:
        self.representatives = representatives
        self.window = Window()  # of those that represent a story
        # Of those too: what fifty outlets say of one event is a common word of that story, not of the stream.
        self.background = Background()
        self.sketches: dict[str, Sketch] = {}
        self.entries: dict[str, Entry] = {}
        self.links = Links()
        self.groups: dict[str, Group] = {}
        self.apart: set[tuple[str, str]] = set()
        self.merged: dict[str, str] = {}
        self.parted: defaultdict[str, set[str]] = defaultdict(set)  # story -> reports that are not its
        self.bound: set[str] = set()  # reports of which an editor decided something
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
        self.bound.add(item)
        self.changed[item] = None

    def hold(self, item: str, story: str) -> None:
        """Note that an editor put a report into a story."""
        entry = self.entries[item]
        entry.held = story
        entry.parted.discard(story)
        self.parted[story].discard(item)
        self.bound.add(item)
        self.changed[item] = None

    def free_id(self, item: str, taken: Container[str] = ()) -> str:
        """Return the id of a story that opens with a report."""
        entry, nth = self.entries.get(item), 0
        parted = entry.parted if entry else set()
        while (found := story_id(item, nth)) in self.groups or found in parted or found in taken:
            nth += 1
        return found

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
        self._group(story, entry.sequence).add(entry.id)
        self.links.put(entry.id, likeness)
        self._represent(sketch)
        self.changed[entry.id] = None
        self._bind(entry)
        self.trim(story)

    def leave(self, item: str) -> Sketch:
        """Take a report out of its story; return its sketch."""
        entry = self.entries.pop(item)
        group = self.groups[entry.story]
        self.changed.update(dict.fromkeys(group.followers_of(item)))
        heir = group.drop(item, self.links)
        self._step_back(item)
        if heir:
            group.heads.sort(key=self.order)
            self._represent(self.sketches[heir])
        if not group:
            del self.groups[entry.story]
            self._forget_redirects()
        self.changed.pop(item, None)
        self.gone[item] = None
        self.bound.discard(item)
        for story in entry.parted:
            self.parted[story].discard(item)
        return self.sketches.pop(item)

    def move(self, items: Iterable[str], story: str) -> None:
        """Put reports of one story, all that some representatives stand for, into another; trim it afterwards."""
        moved = sorted(items, key=self.order)
        if not moved:
            return
        source = self.groups[self.entries[moved[0]].story]
        group = self._group(story, self.order(moved[0]))
        group.stands.update({item: source.stands.pop(item) for item in moved})
        group.heads += [head for head in source.heads if head not in source.stands]
        source.heads = [head for head in source.heads if head in source.stands]
        if not source:
            del self.groups[source.story]
            moved = list(group.stands) if source.opened < group.opened else moved
            group.opened = min(group.opened, source.opened)
        for item in moved:
            self.entries[item].story = story
            self.changed[item] = None

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
            self._bind(entry)
            group = self._group(row.story, row.sequence if row.opened < 0 else row.opened)
            group.stands[item] = row.stands_by or item
            if group.stands[item] == item:
                group.heads.append(item)
                self.links.put(item, {other: v for other, v in row.likeness if other in self.window})
                self._represent(row.sketch)
            group.opened = min(group.opened, row.sequence if row.opened < 0 else row.opened)
        self.apart, self.merged = set(state.apart), dict(state.merged)
        for group in self.groups.values():
            self._mend(group)

    def _mend(self, group: Group) -> None:
        """Let those stand for themselves whose representative is not among the rows."""
        for item, by in group.stands.items():
            if by not in group.stands:
                group.stands[item] = item
                group.heads.append(item)
                self._represent(self.sketches[item])
        group.heads.sort(key=self.order)
        self.trim(group.story)

    def _row(self, entry: Entry) -> Row:
        group = self.groups[entry.story]
        by = group.stands[entry.id]
        near = self.links.of(entry.id)
        return Row(
            sketch=self.sketches[entry.id],
            story=entry.story,
            sequence=entry.sequence,
            opened=group.opened,
            arrived=entry.arrived,
            stands_by="" if by == entry.id else by,
            likeness=tuple((other, v) for other, v in near.items() if self.order(other) < entry.sequence),
            held=entry.held,
            parted=tuple(sorted(entry.parted)),
        )

    def _forget_redirects(self) -> None:
        """Keep no more than about as many redirects as stories: those to stories without active reports go."""
        if len(self.merged) > 2 * len(self.groups) + _REDIRECTS:
            self.merged = {s: into for s, into in self.merged.items() if self.standing(s) in self.groups}

    def _bind(self, entry: Entry) -> None:
        for story in entry.parted:
            self.parted[story].add(entry.id)
        if entry.parted or entry.held:
            self.bound.add(entry.id)

    def _group(self, story: str, opened: int) -> Group:
        if story not in self.groups:
            self.groups[story] = Group(story, opened)
        return self.groups[story]

    def trim(self, story: str) -> None:
        """Let a story have no more representatives than it may."""
        group = self.groups[story]
        group.heads.sort(key=self.order)
        for item in group.surplus(self.representatives, self.links):
            self._step_back(item)
            self.changed[item] = None

    def _represent(self, sketch: Sketch) -> None:
        self.window.add(sketch)
        self.background.add(sketch)

    def _step_back(self, item: str) -> None:
        if item in self.window:
            self.background.remove(self.sketches[item])
        self.window.drop(item)
        self.links.drop(item)
