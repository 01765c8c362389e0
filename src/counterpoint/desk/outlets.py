"""The outlets of the store, in and out.

Data way: types.Outlet <-> rows. What a file of outlets says replaces what was there; what a trust.txt says of an owner
only fills in where none was given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counterpoint.desk import models
from counterpoint.desk.guarded import kept, reading
from counterpoint.types import Outlet


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


def load_outlets(*, owned: bool = False) -> tuple[Outlet, ...]:
    """Return every outlet of the store, by domain; or only those whose owner is known.

    Raises:
        StoreError: The database cannot be read.

    """
    rows = models.Outlet.objects.exclude(owner="") if owned else models.Outlet.objects.all()
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
            )
            for row in rows.order_by("domain").iterator()
        )
