"""Whose words the reports of a story carry, be it of another story: as it is shown.

Data way: CopyPair, Member rows -> Carried. Reads only. It holds no words of a report: passages are offsets into texts that whoever
may see them has.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from counterpoint.desk import models
from counterpoint.desk.copying import Passages, rank
from counterpoint.desk.records import unpack

_MOST = 200  # pairs either way that are read: of a story with hundreds of copies, those that share most
_READ = (
    "copy__version",
    "copy__article",
    "copy__story",
    "source__version",
    "source__article",
    "source__story",
)
_UNREAD = tuple(
    f"{end}__{column}"
    for end in ("copy", "source")
    for column in ("sketch", "standing", "sign", "version__record", "version__marks", "version__changes", "story__record", "story__digest")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class End:
    """A report that carries words, or whose words are carried."""

    id: str  # Article.id of its version
    title: str
    outlet: str  # as the page prints it; "": not known
    url: str | None
    story: str  # that it is in


@dataclass(frozen=True, slots=True)
class Carried:
    """Two reports, one of which carries the other's words, or both a third's."""

    copy: End
    source: End
    kind: str  # types.CopyKind; "passage": the rest is each one's own, and neither is a copy
    directed: bool  # False: which of the two is the copy cannot be told; `copy` came later
    share: float  # of the shorter one's words, 0..1
    passages: Passages  # in both texts, copy first: code points, half-open; empty while an edited one is compared again
    evidence: str  # a sentence

    @property
    def across(self) -> bool:
        """Whether the two are in two stories: they may be one, or a passage was used again."""
        return self.copy.story != self.source.story


def carried_in(story: models.Story) -> tuple[Carried, ...]:
    """Return of each report of a story its best source, and of those that share words with other stories the best in each."""
    found: dict[tuple[int, int], Carried] = {}
    for pair in _touching(models.Member.objects.filter(story=story)):
        found.setdefault((pair.copy_id, pair.source.story_id), _carried(pair))
    return tuple(sorted(found.values(), key=lambda one: not one.across))  # those across stories first


def carried_by(article: int) -> tuple[Carried, ...]:
    """Return whose words an article carries and who carries its own, by its row id."""
    return tuple(map(_carried, _touching(models.Member.objects.filter(article=article))))


def _touching(members: QuerySet[models.Member]) -> list[models.CopyPair]:
    """Return pairs of these reports, what says most first: of their words from elsewhere, and of theirs elsewhere."""
    told = models.CopyPair.objects.exclude(kind="").select_related(*_READ).defer(*_UNREAD)
    inside = told.filter(copy__in=members.values("pk"))
    outside = told.filter(source__in=members.values("pk")).exclude(copy__in=members.values("pk"))
    some = (rows.order_by("-share", "pk")[:_MOST] for rows in (inside, outside))
    return sorted((pair for rows in some for pair in rows), key=rank)


def _carried(pair: models.CopyPair) -> Carried:
    return Carried(
        copy=_end(pair.copy),
        source=_end(pair.source),
        kind=pair.kind,
        directed=pair.directed,
        share=round(pair.share, 3),
        passages=unpack(pair.passages, Passages) if pair.passages else (),
        evidence=pair.evidence,
    )


def _end(member: models.Member) -> End:
    version, article = member.version, member.article
    return End(version.name, version.title, version.outlet_name, article.url or None, member.story.name)
