"""WebSub in the desk: hubs are asked to tell what is new, and are believed only where we asked and they sign.

Data way: Feed with a hub -> HubLease -> a poll that is due at once. `subscribe_due` is a step of the worker's upkeep,
`begin_hub` and `keep_hub` are the worker's as for every task, `confirm` and `pushed` are the server's.
Spec: W3C Recommendation WebSub, 23 January 2018.

What a hub sends is taken as a hint and not read: the feed is polled at once. So foreign bytes go one way only, through the
fetcher's checks and the guarded child; a hub may send entries without the feed around them; and a stolen secret buys
a poll, at most one in `_SOONEST`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import F, Q

from counterpoint.config import ServeSettings
from counterpoint.desk import models, store, tasks
from counterpoint.desk.feeds import LONGEST_URL
from counterpoint.desk.guarded import kept, reading
from counterpoint.desk.places import domain_of
from counterpoint.desk.stages import Tools
from counterpoint.desk.tasks import Job, Kind, State
from counterpoint.errors import FetchError
from counterpoint.ingest import websub
from counterpoint.ingest.http import HttpFetcher
from counterpoint.ingest.websub import HubSubscription
from counterpoint.logs import get_logger
from counterpoint.types import Rejected

log = get_logger("counterpoint.hubs")

LOOK = timedelta(seconds=60)  # between two looks for what hubs are to be asked
_SOONEST = timedelta(seconds=30)  # from one poll to the next, however often a hub tells
_FIRST_WAIT = timedelta(hours=1)  # for a hub to confirm; doubled each time that it does not
_LONGEST_WAIT = timedelta(days=7)
_GOODBYES = 3  # times that a hub is asked to end; then its lease runs out by itself
_AT_ONCE = 100  # feeds of one look: a new subscription costs a request
ASKED, REJECTED = "asked", "rejected"


class Taken(StrEnum):
    """What became of what a hub sent."""

    UNKNOWN = "unknown"  # no such subscription: the hub may forget it
    UNSIGNED = "unsigned"  # not by the hub: dropped, and not said so
    TAKEN = "taken"


def is_on(serve: ServeSettings) -> bool:
    """Whether hubs may be asked: they must be able to reach us."""
    return serve.websub and bool(serve.public_url)


def callback(serve: ServeSettings, token: str) -> str:
    """Return our address for one subscription."""
    return f"{serve.public_url.rstrip('/')}/websub/{token}"


def subscribe_due(tools: Tools, *, token: Callable[[], str] = lambda: secrets.token_urlsafe(32)) -> None:
    """Owe a request to every hub that is to be asked now: to begin, to go on, to end.

    Args:
        tools: The worker's.
        token: Gives unguessable text, of at most 64 characters.

    Raises:
        StoreError: As `guarded.kept`.
    """
    serve, now = tools.settings.serve, tools.clock()
    with reading():
        anything = models.HubLease.objects.exists() or models.Feed.objects.exclude(hub="").exists()
    if not anything:
        return
    with kept():
        if not is_on(serve):  # nobody hears the hubs: polls are again all there is
            models.Feed.objects.filter(lease_until__isnull=False).update(lease_until=None)
            models.HubLease.objects.all().delete()
            return
        _begin_leases(serve, token, now)
        _end_leases(now)
        _after_polls(now)
        for row in models.HubLease.objects.filter(due__lte=now).order_by("due")[:_AT_ONCE]:
            tasks.owe(Kind.HUB, row.pk, now=now, host=domain_of(row.hub))


def _begin_leases(serve: ServeSettings, token: Callable[[], str], now: datetime) -> None:
    """Make a row for each feed that has come to name a hub, and a new one where hub, topic or our address is another."""
    told = models.Feed.objects.filter(active=True).exclude(hub="")
    here = Q(lease__callback__startswith=callback(serve, ""))
    same = here & Q(lease__wanted=True, lease__hub=F("hub"), lease__topic=F("topic"))
    just = Q(lease__asked__gt=now - _FIRST_WAIT)  # some feeds name another topic in each answer
    for feed in (
        told.filter(~same | Q(lease__isnull=True)).exclude(just).only("pk", "hub", "topic")[:_AT_ONCE]
    ):
        if max(len(feed.hub), len(feed.topic)) > LONGEST_URL:
            continue
        ours = token()
        models.HubLease.objects.filter(feed=feed).delete()  # the old one runs out: its address is unknown now
        models.HubLease.objects.create(
            feed=feed,
            token=ours,
            secret=token(),
            hub=feed.hub,
            topic=feed.topic,
            callback=callback(serve, ours),
            due=now,
        )
        models.Feed.objects.filter(pk=feed.pk).update(lease_until=None)


def _end_leases(now: datetime) -> None:
    """Ask hubs to end what is told of feeds that are not polled any more, or name no hub any more."""
    ending = models.HubLease.objects.filter(Q(feed__active=False) | Q(feed__hub=""), wanted=True)
    models.Feed.objects.filter(lease__in=ending.filter(verified__isnull=True)).update(lease_until=None)
    ending.filter(verified__isnull=True).delete()
    for row in ending[:_AT_ONCE]:
        models.HubLease.objects.filter(pk=row.pk).update(wanted=False, due=now, tries=0)
        models.Feed.objects.filter(pk=row.feed_id).update(lease_until=None)


def _after_polls(now: datetime) -> None:
    """Owe the polls that hubs asked for while one was under way."""
    for row in models.HubLease.objects.filter(pushed__isnull=False)[:_AT_ONCE]:
        _poll_now(row, now)


def begin_hub(job: Job, tools: Tools) -> Future[int | FetchError | None]:
    """Have a hub asked. What it may ask back before it answers is in the store by then."""
    row = models.HubLease.objects.filter(pk=job.subject).first()
    if row is None:
        gone: Future[int | FetchError | None] = Future()
        gone.set_result(None)
        return gone
    assert tools.fetcher is not None
    with kept():
        models.HubLease.objects.filter(pk=row.pk).update(asked=tools.clock())
    return tools.network.submit(_ask, tools.fetcher, row.hub, websub.request_fields(_record(row)))


def _ask(fetcher: HttpFetcher, hub: str, fields: dict[str, str]) -> int | FetchError:
    """Ask a hub; in a thread, without the store."""
    try:
        return fetcher.post_form(hub, fields)
    except FetchError as error:
        return error


def keep_hub(job: Job, found: int | FetchError | None, tools: Tools) -> str:
    """Note what the hub said, and when to ask again if it does not confirm. Returns the outcome."""
    tasks.finish(job)
    now = tools.clock()
    # Locked, where the database locks rows: the hub may confirm at this very moment.
    locked = models.HubLease.objects.select_for_update(of=("self",)).select_related("feed")
    row = locked.filter(pk=job.subject).first()
    if row is None:  # confirmed and ended meanwhile, or never there
        return ASKED
    error = str(found) if isinstance(found, FetchError) else ""
    if error:
        item = Rejected(row.feed.url, Kind.HUB.value, f"the feed's hub cannot be asked to push: {error}")
        store.put_rejected(item, now=now, feed=row.feed_id)
    confirmed = row.verified is not None and row.asked is not None and row.verified >= row.asked
    if not row.wanted and row.tries + 1 >= _GOODBYES:
        row.delete()
    elif not confirmed:
        row.tries, row.error = row.tries + 1, store.storable(error)
        row.due = now + min(_FIRST_WAIT * 2.0 ** min(row.tries - 1, 10), _LONGEST_WAIT)
        row.save(update_fields=["tries", "error", "due"])
    return REJECTED if error else ASKED


def confirm(token: str, query: Mapping[str, str], *, now: datetime) -> str | None:
    """Answer a hub that asks whether a request was ours, or says that it will not tell.

    Args:
        token: The end of our address that it asked.
        query: What it asked, as parsed.
        now: The time, UTC.

    Returns:
        The body to answer with; None where we asked no such thing: answer 404.

    Raises:
        StoreError: As `guarded.kept`.
    """
    with kept():
        row = _lease(token)
        if row is None or row.asked is None:
            return None
        why = websub.denied(query, _record(row))
        if why is not None:
            log.warning("a hub denies", hub=row.hub, topic=row.topic, why=why)
            models.Feed.objects.filter(pk=row.feed_id).update(lease_until=None)
            row.verified, row.due, row.error = None, now + _LONGEST_WAIT, store.storable(f"denied: {why}")
            row.save(update_fields=["verified", "due", "error"])
            return ""
        answer = websub.verify(query, _record(row), now)
        if answer is None:
            return None
        if not row.wanted:
            row.delete()
            return answer.challenge
        models.Feed.objects.filter(pk=row.feed_id).update(lease_until=answer.subscription.expires)
        row.verified, row.tries, row.error = now, 0, ""
        row.due = websub.renew_at(answer.subscription, now) or now
        row.save(update_fields=["verified", "tries", "error", "due"])
        return answer.challenge


def pushed(token: str, body: bytes, signature: str | None, *, now: datetime) -> Taken:
    """Take what a hub sends: signed, it makes the feed due at once.

    Raises:
        StoreError: As `guarded.kept`.
    """
    with kept():
        row = _lease(token)
        if row is None or not row.wanted or row.verified is None:
            return Taken.UNKNOWN
        taken = Taken.TAKEN if websub.is_signed(body, signature, row.secret) else Taken.UNSIGNED
        if taken is Taken.TAKEN:
            _poll_now(row, now)
        store.count("push", taken.value)
        return taken


def _poll_now(row: models.HubLease, now: datetime) -> None:
    """Make the feed's poll due; where one is under way that may have come too early, note that another is owed."""
    feed = models.Feed.objects.filter(pk=row.feed_id, active=True).first()
    if feed is None:
        return
    key = f"{Kind.POLL.value}:{feed.pk}"
    polling = models.Task.objects.filter(key=key, state=State.LEASED).exists()
    models.HubLease.objects.filter(pk=row.pk).update(pushed=now if polling else None)
    if not polling:
        soonest = now if feed.polled is None else max(now, feed.polled + _SOONEST)
        tasks.owe(Kind.POLL, feed.pk, now=now, due=soonest, host=domain_of(feed.url))


def _lease(token: str) -> models.HubLease | None:
    """The row of an address, locked where the database locks rows: the worker may be at it."""
    return models.HubLease.objects.select_for_update().filter(token=store.storable(token)).first()


def _record(row: models.HubLease) -> HubSubscription:
    return HubSubscription(row.hub, row.topic, row.callback, row.secret, wanted=row.wanted)
