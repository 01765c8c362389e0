"""Group the claims of several reports that state the same thing.

Data way: Reports + Entities + Utterances + OriginMap -> ClaimGroups. Pure; the embedder is passed in.

Every claim ends in exactly one group; most groups have one member. A group whose passages come from two or more
independent origins is corroborated. Whether its members conflict in a slot is for `align.disputes` to say.

Method: scored pairs (similarity.py), joined without chaining (linkage.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from counterpoint.align.index import StoryIndex, build_index, plain_lemmas
from counterpoint.align.linkage import join
from counterpoint.align.similarity import score_pairs
from counterpoint.align.wording import Wording, clarity, word_claim
from counterpoint.permission import may
from counterpoint.ports import Embedder
from counterpoint.types import (
    Action,
    Claim,
    ClaimGroup,
    Entity,
    OriginMap,
    Report,
    Status,
    Support,
    Utterance,
)

# Log-odds at which claims join, on average and at the least; calibrated on hand-labelled events (half of them tuned,
# half checked, both ways): lower joins more facts and merges different ones.
_JOIN = -1.2
_LEAST = -1.5
_UNKNOWN = -6.0  # log-odds of a pair that was not worth scoring

_IN_UTTERANCE = 0.5  # share of a claim's passage inside a rendering that makes it part of what was said

# How central a group is: shares of the reports and of the origins that state it, how early it comes, how often its
# participants are named. Set by reading the order of some twenty stories.
_WEIGHT_REPORTS = 0.35
_WEIGHT_ORIGINS = 0.2
_WEIGHT_EARLY = 0.3
_WEIGHT_NAMES = 0.15
# What a reader asks first: that it happened; who somebody is comes last.
_FOCUS = {"": 1.0, "how_many": 0.9, "when": 0.7, "where": 0.65, "role": 0.5}
_FADE = 4.0  # sentences after which earliness halves

# What a row is worth to a reader: one that no words make a statement, one known from titles and captions alone, one
# that no report in the story's main language tells, one that mostly repeats the words of a heavier one.
_FRAGMENT = 0.45
_ONLY_APART = 0.5
_FOREIGN = 0.8
_REPEAT = 0.55
_REPEATS = 0.7  # share of a row's words in a heavier row that makes it a repetition
_ROWS = 60  # heavier rows that a row is compared with
_NO_QUOTING = 2.5  # clarity that words cost whose report allows no quotation


def group_claims(
    reports: Sequence[Report],
    entities: Sequence[Entity],
    utterances: Sequence[Utterance],
    origins: OriginMap,
    embedder: Embedder,
) -> tuple[ClaimGroup, ...]:
    """Return every claim of a story in groups, the most central first, ids "c1" on."""
    index = build_index(reports, entities, embedder)
    pairs = score_pairs(index)
    scores = dict(
        zip(zip(pairs.one.tolist(), pairs.other.tolist(), strict=True), pairs.score.tolist(), strict=True)
    )
    rows = join(
        len(index.claims),
        scores,
        mean=_JOIN,
        least=_LEAST,
        unknown=_UNKNOWN,
        apart=[(c.span.article, c.sentence) for c in index.claims],
    )
    context = _Context(
        index,
        tuple(utterances),
        origins,
        Counter(e for c in index.claims for e in index.entity_ids(c.span)),
        Counter(r.article.language for r in reports).most_common(1)[0][0] if reports else "",
    )
    groups = [_group(context, members) for members in rows]
    first = [members[0] for members in rows]
    groups = _without_repetition(
        groups, sorted(range(len(groups)), key=lambda g: (-groups[g].weight, first[g]))
    )
    order = sorted(range(len(groups)), key=lambda g: (-groups[g].weight, first[g]))
    return tuple(replace(groups[g], id=f"c{n}") for n, g in enumerate(order, start=1))


@dataclass(frozen=True, slots=True)
class _Context:
    """What the writing of every group needs."""

    index: StoryIndex
    utterances: tuple[Utterance, ...]
    origins: OriginMap
    named: Counter[str]  # Entity.id -> claims that name it
    language: str  # that most reports are in


def _group(context: _Context, rows: Sequence[int]) -> ClaimGroup:
    claims = [context.index.claims[r] for r in rows]
    supports = tuple(Support(c.span, context.origins.behind(c.span, context.utterances)) for c in claims)
    behind = tuple(sorted({s.origin for s in supports}))
    worded = [word_claim(context.index, c) for c in claims]
    return ClaimGroup(
        id="",
        text=_text(context, claims, worded),
        status=Status.CORROBORATED if len(behind) > 1 else Status.SINGLE,
        origins=behind,
        supports=supports,
        utterance=_utterance(context, claims),
        weight=round(_weight(context, claims, behind) * _worth(context, worded), 4),
    )


def _text(context: _Context, claims: Sequence[Claim], worded: Sequence[Wording]) -> str:
    """The words of the member that reads best alone."""

    def clear(n: int) -> float:
        article = context.index.report_of[claims[n].span.article].article
        return clarity(worded[n], context.language) - _NO_QUOTING * (not may(Action.QUOTE, article))

    return worded[max(range(len(claims)), key=lambda n: (clear(n), -n))].text


def _worth(context: _Context, worded: Sequence[Wording]) -> float:
    """What a row of such words is worth to a reader, 0..1."""
    prose = [w.whole for w in worded if not w.apart]
    whole = max(prose or [w.whole for w in worded])
    worth = _FRAGMENT + (1 - _FRAGMENT) * whole
    worth *= 1.0 if prose else _ONLY_APART
    return worth * (1.0 if any(w.language == context.language for w in worded) else _FOREIGN)


def _without_repetition(groups: Sequence[ClaimGroup], order: Sequence[int]) -> list[ClaimGroup]:
    """The groups, those that mostly repeat the words of a heavier one made lighter."""
    out = list(groups)
    told: list[frozenset[str]] = []
    for g in order:
        words = plain_lemmas(groups[g].text)
        if words and any(len(words & others) >= _REPEATS * len(words) for others in told):
            out[g] = replace(groups[g], weight=round(groups[g].weight * _REPEAT, 4))
        elif len(told) < _ROWS:
            told.append(words)
    return out


def _utterance(context: _Context, claims: Sequence[Claim]) -> str | None:
    """The one utterance whose renderings hold every member."""
    found: set[str | None] = set()
    for claim in claims:
        found.add(next((u.id for u in context.utterances if _said_in(claim, u)), None))
    return found.pop() if len(found) == 1 else None


def _said_in(claim: Claim, utterance: Utterance) -> bool:
    size = max(1, claim.span.end - claim.span.start)
    return any(
        r.span.article == claim.span.article
        and min(r.span.end, claim.span.end) - max(r.span.start, claim.span.start) >= _IN_UTTERANCE * size
        for r in utterance.renderings
    )


def _weight(context: _Context, claims: Sequence[Claim], behind: Sequence[str]) -> float:
    """How central a group is to the story, 0..1."""
    index = context.index
    articles = {c.span.article for c in claims}
    early = sum(max(1 / (1 + c.sentence / _FADE) for c in claims if c.span.article == a) for a in articles)
    top = max(context.named.values(), default=0)
    names = {e for c in claims for e in index.entity_ids(c.span)}
    weight = (
        _WEIGHT_REPORTS * len(articles) / max(1, len(index.reports))
        + _WEIGHT_ORIGINS * (len(behind) - 1) / max(1, len(context.origins.origins) - 1)
        + _WEIGHT_EARLY * early / len(articles)
        + _WEIGHT_NAMES * (max((context.named[e] for e in names), default=0) / top if top else 0.0)
    )
    focus = max(_FOCUS.get(c.focus, 1.0) for c in claims)
    return round(min(1.0, weight * focus), 4)
