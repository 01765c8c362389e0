"""Which statements of an edited article changed, came or went.

Data way: two Reports + their aligned sentences -> claim Changes, for align.versions. Pure.

A statement of a sentence that stands unchanged is unchanged. The others are paired: within the sentences that were
altered by what they say and how, elsewhere only where predicate and participants agree. A pair is a change where a
slot's value, the polarity, the modality, the attribution or the predicate differs. Values are compared as the
annotators normalised them ("5" and "five", "Jan. 3" and "3 January" are one), more strictly than two outlets' are:
an editor who writes 47 for 50 changed a figure.

A clause and its phrases are claims of their own (annotate.claims): each difference is told once, by the narrowest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Protocol, TypeVar

from counterpoint.align.edited_facts import Fact, Version
from counterpoint.align.edited_sentences import stems
from counterpoint.text import loose
from counterpoint.types import Change, ChangeKind, Detail, Mention, Quantity, Report, Span, TimeMention
from counterpoint.values import compare_quantities, compare_times

# What speaks for one statement in two versions of a sentence, and what a pair must reach: set on invented edits in
# English and French. A predicate alone is enough, so is a participant with half of the words.
_PREDICATE = 2.0
_PARTICIPANT = 1.0
_WORDS = 2.0
_ENOUGH = 1.5
_ENOUGH_PLAIN = 1.0  # where neither has a predicate, for want of a parser: half of the words
# Share of words in common at which two wordings of a participant are one, where none holds the other.
_NAMES_AGREE = 0.6
_RANKS = 15  # statements of one predicate that a statement from elsewhere in the text is compared with
_KNOWN = 30  # statements of one predicate in the other version among which a new one is looked for


class _HasSpan(Protocol):
    @property
    def span(self) -> Span: ...


_Mark = TypeVar("_Mark", bound=_HasSpan)
Difference = tuple[str, object, object]  # slot or aspect; where it stands in the old and in the new version
_Pair = tuple[Fact, Fact, set[Difference]]


def claim_changes(old: Version, new: Version) -> tuple[Change, ...]:
    """Return what the later version states otherwise, in its order, then what it states anew and no longer."""
    pairs = _pairs(old, new)
    differing = [(a, b, set(_differences(old, new, a, b))) for a, b in pairs]
    told = {(d[0], d[1], d[2]) for *_, found in differing for d in found if d[1] and d[2]}
    paired = {a.rank for a, _ in pairs}, {b.rank for _, b in pairs}
    removed = _unknown([f for f in old.open if f.rank not in paired[0]], old, new, {d[:2] for d in told})
    added = _unknown([f for f in new.open if f.rank not in paired[1]], new, old, {d[::2] for d in told})
    phrases: set[Difference] = {(role, span, None) for f in removed for role, span in _phrases(f)}
    phrases |= {(role, None, span) for f in added for role, span in _phrases(f)}
    return (
        *_altered(old, new, differing, phrases),
        *(Change(ChangeKind.ADDED, None, f.claim.span, None, new.read(f)) for f in _cores(added)),
        *(Change(ChangeKind.REMOVED, f.claim.span, None, old.read(f), None) for f in _cores(removed)),
    )


def _pairs(old: Version, new: Version) -> list[tuple[Fact, Fact]]:
    """Statements that are one in both versions, the surest first; each is used once."""
    ranked = []
    for a, b in _candidates(old, new):
        score = _oneness(a, b)
        if score >= (_ENOUGH if a.predicate or b.predicate else _ENOUGH_PLAIN):
            n, m = max(1, len(old.facts)), max(1, len(new.facts))
            apart, along = abs(a.rank * m - b.rank * n), a.rank * m + b.rank * n
            ranked.append(
                (a.group is None or a.group != b.group, -round(score, 6), apart, along, a.rank, b.rank)
            )
    chosen: list[tuple[Fact, Fact]] = []
    taken: tuple[set[int], set[int]] = set(), set()
    for *_, i, j in sorted(ranked):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            chosen.append((old.facts[i], new.facts[j]))
    return sorted(chosen, key=lambda p: p[1].rank)


def _candidates(old: Version, new: Version) -> Iterator[tuple[Fact, Fact]]:
    """Pairs worth comparing: of one altered sentence, or of one predicate and one participant."""
    together: dict[tuple[int | None, str], list[Fact]] = {}
    elsewhere: dict[tuple[str, str], list[Fact]] = {}
    for b in new.open:
        together.setdefault((b.group, b.claim.focus), []).append(b)
        elsewhere.setdefault((b.predicate, b.claim.focus), []).append(b)
    counts: Counter[tuple[str, str]] = Counter()
    for a in old.open:
        if a.group is not None:
            yield from ((a, b) for b in together.get((a.group, a.claim.focus), ()))
        kind = (a.predicate, a.claim.focus)
        at, counts[kind] = counts[kind], counts[kind] + 1
        for b in elsewhere.get(kind, ())[max(0, at - _RANKS) : at + _RANKS + 1]:
            titles = a.claim.sentence in old.titles, b.claim.sentence in new.titles
            if titles[0] == titles[1] and (a.group is None or a.group != b.group) and _same_clause(a, b):
                yield a, b


def _same_clause(a: Fact, b: Fact) -> bool:
    """Whether two statements have one predicate and say it of the same: the test outside altered sentences."""
    if not a.predicate or a.predicate != b.predicate:
        return False
    if not _agree(a.doers, b.doers) or not _agree(a.things, b.things):
        return False
    if a.doers & b.doers or a.things & b.things:
        return True
    return any(
        compare_quantities(p, q) == "same" for p in a.values.amounts for q in b.values.amounts if p.unit
    )


def _oneness(a: Fact, b: Fact) -> float:
    """How much speaks for two statements being one."""
    score = _PREDICATE if a.predicate and a.predicate == b.predicate else 0.0
    shared = bool(a.doers & b.doers) + bool(a.things & b.things)
    crossed = a.doers & b.things or a.things & b.doers  # "was treated", "died": the same one in another part
    score += _PARTICIPANT * (shared or bool(crossed))
    whole = len(a.words) + len(b.words)
    return score + (_WORDS * 2 * len(a.words & b.words) / whole if whole else 0.0)


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two wordings may name the same participant; what is not said agrees with anything."""
    if not one or not other or one <= other or other <= one:
        return True
    return len(one & other) >= _NAMES_AGREE * len(one | other)


