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
_MOST_PAIRS = (
    300_000  # a story of 5,000 claims keeps the 60 nearest of each; ordinary ones keep all that are near
)
_MOST_VALUES = 12  # amounts, and times, of one claim that are compared: bounds the work on lists of dates and figures, which are no sentences
_BLOCK = 1024  # rows of the pairwise matrices held at once

# How far a claim about one slot is from the clause as a whole: a piece of a sentence that no parser reads is the core.
_ASIDE = {"where": 1.0, "when": 0.8, "role": 1.0, "how_many": 0.3}
_LESS_PRECISE = 0.5  # what "in October" and "on 14 October" agree in, of what equal dates do
_WEEKDAY = "XXXX-WXX-"

# A first, unfitted measure of nearness, by which each claim chooses its counterpart in another article.
_ROUGH = {
    "statement": 1.0,
    "passage": 0.5,
    "words": 1.0,
    "context": 0.35,
    "amount_same": 1.0,
    "time_same": 1.0,
    "thin": -1.0,
}
_ENOUGH = 4.0  # weight of shared words (a rare one weighs 1) above which two sentences are on one matter
_FAR_BEHIND = 2.0  # further behind the nearest than this is all one

# Natural log-odds per unit of each feature, fitted on hand-labelled events (sixteen, English; half fitted, half
# checked, both ways: agreed facts found .74, groups that mix two facts .048); see also `evals/claims.py`. A differing
# value draws claims together a little, as they speak of one thing; less than the fit says (1.45 and 0.8), which cost
# nothing there and keeps unlike figures apart.
WEIGHTS = {
    "statement": 0.06,
    "passage": 0.29,
    "words": 0.32,
    "context": 0.61,
    "amount_same": 2.05,
    "amount_differs": 0.5,
    "time_same": 2.30,
    "time_differs": 0.3,
    "names": 0.0,
    "names_differ": -0.42,
    "predicate": 0.52,
    "both_role": -0.69,
    "thin": -0.85,
    "mutual": 0.31,
    "chosen": 0.88,
    "behind": -0.60,
}
BIAS = -3.53
# The same for two claims in two languages, where shared words say nothing. Fitted on translated news of eight
# languages (75 pairs of documents of `evals/crosslingual.py`; fits on either half agreed), then set by hand nearer to
# nothing where a translation is surer than an independent report: a shared figure or date, and a figure that differs,
# which is what a dispute looks like. There F1 is .77, with the weights of one language .49.
WEIGHTS_ACROSS = {
    "statement": 2.0,
    "passage": 0.4,
    "amount_same": 1.5,
    "amount_differs": -0.3,
    "time_same": 1.5,
    "time_differs": -0.3,
    "names": 0.3,
    "sentence": 2.0,
    "thin": -0.8,
    "mutual": 1.3,
    "chosen": 0.5,
    "behind": -1.0,
    "aside": -1.7,
}
BIAS_ACROSS = -1.2
SELF_CONTRADICTION = -10.0  # added where one article gives both values; larger than any sum of the weights


@dataclass(frozen=True, slots=True)
class _Slots:
    """What of a claim is compared by value."""

    names: frozenset[str]  # Entity.id
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
    within = sum((weight * table[name] for name, weight in WEIGHTS.items()), np.full(len(one), BIAS))
    across = sum(
        (weight * table[name] for name, weight in WEIGHTS_ACROSS.items()), np.full(len(one), BIAS_ACROSS)
    )
    score = np.where(_two_languages(index, one, other), across, within)
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
    table["context"] = _contexts(index, one, other)
    table["sentence"] = _sentences(index, one, other)
    sizes = np.array([len(words) for words in index.lemmas])
    table["thin"] = (np.minimum(sizes[one], sizes[other]) <= _THIN).astype(float) if len(one) else np.zeros(0)
    table.update(_choices(index, one, other, table))
    return one, other, table


