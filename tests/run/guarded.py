"""What the guard's tests have done in a child: each misbehaves in one way."""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import re
import signal
import sys
import time
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

LOADED: list[str] = []


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Kept:
    """A record with everything that the engine's records hold."""

    name: str
    colour: Colour = Colour.RED
    moment: datetime | None = None
    day: date | None = None
    low: float = float("-inf")
    parts: tuple[tuple[str, int], ...] = ()
    raw: bytes = b""
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Refused:
    reason: str


def load() -> None:
    LOADED.append("loaded")


def break_down() -> None:
    raise SystemExit(3)


def loaded(_: None) -> int:
    return len(LOADED)


def double(number: int) -> int:
    return 2 * number


def size(content: bytes) -> int:
    return len(content)


def give_back(record: Kept | Refused | None) -> Kept | Refused | None:
    return record


def wrong_type(_: None) -> int:
    return "text"  # type: ignore[return-value]


def undeclared(_: None):
    return 1


def my_pid(_: None) -> int:
    return os.getpid()


def spin(_: None) -> None:
    while True:
        pass


def spin_in_c(_: None) -> None:
    """An expression that backtracks for ever: C code that never returns to Python."""
    re.match(r"(a|aa)+$", "a" * 200 + "b")


def burn(seconds: float) -> float:
    """Take some CPU time, and say how much."""
    start = time.process_time()
    while time.process_time() - start < seconds:
        pass
    return time.process_time() - start


def sleep(seconds: float) -> str:
    time.sleep(seconds)
    return "slept"


def eat(megabytes: int) -> int:
    return len(bytearray(megabytes * 2**20))


def crash(_: None) -> None:
    ctypes.string_at(1)


def abort(_: None) -> None:
    os.abort()


def leave(status: int) -> None:
    os._exit(status)


def kill_self(number: int) -> None:
    os.kill(os.getpid(), number)


def fail(message: str) -> None:
    raise KeyError(message)


def recurse(depth: int) -> int:
    return recurse(depth + 1)


def unsendable(_: None) -> str:
    return "\ud800"


def huge(megabytes: int) -> bytes:
    return bytes(megabytes * 2**20)


def hoard(megabytes: int) -> int:
    """Keep memory for good, as a leak does; the child's process id."""
    HOARD.append(b"x" * (megabytes * 2**20))
    return os.getpid()


HOARD: list[bytes] = []


def noisy(text: str) -> str:
    print(text)
    return text


def ignores_interrupts(_: None) -> bool:
    os.kill(os.getpid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGTERM)
    return True


def forge(kind: str) -> int:
    """Write to the parent what a taken-over child might."""
    channel = int(sys.argv[2])
    frames = {
        "noise": b"\xff" * 64,
        "long": b"\x02\x00\x00" + (2**40).to_bytes(8, "big"),
        "wrong type": b"\x02\x00\x00" + (3).to_bytes(8, "big") + b"\xa2ab",
        "no such type": b"\x02\x09\x00" + (1).to_bytes(8, "big") + b"\x01",
        "pickle": b"\x02\x00\x00" + (36).to_bytes(8, "big") + b"cos\nsystem\n(S'touch /forged'\ntR.      ",
        "half": b"\x02\x00\x00" + (10).to_bytes(8, "big") + b"\x01",
    }
    os.write(channel, frames[kind])
    if kind == "half":
        os._exit(0)
    time.sleep(60)
    return 1


def main() -> None:
    """A parent for the test that kills one: starts a child that sleeps, says its id, waits."""
    from counterpoint.run.guard import Guard, Limits

    guarded = importlib.import_module("tests.run.guarded")  # not __main__, where a child could not find it
    guard = Guard(1)
    limits = Limits(10, 500, 100)
    child = guard.run(guarded.my_pid, None, limits)
    guard.submit(guarded.sleep, 90.0, limits)
    Path(sys.argv[1]).write_text(json.dumps(child))
    time.sleep(90)


if __name__ == "__main__":
    main()