def _altered(old: Version, new: Version, differing: Sequence[_Pair], told: set[Difference]) -> list[Change]:
    """The pairs that differ, each difference told by the narrowest passage that holds it."""
    told = set(told)
    found: list[_Pair] = []
    for a, b, differences in sorted(differing, key=_breadth):
        if differences - told:
            found.append((a, b, differences - told))
            told |= differences
    changes = [_change(old, new, pair) for pair in sorted(found, key=lambda p: (p[1].rank, p[0].rank))]
    return list(dict.fromkeys(changes))


def _phrases(fact: Fact) -> list[tuple[str, Span]]:
    """The slots that a statement of a phrase is about: nobody else need tell that they came or went."""
    if not fact.claim.focus:
        return []
    return [(s.role, s.span) for s in fact.claim.slots if s.span.overlaps(fact.claim.span)]


def _breadth(pair: _Pair) -> tuple[int, int, int]:
    a, b = pair[0].claim.span, pair[1].claim.span
    return a.end - a.start + b.end - b.start, pair[1].rank, pair[0].rank


def _change(old: Version, new: Version, pair: _Pair) -> Change:
    """The two passages, with what differs; their sentences where that stands outside them, as a speaker does."""
    a, b, differences = pair
    before = _covering(old.report, a.claim.span, [d[1] for d in differences])
    after = _covering(new.report, b.claim.span, [d[2] for d in differences])
    if loose(old.report.article.read(before)) == loose(new.report.article.read(after)):
        before, after = old.sentence(a), new.sentence(b)
    words = old.report.article.read(before), new.report.article.read(after)
    details = {_detail(old, new, a, b, difference) for difference in differences}
    return Change(ChangeKind.ALTERED, before, after, *words, tuple(sorted(details, key=_place)))


