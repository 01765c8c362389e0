"""Pages fetched: what a feed's entry leads to, the first time and again for edits.

Data way: Entry -> Capture. `begin_fetch` reads the store and hands a function without access to it to a thread;
`keep_fetch` runs inside the transaction that ends the task. Every answer is one of fetched, not modified and rejected.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import timedelta

from counterpoint.desk import models, store, tasks
from counterpoint.desk.feeds import FILE, FOLDER
from counterpoint.desk.intake import Intake
from counterpoint.desk.polling import FETCHED, NOT_MODIFIED, REJECTED
from counterpoint.desk.records import unpack
from counterpoint.desk.stages import Tools
from counterpoint.desk.tasks import Job, Kind
from counterpoint.errors import FetchError, FetchKind, MissingError
from counterpoint.ingest.answers import NotModified, Validators, validators_of
from counterpoint.ingest.doors import open_door
from counterpoint.ingest.entries import carries_text, entry_capture
from counterpoint.types import Capture, Entry, Rejected, Signal

# A page is asked again so long after it was found. Chosen, not measured: soon for slips, a day later for corrections.
RECHECKS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
TRIES = 5  # of a page whose server has trouble, over some quarter of an hour
_BACKOFF = timedelta(minutes=1)  # before the second try; twice as long before each further one
# What a feed's own text may stand in for: the page is there, and may not be had.
_TEXT_INSTEAD = frozenset({FetchKind.ROBOTS, FetchKind.STATUS, FetchKind.GONE, FetchKind.TOO_LARGE})


@dataclass(frozen=True, slots=True)
class Page:
    """What the fetch of an entry's page brought: one of capture and error, or neither: not modified."""

    entry: Entry
    capture: Capture | None = None
    signals: tuple[Signal, ...] = ()  # of the site's files
    error: FetchError | None = None
    mark: str = ""  # of the entry, when its page was asked for


def begin_fetch(job: Job, tools: Tools) -> Future[Page] | Intake:
    """Have an entry's page fetched; a file of a folder is taken in by the worker itself.

    Raises:
        MissingError: The entry is gone.
    """
    row = models.Entry.objects.select_related("feed", "capture").filter(pk=job.subject).first()
    if row is None:
        raise MissingError("its feed was removed")
    entry = unpack(row.record, Entry)
    if row.feed.kind in {FOLDER, FILE}:
        return Intake(open_door(entry.id, None, pictures=True), feed=row.feed_id, job=job, mark=row.mark)
    known = row.capture
    headers = tuple((name, value) for name, value in known.headers) if known is not None else ()
    validators = validators_of(headers, known.url) if known is not None and known.url else Validators()
    title, language = row.feed.title, row.feed.language
    given = (entry, validators, title or None, language or None, tools)
    return tools.network.submit(lambda mark: replace(_fetch(*given), mark=mark), row.mark)


def _fetch(
    entry: Entry, validators: Validators, title: str | None, language: str | None, tools: Tools
) -> Page:
    """Ask for a page; in a thread, without the store."""
    assert tools.fetcher is not None
    assert tools.sites is not None
    if not entry.url:
        own = entry_capture(entry, outlet=title, language=language)
        return Page(entry, own)
    try:
        answer = tools.fetcher.ask(entry.url, validators).answer
    except FetchError as error:
        if error.kind in _TEXT_INSTEAD and not error.temporary and carries_text(entry):
            return Page(entry, entry_capture(entry, outlet=title, language=language))
        return Page(entry, error=error)
    if isinstance(answer, NotModified):
        return Page(entry)
    return Page(entry, answer, tools.sites.signals(answer.url or entry.url))


def keep_fetch(job: Job, page: Page, tools: Tools) -> str | None:
    """Keep the page; its extraction is owed, and later looks for edits. None where it will be tried again."""
    now = tools.clock()
    if page.error is not None:
        return _failed(job, page, tools)
    entry = models.Entry.objects.only("rechecks", "feed_id", "mark").get(pk=job.subject)
    changes: dict[str, int] = {}
    if page.capture is not None:
        taken = store.take_capture(page.capture, now=now, signals=page.signals, feed=entry.feed_id)
        changes["capture_id"] = taken.capture
        if taken.owed:
            tasks.owe(Kind.EXTRACT, taken.capture, now=now)
    if entry.mark != page.mark:  # the feed has listed a change since the page was asked for
        tasks.again(job, due=now, done=True)
    elif page.entry.url and entry.rechecks < tools.settings.poll.rechecks:
        tasks.again(job, due=now + RECHECKS[entry.rechecks], done=True)
        changes["rechecks"] = entry.rechecks + 1
    else:
        tasks.finish(job)
    models.Entry.objects.filter(pk=job.subject).update(**changes)
    return NOT_MODIFIED if page.capture is None else FETCHED


def _failed(job: Job, page: Page, tools: Tools) -> str | None:
    error = page.error
    assert error is not None
    now = tools.clock()
    if error.kind in {FetchKind.LATER, FetchKind.STOPPED}:  # nothing was asked
        tasks.again(job, due=now + timedelta(seconds=error.retry_after or 1.0))
        return None
    if error.temporary and job.tries + 1 < TRIES:
        pause = max(_BACKOFF * 2**job.tries, timedelta(seconds=error.retry_after or 0.0))
        tasks.failed(job, str(error), tries=TRIES, due=now + pause)
        return None
    tasks.finish(job)
    store.put_rejected(Rejected(page.entry.url or page.entry.id, "fetch", str(error)), now=now)
    return REJECTED
