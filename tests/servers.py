"""A local HTTP server that does as it is told, and misbehaves on purpose.

`Server({"/page": page("<p>words</p>")})` serves on 127.0.0.1 at a free port until it is left. A route is a function of a
Request that yields the bytes to send, whatever they are; a path that ends in "*" stands for all that begin so.
`Server(misbehaving())` has one route for each way in which servers misbehave; see `misbehaving`.
"""

from __future__ import annotations

import contextlib
import gzip
import itertools
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Self

import brotli
import zstandard

PAGE = b"<!doctype html><title>Harbour</title><p>The harbour was closed on Monday.</p>"


@dataclass(frozen=True)
class Request:
    method: str
    target: str  # path and query as sent
    headers: dict[str, str]  # names in lower case
    body: bytes
    at: float  # time.monotonic()
    port: int  # of whoever asked: the same for one connection
    server: Server = field(repr=False)

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def nth(self) -> int:
        """How often this target was asked for, from 1."""
        return sum(r.target == self.target for r in self.server.asked)


Route = Callable[[Request], Iterable[bytes]]


def reply(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """A whole answer. `content_type="text/html"` becomes Content-Type; a header given as "" is left out."""
    given = {"content_length": str(len(body)), **headers}
    lines = [f"{name.replace('_', '-').title()}: {value}" for name, value in given.items() if value]
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Odd"
    return "\r\n".join([f"HTTP/1.1 {status} {phrase}", *lines, "", ""]).encode() + body


def page(body: bytes | str = PAGE, status: int = 200, **headers: str) -> Route:
    content = body.encode() if isinstance(body, str) else body
    answer = reply(status, content, **{"content_type": "text/html; charset=utf-8", **headers})
    return lambda _: [answer]


def moved(to: str, status: int = 302) -> Route:
    return lambda _: [reply(status, location=to)]


def dripped(head: bytes, byte: bytes = b"x", *, every: float) -> Route:
    """Send the head, then a byte now and then, without end."""

    def route(request: Request) -> Iterator[bytes]:
        yield head
        while not request.server.stopped.wait(every):
            yield byte

    return route


def endless(head: bytes, chunk: bytes) -> Route:
    return lambda _: itertools.chain([head], itertools.repeat(chunk))


def silent(request: Request) -> Iterator[bytes]:
    """Take the request and say nothing."""
    request.server.stopped.wait(60)
    yield b""


def hung_up(_: Request) -> Iterator[bytes]:
    yield b"\r\nConnection: close"  # the server closes after an answer that says so: here without one


def failing(times: int, then: Route, status: int = 503, **headers: str) -> Route:
    """Fail so many times for each target, then answer."""
    return lambda request: [reply(status, **headers)] if request.nth <= times else then(request)


def conditional(etag: str, modified: str, body: bytes = PAGE) -> Route:
    """Answer 304 to whoever has it."""

    def route(request: Request) -> list[bytes]:
        have = request.headers.get("if-none-match")
        known = have == etag if have is not None else request.headers.get("if-modified-since") == modified
        if known:
            return [reply(304, content_length="", etag=etag)]
        return [reply(200, body, etag=etag, last_modified=modified, content_type="text/html")]

    return route


def packed(body: bytes, encoding: str) -> Route:
    """Answer in a content encoding."""
    pack = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": lambda b: brotli.compress(b, quality=5),
        "zstd": zstandard.compress,
    }
    content = pack[encoding](body)
    return page(content, content_encoding=encoding)


