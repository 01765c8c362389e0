"""The words of a report that may tell its event from others, in any script, cheaply.

Data way: title and text -> weighted terms and figures, for `cluster.features`. Pure.

Method: prefixes of words stand for stems (McNamee and Mayfield, "Character N-Gram Tokenization for European Language Text
Retrieval", 2004); where no spaces part words, pairs of characters do.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from functools import cache, lru_cache

from counterpoint.dates import ascii_digits
from counterpoint.language import function_words
from counterpoint.text import loose

# Languages whose terms are pairs of characters.
UNSPACED = frozenset({"ja", "ko", "th", "zh"})
# Letters by which a word's forms are taken to be one; 5, 6 and 8 were tried, see docs/design/0019.
_STEM = 6
_SHORTEST = 3
# Terms that a sketch keeps: with 96 the pairs of wikinews_medium and BASIL are told apart no better.
_KEPT = 48
# How often a word of the title counts.
_TITLE = 3
# Words of Slavic and Arabic script that `function_words` lacks: they hold sentences together.
_MORE_FUNCTION_WORDS = frozenset(
    """
    что как это его она они был была было были для или при уже так еще ещё все всех чтобы если после также который которые
    которая которой которых того этого своей своих между через перед около более ее них ним ему сообщает сообщил заявил
    що як він вона вони був було для або про після також який яка які
    من في على إلى عن أن إن هذا هذه التي الذي ذلك كان كانت مع قال بعد قبل بين كما لم لا ما هو هي وقد
    """.split()
)
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FIGURE = re.compile(r"\d{1,3}(?:[ ,.']\d{3})+(?![\w:/])|\d+(?:[.,]\d+)?(?![\w:/]|[.,]\d)")
_INSIDE = frozenset(".,:/-_")  # before a figure: it is a part of a date, a time, a code
_YEARS = range(1900, 2101)
_FEW = 2  # figures up to this stand in every report
_FIGURES_KEPT = 24


def terms_of_text(title: str, body: str) -> tuple[tuple[str, float], ...]:
    """Return the stems of a report with their weights, weightiest first; those of the title weigh more."""
    counts: dict[str, int] = {}
    for text, times in ((title, _TITLE), (body, 1)):
        for word, n in Counter(_WORD.findall(text)).items():
            for stem in _stems(word):
                counts[stem] = counts.get(stem, 0) + n * times
    ranked = heapq.nsmallest(_KEPT, ((-n, stem) for stem, n in counts.items()))
    return tuple((stem, round(1 + math.log(-n), 3)) for n, stem in ranked)


def figures_of(text: str) -> frozenset[str]:
    """Return the figures that may tell events apart, as plain decimals: years, clock times and the smallest are not."""
    found: dict[str, None] = {}
    text = ascii_digits(text)
    for match in _FIGURE.finditer(text):
        before = text[match.start() - 1] if match.start() else " "
        value = None if before.isalnum() or before in _INSIDE else _plain(match.group())
        if value is not None:
            found.setdefault(value)
    return frozenset(list(found)[:_FIGURES_KEPT])


def _plain(raw: str) -> str | None:
    """The figure without separators of thousands and with a decimal point."""
    whole = re.sub(r"[ ,.'](?=\d{3}(?!\d))", "", raw).replace(",", ".").lstrip("0") or "0"
    if "." in whole:
        return whole
    number = int(whole[:18])
    return None if number <= _FEW or number in _YEARS else whole[:18]


@lru_cache(maxsize=65_536)
def _stems(word: str) -> tuple[str, ...]:
    if word.isdigit():
        return ()
    key = loose(word)
    if _UNSPACED.search(key):
        return tuple(key[i : i + 2] for i in range(max(1, len(key) - 1)))
    if len(key) < _SHORTEST or word.lower() in small_words() or key in _MORE_FUNCTION_WORDS:
        return ()
    return (key[:_STEM],)


@cache
def small_words() -> frozenset[str]:
    """Return words that hold sentences together in some language, lower case: they tell no two reports apart."""
    return function_words()
