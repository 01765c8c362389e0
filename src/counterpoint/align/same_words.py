"""Whether a statement was made before, in other words.

Data way: texts of claims and remarks -> yes or no, for align.since. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from counterpoint.align.edited_sentences import stems
from counterpoint.align.edited_words import figures

# Share of stems (Dice's coefficient) at which two statements are one, their figures being the same. Chosen on invented
# stories: a statement told as new twice is a smaller harm than a new one that is kept back.
_SAME = 0.75
_HOLDERS = 100  # texts that hold a stem; a stem in more of them finds nothing of its own


class Said:
    """Texts, to be asked whether they say something."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [(frozenset(stems(t)), sorted(figures(t))) for t in texts]
        self._holders: dict[str, list[int]] = {}
        for n, (words, _) in enumerate(self._texts):
            for word in words:
                self._holders.setdefault(word, []).append(n)

    def has(self, text: str) -> bool:
        """Whether one of them says as much as this text, in nearly its words and with its figures."""
        words, numbers = frozenset(stems(text)), sorted(figures(text))
        sharing = {n for w in words for n in self._holders.get(w, ())[:_HOLDERS]}
        return any(
            numbers == others and 2 * len(words & other) >= _SAME * (len(words) + len(other))
            for other, others in (self._texts[n] for n in sharing)
        )
