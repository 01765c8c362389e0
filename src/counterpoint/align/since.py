"""What is new in a story since somebody last looked at it.

Data way: Story (as it was), Story (as it is), Edits -> Since, which the desk and its pages show. Pure.

Ids of claims, disputes, origins and remarks are given anew at each telling, so they are matched by what they rest on:
the same passage of the same article, or the same words in a later version of it; claims and remarks of other reports
by their words. What cannot be matched is new. Where two tellings only group the same passages otherwise, nothing is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from counterpoint.align.same_words import Said
from counterpoint.text import loose
from counterpoint.types import (
    Article,
    Citation,
    ClaimGroup,
    CopyKind,
    Dispute,
    DisputeKind,
    Edit,
    Origin,
    Span,
    Status,
    Story,
    Utterance,
    Value,
)
from counterpoint.types.since import News, NewsKind, Since

_CITED = 6  # passages cited for one piece of news: the story cites them all
_ORDER = {kind: n for n, kind in enumerate(NewsKind)}

_Key = tuple[str, str]  # Article.id, as the story has it now, and a passage without its typography


def since(before: Story, now: Story, edits: Sequence[Edit] = ()) -> Since:
    """Return what is new in a story.

    Args:
        before: The story as it was when it was last looked at.
        now: The same story.
        edits: What edits of its articles changed meanwhile, as align.edits tells them.

    Returns:
        Since, with nothing in it where the story is as it was.

    """
    two = _Tellings(before, now)
    disputes = list(_disputes(two))
    fresh = list(_new_remarks(two))
    contested = {
        d.claim
        for d in now.disputes
        if any(n.id == d.id and n.kind is not NewsKind.SETTLED for n in disputes)
    }
    found = [
        *disputes,
        *_claims(two, {u.id for u in fresh}, contested),
        *(
            two.news(NewsKind.REMARK, u.id, _wording(u), [r.span for r in u.renderings], who=(u.source,))
            for u in fresh
        ),
        *_origins(two),
        *_reports(two),
        *(
            News(NewsKind.EDIT, e.article, e.text, two.cited([e.after] if e.after else []), edit=e)
            for e in edits
        ),
    ]
    found.sort(key=lambda n: _ORDER[n.kind])  # stable: within a kind as they were found
    return Since(now.id, tuple(found))


class _Tellings:
    """The two stories, and which passage of one is which of the other."""

    def __init__(self, before: Story, now: Story) -> None:
        self.before = before
        self.now = now
        self.then = {a.id: a for a in before.articles}
        self.today = {a.id: a for a in now.articles}
        self.twin = self._twins()

    def _twins(self) -> dict[str, str]:
        """Article.id then -> now: the same text, or another version of the same page."""
        found = {id_: id_ for id_ in self.then if id_ in self.today}
        places = {place: a.id for a in self.today.values() for place in _places(a) if a.id not in self.then}
        for article in self.then.values():
            if article.id not in found:
                later = next((places[p] for p in _places(article) if p in places), None)
                if later is not None:
                    found[article.id] = later
        return found

    def key(self, span: Span) -> _Key:
        """A passage, of either story, under which the two agree."""
        article = self.then.get(span.article) or self.today[span.article]
        return self.twin.get(span.article, span.article), loose(article.read(span))

    def keys(self, spans: Iterable[Span]) -> set[_Key]:
        """Several of them."""
        return {self.key(s) for s in spans}

    def stands(self, span: Span) -> bool:
        """Whether the words of an earlier passage still stand in its article."""
        article, words = self.key(span)
        return article in self.today and (article == span.article or words in loose(self.today[article].text))

    def cited(self, spans: Iterable[Span]) -> tuple[Citation, ...]:
        """Citations of passages: one of each article, then more."""
        given = list(dict.fromkeys(spans))
        first = {s.article: s for s in reversed(given)}
        chosen = [
            *(s for s in given if first[s.article] is s),
            *(s for s in given if first[s.article] is not s),
        ]
        known = ((self.today.get(s.article) or self.then.get(s.article), s) for s in chosen[:_CITED])
        return tuple(Citation.of(article, s) for article, s in known if article is not None)

    def news(
        self,
        kind: NewsKind,
        id_: str,
        text: str,
        spans: Sequence[Span],
        *,
        who: Sequence[str] | None = None,
        values: Sequence[str] = (),
    ) -> News:
        """A piece of news with its citations; `who` is the outlets of the passages unless it is given."""
        articles = (self.today.get(s.article) or self.then[s.article] for s in spans)
        names = who if who is not None else [_outlet(a) for a in articles]
        return News(
            kind, id_, text, self.cited(spans), tuple(values), tuple(dict.fromkeys(n for n in names if n))
        )


def _places(article: Article) -> Iterator[str]:
    """Where an article stands, by which its versions are known."""
    for kind, place in (("guid", article.guid), ("url", article.url), ("path", article.path)):
        if place:
            yield f"{kind} {article.outlet if kind == 'guid' else ''} {place}"


def _outlet(article: Article) -> str:
    return article.outlet or (PurePath(article.path).name if article.path else "")


def _reports(two: _Tellings) -> Iterator[News]:
    """Reports that came and went."""
    known = set(two.twin.values())
    for article in two.now.articles:
        if article.id not in known:
            of = [
                _outlet(two.now.article(c.articles[1]))
                for c in two.now.copies
                if c.directed and c.articles[0] == article.id and c.kind is not CopyKind.PASSAGE
            ]
            news = two.news(
                NewsKind.REPORT, article.id, article.title, _title(article), who=(_outlet(article),)
            )
            yield News(news.kind, news.id, news.text, news.citations, tuple(of[:1]), news.who)
    for article in two.before.articles:
        if article.id not in two.twin:
            yield two.news(NewsKind.GONE, article.id, article.title, _title(article), who=(_outlet(article),))


def _title(article: Article) -> list[Span]:
    return (
        [article.span(0, len(article.title))]
        if article.title and article.text.startswith(article.title)
        else []
    )


def _origins(two: _Tellings) -> Iterator[News]:
    """Origins by kind and name, or by the words that show them."""
    known = {(o.kind, loose(o.name)) for o in two.before.origins}
    shown = {key for o in two.before.origins for key in two.keys(o.evidence)}
    for origin in two.now.origins:
        if (origin.kind, loose(origin.name)) not in known and not _shown(two, origin, shown):
            outlets = [_outlet(two.today[a]) for a in origin.articles if a in two.today]
            yield two.news(NewsKind.ORIGIN, origin.id, origin.name, origin.evidence, who=outlets)


def _shown(two: _Tellings, origin: Origin, shown: set[_Key]) -> bool:
    return bool(two.keys(origin.evidence) & shown)


def _claims(two: _Tellings, remarks: set[str], contested: set[str]) -> Iterator[News]:
    """Statements that a second origin now makes, then those that are new; of new remarks and disputes they tell themselves."""
    firm = {True: set[_Key](), False: set[_Key]()}
    for group in two.before.claims:
        firm[group.status is Status.CORROBORATED] |= two.keys(s.span for s in group.supports)
    known = Said(g.text for g in two.before.claims)
    new: list[ClaimGroup] = []
    for group in sorted(two.now.claims, key=lambda g: -g.weight):
        keys = two.keys(s.span for s in group.supports)
        if keys & (firm[True] | firm[False]):
            if group.status is Status.CORROBORATED and not keys & firm[True]:
                yield _corroborated(two, group, firm[False])
        elif group.id not in contested and group.utterance not in remarks and not known.has(group.text):
            new.append(group)
    for group in new:
        yield two.news(NewsKind.CLAIM, group.id, group.text, [s.span for s in group.supports])


def _corroborated(two: _Tellings, group: ClaimGroup, known: set[_Key]) -> News:
    """The passages that are new first."""
    spans = sorted((s.span for s in group.supports), key=lambda s: two.key(s) in known)
    return two.news(NewsKind.CORROBORATED, group.id, group.text, spans)


def _new_remarks(two: _Tellings) -> Iterator[Utterance]:
    """Remarks none of whose renderings was there, nor the like from the same speaker."""
    known = {key for u in two.before.utterances for key in two.keys(r.span for r in u.renderings)}
    by_source: dict[str, list[str]] = {}
    for utterance in two.before.utterances:
        by_source.setdefault(loose(utterance.source), []).extend(r.text for r in utterance.renderings)
    said = {source: Said(texts) for source, texts in by_source.items()}
    for utterance in two.now.utterances:
        if two.keys(r.span for r in utterance.renderings) & known:
            continue
        before = said.get(loose(utterance.source))
        if before is None or not any(before.has(r.text) for r in utterance.renderings):
            yield utterance


def _wording(utterance: Utterance) -> str:
    """Its first direct rendering, else its first."""
    direct = [r.text for r in utterance.renderings if r.direct]
    return (direct or [r.text for r in utterance.renderings] or [""])[0]


def _disputes(two: _Tellings) -> Iterator[News]:
    """Contradictions that came, grew, moved on and went."""
    left = list(two.before.disputes)
    for dispute in two.now.disputes:
        earlier = max(left, key=lambda d: _shared(two, d, dispute), default=None)
        if earlier is None or _shared(two, earlier, dispute) < 2:
            yield _dispute(two, dispute, dispute.values)
            continue
        left.remove(earlier)
        fresh = [v for v in dispute.values if not any(_one_value(two, v, w) for w in earlier.values)]
        if fresh or dispute.kind is not earlier.kind:
            yield _dispute(two, dispute, fresh or dispute.values)
    yield from (_settled(two, d) for d in left)


def _shared(two: _Tellings, one: Dispute, other: Dispute) -> int:
    """How many values two disputes share, where they are about the same slot and rest on a passage in common."""
    if one.slot != other.slot:
        return 0
    spans = [two.keys(s for v in d.values for s in v.spans) for d in (one, other)]
    if not spans[0] & spans[1]:
        return 0
    return sum(any(_one_value(two, v, w) for w in other.values) for v in one.values)


def _one_value(two: _Tellings, one: Value, other: Value) -> bool:
    return one.value == other.value or bool(two.keys(one.spans) & two.keys(other.spans))


def _dispute(two: _Tellings, dispute: Dispute, fresh: Sequence[Value]) -> News:
    kind = NewsKind.MOVED if dispute.kind is DisputeKind.UPDATE else NewsKind.OPENED
    spans = [s for v in fresh for s in v.spans[:1]] + [s for v in dispute.values for s in v.spans]
    return two.news(
        kind,
        dispute.id,
        dispute.about,
        list(dict.fromkeys(spans)),
        values=[v.display for v in dispute.values],
    )


def _settled(two: _Tellings, dispute: Dispute) -> News:
    """With the values that still stand, where some do and some do not; else with all."""
    standing = [v for v in dispute.values if any(two.stands(s) for s in v.spans)]
    values = standing if 0 < len(standing) < len(dispute.values) else dispute.values
    spans = [s for v in dispute.values for s in v.spans]
    return two.news(NewsKind.SETTLED, dispute.id, dispute.about, spans, values=[v.display for v in values])
