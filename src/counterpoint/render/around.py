"""Arrange what stands around a story for a reader: what is new, edits in both wordings, the storyline, moves.

Data way: Around + Story -> AroundView, which page, terminal and Markdown show. Pure. Sentences are messages with their
values, not strings: the page sets each value apart in its own language and direction, the others fill it in.

An AroundView holds no more of a report's words than its rights allow (render.safety): those of the version that they
stand in. Happenings of a storyline come with their rights settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from counterpoint.render.i18n import Interface
from counterpoint.render.safety import Excerpt, excerpt, naming
from counterpoint.render.words import outlet_name
from counterpoint.types import Article, ChangeKind, Citation, Edit, Span, Story
from counterpoint.types.around import Around, EditedVersions, Moved
from counterpoint.types.since import News, NewsKind
from counterpoint.types.storyline import Neighbour

EDITS_SHOWN = 6  # versions whose edits are shown at once; the rest is folded
NEWS_SHOWN = 8  # of each kind; the rest is counted
PASSAGES_SHOWN = 2  # of one piece of news: the story's sections show them all

_SHORT = 160  # code points of a changed wording in a sentence; the whole stands below it
_NAMED = frozenset({"number", "name", "place", "quote"})  # slots with a message of their own
_SURENESS = frozenset({"fact", "future", "possible"})
# Terms of a storyline's link (cluster/kinship.py) and the messages that name them.
_LINKS = {
    "shared names": "names",
    "shared places": "places",
    "topic": "topic",
    "shared words": "words",
    "links": "links",
    "looks back": "looks_back",
    "time between": "apart",
}


@dataclass(frozen=True, slots=True)
class Words:
    """A value of a sentence: words of a report, or of the interface."""

    texts: tuple[str, ...]
    language: str = "und"
    quoted: bool = False
    join: str = "standard"  # as Interface.listing has it, or "arrow"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message with its values; a value may be a sentence."""

    key: str
    values: tuple[tuple[str, Words | Sentence], ...] = ()
    places: int = 0  # further places in which the same was changed


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage of a report as it may be shown."""

    article: Article  # the version that it stands in
    span: Span
    excerpt: Excerpt
    side: str = ""  # "before" or "after" of an edit
    number: int = 0  # of the version
    seen: datetime | None = None  # when the version was first seen


@dataclass(frozen=True, slots=True)
class EditView:
    sentence: Sentence
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class EditGroup:
    """What one edit of one report changed."""

    at: datetime | None
    items: tuple[EditView, ...]


@dataclass(frozen=True, slots=True)
class NewsView:
    sentence: Sentence | Words
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class NewsGroup:
    """What is new of one kind."""

    kind: NewsKind
    items: tuple[NewsView, ...]
    more: int  # that are not shown


@dataclass(frozen=True, slots=True)
class AroundView:
    """All that is shown."""

    around: Around
    beyond: bool  # the story has more reports than it is told from
    news: tuple[NewsGroup, ...]
    edits: tuple[EditGroup, ...]
    moves: tuple[tuple[Moved, Sentence], ...]
    before: tuple[Neighbour, ...]
    after: tuple[Neighbour, ...]

    @property
    def storied(self) -> bool:
        """Whether there is a storyline to show."""
        return bool(self.before or self.after or (self.around.storyline and self.around.storyline.timeline))


def arrange_around(around: Around | None, story: Story, ui: Interface) -> AroundView | None:
    """Return what is shown around a story; None for a story that stands in no store."""
    if around is None:
        return None
    line = around.storyline
    neighbours = line.neighbours if line else ()
    return AroundView(
        around=around,
        beyond=around.reports > len(story.articles),
        news=tuple(_groups(around, story)),
        edits=tuple(_edits(around.edits, ui)),
        moves=tuple((moved, _move(moved, ui)) for moved in around.moves),
        before=tuple(n for n in neighbours if n.before),
        after=tuple(n for n in neighbours if not n.before),
    )


def sentence_text(sentence: Sentence | Words, ui: Interface) -> str:
    """Return a sentence as plain text, words of reports in quotation marks."""
    if isinstance(sentence, Words):
        texts = [
            f"“{' '.join(t.split())}”" if sentence.quoted else " ".join(t.split()) for t in sentence.texts
        ]
        return joined(texts, sentence.join, ui)
    said = ui.say(sentence.key, **{name: sentence_text(value, ui) for name, value in sentence.values})
    if not sentence.places:
        return said
    return ui.say("edit.more", sentence=said, places=ui.count("count.more_places", sentence.places))


def joined(texts: Sequence[str], how: str, ui: Interface) -> str:
    """Return several values as one: a list, alternatives, or a row in which each took the place of the one before."""
    if how == "arrow":
        return (" ← " if ui.direction == "rtl" else " → ").join(texts)
    return ui.listing(texts, how)


def link_words(neighbour: Neighbour, ui: Interface) -> list[tuple[str, str]]:
    """Return what links a story to another: the term in the reader's language, and its words, which are English."""
    return [
        (ui.say(f"storyline.{_LINKS[term.name]}") if term.name in _LINKS else term.name, term.words)
        for term in neighbour.why
    ]


