"""One entity under all the names that the reports use, in any language.

Data way: Reports -> Entities. Pure.

Method: names are grouped by key (case, accents, hyphens and spaces do not count), full names of persons by spelling,
surnames by the full names of their own article first and of the story then, organisations by acronym, places by
gazetteer, names in other scripts by sound, by a reading in brackets, or by a unique office; title phrases ("the
Kenyan president") join the one person who holds the office in the story. Candidates come from buckets, so the work
grows with the names and not with their square.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from counterpoint.align.bodies import merge_bodies
from counterpoint.align.groups import Group, distinct, dominant
from counterpoint.align.name_forms import (
    Form,
    form,
    initials,
    is_acronym,
    is_unspaced,
    same_person,
    same_spelling,
    sounds_like,
)
from counterpoint.align.roles import nation_before, phrases, role_class
from counterpoint.places import place_id
from counterpoint.romanise import far_skeleton, skeleton
from counterpoint.types import Entity, EntityKind, Mention, Report

PERSON = EntityKind.PERSON
_LONG_WORD = 6  # letters of a lone name that may be spelt in two ways
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention with what the search needs of it."""

    mention: Mention
    report: Report
    name: str  # without possessive
    form: Form


def resolve_entities(reports: Sequence[Report]) -> tuple[Entity, ...]:
    """Return the entities of a story, in the order of their first mention.

    Every mention belongs to exactly one entity; title phrases that stand for a person are mentions too.
    """
    named = [_named(m, r) for r in reports for m in r.marks.mentions]
    groups, lone = _by_key(named)
    persons = _merge_persons([g for g in groups if g.kind is PERSON])
    others = merge_bodies(_without_persons([g for g in groups if g.kind is not PERSON], persons))
    persons += _place_lone(lone, persons)
    _merge_brackets(reports, [*persons, *others])
    _merge_abroad([g for g in persons if g.merged is None])
    everyone = [g for g in (*persons, *others) if g.merged is None]
    _add_phrases(reports, [g for g in everyone if g.kind is PERSON])
    everyone.sort(key=lambda g: g.number)
    return tuple(_entity(n, g) for n, g in enumerate(everyone, start=1))


def _named(mention: Mention, report: Report) -> _Named:
    name = _POSSESSIVE.sub("", " ".join(mention.text.split())) or mention.text
    return _Named(mention, report, name, form(name))


def _by_key(named: Sequence[_Named]) -> tuple[list[Group], list[tuple[Group, str]]]:
    """Group equal names; persons' single names are kept by article, since whom they mean depends on it."""
    groups: dict[tuple[str, bool], Group] = {}
    lone: dict[tuple[str, str], Group] = {}
    parts = {t for n in named if n.mention.kind is PERSON and len(n.form.tokens) > 1 for t in n.form.tokens}
    for number, each in enumerate(named):
        article = each.report.article.id
        single = len(each.form.tokens) == 1 and not (is_unspaced(each.name) and len(each.name) > 3)
        person = each.mention.kind is PERSON
        if single and person:
            group = lone.setdefault((each.form.key, article), Group(number))
        else:
            # A word that is a surname here and a town there stays two; other conflicts go to the majority.
            apart = single and each.form.key in parts
            group = groups.setdefault((each.form.key, apart), Group(number))
        _add(group, each)
    for (
        key,
        _,
    ), group in lone.items():  # the same word elsewhere as a body or place, and no person's surname
        same = groups.get((key, False))
        if same is not None and key not in parts:
            same.absorb(group)
    return list(groups.values()), [(g, a) for (_, a), g in lone.items() if g.merged is None]


def _add(group: Group, each: _Named) -> None:
    article = each.report.article
    group.kinds[each.mention.kind] += 1
    group.names[each.name] += 1
    group.spans.append(each.mention.span)
    group.articles[article.id] += 1
    group.languages.add(article.language)
    if each.mention.kind is PERSON and each.mention.role:
        office = role_class(each.mention.role)
        if office:
            group.roles.add(office)
            country = nation_before(article, each.mention, article.language)
            group.nations |= {country} if country else set()


