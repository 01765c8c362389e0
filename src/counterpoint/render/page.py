"""What the templates of the page ask: interface words and small elements, all escaped.

Data way: View + Interface -> pieces of the page (render.html). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from markupsafe import Markup, escape

from counterpoint.render.around import (
    Quoted,
    Sentence,
    Words,
    joined,
    link_words,
)
from counterpoint.render.grounds import Ground
from counterpoint.render.i18n import Interface, direction
from counterpoint.render.pictures import Picture, pictures
from counterpoint.render.safety import Excerpt, naming, passage_url, plain, safe_url
from counterpoint.render.view import Difference, Passage, Side, View, Wording
from counterpoint.render.words import (
    copies_of,
    copy_key,
    counted_as,
    counted_with,
    counts,
    origin_name,
    outlet_name,
    owner_key,
    pictures_of,
    said,
    shared_by,
    telling,
    versions,
)
from counterpoint.types import (
    Article,
    Channel,
    ClaimGroup,
    Origin,
    OriginKind,
    Span,
    Value,
)
from counterpoint.types.storyline import Neighbour

# What is shown before a reader asks for more: a screen and a half of a phone.
REMARKS_SHOWN = 6
# With more columns than this, names no longer fit above them: only signs, and a table that scrolls.
NAMED_COLUMNS = 7

_MACHINE_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?)?|-W\d{2})?")


class Page:
    """What the templates ask."""

    def __init__(self, view: View, ui: Interface) -> None:
        self.view = view
        self.ui = ui
        self._anchors = {a.id: f"r{n}" for n, a in enumerate(view.story.articles, start=1)}
        self._versions = versions(view.story, ui)
        self._origins = {o.id: o for o in view.story.origins}

    # Words of the interface

    def say(self, key: str, **values: object) -> Markup:
        """A message, its values escaped."""
        return escape(self.ui.template(key)).format(**values)

    def count(self, key: str, count: int) -> Markup:
        return escape(self.ui.count(key, count))

    def counts(self) -> list[str]:
        return counts(self.view.story, self.ui)

    def listing(self, items: Sequence[Markup], style: str = "standard") -> Markup:
        if not items:
            return Markup("")
        pattern = self.ui.listing([f"{{{n}}}" for n in range(len(items))], style)
        return escape(pattern).format(*items)

    def when(self, moment: datetime) -> Markup:
        return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(), self.ui.moment(moment))

    def day(self, moment: datetime) -> Markup:
        return Markup('<time datetime="{}">{}</time>').format(moment.date().isoformat(), self.ui.day(moment))

    def span_of_time(self) -> Markup | None:
        """The days between the first and the last report."""
        first, last = self.view.story.first_published, self.view.story.last_published
        if first is None:
            return None
        if last is None or first.date() == last.date():
            return self.say("page.published", date=self.day(first))
        return self.say("page.published_between", first=self.day(first), last=self.day(last))

    # Words of the reports

    def original(self, text: str, language: str) -> Markup:
        """Words from outside, in their own language and direction."""
        lang = "" if language == "und" else language
        return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(lang, direction(language), text)

    def outlet(self, article: Article) -> Markup:
        return Markup("<bdi>{}</bdi>").format(outlet_name(article, self.ui))

    def outlets(self, articles: Iterable[Article]) -> list[Markup]:
        """Names of the outlets, each once."""
        return list(dict.fromkeys(self.outlet(a) for a in articles))

    def plain(self, text: str) -> str:
        return plain(text)

    def naming(self, article: Article, text: str) -> str:
        return naming(article, text)

    def direction(self, language: str) -> str:
        return direction(language)

    def names(self, names: Iterable[str]) -> list[Markup]:
        return [Markup("<bdi>{}</bdi>").format(n) for n in names]

    def language_of(self, article: Article) -> str:
        """The language of words around a report: known only where the page has one language."""
        return article.language if article.interface_language == article.language else "und"

    # Small elements

    def glyph(self, name: str) -> Markup:
        """A mark of the page; what it means always stands beside it in words."""
        return Markup('<svg class="glyph {0}" aria-hidden="true"><use href="#g-{0}"/></svg>').format(name)

    def key(self, origin: str) -> Markup:
        """An origin's sign, as text."""
        return Markup('<b class="key">{}</b>').format(self.view.keys.get(origin, "?"))

    def key_link(self, origin: str) -> Markup:
        """An origin's sign, leading to what it stands for."""
        known = self._origins.get(origin)
        if known is None:
            return Markup("")
        sign = self.view.keys[origin]
        return Markup('<a class="key" href="#origin-{0}" title="{1}" aria-label="{0}: {1}">{0}</a>').format(
            sign, plain(origin_name(known, self.ui))
        )

    def cites(self, numbers: Sequence[int]) -> Markup:
        """Citation markers."""
        return Markup(" ").join(self.cite(n) for n in numbers)

    def cite(self, number: int) -> Markup:
        outlet = plain(outlet_name(self.view.passage(number).article, self.ui))
        label = self.say("brief.citation", n=number, outlet=outlet)
        return Markup('<a class="cite" href="#p{0}" aria-label="{1}">{0}</a>').format(number, label)

    def link(self, url: str | None, text: Markup) -> Markup:
        """A link to the outside, or just its text when the address is not one."""
        safe = safe_url(url)
        if safe is None:
            return text
        return Markup('<a href="{}" rel="noreferrer external">{}</a>').format(safe, text)

    def passage_link(self, passage: Passage) -> Markup | None:
        url = passage_url(passage.article, passage.span)
        if url is None:
            return None
        return Markup('<a href="{}" rel="noreferrer external">{}</a>').format(url, self.say("report.open"))

    def report(self, article: Article) -> Markup:
        """An outlet's name, leading to its report on the page."""
        text = Markup("{}{}").format(self.outlet(article), self.version(article))
        return Markup('<a href="#{}">{}</a>').format(self._anchors[article.id], text)

    def origin_name(self, origin: Origin) -> str:
        return origin_name(origin, self.ui)

    def version(self, article: Article) -> str:
        return self._versions.get(article.id, "")

    def anchor(self, article: Article) -> str:
        return self._anchors[article.id]

    # Sentences

    def sentence(self, sentence: Sentence | Words) -> Markup:
        """A message with its values, each in its own language and direction."""
        if isinstance(sentence, Words):
            return self._words(sentence)
        values = {name: self.sentence(value) for name, value in sentence.values}
        said = self.say(sentence.key, **values)
        if not sentence.places:
            return said
        return self.say("edit.more", sentence=said, places=self.count("count.more_places", sentence.places))

    def _words(self, words: Words) -> Markup:
        each = [self.original(text, words.language) for text in words.texts]
        each = [Markup("<q>{}</q>").format(text) for text in each] if words.quoted else each
        pattern = joined([f"{{{n}}}" for n in range(len(each))], words.join, self.ui)
        return escape(pattern).format(*each)

    def link_words(self, neighbour: Neighbour) -> list[tuple[str, str]]:
        return link_words(neighbour, self.ui)

    def place_link(self, quote: Quoted) -> Markup:
        """A link to the report that a quotation stands in; to the passage, where the report reads so now."""
        url = quote.article.url if quote.side == "before" else passage_url(quote.article, quote.span)
        return self.link(url, self.say("report.open")) if safe_url(url) else Markup("")

    def channel(self, channel: Channel) -> Markup:
        if channel.name:
            return self.say(
                f"channel_named.{channel.kind}", name=Markup("<bdi>{}</bdi>").format(channel.name)
            )
        return self.say(f"channel.{channel.kind}")

    def difference(self, difference: Difference) -> Markup:
        """The difference as a plain sentence."""
        about = self.original(difference.dispute.about, self.view.story.brief.language)
        values = self.listing([self.side(s) for s in difference.sides], "or")
        return self.say("dispute.sentence", about=about, values=values)

    def side(self, side: Side) -> Markup:
        who = self.outlets(side.articles)
        if not who:
            return self.display(side)
        return self.say("dispute.value", value=self.display(side), who=self.listing(who))

    def display(self, side: Side) -> Markup:
        return Markup("<strong><bdi>{}</bdi></strong>").format(said(side.value, side.slot, self.ui))

    def said(self, value: Value, slot: str) -> str:
        return said(value, slot, self.ui)

    def copies(self, article: Article) -> list[Markup]:
        """What an article has to do with others, in words."""
        return [
            Markup("{} <small>({})</small>").format(
                self.say(copy_key(copy), other=self.report(other)),
                self.say("copy.share", percent=self.ui.percent(copy.share)),
            )
            for copy, other in copies_of(article, self.view.story)
        ] + [
            self.say("copy.picture", other=self.report(other))
            + (
                Markup(" <small>({})</small>").format(
                    self.say("copy.picture_credit", who=shared.agency or shared.credit)
                )
                if shared.agency or shared.credit
                else Markup()
            )
            for shared, other in pictures_of(article, self.view.story)
        ]

    def earliest(self, side: Side) -> datetime | None:
        """When a value was first reported, among times that can be compared."""
        times = [a.published for a in side.articles if a.published]
        zoned = [t for t in times if t.tzinfo]
        return min(zoned or times, default=None)

    def origin_reports(self, origin: Origin) -> list[Markup]:
        return list(dict.fromkeys(self.report(a) for a in self.view.outlets(origin)))

    def grounds(self, origin: Origin) -> tuple[Ground, ...]:
        return telling(self.view.grounds[origin.id])

    def ground_words(self, ground: Ground) -> list[Markup]:
        """The words that show it, each leading to its passage."""
        if not ground.passages:
            return [Markup("<q><bdi>{}</bdi></q>").format(words) for words in ground.words]
        return [
            Markup('<q>{}</q> <sup class="cites">{}</sup>').format(
                self.original(words, self.view.passage(n).article.language), self.cite(n)
            )
            for words, n in zip(ground.words, ground.passages, strict=True)
        ]

    def owner(self, origin: Origin) -> Markup:
        """With which origins it counts once, and for whose sake; nothing where there is nothing to say."""
        key = owner_key(origin, self.view.story)
        signs = [self.key_link(o.id) for o in counted_with(origin, self.view.story)]
        owner = Markup("<bdi>{}</bdi>").format(origin.owner)
        return self.say(key, owner=owner, signs=self.listing(signs)) if key else Markup("")

    def affiliations(self, origin: Origin) -> list[Markup]:
        """What its outlet has in common with those of other origins, beside an owner."""
        bdi, key = Markup("<bdi>{}</bdi>").format, self.key_link
        found = shared_by(origin, self.view.story)
        return [self.say(s.key, name=bdi(s.name), signs=self.listing([*map(key, s.others)])) for s in found]

    def counted_as(self, claim: ClaimGroup) -> str:
        return counted_as(claim, self.view.story)

    def named_columns(self) -> bool:
        return len(self.view.columns) <= NAMED_COLUMNS

    def split_remarks(self) -> tuple[int, int]:
        """How many remarks are shown at once, and how many on request."""
        several = sum(len(r.utterance.renderings) > 1 for r in self.view.remarks)
        shown = min(len(self.view.remarks), max(several, REMARKS_SHOWN))
        return shown, len(self.view.remarks) - shown

    def capital(self, text: str) -> str:
        """A heading's first letter large, as the engine writes phrases small."""
        return text[:1].upper() + text[1:]

    # What the sections ask

    def grouped(self, numbers: Iterable[int]) -> list[list[Passage]]:
        """Passages that show the same words together: copies quote once."""
        groups: dict[Excerpt, list[Passage]] = {}
        for number in numbers:
            passage = self.view.passage(number)
            groups.setdefault(passage.excerpt, []).append(passage)
        return list(groups.values())

    def number_of(self, span: Span) -> int:
        return self.view.numbers[span]

    def has_state(self, state: str) -> bool:
        """Whether some cell of the matrix is marked so."""
        return any(e.state == state for r in self.view.rows for c in r.cells for e in c.entries)

    def shows_carriers(self, origin: Origin) -> bool:
        """Whether outlets are named under an origin: not where its own name already says them."""
        return origin.kind is not OriginKind.REPORTER

    def places(self, passage: Passage) -> list[Markup]:
        """Where a passage is used, in words that lead there."""
        return [
            Markup('<a href="#{}">{}</a>').format(
                place.anchor, self.say(f"passage.{place.kind}", n=place.label, sign=place.label)
            )
            for place in passage.places
        ]

    def carriers(self, side: Side) -> list[Markup]:
        """Who gives a value, each with its passage."""
        return [
            Markup('{} <sup class="cites">{}</sup>').format(self.outlet(a), self.cite(n))
            for a, n in zip(side.articles, side.passages, strict=True)
        ]

    def reports(self, wording: Wording) -> list[Markup]:
        """Reports that word a remark so, each with its passage."""
        return [
            Markup('{} <sup class="cites">{}</sup>').format(self.report(a), self.cite(n))
            for a, n in zip(wording.articles, wording.passages, strict=True)
        ]

    def machine_date(self, value: str) -> bool:
        """Whether HTML's `time` element takes a date as it is: a year, month, week, day or moment."""
        return _MACHINE_DATE.fullmatch(value) is not None

    def reachable(self, article: Article) -> bool:
        return safe_url(article.url) is not None

    def labels(self, article: Article) -> list[Markup]:
        """Printed labels of machine-made parts, each once, with what it is about."""
        return [
            Markup("<q>{}</q> <small>(<bdi>{}</bdi>)</small>").format(
                self.original(label.text, label.language), self.ui.known("machine", label.about)
            )
            for label in dict.fromkeys(article.machine_labels)
        ]

    def pictures(self) -> list[Picture]:
        return pictures(self.view.story.articles, self.report)
