"""Who publishes, and who has a say over whom: what lowers the independence of two voices.

Data way: a file of outlets, trust.txt files -> Outlet, before any report. Pure records.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TieKind(StrEnum):
    """What one outlet says it has to do with another, named as trust.txt names it, from the first one's side."""

    CONTROLLED_BY = "controlledby"  # the other owns or runs it
    CONTROLS = "control"  # it owns or runs the other
    BELONGS_TO = "belongto"  # a member of the other, an association
    HAS_MEMBER = "member"  # the other is a member of it
    VENDOR = "vendor"  # the other supplies it
    CUSTOMER = "customer"  # it supplies the other


@dataclass(frozen=True, slots=True)
class Tie:
    """One such statement."""

    kind: TieKind
    other: str  # domain, lower case, without "www."


@dataclass(frozen=True, slots=True)
class Outlet:
    """One who publishes. An agency is an outlet of kind "agency"."""

    domain: str  # lower case, without "www."
    name: str = ""  # as it calls itself
    kind: str = "outlet"
    country: str = ""  # ISO 3166-1, two letters
    region: str = ""
    languages: tuple[str, ...] = ()  # BCP 47
    owner: str = ""  # the company or person that owns it
    ties: tuple[Tie, ...] = ()  # as its own trust.txt states them
    affiliations: tuple[
        str, ...
    ] = ()  # names of associations and networks it belongs to, as a file of outlets says
