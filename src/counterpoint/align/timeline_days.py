"""Sentences that date a happening, and the days that many of them name.

Data way: Article + Sentences + TimeMentions -> DatedSentences -> days by weight, for `align.timeline_storyline`. Pure;
the time expressions are passed in, so that reports without full annotation are read as well.

Method: dates are chosen by how many reports name them in their text (Tran et al., "Timeline summarization from relevant
headlines", ECIR 2015; Gholipour Ghalandari and Ifrim, ACL 2020, date-wise), and more by those that look back from afar.
We differ: fixed weights instead of learnt ones; what several reports say in the same words is counted once, and
dropped where its words mean another day in each; why: docs/design/0016-timelines.md.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from counterpoint.align.edited_sentences import stems
from counterpoint.align.timeline_words import is_limit, is_note, is_vague, names_day, on_calendar
from counterpoint.text import loose
from counterpoint.types import Article, BlockKind, Granularity, Sentence, Span, TimeMention

LEAST_WORDS = 5  # of a sentence that says what happened; a shorter one dates the one after it, if anything
LONGEST_WORDS = 90  # more are a list or a page's furniture (pairs of characters where words are not spaced)
LONGEST = 1000  # characters: bounds what patterns are asked of
SAME_WORDS_DAYS = (
    3  # days over which "today" in words printed twice may wander: a copy; further, it is furniture
)
# The weights were set on timeline_mlcrisis (es, it), where differences between neighbouring values are within noise.
LOOKING_BACK = 7  # days after which a report that still names a day weighs more
FROM_AFAR = 2.0
IN_FULL = 1.5  # of a day named with its year
AHEAD = 0.5  # of a day that was still to come
AGAIN = 0.5  # of each further report by the same outlet; chosen, not fitted
# Of a day after which many reports came out, that day or the next: of two that are named as often, it is the one on which
# something happened. Between 0.2 and 0.8, F1 is within noise of itself; with 0 it is a point lower for our own number of days.
FOLLOWED = 0.2

_DAYS = frozenset({Granularity.DAY, Granularity.HOUR, Granularity.MINUTE, Granularity.SECOND})
_CLOCK = frozenset({Granularity.MINUTE, Granularity.SECOND})
_APART = frozenset({BlockKind.HEADING, BlockKind.CAPTION})
_FAR = 7  # days from which "fifteen days ago" is a round figure; nearer, weekdays and "yesterday" are exact
_STAMP = 1  # days within which a line that is only a date is the page's own
_OPENING = 2  # words before a date that opens a sentence, at most: "On", "El pasado"
_LISTED = 5  # dates that open sentences of one report and make it a chronology
_TURNS = 2  # times that a chronology's days go back, and forth, if its years stood in headings that are lost
_GAP = 8  # code points between a line that is only a date and the sentence that it dates
# A date in brackets at the end is a source's or a picture's; one before a bar is a list of other pages; an address follows a
# footnote: "(Agency, 3 May 2011)", "3 May 2011 | A. Diaz Pier closed", "Agency, 3 May 2011, https://...".
_REFERENCE = re.compile(
    r"[(\[][^()\[\]]*\d[^()\[\]\w]*[)\]][\W_]*\d{0,2}\W*$|^[^|]{0,30}\d[^|\w]{0,3}\|\s|https?://|\bwww\."
)
_MARKS = " -–—•·*.|"


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """A sentence that names a day: all that a timeline over many reports needs to hold of it."""

    span: Span  # of the sentence, with the line before where that gives its date
    text: str  # its words, white space made single
    day: date
    expression: str  # the words that name the day, in lower case
    in_full: bool  # with its year: "25 January 2011"; not counted from the report's own day
    alone: bool  # it names no other day, so what it tells happened then
    published: date | None  # the report's day
    outlet: str  # "": not known
    language: str

    @property
    def ahead(self) -> bool:
        """Whether the day was still to come when the report was published."""
        return self.published is not None and self.day > self.published

    @property
    def opens(self) -> bool:
        """Whether it opens with the day, as chronicles do."""
        at = self.text.casefold().find(self.expression)
        return at >= 0 and len(self.text[:at].split()) <= _OPENING


def dated_sentences(
    article: Article, sentences: Sequence[Sentence], times: Sequence[TimeMention]
) -> tuple[DatedSentence, ...]:
    """Return the sentences of an article that name a day, in text order; one that names two stands there twice.

    Args:
        article: Whose publication is the day from which its sentences look back.
        sentences: Of the article, in text order.
        times: Of the article, in text order, as annotated.

    """
    dated = tuple(_dated(article, sentences, times))
    listed = [d for d in dated if d.opens and not d.in_full]
    if not _spans_years(listed):
        return dated
    lost = set(listed)
    return tuple(d for d in dated if d not in lost)


def _spans_years(listed: Sequence[DatedSentence]) -> bool:
    """Whether a chronology's days without a year run through several years: which, cannot be told.

    "15 March ... 18 August ... 4 February ... 7 May ... 14 January": the years stood in headings that did not come along.
    """
    steps = [(b.day - a.day).days for a, b in pairwise(listed)]
    return len(listed) >= _LISTED and min(sum(s > 0 for s in steps), sum(s < 0 for s in steps)) >= _TURNS


def _dated(
    article: Article, sentences: Sequence[Sentence], times: Sequence[TimeMention]
) -> Iterator[DatedSentence]:
    inside = _by_sentence(sentences, times)
    published = article.published.date() if article.published else article.dateline.date
    for n, within in inside.items():
        named = [t for t in within if names_a_day(t, published, sentences[n].language)]
        named = [
            t
            for t in named
            if not is_limit(article.text, t.span.start, t.span.end) and not is_vague(t, article.text)
        ]
        if sentences[n].block in _APART or not named:
            continue
        span = sentences[n].span
        if _size(_without(article.read(span), within)) < LEAST_WORDS:
            after = sentences[n + 1] if n + 1 < len(sentences) and n + 1 not in inside else None
            if after is None or not _heads(sentences[n], after) or _is_stamp(named, published):
                continue
            span = article.span(span.start, after.span.end)
        text = " ".join(article.read(span).split()).lstrip(_MARKS)
        if not _tells(text):
            continue
        days: dict[date, TimeMention] = {}
        for time in named:
            if time.earliest is not None and (time.earliest not in days or time.anchor is None):
                days[time.earliest] = time
        for day, time in days.items():
            yield DatedSentence(
                span, text, day, time.text.casefold(), time.anchor is None, len(days) == 1, published,
                article.outlet or "", sentences[n].language,
            )  # fmt: skip


def _tells(text: str) -> bool:
    """Whether a passage is a sentence on the world, and not a list, a reference or the page's note on itself."""
    if len(text) > LONGEST or not LEAST_WORDS <= _size(text) <= LONGEST_WORDS:
        return False
    return _REFERENCE.search(text) is None and not is_note(text)


