"""Write a brief from aligned claims and cited sentences, without a language model.

Data way: Reports + ClaimGroups, Utterances, Disputes -> Brief (not yet verified). Pure.

A careful editor's order: what happened; what more is known, as the reports unfold it; the words that several
reports carry; where the reports differ. Each sentence cites every report that says it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import regex

from counterpoint.brief.choose import Choice, choose_sentences, may_reuse
from counterpoint.brief.phrase import (
    MAX_QUOTE_WORDS,
    day_and_month,
    listed,
    nearest_mention,
    outlet_name,
    sentence_text,
    short_quote,
)
from counterpoint.brief.words import Words, words_for
from counterpoint.permission import may, quote_limit
from counterpoint.text import fold, loose
from counterpoint.types import (
    Action,
    Article,
    BlockKind,
    Brief,
    BriefSentence,
    Citation,
    ClaimGroup,
    Dispute,
    DisputeKind,
    Entity,
    OriginMap,
    Report,
    Span,
    Utterance,
    Value,
)

MOST_SENTENCES = 9
RESERVE = 4  # facts kept ready for what the verifier drops
MOST_STATEMENTS = 2
CARRIED_SHARE = 0.6  # of the reports, that must carry a remark for it to stand beside another
SAME_REMARK = 0.5  # of the shorter remark's longer words in another, at which it says nothing new
SMALL_WORD = 3  # letters of a word too small to tell two remarks apart
MOST_DISPUTES = 3
LEAD_PLACES = 3  # the first sentence comes from the first ones of its report
MIN_STATEMENT_WORDS = 6  # a shorter quotation says little alone

_MARKS = "\"'“”‘’„«»「」『』‹› "
_ISO_DAY = regex.compile(r"\d{4}-\d{2}-\d{2}")
_IN_MARKS = regex.compile(r'"([^"]+)"')
_INNER_MARK = regex.compile(r'["“”„«»「」]')  # words and quotation mixed: not one remark as said


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every part of the writing looks up."""

    reports: Sequence[Report]
    by_id: dict[str, Report]
    origins: OriginMap
    utterances: Sequence[Utterance]
    entities: Sequence[Entity]
    words: Words
    language: str


def write_brief(
    reports: Sequence[Report],
    *,
    entities: Sequence[Entity],
    utterances: Sequence[Utterance],
    origins: OriginMap,
    groups: Sequence[ClaimGroup],
    disputes: Sequence[Dispute],
    superseded: Collection[str] = (),
) -> Brief:
    """Return a draft of up to nine sentences in the language most of the reports are written in.

    Args:
        reports: Annotated reports of one event.
        entities: Names resolved across them.
        utterances: Remarks with all their renderings.
        origins: Which origin stands behind what.
        groups: Claims that state the same thing, the most central first.
        disputes: Slots with incompatible values.
        superseded: Article.ids of earlier states of a page that is also there edited; no sentence is built on them.
    """
    language = Counter(r.article.language for r in reports).most_common(1)[0][0]
    by_id = {r.article.id: r for r in reports}
    current = [r for r in reports if r.article.id not in superseded]
    desk = _Desk(current, by_id, origins, utterances, entities, words_for(language), language)
    weight = {g.id: g.weight for g in groups}
    differing = [
        _dispute(d, desk)
        for d in sorted(disputes, key=lambda d: (d.kind is DisputeKind.UPDATE, -weight.get(d.claim, 0.0)))[
            :MOST_DISPUTES
        ]
    ]
    most = MOST_SENTENCES - len(differing)
    contested = [s for d in disputes for v in _minorities(d) for s in v.spans]
    choices = choose_sentences(
        current, groups, language=language, most=MOST_SENTENCES + RESERVE, contested=contested
    )
    written = [(c, fact) for c in choices if (fact := _fact(c, desk)) is not None]
    told = [c.sentence.span for c, _ in written[: most - MOST_STATEMENTS]]
    statements = _statements(desk, entities, told)[:MOST_STATEMENTS]
    room = most - len(statements)
    sentence = {id(c): fact for c, fact in written}
    facts = [sentence[id(c)] for c in _ordered([c for c, _ in written[:room]], desk)]
    reserve = tuple(fact for _, fact in written[room:])
    headline, headline_citations = _headline(desk, [c for c, _ in written[:room]])
    return Brief(headline, headline_citations, (*facts, *statements, *differing), language, reserve)


def _minorities(dispute: Dispute) -> list[Value]:
    """The values that fewer reports give than the most common one does; of an update, all but the last."""
    if dispute.kind is DisputeKind.UPDATE:
        return list(dispute.values[:-1])
    backing = [len({s.article for s in v.spans}) for v in dispute.values]
    return [v for v, n in zip(dispute.values, backing, strict=True) if n < max(backing)]


