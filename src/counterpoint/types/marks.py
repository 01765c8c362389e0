"""What is learnt about one article's text: Spans with meaning.

Data way: Article -> Annotations. Pure records.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from counterpoint.types.report import Article, BlockKind, Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its grammar, when a Tagger for the language is there. Offsets into Article.text."""

    start: int
    end: int
    text: str
    lemma: str  # lower case
    pos: str  # Universal POS tag, "" when unknown
    dep: str  # dependency label (ClearNLP for English, UD else), "" when unknown
    head: int  # index of the head in the same sentence; itself for the root
    tag: str = ""  # fine-grained tag, such as Penn "VBD"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, in reading order. `tokens` is empty where no parser reads the language."""

    span: Span
    block: BlockKind
    language: str
    tokens: tuple[Token, ...] = ()


class EntityKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    WORK = "work"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Mention:
    """A Span that names an entity; titles ("President") are outside the span."""

    span: Span
    kind: EntityKind
    text: str  # exact words
    role: str | None = None  # a title or office beside it: "Interior Minister"


class Granularity(StrEnum):
    YEAR = "year"
    QUARTER = "quarter"
    SEASON = "season"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """An expression of time, normalised as in TIMEX3 (ISO 8601)."""

    span: Span
    text: str
    type: str  # TIMEX3: DATE, TIME, DURATION, SET
    value: str  # TIMEX3 value: "2026-01-13", "2026-W03", "P3D", "PRESENT_REF", "XXXX-WXX-2"
    granularity: Granularity | None  # None for vague and duration values
    anchor: date | None = None  # the day it was resolved against, when relative
    earliest: date | None = None  # first and last calendar day it may mean, both inclusive;
    latest: date | None = None  # None where the value is not on the calendar
    approximate: bool = False  # "around", "early", "some"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A counted or measured amount, as a closed range: "5, 10 minutes" is 5..10 minute."""

    span: Span  # number and unit or counted noun
    text: str
    low: float  # -inf where only an upper bound is said
    high: float  # +inf where only a lower bound is said
    unit: str  # canonical: "minute", "km", "USD", "%", "person", "death" ... or the noun's lemma; "" bare
    what: str | None = None  # the counted noun as printed: "lawmakers"
    approximate: bool = False  # "about", "some", "hundreds": compare with slack
    ordinal: bool = False  # "third"
    written: float | None = None  # the figure as written, before scaling to the unit: for display
    per: str | None = None  # denominator of a rate: "day"


class ChannelKind(StrEnum):
    """How words reached the press."""

    POST = "post"  # a social post
    VIDEO = "video"
    STATEMENT = "statement"  # written statement, press release, letter, website
    CONFERENCE = "conference"  # press conference or briefing, before several reporters
    INTERVIEW = "interview"  # told one outlet or agency, which `name` gives
    SPEECH = "speech"  # said in public: court, parliament, ceremony
    DOCUMENT = "document"  # report, ruling, filing
    BROADCAST = "broadcast"  # radio or television of a named outlet


@dataclass(frozen=True, slots=True)
class Channel:
    """How a quote reached the press, with the words that say so."""

    kind: ChannelKind
    name: str | None  # "X", "YouTube", "AFP": who or what carried it
    span: Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Words or thoughts given to a source (PolNeAR's terms: source, cue, content)."""

    content: tuple[Span, ...]  # in order; several where the cue stands between
    source: Span | None  # the naming words nearest the cue, which may be a pronoun
    cue: Span | None
    kind: str  # "direct", "indirect", "mixed"
    speaker: str | None = None  # the source resolved within the article: "Ana Diaz", or its noun phrase
    channel: Channel | None = None
    quoted: tuple[Span, ...] = ()  # the parts inside quotation marks, marks excluded


class Modality(StrEnum):
    FACT = "fact"  # asserted as having happened, being so
    FUTURE = "future"  # planned, expected
    POSSIBLE = "possible"  # may, could, alleged


@dataclass(frozen=True, slots=True)
class Slot:
    """One filled slot of a Claim."""

    role: str  # "who", "what", "whom", "when", "where", "how_many", "cause", "manner"
    span: Span
    value: str  # normalised: lemma, TIMEX3 value, "low..high unit", or name as printed


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement of one article."""

    id: str  # unique in the article: "<article>:c<n>"
    span: Span  # the clause
    sentence: int  # index into Annotations.sentences
    predicate: str  # lemma of the main verb or predicate noun
    slots: tuple[Slot, ...] = ()
    negated: bool = False
    modality: Modality = Modality.FACT
    quote: int | None = None  # index into Annotations.quotes when the statement is a source's
    text: str = ""  # the statement alone, in the sentence's words: who, predicate and focus; "" means the span's words
    focus: str = ""  # role of the slot that it is about: "when", "how_many" ...; "" for a clause as a whole


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that is known of one article's text. Every tuple is in text order."""

    article: str
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    unread: tuple[str, ...] = ()  # what could not be read, in words: "no parser for Swahili: ..."


@dataclass(frozen=True, slots=True)
class Report:
    """An article with its annotations: what the story stages take."""

    article: Article
    marks: Annotations
