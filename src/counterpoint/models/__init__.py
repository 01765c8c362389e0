"""The adapters behind `ports`: embedded language models, each loaded once per process, at its first use."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.models.embedders import choose_bridge, choose_embedder
from counterpoint.models.spacy_tagger import SpacyTagger
from counterpoint.ports import Models

__all__ = ["choose_bridge", "choose_embedder", "load_models"]


def load_models(languages: Sequence[str] | None = None) -> Models:
    """Return the models for a story in these languages; nothing is loaded until it is used.

    Args:
        languages: Those of the story's articles, BCP 47 primary subtags; None where they are not known yet.

    """
    return Models(embedder=choose_embedder(languages), tagger=SpacyTagger())
