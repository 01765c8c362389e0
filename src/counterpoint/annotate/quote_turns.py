"""Quotes found get their speakers, kinds and channels: one pass in text order, since each may lean on those before.

Data way: Drafts (what words, which cue, which naming words) -> Quotes. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from counterpoint.annotate.quote_channels import find_channel
from counterpoint.annotate.quote_marks import Quoted
from counterpoint.annotate.quote_sources import Cast, Turn, resolve_speaker
from counterpoint.types import Article, Channel, ChannelKind, Mention, Quote, Sentence, Span

EMPTY_WORDS = frozenset(
    {"that", "and", "but", "dass", "daß", "que", "qu", "che", "что", "dat", "kwamba", "أن", "إن", "to"}
)
WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Draft:
    """A quote before its speaker and channel are known."""

    pieces: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    head: tuple[int, int] | None
    sentence: int  # of the cue, else of the content
    named: str | None = None  # an embedded post's account


class Resolver:
    """One pass in text order: each quote may lean on the ones before."""

    def __init__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        quoted: Sequence[Quoted],
    ) -> None:
        self.article = article
        self.sentences = sentences
        self.mentions = mentions
        self.quoted = quoted
        self.cast = Cast(article, sentences, mentions, [(q.start, q.end) for q in quoted])
        self.block_starts = [b.start for b in article.blocks]

    def resolve(self, drafts: Sequence[Draft]) -> tuple[Quote, ...]:
        quotes: list[Quote] = []
        outer: list[int | None] = []
        for draft in drafts:
            holder = self._holder(draft, quotes)
            quote = self._quote(draft, quotes, holder)
            quotes.append(quote)
            outer.append(None if holder is None else quotes.index(holder))
        return tuple(self._spread(quotes, outer))

    def _holder(self, draft: Draft, quotes: Sequence[Quote]) -> Quote | None:
        """Return the quote in whose content this one's cue stands."""
        if draft.cue is None:
            return None
        holding = [
            q for q in quotes if any(p.start <= draft.cue[0] and draft.cue[1] <= p.end for p in q.content)
        ]
        return min(holding, key=lambda q: q.content[-1].end - q.content[0].start, default=None)

    def _quote(self, draft: Draft, before: Sequence[Quote], holder: Quote | None) -> Quote:
        content = tuple(self.article.span(a, b) for a, b in draft.pieces)
        source = self.article.span(*draft.source) if draft.source else None
        inner = self._inner(draft)
        kind = self._kind(draft, inner)
        quote = Quote(
            content, source, self.article.span(*draft.cue) if draft.cue else None, kind, quoted=inner
        )
        if draft.named is not None:
            channel = Channel(ChannelKind.POST, None, content[0])
            return replace(quote, kind="direct", speaker=draft.named or None, channel=channel, quoted=content)
        if source is None:
            return replace(quote, speaker=self._continued(content[0], before))
        barred = holder.speaker if holder else None
        twin = next((q for q in before if q.source == source), None)
        speaker = (
            twin.speaker
            if twin
            else resolve_speaker(
                self.cast, source, draft.head, self._turns(before), barred=barred, within=holder is not None
            )
        )
        if speaker and draft.cue:
            self._learn_sex(speaker, draft)
        return replace(quote, speaker=speaker, channel=self._channel(draft, content, holder))

    def _inner(self, draft: Draft) -> tuple[Span, ...]:
        return tuple(
            self.article.span(max(q.inner_start, a), min(q.inner_end, b))
            for a, b in draft.pieces
            for q in self.quoted
            if max(q.inner_start, a) < min(q.inner_end, b)
        )

    def _kind(self, draft: Draft, inner: Sequence[Span]) -> str:
        if not inner:
            return "indirect"
        if draft.cue and any(q.holds(draft.cue[0]) for q in self.quoted):
            return "indirect"  # within somebody's quoted words: the marks are the outer speaker's
        text = self.article.text
        outside = 0
        for a, b in draft.pieces:
            at = a
            for span in [s for s in inner if a <= s.start and s.end <= b]:
                outside += sum(w.lower() not in EMPTY_WORDS for w in WORD.findall(text[at : span.start]))
                at = span.end
            outside += sum(w.lower() not in EMPTY_WORDS for w in WORD.findall(text[at:b]))
        return "direct" if outside == 0 else "mixed"

    def _turns(self, before: Sequence[Quote]) -> list[Turn]:
        return [
            Turn(q.speaker, (q.source or q.content[0]).start, (q.source or q.content[-1]).end)
            for q in before
            if q.speaker
        ]

    def _continued(self, content: Span, before: Sequence[Quote]) -> str | None:
        """Return who goes on speaking: the last speaker, when his turn ends in this block or the one before."""
        if not before:
            return None
        last = before[-1]
        if (
            len(before) > 1
            and before[-2].content[0].start <= last.content[0].start <= before[-2].content[-1].end
        ):
            last = before[-2]  # a quote nested in it is not the turn
        end = max(last.content[-1].end, last.cue.end if last.cue else 0)
        gap = self.article.text[end : content.start]
        same_block = self._block(end - 1) == self._block(content.start)
        near = len(WORD.findall(gap)) <= (25 if same_block else 12)
        return last.speaker if near and self._block(content.start) - self._block(end - 1) <= 1 else None

    def _block(self, offset: int) -> int:
        return bisect_right(self.block_starts, offset)

    def _learn_sex(self, speaker: str, draft: Draft) -> None:
        """Note the possessive after the cue, as in: Diaz said in her letter."""
        if draft.cue is None or draft.sentence >= len(self.sentences):
            return
        end = self.sentences[draft.sentence].span.end
        stop = min((a for a, _ in draft.pieces if a >= draft.cue[1]), default=end)
        rest = self.article.text[draft.cue[1] : max(draft.cue[1], min(stop, end))].lower().split()
        if "her" in rest:
            self.cast.vote(speaker, "f")
        elif "his" in rest:
            self.cast.vote(speaker, "m")

    def _channel(self, draft: Draft, content: Sequence[Span], holder: Quote | None) -> Channel | None:
        if draft.sentence >= len(self.sentences):
            return None
        span = self.sentences[draft.sentence].span
        bounds = (min(span.start, draft.pieces[0][0]), max(span.end, draft.pieces[-1][1]))
        if holder is not None:
            bounds = (
                max(bounds[0], holder.content[0].start),
                min(bounds[1], holder.content[-1].end),
            )
        near = [p for p in (draft.cue, draft.source) if p]
        where = (min(a for a, _ in near), max(b for _, b in near)) if near else draft.pieces[0]
        found = find_channel(self.article, bounds, where, content, self.mentions)
        return found or (holder.channel if holder else None)

    def _spread(self, quotes: Sequence[Quote], outer: Sequence[int | None]) -> list[Quote]:
        """A channel holds for the same speaker's next quotes in the passage, and for those before it in its block."""
        out = list(quotes)
        top = [n for n, o in enumerate(outer) if o is None]
        for previous, n in pairwise(top):
            if out[n].channel is None and self._same_passage(out[previous], out[n], blocks=1):
                out[n] = replace(out[n], channel=out[previous].channel)
        for n, following in zip(reversed(top[:-1]), reversed(top), strict=False):
            if out[n].channel is None and self._same_passage(out[n], out[following], blocks=0):
                out[n] = replace(out[n], channel=out[following].channel)
        return [
            replace(q, channel=out[o].channel) if q.channel is None and o is not None else q
            for q, o in zip(out, outer, strict=True)
        ]

    def _same_passage(self, one: Quote, other: Quote, *, blocks: int) -> bool:
        if not one.speaker or one.speaker != other.speaker:
            return False
        return self._block(other.content[0].start) - self._block(one.content[-1].end - 1) <= blocks
