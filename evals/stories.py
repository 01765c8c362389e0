"""Whole stories: disputes, look-alikes, utterances, agreed facts, key sentences and copies of hand-labelled events.

Data: `gold_stories/*.jsonl`, one event a line (labels by one reader), which name events of the corpus files
in `cluster_wikinews_sources/*.json` (articles as title and text). Each article is given to the engine as a plain-text
file, all of an event's together.

Metrics (story_scores.py): a predicted dispute is right when two of its values stand in the passages of two labelled
values; contradictions and updates count, soft labels are never missed; false alarms are the share of labelled
look-alikes (precision, rounding, paraphrase, subset, unit, spelling) that are called disputes. Utterances and agreed
facts: recall of labels of which two passages stand in one group; merged: share of groups that hold two labels. Key
sentences: cited or said by the brief. Copies: F1 of pairs of articles.

Baselines, on the same sentences and embedder: two sentences of two articles that are alike by cosine are one claim, and
a dispute when their digits differ; those with quotation marks are one utterance; the brief is the first sentences of
the first reports; articles that share a tenth of their eight-word runs are copies.
Published: none; the labels are this project's.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from counterpoint.annotate.sentences import split_sentences
from counterpoint.errors import ExtractError
from counterpoint.models import load_models
from counterpoint.ports import Embedder, Models
from counterpoint.run.compare import compare
from counterpoint.text import sha256
from counterpoint.types import Capture, Span, Story
from evals.story_scores import Answer, Labels, Passage, figures, pairs_of, plain, tally_event

_DIGITS = re.compile(r"\d[\d.,]*")
_QUOTES = re.compile(r"[\"“”«»]")
_SHINGLE = 8  # words
_COPIED = 0.1  # of the shorter article's runs
_LEAD = 6  # sentences of the baseline's brief


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    """Score every event under `data/gold_stories`, or the first `limit`; None where a folder is missing."""
    gold = sorted((data / "gold_stories").glob("*.jsonl"))
    corpus = data / "cluster_wikinews_sources"
    if not gold or not corpus.is_dir():
        return None
    models = load_models(("en",))
    ours: Counter[str] = Counter()
    plainly: Counter[str] = Counter()
    failed = 0
    for event, captures in list(_events(gold, corpus))[:limit]:
        labels = _labels(event)
        try:
            story = compare(captures, models=models)
        except ExtractError:
            failed += 1
            continue
        ours += tally_event(labels, _answer(story))
        plainly += tally_event(labels, _baseline(story, models))
    baseline = {f"baseline_{name}": value for name, value in figures(plainly).items()}
    return {**figures(ours), **baseline, "failed_events": float(failed)}


def _events(gold: Sequence[Path], corpus: Path) -> Iterator[tuple[dict[str, Any], list[Capture]]]:
    """Each labelled event with its articles as captured files, named by their number in the event."""
    files: dict[str, list[dict[str, Any]]] = {}
    for path in gold:
        for line in path.read_text().splitlines():
            if not line.strip():
                continue
            event = json.loads(line)
            name = event["file"]
            if name not in files:
                files[name] = json.loads((corpus / name).read_text())
            source = files[name][event["index"]]["articles"]
            captures = []
            for article in event["articles"]:
                held = source[article["n"]]
                content = f"{held['title']}\n\n{held['text']}\n".encode()
                captures.append(Capture(sha256(content), content, path=Path(f"{article['n']:02d}.txt")))
            yield event, captures


def _labels(event: dict[str, Any]) -> Labels:
    def passages(items: Sequence[dict[str, Any]]) -> list[Passage]:
        return [(item["n"], item["text"]) for item in items]

    disputes = []
    lookalikes = [[[p] for p in passages(c["evidence"])] for c in event.get("compatible", [])]
    for dispute in event["disputes"]:
        values = [passages(v["evidence"]) for v in dispute["values"]]
        if dispute["kind"] == "spelling-variant":
            lookalikes.append(values)
        else:
            disputes.append((values, dispute.get("strength") != "soft"))
    unsure = pairs_of(c["articles"] for c in event["copies"] if c.get("quote_only"))
    return Labels(
        disputes,
        lookalikes,
        [passages(u["renderings"]) for u in event["utterances"]],
        [passages(f["evidence"]) for f in event["agreed"]],
        passages(event["key_sentences"]),
        pairs_of(c["articles"] for c in event["copies"]) - unsure,
        unsure,
    )


def _number(story: Story) -> dict[str, int]:
    return {a.id: int(Path(a.path or "0").stem) for a in story.articles}


def _answer(story: Story) -> Answer:
    number = _number(story)

    def passage(span: Span) -> Passage:
        return number[span.article], story.read(span)

    return Answer(
        [[[passage(s) for s in v.spans] for v in d.values] for d in story.disputes],
        [[passage(r.span) for r in u.renderings] for u in story.utterances],
        [[passage(s.span) for s in c.supports] for c in story.claims],
        [passage(c.span) for s in story.brief.sentences for c in s.citations],
        [s.text for s in story.brief.sentences],
        pairs_of([number[a] for a in c.articles] for c in story.copies),
    )


def _baseline(story: Story, models: Models) -> Answer:
    """The plain system: sentences, cosine, digits."""
    number = _number(story)
    sentences = [(number[a.id], a.read(s.span)) for a in story.articles for s in split_sentences(a)]
    alike = _alike(sentences, models.embedder)
    disputes = [
        [[sentences[i]], [sentences[j]]] for i, j in alike
        if (a := set(_DIGITS.findall(sentences[i][1]))) and (b := set(_DIGITS.findall(sentences[j][1]))) and a != b
    ]  # fmt: skip
    groups = [[sentences[i] for i in group] for group in _components(len(sentences), alike)]
    runs = {number[a.id]: _runs(a.text) for a in story.articles}
    copies = [
        (a, b) for a, b in combinations(sorted(runs), 2)
        if len(runs[a] & runs[b]) >= _COPIED * max(1, min(len(runs[a]), len(runs[b])))
    ]  # fmt: skip
    lead = [s for n in sorted(runs) for s in [p for p in sentences if p[0] == n][1:3]][:_LEAD]
    quoted = [[p for p in group if _QUOTES.search(p[1])] for group in groups]
    return Answer(disputes, quoted, groups, lead, [t for _, t in lead], pairs_of(copies))


def _alike(sentences: Sequence[Passage], embedder: Embedder) -> list[tuple[int, int]]:
    if not sentences:
        return []
    vectors = embedder.embed([text for _, text in sentences])
    cosines = vectors @ vectors.T
    return [
        (i, j) for i, j in combinations(range(len(sentences)), 2)
        if sentences[i][0] != sentences[j][0] and cosines[i, j] > embedder.same
    ]  # fmt: skip


def _components(size: int, edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Connected sentences, those with a neighbour only."""
    parent = list(range(size))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in edges:
        parent[root(i)] = root(j)
    found: dict[int, list[int]] = {}
    for i in {k for edge in edges for k in edge}:
        found.setdefault(root(i), []).append(i)
    return [sorted(g) for g in found.values()]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = plain(text).split()
    return {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
