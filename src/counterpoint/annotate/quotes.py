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

from counterpoint.annotate.quote_english import read_attributions
from counterpoint.annotate.quote_lexical import read_by_cues
from counterpoint.annotate.quote_lexicons import LEXICONS
from counterpoint.annotate.quote_marks import Quoted, find_quoted
from counterpoint.annotate.quote_parse import Attribution
from counterpoint.annotate.quote_turns import EMPTY_WORDS, WORD, Draft, Resolver
from counterpoint.types import (
    Article,
    BlockKind,
    EntityKind,
    Mention,
    Quote,
    Sentence,
    Span,
)

# a quoted passage of fewer words, with nobody to say it, is a scare quote, a title or a name
_ALONE_WORDS = 4
# words beside a quoted passage in its sentence up to which the sentence is the quotation
_NAME_WORDS = 6  # of what stands before a colon and a quotation, to be its speaker's name
_LEFT_OVER_WORDS = 2
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
# "— Name (@name) 3 May 2024" after a post's text, or "Name @name" before it.
_SIGNED = re.compile(r"[—–-]\s*([^—–\n]{2,60}?)\s*\(@\w+\)")
_HEADED = re.compile(r"([^\n@.!?]{2,40}?)\s*\(?@\w+\)?(?:\s*·[^\n]{0,20})?\s")
_STRETCH = 512  # code points: some two sentences
_EDGE = " \n\t,;:—–-，、；："


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
    drafts = [d for d in drafts if not _is_scrap(article.text, d, quoted)]
    drafts.sort(key=lambda d: (d.pieces[0][0], -d.pieces[-1][1]))
    return Resolver(article, sentences, mentions, quoted).resolve(drafts)


def _is_scrap(text: str, draft: Draft, quoted: Sequence[Quoted]) -> bool:
    """Whether a draft is a few words inside what somebody else says: "he did what he was told to do"."""
    start, end = draft.pieces[0][0], draft.pieces[-1][1]
    words = sum(_count(text[a:b]) for a, b in draft.pieces)
    return words < _ALONE_WORDS and any(
        q.inner_start <= start and end <= q.inner_end and end - start < 0.5 * (q.inner_end - q.inner_start)
        for q in quoted
    )


# -- drafts -------------------------------------------------------------------------------------------------------


def _is_work(quoted: Quoted, works: Sequence[Span]) -> bool:
    inner = quoted.inner_end - quoted.inner_start
    return any(
        min(w.end, quoted.inner_end) - max(w.start, quoted.inner_start) >= 0.8 * inner and inner
        for w in works
    )


def _embeds(article: Article, sentences: Sequence[Sentence]) -> list[Draft]:
    """An embedded post is its account's words."""
    starts = [s.span.start for s in sentences]
    drafts: list[Draft] = []
    for block in article.blocks:
        text = article.text[block.start : block.end]
        if block.kind is not BlockKind.EMBED or _count(text) < _ALONE_WORDS:
            continue
        start, end = block.start, block.end
        signed, headed = _SIGNED.search(text), _HEADED.match(text)
        account = signed or headed
        if signed:
            end = start + signed.start()
        elif headed:
            start += headed.end()
        name = account[1].strip() if account else None
        pieces = _trimmed(article, [(start, end)], ())
        if pieces:
            drafts.append(
                Draft(pieces, None, None, None, max(0, bisect_right(starts, block.start) - 1), name or "")
            )
    return drafts


def _attributed(article: Article, sentences: Sequence[Sentence], quoted: Sequence[Quoted]) -> list[Draft]:
    made: list[Draft] = []
    for n, sentence in enumerate(sentences):
        if sentence.block in {BlockKind.EMBED, BlockKind.NOTE}:
            continue
        near = _touching(quoted, sentence.span.start, sentence.span.end)
        tagged = bool(sentence.tokens) and sentence.language == "en"
        found = read_attributions(sentence, near) if tagged else read_by_cues(article, sentence, near)
        for attribution in found:
            pieces = _extended(article, attribution, near)
            if pieces:
                made.append(Draft(pieces, attribution.cue, attribution.source, attribution.head, n))
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
                and all(w.lower() in EMPTY_WORDS for w in WORD.findall(lead))
            ):
                a, b = _strip(article.text, q.inner_start, q.inner_end)
        if WORD.search(article.text, a, b):
            out.append((a, b))
    return tuple(out)


