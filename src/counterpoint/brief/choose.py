"""Choose the sentences that a brief rests on.

Data way: Reports + ClaimGroups -> Choices. Pure.

Method: a sentence matters when other reports say it too and when its own report puts it first: LexRank's
centrality (Erkan & Radev, JAIR 2004) taken across reports only, so that a long report does not vote for itself,
plus the lead's position; then greedy by what is new in a sentence, as in maximal marginal relevance (Carbonell &
Goldstein, SIGIR 1998), against all chosen ones together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import regex
from numpy.typing import NDArray

from counterpoint.permission import may
from counterpoint.text import fold, loose
from counterpoint.types import Action, Article, BlockKind, ClaimGroup, Report, Sentence, Span

# Weights and bounds below were set by trying some hundred combinations on all 16 hand-labelled events (gold_stories) and
# looking at two stories by eye; nothing was held out. Recall of key sentences lay between .60 and .69 among near settings,
# each of 80 labels being .0125 of it: small differences there mean nothing. WEIGHT_CLAIMS was looked at again when known
# claims stopped counting: .66 to .69 from .5 to 1.3, .61 at .4.
WEIGHT_CENTRALITY = 1.0  # mean over other reports of the best TF-IDF cosine
WEIGHT_LEAD = 0.1  # falls with the place in the report, as below
WEIGHT_CLAIMS = 0.65  # the heaviest claim groups that the sentence states and no chosen one does
LEAD_HALVES_AT = 6  # sentences
NEWS_POWER = 2.0  # of the share of a sentence's TF-IDF weight in terms that no chosen sentence has
REPEATS = 0.45  # cosine above which a sentence says nothing new
MIN_WORDS, MAX_WORDS = 6, 40  # a sentence an editor would take over as it is
SAME_SENTENCE = 0.42  # TF-IDF cosine at which another report's sentence is cited beside the chosen one
OUTCOME_BONUS = 1.2  # factor for a sentence that tells what came of it
BESIDE_A_REPORT = 2  # sentences of one other report that are cited beside a chosen one
ONE_SIZE = 2.0  # ratio within which two figures may be rival counts of one thing
QUOTED_ONLY = 0.35  # factor for a report that may only be quoted: another that tells the same comes first
UNFIT = 0.55  # factor for what leans on a sentence before it
LETTERS_A_WORD = 2.2  # characters that count as a word in scripts without spaces

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.STANDFIRST, BlockKind.LIST})
_WORD = regex.compile(r"[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
_END = regex.compile(r"[.!。！…][\"'”’»」』)]*$")
# Openings and persons that need the sentence before, or speak in the outlet's own voice.
_LEANS = regex.compile(
    r"^(?:[\"“«]?\s*)(?:he|she|it|they|this|that|these|those|his|her|their|its|but|and|so|however|meanwhile|also|"
    r"instead|still|yet|then|there|here|such|the (?:former|latter|move|incident|two|pair|three)|"
    r"er|sie|es|dies|diese|dieser|aber|doch|il|elle|ils|elles|ce|cette|cela|mais|él|ella|esto|eso|pero|"
    r"ele|ela|isso|mas|он|она|они|это|но|однако)\b",
    regex.IGNORECASE,
)
_OWN_VOICE = regex.compile(
    r"\b(?:we|us|our|ours|i|my|me|you|your|read more|click|wir|uns|nous|notre|vous|nosotros|мы|наш)\b",
    regex.IGNORECASE,
)
# What came of it: an editor's brief has it, wherever the reports put it.
_OUTCOME = regex.compile(
    r"\b(?:agreed|agree to|decided|ruled|voted|approved|adopted|rejected|signed|sentenced|convicted|acquitted|fined|banned|"
    r"elected|resigned|concluded|announced|pledged|vowed|won|lost|died|killed|arrested|charged|released|"
    r"einigten|vereinbarten|beschloss\w*|verurteilt\w*|gewann\w*|convenu|convenus|décidé|adopté|condamné\w*|signé|"
    r"acordaron|decidió|aprobó|condenad[oa]s?|firmaron|concordaram|decidiu|aprovou|договорились|решили?|приговор\w*|"
    r"walikubaliana|waliamua)\b|合意|決定|합의|결정|达成|决定|同意|اتفق",
    regex.IGNORECASE,
)
_FIGURE = regex.compile(r"(?<!\d)\d{2,7}(?:,\d{3}){0,3}(?!\d)")
_QUOTATION = regex.compile(r'"[^"]*"|「[^」]*」')
_AT_LOOSE_ENDS = regex.compile(r'^[^"]*"[^"]*$')

# Sentences that are compared, each with all others, for one brief; news stands at the front of reports. Bounds
# the matrix of their cosines at 16 MB.
_MOST_READ = 2_000
_FEWEST_READ = 20  # of each report, however many there are


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence to build on, with the sentences of other reports that say it too."""

    report: int  # index into the reports
    sentence: Sentence
    beside: tuple[Span, ...]  # in other reports
    score: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    report: int
    place: int  # among the prose sentences of its report
    sentence: Sentence
    text: str


