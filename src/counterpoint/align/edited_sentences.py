"""Which sentence of an edited article was which before: the same, altered, new, or gone.

Data way: two Articles' sentences -> Aligned, which align.versions and align.edited_claims read. Pure.

Method: equal sentences first, wherever they stand (so a moved one is no change); then the others by the weighted
share of words in common (Dice's coefficient, words weighted by their rarity after Spärck Jones 1972), best pair
first. Candidates are the holders of a sentence's rarest words and the sentences at the same place between equal
neighbours, both bounded, so that cost grows with the number of sentences and not with its square. Last, a neighbour
that holds words a pair lost or gained joins it: a sentence that was split or merged is altered. Everything is
symmetric: with old and new swapped the same pairs come out.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counterpoint.text import fold, loose

# Weighted share of words at which two sentences are one, altered: set on ten pairs of edited agency copy of one
# event in English (read by eye) and on invented edits in English, French and Japanese. Between equal neighbours the
# place itself speaks for the pair.
_ALIKE = 0.5
_ALIKE_IN_PLACE = 0.35
# A sentence that lies wholly in another one scores this much, however much was added: set with the above.
_HELD = 0.85
_HELD_WORDS = 4  # fewer words than this lie in many sentences
_KEPT = 0.6  # share of a neighbour's words that a pair must have lost or gained to take it in (split, merged)
_ROUNDS = 3  # neighbours that may join a pair on one side: a sentence is split into two to four

_FIGURE = 0.3  # what a figure weighs beside a word as rare: figures are what editors change

_RAREST = 8  # words of a sentence by which others are looked for
_HOLDERS = 30  # a word that more of the other version's sentences hold finds nothing
_NEAREST = 4  # candidates kept of those found by their words
_BESIDE = 2  # sentences looked at on each side of the same place in a gap
_STEM = 6  # letters of a word that inflection mostly spares: "arrested", "arrest"; "задержан", "задержали"

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]+")
# Signs that carry meaning, which the loose key drops: money, shares, degrees, a question, a minus or decimal sign,
# and whether words stand in quotation marks (an apostrophe and a dash are typography).
_SIGNS = re.compile(r"[%‰$€£¥₹₽°?？؟\"「」『』]|(?<![\w-])[-+](?=\d)|(?<=\d)[.,](?=\d)")

Words = Counter[str]
Group = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """How the sentences of two versions belong together; numbers are indexes into what was given."""

    same: tuple[tuple[int, int], ...]  # equal but for typography, in the old order
    altered: tuple[tuple[Group, Group], ...]  # neighbours that were split or merged stand in one group
    removed: tuple[int, ...]
    added: tuple[int, ...]


def wording(text: str) -> str:
    """Return a key under which texts agree that differ in typography, case, spacing or accents alone."""
    folded = fold(text)
    return f"{loose(folded)}|{''.join(_SIGNS.findall(folded))}"


def align_sentences(old: Sequence[str], new: Sequence[str]) -> Aligned:
    """Pair the sentences of two versions.

    Args:
        old: The sentences' words, in reading order.
        new: Those of the later version.

    """
    same = _equal([wording(s) for s in old], [wording(s) for s in new])
    return _Pairing(old, new, same).aligned()


def _equal(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pair equal keys, the first with the first, wherever they stand."""
    places: dict[str, list[int]] = {}
    for j in range(len(new) - 1, -1, -1):
        places.setdefault(new[j], []).append(j)
    return [(i, places[key].pop()) for i, key in enumerate(old) if places.get(key)]


def stems(text: str) -> Words:
    """The stems of a sentence; pairs of neighbouring characters where words are not spaced."""
    found: Words = Counter()
    for word in loose(text).split():
        at = 0
        for run in _UNSPACED.finditer(word):
            if run.start() > at:
                found[word[at : run.start()][:_STEM]] += 1
            characters = run.group()
            found.update(a + b for a, b in zip(characters, characters[1:] or " ", strict=False))
            at = run.end()
        if at < len(word):
            found[word[at:][:_STEM] if not word[at:].isdigit() else word[at:]] += 1
    return found


