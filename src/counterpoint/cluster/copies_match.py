"""What two texts have in common, what that proves, and which of them carries the other.

Data way: words of two texts, and where each comes from -> Match. Pure. `copies` asks it for the articles of one
story, `derivation` for the reports of a stream.

Method: word shingles seed exact matches, which grow to maximal runs; runs a few edited words apart make one
passage (as in plagiarism alignment: seed, extend, merge; Potthast et al., "Overview of the 5th International
Competition on Plagiarism Detection", 2013). What two reports both quote proves no copying, since both may
have heard it: words inside quotation marks count towards a passage, never as its evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import regex

from counterpoint.text import fold
from counterpoint.types import CopyKind

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
EDITS_TRIMMED = (
    3.0  # in a hundred shared words: who cuts changes a word here and there, who rewrites one in each line
)
SHARE_REWRITTEN = 0.25  # of the shorter's unquoted words: below it the report is mostly its own
SHARE_OF_EITHER = 0.1  # of the longer, where it is not known which is the copy: it may be that one
SHARE_VERSION = 0.40  # of the shorter: one outlet, one address, edited
MAX_PLACES = 8  # a shingle that stands in more places than this in one text is a refrain
MAX_WORDS = 20_000  # of one text that are compared: a report is hardly ever a tenth of that
_MOST_CHARACTERS = 8 * MAX_WORDS  # of one block

# A character of a script without spaces is about half a word.
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]|[\p{L}\p{M}\p{N}]+(?:['-][\p{L}\p{M}\p{N}]+)*",
)
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
_MARK = regex.compile(r'["「」『』]')
_OPEN_CLOSE = {"「": "」", "『": "』", '"': '"'}

Offsets = tuple[int, int]  # code points, half-open
Passages = tuple[tuple[Offsets, Offsets], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words in order, as they are compared; one entry a word in each list."""

    keys: list[str]  # folded, lower case
    starts: list[int]  # code points
    ends: list[int]
    quoted: list[bool]  # inside quotation marks
    plain: list[bool]  # neither a name nor a figure, by its letters
    weights: list[float]  # of a word; half of that for a character of a script without spaces
    own: int  # words outside quotation marks

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True)
class Source:
    """A text and what beside its words tells where it comes from."""

    words: Words
    outlet: str | None = None
    url: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    agency: str | None = None  # whose copy it is as a whole

    @property
    def state(self) -> datetime | None:
        """When it got the words that it has."""
        return self.modified or self.published


@dataclass(frozen=True, slots=True)
class Match:
    """Two texts that share words no two reporters would both have written."""

    kind: CopyKind
    copy_first: bool | None  # the first of the two carries the second; None: it cannot be told
    passages: Passages  # in the order of the two
    share: float  # of the shorter text's words, 0..1
    evidence: str  # a sentence


@dataclass(frozen=True, slots=True)
class Run:
    """`length` equal words, from word `left` of one text and word `right` of the other."""

    left: int
    right: int
    length: int


def read_words(text: str, blocks: Iterable[Offsets]) -> Words:
    """Return the words of the blocks of a text. A quotation mark left open ends with its block."""
    words = Words([], [], [], [], [], [], 0)
    own = 0
    for start, end in blocks:
        if len(words) >= MAX_WORDS:
            break
        folded = fold(text[start : min(end, start + _MOST_CHARACTERS)])
        own += _read_block(folded, start, words)
    return Words(words.keys, words.starts, words.ends, words.quoted, words.plain, words.weights, own)


def _read_block(folded: str, offset: int, into: Words) -> int:
    """Add a block's words; return how many stand outside quotation marks."""
    quotes = _quotes(folded)
    own = at = 0
    for match in _WORD.finditer(folded):
        word = match.group()
        start = match.start()
        while at < len(quotes) and quotes[at][1] <= start:
            at += 1
        quoted = at < len(quotes) and quotes[at][0] <= start
        unspaced = len(word) == 1 and _UNSPACED.match(word) is not None
        into.keys.append(word.casefold())
        into.starts.append(offset + start)
        into.ends.append(offset + match.end())
        into.quoted.append(quoted)
        into.plain.append(unspaced or not (word[0].isupper() or word[0].isdigit()))
        into.weights.append(0.5 if unspaced else 1.0)
        own += not quoted
        if len(into) >= MAX_WORDS:
            break
    return own


