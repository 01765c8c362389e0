"""`counterpoint outlets`: who publishes and who owns whom: what lowers the independence of two reports.

Data way: before reports. Reads files and trust.txt; writes outlets to the store, or lists them.
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
    from collections.abc import Sequence

    from counterpoint.config import Settings
    from counterpoint.ingest.outlets import OutletFile
    from counterpoint.ingest.trusttxt import TrustFile
    from counterpoint.types import Outlet, Rejected

_MOST_SAID = 40  # ties that are said one by one: an association has thousands
_NO_OWNER = "none of which makes it another's"
_PLACES = ("/trust.txt", "/.well-known/trust.txt")


def add_parser(commands: Commands) -> None:
    """Say how the command is called."""
    outlets = commands.add_parser(
        "outlets",
        help="say who publishes and who owns whom",
        description="Outlets of one owner are one voice: their reports do not corroborate one another. Import a file of "
        "outlets, read what publishers state in trust.txt, or list what is known.",
    )
    outlets.add_argument("action", choices=("import", "trust-txt", "list"), help="what to do")
    outlets.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="import: a CSV or JSON file (domain, name, kind, country, region, languages, owner, affiliations); trust-txt: a file named "
        "after its domain (example.org.txt), a site's address or a domain; list: domains, none for all",
    )
    outlets.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Import, read or list."""
    if options.action != "list" and not options.names:
        raise ConfigError(
            f"counterpoint outlets {options.action} needs a name: see counterpoint outlets --help"
        )
    settings = opened(options)
    if options.action == "import":
        return _import(options.names)
    return _trust(options.names, settings) if options.action == "trust-txt" else _list(options.names)


def outlet_file(name: str) -> OutletFile:
    """Read a file of outlets, and say on standard error what of it is refused.

    Raises:
        ConfigError: It cannot be read.

    """
    from counterpoint.ingest.outlets import MAX_BYTES, read_outlets
    from counterpoint.types import Rejected

    found = read_outlets(_bytes(Path(name), MAX_BYTES), name=name)
    if isinstance(found, Rejected):
        raise ConfigError(f"{name}: {found.reason}", file=name)
    _refused(*found.rejected)
    if found.passed_over:
        sys.stderr.write(
            f"counterpoint: {name}: columns passed over: {_shown(', '.join(found.passed_over))}\n"
        )
    return found


def _import(names: list[str]) -> int:
    from counterpoint.cli.layout import counted
    from counterpoint.desk.outlets import put_outlets

    files = [outlet_file(name) for name in names]
    outlets = [o for file in files for o in file.outlets]
    new, old = put_outlets(outlets)
    nameless = sum(not o.domain for o in outlets)
    with standard_output(document=False):
        left = (
            f"; {nameless} without a domain left out: the store knows outlets by domain" if nameless else ""
        )
        sys.stdout.write(f"{counted(new, 'outlet')} added, {old} known before{left}\n")
    return 0 if new + old else 2


def _trust(names: list[str], settings: Settings) -> int:
    """Read all the files first: what one side says, the other may confirm."""
    from counterpoint.cli.layout import counted
    from counterpoint.cluster.independence import controls, unconfirmed
    from counterpoint.desk.outlets import fill_owners, load_outlets, put_ties
    from counterpoint.types import Rejected

    read = [_trust_file(name, settings) for name in names]
    files = [f for f in read if not isinstance(f, Rejected)]
    _refused(*(f for f in read if isinstance(f, Rejected)))
    stated = [f.outlet() for f in files]
    put_ties(stated)
    known = load_outlets()  # with what other files said before
    called = {o.domain: o.name for o in known}
    found = controls(stated)
    filled = fill_owners({c.of: called.get(c.by) or c.by for c in found})
    both = {c.of: c.both for c in found}
    with standard_output(document=False):
        for each in filled:
            how = "both sides say so" if both[each.domain] else "it says so itself"
            kept = "" if each.new or each.owner == each.stated else f"; kept: {_shown(each.owner)}"
            sys.stdout.write(f"{each.domain}: controlled by {_shown(each.stated)} ({how}){kept}\n")
        for by, of in unconfirmed(stated):
            sys.stdout.write(f"{of}: {by} says that it controls it; unconfirmed, so it counts for nothing\n")
        tied = _tied(files, known)
        for line in tied[:_MOST_SAID]:
            sys.stdout.write(f"{line}\n")
        if len(tied) > _MOST_SAID:
            sys.stdout.write(f"and {counted(len(tied) - _MOST_SAID, 'more tie')}\n")
        for file in files:
            if not any(file.domain in (c.by, c.of) for c in found):
                sys.stdout.write(f"{file.domain}: states {counted(len(file.ties), 'tie')}, {_NO_OWNER}\n")
    return 0 if files else 2


