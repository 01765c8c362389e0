"""Connections to servers: guarded, bounded, reused.

Data way: below `http.py`, which is its only caller. Touches the network.

- The address connected to is resolved here, checked and used at once, so a name that answers differently the second
  time (DNS rebinding) gains nothing; no proxy of the environment is looked at.
- A connection carries one request at a time, over HTTP/2 too: the HTTP/2 state of httpcore is not safe between threads.
- Every read and write of a request ends at its deadline, and the bytes that are no page's are bounded, whatever
  the protocol makes of them: endless headers, interim answers or settings frames.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import httpcore
import httpx

from counterpoint.errors import FetchKind

CONNECT_SECONDS = 10.0  # resolving a name, and reaching one of its addresses, at most
KEPT = 64  # idle connections over all hosts; each is a descriptor
KEPT_SECONDS = 30.0  # most servers close sooner
MAX_HEADER_BYTES = 65_536  # names and values; browsers stop at 256 kB, servers send 1 to 4
MAX_HEADERS = 256
_MAX_ADDRESSES = 4  # of one name that are tried in turn
_FRAMING = (
    262_144  # bytes of one answer beside its body's: headers, frames, chunk sizes; twice what h11 allows
)

Resolver = Callable[[str, int], Sequence[str]]  # host, port -> addresses, raises OSError


class NotReachedError(Exception):
    """A request failed below HTTP; `http.py` turns it into a FetchError that names the URL."""

    def __init__(self, message: str, kind: FetchKind, *, temporary: bool = False) -> None:
        super().__init__(message)
        self.kind = kind
        self.temporary = temporary


@dataclass(slots=True)
class Bounds:
    """What the request that a connection carries may still cost."""

    deadline: float  # time.monotonic()
    quiet: float  # seconds without a byte
    left: int = _FRAMING  # bytes that may still be read; each of the body's earns two
    answered: bool = False  # a byte came
    stream: httpcore.NetworkStream | None = field(default=None, repr=False)

    def take(self, other: Bounds) -> None:
        """Go on with another request's bounds."""
        self.deadline, self.quiet, self.left, self.answered = other.deadline, other.quiet, other.left, False

    def seconds(self, most: float) -> float:
        """Return how long one step may take."""
        remaining = self.deadline - time.monotonic()
        if remaining <= 0:
            raise NotReachedError("took too long as a whole", FetchKind.TIMEOUT, temporary=True)
        return min(most, remaining)


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, as the system resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _BoundedStream(httpcore.NetworkStream):
    """A stream whose steps end at the request's bounds."""

    def __init__(self, inner: httpcore.NetworkStream, bounds: Bounds) -> None:
        self._inner = inner
        self._bounds = bounds
        bounds.stream = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - ours decides
        data = self._inner.read(max_bytes, self._bounds.seconds(self._bounds.quiet))
        self._bounds.left -= len(data)
        self._bounds.answered = self._bounds.answered or bool(data)
        if self._bounds.left < 0:
            raise NotReachedError("sends more than it may", FetchKind.TOO_LARGE)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - ours decides
        self._inner.write(buffer, self._bounds.seconds(self._bounds.quiet))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - ours decides
    ) -> httpcore.NetworkStream:
        seconds = self._bounds.seconds(CONNECT_SECONDS)
        try:
            inner = self._inner.start_tls(ssl_context, server_hostname, seconds)
        except httpcore.ConnectError as error:
            raise _tls_error(error) from error
        return _BoundedStream(inner, self._bounds)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


def _tls_error(error: httpcore.ConnectError) -> NotReachedError:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return NotReachedError(
            f"its certificate is not trusted ({cause.verify_message})", FetchKind.TLS, temporary=False
        )
    return NotReachedError(f"no secure connection could be made ({error})", FetchKind.TLS, temporary=True)


class _GuardedBackend(httpcore.SyncBackend):
    """Connects only to addresses that `allowed` passes, resolved here and used at once."""

    def __init__(self, bounds: Bounds, allowed: Callable[[str], bool], resolver: Resolver) -> None:
        self._bounds = bounds
        self._allowed = allowed
        self._resolver = resolver

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - ours decides
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = _lookup(self._resolver, host, port, self._bounds.seconds(CONNECT_SECONDS))
        refused = [a for a in addresses if not self._allowed(a)]
        if refused:
            raise NotReachedError(
                f"{host} is on a private network ({', '.join(refused[:3])}); "
                "fetch.private_networks can name it where that is meant",
                FetchKind.PRIVATE,
            )
        said = "it has no address"
        for address in addresses[:_MAX_ADDRESSES]:
            seconds = self._bounds.seconds(CONNECT_SECONDS)
            try:
                stream = super().connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                said = str(error)
                continue
            peer = stream.get_extra_info("server_addr")
            if not self._allowed(str(peer[0])):  # cannot be, unless the system rewrites addresses
                stream.close()
                raise NotReachedError(f"{host} led to a private address ({peer[0]})", FetchKind.PRIVATE)
            return _BoundedStream(stream, self._bounds)
        raise NotReachedError(f"{host} cannot be reached ({said})", FetchKind.CONNECT, temporary=True)


def _lookup(resolver: Resolver, host: str, port: int, seconds: float) -> Sequence[str]:
    """Return the addresses of a host; the system's resolver knows no deadline, so it runs beside."""
    found: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found.put(resolver(host, port))
        except (OSError, UnicodeError) as error:
            found.put(error)

    threading.Thread(target=ask, daemon=True, name="resolve").start()
    try:
        answer = found.get(timeout=seconds)
    except queue.Empty:
        raise NotReachedError(
            f"the name {host} was not resolved in time", FetchKind.TIMEOUT, temporary=True
        ) from None
    if isinstance(answer, Exception):
        again = isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN
        raise NotReachedError(f"the name {host} was not found", FetchKind.NAME, temporary=again)
    return answer


