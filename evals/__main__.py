"""Measure quality on labelled data: python -m evals --data DIR.

Runs every eval whose folder stands under DIR, on any data of the same form, and prints a table and JSON. An eval
without its data says so. With --floors FILE a figure below its floor makes the exit status 1.

DIR may hold unpacked folders, or the archives as they are handed out (`*.tar.xz`): those are unpacked for the run.
"""

from __future__ import annotations

import argparse
import json
import sys
import tarfile
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.processes import all_measured

EVALS = (
    "extraction",
    "times",
    "quotes",
    "entities",
    "claims",
    "crosslingual",
    "copies",
    "derivation",
    "support",
    "stories",
    "feeds",
    "wire",
    "likeness",
    "timelines",
    "storylines",
    "edits",
    "clusters",
    "pictures",
)
FLOORS = Path(__file__).with_name("floors.json")


def unpacked(data: Path, scratch: Path) -> Path:
    """Return a folder of unpacked data: DIR itself, or the archives of DIR unpacked into `scratch`."""
    archives = sorted(data.glob("*.tar.xz"))
    if not archives:
        return data
    for archive in archives:
        with tarfile.open(archive) as tar:
            tar.extractall(scratch, filter="data")
    for folder in data.iterdir():
        if folder.is_dir() and not (scratch / folder.name).exists():
            (scratch / folder.name).symlink_to(folder.resolve(), target_is_directory=True)
    return scratch


def below(figures: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> list[str]:
    """Return a sentence for each figure that is under its floor, or over a ceiling ("max_" before its name)."""
    found = []
    for name, bounds in floors.items():
        for metric, bound in bounds.items():
            if name not in figures:
                continue  # its data is absent: said in the table
            value = figures[name].get(metric.removeprefix("max_"))
            if value is None:
                found.append(f"{name}: no figure {metric.removeprefix('max_')}")
            elif value > bound if metric.startswith("max_") else value < bound:
                found.append(f"{name}: {metric.removeprefix('max_')} is {value:.3f}, bound {bound}")
    return found


def main() -> int:
    ask = argparse.ArgumentParser(
        prog="evals", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(EVALS)} (default: all)")
    ask.add_argument("--data", type=Path, required=True, metavar="DIR")
    ask.add_argument("--limit", type=int, help="items of each set, drawn with a fixed seed")
    ask.add_argument("--jobs", type=int, default=1, metavar="N", help="so many at a time (default: 1)")
    ask.add_argument("--floors", type=Path, nargs="?", const=FLOORS, metavar="FILE", help="fail below these")
    ask.add_argument("--output", type=Path, metavar="FILE", help="write the figures there as JSON")
    options = ask.parse_args()
    unknown = set(options.names) - set(EVALS)
    if unknown:
        ask.error(f"no such eval: {', '.join(sorted(unknown))}")
    if options.jobs < 1:
        ask.error("--jobs: at least 1")
    if not options.data.is_dir():
        print(f"no data: {options.data} is not a folder; nothing was measured", file=sys.stderr)
        return 2
    figures: dict[str, dict[str, float]] = {}
    console = Console(width=110)
    with tempfile.TemporaryDirectory() as scratch:
        data = unpacked(options.data, Path(scratch))
        for name, found, seconds in all_measured(options.names or EVALS, data, options.limit, options.jobs):
            if found is None:
                console.print(f"[yellow]{name}: its data is not under {options.data}; not measured[/]")
                continue
            figures[name] = found
            console.print(_table(name, found, seconds))
    text = json.dumps(figures, indent=1)
    if options.output:
        options.output.write_text(text + "\n")
    else:
        print(text)
    failed = below(figures, json.loads(options.floors.read_text())) if options.floors else []
    for line in failed:
        console.print(f"[red]below its floor: {line}[/]")
    return 1 if failed else 0


def _table(name: str, figures: dict[str, float], seconds: float) -> Table:
    table = Table(
        "metric",
        "engine",
        "baseline",
        "published",
        title=f"{name} ({seconds:.0f} CPU s)",
        title_justify="left",
    )
    own = [m for m in figures if not m.startswith(("baseline_", "published_"))]
    rest = [m for m in figures if m not in own]
    for metric in own:
        beside = [figures.get(f"{kind}_{metric}") for kind in ("baseline", "published")]
        table.add_row(metric, f"{figures[metric]:.3f}", *("" if v is None else f"{v:.3f}" for v in beside))
        rest = [m for m in rest if m not in {f"baseline_{metric}", f"published_{metric}"}]
    for metric in rest:
        kind, _, bare = metric.partition("_")
        row = [bare, "", "", ""]
        row[2 if kind == "baseline" else 3] = f"{figures[metric]:.3f}"
        table.add_row(*row)
    return table


if __name__ == "__main__":
    sys.exit(main())
