"""What happened when, from the dates in the texts themselves.

Data way: Reports + ClaimGroups -> timeline. Pure.

A date of publication says when a report came, not when a thing happened, so it never makes an entry. What the
page lists as related coverage does: its headline and date are printed there, outside the report's text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from counterpoint.text import loose
from counterpoint.types import (
    BlockKind,
    Citation,
    ClaimGroup,
    Granularity,
    Modality,
    Report,
    Span,
    TimelineEntry,
    TimeMention,
)

MOST_A_DAY = 4  # entries of one date
MOST_ENTRIES = 24  # from texts; related items come on top
SAME_HAPPENING = 0.5  # share of the shorter text's words, at which two entries of one day are one
MIN_WORDS = 5  # a shorter clause does not say what happened

_LENGTH = {
    Granularity.YEAR: 4, Granularity.QUARTER: 7, Granularity.SEASON: 7, Granularity.MONTH: 7,
}  # fmt: skip
_AS_DAY = frozenset({Granularity.DAY, Granularity.HOUR, Granularity.MINUTE, Granularity.SECOND})
_PRECISE = frozenset(_LENGTH) | _AS_DAY


@dataclass(frozen=True, slots=True)
class _Dated:
    """A passage with the date that its words give."""

    date: str
    precision: Granularity
    span: Span
    text: str
    weight: float
    group: str | None  # ClaimGroup.id


def build_timeline(reports: Sequence[Report], groups: Sequence[ClaimGroup]) -> tuple[TimelineEntry, ...]:
    """Return dated happenings in order, one entry for each, with a citation for every report that dates it."""
    by_id = {r.article.id: r for r in reports}
    language = Counter(r.article.language for r in reports).most_common(1)[0][0] if reports else ""
    by_date: dict[str, list[list[_Dated]]] = defaultdict(list)

    def first(dated: _Dated) -> tuple[bool, float, Span]:
        return (by_id[dated.span.article].article.language != language, -dated.weight, dated.span)

    for dated in sorted(_dated(reports, groups), key=first):
        same = next((g for g in by_date[dated.date] if _is_same(g, dated)), None)
        if same is None:
            by_date[dated.date].append([dated])
        else:
            same.append(dated)
    told = sorted((g for entries in by_date.values() for g in entries), key=lambda g: -_merit(g))[
        :MOST_ENTRIES
    ]
    entries = [_entry(group, by_id) for group in told] + list(_related(reports))
    return tuple(sorted(entries, key=lambda e: (e.date, e.text)))


def _merit(group: Sequence[_Dated]) -> float:
    return group[0].weight + 0.5 * (len({d.span.article for d in group}) - 1)


def _dated(reports: Sequence[Report], groups: Sequence[ClaimGroup]) -> Iterator[_Dated]:
    group_of = {s.span: g for g in groups for s in g.supports}
    for report in reports:
        for claim in report.marks.claims:
            sentence = report.marks.sentences[claim.sentence]
            if claim.modality is Modality.POSSIBLE or sentence.block in {
                BlockKind.HEADING,
                BlockKind.CAPTION,
            }:
                continue
            times = [t for t in report.marks.times if claim.span.contains(t.span) and _on_calendar(t)]
            text = claim.text or " ".join(report.article.read(claim.span).split())
            if len(times) != 1 or (len(text.split()) < MIN_WORDS and claim.span != sentence.span):
                continue  # two dates in one clause: which is the happening's cannot be told
            value, precision = _value(times[0])
            group = group_of.get(claim.span)
            weight, name = (group.weight, group.id) if group else (0.0, None)
            yield _Dated(value, precision, sentence.span, text.rstrip(" ."), weight, name)


def _on_calendar(time: TimeMention) -> bool:
    return (
        time.type in {"DATE", "TIME"}
        and time.granularity in _PRECISE
        and time.earliest is not None
        and not time.approximate
        and date.min < time.earliest
    )


def _value(time: TimeMention) -> tuple[str, Granularity]:
    """Return the ISO date as precise as it is known, to the day at most."""
    if time.earliest is None or time.granularity is None:
        raise ValueError("not on the calendar")
    day = time.earliest.isoformat()
    if time.granularity in _AS_DAY:
        return day, Granularity.DAY
    coarse = Granularity.YEAR if time.granularity is Granularity.YEAR else Granularity.MONTH
    return day[: _LENGTH[coarse]], coarse


def _is_same(group: Sequence[_Dated], dated: _Dated) -> bool:
    """Whether an entry tells the same happening: one claim group states both, or they share most words."""
    return any(g.group is not None and g.group == dated.group for g in group) or _alike(
        group[0].text, dated.text
    )


def _alike(a: str, b: str) -> bool:
    x, y = sorted((set(loose(a).split()), set(loose(b).split())), key=len)
    return bool(x) and len(x & y) / len(x) >= SAME_HAPPENING


def _entry(group: Sequence[_Dated], by_id: dict[str, Report]) -> TimelineEntry:
    first: dict[str, _Dated] = {}
    for dated in group:
        first.setdefault(dated.span.article, dated)
    best = group[0]
    return TimelineEntry(
        date=best.date,
        precision=best.precision,
        text=best.text[:1].upper() + best.text[1:],
        citations=tuple(Citation.of(by_id[d.span.article].article, d.span) for d in first.values()),
    )


def _related(reports: Sequence[Report]) -> Iterator[TimelineEntry]:
    seen: set[tuple[str, str]] = set()
    for report in reports:
        for item in report.article.related:
            if item.date is None:
                continue
            day = item.date.date().isoformat()
            if (day, loose(item.title)) not in seen:
                seen.add((day, loose(item.title)))
                yield TimelineEntry(day, Granularity.DAY, item.title, (), related=report.article.id)
