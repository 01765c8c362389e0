"""What a value is a value of, in the report's own words: for `Dispute.about`.

Data way: Site -> a few words. Pure.
"""

from __future__ import annotations

from counterpoint.align.dispute_frames import Ground, Site
from counterpoint.types import Span

_EDGES = " ,;:—–-"
_BEFORE_TIMES = frozenset("on in at since from until by of the this last during".split())
_OPENERS = frozenset("that which who when after before while where as and but because , - —".split())


def gist(ground: Ground, site: Site, *, longest: int = 12) -> str:
    """The words of a value's clause with an ellipsis for the value, cut to some words around it."""
    head, tail = _beside(ground, site)
    if len(head) + len(tail) > longest:
        head = head[-longest // 2 :]
        tail = tail[: longest - len(head)]
    return " ".join([*head, "…", *tail]).strip(_EDGES)


def act_gist(ground: Ground, site: Site, *, longest: int = 14) -> str:
    """The first words of a value's clause, the value and the preposition before it left out: who did what."""
    head, tail = _beside(ground, site)
    while head and head[-1].strip(_EDGES).lower() in _BEFORE_TIMES:
        head = head[:-1]
    while not head and tail and tail[0].strip(_EDGES) == "":
        tail = tail[1:]
    words = [*head, *tail]
    while words and words[0].strip(_EDGES).lower() in _OPENERS:
        words = words[1:]
    return " ".join(words[:longest]).strip(_EDGES) + (" …" if len(words) > longest else "")


def _beside(ground: Ground, site: Site) -> tuple[list[str], list[str]]:
    before = ground.read(Span(site.article, site.passage.start, max(site.passage.start, site.span.start)))
    after = ground.read(Span(site.article, min(site.span.end, site.passage.end), site.passage.end))
    return before.split(), after.split()
