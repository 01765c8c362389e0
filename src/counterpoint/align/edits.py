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
from dataclasses import replace
from datetime import datetime

from counterpoint.align.edit_sentences import sentence_of
from counterpoint.align.edited_pairs import Pair, make_edit, meets, narrow, overlap, words_of
from counterpoint.align.edited_values import VALUES, beside_told, bounded, misread, part_of_more
from counterpoint.align.edited_words import (
    Run,
    capitalised,
    count_words,
    differing,
    figures,
    in_quotation,
    kind_of,
    trimmed,
)
from counterpoint.text import loose
from counterpoint.types import Article, Change, ChangeKind, Changes, Detail, Edit, Span

# In the order of what they weigh with a reader: what is stated, what is gone, what is new, how it is put.
_ORDER = (
    "number", "date", "name", "place", "polarity", "speaker", "modality", "quote", "statement", "title", "removed",
    "added", "wording",
)  # fmt: skip
_FACTS = frozenset({"number", "date", "name", "place", "polarity", "speaker", "modality"})
_NEWS = 3  # words that came or went and are more than a rewording
_SOURCE = 8  # words of a source and its verb: "a spokeswoman for the city of Bergen said"
_GAP = 4  # code points between two sentences of one passage: a paragraph's break
_CAPITAL_NOUNS = frozenset({"de", "lb"})  # languages that write every noun with a capital


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
        Pair(c, differing(c.before_text or "", c.after_text or ""))
        for c in changes.sentences
        if c.kind is ChangeKind.ALTERED
    ]
    facts = _told_once(list(_facts(changes, pairs)))
    found = list(facts)
    found += [edit for pair in pairs for edit in _rest(pair, facts, changes.claims, article.language)]
    found += _passages(changes.sentences)
    if changes.title is not None and differing(*changes.title):
        found.append(_title(changes.title, article))
    told = [replace(edit, article=article.id, at=at) for edit in _few(found)]
    ranked = sorted(told, key=lambda e: (_ORDER.index(e.slot), _start(e)))
    return tuple(replace(edit, text=sentence_of(edit, article)) for edit in ranked)


def _facts(changes: Changes, pairs: Sequence[Pair]) -> Iterator[Edit]:
    """What altered statements say otherwise, where words that changed stand behind it."""
    for change in changes.claims:
        if change.kind is not ChangeKind.ALTERED:
            continue
        around = [
            p
            for p in pairs
            if overlap(p.change.before, change.before) and overlap(p.change.after, change.after)
        ]
        for detail in (d for d in change.details if d.slot in _FACTS):
            touching = [(p, r) for p in around for r in p.runs if meets(p, r, detail.before, detail.after)]
            # Where no word changed, they are as they were, and only read otherwise beside others.
            if (touching or not around) and not (part_of_more(detail, touching) or misread(change, detail)):
                yield _fact(change, detail, touching)


def _told_once(facts: Sequence[Edit]) -> tuple[Edit, ...]:
    """A value that only came or went is none where it stands in one that was altered, be it read as another kind."""
    whole = [e for e in facts if e.kind is ChangeKind.ALTERED and e.slot in VALUES]
    return tuple(
        e
        for e in facts
        if e.kind is ChangeKind.ALTERED
        or not any(
            e.slot in VALUES and (overlap(w.before, e.before) or overlap(w.after, e.after)) for w in whole
        )
    )


def _fact(change: Change, detail: Detail, touching: Sequence[tuple[Pair, Run]]) -> Edit:
    if detail.slot == "number" and None in {detail.before, detail.after}:
        for pair, run in touching:  # the other figure stands there, and no annotator read it
            edit = narrow(pair, run, "number")
            if figures(edit.before_text or "") and figures(edit.after_text or ""):
                return edit
    if detail.slot == "number" and detail.before and detail.after:
        detail = bounded(change, detail, touching)
    words = (
        words_of(change.before, change.before_text, detail.before),
        words_of(change.after, change.after_text, detail.after),
    )
    kind = ChangeKind.ALTERED
    if None in words and detail.slot != "speaker":
        kind = ChangeKind.ADDED if words[0] is None else ChangeKind.REMOVED
    return make_edit(
        detail.slot,
        kind,
        detail.before,
        detail.after,
        before_text=words[0],
        after_text=words[1],
        within=(change.before_text, change.after_text),
        values=(detail.before_value, detail.after_value),
    )


