"""The stream of reports becomes stories: one task for the whole store, in batches, each kept in one transaction.

Data way: Article -> Item -> Sketch (in a child) -> Assignment, Moves -> rows. `begin_cluster` reads what is next and has it
sketched, and pairs of reports compared that may share words (`desk/copying.py`); `keep_cluster` lets the stream assign it and
writes all that this changed. The stream itself is held in the worker's memory and restored from rows where they were changed
by another worker, or where a batch could not be kept: StreamMark says so. Why so: docs/design/0018-stories-in-the-desk.md.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import DatabaseError, transaction

from counterpoint.cluster.online import Stream
from counterpoint.config import Settings
from counterpoint.desk import bridging, copying, models, store, stream_rows, tasks
from counterpoint.desk.bridging import CatchUp
from counterpoint.desk.copying import Copying, DuePairs
from counterpoint.desk.decisions import decide
from counterpoint.desk.guarded import kept
from counterpoint.desk.identity import process_name
from counterpoint.desk.records import pack
from counterpoint.desk.stages import Tools
from counterpoint.desk.stream_batch import Batch, Fate, Looked, next_batch, waiting
from counterpoint.desk.stream_held import Held
from counterpoint.desk.tasks import Job, Kind
from counterpoint.logs import get_logger
from counterpoint.run import copying as compared
from counterpoint.run import sketching
from counterpoint.run.guard import Guard, Killed, Limits, Raised
from counterpoint.run.sketching import (
    Bridged,
    Packed,
    Sketched,
    ToSketch,
    needs_bridge,
    unpack_sketch,
    without_bridge,
)
from counterpoint.types import Rejected
from counterpoint.types.stream import Assignment, Derivation, Sketch, Step

log = get_logger("counterpoint.stories")

THE_STREAM = 0  # subject of its one task
_ANOTHER = timedelta(seconds=15)  # a worker that does not hold the stream waits so long for the one that does
_STAGE = Kind.CLUSTER.value


class Refused(Exception):
    """The stream cannot take one report, by a bug of ours; the rest of the batch is to go on without it."""

    def __init__(self, item: str, error: Exception) -> None:
        super().__init__(f"{type(error).__name__}: {error}")
        self.item = item


@dataclass(frozen=True, slots=True)
class Taken:
    """A report as a child has read it."""

    sketch: Packed
    sign: bytes  # Signature.to_bytes: what its copies are found by


@dataclass(frozen=True, slots=True)
class Found:
    """A batch, and what became of each report that was to be taken, in the order of `Batch.items`; of each pair likewise."""

    batch: Batch
    taken: tuple[Taken | Rejected, ...]
    pairs: DuePairs
    shared: tuple[Derivation | Rejected | None, ...]


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """In place of a batch: active reports that the second model was asked for."""

    asked: CatchUp
    found: Bridged


@dataclass(frozen=True, slots=True)
class _Work:
    batch: Batch
    pairs: DuePairs
    guard: Guard
    limits: Limits
    second: bool  # ToSketch's
    bridged: bool


def owe_stream(tools: Tools, *, now: datetime) -> bool:
    """Owe the stream's next batch where something waits for it; whether that was so.

    Who holds the stream in memory comes first: another worker only where the stream has not moved for a while.
    """
    if not tools.settings.stories.enabled:
        return False
    if not (
        waiting(now).exists() or copying.any_due() or models.Decision.objects.filter(applied=None).exists()
    ):
        return False
    if models.Task.objects.filter(kind=Kind.CLUSTER).exists():  # at work, or to be tried again at its time
        return False
    mark = models.StreamMark.objects.values_list("mark", "at").first()
    if mark is not None and mark[0] != tools.stories.mark and now - mark[1] < _ANOTHER and _kept_up(mark[1]):
        return False
    with kept():
        return tasks.owe(Kind.CLUSTER, THE_STREAM, now=now, priority=1)


def _kept_up(moved: datetime) -> bool:
    """Whether somebody else is at it: a worker has said since then that it is there."""
    return models.Beat.objects.filter(at__gte=moved - _ANOTHER).exists()


def run_batch(tools: Tools) -> bool:
    """Do the stream's next batch here and now; False where another worker is at it."""
    name, now = process_name(), tools.clock()
    with kept():
        tasks.owe(Kind.CLUSTER, THE_STREAM, now=now, priority=1)
    lease = timedelta(seconds=tools.settings.work.lease)
    for job in tasks.claim(name, [Kind.CLUSTER], 1, now=now, lease=lease):
        try:
            found = begin_cluster(job, tools).result()
            with kept():
                keep_cluster(job, found, tools)
        finally:
            tasks.give_back([name])
        return True
    return False


