"""The statements of one version of an article, with their values at hand for comparison.

Data way: Report -> Version of Facts, for align.edited_claims. Pure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from counterpoint.align.dispute_frames import canonical
from counterpoint.align.edited_sentences import stems
from counterpoint.align.index import word_family
from counterpoint.text import loose
from counterpoint.types import Claim, Mention, Quantity, Report, Span, TimeMention

_EMPTY = frozenset({"", "be", "have", "être", "avoir"})  # predicates that tell nothing of their own
_NAMING = frozenset({"NOUN", "PROPN"})


class _HasSpan(Protocol):
    @property
    def span(self) -> Span: ...


_Mark = TypeVar("_Mark", bound=_HasSpan)


class Values(NamedTuple):
    """What a passage holds that can be compared."""

    amounts: Sequence[Quantity]
    times: Sequence[TimeMention]
    names: Sequence[Mention]


@dataclass(frozen=True, slots=True)
class Fact:
    """A Claim of one version with its values at hand."""

    claim: Claim
    rank: int  # among the version's claims
    group: int | None  # the altered group of sentences it stands in; None elsewhere
    predicate: str  # under which word families and synonyms agree; "" where it tells nothing
    key: str  # its passage, under which typography and case agree
    words: frozenset[str]  # stems of its passage
    doers: frozenset[str]  # words of "who"
    things: frozenset[str]  # words of "what" and "whom"
    values: Values  # in its slots; names are those in "who" and "where"
    places: frozenset[Span]  # those of its "where"
    speaker: str | None  # None: the report's own statement; "" where the source is not resolved


class Version:
    """One version's statements, and what its marks hold at any passage."""

    def __init__(
        self, report: Report, groups: Mapping[int, int], quiet: frozenset[int], titles: frozenset[int]
    ) -> None:
        """Read a report.

        Args:
            report: With its annotations.
            groups: Sentence -> the altered group it belongs to.
            quiet: Sentences that stand in the other version too.
            titles: Sentences of the title.

        """
        self.report = report
        self.titles = titles
        marks = report.marks
        self._amounts = {q.span: q for q in marks.quantities}
        self._times = {t.span: t for t in marks.times}
        self.facts = [self._fact(n, c, groups.get(c.sentence)) for n, c in enumerate(marks.claims)]
        self.open = [f for f in self.facts if f.claim.sentence not in quiet]
        self.sentences: dict[int, list[Span]] = {}
        for number, group in groups.items():
            self.sentences.setdefault(group, []).append(marks.sentences[number].span)
        self.said = {f.key for f in self.facts}
        self.by_predicate: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in self.facts:
            self.by_predicate[fact.predicate, fact.claim.focus].append(fact)

    def passage(self, group: int) -> Span | None:
        """The sentences of an altered group; None where nothing annotated stands in it."""
        spans = self.sentences.get(group)
        if not spans:
            return None
        return self.report.article.span(min(s.start for s in spans), max(s.end for s in spans))

    def sentence(self, fact: Fact) -> Span:
        """The sentence of a statement, or the altered sentences it stands among."""
        whole = self.passage(fact.group) if fact.group is not None else None
        return whole or self.report.marks.sentences[fact.claim.sentence].span

    def around(self, span: Span) -> Values:
        """All amounts, times and names of a passage."""
        marks = self.report.marks
        return Values(
            _inside(marks.quantities, span), _inside(marks.times, span), _inside(marks.mentions, span)
        )

    def read(self, fact: Fact) -> str:
        """The words of its passage."""
        return self.report.article.read(fact.claim.span)

    def source(self, fact: Fact) -> tuple[Span | None, str]:
        """Who is quoted with it: the words that say so, in its sentence, and the name; (None, "") where nobody is."""
        quote = None if fact.claim.quote is None else self.report.marks.quotes[fact.claim.quote]
        if quote is None:
            return None, ""
        span = quote.source if quote.source and self.sentence(fact).contains(quote.source) else None
        return span, quote.speaker or (self.report.article.read(quote.source) if quote.source else "")

    def time(self, span: Span | None) -> str:
        """The value of a time, as TIMEX3; "" where none stands."""
        found = None if span is None else self._times.get(span)
        return found.value if found else ""

    def _fact(self, rank: int, claim: Claim, group: int | None) -> Fact:
        slots, mentions = claim.slots, self.report.marks.mentions
        name = canonical(claim.predicate)
        words = self.report.article.read(claim.span)
        quote = self.report.marks.quotes[claim.quote] if claim.quote is not None else None
        return Fact(
            claim=claim,
            rank=rank,
            group=group,
            predicate="" if claim.predicate in _EMPTY else word_family(name),
            key=loose(words),
            words=frozenset(stems(words)),
            doers=self._participants(claim, {"who"}),
            things=self._participants(claim, {"what", "whom"}),
            values=Values(
                [self._amounts[s.span] for s in slots if s.role == "how_many" and s.span in self._amounts],
                [self._times[s.span] for s in slots if s.role == "when" and s.span in self._times],
                [m for s in slots if s.role in {"who", "where"} for m in _inside(mentions, s.span)],
            ),
            places=frozenset(s.span for s in slots if s.role == "where"),
            speaker=None if quote is None else loose(quote.speaker or ""),
        )

    def _participants(self, claim: Claim, roles: set[str]) -> frozenset[str]:
        """The naming words of some slots: no numbers, no pronouns."""
        marks = self.report.marks
        tokens = marks.sentences[claim.sentence].tokens
        found: set[str] = set()
        for slot in (s for s in claim.slots if s.role in roles):
            if any(q.span.end > slot.span.end for q in _inside(marks.quantities, slot.span)):
                continue  # "a score of sailors": its head is the number
            inside = [t for t in tokens if slot.span.start <= t.start and t.end <= slot.span.end]
            named = {word for t in inside if t.pos in _NAMING for word in loose(canonical(t.lemma)).split()}
            found |= named if inside else set(loose(slot.value).split())
        return frozenset(found)


def _inside(marks: Sequence[_Mark], span: Span) -> list[_Mark]:
    """The marks that begin in a passage; marks are in text order."""
    first = bisect_left(marks, span.start, key=_start)
    return list(marks[first : bisect_left(marks, span.end, key=_start)])


def _start(mark: _HasSpan) -> int:
    return mark.span.start
