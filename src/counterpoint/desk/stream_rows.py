"""The stream's reports, stories and redirects as rows, and the stream out of rows again.

Data way: Sketch, Assignment, Move -> Member, Story -> Row, State. Each function that writes runs inside the caller's transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from counterpoint.cluster.online import Row
from counterpoint.desk import models, storylines
from counterpoint.desk.records import pack, unpack
from counterpoint.desk.store import storable
from counterpoint.desk.stream_batch import Looked
from counterpoint.run.sketching import Packed, pack_sketch, unpack_sketch
from counterpoint.types.around import Moved
from counterpoint.types.stream import Move, MoveKind, Sketch

NOTES = 50  # of one story that are kept: the latest
_NAMED = 500  # rows looked up in one query


@dataclass(frozen=True, slots=True)
class Standing:
    """What the stream holds of an active report beside its sketch: the fields of `cluster.online.Row`."""

    opened: int
    arrived: datetime | None
    stands_by: str
    likeness: tuple[tuple[str, float], ...]
    held: str
    parted: tuple[str, ...]


def locked_mark(now: datetime) -> models.StreamMark:
    """Return the stream's mark, which nobody else has until the caller's transaction ends.

    Whoever writes stories or storylines takes it first: a batch of the stream, and the end of a telling. On PostgreSQL two
    that each named the storylines that they saw would leave a story under a name that no other bears.
    """
    models.StreamMark.objects.get_or_create(pk=1, defaults={"mark": "", "at": now})
    return models.StreamMark.objects.select_for_update().get(pk=1)


def active_rows() -> Iterator[Row]:
    """Yield what the stream is restored from, in the order of arrival."""
    rows = models.Member.objects.filter(standing__isnull=False).order_by("number")
    found = rows.values_list("number", "sketch", "standing", "story__name")
    for number, sketch, packed, story in found.iterator(chunk_size=_NAMED):
        assert packed is not None
        assert number is not None
        standing = unpack(packed, Standing)
        yield Row(
            sketch=unpack_sketch(unpack(sketch, Packed)),
            story=story,
            sequence=number,
            opened=standing.opened,
            arrived=standing.arrived,
            stands_by=standing.stands_by,
            likeness=standing.likeness,
            held=standing.held,
            parted=standing.parted,
        )


def put_standing(rows: Iterable[Row]) -> None:
    """Keep what the stream holds of active reports now."""
    stories: dict[str, int] = {}
    for row in rows:
        if row.story not in stories:
            stories[row.story] = models.Story.objects.values_list("pk", flat=True).get(name=row.story)
        standing = Standing(row.opened, row.arrived, row.stands_by, row.likeness, row.held, row.parted)
        models.Member.objects.filter(item=row.sketch.id).update(
            story=stories[row.story], standing=pack(standing)
        )


def retire(items: Iterable[str]) -> None:
    """Note that reports are too old to attract others and to be looked for as sources; they stay in their stories."""
    listed = list(items)
    for start in range(0, len(listed), _NAMED):
        found = models.Member.objects.filter(item__in=listed[start : start + _NAMED])
        found.update(standing=None, sign=None, signed=None)


def open_story(name: str, now: datetime) -> models.Story:
    """Return the story of a name, which stands from now on."""
    story, made = models.Story.objects.get_or_create(name=name, defaults={"opened": now, "changed": now})
    if not made and story.into_id is not None:
        story.into = None
        story.save(update_fields=["into"])
    return story


def put_member(looked: Looked, sketch: Sketch, story: models.Story, number: int | None, score: float) -> None:
    """Keep a report that is new in the stream, or a new version of one that is known."""
    models.Member.objects.update_or_create(
        article_id=looked.article,
        defaults={
            "version_id": looked.version,
            "story": story,
            "item": looked.item,
            "number": number,
            "at": sketch.at or looked.due,
            "sketch": pack(pack_sketch(sketch)),
            "score": score,
        },
    )


def move(moved: Move, now: datetime) -> tuple[int, int]:
    """Carry a move out; return the row ids of the story left and of the one entered."""
    left, into = open_or_known(moved.story, now), open_story(moved.into, now)
    members = models.Member.objects.filter(story=left)
    if moved.kind is MoveKind.SPLIT:
        for start in range(0, len(moved.items), _NAMED):
            members.filter(item__in=moved.items[start : start + _NAMED]).update(story=into)
    else:
        members.update(story=into)
        models.Story.objects.filter(pk=left.pk).update(
            into=into, articles=0, record=None, digest=None, told=None
        )
        storylines.merge(left, into)
    said = _moved(moved)
    for story, came in ((left, False), (into, True)):
        note(story.pk, "move", said, now, record=pack(_seen_from(moved, now, came=came)))
    return left.pk, into.pk


def _seen_from(moved: Move, at: datetime, *, came: bool) -> Moved:
    """Return a move as one of its two stories shows it: that which reports came to, or that which they left."""
    whole = moved.kind is MoveKind.MERGED
    other = moved.story if came else moved.into
    return Moved(at, came, whole, other, 0 if whole else len(moved.items), moved.why)


def _moved(moved: Move) -> str:
    if moved.kind is MoveKind.MERGED:
        return f"{moved.story} became part of {moved.into}: {moved.why}."
    number = len(moved.items)
    reports = "1 report" if number == 1 else f"{number} reports"
    return f"{reports} of {moved.story} went into {moved.into}: {moved.why}."


def open_or_known(name: str, now: datetime) -> models.Story:
    """Return the story of a name, redirect or not."""
    return models.Story.objects.get_or_create(name=name, defaults={"opened": now, "changed": now})[0]


def note(
    story: int, kind: str, text: str, now: datetime, *, item: str = "", record: bytes | None = None
) -> None:
    """Write down what happened to a story; what is older than its latest notes goes."""
    models.StoryNote.objects.create(
        story_id=story, at=now, kind=kind, text=storable(text), item=item, record=record
    )
    notes = models.StoryNote.objects.filter(story_id=story).order_by("-at", "-pk")
    old = list(notes.values_list("pk", flat=True)[NOTES : NOTES + _NAMED])
    if old:
        models.StoryNote.objects.filter(pk__in=old).delete()


def refresh(story: int, now: datetime) -> models.Story:
    """Bring a story's columns up to date with its reports, and note that it is to be told anew."""
    row = models.Story.objects.select_for_update().get(pk=story)  # no telling is overwritten
    found = list(
        models.Member.objects.filter(story=row)
        .order_by("at", "number")
        .values_list("version__title", "version__language", "version__published", "article__outlet_id",
                     "version__outlet_name", "article_id", "at")
    )  # fmt: skip
    times = [published or at for _, _, published, *_, at in found]
    row.articles = len(found)
    row.outlets = len({outlet or name or article for _, _, _, outlet, name, article, *_ in found})
    row.languages = [code for code, _ in Counter(language for _, language, *_ in found).most_common()]
    row.first_published, row.last_published = min(times, default=None), max(times, default=None)
    row.touched += 1
    row.changed = now
    if row.articles < 2:  # nothing to compare: told when somebody asks
        row.record, row.digest, row.told, row.told_at, row.disputed = None, None, None, None, []
        row.origins = row.articles
    if row.told is None:
        row.origins = _origins(row.pk)
        row.title = found[0][0] if found else row.title
    row.save()
    if row.articles < 2:
        models.StoryKey.objects.filter(story=row).delete()
    if row.articles == 0:
        storylines.leave(row)
    return row


def count_origins(story: int) -> None:
    """Count anew of how many reports the others of a story are copies, where it was not told yet."""
    models.Story.objects.filter(pk=story, told=None).update(origins=_origins(story))


def _origins(story: int) -> int:
    """Copies of one report count once, be it in another story."""
    found = models.Member.objects.filter(story=story).values_list("pk", "copy_of_id")
    sources = dict(found)
    return len({_first(sources, key) for key in sources})


def _first(sources: Mapping[int, int | None], key: int) -> int:
    seen: list[int] = []
    while key not in seen:
        source = sources.get(key)
        if source is None:
            return key
        seen.append(key)
        key = source
    return min(seen[seen.index(key) :])  # each carries the other: one


def standing(name: str) -> str:
    """Return the name under which a story stands now: its own, or of the one that took its reports."""
    seen = set()
    while name not in seen:
        seen.add(name)
        into = models.Story.objects.filter(name=name).values_list("into__name", flat=True).first()
        if not into:
            break
        name = into
    return name
