"""Find where the reports' information entered the press: the unit of independence.

Data way: Reports + Copies + Entities + Utterances -> OriginMap. Pure.

Fifty outlets that run one agency's copy are one voice, and two reports that share no five words are one voice
for a remark that both took from the same post. So origins attach to an article's own account, to passages it
shares with another, and to each utterance: never to the outlet as such. Each tie is an edge that names its evidence.
What only several passages together tell is left to `cluster.restated`, who owns what to `cluster.independence`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from counterpoint.cluster.attribution import Attributions
from counterpoint.cluster.hearsay import Names, find_hearsay
from counterpoint.cluster.origin_edges import article_edges, once_each, passage_edge, utterance_edges
from counterpoint.cluster.press import Known, Named, Press, outlet_key
from counterpoint.text import loose
from counterpoint.types import (
    Article,
    ChannelKind,
    Copy,
    CopyKind,
    Entity,
    EntityKind,
    Origin,
    OriginKind,
    OriginMap,
    Report,
    Span,
    Utterance,
)
from counterpoint.types.origin import EdgeKind, OriginEdge

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
# What a speaker says: the origin is the speaker, not who carries it.
SPOKEN = frozenset(_OF_CHANNEL.values())
_NO_OUTLETS = frozenset({EntityKind.PERSON, EntityKind.PLACE})
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
    articles: set[str] = field(default_factory=set)
    edges: list[OriginEdge] = field(default_factory=list)  # their `origin` is filled in at the end
    independent: bool = True


def find_origins(
    reports: Sequence[Report],
    copies: Sequence[Copy],
    entities: Sequence[Entity],
    utterances: Sequence[Utterance],
    known: Known = lambda _: None,
) -> OriginMap:
    """Return the origins of a story, and which stands behind what.

    Ids are "o1", "o2", ... in order of the articles, then of the utterances.

    Args:
        reports: Of the story; their order decides that of the ids.
        copies: Between them.
        entities: Of the story: whose names authors and speakers go by.
        utterances: Each gets its origin.
        known: The agency or broadcaster that words name, or None.

    """
    articles = [r.article for r in reports]
    finder = _Finder(
        names={e.id: e for e in entities},
        press=Press([a.outlet for a in articles if a.outlet], known),
        words=Attributions(reports),
    )
    finder.read_articles(articles, copies, entities)
    finder.read_sources(utterances)
    told = finder.read_hearsay(reports)
    of_utterance = {u.id: finder.read_utterance(u) for u in _same_channels(utterances)}
    passages = [*told, *finder.read_passages(copies)]
    return finder.finished(articles, of_utterance, passages)


def with_origins(utterances: Sequence[Utterance], origins: OriginMap) -> tuple[Utterance, ...]:
    """Return the utterances with their `origin` filled in."""
    found = dict(origins.of_utterance)
    return tuple(replace(u, origin=found.get(u.id)) for u in utterances)


@dataclass(slots=True)
class _Finder:
    """Collects drafts of origins, in the order in which they are met."""

    names: Mapping[str, Entity]
    press: Press
    words: Attributions
    drafts: dict[_Key, _Draft] = field(default_factory=dict)
    of_article: dict[str, _Key] = field(default_factory=dict)
    heard: dict[str, Named] = field(default_factory=dict)  # outlets named as sources, by loose name
    of_outlet: dict[str, set[_Key]] = field(default_factory=lambda: defaultdict(set))  # by loose name
    taken: list[tuple[Span, Named]] = field(
        default_factory=list
    )  # sentences that another outlet reported first

    def read_articles(
        self, articles: Sequence[Article], copies: Sequence[Copy], entities: Sequence[Entity]
    ) -> None:
        """Find the origin behind each article's own account."""
        by_id = {a.id: a for a in articles}
        for voices in _voices(articles, copies):
            members = [by_id[v] for v in voices]
            lead = _lead(members, copies)
            key, name = _voice(members, lead, entities)
            draft = self.drafts.setdefault(key, _Draft(name, independent=not _machine_written(lead)))
            for article in members:
                self.of_article[article.id] = key
                self.of_outlet[outlet_key(article.outlet or "")].add(key)
                draft.articles.add(article.id)
                draft.edges += article_edges(article, voices, copies, is_lead=article is lead)

    def read_sources(self, utterances: Iterable[Utterance]) -> None:
        """Find the outlets that are named as sources; what one passage calls an agency is one where it is only named."""
        for utterance in utterances:
            reporter = self.press.named(utterance.source, self.words.source(utterance))
            if reporter is not None:
                self.heard.setdefault(outlet_key(reporter.name), reporter)

    def read_hearsay(self, reports: Sequence[Report]) -> list[tuple[Span, _Key]]:
        """Find sentences that name an outlet as the one that reported it: they rest on that one."""
        others = {
            loose(n) for e in self.names.values() if e.kind in _NO_OUTLETS for n in (e.name, *e.aliases)
        }
        found = find_hearsay(reports, Names(self.press, self.heard, others))
        rest: list[tuple[Span, _Key]] = []
        for each in found:
            key = self._outlet(each.outlet)
            article = each.sentence.article
            if key != self.of_article[article]:  # else the outlet names itself
                self.taken.append((each.sentence, each.outlet))
                self.drafts[key].articles.add(article)
                self.drafts[key].edges.append(OriginEdge("", article, EdgeKind.NAMED, (each.words,)))
                rest.append((each.sentence, key))
        return rest

    def read_utterance(self, utterance: Utterance) -> _Key:
        """Find the origin of an utterance: who reported it, its channel's, else the reports' when they are one voice."""
        key, kind = self._key_of(utterance)
        voices = {self.of_article[r.span.article] for r in utterance.renderings}
        draft = self.drafts[key]
        draft.articles.update(r.span.article for r in utterance.renderings)
        if voices != {key} or kind is not EdgeKind.SAME_REMARK:
            drawn = utterance_edges(utterance, self.words, kind)
            # That a report's own account rests on the origin is said already.
            draft.edges += [
                e for e in drawn if e.kind is not EdgeKind.SAME_REMARK or self.of_article[e.article] != key
            ]
        return key

    def read_passages(self, copies: Iterable[Copy]) -> list[tuple[Span, _Key]]:
        """Find passages in common of reports that are otherwise two voices: both rest on the original's origin."""
        found: list[tuple[Span, _Key]] = []
        for copy in copies:
            mine, theirs = (self.of_article[a] for a in copy.articles)
            if mine == theirs:
                continue
            original = theirs if copy.directed or theirs.kind is OriginKind.AGENCY else mine
            spans = [s for pair in copy.passages for s in pair if self.of_article[s.article] != original]
            if spans:
                self.drafts[original].edges.append(passage_edge(spans, copy))
                self.drafts[original].articles.add(spans[0].article)
            found.extend((span, original) for span in spans)
        return found

    def finished(
        self,
        articles: Sequence[Article],
        of_utterance: Mapping[str, _Key],
        passages: Sequence[tuple[Span, _Key]],
    ) -> OriginMap:
        """Return all that was found, under short ids."""
        ids = {key: f"o{n}" for n, key in enumerate(self.drafts, start=1)}
        order = {a.id: n for n, a in enumerate(articles)}
        # One speaker's word, by whichever way it came, is one voice; the first of its origins stands for it.
        first: dict[str, str] = {}
        for key in self.drafts:
            if key.kind in SPOKEN and key.who:
                first.setdefault(key.who, ids[key])
        voices = {key: first.get(key.who, "") for key in self.drafts if key.kind in SPOKEN}
        return OriginMap(
            origins=tuple(
                Origin(
                    id=ids[key],
                    kind=key.kind,
                    name=draft.name,
                    articles=tuple(sorted(draft.articles, key=lambda a: order[a])),
                    evidence=_evidence(draft.edges),
                    independent=draft.independent,
                    voice="" if voices.get(key, "") == ids[key] else voices.get(key, ""),
                )
                for key, draft in self.drafts.items()
            ),
            of_article=tuple((a.id, ids[self.of_article[a.id]]) for a in articles),
            of_utterance=tuple((u, ids[key]) for u, key in of_utterance.items()),
            of_passage=tuple((span, ids[key]) for span, key in passages),
            edges=tuple(
                replace(edge, origin=ids[key])
                for key, draft in self.drafts.items()
                for edge in once_each(draft.edges)
            ),
        )

    def _key_of(self, utterance: Utterance) -> tuple[_Key, EdgeKind]:
        """Return the origin of an utterance, kept among the drafts, and what shows it."""
        entity = self.names.get(utterance.entity or "")
        who = entity.name if entity else utterance.source
        channel = utterance.channel
        reporter = self.press.named(utterance.source, self.words.source(utterance))
        reporter = self.heard.get(outlet_key(reporter.name if reporter else utterance.source))
        if reporter is not None:
            return self._outlet(reporter), EdgeKind.NAMED
        if channel is not None and channel.kind in _OF_CHANNEL:
            kind = _OF_CHANNEL[channel.kind]
            via = loose(channel.name or "") if kind is not OriginKind.STATEMENT else ""
            name = f"{who} ({channel.name})" if via else who
            return self._kept(_Key(kind, loose(who), via), name), EdgeKind.CHANNEL
        if channel is not None and channel.name:
            told = self._told(channel.name, channel.span)
            if told is None:  # told the court, the house, the crowd: said in public
                told = self._kept(_Key(OriginKind.STATEMENT, loose(who)), who)
            return told, EdgeKind.CHANNEL
        taken = self._taken(utterance)
        if taken is not None:
            return self._outlet(taken), EdgeKind.NAMED
        voices = {self.of_article[r.span.article] for r in utterance.renderings}
        if len(voices) == 1:
            return next(iter(voices)), EdgeKind.SAME_REMARK
        return self._kept(_Key(OriginKind.STATEMENT, loose(who)), who), EdgeKind.SAME_REMARK

    def _taken(self, utterance: Utterance) -> Named | None:
        """The outlet from which all who carry a remark have it: "said, according to a report in the Gazette"."""
        named = {next((o for s, o in self.taken if s.contains(r.span)), None) for r in utterance.renderings}
        return named.pop() if len(named) == 1 else None

    def _told(self, name: str, words: Span) -> _Key | None:
        """Told to one outlet or agency: that one is the origin, whoever prints it. None where it is no outlet."""
        told = loose(name)
        ours = (k for k in self.drafts if k.kind in {OriginKind.AGENCY, OriginKind.REPORTER})
        drawn = next((k for k in ours if _is_called(self.drafts[k].name, told)), None)
        if drawn is not None:
            return drawn
        reporter = self.press.named(name, self.words.read(words).partition(" ")[2])  # "told the Courier"
        return None if reporter is None else self._outlet(reporter)

    def _outlet(self, outlet: Named) -> _Key:
        """An outlet that another report names as its source: what its own reports here rest on, else itself."""
        behind = self.of_outlet.get(outlet_key(outlet.name), set())
        if len(behind) == 1:
            return next(iter(behind))
        kind = OriginKind.AGENCY if outlet.agency else OriginKind.REPORTER
        return self._kept(_Key(kind, outlet_key(outlet.name)), outlet.name)

    def _kept(self, key: _Key, name: str) -> _Key:
        self.drafts.setdefault(key, _Draft(name))
        return key


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
        return _Key(OriginKind.AGENCY, outlet_key(name)), name
    kind = _OF_GENRE.get(lead.genre)
    if kind is not None:
        author = (lead.bylines or (lead.outlet or "",))[0]
        name = _entity_name(author, entities) or author or lead.title
        via = lead.outlet or ""
        return _Key(kind, loose(name), loose(via) if kind is OriginKind.POST else ""), name
    name = lead.outlet or _file_name(lead)
    return _Key(OriginKind.REPORTER, outlet_key(name) + f" {lead.id}" * (lead.outlet is None)), name


def _file_name(article: Article) -> str:
    return (article.path or article.url or article.id).rstrip("/").rsplit("/", 1)[-1]


def _entity_name(name: str, entities: Sequence[Entity]) -> str | None:
    wanted = loose(name)
    return next((e.name for e in entities if wanted in {loose(n) for n in (e.name, *e.aliases)}), None)


def _machine_written(article: Article) -> bool:
    return any(label.about == "article" for label in article.machine_labels)


def _evidence(edges: Iterable[OriginEdge]) -> tuple[Span, ...]:
    """The words that name the origin, each once."""
    naming = {EdgeKind.CREDIT, EdgeKind.CHANNEL, EdgeKind.NAMED}
    return tuple(dict.fromkeys(s for e in edges if e.kind in naming for s in e.spans))


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


def _is_called(name: str, told: str) -> bool:
    """Whether an outlet or agency may be called so: its name, a part of it ("the Courier"), its initials."""
    words = loose(name).split()
    return told == "".join(w[0] for w in words) or set(told.split()) <= set(words)
