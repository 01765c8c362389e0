"""What happened when in one story, from the dates in the texts themselves.

Data way: Reports + ClaimGroups -> timeline. Pure; the embedder, which brings two languages' words together, may be missing.

A date of publication says when a report came, not when a thing happened, so it never makes an entry. What the
page lists as related coverage does: its headline and date are printed there, outside the report's text.
Storylines of many reports: `align.timeline_storyline`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from counterpoint.align.timeline_same import Passage, gather, passage
from counterpoint.align.timeline_words import is_limit, is_note, is_vague, names_day
from counterpoint.ports import Embedder
from counterpoint.text import loose
from counterpoint.types import (
    BlockKind,
    Citation,
    Claim,
    ClaimGroup,
    Granularity,
    Modality,
    Report,
    Sentence,
    Span,
    TimelineEntry,
    TimeMention,
)

MOST_ENTRIES = 24  # from texts; related items come on top
MIN_WORDS = 5  # a shorter clause does not say what happened
MOST_WORDS = 34  # of a sentence that is shown whole

_AS_DAY = frozenset({Granularity.DAY, Granularity.HOUR, Granularity.MINUTE, Granularity.SECOND})
_CLOCK = frozenset({Granularity.MINUTE, Granularity.SECOND})
_AS_VALUE = frozenset({Granularity.QUARTER, Granularity.SEASON})  # shown by their TIMEX3 value: "2026-Q1"
_PRECISE = _AS_DAY | _AS_VALUE | {Granularity.MONTH, Granularity.YEAR}
_YEAR_DAYS = 366  # a decade has a year's granularity, and is none
_APART = frozenset({BlockKind.HEADING, BlockKind.CAPTION})
# Penn tags of words that tie a clause to what stands before it.
_LEANING = frozenset({"WDT", "WP", "WP$", "WRB", "IN", "TO"})


@dataclass(frozen=True, slots=True)
class _Dated:
    """A passage with the date that its words give, and where it stands."""

    told: Passage
    span: Span
    weight: float


def build_timeline(
    reports: Sequence[Report], groups: Sequence[ClaimGroup], embedder: Embedder | None = None
) -> tuple[TimelineEntry, ...]:
    """Return dated happenings in order, one entry for each, with a citation for every report that dates it.

    Args:
        reports: Of one story, annotated.
        groups: Its claims as aligned.
        embedder: Tells that two wordings or languages state one happening; without it, only their words do.

    """
    by_id = {r.article.id: r for r in reports}
    language = Counter(r.article.language for r in reports).most_common(1)[0][0] if reports else ""

    def first(dated: _Dated) -> tuple[int, bool, float, Span]:
        other = by_id[dated.span.article].article.language != language
        return (
            -len(dated.told.date),
            other,
            -dated.weight,
            dated.span,
        )  # the most precise date names an entry

    found = sorted(_dated(reports, groups), key=first)
    told = [[found[n] for n in h] for h in gather([d.told for d in found], embedder)]
    best = sorted(_agreed(told), key=lambda g: -_merit(g))[:MOST_ENTRIES]
    entries = [_entry(group, by_id) for group in best] + list(_related(reports))
    return tuple(sorted(entries, key=lambda e: (e.date, e.text)))


def _merit(group: Sequence[_Dated]) -> float:
    return max(d.weight for d in group) + 0.5 * (_reports(group) - 1)


def _reports(group: Iterable[_Dated]) -> int:
    return len({d.span.article for d in group})


def _agreed(told: Sequence[list[_Dated]]) -> Iterator[list[_Dated]]:
    """Leave out the day that one report alone gives a happening which more reports date otherwise.

    It is a dispute, and shown as one.
    """
    most: dict[str, int] = defaultdict(int)
    for group in told:
        for name in {d.told.group for d in group if d.told.group and d.told.precision is Granularity.DAY}:
            most[name] = max(most[name], _reports(group))
    for group in told:
        names = {d.told.group for d in group}
        if _reports(group) == 1 and any(n is not None and most[n] > 1 for n in names):
            continue
        yield group


def _dated(reports: Sequence[Report], groups: Sequence[ClaimGroup]) -> Iterator[_Dated]:
    group_of = {s.span: g for g in groups for s in g.supports}
    for report in reports:
        for claim in report.marks.claims:
            sentence = report.marks.sentences[claim.sentence]
            if claim.modality is Modality.POSSIBLE or sentence.block in _APART:
                continue
            times = [t for t in report.marks.times if claim.span.contains(t.span)]
            dates = [t for t in times if _dates_something(t, report, sentence.language)]
            text = _shown(claim, sentence, report)
            if len(dates) != 1 or text is None or is_note(text) or _names_another(text, dates[0], report):
                continue  # two dates in one clause: which is the happening's cannot be told
            value, precision = _value(dates[0])
            group = group_of.get(claim.span)
            weight, name = (group.weight, group.id) if group else (0.0, None)
            told = passage(value, precision, text.rstrip(" .。"), name, *(t.text for t in times))
            yield _Dated(told, sentence.span, weight)


def _shown(claim: Claim, sentence: Sentence, report: Report) -> str | None:
    """The words that an entry shows: the whole sentence where it is short and has no other date, else the clause.

    None where the clause leans on the rest of its sentence, or was put together from parts of it.
    """
    inside = [t for t in report.marks.times if sentence.span.contains(t.span) and t.type == "DATE"]
    dates = {t.value for t in inside if t.earliest is not None or t.value.startswith("XXXX-")}
    whole = " ".join(report.article.read(sentence.span).split())
    short = len(whole.split()) <= MOST_WORDS
    if len(dates) <= 1 and short:
        return whole
    clause = " ".join(report.article.read(claim.span).split())
    text = claim.text if claim.text and claim.text in whole else clause
    head = text.partition(" ")[0].casefold()
    leans = any(t.text.casefold() == head and t.tag in _LEANING for t in sentence.tokens)
    if leans and not whole.startswith(text):
        return None
    if claim.text and claim.text not in whole and len(clause.split()) > MOST_WORDS:
        return None
    return text if len(text.split()) >= MIN_WORDS or claim.span == sentence.span else None


def _names_another(text: str, named: TimeMention, report: Report) -> bool:
    """Whether a clause's words hold another date of its report than the one it is entered under."""
    return any(
        t.type == "DATE" and t.value != named.value and t.granularity in _PRECISE and f" {t.text}" in text
        for t in report.marks.times
    )


