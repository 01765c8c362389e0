"""Who holds a lease: a process, told from every other of this machine, and from a later one with its number.

Not pure: it asks the system for its processes.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path


def process_name() -> str:
    """Return a name for this process that no other has, not even a later one with the same number."""
    return f"{socket.gethostname()}/{os.getpid()}/{_started(os.getpid())}"


def vanished(name: str) -> bool:
    """Whether a worker was a process of this machine that is no more."""
    parts = name.rsplit("/", 2)
    if len(parts) != 3 or parts[0] != socket.gethostname() or not parts[1].isdigit():
        return False
    return _started(int(parts[1])) != parts[2]


def _started(process: int) -> str:
    """Return when a process was started, in the kernel's ticks since boot; "" where there is none."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return "" if Path("/proc").exists() else _alive(process)
    return stat.rpartition(")")[2].split()[19]


def _alive(process: int) -> str:
    """Where there is no /proc: only whether the number is in use."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        return "alive"
    return "alive"
