"""What several reports make together: the Story and its parts.

Data way: Reports -> Story. Pure records; ids are short and unique within one story.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from counterpoint.types.marks import Channel, EntityKind, Granularity
from counterpoint.types.origin import Affiliation, OriginEdge
from counterpoint.types.picture import SharedPicture
from counterpoint.types.report import Article, Rejected, RelatedItem, Span

# Share of a passage that a remark must be for the passage to be the remark with its attribution; chosen, and looked at on
# the example and three labelled events: "wrote on Mastodon: ..." is half remark, "fled, and police said why" is not.
_MOSTLY = 0.45
_CONTEXT = 32  # characters of a citation's prefix and suffix: enough to find the passage again


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organisation, place, work or event, under all the names the reports use."""

    id: str  # "e1"
    kind: EntityKind
    name: str  # the fullest form in the most frequent spelling
    aliases: tuple[str, ...]  # every other form, by frequency
    mentions: tuple[Span, ...]


class CopyKind(StrEnum):
    EXACT = "exact"
    TRIMMED = "trimmed"  # contained in the other, cut
    REWRITTEN = "rewritten"  # shares passages, changed between
    TRANSLATED = "translated"
    VERSION = "version"  # an earlier or later state of the same page
    PASSAGE = "passage"  # a passage in common, the rest each one's own


@dataclass(frozen=True, slots=True)
class Copy:
    """Two articles, one of which carries the other's text (or both carry a third's)."""

    articles: tuple[str, str]  # copy first, original second, where the direction is known
    directed: bool  # False: the order says nothing
    kind: CopyKind
    passages: tuple[tuple[Span, Span], ...]  # matching passages, one Span in each article
    share: float  # of the shorter text's words that lie in passages, 0..1
    evidence: str  # a sentence: why we say so


class OriginKind(StrEnum):
    AGENCY = "agency"  # a wire dispatch
    STATEMENT = "statement"  # official statement, press release, press conference, court, parliament
    POST = "post"
    VIDEO = "video"
    DOCUMENT = "document"
    BROADCAST = "broadcast"
    REPORTER = "reporter"  # an outlet's own reporting


@dataclass(frozen=True, slots=True)
class Origin:
    """Where information entered the press: the unit of independence."""

    id: str  # "o1"
    kind: OriginKind
    name: str  # "Associated Press", "post on X by Ana Diaz", "Hill Gazette, own reporting"
    articles: tuple[str, ...]  # that rest on it, wholly or in part
    evidence: tuple[Span, ...] = ()  # the words that show it
    independent: bool = True  # False: machine-written from other reports; never corroborates
    owner: str = ""  # who owns or runs its outlets, where outlet data says so
    voice: str = ""  # Origin.id with which it counts once: one owner has a say over both, or one speaker spoke; "": its own


def count_voices(origins: Iterable[Origin], among: Collection[str] | None = None) -> int:
    """Return how many independent voices origins are: those of one owner or speaker once, dependent ones not at all.

    Args:
        origins: Of one story.
        among: Origin.ids to count; None counts all.

    """
    return len({o.voice or o.id for o in origins if o.independent and (among is None or o.id in among)})


@dataclass(frozen=True, slots=True)
class OriginMap:
    """Which origin stands behind what: the answer of `cluster.origins`."""

    origins: tuple[Origin, ...]
    of_article: tuple[tuple[str, str], ...]  # (Article.id, Origin.id): behind the article's own account
    of_utterance: tuple[tuple[str, str], ...]  # (Utterance.id, Origin.id)
    of_passage: tuple[tuple[Span, str], ...] = ()  # passages that an otherwise own report shares with another
    edges: tuple[OriginEdge, ...] = ()  # why
    affiliations: tuple[Affiliation, ...] = ()  # of the outlets behind them

    def behind(self, span: Span, utterances: Sequence[Utterance] = ()) -> str:
        """Return the Origin.id behind a passage.

        Its utterance's when it lies in one, or mostly consists of one ("The minister wrote: ..."), else the shared
        passage's, else its article's.
        """
        by_utterance = dict(self.of_utterance)
        inside: dict[str, int] = {}  # Origin.id -> code points of the passage that render its utterances
        for utterance in utterances:
            origin = by_utterance.get(utterance.id)
            if origin is None:
                continue
            for rendering in utterance.renderings:
                if rendering.span.contains(span):
                    return origin
                if span.contains(rendering.span):
                    size = rendering.span.end - rendering.span.start
                    inside[origin] = inside.get(origin, 0) + size
        if inside:
            origin = max(inside, key=lambda o: (inside[o], o))
            if inside[origin] >= _MOSTLY * (span.end - span.start):
                return origin
        for passage, origin in self.of_passage:
            if passage.contains(span):
                return origin
        return dict(self.of_article)[span.article]


@dataclass(frozen=True, slots=True)
class Rendering:
    """One article's wording of an utterance."""

    span: Span
    text: str  # exactly the span's words
    direct: bool
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """Quotes in one or more articles that render one act of saying."""

    id: str  # "u1"
    source: str  # who spoke: entity name or noun phrase
    entity: str | None  # Entity.id
    channel: Channel | None
    origin: str | None  # Origin.id
    renderings: tuple[Rendering, ...]


