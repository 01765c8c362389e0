"""`counterpoint config`: every setting, its value, and where it came from.

Data way: before everything. Reads what loading reads; writes to standard output. Passwords are masked.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from counterpoint.cli.output import standard_output
from counterpoint.cli.parsers import Commands, loaded_of

if TYPE_CHECKING:
    from counterpoint.config import Value
    from counterpoint.configfile import Loaded


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    config = commands.add_parser(
        "config",
        help="show every setting and where its value came from",
        description="Show every setting, its value, where that came from, and what it means.",
    )
    form = config.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON")
    form.add_argument(
        "--example", action="store_true", help="a file of settings with every default, explained"
    )
    config.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Load, and show."""
    if options.example:  # shown also where the settings in force cannot be loaded: it is what mends them
        with standard_output(document=True):
            sys.stdout.write(example())
        return 0
    loaded = loaded_of(options)
    with standard_output(document=options.json):
        if options.json:
            sys.stdout.write(_document(loaded))
        elif sys.stdout.isatty():
            _table(loaded)
        else:
            sys.stdout.write(_lines(loaded))
    return 0


def example() -> str:
    """Return a file of settings, TOML, with every default; it loads back to the defaults."""
    from counterpoint.config import catalogue
    from counterpoint.configvalues import wanted, written

    lines = ["# Counterpoint's settings, each with its default. Delete what you do not change.", ""]
    section = ""
    for setting in catalogue():
        if setting.section != section:
            section = setting.section
            lines += [f"[{section}]", ""]
        lines += [
            f"# {setting.about.says}",
            f"# ({wanted(setting)}; {setting.variable})",
            f"{setting.name} = {written(setting.default)}",
            "",
        ]
    return "\n".join(lines)


def _rows(loaded: Loaded) -> list[tuple[str, str, str, str]]:
    from counterpoint.config import catalogue
    from counterpoint.configvalues import written

    return [
        (setting.key, written(loaded.value(setting)), str(loaded.origins[setting.key]), setting.about.says)
        for setting in catalogue()
    ]


def _lines(loaded: Loaded) -> str:
    rows = [("setting", "value", "from", "meaning"), *_rows(loaded)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join((*map(str.ljust, row[:3], widths), row[3])) for row in rows]
    return "\n".join(lines) + "\n"


def _table(loaded: Loaded) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for name, style in (("setting", "cyan"), ("value", ""), ("from", ""), ("meaning", "dim")):
        table.add_column(name, style=style, overflow="fold", no_wrap=name == "setting")
    for key, value, origin, says in _rows(loaded):
        changed = "bold" if origin != "default" else ""
        table.add_row(
            key, Text(value, changed), Text(origin, changed or "dim"), Text(says)
        )  # Text: no markup in values
    console = Console()
    console.print(table)
    console.print(Text(f"\nFile: {loaded.file or 'none was found'}"))


def _document(loaded: Loaded) -> str:
    from counterpoint.config import catalogue

    settings = [
        {
            "key": setting.key,
            "value": _plain(loaded.value(setting)),
            "default": _plain(setting.default),
            "origin": loaded.origins[setting.key].place,
            "where": loaded.origins[setting.key].name or None,
            "variable": setting.variable,
            "meaning": setting.about.says,
        }
        for setting in catalogue()
    ]
    file = None if loaded.file is None else str(loaded.file)
    return json.dumps({"file": file, "settings": settings}, ensure_ascii=False, indent=1) + "\n"


def _plain(value: Value) -> bool | float | str | list[str]:
    from counterpoint.masking import mask_url

    if isinstance(value, tuple):
        return [mask_url(item) for item in value]
    return mask_url(value) if isinstance(value, str) else value
