"""Measure search: python -m benchmarks.search [--articles N] [--database URL].

Makes a shelf of articles of some 300 words each, whose words follow Zipf's law as those of languages do, and measures
rows indexed a second and the time of queries, ranked and newest first: one or two words drawn by how common they are,
without the hundred commonest, which are what a language's "the" and "of" are and half of any text.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from counterpoint.desk.setup import open_store

WORDS = 60_000  # of the vocabulary
LENGTH = 300  # words of an article
QUERIES = 400
UNSOUGHT = 100  # words too common to be sought
BATCH = 500


def vocabulary(random: np.random.Generator) -> list[str]:
    """Made-up words, no two the same."""
    letters = np.array(list("aeioubcdfghklmnprstvz"))
    found = {"".join(random.choice(letters, size=int(n))) for n in random.integers(2, 11, WORDS * 2)}
    return sorted(found)[:WORDS]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--articles", type=int, default=100_000)
    ask.add_argument("--database", help="default: a file in a temporary folder")
    options = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        open_store(options.database or str(Path(folder) / "bench.db"))
        for line in measured(options.articles):
            print(line)


def measured(articles: int) -> list[str]:
    """Fill the index and ask it; return what was seen."""
    from django.db import connection, transaction

    from counterpoint.desk.query import parse_query
    from counterpoint.desk.search import Document, _facets, _index, key_of
    from counterpoint.desk.words import index_words

    random = np.random.default_rng(7)
    words = np.array(vocabulary(random))
    ranks = np.arange(1, len(words) + 1)
    share = (1 / ranks) / (1 / ranks).sum()
    start = datetime(2020, 1, 1, tzinfo=UTC)
    index = _index()
    spent = 0.0
    for first in range(0, articles, BATCH):
        texts = [
            " ".join(line)
            for line in random.choice(words, p=share, size=(min(BATCH, articles - first), LENGTH))
        ]
        began = time.perf_counter()
        with transaction.atomic():
            index.put(
                [
                    Document(
                        key_of(start + timedelta(minutes=first + n), first + n + 1),
                        index_words(t[:60]),
                        index_words(t),
                        ("l0",),
                    )
                    for n, t in enumerate(texts)
                ]
            )
        spent += time.perf_counter() - began
    if connection.vendor == "postgresql":
        connection.cursor().execute("VACUUM ANALYZE desk_search")
    lines = [f"{connection.vendor}: {articles:,} articles, {articles / spent:,.0f} rows indexed a second"]
    sought = np.where(ranks > UNSOUGHT, share, 0.0)
    sought /= sought.sum()
    asked = [
        " ".join(random.choice(words, p=sought, size=int(random.integers(1, 3)))) for _ in range(QUERIES)
    ]
    for ranked in (True, False):
        times = []
        for text in asked:
            query = parse_query(text)
            began = time.perf_counter()
            index.find(query, _facets(query), ranked=ranked, limit=20, offset=0)
            times.append((time.perf_counter() - began) * 1000)
        cuts = statistics.quantiles(times, n=20)
        lines.append(
            f"  {'ranked' if ranked else 'newest first'}: p50 {cuts[9]:.2f} ms, p95 {cuts[18]:.2f} ms, most {max(times):.1f} ms"
        )
    return lines


if __name__ == "__main__":
    main()
