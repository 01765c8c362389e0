"""One entity under all the names that the reports use (first version: equal spellings).

Data way: Reports -> Entities. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from counterpoint.text import loose
from counterpoint.types import Entity, Mention, Report


def resolve_entities(reports: Sequence[Report]) -> tuple[Entity, ...]:
    """Return the entities of a story, in the order of their first mention."""
    groups: dict[str, list[Mention]] = {}
    for report in reports:
        for mention in report.marks.mentions:
            groups.setdefault(loose(mention.text).replace(" ", ""), []).append(mention)
    found = []
    for number, group in enumerate(groups.values(), start=1):
        names = [name for name, _ in Counter(m.text for m in group).most_common()]
        kind = Counter(m.kind for m in group).most_common(1)[0][0]
        spans = tuple(sorted(m.span for m in group))
        found.append(Entity(f"e{number}", kind, names[0], tuple(names[1:]), spans))
    return tuple(found)
