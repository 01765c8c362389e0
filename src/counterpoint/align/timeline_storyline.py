"""The timeline of many reports over weeks or years: which days matter, and what happened on each.

Data way: DatedSentences of a storyline's reports -> TimelineEntries. Pure; the embedder, which only tells two languages'
sentences of one happening, is passed in and may be missing. Time and memory grow with the number of sentences.

Method: date-wise, as `align.timeline_days` says; then the sentence nearest to what all sentences of its day say (centroid,
Radev et al., IPM 2004), with the words weighed by their rarity among the storyline's dated sentences.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from counterpoint.align.edited_sentences import stems
from counterpoint.align.timeline_days import DatedSentence, weigh_days, weight_of, wordings
from counterpoint.align.timeline_same import SAME_DAY
from counterpoint.permission import may
from counterpoint.ports import Embedder
from counterpoint.types import Action, Article, Citation, Granularity, TimelineEntry

MOST_DATES = 40  # set on timeline_mlcrisis, whose references have 26 to 210 dates; a page holds as many
MOST_A_DAY = 2
MOST_READ = 48  # sentences of a day that are compared with each other, those of most weight first
SAME_HAPPENING = (
    0.4  # cosine of weighted words of two sentences of one day that tell of one happening; set by eye
)
SECOND = 3  # reports that a day's second happening needs: one report's aside is none
LEAD_IN = timedelta(days=31)  # before the first report: what a storyline grew out of; older days are history
_BEST_WORDS = 25  # a sentence up to this long is an entry as it stands; set by eye
_OPENS = 2.0  # of a sentence that opens with its date, as chronicles do; ROUGE-1 by day 8.1 -> 9.6 there
_FOREIGN = 0.5  # of a sentence in another language than most: one reader reads the timeline; chosen
_AHEAD = 0.3  # of a sentence written before the day: it says what was to happen
_ASIDE = 0.5  # of a sentence that names another day as well, asks, leads up to something, stands in brackets or lacks its head
_UNFIT = re.compile(r"^\W*[(\[@]|^\s*[,;:.)]|[?؟？;:]\W*$")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A wording for a day, with all reports that print it."""

    group: tuple[DatedSentence, ...]
    vector: Mapping[str, float]  # unit length
    weight: float

    @property
    def first(self) -> DatedSentence:
        return self.group[0]


def storyline_timeline(
    dated: Iterable[DatedSentence],
    article: Callable[[str], Article],
    *,
    most_dates: int = MOST_DATES,
    most_a_day: int = MOST_A_DAY,
    since: date | None = None,
    until: date | None = None,
    embedder: Embedder | None = None,
) -> tuple[TimelineEntry, ...]:
    """Return the days that most reports name, in order, each with what happened and the passages that say so.

    Args:
        dated: Of `timeline_days.dated_sentences`, of all reports, in any order.
        article: Gives an article by its id; asked only for those that are cited.
        most_dates: How many days at most.
        most_a_day: How many happenings of a day at most; a second one needs three reports.
        since: The first day that may be chosen; by default a month before the first report.
        until: The last; by default the day of the last report, since what is still to come has not happened.
        embedder: Brings happenings told in two languages together. Without one, a day is told in one language only.

    Raises:
        ValueError: `most_dates` or `most_a_day` is negative: a caller's bug.

    """
    if most_dates < 0 or most_a_day < 0:
        raise ValueError("A timeline has no negative number of days or entries.")
    groups = wordings(dated)
    chosen = choose_days(groups, most_dates, since=since, until=until)
    rarity = _rarity(groups)
    spoken = Counter(g[0].language for g in groups)
    language = max(sorted(spoken), key=spoken.__getitem__, default="")
    by_day: dict[date, list[_Candidate]] = defaultdict(list)
    for group in groups:
        if group[0].day in chosen:
            by_day[group[0].day].append(_candidate(group, rarity, language))
    happenings = _told(by_day, most_a_day, embedder)
    return tuple(_entry(happening, article) for happening in happenings)


def _told(
    by_day: Mapping[date, Sequence[_Candidate]], most_a_day: int, embedder: Embedder | None
) -> Iterator[list[_Candidate]]:
    """The happenings of each day in order; a sentence on two days ("from 3 to 9 May") is told once."""
    told: set[str] = set()
    for day in sorted(by_day):
        untold = [c for c in by_day[day] if c.first.text not in told]
        happenings = _happenings(untold, embedder)[:most_a_day] if untold else []
        told.update(h[0].first.text for h in happenings)
        yield from happenings


