"""A story's storyline as it is shown: what happened before and after, and when, with the passages that say so.

Data way: Story rows, Articles and their annotations -> Storyline -> page, document, terminal. Pure records. They hold no text
that may not be shown: whoever makes them has asked of each report's rights (docs/design/0007), so a page shows all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counterpoint.types.marks import Granularity
from counterpoint.types.stream import Term


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another story of a storyline."""

    id: str
    title: str
    first_published: datetime | None
    reports: int
    before: bool  # False: it comes after
    why: tuple[Term, ...]  # what links the two; empty where they are linked through others


@dataclass(frozen=True, slots=True)
class DatedBy:
    """A passage that dates a happening, in a report of the storyline: its citation, with what is needed to name it."""

    story: str  # id of the report's story: Storyline.story, or a Neighbour's
    article: str  # Article.id
    outlet: str  # as the page prints it; "": not known
    title: str
    language: str
    url: str | None
    published: datetime | None
    start: int  # of the passage in Article.text, code points, half-open
    end: int
    exact: (
        str  # its words; "" where the report's rights allow no quotation: show title, outlet and link alone
    )


@dataclass(frozen=True, slots=True)
class Happened:
    """A day of a storyline, and what happened on it."""

    date: str  # ISO 8601: "2026-01-13"
    precision: Granularity
    text: str  # a sentence of one report; "" where none may be quoted: show the date and who reports it
    language: str  # of `text`, BCP 47
    here: bool  # reports of the story that is shown date it too
    sources: tuple[DatedBy, ...]  # at least one; the first is where `text` stands


@dataclass(frozen=True, slots=True)
class Storyline:
    """What a story is a part of. A story that goes on from none, and from which none goes on, has no neighbours."""

    id: str  # that of its first story
    story: str  # the one that is shown
    neighbours: tuple[
        Neighbour, ...
    ] = ()  # in the order of their times; the nearest in time where there are many
    more: int = 0  # stories of it that are not listed
    timeline: tuple[Happened, ...] = ()  # in the order of the days; empty for a story without neighbours
    unread: tuple[str, ...] = ()  # what the timeline is without, in sentences
