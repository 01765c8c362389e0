"""Attributions by marks and cue words, where no parser reads the language."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.annotate.quote_english import Attribution
from counterpoint.annotate.quote_marks import Quoted
from counterpoint.types import Article, Sentence


def read_by_cues(article: Article, sentence: Sentence, quoted: Sequence[Quoted]) -> list[Attribution]:
    """Return nothing yet."""
    return []
