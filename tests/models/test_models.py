"""The adapters behind the ports, with the real embedded models."""

import numpy as np
import pytest

from counterpoint.errors import ModelError
from counterpoint.models import choose_embedder, load_models
from counterpoint.models.lexical import LexicalEmbedder
from counterpoint.models.spacy_tagger import SpacyTagger
from counterpoint.types import EntityKind

SENTENCE = "Prime Minister Ana Diaz opened the bridge in London on Tuesday."


@pytest.fixture(scope="session")
def tagger():
    return SpacyTagger()


def test_english_is_tagged_with_heads_inside_the_sentence(tagger):
    """Offsets are the text's, lemmas lower case, one root, names with their kinds."""
    (read,) = tagger.tag([SENTENCE], "en")

    assert [SENTENCE[t.start : t.end] for t in read.tokens] == [t.text for t in read.tokens]
    assert next(t.lemma for t in read.tokens if t.text == "opened") == "open"
    assert all(0 <= t.head < len(read.tokens) for t in read.tokens)
    assert [t.text for n, t in enumerate(read.tokens) if t.head == n] == ["opened"]
    assert {(SENTENCE[e.start : e.end], e.kind) for e in read.entities} >= {
        ("Ana Diaz", EntityKind.PERSON),
        ("London", EntityKind.PLACE),
    }


def test_a_sentence_is_read_alike_the_first_and_the_second_time(tagger):
    """What the tagger remembers of its rules changes nothing, also beside two-word patterns."""
    texts = [SENTENCE, "There is more. They are gonna go.", "It is more."]

    assert tagger.tag(texts, "en") == tagger.tag([*texts, *texts], "en")[3:]


def test_french_is_tagged(tagger):
    """The second default language has its own model."""
    (read,) = tagger.tag(["Le maire Jean Dupont a ouvert le pont."], "fr")

    assert any(t.pos == "VERB" for t in read.tokens)


def test_a_missing_model_is_named_with_its_command(tagger):
    """An extra that is not installed is one sentence; a language nobody reads has none."""
    assert tagger.missing("en") is None
    assert tagger.missing("sw") is None
    assert not tagger.reads("sw")
    for language in ("ru", "ja"):
        if not tagger.reads(language):
            assert "pip install" in tagger.missing(language)
            with pytest.raises(ModelError, match="pip install"):
                tagger.tag(["x"], language)


@pytest.mark.parametrize(
    ("languages", "name"),
    [(["en", "ja"], "use"), (["en", "sw"], "e5"), (["en", "und"], "use"), (None, "use")],
)
def test_one_embedder_is_chosen_for_a_whole_story(languages, name):
    """The fast one where it reads every language, the wide one where not; and nothing is loaded to choose."""
    assert name in choose_embedder(languages).id


@pytest.mark.parametrize("languages", [["en"], ["sw"]])
def test_paraphrases_are_nearer_than_strangers(languages):
    """Vectors are unit length, an empty text is the zero vector, and `same` parts the two."""
    embedder = load_models(languages).embedder
    vectors = embedder.embed(
        ["The bridge will open on Tuesday.", "The bridge opens Tuesday.", "Fish live in water.", ""]
    )

    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors[:3], axis=1), 1, atol=1e-3)
    assert not vectors[3].any()
    assert vectors[0] @ vectors[1] > embedder.same > vectors[0] @ vectors[2]


def test_the_fallback_compares_words_in_any_script():
    """Without a model, shared words decide; no text and no words give zero vectors of the right shape."""
    embedder = LexicalEmbedder()
    vectors = embedder.embed(
        ["the new bridge opened", "a new bridge opened", "新しい橋が開通した", "新しい橋が開いた", "…"]
    )

    assert vectors[0] @ vectors[1] > embedder.same > abs(vectors[0] @ vectors[2])
    assert vectors[2] @ vectors[3] > 0.3
    assert not vectors[4].any()
    assert embedder.embed([]).shape == (0, vectors.shape[1])
