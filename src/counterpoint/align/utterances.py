"""One act of saying under all the wordings that the reports give it.

Data way: Reports + Entities -> Utterances. Pure; the embedder is passed in and called once.

Method: pairs of remarks scored by logistic regression over speaker, wording and meaning; the best partner in each
report, with a margin; groups by average link, so that two different remarks never meet through a third. Words weigh by
their rarity in the story, since all remarks of one story share its common words. Embeddings alone confuse two remarks
of one speaker on one theme, so they only tip the scale.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterpoint.align.remarks import Remark, cut_narrative, cut_remarks
from counterpoint.ports import Embedder
from counterpoint.text import loose
from counterpoint.types import Channel, ChannelKind, Entity, Rendering, Report, Utterance

# Log-odds per unit of each feature, and the cut. Fitted on hand-labelled remarks of 16 events (evals/utterances), weights
# rounded; leave-one-event-out and all-in fits agree within the rounding.
WEIGHTS = {
    "contain": 2.0,
    "dice": 3.4,
    "cosine": 1.8,
    "run": 3.3,
    "same_speaker": 1.6,
    "other_speaker": -0.5,
    "channel": 0.0,
    "numbers": -0.6,
    "thin": -0.5,
}
BIAS = -5.0
_JOIN = -0.8  # log-odds above which two remarks are one
_MARGIN = 1.0  # log-odds by which a partner must not be worse than the best one in its report
_COHERENT = -2.0  # mean log-odds across two groups below which they stay apart
_ECHO = 0.5  # log-odds above which a sentence without a source tells a remark
_ECHO_RUN = 4  # words in a row that it must share with the remark
_SHARED = 0.2  # shared words, or ...
_CLOSE = -0.5  # ... cosine below which a pair is not looked at
_RUN = 8  # words of a common run that count as fully verbatim
_THIN = 3  # content words below which a remark says little
_SPECIFIC = {
    ChannelKind.POST: 5, ChannelKind.VIDEO: 5, ChannelKind.INTERVIEW: 4, ChannelKind.BROADCAST: 4, ChannelKind.CONFERENCE: 3,
    ChannelKind.SPEECH: 3, ChannelKind.DOCUMENT: 2, ChannelKind.STATEMENT: 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PairTable:
    """What pairs of remarks are scored from; row i of each matrix is remark i."""

    remarks: tuple[Remark, ...]
    cosine: NDArray[np.float64]  # on the scale where 0 is the embedder's threshold of sameness, 1 identity
    contain: NDArray[np.float64]  # shared words' weight, relative to the lighter remark
    dice: NDArray[np.float64]  # the same, relative to both


def group_utterances(
    reports: Sequence[Report], entities: Sequence[Entity], embedder: Embedder
) -> tuple[Utterance, ...]:
    """Return the utterances of a story, in the order of their first rendering.

    Every remark is a rendering of exactly one utterance; an utterance may have a single rendering. `origin` stays
    None: the origins are found later.
    """
    remarks = cut_remarks(reports, entities)
    if not remarks:
        return ()
    told = cut_narrative(reports, remarks)
    table = build_table((*remarks, *told), embedder)
    scores = score_pairs(table, len(remarks))
    groups = with_echoes(table.remarks, scores, join_remarks(remarks, scores[: len(remarks), : len(remarks)]))
    by_id = {e.id: e for e in entities}
    return tuple(
        _utterance(n, [table.remarks[i] for i in group], by_id) for n, group in enumerate(groups, start=1)
    )


# -- pairs --------------------------------------------------------------------------------------------------------


def build_table(remarks: Sequence[Remark], embedder: Embedder) -> PairTable:
    """Embed the remarks, once, and weigh the words that each two share."""
    vectors = np.asarray(embedder.embed([r.text for r in remarks]), dtype=np.float64)
    counts = Counter(s for r in remarks for s in r.stems)
    column = {stem: n for n, stem in enumerate(sorted(counts))}
    top = math.log(len(remarks) + 1)
    idf = np.array([math.log((len(remarks) + 1) / counts[s]) / top for s in sorted(counts)])
    bags = np.zeros((len(remarks), len(column)))
    for n, remark in enumerate(remarks):
        for stem in remark.stems:
            bags[n, column[stem]] = 1.0
    shared = (bags * idf) @ bags.T
    mass = bags @ idf
    lighter = np.minimum.outer(mass, mass)
    both = np.add.outer(mass, mass)
    return PairTable(
        tuple(remarks),
        np.maximum(-1.0, (vectors @ vectors.T - embedder.same) / (1 - embedder.same)),
        np.divide(shared, lighter, out=np.zeros_like(shared), where=lighter > 0),
        np.divide(2 * shared, both, out=np.zeros_like(shared), where=both > 0),
    )


def score_pairs(table: PairTable, spoken: int) -> NDArray[np.float64]:
    """Return the log-odds that two remarks are one, shape (n, n), symmetric.

    Pairs that cannot be one (too little shared, or neither of the first `spoken` remarks) get `-inf`.
    """
    n = len(table.remarks)
    scores = np.full((n, n), -np.inf)
    worth = (table.contain >= _SHARED) | (table.cosine >= _CLOSE)
    for i in range(spoken):
        for j in np.flatnonzero(worth[i, i + 1 :]) + i + 1:
            features = pair_features(table, i, int(j))
            scores[i, j] = scores[j, i] = BIAS + sum(WEIGHTS[k] * v for k, v in features.items())
    return scores


def pair_features(table: PairTable, i: int, j: int) -> dict[str, float]:
    """Return the features of a pair of remarks, each about 0..1."""
    a, b = table.remarks[i], table.remarks[j]
    same = bool(a.entity and a.entity == b.entity) or _names_agree(a.speaker, b.speaker)
    both = bool(a.entity and b.entity)
    return {
        "contain": float(table.contain[i, j]),
        "dice": float(table.dice[i, j]),
        "cosine": float(table.cosine[i, j]),
        "run": min(_RUN, _common_run(a.words, b.words)) / _RUN,
        "same_speaker": float(same),
        "other_speaker": float(both and not same),
        "channel": _channels(a.channel, b.channel),
        "numbers": float(bool(a.numbers and b.numbers and not a.numbers & b.numbers)),
        "thin": float(min(len(a.stems), len(b.stems)) < _THIN),
    }


def _names_agree(one: str | None, other: str | None) -> bool:
    """Whether two speakers' names may be one: the same, or one within the other ("Diaz", "Ana Diaz")."""
    if not one or not other:
        return False
    a, b = loose(one).split(), loose(other).split()
    short, long = sorted((a, b), key=len)
    return bool(short) and (a == b or (one[:1].isupper() and other[:1].isupper() and short[-1] == long[-1]))


