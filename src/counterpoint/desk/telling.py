"""Tell a story anew when its reports have changed: in a child, from their annotations, and keep the record.

Data way: Story's members -> ToTell -> Told (in a child) -> Story, its storyline, notes on edits. `begin_tell` waits for what is
still being annotated; `keep_tell` runs inside the transaction that ends the task.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta

from counterpoint.cluster.digested import digested
from counterpoint.cluster.predecessors import keys_of
from counterpoint.desk import copying, models, store, storylines, stream_rows, tasks
from counterpoint.desk.guarded import kept
from counterpoint.desk.outlets import load_outlets
from counterpoint.desk.pictures import with_pictures_known
from counterpoint.desk.records import pack, unpack
from counterpoint.desk.stages import Tools
from counterpoint.desk.stream_batch import item_of
from counterpoint.desk.tasks import Job, Kind, State
from counterpoint.errors import StoreError
from counterpoint.run import jobs, storytelling
from counterpoint.run.guard import Killed, Limits
from counterpoint.run.jobs import ToAnnotate
from counterpoint.run.sketching import Packed, unpack_sketch
from counterpoint.run.storytelling import Edited, Told, ToTell
from counterpoint.text import sha256
from counterpoint.types import Annotations, Article, Changes, Report, Story
from counterpoint.types.stream import Item

_SECONDS = 10  # as many annotations as this are allowed for a story's telling: CPU seconds
_NOTED = 6  # edits of one version that are noted


@dataclass(frozen=True, slots=True)
class Pending:
    """A story that is not told now."""

    again: bool  # its reports are being annotated


def hasten(tools: Tools) -> bool:
    """Make the stories that wait to be told due now, where nothing is being annotated; whether there were any."""
    if not tools.settings.stories.enabled or tasks.any_owed(Kind.ANNOTATE):
        return False
    return tasks.hasten(Kind.TELL, now=tools.clock())


def begin_tell(job: Job, tools: Tools) -> Future[Told | Pending]:
    """Have a story told, where its reports are annotated."""
    row = models.Story.objects.filter(pk=job.subject, into=None).first()
    given = None
    if row is not None and row.articles > 1:
        if _annotating(row):
            return _at_once(Pending(again=True))
        given = to_tell(row, tools.settings.stories.most_reports)
    if given is None:
        return _at_once(Pending(again=False))
    return tools.annotating.submit(storytelling.tell, given, tell_limits(tools))


def tell_limits(tools: Tools) -> Limits:
    """Return the limits of one story's telling."""
    one = tools.annotate_limits
    return Limits(one.cpu_seconds * _SECONDS, one.megabytes, one.wall_seconds * _SECONDS)


def _at_once(result: Pending) -> Future[Told | Pending]:
    future: Future[Told | Pending] = Future()
    future.set_result(result)
    return future


def keep_tell(job: Job, found: Told | Pending, tools: Tools) -> str | None:
    """Keep what was told; again, where its reports have changed meanwhile. Returns the outcome."""
    later = tools.clock() + timedelta(seconds=tools.settings.stories.tell_after)
    if isinstance(found, Pending):
        if found.again:
            tasks.again(job, due=later)
        else:
            tasks.finish(job)
        return None
    touched = models.Story.objects.filter(pk=job.subject).values_list("touched", flat=True).first()
    if touched is not None and touched != found.mark:
        tasks.again(job, due=later, done=True)
    else:
        tasks.finish(job)
    return "told" if put_told(job.subject, found, tools.clock()) else None


def put_told(story: int, told: Told, now: datetime) -> bool:
    """Keep a telling, in the caller's transaction; False where the story stands no more."""
    stream_rows.locked_mark(now)
    row = models.Story.objects.select_for_update().filter(pk=story, into=None).first()
    if row is None or row.articles == 0:
        return False
    found = told.story
    row.record, row.digest = pack(found), pack(told.digest)
    row.told, row.told_at = told.mark, now
    row.title = found.title or row.title
    row.origins = max(1, told.digest.origins)
    row.disputed = list(dict.fromkeys(dispute.about for dispute in found.disputes))
    row.save(update_fields=["record", "digest", "told", "told_at", "title", "origins", "disputed"])
    storylines.put_links(row, told.links)
    storylines.put_keys(row, told.digest)
    _note_copies(row, told)
    _note_edits(row, told, now)
    if told.new is not None and told.new.news:
        number = len(told.new.news)
        text = "1 thing is new." if number == 1 else f"{number} things are new."
        stream_rows.note(row.pk, "told", text, now, record=pack(told.new))
    return True


def _note_copies(row: models.Story, told: Told) -> None:
    """Add the copies that the telling shows and the stream does not."""
    members = dict(models.Member.objects.filter(story=row).values_list("version__name", "pk"))
    found = []
    for copy in told.story.copies:
        one, two = (members.get(name) for name in copy.articles)
        if one is not None and two is not None and one != two:
            found.append((copy, one, two))
    copying.add_told(found)


def _note_edits(row: models.Story, told: Told, now: datetime) -> None:
    known = set(models.StoryNote.objects.filter(story=row, kind="edit").values_list("text", flat=True))
    items = dict(models.Member.objects.filter(story=row).values_list("version__name", "item"))
    seen: Counter[str] = Counter()
    for edit in told.edits:
        seen[edit.article] += 1
        if edit.text not in known and seen[edit.article] <= _NOTED:
            stream_rows.note(row.pk, "edit", edit.text, edit.at or now, item=items.get(edit.article, ""))


