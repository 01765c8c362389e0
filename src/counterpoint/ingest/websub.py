"""WebSub: be told by a hub what is new in a feed.

Data way: a feed's hub -> a subscription -> what the hub sends, checked -> feed bytes. Pure; requests go out through
`HttpFetcher.post_form`, and the caller's server takes what the hub sends.
Spec: W3C Recommendation WebSub, 23 January 2018; signatures as in its section 8.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urljoin

LEASE_SECONDS = 864_000  # asked for: ten days, what hubs commonly grant
_SHORTEST_LEASE, _LONGEST_LEASE = 300, 2_592_000  # what is believed of a hub, in seconds: to 30 days
_RENEW_PART = 0.8  # of the lease, then it is renewed; hubs may take a while to verify
_LONGEST_CHALLENGE = 4_096  # characters; hubs send some tens
_LINK = re.compile(r"<([^<>]{1,2000})>([^<]{0,500})")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)
_METHODS = {
    "sha1": hashlib.sha1,
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
    "sha512": hashlib.sha512,
}


class HubMode(StrEnum):
    """What a request to a hub, or of one, is about."""

    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    DENIED = "denied"  # of a hub: it will not, or no longer, tell


@dataclass(frozen=True, slots=True)
class HubSubscription:
    """One feed at one hub. The callback's address is unguessable and the secret known to us and the hub alone."""

    hub: str
    topic: str  # the feed's own address, as it says itself
    callback: str  # our address for this subscription alone
    secret: str  # up to 199 bytes; signs what the hub sends
    wanted: bool = True  # False: it is to end
    expires: datetime | None = None  # aware; None: not verified yet

    def __post_init__(self) -> None:
        if not 0 < len(self.secret.encode()) < 200:
            raise ValueError("the secret of a hub's subscription has 1 to 199 bytes")


@dataclass(frozen=True, slots=True)
class Verified:
    """A hub's question was ours: answer 200 with `challenge` as the body, and keep `subscription`."""

    challenge: str
    subscription: HubSubscription


def discover(headers: Iterable[tuple[str, str]], base: str) -> tuple[str | None, str | None]:
    """Return the hub and the topic that Link headers name, absolute; they take precedence over the feed's own."""
    found: dict[str, str] = {}
    for name, value in headers:
        if name.lower() != "link":
            continue
        for url, parameters in _LINK.findall(value):
            rel = _REL.search(parameters)
            for kind in (rel[1] or rel[2] or "").lower().split() if rel else ():
                found.setdefault(kind, _absolute(base, url))
    return found.get("hub"), found.get("self")


def _absolute(base: str, url: str) -> str:
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return url


def request_fields(subscription: HubSubscription) -> dict[str, str]:
    """Return the form to post to the hub: to subscribe, to renew (the same), or to end the subscription."""
    fields = {
        "hub.mode": HubMode.SUBSCRIBE if subscription.wanted else HubMode.UNSUBSCRIBE,
        "hub.topic": subscription.topic,
        "hub.callback": subscription.callback,
    }
    if subscription.wanted:
        fields |= {"hub.secret": subscription.secret, "hub.lease_seconds": str(LEASE_SECONDS)}
    return {key: str(value) for key, value in fields.items()}


def verify(query: Mapping[str, str], subscription: HubSubscription, now: datetime) -> Verified | None:
    """Answer a hub that asks whether a request was ours (a GET to the callback).

    Returns:
        What to answer; None where it was not, or not this: answer 404.
    """
    challenge = query.get("hub.challenge", "")
    wanted = HubMode.SUBSCRIBE if subscription.wanted else HubMode.UNSUBSCRIBE
    if query.get("hub.mode") != wanted or query.get("hub.topic") != subscription.topic:
        return None
    if not 0 < len(challenge) <= _LONGEST_CHALLENGE:
        return None
    if not subscription.wanted:
        return Verified(challenge, replace(subscription, expires=None))
    seconds = lease_seconds(query.get("hub.lease_seconds"))
    if seconds is None:
        return None
    return Verified(challenge, replace(subscription, expires=now + timedelta(seconds=seconds)))


def denied(query: Mapping[str, str], subscription: HubSubscription) -> str | None:
    """Return why a hub ends a subscription, in its words ("" where it gives none); None where it does not."""
    if query.get("hub.mode") != HubMode.DENIED or query.get("hub.topic") != subscription.topic:
        return None
    return query.get("hub.reason", "")[:500]


def lease_seconds(value: str | None) -> int | None:
    """Return for how long a hub will tell, within what is believed; None where it does not say."""
    if value is None or not value.isascii() or not value.isdecimal():
        return None
    return min(max(int(value[:12]), _SHORTEST_LEASE), _LONGEST_LEASE)


def renew_at(subscription: HubSubscription, asked: datetime) -> datetime | None:
    """Return when to post the request again; None where the hub has not verified it, or it is to end.

    Args:
        subscription: As verified.
        asked: When it was verified last.
    """
    if subscription.expires is None or not subscription.wanted:
        return None
    return asked + (subscription.expires - asked) * _RENEW_PART


def is_signed(content: bytes, signature: str | None, secret: str) -> bool:
    """Whether what came was sent by the hub: X-Hub-Signature, compared in constant time.

    What is not signed is taken and dropped (answer 200 all the same), by section 8.
    """
    method, _, given = (signature or "").strip().partition("=")
    make = _METHODS.get(method.lower())
    if make is None or not given.isascii():
        return False
    return hmac.compare_digest(hmac.new(secret.encode(), content, make).hexdigest(), given.strip().lower())
