"""When to ask again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.errors import FetchError
from counterpoint.ingest.retry import LONGEST_SECONDS, MAX_RETRY_AFTER, backoff, pause, retry_after

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def failed(*, temporary=True, after=None):
    return FetchError("x: no", url="x", temporary=temporary, retry_after=after)


@pytest.mark.parametrize(
    ("status", "value", "seconds"),
    [
        (503, "120", 120.0),
        (503, " 7 ", 7.0),
        (503, "1.5", 1.5),
        (503, "Mon, 04 May 2026 12:02:00 GMT", 120.0),
        (503, "Monday, 04-May-26 12:02:00 GMT", 120.0),
        (503, "Mon May  4 12:02:00 2026", 120.0),
        (503, "Mon, 04 May 2026 11:00:00 GMT", 0.0),
        (503, "99999999999", MAX_RETRY_AFTER),
        (503, "Mon, 04 May 2099 12:00:00 GMT", MAX_RETRY_AFTER),
        (503, "-5", 0.0),
        (503, "soon", None),
        (503, "nan", None),
        (503, "inf", None),
        (503, "1e999", None),
        (503, "", None),
        (503, None, None),
        (429, None, 30.0),
        (429, "soon", 30.0),
        (429, "2", 2.0),
    ],
)
def test_retry_after_is_read_in_both_forms(status, value, seconds):
    """Seconds or any of the three dates of HTTP; bounded; nonsense is none."""
    assert retry_after(status, value, NOON) == seconds


@given(st.text(max_size=60))
def test_any_retry_after_is_read_within_bounds(value):
    """Whatever a server writes there."""
    seconds = retry_after(503, value, NOON)

    assert seconds is None or 0.0 <= seconds <= MAX_RETRY_AFTER


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_waits_grow_and_stay_bounded(failures, chance):
    """Full jitter: anything from none to the bound."""
    assert 0.0 <= backoff(failures, lambda: chance) <= min(LONGEST_SECONDS, 2.0 ** min(failures - 1, 10))


@pytest.mark.parametrize(
    ("error", "failures", "left", "seconds"),
    [
        (failed(), 1, 60.0, 0.5),
        (failed(), 2, 60.0, 1.0),
        (failed(), 3, 60.0, None),  # the last try
        (failed(temporary=False), 1, 60.0, None),
        (failed(), 2, 0.9, None),  # past the whole
        (failed(after=3.0), 1, 60.0, 3.0),
        (failed(after=3.0), 1, 2.0, None),
        (failed(after=120.0), 1, 600.0, None),  # the scheduler's business
    ],
)
def test_a_failure_is_followed_by_a_wait_or_given_up(error, failures, left, seconds):
    """Three tries; never past the time for all."""
    assert pause(error, failures, tries=3, left=left, random=lambda: 0.5) == seconds
