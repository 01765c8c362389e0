"""Find where the reports' information entered the press: the unit of independence.

Data way: Reports + Copies + Entities + Utterances -> OriginMap. Pure.

Fifty outlets that run one agency's copy are one voice, and two reports that share no five words are one voice
for a remark that both took from the same post. So origins attach to an article's own account, to passages it
shares with another, and to each utterance: never to the outlet as such.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from counterpoint.text import loose
from counterpoint.types import (
    Article,
    ChannelKind,
    Copy,
    CopyKind,
    Entity,
    Origin,
    OriginKind,
    OriginMap,
    Report,
    Span,
    Utterance,
)

# Above this share of common words the shorter report's account as a whole is the other's; below it only the
# shared passages are. Rewritten agency copy in gold_stories shares .47 to .65 of the shorter text.
SAME_VOICE = 0.45

_OF_CHANNEL = {
    ChannelKind.POST: OriginKind.POST,
    ChannelKind.VIDEO: OriginKind.VIDEO,
    ChannelKind.STATEMENT: OriginKind.STATEMENT,
    ChannelKind.CONFERENCE: OriginKind.STATEMENT,
    ChannelKind.SPEECH: OriginKind.STATEMENT,
    ChannelKind.DOCUMENT: OriginKind.DOCUMENT,
    ChannelKind.BROADCAST: OriginKind.BROADCAST,
}
_OF_GENRE = {"post": OriginKind.POST, "statement": OriginKind.STATEMENT}


@dataclass(frozen=True, slots=True)
class _Key:
    """What makes two origins the same one."""

    kind: OriginKind
    who: str  # loose name
    via: str = ""  # loose name of the network or programme


@dataclass(slots=True)
class _Draft:
    name: str
    articles: set[str]
    evidence: list[Span]
    independent: bool = True


def find_origins(
    reports: Sequence[Report],
    copies: Sequence[Copy],
    entities: Sequence[Entity],
    utterances: Sequence[Utterance],
) -> OriginMap:
    """Return the origins of a story, and which stands behind what.

    Ids are "o1", "o2", ... in order of the articles, then of the utterances.
    """
    articles = [r.article for r in reports]
    drafts: dict[_Key, _Draft] = {}
    names = {e.id: e for e in entities}
    of_article = _article_origins(articles, copies, entities, drafts)
    of_utterance: dict[str, _Key] = {}
    for utterance in _same_channels(utterances):
        key = _utterance_key(utterance, names, of_article, drafts)
        of_utterance[utterance.id] = key
        draft = drafts[key]
        draft.articles.update(r.span.article for r in utterance.renderings)
        if utterance.channel is not None and utterance.channel.span not in draft.evidence:
            draft.evidence.append(utterance.channel.span)
    ids = {key: f"o{n}" for n, key in enumerate(drafts, start=1)}
    order = {a.id: n for n, a in enumerate(articles)}
    return OriginMap(
        origins=tuple(
            Origin(
                id=ids[key],
                kind=key.kind,
                name=draft.name,
                articles=tuple(sorted(draft.articles, key=lambda a: order[a])),
                evidence=tuple(draft.evidence),
                independent=draft.independent,
            )
            for key, draft in drafts.items()
        ),
        of_article=tuple((a, ids[key]) for a, key in of_article.items()),
        of_utterance=tuple((u, ids[key]) for u, key in of_utterance.items()),
        of_passage=tuple((span, ids[key]) for span, key in _passages(copies, of_article)),
    )


def with_origins(utterances: Sequence[Utterance], origins: OriginMap) -> tuple[Utterance, ...]:
    """Return the utterances with their `origin` filled in."""
    found = dict(origins.of_utterance)
    return tuple(replace(u, origin=found.get(u.id)) for u in utterances)


def _article_origins(
    articles: Sequence[Article],
    copies: Sequence[Copy],
    entities: Sequence[Entity],
    drafts: dict[_Key, _Draft],
) -> dict[str, _Key]:
    """Return the origin behind each article's own account; fills `drafts`."""
    by_id = {a.id: a for a in articles}
    of_article: dict[str, _Key] = {}
    for voices in _voices(articles, copies):
        members = [by_id[v] for v in voices]
        lead = _lead(members, copies)
        key, name = _voice(members, lead, entities)
        draft = drafts.setdefault(key, _Draft(name, set(), [], independent=not _machine_written(lead)))
        for article in members:
            of_article[article.id] = key
            draft.articles.add(article.id)
            span = _credit_span(article)
            if span is not None:
                draft.evidence.append(span)
    return {a.id: of_article[a.id] for a in articles}


def _voices(articles: Sequence[Article], copies: Iterable[Copy]) -> list[list[str]]:
    """Group articles that are one voice: by common text, or by one agency's credit."""
    parent = {a.id: a.id for a in articles}

    def find(x: str) -> str:
        while parent[x] != x:
            x = parent[x]
        return x

    def join(x: str, y: str) -> None:
        parent[find(y)] = find(x)

    for copy in copies:
        if copy.kind is not CopyKind.PASSAGE and (
            copy.kind in {CopyKind.VERSION, CopyKind.TRANSLATED} or copy.share >= SAME_VOICE
        ):
            join(*copy.articles)
    first: dict[str, str] = {}
    for article in articles:
        agency = _agency(article)
        if agency is not None:
            join(first.setdefault(agency, article.id), article.id)
    groups: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        groups[find(article.id)].append(article.id)
    return list(groups.values())


