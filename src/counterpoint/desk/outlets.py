"""The outlets of the store, in and out.

Data way: types.Outlet <-> rows. What a file of outlets says replaces what was there; what a trust.txt says of an owner
only fills in where none was given. Its other ties are kept as it states them, the latest file's in place of the earlier
one's: what of them counts is decided where they are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from counterpoint.desk import models
from counterpoint.desk.guarded import kept, reading
from counterpoint.types import Outlet, Tie, TieKind

# Control is kept as an owner: what a file of outlets says of that holds before it.
_KEPT = frozenset(TieKind) - {TieKind.CONTROLS, TieKind.CONTROLLED_BY}


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of one stated owner."""

    domain: str
    owner: str  # as it stands now
    stated: str  # as the trust.txt gives it
    new: bool  # it was written


def put_outlets(outlets: Iterable[Outlet]) -> tuple[int, int]:
    """Keep outlets by their domains; an empty field leaves what is there.

    Returns:
        How many were new, and how many were there already. Those without a domain are passed over: the store knows
        outlets by domain.

    Raises:
        StoreError: The database cannot be written; nothing was.

    """
    new = old = 0
    with kept():
        for outlet in outlets:
            if not outlet.domain:
                continue
            said = {
                "name": outlet.name,
                "kind": outlet.kind,
                "country": outlet.country,
                "region": outlet.region,
                "languages": list(outlet.languages),
                "owner": outlet.owner,
                "affiliations": list(outlet.affiliations),
            }
            _, made = models.Outlet.objects.update_or_create(
                domain=outlet.domain, defaults={k: v for k, v in said.items() if v}
            )
            new, old = new + made, old + (not made)
    return new, old


def fill_owners(owners: dict[str, str]) -> list[Filled]:
    """Write owners by domain where none is known; a new domain becomes an outlet.

    Raises:
        StoreError: The database cannot be written; nothing was.

    """
    filled: list[Filled] = []
    with kept():
        for domain, stated in sorted(owners.items()):
            row, _ = models.Outlet.objects.get_or_create(domain=domain)
            new = not row.owner
            if new:
                row.owner = stated[:200]
                row.save(update_fields=["owner"])
            filled.append(Filled(domain, row.owner, stated, new))
    return filled


def put_ties(outlets: Iterable[Outlet]) -> None:
    """Keep whom outlets' trust.txt name beside owners, in place of what they stated before; a new domain becomes an outlet.

    Raises:
        StoreError: The database cannot be written; nothing was.

    """
    with kept():
        for outlet in outlets:
            ties = [[tie.kind.value, tie.other] for tie in outlet.ties if tie.kind in _KEPT]
            models.Outlet.objects.update_or_create(domain=outlet.domain, defaults={"ties": ties})


def load_outlets(*, owned: bool = False) -> tuple[Outlet, ...]:
    """Return every outlet of the store, by domain; or only those of which owner, affiliations or ties are known.

    Raises:
        StoreError: The database cannot be read.

    """
    unknown = Q(owner="", affiliations=[], ties=[])
    rows = models.Outlet.objects.exclude(unknown) if owned else models.Outlet.objects.all()
    with reading():
        return tuple(
            Outlet(
                domain=row.domain,
                name=row.name,
                kind=row.kind,
                country=row.country,
                region=row.region,
                languages=tuple(map(str, row.languages)),
                owner=row.owner,
                affiliations=tuple(map(str, row.affiliations)),
                ties=tuple(Tie(TieKind(kind), str(other)) for kind, other in row.ties),
            )
            for row in rows.order_by("domain").iterator()
        )
