"""Likeness: do two reports tell of the same event?

Data: `cluster_wikinews_sources` and `cluster_basil` (reports of events, English), `cluster_wmt21_crosslingual` (one document in
up to eight languages: translations, so an upper bound), `pairs_tgcontest` (Russian pairs judged the same story or not),
`pairs_semeval2022t8` (pairs graded 1 the same .. 4 unrelated).
The weights of `cluster/likeness.py` were fitted on the first three (wikinews_medium, BASIL, wmt21): those figures are a fit;
wikinews.json, tgcontest and SemEval are not among them.
Metric: pairwise F1 at the threshold used and area under the curve, on all pairs of one event and for each report the twelve
nearest of others and three at random; accuracy at the threshold; Pearson with the grades, sign turned.
Baselines in the same run: TF-IDF cosine of the text, and the cosine of the embedding, each at its own best threshold.
Published: SemEval-2022 task 8 Pearson .818 (best system, official evaluation set, which differs).
"""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from counterpoint.cluster.background import Background
from counterpoint.cluster.features import sketch_items
from counterpoint.cluster.likeness import SAME_EVENT, likenesses, similarity
from counterpoint.models.embedders import e5_embedder, use_embedder
from counterpoint.text import loose
from counterpoint.types.stream import Item, Sketch

_NEAREST, _RANDOM = 12, 3
_PAIRS = 450  # of SemEval's languages each, the first ones: embedding them is what costs
_DOCUMENTS = 240  # of wmt21: titles by e5 are what costs
_Labelled = list[tuple[Item, str]]


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    figures: dict[str, float] = {}
    for name, labelled in (
        ("wikinews", wikinews(data)),
        ("wikinews_small", wikinews(data, "wikinews.json")),
        ("basil", [(replace(item, published=None), event) for item, event in basil(data)]),
        ("languages", wmt(data)[: limit or _DOCUMENTS]),
    ):
        figures |= _events(name, labelled[:limit]) if labelled else {}
    return (figures | _judged(data, limit) | _graded(data, limit)) or None


def _events(name: str, labelled: _Labelled) -> dict[str, float]:
    items, events = [item for item, _ in labelled], [event for _, event in labelled]
    sketches = sketch_items(items, use_embedder(), e5_embedder() if name == "languages" else None)
    background = Background(sketches)
    pairs = hard_pairs(sketches, events)
    same = np.array([float(events[i] == events[j]) for i, j in pairs])
    ours = np.array([likenesses(sketches[i], [sketches[j]], background)[0] for i, j in pairs])
    cosines = np.array([float(sketches[i].vector @ sketches[j].vector) for i, j in pairs])
    words = _tfidf(items)
    naive = np.array([_dot(words[i], words[j]) for i, j in pairs])
    return {
        f"{name}_f1": f1(ours, same, SAME_EVENT),
        f"baseline_{name}_f1": best_f1(cosines, same)[0],
        f"baseline_{name}_f1_tfidf": best_f1(naive, same)[0],
        f"{name}_auc": auc(ours, same),
        f"baseline_{name}_auc": auc(cosines, same),
        f"baseline_{name}_auc_tfidf": auc(naive, same),
    }


def _judged(data: Path, limit: int | None) -> dict[str, float]:
    pairs = judged_pairs(data)[:limit]
    if not pairs:
        return {}
    ours, cosines, naive = _scored([(a, b) for a, b, _ in pairs], graded=False)
    same = np.array([float(label) for *_, label in pairs])
    bounds = sorted({float(c) for c in cosines})
    return {
        "tgcontest_accuracy": float(((ours >= SAME_EVENT) == (same > 0)).mean()),
        "baseline_tgcontest_accuracy": max(float(((cosines >= c) == (same > 0)).mean()) for c in bounds),
        "tgcontest_auc": auc(ours, same),
        "baseline_tgcontest_auc": auc(cosines, same),
        "baseline_tgcontest_auc_tfidf": auc(naive, same),
    }


def _graded(data: Path, limit: int | None) -> dict[str, float]:
    figures: dict[str, float] = {}
    pairs = graded_pairs(data)
    for language in sorted({a.language for a, _, _ in pairs}):
        of_it = [p for p in pairs if p[0].language == language][: limit or _PAIRS]
        ours, cosines, naive = _scored([(a, b) for a, b, _ in of_it], graded=True)
        grades = np.array([-grade for *_, grade in of_it])
        figures[f"pearson_{language}"] = _pearson(ours, grades)
        figures[f"baseline_pearson_{language}"] = _pearson(cosines, grades)
        figures[f"baseline_pearson_{language}_tfidf"] = _pearson(naive, grades)
        figures[f"published_pearson_{language}"] = 0.818
    return figures


def _scored(pairs: list[tuple[Item, Item]], *, graded: bool) -> tuple[NDArray[np.float64], ...]:
    """Our score, the embedding's cosine and that of TF-IDF for each pair; the background is all of them."""
    items = [item for pair in pairs for item in pair]
    sketches = sketch_items(items, use_embedder())
    background = Background(sketches)
    words = _tfidf(items)
    two = [(2 * n, 2 * n + 1) for n in range(len(pairs))]
    score = similarity if graded else lambda a, b, known: likenesses(a, [b], known)[0]
    return (
        np.array([float(score(sketches[i], sketches[j], background)) for i, j in two]),
        np.array([float(sketches[i].vector @ sketches[j].vector) for i, j in two]),
        np.array([_dot(words[i], words[j]) for i, j in two]),
    )


