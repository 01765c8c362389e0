"""Fit the weights of `cluster/likeness.py`: python -m evals.fit_likeness --data DIR.

Prints the table to paste there, and how well pairs are told apart by weights that were fitted without a set, or without
the events in question.

Two steps, so that translations, which are closer than reports of two newsrooms, do not bend what holds within a language:
first reports in English (wikinews, BASIL; whole and as headlines alone; dates left out, since those of wikinews are of the crawl
and those of BASIL lie years apart), then, with those weights held, pairs across languages (wmt21).
Pairs: all of one event; for each report the twelve nearest of other events, and three drawn at random.
"""

from __future__ import annotations

import argparse
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from counterpoint.cluster.background import Background
from counterpoint.cluster.features import sketch_items
from counterpoint.cluster.likeness import SIGNS, WEIGHTS, signs
from counterpoint.models.embedders import e5_embedder, use_embedder
from counterpoint.types.stream import Item, Sketch
from evals.likeness import basil, best_f1, f1, hard_pairs, wikinews, wmt

_WITHIN = (
    "start", "headline", "unread", "meaning", "meaning of headlines", "words", "words of headlines", "names", "figures",
    "places", "other places", "other figures",
)  # fmt: skip
_ACROSS = (
    "two languages",
    "bridged",
    "bridged within",
    "meaning across languages",
    "meaning by bridge",
    "meaning by bridge across languages",
    "names across languages",
)
_FREE = frozenset(
    {"start", "headline", "unread", "two languages", "bridged", "bridged within"}
)  # of either sign
# Added by hand after the fit: wmt21's documents are translations, closer than what two newsrooms write, so the fit asks too
# much across languages. On wmt21 itself 18 more of 5,300 wrong pairs pass, and 81 more of 892 right ones.
_LENIENT = {"two languages": 1.0, "bridged": -0.5}
# What a headline alone lets pass was fitted as `headline`; a headline with a line of text is stricter, one alone more lenient: by
# AllSides (short reports) and the streams of headlines of wikinews and BASIL, where this raised BCubed F1 by .05, .04 and .04.
# `other places of headlines`, `other names of headlines` and `headlines of one day` are by hand, on streams and on events that look
# alike: they are printed as they stand. See docs/design/0019.
_HEADLINE = {"headline": -1.0, "headline alone": 2.0}
_RIDGE = 1e-3
_STEPS = 3000
_FOLDS = 5


@dataclass(frozen=True)
class Pairs:
    """Signs of pairs of one set, and whether each is of one event."""

    name: str
    rows: NDArray[np.float64]
    same: NDArray[np.float64]
    events: NDArray[np.int64]  # of both reports, hashed: shape (n, 2)


def main() -> None:
    ask = argparse.ArgumentParser(prog="evals.fit_likeness", description=__doc__)
    ask.add_argument("--data", type=Path, required=True, metavar="DIR")
    within, across = pairs_within(ask.parse_args().data), pairs_across(ask.parse_args().data)
    weights = dict.fromkeys(WEIGHTS, 0.0)
    weights |= fitted(within, _WITHIN, weights)
    print("\nweights from the other sets:")
    for pairs in within:
        others = [p for p in within if p.name.split(",")[0] != pairs.name.split(",")[0]]
        _say(pairs, {**dict.fromkeys(WEIGHTS, 0.0), **fitted(others, _WITHIN, dict.fromkeys(WEIGHTS, 0.0))})
    weights |= fitted([*within, *across], _ACROSS, weights)
    print("\nweights from the other events of the set (5 folds), the languages' signs only:")
    for pairs in across:
        _folds(pairs, weights)
    weights |= {name: weights[name] + more for name, more in (_LENIENT | _HEADLINE).items()}
    print("\nall sets, seen:")
    for pairs in (*within, *across):
        _say(pairs, weights)
    for name in SIGNS:
        print(
            f'    "{name}": {weights[name] if name in (*_WITHIN, *_ACROSS, *_HEADLINE) else WEIGHTS[name]:.2f},'
        )


def pairs_within(data: Path) -> list[Pairs]:
    """Pairs of reports in one language."""
    found = []
    for name, labelled in (("wikinews", wikinews(data)), ("basil", basil(data))):
        reports = [(replace(item, published=None), event) for item, event in labelled]
        headlines = [(replace(item, text=""), event) for item, event in reports]
        found.append(_pairs(name, *_sketched(reports)))
        found.append(_pairs(f"{name}, headlines", *_sketched(headlines)))
        found.append(_pairs(f"{name}, unread", *_sketched(reports), read=False))
    return found