class Status(StrEnum):
    CORROBORATED = "corroborated"  # at least two independent origins
    SINGLE = "single-origin"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Support:
    """One passage that states a claim, and the origin that stands behind it there."""

    span: Span
    origin: str  # Origin.id


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims of one or more articles that state the same thing."""

    id: str  # "c1"
    text: str  # the clearest member's words
    status: Status
    origins: tuple[str, ...]  # Origin.id, independent, sorted
    supports: tuple[Support, ...]
    utterance: str | None = None  # Utterance.id when what is stated is that someone said it
    weight: float = 0.0  # how central to the story, 0..1: origins, position, participants


@dataclass(frozen=True, slots=True)
class Value:
    """One of the incompatible values of a slot."""

    value: str  # normalised
    display: str  # for a reader, from the reports' words
    spans: tuple[Span, ...]
    origins: tuple[str, ...] = ()


class DisputeKind(StrEnum):
    CONTRADICTION = "contradiction"
    UPDATE = "update"  # the figure changed as reporting went on; values in order of time


@dataclass(frozen=True, slots=True)
class Dispute:
    """One slot with incompatible values and the passages behind each."""

    id: str  # "d1"
    claim: str  # ClaimGroup.id
    slot: str  # "date", "number", "place", "name", "category", "speaker", "polarity"
    about: str  # in words: "the date of the vote"
    values: tuple[Value, ...]  # at least two
    kind: DisputeKind = DisputeKind.CONTRADICTION


@dataclass(frozen=True, slots=True)
class Variant:
    """Values that differ in form but do not contradict."""

    slot: str
    about: str
    values: tuple[Value, ...]
    why: str  # "precision", "paraphrase", "rounding", "unit", "spelling", "subset"


@dataclass(frozen=True, slots=True)
class Findings:
    """What the search for contradictions returns: the answer of `align.disputes`."""

    groups: tuple[ClaimGroup, ...]  # those with a dispute have status DISPUTED
    disputes: tuple[Dispute, ...]
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """The passage a sentence rests on (W3C Web Annotation: position and text-quote selectors)."""

    span: Span
    exact: str
    prefix: str
    suffix: str
    text_sha256: str  # of the whole Article.text

    @classmethod
    def of(cls, article: Article, span: Span) -> Citation:
        """Return the citation of a passage, with the words around it."""
        return cls(
            span=span,
            exact=article.read(span),
            prefix=article.text[max(0, span.start - _CONTEXT) : span.start],
            suffix=article.text[span.end : span.end + _CONTEXT],
            text_sha256=sha256(article.text.encode()).hexdigest(),
        )


@dataclass(frozen=True, slots=True)
class BriefSentence:
    text: str
    citations: tuple[Citation, ...]
    origins: tuple[str, ...]
    role: str = "fact"  # "lead", "fact", "statement", "outcome", "dispute"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that the verifier refused, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Brief:
    """Sentences with Citations, not yet checked. Only `brief.verify` makes a VerifiedBrief."""

    headline: str
    headline_citations: tuple[Citation, ...]
    sentences: tuple[BriefSentence, ...]
    language: str
    reserve: tuple[BriefSentence, ...] = ()  # facts that take the place of dropped sentences


@dataclass(frozen=True, slots=True)
class VerifiedBrief:
    """Each sentence was found in its Citations: names, numbers, dates, quotes, polarity."""

    headline: str
    headline_citations: tuple[Citation, ...]
    sentences: tuple[BriefSentence, ...]
    dropped: tuple[Dropped, ...]
    label: str  # machine-made, by which method, from how many reports and origins
    language: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A dated happening, from the texts themselves."""

    date: str  # ISO 8601, as precise as known: "2026-01-13", "2025-10"
    precision: Granularity
    text: str
    citations: tuple[Citation, ...]
    related: str | None = None  # article id when it comes from a related list, not from `text`


@dataclass(frozen=True, slots=True)
class RelatedCoverage:
    item: RelatedItem
    article: str  # the page that links to it


@dataclass(frozen=True, slots=True)
class OddOne:
    """A report that seems not to be about the story's event."""

    article: str
    reason: str


@dataclass(frozen=True, slots=True)
class Story:
    """One event, as reported by several articles: all that a page or a document shows."""

    id: str
    title: str
    languages: tuple[str, ...]
    first_published: datetime | None
    last_published: datetime | None
    articles: tuple[Article, ...]
    origins: tuple[Origin, ...]
    copies: tuple[Copy, ...]
    entities: tuple[Entity, ...]
    utterances: tuple[Utterance, ...]
    claims: tuple[ClaimGroup, ...]
    disputes: tuple[Dispute, ...]
    variants: tuple[Variant, ...]
    brief: VerifiedBrief
    timeline: tuple[TimelineEntry, ...]
    related: tuple[RelatedCoverage, ...]
    rejected: tuple[Rejected, ...]
    odd: tuple[OddOne, ...] = ()
    unread: tuple[str, ...] = field(default=())  # what the engine could not read, in sentences
    edges: tuple[OriginEdge, ...] = ()  # why each article rests on its origins
    affiliations: tuple[Affiliation, ...] = ()  # what outlets behind its origins share, other than an owner
    pictures: tuple[SharedPicture, ...] = ()  # that two of its reports carry

    def article(self, article_id: str) -> Article:
        """The story's article with that id."""
        return next(a for a in self.articles if a.id == article_id)

    def read(self, span: Span) -> str:
        """The exact words of a Span."""
        return self.article(span.article).read(span)
