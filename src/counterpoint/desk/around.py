"""What stands around a story on its page: its storyline, what edits changed, moves, and what is new since a time.

Data way: Story, Member, Version, StoryNote rows -> Around. Reads rows; what is new is told in a child.

What is new is the difference of two tellings: of the reports as they read at that time, and of those of now. So it holds
nothing that came and went in between, and each piece of it is true now. docs/design/0018 says what else was tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F

from counterpoint.align.edits import tell_edits
from counterpoint.desk import models
from counterpoint.desk.before_after import storyline_of
from counterpoint.desk.guarded import reading
from counterpoint.desk.outlets import load_outlets
from counterpoint.desk.records import unpack
from counterpoint.desk.rights import signals_of
from counterpoint.desk.stages import Tools
from counterpoint.desk.telling import members_of, most_telling, tell_limits
from counterpoint.run import retelling
from counterpoint.run.guard import Killed
from counterpoint.run.retelling import ToRetell
from counterpoint.types import Annotations, Article, Changes, Report, Story
from counterpoint.types.around import Around, EditedVersions, Moved, SinceThen
from counterpoint.types.since import News, NewsKind, Since

VERSIONS = 30  # versions of a story's reports whose edits are shown, the latest
EDITS = 6  # edits of one version that are shown, the weightiest


def around_story(row: models.Story, story: Story, tools: Tools, *, since: datetime | None = None) -> Around:
    """Return what stands around a story.

    Args:
        row: The story; a redirect was followed (`stories.find_story`).
        story: The same, as it was told last.
        tools: Whose child tells it as it was; outside of a transaction.
        since: When somebody last looked, UTC: edits and moves are those since, and what is new is told.
    """
    with reading():
        moves = tuple(_moves(row, since))
    return Around(
        reports=row.articles,
        storyline=storyline_of(row, tools),
        edits=tuple(_edits(row, since, tools)),
        moves=moves,
        since=None if since is None else _since(row, story, since, tools),
    )


# Edits


def _edits(row: models.Story, since: datetime | None, tools: Tools) -> list[EditedVersions]:
    """Return the edits of a story's reports, those of the latest version first."""
    with reading():
        pairs = [p for p in _pairs(row, since) if p[1].embargo is None or p[1].embargo <= tools.clock()]
    found: list[EditedVersions] = []
    for former, version in pairs:
        changed = _changes(former, version, tools)
        if changed is None:
            continue
        with reading():
            before, after = _article(former, tools), _article(version, tools)
        found += (
            EditedVersions(edit, before, after, (former.number, version.number), (former.at, version.at))
            for edit in tell_edits(changed, after, version.at)[:EDITS]
        )
    return found


def _pairs(row: models.Story, since: datetime | None) -> list[tuple[models.Version, models.Version]]:
    """Return the versions that are told apart: each with the one before, or the latest with the one of a time.

    What was edited and edited back since then is no news.
    """
    articles = models.Member.objects.filter(story=row, article__withdrawn=None).values("article")
    versions = models.Version.objects.filter(article__in=articles, number__gt=1)
    if since is None:
        latest = versions.order_by("-at", "-pk")[:VERSIONS]
    else:
        fresh = versions.filter(made__gt=since, article__latest=F("pk"))
        latest = fresh.order_by("-at", "-pk")[:VERSIONS]
    found = []
    for version in latest:
        earlier = models.Version.objects.filter(article=version.article_id, number__lt=version.number)
        if since is not None:
            earlier = earlier.filter(made__lte=since)
        former = earlier.order_by("-number").first()
        if former is not None:
            found.append((former, version))
    return found


def _changes(former: models.Version, version: models.Version, tools: Tools) -> Changes | None:
    """Return what differs between two versions; None where that cannot be told (yet)."""
    if former.number == version.number - 1:
        kept = unpack(version.changes, Changes) if version.changes else None
        return kept if kept is not None and kept.before == former.name else None
    if former.marks is None or version.marks is None:
        return None
    before, after = (
        Report(unpack(one.record, Article), unpack(one.marks or b"", Annotations))
        for one in (former, version)
    )
    found = tools.annotating.run(retelling.changes_then, (before, after), tools.annotate_limits)
    return None if isinstance(found, Killed) else found


