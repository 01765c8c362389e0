"""One timeline of several stories, from the timelines that they have.

Data way: Stories of a storyline -> TimelineEntries. Pure; the embedder is passed in and may be missing.

For reports without stories of their own, or without full annotation: `align.timeline_storyline`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from counterpoint.align.timeline_same import gather, passage
from counterpoint.ports import Embedder
from counterpoint.types import Story, TimelineEntry

MOST_ENTRIES = 60  # a page's worth; chosen


def merge_timelines(
    stories: Sequence[Story], *, embedder: Embedder | None = None, most: int = MOST_ENTRIES
) -> tuple[TimelineEntry, ...]:
    """Return the happenings of several stories in order, one entry for each, with the citations of all.

    Args:
        stories: Of one storyline, in any order; one report may be in several of them.
        embedder: Tells that two wordings or languages state one happening; without it, only their words do.
        most: How many entries at most: those that most reports date.

    Returns:
        Entries in order of date. An entry's citations may be of any story's articles: `Story.article` finds one only in
        its own. Headlines of related coverage come on top, and are left out where a report itself dates the same.

    Raises:
        ValueError: `most` is negative: a caller's bug.

    """
    if most < 0:
        raise ValueError("A timeline has no negative number of entries.")
    language = {a.id: a.language for story in stories for a in story.articles}
    most_spoken = Counter(language.values()).most_common(1)

    def first(entry: TimelineEntry) -> tuple[bool, int, bool, int, str, str, str]:
        """The most precise date names an entry, then the language of most reports, then the best reported one."""
        spoken = [language.get(c.span.article) for c in entry.citations[:1]]
        other = bool(most_spoken) and most_spoken[0][0] not in spoken
        return (
            entry.related is not None, -len(entry.date), other, -len(entry.citations), entry.date, entry.text,
            entry.related or "",
        )  # fmt: skip

    entries = sorted({e for story in stories for e in story.timeline}, key=first)
    told = [passage(e.date, e.precision, e.text) for e in entries]
    merged = [_merged([entries[n] for n in h]) for h in gather(told, embedder)]
    cited = sorted((e for e in merged if e.citations), key=lambda e: (-_reports(e), e.date, e.text))[:most]
    related = [e for e in merged if not e.citations]
    return tuple(sorted((*cited, *related), key=lambda e: (e.date, e.text)))


def _merged(entries: Sequence[TimelineEntry]) -> TimelineEntry:
    """The first entry with the citations of all, each passage once."""
    passages = {c.span: c for e in reversed(entries) for c in reversed(e.citations)}
    return replace(entries[0], citations=tuple(reversed(passages.values())))


def _reports(entry: TimelineEntry) -> int:
    return len({c.span.article for c in entry.citations})
