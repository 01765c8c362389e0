"""The parts of docs/reference that are made from the code: python -m tests.docs.reference writes them."""

from __future__ import annotations

import argparse
import io
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from rich.console import Console

from counterpoint.cli import parser
from counterpoint.config import Settings, catalogue
from counterpoint.configvalues import wanted, written
from counterpoint.ingest.files import read
from counterpoint.render.terminal import print_story
from counterpoint.run.compare import compare
from counterpoint.types import Capture, Story

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
TUTORIAL = ROOT / "docs" / "tutorial" / "first-story.md"
EXAMPLE = ROOT / "examples" / "harbour"
SESSION = "$ counterpoint compare examples/harbour\n"
COMMAND_LINE = ROOT / "docs" / "reference" / "command-line.md"
CONFIGURATION = ROOT / "docs" / "reference" / "configuration.md"


def command_line() -> str:
    """The command line's reference, from its parser."""
    top = parser()
    lines = [
        "# Command line",
        "",
        "Made from the parser by `make docs`; do not edit.",
        "",
        f"`{top.prog} [OPTION ...] COMMAND ...`",
        "",
        *_options(top),
        "All but `--version` may also stand after the command's name. [Configuration](configuration.md) says what can be set.",
        "",
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
        hidden = action.help == argparse.SUPPRESS  # said once, for the command line as a whole
        if hidden or isinstance(action, argparse._SubParsersAction | argparse._HelpAction):
            continue
        shown = ", ".join(action.option_strings) or str(action.metavar)
        if action.option_strings and action.nargs != 0:
            value = action.metavar or (
                "{" + ",".join(map(str, action.choices)) + "}" if action.choices else action.dest.upper()
            )
            shown += f" {value}"
        rows.append(f"| `{shown}` | {action.help or ''} |".replace("|", "|"))
    return ["| option | meaning |", "|---|---|", *rows, ""] if rows else []


def configuration() -> str:
    """The reference of the settings, from their records."""
    lines = [
        "# Configuration",
        "",
        "Made from the settings' records by `make docs`; do not edit. [Configure](../how-to/configure.md) says how to set them.",
        "",
    ]
    sections = {setting.section for setting in catalogue()}
    for section in sorted(sections, key=[s.section for s in catalogue()].index):
        record = type(getattr(Settings(), section)) if section else None
        if record is not None:
            lines += [f"## {section}", "", str(record.__doc__), ""]
        lines += ["| setting | default | takes | meaning | environment |", "|---|---|---|---|---|"]
        lines += [
            f"| `{s.key}` | `{written(s.default)}` | {wanted(s)} | {s.about.says} | `{s.variable}` |"
            for s in catalogue()
            if s.section == section
        ]
        lines.append("")
    return "\n".join(lines)


@cache
def example() -> Story:
    """The bundled example's story."""
    captures = [read(str(p), None) for p in sorted(EXAMPLE.iterdir())]
    return compare([c for c in captures if isinstance(c, Capture)])


def printed(width: int) -> list[str]:
    """The lines that `counterpoint compare examples/harbour` prints on a terminal of some width."""
    console = Console(record=True, file=io.StringIO(), width=width)
    print_story(example(), console)
    return [line.rstrip() for line in console.export_text().splitlines()]


def session() -> str:
    """The first part of what is printed, as the README shows it."""
    lines = printed(88)
    ends = [n for n, line in enumerate(lines) if line.startswith("Where reports differ")]
    return "\n".join(lines[: ends[0]]).strip("\n")


def tutorial(text: str) -> str:
    """The tutorial with each printed section replaced: a block's lines from a rule to the last section it shows."""
    lines = printed(100)
    heads = [n for n, line in enumerate(lines) if line.endswith("───")] + [len(lines)]
    sections = {lines[n]: "\n".join(lines[n:m]).rstrip() for n, m in pairwise(heads)}

    def renew(block: re.Match[str]) -> str:
        shown = [line for line in block[1].splitlines() if line.endswith("───")]
        return f"```\n{chr(10).join(sections[head] + chr(10) for head in shown).rstrip()}\n```"

    return re.sub(r"```\n([^\n`]+───\n.*?)\n```", renew, text, flags=re.DOTALL)


def readme(text: str, shown: str) -> str:
    """The README with its session replaced."""
    head, _, rest = text.partition(SESSION)
    return head + SESSION + shown + "\n```" + rest.partition("\n```")[2]


if __name__ == "__main__":
    TUTORIAL.write_text(tutorial(TUTORIAL.read_text(encoding="utf-8")), encoding="utf-8")
    README.write_text(readme(README.read_text(encoding="utf-8"), session()), encoding="utf-8")
    COMMAND_LINE.write_text(command_line(), encoding="utf-8")
    CONFIGURATION.write_text(configuration(), encoding="utf-8")