def _rest(pair: Pair, told: Sequence[Edit], claims: Sequence[Change], language: str) -> Iterator[Edit]:
    """What changed in an altered passage beside the facts: values no annotator read, then one note for all else."""
    other: list[Run] = []
    for run in pair.runs:
        left = (
            None if _attribution(pair, run, told) or beside_told(pair, run, told) else _left(pair, run, told)
        )
        if left is None:
            continue
        edit = narrow(pair, left, "wording")
        slot = kind_of(edit.before_text, edit.after_text, language)
        if slot == "wording" and _named(pair, left, language):
            slot = "name"
        if slot == "wording":
            other.append(left)
        else:
            yield replace(edit, slot=slot)
    if not other or _stray_quotes(pair, other):
        return
    hull = Run((other[0].before[0], other[-1].before[1]), (other[0].after[0], other[-1].after[1]))
    # What is told already is not told again as a part of more.
    apart = len(other) > 1 and any(meets(pair, hull, e.before, e.after) for e in told if e.slot in VALUES)
    for run in other if apart else [hull]:
        edit = narrow(pair, run, "wording")
        if edit.before_text or edit.after_text:
            yield replace(edit, slot=_slot(pair, run, edit, claims))


def _slot(pair: Pair, run: Run, edit: Edit, claims: Sequence[Change]) -> str:
    """What words are a part of that are no value: of a quotation, of a statement, or of neither."""
    old, new = pair.change.before_text or "", pair.change.after_text or ""
    many = edit.kind is not ChangeKind.ALTERED and count_words(edit.before_text or edit.after_text) >= _NEWS
    if not many and in_quotation(old, run.before) and in_quotation(new, run.after):
        return "quote"
    if many or any(overlap(c.before, edit.before) or overlap(c.after, edit.after) for c in claims):
        slots = {ChangeKind.ADDED: "added", ChangeKind.REMOVED: "removed", ChangeKind.ALTERED: "statement"}
        return slots[edit.kind]
    return "wording"


def _named(pair: Pair, run: Run, language: str) -> bool:
    """Whether changed words are names, by their capitals."""
    old, new = pair.change.before_text or "", pair.change.after_text or ""
    return language not in _CAPITAL_NOUNS and capitalised(old, run.before) and capitalised(new, run.after)


def _attribution(pair: Pair, run: Run, told: Sequence[Edit]) -> bool:
    """Whether changed words are a source that is told already, with its verb: "police said"."""
    texts = pair.change.before_text or "", pair.change.after_text or ""
    words = max(
        len(t[slice(*reach)].split()) for t, reach in zip(texts, (run.before, run.after), strict=True)
    )
    told_of = [e for e in told if e.slot == "speaker"]
    return words <= _SOURCE and any(meets(pair, run, e.before, e.after) for e in told_of)


def _stray_quotes(pair: Pair, runs: Sequence[Run]) -> bool:
    """Whether nothing changed but quotation marks at one place: the sentences were cut apart elsewhere."""
    texts = pair.change.before_text or "", pair.change.after_text or ""
    changed = [t[slice(*reach)] for r in runs for t, reach in zip(texts, (r.before, r.after), strict=True)]
    return len(runs) < 2 and not any(c.isalnum() for words in changed for c in words)


def _left(pair: Pair, run: Run, told: Sequence[Edit]) -> Run | None:
    """What of the changed words is not told yet."""
    sides = []
    for whole, text, reach, spans in (
        (pair.change.before, pair.change.before_text or "", run.before, [e.before for e in told]),
        (pair.change.after, pair.change.after_text or "", run.after, [e.after for e in told]),
    ):
        assert whole is not None
        start, end = whole.start + reach[0], whole.start + reach[1]
        for span in (s for s in spans if s is not None and s.article == whole.article):
            start = span.end if span.start <= start < span.end else start
            end = span.start if span.start < end <= span.end else end
        rest, some = trimmed(text, start - whole.start, max(start, end) - whole.start)
        sides.append((rest, loose(text[slice(*rest)]) if some else None))
    (before, was), (after, now) = sides
    return None if was == now else Run(before, after)


def _passages(sentences: Iterable[Change]) -> list[Edit]:
    """What was added and taken out, neighbouring sentences as one passage."""
    found: list[Edit] = []
    for change in sentences:
        words = change.before_text or change.after_text or ""
        if change.kind is ChangeKind.ALTERED or not any(c.isalnum() for c in words):
            continue
        last = found[-1] if found else None
        edit = make_edit(
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
    return make_edit("title", ChangeKind.ALTERED, None, span, before_text=titles[0], after_text=titles[1])


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
