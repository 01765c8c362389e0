"""`counterpoint export`: everything out again.

Data way: out of it. Reads the store; writes into a folder.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from counterpoint.cli.opened import opened
from counterpoint.cli.output import progress_bar, standard_output
from counterpoint.cli.parsers import Commands

FORMS = ("jsonl", "parquet", "warc")  # desk.export.Form, which is not imported for --help


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    export = commands.add_parser(
        "export",
        help="write all that is stored into a folder, in an open format",
        description="Write all that is stored into a folder: JSON lines or Parquet, a file for each table, or web archives with "
        "every capture, which counterpoint ingest reads back. A former export there is replaced once the new one is whole.",
    )
    export.add_argument(
        "--format", choices=FORMS, default=FORMS[0], help="of the files (default: jsonl)", dest="form"
    )
    export.add_argument(
        "--only", metavar="SEARCH", help="only the articles that a search finds, with what belongs to them"
    )
    export.add_argument("--quiet", action="store_true", help="no progress on standard error")
    export.add_argument(
        "folder", type=Path, metavar="DIR", help="a folder: new, empty, or with a former export"
    )
    export.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write, and say what was written."""
    settings = opened(options)
    from counterpoint.cli.layout import counted, size
    from counterpoint.desk.clock import now
    from counterpoint.desk.export import MANIFEST, Form, export
    from counterpoint.desk.export_tables import TABLES
    from counterpoint.desk.guarded import reading

    names = {table.name: table.name.capitalize() for table in TABLES}
    with reading(), progress_bar(names, quiet=options.quiet) as tell:
        made = export(
            options.folder,
            Form(options.form),
            now=now(),
            only=options.only,
            licensed=settings.rights.licensed,
            tell=tell,
        )
    with standard_output(document=False):
        held = ", ".join(f"{number:,} {name}" for name, number in made.rows.items())
        sys.stdout.write(f"{options.folder}: {held}\n")
        whole = sum(file.bytes for file in made.files)
        sys.stdout.write(f"{counted(len(made.files), 'file')}, {size(whole)}; {MANIFEST} names each\n")
        if made.without_bytes:
            gone = counted(made.without_bytes, "capture")
            sys.stdout.write(f"the bytes of {gone} are no longer kept (see the setting keep.captures_days)\n")
    return 0
