"""Who said what: direct, indirect and mixed quotes with source, cue, speaker and channel.

Data way: Article, Sentences, Mentions -> Quotes. Pure.

Marks say where somebody's words stand, grammar (English) or a lexicon of cues (other languages and untagged text) says
whose; quote_sources.py resolves the name, quote_channels.py the way to the press. Works' titles and scare quotes stand
in marks, too, but nobody says them: a quoted passage without a cue, a clause or a place in a speaker's turn is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from counterpoint.annotate.quote_channels import find_channel
from counterpoint.annotate.quote_english import Attribution, read_attributions
from counterpoint.annotate.quote_lexical import read_by_cues
from counterpoint.annotate.quote_lexicons import LEXICONS
from counterpoint.annotate.quote_marks import Quoted, find_quoted
from counterpoint.annotate.quote_sources import Cast, Turn, resolve_speaker
from counterpoint.types import (
    Article,
    BlockKind,
    Channel,
    ChannelKind,
    EntityKind,
    Mention,
    Quote,
    Sentence,
    Span,
)

# a quoted passage of fewer words, with nobody to say it, is a scare quote, a title or a name
_ALONE_WORDS = 4
# words beside a quoted passage in its sentence up to which the sentence is the quotation
_LEFT_OVER_WORDS = 2
_EMPTY_WORDS = frozenset(
    {"that", "and", "but", "dass", "daß", "que", "qu", "che", "что", "dat", "kwamba", "أن", "إن", "to"}
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_ACCOUNT = re.compile(r"[—–-]\s*([^—–\n]{2,60}?)\s*\(@\w+\)|^([^\n@]{2,60}?)\s*\(?@\w+\)?", re.MULTILINE)
_EDGE = " \n\t,;:—–-"


@dataclass(frozen=True, slots=True)
class _Draft:
    """A quote before its speaker and channel are known."""

    pieces: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    head: tuple[int, int] | None
    sentence: int  # of the cue, else of the content
    named: str | None = None  # an embedded post's account


def find_quotes(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> tuple[Quote, ...]:
    """Return the quotes of an article, in text order.

    A quote within another's content (somebody reporting what another said) is listed after it.

    Args:
        article: Whose text is read.
        sentences: With tokens where a parser reads the language; without, cues and marks decide.
        mentions: Names, for speakers and for works, whose titles are no quotes.

    """
    works = [m.span for m in mentions if m.kind is EntityKind.WORK]
    quoted = [q for q in find_quoted(article.text, article.blocks) if not _is_work(q, works)]
    drafts = _embeds(article, sentences)
    drafts += _attributed(article, sentences, quoted)
    drafts += _alone(article, sentences, quoted, drafts)
    drafts += _free(article, sentences, drafts)
    drafts.sort(key=lambda d: (d.pieces[0][0], -d.pieces[-1][1]))
    return _Resolver(article, sentences, mentions, quoted).resolve(drafts)


# -- drafts -------------------------------------------------------------------------------------------------------


def _is_work(quoted: Quoted, works: Sequence[Span]) -> bool:
    inner = quoted.inner_end - quoted.inner_start
    return any(
        min(w.end, quoted.inner_end) - max(w.start, quoted.inner_start) >= 0.8 * inner and inner
        for w in works
    )


def _embeds(article: Article, sentences: Sequence[Sentence]) -> list[_Draft]:
    """An embedded post is its account's words."""
    starts = [s.span.start for s in sentences]
    drafts: list[_Draft] = []
    for block in article.blocks:
        text = article.text[block.start : block.end]
        if block.kind is not BlockKind.EMBED or _count(text) < _ALONE_WORDS:
            continue
        account = _ACCOUNT.search(text)
        start, end = block.start, block.end
        name = None
        if account:
            name = (account[1] or account[2] or "").strip() or None
            start, end = (start, start + account.start()) if account[1] else (start + account.end(), end)
        pieces = _trimmed(article, [(start, end)], ())
        if pieces:
            drafts.append(
                _Draft(pieces, None, None, None, max(0, bisect_right(starts, block.start) - 1), name or "")
            )
    return drafts


def _attributed(article: Article, sentences: Sequence[Sentence], quoted: Sequence[Quoted]) -> list[_Draft]:
    made: list[_Draft] = []
    for n, sentence in enumerate(sentences):
        if sentence.block in {BlockKind.EMBED, BlockKind.NOTE}:
            continue
        near = _touching(quoted, sentence.span.start, sentence.span.end)
        tagged = bool(sentence.tokens) and sentence.language == "en"
        found = read_attributions(sentence, near) if tagged else read_by_cues(article, sentence, near)
        for attribution in found:
            pieces = _extended(article, attribution, near)
            if pieces:
                made.append(_Draft(pieces, attribution.cue, attribution.source, attribution.head, n))
    return _without_doubles(made)