def _heads(line: Sentence, after: Sentence) -> bool:
    """Whether a line that is only a date, as chronologies have ("23 March."), dates the sentence after it."""
    return after.block not in _APART and after.span.start - line.span.end <= _GAP


def _is_stamp(named: Iterable[TimeMention], published: date | None) -> bool:
    """Whether a line that is only a date is the page's: when it came out, or was brought up to date."""
    return published is not None and any(
        t.earliest is not None and abs((t.earliest - published).days) <= _STAMP for t in named
    )


def names_a_day(time: TimeMention, published: date | None, language: str) -> bool:
    """Whether an expression of time names one day by itself.

    A bare hour does not (its day is the report's own, which is a guess), nor does a count from afar ("fifteen days
    ago"), which is a round figure.
    """
    if time.type not in {"DATE", "TIME"} or time.granularity not in _DAYS or time.approximate:
        return False
    if (
        time.earliest is None or time.earliest == date.min or time.latest != time.earliest
    ):  # a weekend is two days
        return False
    if time.anchor is None:
        return True
    near = abs((time.earliest - (published or time.anchor)).days) < _FAR
    bare = time.granularity in _CLOCK and time.earliest == time.anchor
    if bare and not names_day(time.text, language):
        return False
    return near or on_calendar(time.text, language)


def _by_sentence(sentences: Sequence[Sentence], times: Sequence[TimeMention]) -> dict[int, list[TimeMention]]:
    found: dict[int, list[TimeMention]] = defaultdict(list)
    n = 0
    for time in times:
        while n < len(sentences) and sentences[n].span.end <= time.span.start:
            n += 1
        if n < len(sentences) and sentences[n].span.contains(time.span):
            found[n].append(time)
    return found


def _without(text: str, times: Iterable[TimeMention]) -> str:
    for time in times:
        text = text.replace(time.text, " ")
    return text


def _size(text: str) -> int:
    return sum(stems(text).values())


def wordings(dated: Iterable[DatedSentence]) -> list[tuple[DatedSentence, ...]]:
    """Return the sentences grouped by their exact words, the earliest first in each group.

    Words that mean another day in each report that prints them ("as every Christmas", a page's clock) are dropped; where
    the days lie close, a copy was printed later, and the first day holds.
    """
    groups: dict[tuple[str, str], list[DatedSentence]] = defaultdict(list)
    for sentence in sorted(dated, key=lambda d: (d.published or date.max, d.day, d.span)):
        groups[loose(sentence.text), sentence.expression].append(sentence)
    kept = []
    for group in groups.values():
        days = [s.day for s in group]
        if (max(days) - min(days)).days <= SAME_WORDS_DAYS:
            kept.append(tuple(group))
    return kept


def weigh_days(groups: Iterable[Sequence[DatedSentence]]) -> dict[date, float]:
    """Return each day with its weight: how many reports name it, each once, how they do, and how many came out then.

    Args:
        groups: Of `wordings`: what is said in the same words counts once, by its first report.

    """
    by_report: dict[tuple[date, str, str], float] = {}
    groups = list(groups)
    reports = {s.span.article: s.published for group in groups for s in group}
    published = Counter(day for day in reports.values() if day is not None)
    for group in groups:
        first = group[0]
        key = (first.day, first.outlet or first.span.article, first.span.article)
        by_report[key] = max(by_report.get(key, 0.0), weight_of(first))
    by_outlet: dict[tuple[date, str], list[float]] = defaultdict(list)
    for (day, outlet, _), weight in by_report.items():
        by_outlet[day, outlet].append(weight)
    days: dict[date, float] = defaultdict(float)
    for (day, _), weights in by_outlet.items():
        days[day] += max(weights) + AGAIN * (sum(weights) - max(weights))
    return {day: weight * _followed(day, published) for day, weight in days.items()}


def _followed(day: date, published: Mapping[date, int]) -> float:
    after = day + timedelta(days=1) if day < date.max else day
    return 1.0 + FOLLOWED * math.log1p(published.get(day, 0) + published.get(after, 0))


def weight_of(sentence: DatedSentence) -> float:
    """Return what one report's sentence weighs for its day."""
    weight = IN_FULL if sentence.in_full else 1.0
    if sentence.published is None:
        return weight
    if sentence.ahead:
        return weight * AHEAD
    return weight * (FROM_AFAR if (sentence.published - sentence.day).days > LOOKING_BACK else 1.0)
