"""What one party says and another denies.

Data way: Ground -> Clashes of slot "polarity".
Pure.

A denial names what it denies, or points back to it ("a charge she denies"). The other side is the passage, in any report,
that tells the same thing without denying it. Denials are the press's commonest contradiction of polarity, and the one
that can be found surely: bare negation in two matching clauses is wrong nine times out of ten (measured on sixty
events), because two clauses so alike seldom speak of one thing when one is negated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from counterpoint.align.dispute_frames import Ground, Site, lemmas, site_at
from counterpoint.align.dispute_pairs import Clash, Side
from counterpoint.align.dispute_words import ACCUSATIONS, DENIABLE, DENIALS, EMPTY_DENIED
from counterpoint.types import BlockKind, Report, Sentence, Span, Token

# Share of what is denied, by weight, that the other passage must tell; and the least weight.
COVERED = 0.5
LEAST_MASS = 0.9
LEAST_CORE = 0.45  # of that, in words that are no names
MOST_ASSERTIONS = 3  # passages shown for the other side
# Prepositions that say where, when or by whom something was denied.
_ASIDE = frozenset(
    "by on in at after before during late early accord according from through with to via".split()
)
_STEM = 5  # letters under which "threat" and "threaten", "bully" and "bullying" agree


@dataclass(frozen=True, slots=True)
class Denial:
    """A passage in which somebody says that something is not so."""

    site: Site
    denied: frozenset[str]  # stems of what is denied
    core: frozenset[str]  # those of its stems that are no names


def denial_clashes(ground: Ground) -> list[Clash]:
    """Find each denial's other side."""
    clashes = []
    sentences = _assertions(ground)
    for denial in find_denials(ground):
        for score, site in _answers(ground, denial, sentences):
            sides = (
                Side("so", "said", site.span, site.passage),
                Side("denied", "denied", denial.site.span, denial.site.passage),
            )
            topic = f"denial:{denial.site.span.article}:{denial.site.span.start}"
            clashes.append(
                Clash(
                    "polarity",
                    f"whether it is so: “{_short(ground, denial.site.passage)}”",
                    *sides,
                    score=score,
                    topic=topic,
                )
            )
    return clashes


def find_denials(ground: Ground) -> list[Denial]:
    """Every denial in the story's reports whose content is known."""
    found = []
    for report in ground.reports:
        for i, sentence in enumerate(report.marks.sentences):
            if sentence.block is not BlockKind.NOTE:
                found.extend(_denials_in(ground, report, i, sentence))
    return found


def _denials_in(ground: Ground, report: Report, index: int, sentence: Sentence) -> list[Denial]:
    tokens = sentence.tokens
    found = []
    for i, token in enumerate(tokens):
        if token.lemma not in DENIALS or token.pos not in {"VERB", "NOUN"} or token.dep == "amod":
            continue
        if any(t.lemma in {"confirm", "not", "n't"} and t.head in {i, token.head} for t in tokens):
            continue  # "would neither confirm nor deny"
        if not _of_saying(tokens, i):
            continue
        span = Span(report.article.id, token.start, token.end)
        under = below(tokens, i)
        denied, held = stems(lemmas(under, span)), under
        subject = {j for j, t in enumerate(tokens) if t.head == i and t.dep in {"nsubj", "nsubjpass"}}
        whole = {
            j for j, t in enumerate(tokens) if j in subject or t.head in subject
        }  # "Tom Reed", not "Reed"
        inside = [i, *whole, *(j for j, t in enumerate(tokens) if t in under)]
        passage = Span(report.article.id, *_reach(tokens, inside))
        if _points_back(tokens, i):
            denied, held, passage = stems(lemmas(tokens, span)), list(tokens), sentence.span
        core = stems(lemmas([t for t in held if t.pos != "PROPN"], span)) - EMPTY_DENIED
        if len(denied - EMPTY_DENIED) >= 2 and core:
            site = replace(site_at(ground, span, index), passage=passage)
            found.append(Denial(site, denied - EMPTY_DENIED, core))
    return found


