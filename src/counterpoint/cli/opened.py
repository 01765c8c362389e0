"""The store, opened for a command: the first thing its `run` does, since the tables can be imported only then."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from counterpoint.cli.parsers import settings_of

if TYPE_CHECKING:
    from counterpoint.config import Settings


def opened(options: argparse.Namespace) -> Settings:
    """Read the settings, begin the log on standard error, open the store.

    Raises:
        ConfigError: A setting is wrong.
        StoreError: The database cannot be opened.
    """
    from counterpoint.desk.setup import open_store
    from counterpoint.logs import configure_logs

    settings = settings_of(options)
    configure_logs(settings.log, stream=sys.stderr)
    open_store(settings.database)
    return settings
