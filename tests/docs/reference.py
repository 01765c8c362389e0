"""The parts of docs/reference that are made from the code: python -m tests.docs.reference writes them."""

from __future__ import annotations

import argparse
from pathlib import Path

from counterpoint.cli import parser

ROOT = Path(__file__).parents[2]
COMMAND_LINE = ROOT / "docs" / "reference" / "command-line.md"


def command_line() -> str:
    """The command line's reference, from its parser."""
    top = parser()
    lines = [
        "# Command line",
        "",
        "Made from the parser by `make docs`; do not edit.",
        "",
        f"`{top.prog} [--debug] [--version] COMMAND ...`",
        "",
        *_options(top),
        "An error that you can mend is one sentence on standard error and exit status 2; `--debug` shows the traceback.",
        "Stopped by Ctrl-C: exit status 130.",
        "",
    ]
    (commands,) = [a for a in top._actions if isinstance(a, argparse._SubParsersAction)]
    for name, sub in commands.choices.items():
        usage = " ".join(sub.format_usage().removeprefix("usage: ").split())
        lines += [f"## {name}", "", sub.description or "", "", f"    {usage}", "", *_options(sub)]
    return "\n".join(lines).rstrip() + "\n"


def _options(of: argparse.ArgumentParser) -> list[str]:
    rows = []
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction | argparse._HelpAction):
            continue
        shown = ", ".join(action.option_strings) or str(action.metavar)
        if action.option_strings and action.nargs != 0:
            value = action.metavar or (
                "{" + ",".join(map(str, action.choices)) + "}" if action.choices else action.dest.upper()
            )
            shown += f" {value}"
        rows.append(f"| `{shown}` | {action.help or ''} |".replace("|", "|"))
    return ["| option | meaning |", "|---|---|", *rows, ""] if rows else []


if __name__ == "__main__":
    COMMAND_LINE.write_text(command_line(), encoding="utf-8")
