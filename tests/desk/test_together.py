"""Several programs on one store at once: no task is done twice, and all of them end well."""

from __future__ import annotations

import json

import pytest

from tests.desk.killing import Databases, quick_folder
from tests.desk.programs import Program
from tests.desk.test_kill import html

FILES = 24


@pytest.mark.timeout(300)
def test_two_calls_for_the_same_files_on_a_store_that_neither_has_made_yet():
    """Both count every file; each was extracted once, whoever did it, and is there once."""
    with quick_folder() as folder:
        databases = Databases(folder)
        database = databases.new()
        (folder / "in").mkdir()
        for n in range(FILES):
            (folder / "in" / f"{n}.html").write_text(html(f"Bridge {n} closed"))
        arguments = ("ingest", "--json", "--quiet", str(folder / "in"))
        both = [Program(*arguments, database=database, settings=["work.annotate=false"]) for _ in range(2)]
        statuses = [program.end(120) for program in both]
        status = Program("status", "--json", database=database)
        assert status.end() == 0
        databases.close()

    assert statuses == [0, 0], [program.errors for program in both]
    for program in both:
        said = json.loads(program.output)
        assert said["asked"] == said["stored"] + said["unchanged"] == FILES
    found = json.loads(status.output)
    tallies = {(row["stage"], row["outcome"]): row["count"] for row in found["tallies"]}
    assert tallies["extract", "stored"] == tallies["ingest", "taken"] == FILES
    assert found["counts"]["articles"] == found["counts"]["versions"] == FILES
    assert found["queue"] == []
