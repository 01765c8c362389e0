"""Draw the edges between an origin and the articles that rest on it, each with the words that show it.

Data way: Articles, Copies, Utterances -> OriginEdges of one origin, whose id is not known yet; called by
`cluster.origins`. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from counterpoint.cluster.attribution import Attributions
from counterpoint.types import Article, Copy, CopyKind, Span, Utterance
from counterpoint.types.origin import EdgeKind, OriginEdge


def article_edges(
    article: Article, voices: Collection[str], copies: Sequence[Copy], *, is_lead: bool
) -> list[OriginEdge]:
    """Return why an article's own account rests on an origin.

    Args:
        article: One of the voice's.
        voices: Article.ids of all that are one voice.
        copies: Of the story.
        is_lead: It is the one that the others are taken to copy.

    """
    edges = [*_credit(article), *_labels(article)]
    if article.genre in {"post", "statement"}:
        edges.append(_edge(article, EdgeKind.PAGE))
    shared = [
        c for c in copies if article.id in c.articles and c.kind is not CopyKind.PASSAGE and len(voices) > 1
    ]
    shared = [c for c in shared if set(c.articles) <= set(voices)]
    mine = [c for c in shared if not (c.directed and c.articles[1] == article.id)]
    edges += [_edge(article, EdgeKind.SHARED_TEXT, _longest(article, c), c.evidence) for c in mine]
    if not edges:
        edges.append(_edge(article, EdgeKind.OWN if is_lead else EdgeKind.SHARED_TEXT))
    return edges


def passage_edge(spans: Sequence[Span], copy: Copy) -> OriginEdge:
    """Return the edge of passages that an otherwise own report shares with another."""
    return OriginEdge("", spans[0].article, EdgeKind.PASSAGE, tuple(spans), copy.evidence)


def utterance_edges(utterance: Utterance, words: Attributions, kind: EdgeKind) -> list[OriginEdge]:
    """Return an edge for each article that renders an utterance, with its words of attribution.

    Where an article does not say the channel that another does, the edge says only that the remark is the same.
    """
    edges: dict[str, OriginEdge] = {}
    for rendering in utterance.renderings:
        found = words.of(rendering.span)
        own = kind
        if kind is EdgeKind.CHANNEL and not found.channelled:
            channel = utterance.channel
            own = (
                EdgeKind.SAME_REMARK
                if channel is None or channel.span.article != rendering.span.article
                else kind
            )
        spans = found.spans or ((rendering.cue,) if rendering.cue else (rendering.span,))
        edges.setdefault(
            rendering.span.article,
            OriginEdge("", rendering.span.article, own, spans, utterance=utterance.id),
        )
    return list(edges.values())


def once_each(edges: Sequence[OriginEdge]) -> list[OriginEdge]:
    """Return the edges without those that name an outlet for a sentence where a remark in it shows the same words."""
    said = [s for e in edges if e.utterance is not None and e.kind is EdgeKind.NAMED for s in e.spans]
    return [
        e
        for e in edges
        if e.kind is not EdgeKind.NAMED
        or e.utterance is not None
        or not any(s.overlaps(other) for s in e.spans for other in said)
    ]


def _credit(article: Article) -> list[OriginEdge]:
    """The credit, with its words where they stand in the text; else they are said."""
    if article.agency is None or not article.agency.copy:
        return []
    words = article.agency.evidence
    at = article.text.find(words) if words else -1
    if at >= 0:
        return [_edge(article, EdgeKind.CREDIT, (article.span(at, at + len(words)),))]
    return [_edge(article, EdgeKind.CREDIT, (), words)]


def _labels(article: Article) -> list[OriginEdge]:
    label = next((m.text for m in article.machine_labels if m.about == "article"), None)
    return [] if label is None else [_edge(article, EdgeKind.MACHINE, (), label)]


def _longest(article: Article, copy: Copy) -> tuple[Span, ...]:
    """The longest passage in common: enough to see it; all of them stand in Story.copies."""
    spans = [s for pair in copy.passages for s in pair if s.article == article.id]
    return tuple(sorted(spans, key=lambda s: (s.start - s.end, s.start))[:1])


def _edge(article: Article, kind: EdgeKind, spans: tuple[Span, ...] = (), says: str = "") -> OriginEdge:
    return OriginEdge("", article.id, kind, spans, says)
