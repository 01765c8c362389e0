"""One name in several spellings: shown, never disputed.

Data way: Entities -> Variants of slot "name".
Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from counterpoint.align.dispute_frames import Ground
from counterpoint.text import loose
from counterpoint.types import Entity, EntityKind, OriginMap, Span, Utterance, Value, Variant

MOST_SPANS = 3  # passages shown for one spelling
FURTHEST = 0.4  # edits per letter: beyond it a form is another name ("the premier"), not another spelling


def spelling_variants(
    ground: Ground, entities: Sequence[Entity], origins: OriginMap, utterances: Sequence[Utterance]
) -> tuple[Variant, ...]:
    """Return the entities that different reports spell differently, each with its spellings."""
    found = []
    for entity in entities:
        forms: dict[str, list[Span]] = {}
        for span in entity.mentions:
            words = " ".join(ground.read(span).split()).removesuffix("'s").removesuffix("’s")
            forms.setdefault(words, []).append(span)
        kept = _spellings(entity, forms)
        if len(kept) > 1 and len({s.article for f in kept for s in forms[f]}) > 1:
            values = tuple(
                Value(
                    form, form, tuple(forms[form][:MOST_SPANS]),
                    tuple(sorted({origins.behind(s, utterances) for s in forms[form]})),
                )
                for form in kept
            )  # fmt: skip
            found.append(Variant("name", f"the spelling of {entity.name}", values, "spelling"))
    return tuple(found)


def _spellings(entity: Entity, forms: dict[str, list[Span]]) -> list[str]:
    """The forms that spell one and the same name, not those that shorten it: most frequent first."""
    ordered = sorted(forms, key=lambda f: (-len(forms[f]), f))
    names = [f for f in ordered if len(f.split()) == len(entity.name.split())] or ordered
    first = loose(names[0])
    kept = [names[0]]
    for form in ordered:
        key = loose(form)
        same_length = abs(len(key.split()) - len(first.split())) <= 1
        if form.casefold() not in {k.casefold() for k in kept} and same_length:
            distance = OSA.normalized_distance(key.replace(" ", ""), first.replace(" ", ""))
            if distance <= FURTHEST and _closer_than_cut(key, first):
                kept.append(form)
    return kept if entity.kind is not EntityKind.EVENT else kept[:1]


def _closer_than_cut(one: str, other: str) -> bool:
    """Whether neither form is the other with words left out."""
    a, b = set(one.split()), set(other.split())
    return one == other or not (a < b or b < a)
