"""`counterpoint add`: feeds, lists of them, folders and archives, to be polled from now on.

Data way: before it. Asks an address once, to say what it is; writes feeds to the store.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoint.cli.opened import opened
from counterpoint.cli.output import standard_output
from counterpoint.cli.parsers import Commands
from counterpoint.errors import ConfigError, FetchError

_SHOWN = 20  # of those added; counterpoint status has them all

if TYPE_CHECKING:
    from counterpoint.config import Settings
    from counterpoint.types import Subscription


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    add = commands.add_parser(
        "add",
        help="add feeds, lists of feeds, folders and archives to be polled",
        description="Add what is to be polled: the address of a feed (RSS, Atom, JSON Feed), of a sitemap or of a site "
        "that names its feeds, an OPML list of feeds, a folder of pages or wire files, a web archive.",
    )
    add.add_argument("names", nargs="+", metavar="NAME", help="a URL, an OPML file, a folder or an archive")
    add.add_argument("--unseen", action="store_true", help="add addresses without asking them what they are")
    add.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Find out what the names are, and keep them."""
    settings = opened(options)
    from counterpoint.desk.clock import now
    from counterpoint.desk.feeds import add_feeds
    from counterpoint.desk.guarded import kept

    found = [each for name in options.names for each in _found(name, settings, unseen=options.unseen)]
    with kept():
        new, refused = add_feeds(found, now=now())
    if len(refused) == len(found) == 1:
        raise ConfigError(refused[0])
    with standard_output(document=False):
        _say(new, known=len(found) - len(new) - len(refused), skipped=len(refused))
    for reason in refused[:_SHOWN]:
        sys.stderr.write(f"counterpoint: skipped: {reason}\n")
    return 0 if len(refused) < len(found) else 2


def _say(new: list[Subscription], *, known: int, skipped: int) -> None:
    from counterpoint.cli.layout import shown

    for subscription in new[:_SHOWN]:
        sys.stdout.write(
            f"added: {shown(subscription.title or subscription.url)} ({shown(subscription.url)})\n"
        )
    if len(new) > _SHOWN:
        sys.stdout.write(f"and {len(new) - _SHOWN} more\n")
    said = f"{f', {known} known already' if known else ''}{f', {skipped} skipped' if skipped else ''}"
    sys.stdout.write(f"{len(new)} added{said}; counterpoint run polls them\n")


def _found(name: str, settings: Settings, *, unseen: bool) -> list[tuple[Subscription, str]]:
    """What a name stands for, each with its kind ("" where the first poll tells it)."""
    from counterpoint.ingest.files import is_url
    from counterpoint.masking import mask_url
    from counterpoint.types import Subscription

    if is_url(name):
        return [(Subscription(name), "")] if unseen else _asked(name, settings)
    path = Path(name)
    try:
        there = path.exists()
    except (OSError, ValueError) as error:
        raise ConfigError(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if not there:
        shown = mask_url(name)
        raise ConfigError(f"{shown} is neither an address (https://...) nor a file or folder that is there")
    return _of_path(path)


def _of_path(path: Path) -> list[tuple[Subscription, str]]:
    from counterpoint.desk.feeds import FILE, FOLDER, folder_of
    from counterpoint.ingest.limits import MAX_BYTES
    from counterpoint.ingest.opml import parse_opml
    from counterpoint.types import Rejected

    if path.is_dir():
        return [(folder_of(path), FOLDER)]
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error
    if b"<opml" not in content[:4096].lower():
        return [(folder_of(path), FILE)]
    listed = parse_opml(content, name=str(path))
    if isinstance(listed, Rejected):
        raise ConfigError(f"{path}: {listed.reason}")
    return [(subscription, "") for subscription in listed]


def _asked(url: str, settings: Settings) -> list[tuple[Subscription, str]]:
    """Ask an address what it is: a feed, a list of feeds, a page that names its feeds."""
    from counterpoint.desk.clock import now
    from counterpoint.desk.feeds import pollable
    from counterpoint.ingest.feedfind import find_feeds
    from counterpoint.ingest.feeds import parse_feed
    from counterpoint.ingest.http import HttpFetcher
    from counterpoint.ingest.opml import parse_opml
    from counterpoint.types import Capture, ParsedFeed, Rejected, Subscription

    url = pollable(url)
    fetcher = HttpFetcher(clock=now, settings=settings.fetch)
    try:
        fetched = fetcher.ask(url)
    except FetchError as error:
        raise ConfigError(f"{error}; --unseen adds it all the same") from error
    finally:
        fetcher.close()
    capture = fetched.answer
    assert isinstance(capture, Capture), "304 comes only where validators were sent"
    parsed = parse_feed(capture.content, url=capture.url, content_type=capture.content_type)
    if isinstance(parsed, ParsedFeed):
        return [(Subscription(fetched.moved or url, title=parsed.title, site=parsed.url), parsed.kind.value)]
    listed = parse_opml(capture.content, name=url)
    if not isinstance(listed, Rejected):
        return [(subscription, "") for subscription in listed]
    named = find_feeds(capture.content, capture.url or url)
    if not named:
        raise ConfigError(
            f"{url} is no feed and names none; counterpoint ingest takes a single page into the store"
        )
    return [(subscription, "") for subscription in named]
