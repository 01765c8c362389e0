"""Acts told differently: by another person, or first as to come and then as done.

Data way: Ground -> Clashes of slot "name" (who did it) and "polarity" (updates: announced, then done).
Pure.

An act is a predicate with its participants. That two reports name two persons for like acts mostly means two acts; only
where the clause pins the act down by a number of its own ("on lap 161", "the 3-2 goal") is it one act with two doers.
What one report announces for a day and another tells as done on that day is an update.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from counterpoint.align.dispute_frames import MOST_VALUES, SUBJECTS, Ground, Site, site_at
from counterpoint.align.dispute_pairs import Clash, Side
from counterpoint.align.dispute_words import PLANNING
from counterpoint.text import loose
from counterpoint.types import BlockKind, DisputeKind, EntityKind, Report, Sentence, Span, Token

# How alike two clauses must be to tell one act. Calibrated on sixteen labelled events and read by hand on 170 others.
ACT_OVERLAP = 0.65
ACT_MASS = 1.6
# Without a number of its own the act must be told in almost the same words.
UNPINNED_OVERLAP = 0.8
UNPINNED_MASS = 2.2
STEM = 5  # letters under which "argue" and "arguments" agree
SHARED_STEMS = 3
_FUTURE = frozenset({"will", "'ll", "shall"})
_UNSURE = frozenset({"may", "might", "could", "can", "would", "should", "must", "ca", "'d"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d|XXXX-WXX-\d|XXXX-\d\d-\d\d")
_IRREALIS = frozenset({"if", "whether", "unless", "until"})


@dataclass(frozen=True, slots=True)
class Act:
    """A predicate, who does it, and whether it is told as done."""

    site: Site
    tense: str  # "past", "future", "present", "unsure"
    doers: frozenset[str]  # persons named as its subject
    doer: Span | None
    days: frozenset[str]  # TIMEX3 values of the days that its clause names


def act_clashes(ground: Ground) -> list[Clash]:
    """Find acts with two doers, and announcements that another report tells as done."""
    acts = [a for r in ground.reports for a in islice(_acts_of(ground, r), 3 * MOST_VALUES)]
    done = [a for a in acts if a.tense in {"past", "present"} and a.doers]
    clashes = [c for a, b in combinations(done, 2) if (c := _two_doers(ground, a, b))]
    ahead = [a for a in acts if a.tense == "future" and a.days]
    behind = [a for a in acts if a.tense == "past" and a.days and not a.site.reporting]
    clashes += [c for a in ahead for b in behind if (c := _came_true(ground, a, b))]
    return clashes


def _two_doers(ground: Ground, a: Act, b: Act) -> Clash | None:
    one, other = a.site, b.site
    if a.doers & b.doers or (one.article, one.sentence) == (other.article, other.sentence):
        return None
    if one.reporting or other.reporting or one.negated != other.negated or _namesakes(ground, a, b):
        return None
    left = (one.clause | {one.verb}) - one.subjects
    right = (other.clause | {other.verb}) - other.subjects
    numbers = _numbers(one)
    pinned = bool(numbers) and numbers == _numbers(other)
    overlap, mass = ground.overlap(left, right), ground.mass(left & right)
    if pinned and (overlap < ACT_OVERLAP or mass < ACT_MASS):
        return None
    if not pinned and (overlap < UNPINNED_OVERLAP or mass < UNPINNED_MASS or not _strangers(ground, a, b)):
        return None
    about = f"who did it: “{_short(ground, one)}”"
    return Clash("name", about, _doer_side(ground, a), _doer_side(ground, b), score=1.0)


def _came_true(ground: Ground, a: Act, b: Act) -> Clash | None:
    one, other = a.site, b.site
    if one.article == other.article or one.reporting or not a.days & b.days or one.negated or other.negated:
        return None
    if not _same_plan(ground, one, other):
        return None
    sides = (
        Side("to come", "to come", one.span, one.passage, 0.0),
        Side("done", "done", other.span, other.passage, 1.0),
    )
    about = f"whether it has happened: “{_short(ground, one)}”"
    return Clash("polarity", about, *sides, score=0.5, kind=DisputeKind.UPDATE)


def _same_plan(ground: Ground, one: Site, other: Site) -> bool:
    """Whether what is announced for a day is what another report tells of that day.

    Either the other clause has the announced predicate ("testify", "testimony") and more in common, or a place or person is named in
    both and the sentences share several words.
    """
    left, right = _stems(ground, one, one.clause), _stems(ground, other, other.clause)
    if one.verb[:STEM] in right and len(left & right) >= 2:
        return True
    names = one.entities & other.entities
    placed = ground.of_kind(names, EntityKind.PLACE) | ground.people(names)
    around = _stems(ground, one, one.around) & _stems(ground, other, other.around)
    return bool(placed) and len(around) >= SHARED_STEMS


def _stems(ground: Ground, site: Site, words: frozenset[str]) -> frozenset[str]:
    """Beginnings of the words of a passage that are no names, its predicate included."""
    tokens = ground.of[site.article].marks.sentences[site.sentence].tokens
    names = {t.lemma for t in tokens if t.pos == "PROPN"}
    return frozenset(w[:STEM] for w in (words - names) | {site.verb})


def _short(ground: Ground, site: Site, longest: int = 14) -> str:
    words = ground.read(site.passage).split()
    return " ".join(words[:longest]).strip(" ,;") + (" …" if len(words) > longest else "")


def _acts_of(ground: Ground, report: Report) -> Iterator[Act]:
    for index, sentence in enumerate(report.marks.sentences):
        yield from _acts_in(ground, report, index, sentence)


def _acts_in(ground: Ground, report: Report, index: int, sentence: Sentence) -> Iterator[Act]:
    if sentence.block in {BlockKind.NOTE, BlockKind.CAPTION}:
        return
    article = report.article.id
    for i, token in enumerate(sentence.tokens):
        if token.pos != "VERB" or token.dep in {"amod", "aux", "auxpass"}:
            continue
        tense = tense_of(sentence.tokens, i)
        if tense == "unsure":
            continue
        site = site_at(ground, Span(article, token.start, token.end), index)
        subjects = [
            t for t in sentence.tokens if t.head == i and t.dep in SUBJECTS and t.start != token.start
        ]
        spans = [Span(article, t.start, t.end) for t in subjects]
        people = {e for s in spans for e in ground.of_kind(ground.entities_in(s), EntityKind.PERSON)}
        times = [t for t in report.marks.times if site.passage.contains(t.span)]
        days = frozenset(m.group() for t in times if (m := _DAY.match(t.value)))
        yield Act(site, tense, frozenset(people), spans[0] if people else None, days)


def tense_of(tokens: Sequence[Token], verb: int) -> str:
    """Whether a predicate is told as done ("past"), to come ("future"), so now ("present"), or not surely ("unsure")."""
    token = tokens[verb]
    forms = {t.text.lower() for t in tokens if t.head == verb and t.dep in {"aux", "auxpass"}}
    marks = {t.lemma for t in tokens if t.head == verb and t.dep == "mark"}
    if token.dep in {"xcomp", "ccomp", "acl", "advcl"} and "to" in forms:
        return "future" if tokens[token.head].lemma in PLANNING else "unsure"
    if marks & _IRREALIS or forms & _UNSURE:
        return "unsure"
    if forms & _FUTURE:
        return "future"
    if token.lemma in PLANNING:
        return "unsure"
    if token.tag == "VBD" or forms & {"was", "were", "has", "have", "had", "been"}:
        return "past"
    return "present" if token.tag in {"VBZ", "VBP"} else "unsure"


def _numbers(site: Site) -> frozenset[str]:
    return frozenset(w for w in site.clause if w[0].isdigit())


def _namesakes(ground: Ground, a: Act, b: Act) -> bool:
    """Whether the doers may be one person: a name in common, in the entities' names or in the words."""
    words = [{w for e in act.doers for w in loose(ground.names[e]).split()} for act in (a, b)]
    return bool(words[0] & words[1])


def _strangers(ground: Ground, a: Act, b: Act) -> bool:
    """Whether neither report names the other's doer anywhere,; both use one word for the act."""
    held = [{e for _, e in ground.mentions.get(act.site.article, ())} for act in (a, b)]
    return not (a.doers & held[1] or b.doers & held[0]) and a.site.verb == b.site.verb


def _doer_side(ground: Ground, act: Act) -> Side:
    name = ground.names[min(act.doers)]
    return Side(loose(name), name, act.doer or act.site.span, act.site.passage)
