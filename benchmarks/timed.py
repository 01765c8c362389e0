"""What `benchmarks.hostile` has done in a child: module-level functions, since a child finds them by name."""

from __future__ import annotations

import time
from dataclasses import dataclass

from counterpoint.extract import extract_article
from counterpoint.types import Article, Capture


@dataclass(frozen=True, slots=True)
class Timed:
    """What came of one input."""

    seconds: float  # of CPU
    outcome: str


def extract_timed(capture: Capture) -> Timed:
    start = time.process_time()
    found = extract_article(capture)
    seconds = time.process_time() - start
    if isinstance(found, Article):
        return Timed(seconds, f"an article of {len(found.text):,} characters")
    return Timed(seconds, found.reason)


def nothing(number: int) -> int:
    return number
