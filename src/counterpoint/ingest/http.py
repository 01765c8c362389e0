"""Fetch a URL: the only way from here to the network.

Data way: URL -> Capture. Touches the network, through `connections.py`, which opens sockets for no one else.

On every hop of a redirect: the address must be of the web, robots.txt must allow it, the host's turn is waited
for, and the address connected to is checked after resolution. No environment proxy and no cookie is used.
Nothing costs more than the settings allow, in time, bytes and tries, whatever the server does.
"""

from __future__ import annotations

import random as random_
import ssl
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

import httpx

from counterpoint.config import FetchSettings
from counterpoint.errors import FetchError, FetchKind
from counterpoint.ingest.addresses import allowing
from counterpoint.ingest.answers import (
    Fetched,
    NotModified,
    Validators,
    drain,
    failure,
    header,
    max_age,
    read_body,
    validators_of,
)
from counterpoint.ingest.connections import Bounds, Connections, Resolver, resolve
from counterpoint.ingest.decoding import ACCEPTED
from counterpoint.ingest.politeness import Gate, NotYetError
from counterpoint.ingest.retry import TEMPORARY, is_busy, pause, retry_after
from counterpoint.ingest.robots import (
    MAX_ROBOTS_BYTES,
    RobotsCache,
    RobotsFile,
    agent_token,
    decode_robots,
    robots_url,
)
from counterpoint.ingest.targets import conditions_for, joined, origin_of, target, user_agent
from counterpoint.text import sha256
from counterpoint.types import Capture

ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, application/json;q=0.9, */*;q=0.5"
)
_ROBOTS_REDIRECTS = 5  # RFC 9309 section 2.3.1.2
_ROBOTS_SECONDS = 20.0  # for a robots.txt as a whole: the page waits for it
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_PERMANENT = frozenset([301, 308])
_KEEPS_METHOD = frozenset([307, 308])
# Failures of a robots.txt that the page itself would meet as well, and that say more than "robots.txt".
_OF_THE_SITE = frozenset(
    [
        FetchKind.ADDRESS,
        FetchKind.NAME,
        FetchKind.PRIVATE,
        FetchKind.CONNECT,
        FetchKind.TLS,
        FetchKind.STOPPED,
    ]
)


@dataclass(slots=True)
class _Errand:
    """One thing asked for, over its redirects and tries."""

    asked: str
    deadline: float  # time.monotonic(); waiting for a host's turn moves it
    patience: float  # seconds that may still be waited for turns, over all redirects and tries
    redirects: int  # that may be followed
    form: bytes | None = None  # to be posted
    cut: int | None = None  # bytes after which an answer is cut off
    crawls: bool = True  # obeys robots.txt
    waits: bool = True  # for the host's turn
    tries: int = 0


@dataclass(frozen=True, slots=True)
class _Reply:
    """One answer, read."""

    status: int
    url: httpx.URL
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""
    moved: str | None = None  # where permanent redirects led


class HttpFetcher:
    """A `Fetcher` over HTTP(S). Safe between threads; close it at the end."""

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        settings: FetchSettings | None = None,
        allowed: Callable[[str], bool] | None = None,
        sleep: Callable[[float], object] | None = None,
        random: Callable[[], float] = random_.random,
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Open nothing yet.

        Args:
            clock: Returns the time in UTC: when a capture was fetched.
            settings: The bounds; without them the defaults.
            allowed: Whether an address may be connected to; by default public ones and fetch.private_networks.
            sleep: Waits between tries; by default until the time is over or the fetcher is closed.
            random: Gives numbers in [0, 1), for the waits.
            resolver: Host and port to addresses; by default the system's.
            tls: What to trust; by default the certificates that come with certifi.

        Raises:
            ConfigError: A private network or the user agent is none.
        """
        self._settings = settings if settings is not None else FetchSettings()
        self._clock = clock
        self._random = random
        self._stopped = threading.Event()
        self._sleep = sleep if sleep is not None else self._stopped.wait
        self._agent = user_agent(self._settings)
        self._token = agent_token(self._agent)
        self.gate = Gate(
            delay=self._settings.delay,
            per_host=self._settings.per_host,
            concurrency=self._settings.concurrency,
        )
        self._robots = RobotsCache(self._read_robots, self._token, time.monotonic)
        self._connections = Connections(
            allowed=allowed if allowed is not None else allowing(self._settings.private_networks),
            resolver=resolver,
            tls=tls if tls is not None else httpx.create_ssl_context(trust_env=False),
        )

    def close(self) -> None:
        """Close every connection; what other threads still wait for ends at once with FetchError(kind="stopped")."""
        self._stopped.set()
        self.gate.stop()
        self._connections.close()

    def fetch(self, url: str) -> Capture:
        """Return what the URL holds.

        Raises:
            FetchError: It could not be read, or may not be; `kind` tells why, `temporary` whether to try again.
        """
        answer = self.ask(url).answer
        assert isinstance(answer, Capture), "304 comes only where validators were sent"
        return answer

    def fetch_if_changed(self, url: str, validators: Validators) -> Capture | NotModified:
        """Return what the URL holds, or that it still is what gave the validators. Raises as `fetch`."""
        return self.ask(url, validators).answer

    def ask(self, url: str, validators: Validators | None = None) -> Fetched:
        """Return the answer with what helps to ask again: validators, freshness, where it moved to.

        Raises:
            FetchError: As `fetch`.
        """
        errand = self._errand(url)
        reply = self._tried(errand, validators if validators is not None else Validators())
        where, now = str(reply.url), self._clock()
        answer: Capture | NotModified
        if reply.status == 304:
            answer = NotModified(url=where, asked=url, fetched=now, headers=reply.headers)
        else:
            answer = Capture(
                id=sha256(reply.body),
                content=reply.body,
                url=where,
                content_type=header(reply.headers, "content-type"),
                fetched=now,
                headers=reply.headers,
                status=reply.status,
                asked=url,
            )
        given = validators_of(reply.headers, where)
        if reply.status == 304 and validators is not None:  # what is not said again stands: RFC 9111, 4.3.4
            given = replace(
                given,
                etag=given.etag or validators.etag,
                last_modified=given.last_modified or validators.last_modified,
            )
        return Fetched(answer, given, reply.moved, max_age(reply.headers), errand.tries)

    def post_form(self, url: str, fields: Mapping[str, str] | Iterable[tuple[str, str]]) -> int:
        """Send a form and return the status of the answer, under 400; redirects 307 and 308 are followed.

        For hubs (WebSub): robots.txt is not asked, since a program is meant to call there. Tried once.

        Raises:
            FetchError: As `fetch`.
        """
        pairs = list(fields.items()) if isinstance(fields, Mapping) else list(fields)
        errand = self._errand(url)
        errand.form, errand.crawls = urlencode(pairs).encode(), False
        return self._followed(errand, Validators()).status

    def robots(self, url: str) -> RobotsFile:
        """Return the robots.txt of the URL's origin, from memory where it is known.

        `text` is "" where there is none; `problem` says why it could not be read.

        Raises:
            FetchError: The URL is none that may be asked.
        """
        return self._robots.rules(origin_of(target(url, url))).file

    def _errand(self, url: str) -> _Errand:
        seconds = self._settings.total_timeout
        return _Errand(url, time.monotonic() + seconds, seconds, self._settings.max_redirects)

    def _tried(self, errand: _Errand, validators: Validators) -> _Reply:
        """Ask, and again where that may help."""
        while True:
            errand.tries += 1
            try:
                return self._followed(errand, validators)
            except FetchError as error:
                left = errand.deadline - time.monotonic()
                tries = self._settings.retries
                seconds = pause(error, errand.tries, tries=tries, left=left, random=self._random)
                if seconds is None or self._stopped.is_set():
                    raise
            self._sleep(seconds)

    def _followed(self, errand: _Errand, validators: Validators) -> _Reply:
        """Ask, and go where the answer points to."""
        url, seen, moved, permanent = target(errand.asked, errand.asked), set[str](), None, True
        while True:
            seen.add(str(url))
            reply = self._once(url, errand, conditions_for(url, validators))
            if reply.status not in _REDIRECTS:
                return replace(self._accepted(reply, errand, validators), moved=moved)
            location = header(reply.headers, "location")
            if location is None or (errand.form is not None and reply.status not in _KEEPS_METHOD):
                raise self._error(
                    errand, f"answers {reply.status} and names no place to go", FetchKind.REDIRECTS
                )
            url = target(joined(url, location, errand.asked), errand.asked)
            permanent = permanent and reply.status in _PERMANENT
            moved = str(url) if permanent else moved
            if str(url) in seen:
                raise self._error(errand, "redirects in a circle", FetchKind.REDIRECTS)
            if len(seen) > errand.redirects:
                raise self._error(
                    errand, f"redirects more than {errand.redirects} times", FetchKind.REDIRECTS
                )

    def _once(self, url: httpx.URL, errand: _Errand, conditions: dict[str, str]) -> _Reply:
        """Ask one server once, in its turn."""
        delay = self._obey(url, errand) if errand.crawls and self._settings.obey_robots else 0.0
        try:
            if not errand.waits:
                return self._exchanged(url, errand, conditions)
            with self.gate.turn(url.host, most=errand.patience, delay=delay) as waited:
                errand.deadline += waited
                errand.patience -= waited
                return self._exchanged(url, errand, conditions)
        except NotYetError as error:
            kind = FetchKind.STOPPED if self._stopped.is_set() else FetchKind.LATER
            raise FetchError(
                f"{errand.asked}: {url.host} is not asked so often; {error}",
                url=errand.asked,
                kind=kind,
                temporary=True,
                retry_after=error.seconds,
            ) from None

    def _exchanged(self, url: httpx.URL, errand: _Errand, conditions: dict[str, str]) -> _Reply:
        headers = {"User-Agent": self._agent, "Accept": ACCEPT, "Accept-Encoding": ACCEPTED, **conditions}
        if errand.form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        request = httpx.Request(
            "GET" if errand.form is None else "POST", url, headers=headers, content=errand.form
        )
        bounds = Bounds(errand.deadline, self._settings.timeout)
        try:
            with self._connections.send(request, bounds=bounds) as (response, holding):
                status, given = response.status_code, tuple(response.headers.multi_items())
                if not 200 <= status < 300 or status == 206 or errand.form is not None:
                    drain(response, holding)
                    return _Reply(status, url, given)
                return _Reply(status, url, given, read_body(response, self._settings, cut=errand.cut))
        except MemoryError:
            raise
        except Exception as error:  # whatever a server makes of the protocol's libraries is its answer
            traceback.clear_frames(error.__traceback__)  # who keeps the error does not keep the body
            raise self._failed(errand, error) from error

    def _failed(self, errand: _Errand, error: Exception) -> FetchError:
        if self._stopped.is_set():
            return self._error(errand, "the fetcher was closed", FetchKind.STOPPED, temporary=True)
        return failure(errand.asked, error, self._settings, late=time.monotonic() >= errand.deadline - 0.01)

    def _accepted(self, reply: _Reply, errand: _Errand, validators: Validators) -> _Reply:
        """Return an answer that is one; raise what the server says else."""
        status = reply.status
        asked_for = conditions_for(reply.url, validators)
        if (200 <= status < 300 and status != 206) or (status == 304 and asked_for):
            return reply
        seconds = retry_after(status, header(reply.headers, "retry-after"), self._clock())
        if seconds is not None and is_busy(status):
            self.gate.close_until(reply.url.host, time.monotonic() + seconds)
        raise FetchError(
            f"{errand.asked}: the server answers {status}"
            + (f" and asks to wait {seconds:.0f} seconds" if seconds else ""),
            url=errand.asked,
            kind=FetchKind.GONE if status == 410 else FetchKind.STATUS,
            status=status,
            temporary=status in TEMPORARY,
            retry_after=seconds,
        )

    def _obey(self, url: httpx.URL, errand: _Errand) -> float:
        """Return the delay that the site's robots.txt asks for, or raise where it bars the URL."""
        rules = self._robots.rules(origin_of(url))
        problem = rules.file.problem
        if problem is None:
            if rules.allows(str(url), self._token):
                return rules.delay(self._token)
            said = f"robots.txt of {url.host} disallows it (fetch.obey_robots says whether that counts)"
            raise self._error(errand, said, FetchKind.ROBOTS)
        reason = str(problem).removeprefix(f"{problem.url}: ")
        if problem.kind in _OF_THE_SITE:
            raise self._error(errand, reason, problem.kind, temporary=problem.temporary)
        said = f"robots.txt of {url.host} cannot be read for now, so nothing else is ({reason})"
        raise self._error(errand, said, FetchKind.ROBOTS, temporary=True, status=problem.status)

    def _read_robots(self, origin: str) -> RobotsFile:
        url = robots_url(origin)
        errand = self._errand(url)
        errand.deadline = min(errand.deadline, time.monotonic() + _ROBOTS_SECONDS)
        errand.redirects, errand.cut = _ROBOTS_REDIRECTS, MAX_ROBOTS_BYTES
        errand.crawls = errand.waits = False
        try:
            reply = self._tried(errand, Validators())
        except FetchError as error:
            none = error.kind is FetchKind.REDIRECTS or (
                error.status is not None and 300 <= error.status < 500 and error.status != 429
            )
            error.__cause__ = error.__context__ = None
            problem = None if none else error.with_traceback(None)  # it is kept, and its frames need not be
            return RobotsFile(url, "", self._clock(), error.status, problem)
        return RobotsFile(url, decode_robots(reply.body), self._clock(), reply.status)

    def _error(
        self,
        errand: _Errand,
        said: str,
        kind: FetchKind,
        *,
        temporary: bool = False,
        status: int | None = None,
    ) -> FetchError:
        return FetchError(
            f"{errand.asked}: {said}", url=errand.asked, kind=kind, temporary=temporary, status=status
        )
