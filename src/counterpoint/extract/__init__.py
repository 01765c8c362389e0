"""Capture -> Article: pages, plain-text dumps and wire formats."""

from counterpoint.extract.dispatch import extract_article

__all__ = ["extract_article"]
