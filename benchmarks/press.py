"""A press of many outlets on this machine, honest ones and others, for `benchmarks.soak`.

Each outlet has an address of its own (127.0.0.x and on: to a crawler, hosts), all are served by one `tests.servers.Server`.
An honest outlet's pages are whole and edited now and then, whatever its feed does: some give a new ETag for the same
words, turn malformed for a while, answer 503 or 429, are slow, redirect, or are in another charset than they say. The
others are one for each way to misbehave that tests/servers.py knows, each as a feed and as a page that a feed lists.

What was served is noted: the record of the soak's other side.
"""

from __future__ import annotations

import gzip
import itertools
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Self

import brotli
import zstandard

from counterpoint.text import sha256
from tests.servers import Request, Route, Server, misbehaving, page, reply, silent

LISTED = 30  # entries in a feed
SHOWN = 6  # entries of an outlet at the start
_NAMES = ("Orlen", "Belrose", "Merrow", "Tidewater", "Karsk", "Ashford", "Quill", "Veyra")
_THINGS = ("bridge", "harbour", "school", "budget", "ferry", "council", "hospital", "library", "railway")
_DID = ("was closed", "will open again", "was inspected", "cost more than planned", "is to be repaired")
_WHY = ("after a storm", "by a vote of 9 to 4", "on Monday", "for the third time this year", "until May")
_SAID = ('"We did what we could," said Mayor Ana Petrov.', '"It is too late," said Jan Holm, a resident.')

FEEDS = ("honest", "new-etag", "malformed", "failing", "slow", "moved", "charset", "html")  # what feeds do
CODINGS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("", bytes),
    ("gzip", gzip.compress),
    ("br", lambda b: brotli.compress(b, quality=3)),
    ("zstd", zstandard.compress),
)
CHARSETS = ("utf-8", "iso-8859-1", "windows-1252")


@dataclass(slots=True)
class Page:
    """An honest page."""

    url: str
    number: int
    published: datetime
    changed: float  # when it came to be what it is, on the press's clock
    edition: int = 1
    answers: Counter[int] = field(default_factory=Counter)  # by status
    served: set[str] = field(default_factory=set)  # sha256 of each content that went out

    @property
    def title(self) -> str:
        edited = f", update {self.edition}" if self.edition > 1 else ""
        return f"Report {self.number}: the {_THINGS[self.number % len(_THINGS)]}{edited}"

    def hash(self) -> str:
        """What names the present edition's bytes."""
        return sha256(self.content())

    def content(self) -> bytes:
        """The bytes of the present edition: the same each time."""
        draw = random.Random(f"{self.url} {self.edition}")
        lines = [
            f"The {draw.choice(_THINGS)} of {draw.choice(_NAMES)} {draw.choice(_DID)} {draw.choice(_WHY)}, "
            f"and {draw.randint(3, 900)} people had to wait in a caf\xe9."
            for _ in range(10)
        ]
        body = "".join(f"<p>{escape(line)}</p>" for line in [*lines, draw.choice(_SAID)])
        charset = CHARSETS[self.number % len(CHARSETS)]
        return (
            f'<!doctype html><html lang="en"><head><meta charset="{charset}"><title>{self.title}</title></head>'
            f"<body><article><h1>{self.title}</h1>{body}</article></body></html>"
        ).encode(charset)


@dataclass(slots=True)
class Outlet:
    """A host with a feed."""

    number: int
    feed: str  # its address
    does: str  # one of FEEDS
    pages: list[Page] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # addresses of pages that misbehave, which it lists too
    polls: int = 0


