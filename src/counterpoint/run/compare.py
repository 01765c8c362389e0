"""Make one story of several reports: the stages, in the order of the datum's way.

Data way: Captures -> Story. Pure but for the models that are passed in: no clock, no network, no files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from counterpoint.align.claims import group_claims
from counterpoint.align.disputes import find_disputes
from counterpoint.align.entities import resolve_entities
from counterpoint.align.odd import find_odd
from counterpoint.align.timeline import build_timeline
from counterpoint.align.utterances import group_utterances
from counterpoint.annotate import annotate_articles
from counterpoint.brief.verify import verify_brief
from counterpoint.brief.write import write_brief
from counterpoint.cluster.affiliations import with_affiliations
from counterpoint.cluster.copies import find_copies
from counterpoint.cluster.independence import with_owners
from counterpoint.cluster.origins import find_origins, with_origins
from counterpoint.cluster.pictures import shared_pictures, with_picture_edges, with_pictures
from counterpoint.cluster.restated import settle_claims
from counterpoint.errors import ExtractError
from counterpoint.extract import extract_article
from counterpoint.extract.embargo import UNTIL_LIFTED
from counterpoint.models import load_models
from counterpoint.ports import Models
from counterpoint.run.pictures import look_at
from counterpoint.run.press import known_press
from counterpoint.text import sha256
from counterpoint.types import (
    Article,
    Capture,
    ClaimGroup,
    Copy,
    CopyKind,
    OriginMap,
    Outlet,
    Rejected,
    RelatedCoverage,
    Report,
    Status,
    Story,
    Utterance,
    count_voices,
)
from counterpoint.types.picture import is_picture

# Told the stage's name, what is done and how much there is: (0, n) at its start, (n, n) at its end.
Progress = Callable[[str, int, int], None]

_NEVER = datetime.max.replace(tzinfo=UTC)


def no_progress(stage: str, done: int, total: int) -> None:
    """Say nothing."""


def compare(
    captures: Sequence[Capture],
    *,
    models: Models | None = None,
    rejected: Sequence[Rejected] = (),
    progress: Progress = no_progress,
    now: datetime | None = None,
    outlets: Sequence[Outlet] = (),
) -> Story:
    """Return the story that the captured reports make together.

    Args:
        captures: Reports of one event, in any language and format that `extract` reads; with them the pictures that
            they show, where those are at hand.
        models: Embedder and tagger; by default those that the installed packages ship.
        rejected: What ingestion already refused; it is listed with what extraction refuses.
        progress: Called as the stages go on.
        now: The time, UTC: reports under an embargo that ends later are refused. None refuses every one of them.
        outlets: Who publishes and who owns whom: origins of one owner count once; what else they share is shown.

    Raises:
        ExtractError: No capture holds an article. The message says why for the first.
    """
    pictures = [c for c in captures if is_picture(c.content)]
    texts = [
        c for c in captures if not is_picture(c.content)
    ] or captures  # of pictures alone it is said what they are
    articles, refused = extract_all(texts, progress, now)
    articles, unseen = look_at(articles, pictures)
    rejected = (*rejected, *refused, *unseen)
    if not articles:
        why = f": {rejected[0].item}: {rejected[0].reason}" if rejected else ""
        raise ExtractError(
            f"none of the {len(rejected)} inputs is a report that can be read{why}", capture=""
        )
    languages = tuple(dict.fromkeys(a.language for a in articles))
    models = models or load_models(languages)
    progress("annotate", 0, len(articles))
    marks = annotate_articles(articles, models)
    progress("annotate", len(articles), len(articles))
    reports = [Report(a, m) for a, m in zip(articles, marks, strict=True)]
    return tell(reports, models, rejected, progress, outlets=outlets)


def extract_all(
    captures: Sequence[Capture], progress: Progress = no_progress, now: datetime | None = None
) -> tuple[list[Article], list[Rejected]]:
    """Return the articles of the captures, and what held none. The same report twice is kept once.

    What is under an embargo at `now` (None: under any) is refused: a story is made to be shown.
    """
    articles: list[Article] = []
    rejected: list[Rejected] = []
    seen: dict[str, str] = {}
    for n, capture in enumerate(captures):
        progress("extract", n, len(captures))
        found = extract_article(capture)
        if isinstance(found, Rejected):
            rejected.append(found)
        elif found.embargo is not None and (now is None or _utc(found.embargo) > now):
            until = (
                "its sender lifts it"
                if found.embargo == UNTIL_LIFTED
                else f"{found.embargo:%Y-%m-%d %H:%M %Z}".rstrip()
            )
            rejected.append(Rejected(capture.name, "extract", f"under embargo until {until}"))
        elif found.id in seen:
            rejected.append(
                Rejected(capture.name, "extract", f"the same report as {seen[found.id]}, given twice")
            )
        else:
            seen[found.id] = capture.name
            articles.append(found)
    progress("extract", len(captures), len(captures))
    return articles, rejected


def tell(
    reports: Sequence[Report],
    models: Models,
    rejected: Sequence[Rejected] = (),
    progress: Progress = no_progress,
    *,
    outlets: Sequence[Outlet] = (),
) -> Story:
    """Return the story of annotated reports: everything after annotation.

    The stages see the reports in an order of their own, so that the order of the names on the command line decides
    how the reports are listed and nothing else.
    """
    embedder = models.embedder
    given = tuple(r.article for r in reports)
    reports = sorted(reports, key=_first_published)
    articles = tuple(r.article for r in reports)
    progress("align", 0, 3)
    pictures = shared_pictures(articles, known_press)
    copies = with_pictures(find_copies(articles, embedder), pictures, articles)
    entities = resolve_entities(reports)
    utterances = group_utterances(reports, entities, embedder)
    origins = find_origins(reports, copies, entities, utterances, known_press)
    progress("align", 1, 3)
    groups = group_claims(reports, entities, utterances, origins, embedder)
    origins = with_affiliations(with_owners(origins, articles, outlets, copies), articles, outlets)
    groups, origins = settle_claims(groups, reports, utterances, origins)
    origins = with_picture_edges(origins, articles, known_press)
    utterances = with_origins(utterances, origins)
    findings = find_disputes(reports, entities, groups, origins, embedder, utterances)
    claims = tuple(counted(group, origins) for group in findings.groups)
    progress("align", 2, 3)
    timeline = build_timeline(reports, claims, embedder)
    progress("align", 3, 3)
    progress("brief", 0, 1)
    draft = write_brief(
        reports,
        entities=entities,
        utterances=utterances,
        origins=origins,
        groups=claims,
        disputes=findings.disputes,
        superseded=_superseded(copies),
    )
    brief = verify_brief(draft, reports, origins, entities)
    progress("brief", 1, 1)
    first, last = _period(articles)
    return Story(
        id="s" + sha256("\n".join(sorted(a.id for a in articles)))[:10],
        title=brief.headline,
        languages=tuple(code for code, _ in Counter(a.language for a in articles).most_common()),
        first_published=first,
        last_published=last,
        articles=given,
        origins=origins.origins,
        copies=copies,
        entities=entities,
        utterances=_listed_as(given, utterances),
        claims=claims,
        disputes=findings.disputes,
        variants=findings.variants,
        brief=brief,
        timeline=timeline,
        related=tuple(RelatedCoverage(item, a.id) for a in given for item in a.related),
        rejected=tuple(rejected),
        odd=find_odd(reports, entities, embedder),
        unread=tuple(dict.fromkeys(line for r in reports for line in r.marks.unread)),
        edges=origins.edges,
        affiliations=origins.affiliations,
        pictures=pictures,
    )


def counted(group: ClaimGroup, origins: OriginMap) -> ClaimGroup:
    """Return the group with its status counted in independent origins; a dispute stays one."""
    if group.status is Status.DISPUTED:
        return group
    corroborated = count_voices(origins.origins, group.origins) > 1
    return replace(group, status=Status.CORROBORATED if corroborated else Status.SINGLE)


def _superseded(copies: Sequence[Copy]) -> set[str]:
    """Article.ids of earlier states of a page whose later state is there too."""
    return {c.articles[1] for c in copies if c.kind is CopyKind.VERSION and c.directed}


def _first_published(report: Report) -> tuple[bool, datetime, str]:
    """Earliest first, undated ones last; equals by id, which depends on nothing but the report."""
    published = report.article.published
    return published is None, _utc(published or _NEVER), report.article.id


def _listed_as(articles: Sequence[Article], utterances: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """Return the utterances with their renderings in the order of the articles."""
    place = {a.id: n for n, a in enumerate(articles)}
    return tuple(
        replace(
            u, renderings=tuple(sorted(u.renderings, key=lambda r: (place[r.span.article], r.span.start)))
        )
        for u in utterances
    )


def _utc(time: datetime) -> datetime:
    """A time without a zone is compared as if it were UTC."""
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _period(articles: Sequence[Article]) -> tuple[datetime | None, datetime | None]:
    """First and last time of publication."""
    times = sorted((t for a in articles for t in (a.published, a.modified) if t is not None), key=_utc)
    return (times[0], times[-1]) if times else (None, None)