def _merge_persons(groups: list[Group]) -> list[Group]:
    """Join full names that are spellings or shorter forms of one person's, the fullest first."""
    kept: list[Group] = []
    buckets: dict[str, list[Group]] = defaultdict(list)
    order = sorted(groups, key=lambda g: (-max(len(f.tokens) for f in g.forms), -g.kinds.total(), g.number))
    for group in order:
        marks = {m for f in group.forms for m in _marks(f)}
        near = distinct(g for m in sorted(marks) for g in buckets[m])
        fitting = [g for g in near if any(same_person(f, o) for f in group.forms for o in g.forms)]
        chosen = dominant(fitting)
        if chosen is None:
            kept.append(group)
            chosen = group
        else:
            chosen.absorb(group)
        for mark in marks:
            if chosen not in buckets[mark]:
                buckets[mark].append(chosen)
    return kept


def _without_persons(groups: Sequence[Group], persons: Sequence[Group]) -> list[Group]:
    """Give full names that a tagger took for a place or body to the person they are; return the others."""
    buckets: dict[str, list[Group]] = defaultdict(list)
    for person in persons:
        for found in person.forms:
            for token in found.tokens[-1:]:
                buckets[token].append(person)
    kept = []
    for group in groups:
        own = [f for f in group.forms if 1 < len(f.tokens) < 5 and not f.foreign]
        near = distinct(g for f in own for g in buckets.get(f.tokens[-1], ()))
        fitting = [
            g for g in near if any(same_person(f, o) for f in own for o in g.forms if len(o.tokens) > 1)
        ]
        if fitting and group.kind in {EntityKind.PLACE, EntityKind.ORGANISATION} and len(fitting) == 1:
            fitting[0].absorb(group)
        else:
            kept.append(group)
    return kept


def _marks(found: Form) -> set[str]:
    """The buckets of a full name: its tokens' sounds, and in another script the sound of the ends."""
    marks = {skeleton(t)[:3] for t in found.tokens if len(t) > 1}
    marks |= {"far:" + far_skeleton(t)[:3] for t in (found.tokens[0], found.tokens[-1])}
    return marks | {"key:" + found.key, "key:" + "".join(found.tokens)[:4]}


def _place_lone(lone: list[tuple[Group, str]], persons: Sequence[Group]) -> list[Group]:
    """Give persons' single names to the full names they stand for; return those that stand for themselves."""
    owners: dict[str, list[Group]] = defaultdict(list)
    for person in persons:
        for token in {t for f in person.forms for t in (f.tokens if len(f.tokens) > 1 else ())}:
            owners[token].append(person)
            owners["s:" + skeleton(token)].append(person)
            owners["f:" + far_skeleton(token)].append(person)
        for name in person.names:
            if is_unspaced(name):
                owners["u:" + name[:2]].append(person)
    own: dict[str, Group] = {}
    for group, article in lone:
        chosen = _owner(group, article, owners)
        if chosen is None:
            same = own.setdefault(next(iter(group.forms)).key, group)
            if same is not group:
                same.absorb(group)
        else:
            chosen.absorb(group)
    return _merge_spellings(list(own.values()))


def _owner(group: Group, article: str, owners: dict[str, list[Group]]) -> Group | None:
    """The person whose name the word is part of: in its own article first, by surname before given name."""
    word = next(iter(group.forms))
    token = word.tokens[0]
    found = distinct(owners.get(token, ()))
    if is_unspaced(word.text):
        found += [
            p for p in owners.get("u:" + word.text[:2], ()) if any(n.startswith(word.text) for n in p.names)
        ]
    if not found:
        found = [
            p
            for p in owners.get("s:" + skeleton(token), ())
            if any(same_spelling(token, t) and len(t) >= _LONG_WORD for f in p.forms for t in f.tokens)
        ]
    if not found and word.foreign:
        found = [
            p
            for p in owners.get("f:" + far_skeleton(token), ())
            if any(sounds_like(token, f.tokens[-1]) for f in p.forms)
        ]
    found = distinct(g.top() for g in found)
    for narrowed in (
        [g for g in found if article in g.articles],
        [g for g in found if group.roles & g.roles],
        [g for g in found if any(f.tokens[-1] == token for f in g.forms)],
        found,
    ):
        if narrowed:
            chosen = dominant(narrowed)
            if chosen is not None:
                return chosen
            surnamed = [g for g in narrowed if any(f.tokens[-1] == token for f in g.forms)]
            if len(surnamed) == 1:
                return surnamed[0]
            if len(surnamed) > 1:
                return None
    return None


