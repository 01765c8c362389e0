"""Work on foreign bytes in child processes that can be killed: no input takes more than its limits, none takes the engine.

Data way: a function of the engine and its argument -> its result, or Killed with the reason. Not pure: processes, threads
and a clock. The stages know nothing of it; the worker decides what runs behind it.

Each child lives for many jobs (to start Python with lxml and trafilatura costs half a second, the models seconds), does one
at a time and dies by its limits: CPU and memory by the kernel, inside C code too (guardchild.py); wall time by this side.
Children are started afresh (fork and exec), never forked from a process with threads. One thread of this process belongs to
each child: it sends a job, waits, and notices a death at once by the end of the stream. The shape is Pebble's and
multiprocessing's spawn; we differ in limits on CPU time and memory, and in results that are data (guardwire.py says why).
"""

from __future__ import annotations

import json
import os
import pickle
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

from counterpoint.run.guardchild import OUT_OF_MEMORY
from counterpoint.run.guardwire import (
    Frame,
    Kind,
    Limits,
    TooLargeError,
    check_named,
    pack_job,
    read_result,
    receive_frame,
    send_frame,
)

__all__ = ["Broken", "Guard", "Killed", "Limits", "Raised"]

A = TypeVar("A")
R = TypeVar("R")

JOBS = 1000  # of one child before a new one takes its place: what C libraries leak stays small
GROWN = 256  # megabytes by which a child may outgrow its first job before a new one takes its place
LARGEST = (
    64 * 2**20
)  # bytes of one result; the annotations of a report of 400,000 characters have some 20 MiB
_START = 120.0  # seconds in which a child must be ready; models load in three
_TAKEN = 20.0  # seconds in which an idle child must have taken in a job
_DYING = 5.0  # seconds in which a child that closed its stream must be gone

_CHILD = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from counterpoint.run.guardchild import main; "
    "main(*map(int, sys.argv[2:6]), sys.argv[6])"
)


