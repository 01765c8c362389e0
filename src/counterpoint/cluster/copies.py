"""Find which reports of one story carry another's words, and where.

Data way: Articles -> Copies. Pure but for the Embedder passed in. How two texts are compared: `copies_match`, and
across languages `copies_translated`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from counterpoint.cluster.copies_match import Match, Source, match_texts, read_words
from counterpoint.cluster.copies_translated import SentenceVectors, match_translation, read_head
from counterpoint.cluster.reuse import Degree, degree
from counterpoint.ports import Embedder
from counterpoint.types import Article, BlockKind, Copy, CopyKind

_ACCOUNT = frozenset({BlockKind.STANDFIRST, BlockKind.PARAGRAPH, BlockKind.LIST})
_OWN_WORDS = _ACCOUNT | {BlockKind.HEADING}


def find_copies(articles: Sequence[Article], embedder: Embedder | None = None) -> tuple[Copy, ...]:
    """Return every pair of articles that shares words no two reporters would both have written.

    Articles are compared as they are given; the order of `Copy.articles` is copy, original where time,
    credit or containment tells the direction.

    Args:
        articles: Reports of one story.
        embedder: Finds translations, where it reads both languages; None: none is looked for.

    """
    sources = [_source(a) for a in articles]
    heads = [read_head(a.text, _blocks(a, _ACCOUNT), a.language) for a in articles]
    vectors = None if embedder is None else SentenceVectors(embedder)
    copies = []
    for i, j in combinations(range(len(articles)), 2):
        match = match_texts(sources[i], sources[j])
        if vectors is not None and (match is None or match.kind is CopyKind.PASSAGE):
            # A translation keeps words as well: names and titles in a row.
            match = match_translation(sources[i], sources[j], (heads[i], heads[j]), vectors) or match
        if match is not None:
            copies.append(_copy(articles[i], articles[j], match))
    return tuple(copies)


def _blocks(article: Article, kinds: frozenset[BlockKind]) -> list[tuple[int, int]]:
    return [(b.start, b.end) for b in article.blocks if b.kind in kinds]


def _source(article: Article) -> Source:
    return Source(
        read_words(article.text, _blocks(article, _OWN_WORDS)),
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        modified=article.modified,
        agency=article.agency.name if article.agency and article.agency.copy else None,
    )


def _copy(a: Article, b: Article, match: Match) -> Copy:
    """Put the copy first where it can be told."""
    passages = tuple((a.span(*x), b.span(*y)) for x, y in match.passages)
    if match.copy_first is False:
        a, b, passages = b, a, tuple((y, x) for x, y in passages)
    directed = match.copy_first is not None
    evidence = match.evidence
    if directed and match.kind is CopyKind.REWRITTEN:
        reuse = degree(_own_words(a), _own_words(b))
        evidence += "" if reuse.degree is Degree.NONE else f"; {reuse.evidence}"
    return Copy((a.id, b.id), directed, match.kind, passages, match.share, evidence)


def _own_words(article: Article) -> str:
    return "\n".join(article.text[start:end] for start, end in _blocks(article, _OWN_WORDS))