@dataclass(frozen=True, slots=True)
class _Line:
    """One connection with the bounds that its stream obeys."""

    origin: httpcore.Origin
    connection: httpcore.HTTPConnection
    bounds: Bounds


class Connections:
    """Sends requests, each over a connection of its own while it lasts. Safe between threads."""

    def __init__(self, *, allowed: Callable[[str], bool], resolver: Resolver, tls: ssl.SSLContext) -> None:
        self._allowed = allowed
        self._resolver = resolver
        self._tls = tls
        self._lock = threading.Lock()
        self._idle: list[_Line] = []  # the longest unused first
        self._busy: dict[int, _Line] = {}
        self._closed = False

    @contextmanager
    def send(self, request: httpx.Request, *, bounds: Bounds) -> Iterator[tuple[httpx.Response, Bounds]]:
        """Send a request and hold its answer open; leaving before the body's end closes the connection.

        Gives the answer and the bounds that now hold, which may be narrowed.

        Raises:
            NotReachedError: Refused, or past its bounds.
            httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError: As they say.
        """
        line, answer = self._answer(_core(request), bounds)
        body = _Body(answer, line.bounds)
        try:
            headers = _checked(answer.headers)
            yield httpx.Response(answer.status, headers=headers, request=request, stream=body), line.bounds
        finally:
            with suppress(Exception):  # what goes wrong at a goodbye concerns nobody
                answer.close()
            if body.finished and line.connection.is_idle() and line.bounds.left >= 0:
                self._put_back(line)
            else:
                self._drop(line)

    def _answer(self, request: httpcore.Request, bounds: Bounds) -> tuple[_Line, httpcore.Response]:
        """Return the answer's beginning; a kept connection that proves dead is replaced once."""
        while True:
            line, fresh = self._line(request.url.origin, bounds)
            try:
                return line, line.connection.handle_request(request)
            except BaseException as error:
                self._drop(line)
                lost = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ConnectionNotAvailable)
                again = (
                    request.method == b"GET" or not line.bounds.answered
                )  # what was left over may have come
                if fresh or not again or not isinstance(error, lost) or self._closed:
                    raise

    def _line(self, origin: httpcore.Origin, bounds: Bounds) -> tuple[_Line, bool]:
        with self._lock:
            if self._closed:
                raise NotReachedError("the fetcher was closed", FetchKind.STOPPED, temporary=True)
            at = next((n for n in range(len(self._idle) - 1, -1, -1) if self._idle[n].origin == origin), None)
            line = None if at is None else self._idle.pop(at)
            if line is not None:
                self._busy[id(line)] = line
        if line is not None:
            if not line.connection.has_expired() and line.connection.is_available():
                line.bounds.take(bounds)
                return line, False
            self._drop(line)
        connection = httpcore.HTTPConnection(
            origin,
            ssl_context=self._tls,
            keepalive_expiry=KEPT_SECONDS,
            http2=True,
            network_backend=_GuardedBackend(bounds, self._allowed, self._resolver),
        )
        line = _Line(origin, connection, bounds)
        with self._lock:
            self._busy[id(line)] = line
        return line, True

    def _put_back(self, line: _Line) -> None:
        with self._lock:
            self._busy.pop(id(line), None)
            self._idle.append(line)
            surplus = self._idle if self._closed else self._idle[: max(0, len(self._idle) - KEPT)]
            self._idle = self._idle[len(surplus) :]
        for each in surplus:
            self._drop(each)

    def _drop(self, line: _Line) -> None:
        with self._lock:
            self._busy.pop(id(line), None)
        with suppress(Exception):
            line.connection.close()
        if line.bounds.stream is not None:  # also where httpcore never took it over
            with suppress(Exception):
                line.bounds.stream.close()

    def close(self) -> None:
        """Close what is idle and cut off what is under way: its requests fail at once."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            busy = list(self._busy.values())
        for line in idle:
            self._drop(line)
        for line in busy:
            raw = line.bounds.stream.get_extra_info("socket") if line.bounds.stream is not None else None
            if isinstance(raw, socket.socket):
                with suppress(OSError):
                    raw.shutdown(socket.SHUT_RDWR)


class _Body(httpx.SyncByteStream):
    """The bytes of an answer as they come; `finished` once all have."""

    def __init__(self, answer: httpcore.Response, bounds: Bounds) -> None:
        self._answer = answer
        self._bounds = bounds
        self.finished = False

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._answer.iter_stream():
            self._bounds.left += 2 * len(chunk)
            yield chunk
        self.finished = True


def _core(request: httpx.Request) -> httpcore.Request:
    url = request.url
    return httpcore.Request(
        request.method,
        httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=request.headers.raw,
        content=request.stream,
    )


def _checked(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers, within their bounds; HTTP/2 could carry bytes in them that HTTP/1.1 cannot."""
    if len(headers) > MAX_HEADERS or sum(len(n) + len(v) for n, v in headers) > MAX_HEADER_BYTES:
        raise NotReachedError("sends more headers than a page has use for", FetchKind.TOO_LARGE)
    if any(control in value for _, value in headers for control in (b"\0", b"\r", b"\n")):
        raise NotReachedError("sends headers that are no HTTP", FetchKind.BROKEN)
    return headers
