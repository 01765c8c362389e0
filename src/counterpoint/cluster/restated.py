"""Follow claims to the source that a report gives for them elsewhere: what several passages tell together.

Data way: ClaimGroups + Reports + Utterances + OriginMap -> the same, with origins settled. Pure.

Two things cannot be seen at one passage. A report that says "31 people were hurt" in its opening and "31 people were
hurt, the coastguard said" further down has one source, not two; so has the dispatch's copy that dropped the second
sentence. And where two voices give the same claim to the same speaker, it is that speaker's word, once: even where a
report does not say by which way it came. Both are decided for each group of claims, never for a whole report: the same report may have
seen one thing itself and been told another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from counterpoint.cluster.attribution import Attributions
from counterpoint.cluster.origin_edges import utterance_edges
from counterpoint.cluster.origins import SPOKEN
from counterpoint.cluster.spokespeople import Spokespeople, speaker_key
from counterpoint.types import (
    Article,
    ClaimGroup,
    Origin,
    OriginKind,
    OriginMap,
    Report,
    Span,
    Support,
    Utterance,
    count_voices,
)
from counterpoint.types.origin import EdgeKind, OriginEdge
from counterpoint.types.story import Status

# Sources that are somebody else each time.
_ANYBODY = re.compile(
    r"^(?:an?|one|some|several|many|two|three|few|other|another|ein|eine|einer|einige|mehrere|un|une|uno|una|des|"
    r"deux|dos|um|uma|due|een)\b|\b(?:witness(?:es)?|residents?|people|sources?|experts?|analysts?|critics|observers|"
    r"locals|neighbou?rs|spokes\w+|reports?|media|zeugen|anwohner|témoins|testigos|vecinos|testemunhas|testimoni)$",
    re.IGNORECASE,
)
# Characters before a claim in a direct quotation that it still opens: "We know that". Chosen by reading the 23 restated
# claims of 16 labelled events: it drops two of those that are wrong, and none that are right.
_OPENING = 20
_FIGURES = re.compile(r"\d[\d.,:]*")


def settle_claims(
    groups: Sequence[ClaimGroup],
    reports: Sequence[Report],
    utterances: Sequence[Utterance],
    origins: OriginMap,
) -> tuple[tuple[ClaimGroup, ...], OriginMap]:
    """Return the groups and the map with the origins that only the groups tell.

    Statuses are counted anew; a group's other fields stay.
    """
    by_id = {u.id: u for u in utterances}
    said_in = _Sayings(utterances)
    spokespeople = Spokespeople(reports, utterances)
    origins = _one_voice(origins, spokespeople)
    told = _one_speakers(groups, by_id, said_in, origins, spokespeople)
    origins = _with_statements(told, by_id, origins, Attributions(reports))
    articles = {r.article.id: r.article for r in reports}
    own, of_utterance = dict(origins.of_article), dict(origins.of_utterance)
    taken = {(e.origin, e.article) for e in origins.edges if e.kind is EdgeKind.NAMED}

    def attributed(support: Support) -> bool:
        """Whether the report gives a source for these words: a speaker, or another outlet."""
        return said_in.at(support.span) is not None or (support.origin, support.span.article) in taken

    def stated(support: Support) -> bool:
        """Whether the source tells the claim, and does not only speak of it in passing."""
        return attributed(support) and not said_in.in_passing(support.span)

    settled: list[ClaimGroup] = []
    passages: list[tuple[Span, str]] = []
    edges: list[OriginEdge] = []
    for group in groups:
        supports = tuple(
            Support(s.span, of_utterance[u]) if (u := said_in.at(s.span)) in told else s
            for s in group.supports
        )
        supports, found = _restated(supports, articles, own, attributed, stated)
        passages += [(span, source.origin) for span, source in found]
        edges += [
            OriginEdge(source.origin, span.article, EdgeKind.RESTATED, (span, source.span))
            for span, source in found
        ]
        settled.append(_with_supports(group, supports, origins))
    return tuple(settled), _with_passages(origins, passages, edges, tuple(articles))


class _Sayings:
    """Which utterance a passage lies in."""

    def __init__(self, utterances: Iterable[Utterance]) -> None:
        self._renderings: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        self._direct: set[Span] = set()
        for utterance in utterances:
            for rendering in utterance.renderings:
                self._renderings[rendering.span.article].append((rendering.span, utterance.id))
                if rendering.direct:
                    self._direct.add(rendering.span)

    def at(self, span: Span) -> str | None:
        """Return the Utterance.id of a passage that lies in one, or holds one."""
        found = self._renderings.get(span.article, ())
        return next((u for s, u in found if s.contains(span)), None) or next(
            (u for s, u in found if span.contains(s)), None
        )

    def in_passing(self, span: Span) -> bool:
        """Whether a passage stands further within the speaker's own words: "she was brave in saving the crew".

        What somebody's own words take for granted is not news from them, however well it renders the claim.
        """
        found = (s for s, _ in self._renderings.get(span.article, ()) if s.contains(span))
        return any(s in self._direct and span.start - s.start > _OPENING for s in found)


def _speaker(utterance: Utterance, spokespeople: Spokespeople) -> str | None:
    """Who spoke, as a key under which the same one is met again; None for "a witness"."""
    institution = spokespeople.institution(utterance.source)
    if institution or utterance.entity:
        return institution or utterance.entity
    if not utterance.source or _ANYBODY.search(utterance.source):
        return None
    return speaker_key(utterance.source) or None


def _one_voice(origins: OriginMap, spokespeople: Spokespeople) -> OriginMap:
    """Return the map with the words of an institution and of who speaks for it as one voice, and what shows it."""
    heads: dict[str, Origin] = {}
    out: list[Origin] = []
    edges: list[OriginEdge] = []
    for origin in origins.origins:
        name = _spoken_by(origin)
        key = spokespeople.institution(name) if origin.kind in SPOKEN else ""
        head = heads.setdefault(key, origin) if key else origin
        voice = head.voice or head.id
        if voice in {origin.id, origin.voice}:
            out.append(origin)
            continue
        out.append(replace(origin, voice=voice))
        edges += [
            OriginEdge(origin.id, i.words.article, EdgeKind.SPOKESPERSON, (i.words,))
            for i in spokespeople.introductions
            if i.institution == key and i.person in {speaker_key(name), speaker_key(_spoken_by(head))}
        ]
    return replace(origins, origins=tuple(out), edges=(*origins.edges, *dict.fromkeys(edges)))


def _spoken_by(origin: Origin) -> str:
    return origin.name.partition(" (")[0]


def _one_speakers(
    groups: Sequence[ClaimGroup],
    by_id: Mapping[str, Utterance],
    said_in: _Sayings,
    origins: OriginMap,
    spokespeople: Spokespeople,
) -> dict[str, str]:
    """Return Utterance.id -> Origin.id or speaker, of remarks that one group gives to one speaker.

    An Origin.id where one of the speaker's remarks in the group has an origin of its own already.
    """
    own, of_utterance = dict(origins.of_article), dict(origins.of_utterance)
    spoken = {o.id for o in origins.origins if o.kind in SPOKEN}
    told: dict[str, str] = {}
    for group in groups:
        of_speaker: dict[str, dict[str, str]] = defaultdict(dict)  # speaker -> Utterance.id -> voice
        known: dict[str, str] = {}  # speaker -> Origin.id
        told_to: dict[tuple[str, str], str] = {}  # (speaker, voice) -> Origin.id of the outlet that was told
        for support in group.supports:
            utterance = by_id.get(said_in.at(support.span) or "")
            speaker = _speaker(utterance, spokespeople) if utterance is not None else None
            if utterance is None or speaker is None:
                continue
            origin = of_utterance[utterance.id]
            if origin in spoken:
                known.setdefault(speaker, origin)
            elif origin == own[support.span.article]:
                of_speaker[speaker][utterance.id] = origin
            else:
                told_to.setdefault((speaker, own[support.span.article]), origin)
        for speaker, voices in of_speaker.items():
            if speaker in known or len(set(voices.values())) > 1:
                told |= dict.fromkeys(voices, known.get(speaker, speaker))
            else:
                told |= {
                    u: told_to[speaker, voice] for u, voice in voices.items() if (speaker, voice) in told_to
                }
    return told


def _with_statements(
    told: Mapping[str, str], by_id: Mapping[str, Utterance], origins: OriginMap, words: Attributions
) -> OriginMap:
    """Return the map with a statement behind each of those remarks: one that is there already, or a new one."""
    all_origins = list(origins.origins)
    of_utterance = dict(origins.of_utterance)
    edges = list(origins.edges)
    statement_of = {o.id: n for n, o in enumerate(all_origins)}
    for utterance_id, speaker in told.items():
        utterance = by_id[utterance_id]
        if speaker not in statement_of:
            statement_of[speaker] = _statement(all_origins, utterance)
        place = statement_of[speaker]
        origin = all_origins[place]
        more = [a for r in utterance.renderings if (a := r.span.article) not in origin.articles]
        all_origins[place] = replace(origin, articles=(*origin.articles, *dict.fromkeys(more)))
        of_utterance[utterance_id] = origin.id
        drawn = utterance_edges(utterance, words, EdgeKind.SAME_REMARK)
        edges += [replace(e, origin=origin.id) for e in drawn]
    return replace(
        origins, origins=tuple(all_origins), of_utterance=tuple(of_utterance.items()), edges=tuple(edges)
    )


def _statement(origins: list[Origin], utterance: Utterance) -> int:
    """The place of a speaker's statement among the origins; it is added where there is none."""
    wanted = speaker_key(utterance.source)
    for n, origin in enumerate(origins):
        if origin.kind is OriginKind.STATEMENT and speaker_key(origin.name) == wanted:
            return n
    spoken = (o for o in origins if o.kind in SPOKEN and speaker_key(_spoken_by(o)) == wanted)
    voice = next((o.voice or o.id for o in spoken), "")
    origins.append(Origin(f"o{len(origins) + 1}", OriginKind.STATEMENT, utterance.source, (), voice=voice))
    return len(origins) - 1