class Killed(Exception):
    """A job's child was ended by the job: the input is not to be trusted. `reason` goes on from "it": "took more than 1 s of CPU"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Raised(Exception):
    """A job's function raised, within its limits: a bug of ours. `trace` is the child's traceback."""

    def __init__(self, trace: str) -> None:
        super().__init__(trace.rstrip().rsplit("\n", 1)[-1])
        self.trace = trace


class Broken(Exception):
    """A job was not done through no fault of its own: the guard closed, or no child could be started."""


@dataclass(frozen=True, slots=True)
class _Task:
    function: Callable[..., object]
    packed: bytes
    limits: Limits
    future: Future[object]


class Guard:
    """A fixed number of children, and the jobs that wait for one. Every method may be called from any thread."""

    def __init__(
        self,
        processes: int,
        *,
        preload: Callable[[], None] | None = None,
        jobs: int = JOBS,
        grown_megabytes: int = GROWN,
    ) -> None:
        """Make a guard; children start with their first job.

        Args:
            processes: How many children work at a time, > 0.
            preload: A function at the top of a module that each child calls before its first job, outside all
                limits: it imports and loads what jobs need.
            jobs: After how many jobs a child makes way for a new one, > 0.
            grown_megabytes: By how much a child may outgrow what it holds after its first job.

        Raises:
            ValueError: A number is not above 0, or a child cannot find `preload` by name.

        """
        if processes < 1 or jobs < 1:
            raise ValueError("a guard needs at least one process, and one job for each")
        self._waiting: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._lock = threading.Lock()
        if preload is not None:
            check_named(preload)
        loaded = pickle.dumps(preload).hex() if preload else ""
        self._slots = [_Slot(jobs, grown_megabytes * 2**20, loaded) for _ in range(processes)]
        self._threads = [
            threading.Thread(target=self._serve, args=(slot,), name=f"guard-{n}", daemon=True)
            for n, slot in enumerate(self._slots)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, function: Callable[[A], R], argument: A, limits: Limits) -> Future[R]:
        """Have a function called in a child, when one is free.

        Args:
            function: At the top of an importable module, and with a declared return type that msgspec can read:
                records, enums, dates, tuples and plain values.
            argument: Anything that can be pickled.
            limits: For this call alone.

        Returns:
            The result to come. Its exceptions are Killed, Raised and Broken; it may be cancelled while it waits.

        Raises:
            ValueError: The function or the argument cannot be sent.
            Broken: The guard is closed.

        """
        future: Future[R] = Future()
        packed = pack_job(function, argument, limits)
        with self._lock:  # no task behind the marks that end the threads
            if self._closed.is_set():
                raise Broken("the guard is closed")
            self._waiting.put(_Task(function, packed, limits, future))  # type: ignore[arg-type]
        return future

    def run(self, function: Callable[[A], R], argument: A, limits: Limits) -> R | Killed:
        """Call a function in a child and wait: its result, or how its child died. Raises Raised and Broken."""
        try:
            return self.submit(function, argument, limits).result()
        except Killed as killed:
            return killed

    def close(self, *, within: float = 5.0) -> None:
        """Cancel what waits, give what runs so many seconds to end, then kill the children. May be called again."""
        with self._lock:
            self._closed.set()
        self._cancel_waiting()
        for _ in self._threads:
            self._waiting.put(None)
        deadline = time.monotonic() + max(within, 0.0)
        for thread in self._threads:
            thread.join(max(deadline - time.monotonic(), 0.0))
        for slot in self._slots:
            slot.kill()
        for thread in self._threads:
            thread.join(_DYING)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(within=0.0 if error is not None else 5.0)

    @property
    def children(self) -> tuple[int, ...]:
        """Process ids of the children that live now."""
        return tuple(pid for slot in self._slots if (pid := slot.pid) is not None)

    def _cancel_waiting(self) -> None:
        while True:
            try:
                task = self._waiting.get_nowait()
            except queue.Empty:
                return
            if task is not None:
                task.future.cancel()

    def _serve(self, slot: _Slot) -> None:
        """The thread of one child."""
        while (task := self._waiting.get()) is not None:
            if not task.future.set_running_or_notify_cancel():
                continue
            try:
                result = slot.work(task)
            except BaseException as error:  # noqa: BLE001 - whoever waits for the result must learn of it
                broken = isinstance(error, Killed) and self._closed.is_set() and slot.stopped
                task.future.set_exception(
                    Broken("the guard closed before the job was done") if broken else error
                )
            else:
                task.future.set_result(result)
        slot.retire()


class _Slot:
    """One child at a time, and how to talk to it. Used by its own thread; only `kill` and `pid` by others."""

    def __init__(self, jobs: int, grown: int, preload: str) -> None:
        self._options = (jobs, grown, preload)
        self._child: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._lock = threading.Lock()
        self.stopped = False  # killed by `kill`: no child starts any more

    @property
    def pid(self) -> int | None:
        child = self._child
        return child.pid if child is not None and child.poll() is None else None

    def work(self, task: _Task) -> object:
        """Have a task done; raises Killed, Raised or Broken."""
        channel = self._send(task)
        deadline = time.monotonic() + task.limits.wall_seconds
        try:
            frame = receive_frame(channel, most=LARGEST, deadline=deadline)
        except EOFError:
            raise Killed(self._cause(task.limits)) from None
        except TimeoutError:
            self._end()
            raise Killed(f"took more than {task.limits.wall_seconds:g} s") from None
        except TooLargeError:
            self._end()
            raise Killed(f"gave back more than {LARGEST // 2**20} MB") from None
        except ValueError:
            self._end()
            raise Killed("gave back what cannot be read") from None
        if frame.last:
            self.retire()
        if frame.kind is Kind.RAISED:
            raise Raised(frame.body.decode("utf-8", "replace"))
        try:
            return read_result(task.function, frame)
        except ValueError as error:
            self._end()
            raise Killed(f"gave back what cannot be read: {error}") from None

    def _send(self, task: _Task) -> socket.socket:
        """Give a child the task; the socket on which it answers. A child that is gone before it took it is replaced."""
        for _ in range(2):
            channel = self._ready()
            channel.settimeout(_TAKEN)
            try:
                send_frame(channel, Frame(Kind.JOB, task.packed))
            except OSError:
                self._end()
            else:
                return channel
        raise Broken("two child processes ended before they took the job")

    def _ready(self) -> socket.socket:
        """The socket to a child that waits for a job, started now where there is none."""
        if self._channel is not None and self._child is not None and self._child.poll() is None:
            return self._channel
        self._end()
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            if self.stopped:
                ours.close()
                raise Broken("the guard is closed")
            try:
                self._child = _start(theirs.fileno(), *self._options)
            except OSError as error:
                ours.close()
                raise Broken(f"no child process could be started: {error}") from error
            self._channel = ours
        try:
            receive_frame(ours, most=0, deadline=time.monotonic() + _START)
        except (EOFError, TimeoutError, TooLargeError, ValueError):
            self._end()
            raise Broken("a child process ended before it was ready; its error is on stderr") from None
        return ours

    def _cause(self, limits: Limits) -> str:
        """Why a child is gone."""
        assert self._child is not None
        try:
            status = self._child.wait(_DYING)
        except subprocess.TimeoutExpired:
            status = -signal.SIGKILL  # it closed its stream and went on: nothing of ours does that
        self._end()
        if status == -signal.SIGPROF:
            return f"took more than {limits.cpu_seconds:g} s of CPU"
        if status == OUT_OF_MEMORY:
            return f"needed more than {limits.megabytes} MB"
        if status == -signal.SIGKILL:
            return "was killed from outside (signal 9), as systems do when memory runs out"
        return f"crashed (signal {-status})" if status < 0 else f"ended its process (status {status})"

    def retire(self) -> None:
        """Let the child go: it ends when its stream does, at once where it is idle."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None
        if self._child is not None:
            try:
                self._child.wait(_DYING)
            except subprocess.TimeoutExpired:
                self._end()

    def _end(self) -> None:
        """Kill the child, if there is one, and forget it."""
        if self._channel is not None:
            self._channel.close()
            self._channel = None
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None

    def kill(self) -> None:
        """Kill the child from another thread, for good; the slot's own thread sees the end of the stream."""
        with self._lock:
            self.stopped = True
            if self._child is not None:
                self._child.kill()


def _start(descriptor: int, jobs: int, grown: int, preload: str) -> subprocess.Popen[bytes]:
    """Start a child that talks over a socket.

    It has this program's module path and a process group of its own, so that a terminal's Ctrl-C reaches this side alone.
    One thread for numeric libraries: children share the cores already.
    """
    numbers = [str(n) for n in (descriptor, os.getpid(), jobs, grown)]
    environment = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", **os.environ}
    return subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", _CHILD, json.dumps(sys.path), *numbers, preload],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=(descriptor,),
        env=environment,
        process_group=0,
    )
