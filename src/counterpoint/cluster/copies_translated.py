"""Whether a report is a translation of another: sentence by sentence, in order, with the same figures.

Data way: two texts of different languages, sentence vectors -> Translation. Pure but for the Embedder passed in.

Method: as translations are found among web pages (STRAND: Resnik and Smith, "The Web as a Parallel Corpus", 2003) and
sentences in comparable corpora (Munteanu and Marcu, 2005; by vectors, Artetxe and Schwenk, 2019): the path through both
texts whose sentences are nearest (Thompson and Koehn, "Vecalign", 2019). Five signs tell a translation from another account of the
event: how many of its pairs are each other's nearest of all, whether their lengths are in proportion, whether they have
the same figures, how long it is, and whether it leaves sentences out on its way: who translates cuts from the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
# Two sentences may be a pair from a lower one on: which of them are, their order tells.
_PAIRED = 0.15
# How the five signs of a translation are weighed, and how much of them it takes. Set on 394 pairs of wmt21 whole, cut and as
# briefs of four sentences, against 2,992 that are none: reports of one event in *one* language, whose cosines are higher,
# whole and cut to 3, 4 and 5 sentences; halves that alternate, with one lead or without. Rounded from a logistic regression, which
# with weights from half of the events gave as much on the other half. What is left out was added by hand, for short reports
# in two languages, written apart, that state the same few facts in one order: 372, 301 and 306 are found, not 378, 306 and 312.
_NEAREST = 6.0
_LENGTHS = -3.0
_FIGURES = 1.0
_EACH = 0.3
_LEFT_OUT = -0.75
MIN_EVIDENCE = 6.2
MIN_SHARE = 0.6  # of the shorter head's sentences
MIN_NEAREST = 0.5
MIN_SENTENCES = 4  # in the path
SHORT = 4  # sentences: of two that have no more, three are enough
_NO_FIGURES = 0.7  # what two sentences without figures count: as much as most translations have

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
    share: float  # of the sentences of the head that has fewer, 0..1
    nearest: float  # share of those sentences that are in a pair each other's nearest
    lengths: float  # how much the lengths of the pairs differ: the deviation of their logarithm; 0 where all are in proportion
    figures: float  # of all figures in a pair, how many both have, 0..1
    left_out: float  # sentences of either head between the first pair and the last that are in no pair, for each pair

    @property
    def is_translation(self) -> bool:
        """Whether so much in one order is a translation, not two accounts of one event."""
        evidence = _NEAREST * self.nearest + _LENGTHS * self.lengths + _FIGURES * self.figures
        evidence += _LEFT_OUT * self.left_out
        return (
            self.share >= MIN_SHARE
            and self.nearest >= MIN_NEAREST
            and evidence + _EACH * len(self.pairs) >= MIN_EVIDENCE
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
    fewest, most = sorted((len(left.sentences), len(right.sentences)))
    least = MIN_SENTENCES if most > SHORT else SHORT - 1
    if fewest < least:
        return None
    leads = vectors.of(left.sentences[:LEAD]) @ vectors.of(right.sentences[:LEAD]).T
    if leads.max() < vectors.bound:
        return None
    found = align(left, right, vectors)
    if len(found.pairs) < least or not found.is_translation:
        return None
    shared = f"{len(found.pairs)} of the first {fewest} sentences say the same in the same order"
    copy_first, evidence = direction(a, b, CopyKind.TRANSLATED, shared)
    passages = tuple((left.offsets[i], right.offsets[j]) for i, j in found.pairs)
    return Match(CopyKind.TRANSLATED, copy_first, passages, round(found.share, 3), evidence)


def align(a: Head, b: Head, vectors: SentenceVectors) -> Aligned:
    """Return the best path of pairs of sentences through both heads, and what speaks for a translation."""
    if not a.sentences or not b.sentences:
        return Aligned((), 0.0, 0.0, 0.0, 0.0, 0.0)
    cosines = vectors.of(a.sentences) @ vectors.of(b.sentences).T
    embedder = vectors.embedder
    pairs = _path(cosines - (embedder.apart + _PAIRED * (embedder.same - embedder.apart)))
    fewest = min(len(a.sentences), len(b.sentences))
    there, back = cosines.argmax(axis=1), cosines.argmax(axis=0)
    told = [(a.sentences[i], b.sentences[j]) for i, j in pairs]
    return Aligned(
        pairs,
        len(pairs) / fewest,
        sum(there[i] == j and back[j] == i for i, j in pairs) / fewest,
        _lengths(told),
        _figures(told),
        _left_out(pairs),
    )


def _path(worth: NDArray[np.float32]) -> tuple[tuple[int, int], ...]:
    """Return the pairs (row, column), both ascending, whose worth adds up to most; only those that are worth something."""
    rows, columns = worth.shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(rows):
        for j in range(columns):
            best[i + 1, j + 1] = max(best[i, j + 1], best[i + 1, j], best[i, j] + max(0.0, worth[i, j]))
    pairs: list[tuple[int, int]] = []
    i, j = rows, columns
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return tuple(pairs[::-1])


def _left_out(pairs: Sequence[tuple[int, int]]) -> float:
    if not pairs:
        return 0.0
    spans = (pairs[-1][side] - pairs[0][side] + 1 for side in (0, 1))
    return sum(span - len(pairs) for span in spans) / len(pairs)


def _lengths(told: Sequence[tuple[str, str]]) -> float:
    """Return how far the lengths are from being in one proportion (Gale and Church, 1993); two accounts go their own ways."""
    ratios = np.log([len(x) / len(y) for x, y in told]) if told else np.zeros(1)
    return float(np.sqrt(np.mean((ratios - np.median(ratios)) ** 2)))


def _figures(told: Sequence[tuple[str, str]]) -> float:
    """Return how many of a pair's figures both sentences have, over the pairs that have any. Scripts write large ones differently."""
    read = [tuple({int(f) for f in _FIGURE.findall(sentence[:1000])} for sentence in pair) for pair in told]
    shares = [len(x & y) / len(x | y) for x, y in read if x or y]
    return sum(shares) / len(shares) if shares else _NO_FIGURES
