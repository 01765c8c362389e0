"""The second model over the stream: asked only while the active reports hold one that the first does not read.

Data way: Member rows without a bridge -> titles -> Bridged (in a child) -> Member rows. `run/sketching.py` asks it for new reports;
here those that are active already are caught up with, in batches, before the stream takes the first report that needs them.

So that the same stream gives the same stories however it is cut up, who has a bridge depends on the order of reports alone: the
`LATEST` active ones before the first that needs it, and all that come while one that needs it is active.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from counterpoint.desk import models
from counterpoint.desk.records import pack, unpack
from counterpoint.run.sketching import Bridged, Packed

LATEST = 2_000  # active reports that are caught up with: two minutes of CPU; as many as stay active whatever their dates
BATCH = 64  # of one transaction: some four seconds of CPU
_NONE = "none"  # in place of the model's name, where there is none after all: asked once


@dataclass(frozen=True, slots=True)
class CatchUp:
    """Active reports that the second model is asked for."""

    members: tuple[int, ...]  # row ids
    versions: tuple[int, ...]
    titles: tuple[str, ...]


def missing() -> tuple[int, ...]:
    """Return the row ids of the active reports that are to be caught up with, the earliest first."""
    active = models.Member.objects.filter(standing__isnull=False).order_by("-number")
    rows = active.values_list("pk", "sketch")[:LATEST]
    return tuple(key for key, sketch in rows if not unpack(sketch, Packed).bridge_model)[::-1]


def next_of(members: Sequence[int]) -> CatchUp:
    """Return the first few of these with their titles; those that are gone are passed over."""
    rows = models.Member.objects.filter(pk__in=members[:BATCH]).order_by("pk")
    found = list(rows.values_list("pk", "version_id", "version__title"))
    return CatchUp(*(tuple(column) for column in zip(*found, strict=True))) if found else CatchUp((), (), ())


def keep(asked: CatchUp, found: Bridged) -> None:
    """Keep what the second model said, inside the caller's transaction; of a report that was edited meanwhile it is nothing."""
    given = zip(asked.members, asked.versions, found.vectors, strict=True)
    for key, version, vector in given:
        row = models.Member.objects.filter(pk=key, version=version).only("sketch").first()
        if row is not None:
            bridged = replace(unpack(row.sketch, Packed), bridge=vector, bridge_model=found.model or _NONE)
            row.sketch = pack(bridged)
            row.save(update_fields=["sketch"])