def _candidates(
    index: StoryIndex, *, every: bool
) -> tuple[NDArray[np.intp], NDArray[np.intp], dict[str, NDArray[np.float64]]]:
    """Pairs whose texts or words are near, with those nearnesses; in blocks, so that memory stays bounded."""
    weights = _word_matrix(index)
    mass = np.array([index.mass(words) for words in index.lemmas], dtype=np.float32)
    found: list[tuple[NDArray[np.intp], ...]] = []
    values: list[NDArray[np.float64]] = []
    for at in range(0, len(index.claims), _BLOCK):
        rows = slice(at, at + _BLOCK)
        statement = scaled(index.vectors[rows] @ index.vectors.T, index.same)
        passage = scaled(index.passages[rows] @ index.passages.T, index.same)
        shared = weights[rows] @ weights.T
        lighter = np.minimum(mass[rows, None], mass[None, :])
        words = np.divide(shared, lighter, out=np.zeros_like(shared), where=lighter > 0)
        closest = np.maximum(statement, passage)
        near = (closest >= _CLOSE) | (words >= _SHARED)
        near = np.ones_like(near) if every else near & _best_of_row(closest + words, _MOST_PAIRS)
        i, j = np.nonzero(np.triu(near, k=at + 1))
        found.append((i + at, j))
        values.append(np.stack([m[i, j] for m in (statement, passage, words)]).astype(np.float64))
    if not found:
        empty = np.zeros(0, dtype=np.intp)
        return empty, empty, {k: np.zeros(0) for k in ("statement", "passage", "words")}
    one, other = (np.concatenate([f[k] for f in found]) for k in (0, 1))
    rows_of = np.concatenate(values, axis=1)
    return one, other, dict(zip(("statement", "passage", "words"), rows_of, strict=True))


def _choices(
    index: StoryIndex, one: NDArray[np.intp], other: NDArray[np.intp], table: dict[str, NDArray[np.float64]]
) -> dict[str, NDArray[np.float64]]:
    """Whether each claim of a pair is the other's nearest in its article, and by how much it is not.

    The one claim of another report that is nearer than all its neighbours is the likely counterpart, however
    far the words; a claim that has a nearer one there is not.
    """
    rough = sum((weight * table[name] for name, weight in _ROUGH.items()), np.zeros(len(one)))
    number = {a: n for n, a in enumerate(dict.fromkeys(c.span.article for c in index.claims))}
    article = np.array([number[c.span.article] for c in index.claims], dtype=np.intp)
    if not len(one):
        return {"mutual": rough, "chosen": rough, "behind": rough}
    forth, back = one * len(number) + article[other], other * len(number) + article[one]
    best = np.full(len(index.claims) * len(number), -np.inf)
    np.maximum.at(best, forth, rough)
    np.maximum.at(best, back, rough)
    behind_forth, behind_back = best[forth] - rough, best[back] - rough
    return {
        "mutual": ((behind_forth <= 0) & (behind_back <= 0)).astype(float),
        "chosen": ((behind_forth <= 0) | (behind_back <= 0)).astype(float),
        "behind": np.minimum(behind_forth + behind_back, _FAR_BEHIND),
    }


