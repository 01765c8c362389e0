"""`counterpoint story`: one story of the stream as `compare` shows it, with its storyline, its edits and what is new.

Data way: Story from the store -> standard output or a file; an editor's decision -> the stream. A story that has changed since
it was last told is told first.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoint.cli.compare import FORMATS, form_of, write_story
from counterpoint.cli.opened import opened
from counterpoint.cli.output import standard_output
from counterpoint.cli.parsers import Commands
from counterpoint.errors import ConfigError

if TYPE_CHECKING:
    from counterpoint.config import Settings
    from counterpoint.desk.stories import Beside

_ACROSS = 8  # pairs of reports of two stories that a terminal shows


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    story = commands.add_parser(
        "story",
        help="show one story, or decide what belongs to it",
        description="Show one story as compare does, with its storyline, what edits of its reports changed, and what is new since "
        "a time. Or decide: an editor's decision is never undone by the machine.",
    )
    story.add_argument("story", metavar="ID", help="as counterpoint stories lists it, or the beginning of it")
    story.add_argument("--format", choices=FORMATS, help="default: by the output's suffix, else terminal")
    story.add_argument("--output", metavar="FILE", type=Path, help="write there instead of standard output")
    story.add_argument(
        "--locale",
        metavar="TAG",
        help="language of the page around the reports (default: the setting locale)",
    )
    story.add_argument(
        "--since", metavar="TIME", help="with what is new since: 2026-03-01, 2026-03-01T14:00Z, 6h, 3d"
    )
    story.add_argument(
        "--beside",
        action="store_true",
        help="only what stands beside the story, as JSON: its storyline, notes on edits, moves and decisions, and what is new",
    )
    decision = story.add_mutually_exclusive_group()
    decision.add_argument(
        "--hold", metavar="ARTICLE", help="the article belongs to this story, whatever the machine finds"
    )
    decision.add_argument("--part", metavar="ARTICLE", help="the article does not belong to this story")
    decision.add_argument(
        "--join", metavar="OTHER", help="the other story is this one: its reports come here"
    )
    decision.add_argument("--keep-apart", metavar="OTHER", help="this story and the other never become one")
    story.add_argument("--who", metavar="NAME", help="whose decision it is (default: your login)")
    story.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show it, or decide."""
    settings = opened(options)
    given = {kind: getattr(options, kind) for kind in ("hold", "part", "join", "keep_apart")}
    kind = next((kind for kind, value in given.items() if value is not None), None)
    if kind is not None:
        return _decide(settings, kind, options.story, given[kind], options.who)
    return _show(settings, options)


def _show(settings: Settings, options: argparse.Namespace) -> int:
    from counterpoint.cli.times import since_of
    from counterpoint.desk.around import around_story
    from counterpoint.desk.clock import now
    from counterpoint.desk.guarded import reading
    from counterpoint.desk.stories import beside, find_story
    from counterpoint.desk.telling import told_story
    from counterpoint.desk.tools import open_tools
    from counterpoint.render.i18n import interface

    form = options.format or form_of(options.output)
    locale = options.locale or settings.locale
    interface(locale)  # an unknown locale is said before any work
    since = since_of(options.since, now()) if options.since is not None else None
    with reading():
        row = find_story(options.story)
    if row.name != options.story and not row.name.startswith(options.story):
        sys.stderr.write(f"{options.story} is now part of {row.name}\n")
    with open_tools(settings, network=False) as tools:
        story = told_story(row, tools)
        with reading():
            row = find_story(row.name)
        around = around_story(row, story, tools, since=since)
    with reading():
        found = beside(row, options.story, since)
    if around.since is not None:
        found = replace(found, news=around.since.new.news)
    if options.beside:
        with standard_output(document=True):
            sys.stdout.write(_json(found))
        return 0
    write_story(story, form, options.output, locale, around)
    if form == "terminal" and options.output is None:
        with standard_output(document=False):
            _write_copies(found)
            _write_decisions(found)
    return 0


def _json(found: Beside) -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"


def _write_copies(found: Beside) -> None:
    """Words in common with other stories, which may be this one: the page shows those of the story alone."""
    from counterpoint.cli.layout import Page, counted, shown

    page = Page()
    across = [one for one in found.copies if one.across]
    if across:
        page.line("")
        page.heading("Words in common with other stories")
    for one in across[:_ACROSS]:
        way = "from" if one.directed else "as"
        copy, source = (
            f"{end.story}  {shown(end.outlet)} “{shown(end.title)}”" for end in (one.copy, one.source)
        )
        page.line(f"{copy}: {one.kind}, {way} {source}", indent=2)
        page.line(shown(one.evidence), indent=4)
    if len(across) > _ACROSS:
        page.line(f"and {counted(len(across) - _ACROSS, 'more pair')}: --beside lists them", indent=2)


def _write_decisions(found: Beside) -> None:
    """Editors' decisions, which no page shows."""
    from counterpoint.cli.layout import Page, moment, shown

    page = Page()
    decisions = [note for note in found.notes if note.kind == "decision"]
    if decisions:
        page.line("")
        page.heading("Decisions")
    for note in decisions:
        page.line(f"{moment(note.at)}  {shown(note.text)}", indent=2)


def _decide(settings: Settings, kind: str, name: str, about: str, who: str | None) -> int:
    from counterpoint.desk.clock import now
    from counterpoint.desk.decisions import member_named, put_decision
    from counterpoint.desk.guarded import kept, reading
    from counterpoint.desk.stories import find_story
    from counterpoint.desk.streaming import run_batch
    from counterpoint.desk.tools import open_tools

    with reading():
        story = find_story(name).name
        item = member_named(about) if kind in {"hold", "part"} else ""
        other = find_story(about).name if not item else ""
    if story == other:
        raise ConfigError(f"{name} and {about} are the same story")
    if kind == "join":  # the one that is named first keeps its id
        story, other = other, story
    with kept():
        made = put_decision(kind, story, now=now(), who=who or _login(), item=item, other=other)
    with open_tools(settings, network=False) as tools:
        done = run_batch(tools)
    made.refresh_from_db()
    if made.error:
        raise ConfigError(f"it cannot be done: {made.error}")
    taken_up = made.applied is not None and done
    sys.stdout.write("Done.\n" if taken_up else "Written down; the worker takes it up with its next batch.\n")
    return 0


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without names
        return ""
