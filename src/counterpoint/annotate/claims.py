"""Find the checkable statements of an article.

Data way: Article + Sentences + names, times, amounts, quotes -> Claims. Pure.

A clause gives one claim for its core, and one for each phrase that adds a fact of its own: when, where, how many, who
somebody is. Where no parser reads the language the sentence is the claim, or its pieces where the cuts are sure.
Every claim knows all the slots of its clause; `focus` says which of them it is about.

Method: clauses.py (ClausIE's clauses, Pyramid-sized statements) and polarity.py.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeVar

from counterpoint.annotate.clauses import HOW_MANY, ROLE, WHEN
from counterpoint.annotate.plain_clauses import Offsets, cut_clauses, phrase_around
from counterpoint.annotate.polarity import plain_modality, plain_negated
from counterpoint.annotate.sights import CALENDAR, Sights
from counterpoint.annotate.statements import Draft, draft_statements
from counterpoint.types import (
    Article,
    BlockKind,
    Claim,
    Mention,
    Quantity,
    Quote,
    Sentence,
    Span,
    TimeMention,
)

_Mark = TypeVar("_Mark")
_NO_CLAIMS = frozenset({BlockKind.NOTE})
_QUESTION = ("?", "？", "؟")
_IN_QUOTE = 0.5  # share of a claim's span inside a quote's content that makes it the source's statement
_MIN_CHARS = 8  # a shorter "sentence" is debris
_MIN_WORDS = 3  # and one of fewer words a dateline or a label
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_MAX_TOKENS = 150  # a longer "sentence" is a list or a table: read as it stands, not parsed into statements


def find_claims(  # noqa: PLR0917 - every kind of mark, in the order of the pipeline
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    times: Sequence[TimeMention],
    quantities: Sequence[Quantity],
    quotes: Sequence[Quote],
) -> tuple[Claim, ...]:
    """Return the claims of an article, in text order, ids "<article>:c0" on.

    Reactions, contributor lines and other notes give none, nor do questions; titles and captions do.
    """
    found: list[tuple[int, Draft]] = []
    starts = [s.span.start for s in sentences]
    named = _by_sentence([(m.span, m) for m in mentions], starts)
    timed = _by_sentence([(t.span, t) for t in times], starts)
    counted = _by_sentence([(q.span, q) for q in quantities], starts)
    cued = _by_sentence([(q.cue, q.cue) for q in quotes if q.cue is not None], starts)
    quoting = _by_sentence([(span, (span, i)) for i, q in enumerate(quotes) for span in q.content], starts)
    for number, sentence in enumerate(sentences):
        if sentence.block in _NO_CLAIMS:
            continue
        words = article.read(sentence.span).strip()
        if len(words) < _MIN_CHARS or words.rstrip("\"'”’»").endswith(_QUESTION):
            continue
        sights = Sights(
            mentions=tuple(named.get(number, ())),
            times=tuple(timed.get(number, ())),
            quantities=tuple(counted.get(number, ())),
            cues=tuple(cued.get(number, ())),
        )
        found.extend((number, d) for d in _drafts(article, sentence, sights))
    return tuple(
        _claim(article, n, number, draft, quoting.get(number, ()))
        for n, (number, draft) in enumerate(_settle(found))
    )


def _by_sentence(marks: Iterable[tuple[Span, _Mark]], starts: Sequence[int]) -> dict[int, list[_Mark]]:
    """Give each mark to every sentence that it reaches into; sentences are in order and known by their starts."""
    out: dict[int, list[_Mark]] = {}
    for span, mark in marks:
        at = max(0, bisect_right(starts, span.start) - 1)
        while at < len(starts) and (starts[at] < span.end or starts[at] <= span.start):
            out.setdefault(at, []).append(mark)
            at += 1
    return out


def _drafts(article: Article, sentence: Sentence, sights: Sights) -> list[Draft]:
    if sentence.tokens and len(sentence.tokens) <= _MAX_TOKENS:
        drafts = draft_statements(article, sentence, sights)
        if drafts or sights.cues:
            return drafts
    words = article.read(sentence.span)
    tells = len(words.split()) >= _MIN_WORDS or len(_UNSPACED.findall(words)) >= _MIN_CHARS
    if not tells:
        return []
    if sentence.tokens:  # a list, a table, a heading without a verb
        return [_plain(article, sentence, sights, (0, len(words)), "")]
    return _pieces(article, sentence, sights)


def _pieces(article: Article, sentence: Sentence, sights: Sights) -> list[Draft]:
    """A sentence that no parser reads, in pieces, with a statement for each amount and time in a longer piece."""
    words, base = article.read(sentence.span), sentence.span.start
    pieces = cut_clauses(words, sentence.language)
    drafts = [_plain(article, sentence, sights, piece, "") for piece in pieces]
    marks = [(q.span, HOW_MANY) for q in sights.quantities if not q.ordinal]
    marks += [(t.span, WHEN) for t in sights.times if t.type in CALENDAR]
    for span, focus in marks:
        phrase = phrase_around(words, span.start - base, span.end - base, pieces)
        if phrase is not None:
            drafts.append(_plain(article, sentence, sights, phrase, focus))
    return drafts


def _plain(article: Article, sentence: Sentence, sights: Sights, piece: Offsets, focus: str) -> Draft:
    """A piece of a sentence as a claim, without grammar; offsets are into the sentence."""
    start, end = sentence.span.start + piece[0], sentence.span.start + piece[1]
    words = " ".join(article.text[start:end].split())
    return Draft(
        start=start,
        end=end,
        predicate="",
        slots=sights.slots(Span(article.id, start, end)),
        negated=plain_negated(words, sentence.language),
        modality=plain_modality(words),
        text="",
        focus=focus,
    )


def _settle(found: list[tuple[int, Draft]]) -> list[tuple[int, Draft]]:
    """Order by text; drop a statement whose passage another one has, and a second telling of somebody's title."""
    ordered = sorted(found, key=lambda f: (f[1].start, -f[1].end, f[1].focus))
    kept: list[tuple[int, Draft]] = []
    seen: set[object] = set()
    for number, draft in ordered:
        titled = (
            (draft.predicate, tuple(s.value for s in draft.slots))
            if draft.focus == ROLE and not draft.text
            else None
        )
        if (draft.start, draft.end) not in seen and titled not in seen:
            seen |= {(draft.start, draft.end), titled} - {None}
            kept.append((number, draft))
    return kept


def _claim(article: Article, n: int, number: int, draft: Draft, quoting: Sequence[tuple[Span, int]]) -> Claim:
    span = article.span(draft.start, draft.end)
    return Claim(
        id=f"{article.id}:c{n}",
        span=span,
        sentence=number,
        predicate=draft.predicate,
        slots=draft.slots,
        negated=draft.negated,
        modality=draft.modality,
        quote=_quote_of(span, quoting),
        text=draft.text,
        focus=draft.focus,
    )


def _quote_of(span: Span, quoting: Sequence[tuple[Span, int]]) -> int | None:
    """The quote that most of a passage lies in."""
    best, most = None, 0
    for content, index in quoting:
        shared = min(content.end, span.end) - max(content.start, span.start)
        if content.article == span.article and shared > most:
            best, most = index, shared
    return best if most >= _IN_QUOTE * max(1, span.end - span.start) else None
