"""Where a report's words come from: an earlier report of the stream that it carries, cuts, rewrites or translates.

Data way: Item, earlier Items -> Derivation. `derive` is pure; a Deriver remembers the texts of its window.

Candidates come from `shingles`; what two texts share, and what it proves, is told by `copies_match`, as for the
articles of one story.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

import regex

from counterpoint.cluster.copies_match import Match, Offsets, Passages, Source, match_texts, read_words
from counterpoint.cluster.copies_translated import Head, SentenceVectors, match_translation, read_head
from counterpoint.cluster.shingles import CopyIndex, signature
from counterpoint.ports import Embedder
from counterpoint.types import CopyKind
from counterpoint.types.stream import Derivation, Item

_READ_AT_ONCE = 64  # texts whose words are kept at hand: those of a story that is being reported come again
_LINE = regex.compile(r"[^\n]+")
_RANK = {
    kind: rank
    for rank, kind in enumerate(
        (
            CopyKind.VERSION,
            CopyKind.EXACT,
            CopyKind.TRIMMED,
            CopyKind.TRANSLATED,
            CopyKind.REWRITTEN,
            CopyKind.PASSAGE,
        )
    )
}


@dataclass(frozen=True, slots=True)
class CopyRules:
    """How far back a stream looks for a report's source."""

    window: timedelta = timedelta(days=7)
    most: int = 200_000  # texts that are remembered


@dataclass(frozen=True, slots=True)
class _Read:
    """A report as it is compared."""

    item: Item
    source: Source
    head: Head


def derive(item: Item, other: Item, embedder: Embedder | None = None) -> Derivation | None:
    """Return what two reports share, where it proves that one carries the other or both carry a third.

    `Derivation.item` is the copy where the direction is known, whichever of the two that is; else the one published later, or `item`.

    Args:
        item: A report.
        other: Another one.
        embedder: Finds translations, where it reads both languages; None: none is looked for.

    """
    return _derived(_read(item), _read(other), () if embedder is None else (SentenceVectors(embedder),))


class Deriver:
    """The sources of a stream's reports, one report at a time.

    Not pure: it remembers its window, the texts compressed, some 1.5 kB each. The same reports in the same order give the
    same answers. The desk, which has a store, keeps signatures and pairs as rows instead: `desk/copying.py`.
    """

    def __init__(
        self,
        rules: CopyRules | None = None,
        *,
        embedder: Embedder | None = None,
        bridge: Embedder | None = None,
    ) -> None:
        """Open an empty window.

        Args:
            rules: How far back to look.
            embedder: Finds translations among the reports that `add` is told of.
            bridge: Finds those in languages that `embedder` does not read.

        """
        rules = rules or CopyRules()
        self._index = CopyIndex(window=rules.window, most=rules.most)
        self._kept: dict[str, tuple[Item, bytes]] = {}
        self._read = lru_cache(_READ_AT_ONCE)(_read)
        self._vectors = tuple(SentenceVectors(each) for each in (embedder, bridge) if each is not None)

    def add(self, item: Item, among: Iterable[str] = ()) -> Derivation | None:
        """Remember a report and return its best source among those before it; `Derivation.item` is its id.

        Args:
            item: The report. One of the same id is replaced.
            among: Ids of reports that may be its original in another language: those of its story. With shared words
                alone a translation is not found.

        """
        return next((d for d in self.add_all(item, among) if d.item == item.id), None)

    def add_all(self, item: Item, among: Iterable[str] = ()) -> tuple[Derivation, ...]:
        """Remember a report; return what it shares with reports before it, the best first, 8 of one language at most.

        Among them may be earlier arrivals that are copies of this one, a late original: `Derivation.item` is theirs.
        """
        mine = self._read(item)
        found: dict[str, tuple[Derivation, datetime | None]] = {}
        for candidate in self._index.add(item.id, _account(item), item.at):
            self._compare(mine, candidate.id, found)
        for other in among if self._vectors else ():
            if other not in found:
                self._compare(mine, other, found)
        self._keep(item)
        return tuple(told for told, _ in sorted(found.values(), key=self._worth))

    def _compare(self, mine: _Read, other: str, found: dict[str, tuple[Derivation, datetime | None]]) -> None:
        """Note what a report shares with another, and when the one of the two appeared that is named as the source."""
        item = self._item(other) if other != mine.item.id else None
        told = None if item is None else _derived(mine, self._read(item), self._vectors)
        if item is None or told is None:
            return
        found[other] = told, item.at if told.of == other else mine.item.at

    def _worth(self, each: tuple[Derivation, datetime | None]) -> tuple[int, float, float, int]:
        """Order sources; of those that say as much, the first to appear: the others have it from there."""
        told, at = each
        time = at.timestamp() if at is not None else float("inf")
        return *worth(told.kind, told.share), time, self._index.place(told.of)

    def remove(self, item: str) -> None:
        """Forget a report: it was withdrawn or erased."""
        self._index.remove(item)
        self._kept.pop(item, None)

    def _keep(self, item: Item) -> None:
        self._kept[item.id] = (
            replace(item, text=""),
            zlib.compress(item.text.encode(errors="surrogatepass"), 1),
        )
        while self._kept and len(self._kept) > len(self._index):
            oldest = next(iter(self._kept))
            if oldest in self._index:
                break
            del self._kept[oldest]

    def _item(self, item: str) -> Item | None:
        kept = self._kept.get(item)
        return kept and replace(kept[0], text=zlib.decompress(kept[1]).decode(errors="surrogatepass"))


def worth(kind: CopyKind, share: float) -> tuple[int, float]:
    """Return by what the sources of a report are ordered, the best first: the kind that says most, then the larger share in tenths."""
    return _RANK[kind], -round(share, 1)


def signature_of(item: Item) -> bytes:
    """Return what a store keeps of a report, so that its copies are found after a restart too."""
    return signature(_account(item)).to_bytes()


def _read(item: Item) -> _Read:
    lines: Sequence[Offsets] = item.account or [m.span() for m in _LINE.finditer(item.text)]
    words = read_words(item.text, lines)
    return _Read(
        item,
        Source(words, outlet=item.outlet, url=item.url, published=item.at, agency=item.agency),
        read_head(item.text, lines, item.language),
    )


def _account(item: Item) -> str:
    return "\n".join(item.text[start:end] for start, end in item.account) or item.text


def _is_later(a: Item, b: Item) -> bool:
    return bool(a.published and b.published and a.published.timestamp() > b.published.timestamp())


def _turned(passages: Passages) -> Passages:
    return tuple((y, x) for x, y in passages)


def _derived(mine: _Read, theirs: _Read, readers: Sequence[SentenceVectors]) -> Derivation | None:
    match = match_texts(mine.source, theirs.source)
    if match is None or match.kind is CopyKind.PASSAGE:
        # A translation keeps words as well: names and titles in a row.
        languages = (mine.head.language, theirs.head.language)
        vectors = next((r for r in readers if all(map(r.embedder.reads, languages))), None)
        if vectors is not None:
            match = match_translation(mine.source, theirs.source, (mine.head, theirs.head), vectors) or match
    return None if match is None else _derivation(mine.item, theirs.item, match)


def _derivation(item: Item, other: Item, match: Match) -> Derivation:
    passages = match.passages
    # Where nobody can tell which is the copy, what came later is never named as the source.
    if match.copy_first is False or (match.copy_first is None and _is_later(other, item)):
        item, other, passages = other, item, _turned(passages)
    return Derivation(
        item.id,
        other.id,
        match.kind,
        match.copy_first is not None,
        match.share,
        passages,
        match.evidence,
    )
