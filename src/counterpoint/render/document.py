"""Write a Story as the story document: the JSON form that programs read.

Data way: Story -> dict, ready for `json.dumps`. Pure; the same Story gives the same document.

The form is fixed by docs/reference/story.schema.json. Every passage is written as article, start, end
and its exact words; a passage that does not stand in its article is refused, never written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from counterpoint.errors import CitationError
from counterpoint.permission import widest_use
from counterpoint.render.around_document import around_document
from counterpoint.text import sha256
from counterpoint.types import (
    Affiliation,
    Article,
    Citation,
    ClaimGroup,
    Copy,
    Dispute,
    Entity,
    Origin,
    OriginEdge,
    RelatedCoverage,
    Span,
    Story,
    TimelineEntry,
    Utterance,
    Value,
    Variant,
    VerifiedBrief,
)
from counterpoint.types.around import Around
from counterpoint.types.picture import SharedPicture

SCHEMA = "counterpoint/story/1"

Json = dict[str, object]


def story_document(story: Story, around: Around | None = None) -> Json:
    """Return the story document: plain dicts, lists, strings, numbers, booleans and None.

    Args:
        story: What is written.
        around: Its storyline, edits, moves and what is new, where it stands in a store.

    Raises:
        CitationError: A span, rendering or citation does not stand in its article, or an article that is
            pointed at is not there.

    """
    write = _Writer(story)
    known = {a.id for a in story.articles}
    return {
        "schema": SCHEMA,
        "story": {
            "id": story.id,
            "title": story.title,
            "languages": list(story.languages),
            "first_published": _iso(story.first_published),
            "last_published": _iso(story.last_published),
        },
        "articles": [_article(a) for a in story.articles],
        "origins": [write.origin(o) for o in story.origins],
        "affiliations": [_affiliation(a) for a in story.affiliations],
        "edges": [write.edge(e) for e in story.edges],
        "copies": [write.copy(c) for c in story.copies],
        "pictures": [write.picture(p) for p in story.pictures],
        "entities": [write.entity(e) for e in story.entities],
        "utterances": [write.utterance(u) for u in story.utterances],
        "claims": [write.claim(c) for c in story.claims],
        "disputes": [write.dispute(d) for d in story.disputes],
        "variants": [write.variant(v) for v in story.variants],
        "brief": write.brief(story.brief),
        "timeline": [write.entry(t) for t in story.timeline],
        "related": [write.related(r) for r in story.related],
        "rejected": [{"item": r.item, "stage": r.stage, "reason": r.reason} for r in story.rejected],
        "odd": [{"article": write.known(o.article), "reason": o.reason} for o in story.odd],
        "unread": list(story.unread),
        "around": None if around is None else around_document(around, story.id, known, write.citation),
    }


class _Writer:
    """Writes what holds passages; knows the texts, so that it can refuse a passage that is not there."""

    def __init__(self, story: Story) -> None:
        self._story = story.id
        self._texts = {a.id: a.text for a in story.articles}
        self._hashes = {a.id: sha256(a.text) for a in story.articles}

    def words(self, span: Span) -> str:
        """The exact words of a span, or CitationError."""
        text = self._texts.get(span.article)
        if text is None or span.end > len(text):
            message = f"The passage {span.start}:{span.end} does not stand in article {span.article}."
            raise CitationError(message, story=self._story)
        return text[span.start : span.end]

    def known(self, article: str) -> str:
        """An article's id, or CitationError when the story has no such article."""
        if article not in self._texts:
            raise CitationError(f"The story has no article {article}.", story=self._story)
        return article

    def span(self, span: Span) -> Json:
        return {"article": span.article, "start": span.start, "end": span.end, "text": self.words(span)}

    def spans(self, spans: Iterable[Span]) -> list[Json]:
        return [self.span(s) for s in spans]

    def citation(self, citation: Citation) -> Json:
        span = citation.span
        if self.words(span) != citation.exact or citation.text_sha256 != self._hashes[span.article]:
            message = f"A citation of {span.article} does not say what stands at {span.start}:{span.end}."
            raise CitationError(message, story=self._story)
        return {
            "article": span.article,
            "start": span.start,
            "end": span.end,
            "exact": citation.exact,
            "prefix": citation.prefix,
            "suffix": citation.suffix,
            "text_sha256": citation.text_sha256,
        }

    def origin(self, origin: Origin) -> Json:
        return {
            "id": origin.id,
            "kind": origin.kind.value,
            "name": origin.name,
            "articles": [self.known(a) for a in origin.articles],
            "independent": origin.independent,
            "owner": origin.owner or None,
            "voice": origin.voice or None,
            "evidence": self.spans(origin.evidence),
        }

    def edge(self, edge: OriginEdge) -> Json:
        return {
            "origin": edge.origin,
            "article": self.known(edge.article),
            "kind": edge.kind.value,
            "utterance": edge.utterance,
            "spans": self.spans(edge.spans),
            "says": edge.says or None,
        }

    def picture(self, shared: SharedPicture) -> Json:
        return {
            "articles": [self.known(a) for a in shared.articles],
            "images": list(shared.images),
            "by": shared.by.value,
            "credit": shared.credit,
            "agency": shared.agency,
            "evidence": shared.evidence,
        }

    def copy(self, copy: Copy) -> Json:
        passages = [
            self.span(span) | {"pair": number}
            for number, pair in enumerate(copy.passages, start=1)
            for span in pair
        ]
        return {
            "articles": [self.known(a) for a in copy.articles],
            "directed": copy.directed,
            "kind": copy.kind.value,
            "share": round(copy.share, 4),
            "evidence": copy.evidence,
            "passages": passages,
        }

    def entity(self, entity: Entity) -> Json:
        return {
            "id": entity.id,
            "kind": entity.kind.value,
            "name": entity.name,
            "aliases": list(entity.aliases),
            "mentions": self.spans(entity.mentions),
        }

    def utterance(self, utterance: Utterance) -> Json:
        channel = utterance.channel
        renderings: list[Json] = []
        for rendering in utterance.renderings:
            written = self.span(rendering.span)
            if written["text"] != rendering.text:
                message = f"A rendering of {utterance.id} does not say what stands at its place."
                raise CitationError(message, story=self._story)
            cue = self.span(rendering.cue) if rendering.cue else None
            renderings.append(written | {"direct": rendering.direct, "cue": cue})
        return {
            "id": utterance.id,
            "source": utterance.source,
            "entity": utterance.entity,
            "channel": {"kind": channel.kind.value, "name": channel.name} | self.span(channel.span)
            if channel
            else None,
            "origin": utterance.origin,
            "renderings": renderings,
        }

    def claim(self, claim: ClaimGroup) -> Json:
        return {
            "id": claim.id,
            "text": claim.text,
            "status": claim.status.value,
            "origins": list(claim.origins),
            "supports": [self.span(s.span) | {"origin": s.origin} for s in claim.supports],
            "utterance": claim.utterance,
            "weight": round(claim.weight, 4),
        }

    def value(self, value: Value) -> Json:
        return {
            "value": value.value,
            "display": value.display,
            "origins": list(value.origins),
            "spans": self.spans(value.spans),
        }

    def dispute(self, dispute: Dispute) -> Json:
        return {
            "id": dispute.id,
            "claim": dispute.claim,
            "slot": dispute.slot,
            "about": dispute.about,
            "kind": dispute.kind.value,
            "values": [self.value(v) for v in dispute.values],
        }

    def variant(self, variant: Variant) -> Json:
        return {
            "slot": variant.slot,
            "about": variant.about,
            "why": variant.why,
            "values": [self.value(v) for v in variant.values],
        }

    def brief(self, brief: VerifiedBrief) -> Json:
        sentences = [
            {
                "text": s.text,
                "citations": [self.citation(c) for c in s.citations],
                "origins": list(s.origins),
                "role": s.role,
            }
            for s in brief.sentences
        ]
        return {
            "headline": brief.headline,
            "headline_citations": [self.citation(c) for c in brief.headline_citations],
            "sentences": sentences,
            "dropped": [{"text": d.text, "reason": d.reason} for d in brief.dropped],
            "label": brief.label,
            "language": brief.language,
        }

    def entry(self, entry: TimelineEntry) -> Json:
        return {
            "date": entry.date,
            "precision": entry.precision.value,
            "text": entry.text,
            "citations": [self.citation(c) for c in entry.citations],
            "related": self.known(entry.related) if entry.related else None,
        }

    def related(self, related: RelatedCoverage) -> Json:
        item = related.item
        return {
            "title": item.title,
            "date": _iso(item.date),
            "url": item.url,
            "text": item.text,
            "article": self.known(related.article),
        }


