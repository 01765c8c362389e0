"""The words with which a report says whose a remark is: "said Ana Diaz", "in a statement", "told the Courier".

Data way: Annotations.quotes -> Spans, for the edges of `cluster.origins`. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from counterpoint.types import Article, Quote, Report, Span, Utterance

# Characters between source and cue that still belong to one attribution: "Ana Diaz, who was there, said".
_REACH = 30


@dataclass(frozen=True, slots=True)
class Attribution:
    """How one article attributes one remark."""

    source: str  # the naming words as printed; "" where none stand there
    spans: tuple[Span, ...]  # source and cue, and the channel's words, in text order
    channelled: bool  # the channel is said right there


class Attributions:
    """Finds a rendering's attribution in its article."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._articles = {r.article.id: r.article for r in reports}
        self._quotes: dict[str, list[Quote]] = defaultdict(list)
        for report in reports:
            self._quotes[report.article.id] = list(report.marks.quotes)

    def of(self, rendering: Span) -> Attribution:
        """Return the attribution of the quote that a rendering is taken from."""
        quotes = self._quotes.get(rendering.article, ())
        quote = next((q for q in quotes if any(c.overlaps(rendering) for c in q.content)), None)
        if quote is None:
            return Attribution("", (), channelled=False)
        article = self._articles[rendering.article]
        spans = _joined(article, quote)
        if quote.channel is not None:
            spans = _merged(article, [*spans, quote.channel.span])
        return Attribution(
            article.read(quote.source) if quote.source else "",
            tuple(spans),
            channelled=quote.channel is not None,
        )

    def read(self, span: Span) -> str:
        """Return the words of a passage."""
        return self._articles[span.article].read(span)

    def source(self, utterance: Utterance) -> str:
        """Return the first naming words that any rendering of an utterance has."""
        found = (self.of(r.span).source for r in utterance.renderings)
        return next((words for words in found if words), "")


def _joined(article: Article, quote: Quote) -> list[Span]:
    """Source and cue as one passage where only attribution stands between them."""
    parts = sorted(s for s in (quote.source, quote.cue) if s is not None)
    if len(parts) < 2 or parts[1].start - parts[0].end > _REACH:
        return parts
    whole = article.span(parts[0].start, max(p.end for p in parts))
    return parts if any(whole.overlaps(c) for c in quote.content) else [whole]


def _merged(article: Article, spans: Sequence[Span]) -> list[Span]:
    """The passages in text order, those that meet as one: "the mayor told" and "told the Courier"."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end + 1:
            last = found.pop()
            span = article.span(last.start, max(last.end, span.end))  # noqa: PLW2901 - the same passage, longer
        found.append(span)
    return found
