"""Text as the index sees it: one way for both databases, and for texts and queries alike.

Pure. Words are folded (case, accents, compatibility forms). Scripts that write no spaces between words, and Hangul, where
particles hang on to them, are cut into overlapping pairs of characters, each of which finds the words it is part of:
neither SQLite's nor PostgreSQL's own tokenizer finds a word of two such characters. The last character of such a run
stands alone too, so that every character begins a token and one alone can be sought by its prefix.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

LONGEST = 64  # code points of a token; PostgreSQL takes 2,046 bytes, and no word of a language has half of it

# Han, kana, Hangul, Thai, Lao, Myanmar, Khmer: with their marks.
_PAIRED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Myanmar}\p{Khmer}ーｰ]"
_RUN = regex.compile(rf"{_PAIRED}[{_PAIRED[1:-1]}\p{{M}}]*|(?:(?!{_PAIRED})[\p{{L}}\p{{N}}\p{{M}}])+")
_ASCII = regex.compile(r"[a-z0-9]+")
_IS_PAIRED = regex.compile(_PAIRED)
# Accents of Latin, Greek and Cyrillic; points of Hebrew; vowel signs and stretching of Arabic: written or not at will.
_LOOSE = regex.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u0640]"
)


def index_words(text: str) -> list[str]:
    """Return the tokens of a text, in order."""
    folded = fold(text)
    if folded.isascii():
        return [w if len(w) <= LONGEST else w[:LONGEST] for w in _ASCII.findall(folded)]
    return [token for run in _RUN.findall(folded) for token in _tokens(run)]


def query_words(text: str) -> tuple[list[str], bool]:
    """Return the tokens to seek one after another, and whether the last is the beginning of one."""
    runs = _RUN.findall(fold(text))
    if not runs:
        return [], False
    tokens = [token for run in runs[:-1] for token in _tokens(run)]
    last = runs[-1]
    if not _IS_PAIRED.match(last):
        return [*tokens, last[:LONGEST]], False
    pairs = _tokens(last)
    return (tokens + pairs, True) if len(pairs) == 1 else (tokens + pairs[:-1], False)


def fold(text: str) -> str:
    """Return text in which spellings that readers take for the same are the same."""
    lower = text.casefold()
    if lower.isascii():
        return lower
    return unicodedata.normalize("NFC", _LOOSE.sub("", unicodedata.normalize("NFKD", lower)))


@lru_cache(maxsize=65_536)
def _tokens(run: str) -> list[str]:
    if not _IS_PAIRED.match(run):
        return [run[:LONGEST]]
    return [run[n : n + 2] for n in range(len(run))]
