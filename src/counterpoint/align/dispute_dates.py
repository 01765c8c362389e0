"""Dates of one happening that disagree.

Data way: Ground -> Clashes and Likenesses of slot "date".
Pure.

Two dates conflict only when they date the same happening: the same predicate with the same participants. Acts of saying
are left out: what somebody said on Monday may be said again on Tuesday.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, combinations_with_replacement, islice, product

from counterpoint.align.dispute_frames import MOST_VALUES, Ground, Site, site_at
from counterpoint.align.dispute_gist import act_gist
from counterpoint.align.dispute_pairs import Clash, Likeness, Side
from counterpoint.types import BlockKind, Granularity, Report, TimeMention
from counterpoint.values import compare_times

# How sure two dates must be to date one happening. Calibrated on sixteen labelled events and read by hand on the
# predictions for 170 others.
SURE = 0.52
ALIKE = 0.42  # what only looks different may be shown on less
MANY_NAMES = 4  # words of names that make one word for the act enough
SUPPORTING = 0.35  # a third passage needs less to join two that clash surely
LEAST_SHARED = 0.6  # weight of the words that two clauses must share for the comparison to mean anything
# Two dates of one happening are close: slips are of a day or two, of a year or two. By unit, in days.
NEARNESS = {Granularity.DAY: 4, Granularity.MONTH: 62, Granularity.YEAR: 3 * 366}
CLOCK_SLACK = 15  # minutes by which two clock times of one happening may differ
FURTHEST_CLOCK = 240  # minutes: two acts of one day lie further apart
_PARTIAL = (
    ("weekday", re.compile(r"XXXX-WXX-(\d)(?:T\w+)?$")),
    ("day", re.compile(r"XXXX-(\d\d)-(\d\d)$")),
    ("month", re.compile(r"XXXX-(\d\d)$")),
    ("clock", re.compile(r"XXXX-XX-XXT(\d\d):(\d\d)")),
)
# Times told from another happening, which is seldom the one that they were resolved against.
_FLOATING = re.compile(
    r"\b(?:later|after|before|earlier|since then|previous|following|next)\b", re.IGNORECASE
)
DATELINE = 50  # characters: what stands before a report's first words is short
_DATELINE_END = re.compile(r"[\s\w.,()/]*(?:\s[—–-]{1,2}\s|:)")
# The part of a day, printed behind its name.
_PART = re.compile(
    r"\s+(?:in\s+the\s+)?(morning|afternoon|evening|night)\b|\s+(matin|après-midi|soir)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A time in its frame."""

    time: TimeMention
    site: Site
    part: str = ""  # "morning", where the text says so


def find_dated(ground: Ground, report: Report) -> Iterator[Dated]:
    """The dates of a report, each with the happening it dates; acts of saying and lists of dates are left out."""
    sentences = report.marks.sentences
    at = 0
    for time in report.marks.times:
        while at < len(sentences) and sentences[at].span.end <= time.span.start:
            at += 1
        if at == len(sentences) or sentences[at].block is BlockKind.NOTE or not _placed(report, time):
            continue
        part = _PART.match(report.article.text, time.span.end, time.span.end + 24)
        word = (part[1] or part[2]).lower() if part else ""
        item = Dated(time, site_at(ground, time.span, at), word)
        if not item.site.reporting and not _listed(ground, item):
            yield item


def _placed(report: Report, time: TimeMention) -> bool:
    """Whether a time dates something told, by itself: no length, no dateline, not counted from another happening."""
    return (
        time.type in {"DATE", "TIME"} and not _FLOATING.search(time.text) and not _in_dateline(report, time)
    )


