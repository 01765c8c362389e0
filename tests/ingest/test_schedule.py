"""When a feed is asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.config import PollSettings
from counterpoint.ingest.schedule import PollHistory, next_poll

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SETTINGS = PollSettings(shortest=300, longest=86_400)
HOUR, DAY = 3_600, 86_400


def every(seconds, count=20, silent=0):
    """Times of entries that came so often, the newest so long ago."""
    return tuple(NOON - timedelta(seconds=silent + seconds * n) for n in range(1, count + 1))


def wait(history, chance=0.5):
    """Seconds until the next poll; with chance 0.5 the jitter is none."""
    at = next_poll(history, SETTINGS, NOON, lambda: chance)
    return round((at - NOON).total_seconds())


@pytest.mark.parametrize(
    ("history", "seconds"),
    [
        (PollHistory(), HOUR),  # nothing known
        (PollHistory(newest=every(1200)), 600),  # half its rhythm
        (PollHistory(newest=every(10)), 300),  # an agency: the shortest
        (PollHistory(newest=every(7 * DAY)), DAY),  # a weekly: the longest
        (PollHistory(newest=every(HOUR, 2, silent=100 * HOUR)), DAY),  # fell asleep
        (PollHistory(newest=every(1200, 20, silent=24_000)), 1200),  # silent for as long as its entries span
        (PollHistory(newest=(NOON,) * 9), HOUR),  # all alike: they say nothing
        (PollHistory(newest=every(1200)[:1]), HOUR),
        (PollHistory(newest=(NOON + timedelta(days=9), *every(1200))), 600),  # dated ahead
        (
            PollHistory(newest=every(1200), polls=10, hits=9),
            300,
        ),  # every poll brings something: likely missed some
        (PollHistory(newest=every(1200), polls=10, hits=1), 1200),  # hardly any does
        (PollHistory(newest=every(1200), polls=4, hits=4), 600),  # too few to tell
        (PollHistory(newest=every(1200), minutes=60), HOUR),  # as the feed asks
        (PollHistory(newest=every(1200), max_age=900), 900),
        (PollHistory(newest=every(1200), max_age=60, minutes=5), 600),  # asks for less than its rhythm
        (PollHistory(newest=every(1200), max_age=31_536_000), DAY),
        (PollHistory(newest=every(1200), minutes=10**9), DAY),
        (PollHistory(newest=every(1200), pushed=True), HOUR),
        (PollHistory(newest=every(1200), retry_after=7200.0), 7200),
        (PollHistory(newest=every(1200), retry_after=1.0), 600),
        (PollHistory(newest=every(1200), failures=1), 900),  # 600 to 1,200
        (PollHistory(newest=every(1200), failures=3), 2700),  # 600 to 4,800
        (PollHistory(newest=every(1200), failures=10_000), 43_500),  # 600 to a day
    ],
)
def test_the_wait_follows_from_what_is_known(history, seconds):
    """Rhythm, share of useful polls, wishes, failures; within the settings."""
    assert wait(history) == seconds


def test_a_feed_that_is_gone_is_not_asked_again():
    """410 is the publisher's word for it."""
    assert next_poll(PollHistory(gone=True), SETTINGS, NOON, lambda: 0.5) is None


def test_retry_after_may_exceed_the_longest_interval_up_to_a_day():
    """The server knows; but a month is not believed."""
    settings = replace(SETTINGS, longest=HOUR)
    at = next_poll(PollHistory(retry_after=1e9), settings, NOON, lambda: 0.5)

    assert at == NOON + timedelta(days=1)


def test_feeds_added_at_once_spread_out():
    """A tenth to either side."""
    history = PollHistory(newest=every(2400))

    assert [wait(history, chance) for chance in (0.0, 0.5, 0.999999)] == [1080, 1200, 1320]


@given(
    st.builds(
        PollHistory,
        newest=st.lists(st.integers(-(10**9), 10**9).map(lambda n: NOON + timedelta(seconds=n))).map(tuple),
        polls=st.integers(0, 100),
        hits=st.integers(0, 100),
        failures=st.integers(0, 10**6),
        minutes=st.none() | st.integers(0, 10**9),
        max_age=st.none() | st.integers(0, 10**9),
        retry_after=st.none() | st.floats(0, 1e9),
        pushed=st.booleans(),
    ),
    st.integers(1, 10**6),
    st.integers(1, 10**6),
    st.floats(0, 1, exclude_max=True),
)
def test_the_wait_is_never_shorter_or_longer_than_set(history, shortest, longest, chance):
    """Whatever a feed says of itself; only Retry-After goes beyond, to a day."""
    settings = PollSettings(shortest=shortest, longest=longest)
    seconds = (next_poll(history, settings, NOON, lambda: chance) - NOON).total_seconds()

    assert shortest - 0.001 <= seconds <= max(shortest, longest, min(history.retry_after or 0, DAY)) + 0.001
