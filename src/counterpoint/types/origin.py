"""Why an article is said to rest on an origin: the edges of a story's graph.

Data way: part of OriginMap and Story, as are Affiliations of its outlets. Pure records. Edges of claims are
`ClaimGroup.supports`: a passage and the origin behind it there. These are the edges that give each support its origin.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counterpoint.types.report import Span


class EdgeKind(StrEnum):
    """What shows that an article rests on an origin."""

    CREDIT = "credit"  # the article credits the agency for the whole of it
    SHARED_TEXT = "shared-text"  # its text as a whole is another's
    PASSAGE = "passage"  # a passage in common with another report; the rest is its own
    OWN = "own"  # nothing in it points elsewhere
    PAGE = "page"  # the page is the post or the statement itself
    MACHINE = "machine"  # a label says that a machine wrote it
    CHANNEL = "channel"  # the words say by which way a remark came: "in a statement", "told the Courier"
    NAMED = "named"  # the words name an outlet or agency as the one that reported it
    SAME_REMARK = "same-remark"  # reports of several voices carry one remark of one speaker
    SPOKESPERSON = "spokesperson"  # the words introduce its speaker as who speaks for another origin's
    RESTATED = "restated"  # its own words state what it gives a source for at another place
    PICTURE = "picture"  # it carries a picture that is credited to the agency: shown, and counted for nothing


class AffiliationKind(StrEnum):
    """What outlets have in common that is no owner."""

    MEMBERS = "members"  # they belong to one association, network or group
    SUPPLIED = "supplied"  # one supplier's copy is theirs to print


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Something that outlets behind two or more voices of a story share. It is shown, and lowers nothing by itself."""

    kind: AffiliationKind
    name: str  # of the association or supplier, its domain where no name is known
    domain: str = ""  # "" where only its name is known
    origins: tuple[str, ...] = ()  # Origin.id: both sides say so, or outlet data does; or the head itself
    claimed: tuple[
        str, ...
    ] = ()  # Origin.id: the outlet alone says so, the other side does not, or was not asked


@dataclass(frozen=True, slots=True)
class OriginEdge:
    """One reason why an article rests on an origin, wholly or for one utterance or claim."""

    origin: str  # Origin.id
    article: str  # Article.id
    kind: EdgeKind
    spans: tuple[Span, ...] = ()  # the words that show it, in this article or in the one it shares them with
    says: str = ""  # in words, where what shows it does not stand in a text: a credit outside it, times
    utterance: str | None = None  # Utterance.id, when it holds for this one only