def date_pairs(ground: Ground) -> tuple[list[Clash], list[Likeness]]:
    """Compare the dates of every two articles."""
    by = {r.article.id: list(islice(find_dated(ground, r), MOST_VALUES)) for r in ground.reports}
    clashes: list[Clash] = []
    alike: list[Likeness] = []
    for one, other in combinations_with_replacement(by, 2):
        within = one == other
        for a, b in combinations(by[one], 2) if within else product(by[one], by[other]):
            relation = relate(a, b)
            if relation in {"same", "unrelated"}:
                continue
            score = sameness(ground, a, b, clash=relation == "conflict")
            if score < (SURE if relation == "conflict" else ALIKE) or (
                within and not _same_act(ground, a, b)
            ):
                continue
            sides = _side(a), _side(b)
            shorter = min(
                (a, b),
                key=lambda d: (
                    _of_caption(ground, d.site),
                    not d.site.subjects,
                    d.site.passage.end - d.site.passage.start,
                ),
            )
            about = f"the date of “{act_gist(ground, shorter.site)}”"
            if relation != "conflict":
                if not within:
                    alike.append(Likeness("date", about, *sides, why=relation, score=score))
            elif not (_known(ground, by[one], a, b) or _known(ground, by[other], b, a)):
                support = _support(ground, by, a, b)
                clashes.append(Clash("date", about, *sides, score=score, support=support))
    return clashes, alike


def _listed(ground: Ground, item: Dated) -> bool:
    """Whether a clause names several times of one kind: a span, a list or a comparison, in which none dates the act."""
    kind = (partial(item.time) or (str(item.time.granularity),))[0]
    return any(
        (partial(t) or (str(t.granularity),))[0] == kind
        and t.value != item.time.value
        and t.type in {"DATE", "TIME"}
        for t in ground.of[item.site.article].marks.times
        if item.site.passage.contains(t.span) and t.span != item.time.span
    )


def _support(ground: Ground, by: Mapping[str, Sequence[Dated]], a: Dated, b: Dated) -> tuple[Side, ...]:
    """The other passages that give one of two clashing dates for the same happening, though less surely."""
    return tuple(
        replace(_side(item), value=_side(own).value)
        for items in by.values()
        for item in items
        if item is not a and item is not b
        for own in (a, b)
        if relate(item, own) == "same"
        and any(_names_act(item.site, s.site) and sameness(ground, item, s) >= SUPPORTING for s in (a, b))
    )


def _names_act(one: Site, other: Site) -> bool:
    """Whether one clause's predicate stands in the other: "after they met" beside "at the meeting"."""
    if not (one.parsed and other.parsed):
        return True
    return one.verb in other.clause or other.verb in one.clause


def _in_dateline(report: Report, time: TimeMention) -> bool:
    """Whether a date only says when the report was filed: it stands between the start of a block and a colon or dash."""
    block = report.article.block_at(time.span.start)
    if block is None or time.span.start - block.start > DATELINE:
        return False
    return bool(
        _DATELINE_END.match(report.article.text, time.span.end, min(block.end, time.span.end + DATELINE))
    )


def relate(a: Dated, b: Dated) -> str:
    """Compare two times: by the calendar where both are on it, else by what they name (weekday, day of a year, clock).

    Returns:
        What `compare_times` returns: "same", "precision", "rounding", "unit", "conflict" or "unrelated".

    """
    one, other = partial(a.time), partial(b.time)
    if one is None and other is None:
        relation: str = compare_times(a.time, b.time)
    elif one and other and one[0] == other[0]:
        relation = (
            "same" if one[1] == other[1] else _clocks(one[1], other[1]) if one[0] == "clock" else "conflict"
        )
    else:
        return "unrelated"
    if relation == "conflict" and a.time.granularity != b.time.granularity:
        return "unrelated"
    if relation == "same" and a.part and b.part and a.part != b.part:
        return "conflict"
    return relation


def partial(time: TimeMention) -> tuple[str, tuple[int, ...]] | None:
    """What a time that no date of publication places does say: its kind and numbers; None for placed and other times."""
    for kind, pattern in _PARTIAL:
        match = pattern.match(time.value)
        if match:
            return kind, tuple(int(g) for g in match.groups() if g)
    return None


def _clocks(one: tuple[int, ...], other: tuple[int, ...]) -> str:
    """Two times of day: whole hours apart may be two time zones, some minutes apart one rounded time."""
    minutes = abs(one[0] * 60 + (one[1:] or (0,))[0] - other[0] * 60 - (other[1:] or (0,))[0])
    if minutes % 60 == 0 or minutes < CLOCK_SLACK:
        return "rounding" if minutes < CLOCK_SLACK else "unrelated"
    return "conflict" if minutes < FURTHEST_CLOCK else "unrelated"


