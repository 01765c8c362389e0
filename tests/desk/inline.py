"""Tools without children, threads or network: stages are called where they stand."""

from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from counterpoint.config import Settings
from counterpoint.desk import tasks

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Inline:
    """A guard or an executor that calls at once."""

    def submit(self, function, *arguments):
        done = Future()
        done.set_result(function(arguments[0]))  # a guard's second argument is its limits
        return done

    def run(self, function, argument, _):
        return function(argument)


def tools(at=NOON, fetcher=None, settings=None):
    return SimpleNamespace(
        clock=lambda: at,
        settings=settings or Settings(),
        parsing=Inline(),
        parse_limits=None,
        fetcher=fetcher,
        network=Inline(),
        random=lambda: 0.5,
    )


def claimed(kind, now=NOON):
    """The one task of a kind, in a worker's hands."""
    (job,) = tasks.claim("me", [kind], 1, now=now, lease=timedelta(minutes=5))
    return job
