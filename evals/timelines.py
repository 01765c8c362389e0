"""Timelines: which days a storyline's reports make much of, against timelines that editors wrote.

Data: `timeline_mlcrisis/<language>/<crisis>/<day>/*.txt` (articles, filed under their day of publication) and
`<language>/reference/<crisis>.txt` (blocks of a date and its sentences, between dashed lines): es and it, four crises
each. The English references have no articles here, and French is absent: neither is scored. Articles are read to their
first 20,000 characters, which all of the news among them have (the longest are books).

Metrics, macro-averaged over language and crisis, in percent:
- date F1, as in the timeline-summarisation literature (Martschat and Markert, 2017): days chosen against the reference's,
  within the span of the articles; with as many days as the reference has (`date_f1`), and with our own number
  (`own_date_f1`, at most 40).
- date AP: average precision of the whole ranking of days, which depends less on where ties fall.
- `named`: share of the reference's days that any article names at all, by our recogniser: no choice can find more.
- `resolved`: of the dates and times of day found in the texts, the share that is on the calendar.
- rouge1_agreement: unigram F1 of the text of equal days, over the text of all days; lower-cased words, no stemming, our own
  implementation, so not comparable with published figures. `rouge1_concat`: of the two timelines' whole texts.

Baselines in the same run: days by how many articles came out on them (`baseline_`), and by how often texts name them
(`by_mentions_`).
The weights of `align/timeline_days.py` were set with these very timelines in view: a fit, not a forecast.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from counterpoint.align.timeline_days import DatedSentence, dated_sentences, weigh_days, wordings
from counterpoint.align.timeline_storyline import choose_days, storyline_timeline
from counterpoint.annotate.sentences import split_sentences
from counterpoint.annotate.times import find_times
from counterpoint.types import Article, Block, BlockKind, TimelineEntry, TimeMention

LONGEST = 20_000  # characters of an article
LANGUAGES = ("es", "fr", "it")
_WORD = re.compile(r"\w+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Topic:
    """One crisis in one language: its articles as read, and its reference."""

    name: str
    articles: Mapping[str, Article]
    dated: Sequence[DatedSentence]
    times: Sequence[TimeMention]
    reference: Mapping[date, str]

    @property
    def span(self) -> tuple[date, date]:
        """The first and last day on which an article came out."""
        days = [a.published.date() for a in self.articles.values() if a.published]
        return min(days), max(days)


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    """Score every crisis that has both articles and a reference; `limit` is articles of each."""
    root = data / "timeline_mlcrisis"
    topics = [
        read_topic(root / language / file.stem, read_reference(file.read_text()), language, limit)
        for language in LANGUAGES
        for file in sorted((root / language / "reference").glob("*.txt"))
        if (root / language / file.stem).is_dir()
    ]
    if not topics:
        return None
    figures: dict[str, float] = {}
    for name, rank in (
        ("", by_weight),
        ("baseline_", by_published),
        ("by_mentions_", by_mentions),
    ):
        chosen = [(rank(t), t.reference) for t in topics]
        figures[f"{name}date_f1"] = _mean(date_f1(days[: len(gold)], gold) for days, gold in chosen)
        figures[f"{name}date_ap"] = _mean(average_precision(days, gold) for days, gold in chosen)
    figures |= {
        f"{t.name}_date_f1": _mean([date_f1(by_weight(t)[: len(t.reference)], t.reference)]) for t in topics
    }
    figures |= _told(topics)
    figures |= {"resolved": _mean(map(resolved, topics)), "named": _mean(map(named, topics))}
    return figures | {"articles": float(sum(len(t.articles) for t in topics))}


def _told(topics: Sequence[Topic]) -> dict[str, float]:
    timelines = [storyline_timeline(t.dated, t.articles.__getitem__) for t in topics]
    days = [{date.fromisoformat(e.date) for e in entries} for entries in timelines]
    texts = [by_day(entries) for entries in timelines]
    return {
        "own_date_f1": _mean(date_f1(d, t.reference) for d, t in zip(days, topics, strict=True)),
        "own_dates": sum(map(len, days)) / len(topics),
        "own_rouge1_agreement": _mean(rouge1(t, g.reference) for t, g in zip(texts, topics, strict=True)),
        "own_rouge1_concat": _mean(
            rouge1({date.min: " ".join(t.values())}, {date.min: " ".join(g.reference.values())})
            for t, g in zip(texts, topics, strict=True)
        ),
    }


def read_reference(text: str) -> dict[date, str]:
    """The days of a reference timeline with their sentences; a day that stands there twice has both."""
    days: dict[date, str] = {}
    day: date | None = None
    for line in text.splitlines():
        if _DAY.fullmatch(line.strip()):
            day = date.fromisoformat(line.strip())
            days.setdefault(day, "")
        elif day and not line.startswith("---"):
            days[day] += f" {line.strip()}"
    return days


def read_topic(folder: Path, reference: Mapping[date, str], language: str, limit: int | None) -> Topic:
    """Read a crisis's articles, and find the times in them."""
    articles: dict[str, Article] = {}
    dated: list[DatedSentence] = []
    times: list[TimeMention] = []
    paths = sorted(folder.glob("*/*.txt"))
    step = max(1, -(-len(paths) // limit)) if limit else 1
    for path in paths[::step]:
        article = _article(path, language)
        sentences = split_sentences(article)
        found = find_times(article, sentences)
        articles[article.id] = article
        dated += dated_sentences(article, sentences, found)
        times += found
    return Topic(f"{language}_{folder.name}", articles, dated, times, reference)


def _article(path: Path, language: str) -> Article:
    text = path.read_text(errors="replace")[:LONGEST]
    lines = [m.span() for m in re.finditer(r"[^\n]+", text)]
    return Article(
        id=f"{path.parent.name}/{path.stem}",
        title="",
        text=text,
        blocks=tuple(Block(BlockKind.PARAGRAPH, *span) for span in lines),
        published=datetime.fromisoformat(path.parent.name).replace(hour=12, tzinfo=UTC),
        language=language,
    )


def by_weight(topic: Topic) -> list[date]:
    """The engine's days, weightiest first."""
    groups = wordings(topic.dated)
    first, last = topic.span
    chosen = choose_days(groups, len(topic.dated), since=first, until=last)
    weights = weigh_days(groups)
    return sorted(chosen, key=lambda d: (-weights[d], d))


def by_published(topic: Topic) -> list[date]:
    """Days by how many articles came out on them."""
    return _by_count(Counter(a.published.date() for a in topic.articles.values() if a.published), topic)


def by_mentions(topic: Topic) -> list[date]:
    """Days by how often the texts name them."""
    days = (
        t.earliest
        for t in topic.times
        if t.earliest is not None and t.earliest == t.latest and t.type in {"DATE", "TIME"}
    )
    return _by_count(Counter(days), topic)


def _by_count(counts: Counter[date], topic: Topic) -> list[date]:
    first, last = topic.span
    return sorted((d for d in counts if first <= d <= last), key=lambda d: (-counts[d], d))


def date_f1(chosen: Sequence[date] | set[date], reference: Mapping[date, str]) -> float:
    """F1 of the days chosen."""
    right = len(set(chosen) & set(reference))
    return 2 * right / (len(set(chosen)) + len(reference)) if right else 0.0


def average_precision(ranked: Sequence[date], reference: Mapping[date, str]) -> float:
    """Mean over the reference's days of the precision at the place of each, 0 for a day not ranked."""
    found, total = 0, 0.0
    for place, day in enumerate(ranked, 1):
        if day in reference:
            found += 1
            total += found / place
    return total / len(reference)


def rouge1(told: Mapping[date, str], reference: Mapping[date, str]) -> float:
    """Unigram F1 of the texts of equal days, over the texts of all days."""
    ours = {d: Counter(_WORD.findall(t.lower())) for d, t in told.items()}
    gold = {d: Counter(_WORD.findall(t.lower())) for d, t in reference.items()}
    common = sum((ours[d] & gold[d]).total() for d in ours.keys() & gold.keys())
    whole = sum(c.total() for c in (*ours.values(), *gold.values()))
    return 2 * common / whole if whole else 0.0


def by_day(entries: Sequence[TimelineEntry]) -> dict[date, str]:
    """A timeline's text by day."""
    days: dict[date, str] = {}
    for entry in entries:
        day = date.fromisoformat(entry.date)
        days[day] = f"{days.get(day, '')} {entry.text}"
    return days


def resolved(topic: Topic) -> float:
    """The share of dates and times of day that are on the calendar."""
    found = [t for t in topic.times if t.type in {"DATE", "TIME"}]
    return sum(t.earliest is not None for t in found) / max(1, len(found))


def named(topic: Topic) -> float:
    """The share of the reference's days that some article names."""
    return len({s.day for s in topic.dated} & set(topic.reference)) / max(1, len(topic.reference))


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return round(100 * sum(found) / len(found), 1)
