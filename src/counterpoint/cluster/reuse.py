"""How freely a text was rewritten from another: word for word, lightly, heavily, or not from it at all.

Data way: two texts -> Reuse, where `copies_match` says that the one carries the other. Pure but for the Embedder.

Method: what a text took is looked for sentence by sentence, and only the sentences that were taken say how: a text that
cuts out three sentences and adds ten of its own is a cut, and one that rewords all of them is not (measures of reuse:
Clough et al., "METER: Measuring Text Reuse", 2002; Clough and Stevenson, "Developing a corpus of plagiarised short
answers", 2011). Whether anything was taken at all is their containment of word trigrams.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from counterpoint.cluster.copies_match import Offsets, Words, common_runs, read_words
from counterpoint.cluster.copies_translated import SENTENCE
from counterpoint.ports import Embedder

# All bounds but _HALF were set on the 95 answers of Clough and Stevenson (English, an encyclopaedia, not news). What they
# give on the answers to a question that none was set on is what `evals/copies.py` reports.
_CONTAINED = 0.09  # of the text's word trigrams
_WHOLE = 0.65  # of the words that were taken stand in sentences taken whole
_WHOLE_BY_VECTORS = 0.77  # where an embedder says which sentences were taken
_CLOSE = 0.57  # of the words that were taken stand in runs
_IN_A_RUN = 5  # words
_STANDS_WHOLE = 0.9  # of a sentence's words in one run
# A sentence was taken if half of its words stand in pairs that the other text has as well; with an embedder, if the two say
# the same: a fourth of the way from its bound for one fact to 1.
_HALF = 0.5
_NEARER = 0.25
_MOST_SENTENCES = 200  # of a text, that are embedded
_MOST_CHARACTERS = 10_000  # of one line: what runs on for longer is no prose


class Degree(StrEnum):
    """How freely a text was rewritten."""

    VERBATIM = "verbatim"
    LIGHT = "light"
    HEAVY = "heavy"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What separates the degrees; shares, 0..1."""

    contained: float = _CONTAINED
    whole: float = _WHOLE
    close: float = _CLOSE


@dataclass(frozen=True, slots=True)
class Taken:
    """What a text has of another; shares, 0..1."""

    contained: float  # of its word trigrams
    share: float  # of its words, in sentences that were taken
    whole: float  # of those words, in sentences that stand word for word in the other
    close: float  # of those words, in runs of five or more


@dataclass(frozen=True, slots=True)
class Reuse:
    """How much of a text was taken from another, and how freely."""

    degree: Degree
    share: float  # of the text's words, in sentences that were taken, 0..1
    evidence: str  # a phrase


def degree(text: str, other: str, embedder: Embedder | None = None) -> Reuse:
    """Return how freely `text` was rewritten from `other`.

    Args:
        text: The text that may have been rewritten.
        other: Its source.
        embedder: Finds sentences that were taken in other words; None: shared pairs of words tell.

    """
    taken = measure(text, other, embedder)
    name = name_degree(taken, Bounds() if embedder is None else Bounds(whole=_WHOLE_BY_VECTORS))
    return Reuse(name, taken.share, _EVIDENCE[name].format(share=taken.share, whole=taken.whole))


_EVIDENCE = {
    Degree.VERBATIM: "{share:.0%} of the text stands in sentences of the other, most of them word for word",
    Degree.LIGHT: "{share:.0%} of the text stands in sentences of the other, some words exchanged",
    Degree.HEAVY: "{share:.0%} of the text says what sentences of the other say, mostly in its own words",
    Degree.NONE: "hardly any words in a row are the other's",
}


def name_degree(taken: Taken, bounds: Bounds | None = None) -> Degree:
    """Return the degree that shares stand for."""
    bounds = bounds or Bounds()
    if taken.contained <= bounds.contained:
        return Degree.NONE
    if taken.whole > bounds.whole:
        return Degree.VERBATIM
    return Degree.LIGHT if taken.close > bounds.close else Degree.HEAVY


def measure(text: str, other: str, embedder: Embedder | None = None) -> Taken:
    """Return what `text` has of `other`, sentence by sentence."""
    spans, theirs = _sentences(text), _sentences(other)
    mine, source = read_words(text, spans), read_words(other, theirs)
    if not mine.keys or not source.keys:
        return Taken(0.0, 0.0, 0.0, 0.0)
    edges = np.searchsorted(mine.starts, [start for start, _ in spans] + [len(text)])
    taken = _paired(mine, source, edges) >= _HALF
    if embedder is not None:
        taken = _near([text[a:b] for a, b in spans], [other[a:b] for a, b in theirs], embedder)
    in_run = np.zeros(len(mine), np.int64)
    for run in common_runs(mine.keys, source.keys):
        in_run[run.left : run.left + run.length] = run.length
    sizes = np.diff(edges)
    words = np.repeat(taken, sizes)
    total = max(1, int(words.sum()))
    # A run may go on in the next sentence: one that covers this one counts for all of it.
    whole = [
        n > 0 and in_run[a:b].max() >= _STANDS_WHOLE * n
        for (a, b), n in zip(pairwise(edges), sizes, strict=True)
    ]
    return Taken(
        _contained(mine.keys, source.keys),
        round(float(words.mean()), 3),
        float(np.repeat(taken & np.array(whole), sizes).sum() / total),
        float((in_run[words] >= _IN_A_RUN).sum() / total),
    )


def _sentences(text: str) -> list[Offsets]:
    """Where the sentences of each line stand; what is no word is left out by `read_words`."""
    found: list[Offsets] = []
    start = 0
    for line in text.split("\n"):
        end = min(start + len(line), start + _MOST_CHARACTERS)
        found.extend(m.span() for m in SENTENCE.finditer(text, start, end) if m.group().strip())
        start += len(line) + 1
    return found


def _contained(mine: Sequence[str], theirs: Sequence[str]) -> float:
    first, second = (set(zip(w, w[1:], w[2:], strict=False)) for w in (mine, theirs))
    return len(first & second) / max(1, len(first))


def _paired(mine: Words, theirs: Words, edges: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return of each sentence the share of words that stand in a pair of words of the other text."""
    known = set(pairwise(theirs.keys))
    found = np.zeros(len(mine), bool)
    for n, pair in enumerate(pairwise(mine.keys)):
        if pair in known:
            found[n : n + 2] = True
    return np.array([found[a:b].mean() if b > a else 0.0 for a, b in pairwise(edges)])


def _near(mine: Sequence[str], theirs: Sequence[str], embedder: Embedder) -> NDArray[np.bool_]:
    """Return of each sentence whether one of the other text says the same; beyond the 200th none is compared."""
    cosines = embedder.embed(mine[:_MOST_SENTENCES]) @ embedder.embed(theirs[:_MOST_SENTENCES]).T
    near = np.zeros(len(mine), bool)
    near[:_MOST_SENTENCES] = cosines.max(axis=1) >= embedder.same + _NEARER * (1 - embedder.same)
    return near
