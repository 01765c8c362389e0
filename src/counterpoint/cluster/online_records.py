"""What a stream is told (Rules) and what of it is kept between two runs (Row, State).

Data way: Stream -> rows of a store -> Stream. Pure records.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from counterpoint.types.stream import Sketch


@dataclass(frozen=True, slots=True)
class Rules:
    """Where the bounds lie; one set for every language and every kind of text."""

    # Log-odds. Set on wikinews, BASIL and wmt21 together; see docs/design/0013-clustering.md.
    join: float = (
        -1.0
    )  # score of a story, and mean likeness of a group of reports, from which they are one event
    look: float = -2.0  # score from which a story is looked at again with the one that a report joined
    margin: float = 0.25  # by which a new grouping must be better, on average of the pairs it changes
    rivals: int = 3  # stories looked at again, beside the report's own
    days: float = 7.0  # of the stream's own time, after which a report attracts no more
    most: int = 250_000  # reports compared with, at most; the oldest are let go first
    least: int = 2_000  # that stay whatever their dates: one wrong date or a shuffled archive flushes nothing
    representatives: int = 8  # of one story that are compared: unlike one another, the latest among them
    candidates: int = 16  # reports looked at first, by vector and again by names
    stories: int = 4  # of those reports that are scored


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One active report, as a store keeps it: all that `Stream.restore` needs of it."""

    sketch: Sketch
    story: str
    sequence: int  # in the order of arrival
    opened: int = -1  # sequence of its story's first report; -1: the least of the rows
    arrived: datetime | None = None  # the stream's own time then, UTC
    stands_by: str = ""  # the report that represents it in its story; "": itself
    likeness: tuple[tuple[str, float], ...] = ()  # with those that represent its story beside it
    held: str = ""  # the story that an editor put it in
    parted: tuple[str, ...] = ()  # stories that an editor took it out of


@dataclass(frozen=True, slots=True)
class State:
    """What a stream knows beside its rows."""

    sequence: int = 0  # of the next report
    apart: tuple[tuple[str, str], ...] = ()  # stories that an editor keeps apart
    merged: tuple[tuple[str, str], ...] = ()  # story -> the one that took its reports
    recent: tuple[datetime, ...] = ()  # dates of the latest reports, UTC


@dataclass(slots=True)
class Entry:
    """An active report inside a stream."""

    id: str
    story: str
    sequence: int
    at: datetime | None
    arrived: datetime | None
    held: str = ""
    parted: set[str] = field(default_factory=set)