# Edits


def _edits(edits: Sequence[EditedVersions], ui: Interface) -> Iterable[EditGroup]:
    for (_, at), same in groupby(edits, key=lambda e: (e.after.id, e.edit.at)):
        yield EditGroup(at, tuple(EditView(_sentence(e, ui), tuple(_quotes(e))) for e in same))


def _sentence(edited: EditedVersions, ui: Interface) -> Sentence:
    edit = edited.edit
    who = Words((outlet_name(edited.after, ui),))
    key, before, after = _told(edit, edited, ui)
    given = (("who", who), ("before", before), ("after", after))
    values = tuple((name, words) for name, words in given if words is not None)
    counted = edit.slot not in {"added", "removed", "wording"}
    return Sentence(f"edit.{key}", values, edit.more if counted else 0)


def _told(edit: Edit, edited: EditedVersions, ui: Interface) -> tuple[str, Words | None, Words | None]:
    """The message of an edit, and its two values."""
    before = _changed(edit.before_text, edited.before or edited.after)
    after = _changed(edit.after_text, edited.after)
    match edit.slot:
        case "polarity":
            return "polarity", None, None
        case "modality":
            was, now = (ui.say(f"edit.{v if v in _SURENESS else 'otherwise'}") for v in edit.values)
            return "modality", Words((was,)), Words((now,))
        case "speaker":
            one, other = (Words((v,)) if v else None for v in edit.values)
            key = "speaker" if one and other else "speaker_given" if other else "speaker_own"
            return key, one, other
    if edit.slot == "wording" or (edit.slot in {"added", "removed"} and edit.within == (None, None)):
        return edit.slot, None, None
    if edit.slot == "title":
        return "title", before, after
    if edit.kind is not ChangeKind.ALTERED:
        of = "quote_" if edit.slot == "quote" else ""
        return (
            (f"{of}put_in", None, after)
            if edit.kind is ChangeKind.ADDED
            else (f"{of}taken_out", before, None)
        )
    return _noun(edit), before, after


def _noun(edit: Edit) -> str:
    if edit.slot != "date":
        return edit.slot if edit.slot in _NAMED else "statement"
    values = [v for v in edit.values if v]
    if values and all(v.startswith("P") and v[1:2].isdigit() for v in values):
        return "length"
    return "time" if values and all("T" in v for v in values) else "date"


def _changed(text: str | None, article: Article) -> Words | None:
    if text is None:
        return None
    words = " ".join(naming(article, text).split())
    if len(words) > _SHORT:
        words = words[:_SHORT].rsplit(" ", 1)[0] + "…"
    return Words((words,), article.language, quoted=True)


