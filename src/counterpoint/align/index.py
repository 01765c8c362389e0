"""A story-wide index: from spans to entities, times and amounts; from claims to words and vectors.

Data way: Reports + Entities -> StoryIndex, which the alignment of claims and the search for disputes share.
Pure: the embedder is passed in, and called once for all the claims of a story.

Method: inverse document frequency over the story's own sentences (Spärck Jones 1972): in one event's reports the
words that tell facts apart are those that few sentences share, whatever their frequency in the language.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from counterpoint.ports import Embedder
from counterpoint.types import (
    Annotations,
    Claim,
    Entity,
    Quantity,
    Report,
    Sentence,
    Span,
    TimeMention,
)

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
# Verbs and adverbs so light that sharing them says nothing, where a tagger called them content words.
_LIGHT = frozenset(
    [
        "be",
        "have",
        "do",
        "say",
        "tell",
        "make",
        "take",
        "get",
        "go",
        "come",
        "give",
        "also",
        "just",
        "now",
        "then",
        "very",
        "more",
        "most",
        "still",
        "only",
        "être",
        "avoir",
        "faire",
        "dire",
        "aller",
        "aussi",
        "plus",
        "très",
    ]
)

# Endings that make nouns of verbs, the longest first (English and French), and the least that is left as a root.
_ENDINGS = (
    "ations", "ation", "itions", "ition", "ements", "ement", "ments", "ment", "ings", "ing", "ions", "ion",
    "ers", "ors", "er", "or", "ed", "als", "al", "es", "s", "e", "y",
)  # fmt: skip
_ROOT = 3
_LOOK_BACK = 4  # marks that begin before a passage and may reach into it: names nest two or three deep


class _HasSpan(Protocol):
    @property
    def span(self) -> Span: ...


_Mark = TypeVar("_Mark", bound=_HasSpan)


@dataclass(frozen=True, slots=True)
class StoryIndex:
    """What the reports of one story hold, findable by span and by claim.

    `texts`, `vectors`, `passages` and `lemmas` run parallel to `claims`: row i of `vectors` is the unit vector of
    `texts[i]`, row i of `passages` that of the words of the claim's span.
    """

    reports: tuple[Report, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    texts: tuple[str, ...]  # what each claim says, in its report's words
    vectors: NDArray[np.float32]  # (claims, d), L2-normalised
    lemmas: tuple[frozenset[str], ...]  # content words of each claim
    idf: Mapping[str, float]  # weight of a lemma in this story, 0..1; unseen lemmas weigh 1
    passages: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 1), dtype=np.float32))
    same: float = 0.6  # the embedder's cosine above which two texts more likely than not say the same thing
    around: NDArray[np.float32] | None = None  # of the claims' sentences; None in a story of one language
    position: Mapping[str, int] = field(default_factory=dict)  # Claim.id -> row
    report_of: Mapping[str, Report] = field(default_factory=dict)  # Article.id -> Report
    mentions_of: Mapping[str, tuple[tuple[Span, str], ...]] = field(
        default_factory=dict
    )  # article -> (span, Entity.id)

    def entity_ids(self, span: Span) -> frozenset[str]:
        """The ids of the entities that a passage names."""
        named = self.mentions_of.get(span.article, ())
        first = max(0, bisect_left(named, span.start, key=_mention_start) - _LOOK_BACK)
        last = bisect_left(named, span.end, key=_mention_start)
        return frozenset(e for s, e in named[first:last] if s.overlaps(span))

    def marks(self, article: str) -> Annotations:
        """An article's annotations."""
        return self.report_of[article].marks

    def read(self, span: Span) -> str:
        """The exact words of a span."""
        return self.report_of[span.article].article.read(span)

    def sentence_of(self, claim: Claim) -> Sentence:
        """The sentence that a claim stands in."""
        return self.marks(claim.span.article).sentences[claim.sentence]

    def row(self, claim: Claim) -> int:
        """The claim's place in `claims`, `texts`, `vectors` and `lemmas`."""
        return self.position[claim.id]

    def times_in(self, span: Span) -> tuple[TimeMention, ...]:
        """The expressions of time that a passage holds."""
        return _within(self.marks(span.article).times, span)

    def quantities_in(self, span: Span) -> tuple[Quantity, ...]:
        """The amounts that a passage holds."""
        return _within(self.marks(span.article).quantities, span)

    def cosine(self, one: Claim, other: Claim) -> float:
        """Similarity of two claims' texts under the embedder, -1..1."""
        return float(self.vectors[self.row(one)] @ self.vectors[self.row(other)])

    def shared_words(self, one: Claim, other: Claim) -> float:
        """IDF-weighted overlap of two claims' content words, relative to the lighter one, 0..1."""
        a, b = self.lemmas[self.row(one)], self.lemmas[self.row(other)]
        lighter = min(self.mass(a), self.mass(b))
        return self.mass(a & b) / lighter if lighter else 0.0

    def mass(self, lemmas: frozenset[str]) -> float:
        """The summed weight of some lemmas."""
        return sum(self.idf.get(lemma, 1.0) for lemma in lemmas)


