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

# Log-odds per unit of each feature. Fitted by logistic regression on the hand-labelled remarks of 16 events and rounded;
# `other_speaker`, `thin` and `one_post` are set by hand (stricter than the fit, whose labels hold wrongly read
# speakers; no labelled event has posts). Leaving one event out, pairs above 0 are right in 92 %, above -1 in 78 %,
# where unlabelled pairs count as wrong. What comes of it in whole stories: evals/stories.
WEIGHTS = {
    "contain": 2.0,
    "dice": 3.4,
    "cosine": 1.8,
    "run": 3.3,
    "same_speaker": 1.6,
    "other_speaker": -2.0,
    "channel": 0.0,
    "numbers": -0.6,
    "thin": -0.5,
    "overlap": -100.0,  # one reports the other
    "one_post": 3.0,
}
BIAS = -5.0
# Between two languages words cannot be compared: meaning and numbers decide. Not fitted (no labelled data): with
# `cosine` 0 at the embedder's threshold of sameness, one speaker's remarks join a little above it, others' well above.
ACROSS = {
    "cosine": 5.0,
    "same_speaker": 2.0,
    "other_speaker": -2.0,
    "numbers": -3.0,
    "shared_numbers": 1.5,
    "overlap": -100.0,
}
ACROSS_BIAS = -3.0
_JOIN = -0.8  # log-odds above which two remarks are one
_MARGIN = 1.0  # log-odds by which a partner must not be worse than the best one in its report
_COHERENT = -2.0  # mean log-odds across two groups below which they stay apart
_ECHO = 0.5  # log-odds above which a sentence without a source tells a remark
_ECHO_RUN = 4  # words in a row that it must share with the remark
_SHARED = 0.1  # shared words, or ...
_CLOSE = -0.5  # ... cosine below which a pair is not looked at
# In a story of more sentences than this, only pairs nearer than these are looked at: time grows with their square.
_MANY = 1_000
_SHARED_OF_MANY = 0.3
_CLOSE_OF_MANY = 0.0
_FLOOR = -8.0  # log-odds below which it makes no difference
_RUN = 8  # words of a common run that count as fully verbatim
_THIN = 3  # content words below which a remark says little
_SHORT_CHANNELS = frozenset({ChannelKind.POST, ChannelKind.VIDEO})
_FEW = 12  # remarks with a word above which it ties nothing
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
    anchors: frozenset[str]  # words that no report uses in two remarks


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
    table = build_table((*remarks, *told), embedder, entities)
    scores = score_pairs(table, len(remarks))
    groups = with_echoes(table.remarks, scores, join_remarks(remarks, scores[: len(remarks), : len(remarks)]))
    by_id = {e.id: e for e in entities}
    return tuple(
        _utterance(n, [table.remarks[i] for i in group], by_id) for n, group in enumerate(groups, start=1)
    )


# -- pairs --------------------------------------------------------------------------------------------------------


def build_table(remarks: Sequence[Remark], embedder: Embedder, entities: Sequence[Entity] = ()) -> PairTable:
    """Embed the remarks, once, and weigh the words that each two share; entities' names are no anchors."""
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
        _anchors(remarks, entities),
    )


def _anchors(remarks: Sequence[Remark], entities: Sequence[Entity]) -> frozenset[str]:
    """Return the words that several reports use, each in one remark only: such a word ties the remarks together."""
    names = {loose(part) for e in entities for name in (e.name, *e.aliases) for part in name.split()}
    uses: dict[str, list[Remark]] = {}
    for remark in remarks:
        if remark.quote >= 0:
            for stem in remark.stems:
                uses.setdefault(stem, []).append(remark)
    found: set[str] = set()
    for stem, users in uses.items():
        twice = (
            any(
                a.report == b.report and not a.span.overlaps(b.span)
                for n, a in enumerate(users)
                for b in users[n + 1 :]
            )
            if len(users) <= _FEW
            else True
        )
        if not twice and len({u.report for u in users}) > 1 and stem not in names:
            found.add(stem)
    return frozenset(found)


