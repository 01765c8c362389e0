"""What comes in without being asked for by a feed: files, archives, pages named on the command line.

Data way: names -> Captures in the store, each of which owes its extraction. Taken in batches, one transaction for each,
so that an archive of any size needs the memory of a batch and is read again from the start, with no harm, after a crash.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import transaction

from counterpoint.desk import models, store, tasks
from counterpoint.desk.guarded import insisted, kept
from counterpoint.desk.pictures import put_picture
from counterpoint.desk.stages import Tools
from counterpoint.desk.store import Outcome, Taken
from counterpoint.desk.tasks import Job, Kind
from counterpoint.errors import StoreRefusedError
from counterpoint.ingest.entries import carries_text, entry_capture
from counterpoint.run import jobs
from counterpoint.run.guard import Killed, Raised
from counterpoint.run.jobs import FeedBytes
from counterpoint.run.pictures import Looked, look
from counterpoint.types import Capture, FeedKind, ParsedFeed, Rejected
from counterpoint.types.picture import is_picture

BATCH = 32  # items of one transaction
BATCH_BYTES = 8_000_000
BACKLOG = 256  # captures that may wait for extraction before more are taken in
_TAKEN = "taken"  # in the tally: what owes its extraction

# How feeds begin; what only looks like one is refused by its parser, with a reason.
_FEED = re.compile(
    rb"<(?:\w+:)?(?:rss|feed|RDF|urlset|sitemapindex)[\s>]|\"https?://(?:www\.)?jsonfeed\.org/version"
)
_SNIFFED = 2048  # bytes

Item = Capture | Rejected
_Part = Capture | Looked | Rejected  # as it is kept: of a picture, what it looks like


@dataclass(slots=True)
class Intake:
    """Items on their way in, and what became of those that are."""

    items: Iterator[Item]
    feed: int | None = None
    job: Job | None = None  # the task that ends with the last item
    mark: str = ""  # of the entry that the task is about, when it was begun
    asked: int = 0
    refused: Counter[str] = field(default_factory=Counter)  # reasons of what came as no capture
    taken: dict[int, bool] = field(default_factory=dict)  # capture: whether its extraction was owed
    _flow: Iterator[_Part] | None = None  # the items, with the entries of feeds for the feeds
    _batch: list[_Part] = field(default_factory=list)  # read, and not yet kept
    _more: bool = True

    def step(self, tools: Tools, *, stopped: Callable[[], bool] = lambda: False) -> bool:
        """Take one batch in; False when there is no more. A batch that cannot be kept is the next one again.

        What is read while `stopped` becomes true is left out: a page whose fetch was broken off is none that failed.
        """
        if not self._batch and self._more:
            self._batch, self._more = self._next(tools, stopped)
        now = tools.clock()
        ends = self.job if not self._more else None
        try:
            taken = insisted(partial(self._keep, self._batch, now, ends))
        except StoreRefusedError:
            self._batch = [self._fit(item, now) for item in self._batch]
            taken = insisted(partial(self._keep, self._batch, now, ends))
        for item, found in zip(self._batch, taken, strict=True):
            if isinstance(item, Looked):
                self.asked -= 1  # it came with a report
            elif found is None:
                assert isinstance(item, Rejected)
                self.refused[item.reason] += 1
            else:
                self.taken[found.capture] = self.taken.get(found.capture, False) or found.owed
        self.asked += len(self._batch)
        self._batch = []
        return self._more

    def _next(self, tools: Tools, stopped: Callable[[], bool]) -> tuple[list[_Part], bool]:
        if self._flow is None:
            self._flow = (part for item in self.items for part in _parts(item, tools))
        batch: list[_Part] = []
        size = 0
        for item in self._flow:
            if stopped():
                return batch, True
            batch.append(item)
            size += len(item.content) if isinstance(item, Capture) else 0
            if len(batch) >= BATCH or size >= BATCH_BYTES:
                return batch, True
        return batch, stopped()

    def _keep(self, batch: Sequence[_Part], now: datetime, ends: Job | None) -> list[Taken | None]:
        """Keep a batch in one transaction, or nothing of it."""
        with kept():
            outcomes: Counter[str] = Counter()
            taken = [self._take(item, now, outcomes) for item in batch]
            for outcome in sorted(outcomes):  # one order for all workers: none has what another waits for
                store.count("ingest", outcome, outcomes[outcome])
            if ends is not None:
                self._end(ends, now)
        return taken

    def _end(self, job: Job, now: datetime) -> None:
        """End the task; again, where its file has changed meanwhile."""
        if models.Entry.objects.filter(pk=job.subject).exclude(mark=self.mark).exists():
            tasks.again(job, due=now, done=True)
        else:
            tasks.finish(job)

    def _fit(self, item: _Part, now: datetime) -> _Part:
        """Return an item, or why the store will not take it."""
        try:
            with kept():
                self._take(item, now, Counter())
                transaction.set_rollback(True)  # the batch counts it
        except StoreRefusedError as error:
            if isinstance(item, Looked):
                return Rejected(item.url or item.path or "", "picture", str(error))
            name = item.name if isinstance(item, Capture) else item.item
            return Rejected(name, "ingest", str(error))
        return item

    def _take(self, item: _Part, now: datetime, outcomes: Counter[str]) -> Taken | None:
        if isinstance(item, Rejected):
            store.put_rejected(item, now=now, feed=self.feed)
            outcomes[Outcome.REJECTED] += 1
            return None
        if isinstance(item, Looked):
            put_picture(item, now)
            return None
        taken = store.take_capture(item, now=now, feed=self.feed)
        fresh = taken.owed and tasks.owe(Kind.EXTRACT, taken.capture, now=now)
        outcomes[_TAKEN if fresh else Outcome.UNCHANGED] += (
            1  # given again after a crash it may be owed already
        )
        return taken


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of everything that was asked for: `asked` is the sum of the three, at any time."""

    asked: int
    stored: int
    unchanged: int
    rejected: int
    reasons: dict[str, int]
    waiting: int = 0  # taken in, and not through extraction: not in `asked`


