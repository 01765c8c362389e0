"""Numbers of one thing that disagree, and figures that grew.

Data way: Ground -> Clashes and Likenesses of slot "number".
Pure.

Two numbers conflict only when they measure the same thing: the same counted noun or unit, in the same frame, and
neither report knows the other's number for something else of the kind.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, product

from counterpoint.align.counted_nouns import PLURALS, in_english
from counterpoint.align.dispute_frames import MOST_VALUES, Ground, Site, canonical, site_at
from counterpoint.align.dispute_gist import gist
from counterpoint.align.dispute_pairs import Clash, Likeness, Side
from counterpoint.align.dispute_words import (
    ANYBODY,
    CASUALTIES,
    GROWING,
    LATER,
    OTHERS,
    PARTS,
    PERSONS,
)
from counterpoint.types import BlockKind, DisputeKind, Quantity, Report, Token
from counterpoint.values import compare_quantities

# How sure two numbers must be to measure one thing. Calibrated on sixteen labelled events and read by hand on the
# predictions for 170 others.
SURE = 0.62
ALIKE = 0.5  # what only looks different may be shown on less
# Numbers further apart than this are seldom two reports of one figure.
NEAREST_RATIO = 0.35
FURTHEST_GROWTH = 0.1  # a first count and a later one may be this far apart
# A bound ("more than 30") that the other figure exceeds by this factor is an earlier count, not a rounding.
OUTGROWN = 1.3
MOST_GROWTH = 4.0  # beyond it the two count different things

# Two figures this close, each given to this many digits, are one figure with a slip: chance seldom makes such neighbours.
ALMOST = 0.93
AGE = "year of age"
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+$")
_YEAR = re.compile(r"(?:19|20)\d\d\s+[A-Z]")
NEXT_TO_NOTHING = 0.02
COUNTED = 100  # things below this many are counted, not rounded
TINY = 1.2  # weight of a clause's words below which their agreement says less
VAGUE = 2.2  # an interval this many times wider than its low end is a vague word
EXACT = 3
NEAR = 0.85  # two large counts of like things this close are mostly of one thing


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in its frame."""

    quantity: Quantity
    site: Site
    nouns: frozenset[str]  # what is counted or measured: unit, counted noun and its head and complement
    modifiers: frozenset[str]  # what qualifies it: "new", "star" in "star systems"
    casualty: str = ""  # "die" or "injure": counts of victims are one thing however they are put
    part: bool = False  # told as a part of something: "including 13 children", "the other eight"

    @property
    def middle(self) -> float:
        """The figure itself, or its finite bound."""
        low, high = self.quantity.low, self.quantity.high
        return high if math.isinf(low) else low if math.isinf(high) else (low + high) / 2

    @property
    def context(self) -> frozenset[str]:
        """What its clause says beside the figure."""
        return self.site.clause | self.modifiers


def find_figures(ground: Ground, report: Report) -> Iterator[Figure]:
    """The quantities of a report that measure something, in their frames."""
    sentences = report.marks.sentences
    at = 0
    for quantity in report.marks.quantities:
        while at < len(sentences) and sentences[at].span.end <= quantity.span.start:
            at += 1
        if quantity.unit == AGE or at == len(sentences) or _is_date(report, quantity):
            continue  # ages are compared person by person; "2008 Summer Games" counts nothing
        if sentences[at].block is not BlockKind.NOTE:
            yield _figure(ground, report, quantity, at)


def _is_date(report: Report, quantity: Quantity) -> bool:
    """Whether a number is a year or day that names something: "2008 Summer Games", "the Sept. 11 attackers"."""
    before = report.article.text[max(0, quantity.span.start - 11) : quantity.span.start]
    return bool(_YEAR.match(quantity.text) or _MONTH.search(before))


def number_pairs(ground: Ground) -> tuple[list[Clash], list[Likeness]]:
    """Compare the figures of every two articles."""
    by = {r.article.id: list(islice(find_figures(ground, r), MOST_VALUES)) for r in ground.reports}
    clashes: list[Clash] = []
    alike: list[Likeness] = []
    for one, other in combinations(by, 2):
        for a, b in product(by[one], by[other]):
            verdict, kind = judge(a, b)
            if not verdict:
                continue
            score = likeness_of_frames(ground, a, b)
            if kind is DisputeKind.UPDATE and _only(by[one], a) and _only(by[other], b):
                score += 0.45
            unread = not (a.site.parsed and b.site.parsed)
            if unread and _only_toll(by[one], a) and _only_toll(by[other], b):
                score = max(score, SURE)
            if score < (SURE if verdict == "clash" else ALIKE):
                continue
            about = _about(ground, a, b)
            sides = _side(a), _side(b)
            if verdict == "clash":
                if not (_known(by[one], b) or _known(by[other], a)):
                    support = _elsewhere(by, a, b) if unread else ()
                    clashes.append(Clash("number", about, *sides, score=score, kind=kind, support=support))
            else:
                alike.append(Likeness("number", about, *sides, why=verdict, score=score))
    return clashes, alike


