"""Measure fetching: python -m benchmarks.fetch [--fetches N] [--hosts N].

A server on this machine gives every page alike (20 kB, gzip). Fetches a second and per CPU-second of this process:
plain httpx with the same number of threads; the fetcher on one host without delay; both again over many hosts, the fetcher
with robots.txt, turns and a second's delay. Names of hosts resolve to this machine, for both alike; the ratio of each
pair is what to keep. Memory is what the process grew by over all of the many hosts.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import multiprocessing
import resource
import socket
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection

import httpx

from counterpoint.config import FetchSettings
from counterpoint.ingest.http import HttpFetcher

THREADS = 16
PAGES = 3  # of each of the many hosts: with a second between two, the least time is two seconds
PAGE = gzip.compress(b"<p>The harbour was closed on Monday, and will open again in a week.</p>\n" * 280)
ROBOTS = b"User-agent: *\nDisallow: /private\n"


class _Serving(asyncio.Protocol):
    """Answers every request, as fast as a server in Python can."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.read = b""

    def data_received(self, data: bytes) -> None:
        *asked, self.read = (self.read + data).split(b"\r\n\r\n")
        for request in asked:
            robots = request.startswith(b"GET /robots.txt ")
            body, kind = (ROBOTS, b"text/plain") if robots else (PAGE, b"text/html\r\nContent-Encoding: gzip")
            head = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n" % (kind, len(body))
            self.transport.write(head + body)  # type: ignore[attr-defined]


def _serve(tell: Connection) -> None:
    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(_Serving, "127.0.0.1", 0, backlog=1024)
        tell.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@dataclass(frozen=True)
class Measured:
    name: str
    fetches: int
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        return self.fetches / self.seconds

    @property
    def cpu_rate(self) -> float:
        return self.fetches / self.cpu

    def __str__(self) -> str:
        return f"{self.name:44} {self.rate:8,.0f} /s {self.cpu_rate:8,.0f} /CPU-s"


def measure(name: str, urls: Sequence[str], fetch: Callable[[str], int]) -> Measured:
    """Fetch all with some threads; every page must come whole."""
    began, cpu = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(THREADS) as pool:
        sizes = set(pool.map(fetch, urls))
    assert sizes == {len(gzip.decompress(PAGE))}, sizes
    return Measured(name, len(urls), time.perf_counter() - began, time.process_time() - cpu)


def with_httpx(name: str, urls: Sequence[str]) -> Measured:
    with httpx.Client(trust_env=False) as client:
        return measure(name, urls, lambda url: len(client.get(url).content))


def with_fetcher(name: str, urls: Sequence[str], settings: FetchSettings) -> Measured:
    fetcher = HttpFetcher(clock=lambda: datetime.now(UTC), settings=settings)
    got = measure(name, urls, lambda url: len(fetcher.fetch(url).content))
    fetcher.close()
    return got


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--fetches", type=int, default=1_500, help="from one host (default: 1500)")
    ask.add_argument("--hosts", type=int, default=1_000, help=f"with {PAGES} pages each (default: 1000)")
    options = ask.parse_args()
    hear, tell = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(tell,), daemon=True)
    server.start()
    port = hear.recv()
    real = socket.getaddrinfo
    socket.getaddrinfo = lambda _host, *rest, **named: real("127.0.0.1", *rest, **named)  # type: ignore[assignment]
    try:
        for line in measured(port, options.fetches, options.hosts):
            print(line, flush=True)
    finally:
        socket.getaddrinfo = real
        server.terminate()


def measured(port: int, fetches: int, hosts: int) -> list[str]:
    """Run each pair and return what was seen."""
    one = [f"http://outlet.example:{port}/{n}" for n in range(fetches)]
    many = [f"http://h{n}.example:{port}/{page}" for page in range(PAGES) for n in range(hosts)]
    open_ = FetchSettings(private_networks=("127.0.0.1",), concurrency=THREADS)
    free = FetchSettings(
        private_networks=("127.0.0.1",), concurrency=THREADS, per_host=THREADS, delay=0.0, obey_robots=False
    )
    with_httpx("", one[:100])  # what loads late is loaded
    with_fetcher("", one[:100], free)
    plain = with_httpx("httpx, one host", one)
    ours = with_fetcher("fetcher, one host", one, free)
    plain_many = with_httpx(f"httpx, {hosts:,} hosts", many)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ours_many = with_fetcher(f"fetcher, {hosts:,} hosts, robots.txt, turns", many, open_)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    pairs = ((ours, plain, "on one host"), (ours_many, plain_many, f"on many, {hosts:,} robots.txt more"))
    return [
        *map(str, (plain, ours, plain_many, ours_many)),
        *(f"per CPU-second {a.cpu_rate / b.cpu_rate:.2f} times httpx's {where}" for a, b, where in pairs),
        f"memory: {grown:.1f} MB more at the peak of the last",
    ]


if __name__ == "__main__":
    main()