def _detail(old: Version, new: Version, a: Fact, b: Fact, difference: Difference) -> Detail:
    """One difference as it is kept: which words, and what they come to."""
    aspect, x, y = difference
    spans = a.claim.span, b.claim.span
    if aspect == "polarity":
        return Detail(aspect, *spans, *("denied" if f.claim.negated else "affirmed" for f in (a, b)))
    if aspect == "modality":
        return Detail(aspect, *spans, a.claim.modality.value, b.claim.modality.value)
    if aspect == "attribution":
        (said, who), (says, whom) = old.source(a), new.source(b)
        return Detail("speaker", said or spans[0], says or spans[1], who, whom)
    if aspect not in {"how_many", "when", "where"}:
        return Detail("statement", *spans)
    gone, came = (side if isinstance(side, Span) else None for side in (x, y))
    if aspect == "when":
        return Detail("date", gone, came, old.time(gone), new.time(came))
    located = any(
        at is not None and any(p.contains(at) for p in f.places) for f, at in ((a, gone), (b, came))
    )
    return Detail("number" if aspect == "how_many" else "place" if located else "name", gone, came)


def _place(detail: Detail) -> tuple[str, int, int, str, str]:
    ends = (-1 if s is None else s.start for s in (detail.before, detail.after))
    before, after = ends
    return detail.slot, before, after, detail.before_value, detail.after_value


def _covering(report: Report, span: Span, others: Iterable[object]) -> Span:
    spans = [span, *(o for o in others if isinstance(o, Span))]
    return report.article.span(min(s.start for s in spans), max(s.end for s in spans))


def _differences(old: Version, new: Version, a: Fact, b: Fact) -> Iterator[Difference]:
    """In what two tellings of one statement differ."""
    clause = (a.claim.sentence, a.claim.predicate), (b.claim.sentence, b.claim.predicate)
    if not a.claim.focus:  # a phrase shares its clause's polarity
        if a.claim.negated != b.claim.negated:
            yield "polarity", *clause
        if a.claim.modality != b.claim.modality:
            yield "modality", *clause
        if not _one_speaker(a.speaker, b.speaker):
            yield "attribution", old.sentence(a), new.sentence(b)
        yield from _participants_differ(a, b)
    near = old.around(old.sentence(a)), new.around(new.sentence(b))
    own = a.values, b.values
    yield from _unmatched("how_many", [v.amounts for v in own], [v.amounts for v in near], _one_amount)
    yield from _unmatched("when", [v.times for v in own], [v.times for v in near], _one_time)
    for role, gone, came in _unmatched("where", [v.names for v in own], [v.names for v in near], _one_name):
        if (gone and came) or gone in a.places or came in b.places:
            yield role, gone, came


def _participants_differ(a: Fact, b: Fact) -> Iterator[Difference]:
    """A doer, a thing or an act that is another one; "killing five" and "five died" name the five in two parts."""
    kept = _agree(a.doers, b.doers)
    moved = _same_words(a.doers, b.things) + _same_words(a.things, b.doers)
    if not kept and moved != 1:  # both moved: who bit whom was turned round
        yield "who", a.claim.span, b.claim.span
    elif not _agree(a.things, b.things) and not moved:
        yield "what", a.claim.span, b.claim.span
    elif a.predicate and b.predicate and a.predicate != b.predicate and not _counts_alike(a, b):
        yield "predicate", a.claim.span, b.claim.span


