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

from counterpoint.align.remarks import Remark, cut_remarks
from counterpoint.ports import Embedder
from counterpoint.types import Channel, ChannelKind, Entity, Rendering, Report, Utterance

# Log-odds per unit of each feature, and the cut. Fitted on hand-labelled remarks of 16 events (evals/utterances), weights
# rounded; leave-one-event-out and all-in fits agree within the rounding.
WEIGHTS = {
    "contain": 4.0,
    "dice": 3.0,
    "cosine": 2.0,
    "run": 3.0,
    "same_speaker": 2.0,
    "other_speaker": -2.0,
    "channel": 0.3,
    "numbers": -1.5,
    "thin": -1.0,
}
BIAS = -5.5
_JOIN = 0.0  # log-odds above which two remarks are one
_MARGIN = 1.0  # log-odds by which a partner must not be worse than the best one in its report
_COHERENT = -1.5  # mean log-odds across two groups below which they stay apart
_RUN = 8  # words of a common run that count as fully verbatim
_THIN = 3  # content words below which a remark says little
_SPECIFIC = {
    ChannelKind.POST: 5, ChannelKind.VIDEO: 5, ChannelKind.INTERVIEW: 4, ChannelKind.BROADCAST: 4, ChannelKind.CONFERENCE: 3,
    ChannelKind.SPEECH: 3, ChannelKind.DOCUMENT: 2, ChannelKind.STATEMENT: 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Table:
    """What pairs are scored from."""

    remarks: tuple[Remark, ...]
    vectors: NDArray[np.float32]
    same: float
    idf: dict[str, float]


def group_utterances(
    reports: Sequence[Report], entities: Sequence[Entity], embedder: Embedder
) -> tuple[Utterance, ...]:
    """Return the utterances of a story, those with the most renderings first in text order.

    Every remark is a rendering of exactly one utterance; an utterance may have a single rendering. `origin` stays
    None: the origins are found later.
    """
    remarks = cut_remarks(reports, entities)
    if not remarks:
        return ()
    table = _Table(
        remarks,
        np.asarray(embedder.embed([r.text for r in remarks]), dtype=np.float32),
        embedder.same,
        _idf(remarks),
    )
    scores = score_pairs(table)
    groups = _groups(remarks, scores)
    by_id = {e.id: e for e in entities}
    return tuple(_utterance(n, [remarks[i] for i in group], by_id) for n, group in enumerate(groups, start=1))


def _idf(remarks: Sequence[Remark]) -> dict[str, float]:
    counts = Counter(s for r in remarks for s in r.stems)
    top = math.log(len(remarks) + 1)
    return {s: math.log((len(remarks) + 1) / n) / top for s, n in counts.items()}


# -- pairs --------------------------------------------------------------------------------------------------------


def score_pairs(table: _Table) -> NDArray[np.float64]:
    """Return the log-odds that two remarks are one, shape (n, n), symmetric; the diagonal is -inf."""
    n = len(table.remarks)
    scores = np.full((n, n), -np.inf)
    cosines = table.vectors @ table.vectors.T
    for i in range(n):
        for j in range(i + 1, n):
            features = pair_features(table, i, j, float(cosines[i, j]))
            scores[i, j] = scores[j, i] = BIAS + sum(WEIGHTS[k] * v for k, v in features.items())
    return scores


def pair_features(table: _Table, i: int, j: int, cosine: float) -> dict[str, float]:
    """Return the features of a pair of remarks, each about 0..1."""
    a, b = table.remarks[i], table.remarks[j]
    shared = _mass(table, a.stems & b.stems)
    x, y = _mass(table, a.stems), _mass(table, b.stems)
    same = a.entity == b.entity if a.entity and b.entity else _names_agree(a.speaker, b.speaker)
    both = bool(a.entity and b.entity)
    return {
        "contain": shared / min(x, y) if min(x, y) else 0.0,
        "dice": 2 * shared / (x + y) if x + y else 0.0,
        "cosine": max(-1.0, (cosine - table.same) / (1 - table.same)),
        "run": min(_RUN, _common_run(a.words, b.words)) / _RUN,
        "same_speaker": float(same),
        "other_speaker": float(both and not same),
        "channel": _channels(a.channel, b.channel),
        "numbers": float(bool(a.numbers and b.numbers and not a.numbers & b.numbers)),
        "thin": float(min(len(a.stems), len(b.stems)) < _THIN),
    }


def _mass(table: _Table, stems: frozenset[str]) -> float:
    return sum(table.idf[s] for s in stems)


def _names_agree(one: str | None, other: str | None) -> bool:
    return bool(one and other and one.casefold() == other.casefold())


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


def _groups(remarks: Sequence[Remark], scores: NDArray[np.float64]) -> list[list[int]]:
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

