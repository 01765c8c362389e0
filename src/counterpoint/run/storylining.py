"""Find when what happened in a storyline, in a child, from its reports' annotations.

Data way: ReportToDate -> TimelineEntries. Pure but for the model that it loads; a child, since it reads foreign words at length.
"""

from __future__ import annotations

from dataclasses import dataclass

from counterpoint.align.timeline_days import dated_sentences
from counterpoint.align.timeline_storyline import storyline_timeline
from counterpoint.run.storytelling import models_of
from counterpoint.types import Article, Sentence, TimelineEntry, TimeMention

MOST_DATES = 24  # days of a storyline that are shown; chosen: a page's height


@dataclass(frozen=True, slots=True)
class ReportToDate:
    """A report of a storyline, with what of its annotations dates it."""

    article: Article  # with all that is said of its reuse
    sentences: tuple[Sentence, ...]  # without their tokens
    times: tuple[TimeMention, ...]


@dataclass(frozen=True, slots=True)
class LineToDate:
    """The reports of a storyline."""

    reports: tuple[ReportToDate, ...]


@dataclass(frozen=True, slots=True)
class DatedLine:
    """Its timeline, in the order of the days."""

    entries: tuple[TimelineEntry, ...]


def date_line(given: LineToDate) -> DatedLine:
    """Return when what happened in a storyline; runs in a child."""
    articles = {report.article.id: report.article for report in given.reports}
    dated = [
        sentence
        for report in given.reports
        for sentence in dated_sentences(report.article, report.sentences, report.times)
    ]
    languages = tuple(sorted({sentence.language for sentence in dated}))
    # One language has its words; what two have in common, only the model sees.
    embedder = models_of(languages).embedder if len(languages) > 1 else None
    entries = storyline_timeline(dated, articles.__getitem__, most_dates=MOST_DATES, embedder=embedder)
    return DatedLine(entries)
