"""Whether a report is a translation of another: sentence by sentence, in order, with the same figures.

Data way: two texts of different languages, sentence vectors -> Translation. Pure but for the Embedder passed in.

Method: as translations are found among web pages (STRAND: Resnik and Smith, "The Web as a Parallel Corpus", 2003) and
sentences in comparable corpora (Munteanu and Marcu, 2005; by vectors, Artetxe and Schwenk, 2019): sentences that are
each other's nearest and near enough, of which the longest chain in the same order counts, with what it encloses.
Independent reports of one event state the same few facts in an order of their own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import regex
from numpy.typing import NDArray

from counterpoint.cluster.copies_match import Match, Offsets, Source, direction
from counterpoint.ports import Embedder
from counterpoint.types import CopyKind

MOST_SENTENCES = 12  # of the head of a text: an editor cuts from the end, and each costs its vector
LEAD = 3  # sentences, one of which must have its like in the other's, before the rest is embedded
_MOST_CHARACTERS = 10_000  # of one block: what runs on for longer is no prose
_SHORTEST = 12  # characters of a sentence; below, a name or a heading
_SHORTEST_UNSPACED = 6

# Sentences and their translations have lower cosines than two sentences of one language that state the same fact: the
# bound lies between the embedder's own for reports of two events (0) and for one fact (1).
_BETWEEN = 0.4
# Set on 66 pairs of translations (of wmt21) against 522 of independent reports of one event in one language, whose cosines
# are higher; and on the example's reports of one event, which tell it in much the same order: short ones need more.
MIN_SENTENCES = 5  # in the chain
MIN_SHARE = 0.65  # of the shorter head's sentences
# Where the chain is shorter than MIN_LONG, or figures differ in most pairs: scripts write large ones differently.
MIN_SHARE_DOUBTED = 0.8
MIN_LONG = 8
MIN_FIGURES = 0.3

SENTENCE = regex.compile(
    r"[^\n]*?(?:[.!?…]+[\"'»”’)\]]*(?=\s)|[。！？]+[」』”）]*|(?=\n)|$)", regex.MULTILINE
)
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
_FIGURE = regex.compile(r"\p{Nd}+")


@dataclass(frozen=True, slots=True)
class Head:
    """The first sentences of a report."""

    offsets: tuple[Offsets, ...]  # code points, in the report's text
    sentences: tuple[str, ...]
    language: str  # BCP 47 primary subtag; "und": not known


class SentenceVectors:
    """An embedder that is asked for each sentence once. Not pure: it remembers the latest ones."""

    def __init__(self, embedder: Embedder, most: int = 4096) -> None:
        """Remember the vectors of up to `most` sentences, some 2 kB each."""
        self.embedder = embedder
        self._most = most
        self._known: dict[str, NDArray[np.float32]] = {}

    @property
    def bound(self) -> float:
        """The cosine from which a sentence may be another's translation."""
        return self.embedder.apart + _BETWEEN * (self.embedder.same - self.embedder.apart)

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, shape (len(texts), d)."""
        missing = [t for t in dict.fromkeys(texts) if t not in self._known]
        if missing:
            self._known.update(zip(missing, self.embedder.embed(missing), strict=True))
        rows = np.stack([self._known[t] for t in texts])
        while len(self._known) > self._most:
            del self._known[next(iter(self._known))]
        return rows


@dataclass(frozen=True, slots=True)
class Aligned:
    """Sentences of two heads that say the same, in the same order."""

    pairs: tuple[tuple[int, int], ...]
    share: float  # of the sentences of the head that has fewer
    figures: float  # share of the pairs with figures on either side that have one in common; 1 where there are none

    @property
    def is_translation(self) -> bool:
        """Whether so much in one order is a translation, not two accounts of one event."""
        doubted = len(self.pairs) < MIN_LONG or self.figures < MIN_FIGURES
        return len(self.pairs) >= MIN_SENTENCES and self.share >= (
            MIN_SHARE_DOUBTED if doubted else MIN_SHARE
        )


def read_head(text: str, blocks: Iterable[Offsets], language: str) -> Head:
    """Return the first sentences of the blocks of a text: cut roughly, which is enough to compare two."""
    found: list[Offsets] = []
    for start, end in blocks:
        for match in SENTENCE.finditer(text, start, min(end, start + _MOST_CHARACTERS)):
            part = match.group()
            bare = part.strip()
            at = match.start() + len(part) - len(part.lstrip())
            if len(bare) >= (_SHORTEST_UNSPACED if _UNSPACED.search(bare) else _SHORTEST):
                found.append((at, at + len(bare)))
                if len(found) == MOST_SENTENCES:
                    return _head(text, found, language)
    return _head(text, found, language)


def _head(text: str, found: Sequence[Offsets], language: str) -> Head:
    return Head(tuple(found), tuple(text[a:b] for a, b in found), language)


def match_translation(
    a: Source, b: Source, heads: tuple[Head, Head], vectors: SentenceVectors
) -> Match | None:
    """Return the sentences of two reports in two languages that pair up, if the one translates the other."""
    left, right = heads
    languages = {left.language, right.language}
    if len(languages) < 2 or "und" in languages or not all(map(vectors.embedder.reads, languages)):
        return None
    if min(len(left.sentences), len(right.sentences)) < MIN_SENTENCES:
        return None
    leads = vectors.of(left.sentences[:LEAD]) @ vectors.of(right.sentences[:LEAD]).T
    if leads.max() < vectors.bound:
        return None
    found = align(left, right, vectors)
    if not found.is_translation:
        return None
    shared = f"{len(found.pairs)} of the first {min(len(left.sentences), len(right.sentences))} sentences say the same in the same order"
    copy_first, evidence = direction(a, b, CopyKind.TRANSLATED, shared)
    passages = tuple((left.offsets[i], right.offsets[j]) for i, j in found.pairs)
    return Match(CopyKind.TRANSLATED, copy_first, passages, round(found.share, 3), evidence)


def align(a: Head, b: Head, vectors: SentenceVectors) -> Aligned:
    """Return the longest chain of sentences that are each other's nearest, and near enough; with what it encloses."""
    if not a.sentences or not b.sentences:
        return Aligned((), 0.0, 1.0)
    cosines = vectors.of(a.sentences) @ vectors.of(b.sentences).T
    there, back = cosines.argmax(axis=1), cosines.argmax(axis=0)
    chain = _ascending(
        [(i, int(j)) for i, j in enumerate(there) if back[j] == i and cosines[i, j] >= vectors.bound]
    )
    chain = _filled(chain, cosines, vectors.embedder.apart)
    told = [
        (x, y) for x, y in ((_figures(a.sentences[i]), _figures(b.sentences[j])) for i, j in chain) if x or y
    ]
    figures = sum(bool(x & y) for x, y in told) / len(told) if len(told) > 1 else 1.0
    return Aligned(tuple(chain), len(chain) / min(len(a.sentences), len(b.sentences)), figures)


def _filled(
    chain: Sequence[tuple[int, int]], cosines: NDArray[np.float32], least: float
) -> list[tuple[int, int]]:
    """Add the pairs between two neighbours of a chain, where both texts have as many sentences there.

    Short sentences, and those that name what the last one told, are often nearer to another than to their translation:
    where they stand tells more.
    """
    found = list(chain[:1])
    for (i, j), (k, m) in pairwise(chain):
        if k - i == m - j:
            found += [(i + n, j + n) for n in range(1, k - i) if cosines[i + n, j + n] >= least]
        found.append((k, m))
    return found


def _figures(sentence: str) -> set[int]:
    return {int(f) for f in _FIGURE.findall(sentence[:1000])}


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest part of the pairs, ascending in the first, that ascends in the second too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [j]
        ends[place : place + 1] = [n]
    chain: list[tuple[int, int]] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]