def hard_pairs(sketches: list[Sketch], events: list[str]) -> list[tuple[int, int]]:
    """Return all pairs of one event, and for each report the nearest of other events and some at random."""
    draw = np.random.default_rng(1)
    spaces = [np.stack([s.vector for s in sketches])]
    bridges = [s.bridge for s in sketches if s.bridge is not None]
    if len(bridges) == len(sketches):
        spaces.append(np.stack(bridges))
    labels = np.array(events)
    found: set[tuple[int, int]] = set()
    for i in range(len(sketches)):
        same = np.flatnonzero(labels == labels[i])
        other = [int(j) for j in same if j != i]
        for space in spaces:
            near = space @ space[i]
            near[same] = -np.inf
            other += [int(j) for j in np.argsort(-near)[:_NEAREST] if labels[j] != labels[i]]
        other += [int(j) for j in draw.integers(0, len(sketches), _RANDOM) if labels[j] != labels[i]]
        found |= {(min(i, j), max(i, j)) for j in other}
    return sorted(found)


def wikinews(data: Path, name: str = "wikinews_medium.json") -> _Labelled:
    """Reports that one Wikinews story cites; their times are of the crawl and left out."""
    path = data / "cluster_wikinews_sources" / name
    if not path.exists():
        return []
    events = json.loads(path.read_text(encoding="utf-8"))
    return [
        (
            Item(f"{name}-{e}-{n}", a["title"] or "", a["text"] or "", "en", url=a.get("ext_url")),
            f"{name}-{e}",
        )
        for e, event in enumerate(events)
        for n, a in enumerate(event["articles"])
    ]


def basil(data: Path) -> _Labelled:
    """Three outlets' reports of each event, with the day."""
    found = []
    for path in sorted((data / "cluster_basil" / "articles").glob("*/*.json")):
        a = json.loads(path.read_text(encoding="utf-8"))
        text = "\n".join(" ".join(sentences) for sentences in a["body-paragraphs"])
        day = datetime.fromisoformat(a["date"]).replace(tzinfo=UTC)
        item = Item(path.stem, a["title"], text, "en", published=day, outlet=a["source"])
        found.append((item, str(a["triplet-uuid"])))
    return found


def wmt(data: Path) -> _Labelled:
    """Documents with their translations."""
    path = data / "cluster_wmt21_crosslingual" / "documents.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    rows = [json.loads(line) for line in lines]
    return [(Item(f"wmt-{n}", r["title"], r["text"], r["lang"]), str(r["event"])) for n, r in enumerate(rows)]


def judged_pairs(data: Path) -> list[tuple[Item, Item, bool]]:
    """Pairs judged to be one story or not."""
    found = []
    for path in sorted((data / "pairs_tgcontest").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        for n, row in enumerate(rows):
            if row.get("GOLDEN:quality") in {"OK", "BAD"}:
                a, b = (
                    Item(f"{path.stem}-{n}-{k}", row[f"INPUT:{k}_title"] or "", row[f"INPUT:{k}_text"] or "")
                    for k in ("first", "second")
                )
                found.append((a, b, row["GOLDEN:quality"] == "OK"))
    return found


def graded_pairs(data: Path) -> list[tuple[Item, Item, float]]:
    """Pairs graded from 1, the same, to 4, unrelated."""
    path = data / "pairs_semeval2022t8" / "pairs.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found = []
    for line in lines:
        r = json.loads(line)
        a, b = (
            Item(f"{r['lang']}-{r['row']}-{k}", r[f"title_{k}"] or "", r[f"text_{k}"] or "", r["lang"])
            for k in (1, 2)
        )
        found.append((a, b, float(r["Overall"])))
    return found


def f1(scores: NDArray[np.float64], same: NDArray[np.float64], bound: float) -> float:
    taken = scores >= bound
    whole = float(taken.sum() + same.sum())
    return 2 * float((taken * same).sum()) / whole if whole else 0.0


def best_f1(scores: NDArray[np.float64], same: NDArray[np.float64]) -> tuple[float, float]:
    """Return the best F1 that any threshold gives, and that threshold."""
    order = np.argsort(-scores, kind="stable")
    right = same[order].cumsum()
    values = 2 * right / (np.arange(1, len(same) + 1) + same.sum())
    best = int(values.argmax())
    return float(values[best]), float(scores[order][best])


def auc(scores: NDArray[np.float64], same: NDArray[np.float64]) -> float:
    """Return how often a pair of one event scores above a pair of two; ties count half."""
    yes, no = np.sort(scores[same > 0]), np.sort(scores[same == 0])
    if not len(yes) or not len(no):
        return 0.0
    below, up_to = np.searchsorted(no, yes, "left"), np.searchsorted(no, yes, "right")
    return float((below + up_to).sum() / 2 / len(yes) / len(no))


def _pearson(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    return float(np.corrcoef(a, b)[0, 1]) if len(a) > 1 and a.std() and b.std() else 0.0


def _tfidf(items: list[Item]) -> list[dict[str, float]]:
    counts = [Counter(loose(f"{item.title} {item.text}").split()) for item in items]
    seen = Counter(word for c in counts for word in c)
    found = []
    for c in counts:
        row = {w: (1 + math.log(n)) * math.log(len(items) / seen[w]) for w, n in c.items()}
        length = math.sqrt(sum(v * v for v in row.values())) or 1.0
        found.append({w: v / length for w, v in row.items()})
    return found


def _dot(a: dict[str, float], b: dict[str, float]) -> float:
    return sum(a[w] * b[w] for w in a.keys() & b.keys())
