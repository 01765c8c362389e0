"""What a site's own files say of reuse: robots.txt, tdmrep.json, ai.txt, asked once a day for each site.

Data way: a page's address -> Signals. Touches the network through the fetcher; safe between threads.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from counterpoint.errors import FetchError, FetchKind
from counterpoint.extract.dispatch import decode
from counterpoint.ingest.http import HttpFetcher
from counterpoint.ingest.sitesignals import SiteFile, site_files, site_signals
from counterpoint.preferences import unread_licences
from counterpoint.types import Signal, SignalKind

_FRESH = timedelta(hours=24)  # as long as RFC 9309 lets a robots.txt be remembered
_TROUBLED = timedelta(hours=1)  # where a file could not be read for now
_LICENCES = 3  # documents that are read for one page
_SITES = 10_000  # remembered; the one that was not asked for longest goes first
_LARGEST = 512_000  # characters of one file, as many as `sitesignals` reads
_ALL = 50_000_000  # characters of all that are remembered: most sites have some 2,000


@dataclass(frozen=True, slots=True)
class _Site:
    until: datetime
    files: tuple[tuple[SiteFile, str], ...]  # those that are there, with their text

    @property
    def size(self) -> int:
        """Characters."""
        return sum(len(text) for _, text in self.files)


class SiteFiles:
    """The files of the sites that were asked."""

    def __init__(self, fetcher: HttpFetcher, clock: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._sites: OrderedDict[str, _Site] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def signals(self, page: str) -> tuple[Signal, ...]:
        """Return what the site's files say of a page; nothing where they cannot be read."""
        wanted = site_files(page)
        if not wanted:
            return ()
        said = self._said(wanted, page)
        # Documents that the site's files point to.
        pointed = [(SiteFile(SignalKind.RSL, url),) for url in unread_licences(said)[:_LICENCES]]
        return (*said, *(s for document in pointed for s in self._said(document, page)))

    def _said(self, wanted: tuple[SiteFile, ...], page: str) -> tuple[Signal, ...]:
        """What some files say of a page, from memory where they are fresh."""
        key = wanted[0].url
        with self._lock:
            known = self._sites.get(key)
            if known is not None:
                self._sites.move_to_end(key)
        if known is None or known.until <= self._clock():
            known = self._read(wanted)
            self._remember(key, known)
        return tuple(s for file, text in known.files for s in site_signals(file, text, page))

    def _remember(self, key: str, site: _Site) -> None:
        with self._lock:
            if (before := self._sites.pop(key, None)) is not None:
                self._size -= before.size
            self._sites[key] = site
            self._size += site.size
            while len(self._sites) > _SITES or (self._size > _ALL and len(self._sites) > 1):
                self._size -= self._sites.popitem(last=False)[1].size

    def _read(self, wanted: tuple[SiteFile, ...]) -> _Site:
        found: list[tuple[SiteFile, str]] = []
        fresh = _FRESH
        for file in wanted:
            try:
                if file.kind is SignalKind.ROBOTS:
                    robots = self._fetcher.robots(file.url)
                    text: str | None = robots.text
                    fresh = fresh if robots.problem is None else _TROUBLED
                else:
                    capture = self._fetcher.fetch(file.url)
                    text = decode(capture.content, capture.content_type)
            except FetchError as error:
                if error.kind in {FetchKind.LATER, FetchKind.STOPPED}:  # it was not asked: the next page asks
                    fresh = timedelta(0)
                elif error.temporary:
                    fresh = min(fresh, _TROUBLED)
                continue
            if text:
                found.append((file, text[:_LARGEST]))
        return _Site(self._clock() + fresh, tuple(found))
