"""The time, for those at the edge who pass it in."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return the time, UTC."""
    return datetime.now(UTC)
