"""Same-event linking: which mentions of events in several reports are one event.

Data: ECB+ (Cybulska and Vossen, LREC 2014): `claims_ecbplus/ECB+/<topic>/*.xml` with the validated sentences of
`*coreference_sentences.csv`; event mentions (ACTION_*, NEG_ACTION_*) of those sentences are given, links are not.
Stories: each subtopic (`ecb` or `ecbplus` files of a topic) is one story, as `compare` assumes: its inputs are one
event. That is the literature's gold-subtopic setting; links across subtopics are not asked for.

Engine: each mention becomes a claim (the phrase around it, in the clause the engine finds it in), scored in pairs by
`align.similarity` and joined by `align.linkage` as claims are. EVENTS below weighs the engine's features for mentions:
a claim is a statement with its values, a mention is a word for an event, so that predicates count for more.
Fitted on half of the subtopics of topics 1-35 and checked on the other half, both ways: CoNLL F1 .783 against .758.

Metric: CoNLL F1 (mean of MUC, B-cubed and CEAF-e) on gold mentions, singletons included.
Baseline: same head lemma within a story is the same event.
Published: 85.6 (CDLM, Caciularu et al., 2021), lemma baseline about 76, both on test topics 36-45 with predicted topics.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from counterpoint.align.entities import resolve_entities
from counterpoint.align.index import StoryIndex, build_index
from counterpoint.align.linkage import join
from counterpoint.align.similarity import pair_features, scaled
from counterpoint.annotate.article import annotate_articles
from counterpoint.models import load_models
from counterpoint.ports import Embedder, Models
from counterpoint.types import Article, Block, BlockKind, Claim, Report, Span
from evals.coreference_scores import Clustering, conll

_PUBLISHED = {"published_conll_f1": 0.856, "published_lemma_conll_f1": 0.76}


@dataclass(frozen=True)
class Gold:
    """One gold mention: where it stands in the article built from its document, and its chain."""

    start: int
    end: int
    chain: str


@dataclass(frozen=True)
class Document:
    article: Article
    mentions: tuple[Gold, ...]


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    """Score every subtopic under `data/claims_ecbplus`, or the first `limit`."""
    folder = data / "claims_ecbplus"
    if not folder.is_dir():
        return None
    stories = list(read(folder))[:limit]
    models = load_models()
    ours: list[tuple[Clustering, Clustering]] = []
    lemma: list[tuple[Clustering, Clustering]] = []
    for documents in stories:
        index, chains = prepare(documents, models)
        gold = clusters([f"{i}" if c is None else c for i, c in enumerate(chains)])
        ours.append((gold, clusters(linked(index, models.embedder))))
        lemma.append((gold, clusters([c.predicate for c in index.claims])))
    figures = conll(ours)
    figures |= {f"baseline_lemma_{k}": v for k, v in conll(lemma).items()}
    return {
        **figures,
        **_PUBLISHED,
        "mentions": float(sum(len(c) for g, _ in ours for c in g)),
        "stories": float(len(ours)),
    }


def clusters(labels: Sequence[object]) -> Clustering:
    """Rows with equal labels, as sets."""
    found: dict[object, set[int]] = {}
    for row, label in enumerate(labels):
        found.setdefault(label, set()).add(row)
    return [frozenset(rows) for rows in found.values()]


def read(folder: Path) -> Iterator[list[Document]]:
    """The documents of each subtopic, in order of topic."""
    wanted: dict[tuple[str, str], set[int]] = {}
    for table in sorted(folder.rglob("*coreference_sentences.csv")):
        for row in csv.DictReader(table.open(encoding="utf-8-sig")):
            wanted.setdefault((row["Topic"], row["File"]), set()).add(int(row["Sentence Number"]))
    stories: dict[tuple[int, str], list[Document]] = {}
    for path in sorted(folder.rglob("*_*.xml")):
        topic, _, name = path.stem.partition("_")
        keep = wanted.get((topic, name))
        if keep and topic.isdigit():
            document = parse(path, keep)
            if document.mentions:
                stories.setdefault((int(topic), "ecbplus" if name.endswith("plus") else "ecb"), []).append(
                    document
                )
    for key in sorted(stories):
        yield stories[key]


def parse(path: Path, keep: set[int]) -> Document:
    """The validated sentences of one file as an article, with the event mentions in them."""
    root = etree.parse(str(path)).getroot()
    sentences: dict[int, list[str]] = {}
    at: dict[str, tuple[int, int]] = {}
    for token in root.iter("token"):
        number = int(token.get("sentence", "0"))
        if number in keep:
            words = sentences.setdefault(number, [])
            at[token.get("t_id", "")] = (number, len(words))
            words.append(token.text or "")
    starts: dict[int, list[tuple[int, int]]] = {}
    blocks: list[Block] = []
    text = ""
    for number in sorted(sentences):
        begin = len(text)
        places = []
        for word in sentences[number]:
            places.append((len(text), len(text) + len(word)))
            text += word + " "
        starts[number] = places
        text = text.rstrip(" ")
        blocks.append(Block(BlockKind.PARAGRAPH, begin, len(text)))
        text += "\n\n"
    article = Article(id=path.stem, title="", text=text, blocks=tuple(blocks), language="en")
    return Document(article, tuple(_mentions(root, path.stem, at, starts)))


def _mentions(
    root: etree._Element, stem: str, at: dict[str, tuple[int, int]], starts: dict[int, list[tuple[int, int]]]
) -> Iterator[Gold]:
    chain_of: dict[str, str] = {}
    for relation in root.iter("CROSS_DOC_COREF", "INTRA_DOC_COREF"):
        target = relation.find("target")
        name = relation.get("note") if relation.tag == "CROSS_DOC_COREF" else None
        label = name or f"{stem}:{target.get('m_id') if target is not None else relation.get('r_id')}"
        for source in relation.iter("source"):
            chain_of[source.get("m_id", "")] = label
    for mark in root.iter():
        if not isinstance(mark.tag, str) or not mark.tag.startswith(("ACTION", "NEG_ACTION")):
            continue
        tokens = [at[a.get("t_id", "")] for a in mark.iter("token_anchor") if a.get("t_id", "") in at]
        if tokens:
            (number, first), (_, last) = tokens[0], tokens[-1]
            yield Gold(
                starts[number][first][0],
                starts[number][last][1],
                chain_of.get(mark.get("m_id", ""), f"{stem}:m{mark.get('m_id')}"),
            )


def prepare(documents: Sequence[Document], models: Models) -> tuple[StoryIndex, list[str]]:
    """Index a story whose claims are its gold mentions; return their chains in the same order."""
    marks = annotate_articles([d.article for d in documents], models)
    reports, chains = [], []
    for document, found in zip(documents, marks, strict=True):
        report = Report(document.article, found)
        claims = tuple(
            mention_claim(report, n, m)
            for n, m in enumerate(sorted(document.mentions, key=lambda m: m.start))
        )
        chains += [m.chain for m in sorted(document.mentions, key=lambda m: m.start)]
        reports.append(Report(document.article, replace(found, claims=claims)))
    return build_index(reports, resolve_entities(reports), models.embedder), chains


def mention_claim(report: Report, number: int, mention: Gold) -> Claim:
    """A claim about the event that one mention names: its own phrase, within what the engine's claim says."""
    marks, article = report.marks, report.article
    at = next((i for i, s in enumerate(marks.sentences) if s.span.start <= mention.start < s.span.end), 0)
    sentence = marks.sentences[at]
    inside = [i for i, t in enumerate(sentence.tokens) if t.start < mention.end and mention.start < t.end]
    head = next(
        (i for i in inside if sentence.tokens[i].head not in inside or sentence.tokens[i].head == i),
        inside[0] if inside else 0,
    )
    holding = [c for c in marks.claims if c.span.start <= mention.start and mention.end <= c.span.end]
    around = min(holding, key=lambda c: c.span.end - c.span.start, default=None)
    tokens = sentence.tokens
    near = [
        i
        for i, t in enumerate(tokens)
        if abs(i - head) <= _REACH and (head in (i, t.head) or tokens[t.head].head == head)
    ]
    start = min([mention.start, *(tokens[i].start for i in near)])
    end = max([mention.end, *(tokens[i].end for i in near)])
    return Claim(
        id=f"{article.id}:m{number}",
        span=Span(article.id, start, end),
        sentence=at,
        predicate=tokens[head].lemma if tokens else article.text[mention.start : mention.end].lower(),
        slots=around.slots if around else (),
        text=around.text if around else "",
    )


