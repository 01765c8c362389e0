"""What is new in a story since somebody last looked at it.

Data way: Story (as it was), Story (as it is), Edits -> Since. Pure records.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counterpoint.types.change import Edit
from counterpoint.types.story import Citation


class NewsKind(StrEnum):
    """In the order in which a reader is told."""

    MOVED = "moved"  # a figure, or another value, went on as reporting did
    OPENED = "opened"  # reports contradict each other that did not, or in one value more
    SETTLED = "settled"  # they no longer do
    CORROBORATED = "corroborated"  # what one origin said has a second one
    CLAIM = "claim"  # stated for the first time
    REMARK = "remark"
    ORIGIN = "origin"
    REPORT = "report"
    EDIT = "edit"
    GONE = "gone"  # a report that is no longer part of the story
    STORY = "story"  # a story of its storyline that began after it


@dataclass(frozen=True, slots=True)
class News:
    """One thing that was not so before."""

    kind: NewsKind
    id: str  # of the article, origin, claim, dispute or utterance: in the story as it is; as it was for SETTLED and GONE
    text: str  # in the reports' words: the statement, "the number of dead", the remark, the title, the edit's sentence
    citations: tuple[
        Citation, ...
    ] = ()  # into the story's articles; those of what is gone into the earlier ones
    values: tuple[str, ...] = ()  # of a dispute, for a reader; of a moved figure in the order of time
    who: tuple[
        str, ...
    ] = ()  # outlets that say so; for a remark the speaker; for a copy whose words it carries
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """All that is new, the most telling first."""

    story: str  # Story.id
    news: tuple[News, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether the story is as it was."""
        return not self.news

    def of(self, kind: NewsKind) -> tuple[News, ...]:
        """What is new of one kind."""
        return tuple(n for n in self.news if n.kind is kind)
