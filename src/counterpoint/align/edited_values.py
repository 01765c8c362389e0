"""Which words a value that changed is told with, and which values are no edit, for align.edits.

Data way: Detail + the words that changed around it -> yes or no, or a wider Detail. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from counterpoint.align.edited_pairs import Pair, meets, narrow, words_of
from counterpoint.align.edited_words import Run, count_words, figures
from counterpoint.types import Change, ChangeKind, Detail, Edit, Span

VALUES = frozenset({"number", "date", "name", "place"})
_BESIDE = 1  # words that come and go with a value: "on Monday"
_BOUND = 3  # words before a figure that changed with it: "at least 12", "a little over 12"
_PAUSES = ",;:()–—、，；：،؛"  # what stands before one is no part of a figure
_OPENING = '“„«"「『'


def part_of_more(detail: Detail, touching: Sequence[tuple[Pair, Run]]) -> bool:
    """Whether a value came or went with more words than its own, or in the place of others: these are told whole."""
    if detail.slot not in VALUES or None not in {detail.before, detail.after}:
        return False
    value = detail.before or detail.after
    for pair, run in touching:
        edit = narrow(pair, run, detail.slot)
        if detail.slot == "number" and figures(edit.before_text or "") and figures(edit.after_text or ""):
            return False
        words = edit.before_text if detail.after is None else edit.after_text
        held = value is not None and words is not None
        if edit.kind is ChangeKind.ALTERED or (held and count_words(words) > _width(pair, value) + _BESIDE):
            return True
    return False


def misread(change: Change, detail: Detail) -> bool:
    """Whether a detail is likelier a slip of an annotator than an edit: then the words are told and not what they mean."""
    if detail.slot == "speaker":  # who spoke was resolved in neither version
        return not (detail.before_value or detail.after_value)
    if detail.slot not in {"name", "place"}:
        return False
    sides = (
        (change.before, change.before_text, detail.before),
        (change.after, change.after_text, detail.after),
    )
    return all(
        whole is not None
        and value is not None
        and value.end - value.start == len((words_of(whole, text, value) or " x").split()[0])
        and value.start > whole.start
        and (text or "")[value.start - whole.start - 1] in _OPENING
        for whole, text, value in sides
    )  # one word with which a quotation begins has its capital for that


def _width(pair: Pair, value: Span | None) -> int:
    """How many words a value has."""
    change = pair.change
    for whole, text in ((change.before, change.before_text), (change.after, change.after_text)):
        words = words_of(whole, text, value)
        if words is not None and whole is not None and value is not None and whole.article == value.article:
            return count_words(words)
    return 0


def bounded(change: Change, detail: Detail, touching: Sequence[tuple[Pair, Run]]) -> Detail:
    """A figure with the few words before it that changed with it: "at least 12", now "15"."""
    spans = []
    for side, (whole, text, value) in enumerate(
        ((change.before, change.before_text, detail.before), (change.after, change.after_text, detail.after))
    ):
        wider = value
        for pair, run in touching:
            place = (pair.change.before, pair.change.after)[side]
            start = place.start + (run.before, run.after)[side][0] if place is not None else 0
            if value is None or whole is None or not whole.start <= start < value.start:
                continue
            before = (text or "")[start - whole.start : value.start - whole.start]
            if count_words(before) <= _BOUND and not any(c in _PAUSES for c in before):
                wider = Span(value.article, start, value.end)
        spans.append(wider)
    return replace(detail, before=spans[0], after=spans[1])


def beside_told(pair: Pair, run: Run, told: Sequence[Edit]) -> bool:
    """Whether words that came or went are a value that is told already, with a word that belongs to it."""
    edit = narrow(pair, run, "wording")
    words = count_words(edit.before_text or edit.after_text)
    return edit.kind is not ChangeKind.ALTERED and any(
        e.slot in VALUES
        and e.kind is edit.kind
        and meets(pair, run, e.before, e.after)
        and words <= count_words(e.before_text or e.after_text) + _BESIDE
        for e in told
    )
