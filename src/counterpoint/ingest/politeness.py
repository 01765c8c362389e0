"""Whose turn it is: how often and how many at a time one host is asked.

Data way: before Capture. Holds state between threads; the clock is passed in.

Requests to one host start in the order in which they were asked for, a delay apart, no more at a time than
set. A scheduler asks `ready_at` and picks other work instead of waiting. Hosts that are at rest are forgotten, so that
100,000 of them cost no more than those under way.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_SWEEP = 4_096  # hosts known before those at rest are forgotten for the first time


class NotYetError(Exception):
    """A host's turn comes later than the caller can wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"its turn comes in {seconds:.0f} seconds")
        self.seconds = seconds


@dataclass(slots=True)
class _Host:
    ready: float = 0.0  # when the next request may start
    active: int = 0
    waiting: deque[threading.Event] = field(default_factory=deque)  # in order of asking; the first may start


def host_key(host: str) -> str:
    """Return what stands for a host here: its name without "www.", so that both names are one server."""
    return host.lower().rstrip(".").removeprefix("www.")


class Gate:
    """Lets requests through, each in its host's turn. Safe between threads."""

    def __init__(
        self, *, delay: float, per_host: int, concurrency: int, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._delay = delay
        self._per_host = max(1, per_host)
        self._free = threading.BoundedSemaphore(max(1, concurrency))
        self._now = now
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}
        self._sweep_at = _SWEEP
        self._closed = False

    def ready_at(self, host: str) -> float:
        """Return when a request to the host may start, on the gate's clock; in the past where it may now.

        Where requests of others wait, their turns are counted in.
        """
        with self._lock:
            known = self._hosts.get(host_key(host))
            if known is None:
                return self._now()
            if known.active >= self._per_host or known.waiting:
                return max(known.ready, self._now()) + self._delay * (1 + len(known.waiting))
            return known.ready

    def close_until(self, host: str, moment: float) -> None:
        """Let nothing through to the host before a moment on the gate's clock."""
        with self._lock:
            known = self._known(host_key(host))
            known.ready = max(known.ready, moment)

    def stop(self) -> None:
        """Send those who wait away, and those who come."""
        with self._lock:
            self._closed = True
            waiting = [event for known in self._hosts.values() for event in known.waiting]
        for event in waiting:
            event.set()

    @contextmanager
    def turn(self, host: str, *, most: float, delay: float = 0.0) -> Iterator[float]:
        """Wait for the host's turn and hold it; gives the seconds that were waited.

        Args:
            host: As in the URL.
            most: Seconds to wait at most.
            delay: Seconds between two requests that the host asks for; the gate's own is the least.

        Raises:
            NotYetError: The turn comes later, or the gate was stopped.
        """
        key = host_key(host)
        began = self._now()
        known = self._enter(key, began + most, max(delay, self._delay))
        try:
            yield self._now() - began
        finally:
            self._free.release()
            with self._lock:
                known.active -= 1
                if known.waiting:
                    known.waiting[0].set()

    def _enter(self, key: str, until: float, delay: float) -> _Host:
        mine = threading.Event()
        with self._lock:
            known = self._known(key)
            known.waiting.append(mine)
        try:
            late = self._wait(known, mine, until, delay)
        finally:
            with self._lock:
                known.waiting.remove(mine)
                if known.waiting:
                    known.waiting[0].set()
        if late is not None:
            raise NotYetError(late)
        return known

    def _wait(self, known: _Host, mine: threading.Event, until: float, delay: float) -> float | None:
        """Wait until the request may start and count it in; give the seconds that lack where its turn is too late."""
        held = False  # of the count over all hosts
        while True:
            with self._lock:
                now = self._now()
                first = known.waiting[0] is mine and known.active < self._per_host
                soon = max(0.0, known.ready - now)
                turn = max(known.ready, now) + known.waiting.index(mine) * delay
                mine.clear()
                may = first and soon <= 0.0 and not self._closed
                if may and (held or self._free.acquire(blocking=False)):
                    known.active += 1
                    known.ready = now + delay
                    return None
            if held:  # the host was closed meanwhile: others may go
                self._free.release()
                held = False
            if self._closed or turn > until or now >= until:
                return max(0.0, turn - now)
            if may:
                held = self._free.acquire(timeout=min(until - now, 1.0))
            else:
                mine.wait(min(soon, until - now) if first else until - now)

    def _known(self, key: str) -> _Host:
        known = self._hosts.get(key)
        if known is None:
            if len(self._hosts) >= self._sweep_at:
                now = self._now()
                busy = {k: h for k, h in self._hosts.items() if h.active or h.waiting or h.ready > now}
                self._hosts = busy
                self._sweep_at = max(_SWEEP, 2 * len(busy))
            known = self._hosts[key] = _Host()
        return known