def _elsewhere(by: Mapping[str, Sequence[Figure]], a: Figure, b: Figure) -> tuple[Side, ...]:
    """Who else gives one of two figures across languages: the same number of the same counted thing, to the last digit."""
    counted = a.nouns & b.nouns
    exact = min(_digits(a.middle), _digits(b.middle)) >= EXACT
    found = (f for figures in by.values() for f in figures if f not in (a, b))
    return tuple(_side(f) for f in found if exact and f.nouns & counted and f.middle in {a.middle, b.middle})


def judge(a: Figure, b: Figure) -> tuple[str, DisputeKind]:
    """Say whether two figures, were they of one thing, clash ("clash"), agree (why), or cannot be compared ("")."""
    kind = DisputeKind.CONTRADICTION
    casualty = bool(a.casualty) and a.casualty == b.casualty
    if bool(a.casualty) != bool(b.casualty) or (a.casualty and not casualty):
        return "", kind
    if not (a.nouns & b.nouns or casualty):
        return "", kind
    qa, qb = as_printed(a.quantity, b.quantity)
    if qa.unit != qb.unit and (casualty or (qa.what and qb.what)):  # two nouns for the counted thing
        qb = replace(qb, unit=qa.unit)
    relation = compare_quantities(qa, qb)
    low, high = sorted((a.middle, b.middle))
    if relation in {"same", "unrelated"} or (a.part or b.part) or low <= 0:
        return "", kind
    if relation == "conflict" and (_vague(qa) or _vague(qb)):
        return "", kind
    grows = casualty or bool((a.nouns | b.nouns) & GROWING)
    if relation == "precision" and grows and _bound(qa) != _bound(qb) and _outgrown(a, b):
        return "clash", DisputeKind.UPDATE
    if relation == "conflict" and (_cut(qa, qb) or _cut(qb, qa) or _about_the_same(qa, qb)):
        relation = "rounding"
    if relation != "conflict":
        return relation, kind
    later = grows and bool(LATER & (a.site.around | b.site.around))
    if low / high < (FURTHEST_GROWTH if later else NEAREST_RATIO):
        return "", kind
    return "clash", DisputeKind.UPDATE if later else kind


def as_printed(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity]:
    """Two figures in the unit that both print, where it is one: seconds are rounded as seconds, not as minutes."""
    if a.unit != b.unit or not a.written or not b.written or a.low != a.high or b.low != b.high:
        return a, b
    if not math.isclose(a.low / a.written, b.low / b.written, rel_tol=1e-6):
        return a, b
    return replace(a, low=a.written, high=a.written), replace(b, low=b.written, high=b.written)


def likeness_of_frames(ground: Ground, a: Figure, b: Figure) -> float:
    """How surely two figures measure the same thing, about 0..1.2."""
    around = ground.overlap(a.site.around, b.site.around)
    shared = ground.mass(a.context & b.context)
    clause = shared / max(TINY, min(ground.mass(a.context), ground.mass(b.context)))
    low, high = sorted((a.middle, b.middle))
    meant = ground.across(a.site, b.site)
    if meant is not None:
        return 0.8 * meant + 0.1 * low / high + 0.15 * bool(a.casualty)
    score = 0.45 * clause + 0.15 * around + 0.15 * (a.site.verb == b.site.verb != "")
    score += (
        0.12 * min(shared, 2.0) + 0.1 * low / high + 0.15 * bool(a.casualty or a.nouns & b.nouns & GROWING)
    )
    exact = min(_digits(low), _digits(high))
    score += (0.2 if exact == EXACT else 0.4) * (low / high >= ALMOST and exact >= EXACT)
    score += 0.15 * bool(a.quantity.what and b.quantity.what and low >= COUNTED and low / high >= NEAR)
    names = ground.people(a.site.entities), ground.people(b.site.entities)
    if names[0] and names[1] and not names[0] & names[1]:
        score -= 0.3  # two persons' figures
    if a.site.years != b.site.years:  # two years' figures, or one year's and a span's
        both = bool(a.site.years and b.site.years)
        score -= (0.2 if a.site.years & b.site.years else 0.4) if both else 0.1
    if a.casualty:
        score -= _other_victims(a, b)
    if a.quantity.ordinal:
        score -= 0.25  # one thing's rank is another's count
    return score - 0.15 * (a.site.infinitive != b.site.infinitive)  # what it was built for, what it does


