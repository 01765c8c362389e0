"""Find where reports contradict each other, and where they only seem to.

Data way: Reports, Entities, ClaimGroups, origins, Utterances -> Findings.
Pure.

Each slot has its detector, which compares values in their frames: dispute_numbers, dispute_ages, dispute_dates,
dispute_places, dispute_categories, dispute_acts, dispute_denials, dispute_speakers, dispute_wording; dispute_names adds spellings. Here their pairs become Disputes:
pairs that share a value are one dispute, and equal values are one Value with all its passages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from counterpoint.align.dispute_acts import act_clashes
from counterpoint.align.dispute_ages import age_clashes, range_clashes
from counterpoint.align.dispute_categories import category_clashes, paraphrases
from counterpoint.align.dispute_dates import date_pairs
from counterpoint.align.dispute_denials import denial_clashes
from counterpoint.align.dispute_frames import Ground, survey
from counterpoint.align.dispute_names import spelling_variants
from counterpoint.align.dispute_numbers import number_pairs
from counterpoint.align.dispute_pairs import Clash, Likeness, Side
from counterpoint.align.dispute_places import place_clashes
from counterpoint.align.dispute_speakers import speaker_clashes
from counterpoint.align.dispute_wording import wording_clashes
from counterpoint.ports import Embedder
from counterpoint.types import (
    ClaimGroup,
    Dispute,
    DisputeKind,
    Entity,
    Findings,
    OriginMap,
    Report,
    Span,
    Status,
    Support,
    Utterance,
    Value,
    Variant,
)

MOST_VARIANTS = 30  # a reader learns little from more
MOST_SPANS = 6  # passages shown for one value
# The order in which slots are shown: what happened before how it was put.
_SLOTS = ("date", "number", "place", "name", "category", "speaker", "polarity", "wording")


def find_disputes(  # noqa: PLR0917 - the parts of a story, in the order in which they are made
    reports: Sequence[Report],
    entities: Sequence[Entity],
    groups: Sequence[ClaimGroup],
    origins: OriginMap,
    embedder: Embedder,
    utterances: Sequence[Utterance],
) -> Findings:
    """Return the contradictions and updates of a story, and the look-alikes that are neither.

    Args:
        reports: Annotated reports of one event.
        entities: Names resolved across the reports.
        groups: Claims grouped across the reports; those that a dispute touches come back as DISPUTED.
        origins: What stands behind each passage.
        embedder: Asked where some report's language has no parser.
        utterances: Remarks with their renderings.

    Returns:
        Findings; disputes are ordered by slot, then by how sure they are. A dispute that touches no group brings a
        group of its own, of the passages it cites.

    """
    ground = survey(reports, entities, embedder)
    numbers, same_numbers = number_pairs(ground)
    dates, same_dates = date_pairs(ground)
    clashes = [
        *dates, *numbers, *age_clashes(ground), *range_clashes(ground), *place_clashes(ground), *category_clashes(ground), *speaker_clashes(ground),
        *denial_clashes(ground), *act_clashes(ground), *wording_clashes(ground, utterances),
    ]  # fmt: skip
    maker = _Maker(ground, origins, utterances)
    found = sorted(
        (maker.dispute(cluster) for cluster in merge(clashes)),
        key=lambda d: (_SLOTS.index(d.slot) if d.slot in _SLOTS else len(_SLOTS), d.values[0].spans[0]),
    )
    all_groups = list(groups)
    disputes = []
    for number, dispute in enumerate(found, start=1):
        index = _group_of(dispute, all_groups)
        if index is None:
            all_groups.append(maker.group(dispute, f"c{_highest(all_groups) + 1}"))
            index = len(all_groups) - 1
        all_groups[index] = replace(all_groups[index], status=Status.DISPUTED)
        disputes.append(replace(dispute, id=f"d{number}", claim=all_groups[index].id))
    variants = maker.variants([*same_dates, *same_numbers, *paraphrases(ground)], disputes)
    return Findings(
        tuple(all_groups),
        tuple(disputes),
        (*spelling_variants(ground, entities, origins, utterances), *variants)[:MOST_VARIANTS],
    )


def merge(clashes: Sequence[Clash]) -> list[list[Clash]]:
    """Cluster the pairs that speak of one thing: of one slot, sharing a value's place or a topic."""
    parent = list(range(len(clashes)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    seen: dict[tuple[str, str | Span], int] = {}
    for i, clash in enumerate(clashes):
        keys: list[str | Span] = [clash.topic] if clash.topic else [clash.one.mark, clash.other.mark]
        for key in keys:
            first = seen.setdefault((clash.slot, key), i)
            parent[root(i)] = root(first)
    clusters: dict[int, list[Clash]] = {}
    for i, clash in enumerate(clashes):
        clusters.setdefault(root(i), []).append(clash)
    return list(clusters.values())


def compatible_pairs(cluster: Sequence[Clash]) -> list[Clash]:
    """Keep of a cluster the pairs whose values all clash with each other, from the surest pair on.

    A chain of pairs leads from one thing to another ("eight entrances", "ten tunnels", "22 exits"); values that clash
    pairwise are values of one thing.
    """
    pairs = {frozenset((c.one.value, c.other.value)) for c in cluster}
    kept: list[str] = []
    for clash in sorted(cluster, key=lambda c: -c.score):
        for value in (clash.one.value, clash.other.value):
            if value not in kept and all(frozenset((value, k)) in pairs for k in kept):
                kept.append(value)
    return [c for c in cluster if {c.one.value, c.other.value} <= set(kept)]


class _Maker:
    """Builds records out of pairs, with the story's look-ups at hand."""

    def __init__(self, ground: Ground, origins: OriginMap, utterances: Sequence[Utterance]) -> None:
        self.ground = ground
        self.origins = origins
        self.utterances = utterances
        languages = Counter(report.article.language for report in ground.of.values())
        self.language = languages.most_common(1)[0][0] if languages else ""

    def dispute(self, cluster: Sequence[Clash]) -> Dispute:
        """One dispute of pairs that share their values."""
        best = max(cluster, key=lambda c: c.score)
        cluster = compatible_pairs(cluster)
        sides = [side for clash in cluster for side in (clash.one, clash.other)]
        sides += [side for clash in cluster for side in clash.support]
        grown = sum(c.kind is DisputeKind.UPDATE for c in cluster) * 2 > len(cluster)
        kind = DisputeKind.UPDATE if grown else DisputeKind.CONTRADICTION
        return Dispute("", "", best.slot, best.about, self.values(sides, kind), kind)

    def values(self, sides: Iterable[Side], kind: DisputeKind) -> tuple[Value, ...]:
        """Equal values made one, each with its passages; an update's in order of time, then of size."""
        by: dict[str, list[Side]] = {}
        for side in sides:
            by.setdefault(side.value, []).append(side)
        ordered = sorted(by.items(), key=lambda item: self._place(item[1], kind))
        return tuple(self.value(value, held) for value, held in ordered)

    def value(self, value: str, sides: Sequence[Side]) -> Value:
        """One value with its passages, in the sides' order."""
        told = {(s.passage.article, self.ground.read(s.passage)): s.passage for s in reversed(sides)}
        spans = tuple(reversed(told.values()))[:MOST_SPANS]  # words that one report repeats count once
        behind = {self.origins.behind(s, self.utterances) for s in spans}
        return Value(value, self._shown(sides).display, spans, tuple(sorted(behind)))

    def _shown(self, sides: Sequence[Side]) -> Side:
        """The side whose words are shown: in the language that most reports are in; figures first, then the shortest."""
        ours = [s for s in sides if self.ground.of[s.mark.article].article.language == self.language]
        return min(ours or sides[:1], key=lambda s: (not any(map(str.isdigit, s.display)), len(s.display)))

    def _place(self, sides: Sequence[Side], kind: DisputeKind) -> tuple[float, float, Span]:
        order = min(s.order for s in sides)
        if kind is DisputeKind.UPDATE:
            times = [self.ground.of[s.mark.article].article.published for s in sides]
            known = [_stamp(t) for t in times if t is not None]
            return (min(known) if len(known) == len(times) else 0.0, order, sides[0].mark)
        return (0.0, order, sides[0].mark)

    def group(self, dispute: Dispute, name: str) -> ClaimGroup:
        """A claim group for a dispute whose passages no group holds."""
        spans = [s for v in dispute.values for s in v.spans]
        supports = tuple(Support(s, self.origins.behind(s, self.utterances)) for s in spans)
        return ClaimGroup(
            name, " ".join(self.ground.read(spans[0]).split()), Status.DISPUTED,
            tuple(sorted({s.origin for s in supports})), supports,
        )  # fmt: skip

    def variants(self, alike: Sequence[Likeness], disputes: Sequence[Dispute]) -> list[Variant]:
        """The look-alikes, the surest first, one for each pair of values."""
        disputed = {s for d in disputes for v in d.values for s in v.spans}
        found: dict[tuple[str, str, str], Variant] = {}
        for like in sorted(alike, key=lambda k: -k.score):
            if like.one.value == like.other.value or {like.one.passage, like.other.passage} <= disputed:
                continue
            low, high = sorted((like.one.value, like.other.value))
            values = tuple(self.value(s.value, [s]) for s in (like.one, like.other))
            found.setdefault((like.slot, low, high), Variant(like.slot, like.about, values, like.why))
        return list(found.values())


def _stamp(time: datetime) -> float:
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


def _group_of(dispute: Dispute, groups: Sequence[ClaimGroup]) -> int | None:
    """The group that holds most of a dispute's passages; of equals the weightiest, then the first."""
    spans = [s for v in dispute.values for s in v.spans]
    best: tuple[tuple[int, float], int] | None = None
    for i, group in enumerate(groups):
        held = sum(any(x.span.overlaps(s) for x in group.supports) for s in spans)
        if held and (best is None or (held, group.weight) > best[0]):
            best = ((held, group.weight), i)
    return best[1] if best else None


def _highest(groups: Sequence[ClaimGroup]) -> int:
    """The largest number among the ids "c<n>"."""
    return max((int(g.id[1:]) for g in groups if g.id[1:].isdigit()), default=0)
