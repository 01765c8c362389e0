"""Say which origins are one voice because one owner has a say over both.

Data way: OriginMap + Articles + Outlets -> OriginMap with owners and voices. Pure.

What counts, and why, is docs/design/0017-origins.md: an owner named alike; control that both sides state; "I am
controlled by", which an outlet says of itself against its interest. "I control X" alone counts for nothing: anybody can
write it, and it would take two strangers' independence from them. Membership of an association, a supplier and a customer
lower nothing. What an official posts or states has no owner, whoever prints it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from counterpoint.text import loose
from counterpoint.types import Article, Origin, OriginKind, OriginMap
from counterpoint.types.outlet import Outlet, TieKind

_OF_OUTLETS = frozenset({OriginKind.AGENCY, OriginKind.REPORTER, OriginKind.BROADCAST})


@dataclass(frozen=True, slots=True)
class Control:
    """Who has a say over an outlet, as far as outlets say."""

    by: str  # domain
    of: str  # domain
    both: bool  # both sides state it; else only the one that is controlled does


def controls(outlets: Iterable[Outlet]) -> tuple[Control, ...]:
    """Return the control that counts, ordered by domains."""
    said: set[tuple[str, str]] = set()  # (owner, owned), as the owner says
    admitted: set[tuple[str, str]] = set()  # likewise, as the owned says
    for outlet in outlets:
        for tie in outlet.ties:
            if tie.kind is TieKind.CONTROLS:
                said.add((outlet.domain, tie.other))
            elif tie.kind is TieKind.CONTROLLED_BY:
                admitted.add((tie.other, outlet.domain))
    return tuple(Control(by, of, (by, of) in said) for by, of in sorted(admitted))


def unconfirmed(outlets: Iterable[Outlet]) -> tuple[tuple[str, str], ...]:
    """Return (owner, owned) that only the owner states: it is shown and counts for nothing."""
    outlets = tuple(outlets)
    counted = {(c.by, c.of) for c in controls(outlets)}
    said = {(o.domain, t.other) for o in outlets for t in o.ties if t.kind is TieKind.CONTROLS}
    return tuple(sorted(said - counted))


def owners(outlets: Iterable[Outlet]) -> dict[str, str]:
    """Return the name of the owner that has the last say, by domain (by loose name where an outlet has no domain).

    Outlets without an owner are left out. Those whose owners are named alike, and outlets that control ties lead to one another, have one owner. It goes by
    the printed name of an owner, else by that of the outlet at the head of the ties.
    """
    known = {_key(o): o for o in outlets}
    parent: dict[str, str] = {}

    def find(x: str) -> str:
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    at = _keys(known)
    for domain in sorted(known):
        owner = known[domain].owner
        if owner:
            # "Valley Group" and valley.example are one owner where that outlet is known.
            parent[find(domain)] = find(at.get(loose(owner)) or f"owner {loose(owner)}")
    ties = controls(known.values())
    for tie in ties:
        parent[find(tie.of)] = find(tie.by)
    members: dict[str, list[str]] = defaultdict(list)
    place = {key: n for n, key in enumerate(known)}  # in the order given, then by domain
    for node in sorted(parent, key=lambda k: (place.get(k, len(place)), k)):
        if not node.startswith("owner "):
            members[find(node)].append(node)
    below = {t.of for t in ties}
    return {d: _called(group, known, below) for group in members.values() for d in group}


def with_owners(origins: OriginMap, articles: Sequence[Article], outlets: Sequence[Outlet]) -> OriginMap:
    """Return the map with owners filled in, and with the origins of one owner as one voice.

    Of several that are one voice the first stands for it. An article's outlet is found by the host of its address,
    else by its printed name where only one owner's outlets are called so.
    """
    owner_of = owners(outlets)
    if not owner_of:
        return origins
    finder = _Finder(outlets, owner_of)
    accounts: dict[str, list[Article]] = defaultdict(list)
    by_id = {a.id: a for a in articles}
    for article, behind in origins.of_article:
        accounts[behind].append(by_id[article])
    first: dict[str, str] = {}
    out: list[Origin] = []
    for origin in origins.origins:
        owner = finder.of_origin(origin, accounts[origin.id])
        # One that corroborates nothing must not stand for one that does.
        voice = first.setdefault(loose(owner), origin.id) if owner and origin.independent else origin.id
        if owner:
            origin = replace(origin, owner=owner, voice="" if voice == origin.id else voice)  # noqa: PLW2901 - the same, owned
        out.append(origin)
    return replace(origins, origins=tuple(out))


class _Finder:
    """Finds the owner behind names and addresses."""

    def __init__(self, outlets: Iterable[Outlet], owner_of: Mapping[str, str]) -> None:
        self._owner_of = owner_of
        self._named: dict[str, set[str]] = defaultdict(set)
        for outlet in outlets:
            self._named[loose(outlet.name)].add(owner_of.get(_key(outlet), ""))

    def of_origin(self, origin: Origin, accounts: Sequence[Article]) -> str:
        """The owner of the outlet or agency that an origin is; "" when it is none's, or several's."""
        if origin.kind not in _OF_OUTLETS:
            return ""
        if origin.kind is not OriginKind.REPORTER or not accounts:
            return self._by_name(origin.name)  # an agency's owner is not that of who prints it
        # Of several with one text the origin is named after the one that the others are taken to copy.
        leading = [a for a in accounts if a.outlet == origin.name] or accounts
        found = {self._of_article(a) for a in leading}
        return found.pop() if len(found) == 1 else ""

    def _of_article(self, article: Article) -> str:
        host = _host(article.url or "")
        while host:
            if host in self._owner_of:
                return self._owner_of[host]
            host = host.partition(".")[2]
        return self._by_name(article.outlet or "")

    def _by_name(self, name: str) -> str:
        found = self._named.get(loose(name), set()) if name else set()
        return next(iter(found)) if len(found) == 1 else ""


def _host(url: str) -> str:
    """The host of an address, as outlets' domains are written; "" where there is none."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")
        return host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""


def _key(outlet: Outlet) -> str:
    """What an outlet is known by: its domain, else its name."""
    return outlet.domain or loose(outlet.name)


def _keys(known: Mapping[str, Outlet]) -> dict[str, str]:
    """Keys by the loose names that stand for one outlet alone: its domain, its name."""
    named: dict[str, set[str]] = defaultdict(set)
    for key, outlet in known.items():
        for name in {loose(outlet.domain), loose(outlet.name)} - {""}:
            named[name].add(key)
    return {name: domains.pop() for name, domains in named.items() if len(domains) == 1}


def _called(group: Sequence[str], known: Mapping[str, Outlet], below: Iterable[str]) -> str:
    """What to call the owner of a group of domains."""
    heads = [d for d in group if d not in set(below)] or list(group)
    for domain in (*heads, *group):
        if domain in known and known[domain].owner:
            return known[domain].owner
    head = heads[0]
    return (known[head].name if head in known else "") or head
