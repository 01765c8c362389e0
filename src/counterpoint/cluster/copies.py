"""Find which reports carry another's words, and where.

Data way: Articles -> Copies. Pure.

Method: word shingles seed exact matches, which grow to maximal runs; runs a few edited words apart make one
passage (as in plagiarism alignment: seed, extend, merge; Potthast et al., "Overview of the 5th International
Competition on Plagiarism Detection", 2013). What two reports both quote proves no copying, since both may
have heard it: words inside quotation marks count towards a passage, never as its evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import regex

from counterpoint.text import fold
from counterpoint.types import Article, BlockKind, Copy, CopyKind, Span

SEED_WORDS = 4  # shingle length: shorter ones match by chance in reports of one event
MERGE_GAP = 3  # edited words between two runs of one passage: "said on Tuesday" against "said"
MIN_RUN = 6  # words in a run that is worth showing as a passage

# A shared run proves copying when it is long and not merely names and figures, which two reporters
# write alike. Calibrated on hand-labelled pairs of 16 events (gold_stories): independent reports of one
# event share runs of up to 8 words, or 11 where they list the same names and ages.
PROOF_RUN = 10
PROOF_PLAIN_WORDS = 7
# Or when many runs too long for chance add up, on the same pairs.
PROOF_TOTAL = 25

SHARE_EXACT = 0.97  # of both texts: typography and a byline may differ
SHARE_TRIMMED = 0.80  # of the shorter: an editor who cuts still joins a few sentences anew
SHARE_REWRITTEN = 0.25  # of the shorter's unquoted words: below it the report is mostly its own
SHARE_VERSION = 0.40  # of the shorter: one outlet, one address, edited
MAX_PLACES = 8  # a shingle that stands in more places than this in one text is a refrain

# A character of a script without spaces is about half a word.
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]|[\p{L}\p{M}\p{N}]+(?:['-][\p{L}\p{M}\p{N}]+)*",
)
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
_OPEN_CLOSE = {"「": "」", "『": "』", '"': '"'}
_OWN_WORDS = frozenset({BlockKind.HEADING, BlockKind.STANDFIRST, BlockKind.PARAGRAPH, BlockKind.LIST})


@dataclass(frozen=True, slots=True)
class _Word:
    key: str  # folded, lower case
    start: int
    end: int
    quoted: bool  # inside quotation marks
    plain: bool  # neither a name nor a figure, by its letters


@dataclass(frozen=True, slots=True)
class _Run:
    """`length` equal words, from word `left` of one text and word `right` of the other."""

    left: int
    right: int
    length: int


def find_copies(articles: Sequence[Article]) -> tuple[Copy, ...]:
    """Return every pair of articles that shares words no two reporters would both have written.

    Articles are compared as they are given; the order of `Copy.articles` is copy, original where time,
    credit or containment tells the direction.
    """
    texts = [_words(a) for a in articles]
    copies = []
    for i, j in combinations(range(len(articles)), 2):
        copy = _compare(articles[i], articles[j], texts[i], texts[j])
        if copy is not None:
            copies.append(copy)
    return tuple(copies)


def _words(article: Article) -> list[_Word]:
    found: list[_Word] = []
    for block in article.blocks or ():
        if block.kind not in _OWN_WORDS:
            continue
        folded = fold(article.text[block.start : block.end])
        quoted = _quoted(folded)
        unspaced = False
        for match in _WORD.finditer(folded):
            word = match.group()
            unspaced = unspaced or _UNSPACED.match(word) is not None
            plain = word[0].islower() or _UNSPACED.match(word) is not None or not word[0].isupper()
            plain = plain and not word[0].isdigit()
            at = match.start()
            found.append(
                _Word(word.casefold(), block.start + at, block.start + match.end(), quoted[at], plain)
            )
    return found


def _quoted(text: str) -> list[bool]:
    """For each character, whether it stands inside quotation marks. A mark left open ends with the block."""
    inside: list[bool] = []
    closing: str | None = None
    for character in text:
        if closing is None and character in _OPEN_CLOSE:
            closing = _OPEN_CLOSE[character]
        elif character == closing:
            closing = None
        inside.append(closing is not None)
    return inside


def _runs(left: Sequence[_Word], right: Sequence[_Word]) -> list[_Run]:
    """Return maximal equal runs, longest first at each word of the left text; no left word twice."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    keys = [w.key for w in right]
    for j in range(len(keys) - SEED_WORDS + 1):
        places[tuple(keys[j : j + SEED_WORDS])].append(j)
    mine = [w.key for w in left]
    runs: list[_Run] = []
    i = 0
    while i <= len(mine) - SEED_WORDS:
        best = _Run(i, 0, 0)
        for j in places.get(tuple(mine[i : i + SEED_WORDS]), ())[:MAX_PLACES]:
            length = SEED_WORDS
            while i + length < len(mine) and j + length < len(keys) and mine[i + length] == keys[j + length]:
                length += 1
            if length > best.length:
                best = _Run(i, j, length)
        if best.length:
            runs.append(best)
        i += max(best.length, 1)
    return runs