def build_index(reports: Sequence[Report], entities: Sequence[Entity], embedder: Embedder) -> StoryIndex:
    """Index the claims of a story; the embedder is called once, with every claim's text.

    Claims come in the order of the reports and, within one, of its text.
    """
    claims = tuple(c for r in reports for c in r.marks.claims)
    of = {r.article.id: r for r in reports}
    texts = tuple(claim_text(c, of[c.span.article]) for c in claims)
    passages = tuple(" ".join(of[c.span.article].article.read(c.span).split()) for c in claims)
    several = len({of[c.span.article].marks.sentences[c.sentence].language for c in claims}) > 1
    around = tuple(_sentence_text(c, of[c.span.article]) for c in claims) if several else ()
    distinct = list(dict.fromkeys(texts + passages + around))
    where = {text: i for i, text in enumerate(distinct)}
    table = (
        np.asarray(embedder.embed(distinct), dtype=np.float32)
        if distinct
        else np.zeros((0, 1), dtype=np.float32)
    )
    mentions: dict[str, list[tuple[Span, str]]] = {}
    for entity in entities:
        for span in entity.mentions:
            mentions.setdefault(span.article, []).append((span, entity.id))
    return StoryIndex(
        reports=tuple(reports),
        entities=tuple(entities),
        claims=claims,
        texts=texts,
        vectors=table[[where[t] for t in texts]],
        passages=table[[where[t] for t in passages]],
        around=table[[where[t] for t in around]] if several else None,
        same=embedder.same,
        lemmas=tuple(
            content_lemmas(c.span, of[c.span.article].marks.sentences[c.sentence], t)
            for c, t in zip(claims, texts, strict=True)
        ),
        idf=story_idf(reports),
        position={c.id: i for i, c in enumerate(claims)},
        report_of=of,
        mentions_of={a: tuple(sorted(m)) for a, m in mentions.items()},
    )


def claim_text(claim: Claim, report: Report) -> str:
    """What a claim says: its own compressed words where the parser gave some, else its span's."""
    return claim.text or " ".join(report.article.read(claim.span).split())


def _sentence_text(claim: Claim, report: Report) -> str:
    return " ".join(report.article.read(report.marks.sentences[claim.sentence].span).split())


def content_lemmas(span: Span, sentence: Sentence, text: str) -> frozenset[str]:
    """The content words of a passage: lemmas where tagged, else words (character pairs in unspaced scripts)."""
    if sentence.tokens:
        return frozenset(
            t.lemma for t in sentence.tokens
            if t.start >= span.start and t.end <= span.end and t.pos in _CONTENT and t.lemma not in _LIGHT
        )  # fmt: skip
    return plain_lemmas(text)


def plain_lemmas(text: str) -> frozenset[str]:
    """Words of an untagged text, lower case; pairs of characters where words are not spaced."""
    kept: set[str] = set()
    for match in _WORD.finditer(text.casefold()):
        word = match.group()
        if _CJK.search(word):
            kept.update(word[i : i + 2] for i in range(max(1, len(word) - 1)))
        else:
            kept.add(word)
    return frozenset(kept)


@cache
def word_family(lemma: str) -> str:
    """A rough root that a verb and the nouns made from it share: "arrest", "arrested", "shooting", "shoot"."""
    for ending in _ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= _ROOT:
            lemma = lemma[: -len(ending)]
            break
    return lemma[:-1] if len(lemma) > _ROOT and lemma[-1] == lemma[-2] else lemma


def story_idf(reports: Sequence[Report]) -> dict[str, float]:
    """The weight of each lemma in a story, 0..1, from the share of sentences that hold it."""
    counts: Counter[str] = Counter()
    total = 0
    for report in reports:
        for sentence in report.marks.sentences:
            counts.update(content_lemmas(sentence.span, sentence, report.article.read(sentence.span)))
            total += 1
    top = math.log(total + 1)
    return {lemma: math.log((total + 1) / n) / top for lemma, n in counts.items()} if top else {}


def _within(marks: Sequence[_Mark], span: Span) -> tuple[_Mark, ...]:
    """The marks that overlap a span; marks are in text order and short, so a bounded look back is enough."""
    first = max(0, bisect_left(marks, span.start, key=_start) - _LOOK_BACK)
    last = bisect_left(marks, span.end, key=_start)
    return tuple(m for m in marks[first:last] if m.span.overlaps(span))


def _start(mark: _HasSpan) -> int:
    return mark.span.start


def _mention_start(named: tuple[Span, str]) -> int:
    return named[0].start
