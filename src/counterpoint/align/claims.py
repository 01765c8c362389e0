"""Group the claims of several reports that state the same thing.

Data way: Reports + Entities + Utterances + OriginMap -> ClaimGroups. Pure; the embedder is passed in.

Every claim ends in exactly one group; most groups have one member. A group whose passages come from two or more
independent origins is corroborated. Whether its members conflict in a slot is for `align.disputes` to say.

Method: scored pairs (similarity.py), joined without chaining (linkage.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from counterpoint.align.index import StoryIndex, build_index
from counterpoint.align.linkage import join
from counterpoint.align.similarity import score_pairs
from counterpoint.ports import Embedder
from counterpoint.types import (
    BlockKind,
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
_FOCUS = {"": 1.0, "how_many": 0.9, "when": 0.85, "where": 0.75, "role": 0.6}
_FADE = 4.0  # sentences after which earliness halves

_BEST_WORDS = 12  # length of a text that reads as a complete short statement
_PATIENCE = 36  # words over that which weigh as much as having none
_PRONOUNS = frozenset(
    "he she it they him her them his their its this that these those who which we i you our my "
    "il elle ils elles ce cela qui que on nous vous je son sa ses leur leurs".split()
)


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
        index, tuple(utterances), origins, Counter(e for c in index.claims for e in index.entity_ids(c.span))
    )
    groups = [_group(context, members) for members in rows]
    order = sorted(range(len(groups)), key=lambda g: (-groups[g].weight, rows[g]))
    return tuple(_numbered(groups[g], n) for n, g in enumerate(order, start=1))


@dataclass(frozen=True, slots=True)
class _Context:
    """What the writing of every group needs."""

    index: StoryIndex
    utterances: tuple[Utterance, ...]
    origins: OriginMap
    named: Counter[str]  # Entity.id -> claims that name it


def _group(context: _Context, rows: Sequence[int]) -> ClaimGroup:
    claims = [context.index.claims[r] for r in rows]
    supports = tuple(Support(c.span, context.origins.behind(c.span, context.utterances)) for c in claims)
    behind = tuple(sorted({s.origin for s in supports}))
    return ClaimGroup(
        id="",
        text=_text(context.index, claims),
        status=Status.CORROBORATED if len(behind) > 1 else Status.SINGLE,
        origins=behind,
        supports=supports,
        utterance=_utterance(context, claims),
        weight=_weight(context, claims, behind),
    )


def _numbered(group: ClaimGroup, number: int) -> ClaimGroup:
    return ClaimGroup(
        f"c{number}", group.text, group.status, group.origins, group.supports, group.utterance, group.weight
    )


def _text(index: StoryIndex, claims: Sequence[Claim]) -> str:
    """The words of the member that reads best alone."""
    best = max(claims, key=lambda c: (_clarity(index, c), -index.row(c)))
    words = index.texts[index.row(best)].strip(" ,;:–—-")
    return words[:1].upper() + words[1:]


def _clarity(index: StoryIndex, claim: Claim) -> float:
    """How well a claim's words stand alone: named, complete, of a good length, no dangling pronoun."""
    words = index.texts[index.row(claim)].split()
    if not words:
        return -9.0
    length = (
        (len(words) - _BEST_WORDS) / _BEST_WORDS
        if len(words) < _BEST_WORDS
        else (_BEST_WORDS - len(words)) / _PATIENCE
    )
    pronouns = -0.5 * sum(w.casefold().strip("'\"“”,.") in _PRONOUNS for w in words[:3])
    named = 0.5 * bool(index.entity_ids(claim.span) or any(index.entity_ids(s.span) for s in claim.slots))
    verb = 0.6 * _has_verb(index, claim) + 0.2 * (not claim.focus)
    body = -0.2 if index.sentence_of(claim).block in {BlockKind.HEADING, BlockKind.CAPTION} else 0.0
    torn = -0.4 * (words[-1].casefold() in {"of", "the", "a", "to", "in", "by", "for", "and", "with"})
    return length + pronouns + named + verb + body + torn


def _has_verb(index: StoryIndex, claim: Claim) -> bool:
    """Whether the claim's predicate is a verb; taken for granted where nothing was parsed."""
    tokens = index.sentence_of(claim).tokens
    return not tokens or any(t.lemma == claim.predicate and t.pos in {"VERB", "AUX"} for t in tokens)


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
