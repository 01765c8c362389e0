"""One transaction of the store, and its errors in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, OperationalError, transaction

from counterpoint.errors import StoreError, StoreFullError

_FULL = ("disk is full", "no space left", "disk i/o error", "could not extend file", "disk quota")


@contextmanager
def kept() -> Iterator[None]:
    """Keep all that is written inside, or nothing.

    Raises:
        StoreFullError: There is no room; nothing was written and what was there is whole.
        StoreError: The database cannot be read or written.
    """
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        raise in_words(error) from error


@contextmanager
def reading() -> Iterator[None]:
    """Read without a transaction: on SQLite one would wait for whoever writes.

    Raises:
        StoreError: The database cannot be read.
    """
    try:
        yield
    except DatabaseError as error:
        raise in_words(error) from error


def in_words(error: DatabaseError) -> StoreError:
    """Return the store's error for one of the database's."""
    said = (str(error).strip() or type(error).__name__).splitlines()[0]
    if isinstance(error, OperationalError) and any(sign in said.lower() for sign in _FULL):
        return StoreFullError(
            f"the disk that holds the database is full ({said}); make room: nothing stored is lost, and work goes on"
        )
    return StoreError(f"the database cannot be used: {said}")