def begin_cluster(job: Job, tools: Tools) -> Future[Found | CaughtUp]:
    """Read what is next, and have it sketched and compared; the second model first, where it is behind."""
    del job
    held, second = tools.stories, tools.settings.stories.every_language
    if held.missing and second:
        asked = bridging.next_of(held.missing)
        return tools.network.submit(_caught_up, asked, tools.annotating, tools.annotate_limits)
    held.current(models.StreamMark.objects.first(), tools.settings)
    batch = next_batch(tools.clock(), tools.settings.rights.licensed)
    work = _Work(
        batch, copying.due_pairs(), tools.annotating, tools.annotate_limits, second, second and held.bridged
    )
    return tools.network.submit(_found, work)


def _found(work: _Work) -> Found:
    """Sketch a batch in a child, and compare pairs; where one report kills it, each by itself."""
    items = work.batch.items
    taken: tuple[Taken | Rejected, ...] = ()
    if items:
        read = _asked(work, ToSketch(items, work.second, work.bridged))
        taken = (
            _taken(read) if isinstance(read, Sketched) else tuple(_alone(n, work) for n in range(len(items)))
        )
    return Found(work.batch, taken, work.pairs, _shared(work))


def _asked(work: _Work, given: ToSketch) -> Sketched | Killed | Raised:
    try:
        return work.guard.run(sketching.sketch, given, work.limits)
    except Raised as error:
        return error


def _taken(read: Sketched) -> tuple[Taken, ...]:
    return tuple(Taken(*one) for one in zip(read.sketches, read.signs, strict=True))


def _alone(n: int, work: _Work) -> Taken | Rejected:
    looked = [one for one in work.batch.looked if one.fate is Fate.TAKE][n]
    given = ToSketch((work.batch.items[n],), work.second, work.bridged)
    found = _asked(work, given)
    if isinstance(found, Sketched):
        return _taken(found)[0]
    why = (
        f"it {found.reason}" if isinstance(found, Killed) else f"it cannot be compared with others ({found})"
    )
    return Rejected(looked.name, _STAGE, why)


def _shared(work: _Work) -> tuple[Derivation | Rejected | None, ...]:
    """What the pairs share; where one of them kills the child, each by itself."""
    if not work.pairs.due:
        return ()
    try:
        found = work.guard.run(compared.compare, work.pairs.given, work.limits)
    except Raised:
        found = Killed("raised")
    if not isinstance(found, Killed):
        return found.found
    return tuple(_pair_alone(n, work) for n in range(len(work.pairs.due)))


def _pair_alone(n: int, work: _Work) -> Derivation | Rejected | None:
    try:
        found = work.guard.run(compared.compare, copying.alone(work.pairs, n), work.limits)
    except Raised as error:
        found = Killed(f"failed: {error}")
    if not isinstance(found, Killed):
        return found.found[0]
    name, other = work.pairs.due[n].names
    return Rejected(
        name, _STAGE, f"whether it carries words of {other} is not known: to compare them {found.reason}"
    )


def _caught_up(asked: CatchUp, guard: Guard, limits: Limits) -> CaughtUp:
    """Ask the second model for titles; where one kills the child, each by itself, and that one says nothing."""

    def bridged(titles: tuple[str, ...]) -> Bridged | None:
        try:
            found = guard.run(sketching.bridge, titles, limits)
        except Raised:
            return None
        return None if isinstance(found, Killed) else found

    found = bridged(asked.titles) if asked.titles else Bridged("", ())
    if found is not None:
        return CaughtUp(asked, found)
    each = [bridged((title,)) for title in asked.titles]
    model = next((one.model for one in each if one is not None), "")
    return CaughtUp(asked, Bridged(model, tuple(None if one is None else one.vectors[0] for one in each)))


def keep_cluster(job: Job, found: Found | CaughtUp, tools: Tools) -> None:
    """Assign a batch, and keep what that changed; each report is counted by its outcome, the batch as nothing."""
    tasks.finish(job)
    now, held = tools.clock(), tools.stories
    mark = stream_rows.locked_mark(now)
    if isinstance(found, CaughtUp):
        bridging.keep(found.asked, found.found)
        held.missing = held.missing[bridging.BATCH :]
        held.forget()  # the rows hold more than it does
        mark.mark, mark.at = uuid4().hex, now
        mark.save()
        return
    try:
        stream = held.current(mark, tools.settings)
        with transaction.atomic():
            Batched(stream, held, tools.settings, now).keep(found)
            mark.state, mark.steps = pack(stream.state()), stream.state().sequence
            mark.mark, mark.at = uuid4().hex, now
            mark.save()
    except Refused as refused:  # nothing of the batch is kept; the next one goes without it
        log.warning("refused by the stream", item=refused.item, why=str(refused))
        held.refused[refused.item] = str(refused)
        held.forget()
        return
    except BaseException:
        held.forget()
        raise
    held.mark = mark.mark  # where the commit fails, the row says another, and the stream is restored