def _restated(
    supports: Sequence[Support],
    articles: Mapping[str, Article],
    own: Mapping[str, str],
    has_source: Callable[[Support], bool],
    is_stated: Callable[[Support], bool],
) -> tuple[tuple[Support, ...], list[tuple[Span, Support]]]:
    """Give a voice's own words the origin to which the voice gives the same claim elsewhere.

    Returns the supports, and each passage that changed with the support it follows. Words with other figures than the
    attributed ones stay the voice's own: they may be another state of affairs.
    """
    attributed = [s for s in supports if s.origin != own[s.span.article] and is_stated(s)]
    changed: list[tuple[Span, Support]] = []
    out: list[Support] = []
    for support in supports:
        voice = own[support.span.article]
        if support.origin == voice and not has_source(support):
            figures = _figures(articles, support.span)
            following = [
                s
                for s in attributed
                if own[s.span.article] == voice and figures in (set(), _figures(articles, s.span))
            ]
            if following:
                source = min(following, key=lambda s: (s.span.article != support.span.article, s.span))
                changed.append((support.span, source))
                support = replace(support, origin=source.origin)  # noqa: PLW2901 - the same support
        out.append(support)
    return tuple(out), changed


def _figures(articles: Mapping[str, Article], span: Span) -> set[str]:
    return {f.rstrip(".,:") for f in _FIGURES.findall(articles[span.article].read(span))}


def _with_supports(group: ClaimGroup, supports: tuple[Support, ...], origins: OriginMap) -> ClaimGroup:
    behind = tuple(sorted({s.origin for s in supports}))
    status = group.status
    if status is not Status.DISPUTED:
        status = Status.CORROBORATED if count_voices(origins.origins, behind) > 1 else Status.SINGLE
    return replace(group, supports=supports, origins=behind, status=status)


def _with_passages(
    origins: OriginMap,
    passages: Sequence[tuple[Span, str]],
    edges: Sequence[OriginEdge],
    order: Sequence[str],
) -> OriginMap:
    """Return the map that knows those passages' origins, the origins their articles."""
    resting: dict[str, set[str]] = defaultdict(set)
    for span, origin in passages:
        resting[origin].add(span.article)
    place = {a: n for n, a in enumerate(order)}
    return replace(
        origins,
        origins=tuple(
            replace(o, articles=tuple(sorted({*o.articles, *resting[o.id]}, key=lambda a: place[a])))
            for o in origins.origins
        ),
        of_passage=(*passages, *origins.of_passage),
        edges=(*origins.edges, *dict.fromkeys(edges)),
    )
