"""Quotes cut into remarks, each with its speaker's entity: what utterances are grouped from.

Data way: Reports + Entities -> Remarks -> (align.utterances) Utterances. Pure.

A remark is one sentence of one quote. Outlets cut a statement at its sentences, and each keeps others of them, so a
whole quotation is too large a unit: two that share one sentence of five are neither the same nor different.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from counterpoint.align.index import content_lemmas, word_family
from counterpoint.text import loose
from counterpoint.types import BlockKind, Channel, Entity, EntityKind, Quote, Report, Sentence, Span

_SHORTEST = 3  # words of a sentence that is a remark by itself; a shorter one goes with its neighbour
_TELLING = 4  # content words of a sentence that may be another report's remark, told without its source
_APART = frozenset({BlockKind.HEADING, BlockKind.CAPTION, BlockKind.NOTE, BlockKind.EMBED})
_QUALITY = re.compile(r"(?:en[ct]|an[ct])$")
_LONG_ROOT = 6  # letters of a root from which an ending of quality is cut: "rent" is none
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
# A sentence's end, followed by what may open the next one.
_STOP = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s+[\"“‘«(\[]*[A-ZÀ-ÞА-ЯЁ])|[。！？]+[」』”]*")
_ENDS = re.compile(r"[.!?…。！？][\"”’»)\]]*$")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Sr|Jr|Gen|Col|Lt|Sgt|Sen|Rep|Gov|Prof|No|vs|Inc|Ltd|Co|Corp|U\.S|Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.$"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DETERMINER = re.compile(r"^(?:the|a|an|his|her|its|their)\s+", re.IGNORECASE)
_SPEAKS = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE})
# Words of speech and function that say nothing about which remark it is.
_EMPTY = frozenset(
    word_family(w)
    for w in (
        "say tell add be have do will would can could shall should may might must not also very just that this it he she they we "
        "i you who what there here so as if then than with from for of to in on at by and or but the a an think know get go make "
        "one thing way really want mr mrs ms"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence of one quote."""

    report: int  # index into the reports
    quote: int  # index into the report's quotes
    order: int  # place among the report's remarks
    span: Span
    exact: str  # the span's words
    text: str  # without the cue and source that may stand inside
    direct: bool
    speaker: str | None  # as the report resolves it
    entity: str | None  # Entity.id
    channel: Channel | None
    cue: Span | None
    stems: frozenset[str]
    numbers: frozenset[str]
    words: tuple[str, ...]
    language: str = "und"


def cut_remarks(reports: Sequence[Report], entities: Sequence[Entity]) -> tuple[Remark, ...]:
    """Return the remarks of all reports, in order of report and text."""
    names = _names(entities)
    out: list[Remark] = []
    for r, report in enumerate(reports):
        sentences = report.marks.sentences
        starts = [s.span.start for s in sentences]
        order = 0
        for q, quote in enumerate(report.marks.quotes):
            entity = _entity(report, quote, entities, names)
            for span in _cuts(report, quote, starts):
                sentence = sentences[max(0, bisect_right(starts, span.start) - 1)]
                made = _remark(report, quote, span, sentence)
                if made is not None:
                    text, stems, words = made
                    out.append(
                        Remark(
                            report=r, quote=q, order=order, span=span, exact=report.article.read(span), text=text, direct=_direct(quote, span),
                            speaker=quote.speaker, entity=entity, channel=quote.channel, cue=quote.cue, stems=stems,
                            numbers=frozenset(_NUMBER.findall(text)), words=words, language=sentence.language,
                        )
                    )  # fmt: skip
                    order += 1
    return tuple(out)