def _merge_spellings(groups: list[Group]) -> list[Group]:
    """Join single long names that are spellings of one another."""
    kept: list[Group] = []
    buckets: dict[str, list[Group]] = defaultdict(list)
    for group in sorted(groups, key=lambda g: (-g.kinds.total(), g.number)):
        word = next(iter(group.forms)).key
        near = buckets[skeleton(word)[:3]]
        same = next(
            (
                g
                for g in near
                if min(len(word), len(next(iter(g.forms)).key)) >= _LONG_WORD
                and same_spelling(word, next(iter(g.forms)).key)
            ),
            None,
        )
        if same is None:
            kept.append(group)
            near.append(group)
        else:
            same.absorb(group)
    return kept


def _merge_brackets(reports: Sequence[Report], groups: Sequence[Group]) -> None:
    """Join a name with the one in brackets after it: an acronym, another script's spelling, another name."""
    of = {s: g for g in groups if g.merged is None for s in g.spans}
    for report in reports:
        text = report.article.text
        for one, other in zip(report.marks.mentions, report.marks.mentions[1:], strict=False):
            between = text[one.span.end : other.span.start].strip()
            if between not in {"(", "（"} or text[other.span.end : other.span.end + 1] not in {")", "）"}:
                continue
            a, b = of.get(one.span), of.get(other.span)
            if a is None or b is None or a.top() is b.top():
                continue
            if _bracket_alias(one, other):
                a.top().absorb(b.top())


def _bracket_alias(one: Mention, other: Mention) -> bool:
    if is_unspaced(one.text) != is_unspaced(other.text) or form(one.text).foreign != form(other.text).foreign:
        return one.kind == other.kind
    if (
        one.kind is EntityKind.PLACE and other.kind is EntityKind.PLACE
    ):  # "Paris (France)" says where, not what else
        return (
            not (place_id(other.text, "en") or "").startswith("territory:")
            and place_id(one.text, "en") is None
        )
    return other.text.replace(".", "") in initials(one.text)


def _merge_abroad(persons: Sequence[Group]) -> None:
    """Join persons named in different scripts who hold one office, where only one in each script holds it."""
    offices: dict[tuple[str, str], dict[bool, list[Group]]] = defaultdict(lambda: defaultdict(list))
    for person in persons:
        latin = any(n.isascii() or (not form(n).foreign and not is_unspaced(n)) for n in person.names)
        for office in person.roles:
            for country in person.nations or {""}:
                offices[office, country][latin].append(person)
    for (office, country), sides in sorted(offices.items()):
        for one in sides[False]:
            others = distinct(g.top() for g in sides[True] if g.top() is not one.top())
            if not others and country:
                others = distinct(g.top() for g in offices.get((office, ""), {}).get(True, []))
            if len(others) == 1 and len(sides[False]) == 1:
                others[0].absorb(one.top())


def _add_phrases(reports: Sequence[Report], persons: Sequence[Group]) -> None:
    """Add title phrases to the one person they can stand for: by country, else by article."""
    for report in reports:
        article = report.article
        present = [p for p in persons if article.id in p.articles]
        taken = [(m.span.start, m.span.end) for m in report.marks.mentions]
        for sentence in report.marks.sentences:
            for start, end, office, country in phrases(article, sentence):
                if any(start < b and a < end and not (country and b <= end) for a, b in taken):
                    continue
                holders = [p for p in present if office in p.roles]
                if country:
                    holders = [p for p in holders if country in p.nations] or [
                        p for p in persons if office in p.roles and country in p.nations
                    ]
                if len(holders) == 1:
                    holders[0].spans.append(article.span(start, end))
                    holders[0].names[
                        re.sub(r"^(?:the|their|its) ", "the ", article.text[start:end], flags=re.IGNORECASE)
                    ] += 0


def _entity(number: int, group: Group) -> Entity:
    name = _best_name(group)
    others = [n for n, _ in sorted(group.names.items(), key=lambda x: (-x[1], x[0])) if n != name]
    return Entity(f"e{number}", group.kind, name, tuple(others), tuple(sorted(group.spans)))


def _best_name(group: Group) -> str:
    """The fullest form in the most frequent spelling; in Latin letters where two are as frequent."""
    real = {n: c for n, c in group.names.items() if c > 0} or dict(group.names)
    if group.kind is PERSON:
        fitting = {n: c for n, c in real.items() if " " in n or is_unspaced(n)} or real
    else:
        fitting = {n: c for n, c in real.items() if not is_acronym(n)} or real
    return min(fitting, key=lambda n: (-fitting[n], not n.isascii(), -len(n), n))
