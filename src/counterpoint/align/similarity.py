"""How far two claims of a story state the same thing.

Data way: StoryIndex -> scored pairs of claims -> (align.claims) ClaimGroups. Pure.

A claim with a conflicting value in one slot still states the same thing (that is what a dispute is), so a differing
number or date costs little where the words agree; another subject or another event costs much.

Method: logistic regression over the agreement of texts (sentence embeddings), of rare words, and of slots, in the
manner of the feature-based coreference of events (Cybulska and Vossen, GL 2015).
We differ: every similarity of words, names, numbers and dates is weighted by its rarity in the story at hand.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterpoint.align.index import StoryIndex, content_lemmas, word_family
from counterpoint.types import Claim, Quantity, TimeMention
from counterpoint.values import compare_quantities, compare_times

# Pairs with neither text this close (on the scale where 0 is the embedder's threshold of sameness, 1 identity) nor
# half of the lighter one's words shared are never the same fact: of the labelled ones under 1 % are lost.
_CLOSE = -0.55
_SHARED = 0.5
_THIN = 1  # content words up to which a passage says little by itself
_BLOCK = 1024  # rows of the pairwise matrices held at once

_AGREE = frozenset({"same", "unit", "rounding"})

# Natural log-odds per unit of each feature; see `evals/claims.py` for how well they carry to other data.
WEIGHTS = {
    "statement": 1.2,
    "passage": 0.3,
    "words": 1.2,
    "dice": 1.7,
    "amount_same": 1.4,
    "amount_differs": 1.2,
    "amount_lacks": 0.2,
    "time_same": 2.0,
    "time_differs": 1.3,
    "time_lacks": 0.4,
    "names": 0.5,
    "names_differ": -0.5,
    "subject_same": 0.5,
    "subject_differs": -0.5,
    "focus_same": -1.0,
    "both_clauses": 1.1,
    "predicate": 0.2,
    "predicate_near": 0.2,
    "denial_differs": 0.0,
    "thin": -1.7,
}
BIAS = -3.8
SELF_CONTRADICTION = -10.0  # added where one article gives both values; larger than any sum of the weights


@dataclass(frozen=True, slots=True)
class _Slots:
    """What of a claim is compared by value."""

    names: frozenset[str]  # Entity.id
    subject: frozenset[str]
    amounts: tuple[Quantity, ...]
    times: tuple[TimeMention, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Scored pairs of claims: rows `one` < `other` of the index, and the log-odds that they state the same thing."""

    one: NDArray[np.intp]
    other: NDArray[np.intp]
    score: NDArray[np.float64]


def score_pairs(index: StoryIndex) -> Pairs:
    """Return the log-odds of sameness for every pair of claims that is worth a look."""
    one, other, table = pair_features(index)
    score = np.full(len(one), BIAS)
    for name, weight in WEIGHTS.items():
        score += weight * table[name]
    score[_self_contradicting(index, one, other, table)] += SELF_CONTRADICTION
    return Pairs(one, other, score)


def _self_contradicting(
    index: StoryIndex, one: NDArray[np.intp], other: NDArray[np.intp], table: dict[str, NDArray[np.float64]]
) -> NDArray[np.bool_]:
    """Pairs of one article whose amounts or times conflict: two facts, since a report seldom contradicts itself."""
    articles = np.array([c.span.article for c in index.claims])
    differs = (table["amount_differs"] > 0) | (table["time_differs"] > 0)
    return differs & (articles[one] == articles[other]) if len(one) else np.zeros(0, dtype=bool)


def pair_features(
    index: StoryIndex, *, every: bool = False
) -> tuple[NDArray[np.intp], NDArray[np.intp], dict[str, NDArray[np.float64]]]:
    """Return the candidate pairs, or every pair, and their features by name, each an array parallel to the pairs."""
    one, other, texts = _candidates(index, every=every)
    slots = [_slots(index, c) for c in index.claims]
    claims = index.claims
    rare = _Rarity(slots)
    pairs = list(zip(one.tolist(), other.tolist(), strict=True))
    compared = np.array([_compare(claims[i], claims[j], slots[i], slots[j], rare) for i, j in pairs]).reshape(
        -1, len(_COMPARED)
    )
    table = {**texts, **{name: compared[:, k] for k, name in enumerate(_COMPARED)}}
    sizes = np.array([len(words) for words in index.lemmas])
    table["predicate_near"] = _near_predicates(index, one, other)
    table["context"] = _contexts(index, one, other)
    table["thin"] = (np.minimum(sizes[one], sizes[other]) <= _THIN).astype(float) if len(one) else np.zeros(0)
    return one, other, table


