"""What an edit changed: two versions of one article, sentence by sentence and statement by statement.

Data way: Report (old), Report (new) -> Changes, which the desk keeps with each version and pages show. Pure.

Typography, spacing, paragraphs and the order of sentences are no change. Sentences are paired first
(edited_sentences.py), then the statements of those that are not as they were (edited_claims.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counterpoint.align.edited_claims import claim_changes
from counterpoint.align.edited_facts import Version
from counterpoint.align.edited_sentences import Aligned, Group, align_sentences, wording
from counterpoint.text import fold
from counterpoint.types import BlockKind, Change, ChangeKind, Changes, Report, Span

_TITLE = -1  # the group of the two titles, which belong together whatever they say
_NOTHING = wording("")


@dataclass(frozen=True, slots=True)
class _Body:
    """The sentences of one version's text, its title apart."""

    report: Report
    spans: tuple[Span, ...]
    numbers: tuple[int | None, ...]  # the sentence in Annotations.sentences; None where nothing was annotated
    titles: tuple[int, ...]  # sentences of the title

    def words(self) -> list[str]:
        return [self.report.article.read(s) for s in self.spans]

    def hull(self, group: Group) -> Span:
        """The passage of neighbouring sentences."""
        return self.report.article.span(self.spans[group[0]].start, self.spans[group[-1]].end)


def changes(old: Report, new: Report) -> Changes:
    """Return all that differs between two versions of one article.

    Args:
        old: The earlier version, annotated.
        new: The later one.

    Returns:
        Changes in the order of the later version; what was removed stands where it was. With old and new swapped,
        what was added is removed, and an altered passage's two sides change places.

    """
    before, after = _body(old), _body(new)
    aligned = align_sentences(before.words(), after.words())
    titles = old.article.title, new.article.title
    retitled = wording(titles[0]) != wording(titles[1])
    return Changes(
        before=old.article.id,
        after=new.article.id,
        title=titles if retitled else None,
        sentences=_sentence_changes(before, after, aligned),
        claims=claim_changes(
            _version(before, aligned, 0, retitled=retitled), _version(after, aligned, 1, retitled=retitled)
        ),
    )


def _body(report: Report) -> _Body:
    """Read the sentences; whole blocks where there are none."""
    article = report.article
    first = article.blocks[0] if article.blocks else None
    headed = first is not None and first.kind is BlockKind.HEADING
    headed = headed and article.text[: first.end].strip() == article.title.strip() if first else False
    start = first.end if first and headed else 0
    sentences = report.marks.sentences
    found: list[tuple[Span, int | None]] = [
        (s.span, n) for n, s in enumerate(sentences) if s.span.start >= start
    ]
    if not sentences:
        found = [(article.span(b.start, b.end), None) for b in article.blocks if b.start >= start]
    kept = [(span, n) for span, n in found if wording(article.read(span)) != _NOTHING]
    titles = tuple(n for n, s in enumerate(sentences) if s.span.start < start)
    return _Body(report, tuple(s for s, _ in kept), tuple(n for _, n in kept), titles)


def _sentence_changes(old: _Body, new: _Body, aligned: Aligned) -> tuple[Change, ...]:
    partner = dict(aligned.same) | {i: group[0] for ours, group in aligned.altered for i in ours}
    found: list[tuple[tuple[int, int, int], Change]] = []
    for ours, theirs in aligned.altered:
        before, after = old.hull(ours), new.hull(theirs)
        words = old.report.article.read(before), new.report.article.read(after)
        if "".join(fold(words[0]).split()) != "".join(
            fold(words[1]).split()
        ):  # else: broken into lines elsewhere
            found.append(((theirs[0], 0, 0), Change(ChangeKind.ALTERED, before, after, *words)))
    for j in aligned.added:
        span = new.spans[j]
        found.append(((j, 0, 0), Change(ChangeKind.ADDED, None, span, None, new.report.article.read(span))))
    gone = set(aligned.removed)
    place = -1
    for i, span in enumerate(old.spans):
        if i in gone:
            text = old.report.article.read(span)
            found.append(((place, 1, i), Change(ChangeKind.REMOVED, span, None, text, None)))
        else:
            place = partner.get(i, place)
    return tuple(change for _, change in sorted(found, key=lambda f: f[0]))


def _version(body: _Body, aligned: Aligned, side: int, *, retitled: bool) -> Version:
    groups: dict[int, int] = {}
    for number, pair in enumerate(aligned.altered):
        groups |= _numbered(body.numbers, pair[side], number)
    quiet = {n for n in (body.numbers[pair[side]] for pair in aligned.same) if n is not None}
    if retitled:
        groups |= dict.fromkeys(body.titles, _TITLE)
    else:
        quiet.update(body.titles)
    return Version(body.report, groups, frozenset(quiet), frozenset(body.titles))


def _numbered(numbers: Sequence[int | None], group: Group, number: int) -> Mapping[int, int]:
    found = (numbers[i] for i in group)
    return {n: number for n in found if n is not None}
