"""`counterpoint stories`: the stories that the stream has become.

Data way: beside it. Reads the store; writes to standard output. The form of --format json: docs/reference/store.md.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from counterpoint.cli.opened import opened
from counterpoint.cli.output import standard_output
from counterpoint.cli.parsers import Commands
from counterpoint.cli.reader import add_reader, reader_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from counterpoint.desk.stories import Listed
    from counterpoint.render.i18n import Interface

_SCREEN = 20  # stories that are listed on a screen unless --limit says otherwise


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    stories = commands.add_parser(
        "stories",
        help="list the stories that the reports make",
        description="List the stories: how many reports, outlets and independent origins each has, in which languages, its first "
        "and latest report, and what is disputed. counterpoint story ID shows one.",
    )
    stories.add_argument("--format", choices=("table", "json"), default="table", help="default: table")
    stories.add_argument(
        "--since",
        metavar="TIME",
        help="those with a report published since: 2026-03-01, 2026-03-01T14:00Z, 6h, 3d",
    )
    stories.add_argument("--language", metavar="TAG", help="those with reports in a language, such as fr")
    stories.add_argument("--disputed", action="store_true", help="those whose reports contradict each other")
    stories.add_argument(
        "--sort",
        choices=("matter", "latest"),
        default="matter",
        help="by how much they matter, or by their latest report (default: matter)",
    )
    stories.add_argument(
        "--limit",
        type=_limit,
        metavar="N",
        help=f"at most so many (default: {_SCREEN} in a table, all in JSON)",
    )
    stories.add_argument("--why", action="store_true", help="with the terms of each story's weight")
    add_reader(stories)
    stories.add_argument(
        "--locale", metavar="TAG", help="language of the words around (default: the setting locale)"
    )
    stories.set_defaults(run=run)


def _limit(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1_000_000:
        raise argparse.ArgumentTypeError("1 to 1000000")
    return number


def run(options: argparse.Namespace) -> int:
    """Ask the store, and list."""
    settings = opened(options)
    from counterpoint.cli.times import since_of
    from counterpoint.desk.clock import now
    from counterpoint.desk.guarded import reading
    from counterpoint.desk.stories import Asked, Sort, list_stories
    from counterpoint.render.i18n import interface

    moment = now()
    ui = interface(options.locale or settings.locale)
    as_json = options.format == "json"
    asked = Asked(
        since=since_of(options.since, moment) if options.since is not None else None,
        language=(options.language or "").lower(),
        disputed=options.disputed,
        sort=Sort(options.sort),
        limit=options.limit or (None if as_json else _SCREEN + 1),
        why=options.why,
        reader=reader_of(options, settings.reader, ui.code),
    )
    with reading():
        found = list_stories(asked, now=moment)
    with standard_output(document=as_json):
        if as_json:
            sys.stdout.write(_json(found, why=options.why))
        else:
            _write(
                found if options.limit else found[:_SCREEN],
                ui,
                more=not options.limit and len(found) > _SCREEN,
            )
    return 0


def _json(found: Sequence[Listed], *, why: bool) -> str:
    import msgspec

    rows = [msgspec.to_builtins(story) for story in found]
    if not why:
        for row in rows:
            del row["why"]
    return msgspec.json.format(msgspec.json.encode(rows), indent=1).decode() + "\n"


def _write(found: Sequence[Listed], ui: Interface, *, more: bool) -> None:
    from counterpoint.cli.layout import Page, shown
    from counterpoint.render.ranking import term_words

    page = Page()
    if not found:
        page.line(
            "there are no such stories; counterpoint run and counterpoint ingest make them of the reports that come in"
        )
        return
    for story in found:
        page.heading(f"{story.id}  {shown(story.title) or '(no title)'}")
        facts = [
            ui.count("count.reports", len(story.articles)),
            ui.count("count.outlets", story.outlets),
            ui.count("count.origins", story.origins) if story.told else "",
            ui.listing([ui.language(code) for code in story.languages]),
            _period(story, ui),
            f"{ui.say('section.storyline')} {story.storyline}" if story.storyline != story.id else "",
        ]
        page.line("; ".join(fact for fact in facts if fact), indent=2)
        if story.disputed:
            disputes = ui.listing([shown(about) for about in story.disputes])
            page.line(ui.say("since.values", about=ui.say("status.disputed"), values=disputes), indent=2)
        for term in story.why:
            name, words = term_words(term, ui)
            said = ui.say("since.values", about=name, values=shown(words))
            page.line(f"{term.weight:+7.3f}  {said}", indent=2)
        if story.why and story.score is not None:
            page.line(f"{story.score:+7.3f}  {ui.say('rank.score')}", indent=2)
    if more:
        page.heading("There are more: --limit N lists up to N")


def _period(story: Listed, ui: Interface) -> str:
    first, last = story.first_published, story.last_published
    if first is None or last is None:
        return ""
    return ui.moment(first) if first == last else f"{ui.moment(first)} – {ui.moment(last)}"
