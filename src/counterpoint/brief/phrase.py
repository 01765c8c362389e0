"""Put a chosen passage into the brief's words, changing as little as can be.

Data way: Choices, Utterances, Disputes -> sentences of a Brief. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import regex
from babel.core import UnknownLocaleError
from babel.dates import format_skeleton

from counterpoint.brief.words import Words
from counterpoint.types import Article, Granularity, Report, Span, TimeMention

MAX_QUOTE_WORDS = 30  # of a short quotation
ADJACENT = 4  # characters between a weekday and the date that explains it
MAX_DATELINE = 90  # characters before the dash of "PARIS, Jan. 13 (Agency) — "

_DATELINE_END = regex.compile(r"(?:\s[—–-]{1,2}\s+|:\s+|\s=\s+|】\s*|）\s*)")
_CONNECTIVE = regex.compile(
    r"^(?:However|Meanwhile|But|And|So|Also|In addition|Moreover|Furthermore|Additionally|Indeed|Yet|Still),?\s+(?=\p{L})"
)
_MARKS = "\"'“”‘’„«»「」『』‹› "
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
# Languages in which "on Tuesday" may be followed by its date without further change.
_DATED = {"en": ", {}", "de": ", {}", "fr": " {}", "es": " {}", "pt": ", {}", "nl": " {}", "it": " {}"}
# Days that move with the reader, replaced whole.
_TODAY = {
    "en": dict.fromkeys(("today", "yesterday", "tomorrow", "tonight"), "on {}"),
    "de": dict.fromkeys(("heute", "gestern", "morgen"), "am {}"),
    "fr": dict.fromkeys(("aujourd’hui", "aujourd'hui", "hier", "demain"), "le {}"),
    "es": dict.fromkeys(("hoy", "ayer", "mañana"), "el {}"),
    "pt": dict.fromkeys(("hoje", "ontem", "amanhã"), "em {}"),
    "nl": dict.fromkeys(("vandaag", "gisteren", "morgen"), "op {}"),
    "it": dict.fromkeys(("oggi", "ieri", "domani"), "il {}"),
}


def outlet_name(article: Article) -> str:
    """What a reader knows the report's publisher by; the file's name where none is printed."""
    return article.outlet or (article.path or article.url or article.id).rstrip("/").rsplit("/", 1)[-1]


def listed(names: Iterable[str], words: Words) -> str:
    """Join names as the language does: "A, B and C"."""
    unique = list(dict.fromkeys(names))
    return words.and_.join([", ".join(unique[:-1]), unique[-1]]) if len(unique) > 1 else "".join(unique)


def sentence_text(report: Report, span: Span) -> str:
    """Return a report's sentence as the brief prints it.

    Its dateline and opening connective are cut, and a weekday gets the date it was resolved to, since a brief
    has no day of its own.
    """
    article = report.article
    edits = _dates(report, span)
    text = article.read(span)
    for start, end, replacement in sorted(edits, reverse=True):
        text = text[: start - span.start] + replacement + text[end - span.start :]
    text = " ".join(text.split())
    text = _without_dateline(text, article)
    cut = _CONNECTIVE.sub("", text)
    return cut[:1].upper() + cut[1:]


def _without_dateline(text: str, article: Article) -> str:
    line = article.dateline
    known = [p for p in (line.place, line.agency) if p]
    match = _DATELINE_END.search(text[:MAX_DATELINE])
    if match is not None and any(k.casefold() in text[: match.start()].casefold() for k in known):
        return text[match.end() :]
    return text


def _dates(report: Report, span: Span) -> list[tuple[int, int, str]]:
    article = report.article
    form = _DATED.get(article.language)
    if form is None or (article.published is None and article.dateline.date is None):
        return []  # without a date of its own, a report's "Tuesday" may be any
    edits = []
    for time in report.marks.times:
        if span.contains(time.span) and is_relative_day(time) and time.earliest is not None:
            if any(0 <= t.span.start - time.span.end < ADJACENT for t in report.marks.times):
                continue  # its date is already printed: "Tuesday (March 10)"
            day = day_and_month(time.earliest, article.language)
            told = _TODAY.get(article.language, {}).get(time.text.casefold())
            edits.append(
                (time.span.start, time.span.end, told.format(day) if told else time.text + form.format(day))
            )
    return edits


def is_relative_day(time: TimeMention) -> bool:
    """Whether the words name a day that only the report's own date tells: "Tuesday", not "13 January"."""
    return (
        time.type == "DATE"
        and time.granularity is Granularity.DAY
        and time.anchor is not None
        and regex.fullmatch(r"\p{L}+", time.text) is not None
    )


def day_and_month(day: date, language: str) -> str:
    """Return "13 January" as the language writes it."""
    try:
        return str(format_skeleton("MMMMd", day, locale=language))
    except (UnknownLocaleError, ValueError, KeyError):
        return day.isoformat()


def short_quote(text: str, words: Words) -> str:
    """Return a quotation in the language's marks, cut at a sentence or a word to `MAX_QUOTE_WORDS`."""
    bare = " ".join(text.split()).strip(_MARKS)
    if _count(bare) > MAX_QUOTE_WORDS:
        bare = _cut(bare)
    ends = bare[-1:] in {".", "!", "?", "。", "…"}
    bare = bare.rstrip(",;:–— ")
    return f"{words.quote[0]}{bare}{words.quote[1]}" + ("" if ends else ".")


def _count(text: str) -> float:
    return len(text) / 2.2 if _UNSPACED.search(text) else len(text.split())


def _cut(text: str) -> str:
    """Cut to whole sentences where the first is short enough, else to words with an ellipsis."""
    sentences = regex.split(r"(?<=[.!?。])\s*(?=\S)", text)
    kept = ""
    for sentence in sentences:
        joined = f"{kept} {sentence}".strip()
        if _count(joined) > MAX_QUOTE_WORDS:
            break
        kept = joined
    if kept:
        return kept
    if _UNSPACED.search(text):
        return text[: int(MAX_QUOTE_WORDS * 2.2)] + "…"
    return " ".join(text.split()[:MAX_QUOTE_WORDS]).rstrip(",;:") + " …"


def nearest_mention(span: Span, mentions: Sequence[Span]) -> Span | None:
    """Return the mention in the same article that is nearest to a passage, before it where possible."""
    same = [m for m in mentions if m.article == span.article]
    before = [m for m in same if m.start <= span.end]
    if before:
        return max(before, key=lambda m: m.start)
    return min(same, key=lambda m: m.start, default=None)