def _touching(quoted: Sequence[Quoted], start: int, end: int) -> list[Quoted]:
    return [q for q in quoted if q.start < end and start < q.end]


def _extended(
    article: Article, attribution: Attribution, quoted: Sequence[Quoted]
) -> tuple[tuple[int, int], ...]:
    """Return the content with every quotation it enters taken whole."""
    grown: list[tuple[int, int]] = []
    barred = [attribution.cue] + ([attribution.source] if attribution.source else [])
    for a, b in attribution.content:
        start, end = a, b
        for q in quoted:
            if a < q.start and q.end >= b - 2 and article.text[a : q.start].rstrip().endswith(":"):
                start, end = q.start, q.end  # praised Ana: "..."
                break
            within = any(q.start <= x and y <= q.end for x, y in barred)
            if q.start < b and a < q.end and not within:
                start, end = min(start, q.start), max(end, q.end)
        grown.append((start, end))
    cue_end = max(y for _, y in barred)
    for q in quoted:  # the second half of: "...," she said, "..."
        between = article.text[cue_end : q.start] if q.start >= cue_end else "-"
        if attribution.content[-1][1] <= min(x for x, _ in barred) and re.fullmatch(
            r"[\w\s]{0,40},\s*", between
        ):
            grown.append((q.start, q.end))
    return _trimmed(article, _merged(article.text, grown, barred), quoted)


