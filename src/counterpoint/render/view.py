"""Arrange a Story for a reader: numbered passages, keyed origins, the claim-by-origin matrix.

Data way: Story -> View, which the page, the terminal and Markdown all show. Pure; words of the interface
and the look come later.

A View holds no more of a report's words than its rights allow (render.safety).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterpoint.permission import may, quote_limit
from counterpoint.render.document import story_document
from counterpoint.render.grounds import Ground, grounds_of
from counterpoint.render.matrix import Cell, matrix_cells
from counterpoint.render.safety import NAMING_WORDS, Excerpt, clip, count_words, excerpt, naming
from counterpoint.text import loose
from counterpoint.types import (
    Action,
    Article,
    BriefSentence,
    Citation,
    ClaimGroup,
    Dispute,
    DisputeKind,
    Origin,
    Span,
    Status,
    Story,
    TimelineEntry,
    Utterance,
    Value,
    Variant,
)

# What a reader can take in, and what a page weighs: the rest stands in the document. Of 16 real events that
# were compared, the median had 170 claims, four fifths of them of one origin and of little weight.
ROWS_LIMIT = 60
REMARKS_LIMIT = 40

_RANK = {Status.DISPUTED: 0, Status.CORROBORATED: 1, Status.SINGLE: 2}  # what is kept first


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the page a passage is used."""

    kind: str  # a message of "passage.*": "sentence", "claim", "dispute" ...
    label: str  # its number or key there
    anchor: str  # id of the element


@dataclass(frozen=True, slots=True)
class Passage:
    """One span that something on the page rests on."""

    number: int  # from 1, in order of first use
    span: Span
    article: Article
    excerpt: Excerpt
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class SentenceView:
    number: int
    sentence: BriefSentence
    passages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One claim across all columns."""

    number: int  # from 1, by weight
    claim: ClaimGroup
    words: str  # as may be shown
    language: str  # of `words`
    cells: tuple[Cell, ...]  # one for each of View.columns


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a difference or look-alike, with who gives it."""

    value: Value
    origins: tuple[str, ...]  # Origin.id
    articles: tuple[Article, ...]  # distinct, in order
    passages: tuple[int, ...]  # one for each of `articles`
    slot: str = ""  # of the dispute


@dataclass(frozen=True, slots=True)
class Difference:
    number: int
    dispute: Dispute
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of rendering a remark, with every report that renders it so."""

    words: str  # as may be shown
    direct: bool
    language: str
    articles: tuple[Article, ...]
    passages: tuple[int, ...]  # one for each of `articles`


@dataclass(frozen=True, slots=True)
class Remark:
    number: int
    utterance: Utterance
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """A timeline entry as it may be shown."""

    entry: TimelineEntry
    words: str
    language: str
    passages: tuple[int, ...]
    source: Article | None  # of a related headline


@dataclass(frozen=True, slots=True)
class Lookalike:
    variant: Variant
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class View:
    """All that is shown, in order."""

    story: Story
    origins: tuple[Origin, ...]  # those behind most claims first; those that corroborate nothing last
    keys: dict[str, str]  # Origin.id -> "A", "B" ... its sign on the page
    headline: tuple[int, ...]  # passages of the headline
    sentences: tuple[SentenceView, ...]
    columns: tuple[Origin, ...]
    rows: tuple[Row, ...]
    disputes: tuple[Difference, ...]
    updates: tuple[Difference, ...]
    remarks: tuple[Remark, ...]
    timeline: tuple[Happening, ...]
    variants: tuple[Lookalike, ...]
    grounds: dict[str, tuple[Ground, ...]]  # Origin.id -> what shows that articles rest on it
    passages: tuple[Passage, ...]
    numbers: dict[Span, int]  # the number of each passage's span

    def passage(self, number: int) -> Passage:
        """The passage with that number."""
        return self.passages[number - 1]

    @property
    def claims_beyond(self) -> int:
        """How many claims are not in `rows`."""
        return len(self.story.claims) - len(self.rows)

    @property
    def remarks_beyond(self) -> int:
        """How many utterances are not in `remarks`."""
        return len(self.story.utterances) - len(self.remarks)

    def in_order(self, origins: Iterable[str]) -> list[str]:
        """Origin ids in the order of their keys; unknown ones left out."""
        wanted = set(origins)
        return [o.id for o in self.origins if o.id in wanted]

    def outlets(self, origin: Origin) -> tuple[Article, ...]:
        """The reports that rest on an origin."""
        known = {a.id: a for a in self.story.articles}
        return tuple(known[i] for i in origin.articles if i in known)


def arrange(story: Story, language: str = "en") -> View:
    """Return the View of a Story for a reader of some language.

    Passages are numbered as a reader meets them.

    Raises:
        CitationError: A passage does not stand in its article: nothing is shown then.

    """
    story_document(story)  # what the document refuses is shown nowhere else either
    desk = _Desk(story, language)
    headline = desk.cite(story.brief.headline_citations, Place("headline", "", "headline"))
    sentences = tuple(
        SentenceView(n, s, desk.cite(s.citations, Place("sentence", str(n), f"s{n}")))
        for n, s in enumerate(story.brief.sentences, start=1)
    )
    rows, columns = desk.rows()
    differences = [desk.difference(n, d) for n, d in enumerate(story.disputes, start=1)]
    return View(
        story=story,
        origins=desk.origins,
        keys=desk.keys,
        headline=headline,
        sentences=sentences,
        columns=columns,
        rows=rows,
        disputes=tuple(d for d in differences if d.dispute.kind is DisputeKind.CONTRADICTION),
        updates=tuple(d for d in differences if d.dispute.kind is DisputeKind.UPDATE),
        remarks=desk.remarks(),
        timeline=tuple(desk.happening(e) for e in story.timeline),
        variants=tuple(
            Lookalike(v, desk.sides(v.values, Place("variant", "", "variants"))) for v in story.variants
        ),
        grounds={o.id: desk.grounds(o) for o in desk.origins},
        passages=desk.passages(),
        numbers=desk.numbers(),
    )


def key(index: int) -> str:
    """Return the sign of the n-th origin, from 0: A ... Z, AA, AB ..."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _stands_in(words: str, article: Article) -> bool:
    """Whether words stand in a report as they are, but for a capital put at their start."""
    return words in article.text or words[:1].lower() + words[1:] in article.text