def _sentence(text: str, spans: Sequence[Span], desk: _Desk, role: str) -> BriefSentence:
    unique = list(dict.fromkeys(spans))
    behind = {desk.origins.behind(s, desk.utterances) for s in unique}
    return BriefSentence(
        text=text,
        citations=tuple(Citation.of(desk.by_id[s.article].article, s) for s in unique),
        origins=tuple(sorted(behind, key=lambda o: (len(o), o))),
        role=role,
    )


def _ordered(choices: Sequence[Choice], desk: _Desk) -> list[Choice]:
    """The lead first, the rest as the reports unfold them."""

    def place(choice: Choice) -> float:
        return choice.sentence.span.start / max(1, len(desk.reports[choice.report].article.text))

    leads = [c for c in choices if _prose_place(desk.reports[c.report], c) < LEAD_PLACES]
    lead = max(leads or choices, key=lambda c: c.score, default=None)
    return [] if lead is None else [lead, *sorted((c for c in choices if c is not lead), key=place)]


def _prose_place(report: Report, choice: Choice) -> int:
    before = [s for s in report.marks.sentences if s.span.end <= choice.sentence.span.start]
    return sum(s.block in {BlockKind.PARAGRAPH, BlockKind.STANDFIRST} for s in before)


def _fact(choice: Choice, desk: _Desk) -> BriefSentence | None:
    report = desk.reports[choice.report]
    span = choice.sentence.span
    text = sentence_text(report, span)
    if not may_reuse(report.article):
        words = report.article.read(span)
        if not _quotable(report.article, words) or _INNER_MARK.search(words):
            return None  # a quotation within a quotation reads as the outlet's words
        text = desk.words.said_as.format(
            outlet=outlet_name(report.article), quote=short_quote(words, desk.words)
        )
    return _sentence(text, (span, *choice.beside), desk, "fact")


def _quotable(article: Article, words: str) -> bool:
    """Whether the report lets these words be quoted: quoting is allowed, and they are within its bound."""
    limit = quote_limit(article.signals)
    return may(Action.QUOTE, article) and (limit is None or len(words) <= limit)


def _statements(desk: _Desk, entities: Sequence[Entity], told: Sequence[Span]) -> list[BriefSentence]:
    """The remarks that most reports carry, one for each speaker, none that a chosen sentence already has."""
    names = {e.id: e for e in entities}
    found: list[BriefSentence] = []
    told_words: list[Span] = []
    speakers: set[str] = set()
    ranked = sorted(
        desk.utterances,
        key=lambda u: (-len({r.span.article for r in u.renderings}), min(r.span.start for r in u.renderings)),
    )
    for utterance in ranked:
        entity = names.get(utterance.entity or "")
        best = _rendering(utterance, entity, desk) if entity else None
        if best is None or entity is None or loose(entity.name) in speakers:
            continue
        if any(span.overlaps(r.span) for span in told for r in utterance.renderings):
            continue
        carried = len({r.span.article for r in utterance.renderings}) / len(desk.reports)
        if found and carried < CARRIED_SHARE:
            break  # the ranking puts these last: one, and only where no remark is carried by most
        if any(_alike(desk, best, earlier) for earlier in told_words):
            continue
        told_words.append(best)
        found.append(_statement(utterance, best, entity, desk))
        speakers.add(loose(entity.name))
    return found


def _alike(desk: _Desk, one: Span, other: Span) -> bool:
    """Whether two remarks are of one thing: half of the shorter's longer words stand in the other."""
    sets = [
        {w[:5] for w in loose(desk.by_id[s.article].article.read(s)).split() if len(w) > SMALL_WORD}
        for s in (one, other)
    ]
    shorter = min(map(len, sets))
    return shorter > 0 and len(sets[0] & sets[1]) >= SAME_REMARK * shorter


def _rendering(utterance: Utterance, entity: Entity, desk: _Desk) -> Span | None:
    """The direct rendering in the brief's language to print: the longest that needs no cut, else any.

    Only the speaker's own words: another may have rendered the remark directly ("She told me that ..."). With the
    rest of its quotation, where that is short: half a remark is often none.
    """
    names = {loose(n) for n in (entity.name, *entity.aliases)}
    fit = []
    for rendering in utterance.renderings:
        report = desk.by_id[rendering.span.article]
        whole = _whole_quote(report, rendering.span)
        text = report.article.read(whole)
        if (
            rendering.direct
            and report.article.language == desk.language
            and _quotable(report.article, text)
            and len(text.split()) >= MIN_STATEMENT_WORDS
            and not _INNER_MARK.search(text.strip(_MARKS))
            and _speaks(report, rendering.span, names)
        ):
            fit.append((len(text.split()) <= MAX_QUOTE_WORDS, len(text), whole))
    return max(fit, default=(False, 0, None))[2]


def _speaks(report: Report, span: Span, names: set[str]) -> bool:
    """Whether the report gives the words to a speaker of one of these names."""
    quotes = [q for q in report.marks.quotes if any(c.overlaps(span) for c in q.content)]
    return any(q.speaker is not None and loose(q.speaker) in names for q in quotes)