def pairs_across(data: Path) -> list[Pairs]:
    """Pairs of reports in two languages, and some of one by the second model."""
    reports = wmt(data)
    headlines = [(replace(item, text=""), event) for item, event in reports]
    english = [(replace(item, published=None), event) for item, event in wikinews(data)]
    return [
        _pairs("wmt21", *_sketched(reports, bridged=True)),
        _pairs("wmt21, headlines", *_sketched(headlines, bridged=True)),
        _pairs("wikinews, by the second model", *_sketched(english, bridged=True), read=False),
    ]


def fitted(sets: list[Pairs], names: tuple[str, ...], held: dict[str, float]) -> dict[str, float]:
    """Return the weights of some signs, the others held; each set counts the same."""
    rows = np.concatenate([p.rows for p in sets])
    same = np.concatenate([p.same for p in sets])
    share = np.concatenate([np.full(len(p.same), 1 / len(p.same) / len(sets)) for p in sets])
    columns = [SIGNS.index(name) for name in names]
    fixed = np.array([0.0 if name in names else held[name] for name in SIGNS])
    free = np.array([name in _FREE for name in names])
    found = _logistic(rows[:, columns], same, share, rows @ fixed, free)
    return dict(zip(names, map(float, found), strict=True))


def _logistic(
    rows: NDArray[np.float64],
    same: NDArray[np.float64],
    share: NDArray[np.float64],
    offset: NDArray[np.float64],
    free: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Accelerated projected gradient: a sign that speaks for one event never counts against it."""
    step = 1.0 / (np.linalg.eigvalsh((rows * share[:, None]).T @ rows)[-1] / 4 + _RIDGE)
    weights = ahead = np.zeros(rows.shape[1])
    pace = 1.0
    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-(rows @ ahead + offset)))
        slope = (rows * share[:, None]).T @ (chance - same) + _RIDGE * ahead
        moved = ahead - step * slope
        moved = np.where(free, moved, np.maximum(moved, 0.0))
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = moved + (pace - 1) / faster * (moved - weights)
        weights, pace = moved, faster
    return np.asarray(weights)


def _sketched(labelled: list[tuple[Item, str]], *, bridged: bool = False) -> tuple[list[Sketch], list[str]]:
    items = [item for item, _ in labelled]
    sketches = sketch_items(items, use_embedder(), e5_embedder() if bridged else None)
    return sketches, [event for _, event in labelled]


def _pairs(name: str, sketches: list[Sketch], events: list[str], *, read: bool = True) -> Pairs:
    pairs = hard_pairs(sketches, events)
    if not read:
        sketches = [replace(sketch, read=False) for sketch in sketches]
    background = Background(sketches)
    rows = np.concatenate([signs(sketches[i], [sketches[j]], background) for i, j in pairs])
    hashed = np.array([zlib.crc32(event.encode()) for event in events])
    return Pairs(
        name, rows, np.array([float(events[i] == events[j]) for i, j in pairs]), hashed[np.array(pairs)]
    )


def _folds(pairs: Pairs, weights: dict[str, float]) -> None:
    fold = pairs.events % _FOLDS
    chances = np.zeros(len(pairs.same))
    for n in range(_FOLDS):
        seen, unseen = (fold != n).all(axis=1), fold[:, 0] == n
        part = Pairs(pairs.name, pairs.rows[seen], pairs.same[seen], pairs.events[seen])
        found = {**weights, **fitted([part], _ACROSS, weights)}
        chances[unseen] = _chances(pairs.rows[unseen], found)
    print(f"{pairs.name:32} F1 {f1(chances, pairs.same, 0.5):.3f}")


def _say(pairs: Pairs, weights: dict[str, float]) -> None:
    chances = _chances(pairs.rows, weights)
    best, bound = best_f1(chances, pairs.same)
    print(f"{pairs.name:32} F1 {f1(chances, pairs.same, 0.5):.3f}, at best {best:.3f} at {bound:.2f}")


def _chances(rows: NDArray[np.float64], weights: dict[str, float]) -> NDArray[np.float64]:
    return np.asarray(1.0 / (1.0 + np.exp(-(rows @ np.array([weights[name] for name in SIGNS])))))


if __name__ == "__main__":
    main()
