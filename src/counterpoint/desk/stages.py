"""What each kind of task does: begun in a thread or a killable child, kept in one transaction.

Data way: Feed -> Entry -> Capture -> Article -> Annotations, a task for each arrow. `begin_*` reads the store and hands
the work out; `keep_*` runs inside the transaction that ends the task. Nothing in between touches the store, so that a
process killed at any moment has either kept a result and the task's end, or neither.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from counterpoint.config import Settings
from counterpoint.desk import models, rights, search, store, tasks
from counterpoint.desk.places import domain_of
from counterpoint.desk.sitefiles import SiteFiles
from counterpoint.desk.store import Outcome
from counterpoint.desk.stream_held import Held
from counterpoint.desk.tasks import Job, Kind
from counterpoint.ingest.http import HttpFetcher
from counterpoint.picture_names import lead_picture
from counterpoint.run import jobs
from counterpoint.run.guard import Broken, Guard, Killed, Limits
from counterpoint.run.jobs import Annotated, Extracted, ToAnnotate
from counterpoint.types import Action, Article, Rejected

_WALL = 30.0  # seconds on the clock for each CPU second allowed: children wait for a core when the machine is busy
BROKEN_TRIES = 5  # of a task that fails by a bug of ours
_ANNOTATION_MEGABYTES = 2048  # above what the child holds; chosen, not fitted: it stops what runs away


@dataclass(frozen=True, slots=True)
class Tools:
    """What stages work with; one set for each worker."""

    settings: Settings
    fetcher: HttpFetcher | None  # None: no network, as `ingest` of files needs none
    sites: SiteFiles | None  # with the fetcher
    parsing: Guard
    annotating: Guard
    network: Executor
    clock: Callable[[], datetime]
    random: Callable[[], float]
    stories: Held = field(default_factory=Held)  # the stream, where this worker has it

    @property
    def parse_limits(self) -> Limits:
        """Of one extraction or feed."""
        work = self.settings.work
        return Limits(work.parse_seconds, work.parse_megabytes, work.parse_seconds * _WALL)

    @property
    def annotate_limits(self) -> Limits:
        """Of one article's annotation."""
        seconds = self.settings.work.annotate_seconds
        return Limits(seconds, _ANNOTATION_MEGABYTES, seconds * _WALL)


def begin_extract(job: Job, tools: Tools) -> Future[Extracted]:
    """Have the capture's article found in a child."""
    return tools.parsing.submit(jobs.extract, store.load_capture(job.subject), tools.parse_limits)


def keep_extract(job: Job, found: Extracted, tools: Tools) -> str:
    """Keep the article or the refusal; a new version owes its annotation. Returns the outcome."""
    tasks.finish(job)
    now = tools.clock()
    if found.signals:
        store.add_signals(job.subject, found.signals)
    if found.article is None:
        assert found.rejected is not None
        store.put_rejected(found.rejected, now=now, capture=job.subject)
        return Outcome.REJECTED
    put = store.put_article(job.subject, found.article, now=now)
    if put.outcome is Outcome.STORED:
        if put.latest:
            search.index(put.article, found.article)
        _owe_annotation(job, put.version, found.article, tools, now)
        if tools.settings.pictures.fetch and (url := lead_picture(found.article)):
            tasks.owe(Kind.PICTURE, put.version, now=now, host=domain_of(url), priority=2)
    return put.outcome


def _owe_annotation(job: Job, version: int, article: Article, tools: Tools, now: datetime) -> None:
    """Owe the annotation of a version, where text and data mining of it is not reserved."""
    if not tools.settings.work.annotate:
        return
    answer = rights.permission(Action.ANALYSE, job.subject, article, tools.settings.rights.licensed)
    if answer.allowed:
        tasks.owe(Kind.ANNOTATE, version, now=now, priority=1)
        return
    reason = f"{answer.why} A licence that you hold goes into the setting rights.licensed."
    store.put_rejected(Rejected(article.url or article.path or article.id, "annotate", reason), now=now)
    store.count(Kind.ANNOTATE.value, Outcome.REJECTED)


