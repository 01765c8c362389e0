"""Print a Story on a terminal: readable at any width, and without colour.

Data way: Story -> View -> rich Console. The only effect is printing on the console that is passed in.

Words from reports are printed as plain text: no markup of rich's, no control characters, no direction
marks (render.safety.plain).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from counterpoint.permission import widest_use
from counterpoint.render.around import arrange_around
from counterpoint.render.around_terminal import around_lines
from counterpoint.render.i18n import Interface, interface
from counterpoint.render.matrix import Cell
from counterpoint.render.safety import plain, safe_url
from counterpoint.render.view import Difference, Happening, Remark, View, arrange
from counterpoint.render.words import (
    channel_words,
    copies_of,
    copy_words,
    counted_as,
    counts,
    difference_words,
    origin_name,
    outlet_name,
    outlet_names,
    owner_words,
    picture_words,
    pictures_of,
    said,
    shared_by,
    shared_words,
)
from counterpoint.types import Article, Origin, Status, Story
from counterpoint.types.around import Around

ROWS_SHOWN = 16  # a screen; the rest stands on the page and in the document
REMARKS_SHOWN = 8
ENTRIES_SHOWN = 20
RELATED_SHOWN = 12
# Claims narrower than this beside the matrix are hard to read: each then names its origins instead.
MATRIX_WIDTH = 40

TEXT_WIDTH = 100  # longer lines are hard to read

_STYLE = {Status.CORROBORATED: "green", Status.SINGLE: "dim", Status.DISPUTED: "red"}
_MARK = {"says": "●", "otherwise": "◆", "earlier": "◐"}
_ASCII = {"●": "x", "◆": "#", "◐": "-", "·": ".", "→": "->"}


def print_story(story: Story, console: Console, *, locale: str = "en", around: Around | None = None) -> None:
    """Print the story: brief, matrix, differences, remarks, timeline, reports, what was left out, what stands around it.

    Raises:
        ConfigError: No interface in that language.

    """
    ui = interface(locale)
    view = arrange(story, ui.code)
    printer = _Printer(view, ui, console)
    printer.head()
    for section in _SECTIONS:
        section(printer)
    beside = arrange_around(around, story, ui)
    if beside is not None and beside.beyond:
        printer.line("")
        printer.line(ui.count("count.told", len(story.articles)))
    for name, lines in around_lines(beside, ui) if beside is not None else ():
        printer.heading(name)
        for text, indent in lines:
            printer.line(text, indent=indent)


class _Printer:
    """What the sections share."""

    def __init__(self, view: View, ui: Interface, console: Console) -> None:
        self.view = view
        self.story = view.story
        self.ui = ui
        self.console = console
        self.width = min(console.width, TEXT_WIDTH)
        self.legacy = (console.encoding or "utf-8").lower() not in {"utf-8", "utf8", "utf-16"}

    def sign(self, mark: str) -> str:
        return _ASCII.get(mark, mark) if self.legacy else mark

    def heading(self, key: str) -> None:
        self.console.print()
        title = Text(self.ui.say(f"section.{key}"), style="bold")
        self.console.print(Rule(title, align="left", style="dim"), width=self.width)

    def line(self, *parts: Text | str, indent: int = 0) -> None:
        """One paragraph, wrapped at the console's width."""
        text = Text()
        for part in parts:
            text.append_text(part if isinstance(part, Text) else Text(plain(part)))
        self.console.print(Padding(text, (0, 0, 0, indent), expand=False), width=self.width)

    def keys(self, origins: Iterable[str]) -> str:
        return " ".join(self.view.keys[o] for o in self.view.in_order(origins))

    def head(self) -> None:
        self.console.print()
        self.line(Text(plain(self.story.title), style="bold"))
        facts = " · ".join((self.ui.say("page.machine_made"), *counts(self.story, self.ui)))
        self.line(Text(facts, style="dim"))
        if self.story.brief.label:
            self.line(Text(plain(self.story.brief.label), style="dim"))

    def cited(self, origins: Iterable[str], numbers: Iterable[int]) -> Text:
        """Who stands behind a sentence: signs of the origins, names of the outlets."""
        names = outlet_names((self.view.passage(n).article for n in numbers), self.ui)
        keys = self.keys(origins)
        return Text(keys, style="cyan").append(
            plain(f"{' · ' if keys else ''}{', '.join(names)}"), style="dim"
        )


def _brief(p: _Printer) -> None:
    if not p.view.sentences:
        return
    p.heading("brief")
    for item in p.view.sentences:
        style = "red" if item.sentence.role == "dispute" else ""
        p.line(Text(plain(item.sentence.text), style=style))
        p.line(p.cited(item.sentence.origins, item.passages), indent=4)


