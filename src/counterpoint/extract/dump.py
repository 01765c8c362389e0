"""Read a plain-text dump of a page or a wire."""

from __future__ import annotations

from counterpoint.types import Article, Capture, Rejected


def extract_dump(text: str, capture: Capture) -> Article | Rejected:
    """Placeholder until the reader is here."""
    return Rejected(capture.name, "extract", f"It holds {len(text)} characters that are not read yet.")
