"""What an edit changed, in plain sentences for a story: few, the weightiest first.

Data way: Changes of two versions of one Article -> Edits, which a story and its pages show. Pure.

Facts come first (figures, dates, names, what is denied, how sure it is, who says so), then what was taken out and
added, then wording. What a statement's change tells is not told again as wording, and what changed in several places
is told once, with their number. Each Edit holds the exact words before and after and where they stand. A value that
no annotator read is still seen: the changed words of every altered sentence are compared, and each changed figure is
a figure in any language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from counterpoint.align.edit_sentences import sentence_of
from counterpoint.align.edited_words import Run, capitalised, differing, figures, trimmed
from counterpoint.text import loose
from counterpoint.types import Article, Change, ChangeKind, Changes, Detail, Edit, Span

# In the order of what they weigh with a reader: what is stated, what is gone, what is new, how it is put.
_ORDER = (
    "number", "date", "name", "place", "polarity", "speaker", "modality", "statement", "title", "removed", "added",
    "wording",
)  # fmt: skip
_FACTS = frozenset({"number", "date", "name", "place", "polarity", "speaker", "modality"})
_GAP = 4  # code points between two sentences of one passage: a paragraph's break
_CAPITAL_NOUNS = frozenset({"de", "lb"})  # languages that write every noun with a capital


@dataclass(frozen=True, slots=True)
class _Pair:
    """An altered passage and the words in it that changed."""

    change: Change
    runs: tuple[Run, ...]


def tell_edits(changes: Changes, article: Article, at: datetime | None) -> tuple[Edit, ...]:
    """Return what an edit changed, for a reader.

    Args:
        changes: As align.versions.changes gives them.
        article: The later version: its outlet and title name it.
        at: When the page was seen changed, aware; None where that is not known.

    Returns:
        Edits, weightiest first, then in the order of the text. None where only typography differs.

    """
    pairs = [
        _Pair(c, differing(c.before_text or "", c.after_text or ""))
        for c in changes.sentences
        if c.kind is ChangeKind.ALTERED
    ]
    found = list(_facts(changes, pairs))
    facts = tuple(found)
    found += [edit for pair in pairs for edit in _rest(pair, facts, changes.claims, article.language)]
    found += _passages(changes.sentences)
    if changes.title is not None and differing(*changes.title):
        found.append(_title(changes.title, article))
    told = [replace(edit, article=article.id, at=at) for edit in _few(found)]
    ranked = sorted(told, key=lambda e: (_ORDER.index(e.slot), _start(e)))
    return tuple(replace(edit, text=sentence_of(edit, article)) for edit in ranked)


def _edit(slot: str, kind: ChangeKind, before: Span | None, after: Span | None, **words: object) -> Edit:
    return replace(Edit("", None, slot, kind, "", before, after, None, None), **words)  # type: ignore[arg-type]


def _facts(changes: Changes, pairs: Sequence[_Pair]) -> Iterator[Edit]:
    """What altered statements say otherwise, where words that changed stand behind it."""
    for change in changes.claims:
        if change.kind is not ChangeKind.ALTERED:
            continue
        around = [
            p
            for p in pairs
            if _overlap(p.change.before, change.before) and _overlap(p.change.after, change.after)
        ]
        for detail in (d for d in change.details if d.slot in _FACTS):
            touching = [(p, r) for p in around for r in p.runs if _meets(p, r, detail.before, detail.after)]
            if (
                touching or not around
            ):  # else: the words are as they were, and only read otherwise beside others
                yield _fact(change, detail, touching)


def _fact(change: Change, detail: Detail, touching: Sequence[tuple[_Pair, Run]]) -> Edit:
    if detail.slot == "number" and None in {detail.before, detail.after}:
        for pair, run in touching:  # the other figure stands there, and no annotator read it
            edit = _narrow(pair, run, "number")
            if figures(edit.before_text or "") and figures(edit.after_text or ""):
                return edit
    words = (
        _words(change.before, change.before_text, detail.before),
        _words(change.after, change.after_text, detail.after),
    )
    kind = ChangeKind.ALTERED
    if None in words and detail.slot != "speaker":
        kind = ChangeKind.ADDED if words[0] is None else ChangeKind.REMOVED
    return _edit(
        detail.slot,
        kind,
        detail.before,
        detail.after,
        before_text=words[0],
        after_text=words[1],
        within=(change.before_text, change.after_text),
        values=(detail.before_value, detail.after_value),
    )


def _words(whole: Span | None, text: str | None, part: Span | None) -> str | None:
    """The words of a part of a passage."""
    if whole is None or text is None or part is None or not whole.contains(part):
        return None
    return text[part.start - whole.start : part.end - whole.start]


def _rest(pair: _Pair, told: Sequence[Edit], claims: Sequence[Change], language: str) -> Iterator[Edit]:
    """What changed in an altered passage beside the facts: figures and names no annotator read, then one note for all."""
    other: list[Run] = []
    for run in pair.runs:
        attributed = any(e.slot == "speaker" and _meets(pair, run, e.before, e.after) for e in told)
        left = None if attributed else _left(pair, run, told)  # "police said" came or went as a whole
        if left is None:
            continue
        edit = _narrow(pair, left, _kind_of(pair, left, language))
        if edit.slot == "wording":
            other.append(left)
        else:
            yield edit
    if not other:
        return
    hull = Run((other[0].before[0], other[-1].before[1]), (other[0].after[0], other[-1].after[1]))
    edit = _narrow(pair, hull, "wording")
    stated = any(_overlap(c.before, edit.before) or _overlap(c.after, edit.after) for c in claims)
    yield replace(edit, slot="statement") if stated else edit


def _kind_of(pair: _Pair, run: Run, language: str) -> str:
    """Whether changed words are figures in digits, or names by their capitals; else they are wording."""
    old, new = pair.change.before_text or "", pair.change.after_text or ""
    words = old[slice(*run.before)], new[slice(*run.after)]
    counts = [figures(w) for w in words]
    if counts[0] != counts[1] and (all(counts) or not all(w.strip() for w in words)):
        return "number"  # "5" for "five" is wording
    named = language not in _CAPITAL_NOUNS and capitalised(old, run.before) and capitalised(new, run.after)
    return "name" if named else "wording"


def _left(pair: _Pair, run: Run, told: Sequence[Edit]) -> Run | None:
    """What of the changed words is not told yet."""
    sides = []
    for whole, text, reach, spans in (
        (pair.change.before, pair.change.before_text, run.before, [e.before for e in told]),
        (pair.change.after, pair.change.after_text, run.after, [e.after for e in told]),
    ):
        assert whole is not None
        start, end = whole.start + reach[0], whole.start + reach[1]
        for span in (s for s in spans if s is not None and s.article == whole.article):
            start = span.end if span.start <= start < span.end else start
            end = span.start if span.start < end <= span.end else end
        sides.append(trimmed(text or "", start - whole.start, max(start, end) - whole.start))
    (before, was), (after, now) = sides
    return Run(before, after) if was or now else None


def _narrow(pair: _Pair, run: Run, slot: str) -> Edit:
    """The changed words alone, in their passage."""
    change = pair.change
    assert change.before is not None
    assert change.after is not None
    spans = [_at(change.before, run.before), _at(change.after, run.after)]
    texts = (
        _words(change.before, change.before_text, spans[0]),
        _words(change.after, change.after_text, spans[1]),
    )
    kind = ChangeKind.ALTERED if all(texts) else ChangeKind.REMOVED if texts[0] else ChangeKind.ADDED
    return _edit(
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


def _meets(pair: _Pair, run: Run, before: Span | None, after: Span | None) -> bool:
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


def _overlap(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one.overlaps(other)


def _passages(sentences: Iterable[Change]) -> list[Edit]:
    """What was added and taken out, neighbouring sentences as one passage."""
    found: list[Edit] = []
    for change in sentences:
        if change.kind is ChangeKind.ALTERED:
            continue
        last = found[-1] if found else None
        edit = _edit(
            "added" if change.kind is ChangeKind.ADDED else "removed",
            change.kind,
            change.before,
            change.after,
            before_text=change.before_text,
            after_text=change.after_text,
        )
        joined = None if last is None else _joined(last, edit)
        found[-1:] = [joined] if joined else [*found[-1:], edit]
    return found


def _joined(one: Edit, other: Edit) -> Edit | None:
    """Two neighbouring passages as one; None where they are apart."""
    first, second = one.after or one.before, other.after or other.before
    if one.kind is not other.kind or first is None or second is None:
        return None
    if first.article != second.article or not 0 <= second.start - first.end <= _GAP:
        return None
    span = Span(first.article, first.start, second.end)
    text = f"{one.after_text or one.before_text} {other.after_text or other.before_text}"
    if one.kind is ChangeKind.ADDED:
        return replace(one, after=span, after_text=text, more=one.more + 1)
    return replace(one, before=span, before_text=text, more=one.more + 1)


def _title(titles: tuple[str, str], article: Article) -> Edit:
    stands = article.title == titles[1] and article.text.startswith(titles[1])
    span = article.span(0, len(titles[1])) if stands else None
    return _edit("title", ChangeKind.ALTERED, None, span, before_text=titles[0], after_text=titles[1])


def _few(edits: Sequence[Edit]) -> Iterator[Edit]:
    """The same change told once with the number of its places; rewordings together."""
    groups: dict[tuple[str, ...], list[Edit]] = {}
    for edit in edits:
        key: tuple[str, ...] = (edit.slot,)
        if edit.slot != "wording":
            key += (
                edit.kind.value,
                loose(edit.before_text or ""),
                loose(edit.after_text or ""),
                *edit.values,
            )
        if edit.slot == "statement":
            key += (str(id(edit)),)
        groups.setdefault(key, []).append(edit)
    for (slot, *_), same in groups.items():
        first = max(same, key=_breadth) if slot == "wording" else same[0]
        yield replace(first, more=first.more + len(same) - 1)


def _breadth(edit: Edit) -> int:
    """How much was reworded: the most is shown."""
    return len(edit.before_text or "") + len(edit.after_text or "")


def _start(edit: Edit) -> tuple[int, int]:
    spans = [s.start for s in (edit.after, edit.before) if s is not None]
    return (spans[0] if spans else 0, 0 if edit.after else 1)
