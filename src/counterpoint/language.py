"""Which language a text is written in.

Data way: extract and annotate both ask. Pure; the model (py3langid, shipped in its package) loads once, lazily.
"""

from __future__ import annotations

import re
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
    letters = _LETTER.findall(text)
    declared = (hint or "").replace("_", "-").split("-")[0].lower()
    if not letters:
        return declared or "und"
    for code, script in _SCRIPTS:
        if len(script.findall(text)) >= _SCRIPT_SHARE * len(letters):
            return code
    guess, sure = _identifier().classify(text)
    if declared and len(letters) < 40 and sure < 0.99:  # a heading: the page knows better than statistics
        return declared
    return "nb" if guess in {"no", "nn"} else str(guess)