def _two_languages(index: StoryIndex, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Mark the pairs whose claims are in two languages."""
    if not len(one):
        return np.zeros(0, dtype=np.bool_)
    languages = np.array([index.sentence_of(c).language for c in index.claims])
    return np.asarray(languages[one] != languages[other], dtype=np.bool_)


def _sentences(index: StoryIndex, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.float64]:
    """How near the sentences around the claims are, on the scale of `scaled`; 0 in a story of one language."""
    if index.around is None or not len(one):
        return np.zeros(len(one))
    cosines = np.einsum("ij,ij->i", index.around[one], index.around[other])
    return np.asarray(scaled(cosines, index.same), dtype=np.float64)


def _contexts(index: StoryIndex, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.float64]:
    """The weight of the words that the two sentences around the claims share, up to `_ENOUGH`."""
    keys = [(c.span.article, c.sentence) for c in index.claims]
    words: dict[tuple[str, int], frozenset[str]] = {}
    for key, claim in zip(keys, index.claims, strict=True):
        if key not in words:
            sentence = index.sentence_of(claim)
            words[key] = content_lemmas(sentence.span, sentence, index.read(sentence.span))
    known: dict[tuple[tuple[str, int], tuple[str, int]], float] = {}
    out = np.zeros(len(one))
    for at, (i, j) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
        pair = (keys[i], keys[j])
        if pair not in known:
            known[pair] = min(_ENOUGH, index.mass(words[pair[0]] & words[pair[1]]))
        out[at] = known[pair]
    return out


def _best_of_row(nearness: NDArray[np.float32], most: int) -> NDArray[np.bool_]:
    """Mark the nearest others of each claim, as many as keep all pairs of a story under `most`."""
    count = nearness.shape[1]
    keep = max(1, most // max(1, count))
    if keep >= count:
        return np.ones(nearness.shape, dtype=np.bool_)
    best = np.argpartition(nearness, count - keep, axis=1)[:, count - keep :]
    mask = np.zeros(nearness.shape, dtype=np.bool_)
    np.put_along_axis(mask, best, values=True, axis=1)
    return mask


def scaled(cosine: NDArray[np.float32], same: float) -> NDArray[np.float32]:
    """Cosines on a scale that embedders share: 0 at the threshold of sameness, 1 at identity."""
    return (cosine - np.float32(same)) / np.float32(1 - same)


def _word_matrix(index: StoryIndex) -> NDArray[np.float32]:
    """Claims by words, each entry the root of the word's weight, so that a product of rows is the shared weight.

    Words of one claim only have no column: no pair shares them.
    """
    counts = Counter(word for words in index.lemmas for word in words)
    columns = {word: n for n, word in enumerate(sorted(w for w, c in counts.items() if c > 1))}
    out = np.zeros((len(index.claims), max(1, len(columns))), dtype=np.float32)
    for row, words in enumerate(index.lemmas):
        for word in words:
            if word in columns:
                out[row, columns[word]] = math.sqrt(index.idf.get(word, 1.0))
    return out


def _slots(index: StoryIndex, claim: Claim) -> _Slots:
    """The names, amounts and times that a claim states; those of its own words, and its subject's name."""
    who = [s.span for s in claim.slots if s.role in {"who", "whom"} and not claim.span.contains(s.span)]
    return _Slots(
        names=frozenset().union(*(index.entity_ids(s) for s in (claim.span, *who))),
        amounts=tuple(index.quantities_in(claim.span))[:_MOST_VALUES],
        times=tuple(index.times_in(claim.span))[:_MOST_VALUES],
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
    "amount_same", "amount_differs", "time_same", "time_differs", "names", "names_differ", "predicate", "both_role",
    "aside",
)  # fmt: skip


def _compare(a: Claim, b: Claim, x: _Slots, y: _Slots, rare: _Rarity) -> tuple[float, ...]:
    """The features of a pair that come from its slots, in the order of `_COMPARED`."""
    amounts = [(compare_quantities(p, q), rare(_key(p))) for p in x.amounts for q in y.amounts]
    times = [(_relate_times(p, q), rare(_key(p))) for p in x.times for q in y.times]
    amount, time = _agreement(amounts), _agreement(times)
    lighter = min(rare.of(x.names), rare.of(y.names))
    return (
        amount,
        float(not amount and any(relation == "conflict" for relation, _ in amounts)),
        time,
        float(not time and any(relation == "conflict" for relation, _ in times)),
        rare.of(x.names & y.names) / lighter if lighter else 0.0,
        float(bool(x.names) and bool(y.names) and not x.names & y.names),
        float(word_family(a.predicate) == word_family(b.predicate) and a.predicate not in {"", "be"}),
        float(a.focus == b.focus == "role"),
        abs(_ASIDE.get(a.focus, 0.0) - _ASIDE.get(b.focus, 0.0)),
    )


def _agreement(relations: Sequence[tuple[str, float]]) -> float:
    """The weight of the rarest value that both claims give; half of it where one is only less precise."""
    share = {"same": 1.0, "unit": 1.0, "rounding": 1.0, "precision": _LESS_PRECISE}
    return max((share.get(relation, 0.0) * weight for relation, weight in relations), default=0.0)


def _relate_times(p: TimeMention, q: TimeMention) -> str:
    """`compare_times`, also for weekdays that no date of publication resolves: equal ones agree, others conflict."""
    if p.value.startswith(_WEEKDAY) and q.value.startswith(_WEEKDAY):
        return "same" if p.value == q.value else "conflict"
    return compare_times(p, q)