def _other_victims(a: Figure, b: Figure) -> float:
    """A malus for counts of different people: "two voters", "three fighters"; less for "13 students", "15 people"."""
    one, other = ({n for n in f.nouns if canonical(n) not in CASUALTIES} - ANYBODY for f in (a, b))
    if one and other:
        return 0.0 if one & other else 0.5
    proper = all(w[:1].isupper() for w in ((a if one else b).quantity.what or "").split())
    return 0.0 if not (one or other) or proper else 0.3


def _figure(ground: Ground, report: Report, quantity: Quantity, sentence: int) -> Figure:
    site = site_at(ground, quantity.span, sentence)
    tokens = report.marks.sentences[sentence].tokens
    inside = [i for i, t in enumerate(tokens) if t.start < quantity.span.end and quantity.span.start < t.end]
    heads = {
        tokens[i].head for i in inside
        if tokens[tokens[i].head].pos in {"NOUN", "PROPN"} and tokens[i].dep in {"nummod", "compound", "amod", "quantmod"}
    } - set(inside)  # fmt: skip
    named = {
        i for i in inside if tokens[i].pos in {"NOUN", "PROPN", "ADJ"} and not tokens[i].text[0].isdigit()
    } | heads
    of = {
        i for i, t in enumerate(tokens)
        if t.dep == "pobj" and tokens[t.head].lemma == "of" and tokens[t.head].head in named | set(inside)
    }  # fmt: skip
    nouns = {tokens[i].lemma for i in named | of} | ({quantity.unit} - {""})
    if quantity.what:
        nouns.add(quantity.what.split()[-1].lower())
    if report.marks.sentences[sentence].language != "en":
        nouns |= {in_english(n.casefold()) for n in nouns}
    modifiers = {
        t.lemma for i, t in enumerate(tokens)
        if t.head in named | of and t.dep in {"amod", "compound", "nmod"} and i not in inside and t.pos != "NUM"
    }  # fmt: skip
    return Figure(
        quantity,
        site,
        frozenset(nouns),
        frozenset(canonical(m) for m in modifiers),
        _casualty(site, nouns),
        _is_part(tokens, inside),
    )


def _casualty(site: Site, nouns: Iterable[str]) -> str:
    """Which kind of victims a figure counts, "" for none."""
    kinds = sorted(canonical(n) for n in nouns if canonical(n) in CASUALTIES)
    if kinds:
        return kinds[0]
    return site.verb if site.verb in CASUALTIES and (set(nouns) & PERSONS or not set(nouns)) else ""


def _is_part(tokens: Sequence[Token], inside: Sequence[int]) -> bool:
    """Whether a figure is told as a part of a larger one, or as what remains beside another."""
    for i in inside:
        above = tokens[tokens[i].head]
        if above.lemma in PARTS or tokens[above.head].lemma in PARTS:
            return True
        before = [t.lemma for t in tokens[max(0, i - 2) : i]]
        if before[-1:] and before[-1] in OTHERS and "the" in before:
            return True
        after = [t.lemma for t in tokens[i + 1 : i + 4]]
        if after[:1] == ["other"] and tokens[i].pos == "NUM" and tokens[i + 1].pos == "ADJ":
            return True  # "along with 19 other children"
        if after[:2] == ["of", "the"] or after[:2] == ["of", "they"] or after[:2] == ["of", "them"]:
            return True
    return False


def _digits(number: float) -> int:
    """How many digits a figure is given to: 1,500 to two, 2,075 to four."""
    printed = f"{number:.12g}"
    whole, _, decimals = printed.partition(".")
    digits = (whole + decimals).lstrip("0")
    return 1 if "e" in printed else len(digits if decimals else digits.rstrip("0"))


