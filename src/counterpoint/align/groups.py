"""Entities in the making: a group of mentions that grows by absorbing others.

Data way: align.entities and align.bodies use it. The only mutable thing of the stage, never let out of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from counterpoint.align.name_forms import Form, form
from counterpoint.types import EntityKind, Span

# A name that two groups may have means the one with this many times the other's mentions, else nobody's.
_DOMINANT = 3


@dataclass(slots=True)
class Group:
    """An entity in the making."""

    number: int  # of its first mention, for a stable order
    kinds: Counter[EntityKind] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    spans: list[Span] = field(default_factory=list)
    articles: Counter[str] = field(default_factory=Counter)
    roles: set[str] = field(default_factory=set)  # role classes
    nations: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    merged: Group | None = None

    @property
    def kind(self) -> EntityKind:
        return max(self.kinds, key=lambda k: (self.kinds[k], k.value))

    @property
    def forms(self) -> list[Form]:
        return [form(n) for n in self.names]

    def absorb(self, other: Group) -> None:
        """Take over another group's mentions."""
        self.number = min(self.number, other.number)
        for mine, theirs in (
            (self.kinds, other.kinds),
            (self.names, other.names),
            (self.articles, other.articles),
        ):
            mine.update(theirs)  # type: ignore[arg-type]
        self.spans += other.spans
        self.roles |= other.roles
        self.nations |= other.nations
        self.languages |= other.languages
        other.merged = self

    def top(self) -> Group:
        """The group that this one is now part of."""
        found = self
        while found.merged is not None:
            found = found.merged
        return found


def distinct(groups: Iterable[Group]) -> list[Group]:
    """The groups without repetition, in order."""
    return list({id(g): g for g in groups}.values())


def dominant(fitting: Sequence[Group]) -> Group | None:
    """The only group, or the one that far outweighs the rest; None where it is anybody's guess."""
    if len(fitting) < 2:  # none or one
        return fitting[0] if fitting else None
    first, second = sorted(fitting, key=lambda g: (-g.kinds.total(), g.number))[:2]
    return first if first.kinds.total() >= _DOMINANT * second.kinds.total() else None
