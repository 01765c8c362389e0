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
    from counterpoint.desk.feeds import add_feed
    from counterpoint.desk.guarded import kept
    from counterpoint.desk.clock import now

    found = [each for name in options.names for each in _found(name, settings, unseen=options.unseen)]
    moment = now()
    with kept():
        new = [subscription for subscription, kind in found if add_feed(subscription, now=moment, kind=kind)]
    with standard_output(document=False):
        for subscription in new[:20]:
            sys.stdout.write(f"added: {subscription.title or subscription.url} ({subscription.url})\n")
        if len(new) > 20:
            sys.stdout.write(f"and {len(new) - 20} more\n")
        known = len(found) - len(new)
        said = f", {known} known already" if known else ""
        sys.stdout.write(f"{len(new)} added{said}; counterpoint run polls them\n")
    return 0


def _found(name: str, settings: Settings, *, unseen: bool) -> list[tuple[Subscription, str]]:
    """What a name stands for, each with its kind ("" where the first poll tells it)."""
    from counterpoint.ingest.files import is_url
    from counterpoint.types import Subscription

    if is_url(name):
        return [(Subscription(name), "")] if unseen else _asked(name, settings)
    path = Path(name)
    if not path.exists():
        raise ConfigError(f"{name} is neither an address (https://...) nor a file or folder that is there")
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
    from counterpoint.ingest.feedfind import find_feeds
    from counterpoint.ingest.feeds import parse_feed
    from counterpoint.ingest.http import HttpFetcher
    from counterpoint.ingest.opml import parse_opml
    from counterpoint.types import ParsedFeed, Rejected, Subscription

    fetcher = HttpFetcher(clock=now, settings=settings.fetch)
    try:
        capture = fetcher.fetch(url)
    except FetchError as error:
        raise ConfigError(f"{error}; --unseen adds it all the same") from error
    finally:
        fetcher.close()
    parsed = parse_feed(capture.content, url=capture.url, content_type=capture.content_type)
    if isinstance(parsed, ParsedFeed):
        return [(Subscription(url, title=parsed.title, site=parsed.url), parsed.kind.value)]
    listed = parse_opml(capture.content, name=url)
    if not isinstance(listed, Rejected):
        return [(subscription, "") for subscription in listed]
    named = find_feeds(capture.content, capture.url or url)
    if not named:
        raise ConfigError(
            f"{url} is no feed and names none; counterpoint ingest takes a single page into the store"
        )
    return [(subscription, "") for subscription in named]
