"""What a report is: bytes as captured, and the article extracted from them.

Data way: Capture -> Article. Pure records; nothing here reads, fetches or guesses.

Offsets are Unicode code points, half-open, into `Article.text`, which never changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from counterpoint.types.permission import Signal
from counterpoint.types.picture import PicturePrint


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A passage: `article.text[start:end]`, in code points, half-open."""

    article: str  # Article.id
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}:{self.end}")

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point of one article."""
        return self.article == other.article and self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies wholly inside this one."""
        return self.article == other.article and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they came. Never changed, always kept."""

    id: str  # sha256 of `content`, hex
    content: bytes
    url: str | None = None  # where it was fetched, after redirects
    path: Path | None = None  # where it was read, for files
    content_type: str | None = None  # as declared, such as "text/html; charset=utf-8"
    fetched: datetime | None = None  # UTC; None for files
    headers: tuple[tuple[str, str], ...] = ()
    status: int | None = None  # HTTP status; None for files
    asked: str | None = None  # the URL that was asked for, before redirects

    @property
    def name(self) -> str:
        """What to call it when talking to a person."""
        return self.url or (str(self.path) if self.path else self.id[:12])


class BlockKind(StrEnum):
    """What a part of `Article.text` is."""

    HEADING = "heading"  # the title (always the first block) and subheadings
    STANDFIRST = "standfirst"  # the summary under the title
    PARAGRAPH = "paragraph"
    CAPTION = "caption"  # a picture's caption with its credit
    LIST = "list"
    EMBED = "embed"  # an embedded post or its text
    NOTE = "note"  # contributor lines, corrections, editor's notes, reactions: not the report's own account


class AsideKind(StrEnum):
    """What a part of the page that is not the article is. Kept outside `text`."""

    RELATED = "related"  # cards and lists that lead to other articles
    NOTICE = "notice"  # rights, cookies, machine-made labels, legal
    PROMOTION = "promotion"  # newsletter, subscription, region and comment prompts, publisher boxes
    NAVIGATION = "navigation"  # menus, breadcrumbs, share buttons
    REPEATED = "repeated"  # a second copy of something already in `text` (a caption shown again)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of `Article.text` with its kind. Blocks are in order and do not overlap."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Aside:
    """Text of the page that is not the article: nothing is thrown away silently."""

    kind: AsideKind
    text: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as the report shows it."""

    caption: str | None
    credit: str | None  # the whole chain, as printed: "City Hall via AP"
    alt: str | None = None
    url: str | None = None
    machine_made: bool | None = None  # True when a label says so; None when nothing is said
    look: PicturePrint | None = None  # what it is compared by, where its bytes were at hand


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, by whom and when a report was filed: "TOKYO (AP) —"."""

    place: str | None = None
    agency: str | None = None
    date: date | None = None


class Use(StrEnum):
    """What may be shown of a report, from least to most."""

    LINK = "link"  # a link and facts restated in own words
    QUOTE = "quote"  # also a short quotation with its source
    SUMMARISE = "summarise"  # also close restatement
    REPUBLISH = "republish"  # also the whole text


@dataclass(frozen=True, slots=True)
class Rights:
    """What the report says of its own reuse. No statement means the law's default: QUOTE."""

    statement: str | None = None  # exact words
    holder: str | None = None
    allows: Use = Use.QUOTE


@dataclass(frozen=True, slots=True)
class MachineLabel:
    """A printed label that says a machine made something."""

    text: str  # exact words
    language: str  # of the label, BCP 47
    about: str  # "article", "picture" or "related"


@dataclass(frozen=True, slots=True)
class AgencyCredit:
    """The wire agency a report credits, with the exact words that show it."""

    name: str  # canonical, such as "Associated Press"
    evidence: str  # exact words of the page
    copy: bool  # True: the report as a whole is the agency's; False: it only cites the agency


@dataclass(frozen=True, slots=True)
class RelatedItem:
    """A headline that the page links to, with its date when printed."""

    title: str
    date: datetime | None  # naive when the page prints no zone
    url: str | None = None
    text: str | None = None  # the card's summary


@dataclass(frozen=True, slots=True)
class Article:
    """What was extracted from one Capture."""

    id: str  # derived from origin and text: see text.article_id
    title: str
    text: str  # title, standfirst, paragraphs, captions, joined by blank lines; never changes
    blocks: tuple[Block, ...]
    capture: str = ""  # Capture.id
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    bylines: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()  # "X in Seoul contributed to this report"
    dateline: Dateline = field(default_factory=Dateline)
    published: datetime | None = None  # aware when the page gives a zone, else naive local time
    modified: datetime | None = None
    language: str = "und"  # BCP 47 primary subtag
    interface_language: str = "und"  # of the page around it
    images: tuple[Image, ...] = ()
    rights: Rights = field(default_factory=Rights)
    machine_labels: tuple[MachineLabel, ...] = ()
    agency: AgencyCredit | None = None
    related: tuple[RelatedItem, ...] = ()
    asides: tuple[Aside, ...] = ()
    genre: str = "report"  # "report", "post" (the page is a social post) or "statement" (a release)
    guid: str | None = None  # the sender's own identifier of the item, the same for all its versions
    version: int | None = None  # the sender's number of this version; a higher one replaces a lower
    embargo: datetime | None = None  # not to be shown before; aware, or naive where the item gives no zone
    signals: tuple[Signal, ...] = ()  # what page, headers, wire item and site say of reuse, beside `rights`

    def __post_init__(self) -> None:
        end = 0
        for block in self.blocks:
            if not end <= block.start <= block.end <= len(self.text):
                raise ValueError(f"blocks overlap or leave the text: {block}")
            end = block.end

    def span(self, start: int, end: int) -> Span:
        """A Span of this article, checked against its text."""
        if end > len(self.text):
            raise ValueError(f"span {start}:{end} leaves the text of {self.id}")
        return Span(self.id, start, end)

    def read(self, span: Span) -> str:
        """The exact words of a Span of this article."""
        if span.article != self.id:
            raise ValueError(f"span of {span.article}, not of {self.id}")
        return self.text[span.start : span.end]

    def block_at(self, offset: int) -> Block | None:
        """The block that holds the code point at `offset`."""
        return next((b for b in self.blocks if b.start <= offset < b.end), None)


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that a stage refused, and why: nothing vanishes."""

    item: str  # path, URL or id
    stage: str  # "ingest", "extract", "annotate", "compare"
    reason: str  # a sentence a user understands
    withdraws: str | None = (
        None  # Article.guid of the item that its sender takes back: hide what is stored of it
    )
