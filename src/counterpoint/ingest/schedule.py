"""When to ask a feed again.

Data way: what is known of a feed -> the time of its next poll. Pure.

Method: the moving average of Urbansky, Reichert, Muthmann, Schuster and Schill, "An Optimized Web Feed Aggregation Approach
for Generic Feed Types" (ICWSM 2011): the mean time between a feed's newest entries is the best guess of the time to
the next one. We differ in three ways: the silence since the newest entry counts as a gap, so that a feed that falls
asleep is asked less; half the gap is waited, since news is wanted early; and the share of polls that brought something
corrects for entries whose dates say little (none, all alike, backdated). Failures: exponential backoff with jitter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from counterpoint.config import PollSettings

NEWEST = 20  # entries that the rhythm is taken from: about a day of a regional outlet, an hour of an agency
UNKNOWN = 3_600.0  # seconds for a feed that says nothing of itself: what most readers have as their default
_PART = 0.5  # of the mean gap
_FEW_POLLS = 5  # under this many, their share says nothing
_MANY_HITS, _FEW_HITS = (
    0.8,
    0.2,
)  # above, entries are likely missed in between; under, most polls were for nothing
_FASTER, _SLOWER = 0.5, 2.0
_LONGEST_WISH = 86_400.0  # seconds: a feed that asks not to be read for a month is read daily
_PUSHED = 6  # times longer, where a hub tells what is new
_JITTER = 0.1  # of the interval, to either side: feeds added at once spread out


@dataclass(frozen=True, slots=True)
class PollHistory:
    """What is known of one feed when its next poll is planned."""

    newest: tuple[datetime, ...] = ()  # times of its newest entries, aware, in any order
    polls: int = 0  # of late that were answered
    hits: int = 0  # of those, that brought something new
    failures: int = 0  # in a row, the last one included
    gone: bool = False  # 410: it will not come back
    minutes: int | None = None  # how often to ask at most, as the feed says: RSS ttl, sy:updatePeriod
    max_age: int | None = None  # seconds, as Cache-Control says
    retry_after: float | None = None  # seconds, of the last answer
    pushed: bool = False  # a hub (WebSub) tells what is new: polls only make sure


def next_poll(
    history: PollHistory, settings: PollSettings, now: datetime, random: Callable[[], float]
) -> datetime | None:
    """Return when to ask next; None where a feed is gone for good.

    Args:
        history: What is known of the feed.
        settings: The shortest and longest interval, in seconds.
        now: Aware.
        random: Gives numbers in [0, 1).

    Returns:
        Between the shortest and the longest interval from now, a little spread; later only where the server asks
        for it with Retry-After.
    """
    if history.gone:
        return None
    shortest, longest = float(settings.shortest), float(max(settings.shortest, settings.longest))
    seconds = _clamped(_wanted(history, now), shortest, longest)
    if history.failures:
        bound = min(longest, seconds * 2.0 ** min(history.failures, 30))
        seconds = seconds + random() * (bound - seconds)  # never sooner than while it worked
    else:
        seconds = _clamped(seconds * (1.0 + _JITTER * (2.0 * random() - 1.0)), shortest, longest)
    return now + timedelta(seconds=max(seconds, min(history.retry_after or 0.0, _LONGEST_WISH)))


def _wanted(history: PollHistory, now: datetime) -> float:
    """Return the interval by rhythm and wishes, in seconds, unbounded."""
    gap = _mean_gap(history.newest, now)
    seconds = UNKNOWN if gap is None else gap * _PART
    if history.polls >= _FEW_POLLS:
        share = history.hits / history.polls
        seconds *= _FASTER if share > _MANY_HITS else _SLOWER if share < _FEW_HITS else 1.0
    if history.pushed:
        seconds *= _PUSHED
    wish = max(60.0 * (history.minutes or 0), float(history.max_age or 0))
    return max(seconds, min(wish, _LONGEST_WISH))


def _mean_gap(newest: Sequence[datetime], now: datetime) -> float | None:
    """Return the mean seconds between the newest entries and now; None where their times say nothing."""
    times = sorted((moment for moment in newest if moment <= now), reverse=True)[:NEWEST]
    if len(set(times)) < 2:  # one, or all alike: written by a machine at once
        return None
    return (now - times[-1]).total_seconds() / len(times)


def _clamped(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