def _tied(files: Sequence[TrustFile], known: Sequence[Outlet]) -> list[str]:
    """What the files say of associations and suppliers, and whether the other side says so too."""
    from counterpoint.cluster.affiliations import memberships
    from counterpoint.types import AffiliationKind

    read = {f.domain for f in files}
    how = {
        AffiliationKind.MEMBERS: "belongs to {}",
        AffiliationKind.SUPPLIED: "is supplied by {}",
    }
    said: dict[str, None] = {}
    for (kind, head), (both, alone) in sorted(memberships(known).items()):
        for member in sorted(m for m in both | alone if m in read or (head in read and m in both)):
            sure = "both sides say so" if member in both else "it says so itself: shown as such"
            said[f"{member}: {how[kind].format(_shown(head))} ({sure})"] = None
    return list(said)


def _trust_file(name: str, settings: Settings) -> TrustFile | Rejected:
    from counterpoint.ingest.files import is_url
    from counterpoint.ingest.outlets import domain_in
    from counterpoint.ingest.trusttxt import MAX_BYTES, parse_trust

    path = Path(name)
    if not is_url(name) and path.is_file():
        domain = domain_in(path.name.lower().removesuffix(".txt")) or domain_in(path.resolve().parent.name)
        if not domain:
            raise ConfigError(
                f"{name} does not say whose it is: name it after its domain, such as example.org.txt"
            )
        return parse_trust(_bytes(path, MAX_BYTES), domain=domain)
    domain = domain_in(name)
    if not domain:
        raise ConfigError(f"{name} is neither a file that is there nor a site's address or domain")
    return parse_trust(_fetched(name if is_url(name) else f"https://{name}", settings), domain=domain)


def _fetched(url: str, settings: Settings) -> bytes:
    """The site's trust.txt, at the first of its places that has one."""
    from urllib.parse import urljoin

    from counterpoint.desk.clock import now
    from counterpoint.ingest.http import HttpFetcher

    places = [url] if url.lower().endswith("trust.txt") else [urljoin(url, place) for place in _PLACES]
    fetcher = HttpFetcher(clock=now, settings=settings.fetch)
    try:
        for place in places:
            try:
                return fetcher.fetch(place).content
            except FetchError as error:
                if place == places[-1] or error.status not in {404, 410}:
                    raise
    finally:
        fetcher.close()
    raise AssertionError("the last place answers or raises")


def _list(wanted: list[str]) -> int:
    from counterpoint.cli.layout import Page
    from counterpoint.cluster.independence import owners
    from counterpoint.desk.outlets import load_outlets
    from counterpoint.ingest.outlets import domain_in

    outlets = load_outlets()
    owner_of = owners(outlets)
    domains = {domain_in(w) for w in wanted}
    shown = [o for o in outlets if not wanted or o.domain in domains]
    with standard_output(document=False):
        Page().table(
            ("domain", "name", "kind", "country", "languages", "owner"),
            [
                (
                    o.domain,
                    _shown(o.name),
                    o.kind,
                    o.country,
                    " ".join(o.languages),
                    _shown(owner_of.get(o.domain, "")),
                )
                for o in shown
            ],
        )
        if not shown:
            sys.stdout.write(
                "no such outlet; reports bring theirs, counterpoint outlets import adds a file of them\n"
            )
    return 0 if shown or not wanted else 2


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _refused(*rejected: Rejected) -> None:
    for each in rejected:
        sys.stderr.write(f"counterpoint: skipped: {_shown(each.item)}: {_shown(each.reason)}\n")


def _shown(text: str) -> str:
    from counterpoint.cli.layout import shown

    return shown(text)
