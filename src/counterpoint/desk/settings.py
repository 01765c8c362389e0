"""Django's settings as a module, for tools that want one: `manage`-like commands, type checking, the tests.

The desk itself is set up by `setup.open_store`.
"""

from __future__ import annotations

import os

from counterpoint.desk.setup import database_of, project

globals().update(project(database_of(os.environ.get("COUNTERPOINT_DATABASE", "counterpoint.db"))))