def told_story(row: models.Story, tools: Tools) -> Story:
    """Return a story as it stands; told first where its reports have changed since it was told last.

    Raises:
        StoreError: It cannot be told.
    """
    if row.record is not None and row.told == row.touched:
        return unpack(row.record, Story)
    _annotate(row, tools)
    given = to_tell(row, tools.settings.stories.most_reports)
    if given is None:
        raise StoreError(f"{row.name} cannot be told: none of its reports could be annotated")
    told = tools.annotating.run(storytelling.tell, given, tell_limits(tools))
    if isinstance(told, Killed):
        raise StoreError(
            f"{row.name} cannot be told: it {told.reason}; stories.most_reports sets from how many"
        )
    with kept():
        put_told(row.pk, told, tools.clock())
    return told.story


def _annotate(row: models.Story, tools: Tools) -> None:
    """Annotate what is not; what cannot be is left out."""
    for member in members_of(row).filter(version__marks=None):
        article, before = unpack(member.version.record, Article), store.version_before(member.version_id)
        given = ToAnnotate(article, None if before is None else store.load_report(before))
        found = tools.annotating.run(jobs.annotate, given, tools.annotate_limits)
        if not isinstance(found, Killed):
            with kept():
                store.put_annotations(member.version_id, found.marks, found.changes)


def members_of(row: models.Story):  # type: ignore[no-untyped-def]  # noqa: ANN201 - Django's query set of a join
    """Return the reports of a story, as they were published."""
    rows = models.Member.objects.filter(story=row).order_by("at", "number", "pk")
    return rows.select_related("version", "article", "article__outlet")


def _annotating(row: models.Story) -> bool:
    """Whether a report of it is still to be annotated; one that was set aside is not waited for."""
    versions = models.Member.objects.filter(story=row, version__marks=None).values_list("version", flat=True)
    owed = models.Task.objects.filter(
        kind=Kind.ANNOTATE, state__in=[State.READY, State.LEASED], subject__in=list(versions)
    )
    return owed.exists()


def to_tell(row: models.Story, most: int) -> ToTell | None:
    """Return what a story is told from; None where none of its reports is annotated."""
    members = list(members_of(row))
    reports = [
        Report(unpack(m.version.record, Article), unpack(m.version.marks, Annotations))
        for m in members
        if m.version.marks is not None
    ]
    if not reports:
        return None
    told_from = with_pictures_known(most_telling(reports, most))
    items = tuple(item_of(m.article, m.version, text=False) for m in members)
    sketches = tuple(unpack(m.sketch, Packed) for m in members)
    earlier = storylines.find_earlier(row, _keys(row, items, sketches, reports))
    countries = {(m.article.outlet.domain, m.article.outlet.country) for m in members if m.article.outlet}
    return ToTell(
        name=row.name,
        mark=row.touched,
        reports=tuple(told_from),
        items=items,
        sketches=sketches,
        copies=tuple(m.item for m in members if m.copy_of_id is not None and m.copy_directed),
        countries=tuple(sorted((domain, code) for domain, code in countries if code)),
        earlier=earlier.digests,
        lines=earlier.lines,
        linked=earlier.linked,
        latest=earlier.latest,
        edits=_edits(row),
        before=unpack(row.record, Story) if row.record else None,
        outlets=load_outlets(owned=True),
    )


def _keys(
    row: models.Story, items: Sequence[Item], sketches: Sequence[Packed], reports: Sequence[Report]
) -> tuple[str, ...]:
    """What the story has in common with those that it may go on from, as far as its reports' sketches show."""
    links = {item.url for report in reports for item in report.article.related if item.url}
    return keys_of(digested(row.name, items, [unpack_sketch(sketch) for sketch in sketches], links=links))


def most_telling(reports: Sequence[Report], most: int) -> list[Report]:
    """Return at most so many reports: those in the same words as an earlier one go first, then further ones of one outlet.

    Args:
        reports: Of one story, in the order of their times, the earliest first.
        most: More than these are not compared: the time that takes grows with their square.
    """
    if len(reports) <= most:
        return list(reports)
    seen: set[str] = set()
    outlets: Counter[str | None] = Counter()
    order: list[tuple[bool, int, int]] = []
    for place, report in enumerate(reports):
        words = sha256(" ".join(report.article.text.removeprefix(report.article.title).split()))
        order.append((words in seen, outlets[report.article.outlet], place))
        seen.add(words)
        outlets[report.article.outlet] += 1
    return [reports[place] for place in sorted(place for *_, place in sorted(order)[:most])]


def _edits(row: models.Story) -> tuple[Edited, ...]:
    """What the edits of its reports changed, oldest first."""
    articles = models.Member.objects.filter(story=row).values_list("article", flat=True)
    versions = models.Version.objects.filter(article__in=list(articles), changes__isnull=False, number__gt=1)
    found = versions.order_by("at", "pk").values_list("record", "changes", "at", "made")
    last = row.told_at
    return tuple(
        Edited(unpack(record, Article), unpack(changes, Changes), at, last is not None and made > last)
        for record, changes, at, made in found
        if changes
    )
