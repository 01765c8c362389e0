"""Give memory back: how the C library's allocator is told to keep little for later.

Data way: beside it, once, before a process starts its threads. Not pure: it changes the process.

glibc gives each thread an arena of its own, up to eight for each core, and does not give back what lies under a block
in use; and it takes large blocks from arenas too, once a few have been freed. With 32 threads that fetch pages of
megabytes the worker's process grew to 290 MB in 20 minutes and was still growing (benchmarks/soak.py); with two arenas and
a fixed bound it stays near 100.
"""

from __future__ import annotations

import ctypes

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8  # names of parameters in glibc's malloc.h
_ARENAS = 2
_LARGE = 1_048_576  # bytes: blocks from here on are the system's own, and go back to it when freed


def give_back() -> bool:
    """Tell the allocator; False where it is another one than glibc's, which is left as it is."""
    try:
        tell = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return False
    return bool(tell(_ARENA_MAX, _ARENAS)) and bool(tell(_MMAP_THRESHOLD, _LARGE))
