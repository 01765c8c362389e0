"""The told stories as rows: which of them a story is compared with when it is told, and the storylines that its links make.

Data way: Story, its Digested -> Earlier (keys in rows) -> telling; Links -> StoryLink, Story.storyline. Reads and writes rows;
no clock, no chance: the same rows give the same answer in the same order. Which are compared is decided by
`cluster/predecessors.py`, what is linked by `cluster/storylines.py`; why by keys: docs/design/0015-storylines-and-ranking.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from counterpoint.cluster.predecessors import Period, candidates, held_keys, is_hub, period_of
from counterpoint.desk import models
from counterpoint.desk.records import pack, unpack
from counterpoint.desk.store import storable
from counterpoint.run.storytelling import PackedDigest, unpack_digest
from counterpoint.text import sha256
from counterpoint.types.stream import Link

_KEY = 64  # characters of a key


@dataclass(frozen=True, slots=True)
class Earlier:
    """Told stories that a story may go on from, in the order of `predecessors.Candidates`."""

    digests: tuple[PackedDigest, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()  # of each, story and storyline
    linked: tuple[str, ...] = ()  # those that it was found to go on from before
    latest: int = 0  # so many of `digests`, the first, are there only because they are the latest


class _Rows:
    """The told stories in the store, as `predecessors.Shelf`."""

    def __init__(self) -> None:
        # One that was merged has no digest. To ask for `into` as well would make SQLite read all rows by that index.
        self._told = models.Story.objects.filter(digest__isnull=False)

    def latest(self, since: datetime, until: datetime, most: int) -> Sequence[int]:
        told = self._told.filter(first_published__lte=until, last_published__gte=since)
        return list(told.order_by("-last_published", "pk").values_list("pk", flat=True)[:most])

    def held(self, keys: Collection[str], period: Period) -> Mapping[str, int]:
        rows = models.StoryKey.objects.filter(key__in=keys, at__gte=period.since, at__lte=period.until)
        return dict(rows.values_list("key").annotate(n=Count("pk")).order_by("key"))

    def holders(self, keys: Collection[str], period: Period, until: datetime) -> Iterator[tuple[int, str]]:
        rows = models.StoryKey.objects.filter(key__in=keys, at__gte=period.since, at__lte=period.until)
        yield from rows.filter(story__first_published__lte=until).values_list("story_id", "key")

    def lines(self, stories: Collection[int]) -> Mapping[int, str]:
        named = models.Story.objects.filter(pk__in=stories).exclude(storyline="")
        return dict(named.values_list("pk", "storyline"))

    def members(self, lines: Collection[str], until: datetime) -> Mapping[str, Sequence[int]]:
        rows = self._told.filter(storyline__in=lines, first_published__lte=until)
        members: dict[str, list[int]] = defaultdict(list)
        for line, pk in rows.order_by("first_published", "name").values_list("storyline", "pk"):
            members[line].append(pk)
        return members


def put_keys(row: models.Story, digest: PackedDigest) -> None:
    """Keep by what a story that has just been told is found."""
    at = row.last_published or row.opened
    own = _storable(held_keys(unpack_digest(digest)))
    known = set(models.StoryKey.objects.filter(story=row).values_list("key", flat=True))
    models.StoryKey.objects.filter(story=row, key__in=known - set(own)).delete()
    models.StoryKey.objects.filter(story=row).exclude(at=at).update(at=at)
    new = [key for key in own if key not in known]
    held = _Rows().held(new, period_of(at))
    rows = [models.StoryKey(story=row, key=key, at=at) for key in new if not is_hub(held.get(key, 0))]
    models.StoryKey.objects.bulk_create(rows, batch_size=200)


def _storable(keys: Iterable[str]) -> list[str]:
    """Return keys as a column takes them, each once: whatever text a report holds."""
    taken = map(storable, keys)
    return list(dict.fromkeys(key if len(key) <= _KEY else sha256(key) for key in taken))


def find_earlier(row: models.Story, keys: Collection[str]) -> Earlier:
    """Return the told stories that a story may go on from.

    Args:
        row: The story.
        keys: Of `predecessors.keys_of`; a story of none is compared with the latest alone.
    """
    links = models.StoryLink.objects.filter(after=row).order_by("-score", "before__name")
    linked = dict(links.values_list("before_id", "before__name"))
    began = row.first_published or row.opened
    barred = {row.pk, *_below(row)}
    found = candidates(_Rows(), _storable(keys), began, linked=list(linked), barred=barred)
    told = models.Story.objects.filter(digest__isnull=False, pk__in=found.stories)
    columns = told.values_list("pk", "digest", "name", "storyline")
    rows = {pk: (digest, name, line or name) for pk, digest, name, line in columns}
    chosen = [rows[pk] for pk in found.stories if pk in rows]
    return Earlier(
        digests=tuple(unpack(digest, PackedDigest) for digest, *_ in chosen if digest),
        lines=tuple((name, line) for _, name, line in chosen),
        linked=tuple(linked.values()),
        latest=found.latest,
    )


def put_links(row: models.Story, links: Sequence[Link]) -> None:
    """Keep a story's links to earlier ones; it is in their storyline then, and what hangs on it with it."""
    below = {row.pk, *_below(row)}
    models.StoryLink.objects.filter(after=row).delete()
    rows = models.Story.objects.filter(name__in=[link.before for link in links], into=None)
    before = {s.name: s for s in rows.defer("record", "digest") if s.pk not in below}
    for link in links:
        if link.before in before:
            why = pack(link.why)
            models.StoryLink.objects.create(before=before[link.before], after=row, score=link.score, why=why)
    _name_lines([row, *before.values()])


