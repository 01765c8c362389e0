"""What a clause asserts: so, not so, to come, or possible."""

import pytest

from counterpoint.annotate.polarity import modality, negated, plain_modality, plain_negated
from counterpoint.types import Modality, Token


def tokens(words):
    """Tokens from `form/lemma/POS/tag` parts; the lemma defaults to the form."""
    out, at = [], 0
    for word in words.split():
        form, lemma, pos, tag, *_ = [*word.split("/"), "", "", ""]
        out.append(Token(at, at + len(form), form, lemma or form.lower(), pos, "", 0, tag))
        at += len(form) + 1
    return out


@pytest.mark.parametrize(
    ("words", "denied"),
    [
        ("she left early", False),
        ("she did not/not/PART leave", True),
        ("No vote was held", True),
        ("he denied/deny/VERB/VBD it", True),
        ("he did not/not/PART deny/deny/VERB/VB it", False),
        ("il ne viendra pas", True),
        ("un pas de plus", False),
    ],
)
def test_denial(words, denied):
    """A word of denial or a verb that reverses denies; two of them assert."""
    assert negated(tokens(words)) is denied


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("they met/meet/VERB/VBD", Modality.FACT),
        ("they will//AUX/MD meet", Modality.FUTURE),
        ("they plan/plan/VERB/VBP to//PART/TO meet", Modality.FUTURE),
        ("they may//AUX/MD meet", Modality.POSSIBLE),
        ("she allegedly//ADV met", Modality.POSSIBLE),
        ("il rouvrira/rouvrir/VERB lundi", Modality.FUTURE),
        ("elle sera/être/AUX élue", Modality.FUTURE),
        ("il montra/montrer/VERB la carte", Modality.FACT),
    ],
)
def test_modality(words, expected):
    """Will and plans are future, may and hearsay possible; a French past that looks like a future is a fact."""
    assert modality(tokens(words)) is expected


def test_unparsed_languages_have_cues_of_their_own():
    """A cue of one language is no cue of another; a language without cues denies nothing."""
    assert plain_negated("Der Zug fährt nicht.", "de")
    assert not plain_negated("Si fuera posible", "es")
    assert not plain_negated("not a word", "xx")
    assert plain_modality("El presunto autor") is Modality.POSSIBLE
