"""An altered passage with the words in it that changed, and Edits made of them, for align.edits.

Data way: Change + Runs -> Edit. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from counterpoint.align.edited_words import Run
from counterpoint.types import Change, ChangeKind, Edit, Span


@dataclass(frozen=True, slots=True)
class Pair:
    """An altered passage and the words in it that changed."""

    change: Change
    runs: tuple[Run, ...]


def make_edit(slot: str, kind: ChangeKind, before: Span | None, after: Span | None, **words: object) -> Edit:
    """Return an Edit without a sentence; whose it is and when it was made come later."""
    return replace(Edit("", None, slot, kind, "", before, after, None, None), **words)  # type: ignore[arg-type]


def narrow(pair: Pair, run: Run, slot: str) -> Edit:
    """The changed words alone, in their passage."""
    change = pair.change
    assert change.before is not None
    assert change.after is not None
    spans = [_at(change.before, run.before), _at(change.after, run.after)]
    texts = (
        words_of(change.before, change.before_text, spans[0]),
        words_of(change.after, change.after_text, spans[1]),
    )
    kind = ChangeKind.ALTERED if all(texts) else ChangeKind.REMOVED if texts[0] else ChangeKind.ADDED
    return make_edit(
        slot,
        kind,
        spans[0] if texts[0] else None,
        spans[1] if texts[1] else None,
        before_text=texts[0] or None,
        after_text=texts[1] or None,
        within=(change.before_text, change.after_text),
    )


def _at(whole: Span, reach: tuple[int, int]) -> Span:
    return Span(whole.article, whole.start + reach[0], whole.start + reach[1])


def meets(pair: Pair, run: Run, before: Span | None, after: Span | None) -> bool:
    """Whether the words of a run lie in either of two passages."""
    for whole, reach, part in (
        (pair.change.before, run.before, before),
        (pair.change.after, run.after, after),
    ):
        if whole is None or part is None or whole.article != part.article:
            continue
        start, end = whole.start + reach[0], whole.start + reach[1]
        if max(start, part.start) < min(end, part.end):
            return True
    return False


def overlap(one: Span | None, other: Span | None) -> bool:
    """Whether two passages, where there are two, have words in common."""
    return one is not None and other is not None and one.overlaps(other)


def words_of(whole: Span | None, text: str | None, part: Span | None) -> str | None:
    """The words of a part of a passage."""
    if whole is None or text is None or part is None or not whole.contains(part):
        return None
    return text[part.start - whole.start : part.end - whole.start]
