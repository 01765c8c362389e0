"""Whether a clause says that something was so, was not so, will be so, or may be so.

Data way: Clause tokens, or the words of an unparsed sentence -> negated, Modality. Pure; cue words are data here.

Method: cue and scope after FactBank's distinctions (Saurí and Pustejovsky, 2009), reduced to three modalities and a
polarity, with the clause as the scope.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from counterpoint.types import Modality, Token

_NOT = frozenset(
    {
        "not",
        "n't",
        "never",
        "no",
        "nor",
        "neither",
        "nobody",
        "none",
        "nothing",
        "nowhere",
        "without",
        "cannot",
    }
    | {"ne", "pas", "jamais", "aucun", "aucune", "sans", "ni", "personne", "rien"}
)
# "ne" alone marks French negation; in English these words negate, "personne" and "rien" only beside "ne".
_FRENCH_ONLY_WITH_NE = frozenset({"pas", "personne", "rien"})
_REVERSING = frozenset(
    {
        "deny",
        "fail",
        "refuse",
        "reject",
        "decline",
        "cancel",
        "avoid",
        "lack",
        "prevent",
        "nier",
        "démentir",
        "refuser",
        "échouer",
    }
)
_WILL = frozenset({"will", "'ll", "wo", "shall", "would", "'d"})
_PLANNED = frozenset(
    {
        "plan",
        "expect",
        "intend",
        "schedule",
        "due",
        "aim",
        "hope",
        "prepare",
        "set",
        "prévoir",
        "espérer",
        "compter",
        "devoir",
    }
)
_MAY = frozenset({"may", "might", "could", "can", "should", "must", "pouvoir"})
_HEDGE = frozenset(
    {
        "allegedly",
        "reportedly",
        "possibly",
        "perhaps",
        "probably",
        "likely",
        "apparently",
        "maybe",
        "presumably",
        "purportedly",
    }
    | {
        "alleged",
        "suspected",
        "suspect",
        "seem",
        "appear",
        "if",
        "whether",
        "peut-être",
        "probablement",
        "si",
        "présumé",
    }
)

_FUTURE_ENDINGS = frozenset({"ai", "as", "a", "ons", "ez", "ont"})
_FUTURE_STEMS = {
    "être": "ser", "avoir": "aur", "aller": "ir", "faire": "fer", "venir": "viendr", "revenir": "reviendr",
    "tenir": "tiendr", "devoir": "devr", "voir": "verr", "pouvoir": "pourr", "vouloir": "voudr", "savoir": "saur",
    "recevoir": "recevr", "envoyer": "enverr", "mourir": "mourr", "courir": "courr", "falloir": "faudr",
}  # fmt: skip

# For sentences no parser reads: words of denial by language, matched whole where the script spaces its words.
_PLAIN_NOT = {
    "en": r"not|never|no|without|nobody|cannot|\w+n't",
    "de": r"nicht|nie|niemals|kein\w*|ohne|weder",
    "fr": r"pas|jamais|aucune?|sans|ni",
    "es": r"no|nunca|sin|jamás|tampoco|ningun[oa]?|ningún|niega|negó|negaron",
    "pt": r"não|nunca|sem|jamais|nenhuma?|nega|negou|negaram",
    "it": r"non|mai|senza|nessun\w*|nega|negato",
    "nl": r"niet|nooit|geen|zonder",
    "pl": r"nie|nigdy|bez|żad\w+",
    "ru": r"не|ни|нет|без|никогда|отрица\w+|опроверг\w*",
    "uk": r"не|ні|немає|без|ніколи|заперечу\w+",
    "sv": r"inte|aldrig|ingen|inga|utan",
    "tr": r"değil|hiçbir|yok|asla",
    "id": r"tidak|bukan|belum|tanpa|membantah",
    "sw": r"si|hapana|hakuna|haku\w+|hawaku\w+|hana|hawana|bila|bado",
    "ar": r"لا|لم|لن|ليس|ليست|غير|دون|بدون|نفى|نفت",
}
_PLAIN_NOT_UNSPACED = {
    "ja": r"ない|なかった|ません|ずに|否定",
    "ko": r"않|못[했하]|없[다는었이]|아니|부인했",
    "zh": r"不|没有|沒有|未|无|無|否认|否認",
}
_PLAIN_FUTURE = re.compile(
    r"\b(?:will|shall|wird|werden|va a|van a|vai|vão|будет|будут|планиру\w+|ata\w{4,}|wata\w{3,}|sera|seront)\b"
    r"|\bس(?:وف|ي\w{3,})|من المقرر|予定|見通し|예정|할 것|将于|將於|将在|計劃|计划",
    re.IGNORECASE,
)
_PLAIN_POSSIBLE = re.compile(
    r"\b(?:may|might|could|allegedly|reportedly|könnten?|angeblich|möglicherweise|podrían?|presunt\w+|supuest\w+|poderiam?|"
    r"supost\w+|возможно|якобы|может|huenda|inadaiwa|ربما|يُزعم)\b|かもしれ|可能性|とみられ|수 있|의혹|可能|或许|或許|涉嫌",
    re.IGNORECASE,
)


def negated(tokens: Sequence[Token]) -> bool:
    """Whether a clause denies what it says.

    Args:
        tokens: The clause's own words, without those of the clauses under it.

    """
    lemmas = [t.lemma for t in tokens]
    forms = [t.text.lower() for t in tokens]
    ne = "ne" in forms or "n'" in forms or "n’" in forms
    count = 0
    for token, lemma, form in zip(tokens, lemmas, forms, strict=True):
        if form in _FRENCH_ONLY_WITH_NE and not ne:
            continue
        if form in {"ne", "n'", "n’"}:
            continue
        if token.dep == "neg" or form in _NOT:
            count = 1  # "not" and "no" in one clause are one denial in every variety that prints them
        elif lemma in _REVERSING and token.pos in {"VERB", "AUX"}:
            count += 1
    return count == 1


def modality(tokens: Sequence[Token]) -> Modality:
    """Whether a clause asserts, foresees, or holds for possible."""
    forms = {t.text.lower() for t in tokens}
    lemmas = {t.lemma for t in tokens}
    if forms & _HEDGE or lemmas & _HEDGE or (forms & _MAY and any(t.tag == "MD" for t in tokens)):
        return Modality.POSSIBLE
    if any(t.lemma == "pouvoir" for t in tokens):
        return Modality.POSSIBLE
    if any(t.text.lower() in _WILL and t.tag == "MD" for t in tokens) or _planned(tokens):
        return Modality.FUTURE
    return Modality.FACT


def _planned(tokens: Sequence[Token]) -> bool:
    """Whether a verb of planning governs an infinitive of the clause: "is expected to rule"."""
    for here, after in pairwise(tokens):
        if here.lemma in _PLANNED and (after.tag == "TO" or after.text.lower() in {"to", "de"}):
            return True
    return any(t.pos in {"VERB", "AUX"} and _french_future(t.text.lower(), t.lemma) for t in tokens)


def _french_future(form: str, lemma: str) -> bool:
    """Whether a form is the French future: infinitive, or an irregular stem, and an ending."""
    if not lemma.endswith(("r", "re", "oir")):
        return False
    stem = _FUTURE_STEMS.get(lemma, lemma.removesuffix("e"))
    return form.startswith(stem) and form[len(stem) :] in _FUTURE_ENDINGS


def plain_negated(text: str, language: str) -> bool:
    """Whether an unparsed sentence holds a word of denial of its language; False for a language without cues."""
    pattern = _not_pattern(language)
    return bool(pattern and pattern.search(text))


@cache
def _not_pattern(language: str) -> re.Pattern[str] | None:
    if language in _PLAIN_NOT_UNSPACED:
        return re.compile(_PLAIN_NOT_UNSPACED[language])
    words = _PLAIN_NOT.get(language)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE) if words else None


def plain_modality(text: str) -> Modality:
    """The modality that an unparsed sentence's cue words show."""
    if _PLAIN_POSSIBLE.search(text):
        return Modality.POSSIBLE
    return Modality.FUTURE if _PLAIN_FUTURE.search(text) else Modality.FACT
