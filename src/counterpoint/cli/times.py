"""Times as they are typed: a moment, a day, or how long ago.

Data way: beside it. Pure: the time is an argument.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from counterpoint.errors import ConfigError

_LONG_AGO = re.compile(r"(\d{1,5}) ?(min|[mhdw])")
_UNITS = {
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}


def since_of(text: str, now: datetime) -> datetime:
    """Return the time that "2026-03-01", "2026-03-01T14:00Z", "90m", "6h", "3d" or "2w" means, in UTC.

    Args:
        text: As typed; a time without a zone is UTC.
        now: The time, UTC.

    Raises:
        ConfigError: It is none of these.
    """
    text = text.strip()
    try:
        if match := _LONG_AGO.fullmatch(text.lower()):
            return now - int(match[1]) * _UNITS[match[2]]
        time = datetime.fromisoformat(text)
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ConfigError(
            f"{text or 'nothing'} is no time; write 2026-03-01, 2026-03-01T14:00Z, or how long ago: 90m, 6h, 3d, 2w"
        ) from None