def _origins(p: _Printer) -> None:
    if not p.story.origins:
        return
    p.heading("origins")
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for origin in p.view.origins:
        table.add_row(p.view.keys[origin.id], _origin_words(p, origin))
    p.console.print(table, width=p.width)


def _origin_words(p: _Printer, origin: Origin) -> Text:
    words = {g.article.id: g.words[0] for g in reversed(p.view.grounds[origin.id]) if g.words}
    names = dict.fromkeys(
        outlet_name(a, p.ui) + (f" “{words[a.id]}”" if a.id in words else "") for a in p.view.outlets(origin)
    )
    text = Text(plain(origin_name(origin, p.ui)))
    text.append(plain(f" · {p.ui.say(f'origin.{origin.kind}')}: {', '.join(names)}"), style="dim")
    if not origin.independent:
        text.append(f"\n{p.ui.say('origin.dependent')}: {p.ui.say('origin.dependent_means')}", style="dim")
    if owned := owner_words(origin, p.story, p.view.keys, p.ui):
        text.append(f"\n{plain(owned)}", style="dim")
    for shared in shared_by(origin, p.story):
        text.append(f"\n{plain(shared_words(shared, p.view.keys, p.ui))}", style="dim")
    return text


def _matrix(p: _Printer) -> None:
    if not p.view.rows:
        return
    p.heading("matrix")
    wide = p.width >= MATRIX_WIDTH + 4 * len(p.view.columns)
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(overflow="fold", ratio=1)
    for _ in p.view.columns if wide else ():
        table.add_column(justify="center", no_wrap=True, width=3)
    if wide:
        table.add_row("", *(Text(p.view.keys[o.id], style="cyan") for o in p.view.columns))
    for row in p.view.rows[:ROWS_SHOWN]:
        status = row.claim.status
        words = Text(plain(row.words))
        words.append(f" · {p.ui.say(f'status.{status}')}", style=_STYLE[status])
        if note := counted_as(row.claim, p.story):
            words.append(f" ({p.ui.say(note)})", style="dim")
        if not wide:
            words.append(f" {p.keys(c.origin.id for c in row.cells if c.entries)}", style="cyan")
        table.add_row(words, *(_cell(p, c) for c in row.cells if wide))
    p.console.print(table, width=p.width)
    legend = "   ".join(f"{p.sign(m)} {p.ui.say(f'matrix.{state}')}" for state, m in _MARK.items())
    p.line(Text(f"{legend}   {p.sign('·')} {p.ui.say('matrix.silent')}", style="dim"))
    rest = len(p.story.claims) - min(ROWS_SHOWN, len(p.view.rows))
    if rest > 0:
        p.line(Text(p.ui.count("count.beyond", rest), style="dim"))


def _cell(p: _Printer, cell: Cell) -> Text:
    if not cell.entries:
        return Text(p.sign("·"), style="dim")
    marks = list(dict.fromkeys(e.state.value for e in cell.entries))
    text = Text()
    for mark in marks:
        text.append(p.sign(_MARK[mark]), style="red" if mark == "otherwise" else "")
    return text


def _disputes(p: _Printer) -> None:
    if not p.view.disputes:
        return
    p.heading("disputes")
    for difference in p.view.disputes:
        p.line(Text(f"{p.sign('◆')} ", style="red"), difference_words(difference, p.ui))
        _exact_words(p, difference)


def _exact_words(p: _Printer, difference: Difference) -> None:
    for side in difference.sides:
        for number in side.passages:
            passage = p.view.passage(number)
            shown = passage.excerpt
            where = Text(plain(f"{outlet_name(passage.article, p.ui)}: "), style="dim")
            if shown.withheld:
                p.line(where, Text(p.ui.say("rights.withheld"), style="dim italic"), indent=4)
                continue
            exact = Text(plain(shown.exact), style="underline")
            p.line(where, Text(plain(shown.before)), exact, Text(plain(shown.after)), indent=4)


def _updates(p: _Printer) -> None:
    if not p.view.updates:
        return
    p.heading("updates")
    for difference in p.view.updates:
        series = f" {p.sign('→')} ".join(plain(said(s.value, s.slot, p.ui)) for s in difference.sides)
        p.line(Text(plain(difference.dispute.about), style="bold"), f": {series}")
        for side in difference.sides:
            p.line(
                Text(
                    plain(f"{side.value.display}: {', '.join(outlet_names(side.articles, p.ui))}"),
                    style="dim",
                ),
                indent=4,
            )


def _utterances(p: _Printer) -> None:
    if not p.view.remarks:
        return
    p.heading("utterances")
    for remark in p.view.remarks[:REMARKS_SHOWN]:
        _remark(p, remark)
    rest = len(p.story.utterances) - min(REMARKS_SHOWN, len(p.view.remarks))
    if rest > 0:
        p.line(Text(p.ui.count("count.remarks_beyond", rest), style="dim"))