def _agency(article: Article) -> str | None:
    return loose(article.agency.name) if article.agency and article.agency.copy else None


def _lead(members: Sequence[Article], copies: Iterable[Copy]) -> Article:
    """The member that the others copy, as far as directions are known; else the first given."""
    ids = {m.id for m in members}
    copied = {c.articles[0] for c in copies if c.directed and ids.issuperset(c.articles)}
    return next((m for m in members if m.id not in copied), members[0])


def _voice(members: Sequence[Article], lead: Article, entities: Sequence[Entity]) -> tuple[_Key, str]:
    credited = Counter(m.agency.name for m in members if m.agency is not None and m.agency.copy)
    if credited:
        name = credited.most_common(1)[0][0]
        return _Key(OriginKind.AGENCY, loose(name)), name
    kind = _OF_GENRE.get(lead.genre)
    if kind is not None:
        author = (lead.bylines or (lead.outlet or "",))[0]
        name = _entity_name(author, entities) or author or lead.title
        via = lead.outlet or ""
        return _Key(kind, loose(name), loose(via) if kind is OriginKind.POST else ""), name
    name = lead.outlet or _file_name(lead)
    return _Key(OriginKind.REPORTER, loose(name) + f" {lead.id}" * (lead.outlet is None)), name


def _file_name(article: Article) -> str:
    return (article.path or article.url or article.id).rstrip("/").rsplit("/", 1)[-1]


def _entity_name(name: str, entities: Sequence[Entity]) -> str | None:
    wanted = loose(name)
    return next((e.name for e in entities if wanted in {loose(n) for n in (e.name, *e.aliases)}), None)


def _machine_written(article: Article) -> bool:
    return any(label.about == "article" for label in article.machine_labels)


def _credit_span(article: Article) -> Span | None:
    """Where the credit's words stand in the text; None when they stand outside it."""
    if article.agency is None or not article.agency.copy:
        return None
    at = article.text.find(article.agency.evidence)
    return article.span(at, at + len(article.agency.evidence)) if at >= 0 else None


def _same_channels(utterances: Sequence[Utterance]) -> list[Utterance]:
    """Give a channel without a name ("in a video") the only name that its speaker's channels of that kind have."""
    named: dict[tuple[str | None, ChannelKind], set[str]] = defaultdict(set)
    for u in utterances:
        if u.channel is not None and u.channel.name and u.entity:
            named[u.entity, u.channel.kind].add(u.channel.name)
    filled = []
    for u in utterances:
        known = named.get((u.entity, u.channel.kind), set()) if u.channel is not None else set()
        if u.channel is not None and not u.channel.name and len(known) == 1:
            u = replace(u, channel=replace(u.channel, name=next(iter(known))))  # noqa: PLW2901 - the same utterance
        filled.append(u)
    return filled


def _utterance_key(
    utterance: Utterance,
    entities: Mapping[str, Entity],
    of_article: Mapping[str, _Key],
    drafts: dict[_Key, _Draft],
) -> _Key:
    """Return the origin of an utterance: its channel's, else the reports' when they are one voice."""
    entity = entities.get(utterance.entity or "")
    who = entity.name if entity else utterance.source
    channel = utterance.channel
    voices = {of_article[r.span.article] for r in utterance.renderings}
    if channel is not None and channel.kind in _OF_CHANNEL:
        kind = _OF_CHANNEL[channel.kind]
        key = _Key(kind, loose(who), loose(channel.name or "") if kind is not OriginKind.STATEMENT else "")
        name = f"{who} ({channel.name})" if channel.name and kind is not OriginKind.STATEMENT else who
    elif channel is not None and channel.name:
        # Told to one outlet or agency: that one is the origin, whoever prints it.
        told = loose(channel.name)
        known = next((k for k in drafts if _is_called(drafts[k].name, told)), None)
        if known is not None:
            return known
        key, name = _Key(OriginKind.REPORTER, told), channel.name
    elif len(voices) == 1:
        return next(iter(voices))
    else:
        key, name = _Key(OriginKind.STATEMENT, loose(who)), who
    drafts.setdefault(key, _Draft(name, set(), []))
    return key


def _is_called(name: str, told: str) -> bool:
    """Whether an outlet or agency may be called so: its name, a part of it ("the Courier"), its initials."""
    words = loose(name).split()
    return told == "".join(w[0] for w in words) or set(told.split()) <= set(words)


def _passages(copies: Iterable[Copy], of_article: Mapping[str, _Key]) -> list[tuple[Span, _Key]]:
    """Passages in common of reports that are otherwise two voices: both rest on the original's origin."""
    found: list[tuple[Span, _Key]] = []
    for copy in copies:
        mine, theirs = (of_article[a] for a in copy.articles)
        if mine == theirs:
            continue
        original = theirs if copy.directed or theirs.kind is OriginKind.AGENCY else mine
        for pair in copy.passages:
            found.extend((span, original) for span in pair if of_article[span.article] != original)
    return found
