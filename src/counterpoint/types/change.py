"""What an edit changed: two versions of one article, sentence by sentence and claim by claim.

Data way: Report (old), Report (new) -> Changes -> Edits, in words. Pure records.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counterpoint.types.report import Span


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Detail:
    """In what one statement is not as it was. A Span is None where the value came or went."""

    slot: str  # "number", "date", "place", "name", "polarity", "modality", "speaker", "statement"
    before: (
        Span | None
    )  # the words that differ: a figure, a date, a name; the clause where it is the whole of it
    after: Span | None
    before_value: str = (
        ""  # normalised: TIMEX3 of a date, "fact" or "possible", "affirmed" or "denied", who is quoted
    )
    after_value: str = ""  # "": the report says so itself, or nothing was normalised


@dataclass(frozen=True, slots=True)
class Change:
    """One passage that is not as it was. `before` is None for what was added, `after` for what was removed."""

    kind: ChangeKind
    before: Span | None
    after: Span | None
    before_text: str | None
    after_text: str | None
    details: tuple[Detail, ...] = ()  # of an altered statement: each lies in `before` and `after`


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two versions."""

    before: str  # Article.id
    after: str
    title: tuple[str, str] | None = None  # old and new, where it changed
    sentences: tuple[Change, ...] = ()
    claims: tuple[
        Change, ...
    ] = ()  # statements whose slots, polarity or modality changed, or that came or went

    @property
    def nothing(self) -> bool:
        """Whether the two say the same in the same words."""
        return self.title is None and not self.sentences and not self.claims


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing that an edit changed, told to a reader, with the exact words before and after."""

    article: str  # Article.id of the later version
    at: datetime | None  # when the page was seen changed
    slot: str  # as Detail.slot, or "quote", "title", "added", "removed", "wording"
    kind: ChangeKind
    text: str  # one sentence in English: 'Hill Gazette changed the figure from “12” to “15” at 14:02 UTC ...'
    before: Span | None  # in the earlier version; None where nothing stood there, and for a title
    after: Span | None
    before_text: str | None  # the words at `before`, or the earlier title
    after_text: str | None
    within: tuple[str | None, str | None] = (None, None)  # the passages around them, before and after
    values: tuple[str, str] = ("", "")  # normalised, as in Detail: speakers, sureness, dates
    more: int = 0  # further passages in which the same was changed
