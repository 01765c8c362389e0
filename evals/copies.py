"""Copies: which reports of an event carry another's words.

Data: `gold_stories/gold.jsonl` with the corpus it names, `cluster_wikinews_sources` (pairs labelled by hand; pairs that share
only a quotation are left out both ways), and `reuse_clough_stevenson` where present: 95 answers labelled cut, light, heavy or
no reuse of a source text (Clough and Stevenson, 2011; not news).
The bounds of `cluster/copies.py` were set on these very pairs of gold_stories (ten of them positive): a fit, not a forecast.
Metric: F1 of pairs; accuracy of reuse or not, and of the four classes by the share of words in passages.
Baseline: word-trigram containment above 0.1, the classic threshold for reuse.
Published: 4 classes .80, binary .947 (from memory in the data's SOURCE.md, not re-checked).
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations
from pathlib import Path

from counterpoint.cluster.copies import find_copies
from counterpoint.text import loose
from counterpoint.types import Article, Block, BlockKind

# Share of the shorter text in passages: the engine's own bounds of a trimmed and of a one-voice copy (cluster/).
_CLASSES = ((0.80, "cut"), (0.45, "light"), (0.01, "heavy"))


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
    right = binary = naive = 0
    for path, (source, label) in labels.items():
        texts = [p.read_text(encoding="utf-8", errors="replace") for p in (path, source)]
        copies = find_copies([article("answer", "", texts[0]), article("source", "", texts[1])])
        share = copies[0].share if copies else 0.0
        said = next((name for bound, name in _CLASSES if share >= bound), "non")
        right += said == label
        binary += (said == "non") == (label == "non")
        naive += (_containment(*texts) > 0.1) == (label != "non")
    n = len(labels)
    return {
        "reuse_4_classes": right / n,
        "published_reuse_4_classes": 0.80,
        "reuse_binary": binary / n,
        "baseline_reuse_binary": naive / n,
        "published_reuse_binary": 0.947,
    }


def _labels(root: Path) -> dict[Path, tuple[Path, str]]:
    """Return answer -> (source, label), read from the corpus's tables: lines of source, answer, label."""
    rows = [
        line.strip().split(",") for table in root.glob("all*.txt") for line in table.read_text().splitlines()
    ]
    return {root / row[1]: (root / row[0], row[2]) for row in rows if len(row) == 3}
