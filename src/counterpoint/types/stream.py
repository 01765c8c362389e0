"""What passes through the stream: reports as clustering sees them, and what becomes of each.

Data way: Article -> Item -> Sketch -> Assignment. Pure records; ids of stories are given by whoever runs the stream.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from counterpoint.types.story import CopyKind


@dataclass(frozen=True, slots=True)
class Item:
    """A report as clustering reads it: an article of the store, or a line of a JSON-lines file."""

    id: str  # unique in its stream
    title: str
    text: str
    language: str = "und"  # BCP 47 primary subtag; "und": not known
    published: datetime | None = None  # UTC
    seen: datetime | None = None  # UTC: when it arrived; orders what has no time of its own
    outlet: str | None = None
    url: str | None = None
    agency: str | None = None  # whose copy it is, where a credit says so
    opening: str = ""  # the first paragraph of the report's own account; "": the text begins with it
    account: tuple[
        tuple[int, int], ...
    ] = ()  # where in `text` its own account stands, code points; (): all of it

    @property
    def at(self) -> datetime | None:
        """When it was published, else when it arrived."""
        return self.published or self.seen


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """What of a report is compared with others: some 2 kB, all that a stream keeps of it."""

    id: str  # Item.id
    at: datetime | None  # UTC
    language: str
    outlet: str
    model: str  # Embedder.id of `vector`: vectors of two models are never compared
    vector: NDArray[np.float32]  # of title and lead, shape (d,), unit length, or zeros where nothing was read
    bridge: NDArray[np.float32] | None = (
        None  # of a second model that reads every language, where `model` does not
    )
    bridge_model: str = ""  # Embedder.id of `bridge`
    read: bool = (
        True  # whether `model` was trained on the report's language; `vector` is a rough guess where not
    )
    whole: bool = True  # False: a headline alone, or little more
    bare: bool = False  # a headline alone
    names: frozenset[str] = frozenset()  # of persons, bodies and works, loose and romanised
    places: frozenset[str] = frozenset()  # ids of the gazetteer
    numbers: frozenset[str] = frozenset()  # normalised figures that tell events apart; years are not
    days: frozenset[int] = (
        frozenset()
    )  # dates that the text itself gives, as ordinals of the proleptic calendar
    terms: tuple[tuple[str, float], ...] = ()  # stemmed words by frequency in this report, weightiest first


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where a report belongs."""

    item: str  # Item.id
    story: str
    score: float  # how sure it is that the report tells of the story's event, 0..1; of a new story: that it is none of the others
    opened: bool = False  # it is the story's first


class MoveKind(StrEnum):
    MERGED = "merged"  # all reports of `story` are now in `into`
    SPLIT = "split"  # `items` of `story` are now in `into`


@dataclass(frozen=True, slots=True)
class Move:
    """Stories told apart or put together after the fact, as evidence arrived."""

    kind: MoveKind
    story: str  # that reports leave
    into: str  # that they are in now
    items: tuple[str, ...]  # Item.ids that moved
    why: str  # a sentence with the terms that decided


@dataclass(frozen=True, slots=True)
class Step:
    """What one report did to the stream."""

    assignment: Assignment
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """Where a report's words come from, as far as its stream shows."""

    item: str  # the report
    of: str  # Item.id of the report it carries, or shares its words with
    kind: CopyKind
    directed: bool  # False: which of the two came first cannot be told
    share: float  # of the shorter report's words that both have, 0..1
    passages: tuple[
        tuple[tuple[int, int], tuple[int, int]], ...
    ] = ()  # in both texts: code points, half-open
    evidence: str = ""  # a sentence


@dataclass(frozen=True, slots=True)
class Term:
    """One reason in a score, as it is shown to whoever asks why."""

    name: str  # "origins", "countries", "pace", "shared names"
    value: float  # as measured
    weight: float  # what it adds to the score
    words: str = ""  # the value in a sentence, in English
    parts: tuple[
        str, ...
    ] = ()  # what the sentence names or counts beside `value`, for one in another language


@dataclass(frozen=True, slots=True)
class Referred:
    """A time that a text looks back to: "the summit in January", "last year's flood"."""

    first: int  # ordinal of its first day
    last: int  # of its last day, included
    words: frozenset[str] = frozenset()  # stems that stand beside it: what it says was then


@dataclass(frozen=True, slots=True)
class Digested:
    """A story as storylines and ranking see it: no texts."""

    id: str
    title: str
    first: datetime | None  # UTC
    last: datetime | None  # UTC
    articles: int
    outlets: frozenset[str] = frozenset()
    origins: int = 0  # independent ones
    countries: frozenset[str] = frozenset()  # ISO 3166-1, of the outlets
    languages: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()  # ids of the gazetteer: where it happens
    names: frozenset[str] = frozenset()  # of most of its reports
    days: frozenset[int] = frozenset()  # ordinals: dates that its reports give
    terms: tuple[tuple[str, float], ...] = ()
    model: str = ""
    vector: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32), compare=False)
    links: frozenset[str] = frozenset()  # addresses that its reports link to as related
    urls: frozenset[str] = frozenset()  # of its reports
    published: tuple[datetime, ...] = ()  # of its reports that are no copies, in order: its pace
    refers: tuple[Referred, ...] = ()  # times before its own that its reports look back to


@dataclass(frozen=True, slots=True)
class Link:
    """Two stories of one storyline."""

    before: str  # Digested.id
    after: str
    score: float  # 0..1
    why: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """How much a story matters, and why."""

    story: str
    score: float
    why: tuple[Term, ...]
