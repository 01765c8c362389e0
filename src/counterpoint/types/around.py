"""What stands around a story on its page: its storyline, what edits of its reports changed, moves, and what is new.

Data way: rows of the desk -> Around -> page, Markdown, terminal, document. Pure records. Words of reports in here are whole:
whoever shows them asks of each report's rights, as for the story itself (`render/around.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counterpoint.types.change import Edit
from counterpoint.types.report import Article
from counterpoint.types.since import Since
from counterpoint.types.storyline import Storyline


@dataclass(frozen=True, slots=True)
class EditedVersions:
    """An edit with the two versions that its wordings stand in."""

    edit: Edit
    before: Article | None  # None: the earlier version is not kept
    after: Article
    numbers: tuple[int, int]  # of the versions, from 1
    seen: tuple[datetime | None, datetime | None]  # when each was first seen


@dataclass(frozen=True, slots=True)
class Moved:
    """Reports that came from another story, or went to one."""

    at: datetime
    came: bool  # False: they went
    whole: bool  # the other story became part of this one (or this one of the other)
    story: str  # the other
    reports: int  # how many; 0: all that it had
    why: str  # in English, with the terms that decided


@dataclass(frozen=True, slots=True)
class SinceThen:
    """What is new for somebody who last looked at a time."""

    at: datetime
    new: Since
    whole: bool = False  # the story was not there yet: all of it is new
    unread: tuple[str, ...] = ()  # what could not be told, in English sentences


@dataclass(frozen=True, slots=True)
class Around:
    """All of it."""

    reports: int  # of the story; it may be told from fewer
    storyline: Storyline | None = None
    edits: tuple[EditedVersions, ...] = ()  # the latest first; within a version the weightiest first
    moves: tuple[Moved, ...] = ()  # the latest first
    since: SinceThen | None = None