class Press:
    """Every outlet, and the server that speaks for them; use it as a block. Safe between the server's threads."""

    def __init__(self, *, outlets: int, seed: int = 7) -> None:
        self.server = Server(misbehaving() | killing(), host="0.0.0.0")
        self.server.routes |= {"/robots.txt": self._robots, "/o/*": self._answer}
        self.ways = sorted(set(self.server.routes) - {"/robots.txt", "/o/*", "/page", "/circle-2"})
        self._lock = threading.Lock()
        self._random = random.Random(seed)
        self._numbers = itertools.count(1)
        self._turn = 0
        self.outlets = [
            Outlet(n, self._url(0, n, f"/o/{n}/feed"), FEEDS[n % len(FEEDS)]) for n in range(outlets)
        ]
        self.pages: dict[str, Page] = {}  # by path
        for outlet in self.outlets:
            for _ in range(SHOWN):
                self._publish(outlet, ago=20 * len(outlet.pages))

    def __enter__(self) -> Self:
        self.server.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.__exit__(*error)

    def clock(self) -> float:
        """Seconds, for what is noted of pages."""
        return time.monotonic()

    def feeds(self) -> list[str]:
        """Return the addresses to be polled: every outlet's feed, and one that misbehaves in each way."""
        return [
            *(outlet.feed for outlet in self.outlets),
            *(self._url(1, k, way) for k, way in enumerate(self.ways)),
        ]

    def opml(self) -> str:
        lines = "".join(f'<outline type="rss" xmlUrl="{escape(url)}"/>' for url in self.feeds())
        return f'<?xml version="1.0"?><opml version="2.0"><head/><body>{lines}</body></opml>'

    def go_on(self) -> None:
        """Publish a page, edit another, and list one that misbehaves: some outlet's, in turn."""
        with self._lock:
            self._turn += 1
            outlet = self.outlets[self._turn % len(self.outlets)]
            self._publish(outlet)
            edited = self._random.choice(self._random.choice(self.outlets).pages[-LISTED // 2 :])
            edited.edition += 1
            edited.changed = self.clock()
            k = self._turn % len(self.ways)
            outlet.others.append(self._url(2, k, f"{self.ways[k]}?n={self._turn}"))
            del outlet.others[:-5]

    def _publish(self, outlet: Outlet, ago: float = 0) -> None:
        number = next(self._numbers)
        path = f"/o/{outlet.number}/p/{number}"
        made = Page(
            self._url(0, outlet.number, path),
            number,
            datetime.now(UTC) - timedelta(seconds=ago),
            self.clock(),
        )
        outlet.pages.append(made)
        self.pages[path] = made

    def _url(self, kind: int, number: int, path: str) -> str:
        return f"http://127.0.{kind}.{number + 2}:{self.server.port}{path}"

    def _robots(self, request: Request) -> Iterable[bytes]:
        """Most hosts have none; of the misbehaving, one has trouble with it, one says nothing, one closes itself."""
        host = request.headers.get("host", "").partition(":")[0]
        if host == "127.0.2.3":
            return [reply(503)]
        if host == "127.0.2.4":
            return silent(request)
        if host == "127.0.2.5":
            return [reply(200, b"User-agent: *\nDisallow: /\n", content_type="text/plain")]
        return [reply(404)]

    def _answer(self, request: Request) -> Iterable[bytes]:
        if request.path.endswith(("/feed", "/feed-moved")):
            return self._feed(self.outlets[int(request.path.split("/")[2])], request)
        found = self.pages.get(request.path)
        return [reply(404)] if found is None else self._page(found, request)

    def _page(self, found: Page, request: Request) -> Iterable[bytes]:
        with self._lock:
            content, etag = found.content(), f'"{found.number}-{found.edition}"'
        if request.headers.get("if-none-match") == etag:
            found.answers[304] += 1
            return [reply(304, content_length="", etag=etag)]
        coding, code = CODINGS[found.number % len(CODINGS)]
        # Every third says in its header what its charset is, the others in the page alone.
        charset = f"; charset={CHARSETS[found.number % len(CHARSETS)]}" if found.number % 3 == 0 else ""
        answer = reply(
            200, code(content), etag=etag, content_type=f"text/html{charset}", content_encoding=coding
        )

        def sent() -> Iterator[bytes]:
            cut = -200 if found.number % 10 == 0 else 0  # slow: its last bytes come late
            if cut:
                yield answer[:cut]
                time.sleep(0.5)
            with self._lock:  # before it goes out: whoever has it may look at once
                found.answers[200] += 1
                found.served.add(sha256(content))
            yield answer[cut:]

        return sent()

    def _feed(self, outlet: Outlet, request: Request) -> Iterable[bytes]:
        with self._lock:
            moved = outlet.does == "moved" and not request.path.endswith("moved")
            outlet.polls += not moved
            body = self._body(outlet)
            n, does = outlet.polls, outlet.does
        if moved:
            return [reply(302, location=request.path + "-moved")]
        if does == "failing" and n % 4 == 0:
            return [reply(503 if n % 8 else 429, retry_after="3" if n % 8 == 0 else "")]
        if does == "html" and n % 3 == 0:
            return page("<h1>Sorry</h1><p>We are mending the site.</p>")(request)
        if does == "malformed" and n % 3 == 0:
            body = body[: len(body) * 2 // 3].replace(b"</title>", b"</tilte>", 1)
        etag = f'"{n}"' if does == "new-etag" else f'"{sha256(body)[:16]}"'
        if does == "honest" and request.headers.get("if-none-match") == etag:
            return [reply(304, content_length="", etag=etag)]
        if does == "slow":
            time.sleep(1.0)
            return page(gzip.compress(body), content_type="application/xml", content_encoding="gzip")(request)
        return page(body, content_type="application/xml; charset=utf-8", etag=etag)(request)

    def _body(self, outlet: Outlet) -> bytes:
        shown = outlet.pages[-LISTED:]
        if outlet.number % 3 == 2 and outlet.does != "charset":
            return _json_feed(outlet, shown)
        items = [
            f"<item><title>{escape(p.title)}</title><link>{p.url}</link><guid>{p.url}</guid>"
            f"<pubDate>{format_datetime(p.published)}</pubDate></item>"
            for p in shown
        ]
        items += [f"<item><title>Other</title><link>{escape(u)}</link></item>" for u in outlet.others]
        charset = "windows-1252" if outlet.does == "charset" else "utf-8"  # the header says UTF-8 of all
        return (
            f'<?xml version="1.0" encoding="{charset}"?><rss version="2.0"><channel>'
            f"<title>Caf\xe9 {outlet.number}</title>{''.join(items)}</channel></rss>"
        ).encode(charset)


def _json_feed(outlet: Outlet, shown: list[Page]) -> bytes:
    items = [
        {"id": p.url, "url": p.url, "title": p.title, "date_published": p.published.isoformat()}
        for p in shown
    ]
    items += [{"id": u, "url": u, "title": "Other"} for u in outlet.others]
    told = {"version": "https://jsonfeed.org/version/1.1", "title": f"Outlet {outlet.number}", "items": items}
    return json.dumps(told).encode()


def killing() -> dict[str, Route]:
    """Pages and feeds on which parsers choke."""
    divs = b"<html><body>" + b"<div>" * 40_000 + b"words" + b"</div>" * 40_000
    nested = b"<rss version='2.0'><channel>" + b"<item><a>" * 60_000
    return {
        "/killer-divs": page(divs),
        "/killer-feed": page(nested, content_type="application/rss+xml"),
        "/killer-entities": page(
            b'<!DOCTYPE r [<!ENTITY a "' + b"x" * 50_000 + b'">]><rss>' + b"&a;" * 20_000 + b"</rss>",
            content_type="application/xml",
        ),
    }
