"""What the stream of stories is to look at next: reports that are new, edited, withdrawn, or free of their embargo.

Data way: rows of the store -> Items. Reads only. A report that may not be analysed, is under embargo or was taken back is in
no story; that is found here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.db.models import QuerySet

from counterpoint.desk import models, rights
from counterpoint.desk.records import unpack
from counterpoint.types import Action, Article, BlockKind
from counterpoint.types.stream import Item

BATCH = 32  # reports of one transaction
# As `cluster.copies` compares the articles of a story: no captions, no notes.
_OWN = frozenset({BlockKind.STANDFIRST, BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.HEADING})
_AHEAD = timedelta(days=1)  # a page is not published later than it was seen, zones aside: its clock is wrong
_NAMED = (
    20  # characters of Article.place that name a report: of a billion, two that agree are not to be expected
)


class Fate(Enum):
    """What becomes of a report."""

    TAKE = "take"  # into the stream
    LEAVE = "leave"  # it was withdrawn: out of its story
    WAIT = "wait"  # for the end of its embargo
    REFUSE = "refuse"  # it may not be analysed


@dataclass(frozen=True, slots=True)
class Looked:
    """One report, as it was looked at."""

    article: int  # row id
    version: int  # row id
    due: datetime  # Article.stream_due: when it is another by now, the report has changed again
    item: str
    name: str  # what to call it
    fate: Fate
    until: datetime | None = None  # of WAIT
    reason: str = ""  # of REFUSE


@dataclass(frozen=True, slots=True)
class Batch:
    """What is next; an Item for each that is to be taken, in the same order."""

    looked: tuple[Looked, ...]
    items: tuple[Item, ...]


def waiting(now: datetime) -> QuerySet[models.Article]:
    """Return the articles that the stream is to look at, in the order in which they were stored."""
    rows = models.Article.objects.filter(stream_due__isnull=False, stream_due__lte=now, latest__isnull=False)
    return rows.order_by("stream_due", "latest_id")


def item_name(place: str) -> str:
    """Return what the stream calls the report at a place, through all its versions."""
    return place[:_NAMED]


def next_batch(now: datetime, licensed: tuple[str, ...], most: int = BATCH) -> Batch:
    """Return what is due."""
    rows = waiting(now).select_related("latest", "outlet").defer("latest__marks", "latest__changes")
    looked, items = [], []
    for row in rows[:most]:
        version = row.latest
        assert version is not None
        found = _look(row, version, now, licensed)
        looked.append(found)
        if found.fate is Fate.TAKE:
            items.append(item_of(row, version))
    return Batch(tuple(looked), tuple(items))


def _look(row: models.Article, version: models.Version, now: datetime, licensed: tuple[str, ...]) -> Looked:
    assert row.stream_due is not None
    article = unpack(version.record, Article)
    fate, until, reason = Fate.TAKE, None, ""
    if row.withdrawn is not None:
        fate = Fate.LEAVE
    elif version.embargo is not None and version.embargo > now:
        fate, until = Fate.WAIT, version.embargo
    else:
        answer = rights.permission(Action.ANALYSE, version.capture_id, article, licensed)
        if not answer.allowed:
            fate = Fate.REFUSE
            reason = f"{answer.why} A licence that you hold goes into the setting rights.licensed."
    name = article.url or row.url or row.path or article.id
    return Looked(row.pk, version.pk, row.stream_due, item_name(row.place), name, fate, until, reason)


def item_of(row: models.Article, version: models.Version, *, text: bool = True) -> Item:
    """Return a version as clustering reads it; without its text where only the rest is of use."""
    article = unpack(version.record, Article)
    published = version.published
    if published is not None and published > version.at + _AHEAD:
        published = None
    return Item(
        id=item_name(row.place),
        title=article.title,
        text=article.text if text else "",
        language=article.language,
        published=published,
        seen=version.at,
        outlet=(row.outlet.domain if row.outlet else version.outlet_name) or None,
        url=article.url or row.url or None,
        agency=article.agency.name if article.agency is not None and article.agency.copy else None,
        opening=_opening(article) if text else "",
        account=_account(article) if text else (),
    )


def _account(article: Article) -> tuple[tuple[int, int], ...]:
    """Where the report's own words stand; its title is the outlet's own also over a dispatch that it carries."""
    return tuple(
        (b.start, b.end)
        for b in article.blocks
        if b.kind in _OWN and article.text[b.start : b.end] != article.title
    )


def _opening(article: Article) -> str:
    paragraphs = (b for b in article.blocks if b.kind is BlockKind.PARAGRAPH and b.end > b.start)
    first = next(paragraphs, None)
    return "" if first is None else article.text[first.start : first.end]
