"""A disk without room: a clear sentence, nothing corrupted, and on it goes when there is room.

The limit is one that the kernel keeps on the size of any file a process writes (RLIMIT_FSIZE), which needs no rights
and can be lifted while the process runs. These tests are of SQLite, whose files the program itself writes;
test_errors.py holds PostgreSQL's words for a full disk.
"""

from __future__ import annotations

import json
import resource
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.desk.programs import Program, until
from tests.desk.test_kill import html

FILES = 12
SETTINGS = ("work.annotate=false", "poll.shortest=60")
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(FILES):
        (folder / f"{n}.html").write_text(html(f"Bridge {n} closed"))
    return folder


def made(database: Path) -> int:
    """Have the tables made; how many bytes the log of changes may take before the disk is full."""
    program = Program("retry", database=str(database))
    assert program.end() == 0
    return 150_000


def whole(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return sound and connection.execute("PRAGMA foreign_key_check").fetchall() == []


def stored(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT count(*) FROM desk_article").fetchone()[0]


def test_ingest_says_that_the_disk_is_full_and_goes_on_when_there_is_room(tmp_path, source):
    """Exit status 2 and a sentence; the same call with room brings the rest, each article once."""
    database = tmp_path / "full.db"
    room = made(database)
    program = Program("ingest", str(source), database=str(database), settings=SETTINGS, file_limit=room)

    assert program.end() == 2
    # Above it may stand what children say: the limit is on them too, and one of their libraries unpacks a file.
    last = program.errors.rstrip().splitlines()[-1]
    assert last.startswith("counterpoint: the disk that holds the database is full")
    assert whole(database)
    assert stored(database) < FILES

    again = Program("ingest", "--json", str(source), database=str(database), settings=SETTINGS)
    assert again.end() == 0, again.errors
    said = json.loads(again.output)
    assert said["asked"] == said["stored"] + said["unchanged"] == FILES
    assert stored(database) == FILES
    assert whole(database)


def test_run_waits_for_room_and_goes_on_by_itself(tmp_path, source):
    """The process stays; the limit is lifted, and the articles come."""
    database = tmp_path / "full.db"
    room = made(database)
    assert Program("add", str(source), database=str(database)).end() == 0
    program = Program("run", database=str(database), settings=SETTINGS, file_limit=room)
    until(lambda: "is full" in program.errors, within=200)
    assert program.process.poll() is None
    assert whole(database)

    free = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, free)
    until(lambda: stored(database) == FILES, within=200)
    program.tell(signal.SIGTERM)
    assert program.end(30) == 0
    assert whole(database)