def _dates_something(time: TimeMention, report: Report, language: str) -> bool:
    """Whether an expression puts a happening on the calendar, by itself and not as the day by which it ends."""
    if time.type not in {"DATE", "TIME"} or time.granularity not in _PRECISE or time.approximate:
        return False
    if time.earliest is None or time.latest is None or time.earliest == date.min:
        return False
    if (time.latest - time.earliest).days > _YEAR_DAYS:
        return False
    # "At 21:40" in a morning's report was the evening before: the report's own day is a guess.
    bare = time.granularity in _CLOCK and time.anchor is not None and time.earliest == time.anchor
    if bare and not names_day(time.text, language):
        return False
    if time.granularity in _AS_DAY and time.earliest != time.latest:  # a weekend, shown as its first day
        return False
    text = report.article.text
    return not is_limit(text, time.span.start, time.span.end) and not is_vague(time, text)


def _value(time: TimeMention) -> tuple[str, Granularity]:
    """Return the date as precise as it is known, to the day at most, in ISO 8601 or as a TIMEX3 quarter or season."""
    if time.earliest is None or time.granularity is None:
        raise ValueError("not on the calendar")
    day = time.earliest.isoformat()
    if time.granularity in _AS_DAY:
        return day, Granularity.DAY
    if time.granularity in _AS_VALUE:
        return time.value, time.granularity
    return (
        (day[:4], Granularity.YEAR) if time.granularity is Granularity.YEAR else (day[:7], Granularity.MONTH)
    )


def _entry(group: Sequence[_Dated], by_id: dict[str, Report]) -> TimelineEntry:
    first: dict[str, _Dated] = {}
    for dated in group:
        first.setdefault(dated.span.article, dated)
    best = group[0].told
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