def _trigrams(text: str) -> set[str]:
    """What two wordings share, in any script."""
    key = loose(text)
    return {key[n : n + 3] for n in range(max(1, len(key) - 2))}


class _Desk:
    """Numbers passages in the order of their first use."""

    def __init__(self, story: Story, language: str) -> None:
        self.story = story
        self.language = language
        self.articles = {a.id: a for a in story.articles}
        behind = Counter(o for c in story.claims for o in {s.origin for s in c.supports})
        self.origins = tuple(sorted(story.origins, key=lambda o: (not o.independent, -behind[o.id])))
        self.keys = {o.id: key(n) for n, o in enumerate(self.origins)}
        self._places: dict[Span, list[Place]] = {}
        self._numbers: dict[Span, int] = {}

    def number(self, span: Span, place: Place) -> int:
        """The number of a passage, given at its first use; notes where it is used."""
        places = self._places.setdefault(span, [])
        if place not in places:
            places.append(place)
        return self._numbers.setdefault(span, len(self._numbers) + 1)

    def cite(self, citations: Iterable[Citation], place: Place) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.number(c.span, place) for c in citations))

    def passages(self) -> tuple[Passage, ...]:
        return tuple(
            Passage(
                n, s, self.articles[s.article], excerpt(self.articles[s.article], s), tuple(self._places[s])
            )
            for s, n in self._numbers.items()
        )

    def rows(self) -> tuple[tuple[Row, ...], tuple[Origin, ...]]:
        """The matrix: claims by weight; origins that say something of them."""
        kept_first = sorted(self.story.claims, key=lambda c: (_RANK[c.status], -c.weight))
        ordered = sorted(kept_first[:ROWS_LIMIT], key=lambda c: -c.weight)
        disputes: dict[str, list[Dispute]] = {}
        for dispute in self.story.disputes:
            disputes.setdefault(dispute.claim, []).append(dispute)
        cells = [matrix_cells(c, disputes.get(c.id, ()), self.origins) for c in ordered]
        heard = [any(row[n].entries for row in cells) for n in range(len(self.origins))]
        columns = tuple(o for o, spoken in zip(self.origins, heard, strict=True) if spoken)
        rows: list[Row] = []
        for n, (claim, row) in enumerate(zip(ordered, cells, strict=True), start=1):
            kept = tuple(cell for cell, spoken in zip(row, heard, strict=True) if spoken)
            words, language = self._claim_words(claim)
            for cell in kept:
                for entry in cell.entries:
                    for span in entry.spans:
                        self.number(span, Place("claim", str(n), f"c{n}"))
            rows.append(Row(n, claim, words, language, kept))
        return tuple(rows), columns

    def grounds(self, origin: Origin) -> tuple[Ground, ...]:
        place = Place("origin", self.keys[origin.id], f"origin-{self.keys[origin.id]}")
        return grounds_of(origin, self.story, lambda span: self.number(span, place))

    def numbers(self) -> dict[Span, int]:
        return dict(self._numbers)

    def _claim_words(self, claim: ClaimGroup) -> tuple[str, str]:
        """A claim in words that may be shown, and their language.

        Where a report in the reader's language states it, in that report's words.
        """
        sources = [(self.articles[s.span.article], s.span) for s in claim.supports]
        if not sources:
            return claim.text, self.story.brief.language
        wanted = _trigrams(claim.text)
        holding = [pair for pair in sources if _stands_in(claim.text, pair[0])]
        source, passage = max(
            holding or sources, key=lambda pair: len(wanted & _trigrams(pair[0].read(pair[1])))
        )
        readable = [(a, span) for a, span in sources if a.language == self.language]
        if source.language != self.language and readable:
            source, passage = readable[0]
            return naming(source, source.read(passage)), source.language
        protected = not may(Action.QUOTE, source) and _stands_in(claim.text, source)
        if protected and count_words(claim.text) > NAMING_WORDS:
            for article, span in sources:  # the same thing, in words that may be quoted
                if may(Action.QUOTE, article) and article.language == source.language:
                    return naming(article, article.read(span)), article.language
        if source.read(passage) == claim.text:
            return naming(source, claim.text), source.language
        return self._restrain(claim.text, [a for a, _ in sources]), source.language

    def _restrain(self, text: str, sources: Sequence[Article]) -> str:
        """Cut a text that stands word for word in reports that allow no quotation, or none so long, and in no other."""
        holding = [a for a in sources if _stands_in(text, a)]
        quotable = [a for a in holding if may(Action.QUOTE, a)]
        if holding and not quotable and count_words(text) > NAMING_WORDS:
            return clip(text, NAMING_WORDS)
        if quotable and all(quote_limit(a.signals) is not None for a in quotable):
            return max((naming(a, text) for a in quotable), key=len)
        return text

    def sides(self, values: Sequence[Value], place: Place, slot: str = "") -> tuple[Side, ...]:
        sides: list[Side] = []
        for value in values:
            first: dict[str, Span] = {}
            for span in value.spans:
                first.setdefault(span.article, span)
            numbers = tuple(self.number(s, place) for s in first.values())
            articles = tuple(self.articles[a] for a in first)
            sides.append(Side(value, value.origins, articles, numbers, slot))
        return tuple(sides)

    def difference(self, n: int, dispute: Dispute) -> Difference:
        return Difference(
            n, dispute, self.sides(dispute.values, Place("dispute", str(n), f"d{n}"), dispute.slot)
        )

    def remarks(self) -> tuple[Remark, ...]:
        """Utterances, those with most wordings first, then those in most reports."""
        found = [(u, self._wordings(u)) for u in self.story.utterances]
        found.sort(key=lambda pair: (-len(pair[1]), -len(pair[0].renderings)))
        remarks: list[Remark] = []
        for n, (utterance, wordings) in enumerate(found[:REMARKS_LIMIT], start=1):
            place = Place("utterance", str(n), f"u{n}")
            said = tuple(
                Wording(
                    words,
                    direct,
                    language,
                    tuple(self.articles[s.article] for s in spans),
                    tuple(self.number(s, place) for s in spans),
                )
                for (words, direct, language), spans in wordings.items()
            )
            remarks.append(Remark(n, utterance, said))
        return tuple(remarks)

    def _wordings(self, utterance: Utterance) -> dict[tuple[str, bool, str], list[Span]]:
        """The passages of an utterance by what they show: copies that render it alike stand together."""
        found: dict[tuple[str, bool, str], list[Span]] = {}
        for rendering in utterance.renderings:
            article = self.articles[rendering.span.article]
            words = naming(article, rendering.text)
            alike = next(
                (
                    k
                    for k in found
                    if k[1:] == (rendering.direct, article.language) and loose(k[0]) == loose(words)
                ),
                (words, rendering.direct, article.language),
            )
            found.setdefault(alike, []).append(rendering.span)
        return found

    def happening(self, entry: TimelineEntry) -> Happening:
        cited = [self.articles[c.span.article] for c in entry.citations]
        source = self.articles.get(entry.related or "")
        holding = [a for a in cited if entry.text in a.text]
        language = (
            holding[0].language if holding else source.language if source else self.story.brief.language
        )
        numbers = self.cite(entry.citations, Place("entry", "", "timeline"))
        return Happening(entry, self._restrain(entry.text, cited), language, numbers, source)
