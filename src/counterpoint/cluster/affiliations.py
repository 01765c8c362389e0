"""Say which origins' outlets have an association, a network or a supplier in common.

Data way: OriginMap + Articles + Outlets -> OriginMap with affiliations. Pure.

It is shown beside the origins and lowers nothing: members of one association of thousands report for themselves, and
what a supplier supplies is known by its words (`cluster.independence`). Whose word it is stays with it: both sides', a
file of outlets', or the outlet's alone. What an association says of outlets that do not say so themselves is left out:
who lists two thousand papers as its members would stand on every page. Memberships of members are not followed, so that
circles end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from counterpoint.cluster.whose import Whose, accounts_of, key_of, keys_by_name
from counterpoint.text import loose
from counterpoint.types import Affiliation, AffiliationKind, Article, OriginMap
from counterpoint.types.outlet import Outlet, TieKind

# What an outlet says of itself, and with what the other side confirms it.
_SAID = {
    TieKind.BELONGS_TO: (AffiliationKind.MEMBERS, TieKind.HAS_MEMBER),
    TieKind.VENDOR: (AffiliationKind.SUPPLIED, TieKind.CUSTOMER),
}
_Group = tuple[AffiliationKind, str]  # with the key of the association or supplier


@dataclass(slots=True)
class _Members:
    """Who is of one association or supplied by one supplier: outlets' keys."""

    confirmed: set[str] = field(default_factory=set)
    claimed: set[str] = field(default_factory=set)


def memberships(outlets: Iterable[Outlet]) -> dict[_Group, tuple[frozenset[str], frozenset[str]]]:
    """Return who belongs to what and is supplied by whom: outlets' keys, confirmed and on their own word alone."""
    known = {key_of(o): o for o in outlets}
    at = keys_by_name(known)
    said = {(key, t.kind, t.other) for key, o in known.items() for t in o.ties}
    found: dict[_Group, _Members] = defaultdict(_Members)
    for key, outlet in known.items():
        for tie in outlet.ties:
            if tie.kind not in _SAID:
                continue
            kind, answer = _SAID[tie.kind]
            both = (tie.other, answer, key) in said
            (found[kind, tie.other].confirmed if both else found[kind, tie.other].claimed).add(key)
        for name in outlet.affiliations:
            group = at.get(loose(name), loose(name))
            if group and group != key:
                found[AffiliationKind.MEMBERS, group].confirmed.add(key)
    return {g: (frozenset(m.confirmed), frozenset(m.claimed - m.confirmed)) for g, m in found.items()}


def with_affiliations(
    origins: OriginMap, articles: Sequence[Article], outlets: Sequence[Outlet]
) -> OriginMap:
    """Return the map with what outlets behind two or more of its voices have in common, ordered by the first of them.

    Args:
        origins: Of the story, with their voices settled: what one owner's outlets have in common is nothing new.
        articles: Of the story.
        outlets: What is known of outlets.

    """
    groups = memberships(outlets)
    if not groups:
        return origins
    keys = {key for group, members in groups.items() for key in (group[1], *members[0], *members[1])}
    whose = Whose(outlets, keys)
    accounts = accounts_of(origins, articles)
    of_origin = {o.id: whose.of_origin(o, accounts[o.id]) for o in origins.origins}
    voice_of = {o.id: o.voice or o.id for o in origins.origins if o.independent}
    called = _names(outlets)
    place = {o.id: n for n, o in enumerate(origins.origins)}
    found: list[Affiliation] = []
    for (kind, head), (confirmed, claimed) in groups.items():
        # The head itself, where it is in the story, is of it by its own nature.
        sure = [o for o in voice_of if _is_of(of_origin[o], confirmed | {head})]
        said = [o for o in voice_of if o not in sure and _is_of(of_origin[o], confirmed | claimed | {head})]
        if len({voice_of[o] for o in (*sure, *said)}) > 1:
            name = called.get(head, head)
            domain = head if "." in head else ""
            found.append(Affiliation(kind, name, domain, tuple(sure), tuple(said)))
    found.sort(key=lambda a: (min(place[o] for o in (*a.origins, *a.claimed)), a.kind, a.name))
    return replace(origins, affiliations=tuple(found))


def _is_of(keys: frozenset[str], members: frozenset[str]) -> bool:
    """Whether whatever outlet an origin may be is a member."""
    return bool(keys) and keys <= members


def _names(outlets: Iterable[Outlet]) -> Mapping[str, str]:
    """What to call an association or supplier, by its key: as it calls itself, else as outlets print it."""
    called: dict[str, str] = {}
    for outlet in outlets:
        for name in outlet.affiliations:
            called.setdefault(loose(name), name)
    return called | {key_of(o): o.name for o in outlets if o.name}
