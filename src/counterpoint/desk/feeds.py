"""Feeds in the store: added, polled, and what became of it.

Data way: Subscription -> Feed; Polled -> Entries and the tasks they owe. Functions that write run inside the caller's
transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from counterpoint.desk import models, tasks
from counterpoint.desk.places import domain_of
from counterpoint.desk.records import pack
from counterpoint.desk.store import in_utc, storable
from counterpoint.desk.tasks import Kind
from counterpoint.errors import ConfigError, FetchError
from counterpoint.ingest.targets import target
from counterpoint.masking import mask_url
from counterpoint.text import sha256
from counterpoint.types import Entry, FeedKind, ParsedFeed, Subscription

LONGEST_URL = 2000  # bytes; PostgreSQL's unique index takes some 2,700, browsers and servers about as much
FOLDER, FILE = "folder", "file"
_CHANGED = [
    "mark",
    "url",
    "title",
    "published",
    "seen",
    "record",
    "rechecks",
]  # of an entry that is known already
_AT_ONCE = 500  # entries kept by one statement
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
        ConfigError: The address is none that can be polled.
    """
    new, refused = add_feeds([(subscription, kind)], now=now)
    if refused:
        raise ConfigError(refused[0])
    return bool(new)


def add_feeds(
    found: Sequence[tuple[Subscription, str]], *, now: datetime
) -> tuple[list[Subscription], list[str]]:
    """Keep many feeds, each with its kind, as `add_feed` does one; return the new ones, and why others were refused."""
    wanted: dict[str, tuple[Subscription, str]] = {}
    refused: list[str] = []
    for subscription, kind in found:
        try:
            url = subscription.url if kind in {FOLDER, FILE} else pollable(subscription.url)
        except ConfigError as error:  # one of a list of thousands does not keep the others out
            refused.append(str(error))
        else:
            wanted.setdefault(storable(url), (subscription, kind))
    urls = list(wanted)
    new: list[Subscription] = []
    for start in range(0, len(urls), _AT_ONCE):
        part = {url: wanted[url] for url in urls[start : start + _AT_ONCE]}
        new += _add(part, now)
    return new, refused


def _add(wanted: dict[str, tuple[Subscription, str]], now: datetime) -> list[Subscription]:
    rows = models.Feed.objects.filter(url__in=list(wanted))
    known = set(rows.values_list("url", flat=True))
    fresh = [
        models.Feed(
            url=url,
            kind=kind,
            title=storable(subscription.title or ""),
            site=storable(subscription.site or ""),
            folders=[storable(folder) for folder in subscription.folders],
            added=now,
            next_poll=now,
        )
        for url, (subscription, kind) in wanted.items()
        if url not in known
    ]
    models.Feed.objects.bulk_create(fresh, ignore_conflicts=True)
    rows.filter(active=False).update(active=True, next_poll=now)
    files = {url for url, (_, kind) in wanted.items() if kind in {FOLDER, FILE}}
    hosts = {pk: "" if url in files else domain_of(url) for pk, url in rows.values_list("pk", "url")}
    tasks.owe_all(Kind.POLL, hosts, now=now)
    return [wanted[row.url][0] for row in fresh]


def pollable(url: str) -> str:
    """Return an address in the one form in which it is kept: host in lower case, without a fragment.

    Raises:
        ConfigError: It is none of the web, it holds a password, which would be kept, or it is too long.
    """
    try:
        found = str(target(url, mask_url(url)))
    except FetchError as error:
        raise ConfigError(str(error).replace("could not be fetched", "cannot be polled")) from None
    if not fits(found):
        raise ConfigError(f"an address of {len(found)} characters is no feed's: {found[:60]}...")
    return found


def fits(url: str) -> bool:
    """Whether an address is short enough to be a feed's."""
    return len(storable(url).encode()) <= LONGEST_URL


def folder_of(path: Path) -> Subscription:
    """Return a folder or file on this machine as something to poll.

    Raises:
        ConfigError: Its name is no text, or too long.
    """
    url = str(path.absolute())
    if storable(url) != url:
        raise ConfigError(f"the name of {storable(url)} is no UTF-8; rename it")
    if not fits(url):
        raise ConfigError(f"a path of {len(url)} characters is too long to be polled: {url[:60]}...")
    return Subscription(url=url, title=path.name)


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


def new_entries(feed: FeedState, found: Sequence[Entry], *, now: datetime) -> dict[int, str]:
    """Keep the entries that were not known, or have changed since; return their row ids and addresses, as listed."""
    keyed = list(reversed({sha256(entry.id): entry for entry in reversed(found)}.items()))
    return {
        row.pk: row.url
        for start in range(0, len(keyed), _AT_ONCE)
        for row in _keep(feed, keyed[start : start + _AT_ONCE], now)
    }


def _keep(feed: FeedState, keyed: Sequence[tuple[str, Entry]], now: datetime) -> list[models.Entry]:
    marks = {key: mark_of(entry) for key, entry in keyed}
    stored = models.Entry.objects.filter(feed_id=feed.id)
    known = dict(stored.filter(key__in=list(marks)).values_list("key", "mark"))
    # Some feeds give an entry another id at every poll: the same address with the same words is the same entry.
    unknown = [marks[key] for key, entry in keyed if key not in known and entry.url]
    told = set(stored.filter(mark__in=unknown).values_list("mark", flat=True))
    rows: list[models.Entry] = []
    for key, entry in keyed:
        mark = marks[key]
        if known.get(key) == mark or (key not in known and entry.url and mark in told):
            continue
        told.add(mark)
        rows.append(
            models.Entry(
                feed_id=feed.id,
                key=key,
                mark=mark,
                url=storable(entry.url or ""),
                title=storable(entry.title or ""),
                published=in_utc(entry.published or entry.updated),
                seen=now,
                record=pack(entry),
            )
        )
    return models.Entry.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["feed", "key"], update_fields=_CHANGED
    )


def mark_of(entry: Entry) -> str:
    """Return what changes when an entry does. Words that a feed rewrites at each poll (counts of comments) are not in it."""
    changed = updated.isoformat() if (updated := in_utc(entry.updated)) else ""
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
    added = 0
    for entry in dated[:_CHILDREN]:
        with suppress(ConfigError):  # an address that nobody can ask
            child = Subscription(url=entry.url or "", folders=folders)
            added += add_feed(child, now=now, kind=FeedKind.SITEMAP.value)
    return added
