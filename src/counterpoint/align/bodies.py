"""Organisations, places, works and events under all their names.

Data way: align.entities asks. Pure but for the groups it is given.

Method: gazetteer ids join a place's names in all languages; legal forms do not count; an acronym joins the only body
of the story with those initials; a body without its town joins the only one that ends so; long words may differ as
transcriptions do.
"""

from __future__ import annotations

from collections import defaultdict

from counterpoint.align.groups import Group, distinct, dominant
from counterpoint.align.name_forms import Form, body_tokens, form, initials, is_acronym, same_spelling
from counterpoint.places import place_id
from counterpoint.romanise import skeleton
from counterpoint.types import EntityKind

_LONG_WORD = 6  # letters of a word that may be spelt in two ways


def merge_bodies(groups: list[Group]) -> list[Group]:
    """Join bodies, places, works and events: by gazetteer, legal form, acronym and spelling."""
    known: dict[str, Group] = {}
    for group in sorted(groups, key=lambda g: (-g.kinds.total(), g.number)):
        for name in _identities(group):
            same = known.get(name)
            if same is not None and same.top() is not group.top():
                same.top().absorb(group.top())
            known.setdefault(name, group.top())
    alive = [g for g in groups if g.merged is None]
    _merge_short([g for g in alive if g.kind is EntityKind.ORGANISATION])
    _merge_acronyms([g for g in alive if g.kind is EntityKind.ORGANISATION])
    return _merge_spellings_long([g for g in alive if g.merged is None])


def _identities(group: Group) -> list[str]:
    """Names under which equal entities meet."""
    found = []
    for name in group.names:
        if group.kind is EntityKind.PLACE:
            ids = (place_id(name, code) for code in sorted(group.languages | {"en"}))
            found += [i for i in ids if i][:1]
        found.append(f"{group.kind}:{''.join(body_tokens(form(name)))}")
    return found


def _merge_short(groups: list[Group]) -> None:
    """Join "Rovers" with "Dover Rovers": a body without its town or country, where only one of the story has it."""
    endings: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    for group in groups:
        for name in group.names:
            words, tokens = name.split(), form(name).tokens
            for cut in range(1, min(3, len(tokens))):
                if len(words) == len(tokens) and place_id(" ".join(words[:cut]), "en"):
                    endings[tokens[cut:]].append(group)
            head, of, where = name.partition(" of ")
            if of and " " in head and place_id(where, "en"):  # "Prime Minister's Office of Kenya"
                endings[form(head).tokens].append(group)
    for group in groups:
        for found in group.forms:
            full = distinct(g.top() for g in endings.get(found.tokens, ()) if g.top() is not group.top())
            if len(full) == 1 and group.merged is None:
                full[0].absorb(group)


def _merge_acronyms(groups: list[Group]) -> None:
    """Join "AP" with "Associated Press", where only one body of the story has those initials."""
    spelt: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        for name in group.names:
            for acronym in initials(name):
                spelt[acronym].append(group)
    for group in groups:
        for name in list(group.names):
            full = distinct(g.top() for g in spelt.get(name.replace(".", ""), ())) if is_acronym(name) else []
            chosen = dominant([g for g in full if g is not group.top()])
            if chosen is not None:
                chosen.absorb(group.top())
                break


def _merge_spellings_long(groups: list[Group]) -> list[Group]:
    """Join names of one kind whose long words are spellings of one another, the other words equal."""
    buckets: dict[tuple[EntityKind, str], list[Group]] = defaultdict(list)
    kept: list[Group] = []
    for group in sorted(groups, key=lambda g: (-g.kinds.total(), g.number)):
        first = next(iter(group.forms))
        near = buckets[group.kind, skeleton(first.tokens[0])[:2]]
        same = next((g for g in near if _spelt_alike(first, next(iter(g.forms)))), None)
        if same is None:
            near.append(group)
            kept.append(group)
        else:
            same.absorb(group)
    return kept


def _spelt_alike(one: Form, other: Form) -> bool:
    if one.foreign or other.foreign or not one.key.isascii() or len(one.tokens) != len(other.tokens):
        return False
    if len(one.tokens) > 2 and [t.rstrip("s") for t in one.tokens] == [t.rstrip("s") for t in other.tokens]:
        return True
    differ = [(a, b) for a, b in zip(one.tokens, other.tokens, strict=True) if a != b]
    return len(differ) == 1 and all(
        min(len(a), len(b)) >= _LONG_WORD and not a.isdigit() and _only_vowels(a, b) for a, b in differ
    )


def _only_vowels(one: str, other: str) -> bool:
    """Whether two words differ as transcriptions do; a letter more may be another town ("Austria", "Australia")."""
    return (
        same_spelling(one, other)
        and skeleton(one) == skeleton(other)
        and not {one, other} & {one + "n", other + "n"}
    )
