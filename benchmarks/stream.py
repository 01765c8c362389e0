"""Measure the stream of stories: python -m benchmarks.stream [--data DIR] [--articles N] [--at N ...] [--days D].

Reports are assigned to stories one by one, and the embedding is no part of the time. They are real reports (of DIR's
`cluster_wikinews_sources` and `cluster_basil`; else the bundled example's few) told again and again as other events: names,
places, figures and rare words are exchanged for others of the same kind, all of one event for the same, and the vectors are
turned by a rotation of their own that keeps the likeness of the reports of one event. An event's reports arrive within a day
and a half; N articles arrive evenly over D days, of which the stream keeps seven.

Prints, whenever the window holds so many (--at), articles assigned a CPU-second over the last 2,000, vectors of the window, stories, and the
peak of the process's memory.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from pathlib import Path
from zlib import crc32

import numpy as np

from counterpoint.cluster.features import sketch_items
from counterpoint.cluster.online import Stream
from counterpoint.models.embedders import use_embedder
from counterpoint.types.stream import Item, Sketch

EXAMPLE = Path(__file__).parents[1] / "examples" / "harbour"
START = datetime(2024, 1, 1, tzinfo=UTC)
LAST = 2_000  # articles that a rate is taken over
SPREAD = timedelta(hours=36)  # of one event's reports
KEPT_WORDS = 0.3  # of a report's words, which are those of any news
_SEED = 4


@dataclass(frozen=True, slots=True)
class Event:
    """The reports of one real event."""

    sketches: tuple[Sketch, ...]


def events(data: Path | None) -> list[Event]:
    """Return real events, sketched."""
    groups: defaultdict[str, list[Item]] = defaultdict(list)
    if data:
        from evals.clusters import basil, wikinews

        for items, gold in (wikinews(data), basil(data)):
            for item in items:
                groups[gold[item.id]].append(item)
    if not groups:
        for path in sorted(EXAMPLE.glob("*.txt")) + sorted(EXAMPLE.glob("*.html")):
            groups["example"].append(
                Item(path.name, path.stem, path.read_text(errors="replace")[:5000], "en")
            )
    return [Event(tuple(sketch_items(group, use_embedder()))) for _, group in sorted(groups.items())]


def told_again(event: Event, nth: int, random: np.random.Generator) -> list[Sketch]:
    """Return an event's reports as those of another: same shape, other names, words, figures and direction."""
    size = event.sketches[0].vector.size
    order, signs = random.permutation(size), random.choice([-1.0, 1.0], size).astype(np.float32)
    common = {term for sketch in event.sketches for term, _ in sketch.terms if hash_share(term) < KEPT_WORDS}

    def other(word: str) -> str:
        return word if word in common else f"{word}{nth}"

    # Half of the vector is kept: what all news has in common stays in common.
    turned = [
        np.where(np.arange(size) < size // 2, s.vector, s.vector[order] * signs).astype(np.float32)
        for s in event.sketches
    ]
    return [
        replace(
            sketch,
            id=f"{nth}/{sketch.id}",
            vector=vector / max(1e-9, float(np.linalg.norm(vector))),
            names=frozenset(f"{name}{nth}" for name in sketch.names),
            numbers=frozenset(f"{number}{nth % 10}" for number in sketch.numbers),
            terms=tuple((other(term), weight) for term, weight in sketch.terms),
        )
        for sketch, vector in zip(event.sketches, turned, strict=True)
    ]


def hash_share(word: str) -> float:
    """Return a number of 0..1 that a word always has."""
    return crc32(word.encode()) % 1000 / 1000


def replayed(real: Sequence[Event], articles: int, days: float) -> Iterator[Sketch]:
    """Yield articles in the order of their arrival."""
    random = np.random.default_rng(_SEED)
    step = timedelta(days=days) / articles
    waiting: list[tuple[datetime, int, Sketch]] = []
    made = 0
    for nth in range(articles):
        now = START + nth * step
        while len(waiting) < 1 or waiting[0][0] > now:
            event = real[int(random.integers(len(real)))]
            for n, sketch in enumerate(told_again(event, made, random)):
                at = now + SPREAD * float(random.random()) if n else now
                heappush(waiting, (at, made * 100 + n, replace(sketch, at=at)))
            made += 1
        yield heappop(waiting)[2]


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, metavar="DIR")
    ask.add_argument("--articles", type=int, default=10_000)
    ask.add_argument(
        "--at",
        type=int,
        nargs="+",
        default=[2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 1_000_000],
    )
    ask.add_argument("--days", type=float, default=7.0, help="that the articles arrive over")
    options = ask.parse_args()
    real = events(options.data)
    print(f"{sum(len(event.sketches) for event in real)} real reports of {len(real)} events", flush=True)
    for line in measured(replayed(real, options.articles, options.days), options.at):
        print(line, flush=True)
    return 0


def measured(sketches: Iterator[Sketch], marks: Sequence[int]) -> Iterator[str]:
    """Assign the reports; yield a line at each mark, and at the end."""
    stream, spent, seen = Stream(), 0.0, 0
    recent: list[float] = []
    for seen, sketch in enumerate(sketches, 1):
        began = time.process_time()
        stream.add(sketch)
        stream.changes()  # as a store asks after each batch
        took = time.process_time() - began
        spent += took
        recent.append(took)
        if len(recent) > LAST:
            recent.pop(0)
        if seen in marks:
            yield _line(stream, seen, spent, recent)
    if seen and seen not in marks:
        yield _line(stream, seen, spent, recent)


def _line(stream: Stream, seen: int, spent: float, recent: Sequence[float]) -> str:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{seen:>9,} articles, {len(stream):>7,} active in {len(stream.stories()):>7,} stories:"
        f" {len(recent) / sum(recent):5.0f} a CPU-second now, {seen / spent:5.0f} so far; peak {peak:,.0f} MB"
    )


if __name__ == "__main__":
    raise SystemExit(main())