def score_pairs(table: PairTable, spoken: int) -> NDArray[np.float64]:
    """Return the log-odds that two remarks are one, shape (n, n), symmetric.

    Pairs that cannot be one (too little shared, or neither of the first `spoken` remarks) get `-inf`.
    """
    n = len(table.remarks)
    scores = np.full((n, n), -np.inf)
    shared, close = (_SHARED, _CLOSE) if n <= _MANY else (_SHARED_OF_MANY, _CLOSE_OF_MANY)
    worth = (table.contain >= shared) | (table.cosine >= close)
    for i in range(spoken):
        for j in np.flatnonzero(worth[i, i + 1 :]) + i + 1:
            features = pair_features(table, i, int(j))
            across = table.remarks[i].language != table.remarks[j].language
            bias, weights = (ACROSS_BIAS, ACROSS) if across else (BIAS, WEIGHTS)
            scores[i, j] = scores[j, i] = bias + sum(weights.get(k, 0.0) * v for k, v in features.items())
    return scores


def pair_features(table: PairTable, i: int, j: int) -> dict[str, float]:
    """Return the features of a pair of remarks, each about 0..1."""
    a, b = table.remarks[i], table.remarks[j]
    if a.span.overlaps(b.span):
        return {"overlap": 1.0}
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
        "shared_numbers": float(bool(a.numbers & b.numbers)),
        "thin": float(min(len(a.stems), len(b.stems)) < _THIN),
        "one_post": _one_post(table, a, b) if same else 0.0,
    }


def _one_post(table: PairTable, a: Remark, b: Remark) -> float:
    """How surely two remarks of one speaker are from one post or video, 0..1, by the anchors they share.

    A post is short: what a person says there in two reports, translated as freely as may be, is mostly the same
    remark when both hold a word that neither report uses in another.
    """
    one, other = a.channel, b.channel
    if one is None or other is None or one.kind is not other.kind or one.kind not in _SHORT_CHANNELS:
        return 0.0
    if not (a.direct and b.direct) or (one.name and other.name and one.name != other.name):
        return 0.0
    return min(2, len(a.stems & b.stems & table.anchors)) / 2


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
    places: dict[str, list[int]] = {}
    for k, word in enumerate(b):
        places.setdefault(word, []).append(k)
    best = 0
    row: dict[int, int] = {}  # place in b -> length of the common run that ends there and at the word of a
    for word in a:
        row = {k: row.get(k - 1, 0) + 1 for k in places.get(word, ())}
        if row:
            best = max(best, *row.values())
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
        links = [scores[x, y] for x in one for y in other if not _adjacent(remarks[x], remarks[y])]
        if sum(max(_FLOOR, s) for s in links) < _COHERENT * len(links):
            continue
        one |= other
        for x in other:
            group_of[x] = one
    distinct = {id(g): g for g in group_of.values()}
    return sorted(sorted(g) for g in distinct.values())


def _adjacent(one: Remark, other: Remark) -> bool:
    """Whether two remarks follow each other in one report: another report may render both as one sentence."""
    return one.report == other.report and one.speaker == other.speaker and abs(one.order - other.order) == 1


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
    best = np.zeros((n, int(report.max()) + 1), dtype=int)
    for r in range(best.shape[1]):
        columns = np.flatnonzero(report == r)
        if len(columns):
            best[:, r] = columns[scores[:, columns].argmax(axis=1)]
    found: list[tuple[float, int, int]] = []
    for i in range(n):
        for j in np.flatnonzero(scores[i, i + 1 :] > _JOIN) + i + 1:
            rivals = ((i, int(best[i, report[j]]), int(j)), (j, int(best[j, report[i]]), i))
            if all(
                scores[i, j] >= scores[x, rival] - _MARGIN or _adjacent(remarks[rival], remarks[chosen])
                for x, rival, chosen in rivals
            ):
                found.append((float(scores[i, j]), i, int(j)))
    return found


# -- records ------------------------------------------------------------------------------------------------------


def _utterance(number: int, group: Sequence[Remark], entities: dict[str, Entity]) -> Utterance:
    known = Counter(r.entity for r in group if r.entity)
    entity = known.most_common(1)[0][0] if known else None
    named = [r.speaker for r in group if r.speaker]
    source = entities[entity].name if entity else max(named, key=len) if named else ""
    # Words told by another came through that other's channel: the speaker's own, direct ones know better.
    channels = [(r.direct, r.channel) for r in group if r.channel]
    best = max(channels, key=lambda c: (_SPECIFIC[c[1].kind], c[1].name is not None, c[0]), default=None)
    channel = best[1] if best else None
    renderings = tuple(Rendering(r.span, r.exact, r.direct, r.cue) for r in group)
    return Utterance(f"u{number}", source, entity, channel, None, renderings)
