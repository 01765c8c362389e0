"""What the worker has done in killable children: one function for each kind of job, with its argument and its result.

Data way: Capture -> Article, feed bytes -> ParsedFeed, Article -> Annotations: the stages, at the guard's door. The
results are plain records, since that is all that comes back from a child (`guardwire.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from counterpoint.annotate import annotate_articles
from counterpoint.extract import extract_article
from counterpoint.models import load_models
from counterpoint.ports import Models
from counterpoint.run.warm import warm_extraction
from counterpoint.types import (
    Annotations,
    Article,
    Block,
    BlockKind,
    Capture,
    Changes,
    ParsedFeed,
    Rejected,
    Report,
    Signal,
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """One of article and rejected."""

    article: Article | None
    rejected: Rejected | None
    signals: tuple[Signal, ...] = ()  # what the page says of reuse


@dataclass(frozen=True, slots=True)
class FeedBytes:
    """A feed as fetched."""

    content: bytes
    url: str | None
    content_type: str | None


@dataclass(frozen=True, slots=True)
class Parsed:
    """One of feed and rejected."""

    feed: ParsedFeed | None
    rejected: Rejected | None


@dataclass(frozen=True, slots=True)
class ToAnnotate:
    """An article, and the version before it where that one is annotated."""

    article: Article
    before: Report | None


@dataclass(frozen=True, slots=True)
class Annotated:
    """What was learnt; the changes where there was a version before."""

    marks: Annotations
    changes: Changes | None


def load_extractors() -> None:
    """Load what `extract` and `parse` need, by using it: a child's first job does not pay for it."""
    warm_extraction()
    parse(FeedBytes(b"<rss version='2.0'><channel><title>River</title></channel></rss>", None, None))


def load_annotators() -> None:
    """Load the models of English, by using them; those of other languages are loaded with their first report."""
    line = "The river rose on Monday."
    annotate_articles(
        [Article("a0", line, line, (Block(BlockKind.PARAGRAPH, 0, len(line)),), language="en")], _models("en")
    )


def extract(capture: Capture) -> Extracted:
    """Return the article that a capture holds, or why it holds none, and what the page says of reuse."""
    from counterpoint.extract.signals import page_signals  # noqa: PLC0415 - with load_extractors

    found = extract_article(capture)
    if isinstance(found, Rejected):
        return Extracted(None, found, page_signals(capture))
    return Extracted(found, None, found.signals)


def parse(given: FeedBytes) -> Parsed:
    """Return the feed in some bytes, or why they hold none."""
    from counterpoint.ingest.feeds import parse_feed  # noqa: PLC0415 - with load_extractors

    found = parse_feed(given.content, url=given.url, content_type=given.content_type)
    return Parsed(None, found) if isinstance(found, Rejected) else Parsed(found, None)


def annotate(given: ToAnnotate) -> Annotated:
    """Return what an article's text says, and what it changed."""
    from counterpoint.align.versions import changes  # noqa: PLC0415 - few articles change

    (marks,) = annotate_articles([given.article], _models(given.article.language))
    before = given.before
    return Annotated(marks, None if before is None else changes(before, Report(given.article, marks)))


@lru_cache(maxsize=32)
def _models(language: str) -> Models:
    return load_models((language,))