def _same_words(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two participants are one, both being said."""
    return bool(one and other) and _agree(one, other)


def _counts_alike(a: Fact, b: Fact) -> bool:
    """Whether both are about one count: "killing five" and "five people died", each five deaths."""
    return any(p.unit and _one_amount(p, q) for p in a.values.amounts for q in b.values.amounts)


def _unmatched(
    role: str,
    own: Sequence[Sequence[_Mark]],
    near: Sequence[Sequence[_Mark]],
    one: Callable[[_Mark, _Mark], bool],
) -> Iterator[Difference]:
    """Values of one slot without an equal; what the other's sentence says of another clause is not missing."""
    gone = [x for x in own[0] if not any(one(x, y) for y in (*own[1], *near[1]))]
    came = [y for y in own[1] if not any(one(x, y) for x in (*own[0], *near[0]))]
    for x, y in zip_longest(gone, came):
        yield role, x and x.span, y and y.span


def _one_amount(a: Quantity, b: Quantity) -> bool:
    """Whether two amounts are one value: equal, converted, or the same figure with and without "about"."""
    relation = compare_quantities(a, b)
    loosely = relation in {"rounding", "precision"} and (a.approximate or b.approximate)
    return relation in {"same", "unit"} or (loosely and a.low + a.high == b.low + b.high)


def _one_time(a: TimeMention, b: TimeMention) -> bool:
    """Whether two times are one value. The same words are, even where a later version resolves them otherwise."""
    if loose(a.text) == loose(b.text) or a.value == b.value:
        return True
    relation = compare_times(a, b)
    unresolved = a.earliest is None or b.earliest is None
    return relation in {"same", "unit"} or (unresolved and relation in {"precision", "unrelated"})


def _one_name(a: Mention, b: Mention) -> bool:
    return _agree(frozenset(loose(a.text).split()), frozenset(loose(b.text).split()))


def _one_speaker(one: str | None, other: str | None) -> bool:
    """Whether two attributions may be to the same source; an unresolved source may be anyone."""
    if one is None or other is None:
        return one is other
    return _agree(frozenset(one.split()), frozenset(other.split()))


def _unknown(
    facts: Iterable[Fact], own: Version, other: Version, told: set[tuple[object, ...]]
) -> list[Fact]:
    """The statements that the other version does not make anywhere, and of phrases those not told as altered."""
    out = []
    for fact in facts:
        alike = other.by_predicate[fact.predicate, fact.claim.focus][:_KNOWN]
        known = fact.key in other.said or any(p in told for p in _phrases(fact))
        known = known or any(_says(fact, own, f, other) for f in alike)
        if not known and not _holds(fact, other):
            out.append(fact)
    return out


def _holds(fact: Fact, other: Version) -> bool:
    """Whether the other version's wording of the sentence has the very words, or all that a phrase says."""
    passage = None if fact.group is None else other.passage(fact.group)
    if passage is None:
        return False
    words = other.report.article.read(passage)
    if fact.key in loose(words) or (fact.claim.focus and fact.words <= stems(words).keys()):
        return True
    if not fact.claim.focus:
        return False
    said, span = other.around(passage), fact.claim.span
    amounts = [q for q in fact.values.amounts if q.span.overlaps(span)]
    times = [t for t in fact.values.times if t.span.overlaps(span)]
    found = [any(_one_amount(q, x) for x in said.amounts) for q in amounts]
    found += [any(_one_time(t, x) for x in said.times) for t in times]
    return bool(found) and all(found)


def _says(fact: Fact, own: Version, known: Fact, other: Version) -> bool:
    """Whether a statement says no more than a known one."""
    if not _same_clause(fact, known):
        return False
    differences = {aspect for aspect, *_ in _differences(own, other, fact, known)}
    return differences <= {"attribution"}


def _cores(facts: Sequence[Fact]) -> list[Fact]:
    """One statement for each clause: its phrases came or went with it."""
    clauses = {(f.claim.sentence, f.claim.predicate) for f in facts if not f.claim.focus}
    return [f for f in facts if not f.claim.focus or (f.claim.sentence, f.claim.predicate) not in clauses]
