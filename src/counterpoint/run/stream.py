"""Reports in stream order to stories and copies, without a store.

Data way: Items -> Sketches, Derivations -> Steps -> Clustered, one for each report. Pure but for the models that are passed in:
no clock, no network, no files. The same reports in the same order give the same answer, whoever hands them over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice

from counterpoint.cluster.derivation import CopyRules, Deriver
from counterpoint.cluster.features import sketch_items
from counterpoint.cluster.online import Rules, Stream
from counterpoint.models import choose_bridge, choose_embedder
from counterpoint.ports import Embedder
from counterpoint.run.spool import spooled
from counterpoint.run.wording import worded
from counterpoint.types import CopyKind
from counterpoint.types.stream import Derivation, Item, Move, MoveKind, Step

WINDOW_DAYS = (
    7.0  # of the stream's own time: how long a report attracts others, as desk and benchmarks have it
)
LONGEST_WINDOW = 36_500  # days
MOST_OF_A_LANGUAGE = (
    8  # reports of a story and a language that another may translate: each costs an alignment
)
BATCH = 64  # reports whose texts are embedded together; larger ones are no faster (measured on wikinews)
# A passage in common leaves the rest each report's own: both are independent.
_COPIES = frozenset(CopyKind) - {CopyKind.PASSAGE}


@dataclass(frozen=True, slots=True)
class Clustered:
    """What became of one report."""

    id: str  # Item.id
    story: str
    copy_of: str | None = (
        None  # Item.id of the report whose words it carries; None: it is independent of all in the window
    )
    copy_kind: CopyKind | None = None
    score: float = (
        0.0  # how sure it is of its story's event, 0..1; of a new story: that it is none of the others
    )


class Clusterer:
    """A stream of reports, batch by batch. It remembers its window of reports, and of all others where they belong."""

    def __init__(
        self,
        embedder: Embedder,
        bridge: Embedder | None = None,
        *,
        window_days: float = WINDOW_DAYS,
        copies: bool = True,
    ) -> None:
        """Open an empty stream.

        Args:
            embedder: One model for the whole stream.
            bridge: A second one, for the titles: by it reports in languages that the first does not read meet others.
            window_days: How long a report attracts others and is looked for as a source, in days of the stream, > 0.
            copies: Whether sources are looked for.

        Raises:
            ValueError: The window is no positive number of days.

        """
        if not 0 < window_days <= LONGEST_WINDOW:
            raise ValueError(
                f"a window of {window_days} days: give more than 0 and at most {LONGEST_WINDOW:,}"
            )
        self._embedder = embedder
        self._bridge = bridge
        self._stream = Stream(Rules(days=window_days))
        rules = CopyRules(window=timedelta(days=window_days))
        self._deriver = Deriver(rules, embedder=embedder, bridge=bridge) if copies else None
        self._languages: dict[str, str] = {}  # of the reports: who may have translated whom
        self._found: dict[str, Clustered] = {}
        self._members: dict[
            str, list[str]
        ] = {}  # story -> all that belong to it, also those the window let go

    def __len__(self) -> int:
        """Reports so far."""
        return len(self._found)

    @property
    def stories(self) -> int:
        """How many stories there are."""
        return len(self._members)

    @property
    def copies(self) -> int:
        """How many reports carry another's words."""
        return sum(each.copy_of is not None for each in self._found.values())

    def add(self, items: Sequence[Item]) -> tuple[Clustered, ...]:
        """Take the next reports; return each as it now stands, and earlier ones that now stand otherwise.

        Raises:
            ValueError: An id was given before.

        """
        changed: dict[str, None] = {}
        for item, sketch in zip(items, sketch_items(items, self._embedder, self._bridge), strict=True):
            if item.id in self._found:
                raise ValueError(f"the id {item.id!r} was given before")
            self._take(self._stream.add(sketch), changed)
            if self._deriver is not None:
                told = worded(replace(item, language=sketch.language))
                found = self._deriver.add_all(told, self._foreign(told))
                for derivation in sorted(found, key=lambda d: self._found[d.item].copy_of is not None):
                    self._derive(derivation, changed)
        return tuple(self._found[id_] for id_ in changed)

    def result(self) -> tuple[Clustered, ...]:
        """Return every report in the order of arrival, each with the story that it is in now."""
        return tuple(self._found.values())

    def _foreign(self, item: Item) -> list[str]:
        """The latest reports of the story, some of each other language: what this one may translate."""
        self._languages[item.id] = item.language
        found: dict[str, list[str]] = defaultdict(list)
        for other in reversed(self._stream.members(self._found[item.id].story)):
            same = found[self._languages[other]]
            if len(same) < MOST_OF_A_LANGUAGE:
                same.append(other)
        found.pop(item.language, None)
        return [other for others in found.values() for other in others]

    def _take(self, step: Step, changed: dict[str, None]) -> None:
        given = step.assignment
        for move in step.moves:
            self._move(move, changed)
        self._found[given.item] = Clustered(given.item, given.story, score=round(given.score, 4))
        self._members.setdefault(given.story, []).append(given.item)
        changed[given.item] = None

    def _move(self, move: Move, changed: dict[str, None]) -> None:
        """Put reports into another story; a merged story's with it that the window has let go."""
        left = self._members.get(move.story, [])
        if move.kind is MoveKind.MERGED:
            moved, rest = left, []
        else:
            going = set(move.items)
            moved, rest = [i for i in left if i in going], [i for i in left if i not in going]
        if rest:
            self._members[move.story] = rest
        else:
            self._members.pop(move.story, None)
        if moved:
            self._members.setdefault(move.into, []).extend(moved)
        for id_ in moved:
            self._found[id_] = replace(self._found[id_], story=move.into)
            changed[id_] = None

    def _derive(self, derivation: Derivation, changed: dict[str, None]) -> None:
        """The first that is told of a report is its best; a late original is told after its copies, and stands before them."""
        known = self._found[derivation.item]
        if derivation.kind not in _COPIES or derivation.item in self._sources(derivation.of):
            return
        if known.copy_of is None or (
            known.copy_kind is derivation.kind and self._found[known.copy_of].copy_of == derivation.of
        ):
            self._found[derivation.item] = replace(
                self._found[derivation.item], copy_of=derivation.of, copy_kind=derivation.kind
            )
            changed[derivation.item] = None

    def _sources(self, id_: str) -> list[str]:
        """Return a report, what it carries, what that carries, and so on."""
        found = [id_]
        while (of := self._found[found[-1]].copy_of) is not None:
            found.append(of)
        return found


