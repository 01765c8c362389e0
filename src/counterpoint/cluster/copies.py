"""Find which reports of one story carry another's words, and where.

Data way: Articles -> Copies. Pure. How two texts are compared: `copies_match`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from counterpoint.cluster.copies_match import Match, Source, match_texts, read_words
from counterpoint.types import Article, BlockKind, Copy

_OWN_WORDS = frozenset({BlockKind.HEADING, BlockKind.STANDFIRST, BlockKind.PARAGRAPH, BlockKind.LIST})


def find_copies(articles: Sequence[Article]) -> tuple[Copy, ...]:
    """Return every pair of articles that shares words no two reporters would both have written.

    Articles are compared as they are given; the order of `Copy.articles` is copy, original where time,
    credit or containment tells the direction.
    """
    sources = [_source(a) for a in articles]
    copies = []
    for i, j in combinations(range(len(articles)), 2):
        match = match_texts(sources[i], sources[j])
        if match is not None:
            copies.append(_copy(articles[i], articles[j], match))
    return tuple(copies)


def _source(article: Article) -> Source:
    blocks = ((b.start, b.end) for b in article.blocks if b.kind in _OWN_WORDS)
    return Source(
        read_words(article.text, blocks),
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
    return Copy((a.id, b.id), match.copy_first is not None, match.kind, passages, match.share, match.evidence)
