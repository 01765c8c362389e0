"""What the engine asks of the outside: Protocols that adapters in `models/` and `ingest/` fill.

A port is here only when something in this repository uses it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from counterpoint.types import Capture, EntityKind, Token


@dataclass(frozen=True, slots=True)
class TaggedEntity:
    """A name that a Tagger found, as offsets into the text it was given."""

    start: int
    end: int
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class TaggedText:
    """One text after tagging. Offsets are into that text; `Token.head` is an index into `tokens`."""

    tokens: tuple[Token, ...]
    entities: tuple[TaggedEntity, ...]


class Fetcher(Protocol):
    """The only way to the network."""

    def fetch(self, url: str) -> Capture:
        """Return what the URL holds.

        Raises:
            FetchError: It could not be read, or may not be.

        """
        ...


class Embedder(Protocol):
    """Sentences into one vector space. Vectors of two embedders are never compared."""

    @property
    def id(self) -> str:
        """Name and version: stored beside every vector."""
        ...

    @property
    def same(self) -> float:
        """The cosine above which two sentences of this model more likely than not say the same thing."""
        ...

    @property
    def apart(self) -> float:
        """The cosine of title and lead below which two reports more likely than not tell of two events."""
        ...

    def reads(self, language: str) -> bool:
        """Whether the model was trained on a language (BCP 47 primary subtag)."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, shape (len(texts), d)."""
        ...


class Tagger(Protocol):
    """Words, grammar and names of a language."""

    def reads(self, language: str) -> bool:
        """Whether the tagger knows a language."""
        ...

    def missing(self, language: str) -> str | None:
        """Return a sentence that names what to install to read a language; None where nothing would help."""
        ...

    def tag(self, texts: Sequence[str], language: str) -> list[TaggedText]:
        """Return one TaggedText for each text (a sentence), in order."""
        ...


@dataclass(frozen=True, slots=True)
class Models:
    """The models that one run uses, chosen once and passed in."""

    embedder: Embedder  # the models' default: a router by language, or the lexical fallback
    tagger: Tagger
