"""When to ask again: which failures pass, and how long to wait.

Data way: before Capture. Pure.

Method: exponential backoff with full jitter (M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015):
a random time up to a bound that doubles. Retry-After: RFC 9110 section 10.2.3, as seconds or as a date.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from counterpoint.errors import FetchError

# Answers that may differ the next time: RFC 9110 and 6585, and what proxies of content networks add.
TEMPORARY = frozenset([408, 425, 429, 500, 502, 503, 504, 507, 520, 521, 522, 523, 524, 527, 529, 530])
BASE_SECONDS = 1.0  # bound of the first pause
LONGEST_SECONDS = 30.0  # bound of any pause in one go
PATIENCE = 5.0  # seconds asked for by a server that are waited in one go; longer waits are the scheduler's
MAX_RETRY_AFTER = 86_400.0  # seconds; a server that says a month is asked again tomorrow
_BUSY = frozenset([429, 503])
_BUSY_SECONDS = 30.0  # 429 without a Retry-After


def backoff(failures: int, random: Callable[[], float]) -> float:
    """Return the seconds to wait after the nth failure in a row, n from 1."""
    return random() * min(LONGEST_SECONDS, BASE_SECONDS * 2.0 ** min(failures - 1, 30))


def pause(
    error: FetchError, failures: int, *, tries: int, left: float, random: Callable[[], float]
) -> float | None:
    """Return the seconds to wait before the next try; None where there is none in this go.

    Args:
        error: What went wrong.
        failures: How often it has, this time included.
        tries: At most, the first included.
        left: Seconds that remain for all tries.
        random: Gives numbers in [0, 1).
    """
    if not error.temporary or failures >= tries:
        return None
    asked = error.retry_after or 0.0
    seconds = max(backoff(failures, random), asked)
    return seconds if asked <= PATIENCE and seconds < left else None


def retry_after(status: int, value: str | None, now: datetime) -> float | None:
    """Return the seconds that an answer asks to wait, bounded; None where it asks for nothing that can be read."""
    seconds = _seconds(value.strip(), now) if value else None
    if seconds is None:
        return _BUSY_SECONDS if status == 429 else None
    return min(max(seconds, 0.0), MAX_RETRY_AFTER)


def is_busy(status: int) -> bool:
    """Whether an answer speaks for the whole host, not for one page of it."""
    return status in _BUSY


def _seconds(value: str, now: datetime) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        pass
    else:
        return seconds if math.isfinite(seconds) else None
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return (aware - now).total_seconds()