def choose_days(
    groups: Sequence[Sequence[DatedSentence]],
    most: int,
    *,
    since: date | None = None,
    until: date | None = None,
) -> frozenset[date]:
    """Return the days of most weight between two days (inclusive); of equals, the earlier."""
    published = [s.published for g in groups for s in g if s.published]
    since = since or (min(published) - LEAD_IN if published else date.min)
    until = until or (max(published) if published else date.max)
    weights = {d: w for d, w in weigh_days(groups).items() if since <= d <= until}
    return frozenset(sorted(weights, key=lambda d: (-weights[d], d))[:most])


def _words(sentence: DatedSentence) -> Counter[str]:
    """What a sentence says beside its date."""
    return stems(sentence.text) - stems(sentence.expression)


def _rarity(groups: Sequence[Sequence[DatedSentence]]) -> dict[str, float]:
    """How rare each word is among the wordings; one that all have weighs a little."""
    counts: Counter[str] = Counter()
    for group in groups:
        counts.update(_words(group[0]).keys())
    return {word: math.log(1 + len(groups) / n) for word, n in counts.items()}


def _candidate(group: tuple[DatedSentence, ...], rarity: Mapping[str, float], language: str) -> _Candidate:
    first = group[0]
    words = _words(first)
    weight = weight_of(first)
    weight *= min(1.0, _BEST_WORDS / max(1, sum(words.values())))
    weight *= 1.0 if first.language == language else _FOREIGN
    weight *= _OPENS if first.opens else 1.0
    weight *= _AHEAD if first.ahead else 1.0
    whole = not first.text[:1].islower() and not _UNFIT.search(first.text)
    weight *= 1.0 if first.alone and whole else _ASIDE
    return _Candidate(group, _unit({w: n * rarity[w] for w, n in words.items()}), weight)


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(x * x for x in vector.values()))
    return {w: x / length for w, x in vector.items() if x} if length else {}


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(x * b[w] for w, x in a.items() if w in b)


def _happenings(candidates: Sequence[_Candidate], embedder: Embedder | None) -> list[list[_Candidate]]:
    """A day's happenings, the most reported first, each with its clearest wording first."""
    central: dict[str, float] = defaultdict(float)
    for c in candidates:
        for word, x in c.vector.items():
            central[word] += x
    centre = _unit(central)
    merit = {c.first.span: c.weight * _cosine(c.vector, centre) for c in candidates}
    ranked = sorted(candidates, key=lambda c: (-merit[c.first.span], c.first.span))[:MOST_READ]
    same = _sameness(ranked, embedder)
    happenings: list[list[int]] = []
    for n in range(len(ranked)):
        told = next((h for h in happenings if any(same(m, n) for m in h[:3])), None)
        if told is None:
            happenings.append([n])
        else:
            told.append(n)
    told_by = [[ranked[n] for n in h] for h in happenings]
    told_by.sort(key=lambda h: -sum(merit[c.first.span] for c in h))
    first, *others = told_by
    language = first[0].first.language
    return [
        first,
        *(
            h
            for h in others
            if len(_reports(h)) >= SECOND and (embedder or all(c.first.language == language for c in h))
        ),
    ]


def _sameness(ranked: Sequence[_Candidate], embedder: Embedder | None) -> Callable[[int, int], bool]:
    """Whether two candidates tell of one happening: by their words or by their vectors."""
    vectors = embedder.embed([c.first.text for c in ranked]) if embedder and len(ranked) > 1 else None
    bound = embedder.same * SAME_DAY if embedder else 1.0

    def same(a: int, b: int) -> bool:
        if _cosine(ranked[a].vector, ranked[b].vector) >= SAME_HAPPENING:
            return True
        return vectors is not None and float(vectors[a] @ vectors[b]) >= bound

    return same


def _reports(happening: Iterable[_Candidate]) -> set[str]:
    return {s.span.article for c in happening for s in c.group}


def _entry(happening: Sequence[_Candidate], article: Callable[[str], Article]) -> TimelineEntry:
    """Return a happening in the words of its first report that may be quoted, which is cited first; in none if none may."""
    best = happening[0].first
    passages: dict[str, DatedSentence] = {}
    for candidate in happening:
        for sentence in candidate.group:
            passages.setdefault(sentence.span.article, sentence)
    cited = {name: article(name) for name in passages}
    quoted = next((s for s in passages.values() if may(Action.QUOTE, cited[s.span.article])), None)
    text = quoted.text.rstrip(" .。") if quoted else ""
    ordered = sorted(passages.values(), key=lambda s: s is not quoted)
    return TimelineEntry(
        date=best.day.isoformat(),
        precision=Granularity.DAY,
        text=text[:1].upper() + text[1:],
        citations=tuple(Citation.of(cited[s.span.article], s.span) for s in ordered),
    )
