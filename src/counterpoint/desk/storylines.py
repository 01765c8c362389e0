"""Which earlier stories a story is compared with when it is told, and the storylines that its links make.

Data way: Story, its Digested -> Earlier (keys in rows) -> telling; Links -> StoryLink, Story.storyline. Reads and writes rows;
no clock, no chance: the same rows give the same answer in the same order. What is linked is decided by
`cluster/storylines.py`; why by keys: docs/design/0018-stories-in-the-desk.md.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from counterpoint.cluster.storylines import MEMBERS
from counterpoint.desk import models
from counterpoint.desk.records import pack, unpack
from counterpoint.desk.store import storable
from counterpoint.run.storytelling import PackedDigest
from counterpoint.text import sha256
from counterpoint.types.stream import Digested, Link

LATEST = 150  # told stories, the latest, that one is compared with whatever they tell of
RECENT = timedelta(days=180)  # how long before a story's beginning those may lie
FOUND = 150  # told stories that share its rarest keys
REACH = timedelta(days=400)  # how long before a story's beginning those may lie: an anniversary, a verdict
# A key that so many stories of REACH hold is passed over, and written no more: a head of state, a capital. It ties nothing
# together, and to read its holders would cost more than all else.
HUB = 300
HOLDERS = 2_000  # rows of keys read for one story, the rarest keys first: some 5 ms
THREADS = (
    150  # further members of the storylines found, by which it is seen whether a story fits the whole thread
)
TERMS = 8  # words of a story, the weightiest, that are keys
ADDRESSES = 60  # of a story's reports that are keys
_KEY = 64  # characters of a key


@dataclass(frozen=True, slots=True)
class Earlier:
    """Told stories that a story may go on from: the latest first, then those found by keys."""

    digests: tuple[PackedDigest, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()  # of each, story and storyline
    linked: tuple[str, ...] = ()  # those that it was found to go on from before
    latest: int = 0  # so many of `digests`, the first, are there only because they are the latest


def put_keys(row: models.Story, digest: PackedDigest) -> None:
    """Keep by what a story that has just been told is found."""
    at = row.last_published or row.opened
    own = [*keys_of(digest), *_addresses(digest.urls)]
    known = set(models.StoryKey.objects.filter(story=row).values_list("key", flat=True))
    models.StoryKey.objects.filter(story=row, key__in=known - set(own)).delete()
    models.StoryKey.objects.filter(story=row).exclude(at=at).update(at=at)
    new = [key for key in own if key not in known]
    held = _held(new, at)
    rows = [models.StoryKey(story=row, key=key, at=at) for key in new if held[key] < HUB]
    models.StoryKey.objects.bulk_create(rows, batch_size=200)


def keys_of(digest: Digested | PackedDigest, links: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the keys that a story shares with others of its thread, each once, in one order.

    Args:
        digest: Of the story.
        links: Addresses that its reports link to, whose stories are looked for.
    """
    keys = {_key(f"name:{name}") for name in digest.names} | {_key(f"place:{p}") for p in digest.places}
    keys |= {_key(f"term:{term}") for term, _ in digest.terms[:TERMS]}
    return (*sorted(keys), *_addresses(links))


def _addresses(urls: Iterable[str]) -> list[str]:
    return [f"url:{sha256(url)[:40]}" for url in sorted(set(urls))[:ADDRESSES]]


def _key(text: str) -> str:
    text = storable(text)
    return text if len(text) <= _KEY else sha256(text)


def _held(keys: Collection[str], at: datetime) -> Counter[str]:
    """Return how many stories around a time hold each key."""
    rows = models.StoryKey.objects.filter(key__in=keys, at__gte=at - REACH, at__lte=at + RECENT)
    return Counter(dict(rows.values_list("key").annotate(n=Count("pk")).order_by("key")))


def find_earlier(row: models.Story, keys: Collection[str]) -> Earlier:
    """Return the told stories that a story may go on from.

    Args:
        row: The story.
        keys: As `keys_of` has them; a story of none is compared with the latest alone.
    """
    began = row.first_published or row.opened
    below = _below(row)
    # One that was merged has no digest. To ask for `into` as well would make SQLite read all rows by that index.
    told = models.Story.objects.filter(digest__isnull=False, first_published__lte=began)
    told = told.exclude(pk__in={row.pk, *below})
    recent = told.filter(last_published__gte=began - RECENT).order_by("-last_published", "pk")
    latest = list(recent.values_list("pk", flat=True)[:LATEST])
    links = models.StoryLink.objects.filter(after=row).order_by("-score", "before__name")
    linked = dict(links.values_list("before_id", "before__name"))
    known = {*latest, *linked, *below, row.pk}
    found = [*linked, *(pk for pk in _sharing(keys, began) if pk not in known)][: FOUND + len(linked)]
    more = _threads(told, [*found, *latest])
    order = list(dict.fromkeys([*latest, *found, *more]))
    columns = told.filter(pk__in=order).values_list("pk", "digest", "name", "storyline")
    rows = {pk: (digest, name, line or name) for pk, digest, name, line in columns}
    chosen = [rows[pk] for pk in order if pk in rows]
    return Earlier(
        digests=tuple(unpack(digest, PackedDigest) for digest, *_ in chosen if digest),
        lines=tuple((name, line) for _, name, line in chosen),
        linked=tuple(linked.values()),
        latest=len(latest),
    )


def _sharing(keys: Collection[str], began: datetime) -> list[int]:
    """Return the row ids of stories that share rare keys with one that began then, the most and rarest first, then the latest made."""
    held = _held(keys, began)
    rare: list[str] = []
    total = 0
    for key, number in sorted(held.items(), key=lambda pair: (pair[1], pair[0])):
        total += number
        if number >= HUB or total > HOLDERS:
            break
        rare.append(key)
    rows = models.StoryKey.objects.filter(
        key__in=rare, at__gte=began - REACH, at__lte=began + RECENT, story__first_published__lte=began
    )
    weights: dict[int, list[float]] = defaultdict(list)
    for story, key in rows.values_list("story_id", "key"):
        weights[story].append(math.log(HUB / held[key]))
    return sorted(weights, key=lambda pk: (-round(math.fsum(weights[pk]), 6), -pk))


def _threads(told: QuerySet[models.Story], chosen: Sequence[int]) -> list[int]:
    """Return the first and the latest members of the storylines of stories, those of the first stories first."""
    named = models.Story.objects.filter(pk__in=chosen).exclude(storyline="").values_list("pk", "storyline")
    line_of = dict(named)
    rows = told.filter(storyline__in=set(line_of.values())).order_by("first_published", "name")
    members: dict[str, list[int]] = defaultdict(list)
    for line, pk in rows.values_list("storyline", "pk"):
        members[line].append(pk)
    known = set(chosen)
    more: list[int] = []
    for line in dict.fromkeys(line_of[pk] for pk in chosen if pk in line_of):
        all_of = members[line]
        sample = all_of if len(all_of) <= MEMBERS else [all_of[0], *all_of[1 - MEMBERS :]]
        more += [pk for pk in sample if pk not in known]
        if len(more) >= THREADS:
            break
    return more


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
