"""Remarks quoted verbatim by several reports: their wording, and who is said to have made them.

Data way: Utterances -> Clashes of slot "wording" and "speaker".
Pure.

Method: the quoted words are aligned (Ratcliff and Obershelp's matching blocks, as in `difflib`). A quotation cut at its
ends, or with words left out, is the same wording; one in which content words were exchanged inside matching words is not.
Two loose renderings (two translations of one remark) match in too few places to be compared at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations, pairwise

from counterpoint.align.dispute_frames import Ground
from counterpoint.align.dispute_pairs import Clash, Side
from counterpoint.text import fold
from counterpoint.types import Quote, Span, Utterance

# Share of the shorter quotation's words, inside the stretch both cover, that must match for the two to be word for word
# the same remark. Calibrated on sixteen labelled events of three to seven reports.
VERBATIM = 0.65
SHORTEST = 7  # words: a shorter quotation is a catchword, not a record of what was said
HELD = 4  # content words that both quotations have
LONGEST_TAIL = 10  # words after the last match: two ends of one sentence, not two sentences
LONGEST_EXCHANGE = 5  # words: a longer difference is something left out or said elsewhere
# Exchanged words that make another wording: two content words, or as many small exchanges as weigh the same.
EXCHANGED = 2
LIGHT = 0.67
ALIKE = 0.8  # of the letters: "per cent" and "percent", "F.B.I." and "FBI"
STEM = 5  # letters under which forms of one word agree
_OPENERS = frozenset("and but it i we he she they because so that which who while if when".split())

# Words as they are compared: numbers as figures, spoken forms in full.
_PLAIN = {"gonna": "going", "wanna": "want", "gotta": "got"} | {
    w: str(i)
    for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_WORD = re.compile(r"\w+(?:['’]\w+)*")
# Words whose exchange, addition or loss is an editor's hand, not another record of the remark.
_SMALL = frozenset(
    "a an the and but or so that which who this these those it its is was are were be been am i'm it's to of in on at "
    "for by with as have has had we i you he she they our my your his her their us me him them will would do does did "
    "not no n't just very really well um uh also then there here".split()
)


def wording_clashes(ground: Ground, utterances: Sequence[Utterance]) -> list[Clash]:
    """Compare the quoted words of every utterance's renderings, pair by pair, across articles."""
    found = []
    for utterance in utterances:
        quoted = [(q, r) for r in utterance.renderings for q in quoted_spans(ground, r.span, r.direct)]
        for (one, a), (other, b) in combinations(quoted, 2):
            if a.span.article != b.span.article:
                clash = _compare(ground, utterance.source, one, other)
                if clash:
                    found.append(clash)
    return found


def quoted_spans(ground: Ground, span: Span, direct: bool) -> list[Span]:
    """The words inside quotation marks that a rendering holds."""
    quotes: tuple[Quote, ...] = ground.of[span.article].marks.quotes
    inside = [q for quote in quotes for q in quote.quoted if span.start <= q.start and q.end <= span.end]
    if inside:
        return sorted(set(inside))
    return [span] if direct else []


def _compare(ground: Ground, speaker: str, one: Span, other: Span) -> Clash | None:
    a, b = _words(ground.read(one)), _words(ground.read(other))
    changed = exchanges([w for w, _, _ in a], [w for w, _, _ in b])
    if not changed:
        return None
    changed = [c for c in changed if not _names(ground, one, a[slice(*c[0])], other, b[slice(*c[1])])]
    if not changed:
        return None
    (i, j), (k, m) = max(
        changed, key=lambda pair: _weight([w for w, _, _ in (*a[slice(*pair[0])], *b[slice(*pair[1])])])
    )
    sides = [
        Side(
            value=" ".join(w for w, _, _ in words[lo:hi]) or "(left out)",
            display=_shown(ground, span, words, lo, hi),
            mark=span,
            passage=_around(span, words, lo, hi),
        )
        for span, words, lo, hi in ((one, a, i, j), (other, b, k, m))
    ]
    return Clash("wording", f"the wording of {speaker}'s remark", sides[0], sides[1], score=1.0)


