"""Feeds polled and their pages fetched: the tasks that wait for the network.

Data way: Feed -> Entries -> Captures. `begin_*` reads the store and hands a function without access to it to a thread;
`keep_*` runs inside the transaction that ends the task. Every answer is one of fetched, not modified and rejected.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta

from counterpoint.desk import feeds, models, store, tasks
from counterpoint.desk.feeds import FeedState
from counterpoint.desk.places import domain_of
from counterpoint.desk.records import unpack
from counterpoint.desk.rightsfiles import site_signals
from counterpoint.desk.stages import Tools
from counterpoint.desk.store import Outcome
from counterpoint.desk.tasks import Job, Kind
from counterpoint.errors import FetchError, FetchKind
from counterpoint.ingest.entries import carries_text, entry_capture
from counterpoint.ingest.http import NotModified, Validators
from counterpoint.ingest.schedule import PollHistory, next_poll
from counterpoint.run import jobs
from counterpoint.run.jobs import FeedBytes
from counterpoint.types import Capture, Entry, FeedKind, ParsedFeed, Rejected, Signal

FETCHED, NOT_MODIFIED, REJECTED = "fetched", "not_modified", "rejected"
# A page is asked again so long after it was found: most edits of news pages come within hours.
RECHECKS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
TRIES = 5  # of a page whose server has trouble, over some half an hour
_BACKOFF = timedelta(minutes=1)
# What a feed's own text may stand in for: the page is there, and may not be had.
_TEXT_INSTEAD = frozenset(
    {FetchKind.ROBOTS, FetchKind.STATUS, FetchKind.GONE, FetchKind.PRIVATE, FetchKind.TOO_LARGE}
)


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll brought: one of feed, error, refusal, or none of them: not modified."""

    state: FeedState
    validators: Validators
    fingerprint: str = ""
    url: str = ""  # where the feed was found, after redirects
    moved: str | None = None  # where it says that it stands from now on
    feed: ParsedFeed | None = None
    error: FetchError | None = None
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the fetch of a page brought: one of capture and error, or neither: not modified."""

    capture: Capture | None = None
    signals: tuple[Signal, ...] = ()
    error: FetchError | None = None
    own_text: bool = False  # the capture is the feed's own text, since the page could not be had
