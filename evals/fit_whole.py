"""Fit `OF_WHOLE` of `cluster/likeness.py`: python -m evals.fit_whole --data DIR.

Two whole reports in one language are judged by weights of their own, fitted on English reports of four sets, each of which counts the
same: wikinews, BASIL, ECB+ (two events that look alike in each topic) and the first 350 events of AllSides' train split.
Pairs: all of one event; for each report the twelve nearest of other events and three at random. Rarity is counted among two
reports of each event, since a stream counts what represents its stories. Every pair is also shown as the model sees a language
that it does not read, at less weight. Dates are left out. `other names` and `one day` are set by hand.

Prints how well pairs of each set are told apart by weights that were fitted without it, and the weights of all sets. The `start`
of the table is .8 above the fit; see docs/design/0013-clustering.md.
"""

from __future__ import annotations

import argparse
import json
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from counterpoint.cluster.background import Background
from counterpoint.cluster.features import sketch_items
from counterpoint.cluster.likeness import OF_WHOLE, SIGNS, WEIGHTS, signs
from counterpoint.models.embedders import use_embedder
from counterpoint.types.stream import Item
from evals.fit_likeness import Pairs, fitted
from evals.likeness import basil, best_f1, f1, hard_pairs, wikinews

_ALLSIDES = 350  # events
_UNREAD = 0.3  # of a set's weight: its pairs as unread ones
_BY_HAND = {"other names": 1.0}
_FITTED = tuple(name for name in OF_WHOLE if name != "one day")
_Labelled = list[tuple[Item, str]]


def main() -> None:
    ask = argparse.ArgumentParser(prog="evals.fit_whole", description=__doc__)
    ask.add_argument("--data", type=Path, required=True, metavar="DIR")
    sets = [_pairs(name, labelled) for name, labelled in _labelled(ask.parse_args().data) if labelled]
    print("weights from the other sets:")
    for pairs in sets:
        weights = _fit([other for other in sets if other is not pairs])
        chances = 1.0 / (1.0 + np.exp(-(pairs.rows @ _row(weights))))
        best, bound = best_f1(chances, pairs.same)
        print(f"{pairs.name:12} F1 {f1(chances, pairs.same, 0.5):.3f}, at best {best:.3f} at {bound:.2f}")
    print("\nall sets, seen:")
    for name, weight in _fit(sets).items():
        print(f'    "{name}": {weight:.2f},')


def allsides(data: Path, name: str = "train.jsonl", events: int = _ALLSIDES) -> _Labelled:
    """Three outlets' openings of each event."""
    path = data / "mds_neus_allsides" / name
    lines = path.read_text(encoding="utf-8").splitlines()[:events] if path.exists() else []
    return [
        (Item(f"{name}-{n}-{m}", source["title"], source["text"], "en"), f"{name}-{n}")
        for n, line in enumerate(lines)
        for m, source in enumerate(json.loads(line)["sources"])
    ]


def ecb(data: Path) -> _Labelled:
    """Reports of two events in each topic; the first sentence stands for the title."""
    found = []
    for path in sorted((data / "claims_ecbplus" / "ECB+").glob("*/*.xml")):
        sentences: defaultdict[int, list[str]] = defaultdict(list)
        for token in ET.parse(path).getroot().iter("token"):
            sentences[int(token.get("sentence", 0))].append(token.text or "")
        lines = [" ".join(words) for _, words in sorted(sentences.items())]
        lines = [line for line in lines if not line.startswith("http") and len(line.split()) > 3]
        if lines:
            event = f"{path.parent.name}{'plus' if 'plus' in path.stem else ''}"
            found.append((Item(path.stem, lines[0], "\n".join(lines[1:]), "en"), event))
    return found


def _labelled(data: Path) -> list[tuple[str, _Labelled]]:
    return [
        ("wikinews", wikinews(data) + wikinews(data, "wikinews.json")),
        ("basil", [(replace(item, published=None), event) for item, event in basil(data)]),
        ("ecb+", ecb(data)),
        ("allsides", allsides(data)),
    ]


def _pairs(name: str, labelled: _Labelled) -> Pairs:
    events = [event for _, event in labelled]
    sketches = sketch_items([item for item, _ in labelled], use_embedder())
    seen: Counter[str] = Counter()
    counted = []
    for sketch, event in zip(sketches, events, strict=True):
        seen[event] += 1
        if seen[event] <= 2:
            counted.append(sketch)
    background = Background(counted)
    pairs = [(i, j) for i, j in hard_pairs(sketches, events) if sketches[i].whole and sketches[j].whole]
    rows = np.concatenate([signs(sketches[i], [sketches[j]], background) for i, j in pairs])
    same = np.array([float(events[i] == events[j]) for i, j in pairs])
    return Pairs(name, rows, same, np.array(pairs))


def _fit(sets: list[Pairs]) -> dict[str, float]:
    """The weights of whole reports; each set counts the same, and its unread pairs less."""
    unread = [replace(pairs, rows=_unread(pairs.rows)) for pairs in sets]
    shown = round(1 / _UNREAD) - 1
    return fitted([*sets * shown, *unread], _FITTED, dict.fromkeys(WEIGHTS, 0.0) | _BY_HAND) | _BY_HAND


def _unread(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    out = rows.copy()
    out[:, SIGNS.index("meaning")], out[:, SIGNS.index("unread")] = 0.0, 1.0
    return out


def _row(weights: dict[str, float]) -> NDArray[np.float64]:
    return np.array([weights.get(name, 0.0) for name in SIGNS])


if __name__ == "__main__":
    main()