def cut_narrative(reports: Sequence[Report], remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """Return the sentences that give nobody's words, as remarks without a speaker.

    What one report says in its own voice, another may give to a source: then it is that source's, told without him.
    """
    taken: dict[int, list[Span]] = {}
    for remark in remarks:
        taken.setdefault(remark.report, []).append(remark.span)
    out: list[Remark] = []
    for r, report in enumerate(reports):
        for sentence in report.marks.sentences:
            span = sentence.span
            if sentence.block in _APART or any(span.overlaps(t) for t in taken.get(r, ())):
                continue
            text = report.article.read(span)
            stems = _stems(report, [span], sentence)
            if len(stems) >= _TELLING:
                out.append(
                    Remark(
                        report=r, quote=-1, order=-1, span=span, exact=text, text=text, direct=False, speaker=None,
                        entity=None, channel=None, cue=None, stems=stems, numbers=frozenset(_NUMBER.findall(text)),
                        words=tuple(loose(text).split()), language=sentence.language,
                    )
                )  # fmt: skip
    return tuple(out)


def _stems(report: Report, pieces: Sequence[Span], sentence: Sentence) -> frozenset[str]:
    lemmas: set[str] = set()
    for piece in pieces:
        lemmas |= content_lemmas(piece, sentence, report.article.read(piece))
    return frozenset(s for s in (_root(w) for w in lemmas) if s not in _EMPTY and re.search(r"\w", s))


def _root(lemma: str) -> str:
    """Return a root that "different", "difference" and "differ" share."""
    root = word_family(lemma)
    return _QUALITY.sub("", root) if len(root) > _LONG_ROOT else root


def _remark(
    report: Report, quote: Quote, span: Span, sentence: Sentence
) -> tuple[str, frozenset[str], tuple[str, ...]] | None:
    """Return text, stems and words of a remark, without the cue and source where they stand inside."""
    pieces = [
        Span(p.article, max(p.start, span.start), min(p.end, span.end))
        for p in quote.content
        if p.overlaps(span)
    ]
    text = " … ".join(report.article.read(p) for p in pieces)
    words = tuple(loose(text).split())
    if not words:
        return None
    stems = _stems(report, pieces, sentence)
    return text, stems, words


def _cuts(report: Report, quote: Quote, starts: Sequence[int]) -> list[Span]:
    """Return the hull of the quote in each sentence, short sentences joined to the one before or after."""
    spans: list[Span] = []
    sentences = report.marks.sentences
    for piece in quote.content:
        first = max(0, bisect_right(starts, piece.start) - 1)
        for sentence in sentences[first:]:
            if sentence.span.start >= piece.end:
                break
            low, high = max(piece.start, sentence.span.start), min(piece.end, sentence.span.end)
            whole = spans and sentence.span.start <= spans[-1].start and spans[-1].end <= sentence.span.end
            for n, (a, b) in enumerate(_inner_sentences(report.article.text, low, high)):
                if not n and whole and not _ENDS.search(report.article.text, spans[-1].start, spans[-1].end):
                    spans[-1] = Span(piece.article, spans[-1].start, b)  # split by its cue: one sentence
                else:
                    spans.append(Span(piece.article, a, b))
    return _joined(report, spans)


def _joined(report: Report, spans: Sequence[Span]) -> list[Span]:
    out: list[Span] = []
    pending: Span | None = None
    for span in spans:
        whole = Span(span.article, pending.start, span.end) if pending else span
        pending = None
        if _count(report.article.read(whole)) >= _SHORTEST:
            out.append(whole)
        elif out:
            out[-1] = Span(span.article, out[-1].start, whole.end)
        else:
            pending = whole
    return [*out, pending] if pending else out


def _inner_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut where a full stop within quotation marks ends a sentence: splitters leave a quotation whole."""
    at = start
    for match in _STOP.finditer(text, start, end):
        if _ABBREVIATION.search(text, max(start, match.start() - 6), match.start() + 1):
            continue
        a, b = _trim(text, at, match.end())
        if a < b:
            yield a, b
        at = match.end()
    a, b = _trim(text, at, end)
    if a < b:
        yield a, b


def _trim(text: str, a: int, b: int) -> tuple[int, int]:
    while a < b and text[a] in " \n\t,;:":
        a += 1
    while b > a and text[b - 1] in " \n\t,;:":
        b -= 1
    return a, b


def _count(text: str) -> int:
    return len(_WORD.findall(text)) + len(_CJK.findall(text)) // 2


def _direct(quote: Quote, span: Span) -> bool:
    """Whether most of a remark stands in quotation marks."""
    if quote.kind == "direct":
        return True
    marked = sum(max(0, min(s.end, span.end) - max(s.start, span.start)) for s in quote.quoted)
    return quote.kind == "mixed" and marked >= 0.5 * (span.end - span.start)


def _names(entities: Sequence[Entity]) -> Mapping[str, str]:
    """Return the names that lead to one entity only."""
    owners: dict[str, Counter[str]] = {}
    for entity in entities:
        if entity.kind in _SPEAKS:
            for name in (entity.name, *entity.aliases):
                owners.setdefault(loose(name), Counter())[entity.id] += 1
    return {name: next(iter(ids)) for name, ids in owners.items() if len(ids) == 1 and name}


def _entity(report: Report, quote: Quote, entities: Sequence[Entity], names: Mapping[str, str]) -> str | None:
    """Return the entity that speaks: by the resolved name, else by what the naming words mention."""
    if quote.speaker:
        found = names.get(loose(quote.speaker)) or names.get(loose(_DETERMINER.sub("", quote.speaker)))
        if found:
            return found
        spoken = [m.span for m in report.marks.mentions if loose(m.text) == loose(quote.speaker)]
        for entity in entities:
            if entity.kind in _SPEAKS and any(s in entity.mentions for s in spoken):
                return entity.id
    return None
