"""What happened before and after a story: the stories of its storyline, and when what happened in them.

Data way: Story, StoryLink, Version rows -> Storyline, made when it is shown: a neighbour's new report would make a kept one
stale. `storyline_of` is what a page asks. Reads rows; dates are read in a child. The work is bounded: so many stories, so many reports of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Q

from counterpoint.desk import models
from counterpoint.desk.guarded import reading
from counterpoint.desk.records import unpack
from counterpoint.desk.rights import signals_of
from counterpoint.desk.stages import Tools
from counterpoint.desk.telling import tell_limits
from counterpoint.render.safety import quotable
from counterpoint.run import storylining
from counterpoint.run.guard import Killed
from counterpoint.run.storylining import LineToDate, ReportToDate
from counterpoint.types import Annotations, Article, TimelineEntry
from counterpoint.types.storyline import DatedBy, Happened, Neighbour, Storyline
from counterpoint.types.stream import Term

NEIGHBOURS = 30  # stories of a storyline that are listed: its first, and those nearest in time
REPORTS = 8  # of one story that its days are read from: copies last, one outlet's further ones after those of others
SOURCES = 6  # passages that a day cites


@dataclass(frozen=True, slots=True)
class _Read:
    """A report to date, and what is said of it."""

    story: str
    given: ReportToDate


def storyline_of(row: models.Story, tools: Tools) -> Storyline:
    """Return a story's storyline as it may be shown; without days where the story is alone.

    Args:
        row: The story; a redirect was followed (`stories.find_story`).
        tools: Whose child reads the dates; outside of a transaction.
    """
    with reading():
        everyone = neighbours(row)
        near = _nearest(everyone)
        line = Storyline(row.storyline or row.name, row.name, near, len(everyone) - len(near))
        if not everyone:
            return line
        reports, unread = _reports([row.name, *(one.id for one in near)], tools)
    given = LineToDate(tuple(one.given for one in reports))
    dated = tools.annotating.run(storylining.date_line, given, tell_limits(tools))
    if isinstance(dated, Killed):
        said = f"The days of this storyline could not be read: it {dated.reason}."
        return replace(line, unread=(*unread, said))
    known = {one.given.article.id: one for one in reports}
    timeline = tuple(_happened(entry, known, row.name) for entry in dated.entries)
    return replace(line, timeline=timeline, unread=unread)


def neighbours(row: models.Story) -> tuple[Neighbour, ...]:
    """Return the other stories of a story's storyline, in the order of their times."""
    line = row.storyline or row.name
    linked = Q(storyline=line) | Q(links_after__after=row) | Q(links_before__before=row)
    others = models.Story.objects.filter(linked, into=None, articles__gt=0).exclude(pk=row.pk).distinct()
    why = {}
    for link in models.StoryLink.objects.filter(Q(before=row) | Q(after=row)):
        why[link.before_id if link.after_id == row.pk else link.after_id] = unpack(link.why, tuple[Term, ...])
    here = _order(row)
    return tuple(
        Neighbour(
            one.name, one.title, one.first_published, one.articles, _order(one) < here, why.get(one.pk, ())
        )
        for one in sorted(others.defer("record", "digest"), key=_order)
    )


def _order(row: models.Story) -> tuple[datetime, str]:
    return row.first_published or row.opened, row.name


def _nearest(others: Sequence[Neighbour]) -> tuple[Neighbour, ...]:
    """Return at most NEIGHBOURS: the first of all, then in turns the nearest before and after."""
    if len(others) <= NEIGHBOURS:
        return tuple(others)
    here = sum(one.before for one in others)
    nearest = sorted(range(1, len(others)), key=lambda n: here - 1 - n if n < here else n - here)
    chosen = {0, *nearest[: NEIGHBOURS - 1]}
    return tuple(one for n, one in enumerate(others) if n in chosen)


def _reports(stories: Sequence[str], tools: Tools) -> tuple[list[_Read], tuple[str, ...]]:
    """Return the reports that days are read from, and what is left out, in sentences."""
    now, licensed = tools.clock(), tools.settings.rights.licensed
    found: list[_Read] = []
    waiting = 0
    for name in stories:
        members = models.Member.objects.filter(story__name=name, article__withdrawn=None)
        members = members.filter(Q(version__embargo=None) | Q(version__embargo__lte=now))
        waiting += members.filter(version__marks=None).count()
        ready = members.exclude(version__marks=None).select_related("version")
        rows = ready.order_by(F("copy_of").asc(nulls_first=True), "at", "pk")[: 2 * REPORTS]
        found += (_Read(name, _to_date(row.version, licensed)) for row in _several_outlets(rows))
    what = "1 report is" if waiting == 1 else f"{waiting} reports are"
    return found, (f"{what} not read yet; no days come from there.",) if waiting else ()


def _several_outlets(rows: Iterable[models.Member]) -> Iterator[models.Member]:
    """Yield at most REPORTS, the first of each outlet before the others."""
    given = list(rows)
    seen: set[str] = set()
    first = []
    for row in given:
        outlet = row.version.outlet_name
        if not outlet or outlet not in seen:
            first.append(row.pk)
        seen.add(outlet)
    chosen = sorted(given, key=lambda row: row.pk not in first)[:REPORTS]
    yield from chosen


def _to_date(version: models.Version, licensed: Sequence[str]) -> ReportToDate:
    article, marks = unpack(version.record, Article), unpack(version.marks or b"", Annotations)
    article = replace(article, signals=signals_of(version.capture_id, article, licensed))
    return ReportToDate(article, tuple(replace(s, tokens=()) for s in marks.sentences), marks.times)


def _happened(entry: TimelineEntry, known: dict[str, _Read], here: str) -> Happened:
    """Return a day as it may be shown."""
    first = known[entry.citations[0].span.article].given.article
    sources = []
    for citation in entry.citations[:SOURCES]:
        read = known[citation.span.article]
        article, span = read.given.article, citation.span
        sources.append(
            DatedBy(
                story=read.story,
                article=article.id,
                outlet=article.outlet or "",
                title=article.title,
                language=article.language,
                url=article.url,
                published=article.published,
                start=span.start,
                end=span.end,
                exact=quotable(article, citation.exact),
            )
        )
    return Happened(
        date=entry.date,
        precision=entry.precision,
        text=quotable(first, entry.text) if entry.text else "",
        language=first.language,
        here=any(known[c.span.article].story == here for c in entry.citations),
        sources=tuple(sources),
    )
