"""The grammar of one sentence, as quotes need it: children, subtrees, edges; and what is read from it.

Data way: Sentence.tokens -> Parse. Pure; linear in the sentence's length, and safe on broken trees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterpoint.types import Token

_AUXILIARY = frozenset({"aux", "auxpass", "neg", "prt"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source's words in one sentence. Offsets into `Article.text`; content pieces in order."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    lemma: str
    by_marks: bool = False  # found beside a quotation, not by the verb's own complement
    thought: bool = False
    head: tuple[int, int] | None = None  # of the source, where grammar tells


class Parse:
    """A dependency tree over one sentence's tokens. Indices are into `tokens`."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.children: list[list[int]] = [[] for _ in tokens]
        for i, token in enumerate(tokens):
            if token.head != i and 0 <= token.head < len(tokens):
                self.children[token.head].append(i)

    def kids(self, i: int, *deps: str) -> list[int]:
        """Return the children of a token that have one of these labels, in order."""
        return [k for k in self.children[i] if self.tokens[k].dep in deps]

    def kid(self, i: int, *deps: str) -> int | None:
        """Return the first of them, or None."""
        return next(iter(self.kids(i, *deps)), None)

    def subtree(self, i: int, *, without: Iterable[int] = ()) -> set[int]:
        """Return the token and all below it, less some branches."""
        barred = set(without)
        seen: set[int] = set()
        queue = [i]
        while queue:
            at = queue.pop()
            if at in seen or at in barred:
                continue
            seen.add(at)
            queue.extend(self.children[at])
        return seen

    def above(self, i: int) -> list[int]:
        """Return the heads of a token up to the root, nearest first."""
        path: list[int] = []
        while (
            self.tokens[i].head != i
            and 0 <= self.tokens[i].head < len(self.tokens)
            and len(path) < len(self.tokens)
        ):
            i = self.tokens[i].head
            path.append(i)
        return path

    def run(self, members: Iterable[int], through: int) -> set[int]:
        """Return the members that stand in one unbroken row with a token (punctuation does not break it)."""
        kept = {through}
        pool = set(members)
        for step in (-1, 1):
            at = through + step
            while 0 <= at < len(self.tokens) and (at in pool or self.tokens[at].pos == "PUNCT"):
                if at in pool:
                    kept.add(at)
                at += step
        return kept

    def verb_group(self, i: int) -> tuple[int, int]:
        """Return the first and last token of a verb with its auxiliaries and particle, as far as they touch it."""
        first = last = i
        while (
            first
            and self.tokens[first - 1].head == i
            and (self.tokens[first - 1].dep in _AUXILIARY or self.tokens[first - 1].dep == "advmod")
        ):
            first -= 1
        while (
            last + 1 < len(self.tokens)
            and self.tokens[last + 1].head == i
            and self.tokens[last + 1].dep == "prt"
        ):
            last += 1
        while first < i and self.tokens[first].dep == "advmod":
            first += 1
        return first, last