def _candidates(
    index: StoryIndex, *, every: bool
) -> tuple[NDArray[np.intp], NDArray[np.intp], dict[str, NDArray[np.float64]]]:
    """Pairs whose texts or words are near, with those nearnesses; in blocks, so that memory stays bounded."""
    weights = _word_matrix(index)
    mass = (weights * weights).sum(axis=1)
    found: list[tuple[NDArray[np.intp], ...]] = []
    values: list[NDArray[np.float64]] = []
    for at in range(0, len(index.claims), _BLOCK):
        rows = slice(at, at + _BLOCK)
        statement = _scaled(index.vectors[rows] @ index.vectors.T, index.same)
        passage = _scaled(index.passages[rows] @ index.passages.T, index.same)
        shared = weights[rows] @ weights.T
        lighter = np.minimum(mass[rows, None], mass[None, :])
        words = np.divide(shared, lighter, out=np.zeros_like(shared), where=lighter > 0)
        total = mass[rows, None] + mass[None, :]
        dice = np.divide(2 * shared, total, out=np.zeros_like(shared), where=total > 0)
        near = (np.maximum(statement, passage) >= _CLOSE) | (words >= _SHARED) | every
        i, j = np.nonzero(np.triu(near, k=at + 1))
        found.append((i + at, j))
        values.append(np.stack([m[i, j] for m in (statement, passage, words, dice)]).astype(np.float64))
    if not found:
        empty = np.zeros(0, dtype=np.intp)
        return empty, empty, {k: np.zeros(0) for k in ("statement", "passage", "words", "dice")}
    one, other = (np.concatenate([f[k] for f in found]) for k in (0, 1))
    rows_of = np.concatenate(values, axis=1)
    return one, other, dict(zip(("statement", "passage", "words", "dice"), rows_of, strict=True))


def _contexts(index: StoryIndex, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.float64]:
    """Shared words of the two sentences that the claims stand in, as a share of the lighter one's weight."""
    words: dict[tuple[str, int], frozenset[str]] = {}
    for claim in index.claims:
        key = (claim.span.article, claim.sentence)
        if key not in words:
            sentence = index.sentence_of(claim)
            words[key] = content_lemmas(sentence.span, sentence, index.read(sentence.span))
    masses = {key: index.mass(lemmas) for key, lemmas in words.items()}
    keys = [(c.span.article, c.sentence) for c in index.claims]
    known: dict[tuple[tuple[str, int], tuple[str, int]], float] = {}
    out = np.zeros(len(one))
    for at, (i, j) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
        pair = (keys[i], keys[j])
        if pair not in known:
            lighter = min(masses[pair[0]], masses[pair[1]])
            known[pair] = index.mass(words[pair[0]] & words[pair[1]]) / lighter if lighter else 0.0
        out[at] = known[pair]
    return out


