"""Know agencies and broadcasters by name: what `cluster.press` asks.

Data way: beside it. Pure. The names are those that extraction and annotation know; a table of outlets there is not.
"""

from __future__ import annotations

from functools import cache

from counterpoint.annotate.quote_channels import known_medium
from counterpoint.cluster.press import Named
from counterpoint.extract.agencies import names_and_slugs


def known_press(words: str) -> Named | None:
    """Return the agency or broadcaster whose name words are, and nothing but that.

    Slugs that are also words or first names ("Petra", "Trend") name nobody: as a source they are mostly people.
    """
    agency = _agencies().get(words)
    if agency is not None:
        return Named(agency, agency=True)
    medium = known_medium(words)
    return Named(medium) if medium is not None else None


@cache
def _agencies() -> dict[str, str]:
    table: dict[str, str] = {}
    for printed, name, strong in names_and_slugs():
        if strong:
            table.setdefault(printed, name)
    return table
