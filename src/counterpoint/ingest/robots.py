"""robots.txt: what a site asks crawlers to leave alone.

Data way: before Capture. Pure but for the cache, which calls the reader it is given.

Method: RFC 9309, matched by Protego. No file (4xx, or more redirects than are followed) allows everything; a file that
cannot be read (5xx, no answer) disallows everything for a while, unless an older copy is at hand. 429 is read
as "cannot be read", which the RFC leaves open. A file is kept for 24 hours at most.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from protego import Protego

from counterpoint.errors import FetchError

MAX_ROBOTS_BYTES = 512_000  # RFC 9309 asks for at least 500 KiB; the rest is cut off
MAX_DELAY = 60.0  # seconds; a longer Crawl-delay is taken for this one: some sites write a day
KEPT_SECONDS = 86_400.0  # RFC 9309: 24 hours at most
FAILED_SECONDS = 300.0  # a file that could not be read is asked for again after this
_KEPT_FILES = 20_000
_KEPT_CHARACTERS = 50_000_000  # of all files kept: a file of 500 kB is rare, a thousand of them an attack
_AGENT_LINE = re.compile(r"\s*user[-\s]?agent\s*[:\s]\s*([^#]*)", re.IGNORECASE)
_SITEMAP_LINE = re.compile(r"\s*site[-\s]?map\s*:\s*(\S+)", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z_-]+")
_LONGEST_LINE = 8_192  # characters: no address that is asked is longer
_MAX_SITEMAPS = 1_000


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """A site's robots.txt as it was read."""

    url: str  # where it was asked for
    text: str  # as sent, without a byte order mark; "" where there is none
    fetched: datetime  # aware UTC
    status: int | None = None  # of HTTP; None where there was no answer
    problem: FetchError | None = None  # why it could not be read: then everything is disallowed for now


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What the file says to one crawler."""

    file: RobotsFile
    rules: Protego | None  # None: everything is allowed

    def allows(self, url: str, agent: str) -> bool:
        """Whether the crawler may fetch a URL of this site."""
        return self.rules is None or self.rules.can_fetch(url, agent)

    def delay(self, agent: str) -> float:
        """Return the seconds between two requests that the file asks for; 0 where it asks for none."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(agent)
        paced = rate.seconds / rate.requests if rate is not None and rate.requests > 0 else 0.0
        return min(max(self.rules.crawl_delay(agent) or 0.0, paced), MAX_DELAY)


def robots_url(origin: str) -> str:
    """Return where the robots.txt of an origin ("https://outlet.example") stands."""
    return f"{origin}/robots.txt"


def agent_token(user_agent: str) -> str:
    """Return the name by which robots.txt addresses a crawler: its product token, in lower case."""
    found = _TOKEN.match(user_agent.strip().lower())
    return found[0] if found else "counterpoint"


def decode_robots(content: bytes) -> str:
    """Return the text of a robots.txt: UTF-8, whatever it says, and no more of it than is read."""
    return content[:MAX_ROBOTS_BYTES].decode("utf-8", errors="replace").removeprefix("\ufeff")


def sitemaps(text: str) -> tuple[str, ...]:
    """Return the sitemaps that a robots.txt names, in order, each once."""
    found = (match[1] for line in text.splitlines() if (match := _SITEMAP_LINE.match(line)))
    return tuple(dict.fromkeys(found))[:_MAX_SITEMAPS]


def read_rules(file: RobotsFile, agent: str) -> RobotsRules:
    """Return what a file says to the crawler with this product token."""
    relevant = _groups_for(file.text, agent)
    return RobotsRules(file, Protego.parse(relevant) if relevant else None)


def _groups_for(text: str, agent: str) -> str:
    """Return the groups for the crawler, or else those for all.

    Merged into one group by RFC 9309; cut out here because thousands of names over thousands of rules would cost the
    parser their product.
    """
    ours: list[str] = []
    all_: list[str] = []
    named: set[str] = set()
    in_names = False
    for line in text.splitlines():
        found = _AGENT_LINE.match(line)
        if found is not None:
            named = (named if in_names else set()) | {_agent_name(found[1])}
            in_names = True
        elif (
            len(line) <= _LONGEST_LINE
            and line.strip()
            and not line.lstrip().startswith("#")
            and not _SITEMAP_LINE.match(line)
        ):
            in_names = False
            if agent in named:
                ours.append(line)
            if "*" in named:
                all_.append(line)
        if found is not None and agent in named and not ours:
            ours.append(f"User-agent: {agent}")
    lines = ours or (["User-agent: *", *all_] if all_ else [])
    return "\n".join(lines)


def _agent_name(value: str) -> str:
    value = value.strip().lower()
    found = _TOKEN.match(value)
    return "*" if value.startswith("*") else found[0] if found else ""


class RobotsCache:
    """The robots.txt of many origins, each read once at a time. Safe between threads."""

    def __init__(self, read: Callable[[str], RobotsFile], agent: str, now: Callable[[], float]) -> None:
        self._read = read  # origin -> its file; raises nothing
        self._agent = agent
        self._now = now
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, RobotsRules]] = OrderedDict()  # with when it expires
        self._characters = 0
        self._asked: dict[str, Future[RobotsRules]] = {}

    def rules(self, origin: str) -> RobotsRules:
        """Return what the origin's robots.txt says; the network is asked where it is not known, or too old."""
        with self._lock:
            known = self._kept.get(origin)
            if known is not None and known[0] > self._now():
                self._kept.move_to_end(origin)
                return known[1]
            waiting = self._asked.get(origin)
            mine: Future[RobotsRules] = Future()
            if waiting is None:
                self._asked[origin] = mine
        if waiting is not None:
            return waiting.result()
        try:
            rules = self._fresh(origin, known[1] if known is not None else None)
            mine.set_result(rules)
        except BaseException as error:
            mine.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._asked[origin]
        return rules

    def _fresh(self, origin: str, old: RobotsRules | None) -> RobotsRules:
        file = self._read(origin)
        if file.problem is not None and old is not None and old.file.problem is None:
            rules = old  # RFC 9309: a file that is known may be used on while it cannot be read
        else:
            rules = read_rules(file, self._agent)
        seconds = FAILED_SECONDS if file.problem is not None else KEPT_SECONDS
        with self._lock:
            self._forget(origin)
            self._kept[origin] = (self._now() + seconds, rules)
            self._characters += len(rules.file.text)
            while len(self._kept) > _KEPT_FILES or self._characters > _KEPT_CHARACTERS:
                self._forget(next(iter(self._kept)))
        return rules

    def _forget(self, origin: str) -> None:
        known = self._kept.pop(origin, None)
        if known is not None:
            self._characters -= len(known[1].file.text)
