"""Write a Story as Markdown, its citations as footnotes.

Data way: Story -> View -> Markdown (CommonMark, with GitHub's tables and footnotes). Pure.

Every word from a report is escaped: neither Markdown nor HTML in it takes effect.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from counterpoint.permission import widest_use
from counterpoint.render.around import arrange_around
from counterpoint.render.around_markdown import around_markdown
from counterpoint.render.i18n import Interface, interface
from counterpoint.render.matrix import Cell
from counterpoint.render.safety import passage_url, plain, safe_url
from counterpoint.render.view import Passage, View, arrange
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
    side_words,
    telling,
)
from counterpoint.types import Article, Story
from counterpoint.types.around import Around

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~$@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_ENTITIES = "<>@:."  # what a backslash does not keep from becoming a tag, a mention or a link
_OPENING = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
_MARK = {"says": "●", "otherwise": "◆", "earlier": "◐"}
_URL_UNSAFE = {
    "<": "%3C",
    ">": "%3E",
    "(": "%28",
    ")": "%29",
    "|": "%7C",
    "`": "%60",
    "\\": "%5C",
    '"': "%22",
}


def story_markdown(story: Story, *, locale: str = "en", around: Around | None = None) -> str:
    """Return the story as a Markdown document, with what stands around it in a store.

    Raises:
        ConfigError: No interface in that language.

    """
    ui = interface(locale)
    writer = _Writer(arrange(story, ui.code), ui)
    parts = [writer.head()]
    beside = arrange_around(around, story, ui)
    besides = {} if beside is None else around_markdown(beside, ui, escape_markdown, writer.link)
    if beside is not None and beside.beyond:
        parts.append(ui.count("count.told", len(story.articles)))
    for name, lines in (
        (name, besides.get(name, []) if make is None else list(make(writer))) for name, make in _SECTIONS
    ):
        if lines:
            parts.append("\n".join([f"## {writer.ui.say(f'section.{name}')}", "", *lines]))
    notes = "\n".join(writer.note(p) for p in writer.view.passages)
    return "\n\n".join(p for p in (*parts, notes) if p) + "\n"


def escape_markdown(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    flat = plain(text).replace("&", "&amp;")
    escaped = _SPECIAL.sub(lambda m: f"&#{ord(m[0])};" if m[0] in _ENTITIES else f"\\{m[0]}", flat)
    return _OPENING.sub(lambda m: f"{m[1]}\\{m[2]}" if not m[2].isdigit() else f"{m[1]}{m[2]}\\", escaped)


def _address(url: str) -> str:
    return "".join(_URL_UNSAFE.get(c, c) for c in url)


class _Writer:
    """What the sections share."""

    def __init__(self, view: View, ui: Interface) -> None:
        self.view = view
        self.story = view.story
        self.ui = ui

    def head(self) -> str:
        facts = " · ".join((f"**{self.ui.say('page.machine_made')}**", *counts(self.story, self.ui)))
        lines = [f"# {escape_markdown(self.story.title)}{self.cites(self.view.headline)}", "", facts]
        if self.story.brief.label:
            lines += ["", f"*{escape_markdown(self.story.brief.label)}*"]
        return "\n".join(lines)

    def cites(self, numbers: Iterable[int]) -> str:
        return "".join(f"[^{n}]" for n in numbers)

    def keys(self, origins: Iterable[str]) -> str:
        return " ".join(self.view.keys[o] for o in self.view.in_order(origins))

    def link(self, url: str | None, text: str) -> str:
        safe = safe_url(url)
        return f"[{escape_markdown(text)}](<{_address(safe)}>)" if safe else escape_markdown(text)

    def note(self, passage: Passage) -> str:
        """A footnote: the passage with its context, who says it and when."""
        article, shown = passage.article, passage.excerpt
        where = [escape_markdown(outlet_name(article, self.ui))]
        if article.published:
            where.append(self.ui.moment(article.published))
        if shown.withheld:
            words = self.ui.say("rights.withheld")
        else:
            exact = escape_markdown(shown.exact).strip()
            words = f"{escape_markdown(shown.before)}**{exact}**{escape_markdown(shown.after)}".strip()
        url = passage_url(article, passage.span)
        link = f" [{self.ui.say('report.open')}](<{_address(url)}>)" if url else ""
        return f"[^{passage.number}]: {', '.join(where)}: {words}{link}"


def _brief(w: _Writer) -> Iterable[str]:
    for item in w.view.sentences:
        keys = w.keys(item.sentence.origins)
        yield f"- {escape_markdown(item.sentence.text)}{w.cites(item.passages)}{f' ({keys})' if keys else ''}"


def _origins(w: _Writer) -> Iterable[str]:
    for origin in w.view.origins:
        names = ", ".join(escape_markdown(n) for n in outlet_names(w.view.outlets(origin), w.ui))
        kind = w.ui.say(f"origin.{origin.kind}")
        yield (
            f"- **{w.view.keys[origin.id]}** {escape_markdown(origin_name(origin, w.ui))} ({kind}): {names}"
        )
        if not origin.independent:
            yield f"  - {w.ui.say('origin.dependent')}: {w.ui.say('origin.dependent_means')}"
        if owned := owner_words(origin, w.story, w.view.keys, w.ui):
            yield f"  - {escape_markdown(owned)}"
        for shared in shared_by(origin, w.story):
            yield f"  - {escape_markdown(shared_words(shared, w.view.keys, w.ui))}"
        for ground in telling(w.view.grounds[origin.id]):
            words = "" if ground.passages else "".join(f" “{escape_markdown(x)}”" for x in ground.words)
            outlet = escape_markdown(outlet_name(ground.article, w.ui))
            yield f"  - {outlet}: {w.ui.say(f'edge.{ground.kind}')}{words}{w.cites(ground.passages)}"


def _matrix(w: _Writer) -> Iterable[str]:
    if not w.view.rows:
        return
    keys = [w.view.keys[o.id] for o in w.view.columns]
    yield f"| {w.ui.say('matrix.claim')} | | {' | '.join(keys)} |"
    yield f"|---|---|{':-:|' * len(keys)}"
    for row in w.view.rows:
        cells = " | ".join(_cell(w, c) for c in row.cells)
        status = w.ui.say(f"status.{row.claim.status}")
        if note := counted_as(row.claim, w.story):
            status += f" ({w.ui.say(note)})"
        yield f"| {escape_markdown(row.words)} | {status} | {cells} |"
    yield ""
    legend = [f"{mark} {w.ui.say(f'matrix.{state}')}" for state, mark in _MARK.items()]
    yield " · ".join((*legend, f"– {w.ui.say('matrix.silent')}"))
    if w.view.claims_beyond:
        yield ""
        yield w.ui.count("count.beyond", w.view.claims_beyond)


def _cell(w: _Writer, cell: Cell) -> str:
    entries = [
        f"{_MARK[e.state.value]}{' ' + escape_markdown(said(e.value, e.slot, w.ui)) if e.value else ''}"
        f"{w.cites(w.view.numbers[s] for s in e.spans)}"
        for e in cell.entries
    ]
    return "<br>".join(entries) or "–"


def _disputes(w: _Writer) -> Iterable[str]:
    for difference in w.view.disputes:
        yield f"- {escape_markdown(difference_words(difference, w.ui))}"
        for side in difference.sides:
            yield f"  - {escape_markdown(said(side.value, side.slot, w.ui))} {w.cites(side.passages)}"


def _updates(w: _Writer) -> Iterable[str]:
    for difference in w.view.updates:
        series = " → ".join(
            escape_markdown(side_words(s, w.ui)) + w.cites(s.passages) for s in difference.sides
        )
        yield f"- **{escape_markdown(difference.dispute.about)}** {series}"


def _utterances(w: _Writer) -> Iterable[str]:
    for remark in w.view.remarks:
        utterance = remark.utterance
        how = f", {escape_markdown(channel_words(utterance.channel, w.ui))}" if utterance.channel else ""
        keys = f" ({w.keys([utterance.origin])})" if utterance.origin else ""
        yield f"- **{escape_markdown(utterance.source) or w.ui.say('utterance.unknown_source')}**{how}{keys}"
        for wording in remark.wordings:
            words = escape_markdown(wording.words)
            shown = f"“{words}”" if wording.direct else words
            names = escape_markdown(w.ui.listing(outlet_names(wording.articles, w.ui)))
            yield f"  - {shown} {names}{w.cites(wording.passages)}"
    if w.view.remarks_beyond:
        yield f"- {w.ui.count('count.remarks_beyond', w.view.remarks_beyond)}"


def _timeline(w: _Writer) -> Iterable[str]:
    for item in w.view.timeline:
        source = ""
        if item.source:
            source = f" ({escape_markdown(outlet_name(item.source, w.ui))}, {w.ui.say('date.related')})"
        date = escape_markdown(w.ui.date(item.entry.date))
        yield f"- **{date}** {escape_markdown(item.words)}{w.cites(item.passages)}{source}"


def _reports(w: _Writer) -> Iterable[str]:
    for article in w.story.articles:
        yield f"- **{escape_markdown(outlet_name(article, w.ui))}** {w.link(article.url, article.title)}"
        yield from (f"  - {fact}" for fact in _facts(w, article))


def _facts(w: _Writer, article: Article) -> Iterable[str]:
    ui = w.ui
    about = [ui.moment(article.published)] if article.published else []
    if article.language != "und":
        about.append(escape_markdown(ui.language(article.language)))
    if article.bylines:
        about.append(escape_markdown(ui.say("report.by", names=ui.listing(article.bylines))))
    if about:
        yield " · ".join(about)
    if article.agency:
        key = "report.agency_copy" if article.agency.copy else "report.agency_cited"
        yield escape_markdown(ui.say(key, name=article.agency.name))
    for copy, other in copies_of(article, w.story):
        yield escape_markdown(copy_words(copy, other, ui))
    for shared, other in pictures_of(article, w.story):
        yield escape_markdown(picture_words(shared, other, ui))
    for label in dict.fromkeys(article.machine_labels):
        yield f"{ui.say('report.labels')}: “{escape_markdown(label.text)}” ({escape_markdown(ui.known('machine', label.about))})"
    for image in article.images:
        if image.credit or image.machine_made:
            credit = ui.say("report.credit", credit=image.credit) if image.credit else ""
            made = ui.say("report.machine_picture") if image.machine_made else ""
            yield escape_markdown(" · ".join(part for part in (credit, made) if part))
    stated = f"“{escape_markdown(article.rights.statement)}” " if article.rights.statement else ""
    yield f"{ui.say('report.rights')}: {stated}{ui.say(f'rights.{widest_use(article)}')}"


def _variants(w: _Writer) -> Iterable[str]:
    for item in w.view.variants:
        forms = " / ".join(f"{escape_markdown(s.value.display)}{w.cites(s.passages)}" for s in item.sides)
        yield f"- {escape_markdown(item.variant.about)} {forms} ({escape_markdown(w.ui.known('why', item.variant.why))})"


def _related(w: _Writer) -> Iterable[str]:
    for related in w.story.related:
        date = f" {w.ui.moment(related.item.date)}" if related.item.date else ""
        yield f"- {w.link(related.item.url, related.item.title)}{date}"


def _odd(w: _Writer) -> Iterable[str]:
    for odd in w.story.odd:
        name = outlet_name(w.story.article(odd.article), w.ui)
        yield f"- {escape_markdown(name)} – {escape_markdown(odd.reason)}"


def _unread(w: _Writer) -> Iterable[str]:
    return (f"- {escape_markdown(line)}" for line in w.story.unread)


def _rejected(w: _Writer) -> Iterable[str]:
    for item in w.story.rejected:
        stage = w.ui.known("stage", item.stage)
        yield f"- {escape_markdown(item.item)} ({escape_markdown(stage)}) – {escape_markdown(item.reason)}"


def _dropped(w: _Writer) -> Iterable[str]:
    for item in w.story.brief.dropped:
        yield f"- {escape_markdown(item.text)} – {escape_markdown(item.reason)}"


# In the order of the page; None: what stands around the story.
_SECTIONS: tuple[tuple[str, Callable[[_Writer], Iterable[str]] | None], ...] = (
    ("since", None),
    ("odd", _odd),
    ("brief", _brief),
    ("origins", _origins),
    ("matrix", _matrix),
    ("disputes", _disputes),
    ("updates", _updates),
    ("edits", None),
    ("utterances", _utterances),
    ("timeline", _timeline),
    ("storyline", None),
    ("reports", _reports),
    ("moves", None),
    ("variants", _variants),
    ("related", _related),
    ("unread", _unread),
    ("rejected", _rejected),
    ("dropped", _dropped),
)