def _near_predicates(
    index: StoryIndex, one: NDArray[np.intp], other: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Similarity of the predicates' words, 0 where one has none: "sentence" and "jail" are near."""
    named = np.array([bool(c.predicate) for c in index.claims])
    if not len(one):
        return np.zeros(0)
    near = _scaled(np.einsum("ij,ij->i", index.predicates[one], index.predicates[other]), index.same)
    return np.where(named[one] & named[other], near, 0.0).astype(np.float64)


def _scaled(cosine: NDArray[np.float32], same: float) -> NDArray[np.float32]:
    """Cosines on a scale that embedders share: 0 at the threshold of sameness, 1 at identity."""
    return (cosine - np.float32(same)) / np.float32(1 - same)


def _word_matrix(index: StoryIndex) -> NDArray[np.float32]:
    """Claims by words, each entry the root of the word's weight, so that a product of rows is the shared weight."""
    columns: dict[str, int] = {}
    for words in index.lemmas:
        for word in sorted(words):
            columns.setdefault(word, len(columns))
    out = np.zeros((len(index.claims), max(1, len(columns))), dtype=np.float32)
    for row, words in enumerate(index.lemmas):
        for word in words:
            out[row, columns[word]] = math.sqrt(index.idf.get(word, 1.0))
    return out


def _slots(index: StoryIndex, claim: Claim) -> _Slots:
    """The names, amounts and times that a claim states; those of its own words, and its subject's name."""
    who = [s.span for s in claim.slots if s.role in {"who", "whom"} and not claim.span.contains(s.span)]
    subject = next((s.span for s in claim.slots if s.role in {"who", "whom"}), None)
    return _Slots(
        names=frozenset().union(*(index.entity_ids(s) for s in (claim.span, *who))),
        subject=index.entity_ids(subject) if subject else frozenset(),
        amounts=tuple(q for q in index.quantities_in(claim.span)),
        times=tuple(t for t in index.times_in(claim.span)),
    )


class _Rarity:
    """The weight of a name, amount or time, 0..1: how few of the story's claims hold it."""

    def __init__(self, slots: Sequence[_Slots]) -> None:
        self._counts: Counter[object] = Counter()
        for s in slots:
            self._counts.update({*s.names, *map(_key, s.amounts), *map(_key, s.times)})
        self._total = math.log(len(slots) + 1) or 1.0

    def __call__(self, item: object) -> float:
        return 1 - math.log(max(1, self._counts[item])) / self._total

    def of(self, items: Iterable[object]) -> float:
        return sum(self(i) for i in items)


def _key(mark: Quantity | TimeMention) -> object:
    return (mark.low, mark.high, mark.unit) if isinstance(mark, Quantity) else mark.value


_COMPARED = (
    "amount_same", "amount_differs", "amount_lacks", "time_same", "time_differs", "time_lacks", "names", "names_differ",
    "subject_same", "subject_differs", "focus_same", "both_clauses", "predicate",
    "both_when", "both_how_many", "both_where", "both_role", "denial_differs",
)  # fmt: skip


def _compare(a: Claim, b: Claim, x: _Slots, y: _Slots, rare: _Rarity) -> tuple[float, ...]:
    """The features of a pair that come from its slots, in the order of `_COMPARED`."""
    amount = max(
        (rare(_key(p)) if compare_quantities(p, q) in _AGREE else 0.5 * rare(_key(p)) if compare_quantities(p, q) == "precision" else 0.0
         for p in x.amounts for q in y.amounts),
        default=0.0,
    )  # fmt: skip
    amount_differs = not amount and any(
        compare_quantities(p, q) == "conflict" for p in x.amounts for q in y.amounts
    )
    time = max(
        (rare(_key(p)) if compare_times(p, q) in _AGREE or p.value == q.value else 0.5 * rare(_key(p)) if compare_times(p, q) == "precision" else 0.0
         for p in x.times for q in y.times),
        default=0.0,
    )  # fmt: skip
    time_differs = not time and any(compare_times(p, q) == "conflict" for p in x.times for q in y.times)
    lighter = min(rare.of(x.names), rare.of(y.names))
    return (
        amount,
        float(amount_differs),
        float(bool(x.amounts) != bool(y.amounts)),
        time,
        float(time_differs),
        float(bool(x.times) != bool(y.times)),
        rare.of(x.names & y.names) / lighter if lighter else 0.0,
        float(bool(x.names) and bool(y.names) and not x.names & y.names),
        float(bool(x.subject & y.subject)),
        float(bool(x.subject) and bool(y.subject) and not x.subject & y.subject),
        float(a.focus == b.focus),
        float(not a.focus and not b.focus),
        float(word_family(a.predicate) == word_family(b.predicate) and a.predicate not in {"", "be"}),
        float(a.focus == b.focus == "when"),
        float(a.focus == b.focus == "how_many"),
        float(a.focus == b.focus == "where"),
        float(a.focus == b.focus == "role"),
        float(a.negated != b.negated),
    )