def _channels(one: Channel | None, other: Channel | None) -> float:
    if one is None or other is None:
        return 0.0
    return 1.0 if one.kind is other.kind else -1.0


def _common_run(a: Sequence[str], b: Sequence[str]) -> int:
    """Return the length of the longest run of words that two remarks share."""
    best = 0
    row = [0] * (len(b) + 1)
    for word in a:
        previous = 0
        for k, other in enumerate(b, start=1):
            held = row[k]
            row[k] = previous + 1 if word == other else 0
            best = max(best, row[k])
            previous = held
    return best


# -- groups -------------------------------------------------------------------------------------------------------


def join_remarks(remarks: Sequence[Remark], scores: NDArray[np.float64]) -> list[list[int]]:
    """Return groups of remarks, each in text order, the groups by their first remark."""
    edges = _edges(remarks, scores)
    group_of = {i: {i} for i in range(len(remarks))}
    for _, i, j in sorted(edges, reverse=True):
        one, other = group_of[i], group_of[j]
        if one is other:
            continue
        links = [scores[x, y] for x in one for y in other]
        if sum(links) / len(links) < _COHERENT:
            continue
        one |= other
        for x in other:
            group_of[x] = one
    distinct = {id(g): g for g in group_of.values()}
    return sorted(sorted(g) for g in distinct.values())


def with_echoes(
    remarks: Sequence[Remark], scores: NDArray[np.float64], groups: Sequence[list[int]]
) -> list[list[int]]:
    """Return the groups with the sentences that tell a remark without its source, one per report and group."""
    of = {i: n for n, group in enumerate(groups) for i in group}
    out = [list(g) for g in groups]
    told = []
    for j in range(len(remarks)):
        if remarks[j].quote >= 0:
            continue
        i = int(np.argmax(scores[j]))
        run = _common_run(remarks[i].words, remarks[j].words) if scores[j, i] > _ECHO else 0
        if run >= _ECHO_RUN and remarks[i].report != remarks[j].report:
            told.append((float(scores[j, i]), j, of[i]))
    for _, j, n in sorted(told, reverse=True):
        if all(remarks[k].report != remarks[j].report for k in out[n]):
            out[n].append(j)
    return out


def _edges(remarks: Sequence[Remark], scores: NDArray[np.float64]) -> list[tuple[float, int, int]]:
    """Return the pairs that are one remark: each near the other's best in its report."""
    n = len(remarks)
    report = np.array([r.report for r in remarks])
    best = np.full((n, int(report.max()) + 1), -np.inf)
    for r in range(best.shape[1]):
        columns = np.flatnonzero(report == r)
        if len(columns):
            best[:, r] = scores[:, columns].max(axis=1)
    return [
        (float(scores[i, j]), i, j)
        for i in range(n)
        for j in range(i + 1, n)
        if scores[i, j] > _JOIN
        and scores[i, j] >= best[i, report[j]] - _MARGIN
        and scores[i, j] >= best[j, report[i]] - _MARGIN
    ]


# -- records ------------------------------------------------------------------------------------------------------


def _utterance(number: int, group: Sequence[Remark], entities: dict[str, Entity]) -> Utterance:
    known = Counter(r.entity for r in group if r.entity)
    entity = known.most_common(1)[0][0] if known else None
    named = [r.speaker for r in group if r.speaker]
    source = entities[entity].name if entity else max(named, key=len) if named else ""
    channels = [r.channel for r in group if r.channel]
    channel = max(channels, key=lambda c: (_SPECIFIC[c.kind], c.name is not None), default=None)
    renderings = tuple(Rendering(r.span, r.exact, r.direct, r.cue) for r in group)
    return Utterance(f"u{number}", source, entity, channel, None, renderings)
