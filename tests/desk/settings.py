"""Django's settings for the tests: SQLite in a folder of its own, or the database that the environment names."""

import os
import tempfile
from pathlib import Path

from counterpoint.desk.setup import database_of, project

_URL = os.environ.get("COUNTERPOINT_TEST_DATABASE")
_FOLDER = Path(tempfile.mkdtemp(prefix="counterpoint-tests-"))
_DATABASE = database_of(_URL or str(_FOLDER / "given.db"))
if not _URL:  # a file, not memory: threads and the pragmas behave as they do for users
    _DATABASE["TEST"] = {"NAME": str(_FOLDER / "test.db")}

globals().update(project(_DATABASE))