def merge(left: models.Story, into: models.Story) -> None:
    """Let the storyline of a story go on with the one that took its reports, in the caller's transaction.

    What hung on it hangs on the other, which goes on from what it went on from, until it is told anew.
    """
    models.StoryKey.objects.filter(story=left).delete()
    for one, other in (
        (left, into),
        (into, left),
    ):  # no ring: what comes after the one is not before the other
        barred = {one.pk, *_below(one)}
        models.StoryLink.objects.filter(after=other, before__in=barred).delete()
    links = models.StoryLink.objects
    for link in links.filter(Q(before=left) | Q(after=left)).order_by("-score", "pk"):
        before = into.pk if link.before_id == left.pk else link.before_id
        after = into.pk if link.after_id == left.pk else link.after_id
        if links.filter(before=before, after=after).exists():
            link.delete()
        else:
            links.filter(pk=link.pk).update(before=before, after=after)
    _name_lines([left, into])  # `left` is a redirect by now, and in none
    models.Story.objects.filter(pk=left.pk).update(storyline="")


def leave(row: models.Story) -> None:
    """Take a story of which no report is left out of its storyline; what hung on it begins one of its own."""
    models.StoryKey.objects.filter(story=row).delete()
    models.StoryLink.objects.filter(Q(before=row) | Q(after=row)).delete()
    _name_lines([row])
    models.Story.objects.filter(pk=row.pk).update(storyline="")
    row.storyline = ""


def _below(row: models.Story) -> set[int]:
    """Return the row ids of the stories that go on from a story, at whatever remove."""
    if not row.storyline:  # not told yet: none does
        return set()
    after: dict[int, list[int]] = defaultdict(list)
    links = models.StoryLink.objects.filter(after__storyline=row.storyline)
    for before, later in links.values_list("before_id", "after_id"):
        after[before].append(later)
    found: set[int] = set()
    todo = [row.pk]
    while todo:
        more = set(after[todo.pop()]) - found - {row.pk}
        found |= more
        todo += more
    return found


def _name_lines(rows: Iterable[models.Story]) -> None:
    """Name anew the storylines that stories are in or were: each story's after the first that its closest links lead to."""
    given = list(rows)
    touched = Q(storyline__in={row.storyline for row in given if row.storyline})
    stories = models.Story.objects.filter(touched | Q(pk__in=[row.pk for row in given]), into=None)
    named = {pk: (name, line) for pk, name, line in stories.values_list("pk", "name", "storyline")}
    links = models.StoryLink.objects.filter(after__in=list(named)).order_by("-score", "before__name")
    above: dict[int, int] = {}  # the closest of each
    for before, after in links.values_list("before_id", "after_id"):
        above.setdefault(after, before)
    moved: dict[str, list[int]] = defaultdict(list)
    for pk, (_, line) in sorted(named.items()):
        top = _top(pk, above)
        if top in named and line != named[top][0]:
            moved[named[top][0]].append(pk)
    for line, pks in sorted(moved.items()):
        models.Story.objects.filter(pk__in=pks).update(storyline=line)


def _top(story: int, above: Mapping[int, int]) -> int:
    seen = {story}
    while story in above and above[story] not in seen:
        story = above[story]
        seen.add(story)
    return story
