"""The databases' errors, in words that tell what to do."""

import pytest
from django.db import DataError, IntegrityError, InterfaceError, OperationalError

from counterpoint.desk.guarded import in_words
from counterpoint.errors import StoreBusyError, StoreError, StoreFullError, StoreRefusedError


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OperationalError("database or disk is full"), StoreFullError),
        (
            OperationalError(
                'could not extend file "base/1/2": No space left on device\nHINT:  Check free space'
            ),
            StoreFullError,
        ),
        (OperationalError("disk I/O error"), StoreFullError),
        (OperationalError("database is locked"), StoreBusyError),
        (OperationalError("deadlock detected\nDETAIL:  Process 1 waits"), StoreBusyError),
        (OperationalError("server closed the connection unexpectedly"), StoreError),
        (InterfaceError("connection already closed"), StoreError),
        (DataError("integer out of range"), StoreRefusedError),
        (IntegrityError("NOT NULL constraint failed: desk_task.kind"), StoreRefusedError),
    ],
)
def test_each_trouble_is_told_from_the_others(error, kind):
    """Full, busy, away, or a record that it will not take: one line of the database's own words in each."""
    said = in_words(error)

    assert type(said) is kind
    assert str(error).splitlines()[0] in str(said)
    assert "\n" not in str(said)
