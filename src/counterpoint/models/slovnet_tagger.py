"""Russian names and grammar by slovnet (natasha's weights): an extra.

Data way: sentences of annotate -> TaggedText. Holds its models; nothing is imported until `load_slovnet`.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoint.ports import TaggedEntity, TaggedText
from counterpoint.types import EntityKind, Token

if TYPE_CHECKING:
    from slovnet import NER, Morph, Syntax

_KINDS = {"PER": EntityKind.PERSON, "ORG": EntityKind.ORGANISATION, "LOC": EntityKind.PLACE}
_TOKEN = re.compile(r"\w+(?:[-’']\w+)*|[^\w\s]")


def load_slovnet() -> SlovnetReader:
    """Load the three models from natasha's package.

    Raises:
        ImportError: slovnet, navec or natasha is missing.

    """
    from navec import Navec  # noqa: PLC0415 - an extra
    from slovnet import NER, Morph, Syntax  # noqa: PLC0415 - an extra

    found = importlib.util.find_spec("natasha")
    if found is None or not found.submodule_search_locations:
        raise ImportError("natasha")
    data = Path(found.submodule_search_locations[0]) / "data"
    navec = Navec.load(str(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"))
    models = [
        kind.load(str(data / "model" / f"slovnet_{name}_news_v1.tar")).navec(navec)
        for kind, name in ((NER, "ner"), (Morph, "morph"), (Syntax, "syntax"))
    ]
    return SlovnetReader(*models)


class SlovnetReader:
    """Three slovnet models over one vocabulary."""

    def __init__(self, ner: NER, morph: Morph, syntax: Syntax) -> None:
        self._ner = ner
        self._morph = morph
        self._syntax = syntax

    def __call__(self, texts: Sequence[str]) -> list[TaggedText]:
        """Return one TaggedText for each sentence. Lemmas are the words in lower case: slovnet has none."""
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> TaggedText:
        places = [m.span() for m in _TOKEN.finditer(text)]
        if not places:
            return TaggedText((), ())
        words = [text[a:b] for a, b in places]
        tagged = next(iter(self._morph.map([words]))).tokens
        parsed = next(iter(self._syntax.map([words]))).tokens
        tokens = tuple(
            Token(a, b, word, word.lower(), m.pos, s.rel, _head(s.head_id, n, len(words)), m.tag)
            for n, ((a, b), word, m, s) in enumerate(zip(places, words, tagged, parsed, strict=True))
        )
        spans = self._ner(text).spans
        return TaggedText(tokens, tuple(TaggedEntity(s.start, s.stop, _KINDS[s.type]) for s in spans))


def _head(head: str, own: int, count: int) -> int:
    """Turn slovnet's 1-based head ("0" for the root) into an index into the tokens."""
    index = int(head) - 1
    return index if 0 <= index < count else own
