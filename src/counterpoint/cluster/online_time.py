"""The stream's own time, and which reports it leaves behind.

Data way: dates of reports -> now; entries -> those that are not of use any more. Pure: no clock is read.

Now is the median of the dates of the latest reports: one report dated 2099, or a hundred years ago, moves it by nothing, and
a feed that is late by a day does not turn it back.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from counterpoint.cluster.online_records import Entry, Rules

_RECENT = 65  # dated reports whose median date is the stream's time
_UNDATED = datetime.min.replace(tzinfo=UTC)


class Clock:
    """What time it is in the stream, and who leaves."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._recent: deque[datetime] = deque(maxlen=_RECENT)
        self._heap: list[tuple[datetime, int, str]] = []  # when a report was last of use
        self._now: datetime | None = None

    def tick(self, at: datetime | None) -> datetime | None:
        """Take note of a report's date; return the stream's time."""
        if at is not None:
            self._recent.append(at)
            self._now = sorted(self._recent)[len(self._recent) // 2]
        return self._now

    def keep(self, entry: Entry) -> None:
        """Put a report in the order of leaving."""
        heapq.heappush(self._heap, (_useful(entry), entry.sequence, entry.id))

    def leaving(self, entries: Mapping[str, Entry]) -> list[str]:
        """Return the reports that are to be let go now: too old, or too many."""
        rules, found = self._rules, []
        active = len(entries)
        while self._heap and active > rules.least:
            useful, sequence, item = self._heap[0]
            entry = entries.get(item)
            stale = entry is None or entry.sequence != sequence
            if not stale and active <= rules.most and not self._past(useful):
                break
            heapq.heappop(self._heap)
            if not stale:
                found.append(item)
                active -= 1
        return found

    def recent(self) -> tuple[datetime, ...]:
        """Return the dates that the time is told from."""
        return tuple(self._recent)

    def restore(self, recent: Iterable[datetime], entries: Iterable[Entry]) -> None:
        """Go on where another stopped."""
        for at in recent:
            self.tick(at)
        for entry in entries:
            self.keep(entry)

    def _past(self, useful: datetime) -> bool:
        return self._now is not None and self._now - useful > timedelta(days=self._rules.days)


def _useful(entry: Entry) -> datetime:
    """When a report was last of use: at its arrival, whatever date it bears. One that came before any date leaves first."""
    return entry.arrived or _UNDATED
