"""Find which known outlet an origin or an article is.

Data way: Outlets -> answers about Origins and Articles, for `cluster.independence` and `cluster.affiliations`. Pure.
An outlet is known by its domain, else by its name read loosely: case and punctuation make no other outlet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from counterpoint.text import loose
from counterpoint.types import Article, Origin, OriginKind, OriginMap
from counterpoint.types.outlet import Outlet

# What an official posts or states has no outlet behind it, whoever prints it.
_OF_OUTLETS = frozenset({OriginKind.AGENCY, OriginKind.REPORTER, OriginKind.BROADCAST})


class Whose:
    """Finds the keys of the outlets behind names and addresses."""

    def __init__(self, outlets: Iterable[Outlet], keys: Collection[str]) -> None:
        """Args: outlets: All that are known. keys: Those of which what is asked for is known; hosts stop at them."""
        self._keys = keys
        self._named: dict[str, set[str]] = defaultdict(set)
        for outlet in outlets:
            self._named[loose(outlet.name)].add(key_of(outlet))

    def of_origin(self, origin: Origin, accounts: Sequence[Article]) -> frozenset[str]:
        """Return the keys of the outlets or agencies that an origin may be; none when it is nobody's.

        Args:
            origin: Of the story.
            accounts: The articles whose own account rests on it.

        """
        if origin.kind not in _OF_OUTLETS:
            return frozenset()
        if origin.kind is not OriginKind.REPORTER or not accounts:
            return self._by_name(origin.name)  # an agency's owner is not that of who prints it
        # Of several with one text the origin is named after the one that the others are taken to copy.
        leading = [a for a in accounts if a.outlet == origin.name] or accounts
        return frozenset().union(*(self._of_article(a) for a in leading))

    def _of_article(self, article: Article) -> frozenset[str]:
        host = _host(article.url or "")
        while host:
            if host in self._keys:
                return frozenset({host})
            host = host.partition(".")[2]
        return self._by_name(article.outlet or "") or frozenset({""})

    def _by_name(self, name: str) -> frozenset[str]:
        return frozenset(self._named.get(loose(name), ())) if name else frozenset()


def accounts_of(origins: OriginMap, articles: Sequence[Article]) -> Mapping[str, list[Article]]:
    """Return the articles whose own account rests on an origin, by Origin.id."""
    by_id = {a.id: a for a in articles}
    accounts: dict[str, list[Article]] = defaultdict(list)
    for article, behind in origins.of_article:
        accounts[behind].append(by_id[article])
    return accounts


def key_of(outlet: Outlet) -> str:
    """What an outlet is known by: its domain, else its name."""
    return outlet.domain or loose(outlet.name)


def keys_by_name(known: Mapping[str, Outlet]) -> dict[str, str]:
    """Return keys by the loose names that stand for one outlet alone: its domain, its name."""
    named: dict[str, set[str]] = defaultdict(set)
    for key, outlet in known.items():
        for name in {loose(outlet.domain), loose(outlet.name)} - {""}:
            named[name].add(key)
    return {name: domains.pop() for name, domains in named.items() if len(domains) == 1}


def _host(url: str) -> str:
    """The host of an address, as outlets' domains are written; "" where there is none."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")
        return host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
