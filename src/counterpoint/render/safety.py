"""What may be shown of a report, and how it is made harmless.

Data way: Article + words -> the words a page may show; address -> an address a page may link to. Pure.

Rights decide (DESIGN rule 6): a link only, a short quotation, or more. Facts restated in the engine's own
words are not a quotation and do not pass through here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from counterpoint.permission import may, quote_limit, widest_use
from counterpoint.types import Action, Article, Span, Use

# A short quotation. Editors' house rules and courts stay well above it; it holds any one news sentence.
QUOTE_WORDS = 40
# Words by which a passage or statement is named where its report allows no quotation.
NAMING_WORDS = 8
# Context shown of reports that allow more than a quotation: a paragraph, not a page.
CONTEXT_WORDS = 90
# No more of a paragraph is looked at than could ever be shown: a page may be one paragraph of a megabyte.
CONTEXT_CHARACTERS = 2000
# A browser looks for these many first and last words when it follows a link into a page.
FRAGMENT_WORDS = 4

ELLIPSIS = "…"

# Scripts written without spaces: two characters weigh as one word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_UNIT = re.compile(rf"(?P<half>[{_UNSPACED}])|[^\W{_UNSPACED}]+(?:['’\-][^\W{_UNSPACED}]+)*")
_BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage as it may be shown, with what stands around it. All empty when withheld."""

    before: str
    exact: str
    after: str
    withheld: bool = False


def _units(text: str) -> list[tuple[int, int, float]]:
    return [(m.start(), m.end(), 0.5 if m["half"] else 1.0) for m in _UNIT.finditer(text)]


def count_words(text: str) -> float:
    """Return how many words a text has; two characters of an unspaced script are one."""
    return sum(weight for _, _, weight in _units(text))


def clip(text: str, limit: float) -> str:
    """Return a text's first words, with an ellipsis where it was cut."""
    total = 0.0
    end = 0
    for _, stop, weight in _units(text):
        total += weight
        if total > limit:
            return text[:end].rstrip() + ELLIPSIS
        end = stop
    return text


def clip_start(text: str, limit: float) -> str:
    """Return a text's last words, with an ellipsis where it was cut."""
    total = 0.0
    start = len(text)
    for begin, _, weight in reversed(_units(text)):
        total += weight
        if total > limit:
            return ELLIPSIS + text[start:].lstrip()
        start = begin
    return text


def quotable(article: Article, text: str) -> str:
    """Return what a page may show of a report's words: nothing, a short quotation, or all."""
    match widest_use(article):
        case Use.LINK:
            return ""
        case Use.QUOTE:
            return _within(article, clip(text, QUOTE_WORDS))
        case _:
            return text


def naming(article: Article, text: str) -> str:
    """Return enough of a report's words to tell what is meant, even where it allows no quotation."""
    return quotable(article, text) or clip(text, NAMING_WORDS)


def _within(article: Article, text: str) -> str:
    """A quotation cut to the characters that the report allows (`max-snippet`)."""
    limit = quote_limit(article.signals)
    return text if limit is None or len(text) <= limit else text[: max(0, limit - 1)].rstrip() + ELLIPSIS


def excerpt(article: Article, span: Span) -> Excerpt:
    """Return a passage with its surroundings, cut to what the report's rights allow.

    The limit counts the passage and its context together; the passage comes first.
    """
    use = widest_use(article)
    if use is Use.LINK:
        return Excerpt("", "", "", withheld=True)
    start, end = _paragraph(article, span)
    start, end = max(start, span.start - CONTEXT_CHARACTERS), min(end, span.end + CONTEXT_CHARACTERS)
    limit = QUOTE_WORDS if use is Use.QUOTE else CONTEXT_WORDS
    exact = article.text[span.start : span.end]
    if use is Use.QUOTE and quote_limit(article.signals) is not None:
        return Excerpt(
            "", _within(article, clip(exact, limit)), ""
        )  # so short a quotation has no surroundings
    room = limit - count_words(exact)
    if room <= 0:
        return Excerpt("", clip(exact, limit), "")
    before, after = article.text[start : span.start], article.text[span.end : end]
    left = min(count_words(before), max(room / 2, room - count_words(after)))
    return Excerpt(clip_start(before, left), exact, clip(after, room - left))


def _paragraph(article: Article, span: Span) -> tuple[int, int]:
    """The bounds of the block or line that holds a span."""
    first, last = article.block_at(span.start), article.block_at(max(span.start, span.end - 1))
    start = first.start if first else article.text.rfind("\n", 0, span.start) + 1
    line_end = article.text.find("\n", span.end)
    end = last.end if last else (line_end if line_end >= 0 else len(article.text))
    return min(start, span.start), max(end, span.end)


def safe_url(url: str | None) -> str | None:
    """Return the address when it is plain http or https with a host, else None."""
    if not url or any(c.isspace() or unicodedata.category(c) in {"Cc", "Cf"} for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or parts.username is not None:
        return None
    return url


def passage_url(article: Article, span: Span) -> str | None:
    """Return the report's address, with a text fragment that leads a browser to the passage."""
    url = safe_url(article.url)
    if (
        url is None
        or "#" in url
        or not may(Action.QUOTE, article)
        or quote_limit(article.signals) is not None
    ):
        return url
    words = article.text[span.start : span.end].split()
    if not words:
        return url
    if len(words) <= 2 * FRAGMENT_WORDS:
        return f"{url}#:~:text={_fragment(words)}"
    return f"{url}#:~:text={_fragment(words[:FRAGMENT_WORDS])},{_fragment(words[-FRAGMENT_WORDS:])}"


def _fragment(words: list[str]) -> str:
    return quote(" ".join(words), safe="").replace("-", "%2D")


def plain(text: str) -> str:
    """Return text without control and direction characters, runs of space as one: safe on a terminal."""
    spaced = re.sub(r"\s+", " ", _BIDI.sub("", text))
    return "".join(c for c in spaced if unicodedata.category(c) != "Cc")
