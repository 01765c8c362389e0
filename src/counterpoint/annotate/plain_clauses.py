"""Cut a sentence that no parser reads where its language most likely starts another clause.

Data way: words of a sentence -> offsets -> (annotate.claims) Claims. Pure.

A sentence carries several facts; a parsed one gives a claim for each, so that an unparsed one must be cut as well or
the two never meet. Only sure marks are used: semicolons, commas before a conjunction or a relative word, the commas
of Chinese, the connective endings before a comma of Japanese and Korean. What stands in quotation marks or brackets
is never cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from counterpoint.text import fold

# Words that open another clause after a comma, by language: conjunctions and relative words.
_OPENERS: dict[str, str] = {
    "de": "und aber doch sondern denn während nachdem weil wobei sodass obwohl als wo wie wenn bevor bis damit "
    "der die das dem den dessen deren denen welcher welche welches darunter teilte sagte",
    "en": "and but while after because who which when where although before as so",
    "es": "y e pero mientras cuando que quien quienes donde porque aunque tras después según cuyo cuya sino",
    "pt": "e mas enquanto quando que quem onde porque embora após depois segundo cujo cuja",
    "it": "e ma mentre quando che dove perché dopo anche secondo",
    "fr": "et mais tandis alors lorsque qui que dont où car parce après selon quand bien",
    "nl": "en maar terwijl nadat omdat die dat waar toen hoewel volgens",
    "ru": "а но и когда после который которая которое которые которого которой которых где чтобы поскольку пока "
    "однако хотя поэтому",
    "uk": "а але і й коли після який яка яке які де щоб оскільки поки проте хоча",
    "cs": "a ale když poté který která které kteří kde protože zatímco aby avšak že",
    "pl": "a ale i gdy po który która które którzy gdzie ponieważ podczas aby jednak że",
    "sv": "och men medan när efter som där eftersom",
    "is": "og en þegar eftir sem þar meðan",
    "tr": "ve ama ancak fakat çünkü",
    "sw": "na lakini huku ambapo ambao ambayo ambaye baada wakati kwa",
    "ha": "da amma kuma yayin bayan wanda wadda waɗanda",
    "ar": "و وقد وقال وكان وأضاف حيث بينما لكن ولكن بعد عندما الذي التي الذين فيما مما",
}
_ANY_OPENER = {
    code: re.compile(rf"[,،]\s+(?=(?:{'|'.join(map(re.escape, words.split()))})\b)", re.IGNORECASE)
    for code, words in _OPENERS.items()
}
# Arabic joins "and" to the next word.
_ANY_OPENER["ar"] = re.compile(rf"[,،]\s*(?=(?:و\w{{3,}}|(?:{'|'.join(_OPENERS['ar'].split())})\b))")
_UNSPACED = {
    "zh": re.compile(r"[，；]"),
    "ja": re.compile(r"(?<=[てしりれがめ])、|(?<=ほか)、|(?<=ものの)、|；"),
    "ko": re.compile(r"(?<=[고며만나자데서]),\s+|(?<=[며])\s+|(?<=[고])\s+(?!있|싶)"),
}
# A full stop that a splitter kept inside, because a figure follows: "... gerammt. 31 Menschen".
_ALWAYS = re.compile(r";\s+|(?<=[^\W\d_]{5}\.)\s+(?=\d)")
_QUOTED = re.compile(r'"[^"]*"|\([^()]*\)|「[^」]*」|『[^』]*』|《[^》]*》')
# Bounds of an amount's own phrase: commas, and the word for "and".
_PHRASE_END = re.compile(
    r"[,;:،、，；.]\s*|\s(?:and|und|y|e|et|en|och|og|og|и|і|a|i|ve|na|da)\s|\s(?=و\w)|および|(?<=\w)와\s|(?<=\w)과\s|和",
    re.IGNORECASE,
)

_LEAST_WORDS = 4  # of a piece that may state something
_LEAST_CHARS = 7  # the same in scripts without spaces
_PART = 0.6  # share of its piece that a phrase has at the most; a longer one is the piece itself
_MOST = 600  # characters of a sentence that is read; a longer one is a list
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")

Offsets = tuple[int, int]


def cut_clauses(words: str, language: str) -> list[Offsets]:
    """Return the pieces of a sentence as offsets, in order; one piece where nothing is sure.

    Args:
        words: The sentence as printed.
        language: BCP 47 primary subtag.

    """
    if len(words) > _MOST:
        return [(0, len(words))]
    hidden = _hide(words)
    marks = [m.end() for m in _ALWAYS.finditer(hidden)]
    pattern = _UNSPACED.get(language) or _ANY_OPENER.get(language)
    if pattern is not None:
        marks += [m.end() for m in pattern.finditer(hidden)]
    pieces: list[Offsets] = []
    start = 0
    for mark in sorted(set(marks)):
        if _tells(words[start:mark]) and _tells(words[mark:]):
            pieces.append((start, mark))
            start = mark
    pieces.append((start, len(words)))
    return [_trimmed(words, p) for p in pieces]


def phrase_around(words: str, start: int, end: int, pieces: Sequence[Offsets]) -> Offsets | None:
    """Return the phrase that an amount or a time stands in, if it is shorter than its piece; else None.

    Args:
        words: The sentence as printed.
        start: Where the amount begins in it.
        end: Where it ends.
        pieces: What `cut_clauses` gave.

    """
    piece = next((p for p in pieces if p[0] <= start and end <= p[1]), None)
    if piece is None:
        return None
    hidden = fold(words)
    left, right = piece
    for mark in _PHRASE_END.finditer(hidden, *piece):
        if mark.end() <= start:
            left = mark.end()
        elif mark.start() >= end:
            right = mark.start()
            break
    phrase = _trimmed(words, (left, right))
    length = phrase[1] - phrase[0]
    return phrase if end - start < length <= _PART * (piece[1] - piece[0]) else None


def _hide(words: str) -> str:
    """The words with what is quoted or bracketed blotted out; the length stays."""
    return _QUOTED.sub(lambda m: "x" * len(m.group()), fold(words))


def _tells(piece: str) -> bool:
    unspaced = _CJK.search(piece)
    return len(piece) >= _LEAST_CHARS if unspaced else len(piece.split()) >= _LEAST_WORDS


def _trimmed(words: str, piece: Offsets) -> Offsets:
    start, end = piece
    while start < end and words[start] in " ,;:،、，；":
        start += 1
    while start < end and words[end - 1] in " ,;:،、，；":
        end -= 1
    return start, end