def _quotes(edited: EditedVersions) -> Iterable[Quoted]:
    """Both wordings, each in the version that it stands in."""
    edit = edited.edit
    if edit.slot == "title":  # both stand in the sentence
        return
    for n, (side, article, span) in enumerate(
        (("before", edited.before, edit.before), ("after", edited.after, edit.after))
    ):
        place = span or _place(edit.within[n], article)
        if article is not None and place is not None and place.end <= len(article.text):
            yield Quoted(article, place, excerpt(article, place), side, edited.numbers[n], edited.seen[n])


def _place(words: str | None, article: Article | None) -> Span | None:
    """Where the passage around a value stands that is not in it."""
    start = article.text.find(words) if words and article is not None else -1
    return article.span(start, start + len(words)) if article is not None and words and start >= 0 else None


# Moves


def _move(moved: Moved, ui: Interface) -> Sentence:
    other = ("story", Words((moved.story,)))
    if moved.whole:
        return Sentence("moved.merged" if moved.came else "moved.became", (other,))
    reports = ("reports", Words((ui.count("count.reports", moved.reports),)))
    return Sentence("moved.came" if moved.came else "moved.went", (other, reports))


# What is new


def _groups(around: Around, story: Story) -> Iterable[NewsGroup]:
    if around.since is None:
        return
    for kind in NewsKind:
        found = around.since.new.of(kind)
        if found and (kind is not NewsKind.EDIT or not around.edits):  # those are told with both wordings
            items = tuple(_news(news, story) for news in found[:NEWS_SHOWN])
            yield NewsGroup(kind, items, len(found) - len(items))


def _news(news: News, story: Story) -> NewsView:
    articles = {a.id: a for a in story.articles}
    cited = [(articles[c.span.article], c) for c in news.citations if c.span.article in articles]
    quotes = tuple(
        Quoted(article, c.span, excerpt(article, c.span)) for article, c in cited if _stands(article, c)
    )
    return NewsView(_news_sentence(news, [a for a, _ in cited], story), quotes[:PASSAGES_SHOWN])


def _stands(article: Article, citation: Citation) -> bool:
    return article.text[citation.span.start : citation.span.end] == citation.exact


def _news_sentence(news: News, cited: Sequence[Article], story: Story) -> Sentence | Words:
    holding = [a for a in cited if news.text in a.text or news.text[:1].lower() + news.text[1:] in a.text]
    text = max((naming(a, news.text) for a in holding), key=len, default=news.text)
    language = (holding or list(cited[:1]))[0].language if cited else story.brief.language
    words = Words((text,), language)
    who = Words(news.who)
    match news.kind:
        case NewsKind.MOVED | NewsKind.OPENED | NewsKind.SETTLED:
            values = Words(news.values, join="arrow" if news.kind is NewsKind.MOVED else "or")
            body = Sentence(
                "since.values", (("about", Words((news.text,), story.brief.language)), ("values", values))
            )
            return _by(body, who if news.kind is not NewsKind.SETTLED else Words(()))
        case NewsKind.REMARK:
            return _said(Words((text,), language, quoted=True), who)
        case NewsKind.REPORT | NewsKind.GONE:
            said = _said(words, who)
            if news.kind is NewsKind.REPORT and news.values:
                return Sentence("since.copied", (("text", said), ("other", Words(news.values))))
            return said
        case NewsKind.ORIGIN:
            return words if set(news.who) <= {news.text} else _by(words, who)
        case NewsKind.EDIT | NewsKind.STORY:
            return words
        case _:
            return _by(words, who)


def _by(body: Sentence | Words, who: Words) -> Sentence | Words:
    return Sentence("since.by", (("text", body), ("who", who))) if who.texts else body


def _said(body: Words, who: Words) -> Sentence | Words:
    return Sentence("since.said", (("text", body), ("who", who))) if who.texts else body
