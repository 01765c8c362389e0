"""Check a draft against its citations; what fails is dropped and listed.

Data way: Brief -> VerifiedBrief. Pure. The only maker of a VerifiedBrief, whoever wrote the draft: the built-in
writer, a language model, a translator.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterpoint.brief.phrase import day_and_month, outlet_name
from counterpoint.brief.support import SCORE_FLOOR, check_support
from counterpoint.brief.words import words_for
from counterpoint.errors import CitationError
from counterpoint.text import sha256
from counterpoint.types import (
    Brief,
    BriefSentence,
    Citation,
    Dropped,
    Entity,
    OriginMap,
    Report,
    VerifiedBrief,
    count_voices,
)

# A sentence that sets passages side by side ("Reports differ on ...") is no compression of one of them, so only
# a share of its own words must stand in one; its names, numbers and quotations must all the same.
COMPOSED_FLOOR = 0.20
_COMPOSED = frozenset({"dispute", "statement"})


def verify_brief(
    draft: Brief, reports: Sequence[Report], origins: OriginMap, entities: Sequence[Entity] = ()
) -> VerifiedBrief:
    """Return the draft with only those sentences that their citations support, the dropped made up from its reserve.

    Raises:
        CitationError: A citation's words do not stand at its place: the draft was made for other texts.
    """
    by_id = {r.article.id: r for r in reports}
    kept: list[BriefSentence] = []
    dropped: list[Dropped] = []
    for sentence in draft.sentences:
        refusal = _refusal(sentence, draft.language, by_id, entities)
        if refusal is None:
            kept.append(sentence)
        else:
            dropped.append(Dropped(sentence.text, refusal))
    for spare in draft.reserve:
        if len(kept) < len(draft.sentences) and _refusal(spare, draft.language, by_id, entities) is None:
            kept.insert(sum(s.role == "fact" for s in kept), spare)
    headline, citations = draft.headline, draft.headline_citations
    title = BriefSentence(headline, citations, ())
    refusal = _refusal(title, draft.language, by_id, entities)
    if refusal is not None:
        dropped.append(Dropped(headline, refusal))
        headline, citations = _fallback(kept, reports)
    independent = count_voices(origins.origins)
    return VerifiedBrief(
        headline=headline,
        headline_citations=citations,
        sentences=tuple(kept),
        dropped=tuple(dropped),
        label=(
            f"Machine-made from {len(reports)} reports and {independent} independent origins: sentences chosen and "
            "joined by rules, without a language model, each checked against the passages it cites."
        ),
        language=draft.language,
    )


def _fallback(kept: Sequence[BriefSentence], reports: Sequence[Report]) -> tuple[str, tuple[Citation, ...]]:
    if kept:
        return kept[0].text, kept[0].citations
    return outlet_name(reports[0].article), ()


def _refusal(
    sentence: BriefSentence, language: str, by_id: dict[str, Report], entities: Sequence[Entity]
) -> str | None:
    """Why a sentence may not be published, or None."""
    if not sentence.citations:
        return "it cites nothing"
    for citation in sentence.citations:
        _check_citation(citation, by_id)
    support = check_support(
        sentence.text,
        [c.exact for c in sentence.citations],
        also=list(_also(sentence, language, by_id, entities)),
    )
    return support.refusal(COMPOSED_FLOOR if sentence.role in _COMPOSED else SCORE_FLOOR)


def _check_citation(citation: Citation, by_id: dict[str, Report]) -> None:
    report = by_id.get(citation.span.article)
    if (
        report is None
        or report.article.read(citation.span) != citation.exact
        or sha256(report.article.text) != citation.text_sha256
    ):
        raise CitationError(
            f"the words cited do not stand in {citation.span.article}: {citation.exact[:60]}",
            story=citation.span.article,
        )


def _also(
    sentence: BriefSentence, language: str, by_id: dict[str, Report], entities: Sequence[Entity]
) -> Iterator[str]:
    """Words that may be used though no cited passage has them, each for a reason that a passage gives."""
    words = words_for(language)
    yield _own(words.said_as)
    if sentence.role in _COMPOSED:
        yield from (_own(t) for t in (words.differ, words.changed, words.said))
        yield from words.slots.values()
        yield from (_own(c) for c in words.channels.values())
    spans = [c.span for c in sentence.citations]
    for span in spans:
        report = by_id[span.article]
        yield outlet_name(report.article)
        for time in report.marks.times:
            if time.span.overlaps(span) and time.earliest is not None and time.earliest == time.latest:
                yield day_and_month(time.earliest, report.article.language)
                yield day_and_month(time.earliest, language)
    for entity in entities:
        if any(m.overlaps(s) for m in entity.mentions for s in spans):
            yield from (entity.name, *entity.aliases)


def _own(template: str) -> str:
    """The words of a template without its fields."""
    for field in (
        "{about}",
        "{values}",
        "{value}",
        "{outlets}",
        "{speaker}",
        "{channel}",
        "{quote}",
        "{outlet}",
        "{name}",
    ):
        template = template.replace(field, " ")
    return template