def misbehaving() -> dict[str, Route]:
    """One route for each way to misbehave, by name; "/page" behaves."""
    zeros = b"\0" * 20_000_000
    head = reply(200, content_length="", content_type="text/html")
    chunked = reply(200, content_length="", transfer_encoding="chunked", content_type="text/html")
    routes = {
        "/page": page(),
        "/silent": silent,
        "/hung-up": hung_up,
        "/dripped-body": dripped(reply(200, content_length="100000"), every=0.05),
        "/dripped-head": dripped(b"HTTP/1.1 200 OK\r\nX-Slow: ", every=0.05),
        "/truncated": lambda _: [reply(200, PAGE, content_length="5000", connection="close")],
        "/truncated-gzip": lambda _: [reply(200, gzip.compress(PAGE)[:30], content_encoding="gzip")],
        "/too-long-for-its-length": lambda _: [reply(200, PAGE, content_length="20")],
        "/wrong-charset": page("<p>Où ça ?</p>".encode("latin-1")),
        "/no-charset": lambda _: [reply(200, "<p>Où ça ?</p>".encode(), content_type="")],
        "/no-http": lambda _: [b"SSH-2.0-OpenSSH_9.6\r\nConnection: close\r\n\r\n"],
        "/circle": moved("/circle-2"),
        "/circle-2": moved("/circle"),
        "/nowhere": lambda _: [reply(302)],
        "/into-a-file": moved("file:///etc/passwd"),
        "/unavailable": page("", status=503),
        "/5xx-then-200": failing(1, page()),
        "/busy": page("", status=429, retry_after="120"),
        "/gone": page("", status=410),
        "/forbidden": page("", status=403),
        "/unchanged": conditional('W/"a-1"', "Mon, 04 May 2026 12:00:00 GMT"),
        "/changing-etag": lambda r: [reply(200, PAGE, etag=f'"{r.nth}"', content_type="text/html")],
        "/304-unasked": lambda _: [reply(304, content_length="")],
        "/huge": lambda _: [reply(200, zeros)],
        "/huge-by-its-length": lambda _: [reply(200, b"", content_length="99999999999", connection="close")],
        "/endless": endless(head, b"<p>more</p>" * 5_000),
        "/endless-chunks": endless(chunked, b"1\r\nx\r\n" * 5_000),
        "/endless-head": endless(b"HTTP/1.1 200 OK\r\n", b"X-More: more\r\n" * 500),
        "/endless-interim": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 500),
        "/many-headers": lambda _: [reply(200, PAGE, **{f"x_{n}": "1" for n in range(2_000)})],
        "/unknown-encoding": page(content_encoding="rot13"),
        "/gzip-that-is-none": page(content_encoding="gzip"),
    }
    return routes | {f"/bomb-{name}": packed(zeros, name) for name in ("gzip", "deflate", "br", "zstd")}


class Server:
    """Serves routes on this machine while its block lasts; `asked` is what was asked for, in order."""

    def __init__(
        self, routes: dict[str, Route], *, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
    ) -> None:
        self.routes = {"/robots.txt": page("", status=404), **routes}
        self.asked: list[Request] = []
        self.stopped = threading.Event()
        self._tls = tls
        self._socket = socket.create_server((host, 0), backlog=512)
        self._open: set[socket.socket] = set()
        self.host, self.port = host, self._socket.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://{host}:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self.hang_up()

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [r.target for r in self.asked if r.path != "/robots.txt"]

    def ports(self) -> set[int]:
        """The connections over which was asked."""
        return {r.port for r in self.asked}

    def hang_up(self) -> None:
        """Close every connection, and serve on."""
        for each in list(self._open):
            _end(each)

    def _accept(self) -> None:
        while not self.stopped.is_set():
            try:
                raw, _ = self._socket.accept()
            except OSError:
                return
            self._open.add(raw)
            threading.Thread(target=self._serve, args=(raw,), daemon=True).start()

    def _serve(self, raw: socket.socket) -> None:
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            port = raw.getpeername()[1]
            connection = self._tls.wrap_socket(raw, server_side=True) if self._tls else raw
            with connection, connection.makefile("rb") as reading:
                while (request := self._read(reading, port)) is not None and self._answer(
                    connection, request
                ):
                    pass
        except (OSError, ValueError):
            pass  # whoever asked has left
        finally:
            self._open.discard(raw)
            _end(raw)

    def _read(self, reading: Iterable[bytes], port: int) -> Request | None:
        first = reading.readline().split()
        if len(first) != 3:
            return None
        headers = {}
        while (line := reading.readline().strip()) != b"":
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        body = reading.read(int(headers.get("content-length", 0)))
        request = Request(first[0].decode(), first[1].decode(), headers, body, time.monotonic(), port, self)
        self.asked.append(request)
        return request

    def _answer(self, connection: socket.socket, request: Request) -> bool:
        """Send what the route says; whether the connection goes on."""
        start = b""
        for chunk in self._route(request.path)(request):
            start = start or chunk
            if start != b"\r\nConnection: close":
                connection.sendall(chunk)
        head = start.partition(b"\r\n\r\n")[0].lower()
        framed = b"\r\ncontent-length:" in head or b"\r\ntransfer-encoding:" in head or b" 304 " in head
        return framed and b"\r\nconnection: close" not in head

    def _route(self, path: str) -> Route:
        if path in self.routes:
            return self.routes[path]
        many = [key for key in self.routes if key.endswith("*") and path.startswith(key[:-1])]
        return self.routes[max(many, key=len)] if many else page("", status=404)


def _end(each: socket.socket) -> None:
    with contextlib.suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()
