"""Names in scripts without capital letters (stub)."""

from __future__ import annotations

from counterpoint.annotate.name_latin import Candidate

UNMARKED = frozenset(["ja", "zh", "ko", "ar", "fa", "ur", "he", "th", "hi", "bn", "ta", "te"])


def unmarked_candidates(text: str, start: int, end: int, language: str) -> list[Candidate]:
    return []
