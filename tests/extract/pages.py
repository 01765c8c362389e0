"""Small pages as news sites serve them, written for these tests."""

from __future__ import annotations

from counterpoint.extract import extract_article
from counterpoint.text import sha256
from counterpoint.types import Article, BlockKind, Capture, Rejected

LEDE = (
    "The council of Lindvik voted on Tuesday to close the old swing bridge for eight months, "
    "after engineers found cracks in three of its four pillars."
)
SECOND = (
    "Ferries will carry cyclists and walkers from 3 May, while lorries must take the tunnel at Haugen, "
    "which adds some twenty minutes to the trip."
)
THIRD = '"Nobody wanted this, but nobody can promise that the pillars will stand another winter," said mayor Tora Helle.'


def page(body: str, *, head: str = "", lang: str = "en") -> bytes:
    """A whole page around a body."""
    return f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()


def capture(content: bytes, **fields: object) -> Capture:
    """Bytes as a Capture."""
    return Capture(sha256(content), content, **fields)  # type: ignore[arg-type]


def read(content: bytes, **fields: object) -> Article:
    """The article of some bytes, which must hold one."""
    result = extract_article(capture(content, **fields))
    assert isinstance(result, Article), result
    return result


def refuse(content: bytes, **fields: object) -> Rejected:
    """The refusal of some bytes, which must hold no article."""
    result = extract_article(capture(content, **fields))
    assert isinstance(result, Rejected), result
    return result


def blocks(article: Article, kind: BlockKind) -> list[str]:
    """The texts of an article's blocks of one kind."""
    return [article.text[b.start : b.end] for b in article.blocks if b.kind is kind]