def _about_the_same(a: Quantity, b: Quantity) -> bool:
    """Whether an approximate figure misses the other by next to nothing: "about 30", read as 25.5 to 34.5, and 35."""
    gap = max(a.low, b.low) - min(a.high, b.high)
    return (a.approximate or b.approximate) and gap <= NEXT_TO_NOTHING * max(abs(a.low), abs(b.low))


def _cut(rough: Quantity, fine: Quantity) -> bool:
    """Whether a figure is the other one cut or rounded to fewer digits: 43 million of 43,885,310."""
    if rough.low != rough.high or fine.low != fine.high or not _digits(rough.low) < _digits(fine.low):
        return False
    if rough.low < COUNTED and rough.what:
        return False  # ten dead are not fourteen
    number = f"{rough.low:.12g}"
    if "e" in number or rough.low <= 0:
        return False
    decimals = len(number.partition(".")[2])
    step = 10.0**-decimals if decimals else 10.0 ** (len(number) - len(number.rstrip("0")))
    return rough.low <= fine.low < rough.low + step or abs(fine.low - rough.low) <= step / 2


def _vague(q: Quantity) -> bool:
    """Whether a figure is a word such as "dozens" or "many": it contradicts no number."""
    return q.low > 0 and math.isfinite(q.high) and q.high > VAGUE * q.low


def _bound(q: Quantity) -> bool:
    return math.isinf(q.low) or math.isinf(q.high)


def _outgrown(a: Figure, b: Figure) -> bool:
    """Whether one's figure is so far above the other's "at least" that it must be a later count."""
    bound, exact = (a, b) if _bound(a.quantity) else (b, a)
    return (
        not _vague(exact.quantity)
        and not math.isinf(bound.quantity.low)
        and (OUTGROWN <= exact.middle / bound.quantity.low <= MOST_GROWTH)
    )


def _known(figures: Iterable[Figure], other: Figure) -> bool:
    """Whether an article gives the other's number for the same kind of thing: then it tells two facts."""
    return any(
        f.middle == other.middle and (f.nouns & other.nouns or f.casualty == other.casualty != "")
        for f in figures
    )


def _only(figures: Iterable[Figure], own: Figure) -> bool:
    """Whether an article counts such a growing thing but once: then its count and another article's are of one thing."""
    nouns = own.nouns & GROWING
    return bool(nouns) and all(f.middle == own.middle for f in figures if f.nouns & nouns)


def _only_toll(figures: Iterable[Figure], own: Figure) -> bool:
    """Whether an article gives but one number of such victims: then it is the event's."""
    return bool(own.casualty) and all(f.middle == own.middle for f in figures if f.casualty == own.casualty)


def _side(figure: Figure) -> Side:
    q = figure.quantity
    low, high = (f"{v:g}" if math.isfinite(v) else "" for v in (q.low, q.high))
    value = low if low == high else f"{low}..{high}"
    return Side(
        value=f"{value} {in_english(q.unit)}".strip() if not figure.casualty else value,
        display=" ".join(q.text.split()),
        mark=q.span,
        passage=figure.site.passage,
        order=figure.middle,
    )


def _about(ground: Ground, a: Figure, b: Figure) -> str:
    if a.casualty:
        return {"die": "the number of dead", "injure": "the number of injured"}[a.casualty]
    shorter = min((a, b), key=lambda f: f.site.passage.end - f.site.passage.start)
    measured = _measured(a, b)
    if not (a.site.parsed and b.site.parsed) and measured.removeprefix("the number of ") in PLURALS.values():
        return measured  # the words around it may be of another language than the page
    return f"{measured} in “{gist(ground, shorter.site)}”"


def _measured(a: Figure, b: Figure) -> str:
    """What two figures measure, in words."""
    unit = a.quantity.unit
    if a.quantity.what or b.quantity.what:
        shared = sorted((n for n in a.nouns & b.nouns if n.isalpha() and len(n) > 2), key=len)
        counted = [f.quantity.what for f in (a, b) if f.quantity.what]
        printed = [w.lower() for w in counted if w.lower().rstrip("s") in shared]
        counted_in_english = [PLURALS[n] for n in shared if n in PLURALS]
        return f"the number of {(printed or counted_in_english or shared[-1:] or [counted[0].lower()])[0]}"
    if unit == "%":
        return "the percentage"
    if unit.isupper() or len(unit) <= 3:
        return f"the amount in {unit}" if unit else "the figure"
    return f"the number of {unit}s" if unit.isalpha() else "the figure"
