"""The stories as they are listed and shown.

Data way: Story, Member rows -> Listed, Shown. Reads only; the time is an argument. Ranking: `cluster/ranking.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from counterpoint.cluster.ranking import Reader, rank
from counterpoint.desk import models
from counterpoint.desk.before_after import neighbours
from counterpoint.desk.carried import Carried, carried_in
from counterpoint.desk.records import unpack
from counterpoint.desk.stream_rows import standing
from counterpoint.errors import ConfigError
from counterpoint.run.storytelling import PackedDigest, unpack_digest
from counterpoint.types.since import News
from counterpoint.types.storyline import Neighbour
from counterpoint.types.stream import Digested, Term

_RANKED = 5_000  # stories, the latest, that are ranked: older ones have lost to age what they had
_NAMED = 500  # rows looked up in one query
_SHORTEST = 3  # characters of the beginning of a name
_CHOICES = 5  # stories named where a beginning fits several


class Sort(StrEnum):
    """In which order stories are listed."""

    MATTER = "matter"  # most important first
    LATEST = "latest"  # by their latest report


@dataclass(frozen=True, slots=True)
class Part:
    """One report of a story."""

    id: str  # Article.id of its version there
    path: str | None
    url: str | None
    outlet: str
    copy_of: str | None  # Article.id of the report whose words it carries
    copy_kind: str | None
    copy_story: str | None = None  # the other story that this report is in; None: it is in the same one


@dataclass(frozen=True, slots=True)
class Listed:
    """A story in a list."""

    id: str
    title: str
    articles: tuple[Part, ...]
    outlets: int
    origins: int  # independent ones; until it is told, the reports that copy no other
    languages: tuple[str, ...]  # most frequent first
    disputed: bool
    disputes: tuple[str, ...]  # what is disputed
    first_published: datetime | None
    last_published: datetime | None
    storyline: str  # its own id where it goes on from no other story
    told: datetime | None  # when its reports were last compared
    score: float | None = None  # how much it matters; None where it was not ranked
    why: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which stories are listed."""

    since: datetime | None = None  # a report of it was published since
    language: str = ""  # it has reports in it
    disputed: bool = False
    sort: Sort = Sort.MATTER
    limit: int | None = None
    why: bool = False
    reader: Reader | None = None  # whose region, languages and interests count


def list_stories(asked: Asked, *, now: datetime) -> tuple[Listed, ...]:
    """Return the stories that are asked for."""
    rows = _asked(asked).order_by(F("latest").desc(), "name")
    if asked.sort is Sort.LATEST:
        found = list(rows[: asked.limit])
        ranked = _ranked(found, now, asked.reader) if asked.why else {}
    else:
        some = list(rows)
        ranked = _ranked(some[:_RANKED], now, asked.reader)
        some.sort(key=lambda row: -ranked[row.name][0] if row.name in ranked else float("inf"))
        found = some[: asked.limit]
    parts = _parts([row.pk for row in found])
    return tuple(_listed(row, parts[row.pk], ranked.get(row.name), why=asked.why) for row in found)


def _asked(asked: Asked) -> QuerySet[models.Story]:
    rows = models.Story.objects.filter(into=None, articles__gt=0).defer("record", "digest")
    found = rows.annotate(latest=Coalesce("last_published", "changed"))
    if asked.since is not None:
        found = found.filter(latest__gte=asked.since)
    if asked.disputed:
        found = found.exclude(disputed=[])
    if asked.language:
        wanted = models.Member.objects.filter(version__language=asked.language).values("story")
        found = found.filter(pk__in=wanted)
    return found


def _ranked(
    rows: Sequence[models.Story], now: datetime, reader: Reader | None
) -> dict[str, tuple[float, tuple[Term, ...]]]:
    digests: dict[int, bytes | memoryview[int] | None] = {}
    for start in range(0, len(rows), _NAMED):
        some = models.Story.objects.filter(pk__in=[row.pk for row in rows[start : start + _NAMED]])
        digests.update(some.values_list("pk", "digest"))
    ranked = rank([_digest(row, digests.get(row.pk)) for row in rows], now=now, reader=reader)
    return {found.story: (found.score, found.why) for found in ranked}