def _remark(p: _Printer, remark: Remark) -> None:
    utterance = remark.utterance
    how = [channel_words(utterance.channel, p.ui)] if utterance.channel else []
    how += [p.keys([utterance.origin])] if utterance.origin else []
    who = Text(plain(utterance.source) or p.ui.say("utterance.unknown_source"), style="bold")
    p.line(who, Text(plain("".join(f" · {h}" for h in how)), style="dim"))
    for wording in remark.wordings:
        words = f"“{wording.words}”" if wording.direct else wording.words
        names = ", ".join(outlet_names(wording.articles, p.ui))
        p.line(words, Text(plain(f" · {names}"), style="dim"), indent=4)


def _timeline(p: _Printer) -> None:
    if not p.view.timeline:
        return
    p.heading("timeline")
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", overflow="fold", max_width=max(12, p.width // 3))
    table.add_column(overflow="fold")
    for item in p.view.timeline[:ENTRIES_SHOWN]:
        table.add_row(Text(plain(p.ui.date(item.entry.date))), _happening(p, item))
    p.console.print(table, width=p.width)
    rest = len(p.view.timeline) - ENTRIES_SHOWN
    if rest > 0:
        p.line(Text(p.ui.count("count.more_entries", rest), style="dim"))


def _happening(p: _Printer, item: Happening) -> Text:
    text = Text(plain(item.words))
    if item.source:
        text.append(plain(f" · {outlet_name(item.source, p.ui)}, {p.ui.say('date.related')}"), style="dim")
    return text


def _reports(p: _Printer) -> None:
    if not p.story.articles:
        return
    p.heading("reports")
    for article in p.story.articles:
        p.line(
            Text(plain(outlet_name(article, p.ui)), style="bold"),
            Text(" · ", style="dim"),
            plain(article.title),
        )
        p.line(Text(plain(" · ".join(_facts(p, article))), style="dim"), indent=4)


def _facts(p: _Printer, article: Article) -> list[str]:
    ui = p.ui
    facts = [ui.moment(article.published)] if article.published else []
    if article.language != "und":
        facts.append(ui.language(article.language))
    if article.agency:
        key = "report.agency_copy" if article.agency.copy else "report.agency_cited"
        facts.append(ui.say(key, name=article.agency.name))
    facts += [copy_words(copy, other, ui) for copy, other in copies_of(article, p.story)]
    facts += [picture_words(shared, other, ui) for shared, other in pictures_of(article, p.story)]
    facts += [
        f"{ui.say('report.labels')}: {ui.known('machine', about)}"
        for about in dict.fromkeys(m.about for m in article.machine_labels)
    ]
    facts.append(f"{ui.say('report.shown')}: {ui.say(f'rights.{widest_use(article)}')}")
    url = safe_url(article.url)
    return [*facts, url] if url else facts


def _variants(p: _Printer) -> None:
    if not p.view.variants:
        return
    p.heading("variants")
    for item in p.view.variants:
        forms = " / ".join(s.value.display for s in item.sides)
        why = Text(plain(f" · {p.ui.known('why', item.variant.why)}"), style="dim")
        p.line(f"{item.variant.about}: {forms}", why)


def _related(p: _Printer) -> None:
    if not p.story.related:
        return
    p.heading("related")
    for related in p.story.related[:RELATED_SHOWN]:
        date = f" · {p.ui.moment(related.item.date)}" if related.item.date else ""
        p.line(related.item.title, Text(date, style="dim"))
    rest = len(p.story.related) - RELATED_SHOWN
    if rest > 0:
        p.line(Text(p.ui.count("count.more_entries", rest), style="dim"))


def _odd(p: _Printer) -> None:
    """Reports that may be about something else: said early, as it bears on all that follows."""
    _reasons(p, "odd", [(outlet_name(p.story.article(o.article), p.ui), o.reason) for o in p.story.odd])


def _left_out(p: _Printer) -> None:
    """What was not read, what was refused and why."""
    _reasons(p, "unread", [("", line) for line in p.story.unread])
    rejected = [(f"{r.item} ({p.ui.known('stage', r.stage)})", r.reason) for r in p.story.rejected]
    _reasons(p, "rejected", rejected)
    _reasons(p, "dropped", [(d.text, d.reason) for d in p.story.brief.dropped])


def _reasons(p: _Printer, key: str, items: list[tuple[str, str]]) -> None:
    if items:
        p.heading(key)
    for what, why in items:
        p.line(Text(plain(what), style="bold"), Text(" · " if what else "", style="dim"), plain(why))


_SECTIONS: tuple[Callable[[_Printer], None], ...] = (
    _odd,
    _brief,
    _origins,
    _matrix,
    _disputes,
    _updates,
    _utterances,
    _timeline,
    _reports,
    _variants,
    _related,
    _left_out,
)
