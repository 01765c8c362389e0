"""Find passages in quotation marks, in every typography.

Data way: Article.text and its blocks -> Quoted passages, which quotes.py gives to their speakers.
Pure: one pass over the characters, no regular expression that can backtrack.

Three things make it more than matching pairs: straight marks do not say whether they open or close, an apostrophe
is no quotation mark, and a quotation of several paragraphs opens anew in each and closes only in the last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from counterpoint.types import Block, BlockKind

# Opening mark -> marks that may close it. Several, because keyboards mix straight and curly ones.
_CLOSERS = {
    "“": '”"“', "„": '“”"', "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』", "｢": "｣", "〝": "〟〞",
    '"': '"”', "”": "”", "‘": "’", "‚": "‘’", "'": "'", "＂": "＂",
}  # fmt: skip
_SINGLE = frozenset("‘‚'")  # may be an apostrophe
_FRESH = frozenset("«「『｢〝„“")  # always open when nothing is open yet
_BEFORE_OPENING = frozenset(" \n\t([{—–-:/…¿¡\u00a0\u202f，。、；：（")
_AFTER_CLOSING = frozenset(" \n\t.,;:!?)]}—–-/…\u00a0\u202f，。、；：）")
_LONGEST = (
    6_000  # characters without a closing mark: a passage longer than this is a lost mark, not a quotation
)
_LOST_MARKS = 20  # failed openings of one mark in one line, after which that mark means nothing there
_UNCLOSED_WORDS = 4  # an unclosed opening mark is believed only before a passage of at least this many words


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage in quotation marks. Offsets into `Article.text`."""

    start: int  # with the marks
    end: int
    inner_start: int  # without them
    inner_end: int
    closed: bool = True  # False: goes on in the next paragraph, or its closing mark is lost

    def holds(self, offset: int) -> bool:
        """Whether a code point lies between the marks."""
        return self.inner_start <= offset < self.inner_end


def find_quoted(text: str, blocks: Sequence[Block]) -> tuple[Quoted, ...]:
    """Return the outermost quoted passages of an article, in text order, each within one block.

    Args:
        text: `Article.text`.
        blocks: Its blocks; a heading and a paragraph never share a quotation. Without any, paragraphs are
            what newlines divide.

    """
    found: list[Quoted] = []
    bounds = [(b.start, b.end) for b in blocks if b.kind is not BlockKind.NOTE] or [(0, len(text))]
    for start, end in bounds:
        at = start
        for line in text[start:end].split("\n"):
            found.extend(_in_line(text, at, at + len(line)))
            at += len(line) + 1
    return tuple(found)


def _in_line(text: str, start: int, end: int) -> list[Quoted]:
    found: list[Quoted] = []
    lost: Counter[str] = Counter()
    at = start
    while at < end:
        width = 2 if text[at : at + 2] in {"''", "``"} else 1
        mark = '"' if width == 2 else text[at]
        if (
            mark not in _CLOSERS
            or lost[mark] > _LOST_MARKS
            or not _opens(*_around(text, at, width, start, end), mark)
        ):
            at += width
            continue
        close = _closing(text, at + width, start, end, mark)
        if close is None:
            lost[mark] += 1
            if not _believable(text, at, width, end, opens_line=at == start):
                at += width
                continue
            found.append(Quoted(at, end, at + width, end, closed=False))
            return found
        inner_end, after = close
        found.append(Quoted(at, after, at + width, inner_end))
        at = after
    return found


def _around(text: str, at: int, width: int, start: int, end: int) -> tuple[str, str]:
    """Return the characters beside a mark, spaces beyond the line's ends."""
    before = text[at - 1] if at > start else " "
    return before, text[at + width] if at + width < end else " "


def _opens(before: str, after: str, mark: str) -> bool:
    if mark in _FRESH:
        return True
    if after.isspace() and mark != "»":
        return False
    if mark in _SINGLE:
        return (before in _BEFORE_OPENING or before in _CLOSERS) and (
            after.isalpha() or after in _CLOSERS or after in "[(…"
        )
    if mark in "”»":  # a closing shape that also opens, in Swedish, Finnish and Danish type
        return before in _BEFORE_OPENING and not after.isspace()
    # Inches and seconds follow a digit; scripts without spaces put the mark right after a letter.
    return before in _BEFORE_OPENING or before in _CLOSERS or (not before.isascii() and before.isalpha())


def _closing(text: str, at: int, start: int, end: int, mark: str) -> tuple[int, int] | None:
    """Return where the passage ends without and with its closing mark, or None."""
    closers = _CLOSERS[mark]
    depth = 0
    limit = min(end, at + _LONGEST)
    first = at
    while at < limit:
        char = text[at]
        width = 2 if text[at : at + 2] == "''" and mark == '"' else 1
        if width == 2:
            char = '"'
        if char == mark and char not in closers:
            depth += 1
        elif char in closers and at > first and _closes(*_around(text, at, width, start, end), mark, char):
            if depth == 0:
                return at, at + width
            depth -= 1
        at += width
    return None


def _closes(before: str, after: str, mark: str, char: str) -> bool:
    if mark in _SINGLE:
        return not after.isalnum() and not before.isspace()
    if char in '"“' and mark in '"“„':
        # Straight, or German closing: not where it plainly opens the next passage.
        return not (before.isspace() and not after.isspace() and after not in _AFTER_CLOSING)
    return True


def _believable(text: str, at: int, width: int, end: int, *, opens_line: bool) -> bool:
    """Whether an opening mark without a closing one starts a quotation that runs to the end of its line."""
    line = text[at + width : end]
    if len(line) > _LONGEST or not _long_enough(line):
        return False
    before = text[max(0, at - 3) : at].rstrip()
    if text[end : end + 4].lstrip()[:1] == text[at]:  # the next paragraph opens anew, as the custom is
        return opens_line or before.endswith((":", ",", "：", "，", ".", "?", "!"))
    return text[at] not in _SINGLE and (opens_line or before.endswith((":", ",", "：", "，")))


def _long_enough(line: str) -> bool:
    return len(line.split()) >= _UNCLOSED_WORDS or (not line.isascii() and len(line) >= 3 * _UNCLOSED_WORDS)
