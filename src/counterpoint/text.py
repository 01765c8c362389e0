"""Normalising, hashing and offsets.

Data way: every stage. Pure.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Characters that differ between outlets' typography but not in meaning, each mapped to one character,
# so that offsets survive folding.
_FOLD = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ", "\t": " ",
    }
)  # fmt: skip

# The joiners U+200C and U+200D are not among them: Persian and Indic spelling needs them.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_RUN = re.compile(r"\w+")
# What stands between words; of what `fold` makes a quotation mark, one is a letter to regular expressions.
_BETWEEN = re.compile(rf"(?:[^\w\n]|[{''.join(chr(c) for c in _FOLD if chr(c).isalnum())}])+")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def clean(raw: str) -> str:
    """Return text fit for `Article.text`: NFC, no invisible characters, single spaces in a line.

    Done once, at extraction, before any offset exists.
    """
    if (
        raw.isprintable()
        and "  " not in raw
        and unicodedata.is_normalized("NFC", raw)
        and not _INVISIBLE.search(raw)
    ):
        return raw.strip()  # most lines: nothing to do
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", raw))
    text = re.sub(r"[^\S\n]+", " ", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _without(text, (c for c in set(text) if c != "\n" and unicodedata.category(c) in {"Cc", "Cs"}))
    return re.sub(r" ?\n ?", "\n", text).strip()


def fold(text: str) -> str:
    """Return text with quotation marks, dashes and spaces unified; the length never changes."""
    return text.translate(_FOLD)


def loose(text: str) -> str:
    """Return a key under which spellings agree: case, accents, typography and punctuation removed."""
    return _known_loose(text) if len(text) <= _NAME_LENGTH else _loose(text)


def loose_lines(texts: Iterable[str]) -> list[str]:
    """Return `loose` of each of many texts of one line, several times as fast as one by one; a line break in a text parts it."""
    plain = unicodedata.normalize("NFKD", "\n".join(texts).casefold())
    marks = "".join(filter(unicodedata.combining, set(plain)))
    if marks:
        plain = re.sub(f"[{marks}]+", "", plain)
    return [line.strip() for line in _BETWEEN.sub(" ", plain).split("\n")]


def _loose(text: str) -> str:
    plain = fold(text).casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = _without(decomposed, filter(unicodedata.combining, set(decomposed)))
    return " ".join(_RUN.findall(plain))


def _without(text: str, characters: Iterable[str]) -> str:
    for character in characters:
        text = text.replace(character, "")
    return text


# Names are asked for hundreds of times in a story; longer texts hardly twice.
_NAME_LENGTH = 48
_known_loose = lru_cache(maxsize=16_384)(_loose)


def words(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the words of a text, in order."""
    return [m.span() for m in _WORD.finditer(text)]


def sha256(data: str | bytes) -> str:
    """Return the hex SHA-256 of text (as UTF-8) or bytes.

    Names of files that are no UTF-8 hold surrogates: they pass.
    """
    return hashlib.sha256(
        data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    ).hexdigest()


def article_id(where: str, text: str) -> str:
    """Return a short id for an article: the same place and text always give the same id.

    Args:
        where: URL, or file name for files, so that equal copies in two outlets stay two articles.
        text: `Article.text`.

    """
    return "a" + sha256(f"{where}\n{text}")[:10]