def backlog() -> int:
    """Return how many captures wait for their extraction."""
    return models.Task.objects.filter(kind=Kind.EXTRACT, state=tasks.State.READY).count()


def summary(intakes: Sequence[Intake]) -> Summary:
    """Return the sum of intakes, as far as their captures have been through extraction."""
    reasons: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    asked = 0
    for intake in intakes:
        asked += intake.asked
        reasons.update(intake.refused)
        repeated = intake.asked - intake.refused.total() - len(intake.taken)
        counts[Outcome.UNCHANGED] += repeated  # the same bytes from the same place, given twice
        for capture, outcome, reason in _outcomes(list(intake.taken)):
            if outcome == Outcome.REJECTED:
                reasons[reason] += 1
            elif outcome:
                counts[outcome if intake.taken[capture] else Outcome.UNCHANGED] += 1
    stored, unchanged, rejected = counts[Outcome.STORED], counts[Outcome.UNCHANGED], reasons.total()
    settled = stored + unchanged + rejected
    return Summary(settled, stored, unchanged, rejected, dict(reasons.most_common()), asked - settled)


def _outcomes(captures: list[int]) -> Iterator[tuple[int, str, str]]:
    for start in range(0, len(captures), 500):
        rows = models.Capture.objects.filter(pk__in=captures[start : start + 500])
        yield from rows.values_list("pk", "outcome", "reason")


def _parts(item: Item, tools: Tools) -> Iterator[_Part]:
    """Yield an item, or the entries of a feed that came as a file, or what a picture looks like."""
    if isinstance(item, Capture) and is_picture(item.content):
        yield _looked(item, tools)
        return
    if isinstance(item, Rejected) or not _FEED.search(item.content[:_SNIFFED]):
        yield item
        return
    try:
        given = FeedBytes(item.content, item.url, item.content_type)
        parsed = tools.parsing.submit(jobs.parse, given, tools.parse_limits).result()
    except Killed as killed:
        yield Rejected(item.name, "ingest", f"it {killed.reason}")
        return
    except Raised as error:  # a bug of ours: the rest of what comes in is not to wait for its repair
        yield Rejected(item.name, "ingest", f"it cannot be read as a feed ({error})")
        return
    if parsed.feed is None:
        yield parsed.rejected or item
    elif parsed.feed.kind in {FeedKind.SITEMAP, FeedKind.SITEMAP_INDEX}:
        yield Rejected(
            item.name, "ingest", "a sitemap only names pages; counterpoint add polls it and fetches them"
        )
    elif not parsed.feed.entries:
        yield Rejected(item.name, "ingest", "the feed lists nothing")
    else:
        yield from _entries(parsed.feed, item)


def _looked(picture: Capture, tools: Tools) -> Looked | Rejected:
    """What a picture looks like; it goes no further itself."""
    try:
        found = tools.parsing.submit(look, picture, tools.parse_limits).result()
    except Killed as killed:
        return Rejected(picture.name, "picture", f"it {killed.reason}")
    except Raised as error:
        return Rejected(picture.name, "picture", f"it cannot be looked at ({error})")
    return found.rejected or found


def _entries(feed: ParsedFeed, item: Capture) -> Iterator[Item]:
    for entry in feed.entries:
        if carries_text(entry):
            yield entry_capture(entry, outlet=feed.title, language=feed.language)
        else:
            why = "the feed carries a teaser of it at the most; counterpoint add FEED fetches its page"
            yield Rejected(entry.url or f"{item.name}#{entry.id}", "ingest", why)