def _affiliation(affiliation: Affiliation) -> Json:
    return {
        "kind": affiliation.kind.value,
        "name": affiliation.name,
        "domain": affiliation.domain or None,
        "origins": list(affiliation.origins),
        "claimed": list(affiliation.claimed),
    }


def _article(article: Article) -> Json:
    dateline, rights, agency = article.dateline, article.rights, article.agency
    return {
        "id": article.id,
        "path": article.path,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "genre": article.genre,
        "bylines": list(article.bylines),
        "contributors": list(article.contributors),
        "dateline": {"place": dateline.place, "agency": dateline.agency, "date": _iso(dateline.date)},
        "published": _iso(article.published),
        "modified": _iso(article.modified),
        "language": article.language,
        "interface_language": article.interface_language,
        "text": article.text,
        "text_sha256": sha256(article.text),
        "blocks": [{"kind": b.kind.value, "start": b.start, "end": b.end} for b in article.blocks],
        "asides": [{"kind": a.kind.value, "text": a.text} for a in article.asides],
        "images": [
            {
                "caption": i.caption,
                "credit": i.credit,
                "alt": i.alt,
                "url": i.url,
                "machine_made": i.machine_made,
            }
            for i in article.images
        ],
        "rights": {
            "statement": rights.statement,
            "holder": rights.holder,
            "allows": widest_use(article).value,
        },
        "machine_labels": [
            {"text": m.text, "language": m.language, "about": m.about} for m in article.machine_labels
        ],
        "agency": {"name": agency.name, "evidence": agency.evidence, "copy": agency.copy} if agency else None,
    }


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
