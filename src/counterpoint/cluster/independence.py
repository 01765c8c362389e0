"""Say which origins are one voice because one owner has a say over both.

Data way: OriginMap + Articles + Outlets -> OriginMap with owners and voices. Pure.

What counts, and why, is docs/design/0017-origins.md: an owner named alike; control that both sides state; "I am
controlled by", which an outlet says of itself against its interest. "I control X" alone counts for nothing: anybody can
write it, and it would take two strangers' independence from them. A supplier that an outlet names itself counts where
two reports have its wording. Membership of an association lowers nothing: `cluster.affiliations` has it shown. What an
official posts or states has no owner, whoever prints it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from counterpoint.cluster.whose import Whose, accounts_of, key_of, keys_by_name
from counterpoint.text import loose
from counterpoint.types import Article, Copy, Origin, OriginMap
from counterpoint.types.outlet import Outlet, TieKind

# What two reports must have in common for a supplier that they share to account for it: of the shorter one's words, and
# words outside quotation marks. Chosen: nothing is labelled. Above origins.SAME_VOICE wording alone makes one voice.
SUPPLIED_SHARE = 0.2
SUPPLIED_WORDS = 25
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{1,2000}[\"”“»]")


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


def suppliers(outlets: Iterable[Outlet]) -> dict[str, frozenset[str]]:
    """Return the domains of an outlet's suppliers, by what the outlet is known by, as it says itself.

    Who says "I supply X" is not believed: it would take the independence of X, as a false owner would.
    """
    found = {key_of(o): frozenset(t.other for t in o.ties if t.kind is TieKind.VENDOR) for o in outlets}
    return {key: others for key, others in found.items() if others}


def owners(outlets: Iterable[Outlet]) -> dict[str, str]:
    """Return the name of the owner that has the last say, by domain (by loose name where an outlet has no domain).

    Outlets without an owner are left out. Those whose owners are named alike, and outlets that control ties lead to one another, have one owner. It goes by
    the printed name of an owner, else by that of the outlet at the head of the ties.
    """
    known = {key_of(o): o for o in outlets}
    parent: dict[str, str] = {}

    def find(x: str) -> str:
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    at = keys_by_name(known)
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


def with_owners(
    origins: OriginMap, articles: Sequence[Article], outlets: Sequence[Outlet], copies: Iterable[Copy] = ()
) -> OriginMap:
    """Return the map with owners filled in, and with the origins of one owner, or of one supplier's words, as one voice.

    Of several that are one voice the first stands for it. An article's outlet is found by the host of its address,
    else by its printed name where only one owner's outlets are called so.

    Args:
        origins: Of the story.
        articles: Of the story.
        outlets: What is known of outlets.
        copies: Between the articles: what a supplier's customers have in common.

    """
    owner_of = owners(outlets)
    accounts = accounts_of(origins, articles)
    whose = Whose(outlets, owner_of)
    voices = _Voices(origins.origins)
    first: dict[str, str] = {}
    owned: dict[str, str] = {}
    for origin in origins.origins:
        found = {owner_of.get(key, "") for key in whose.of_origin(origin, accounts[origin.id])}
        owner = found.pop() if len(found) == 1 else ""
        if owner:
            owned[origin.id] = owner
            if origin.independent:
                voices.join(first.setdefault(loose(owner), origin.id), origin.id)
    for one, other in _in_a_suppliers_words(origins, articles, outlets, copies):
        voices.join(one, other)
    return replace(
        origins,
        origins=tuple(
            replace(o, owner=owned.get(o.id, o.owner), voice=voices.of(o)) for o in origins.origins
        ),
    )


class _Voices:
    """Origins that count once, as pairs are joined; the first in the story's order stands for each group."""

    def __init__(self, origins: Sequence[Origin]) -> None:
        self._place = {o.id: n for n, o in enumerate(origins)}
        # One that corroborates nothing must not stand for one that does.
        self._parent = {o.id: o.id for o in origins if o.independent}

    def join(self, one: str, other: str) -> None:
        if one in self._parent and other in self._parent:
            first, later = sorted((self._find(one), self._find(other)), key=self._place.__getitem__)
            self._parent[later] = first

    def of(self, origin: Origin) -> str:
        """The Origin.voice: what was found before, such as one speaker's, where nothing joined it."""
        head = self._find(origin.id) if origin.id in self._parent else origin.id
        return origin.voice if head == origin.id else head

    def _find(self, x: str) -> str:
        while self._parent[x] != x:
            x = self._parent[x]
        return x


def _in_a_suppliers_words(
    origins: OriginMap,
    articles: Sequence[Article],
    outlets: Sequence[Outlet],
    copies: Iterable[Copy],
) -> Iterator[tuple[str, str]]:
    """Pairs of origins with much wording in common, which a supplier of both, or the one of the other, accounts for."""
    supplied = suppliers(outlets)
    whose = Whose(outlets, {*supplied, *(s for found in supplied.values() for s in found)})
    accounts = accounts_of(origins, articles)
    by_id = {a.id: a for a in articles}
    keys = {o.id: whose.of_origin(o, accounts[o.id]) for o in origins.origins} if supplied else {}
    behind = dict(origins.of_article)
    for copy in copies if supplied else ():
        one, other = (behind[a] for a in copy.articles)
        if one == other or copy.share < SUPPLIED_SHARE or not (keys[one] and keys[other]):
            continue
        mine, theirs = (
            frozenset.intersection(*(supplied.get(k, frozenset()) for k in keys[o])) for o in (one, other)
        )
        common = mine & theirs or mine & keys[other] or theirs & keys[one]
        if common and _words_in_common(copy, by_id) >= SUPPLIED_WORDS:
            yield one, other


def _words_in_common(copy: Copy, articles: Mapping[str, Article]) -> int:
    """Words of the passages in common that stand outside quotation marks: a remark is the speaker's, not a supplier's."""
    spans = [s for pair in copy.passages for s in pair if s.article == copy.articles[0]]
    return sum(len(_QUOTED.sub(" ", articles[s.article].read(s)).split()) for s in spans)


def _called(group: Sequence[str], known: Mapping[str, Outlet], below: Iterable[str]) -> str:
    """What to call the owner of a group of domains."""
    heads = [d for d in group if d not in set(below)] or list(group)
    for domain in (*heads, *group):
        if domain in known and known[domain].owner:
            return known[domain].owner
    head = heads[0]
    return (known[head].name if head in known else "") or head
