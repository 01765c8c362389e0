"""A child of the guard: it takes one job at a time, under limits that the kernel keeps, until its parent goes.

Data way: a Job from guard.py -> its result, over one socket. Not pure: it sets its own process's limits and signals.

CPU: ITIMER_PROF counts the process's CPU time and its signal keeps its default action, so the kernel ends the process
though C code never returns to Python (setitimer(2)). Memory: RLIMIT_DATA, which on Linux since 4.7 counts private writable
memory however it was allocated (getrlimit(2)); elsewhere it covers less. Both are set anew for each job.
"""

from __future__ import annotations

import ctypes
import logging
import os
import pickle
import resource
import signal
import socket
import sys
import traceback
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from counterpoint.run.guardwire import Frame, Job, Kind, pack_result, receive_frame, send_frame

OUT_OF_MEMORY = 77  # exit status: nothing that needs memory can be done to say it
_PR_SET_PDEATHSIG = 1  # prctl(2): the signal this process gets when its parent ends
_STATM = Path("/proc/self/statm")
_LONGEST_TRACE = 20_000  # characters of a traceback that are sent


def main(descriptor: int, parent: int, jobs: int, grown: int, preload: str) -> None:
    """Serve jobs until the parent closes the socket.

    Args:
        descriptor: Of the socket to the parent.
        parent: Its process id.
        jobs: How many to do before ending.
        grown: Bytes by which the process may grow over its first job before it ends.
        preload: A pickled function to call first, in hexadecimal; "" for none.

    """
    _settle(parent)
    channel = socket.socket(fileno=descriptor)
    if preload:
        pickle.loads(bytes.fromhex(preload))()  # noqa: S301 - from the parent's own program
    send_frame(channel, Frame(Kind.READY))
    start = 0
    for done in range(1, jobs + 1):
        try:
            frame = receive_frame(channel)
        except EOFError:
            return
        reply = _reply(frame)
        size = _memory()[0]
        start = start or size
        last = done == jobs or size - start > grown
        send_frame(channel, replace(reply, last=last))
        if last:
            return


def _settle(parent: int) -> None:
    """Leave signals to the parent, end when it ends, write no core files, and keep libraries quiet."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the line above
        os._exit(0)
    logging.getLogger().addHandler(logging.NullHandler())


def _reply(frame: Frame) -> Frame:
    """What a job's function returned or raised; ends the process where memory did not suffice."""
    try:
        job = pickle.loads(frame.body)  # noqa: S301 - from the parent's own program
        return _limited(job)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception:  # noqa: BLE001 - whatever it is, it is the parent's to judge
        trace = traceback.format_exc()[-_LONGEST_TRACE:]
        return Frame(Kind.RAISED, trace.encode("utf-8", "replace"))


def _limited(job: Job) -> Frame:
    _, held = _memory()
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    most = held + job.limits.megabytes * 2**20
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    _set_data(most, hard)
    signal.setitimer(signal.ITIMER_PROF, job.limits.cpu_seconds)
    try:
        return pack_result(job.function, job.function(job.argument))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        _set_data(hard, hard)


def _set_data(soft: int, hard: int) -> None:
    with suppress(OSError, ValueError):  # a system without this limit: the parent's wall clock is left
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _memory() -> tuple[int, int]:
    """Bytes of the process: resident, and private writable as RLIMIT_DATA counts them."""
    try:
        fields = _STATM.read_text().split()
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        size = peak if sys.platform == "darwin" else peak * 1024
        return size, size
    page = resource.getpagesize()
    return int(fields[1]) * page, int(fields[5]) * page