def _quotes(text: str) -> list[Offsets]:
    """Where quotations stand, their opening marks included."""
    found: list[Offsets] = []
    opened: int | None = None
    closing = ""
    for mark in _MARK.finditer(text):
        if opened is None and mark.group() in _OPEN_CLOSE:
            opened, closing = mark.start(), _OPEN_CLOSE[mark.group()]
        elif opened is not None and mark.group() == closing:
            found.append((opened, mark.start()))
            opened = None
    if opened is not None:
        found.append((opened, len(text)))
    return found


def match_texts(a: Source, b: Source) -> Match | None:
    """Return what two texts share, if it proves that one carries the other or both a third."""
    left, right = a.words, b.words
    runs = common_runs(left.keys, right.keys)
    if not runs or not _is_proof(runs, left, right):
        return None
    shared = sum(r.length for r in runs)
    lengths = (len(left), len(right))
    share = min(1.0, shared / min(lengths))
    unquoted = sum(
        not (left.quoted[r.left + n] or right.quoted[r.right + n]) for r in runs for n in range(r.length)
    )
    own_share = unquoted / max(1, min(left.own, right.own))
    evidence_of = f"they share {share:.0%} of the shorter text"
    kind = _kind(a, b, share=share, share_of_longer=shared / max(lengths), own_share=own_share)
    copy_first, evidence = direction(a, b, kind, evidence_of)
    kind = _of_the_copy(kind, runs, [shared / n for n in lengths], copy_first)
    passages = tuple(
        (
            (left.starts[group[0].left], left.ends[group[-1].left + group[-1].length - 1]),
            (right.starts[group[0].right], right.ends[group[-1].right + group[-1].length - 1]),
        )
        for group, size in merged(runs)
        if size >= MIN_RUN
    )
    return Match(kind, copy_first, passages, round(share, 3), evidence)


def common_runs(mine: Sequence[str], keys: Sequence[str]) -> list[Run]:
    """Return maximal equal runs, longest first at each word of the left text; no left word twice."""
    if mine == keys and len(keys) >= SEED_WORDS:
        return [Run(0, 0, len(keys))]
    places: dict[tuple[str, ...], list[int]] = {}
    for j, shingle in enumerate(_shingles(keys)):
        places.setdefault(shingle, []).append(j)
    mine_shingles = list(_shingles(mine))
    runs: list[Run] = []
    i = 0
    while i < len(mine_shingles):
        best = Run(i, 0, 0)
        for j in places.get(mine_shingles[i], ())[:MAX_PLACES]:
            length = SEED_WORDS
            while i + length < len(mine) and j + length < len(keys) and mine[i + length] == keys[j + length]:
                length += 1
            if length > best.length:
                best = Run(i, j, length)
        if best.length:
            runs.append(best)
        i += max(best.length, 1)
    return runs


def _shingles(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(keys[n:] for n in range(SEED_WORDS)), strict=False)


def merged(runs: Sequence[Run]) -> Iterator[tuple[list[Run], int]]:
    """Join runs a few edited words apart, in both texts, into passages; with their number of equal words."""
    group: list[Run] = []
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


def _is_proof(runs: Sequence[Run], left: Words, right: Words) -> bool:
    total = 0.0
    for run in runs:
        size = plain = 0.0
        for i, j in zip(
            range(run.left, run.left + run.length), range(run.right, run.right + run.length), strict=True
        ):
            if not (left.quoted[i] or right.quoted[j]):
                size += left.weights[i]
                plain += left.weights[i] * left.plain[i]
        if size >= MIN_RUN:
            total += size
        if size >= PROOF_RUN and plain >= PROOF_PLAIN_WORDS:
            return True
    return total >= PROOF_TOTAL