def cluster_reports(
    items: Iterable[Item],
    *,
    embedder: Embedder | None = None,
    bridge: Embedder | None = None,
    window_days: float = WINDOW_DAYS,
    copies: bool = True,
    progress: Callable[[int], None] | None = None,
) -> tuple[Clustered, ...]:
    """Return which reports tell of one event, and which carry another's words.

    Args:
        items: Reports in stream order, in any languages, each with an id of its own.
        embedder: One model for all; by default that of the installed packages, with a bridge where a report is in a
            language that it does not read.
        bridge: A second one, for the titles: by it reports in languages that the first does not read meet others.
        window_days: How long a report attracts others, in days of the stream.
        copies: Whether to look for copies.
        progress: Told how many reports are done.

    Returns:
        One Clustered for each report, in the same order, each with its final story.

    Raises:
        ValueError: Two reports have one id, or the window is no positive number of days.

    """
    with spooled(items) as (reports, languages):
        if embedder is None:
            embedder, bridge = choose_embedder(), bridge or choose_bridge(languages)
        clusterer = Clusterer(embedder, bridge, window_days=window_days, copies=copies)
        for batch in batches(reports):
            clusterer.add(batch)
            if progress is not None:
                progress(len(clusterer))
    return clusterer.result()


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[tuple[Item, ...]]:
    """Yield the items, so many at a time."""
    rest = iter(items)
    while batch := tuple(islice(rest, size)):
        yield batch
