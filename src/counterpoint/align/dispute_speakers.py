"""The same words in two mouths.

Data way: Ground (quotes of the reports) -> Clashes of slot "speaker".
Pure.

Only quotations that are word for word the same over a long stretch are compared, and only speakers known by name: a
pronoun or an office may be the other report's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from counterpoint.align.dispute_frames import Ground
from counterpoint.align.dispute_pairs import Clash, Side
from counterpoint.text import fold, loose
from counterpoint.types import EntityKind, Quote, Span

RUN = 9  # equal words in a row: chance gives fewer than five
ADJACENT = 3  # characters between the verb of saying and the name: "said Ana Diaz", "Diaz, said"
_THOUGHT = re.compile(
    r"believ|think|thought|feel|felt|want|hope", re.IGNORECASE
)  # another may tell what one thinks
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Said:
    """Quoted words with the person they are given to."""

    quote: Quote
    span: Span  # one stretch inside quotation marks
    entity: str


def speaker_clashes(ground: Ground) -> list[Clash]:
    """Find stretches of equal quoted words that two reports give to different persons."""
    seen: dict[tuple[str, ...], Said] = {}
    clashes: dict[tuple[str, str], Clash] = {}
    for said in _named(ground):
        words = [fold(m.group()).casefold() for m in _WORD.finditer(ground.read(said.span))]
        for i in range(len(words) - RUN + 1):
            first = seen.setdefault(tuple(words[i : i + RUN]), said)
            if first.span.article == said.span.article or first.entity == said.entity:
                continue
            if not _namesakes(ground, first.entity, said.entity):
                sides = (_side(ground, first), _side(ground, said))
                clashes.setdefault(
                    (first.entity, said.entity),
                    Clash("speaker", f"who said “{' '.join(words[i : i + RUN])}”", *sides, score=1.0),
                )
    return list(clashes.values())


def _named(ground: Ground) -> Iterator[Said]:
    for report in ground.reports:
        for quote in report.marks.quotes:
            entity = _speaker(ground, quote)
            if entity:
                yield from (Said(quote, span, entity) for span in quote.quoted)


def _speaker(ground: Ground, quote: Quote) -> str:
    """The person a quote is given to by name, else ""."""
    source = quote.source
    cue = quote.cue
    if source is None or cue is None or any(c.overlaps(source) for c in quote.content):
        return ""
    if max(cue.start - source.end, source.start - cue.end) > ADJACENT or _THOUGHT.match(ground.read(cue)):
        return ""
    held = [
        e for s, e in ground.mentions.get(source.article, ())
        if s.overlaps(source) and 2 * (s.end - s.start) >= source.end - source.start and ground.kinds.get(e) is EntityKind.PERSON
    ]  # fmt: skip
    return held[0] if len(set(held)) == 1 else ""


def _namesakes(ground: Ground, one: str, other: str) -> bool:
    """Whether two entities may be one person whose names were not joined."""
    return bool(set(loose(ground.names[one]).split()) & set(loose(ground.names[other]).split()))


def _side(ground: Ground, said: Said) -> Side:
    quote = said.quote
    ends = [said.span.start, said.span.end]
    if quote.source:
        ends += [quote.source.start, quote.source.end]
    name = ground.names[said.entity]
    return Side(loose(name), name, said.span, Span(said.span.article, min(ends), max(ends)))
