"""What an edit changed: two versions of one article, sentence by sentence and claim by claim.

Data way: Report (old), Report (new) -> Changes. Pure records.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counterpoint.types.report import Span


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Change:
    """One passage that is not as it was. `before` is None for what was added, `after` for what was removed."""

    kind: ChangeKind
    before: Span | None
    after: Span | None
    before_text: str | None
    after_text: str | None


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
