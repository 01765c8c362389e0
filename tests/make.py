"""Small records for any test: an article from its paragraphs, a report without a model."""

from __future__ import annotations

from dataclasses import replace

import regex

from counterpoint.text import article_id
from counterpoint.types import Annotations, Article, Block, BlockKind, Report, Sentence


def article(title: str, *paragraphs: str, **fields: object) -> Article:
    """An article whose text is its title and paragraphs."""
    text, blocks = title, [Block(BlockKind.HEADING, 0, len(title))]
    for paragraph in paragraphs:
        start = len(text) + 2
        text += "\n\n" + paragraph
        blocks.append(Block(BlockKind.PARAGRAPH, start, len(text)))
    made = Article(article_id(str(fields.get("outlet", "")), text), title, text, tuple(blocks), language="en")
    return replace(made, **fields)


def report(title: str, *paragraphs: str, **fields: object) -> Report:
    """A report with its sentences, split at full stops, and nothing else known of it."""
    made = article(title, *paragraphs, **fields)
    sentences = []
    for block in made.blocks:
        for match in regex.finditer(r"\S.*?(?:[.!?](?=\s|$)|$)", made.text[block.start : block.end]):
            span = made.span(block.start + match.start(), block.start + match.end())
            sentences.append(Sentence(span, block.kind, made.language))
    return Report(made, Annotations(made.id, tuple(sentences)))
