"""Where a value stands: its clause, what governs it, and the words and names around it.

Data way: Reports + Entities -> Sites, which the detectors of disputes compare pair by pair.
Pure.

A value means nothing without its frame: two numbers contradict each other only when they measure the same thing, two
dates only when they date the same happening. The frame is read from the parse where there is one, else from the words
of the sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from counterpoint.align.dispute_words import CANONICAL, CLAUSE_DEPS, LIGHT_WORDS, NEGATIONS, REPORTING
from counterpoint.align.index import plain_lemmas, story_idf
from counterpoint.ports import Embedder
from counterpoint.types import BlockKind, Entity, EntityKind, Report, Sentence, Span, Token

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "nsubj:pass"})
_OBJECTS = frozenset({"dobj", "obj", "attr", "oprd", "acomp", "pobj", "dative"})
# A clause longer than this is cut around the value: a reader must see what is meant at once.
LONGEST_PASSAGE = 30  # tokens
RIVAL = 0.02  # how much less alike than the nearest sentence one may be and still be compared
ROOM = 0.2  # cosine above and below "the same" over which certainty goes from 0 to 1
MOST_EMBEDDED = 400  # sentences: enough for some ten reports
# Values of one kind looked at in one report: news puts what matters first, and pairs grow with the square.
MOST_VALUES = 120
NESTED = 3  # names that may begin before a passage and reach into it
SHORT_SENTENCE = 8  # tokens: "Nearly 200 people died." speaks of what the sentence before told


@dataclass(frozen=True, slots=True)
class Site:
    """A value in its place."""

    span: Span  # the value's own words
    passage: Span  # the clause that carries it
    sentence: int  # index into the article's sentences
    verb: str  # canonical lemma of the governing predicate, "" where unread
    clause: frozenset[str]  # canonical content lemmas of the clause, the value's own excluded
    around: frozenset[str]  # of the whole sentence
    subjects: frozenset[str]  # lemmas of the predicate's subject, one clause up where it is shared
    objects: frozenset[str]
    entities: frozenset[str]  # Entity.id named in the clause
    years: frozenset[str] = frozenset()  # calendar years that the sentence names, the value's own excluded
    parsed: bool = True  # False: no parser reads the language, and `clause` is the whole sentence's words
    infinitive: bool = False  # "to hold 1,000": told as a purpose or plan
    negated: bool = False
    reporting: bool = False  # the predicate is a verb of saying: two sayings are two happenings
    heading: bool = False

    @property
    def article(self) -> str:
        """The article it stands in."""
        return self.span.article


@dataclass(frozen=True, slots=True)
class Ground:
    """What every detector looks things up in."""

    reports: tuple[Report, ...]
    idf: Mapping[str, float]  # weight of a canonical lemma, 0..1; unseen ones weigh 1
    mentions: Mapping[str, tuple[tuple[Span, str], ...]]  # article -> (span, Entity.id), in order
    kinds: Mapping[str, EntityKind]
    of: Mapping[str, Report]
    names: Mapping[str, str]  # Entity.id -> its name
    acts: frozenset[str]  # canonical lemmas that stand as verbs somewhere in the story: words for happenings

    vectors: Mapping[tuple[str, int], NDArray[np.float32]]  # (article, sentence) -> unit vector, where needed
    same: float = 1.0  # cosine above which two sentences of that embedder say the same
    # (article, sentence, other article) -> cosine of its nearest embedded sentence there
    nearest: Mapping[tuple[str, int, str], float] = field(default_factory=dict)

    def cosine(self, one: Site, other: Site) -> float:
        """Similarity of the sentences of two values; -1 where they were not embedded."""
        a, b = (self.vectors.get((s.article, s.sentence)) for s in (one, other))
        return float(a @ b) if a is not None and b is not None else -1.0

    def across(self, one: Site, other: Site) -> float | None:
        """How surely two values stand in sentences that say the same, 0..1, where a parse cannot tell; else None."""
        if one.parsed and other.parsed:
            return None
        cosine = self.cosine(one, other)
        nearest = self.nearest.get((one.article, one.sentence, other.article), 1.0)
        if cosine < nearest - RIVAL:  # the other report tells this in another sentence
            return 0.0
        return max(0.0, min(1.0, 0.5 + (cosine - self.same) / (2 * ROOM)))

    def entities_in(self, span: Span) -> frozenset[str]:
        """The entities that a passage names."""
        held = self.mentions.get(span.article, ())
        first = max(0, bisect_left(held, span.start, key=_start) - NESTED)
        last = bisect_left(held, span.end, key=_start)
        return frozenset(e for s, e in held[first:last] if s.overlaps(span))

    def of_kind(self, ids: Iterable[str], kind: EntityKind) -> frozenset[str]:
        """Those of some entities that are of a kind."""
        return frozenset(i for i in ids if self.kinds.get(i) is kind)

    def names_in(self, site: Site) -> frozenset[str]:
        """The lemmas of names in the sentence of a value: they say who, not what happened."""
        tokens = self.of[site.article].marks.sentences[site.sentence].tokens
        return frozenset(canonical(t.lemma) for t in tokens if t.pos == "PROPN")

    def people(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of some entities that are persons."""
        return self.of_kind(ids, EntityKind.PERSON)

    def mass(self, lemmas: Iterable[str]) -> float:
        """The summed weight of some lemmas."""
        return sum(self.idf.get(lemma, 1.0) for lemma in lemmas)

    def overlap(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Weighted share of the lighter set's words that the other has, 0..1."""
        lighter = min(self.mass(one), self.mass(other))
        return self.mass(one & other) / lighter if lighter else 0.0

    def read(self, span: Span) -> str:
        """The exact words of a span."""
        return self.of[span.article].article.read(span)


def _start(mention: tuple[Span, str]) -> int:
    return mention[0].start


def survey(reports: Sequence[Report], entities: Sequence[Entity], embedder: Embedder | None = None) -> Ground:
    """Prepare what the detectors share.

    Args:
        reports: Annotated reports of one event.
        entities: Names resolved across them.
        embedder: Asked only where some report's language has no parser: sentences are then compared by meaning.

    """
    mentions: dict[str, list[tuple[Span, str]]] = {}
    for entity in entities:
        for span in entity.mentions:
            mentions.setdefault(span.article, []).append((span, entity.id))
    idf: dict[str, float] = {}
    for lemma, weight in story_idf(reports).items():
        name = canonical(lemma)
        idf[name] = min(weight, idf.get(name, 1.0))
    vectors = _embedded(reports, embedder) if embedder else {}
    return Ground(
        vectors=vectors,
        same=embedder.same if embedder else 1.0,
        nearest=_nearest(vectors),
        reports=tuple(reports),
        idf=idf,
        mentions={a: tuple(sorted(m)) for a, m in mentions.items()},
        kinds={e.id: e.kind for e in entities},
        of={r.article.id: r for r in reports},
        names={e.id: e.name for e in entities},
        acts=frozenset(
            canonical(t.lemma)
            for r in reports
            for s in r.marks.sentences
            for t in s.tokens
            if t.pos == "VERB" and t.lemma not in LIGHT_WORDS
        ),
    )


def _embedded(reports: Sequence[Report], embedder: Embedder) -> dict[tuple[str, int], NDArray[np.float32]]:
    """Vectors of the sentences that hold numbers or times, when some report has sentences without a parse."""
    if all(s.tokens for r in reports for s in r.marks.sentences):
        return {}
    valued = {
        r.article.id: [m.span for ms in (r.marks.quantities, r.marks.times) for m in ms] for r in reports
    }
    keys = [
        (r.article.id, i)
        for r in reports
        for i, s in enumerate(r.marks.sentences)
        if any(span.overlaps(s.span) for span in valued[r.article.id])
    ][:MOST_EMBEDDED]
    of = {r.article.id: r for r in reports}
    texts = [of[a].article.read(of[a].marks.sentences[i].span) for a, i in keys]
    return dict(zip(keys, embedder.embed(texts), strict=True)) if texts else {}


def _nearest(vectors: Mapping[tuple[str, int], NDArray[np.float32]]) -> dict[tuple[str, int, str], float]:
    """For each embedded sentence, how near the nearest one of each other article is."""
    if not vectors:
        return {}
    keys = list(vectors)
    matrix = np.stack([vectors[k] for k in keys])
    cosines = matrix @ matrix.T
    found: dict[tuple[str, int, str], float] = {}
    for i, (article, sentence) in enumerate(keys):
        for j, (other, _) in enumerate(keys):
            if other != article:
                key = (article, sentence, other)
                found[key] = max(found.get(key, -1.0), float(cosines[i, j]))
    return found


def canonical(lemma: str) -> str:
    """A lemma under which synonyms and word families that reports use for one thing agree."""
    known = CANONICAL.get(lemma)
    if known:
        return known
    if len(lemma) > 5 and lemma.endswith("ing"):  # "bidding" and "bid", "bombing" and "bomb"
        stem = lemma[:-3]
        stem = stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "sl" else stem
        return CANONICAL.get(stem, stem)
    return lemma


def site_at(ground: Ground, span: Span, sentence: int) -> Site:
    """Read the frame of a value.

    Args:
        ground: The story's shared look-ups.
        span: The value's words.
        sentence: Index of the sentence that holds it.

    """
    marks = ground.of[span.article].marks
    held = marks.sentences[sentence]
    if not held.tokens:
        return _unparsed(ground, span, sentence, held)
    inside = [i for i, t in enumerate(held.tokens) if t.start < span.end and span.start < t.end]
    at = inside[-1] if inside else 0
    verb = governor(held.tokens, at)
    kept = clause_tokens(held.tokens, verb, at)
    passage = Span(span.article, held.tokens[kept[0]].start, held.tokens[kept[-1]].end)
    subject = _dependents(held.tokens, verb, SUBJECTS) or _shared_subject(held.tokens, verb)
    tokens = [held.tokens[i] for i in kept]
    return Site(
        span=span,
        passage=passage,
        sentence=sentence,
        verb=canonical(held.tokens[verb].lemma) if held.tokens[verb].pos in {"VERB", "AUX", "NOUN"} else "",
        clause=lemmas(tokens, span) | lemmas(subject, span),
        around=lemmas(held.tokens, span),
        subjects=lemmas(subject, span),
        objects=lemmas(_dependents(held.tokens, verb, _OBJECTS), span),
        entities=ground.entities_in(passage),
        years=_years(ground, _setting(marks.sentences, sentence), span),
        infinitive=any(t.head == verb and t.tag == "TO" for t in held.tokens),
        negated=any(t.dep == "neg" or t.lemma in NEGATIONS for t in tokens if t.head == verb),
        reporting=held.tokens[verb].lemma in REPORTING,
        heading=held.block is BlockKind.HEADING,
    )


def _unparsed(ground: Ground, span: Span, sentence: int, held: Sentence) -> Site:
    """The frame of a value in a language without a parser: the words of its sentence."""
    text = ground.read(held.span)
    before, after = text[: span.start - held.span.start], text[span.end - held.span.start :]
    words = frozenset(canonical(w) for w in plain_lemmas(before) | plain_lemmas(after))
    return Site(
        span=span,
        passage=held.span,
        sentence=sentence,
        verb="",
        clause=words,
        around=words,
        subjects=frozenset(),
        objects=frozenset(),
        entities=ground.entities_in(held.span),
        parsed=False,
        years=_years(ground, held.span, span),
        heading=held.block is BlockKind.HEADING,
    )


def _setting(sentences: Sequence[Sentence], at: int) -> Span:
    """A sentence, with the one before it where it is too short to set its own scene."""
    here = sentences[at]
    if at and len(here.tokens) <= SHORT_SENTENCE and sentences[at - 1].block is here.block:
        return Span(here.span.article, sentences[at - 1].span.start, here.span.end)
    return here.span


def _years(ground: Ground, sentence: Span, without: Span) -> frozenset[str]:
    """The years that a sentence sets its facts in."""
    return frozenset(
        str(t.earliest.year)
        for t in ground.of[sentence.article].marks.times
        if sentence.contains(t.span) and not t.span.overlaps(without) and t.earliest and t.type == "DATE"
    )


def lemmas(tokens: Iterable[Token], without: Span) -> frozenset[str]:
    """Canonical content lemmas of some tokens, those of a span left out."""
    return frozenset(
        canonical(t.lemma)
        for t in tokens
        if t.pos in _CONTENT
        and t.lemma not in LIGHT_WORDS
        and not (t.start < without.end and without.start < t.end)
    )


def governor(tokens: Sequence[Token], at: int) -> int:
    """The index of the predicate that governs a token; the root where no verb stands above it."""
    seen = 0
    while seen < len(tokens):
        token = tokens[at]
        if token.pos in {"VERB", "AUX"} and token.dep not in {"aux", "auxpass", "amod"}:
            return at
        if token.head == at:
            return at
        at = token.head
        seen += 1
    return at


def clause_tokens(tokens: Sequence[Token], verb: int, at: int) -> list[int]:
    """The indices of a clause's tokens: the predicate's subtree without the clauses under it that lack the value."""
    children: dict[int, list[int]] = {}
    for i, token in enumerate(tokens):
        if token.head != i:
            children.setdefault(token.head, []).append(i)
    path = {at}
    step = at
    for _ in tokens:
        step = tokens[step].head
        path.add(step)
    kept: list[int] = []
    todo = [verb]
    while todo:
        here = todo.pop()
        kept.append(here)
        todo.extend(
            c
            for c in children.get(here, ())
            if c in path or not (tokens[c].dep in CLAUSE_DEPS and tokens[c].pos in {"VERB", "AUX"})
        )
    kept = sorted(i for i in set(kept) | {at})
    while kept and tokens[kept[0]].pos == "PUNCT" and tokens[kept[0]].text not in "\"“'‘(":
        kept = kept[1:]
    while kept and tokens[kept[-1]].pos == "PUNCT" and tokens[kept[-1]].text not in "\"”'’)":
        kept = kept[:-1]
    kept = kept or [at]
    if len(kept) <= LONGEST_PASSAGE and kept[-1] - kept[0] <= LONGEST_PASSAGE:
        return kept
    return [i for i in kept if abs(i - at) <= LONGEST_PASSAGE // 2] or [at]


def _dependents(tokens: Sequence[Token], verb: int, kinds: frozenset[str]) -> list[Token]:
    """The phrases that fill some of a predicate's places, each with what hangs on its head directly."""
    heads = {i for i, t in enumerate(tokens) if t.head == verb and i != verb and t.dep in kinds}
    heads |= {
        i for i, t in enumerate(tokens) if t.dep == "pobj" and "dobj" in kinds and tokens[t.head].head == verb
    }
    return [t for i, t in enumerate(tokens) if i in heads or t.head in heads]


def _shared_subject(tokens: Sequence[Token], verb: int) -> list[Token]:
    """The subject that a joined or participial clause takes from the clause above it."""
    for _ in range(3):
        token = tokens[verb]
        if token.head == verb:
            return []
        if token.dep in {"acl", "relcl"}:
            above = token.head
            return [t for i, t in enumerate(tokens) if i == above or (t.head == above and i < above)]
        verb = governor(tokens, token.head)
        found = _dependents(tokens, verb, SUBJECTS)
        if found:
            return found
    return []
