"""A story as storylines and ranking see it: what most of its reports share, and no text.

Data way: the story's Items and Sketches -> Digested. Pure.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from counterpoint.cluster.references import back_references
from counterpoint.types.stream import Digested, Item, Referred, Sketch

# A name or place is the story's when this share of its reports has it, and two reports at least where there are two.
MOST = 0.3
MOST_NAMES = 60  # a story of hundreds of reports still fits in a few kB
MOST_LOOKED_AT = 2_000  # names of a story's reports that are looked for in each other's words
STEM = 6  # letters of a word that a term is at most
MOST_TERMS = 80
MOST_DAYS = 40
MOST_REFERS = 24

_Value = TypeVar("_Value", str, int)


def digested(
    story_id: str,
    items: Sequence[Item],
    sketches: Sequence[Sketch],
    *,
    title: str = "",
    origins: int | None = None,
    copies: Iterable[str] = (),
    countries: Mapping[str, str] | None = None,
    links: Iterable[str] = (),
    refers: Iterable[Referred] = (),
) -> Digested:
    """Return what storylines and ranking need to know of a story.

    Args:
        story_id: Stays the story's through all updates.
        items: Its reports, at least one, in any order.
        sketches: Of its reports; those of other reports are ignored, and reports without one add no content.
        title: The story's; "": that of its first report.
        origins: How many independent ones a told story has; None: estimated, one a voice (`_voices`).
        copies: Item.ids of reports that carry another report's words: they count in no pace.
        countries: Outlet -> ISO 3166-1 code, for those outlets that are known.
        links: Addresses that its reports link to as related.
        refers: What its reports look back to (`references.back_references`), beside what the texts of `items` do.

    Raises:
        ValueError: A story without reports: a caller's bug.

    """
    if not items:
        raise ValueError("a story has reports")
    ordered = sorted(items, key=lambda i: (i.at is None, i.at.timestamp() if i.at else 0.0, i.id))
    known = {s.id: s for s in sketches}
    own = [known[i.id] for i in ordered if i.id in known]
    copied = frozenset(copies)
    times = [i.at.astimezone(UTC) for i in ordered if i.at]
    model, vector = _vector(own)
    home = countries or {}
    return Digested(
        id=story_id,
        title=title or next((i.title for i in ordered if i.title.strip()), ""),
        first=times[0] if times else None,
        last=times[-1] if times else None,
        articles=len(items),
        outlets=frozenset(i.outlet for i in ordered if i.outlet),
        origins=origins if origins is not None else _voices(ordered, copied),
        countries=frozenset(home[i.outlet] for i in ordered if i.outlet and i.outlet in home),
        languages=frozenset(i.language for i in ordered),
        places=_shared([s.places for s in own], MOST_NAMES),
        names=_shared(_named(own), MOST_NAMES),
        days=_shared([s.days for s in own], MOST_DAYS, share=0.0),
        terms=_terms(own),
        model=model,
        vector=vector,
        links=frozenset(links) - {i.url for i in items if i.url},
        urls=frozenset(i.url for i in ordered if i.url),
        published=tuple(i.at.astimezone(UTC) for i in ordered if i.at and i.id not in copied),
        refers=_refers(ordered, known, refers, times[0] if times else None),
    )


def _refers(
    items: Sequence[Item], sketches: Mapping[str, Sketch], more: Iterable[Referred], first: datetime | None
) -> tuple[Referred, ...]:
    """Return what reports look back to, before the story's own days: the narrowest times first."""
    if first is None:
        return ()
    found = dict.fromkeys(more)
    for item in items:
        sketch = sketches.get(item.id)
        language = sketch.language if sketch else item.language
        if item.text and item.published:
            found |= dict.fromkeys(back_references(item.text, language, item.published.date()))
    earlier = [r for r in found if r.last < first.toordinal() - 1]
    return tuple(sorted(earlier, key=lambda r: (r.last - r.first, -r.first, sorted(r.words)))[:MOST_REFERS])


def _voices(items: Sequence[Item], copied: frozenset[str]) -> int:
    """Return how many independent origins reports could have at most, before anybody has looked into their words.

    One for each agency that is credited, one for each outlet whose report is no copy and credits none.
    """
    return max(1, len({i.agency or i.outlet or i.id for i in items if i.id not in copied}))


def _named(sketches: Sequence[Sketch]) -> list[frozenset[str]]:
    """Return the names of each report, with those that another one shows to be names: a title's capitals tell nothing."""
    every = sorted(frozenset().union(*(s.names for s in sketches)))[:MOST_LOOKED_AT]
    terms = [frozenset(t for t, _ in s.terms) for s in sketches]
    return [
        s.names | {name for name in every if name[:STEM] in own and name not in s.names}
        for s, own in zip(sketches, terms, strict=True)
    ]


def _shared(sets: Sequence[frozenset[_Value]], most: int, share: float = MOST) -> frozenset[_Value]:
    """Return what enough reports have, the commonest first where there is too much."""
    counts = Counter(value for values in sets for value in values)
    least = max(min(2, len(sets)), math.ceil(share * len(sets))) if share else 1
    common = sorted((v for v, n in counts.items() if n >= least), key=lambda v: (-counts[v], v))
    return frozenset(common[:most])


def _terms(sketches: Sequence[Sketch]) -> tuple[tuple[str, float], ...]:
    """Return the mean of the reports' terms, each report's taken to unit length, weightiest first."""
    total: dict[str, float] = {}
    for sketch in sketches:
        length = math.sqrt(math.fsum(w * w for _, w in sketch.terms)) or 1.0
        for term, weight in sketch.terms:
            total[term] = total.get(term, 0.0) + weight / length
    ordered = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_TERMS]
    return tuple((term, weight / len(sketches)) for term, weight in ordered)


def _vector(sketches: Sequence[Sketch]) -> tuple[str, NDArray[np.float32]]:
    """Return the model that read most of the reports, and the mean of its vectors at unit length."""
    by_model: dict[str, list[NDArray[np.float32]]] = {}
    bridges = {s.bridge_model for s in sketches}
    for sketch in sketches:
        pairs = [(sketch.bridge_model, sketch.bridge)]
        if sketch.read or sketch.bridge is None:  # else the model was not made for the report's language
            pairs.append((sketch.model, sketch.vector))
        for model, vector in pairs:
            if model and vector is not None and vector.any():
                by_model.setdefault(model, []).append(vector)
    if not by_model:
        return "", np.zeros(0, np.float32)
    model = min(by_model, key=lambda m: (-len(by_model[m]), m in bridges, m))
    total: NDArray[np.float64] = np.stack(by_model[model]).sum(axis=0, dtype=np.float64)
    return model, (total / (float(np.linalg.norm(total)) or 1.0)).astype(np.float32)
