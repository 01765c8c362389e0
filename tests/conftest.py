"""In CI a skipped test is a failure: what is not run does not hold."""

from __future__ import annotations

import os

import pytest


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A case of bytes is named by its argument: a gzip member holds the second it was made in, and
    two workers that collect in two different seconds must see the same names."""
    return argname if isinstance(val, bytes) else None


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