def may_reuse(article: Article) -> bool:
    """Whether a sentence of the report may be taken over; else its facts are restated or quoted shortly."""
    return may(Action.SUMMARISE, article) and may(Action.QUOTE, article)


def choose_sentences(
    reports: Sequence[Report],
    groups: Sequence[ClaimGroup],
    *,
    language: str,
    most: int,
    contested: Sequence[Span] = (),
) -> list[Choice]:
    """Return up to `most` sentences in the brief's language, best first, none repeating another.

    Args:
        reports: Annotated reports of one event.
        groups: Their claim groups, which tell what several of them say.
        language: Of the brief; sentences in others are only cited beside.
        most: How many at the most.
        contested: Passages with a value that most reports contradict; their sentences come last.
    """
    everything = _candidates(reports)
    if not everything:
        return []
    vectors = _tfidf([c.text for c in everything])
    cosines = vectors @ vectors.T
    merits, factors = _merits(everything, cosines, reports, language)
    stated = _stated_by(everything, groups)
    for i, candidate in enumerate(everything):
        if any(candidate.sentence.span.overlaps(span) for span in contested):
            factors[i] *= UNFIT
    chosen: list[int] = []
    scores: list[float] = []
    known: set[str] = set()  # ids of the groups that chosen sentences state
    told = np.zeros(vectors.shape[1], np.float32)  # 1 for each term that a chosen sentence has
    while len(chosen) < most:
        repeat = cosines[:, chosen].max(axis=1) if chosen else np.zeros(len(everything), np.float32)
        news = np.maximum(
            0, 1 - (vectors**2) @ told
        )  # share of each sentence's weight that no chosen one has
        claims = np.array([_claims(found, known) for found in stated], np.float32)
        worth = (merits + WEIGHT_CLAIMS * claims) * factors
        left = np.where((worth > 0) & (repeat < REPEATS), worth * news**NEWS_POWER, -np.inf)
        left[chosen] = -np.inf
        best = int(left.argmax())
        if not np.isfinite(left[best]):
            break
        chosen.append(best)
        scores.append(float(worth[best]))
        known |= {group.id for group in stated[best]}
        told = np.maximum(told, (vectors[best] > 0).astype(np.float32))
    return [_choice(i, everything, cosines, groups, score) for i, score in zip(chosen, scores, strict=True)]


