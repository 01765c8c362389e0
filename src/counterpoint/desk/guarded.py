"""One transaction of the store, and its errors in words."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, OperationalError, transaction

from counterpoint.errors import StoreBusyError, StoreError, StoreFullError, StoreRefusedError

T = TypeVar("T")

_FULL = ("disk is full", "no space left", "disk i/o error", "could not extend file", "disk quota")
_BUSY = ("database is locked", "database table is locked", "deadlock detected", "could not serialize")
_LIMITS = "54"  # PostgreSQL's class of errors (sqlstate): more than it can hold in one value; trying again is no help
_AGAIN = 6  # tries where another writer is in the way: two writers part at the first or second
_PAUSE = 0.02  # seconds before the second try at the most; twice as long before each further one


@contextmanager
def kept() -> Iterator[None]:
    """Keep all that is written inside, or nothing.

    Raises:
        StoreFullError: There is no room; nothing was written and what was there is whole.
        StoreBusyError: Another writer was in the way.
        StoreRefusedError: The database will not take it as it is, or another writer brought the same first.
        StoreError: The database cannot be read or written.
    """
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        raise in_words(error) from error
    except (
        UnicodeError,
        OverflowError,
    ) as error:  # drivers say so of lone surrogates and of numbers too large
        raise StoreRefusedError(f"the database will not take it: {error}") from error


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


def insisted(keep: Callable[[], T]) -> T:
    """Call what keeps something in one transaction, and again where another writer was in the way."""
    for tried in range(_AGAIN):
        try:
            return keep()
        except (StoreBusyError, StoreRefusedError):
            if tried + 1 == _AGAIN:
                raise
            time.sleep(random.random() * _PAUSE * 2**tried)  # noqa: S311 - no secret
    raise AssertionError


def in_words(error: DatabaseError) -> StoreError:
    """Return the store's error for one of the database's."""
    said = (str(error).strip() or type(error).__name__).splitlines()[0]
    if isinstance(error, OperationalError) and any(sign in said.lower() for sign in _FULL):
        return StoreFullError(
            f"the disk that holds the database is full ({said}); make room: nothing stored is lost, and work goes on"
        )
    if isinstance(error, OperationalError) and any(sign in said.lower() for sign in _BUSY):
        return StoreBusyError(f"the database is busy: {said}")
    too_much = str(getattr(error.__cause__, "sqlstate", "")).startswith(_LIMITS)
    if too_much or not isinstance(error, OperationalError | InterfaceError):
        return StoreRefusedError(f"the database will not take it: {said}")
    return StoreError(f"the database cannot be used: {said}")
