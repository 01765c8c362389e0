"""Measure the search for candidates of copies: python -m benchmarks.copies [--articles N] [--words N].

A stream of articles of some 400 words, whose words follow Zipf's law as those of languages do, each either its own or made
of an earlier one so that the shingles of the two have Jaccard's likeness of one half (the words changed stand together,
as an editor changes sentences). Measured in one run, in CPU seconds, reading of the texts included:
  counterpoint    cluster.shingles.CopyIndex: articles a second, recall of the pairs, candidates for each article
  banded MinHash  the usual way: word shingles hashed one by one by xxhash, 126 permutations, 42 bands of 3 rows
  plain MinHash   the same, 64 permutations, each compared with all before it, where likeness of .35 and more is a candidate
The last is quadratic: it is measured on the first 2,000.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import xxhash
from numpy.typing import NDArray

from benchmarks.search import vocabulary
from counterpoint.cluster.shingles import CopyIndex, signature

PLAIN = 2_000  # articles of the quadratic baseline
EVERY = 5  # of so many articles one is made of an earlier one
BACK = 1_000  # how far back that one stands at most
PERMUTATIONS = 126
ROWS = 3
AIM = (3_000, 0.99)
_PRIME = (1 << 31) - 1
_START = datetime(2026, 1, 1, tzinfo=UTC)

Texts = Sequence[str]
Pairs = dict[int, int]  # place of a made article -> of what it is made of


def stream(articles: int, length: int) -> tuple[list[str], Pairs]:
    """Texts in order, and which is made of which: half of all shingles of the two are in both."""
    random = np.random.default_rng(7)
    words = np.array(vocabulary(random))
    share = 1 / np.arange(1, len(words) + 1)
    share /= share.sum()
    texts: list[NDArray[np.str_]] = []
    pairs: Pairs = {}
    for n in range(articles):
        own = random.choice(words, p=share, size=length)
        if n and n % EVERY == 0:
            source = int(random.integers(max(0, n - BACK), n))
            if source not in pairs:
                pairs[n] = source
                kept = 2 * length // 3
                own = np.concatenate([texts[source][:kept], own[kept:]])
        texts.append(own)
    return [" ".join(t) for t in texts], pairs


def ours(texts: Texts) -> Iterable[list[int]]:
    index = CopyIndex()
    for n, text in enumerate(texts):
        yield [int(c.id) for c in index.add(str(n), text, _START + timedelta(seconds=n))]


def minhash(text: str, permutations: int) -> NDArray[np.uint64]:
    """The usual signature: each shingle of five words hashed by xxhash, then every permutation by numpy."""
    random = np.random.default_rng(1)
    a, b = random.integers(1, _PRIME, (2, permutations, 1), dtype=np.uint64)
    words = re.findall(r"\w+", text.lower())
    shingles = {" ".join(words[n : n + 5]) for n in range(max(1, len(words) - 4))}
    hashes = np.array([xxhash.xxh32_intdigest(s.encode()) for s in shingles], np.uint64)
    least: NDArray[np.uint64] = ((hashes * a + b) % np.uint64(_PRIME)).min(axis=1)
    return least


def banded(texts: Texts) -> Iterable[list[int]]:
    bands: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for n, text in enumerate(texts):
        rows = minhash(text, PERMUTATIONS).reshape(-1, ROWS)
        keys = [(band, row.tobytes()) for band, row in enumerate(rows)]
        yield sorted({other for key in keys for other in bands[key]})
        for key in keys:
            bands[key].append(n)


def plain(texts: Texts) -> Iterable[list[int]]:
    known = np.zeros((len(texts), 64), np.uint64)
    for n, text in enumerate(texts):
        known[n] = minhash(text, 64)
        yield np.flatnonzero((known[:n] == known[n]).mean(axis=1) >= 0.35).tolist()


def measured(name: str, way: Callable[[Texts], Iterable[list[int]]], texts: Texts, pairs: Pairs) -> str:
    """Run one way over the stream; return its line."""
    began = time.process_time()
    found = list(way(texts))
    seconds = time.process_time() - began
    wanted = {n: of for n, of in pairs.items() if n < len(texts)}
    recall = sum(of in found[n] for n, of in wanted.items()) / max(1, len(wanted))
    each = sum(map(len, found)) / len(texts)
    return (
        f"{name:16} {len(texts):>8,} articles  {len(texts) / seconds:>8,.0f} a CPU-second  recall {recall:.4f} "
        f"of {len(wanted):,} pairs  {each:.2f} candidates each"
    )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--articles", type=int, default=20_000)
    ask.add_argument("--words", type=int, default=400)
    options = ask.parse_args()
    texts, pairs = stream(options.articles, options.words)
    signature("the tables are made at the first text")
    print(f"aim: {AIM[0]:,} articles a CPU-second, recall {AIM[1]} at Jaccard's .5")
    print(measured("counterpoint", ours, texts, pairs))
    print(measured("banded MinHash", banded, texts, pairs))
    print(measured("plain MinHash", plain, texts[:PLAIN], pairs))


if __name__ == "__main__":
    main()
