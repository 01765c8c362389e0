"""Tell a story as it was at a time and say what is new since: in a child, from the reports as they read then.

Data way: Reports (as they were), Story (as it is) -> Since; two versions of a Report -> Changes. Pure but for the models that it loads.
"""

from __future__ import annotations

from dataclasses import dataclass

from counterpoint.align.since import since
from counterpoint.align.versions import changes
from counterpoint.models import load_models
from counterpoint.run.compare import tell
from counterpoint.types import Changes, Outlet, Report, Story
from counterpoint.types.since import Since


@dataclass(frozen=True, slots=True)
class ToRetell:
    """A story then and now."""

    before: tuple[Report, ...]  # at least one; in the versions of that time
    now: Story
    outlets: tuple[Outlet, ...] = ()  # whose owners are known


def since_then(given: ToRetell) -> Since:
    """Return what is new against the story that the reports made then; runs in a child."""
    languages = tuple(sorted({report.article.language for report in given.before}))
    return since(tell(given.before, load_models(languages), outlets=given.outlets), given.now)


def changes_then(versions: tuple[Report, Report]) -> Changes:
    """Return what differs between two versions of a report, however many lie between them; runs in a child."""
    return changes(*versions)