def _statement(utterance: Utterance, said: Span, entity: Entity, desk: _Desk) -> BriefSentence:
    channel = desk.words.channels[utterance.channel.kind] if utterance.channel else ""
    via = utterance.channel.name if utterance.channel else None
    if "{name}" in channel:
        channel = channel.format(
            name=f" on {via}" if via and desk.language == "en" else f" ({via})" if via else ""
        )
    text = desk.words.said.format(
        speaker=entity.name,
        channel=channel,
        quote=short_quote(desk.by_id[said.article].article.read(said), desk.words),
    )
    spans = [said, *(r.span for r in utterance.renderings if not said.contains(r.span))]
    named = nearest_mention(said, entity.mentions)
    if named is not None and not any(s.contains(named) for s in spans):
        spans.append(_sentence_of(desk.by_id[named.article], named))
    if utterance.channel is not None:
        by = utterance.channel.span
        spans.append(_sentence_of(desk.by_id[by.article], by))
    return _sentence(text, spans, desk, "statement")


def _whole_quote(report: Report, span: Span) -> Span:
    """The direct quotation that a remark is part of, where it is short enough to print whole."""
    for quote in report.marks.quotes:
        for part in quote.quoted or quote.content:
            if (
                part.contains(span)
                and quote.kind == "direct"
                and len(report.article.read(part).split()) <= MAX_QUOTE_WORDS
            ):
                return part
    return span


def _sentence_of(report: Report, span: Span) -> Span:
    return next((s.span for s in report.marks.sentences if s.span.contains(span)), span)


def _dispute(dispute: Dispute, desk: _Desk) -> BriefSentence:
    words = desk.words
    shown = _shown(dispute, desk.language)
    values = [
        words.value.format(
            value=display,
            outlets=listed((outlet_name(desk.by_id[s.article].article) for s in value.spans), words),
        )
        for value, display in zip(dispute.values, shown, strict=True)
    ]
    form = words.changed if dispute.kind is DisputeKind.UPDATE else words.differ
    about = _about(dispute, desk)
    text = form.format(about=about, values=words.joiner.join(values))
    spans = [span for value in dispute.values for span in value.spans]
    for entity in desk.entities:
        if entity.name in about and not any(s.overlaps(m) for s in spans for m in entity.mentions):
            named = nearest_mention(spans[0], entity.mentions)
            spans += [_sentence_of(desk.by_id[named.article], named)] if named is not None else []
    return _sentence(text[:1].upper() + text[1:], spans, desk, "dispute")


def _shown(dispute: Dispute, language: str) -> list[str]:
    """The values as a reader compares them: days as dates, since "Tuesday" and "14 January" may be one; else as printed."""
    days = [_ISO_DAY.match(v.value) for v in dispute.values]
    if dispute.slot == "date" and all(days) and len({d.group() for d in days if d}) == len(days):
        return [day_and_month(date.fromisoformat(d.group()), language) for d in days if d]
    return [v.display for v in dispute.values]


def _about(dispute: Dispute, desk: _Desk) -> str:
    """What the reports differ on: in the dispute's words where they are English and quote exactly, else the slot's."""
    read = fold(
        "\n".join(desk.by_id[s.article].article.read(s) for v in dispute.values for s in v.spans)
    ).casefold()
    quoted = _IN_MARKS.findall(fold(dispute.about))
    if desk.language == "en" and all(q.strip(" .…") in read for q in map(str.casefold, quoted)):
        return dispute.about
    return desk.words.slots.get(dispute.slot, desk.words.slots["other"])


def _headline(desk: _Desk, choices: Sequence[Choice]) -> tuple[str, tuple[Citation, ...]]:
    """The title that shares most words with the chosen sentences, from a report that may be reused if any."""
    keys = set(
        loose(
            " ".join(desk.by_id[c.sentence.span.article].article.read(c.sentence.span) for c in choices)
        ).split()
    )

    def merit(report: Report) -> tuple[bool, bool, bool, float]:
        title = set(loose(report.article.title).split())
        shared = len(title & keys) / (len(title) + 2)
        titled = any(b.kind is BlockKind.HEADING for b in report.article.blocks)
        own = report.article.genre == "report" and not any(
            m.about == "article" for m in report.article.machine_labels
        )
        return (
            report.article.language == desk.language,
            titled,
            own,
            shared + 0.2 * may_reuse(report.article),
        )

    best = max(desk.reports, key=merit)
    article = best.article
    heading = next((b for b in article.blocks if b.kind is BlockKind.HEADING), None)
    first = article.span(heading.start, heading.end) if heading else _opening(best)
    return article.title, (Citation.of(article, first),)


def _opening(report: Report) -> Span:
    return (
        report.marks.sentences[0].span
        if report.marks.sentences
        else report.article.span(0, len(report.article.text))
    )
