"""Which earlier stories a story is compared with: one rule, whoever holds the stories, rows of a store or a process's memory.

Data way: Digested -> its keys -> Candidates, asked of a Shelf. Pure but for the shelf. What is linked to which of them is decided
by `cluster/storylines.py`; how the rule was chosen: docs/design/0015-storylines-and-ranking.md.

Method: the latest stories whatever they tell of, and those of a longer time that share rare keys with the story (names,
places, its weightiest words, addresses that its reports link to), the keys weighed by the logarithm of how few hold them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from counterpoint.text import sha256
from counterpoint.types.stream import Digested

LATEST = 150  # told stories, the latest, that one is compared with whatever they tell of
RECENT = timedelta(days=180)  # how long before a story's beginning those may lie
FOUND = 150  # told stories that share its rarest keys
REACH = timedelta(days=400)  # how long before a story's beginning those may lie: an anniversary, a verdict
# A key that so many stories of REACH hold is passed over, and written no more: a head of state, a capital. It ties nothing
# together, and to read its holders would cost more than all else.
HUB = 300
HOLDERS = 2_000  # holders of keys read for one story, those of the rarest keys first: some 5 ms in a store
THREADS = 150  # further members of the storylines found, by which it is seen whether a story fits the thread
MEMBERS = 8  # of a thread, the first and the latest, that a story is compared with for that
TERMS = 8  # words of a story, the weightiest, that are keys
ADDRESSES = 60  # of a story's reports that are keys


@dataclass(frozen=True, slots=True)
class Period:
    """Times between which stories hold keys, both included."""

    since: datetime
    until: datetime


class Shelf(Protocol):
    """The told stories, each by a number of its own that grows with the order in which they came."""

    def latest(self, since: datetime, until: datetime, most: int) -> Sequence[int]:
        """Return the stories that began by `until` and whose last report came at or after `since`, the latest first."""
        ...

    def held(self, keys: Collection[str], period: Period) -> Mapping[str, int]:
        """Return how many stories of a period hold each key; keys that none holds may be missing."""
        ...

    def holders(self, keys: Collection[str], period: Period, until: datetime) -> Iterable[tuple[int, str]]:
        """Return the stories of a period that hold keys, with the key, of those that began by `until`."""
        ...

    def lines(self, stories: Collection[int]) -> Mapping[int, str]:
        """Return the storyline of each."""
        ...

    def members(self, lines: Collection[str], until: datetime) -> Mapping[str, Sequence[int]]:
        """Return the stories of storylines that began by `until`, in the order of their beginnings."""
        ...


@dataclass(frozen=True, slots=True)
class Candidates:
    """Stories that one may go on from: the latest first, then those found by keys, then further ones of their storylines."""

    stories: tuple[int, ...]
    latest: int  # so many of them, the first, are there only because they are the latest: a sample of what is told


def keys_of(digest: Digested) -> tuple[str, ...]:
    """Return the keys by which a story finds what it goes on from, each once, in one order."""
    return (*own_keys(digest), *_addresses(digest.links))


def held_keys(digest: Digested) -> tuple[str, ...]:
    """Return the keys by which a told story is found: as `keys_of`, with its own reports' addresses."""
    return (*own_keys(digest), *_addresses(digest.urls))


def own_keys(digest: Digested) -> list[str]:
    """Return what a story shares with others of its thread."""
    keys = {f"name:{name}" for name in digest.names} | {f"place:{place}" for place in digest.places}
    return sorted(keys | {f"term:{term}" for term, _ in digest.terms[:TERMS]})


def _addresses(urls: Iterable[str]) -> list[str]:
    return [f"url:{sha256(url)[:40]}" for url in sorted(set(urls))[:ADDRESSES]]


def period_of(at: datetime) -> Period:
    """Return the period whose stories tell how many hold a key, and hold it."""
    return Period(back(at, REACH), at + min(RECENT, datetime.max.replace(tzinfo=at.tzinfo) - at))


def back(at: datetime, by: timedelta) -> datetime:
    """Return a time so much earlier; the first of all times where there is none."""
    return at - min(by, at - datetime.min.replace(tzinfo=at.tzinfo))


def is_hub(held: int) -> bool:
    """Whether a key that so many stories hold ties nothing together."""
    return held >= HUB


def candidates(
    shelf: Shelf,
    keys: Collection[str],
    began: datetime,
    *,
    linked: Sequence[int] = (),
    barred: Collection[int] = (),
) -> Candidates:
    """Return the stories that one may go on from.

    Args:
        shelf: Where stories are.
        keys: As `keys_of` has them; a story of none is compared with the latest alone.
        began: When its first report came.
        linked: Stories that it was found to go on from before.
        barred: Itself, and what goes on from it.

    """
    recent = shelf.latest(back(began, RECENT), began, LATEST + len(barred))
    latest = [story for story in recent if story not in barred][:LATEST]
    known = {*latest, *linked, *barred}
    found = [story for story in _sharing(shelf, keys, began) if story not in known][:FOUND]
    near = list(dict.fromkeys([*latest, *linked, *found]))
    more = [story for story in _threads(shelf, [*linked, *found, *latest], began) if story not in barred]
    return Candidates(tuple(dict.fromkeys([*near, *more])), len(latest))


def _sharing(shelf: Shelf, keys: Collection[str], began: datetime) -> list[int]:
    """Return stories that share rare keys with one that began then, those that share the most and rarest first, then later ones."""
    period = period_of(began)
    held = shelf.held(keys, period)
    rare: list[str] = []
    total = 0
    for key, number in sorted(held.items(), key=lambda pair: (pair[1], pair[0])):
        total += number
        if is_hub(number) or total > HOLDERS:
            break
        rare.append(key)
    weights: dict[int, list[float]] = defaultdict(list)
    for story, key in shelf.holders(rare, period, began):
        weights[story].append(math.log(HUB / held[key]))
    return sorted(weights, key=lambda story: (-round(math.fsum(weights[story]), 6), -story))


def _threads(shelf: Shelf, chosen: Sequence[int], until: datetime) -> list[int]:
    """Return the first and the latest members of the storylines of stories, those of the first stories first."""
    line_of = shelf.lines(chosen)
    members = shelf.members(set(line_of.values()), until)
    known = set(chosen)
    more: list[int] = []
    for line in dict.fromkeys(line_of[story] for story in chosen if story in line_of):
        all_of = members.get(line, ())
        sample = all_of if len(all_of) <= MEMBERS else [all_of[0], *all_of[1 - MEMBERS :]]
        more += [story for story in sample if story not in known]
        if len(more) >= THREADS:
            break
    return more
