"""What stands around a story, as Markdown.

Data way: AroundView -> lines of Markdown, for render.markdown. Pure. Words of reports are escaped by whoever passes `escape`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from counterpoint.render.around import AroundView, NewsView, Quoted, Sentence, link_words, sentence_text
from counterpoint.render.i18n import Interface
from counterpoint.render.safety import safe_url
from counterpoint.render.words import outlet_name
from counterpoint.types.storyline import Happened, Neighbour

Escape = Callable[[str], str]
Link = Callable[[str | None, str], str]


def around_markdown(view: AroundView, ui: Interface, escape: Escape, link: Link) -> dict[str, list[str]]:
    """Return the lines of each section by its name; a section without anything to say has none."""
    writer = _Writer(view, ui, escape, link)
    return {
        "since": list(writer.since()),
        "edits": list(writer.edits()),
        "storyline": list(writer.storyline()),
        "moves": [
            f"- {ui.moment(moved.at)}: {writer.said(sentence)}{f' ({escape(moved.why)})' if moved.why else ''}"
            for moved, sentence in view.moves
        ],
    }


class _Writer:
    def __init__(self, view: AroundView, ui: Interface, escape: Escape, link: Link) -> None:
        self.view = view
        self.ui = ui
        self.escape = escape
        self.link = link

    def said(self, sentence: Sentence) -> str:
        return self.escape(sentence_text(sentence, self.ui))

    def quoted(self, quote: Quoted) -> str:
        """A passage with whose it is; the words that changed are bold, or struck out."""
        ui, shown = self.ui, quote.excerpt
        about = (
            [ui.say(f"edit.{quote.side}")] if quote.side else [self.escape(outlet_name(quote.article, ui))]
        )
        if quote.number:
            about.append(ui.say("edit.version", n=ui.number(quote.number)))
        if quote.seen:
            about.append(ui.say("edit.seen", time=ui.moment(quote.seen)))
        exact = self.escape(shown.exact).strip()
        mark = "~~" if quote.side == "before" else "**"
        words = f"{self.escape(shown.before)}{mark}{exact}{mark}{self.escape(shown.after)}".strip()
        if shown.withheld:
            words = ui.say("rights.withheld")
        url = f" {self.link(quote.article.url, ui.say('report.open'))}" if safe_url(quote.article.url) else ""
        return f"  - {', '.join(about)}: {words}{url}"

    def since(self) -> Iterable[str]:
        then, ui = self.view.around.since, self.ui
        if then is None:
            return
        found = self.view.news or self.view.edits
        key = "since.whole" if then.whole else "since.head" if found else "since.nothing"
        yield ui.say(key, time=ui.moment(then.at))
        for group in self.view.news:
            yield ""
            yield f"**{ui.say(f'since.{group.kind.value}')}**"
            yield ""
            for item in group.items:
                yield from self.news(item)
            if group.more:
                yield f"- {ui.count('count.more_news', group.more)}"
        yield from (f"\n{self.escape(line)}" for line in then.unread)

    def news(self, item: NewsView) -> Iterable[str]:
        yield f"- {self.escape(sentence_text(item.sentence, self.ui))}"
        yield from map(self.quoted, item.quotes)

    def edits(self) -> Iterable[str]:
        for group in self.view.edits:
            when = f"{self.ui.moment(group.at)}: " if group.at else ""
            for edit in group.items:
                yield f"- {when}{self.said(edit.sentence)}"
                yield from map(self.quoted, edit.quotes)

    def storyline(self) -> Iterable[str]:
        line = self.view.around.storyline
        if line is None or not self.view.storied:
            return
        for key, stories in (("before", self.view.before), ("after", self.view.after)):
            if stories:
                yield f"**{self.ui.say(f'storyline.{key}')}**"
                yield ""
                for one in stories:
                    yield from self.neighbour(one)
                yield ""
        if line.more:
            yield self.ui.say("storyline.more")
            yield ""
        if line.timeline:
            yield f"**{self.ui.say('storyline.days')}**"
            yield ""
        for day in line.timeline:
            yield from self.day(day)
        yield from (self.escape(sentence) for sentence in line.unread)

    def neighbour(self, one: Neighbour) -> Iterable[str]:
        when = f"{self.ui.day(one.first_published)} " if one.first_published else ""
        reports = self.ui.count("count.reports", one.reports)
        yield f"- {when}{self.escape(one.title) or one.id} ({reports}, `{one.id}`)"
        for name, words in link_words(one, self.ui):
            yield f"  - {name}{f' ({self.escape(words)})' if words else ''}"

    def day(self, day: Happened) -> Iterable[str]:
        here = f" ({self.ui.say('storyline.here')})" if day.here else ""
        yield f"- **{self.escape(self.ui.date(day.date))}** {self.escape(day.text)}{here}"
        for source in day.sources:
            when = f", {self.ui.moment(source.published)}" if source.published else ""
            quoted = f": “{self.escape(source.exact)}”" if source.exact else ""
            yield f"  - {self.escape(source.outlet)} {self.link(source.url, source.title)}{when}{quoted}"
