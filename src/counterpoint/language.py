"""Which language a text is written in.

Data way: extract and annotate both ask. Pure; the model (py3langid, shipped in its package) loads once, lazily.

Scripts settle some languages, function words most news prose of a few more; statistics are asked only for the rest,
since their model takes half a CPU second to load, and a paragraph ten times as long as counting words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Languages the engine tells apart. Fewer candidates make short texts surer; a page in another one is
# still read, as its nearest neighbour, and `lang` attributes win over this guess.
CANDIDATES = (
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu",
    "id", "it", "ja", "ko", "lt", "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "sw", "ta",
    "te", "th", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip

# Scripts that settle the matter before any statistics, most specific first.
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")

# Words that hold sentences together in one language and are rare in the others.
_FUNCTION_WORDS = {
    "en": "the and of for that with was were is are be been has have had his her their this these which from by not but "
    "would who will after into than when its there they what you your our it we how about at on as he she said or if more",
    "de": "der die und das von mit ist nicht auch eine einen einem einer dass sich wurde werden wird für bei nach zum zur "
    "hat haben aber oder wie noch nur ich sie wir durch über gegen im auf aus dem ein",
    "fr": "les des une est dans qui pour pas sur avec plus ont été ses cette aux leur mais nous vous selon après elle ils "
    "et du sont était même où ce ces",
    "es": "el los las una del por con para como más pero su sus fue ha han este esta entre cuando también sobre desde hay "
    "y según muy donde porque lo ser son está",
    "pt": "os uma dos das em nas com não mais foi são pelo pela ao também sobre ele ela está entre quando já depois seu sua",
    "it": "il gli della dei delle che è sono nel nella con per dal dalla anche più questo questa alla ai come ha hanno "
    "stato suo loro dopo tra degli non di",
    "nl": "het een van niet zijn dat met voor aan ook door maar bij naar wordt werd worden heeft hebben uit deze dit nog "
    "zich hij zij wij om kan geen",
    "sw": "kwa katika ni hii hiyo huyo yake wake alisema amesema baada kuwa kama wakati watu hata bila yetu vya kwenye pia "
    "ili hilo sasa lakini",
}  # fmt: skip
# The commonest words of Latin-script languages, English and those with a table above left out: one of them shows that
# a text without accents may be no English.
_FOREIGN = frozenset(
    (
        "och att det som är av för till har inte den ett og af er til de ikke sig w na z się nie że jest jak po od v se "
        "je že ja ei että oli hän mutta ovat ta ning et ka ve bir bu için ile da olarak yang dan di dengan untuk dari ini itu "
        "pada dalam akan ke tidak của là các có được cho không những și si la în cu pe din nu este pentru sa és az hogy nem "
        "egy u za kao ne ki pri ali ir kad uz un par ka bija tai yra kai bet ya wa ni els amb per que és del al dels na "
        "ba su cikin sem við fyrir ko hai mein aur ang ng mga ay le das der o os non w"
    ).split()
)
# On 8,800 samples (50, 120, 400 and 4,000 characters of 2,199 texts in 20 languages: wikinews, rpm2, wmt21, xlmt,
# readability's pages) these settle half of those above 120 characters and never differ from the statistics. With two words
# of other languages than English they differ on one sample in 200.
_SHARE = 0.17  # of all words
_DECLARED_SHARE = (
    0.1  # where the page declares the same language; differs on 2 declared samples in 1,000, lorem ipsum
)
_FEWEST, _FEWEST_ENGLISH, _FEWEST_DECLARED = 4, 2, 3  # words
_LEAD, _LEAD_ENGLISH = 3, 2  # times the next language's
# Words from which one English function word is enough where the page declares English and nothing speaks against it: of
# 5,100 samples of 60 to 4,000 letters that the shares leave open, two thirds of the English ones and two tweets of others.
_FEW_WORDS = 8
_HEADING = 40  # letters below which what the page declares is surer than a guess
_SCRIPT_SHARE = 0.2  # Japanese prose is some 40 % kana, a Latin report that names 東京 under 5 %


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - slow to import, often not needed

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([c for c in CANDIDATES if c in identifier.nb_classes])
    return identifier


def detect_language(text: str, *, hint: str | None = None) -> str:
    """Return the BCP 47 primary subtag of a text's language, or "und" where it has no letters.

    Args:
        text: Some words; a sentence is enough, a title mostly.
        hint: What the page declares, such as "en-GB"; it decides where the text is too short to tell.

    """
    letters = len(_LETTER.findall(text))
    declared = (hint or "").replace("_", "-").split("-")[0].lower()
    if not letters:
        return declared or "und"
    heading = bool(declared) and letters < _HEADING
    settled = _by_script(text, letters) or (None if heading else _by_function_words(text, declared))
    if settled is not None:
        return settled
    guess, sure = _identifier().classify(text)
    if heading and sure < 0.99:
        return declared
    return "nb" if guess in {"no", "nn"} else str(guess)


def settled_language(text: str) -> str | None:
    """Return what `detect_language` does where that is plain without statistics, else None."""
    letters = len(_LETTER.findall(text))
    return (_by_script(text, letters) or _by_function_words(text)) if letters else "und"


def _by_script(text: str, letters: int) -> str | None:
    if text.isascii():
        return None
    return next((code for code, s in _SCRIPTS if len(s.findall(text)) >= _SCRIPT_SHARE * letters), None)


def _by_function_words(text: str, declared: str = "") -> str | None:
    """The language whose function words hold a text together, or None where they do not settle it."""
    words = _WORD.findall(text.lower())
    table = _votes()
    votes = Counter(code for word in words for code in table.get(word, ()))
    if not votes:
        return None
    (best, count), *others = votes.most_common(2)
    next_best = others[0][1] if others else 0
    if best == declared and count >= max(_FEWEST_DECLARED, _DECLARED_SHARE * len(words), _LEAD * next_best):
        return best
    if declared == best == "en" and not next_best and _may_be_english(words):
        return best
    fewest, lead = (_FEWEST_ENGLISH, _LEAD_ENGLISH) if best == "en" else (_FEWEST, _LEAD)
    return best if count >= max(fewest, _SHARE * len(words), lead * next_best) else None


def _may_be_english(words: Sequence[str]) -> bool:
    """Whether nothing in some words speaks against English: no letter beyond ASCII, none of the others' commonest words."""
    return len(words) >= _FEW_WORDS and all(w.isascii() for w in words) and _FOREIGN.isdisjoint(words)


@cache
def _votes() -> dict[str, tuple[str, ...]]:
    """Function word -> the languages that have it."""
    table: dict[str, tuple[str, ...]] = {}
    for code, words in _FUNCTION_WORDS.items():
        for word in dict.fromkeys(words.split()):
            table[word] = (*table.get(word, ()), code)
    return table


def function_words() -> frozenset[str]:
    """Return words that hold sentences together in some language, lower case: they tell no two reports apart."""
    return frozenset(_votes()) | _FOREIGN
