"""A few words of a text around what was sought.

Data way: text, Query -> Snippet. Pure. Words are compared as the index compares them (`words.fold`), character by character, so
that each place in the folded text is a place in the text itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from counterpoint.desk.query import Piece, Query
from counterpoint.desk.words import fold

LENGTH = 160  # code points: two lines of a terminal
ELLIPSIS = "…"
_LOOKED = 100_000  # code points of a text that are looked at: a long read twice over
_MOST_HITS = 500  # places that are weighed against each other
_IN_WORD = r"[\p{L}\p{N}\p{M}]"
_PAIRED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Myanmar}\p{Khmer}ーｰ]")


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words of a text, with those that were sought."""

    text: str  # on one line, cut at words, with an ellipsis where it was cut
    found: tuple[tuple[int, int], ...] = ()  # half-open, in `text`, in order


def snippet(text: str, query: Query, *, length: int = LENGTH) -> Snippet:
    """Return the passage that holds the most of what was sought; the beginning where nothing is found.

    Args:
        text: The text, without its title.
        query: What was sought.
        length: At most so many code points of the text, without ellipses; 0 gives an empty snippet.
    """
    text = text[:_LOOKED]
    if length < 1 or not text.strip():
        return Snippet("")
    hits = _hits(text, [piece for choice in query.wanted for piece in choice if not piece.title])
    start, end = _window(text, hits, length)
    cut = text[start:end]
    before = ELLIPSIS if text[:start].strip() else ""
    after = ELLIPSIS if text[end:].strip() else ""
    marks = [
        (found_start - start + len(before), found_end - start + len(before))
        for found_start, found_end, _ in hits
        if start <= found_start and found_end <= end
    ]
    # One white space for another: the places stay.
    line = "".join(" " if c.isspace() else c for c in cut)
    return Snippet(before + line + after, tuple(_joined(marks)))


def _hits(text: str, pieces: Sequence[Piece]) -> list[tuple[int, int, int]]:
    """Where each piece stands: start, end, number of the piece; in order."""
    folded, places = _folded(text)
    hits: list[tuple[int, int, int]] = []
    for number, piece in enumerate(pieces):
        for match in regex.finditer(_pattern(piece), folded):
            hits.append((places[match.start()], places[match.end() - 1] + 1, number))
            if len(hits) >= _MOST_HITS * (number + 1):
                break
    return sorted(hits)


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is compared, and of each of its characters the place in the text."""
    if text.isascii():
        return text.lower(), range(len(text))
    known: dict[str, str] = {}
    parts: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        part = known.get(character)
        if part is None:
            part = known[character] = fold(character)
        parts.append(part)
        places.extend([place] * len(part))
    return "".join(parts), places


def _pattern(piece: Piece) -> str:
    """A piece as a pattern over the folded text: whole words, save in scripts that put nothing between them."""
    runs: list[str] = []
    for token in piece.tokens:
        if runs and _PAIRED.match(token) and runs[-1][-1] == token[0] and _PAIRED.match(runs[-1]):
            runs[-1] += token[1:]  # pairs that overlap are one run
        else:
            runs.append(token)
    words = [
        regex.escape(run, special_only=True)
        if _PAIRED.match(run)
        else _whole(run, ends=not last or not piece.beginning)
        for run, last in zip(runs, [False] * (len(runs) - 1) + [True], strict=True)
    ]
    return r"[^\p{L}\p{N}\p{M}]*".join(words)


def _whole(word: str, *, ends: bool) -> str:
    return rf"(?<!{_IN_WORD}){regex.escape(word, special_only=True)}{f'(?!{_IN_WORD})' if ends else ''}"


def _window(text: str, hits: Sequence[tuple[int, int, int]], length: int) -> tuple[int, int]:
    """The stretch with the most different pieces in it, the first of them, a little before its first hit."""
    best, most, last = 0, 0, 0
    starts = [hit[0] for hit in hits]
    for n, (start, _, _) in enumerate(hits[:_MOST_HITS]):
        upto = bisect_left(starts, start + length)
        pieces = {piece for _, end, piece in hits[n : min(upto, n + _MOST_HITS)] if end <= start + length}
        if len(pieces) > most:
            best, most = start, len(pieces)
            last = max(end for _, end, _ in hits[n:upto] if end <= start + length)
    lead = max(0, min(length // 3, length - (last - best))) if most else 0
    start = _at_word(text, max(0, best - lead), best)
    end = min(len(text), start + length)
    if end < len(text) and text[end].isalnum() and not _PAIRED.match(text[end]):
        space = text.rfind(" ", max(start, last), end)
        end = space if space > start else end
    return _trimmed(text, start, end)


def _at_word(text: str, start: int, best: int) -> int:
    """The beginning of a word at or after a place, and not after the hit."""
    if start == 0 or not text[start - 1].isalnum() or _PAIRED.match(text[start]):
        return start
    space = text.find(" ", start, best)
    return space + 1 if space >= 0 else (min(best, start))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _joined(marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Marks that touch are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
