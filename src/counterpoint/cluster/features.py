"""What of a report is compared with others: its sketch.

Data way: Item -> Sketch. Pure but for the embedder that is passed in. No tagger and no parser: beside the embedding a report
costs about a millisecond.

What is embedded, and why, stands in docs/design/0013-likeness.md.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from counterpoint.cluster.features_days import days_of
from counterpoint.cluster.features_names import names_and_places
from counterpoint.cluster.features_words import figures_of, terms_of_text
from counterpoint.language import detect_language
from counterpoint.ports import Embedder
from counterpoint.types.stream import Item, Sketch

# Characters of the lead that are embedded behind the title.
_LEAD = 400
# Characters of the text that words, names and figures are read from.
_READ = 3000
_LANGUAGE_FROM = 400  # characters


def sketch_items(items: Sequence[Item], embedder: Embedder, bridge: Embedder | None = None) -> list[Sketch]:
    """Return a sketch of each report, in order.

    Args:
        items: Reports; a headline alone is enough.
        embedder: Gives `Sketch.vector`: one model for the whole stream.
        bridge: Gives `Sketch.bridge`, from the title, for reports of languages that `embedder` does not read.

    """
    languages = [_language(item) for item in items]
    vectors = embedder.embed([embedded_text(item) for item in items])
    bridges: list[NDArray[np.float32] | None] = [None] * len(items)
    if bridge is not None:
        for n, vector in enumerate(bridge.embed([item.title for item in items])):
            bridges[n] = vector
    return [
        _sketch(
            item, language, vector, embedder.id, beside, bridge.id if bridge and beside is not None else ""
        )
        for item, language, vector, beside in zip(items, languages, vectors, bridges, strict=True)
    ]


def embedded_text(item: Item) -> str:
    """Return what of a report is embedded: the title and the beginning of its own account."""
    return f"{item.title}\n{_body(item)[:_LEAD]}".strip()


def _language(item: Item) -> str:
    if item.language and item.language != "und":
        return item.language
    return detect_language(f"{item.title}\n{item.text[:_LANGUAGE_FROM]}")


def _body(item: Item) -> str:
    """The account without its title, which some texts repeat."""
    text = item.text.removeprefix(item.title).lstrip() if item.title else item.text
    if item.opening and item.opening in text[:_READ]:
        return text[text.index(item.opening) :]
    return text


def _sketch(
    item: Item,
    language: str,
    vector: NDArray[np.float32],
    model: str,
    bridge: NDArray[np.float32] | None,
    bridge_model: str,
) -> Sketch:
    body = _body(item)[:_READ]
    names, places = names_and_places(item.title, body, language)
    return Sketch(
        id=item.id,
        at=item.at,
        language=language,
        outlet=item.outlet or "",
        model=model,
        vector=vector,
        bridge=bridge,
        bridge_model=bridge_model,
        names=names,
        places=places,
        numbers=figures_of(f"{item.title}\n{body}"),
        days=days_of(f"{item.title}\n{body}", language, item.published.date() if item.published else None),
        terms=terms_of_text(item.title, body),
    )