def _strip(text: str, a: int, b: int) -> tuple[int, int]:
    while a < b and text[a] in _EDGE:
        a += 1
    while b > a and text[b - 1] in _EDGE:
        b -= 1
    return a, b


def _without_doubles(drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts of which no two give the same words in the same voice."""
    kept: list[Draft] = []
    near: dict[int, set[int]] = {}  # stretch of the text: which of the kept reach into it
    for draft in drafts:
        stretches = _stretches(draft)
        at = sorted(set().union(*(near.get(s, ()) for s in stretches)))
        twin = next((n for n in at if _same_words(kept[n], draft)), None)
        if any(kept[n].cue == draft.cue and _covers(kept[n], draft) for n in at):
            continue
        if twin is None:
            twin = len(kept)
            kept.append(draft)
        elif _distance(draft) < _distance(kept[twin]):
            kept[twin] = draft
        else:
            continue
        for stretch in stretches:
            near.setdefault(stretch, set()).add(twin)
    return kept


def _stretches(draft: Draft) -> set[int]:
    """The parts of the text that a draft's words lie in: those of two that share words share one."""
    return {n for a, b in draft.pieces for n in range(a // _STRETCH, b // _STRETCH + 1)}


def _covers(one: Draft, other: Draft) -> bool:
    return all(any(a <= x and y <= b for a, b in one.pieces) for x, y in other.pieces)


def _same_words(one: Draft, other: Draft) -> bool:
    for a, b in ((one, other), (other, one)):
        if a.cue and any(x <= a.cue[0] and a.cue[1] <= y for x, y in b.pieces):
            return False  # one reports the other
    shared = sum(max(0, min(b, y) - max(a, x)) for a, b in one.pieces for x, y in other.pieces)
    longest = max(sum(b - a for a, b in d.pieces) for d in (one, other))
    return shared >= 0.8 * longest


def _distance(draft: Draft) -> int:
    if draft.cue is None:
        return 10**9
    x, y = draft.cue
    return min(min(abs(a - y), abs(x - b)) for a, b in draft.pieces)


def _alone(
    article: Article, sentences: Sequence[Sentence], quoted: Sequence[Quoted], drafts: Sequence[Draft]
) -> list[Draft]:
    """Quoted passages that no cue reached but that are sentences of their own: a speaker goes on."""
    out: list[Draft] = []
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
        before = article.text[sentences[first].span.start : q.start].rstrip()
        after = article.text[q.end : sentences[last].span.end]
        source = _headed(sentences[first].span.start, before) if not WORD.search(after) else None
        if source or len(WORD.findall(before + " " + after)) <= _LEFT_OVER_WORDS:
            pieces = _trimmed(article, [(q.start, q.end)], [q])
            out += [Draft(pieces, None, source, None, first)] if pieces else []
    return out


def _headed(start: int, before: str) -> tuple[int, int] | None:
    """Return the name in "Name: "..."", as headlines and transcripts have it."""
    name = before.rstrip(" :：")
    if (
        name == before
        or not 0 < _count(name) <= _NAME_WORDS
        or (name[:1].isascii() and not name[:1].isupper())
    ):
        return None
    first = start + len(name) - len(name.lstrip())
    return first, first + len(name.strip())


def _free(article: Article, sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> list[Draft]:
    """Sentences without a cue whose mood says that the speaker before goes on (German subjunctive)."""
    out: list[Draft] = []
    last = {d.sentence for d in drafts if d.cue or d.source}
    for n, sentence in enumerate(sentences):
        lexicon = LEXICONS.get(sentence.language)
        span = sentence.span
        if (
            n in last
            or lexicon is None
            or lexicon.free is None
            or sentence.block in {BlockKind.EMBED, BlockKind.NOTE}
        ):
            continue
        follows = n - 1 in last and sentence.block is sentences[n - 1].block
        if follows and lexicon.free.search(article.text, span.start, span.end):
            pieces = _trimmed(article, [(span.start, span.end)], ())
            if pieces and not any(a < span.end and span.start < b for d in drafts for a, b in d.pieces):
                out.append(Draft(pieces, None, None, None, n))
                last.add(n)
    return out


def _inside(cue: tuple[int, int] | None, quoted: Quoted) -> bool:
    return cue is not None and quoted.start <= cue[0] and cue[1] <= quoted.end


def _count(text: str) -> int:
    """Words, where two characters of a script without spaces count as one."""
    return len(WORD.findall(text)) + len(_CJK.findall(text)) // 2
