"""What a site's own files say of reuse: robots.txt, tdmrep.json, ai.txt, asked once a day for each site.

Data way: a page's address -> Signals. Touches the network through the fetcher; safe between threads.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from counterpoint.errors import FetchError
from counterpoint.extract.dispatch import decode
from counterpoint.ingest.http import HttpFetcher
from counterpoint.ingest.sitesignals import SiteFile, site_files, site_signals
from counterpoint.preferences import unread_licences
from counterpoint.types import Signal, SignalKind

_FRESH = timedelta(hours=24)  # as long as RFC 9309 lets a robots.txt be remembered
_TROUBLED = timedelta(hours=1)  # where a file could not be read for now
_LICENCES = 3  # documents that are read for one page
_SITES = 10_000  # remembered; the one that was not asked for longest goes first


@dataclass(frozen=True, slots=True)
class _Site:
    until: datetime
    files: tuple[tuple[SiteFile, str], ...]  # those that are there, with their text


class SiteFiles:
    """The files of the sites that were asked."""

    def __init__(self, fetcher: HttpFetcher, clock: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._sites: OrderedDict[str, _Site] = OrderedDict()
        self._lock = threading.Lock()

    def signals(self, page: str) -> tuple[Signal, ...]:
        """Return what the site's files say of a page; nothing where they cannot be read."""
        wanted = site_files(page)
        if not wanted:
            return ()
        origin = wanted[0].url
        with self._lock:
            known = self._sites.get(origin)
            if known is not None:
                self._sites.move_to_end(origin)
        if known is None or known.until <= self._clock():
            known = self._read(wanted)
            with self._lock:
                self._sites[origin] = known
                while len(self._sites) > _SITES:
                    self._sites.popitem(last=False)
        said = tuple(s for file, text in known.files for s in site_signals(file, text, page))
        return (*said, *(s for url in unread_licences(said)[:_LICENCES] for s in self._licence(url, page)))

    def _licence(self, url: str, page: str) -> tuple[Signal, ...]:
        """What a licence document says of a page that a site's files point to."""
        with self._lock:
            known = self._sites.get(url)
        if known is None or known.until <= self._clock():
            known = self._read((SiteFile(SignalKind.RSL, url),))
            with self._lock:
                self._sites[url] = known
        return tuple(s for file, text in known.files for s in site_signals(file, text, page))

    def _read(self, wanted: tuple[SiteFile, ...]) -> _Site:
        found: list[tuple[SiteFile, str]] = []
        fresh = _FRESH
        for file in wanted:
            try:
                if file.kind is SignalKind.ROBOTS:
                    text: str | None = self._fetcher.robots(file.url).text
                else:
                    capture = self._fetcher.fetch(file.url)
                    text = decode(capture.content, capture.content_type)
            except FetchError as error:
                if error.temporary:
                    fresh = _TROUBLED
                continue
            if text:
                found.append((file, text))
        return _Site(self._clock() + fresh, tuple(found))