def sameness(ground: Ground, a: Dated, b: Dated, *, clash: bool = True) -> float:
    """How surely two dates date one happening, about 0..1.2; dates that agree need but one word for the act."""
    one, other = a.site, b.site
    meant = ground.across(one, other)
    if meant is not None:
        return 0.8 * meant + _closeness(a.time, b.time)
    clause = ground.overlap(one.clause, other.clause)
    shared = ground.mass(one.clause & other.clause)
    subjects = ground.overlap(one.subjects, other.subjects)
    common = one.clause & other.clause
    shared_names = common & (ground.names_in(one) | ground.names_in(other))
    common -= shared_names
    plain = not clash or Granularity.YEAR in {a.time.granularity, b.time.granularity}
    least = 1 if plain or len(shared_names) >= MANY_NAMES else 2
    same_act = one.verb == other.verb and ground.overlap(one.subjects, other.subjects) > 0.3
    if shared < LEAST_SHARED or len(common) < least or not (same_act or common & ground.acts):
        return 0.0
    score = 0.35 * clause + 0.2 * (one.verb == other.verb and one.verb not in {"", "be"}) + 0.15 * subjects
    score += 0.12 * min(shared, 2.5) + 0.1 * ground.overlap(one.around, other.around)
    return score + _closeness(a.time, b.time)


def _same_act(ground: Ground, a: Dated, b: Dated) -> bool:
    """Whether one report dates an act twice, with two weekdays: else two dates in it are two happenings."""
    one, other = a.site, b.site
    if one.sentence == other.sentence or one.verb != other.verb or one.verb in {"", "be", "have"}:
        return False
    for item in (a, b):
        after = ground.of[item.site.article].article.text[item.time.span.end :][:2]
        if (partial(item.time) or ("",))[0] != "weekday" or after in {
            "'s",
            "’s",
        }:  # "Tuesday's game" is a name
            return False
    return ground.overlap(one.objects, other.objects) > 0.5


def _closeness(a: TimeMention, b: TimeMention) -> float:
    """A bonus for dates that a slip could explain, a malus for dates far apart."""
    gap = _gap(a, b)
    if gap is None:
        return 0.0
    near = NEARNESS.get(a.granularity or Granularity.DAY, 4)
    return 0.1 if gap <= near else -0.3


def _gap(a: TimeMention, b: TimeMention) -> int | None:
    """Days between two dates' beginnings; None where they name no days."""
    if a.earliest and b.earliest:
        return abs((a.earliest - b.earliest).days)
    one, other = partial(a), partial(b)
    if one and other and one[0] == other[0] == "weekday":
        days = abs(one[1][0] - other[1][0])
        return min(days, 7 - days)
    if one and other and one[0] == other[0] in {"day", "month"}:
        first, second = ((*numbers, 1)[:2] for numbers in (one[1], other[1]))
        return abs((first[0] - second[0]) * 30 + first[1] - second[1])
    return None


def _known(ground: Ground, items: Sequence[Dated], own: Dated, other: Dated) -> bool:
    """Whether an article gives the other's date too, for something like it: then it tells two happenings."""
    return any(
        d is not own and d is not other and relate(d, other) in {"same", "precision"}
        and (d.site.verb == other.site.verb or ground.overlap(d.site.clause, other.site.clause) > 0.5)
        for d in items
    )  # fmt: skip


def _of_caption(ground: Ground, site: Site) -> bool:
    """Whether the value stands under a picture, whose words tell what is seen rather than what happened."""
    return ground.of[site.article].marks.sentences[site.sentence].block is BlockKind.CAPTION


def _side(item: Dated) -> Side:
    time = item.time
    return Side(
        value=f"{time.value} {item.part}".strip(),
        display=" ".join([*time.text.split(), *([item.part] if item.part else [])]),
        mark=time.span,
        passage=item.site.passage,
        order=float(time.earliest.toordinal()) if time.earliest else 0.0,
    )
