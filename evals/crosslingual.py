"""Grouping across languages: do a sentence and its translation end in one group of claims?

Data: WMT news test sets (`*crosslingual*/*.jsonl`: `event`, `lang`, `title`, `text` with one segment a line, the lines
of one event's documents aligned across languages). Two languages of one event are two reports of one story; each line
is a block of its own, and line n of the one states what line n of the other states. As two reports share only part of
what they tell, every third line is left out of the first and the line after it out of the second.

Engine: annotation, entities, utterances and `align.claims` as `compare` runs them. A group that holds a claim of line
m and one of line n links the two.

Metric: precision, recall and F1 of linked lines, (n, n) being right; over all sampled documents and per language pair.
Baseline: cosine of the whole lines above the embedder's threshold of sameness, each the other's nearest.
Published: none for this use. Translations are closer than independent reports: an upper bound.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from counterpoint.align.claims import group_claims
from counterpoint.align.entities import resolve_entities
from counterpoint.align.utterances import group_utterances
from counterpoint.annotate.article import annotate_articles
from counterpoint.models import load_models
from counterpoint.ports import Embedder, Models
from counterpoint.types import Article, Block, BlockKind, ClaimGroup, Origin, OriginKind, OriginMap, Report

_DOCUMENTS = 3  # of each pair of languages, spread over the events that have both
_LINES = 21  # of one document at the most, so that no long one outweighs the others
_EVERY = 3  # of so many lines one is left out of the first report, the next one out of the second

Links = set[tuple[int, int]]


@dataclass(frozen=True)
class Pair:
    """One event's documents in two languages."""

    event: str
    one: Article
    other: Article
    numbers: tuple[tuple[int, ...], tuple[int, ...]]  # which line each block is, by report
    lines: int  # that both hold

    @property
    def languages(self) -> str:
        """Both languages in one word: "de_en"."""
        return f"{self.one.language}_{self.other.language}"


@dataclass
class Tally:
    """Links found and wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, links: Links, lines: int) -> None:
        """Count the links of one pair of documents."""
        self.right += sum(i == j for i, j in links)
        self.found += len(links)
        self.wanted += lines

    def figures(self, name: str) -> dict[str, float]:
        """Precision, recall and F1 under `name`."""
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return {f"{name}precision": precision, f"{name}recall": recall, f"{name}f1": f1}


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    """Score a sample of every language pair's documents, or `limit` documents of each."""
    folder = next((p for p in sorted(data.glob("*crosslingual*")) if p.is_dir()), None)
    if folder is None:
        return None
    ours: dict[str, Tally] = {"": Tally()}
    plain: dict[str, Tally] = {"": Tally()}
    pairs = list(read(folder, limit or _DOCUMENTS))
    for pair in pairs:
        models = load_models((pair.one.language, pair.other.language))
        reports = annotated(pair, models)
        links = numbered(pair, linked(reports, grouped(reports, models.embedder)))
        guessed = numbered(pair, nearest(pair, models.embedder))
        for name in ("", f"{pair.languages}_"):
            ours.setdefault(name, Tally()).add(links, pair.lines)
            plain.setdefault(name, Tally()).add(guessed, pair.lines)
    figures = {k: v for name, tally in sorted(ours.items()) for k, v in tally.figures(name).items()}
    figures |= plain[""].figures("baseline_cosine_")
    figures |= {
        f"baseline_cosine_{name}f1": tally.figures("")["f1"] for name, tally in sorted(plain.items()) if name
    }
    return {**figures, "documents": float(len(pairs)), "lines": float(sum(p.lines for p in pairs))}


def read(folder: Path, most: int) -> Iterator[Pair]:
    """Up to `most` documents of every pair of languages, spread over the events, in order of languages."""
    events: dict[str, dict[str, list[str]]] = {}
    for path in sorted(folder.rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            lines = [line.strip() for line in row["text"].splitlines() if line.strip()]
            events.setdefault(row["event"], {})[row["lang"]] = lines[:_LINES]
    wanted: dict[tuple[str, str], list[Pair]] = {}
    for event, documents in sorted(events.items()):
        for one in sorted(documents):
            for other in sorted(documents):
                if one < other and min(len(documents[one]), len(documents[other])) >= _EVERY:
                    pair = made(event, (one, documents[one]), (other, documents[other]))
                    wanted.setdefault((one, other), []).append(pair)
    for _, pairs in sorted(wanted.items()):
        step = max(1, len(pairs) // most)
        yield from pairs[::step][:most]


def made(event: str, one: tuple[str, list[str]], other: tuple[str, list[str]]) -> Pair:
    """Two documents as reports that share one of every three lines and each tell one of their own."""
    articles, numbers = [], []
    for left_out, (language, lines) in enumerate((one, other)):
        kept = [n for n in range(len(lines)) if n % _EVERY != left_out]
        articles.append(article(f"{event}.{language}", language, [lines[n] for n in kept]))
        numbers.append(tuple(kept))
    return Pair(
        event, articles[0], articles[1], (numbers[0], numbers[1]), len(set(numbers[0]) & set(numbers[1]))
    )


def article(name: str, language: str, lines: Sequence[str]) -> Article:
    """One document as an extracted article, each line a paragraph."""
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(line)))
        at += len(line) + 2
    return Article(id=name, title="", text="\n\n".join(lines), blocks=tuple(blocks), language=language)


def annotated(pair: Pair, models: Models) -> list[Report]:
    """Both documents with their annotations."""
    articles = [pair.one, pair.other]
    return [Report(a, m) for a, m in zip(articles, annotate_articles(articles, models), strict=True)]


def grouped(reports: Sequence[Report], embedder: Embedder) -> tuple[ClaimGroup, ...]:
    """The groups of claims of two reports, each its own origin."""
    origins = OriginMap(
        tuple(
            Origin(f"o{n}", OriginKind.REPORTER, r.article.id, (r.article.id,))
            for n, r in enumerate(reports, start=1)
        ),
        tuple((r.article.id, f"o{n}") for n, r in enumerate(reports, start=1)),
        (),
    )
    entities = resolve_entities(reports)
    return group_claims(reports, entities, group_utterances(reports, entities, embedder), origins, embedder)


def linked(reports: Sequence[Report], groups: Sequence[ClaimGroup]) -> Links:
    """The pairs of blocks, of the first report and of the second, that some group holds together."""
    starts = {r.article.id: [b.start for b in r.article.blocks] for r in reports}
    found: Links = set()
    for group in groups:
        lines: tuple[set[int], ...] = tuple(
            {
                bisect_right(starts[s.span.article], s.span.start) - 1
                for s in group.supports
                if s.span.article == report.article.id
            }
            for report in reports
        )
        found |= {(i, j) for i in lines[0] for j in lines[1]}
    return found


def numbered(pair: Pair, links: Links) -> Links:
    """Links of blocks as links of lines."""
    return {(pair.numbers[0][i], pair.numbers[1][j]) for i, j in links}


def nearest(pair: Pair, embedder: Embedder) -> Links:
    """Whole lines that are each other's nearest, and nearer than the embedder's threshold of sameness."""
    one, other = (embedder.embed([a.text[b.start : b.end] for b in a.blocks]) for a in (pair.one, pair.other))
    cosines = one @ other.T
    return {
        (i, int(row.argmax()))
        for i, row in enumerate(cosines)
        if row.max() >= embedder.same and int(cosines[:, row.argmax()].argmax()) == i
    }
