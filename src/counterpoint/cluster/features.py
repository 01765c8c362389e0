"""What of a report is compared with others: its sketch.

Data way: Item -> Sketch. Pure but for the embedder that is passed in. No tagger and no parser: beside the embedding a report
costs about a millisecond.

What is embedded, and why, stands in docs/design/0019-likeness.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from counterpoint.cluster.features_days import days_of
from counterpoint.cluster.features_names import names_and_places
from counterpoint.cluster.features_words import UNSPACED, figures_of, terms_of_text
from counterpoint.language import detect_language
from counterpoint.ports import Embedder
from counterpoint.types.stream import Item, Sketch

# Characters of the lead that are embedded beside the title.
_LEAD = 600
# What the title's own vector weighs beside that of title and lead together.
_TITLE = 0.5
# Characters of the text that words, names and figures are read from.
_READ = 3000
_LANGUAGE_FROM = 400  # characters
# A report with less text than this is a headline with a teaser.
_WHOLE = 300
_WHOLE_UNSPACED = 120  # where a character is half a word


def sketch_items(items: Sequence[Item], embedder: Embedder, bridge: Embedder | None = None) -> list[Sketch]:
    """Return a sketch of each report, in order.

    Args:
        items: Reports; a headline alone is enough.
        embedder: Gives `Sketch.vector`: one model for the whole stream.
        bridge: Gives `Sketch.bridge`, of the title: by it reports of languages that `embedder` does not read meet others.

    """
    bodies = [_body(item) for item in items]
    vectors = _vectors(items, bodies, embedder)
    bridges = bridge.embed([item.title for item in items]) if bridge is not None else None
    found = []
    for n, (item, body) in enumerate(zip(items, bodies, strict=True)):
        plain = _sketch(item, body, vectors[n], embedder)
        if bridges is not None and bridge is not None and bridges[n].any():
            plain = replace(plain, bridge=bridges[n], bridge_model=bridge.id)
        found.append(plain)
    return found


def _vectors(items: Sequence[Item], bodies: Sequence[str], embedder: Embedder) -> NDArray[np.float32]:
    """Unit vectors of title and lead, in which the title weighs more than its length."""
    titles = embedder.embed([item.title for item in items])
    leads = embedder.embed(
        [f"{item.title}\n{body[:_LEAD]}" if body else "" for item, body in zip(items, bodies, strict=True)]
    )
    mixed = _TITLE * titles + leads
    lengths = np.linalg.norm(mixed, axis=1, keepdims=True)
    return np.asarray(mixed / np.where(lengths > 0, lengths, 1.0), np.float32)


def language_of(item: Item) -> str:
    """Return the primary subtag of a report's language: as given, else as its text looks."""
    given = item.language.replace("_", "-").split("-")[0].lower()
    if given and given != "und":
        return given
    return detect_language(f"{item.title}\n{item.text[:_LANGUAGE_FROM]}")


def _body(item: Item) -> str:
    """The account without its title, which some texts repeat."""
    text = item.text.lstrip().removeprefix(item.title).lstrip() if item.title else item.text
    if item.opening and item.opening in text[:_READ]:
        return text[text.index(item.opening) :]
    return text


def _sketch(item: Item, body: str, vector: NDArray[np.float32], embedder: Embedder) -> Sketch:
    language = language_of(item)
    body = body[:_READ]
    names, places = names_and_places(item.title, body, language)
    text = f"{item.title}\n{body}"
    return Sketch(
        id=item.id,
        at=item.at,
        language=language,
        outlet=item.outlet or "",
        model=embedder.id,
        vector=vector,
        names=names,
        places=places,
        numbers=figures_of(text),
        days=days_of(text, language, item.published.date() if item.published else None),
        terms=terms_of_text(item.title, body),
        read=embedder.reads(language),
        bare=not body.strip(),
        whole=len(body) >= (_WHOLE_UNSPACED if language in UNSPACED else _WHOLE),
    )
