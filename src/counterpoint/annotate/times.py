"""Find expressions of time and give them values against the report's own date.

Data way: Article + Sentences -> TimeMentions. Pure: the anchor is the dateline's or the publication's day.

A weekday, a month or a day without its year is the nearest one in the past, or in the future where the
clause's verb says so; reports tell what has happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from counterpoint.annotate import time_calendar as cal
from counterpoint.annotate.time_grammar import read
from counterpoint.annotate.time_lexer import cut, has_trigger
from counterpoint.annotate.time_pieces import Context, Found, Tense
from counterpoint.annotate.time_words_more import FUTURE_CUES
from counterpoint.types import Article, BlockKind, Sentence, TimeMention

_PICTURE_AGE = 2  # days by which a picture's date may come before the report's own weekdays
_WEEKDAY_VALUE = re.compile(r"XXXX-WXX-([1-7])")
_LONGEST = 4000  # characters of a sentence that are read; longer ones are not sentences
# English cues of tense. "Past" cues are common irregular verbs and auxiliaries; other past verbs end in -ed.
_FUTURE_EN = re.compile(
    r"\b(?:will|won't|shall|would|['’]ll|going to|due|scheduled|slated|expected to|expects?|plans?|plan to|set to"
    r"|(?:is|are|was|were) to|hopes? to|intends?|aims? to|upcoming|forecast|must|to be|payable|effective|of record|as (?:soon|early|late) as|planned|planning"
    r"|ahead of|deadline|expires?|takes effect|by|until)\b",
    re.IGNORECASE,
)
_PAST_EN = re.compile(
    r"\b(?:was|were|had|did|said|told|made|took|went|came|saw|met|gave|got|left|won|lost|began|held|found|fell|rose"
    r"|sold|bought|sent|led|ran|kept|brought|became|wrote|spoke|shot|struck|broke|hit|put|cut|has|have|since|(?<!\bthe )[a-z]{2,}ed)\b",
    re.IGNORECASE,
)
_LIMITS = frozenset({"by", "until"})  # future only right before the expression: "by June 4"
_LIMIT_REACH = 8
_BREAK = re.compile(r"\n\s*\n|(?<=[a-z]{3}[.!?])\s+(?=[A-Z\"“])|(?<=[.!?][\"”])\s+(?=[A-Z])|(?<=[。！？])")
_CLAUSE_END = re.compile(
    r"[;!?\"“”]|:\s|, (?:and|but|which|who|where|when|as|while)\b|\b(?:that|but|because|after|before|while)\b"
)


def find_times(article: Article, sentences: Sequence[Sentence]) -> tuple[TimeMention, ...]:
    """Return the expressions of time of an article, in text order.

    Args:
        article: Its dateline or publication date anchors relative expressions.
        sentences: Of the article; each is read in its own language.

    """
    anchor = _usable(anchor_day(article, sentences))
    contexts: dict[str, Context] = {}
    mentions: list[TimeMention] = []
    for sentence in sentences:
        text = article.text[sentence.span.start : sentence.span.end]
        context = contexts.setdefault(sentence.language, Context(sentence.language, anchor, _past))
        for found in _read_sentence(text, context):
            start = sentence.span.start + found.start
            span = article.span(start, sentence.span.start + found.end)
            mentions.append(_mention(found, article, span.start, span.end, anchor))
    return tuple(mentions)


def parse_times(text: str, language: str, anchor: date | None) -> list[Found]:
    """Return the expressions of time of a text (a sentence or more), with offsets into it.

    Args:
        text: Running text.
        language: BCP 47 primary subtag; without a table for it, only dates in digits and CLDR months are read.
        anchor: The day it was written; None leaves relative expressions unresolved ("XXXX-WXX-2", "PAST_REF").

    """
    context = Context(language, _usable(anchor), _past)
    return [
        Found(f.start + offset, f.end + offset, f.type, f.value, f.relative, f.approximate)
        for offset, part in _lines(text)
        for f in _read_sentence(part, context)
    ]


def anchor_day(article: Article, sentences: Sequence[Sentence] = ()) -> date | None:
    """Return the day that a report's relative times count from, or None.

    The dateline's date, else the local day of publication, else a full date in a caption. A date in the report's own
    sentences is none: it may be of anything it tells of.
    """
    if article.dateline.date:
        return article.dateline.date
    if article.published:
        return article.published.date()
    pictured: list[date] = []
    for found in _read_plainly(article, [s for s in sentences if s.block is BlockKind.CAPTION]):
        grain, earliest, latest = cal.calendar_range(found.value)
        if not found.relative and earliest and earliest == latest and grain is not None:
            pictured.append(earliest)
    if not pictured:
        return None
    told = _read_plainly(article, [s for s in sentences if s.block is not BlockKind.CAPTION])
    weekdays = {int(named.group(1)) - 1 for found in told if (named := _WEEKDAY_VALUE.match(found.value))}
    # A picture may be a day or two older than the report, whose own weekdays then run past it.
    after = [n for n in range(1, _PICTURE_AGE + 1) if (max(pictured).weekday() + n) % 7 in weekdays]
    return max(pictured) + timedelta(days=max(after, default=0))


def _read_plainly(article: Article, sentences: Sequence[Sentence]) -> Iterator[Found]:
    """What some sentences say of time where nothing is known of the report's own day."""
    for sentence in sentences:
        text = article.text[sentence.span.start : sentence.span.end]
        yield from _read_sentence(text, Context(sentence.language, None, _past))


