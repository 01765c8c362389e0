"""Gather what shows that articles rest on an origin: one line for each article and kind of evidence.

Data way: Story.edges -> Grounds, a part of the View. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from counterpoint.render.safety import clip, naming
from counterpoint.types import Article, EdgeKind, Origin, OriginEdge, Span, Story

# Passages shown for one article and one kind of evidence; the document has them all.
MOST_PASSAGES = 2
# Words by which a passage is named in the list; the whole of it stands among the passages.
_WORDS = 12

_ORDER = tuple(EdgeKind)


@dataclass(frozen=True, slots=True)
class Ground:
    """What shows that one article rests on an origin."""

    article: Article
    kind: EdgeKind
    words: tuple[
        str, ...
    ]  # as may be shown, shortened; one for each of `passages`, or alone where it stands nowhere
    passages: tuple[int, ...]


def grounds_of(origin: Origin, story: Story, number: Callable[[Span], int]) -> tuple[Ground, ...]:
    """Return the grounds of one origin, in the order of the articles, the strongest kind first.

    Args:
        origin: Of the story.
        story: Whose edges are read.
        number: Gives a passage its number on the page.

    """
    found: dict[tuple[str, EdgeKind], list[OriginEdge]] = {}
    for edge in story.edges:
        if edge.origin == origin.id:
            found.setdefault((edge.article, edge.kind), []).append(edge)
    place = {a.id: n for n, a in enumerate(story.articles)}
    ordered = sorted(
        (key for key in found if key[0] in place), key=lambda k: (place[k[0]], _ORDER.index(k[1]))
    )
    return tuple(_ground(story, *key, found[key], number) for key in ordered)


def _ground(
    story: Story, article_id: str, kind: EdgeKind, edges: Iterable[OriginEdge], number: Callable[[Span], int]
) -> Ground:
    edges = tuple(edges)
    article = story.article(article_id)
    spans = list(dict.fromkeys(s for e in edges for s in e.spans))[:MOST_PASSAGES]
    if spans:
        shown = {s: clip(naming(story.article(s.article), story.read(s)), _WORDS) for s in spans}
        first = {words: s for s, words in reversed(shown.items())}  # the same words twice show nothing more
        kept = [s for s, words in shown.items() if first[words] == s]
        return Ground(article, kind, tuple(shown[s] for s in kept), tuple(number(s) for s in kept))
    printed = kind in {
        EdgeKind.CREDIT,
        EdgeKind.MACHINE,
        EdgeKind.PICTURE,
    }  # the page's words; others are the engine's, in English
    said = tuple(dict.fromkeys(clip(naming(article, e.says), _WORDS) for e in edges if e.says and printed))
    return Ground(article, kind, said, ())
