"""Feeds in the store: added, polled, and what became of it.

Data way: Subscription -> Feed; Polled -> Entries and the tasks they owe. Functions that write run inside the caller's
transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from counterpoint.desk import models, tasks
from counterpoint.desk.places import domain_of
from counterpoint.desk.records import pack
from counterpoint.desk.store import storable
from counterpoint.desk.tasks import Kind
from counterpoint.errors import ConfigError
from counterpoint.text import sha256
from counterpoint.types import Entry, FeedKind, ParsedFeed, Subscription

LONGEST_URL = (
    2000  # code points; PostgreSQL's unique index takes some 2,700 bytes, browsers and servers about as much
)
FOLDER, FILE = "folder", "file"
_CHILDREN = 50  # sitemaps of one index that are polled: the newest; an index of an archive lists thousands of old ones


@dataclass(frozen=True, slots=True)
class FeedState:
    """What a poll needs to know of a feed."""

    id: int
    url: str
    kind: str
    title: str
    language: str
    etag: str
    last_modified: str
    validated: str  # the address that gave the two
    fingerprint: str


def add_feed(subscription: Subscription, *, now: datetime, kind: str = "") -> bool:
    """Keep a feed and owe its first poll; False where it is known already (it is made active again).

    Raises:
        ConfigError: The address is too long to be one.
    """
    if len(subscription.url) > LONGEST_URL:
        raise ConfigError(
            f"an address of {len(subscription.url)} characters is no feed's: {subscription.url[:60]}..."
        )
    row, made = models.Feed.objects.get_or_create(
        url=storable(subscription.url),
        defaults={
            "kind": kind,
            "title": storable(subscription.title or ""),
            "site": storable(subscription.site or ""),
            "folders": list(subscription.folders),
            "added": now,
            "next_poll": now,
        },
    )
    if not made and not row.active:
        models.Feed.objects.filter(pk=row.pk).update(active=True, next_poll=now)
    tasks.owe(Kind.POLL, row.pk, now=now, host="" if kind in {FOLDER, FILE} else domain_of(subscription.url))
    return made


def folder_of(path: Path) -> Subscription:
    """Return a folder or file on this machine as something to poll."""
    return Subscription(url=str(path.absolute()), title=path.name)


def feed_state(feed: int) -> FeedState | None:
    """Return what a poll needs; None where the feed is gone or stopped."""
    row = models.Feed.objects.filter(pk=feed, active=True).first()
    if row is None:
        return None
    return FeedState(
        row.pk,
        row.url,
        row.kind,
        row.title,
        row.language,
        row.etag,
        row.last_modified,
        row.validated,
        row.fingerprint,
    )


def new_entries(feed: FeedState, found: Sequence[Entry], *, now: datetime) -> list[int]:
    """Keep the entries that were not known, or have changed since; return their row ids, newest first as listed."""
    keyed = {sha256(entry.id): entry for entry in reversed(found)}
    known = {
        row.key: row
        for row in models.Entry.objects.filter(feed_id=feed.id, key__in=list(keyed)).defer("record")
    }
    fresh: list[int] = []
    for key, entry in reversed(keyed.items()):
        mark = mark_of(entry)
        if key in known and known[key].mark == mark:
            continue
        row, _ = models.Entry.objects.update_or_create(
            feed_id=feed.id,
            key=key,
            defaults={
                "mark": mark,
                "url": storable(entry.url or ""),
                "title": storable(entry.title or ""),
                "published": entry.published or entry.updated,
                "seen": now,
                "record": pack(entry),
                "rechecks": 0,
            },
        )
        fresh.append(row.pk)
    return fresh


def mark_of(entry: Entry) -> str:
    """Return what changes when an entry does. Words that a feed rewrites at each poll (counts of comments) are not in it."""
    changed = entry.updated.isoformat() if entry.updated else ""
    return sha256("\n".join([changed, entry.title or "", entry.url or "", entry.content or ""]))


def described(feed: FeedState, parsed: ParsedFeed, *, url: str) -> None:
    """Keep what a feed says of itself."""
    models.Feed.objects.filter(pk=feed.id).update(
        kind=parsed.kind.value,
        title=storable(parsed.title or feed.title),
        site=storable(parsed.url or ""),
        language=storable(parsed.language or "")[:35],
        hub=storable(parsed.hub or ""),
        topic=storable(parsed.self_url or url),
    )


def add_children(feed: FeedState, parsed: ParsedFeed, *, now: datetime) -> int:
    """Add the sitemaps that an index lists, newest first; return how many were not known."""
    dated = sorted(
        (e for e in parsed.entries if e.url),
        key=lambda e: stamp.timestamp() if (stamp := e.updated or e.published) else 0.0,
        reverse=True,
    )
    folders = (feed.title or domain_of(feed.url),)
    children = [
        Subscription(url=e.url, folders=folders)
        for e in dated[:_CHILDREN]
        if e.url and len(e.url) <= LONGEST_URL
    ]
    return sum(add_feed(child, now=now, kind=FeedKind.SITEMAP.value) for child in children)