def _kind(a: Source, b: Source, *, share: float, share_of_longer: float, own_share: float) -> CopyKind:
    same_page = a.url is not None and a.url == b.url
    same_outlet = a.outlet is not None and a.outlet == b.outlet
    if share >= SHARE_VERSION and (same_page or (same_outlet and a.state != b.state)):
        return CopyKind.VERSION
    if share_of_longer >= SHARE_EXACT:
        return CopyKind.EXACT
    if share >= SHARE_TRIMMED:
        return CopyKind.TRIMMED
    return CopyKind.REWRITTEN if own_share >= SHARE_REWRITTEN else CopyKind.PASSAGE


def _of_the_copy(
    kind: CopyKind, runs: Sequence[Run], shares: Sequence[float], copy_first: bool | None
) -> CopyKind:
    """Name a copy by what of it is the other's, where it is known which one it is; and by how much was edited."""
    if kind not in {CopyKind.TRIMMED, CopyKind.REWRITTEN}:
        return kind
    share = min(shares) if copy_first is None else shares[0 if copy_first else 1]
    if share < (SHARE_REWRITTEN if copy_first is not None else SHARE_OF_EITHER) and (
        kind is CopyKind.REWRITTEN or copy_first is not None
    ):
        return CopyKind.PASSAGE
    few = edits(runs) <= EDITS_TRIMMED
    if copy_first is None and share < SHARE_REWRITTEN and few:
        return CopyKind.PASSAGE  # the longer has little of the other, and nobody reworded it
    if (
        copy_first is not None
        and shares[1 if copy_first else 0] >= SHARE_EXACT
        and share >= SHARE_TRIMMED
        and few
    ):
        return CopyKind.EXACT  # nothing was cut; a little was added
    cut = copy_first is None or share >= SHARE_TRIMMED
    if kind is CopyKind.TRIMMED and (not few or not cut):
        return CopyKind.REWRITTEN
    return kind


def edits(runs: Sequence[Run]) -> float:
    """Return how often in a hundred shared words some are exchanged, or what follows comes from before."""
    count = 0
    for last, run in pairwise(runs):
        gaps = (run.left - last.left - last.length, run.right - last.right - last.length)
        count += gaps[1] < 0 or all(0 <= gap <= MERGE_GAP for gap in gaps)
    return 100 * count / max(1, sum(r.length for r in runs))


def direction(a: Source, b: Source, kind: CopyKind, shared: str) -> tuple[bool | None, str]:
    """Return whether `a` is the copy, None where that cannot be told, and the reason in a sentence.

    `shared` is what the two have in common, in words: "they share 80% of the shorter text".
    """
    earlier = _earlier(a, b)
    lengths = (len(a.words), len(b.words))
    if earlier is not None and kind is CopyKind.VERSION:
        return earlier == 1, f"an edited state of the same page; {shared}"
    if _is_agency_of(a, b) and not _is_agency_of(b, a):
        return False, f"credits {a.outlet}, whose own report the other is; {shared}"
    if _is_agency_of(b, a) and not _is_agency_of(a, b):
        return True, f"credits {b.outlet}, whose own report the other is; {shared}"
    if a.agency and a.agency == b.agency:
        return None, f"both credit {a.agency}; {shared}"
    if earlier is not None:
        return earlier == 1, f"published later; {shared}"
    if kind is CopyKind.TRIMMED and max(lengths) > 1.2 * min(lengths):
        return lengths[0] < lengths[1], f"the longer text contains {shared.removeprefix('they share ')}"
    return None, f"{shared}; which came first cannot be told"


def _earlier(a: Source, b: Source) -> int | None:
    """0 when `a` was published or last modified first, 1 when `b` was, None when that is unknown."""
    x, y = a.state, b.state
    if a.published and b.published and a.published != b.published:
        x, y = a.published, b.published
    if x is None or y is None or (x.tzinfo is None) != (y.tzinfo is None) or x == y:
        return None
    return 0 if x < y else 1


def _is_agency_of(agency: Source, other: Source) -> bool:
    """Whether `other` is credited to the agency that published `agency` itself."""
    return other.agency is not None and other.agency == agency.outlet