def exchanges(one: Sequence[str], other: Sequence[str]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where two word-for-word quotations exchange words: pairs of index ranges, in order.

    Empty when the two agree, when one is only cut, or when they match in too few words to be one wording.
    """
    if min(len(one), len(other)) < SHORTEST:
        return []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    blocks = [b for b in matcher.get_matching_blocks() if _solid(one[b.a : b.a + b.size])]
    if not blocks:
        return []
    first, last = blocks[0], blocks[-1]
    covered = min(last.a + last.size - first.a, last.b + last.size - first.b)
    matched = sum(b.size for b in blocks)
    held = sum(_heavy(w) for b in blocks for w in one[b.a : b.a + b.size])
    if covered < SHORTEST or matched < VERBATIM * covered or held < HELD:
        return []
    found = []
    weight = 0.0
    for here, then in pairwise(blocks):
        left, right = (here.a + here.size, then.a), (here.b + here.size, then.b)
        lost, put = one[slice(*left)], other[slice(*right)]
        if max(len(lost), len(put)) > LONGEST_EXCHANGE or _same_letters(lost, put):
            continue
        even = max(len(lost), len(put)) <= 3 * min(len(lost), len(put))
        if even and not _only_more(lost, put):
            found.append((left, right))
            weight += _weight([*lost, *put])
    left, right = (last.a + last.size, len(one)), (last.b + last.size, len(other))
    lost, put = one[slice(*left)], other[slice(*right)]
    even = max(len(lost), len(put)) <= min(LONGEST_TAIL, 3 * min(len(lost), len(put)))
    opens = (lost[:1] or [""])[0] in _OPENERS or (put[:1] or [""])[
        0
    ] in _OPENERS  # another clause, not another end
    if even and not opens and not _same_letters(lost, put) and not _only_more(lost, put):
        found.append((left, right))
        weight += _weight([*lost, *put])
    one_word = len(found) == 1 and all(
        hi - lo == 1 for lo, hi in found[0]
    )  # an editor's synonym or house style
    return found if weight >= EXCHANGED and not one_word else []


def _solid(words: Sequence[str]) -> bool:
    """Whether a matching stretch is more than one small word."""
    return len(words) > 1 or any(_heavy(w) for w in words)


def _names(
    ground: Ground,
    one: Span,
    a: Sequence[tuple[str, int, int]],
    other: Span,
    b: Sequence[tuple[str, int, int]],
) -> bool:
    """Whether an exchange is of names only: a spelling, or who is meant by "he"."""
    texts = ground.read(one), ground.read(other)
    heavy = [
        [text[lo] for word, lo, _ in words if _heavy(word) and len(word) > 2]
        for text, words in zip(texts, (a, b), strict=True)
    ]
    return all(letters and all(c.isupper() for c in letters) for letters in heavy)


def _weight(words: Sequence[str]) -> float:
    return max(LIGHT, sum(_heavy(w) for w in words))


def _heavy(word: str) -> bool:
    return word not in _SMALL


def _same_letters(lost: Sequence[str], put: Sequence[str]) -> bool:
    """Whether two stretches differ only in how words are written: "per cent", "percent", "organise", "organize"."""
    for stretches in ((lost, put), ([w for w in lost if _heavy(w)], [w for w in put if _heavy(w)])):
        a, b = ("".join(w).replace("'", "").replace("z", "s") for w in stretches)
        if a and b and (a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= ALIKE):
            return True
    return False


def _only_more(lost: Sequence[str], put: Sequence[str]) -> bool:
    """Whether one stretch is the other with words added or moved: nothing was exchanged."""
    a, b = ({w[:STEM] for w in words} for words in (lost, put))
    return a <= b or b <= a


def _words(text: str) -> list[tuple[str, int, int]]:
    """The words with their offsets: lower case, numbers as figures."""
    found = []
    for match in _WORD.finditer(text):
        word = fold(match.group()).casefold()
        found.append((_PLAIN.get(word, word), match.start(), match.end()))
    return found


def _shown(ground: Ground, span: Span, words: Sequence[tuple[str, int, int]], lo: int, hi: int) -> str:
    lo, hi = max(0, lo - 2), min(len(words), hi + 2)
    return f"“{ground.read(span)[words[lo][1] : words[hi - 1][2]]}”"


def _around(span: Span, words: Sequence[tuple[str, int, int]], lo: int, hi: int) -> Span:
    lo, hi = max(0, lo - 8), min(len(words), hi + 8)
    return Span(span.article, span.start + words[lo][1], span.start + words[hi - 1][2])