def _merged(
    text: str, pieces: Sequence[tuple[int, int]], barred: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for a, b in sorted(pieces):
        if out and (a <= out[-1][1] or not re.search(r"\w", text[out[-1][1] : a])):
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return [(a, b) for a, b in out if not any(a < x and y < b for x, y in barred)] or out


def _trimmed(
    article: Article, pieces: Iterable[tuple[int, int]], quoted: Sequence[Quoted]
) -> tuple[tuple[int, int], ...]:
    """Return pieces without outer space, commas and, where a piece is one quotation, its marks."""
    out: list[tuple[int, int]] = []
    for start, end in pieces:
        a, b = _strip(article.text, start, end)
        for q in quoted:
            lead = article.text[a : max(a, q.start)]
            if (
                a <= q.start
                and b in {q.end, q.inner_end}
                and all(w.lower() in _EMPTY_WORDS for w in _WORD.findall(lead))
            ):
                a, b = _strip(article.text, q.inner_start, q.inner_end)
        if _WORD.search(article.text, a, b):
            out.append((a, b))
    return tuple(out)


def _strip(text: str, a: int, b: int) -> tuple[int, int]:
    while a < b and text[a] in _EDGE:
        a += 1
    while b > a and text[b - 1] in _EDGE:
        b -= 1
    return a, b


def _without_doubles(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Return drafts of which no two give the same words in the same voice."""
    kept: list[_Draft] = []
    for draft in drafts:
        twin = next((n for n, k in enumerate(kept) if _same_words(k, draft)), None)
        if twin is None:
            kept.append(draft)
        elif _distance(draft) < _distance(kept[twin]):
            kept[twin] = draft
    return kept


def _same_words(one: _Draft, other: _Draft) -> bool:
    for a, b in ((one, other), (other, one)):
        if a.cue and any(x <= a.cue[0] and a.cue[1] <= y for x, y in b.pieces):
            return False  # one reports the other
    shared = sum(max(0, min(b, y) - max(a, x)) for a, b in one.pieces for x, y in other.pieces)
    longest = max(sum(b - a for a, b in d.pieces) for d in (one, other))
    return shared >= 0.8 * longest


def _distance(draft: _Draft) -> int:
    if draft.cue is None:
        return 10**9
    x, y = draft.cue
    return min(min(abs(a - y), abs(x - b)) for a, b in draft.pieces)


def _alone(
    article: Article, sentences: Sequence[Sentence], quoted: Sequence[Quoted], drafts: Sequence[_Draft]
) -> list[_Draft]:
    """Quoted passages that no cue reached but that are sentences of their own: a speaker goes on."""
    out: list[_Draft] = []
    starts = [s.span.start for s in sentences]
    for q in quoted:
        if any(a < q.end and q.start < b for d in drafts if not _inside(d.cue, q) for a, b in d.pieces):
            continue
        if _count(article.text[q.inner_start : q.inner_end]) < _ALONE_WORDS:
            continue
        first = max(0, bisect_right(starts, q.start) - 1)
        last = max(first, bisect_right(starts, q.end - 1) - 1)
        if not sentences or sentences[first].block in {BlockKind.NOTE, BlockKind.EMBED}:
            continue
        around = (
            article.text[sentences[first].span.start : q.start]
            + " "
            + article.text[q.end : sentences[last].span.end]
        )
        if len(_WORD.findall(around)) <= _LEFT_OVER_WORDS:
            pieces = _trimmed(article, [(q.start, q.end)], [q])
            out += [_Draft(pieces, None, None, None, first)] if pieces else []
    return out


def _free(article: Article, sentences: Sequence[Sentence], drafts: Sequence[_Draft]) -> list[_Draft]:
    """Sentences without a cue whose mood says that the speaker before goes on (German subjunctive)."""
    out: list[_Draft] = []
    last = {d.sentence for d in drafts if d.cue or d.source}
    for n, sentence in enumerate(sentences):
        lexicon = LEXICONS.get(sentence.language)
        span = sentence.span
        if n in last or lexicon is None or lexicon.free is None or sentence.block in {BlockKind.EMBED, BlockKind.NOTE}:
            continue
        follows = n - 1 in last and sentence.block is sentences[n - 1].block
        if follows and lexicon.free.search(article.text, span.start, span.end):
            pieces = _trimmed(article, [(span.start, span.end)], ())
            if pieces and not any(a < span.end and span.start < b for d in drafts for a, b in d.pieces):
                out.append(_Draft(pieces, None, None, None, n))
                last.add(n)
    return out


def _inside(cue: tuple[int, int] | None, quoted: Quoted) -> bool:
    return cue is not None and quoted.start <= cue[0] and cue[1] <= quoted.end


def _count(text: str) -> int:
    """Words, where two characters of a script without spaces count as one."""
    return len(_WORD.findall(text)) + len(_CJK.findall(text)) // 2


# -- speakers and channels ----------------------------------------------------------------------------------------


class _Resolver:
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

    def resolve(self, drafts: Sequence[_Draft]) -> tuple[Quote, ...]:
        quotes: list[Quote] = []
        outer: list[int | None] = []
        for draft in drafts:
            holder = self._holder(draft, quotes)
            quote = self._quote(draft, quotes, holder)
            quotes.append(quote)
            outer.append(None if holder is None else quotes.index(holder))
        return tuple(self._spread(quotes, outer))

    def _holder(self, draft: _Draft, quotes: Sequence[Quote]) -> Quote | None:
        """Return the quote in whose content this one's cue stands."""
        if draft.cue is None:
            return None
        holding = [
            q for q in quotes if any(p.start <= draft.cue[0] and draft.cue[1] <= p.end for p in q.content)
        ]
        return min(holding, key=lambda q: q.content[-1].end - q.content[0].start, default=None)

    def _quote(self, draft: _Draft, before: Sequence[Quote], holder: Quote | None) -> Quote:
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

    def _inner(self, draft: _Draft) -> tuple[Span, ...]:
        return tuple(
            self.article.span(max(q.inner_start, a), min(q.inner_end, b))
            for a, b in draft.pieces
            for q in self.quoted
            if max(q.inner_start, a) < min(q.inner_end, b)
        )

    def _kind(self, draft: _Draft, inner: Sequence[Span]) -> str:
        if not inner:
            return "indirect"
        if draft.cue and any(q.holds(draft.cue[0]) for q in self.quoted):
            return "indirect"  # within somebody's quoted words: the marks are the outer speaker's
        text = self.article.text
        outside = 0
        for a, b in draft.pieces:
            at = a
            for span in [s for s in inner if a <= s.start and s.end <= b]:
                outside += sum(w.lower() not in _EMPTY_WORDS for w in _WORD.findall(text[at : span.start]))
                at = span.end
            outside += sum(w.lower() not in _EMPTY_WORDS for w in _WORD.findall(text[at:b]))
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
        near = len(_WORD.findall(gap)) <= (25 if same_block else 12)
        return last.speaker if near and self._block(content.start) - self._block(end - 1) <= 1 else None

    def _block(self, offset: int) -> int:
        return bisect_right(self.block_starts, offset)

    def _learn_sex(self, speaker: str, draft: _Draft) -> None:
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

    def _channel(self, draft: _Draft, content: Sequence[Span], holder: Quote | None) -> Channel | None:
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
