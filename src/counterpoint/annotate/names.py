"""Names of persons, organisations, places, works and events in one article (first version: the tagger's).

Data way: Article + Sentences + TaggedTexts -> Mentions. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.ports import TaggedText
from counterpoint.types import Article, Mention, Sentence


def find_mentions(
    article: Article, sentences: Sequence[Sentence], tagged: Sequence[TaggedText | None]
) -> tuple[Mention, ...]:
    """Return the names of an article, in text order, none overlapping."""
    found = []
    for sentence, read in zip(sentences, tagged, strict=True):
        for entity in read.entities if read else ():
            span = article.span(sentence.span.start + entity.start, sentence.span.start + entity.end)
            found.append(Mention(span, entity.kind, article.read(span)))
    return tuple(found)
