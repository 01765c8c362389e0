"""Which words of an altered passage changed, for those who tell of it.

Data way: two wordings of a passage -> Runs of words, for align.edits. Pure.

Words are compared as align.edited_sentences compares sentences: typography, case and accents are no difference, signs
that carry meaning are. Where a writing has no spaces each character is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from counterpoint.calendar_names import NAMES
from counterpoint.text import fold, loose

# A figure with its marks, a character of a writing without spaces, a word, or a sign that carries meaning.
_TOKEN = re.compile(
    r"(?:(?<![\w-])[-+])?\d+(?:[.,:]\d+)*|[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]|[^\W\d\u3040-\u30ff\u3400-\u9fff"
    r"\u0e00-\u0e7f]+(?:['-][^\W\d_]+)*|[%‰$€£¥₹₽°?？؟\"「」『』]"
)
_MOST = 600  # words of a passage that are compared; a longer one is told as a whole: difflib's worst case is quadratic
_FEW = 4  # words; a longer run says more than a value
# Words that deny, in languages whose annotators may have missed them: none of one letter or of two senses.
_DENIALS = frozenset(
    "not never n't cannot nicht kein keine keinen keiner nie niemals pas jamais nunca jamás não niet geen non не нет никогда "
    "ikke inte aldrig nikdy nigdy tidak bukan değil".split()
)
# Words between quotation marks of one kind, in the ways in which languages set them.
_QUOTATION = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|»[^«]*«|\"[^\"]*\"|「[^」]*」|『[^』]*』")
_APART = (
    1  # unchanged words between two changed ones that are told as one run: "three to five", "two and six"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words that changed: offsets into the two passages; start == end where nothing stands there."""

    before: tuple[int, int]
    after: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Token:
    key: str
    start: int
    end: int


def differing(before: str, after: str) -> tuple[Run, ...]:
    """Return the words that are not as they were, in order; none where only typography differs."""
    old, new = _tokens(before), _tokens(after)
    if max(len(old), len(new)) > _MOST:
        same = [t.key for t in old] == [t.key for t in new]
        return () if same else (Run((0, len(before)), (0, len(after))),)
    matcher = SequenceMatcher(None, [t.key for t in old], [t.key for t in new], autojunk=False)
    runs: list[tuple[int, int, int, int]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        if runs and i - runs[-1][1] <= _APART and _both(runs[-1]) and _both((i, j, k, m)):
            runs[-1] = (runs[-1][0], j, runs[-1][2], m)
        else:
            runs.append((i, j, k, m))
    return tuple(Run(_reach(old, i, j), _reach(new, k, m)) for i, j, k, m in runs)


def figures(text: str) -> list[str]:
    """Return the figures written in digits, as keys under which "1,250" and "1250" agree."""
    return [t.key.replace(",", "") for t in _tokens(text) if any(c.isdigit() for c in t.key)]


def count_words(text: str | None) -> int:
    """Return how many words a passage has; where a writing has no spaces each character is one."""
    return len(_tokens(text or ""))


def kind_of(before: str | None, after: str | None, language: str) -> str:
    """Say what changed words are by themselves: "number", "date" or "polarity", where a few of them are; else "wording"."""
    keys = [[t.key for t in _tokens(words or "")] for words in (before, after)]
    if max(map(len, keys)) > _FEW:
        return "wording"
    days = _calendar(language)
    if all(side and days.intersection(side) for side in keys):
        return "date"
    counts = [figures(words or "") for words in (before, after)]
    if counts[0] != counts[1] and (all(counts) or not all(keys)):
        return "number"  # "5" for "five" is wording
    denied = [not _DENIALS.isdisjoint(side) for side in keys]
    return "polarity" if denied[0] != denied[1] else "wording"


@cache
def _calendar(language: str) -> frozenset[str]:
    """The full names of months and weekdays, as keys; those that are several words are left out."""
    months, days = NAMES.get(language, ("", ""))
    return frozenset(
        loose(name) for name in (*months.split("|")[12:], *days.split("|")[7:]) if name.isalpha()
    )


def capitalised(text: str, reach: tuple[int, int]) -> bool:
    """Whether some words of a passage are a name by their capitals, which a sentence's first word shows of none."""
    tokens = [t for t in _read(fold(text)) if text[t.start].isalpha()]
    inside = [n for n, t in enumerate(tokens) if reach[0] <= t.start and t.end <= reach[1]]
    if not inside or not all(text[tokens[n].start].isupper() for n in inside):
        return False
    last = inside[-1] + 1
    return inside[0] > 0 or len(inside) > 1 or (last < len(tokens) and text[tokens[last].start].isupper())


def in_quotation(text: str, reach: tuple[int, int]) -> bool:
    """Whether some words of a passage stand between quotation marks; a quotation that goes on beyond it is not seen."""
    return any(m.start() < reach[0] and reach[1] < m.end() for m in _QUOTATION.finditer(text))


def trimmed(text: str, start: int, end: int) -> tuple[tuple[int, int], bool]:
    """Return a passage without what is no word at its ends, and whether a word is left."""
    found = [m.span() for m in _TOKEN.finditer(fold(text[start:end]))]
    if not found:
        return (start, start), False
    return (start + found[0][0], start + found[-1][1]), True


def _both(run: Sequence[int]) -> bool:
    return run[1] > run[0] and run[3] > run[2]


def _tokens(text: str) -> list[_Token]:
    return list(_read(fold(text)))


def _read(folded: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(folded):
        word = match.group()
        key = word if len(word) == 1 or any(c.isdigit() for c in word) else loose(word)
        yield _Token(key.casefold(), *match.span())


def _reach(tokens: Sequence[_Token], first: int, last: int) -> tuple[int, int]:
    """From the first to the last token; an empty reach at the place where they would stand."""
    if first < last:
        return tokens[first].start, tokens[last - 1].end
    at = tokens[first].start if first < len(tokens) else (tokens[-1].end if tokens else 0)
    return at, at