def _merge(runs: Sequence[_Run]) -> Iterator[tuple[list[_Run], int]]:
    """Join runs a few edited words apart, in both texts, into passages; with their number of equal words."""
    group: list[_Run] = []
    for run in runs:
        if group:
            last = group[-1]
            gaps = (run.left - last.left - last.length, run.right - last.right - last.length)
            if not all(0 <= gap <= MERGE_GAP for gap in gaps):
                yield group, sum(r.length for r in group)
                group = []
        group.append(run)
    if group:
        yield group, sum(r.length for r in group)


def _is_proof(runs: Sequence[_Run], left: Sequence[_Word], right: Sequence[_Word]) -> bool:
    total = 0.0
    for run in runs:
        pairs = zip(
            left[run.left : run.left + run.length], right[run.right : run.right + run.length], strict=True
        )
        own = [a for a, b in pairs if not (a.quoted or b.quoted)]
        size = sum(_weight(w) for w in own)
        if size >= MIN_RUN:
            total += size
        if size >= PROOF_RUN and sum(_weight(w) for w in own if w.plain) >= PROOF_PLAIN_WORDS:
            return True
    return total >= PROOF_TOTAL


def _weight(word: _Word) -> float:
    return 0.5 if _UNSPACED.match(word.key) else 1.0


def _compare(a: Article, b: Article, left: list[_Word], right: list[_Word]) -> Copy | None:
    runs = _runs(left, right)
    shorter = min(len(left), len(right))
    if not runs or not _is_proof(runs, left, right):
        return None
    shared = sum(r.length for r in runs)
    share = min(1.0, shared / shorter)
    unquoted = sum(not w.quoted for r in runs for w in left[r.left : r.left + r.length])
    own = unquoted / max(1, min(sum(not w.quoted for w in left), sum(not w.quoted for w in right)))
    kind = _kind(a, b, share=share, share_of_longer=shared / max(len(left), len(right)), own_share=own)
    passages = []
    for group, size in _merge(runs):
        if size < MIN_RUN:
            continue
        first, last = group[0], group[-1]
        passages.append(
            (
                a.span(left[first.left].start, left[last.left + last.length - 1].end),
                b.span(right[first.right].start, right[last.right + last.length - 1].end),
            )
        )
    return _directed(a, b, kind=kind, passages=tuple(passages), share=share, lengths=(len(left), len(right)))


def _kind(a: Article, b: Article, *, share: float, share_of_longer: float, own_share: float) -> CopyKind:
    same_page = a.url is not None and a.url == b.url
    same_outlet = a.outlet is not None and a.outlet == b.outlet
    if share >= SHARE_VERSION and (same_page or (same_outlet and _times_differ(a, b))):
        return CopyKind.VERSION
    if share_of_longer >= SHARE_EXACT:
        return CopyKind.EXACT
    if share >= SHARE_TRIMMED:
        return CopyKind.TRIMMED
    return CopyKind.REWRITTEN if own_share >= SHARE_REWRITTEN else CopyKind.PASSAGE


def _times_differ(a: Article, b: Article) -> bool:
    return (a.modified or a.published) != (b.modified or b.published)


def _directed(
    a: Article,
    b: Article,
    *,
    kind: CopyKind,
    passages: tuple[tuple[Span, Span], ...],
    share: float,
    lengths: tuple[int, int],
) -> Copy:
    """Put the copy first where it can be told, with the reason in words."""
    of = f"{share:.0%} of the shorter text"
    copy_first: bool | None = None
    evidence = f"they share {of}; which came first cannot be told"
    earlier = _earlier(a, b)
    if earlier is not None and kind is CopyKind.VERSION:
        copy_first, evidence = earlier == 1, f"an edited state of the same page; they share {of}"
    elif _is_agency_of(a, b):
        copy_first, evidence = False, f"credits {a.outlet}, whose own report the other is; they share {of}"
    elif _is_agency_of(b, a):
        copy_first, evidence = True, f"credits {b.outlet}, whose own report the other is; they share {of}"
    elif a.agency and b.agency and a.agency.copy and b.agency.copy and a.agency.name == b.agency.name:
        evidence = f"both credit {a.agency.name}; they share {of}"
    elif earlier is not None:
        copy_first, evidence = earlier == 1, f"published later; they share {of}"
    elif kind is CopyKind.TRIMMED and max(lengths) > 1.2 * min(lengths):
        copy_first, evidence = lengths[0] < lengths[1], f"the longer text contains {of}"
    if copy_first is False:
        a, b, passages = b, a, tuple((y, x) for x, y in passages)
    return Copy((a.id, b.id), copy_first is not None, kind, passages, round(share, 3), evidence)


def _earlier(a: Article, b: Article) -> int | None:
    """0 when `a` was published or last modified first, 1 when `b` was, None when that is unknown."""
    x, y = a.modified or a.published, b.modified or b.published
    if a.published and b.published and a.published != b.published:
        x, y = a.published, b.published
    if x is None or y is None or (x.tzinfo is None) != (y.tzinfo is None) or x == y:
        return None
    return 0 if x < y else 1


def _is_agency_of(agency: Article, other: Article) -> bool:
    """Whether `other` is credited to the agency that published `agency` itself."""
    credit = other.agency
    return credit is not None and credit.copy and agency.outlet is not None and credit.name == agency.outlet