def _usable(anchor: date | None) -> date | None:
    """No anchor where its neighbours would leave the calendar: such a date is a mistake of the page."""
    return anchor if anchor and 1000 < anchor.year < 9000 else None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of a text that no expression crosses, with their offsets."""
    start = 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        if end > start:
            yield start, text[start:end]
        start = match.end() if match else end


def _read_sentence(text: str, context: Context) -> list[Found]:
    text = text[:_LONGEST]
    if not has_trigger(text, context.language):
        return []
    tokens = cut(text, context.language)
    context.tense = tense_reader(text, context.language)
    return read(tokens, context)


def _mention(found: Found, article: Article, start: int, end: int, anchor: date | None) -> TimeMention:
    while end > start and article.text[end - 1].isspace():
        end -= 1
    grain, earliest, latest = (
        cal.calendar_range(found.value) if found.type in {"DATE", "TIME"} else (None, None, None)
    )
    return TimeMention(
        span=article.span(start, end),
        text=article.text[start:end],
        type=found.type,
        value=found.value,
        granularity=grain,
        anchor=anchor if found.relative else None,
        earliest=earliest,
        latest=latest,
        approximate=found.approximate,
    )


def _past(_: int) -> int:
    return -1


def tense_reader(text: str, language: str) -> Tense:
    """Return a function that tells the tense around an offset: -1 past, 0 unknown, +1 future."""
    if language == "en":
        return lambda offset: _english_tense(text, offset)
    cues = FUTURE_CUES.get(language)
    if not cues:
        return _past
    return lambda _: 1 if _compiled(cues).search(text) else -1


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _english_tense(text: str, offset: int) -> int:
    """By the nearest verb cue before the expression in its clause, else after it; the reporting verb beside it wins."""
    before, after = text[:offset], text[offset:]
    ends = [m.end() for m in _CLAUSE_END.finditer(before)]
    clause_start = ends[-1] if ends else 0
    stop = _CLAUSE_END.search(after)
    for part, reverse in ((before[clause_start:], True), (after[: stop.start() if stop else None], False)):
        verdict = _nearest_cue(part, last=reverse)
        if verdict:
            return verdict
    return 0


def _nearest_cue(part: str, *, last: bool) -> int:
    future = [
        m
        for m in _FUTURE_EN.finditer(part)
        if m[0].lower() not in _LIMITS or (last and m.end() > len(part) - _LIMIT_REACH)
    ]
    past = [m for m in _PAST_EN.finditer(part) if not any(f.start() <= m.start() < f.end() for f in future)]
    if not future or not past:
        return 1 if future else -1 if past else 0
    pick = max if last else min
    nearer = pick(m.start() for m in future) > pick(m.start() for m in past)
    return 1 if nearer == last else -1
