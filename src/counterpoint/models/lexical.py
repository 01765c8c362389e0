"""Sentence vectors from words alone: the fallback where no embedding model is installed or none reads the language.

Data way: sentences -> unit vectors. Pure.

Method: feature hashing (Weinberger et al., ICML 2009) of words and character trigrams, with sublinear term
frequency; long words weigh more, since without a corpus length is the cheapest sign of a rare word.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import xxhash
from numpy.typing import NDArray

from counterpoint.text import loose

_DIMENSIONS = 1024
_LONGEST = 2000  # characters read of one text
_GRAM = 3
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
# Calibrated as in models/embedders.py.
_SAME = 0.48
_APART = 0.29  # as for the encoders, on the same reports


class LexicalEmbedder:
    """Hashed words and character trigrams. Reads every language, understands none."""

    @property
    def id(self) -> str:
        """Name and version."""
        return f"lexical-{_DIMENSIONS}/1"

    @property
    def same(self) -> float:
        """The cosine above which two sentences more likely than not say the same thing."""
        return _SAME

    @property
    def apart(self) -> float:
        """The cosine of title and lead below which two reports more likely than not tell of two events."""
        return _APART

    def reads(self, language: str) -> bool:  # noqa: ARG002 - the port's signature
        """Words can be compared in any language."""
        return True

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, shape (len(texts), 1024); an empty text gives the zero vector."""
        out = np.zeros((len(texts), _DIMENSIONS), dtype=np.float32)
        for n, text in enumerate(texts):
            for feature, weight in _features(text).items():
                digest = xxhash.xxh64_intdigest(feature.encode())
                out[n, digest % _DIMENSIONS] += weight if digest >> 63 else -weight
        lengths = np.linalg.norm(out, axis=1, keepdims=True)
        np.divide(out, lengths, out=out, where=lengths > 0)
        return out


def _features(text: str) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for word in loose(text[:_LONGEST]).split():
        if _UNSPACED.search(word):  # no spaces between words: pairs of characters stand for them
            counts.update(word[i : i + 2] for i in range(max(1, len(word) - 1)))
            continue
        counts[word] += 1
        padded = f"<{word}>"
        counts.update(f"#{padded[i : i + _GRAM]}" for i in range(len(padded) - _GRAM + 1))
    return {f: (1 + math.log(n)) * _weight(f) for f, n in counts.items()}


def _weight(feature: str) -> float:
    if feature.startswith("#"):
        return 0.5
    return 1.0 if _UNSPACED.search(feature) else math.sqrt(min(len(feature), 9) / 4)
