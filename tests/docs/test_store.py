"""The reference of an export says what the code writes."""

from __future__ import annotations

import dataclasses
import re

import pytest

from counterpoint.desk.export import FORMAT, FORMAT_VERSION, File, Manifest
from counterpoint.desk.export_tables import TABLES
from counterpoint.desk.show import Shown
from tests.docs.reference import ROOT

STORE = (ROOT / "docs" / "reference" / "store.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_of_every_table_is_told(table):
    """In the order of the file, with kind and meaning."""
    (section,) = re.findall(rf"^### {table.name}\n\n(.*?)(?=^###|\Z)", STORE, re.MULTILINE | re.DOTALL)
    told = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*) \|$", section, re.MULTILINE)

    assert section.startswith(table.says)
    assert told == [(column.name, column.kind.value, column.says) for column in table.columns]


def test_no_table_is_told_that_is_not_there():
    """And they stand in the order of the export."""
    assert re.findall(r"^### (.*)$", STORE, re.MULTILINE) == [table.name for table in TABLES]


def test_the_manifest_and_the_json_of_show_are_told_key_by_key():
    """All of their keys."""
    assert f"`{FORMAT}`" in STORE
    assert f"`format_version` ({FORMAT_VERSION};" in STORE
    for record in (Manifest, File, Shown):
        for key in dataclasses.fields(record):
            assert f"`{key.name}`" in STORE
