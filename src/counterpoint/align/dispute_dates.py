"""Dates of one happening that disagree.

Data way: Ground -> Clashes and Likenesses of slot "date".
Pure.

Two dates conflict only when they date the same happening: the same predicate with the same participants. Acts of saying
are left out: what somebody said on Monday may be said again on Tuesday.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

from counterpoint.align.dispute_frames import Ground, Site, gist, site_at
from counterpoint.align.dispute_pairs import Clash, Likeness, Side
from counterpoint.types import BlockKind, Granularity, TimeMention
from counterpoint.values import compare_times

# How sure two dates must be to date one happening. Calibrated on eight labelled events, then read by hand on the
# predictions for sixty events.
SURE = 0.52
# Two dates of one happening are close: slips are of a day or two, of a year or two. By unit, in days.
NEARNESS = {Granularity.DAY: 4, Granularity.MONTH: 62, Granularity.YEAR: 3 * 366}
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)(?:T(\w+))?$")
_DAYPARTS = {"MO": 0, "AF": 1, "EV": 2, "NI": 3}


@dataclass(frozen=True, slots=True)
class Dated:
    """A time in its frame."""

    time: TimeMention
    site: Site


def find_dated(ground: Ground) -> list[Dated]:
    """Every date of the story's reports, with the happening it dates."""
    found = []
    for report in ground.reports:
        sentences = report.marks.sentences
        at = 0
        for time in report.marks.times:
            while at < len(sentences) and sentences[at].span.end <= time.span.start:
                at += 1
            if (
                at < len(sentences)
                and time.type in {"DATE", "TIME"}
                and sentences[at].block is not BlockKind.NOTE
            ):
                found.append(Dated(time, site_at(ground, time.span, at)))
    return found


def date_pairs(ground: Ground) -> tuple[list[Clash], list[Likeness]]:
    """Compare the dates of every two articles."""
    by: dict[str, list[Dated]] = {}
    for item in find_dated(ground):
        if not item.site.reporting:
            by.setdefault(item.site.article, []).append(item)
    clashes: list[Clash] = []
    alike: list[Likeness] = []
    for one, other in combinations(by, 2):
        for a, b in product(by[one], by[other]):
            relation = relate(a.time, b.time)
            if relation in {"same", "unrelated"}:
                continue
            score = sameness(ground, a, b)
            if score < SURE:
                continue
            sides = _side(a), _side(b)
            shorter = min((a, b), key=lambda d: d.site.passage.end - d.site.passage.start)
            about = f"the date of “{gist(ground, shorter.site)}”"
            if relation != "conflict":
                alike.append(Likeness("date", about, *sides, why=relation, score=score))
            elif not (_known(ground, by[one], a, b) or _known(ground, by[other], b, a)):
                clashes.append(Clash("date", about, *sides, score=score))
    return clashes, alike


def relate(a: TimeMention, b: TimeMention) -> str:
    """Compare two times; weekdays that no date of publication places are compared by name."""
    one, other = _WEEKDAY.match(a.value), _WEEKDAY.match(b.value)
    if one and other:
        if one[1] != other[1]:
            return "conflict"
        if one[2] and other[2] and one[2] != other[2]:
            return "conflict" if {one[2], other[2]} <= set(_DAYPARTS) else "precision"
        return "same" if one[2] == other[2] else "precision"
    if a.granularity != b.granularity and compare_times(a, b) == "conflict":
        return "conflict" if _gap(a, b) is not None else "unrelated"
    return compare_times(a, b)


def sameness(ground: Ground, a: Dated, b: Dated) -> float:
    """How surely two dates date one happening, about 0..1.2."""
    one, other = a.site, b.site
    clause = ground.overlap(one.clause, other.clause)
    shared = ground.mass(one.clause & other.clause)
    subjects = ground.overlap(one.subjects, other.subjects)
    score = 0.35 * clause + 0.2 * (one.verb == other.verb != "") + 0.15 * subjects
    score += 0.12 * min(shared, 2.5) + 0.1 * ground.overlap(one.around, other.around)
    return score + _closeness(a.time, b.time)


def _closeness(a: TimeMention, b: TimeMention) -> float:
    """A bonus for dates that a slip could explain, a malus for dates far apart."""
    gap = _gap(a, b)
    if gap is None:
        return 0.0
    granularity = a.granularity or Granularity.DAY
    near = NEARNESS.get(granularity, 4)
    return 0.1 if gap <= near else -0.3


def _gap(a: TimeMention, b: TimeMention) -> int | None:
    """Days between two dates' beginnings; None where one is not on the calendar."""
    if a.earliest is None or b.earliest is None:
        return None
    return abs((a.earliest - b.earliest).days)


def _known(ground: Ground, items: Sequence[Dated], own: Dated, other: Dated) -> bool:
    """Whether an article gives the other's date too, for something like it: then it tells two happenings."""
    return any(
        d is not own and relate(d.time, other.time) in {"same", "precision"}
        and (d.site.verb == other.site.verb or ground.overlap(d.site.clause, other.site.clause) > 0.5)
        for d in items
    )  # fmt: skip


def _side(item: Dated) -> Side:
    time = item.time
    return Side(
        value=time.value,
        display=" ".join(time.text.split()),
        mark=time.span,
        passage=item.site.passage,
        order=float(time.earliest.toordinal()) if time.earliest else 0.0,
    )