class Batched:
    """One batch on its way into rows, inside its transaction."""

    def __init__(self, stream: Stream, held: Held, settings: Settings, now: datetime) -> None:
        self._stream = stream
        self._held = held
        self._settings = settings
        self._now = now
        self._touched: set[int] = set()  # row ids of stories
        self._new: dict[str, tuple[Looked, Sketch, Assignment]] = {}  # by item
        self._took = False  # a report
        self._copying = Copying(held.signs, now)

    def keep(self, found: Found) -> None:
        """Take the editors' decisions up, then the reports, then what pairs of them share."""
        for decision in models.Decision.objects.filter(applied=None).order_by("pk"):
            self._touched |= decide(decision, self._stream, self._now)
        given = iter(found.taken)
        for looked in found.batch.looked:
            taken = next(given) if looked.fate is Fate.TAKE else None
            if isinstance(taken, Taken) and self._waits(taken.sketch):
                break
            outcome = self._one(looked, taken)
            if outcome:
                store.count(_STAGE, outcome)
        self._changes()
        for due, shared in zip(found.pairs.due, found.shared, strict=True):
            self._copying.compared(due, shared)
        self._copying.settle()
        for story in sorted(self._touched):
            self._owe_telling(stream_rows.refresh(story, self._now))

    def _waits(self, sketch: Packed) -> bool:
        """Whether a report waits until the second model was asked for those before it: the first that needs it."""
        if sketch.bridge is None or not needs_bridge(sketch) or self._held.bridged:
            return False
        if not self._took:  # else what this batch brought gets its rows first
            self._held.missing = bridging.missing()
        return self._took or bool(self._held.missing)

    def _one(self, looked: Looked, taken: Taken | Rejected | None) -> str:
        """Take one report in or out; "" where it changed again meanwhile, or nothing came of it."""
        row = models.Article.objects.filter(pk=looked.article, latest=looked.version, stream_due=looked.due)
        if not row.update(stream_due=looked.until):
            return ""
        if isinstance(taken, Taken) and looked.item in self._held.refused:
            reason = f"it cannot be put into a story ({self._held.refused[looked.item]})"
            taken = Rejected(looked.name, _STAGE, reason)
        if isinstance(taken, Taken):
            self._took = True
            return self._take(looked, taken)
        if looked.fate is Fate.REFUSE:
            taken = Rejected(looked.name, _STAGE, looked.reason)
        if isinstance(taken, Rejected):
            store.put_rejected(taken, now=self._now)
        left = self._leave(looked)
        return "rejected" if taken is not None else "left" if left else ""

    def _leave(self, looked: Looked) -> bool:
        member = models.Member.objects.filter(article=looked.article).first()
        if member is None:
            return False
        self._stream.remove(member.item)
        self._touched.add(member.story_id)
        self._copying.leave(member)
        member.delete()
        return True

    def _take(self, looked: Looked, taken: Taken) -> str:
        sketch = unpack_sketch(taken.sketch)
        known = models.Member.objects.select_related("story").filter(article=looked.article).first()
        if known is not None:
            self._copying.edited(known)
        if known is not None and known.item not in self._stream:  # too old to be looked at again: it stays
            stream_rows.put_member(looked, sketch, known.story, known.number, known.score)
            self._touched.add(known.story_id)
            return "edited"
        if not (self._held.bridged or needs_bridge(sketch)):
            sketch = without_bridge(sketch)  # as in a batch of its own
        step = self._step(sketch, taken.sign, sketch.at or looked.due)
        for moved in step.moves:
            self._touched.update(stream_rows.move(moved, self._now))
        if known is None:
            self._new[looked.item] = looked, sketch, step.assignment
            return "opened" if step.assignment.opened else "joined"
        story = stream_rows.open_story(step.assignment.story, self._now)
        stream_rows.put_member(looked, sketch, story, known.number, step.assignment.score)
        self._touched |= {known.story_id, story.pk}
        return "edited"

    def _step(self, sketch: Sketch, sign: bytes, at: datetime) -> Step:
        try:
            step = self._stream.add(sketch)  # or revises
            self._held.note(sketch)
            self._copying.take(sketch.id, sign, at)
        except DatabaseError:
            raise
        except Exception as error:
            raise Refused(sketch.id, error) from error
        return step

    def _changes(self) -> None:
        """Write what the stream holds now: new reports, those that stand otherwise, those that are too old."""
        rows, gone = self._stream.changes()
        where = {row.sketch.id: (row.story, row.sequence) for row in rows}
        for item, (looked, sketch, assigned) in self._new.items():
            name, number = where.get(
                item, (self._stream.standing(assigned.story), None)
            )  # old already: no row
            story = stream_rows.open_story(name, self._now)
            stream_rows.put_member(looked, sketch, story, number, assigned.score)
            self._touched.add(story.pk)
        stream_rows.put_standing(rows)
        stream_rows.retire(gone)
        self._copying.write(gone)

    def _owe_telling(self, story: models.Story) -> None:
        if story.articles > 1 and self._settings.work.annotate:
            due = self._now + timedelta(seconds=self._settings.stories.tell_after)
            tasks.owe(Kind.TELL, story.pk, now=self._now, due=due, priority=2)