def _article(version: models.Version, tools: Tools) -> Article:
    article = unpack(version.record, Article)
    licensed = tools.settings.rights.licensed
    return replace(article, signals=signals_of(version.capture_id, article, licensed))


# Moves


def _moves(row: models.Story, since: datetime | None) -> Iterator[Moved]:
    """Yield where reports came from and went to, the latest first."""
    notes = models.StoryNote.objects.filter(story=row, kind="move", record__isnull=False)
    if since is not None:
        notes = notes.filter(at__gte=since)
    for record in notes.order_by("-at", "-pk").values_list("record", flat=True):
        yield unpack(record or b"", Moved)


# What is new


@dataclass(frozen=True, slots=True)
class _Then:
    """A story's reports at a time."""

    reports: tuple[Report, ...]  # that can be compared
    known: frozenset[str]  # Article.id, as it is now, of all that were there
    same: bool  # none has come or been edited since
    waiting: int  # that were there and have no annotations in the version of then


def _since(row: models.Story, story: Story, at: datetime, tools: Tools) -> SinceThen:
    with reading():
        then = _then(row, at)
        stories = _new_stories(row, at)
        gone = _gone(row, story, at)
    if not then.known:
        return SinceThen(at, Since(row.name, stories), whole=True)
    if then.same or not then.reports:
        return SinceThen(at, Since(row.name, (*gone, *stories)), unread=_unread(then))
    before = tuple(most_telling(then.reports, tools.settings.stories.most_reports))
    given = ToRetell(before, story, load_outlets(owned=True))
    found = tools.annotating.run(retelling.since_then, given, tell_limits(tools))
    if isinstance(found, Killed):
        said = f"What is new could not be told: to compare the reports of then, it {found.reason}."
        return SinceThen(at, Since(row.name, (*gone, *stories)), unread=(said,))
    kept = (n for n in found.news if not (n.kind is NewsKind.REPORT and n.id in then.known))
    news = (*(n for n in kept if n.kind is not NewsKind.GONE), *gone, *stories)
    return SinceThen(at, Since(row.name, news), unread=_unread(then))


def _unread(then: _Then) -> tuple[str, ...]:
    if not then.waiting:
        return ()
    what = "1 report is" if then.waiting == 1 else f"{then.waiting} reports are"
    return (f"{what} left out of what was known then: its annotations were not kept.",)


def _then(row: models.Story, at: datetime) -> _Then:
    """Return the reports that are in the story now and were known at a time, as they read then."""
    reports: list[Report] = []
    known: set[str] = set()
    waiting, same = 0, True
    for member in members_of(row).defer("sketch", "version__record", "version__marks"):
        versions = models.Version.objects.filter(article=member.article_id, made__lte=at)
        version = versions.order_by("-number").first()
        if version is None:
            same = False
            continue
        known.add(member.version.name)
        same = same and version.pk == member.version_id
        if version.marks is None:
            waiting += 1
        else:
            reports.append(Report(unpack(version.record, Article), unpack(version.marks, Annotations)))
    return _Then(tuple(reports), frozenset(known), same, waiting)


def _gone(row: models.Story, story: Story, at: datetime) -> tuple[News, ...]:
    """Return what the tellings since found gone and is not back."""
    notes = models.StoryNote.objects.filter(story=row, kind="told", at__gte=at, record__isnull=False)
    places = {(a.outlet or "", a.title) for a in story.articles}
    found = {
        news.id: news
        for record in notes.order_by("at", "pk").values_list("record", flat=True)
        for news in unpack(record or b"", Since).of(NewsKind.GONE)
    }
    now = {a.id for a in story.articles}
    return tuple(n for n in found.values() if n.id not in now and ("".join(n.who[:1]), n.text) not in places)


def _new_stories(row: models.Story, at: datetime) -> tuple[News, ...]:
    """Return the stories of the storyline that opened since."""
    line = row.storyline or row.name
    rows = models.Story.objects.filter(storyline=line, into=None, articles__gt=0, opened__gt=at)
    found = rows.exclude(pk=row.pk).order_by("opened").values_list("name", "title")
    return tuple(News(NewsKind.STORY, name, title) for name, title in found)