def _of_saying(tokens: Sequence[Token], at: int) -> bool:
    """Whether a denial says that something is not so, rather than refuses it: "denied the charge", not "denied entry"."""
    if tokens[at].lemma != "deny":
        return True
    under = [t for i, t in enumerate(tokens) if t.head == at and i != at]
    if any(t.dep in {"ccomp", "xcomp", "pcomp"} for t in under) or _points_back(tokens, at):
        return True
    objects = [i for i, t in enumerate(tokens) if t.head == at and t.dep in {"dobj", "obj", "nsubjpass"}]
    return any(
        tokens[i].lemma in DENIABLE
        or tokens[i].tag == "VBG"
        or any(t.head == i and t.lemma == "any" for t in tokens)
        for i in objects
    )


def _points_back(tokens: Sequence[Token], at: int) -> bool:
    """Whether what is denied stands before: "..., a charge she denies"."""
    return tokens[at].dep == "relcl" and tokens[tokens[at].head].lemma in ACCUSATIONS


def _assertions(ground: Ground) -> list[tuple[Site, frozenset[str]]]:
    """Every sentence that denies nothing, with its stems."""
    out = []
    for report in ground.reports:
        for i, sentence in enumerate(report.marks.sentences):
            if sentence.block is BlockKind.NOTE or not sentence.tokens:
                continue
            if any(
                t.lemma in DENIALS or t.dep == "neg" or t.lemma in {"whether", "?"} for t in sentence.tokens
            ):
                continue
            site = replace(site_at(ground, sentence.span, i), passage=sentence.span)
            out.append((site, stems(lemmas(sentence.tokens, Span(report.article.id, 0, 0)))))
    return out


def _answers(
    ground: Ground, denial: Denial, sentences: Sequence[tuple[Site, frozenset[str]]]
) -> list[tuple[float, Site]]:
    """The passages that tell what is denied, best first."""
    weights: dict[str, float] = {}
    for lemma, weight in ground.idf.items():
        weights[lemma[:_STEM]] = min(weight, weights.get(lemma[:_STEM], 1.0))
    whole = sum(weights.get(s, 1.0) for s in denial.denied)
    if whole < LEAST_MASS:
        return []
    scored = []
    for site, told in sentences:
        shared = sum(weights.get(s, 1.0) for s in denial.denied & told)
        core = sum(weights.get(s, 1.0) for s in denial.core & told)
        if shared >= max(LEAST_MASS, COVERED * whole) and core >= LEAST_CORE:
            scored.append((shared / whole, site))
    scored.sort(key=lambda pair: (-pair[0], pair[1].article == denial.site.article, pair[1].span))
    return scored[:MOST_ASSERTIONS]


def stems(words: frozenset[str]) -> frozenset[str]:
    """Word beginnings, under which a word family agrees."""
    return frozenset(w[:_STEM] for w in words)


def below(tokens: Sequence[Token], verb: int) -> list[Token]:
    """What hangs on a verb or noun of denying, apart from who denies and when."""
    found = []
    for i, token in enumerate(tokens):
        step, top = i, i
        for _ in range(len(tokens)):
            if step == verb or tokens[step].head == step:
                break
            top, step = step, tokens[step].head
        if (
            step == verb
            and i != verb
            and tokens[top].lemma not in _ASIDE
            and tokens[top].dep in {"dobj", "obj", "ccomp", "xcomp", "prep", "pobj", "acl", "nsubjpass"}
        ):
            found.append(token)
    return found


def _reach(tokens: Sequence[Token], inside: Sequence[int]) -> tuple[int, int]:
    return min(tokens[i].start for i in inside), max(tokens[i].end for i in inside)


def _short(ground: Ground, span: Span, longest: int = 14) -> str:
    words = ground.read(span).split()
    return " ".join(words[:longest]) + (" …" if len(words) > longest else "")