def _candidates(reports: Sequence[Report]) -> list[_Candidate]:
    found = []
    most = max(_FEWEST_READ, _MOST_READ // max(1, len(reports)))
    for n, report in enumerate(reports):
        prose = [s for s in report.marks.sentences if s.block in _PROSE]
        for place, sentence in enumerate(prose[:most]):
            found.append(_Candidate(n, place, sentence, fold(report.article.read(sentence.span))))
    return found


def _tfidf(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return unit TF-IDF vectors, shape (len(texts), vocabulary)."""
    bags = [Counter(_terms(t)) for t in texts]
    count = Counter(term for bag in bags for term in bag)
    place = {term: i for i, term in enumerate(sorted(count))}
    matrix = np.zeros((len(texts), max(1, len(place))), np.float32)
    for row, bag in enumerate(bags):
        for term, n in bag.items():
            matrix[row, place[term]] = (1 + np.log(n)) * np.log((1 + len(texts)) / count[term])
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    return np.asarray(matrix / np.maximum(norms, 1e-9), np.float32)


def _terms(text: str) -> list[str]:
    """Words cut to their first letters, characters in pairs where a script has no spaces."""
    terms: list[str] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if _UNSPACED.search(word):
            terms += [word[i : i + 2] for i in range(len(word) - 1)]
        else:
            terms.append(loose(word)[:6])
    return terms


def _stated_by(candidates: Sequence[_Candidate], groups: Sequence[ClaimGroup]) -> list[list[ClaimGroup]]:
    """The claim groups that each sentence states, the heaviest first."""
    told: dict[str, list[ClaimGroup]] = {}  # by article: one has few of a story's groups
    for g in groups:
        for article_id in {s.span.article for s in g.supports}:
            told.setdefault(article_id, []).append(g)
    return [
        sorted(
            (g for g in told.get(c.sentence.span.article, ()) if _states(g, c.sentence.span)),
            key=lambda g: -g.weight,
        )
        for c in candidates
    ]


def _claims(stated: Sequence[ClaimGroup], known: Collection[str]) -> float:
    """The weight of the two heaviest claims of a sentence that no chosen sentence states."""
    return sum([g.weight for g in stated if g.id not in known][:2])


def _merits(
    candidates: Sequence[_Candidate],
    cosines: NDArray[np.float32],
    reports: Sequence[Report],
    language: str,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """What speaks for a sentence by its words and place, and the factor for its form; 0 where it cannot be used."""
    owner = np.array([c.report for c in candidates])
    merits, factors = (np.zeros(len(candidates), np.float32) for _ in range(2))
    for i, candidate in enumerate(candidates):
        if candidate.sentence.language != language or not _fit(candidate.text):
            continue
        others = [float(cosines[i, owner == r].max()) for r in set(owner.tolist()) - {candidate.report}]
        central = float(np.mean(others)) if others else 0.0
        lead = LEAD_HALVES_AT / (LEAD_HALVES_AT + candidate.place)
        merits[i] = WEIGHT_CENTRALITY * central + WEIGHT_LEAD * lead
        factors[i] = _form(candidate, reports[candidate.report].article)
    return merits, factors


def _form(candidate: _Candidate, article: Article) -> float:
    """The factor for what a sentence is: an outcome, one that leans on another, one that may only be quoted."""
    factor = OUTCOME_BONUS if _OUTCOME.search(candidate.text) else 1.0
    if candidate.place and (_LEANS.search(candidate.text) or _AT_LOOSE_ENDS.search(candidate.text)):
        factor *= UNFIT
    if not may_reuse(article):
        factor *= QUOTED_ONLY
    if article.genre != "report" or any(label.about == "article" for label in article.machine_labels):
        factor *= UNFIT  # a post speaks for its author, a machine for others
    return factor


def _fit(text: str) -> bool:
    """Whether a sentence stands for itself: whole, not a question, not in the outlet's own voice."""
    size = sum(
        len(w) / LETTERS_A_WORD if _UNSPACED.search(w) else 1
        for w in (m.group() for m in _WORD.finditer(text))
    )
    plain = _QUOTATION.sub(" ", text)
    quoted_share = 1 - len(plain) / max(1, len(text))
    return (
        MIN_WORDS <= size <= MAX_WORDS
        and _END.search(text) is not None
        and text.count('"') % 2 == 0
        and text.count("(") == text.count(")")
        and quoted_share < 0.6
        and _OWN_VOICE.search(plain) is None
    )


def _other_figures(one: str, other: str) -> bool:
    """Whether two sentences have figures of one size and none in common: the one is then no support of the other."""
    a, b = ({float(f.replace(",", "")) for f in _FIGURE.findall(text)} for text in (one, other))
    return a.isdisjoint(b) and any(1 / ONE_SIZE < x / y < ONE_SIZE for x in a for y in b if y)


def _states(group: ClaimGroup, span: Span) -> bool:
    return any(span.contains(s.span) for s in group.supports)


def _choice(
    i: int,
    candidates: Sequence[_Candidate],
    cosines: NDArray[np.float32],
    groups: Sequence[ClaimGroup],
    score: float,
) -> Choice:
    """Add what other reports say in the same sense: by claim group first, then by wording.

    Another report may tell in two sentences what this one tells in one, so each claim finds its own.
    """
    mine = candidates[i]
    nearest = [
        j
        for j in map(int, np.argsort(-cosines[i]))
        if candidates[j].report != mine.report and not _other_figures(mine.text, candidates[j].text)
    ]
    beside: dict[int, list[Span]] = {}
    for group in (g for g in groups if _states(g, mine.sentence.span)):
        stating: dict[int, Span] = {}
        for j in nearest:
            if candidates[j].report not in stating and _states(group, candidates[j].sentence.span):
                stating[candidates[j].report] = candidates[j].sentence.span
        for report, span in stating.items():
            spans = beside.setdefault(report, [])
            if span not in spans and len(spans) < BESIDE_A_REPORT:
                spans.append(span)
    for j in nearest:
        if cosines[i, j] >= SAME_SENTENCE and candidates[j].report not in beside:
            beside[candidates[j].report] = [candidates[j].sentence.span]
    return Choice(mine.report, mine.sentence, tuple(s for spans in beside.values() for s in spans), score)
