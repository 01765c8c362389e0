"""What passes between a guard and its children: frames over a socket, and results as plain data.

Data way: a job from guard.py -> a child (guardchild.py) -> its result. Reads and writes one socket; pure beside that.

The trust goes one way. A job is pickled: it comes from this program. A result comes from a process that has read foreign
bytes and may have been taken over by them, and a pickle could make the parent run anything; so results are MessagePack,
decoded by msgspec into the type that the function declares and into nothing else. The worst that a taken-over child can
give is a wrong record of the right shape, whose own checks (`__post_init__`) run again.
"""

from __future__ import annotations

import inspect
import pickle
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

import msgspec

_HEADER = struct.Struct("!BBBQ")
_CHUNK = 1 << 20  # bytes from which a body is written by itself: it is not copied to join its header


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may cost."""

    cpu_seconds: float  # of the child's process, all its threads together; the kernel counts
    megabytes: int  # of memory above what the child holds when the job begins
    wall_seconds: float  # from the moment the job is sent; the parent counts

    def __post_init__(self) -> None:
        if not (self.cpu_seconds > 0 and self.megabytes > 0 and self.wall_seconds > 0):
            raise ValueError(f"limits must be above 0: {self}")


@dataclass(frozen=True, slots=True)
class Job:
    """What a child is told to do."""

    function: Callable[..., object]
    argument: object
    limits: Limits


class Kind(IntEnum):
    """What a frame carries."""

    READY = 0  # a child has loaded what it needs
    JOB = 1  # a pickled Job
    RESULT = 2  # a value of one of the declared types
    RAISED = 3  # the traceback of what a function raised, as text


@dataclass(frozen=True, slots=True)
class Frame:
    """One message."""

    kind: Kind
    body: bytes | bytearray = b""
    which: int = 0  # RESULT: index into the declared types
    last: bool = False  # the child ends after this one: it has served long enough, or grown too far


class TooLargeError(Exception):
    """A frame is longer than its reader allows."""


def send_frame(channel: socket.socket, frame: Frame) -> None:
    """Write one frame; OSError or TimeoutError as the socket has it."""
    header = _HEADER.pack(frame.kind, frame.which, frame.last, len(frame.body))
    if len(frame.body) < _CHUNK:
        channel.sendall(header + frame.body)
    else:
        channel.sendall(header)
        channel.sendall(frame.body)


def receive_frame(channel: socket.socket, *, most: int | None = None, deadline: float | None = None) -> Frame:
    """Read one frame.

    Args:
        channel: A stream socket.
        most: Bytes of the body at the most; None for no bound.
        deadline: On `time.monotonic`'s clock, for the frame as a whole; None to wait for ever.

    Raises:
        EOFError: The other side closed before or within the frame.
        TimeoutError: The deadline passed.
        TooLargeError: The body would be longer than `most`.
        ValueError: The header is none of ours.

    """
    kind, which, last, length = _HEADER.unpack(_receive(channel, _HEADER.size, deadline))
    if most is not None and length > most:
        raise TooLargeError
    return Frame(Kind(kind), _receive(channel, length, deadline), which, bool(last))


def _receive(channel: socket.socket, length: int, deadline: float | None) -> bytearray:
    body = bytearray(length)
    view, done = memoryview(body), 0
    while done < length:
        if deadline is not None:
            channel.settimeout(max(deadline - time.monotonic(), 0.001))
        try:
            got = channel.recv_into(view[done:])
        except ConnectionError:
            got = 0
        if not got:
            raise EOFError
        done += got
        if deadline is not None and time.monotonic() > deadline:
            raise TimeoutError
    return body


def pack_job(function: Callable[..., object], argument: object, limits: Limits) -> bytes:
    """Return a job as bytes.

    Raises:
        ValueError: The function is not one that a child can find by name, does not declare what it returns, or the
            argument cannot be pickled: a caller's bug.

    """
    check_named(function)
    returned_types(function)
    try:
        return pickle.dumps(Job(function, argument, limits), protocol=5)
    except Exception as error:
        raise ValueError(f"the argument of {function.__qualname__} cannot be sent: {error}") from error


def check_named(function: Callable[..., object]) -> None:
    """Raise ValueError unless a child can find a function by its module and name."""
    if not inspect.isfunction(function) or "." in function.__qualname__ or function.__module__ == "__main__":
        raise ValueError(f"{function!r} is no function at the top of an importable module")


@lru_cache(maxsize=64)
def returned_types(function: Callable[..., object]) -> tuple[object, ...]:
    """Return the members of a function's declared return type: A and B of `A | B`."""
    hints = get_type_hints(function)
    if "return" not in hints:
        raise ValueError(f"{function!r} must declare what it returns: its result is read as that")
    declared = hints["return"]
    return get_args(declared) if get_origin(declared) in {Union, UnionType} else (declared,)


def pack_result(function: Callable[..., object], value: object) -> Frame:
    """Return a result as a frame; TypeError where it is of none of the declared types."""
    for which, declared in enumerate(returned_types(function)):
        kind = get_origin(declared) or declared
        if isinstance(kind, type) and isinstance(value, kind):
            # Through plain values, since MessagePack's own timestamps would lose the offset that a page prints.
            plain = msgspec.to_builtins(value, builtin_types=(bytes,))
            return Frame(Kind.RESULT, msgspec.msgpack.encode(plain), which)
    raise TypeError(f"{function.__qualname__} returned {type(value).__name__}, which it does not declare")


def read_result(function: Callable[..., object], frame: Frame) -> object:
    """Return what a child gave back, as the type that the function declares.

    Raises:
        ValueError: The bytes are no such value (msgspec.ValidationError is one).

    """
    types = returned_types(function)
    if frame.which >= len(types):
        raise ValueError("the result is of no declared type")
    return _decoder(types[frame.which]).decode(frame.body)


@lru_cache(maxsize=64)
def _decoder(declared: object) -> msgspec.msgpack.Decoder[object]:
    return msgspec.msgpack.Decoder(NoneType if declared is None else declared)