class _Pairing:
    """The sentences without an equal, being paired."""

    def __init__(self, old: Sequence[str], new: Sequence[str], same: list[tuple[int, int]]) -> None:
        self.sizes = len(old), len(new)
        self.same = same
        taken = {i for i, _ in same}, {j for _, j in same}
        self.words = tuple(
            {n: stems(text) for n, text in enumerate(texts) if n not in taken[side]}
            for side, texts in enumerate((old, new))
        )
        counts = Counter(word for version in self.words for words in version.values() for word in words)
        total = sum(len(version) for version in self.words)
        self.weight = {
            word: (_FIGURE if word.isdigit() else 1.0) * math.log(1 + total / n) for word, n in counts.items()
        }

    def aligned(self) -> Aligned:
        pairs = self._pairs()
        groups: list[tuple[Group, Group]] = [((i,), (j,)) for i, j in pairs]
        free = set(self.words[0]) - {i for i, _ in pairs}, set(self.words[1]) - {j for _, j in pairs}
        for _ in range(_ROUNDS):
            if not any(free) or not self._join(groups, free):
                break
        groups.sort()
        return Aligned(tuple(self.same), tuple(groups), tuple(sorted(free[0])), tuple(sorted(free[1])))

    def mass(self, words: Words) -> float:
        """The weight of some words, each as often as it stands there."""
        return sum(self.weight[word] * n for word, n in words.items())

    def alike(self, i: int, j: int) -> float:
        """How alike an old and a new sentence are, 0..1."""
        one, other = self.words[0][i], self.words[1][j]
        shared = sum(self.weight[w] * min(n, other[w]) for w, n in one.items() if w in other)
        if not shared:
            return 0.0
        first, second = self.mass(one), self.mass(other)
        dice = 2 * shared / (first + second)
        held = _HELD * shared / min(first, second)
        return max(dice, held if min(one.total(), other.total()) >= _HELD_WORDS else 0.0)

    def _pairs(self) -> list[tuple[int, int]]:
        """One sentence with one, the most alike first, then those at the same place in the text."""
        n, m = (max(1, size) for size in self.sizes)
        near = set(self._in_place())
        ranked = []
        for i, j in near | set(self._sharing()):
            score = self.alike(i, j)
            if score >= (_ALIKE_IN_PLACE if (i, j) in near else _ALIKE):
                ranked.append((-round(score, 6), abs(i * m - j * n), i * m + j * n, i, j))
        taken: tuple[set[int], set[int]] = set(), set()
        chosen = []
        for *_, i, j in sorted(ranked):
            if i not in taken[0] and j not in taken[1]:
                chosen.append((i, j))
                taken[0].add(i)
                taken[1].add(j)
        return chosen

    def _in_place(self) -> Iterator[tuple[int, int]]:
        """Sentences that stand at the same place between two equal ones of one order."""
        yield from self._gaps(_rising(self.same))
        mirrored = _rising(
            sorted((j, i) for i, j in self.same)
        )  # of several longest runs another may come out
        yield from self._gaps([(i, j) for j, i in mirrored])

    def _gaps(self, run: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        anchors = [(-1, -1), *run, self.sizes]
        for (i, j), (k, m) in pairwise(anchors):
            ours = [n for n in range(i + 1, k) if n in self.words[0]]
            theirs = [n for n in range(j + 1, m) if n in self.words[1]]
            yield from ((ours[a], theirs[b]) for a, b in _beside(len(ours), len(theirs)))
            yield from ((ours[a], theirs[b]) for b, a in _beside(len(theirs), len(ours)))

    def _sharing(self) -> Iterator[tuple[int, int]]:
        """Sentences that share rare words, from both sides."""
        old, new = self.words
        yield from self._found(old, new)
        yield from ((i, j) for j, i in self._found(new, old))

    def _found(self, ours: Mapping[int, Words], theirs: Mapping[int, Words]) -> Iterator[tuple[int, int]]:
        holders: dict[str, list[int]] = {}
        for n, words in theirs.items():
            for word in words:
                holders.setdefault(word, []).append(n)
        for n, words in ours.items():
            rare = [w for w in words if 0 < len(holders.get(w, ())) <= _HOLDERS]
            rare = sorted(rare, key=lambda w: (-self.weight[w], w))[:_RAREST]
            votes: dict[int, float] = {}
            for word in rare:
                for other in holders[word]:
                    votes[other] = votes.get(other, 0.0) + self.weight[word]
            best = sorted(votes, key=lambda o: (-round(votes[o], 6), o))[:_NEAREST]
            yield from ((n, other) for other in best)

    def _join(self, groups: list[tuple[Group, Group]], free: tuple[set[int], set[int]]) -> bool:
        """Let free neighbours join the groups that lost or gained their words; whether any did."""
        offers = []
        for at, group in enumerate(groups):
            held = tuple(sum((self.words[s][n] for n in group[s]), Words()) for s in (0, 1))
            for side in (0, 1):
                missing = held[1 - side] - held[side]
                for n in (group[side][0] - 1, group[side][-1] + 1):
                    if n in free[side]:
                        words = self.words[side][n]
                        kept = self.mass(words & missing) / max(self.mass(words), 1e-9)
                        if kept >= _KEPT:
                            offers.append((-round(kept, 6), side, n, group[side], at))
        joined = False
        for _, side, n, before, at in sorted(offers):
            if n in free[side] and groups[at][side] == before:
                grown = tuple(sorted((*before, n)))
                groups[at] = (grown, groups[at][1]) if side == 0 else (groups[at][0], grown)
                free[side].discard(n)
                joined = True
        return joined


def _beside(ours: int, theirs: int) -> Iterator[tuple[int, int]]:
    """For each of our places in a gap, the places of theirs at the same share of the way."""
    for a in range(ours):
        middle = a * theirs // ours
        yield from ((a, b) for b in range(max(0, middle - _BESIDE), min(theirs, middle + _BESIDE + 1)))


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs in which both sides rise (patience sorting); pairs come in the old order."""
    tails: list[int] = []
    tops: list[int] = []
    back: list[int | None] = []
    for at, (_, j) in enumerate(pairs):
        pile = bisect_left(tails, j)
        back.append(tops[pile - 1] if pile else None)
        if pile == len(tails):
            tails.append(j)
            tops.append(at)
        else:
            tails[pile], tops[pile] = j, at
    run: list[tuple[int, int]] = []
    at_ = tops[-1] if tops else None
    while at_ is not None:
        run.append(pairs[at_])
        at_ = back[at_]
    return run[::-1]
