"""What a process and its children take, as Linux tells it in /proc: memory, CPU, open files, threads.

The children of a guard tell their work by what they load first, which stands in their command line.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_ROLES = (("load_extractors", "extract"), ("load_annotators", "annotate"))


@dataclass(frozen=True, slots=True)
class Process:
    """One process at one moment."""

    id: int
    role: str  # parent, extract, annotate or other
    rss: float  # MB in memory
    peak: float  # MB, the most so far
    cpu: float  # seconds, its own
    waited: float  # seconds of CPU of its children that have ended
    threads: int
    files: int  # open ones; 0 where they may not be seen


def tree(root: int) -> list[Process]:
    """Return a process and all that descend from it, the root first; empty where it is gone."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (stat := _stat(int(folder.name))):
            parents.setdefault(int(stat[1]), []).append(int(folder.name))
    found, waiting = [], [root]
    while waiting:
        one = waiting.pop(0)
        waiting += parents.get(one, [])
        if (process := _process(one, root)) is not None:
            found.append(process)
    return found


def cpu_seconds(processes: list[Process]) -> float:
    """CPU seconds of a tree, of children that have ended too."""
    return sum(p.cpu + p.waited for p in processes)


def _process(process: int, root: int) -> Process | None:
    stat = _stat(process)
    try:
        told = (Path("/proc") / str(process) / "status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    status = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    if not stat or "VmRSS" not in status:  # it has ended, and nobody has waited for it yet
        return None
    user, system, waited_user, waited_system = (int(n) / _TICKS for n in stat[11:15])
    return Process(
        process,
        "parent" if process == root else role(process),
        _megabytes(status["VmRSS"]),
        _megabytes(status["VmHWM"]),
        user + system,
        waited_user + waited_system,
        int(status["Threads"]),
        _files(process),
    )


def role(process: int) -> str:
    """Return what a child is for."""
    try:
        line = (Path("/proc") / str(process) / "cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return "other"
    return next((name for loads, name in _ROLES if loads.encode().hex() in line), "other")


def _stat(process: int) -> list[str]:
    """Return the fields of /proc/PID/stat after the name: state, parent and so on."""
    try:
        text = (Path("/proc") / str(process) / "stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def _files(process: int) -> int:
    try:
        return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return 0


def _megabytes(text: str) -> float:
    return int(text.split(maxsplit=1)[0]) / 1024
