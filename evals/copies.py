"""Copies: which reports of an event carry another's words.

Data: `gold_stories/gold.jsonl` with the corpus it names, `cluster_wikinews_sources` (pairs labelled by hand; pairs that share
only a quotation are left out both ways), and `reuse_clough_stevenson` where present: 95 answers labelled cut, light, heavy or
no reuse of a source text (Clough and Stevenson, 2011; not news).
The bounds of `cluster/copies.py` were set on these very pairs of gold_stories (ten of them positive): a fit, not a forecast.
Metric: F1 of pairs; accuracy of the four classes, and of reuse or not, with and without sentence vectors. The bounds of the
degrees are set here on the answers to four of the questions and judged on the fifth, five times; which shares `cluster/reuse.py`
takes was chosen on all of them. `fitted_`: with the bounds of `cluster/reuse.py`, which were set on these answers.
Baseline: for pairs, word-trigram containment above 0.1, the classic threshold for reuse; for degrees, the same share with
three bounds set and judged in the same way.
Published: 4 classes .80, binary .947 (from memory in the data's SOURCE.md, not re-checked).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

from counterpoint.cluster.copies import find_copies
from counterpoint.cluster.reuse import Bounds, Degree, Taken, measure, name_degree
from counterpoint.models import choose_embedder
from counterpoint.text import loose
from counterpoint.types import Article, Block, BlockKind

_CLASSES = {Degree.VERBATIM: "cut", Degree.LIGHT: "light", Degree.HEAVY: "heavy", Degree.NONE: "non"}


@dataclass(frozen=True)
class Answer:
    """An answer to a question, what it was labelled, and what it has of the source."""

    task: str
    label: str
    taken: Taken


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    figures = {**_stories(data, limit), **_answers(data)}
    return figures or None


def article(name: str, title: str, text: str) -> Article:
    whole = f"{title}\n\n{text}"
    blocks = (Block(BlockKind.HEADING, 0, len(title)), Block(BlockKind.PARAGRAPH, len(title) + 2, len(whole)))
    return Article(id=name, title=title, text=whole, blocks=blocks)


def _stories(data: Path, limit: int | None) -> dict[str, float]:
    gold = data / "gold_stories" / "gold.jsonl"
    corpus = data / "cluster_wikinews_sources"
    if not gold.exists() or not corpus.is_dir():
        return {}
    ours: Counter[str] = Counter()
    naive: Counter[str] = Counter()
    for line in gold.read_text().splitlines()[:limit]:
        event = json.loads(line)
        sources = json.loads((corpus / event["file"]).read_text())[event["index"]]["articles"]
        articles = [
            article(str(a["n"]), sources[a["n"]]["title"], sources[a["n"]]["text"]) for a in event["articles"]
        ]
        unsure = {_pair(c["articles"]) for c in event["copies"] if c.get("quote_only")}
        wanted = {_pair(c["articles"]) for c in event["copies"]} - unsure
        _count(ours, wanted, {_pair(map(int, c.articles)) for c in find_copies(articles)} - unsure)
        given = {
            _pair((int(a.id), int(b.id)))
            for a, b in combinations(articles, 2)
            if _containment(a.text, b.text) > 0.1
        }
        _count(naive, wanted, given - unsure)
    return {"copies_f1": _f1(ours), "baseline_copies_f1": _f1(naive)}


def _pair(pair: object) -> tuple[int, int]:
    a, b = sorted(pair)  # type: ignore[call-overload]
    return a, b


def _count(tally: Counter[str], wanted: set[tuple[int, int]], given: set[tuple[int, int]]) -> None:
    tally["tp"] += len(wanted & given)
    tally["fp"] += len(given - wanted)
    tally["fn"] += len(wanted - given)


def _f1(tally: Counter[str]) -> float:
    whole = 2 * tally["tp"] + tally["fp"] + tally["fn"]
    return 2 * tally["tp"] / whole if whole else 0.0


def _containment(a: str, b: str) -> float:
    x, y = (set(zip(w, w[1:], w[2:], strict=False)) for w in (loose(a).split(), loose(b).split()))
    return len(x & y) / max(1, min(len(x), len(y)))


def _answers(data: Path) -> dict[str, float]:
    root = data / "reuse_clough_stevenson"
    labels = _labels(root) if root.is_dir() else {}
    if not labels:
        return {}
    embedder = choose_embedder(("en",))
    words, near, naive = [], [], []
    for path, (source, label) in labels.items():
        a, b = (" ".join(p.read_text(encoding="utf-8", errors="replace").split()) for p in (path, source))
        words.append(Answer(source.name, label, measure(a, b)))
        near.append(Answer(source.name, label, measure(a, b, embedder)))
        shares = Taken(*[_containment(a, b)] * 4)
        naive.append(Answer(source.name, label, shares))
    figures: dict[str, float] = {}
    for prefix, answers in (("", words), ("embedded_", near), ("baseline_", naive)):
        said = _said_unseen(answers)
        right = [one == a.label for one, a in zip(said, answers, strict=True)]
        binary = [(one == "non") == (a.label == "non") for one, a in zip(said, answers, strict=True)]
        figures[f"{prefix}reuse_4_classes"] = sum(right) / len(right)
        figures[f"{prefix}reuse_binary"] = sum(binary) / len(binary)
    fixed = [_CLASSES[name_degree(a.taken)] == a.label for a in words]
    return {
        **figures,
        "fitted_reuse_4_classes": sum(fixed) / len(fixed),
        "published_reuse_4_classes": 0.80,
        "published_reuse_binary": 0.947,
    }


def _said_unseen(answers: Sequence[Answer]) -> list[str]:
    """Name each answer by bounds set on the answers to the other questions."""
    bounds = {task: _bounds([a for a in answers if a.task != task]) for task in {a.task for a in answers}}
    return [_CLASSES[name_degree(a.taken, bounds[a.task])] for a in answers]


def _bounds(answers: Sequence[Answer]) -> Bounds:
    """The bounds that put most answers right, one after the other: taken or not, whole or not, close or not."""
    taken = [a for a in answers if a.label != "non"]
    changed = [a for a in taken if a.label != "cut"]
    return Bounds(
        _bound([(a.taken.contained, a.label != "non") for a in answers]),
        _bound([(a.taken.whole, a.label == "cut") for a in taken]),
        _bound([(a.taken.close, a.label == "light") for a in changed]),
    )


def _bound(rows: Sequence[tuple[float, bool]]) -> float:
    """The middle one of the bounds above which most rows are true and below which most are not."""
    values = sorted({x for x, _ in rows})
    middles = [values[0] - 1, *((x + y) / 2 for x, y in pairwise(values)), values[-1]]
    right = [sum((x > bound) == true for x, true in rows) for bound in middles]
    best = [m for m, n in zip(middles, right, strict=True) if n == max(right)]
    return best[len(best) // 2]


def _labels(root: Path) -> dict[Path, tuple[Path, str]]:
    """Return answer -> (source, label), read from the corpus's tables: lines of source, answer, label."""
    rows = [
        line.strip().split(",") for table in root.glob("all*.txt") for line in table.read_text().splitlines()
    ]
    return {root / row[1]: (root / row[0], row[2]) for row in rows if len(row) == 3}