def begin_annotate(job: Job, tools: Tools) -> Future[Annotated]:
    """Have the version's text annotated in a child, and compared with the version before."""
    article = store.load_article(job.subject)
    before = store.version_before(job.subject)
    report = None if before is None else store.load_report(before)
    return tools.annotating.submit(jobs.annotate, ToAnnotate(article, report), tools.annotate_limits)


def keep_annotate(job: Job, found: Annotated, tools: Tools) -> str:
    """Keep what was learnt. A later version that was compared with another one, or with none, is compared again."""
    tasks.finish(job)
    again = store.is_annotated(job.subject)
    store.put_annotations(job.subject, found.marks, found.changes)
    before = store.version_before(job.subject)
    if found.changes is None and before is not None and store.is_annotated(before):  # while this was at work
        tasks.owe(Kind.ANNOTATE, job.subject, now=tools.clock(), priority=1)
    after = store.version_after(job.subject)
    if after is not None and store.is_annotated(after):
        changes = store.load_changes(after)
        if changes is None or changes.before != found.marks.article:
            tasks.owe(Kind.ANNOTATE, after, now=tools.clock(), priority=1)
    return "compared" if again else "annotated"


def killed(job: Job, error: Killed, tools: Tools) -> str | None:
    """Note that a job's child died of it; returns the outcome when it was the last try."""
    now = tools.clock()
    tries = tools.settings.work.tries
    state = tasks.failed(job, f"it {error.reason}", tries=tries, due=now)
    if state is not tasks.State.QUARANTINED:
        return None
    reason = f"it {error.reason}, {tries} times; it is set aside, and counterpoint retry tries again"
    capture = job.subject if job.kind is Kind.EXTRACT else None
    store.put_rejected(Rejected(name_of(job), job.kind.value, reason), now=now, capture=capture)
    return Outcome.REJECTED


def broken(job: Job, error: BaseException, tools: Tools) -> str | None:
    """Note that a job failed by a bug of ours; returns the outcome when it was the last try."""
    now = tools.clock()
    if isinstance(
        error, Broken
    ):  # no child could start, or the guard is closing: the task has nothing to do with it
        tasks.again(job, due=now + timedelta(seconds=1))
        return None
    wait = timedelta(seconds=2.0**job.tries)
    said = (str(error) or type(error).__name__).splitlines()[-1][:300]
    if tasks.failed(job, said, tries=BROKEN_TRIES, due=now + wait) is not tasks.State.QUARANTINED:
        return None
    reason = f"failed {BROKEN_TRIES} times ({said}); it is set aside, and counterpoint retry tries again"
    capture = job.subject if job.kind is Kind.EXTRACT else None
    store.put_rejected(Rejected(name_of(job), job.kind.value, reason), now=now, capture=capture)
    return Outcome.REJECTED


def unfit(job: Job, reason: str, tools: Tools) -> str:
    """Give up a task whose subject cannot be read any more."""
    tasks.finish(job)
    capture = job.subject if job.kind is Kind.EXTRACT else None
    store.put_rejected(Rejected(name_of(job), job.kind.value, reason), now=tools.clock(), capture=capture)
    return Outcome.REJECTED


def name_of(job: Job) -> str:
    """Return what to call the subject of a task when talking to a person."""
    if job.kind is Kind.POLL:
        found = models.Feed.objects.filter(pk=job.subject).values_list("url", flat=True).first()
    elif job.kind is Kind.FETCH:
        found = models.Entry.objects.filter(pk=job.subject).values_list("url", flat=True).first()
    elif job.kind is Kind.EXTRACT:
        row = models.Capture.objects.filter(pk=job.subject).values_list("url", "path").first()
        found = (row[0] or row[1]) if row else None
    elif job.kind is Kind.CLUSTER:
        found = "the stream of stories"
    elif job.kind is Kind.TELL:
        row = models.Story.objects.filter(pk=job.subject).values_list("name", "title").first()
        found = f"{row[0]} “{row[1]}”" if row else None
    elif job.kind is Kind.HUB:
        found = models.HubLease.objects.filter(pk=job.subject).values_list("hub", flat=True).first()
    else:
        found = models.Version.objects.filter(pk=job.subject).values_list("title", flat=True).first()
    return found or job.key