def linked(index: StoryIndex, embedder: Embedder) -> list[int]:
    """Return a group number for each mention of a story."""
    one, other, table = mention_features(index, embedder)
    score = np.full(len(one), EVENTS["bias"]) + sum(w * table[k] for k, w in EVENTS.items() if k != "bias")
    scores = dict(zip(zip(one.tolist(), other.tolist(), strict=True), score.tolist(), strict=True))
    label = [0] * len(index.claims)
    for number, rows in enumerate(join(len(index.claims), scores, mean=_JOIN, least=_LEAST, unknown=_LEAST)):
        for row in rows:
            label[row] = number
    return label


def mention_features(
    index: StoryIndex, embedder: Embedder
) -> tuple[NDArray[np.intp], NDArray[np.intp], dict[str, NDArray[np.float64]]]:
    """The engine's features of every pair of claims, and five that matter when a sentence names several events."""
    one, other, table = pair_features(index, every=True)
    claims = index.claims
    arguments = [words - {claim.predicate} for words, claim in zip(index.lemmas, claims, strict=True)]
    pairs = list(zip(one.tolist(), other.tolist(), strict=True))
    reporting = np.array(
        [claims[i].predicate in _REPORTING or claims[j].predicate in _REPORTING for i, j in pairs], float
    )
    beside = [
        claims[i].span.article == claims[j].span.article and claims[i].sentence == claims[j].sentence
        for i, j in pairs
    ]
    vectors = embedder.embed([c.predicate for c in claims])
    extra = {
        "predicate_near": scaled(np.einsum("ij,ij->i", vectors[one], vectors[other]), embedder.same),
        "beside": np.array(beside, float),
        "reporting": reporting,
        "reporting_predicate": reporting * table["predicate"],
        "arguments": np.array([_shared(index, arguments[i], arguments[j]) for i, j in pairs], float),
    }
    return one, other, {**table, **extra}


def _shared(index: StoryIndex, one: frozenset[str], other: frozenset[str]) -> float:
    lighter = min(index.mass(one), index.mass(other))
    return index.mass(one & other) / max(_LIGHT, lighter)


_REACH = 6  # words to either side that may belong to a mention's phrase
_LIGHT = 0.3  # weight of arguments under which sharing them says little
_REPORTING = frozenset({"say", "tell", "report", "announce", "state", "add", "claim"})
# Log-odds that join; with EVENTS fitted on half of the dev subtopics and checked on the other half, both ways.
_JOIN, _LEAST = -0.4, -6.0
EVENTS = {
    "bias": -0.83,
    "statement": 0.58,
    "passage": 0.79,
    "predicate_near": 2.82,
    "predicate": 0.38,
    "context": -0.23,
    "beside": -1.5,
    "reporting": -1.42,
    "reporting_predicate": -0.47,
    "arguments": 0.78,
}
