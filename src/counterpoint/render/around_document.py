"""What stands around a story, in the story document.

Data way: Around -> dicts, for render.document. Pure. A wording is written with the version that it stands in, by its id and
its place there; one that does not stand there is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from counterpoint.errors import CitationError
from counterpoint.types import Citation
from counterpoint.types.around import Around, EditedVersions, Moved, SinceThen
from counterpoint.types.since import News
from counterpoint.types.storyline import Happened, Neighbour, Storyline

Json = dict[str, object]
Cite = Callable[[Citation], Json]


def around_document(around: Around, story: str, articles: Collection[str], cite: Cite) -> Json:
    """Return what a story of a store has beyond others.

    Args:
        around: What is written.
        story: Story.id, for messages.
        articles: Article.id of the story's articles: only passages of these are cited.
        cite: Writes a citation, checked.

    Raises:
        CitationError: A wording does not stand in its version.

    """
    return {
        "reports": around.reports,
        "storyline": None if around.storyline is None else _storyline(around.storyline),
        "edits": [_edited(one, story) for one in around.edits],
        "moves": [_moved(one) for one in around.moves],
        "since": None if around.since is None else _since(around.since, articles, cite),
    }


def _edited(one: EditedVersions, story: str) -> Json:
    edit = one.edit
    return {
        "article": edit.article,
        "at": _iso(edit.at),
        "slot": edit.slot,
        "kind": edit.kind.value,
        "text": edit.text,
        "before": _wording(one, 0, story),
        "after": _wording(one, 1, story),
        "values": list(edit.values),
        "more": edit.more,
    }


def _wording(one: EditedVersions, side: int, story: str) -> Json:
    """The words before (side 0) or after an edit (1)."""
    article = (one.before, one.after)[side]
    span = (one.edit.before, one.edit.after)[side]
    words = (one.edit.before_text, one.edit.after_text)[side]
    number = one.numbers[side]
    if article is not None and span is not None:
        stands = article.text[span.start : span.end]
        if span.article != article.id or " ".join((words or "").split()) != " ".join(stands.split()):
            message = f"An edit of {one.edit.article} quotes words that do not stand in version {number}."
            raise CitationError(message, story=story)
        words = stands
    return {
        "version": article.id if article else None,
        "number": number,
        "seen": _iso(one.seen[side]),
        "start": span.start if span else None,
        "end": span.end if span else None,
        "text": words,
        "within": one.edit.within[side],
    }


def _moved(one: Moved) -> Json:
    return {
        "at": _iso(one.at),
        "came": one.came,
        "whole": one.whole,
        "story": one.story,
        "reports": one.reports,
        "why": one.why,
    }


def _storyline(line: Storyline) -> Json:
    return {
        "id": line.id,
        "neighbours": [_neighbour(one) for one in line.neighbours],
        "more": line.more,
        "timeline": [_happened(one) for one in line.timeline],
        "unread": list(line.unread),
    }


def _neighbour(one: Neighbour) -> Json:
    return {
        "id": one.id,
        "title": one.title,
        "first_published": _iso(one.first_published),
        "reports": one.reports,
        "before": one.before,
        "why": [{"name": t.name, "value": t.value, "weight": t.weight, "words": t.words} for t in one.why],
    }


def _happened(one: Happened) -> Json:
    return {
        "date": one.date,
        "precision": one.precision.value,
        "text": one.text,
        "language": one.language,
        "here": one.here,
        "sources": [
            {
                "story": source.story,
                "report": source.article,
                "outlet": source.outlet,
                "title": source.title,
                "language": source.language,
                "url": source.url,
                "published": _iso(source.published),
                "start": source.start,
                "end": source.end,
                "exact": source.exact,
            }
            for source in one.sources
        ],
    }


def _since(then: SinceThen, articles: Collection[str], cite: Cite) -> Json:
    return {
        "at": _iso(then.at),
        "whole": then.whole,
        "news": [_news(one, articles, cite) for one in then.new.news],
        "unread": list(then.unread),
    }


def _news(one: News, articles: Collection[str], cite: Cite) -> Json:
    return {
        "kind": one.kind.value,
        "id": one.id,
        "text": one.text,
        "values": list(one.values),
        "who": list(one.who),
        "citations": [cite(c) for c in one.citations if c.span.article in articles],
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