def _digest(row: models.Story, packed: bytes | memoryview[int] | None) -> Digested:
    """What ranking sees of a story: as it was told last, or what its columns say."""
    if packed is not None:
        return unpack_digest(unpack(packed, PackedDigest))
    return Digested(
        id=row.name,
        title=row.title,
        first=row.first_published,
        last=row.last_published,
        articles=row.articles,
        origins=row.origins,
        languages=frozenset(row.languages),
        published=tuple(time for time in (row.first_published, row.last_published) if time is not None),
    )


def _parts(stories: Sequence[int]) -> dict[int, list[Part]]:
    parts: dict[int, list[Part]] = defaultdict(list)
    for start in range(0, len(stories), _NAMED):
        members = models.Member.objects.filter(story__in=stories[start : start + _NAMED])
        rows = members.order_by("at", "pk").values_list(
            "story_id", "version__name", "article__path", "article__url", "version__outlet_name",
            "copy_of__version__name", "copy_kind", "copy_of__story_id", "copy_of__story__name",
        )  # fmt: skip
        for story, name, path, url, outlet, copied, kind, other, elsewhere in rows:
            where = elsewhere if other != story else None
            parts[story].append(Part(name, path or None, url or None, outlet, copied, kind or None, where))
    return parts


def _listed(
    row: models.Story, parts: Sequence[Part], ranked: tuple[float, tuple[Term, ...]] | None, *, why: bool
) -> Listed:
    return Listed(
        id=row.name,
        title=row.title,
        articles=tuple(parts),
        outlets=row.outlets,
        origins=row.origins,
        languages=tuple(row.languages),
        disputed=bool(row.disputed),
        disputes=tuple(row.disputed),
        first_published=row.first_published,
        last_published=row.last_published,
        storyline=row.storyline or row.name,
        told=row.told_at,
        score=None if ranked is None else ranked[0],
        why=ranked[1] if ranked is not None and why else (),
    )


@dataclass(frozen=True, slots=True)
class Note:
    """What happened to a story."""

    at: datetime
    kind: str  # edit, move or decision
    text: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What the desk knows of a story beside its record."""

    id: str
    asked: str  # the name that was asked for: another one where that story is part of this one now
    opened: datetime  # when its first report came, UTC: to who looked before, all of it is new
    storyline: str
    neighbours: tuple[Neighbour, ...]  # in the order of their times
    notes: tuple[Note, ...]  # oldest first
    news: tuple[News, ...]  # since the time that was asked for
    reports: int  # all of it; the record may hold fewer
    copies: tuple[Carried, ...] = ()  # whose words its reports carry; those from and in other stories first


def find_story(name: str) -> models.Story:
    """Return the story that a name, or the beginning of one, stands for; a redirect is followed.

    Raises:
        ConfigError: It stands for none, or for several.
    """
    name = name.strip()
    row = models.Story.objects.filter(name=name).first()
    if row is None and len(name) >= _SHORTEST:
        found = list(models.Story.objects.filter(name__startswith=name).order_by("name")[: _CHOICES + 1])
        if len(found) > 1:
            listed = "; ".join(f"{one.name} “{one.title}”" for one in found[:_CHOICES])
            raise ConfigError(f"{name} stands for several stories; name one in full: {listed}")
        row = found[0] if found else None
    if row is None:
        raise ConfigError(f"there is no story {name}; counterpoint stories lists them with their ids")
    if row.into_id is not None:
        row = models.Story.objects.get(name=standing(row.name))
    if row.articles == 0:
        raise ConfigError(f"no report of the story {row.name} is left: they were withdrawn or moved")
    return row


def beside(row: models.Story, asked: str, since: datetime | None) -> Beside:
    """Return what the desk knows of a story beside its record."""
    notes = models.StoryNote.objects.filter(story=row).order_by("at", "pk")
    if since is not None:
        notes = notes.filter(at__gte=since)
    return Beside(
        id=row.name,
        asked=asked,
        opened=row.opened,
        storyline=row.storyline or row.name,
        neighbours=neighbours(row),
        notes=tuple(Note(n.at, n.kind, n.text) for n in notes.exclude(kind="told")),
        news=(),  # who shows it puts in what `around` tells
        reports=row.articles,
        copies=carried_in(row),
    )
