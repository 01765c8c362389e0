"""What stands around a story, on a terminal.

Data way: AroundView -> lines with their indent, for render.terminal. Pure. The lines are plain: whoever prints them takes
out control characters, as for all that comes from outside.
"""

from __future__ import annotations

from collections.abc import Iterator

from counterpoint.render.around import EDITS_SHOWN, AroundView, Quoted, link_words, sentence_text
from counterpoint.render.i18n import Interface

DAYS_SHOWN = 20  # a screen; the page has all

Line = tuple[str, int]  # text, columns of indent


def around_lines(view: AroundView, ui: Interface) -> Iterator[tuple[str, list[Line]]]:
    """Yield the sections that have something to say: the name of each with its lines."""
    for name, lines in (
        ("since", _since(view, ui)),
        ("edits", _edits(view, ui)),
        ("storyline", _storyline(view, ui)),
        ("moves", _moves(view, ui)),
    ):
        found = list(lines)
        if found:
            yield name, found


def _since(view: AroundView, ui: Interface) -> Iterator[Line]:
    then = view.around.since
    if then is None:
        return
    key = "since.whole" if then.whole else "since.head" if view.news or view.edits else "since.nothing"
    yield ui.say(key, time=ui.moment(then.at)), 0
    for group in view.news:
        yield ui.say(f"since.{group.kind.value}"), 0
        for item in group.items:
            yield sentence_text(item.sentence, ui), 2
        if group.more:
            yield ui.count("count.more_news", group.more), 2
    yield from ((line, 0) for line in then.unread)


def _edits(view: AroundView, ui: Interface) -> Iterator[Line]:
    for group in view.edits[:EDITS_SHOWN]:
        if group.at:
            yield ui.moment(group.at), 0
        for edit in group.items:
            yield sentence_text(edit.sentence, ui), 2
            for quote in edit.quotes:
                yield _quoted(quote, ui), 4
    if len(view.edits) > EDITS_SHOWN:
        yield ui.count("count.more_edits", len(view.edits) - EDITS_SHOWN), 0


def _quoted(quote: Quoted, ui: Interface) -> str:
    shown = quote.excerpt
    words = f"“{shown.before}{shown.exact}{shown.after}”"
    words = ui.say("rights.withheld") if shown.withheld else words
    version = f" ({ui.say('edit.version', n=ui.number(quote.number))})" if quote.number else ""
    return f"{ui.say(f'edit.{quote.side}')}{version}: {words}"


def _storyline(view: AroundView, ui: Interface) -> Iterator[Line]:
    line = view.around.storyline
    if line is None or not view.storied:
        return
    for key, stories in (("before", view.before), ("after", view.after)):
        if stories:
            yield ui.say(f"storyline.{key}"), 0
        for one in stories:
            when = f"{ui.day(one.first_published)}  " if one.first_published else ""
            yield f"{when}{one.id}  {one.title} ({ui.count('count.reports', one.reports)})", 2
            for name, words in link_words(one, ui):
                yield f"{name}{f': {words}' if words and ui.code == 'en' else ''}", 4
    if line.more:
        yield ui.say("storyline.more"), 2
    if line.timeline:
        yield ui.say("storyline.days"), 0
    for day in line.timeline[:DAYS_SHOWN]:
        outlets = list(dict.fromkeys(s.outlet or s.title for s in day.sources))
        here = f" ({ui.say('storyline.here')})" if day.here else ""
        yield f"{ui.date(day.date)}  {day.text}{here} [{ui.listing(outlets)}]", 2
    if len(line.timeline) > DAYS_SHOWN:
        yield ui.count("count.more_entries", len(line.timeline) - DAYS_SHOWN), 2
    yield from ((sentence, 2) for sentence in line.unread)


def _moves(view: AroundView, ui: Interface) -> Iterator[Line]:
    for moved, sentence in view.moves:
        yield f"{ui.moment(moved.at)}: {sentence_text(sentence, ui)}", 0
        if moved.why and ui.code == "en":
            yield moved.why, 2
