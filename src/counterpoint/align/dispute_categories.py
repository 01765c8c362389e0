"""What kind of thing something is: a film or a series, a man or a woman, north or south.

Data way: Ground -> Clashes of slot "category" (and "place" for the points of the compass).
Pure.

Two nouns conflict only when they are known to exclude each other (sister terms of `dispute_words.SISTERS`) and head the
description of one and the same name, or stand in one and the same frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product

from counterpoint.align.dispute_frames import MOST_VALUES, Ground, Site, site_at
from counterpoint.align.dispute_pairs import Clash, Likeness, Side
from counterpoint.align.dispute_words import NOT_SISTERS_AFTER, PARAPHRASES, SISTERS
from counterpoint.text import loose
from counterpoint.types import BlockKind, EntityKind, Report, Sentence, Span, Token

# Without a shared name, two sister nouns describe one thing only in all but equal clauses.
FRAME_OVERLAP = 0.6
FRAME_MASS = 1.3
PARAPHRASED = 0.4
MOST_WORDS = 60  # words of one kind looked at in a story
KNOWN_OVERLAP = 0.3
# Families of events so rare that a name in the same sentence is enough to tell which one is meant.
RARE = frozenset({"rite", "gathering", "round"})
_DESCRIBING = frozenset({"compound", "appos", "nmod", "amod", "flat", "nmod:appos"})
_QUOTED = re.compile(r"[\s,:]{0,3}[\"“‘'«„]([^\"”»“\n]{2,60}?)[\"”’'»,.]")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Kind:
    """A word that says what something is."""

    family: str  # the set of sister terms it belongs to
    concept: str  # which of them
    site: Site
    names: frozenset[str]  # keys of the names it describes
    display: str
    sure: bool  # the description stands beside the name, not only in its clause


def find_kinds(ground: Ground, report: Report) -> Iterator[Kind]:
    """The category words of a report, with the names that they describe."""
    for i, sentence in enumerate(report.marks.sentences):
        if sentence.block is not BlockKind.NOTE:
            yield from _kinds_in(ground, report, i, sentence)


def category_clashes(ground: Ground) -> list[Clash]:
    """Compare what the reports say that things are."""
    by = {r.article.id: list(islice(find_kinds(ground, r), MOST_VALUES)) for r in ground.reports}
    clashes = []
    for one, other in combinations(by, 2):
        for a, b in product(by[one], by[other]):
            if a.family != b.family or a.concept == b.concept:
                continue
            score = _oneness(ground, a, b)
            if score and not (_known(ground, by[one], a, b) or _known(ground, by[other], b, a)):
                slot = "place" if a.family == "compass" else "category"
                clashes.append(Clash(slot, _about(ground, a, b), _side(a), _side(b), score=score))
    return clashes


def _oneness(ground: Ground, a: Kind, b: Kind) -> float:
    """How surely two category words describe one thing; 0 where nothing shows it."""
    if a.names & b.names:
        return 1.0
    if a.names and b.names and a.sure and b.sure:
        return 0.0
    one, other = a.site, b.site
    overlap = ground.overlap(one.clause, other.clause)
    mass = ground.mass(one.clause & other.clause)
    if one.verb == other.verb and overlap >= FRAME_OVERLAP and mass >= FRAME_MASS:
        return min(1.0, overlap)
    return 0.0


def _known(ground: Ground, kinds: Iterable[Kind], own: Kind, other: Kind) -> bool:
    """Whether an article uses the other's word too, of the same name or of an unnamed thing.

    A rare event's word counts only in a clause like the other's: reports of a final tell of the semi-finals before it.
    """
    return any(
        k.family == other.family
        and k.concept == other.concept
        and (not k.names or not own.names or bool(k.names & own.names))
        and (k.family not in RARE or ground.overlap(k.site.clause, other.site.clause) > KNOWN_OVERLAP)
        for k in kinds
    )


def _kinds_in(ground: Ground, report: Report, index: int, sentence: Sentence) -> Iterator[Kind]:
    text = report.article.text
    if not sentence.tokens:
        yield from _plain_kinds(ground, report, index, sentence)
        return
    for i, token in enumerate(sentence.tokens):
        known = SISTERS.get(token.lemma) or SISTERS.get(token.text.lower())
        if not known or token.pos not in {"NOUN", "ADJ", "PROPN"}:
            continue
        after = sentence.tokens[i + 1].lemma if i + 1 < len(sentence.tokens) else ""
        if after in NOT_SISTERS_AFTER:
            continue
        span = Span(report.article.id, token.start, token.end)
        if ground.entities_in(span):
            continue  # the word is part of a name
        rare = known[0] in RARE
        beside = _names(ground, sentence.tokens, i, span) | _quoted(ground, text, span)
        names = beside | (_actors(ground, sentence.span) if rare else frozenset())
        yield Kind(
            *known, site_at(ground, span, index), names, _phrase(sentence.tokens, i, text), sure=not rare
        )


def _plain_kinds(ground: Ground, report: Report, index: int, sentence: Sentence) -> Iterator[Kind]:
    """Category words of a language without a parser: those that stand directly before a quoted name."""
    text = report.article.text
    for match in _WORDS.finditer(text, sentence.span.start, sentence.span.end):
        known = SISTERS.get(match.group().lower())
        if known:
            span = Span(report.article.id, *match.span())
            names = _quoted(ground, text, span)
            if names:
                yield Kind(*known, site_at(ground, span, index), names, match.group(), sure=True)


def _names(ground: Ground, tokens: Sequence[Token], at: int, span: Span) -> frozenset[str]:
    """The names that a category word stands beside: as title, apposition, compound, or across "is"."""
    near = {i for i, t in enumerate(tokens) if t.head == at and i != at and t.dep in _DESCRIBING}
    if tokens[at].dep in _DESCRIBING:
        near.add(tokens[at].head)
    if tokens[at].dep in {"attr", "ROOT"} or (tokens[at].dep == "oprd"):
        above = tokens[at].head
        near |= {i for i, t in enumerate(tokens) if t.head == above and t.dep in {"nsubj", "nsubjpass"}}
    held = ground.mentions.get(span.article, ())
    return frozenset(
        e for i in near for s, e in held if s.start <= tokens[i].start and tokens[i].end <= s.end
    )


def _actors(ground: Ground, span: Span) -> frozenset[str]:
    """The persons and works that a passage names: what a rite or a final is about."""
    held = ground.entities_in(span)
    return ground.of_kind(held, EntityKind.PERSON) | ground.of_kind(held, EntityKind.WORK)


def _quoted(ground: Ground, text: str, span: Span) -> frozenset[str]:
    """The key of a title in quotation marks right after a word."""
    match = _QUOTED.match(text, span.end, span.end + 70)
    if not match:
        return frozenset()
    title = Span(span.article, match.start(1), match.end(1))
    return ground.entities_in(title) | {"title:" + loose(match.group(1)).replace(" ", "")}


def _phrase(tokens: Sequence[Token], at: int, text: str) -> str:
    """The category word with what qualifies it directly: "animated series"."""
    start = at
    while start > 0 and tokens[start - 1].head == at and tokens[start - 1].dep in {"amod", "compound"}:
        start -= 1
    return " ".join(text[tokens[start].start : tokens[at].end].split())


def _about(ground: Ground, a: Kind, b: Kind) -> str:
    shared = sorted(a.names & b.names)
    names = [n for n in shared if n in ground.names]
    if names and a.family not in RARE:
        return f"what {ground.names[names[0]]} is"
    title = _QUOTED.match(ground.of[a.site.article].article.text, a.site.span.end, a.site.span.end + 70)
    return f"what “{title.group(1).strip()}” is" if title and shared else f"{a.concept} or {b.concept}"


def _side(kind: Kind) -> Side:
    return Side(kind.concept, kind.display, kind.site.span, kind.site.passage)


def paraphrases(ground: Ground) -> list[Likeness]:
    """Different words for one thing in like places of two reports: one pair for each kind of thing."""
    by: dict[str, list[tuple[str, Site, str]]] = {}
    for report in ground.reports:
        for i, sentence in enumerate(report.marks.sentences):
            for j, token in enumerate(sentence.tokens):
                family = PARAPHRASES.get(token.lemma)
                if family and token.pos == "NOUN" and sentence.block is not BlockKind.NOTE:
                    span = Span(report.article.id, token.start, token.end)
                    shown = _phrase(sentence.tokens, j, report.article.text)
                    by.setdefault(family, []).append((token.lemma, site_at(ground, span, i), shown))
    found = []
    for family, items in by.items():
        pairs = [
            (_place_likeness(ground, a, b), one, other)
            for (one, other) in combinations(items[:MOST_WORDS], 2)
            for a, b in [(one[1], other[1])]
            if one[0] != other[0] and a.article != b.article
        ]
        if pairs:
            score, one, other = max(pairs, key=lambda p: p[0])
            if score >= PARAPHRASED:
                left, right = (Side(lemma, shown, at.span, at.passage) for lemma, at, shown in (one, other))
                about = f"the word for the {family}"
                found.append(Likeness("category", about, left, right, why="paraphrase", score=score))
    return found


def _place_likeness(ground: Ground, a: Site, b: Site) -> float:
    """How alike the places of two words are: their clauses' shared words against a full clause's weight."""
    shared = ground.mass(a.clause & b.clause) + 0.5 * ground.mass(a.around & b.around)
    return min(1.0, shared / 4)
