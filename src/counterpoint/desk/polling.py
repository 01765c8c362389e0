"""Feeds polled: what is new, and when to ask again.

Data way: Feed -> Entries, each of which owes its page. `begin_*` reads the store and hands a function without access to it to a thread;
`keep_*` runs inside the transaction that ends the task. Every answer is one of fetched, not modified and rejected.
"""

from __future__ import annotations

import time
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from counterpoint.desk import feeds, models, store, tasks
from counterpoint.desk.feeds import FILE, FOLDER, FeedState
from counterpoint.desk.places import domain_of
from counterpoint.desk.stages import Tools
from counterpoint.desk.tasks import Job, Kind
from counterpoint.errors import FetchError, FetchKind
from counterpoint.ingest import websub
from counterpoint.ingest.answers import Fetched, NotModified, Validators
from counterpoint.ingest.files import expand
from counterpoint.ingest.schedule import NEWEST, PollHistory, next_poll
from counterpoint.run import jobs
from counterpoint.run.guard import Killed
from counterpoint.run.jobs import FeedBytes
from counterpoint.types import Capture, Entry, FeedKind, ParsedFeed, Rejected

FETCHED, NOT_MODIFIED, REJECTED = "fetched", "not_modified", "rejected"
_NOTED = (
    "url", "polled", "succeeded", "next_poll", "active", "failures", "error", "history", "minutes",
    "etag", "last_modified", "validated", "fingerprint",
)  # fmt: skip
_HOSTS = 5_000  # hosts that a claim passes over at the most


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll brought: one of parsed, files, error and refusal, or none of them: not modified."""

    state: FeedState
    fetched: Fetched | None = None
    parsed: ParsedFeed | None = None
    files: tuple[Entry, ...] | None = None
    unnamed: tuple[str, ...] = ()  # files whose names are no UTF-8
    error: FetchError | None = None
    refusal: str | None = None


class Hosts:
    """The hosts that a worker has asked, and whose turn has not come again."""

    def __init__(self, tools: Tools) -> None:
        self._gate = tools.fetcher.gate if tools.fetcher is not None else None
        self._asked: dict[str, None] = {}

    def asked(self, host: str) -> None:
        """Note that a host is being asked."""
        if host:
            self._asked[host] = None

    def closed(self) -> list[str]:
        """Return the hosts that are not to be asked yet."""
        if self._gate is None:
            return []
        # The clock is read after the gate: to a host that it does not know it says "now", which must not be to come.
        closed = [host for host in self._asked if self._gate.ready_at(host) > time.monotonic()]
        self._asked = dict.fromkeys(closed)
        return closed[:_HOSTS]


def begin_poll(job: Job, tools: Tools) -> Future[Polled]:
    """Have a feed asked what is new."""
    state = feeds.feed_state(job.subject)
    if state is None:
        gone: Future[Polled] = Future()
        gone.set_result(Polled(FeedState(job.subject, "", "", "", "", "", "", "", "")))
        return gone
    return tools.network.submit(_list_files if state.kind in {FOLDER, FILE} else _poll, state, tools)


def _poll(state: FeedState, tools: Tools) -> Polled:
    """Ask a feed; in a thread, without the store."""
    assert tools.fetcher is not None
    try:
        fetched = tools.fetcher.ask(
            state.url, Validators(state.etag or None, state.last_modified or None, state.validated or None)
        )
    except FetchError as error:
        return Polled(state, error=error)
    answer = fetched.answer
    if isinstance(answer, NotModified) or answer.id == state.fingerprint:
        return Polled(state, fetched)
    given = FeedBytes(answer.content, answer.url, answer.content_type)
    parsed = tools.parsing.run(jobs.parse, given, tools.parse_limits)
    if isinstance(parsed, Killed):
        return Polled(state, fetched, refusal=f"it {parsed.reason}")
    if parsed.feed is None:
        assert parsed.rejected is not None
        return Polled(state, fetched, refusal=parsed.rejected.reason)
    if parsed.feed.kind is FeedKind.SITEMAP_INDEX and state.kind == FeedKind.SITEMAP:
        # The protocol knows no index inside an index, and a server could make up new ones without end.
        return Polled(state, fetched, refusal="it is an index of sitemaps where a sitemap was expected")
    return Polled(state, fetched, parsed=parsed.feed)


def _list_files(state: FeedState, tools: Tools) -> Polled:
    """Look through a folder; in a thread, without the store."""
    del tools
    try:
        Path(state.url).stat()
    except FileNotFoundError:
        return Polled(state, refusal="the folder or file is not there")
    except (OSError, ValueError) as error:
        return Polled(state, refusal=f"it cannot be looked into: {getattr(error, 'strerror', None) or error}")
    found, unnamed = [], []
    for name in expand([state.url]):
        try:
            name.encode()
            seen = Path(name).stat()
        except UnicodeEncodeError:
            unnamed.append(name)
            continue
        except OSError:
            continue  # gone since it was listed, or not to be read: the next poll looks again
        # Size and time of change stand where a feed's entry has its time of update: the mark of the entry.
        found.append(Entry(id=name, title=f"{seen.st_size} {seen.st_mtime_ns}"))
    return Polled(state, files=tuple(found), unnamed=tuple(unnamed))


def keep_poll(job: Job, found: Polled, tools: Tools) -> str:
    """Keep what is new, and say when to ask again. Returns the outcome."""
    now = tools.clock()
    row = models.Feed.objects.filter(pk=job.subject, active=True).first()
    if row is None or not found.state.url:
        tasks.finish(job)
        return REJECTED
    fresh: list[int] = []
    if found.files is not None:
        fresh = _keep_entries(found.state, found.files, now)
    for name in found.unnamed:
        refusal = Rejected(
            name, "poll", "the file's name is no UTF-8; rename it, or name it to counterpoint ingest"
        )
        store.put_rejected(refusal, now=now, feed=job.subject)
    if found.parsed is not None:
        fresh = _keep_feed(found, tools, now)
    outcome = _note(row, found, len(fresh), tools, now)
    if row.next_poll is None:
        tasks.finish(job)
    else:
        tasks.again(job, due=row.next_poll, error=row.error, done=True)
    return outcome


def _keep_feed(found: Polled, tools: Tools, now: datetime) -> list[int]:
    assert found.parsed is not None
    assert found.fetched is not None
    url = found.fetched.answer.url or found.state.url
    hub, topic = websub.discover(found.fetched.answer.headers, url)  # headers go before the feed's own words
    told = replace(found.parsed, hub=hub or found.parsed.hub, self_url=topic or found.parsed.self_url)
    feeds.described(found.state, told, url=url)
    if found.parsed.kind is FeedKind.SITEMAP_INDEX:
        feeds.add_children(found.state, found.parsed, now=now)
        return []
    return _keep_entries(found.state, _newest(found.parsed.entries, tools.settings.poll.entries), now)


def _keep_entries(state: FeedState, entries: tuple[Entry, ...], now: datetime) -> list[int]:
    fresh = feeds.new_entries(state, entries, now=now)
    tasks.owe_all(Kind.FETCH, {entry: domain_of(url) for entry, url in fresh.items()}, now=now)
    return list(fresh)


def _newest(entries: tuple[Entry, ...], number: int) -> tuple[Entry, ...]:
    """The newest of a long list: sitemaps stand in any order. What has no date comes last, as listed."""
    if len(entries) <= number:
        return entries
    dated = sorted(entries, key=lambda e: -stamp.timestamp() if (stamp := e.published or e.updated) else 0.0)
    return tuple(dated[:number])


def _note(row: models.Feed, found: Polled, fresh: int, tools: Tools, now: datetime) -> str:
    """Note the poll in the feed's row, and when the next one is."""
    row.polled = now
    failed = found.error is not None or found.refusal is not None
    row.error = store.storable(str(found.error or found.refusal or ""))
    row.failures = row.failures + 1 if failed else 0
    if failed:
        reason = Rejected(row.url, "poll", row.error)
        store.put_rejected(reason, now=now, feed=row.pk)
    else:
        row.succeeded = now
    if found.fetched is not None and not failed:
        row.etag = store.storable(found.fetched.validators.etag or "")
        row.last_modified = store.storable(found.fetched.validators.last_modified or "")
        row.validated = store.storable(found.fetched.validators.url or "")
        if isinstance(found.fetched.answer, Capture):
            row.fingerprint = found.fetched.answer.id
        _move(row, found.fetched.moved)
    if not failed:
        row.history = [*row.history, min(fresh, 1)][-NEWEST:]
    if found.parsed is not None:
        row.minutes = found.parsed.minutes
    if row.kind in {FOLDER, FILE}:  # a look at it costs nobody anything
        row.next_poll = now + timedelta(seconds=tools.settings.poll.shortest)
    else:
        row.next_poll = next_poll(_history(row, found, now), tools.settings.poll, now, tools.random)
    if not row.active:
        row.next_poll = None
    if row.next_poll is None:
        row.active = False
    row.save(update_fields=_NOTED)  # `described` has written the rest
    if failed:
        return REJECTED
    return NOT_MODIFIED if found.parsed is None and found.files is None else FETCHED


def _move(row: models.Feed, moved: str | None) -> None:
    """Note where a feed has moved for good; where that one is polled already, this one need not be."""
    if not moved or not feeds.fits(moved) or moved == row.url:
        return
    if models.Feed.objects.filter(url=moved, active=True).exclude(pk=row.pk).exists():
        row.error = f"it has moved to {moved}, which is polled already"
        row.active = False
    elif not models.Feed.objects.filter(url=moved).exists():
        row.url = store.storable(moved)


def _history(row: models.Feed, found: Polled, now: datetime) -> PollHistory:
    """Return what the time of the next poll is told from."""
    newest = models.Entry.objects.filter(feed_id=row.pk, published__isnull=False).order_by("-published")
    return PollHistory(
        newest=tuple(t for t in newest.values_list("published", flat=True)[:NEWEST] if t is not None),
        polls=len(row.history),
        hits=sum(row.history),
        failures=row.failures,
        gone=found.error is not None and found.error.kind is FetchKind.GONE,
        minutes=row.minutes,
        max_age=found.fetched.max_age if found.fetched is not None else None,
        retry_after=found.error.retry_after if found.error is not None else None,
        pushed=row.lease_until is not None and row.lease_until > now,
    )
