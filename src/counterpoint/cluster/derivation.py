"""Where a report's words come from: an earlier report of the stream that it carries, cuts, rewrites or translates.

Data way: Item, earlier Items -> Derivation. `derive` is pure; a Deriver remembers the texts of its window.

Candidates come from `shingles`; what two texts share, and what it proves, is told by `copies_match`, as for the
articles of one story.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

import regex

from counterpoint.cluster.copies_match import Match, Source, match_texts, read_words
from counterpoint.cluster.shingles import CopyIndex, signature
from counterpoint.types import CopyKind
from counterpoint.types.stream import Derivation, Item

_READ_AT_ONCE = 64  # texts whose words are kept at hand: those of a story that is being reported come again
_LINE = regex.compile(r"[^\n]+")
# The best of several sources: the kind that says most, then the largest share.
_RANK = {
    kind: rank
    for rank, kind in enumerate(
        (
            CopyKind.EXACT,
            CopyKind.VERSION,
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


def derive(item: Item, other: Item) -> Derivation | None:
    """Return what two reports share, where it proves that one carries the other or both carry a third.

    `Derivation.item` is the copy where the direction is known, whichever of the two that is; else it is `item`.
    """
    match = match_texts(_source(item), _source(other))
    return None if match is None else _derivation(item, other, match)


class Deriver:
    """The sources of a stream's reports, one report at a time.

    Not pure: it remembers its window. The same reports in the same order give the same answers. It keeps the texts
    itself, compressed, unless `item_of` fetches them.
    """

    def __init__(
        self, rules: CopyRules | None = None, *, item_of: Callable[[str], Item | None] | None = None
    ) -> None:
        """Open an empty window.

        Args:
            rules: How far back to look.
            item_of: Returns a report by its id, from the caller's store; None for one that is there no more. Without
                it the texts are kept here, some 1.5 kB each.

        """
        rules = rules or CopyRules()
        self._index = CopyIndex(window=rules.window, most=rules.most)
        self._fetch = item_of
        self._kept: dict[str, tuple[Item, bytes]] = {}
        self._source = lru_cache(_READ_AT_ONCE)(_source)

    def add(self, item: Item) -> Derivation | None:
        """Remember a report and return its best source among the reports before it; `Derivation.item` is its id."""
        return next((d for d in self.add_all(item) if d.item == item.id), None)

    def add_all(self, item: Item) -> tuple[Derivation, ...]:
        """Remember a report; return all that it shares words with, the best first.

        Among them may be earlier arrivals that are copies of this one, a late original: `Derivation.item` is theirs.
        """
        found = []
        for candidate in self._index.add(item.id, item.text, item.at):
            other = self._item(candidate.id)
            if other is not None:
                match = match_texts(self._source(item), self._source(other))
                if match is not None:
                    found.append(_derivation(item, other, match))
        self._keep(item)
        return tuple(sorted(found, key=lambda d: (_RANK[d.kind], -d.share)))

    def remove(self, item: str) -> None:
        """Forget a report: it was withdrawn or erased."""
        self._index.remove(item)
        self._kept.pop(item, None)

    def restore(self, rows: Iterable[tuple[str, bytes, datetime | None]]) -> None:
        """Remember reports again without their texts, in their first order: (id, `signature_of`, Item.at).

        For callers that pass `item_of`.

        Raises:
            ValueError: Some bytes are no signature.

        """
        self._index.restore(rows)

    def _keep(self, item: Item) -> None:
        if self._fetch is not None:
            return
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
        if self._fetch is not None:
            return self._fetch(item)
        kept = self._kept.get(item)
        return kept and replace(kept[0], text=zlib.decompress(kept[1]).decode(errors="surrogatepass"))


def signature_of(item: Item) -> bytes:
    """Return what a caller stores of a report, so that `Deriver.restore` can find its copies after a restart."""
    return signature(item.text).to_bytes()


def _source(item: Item) -> Source:
    words = read_words(item.text, (m.span() for m in _LINE.finditer(item.text)))
    return Source(words, outlet=item.outlet, url=item.url, published=item.at, agency=item.agency)


def _derivation(item: Item, other: Item, match: Match) -> Derivation:
    passages = match.passages
    if match.copy_first is False:
        item, other, passages = other, item, tuple((y, x) for x, y in passages)
    return Derivation(
        item.id,
        other.id,
        match.kind,
        match.copy_first is not None,
        match.share,
        passages,
        match.evidence,
    )
