"""A Story in which every free text tries to break out of where it is shown."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import Enum

from counterpoint.text import sha256
from counterpoint.types import Article, Citation, Rendering, Span, Story
from tests.render.sample import STORY

PAYLOAD = "\"'><script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) | `*_\u202e \x1b[31m {{ 7*7 }} {0} {who} &amp;"
ADDRESS = "javascript:alert(1)//https://a.example"

# Ids, dates, offsets and codes must stay what they are: a story without them could not be built.
_KEPT = {
    "id",
    "article",
    "articles",
    "origin",
    "origins",
    "voice",
    "claim",
    "utterance",
    "entity",
    "date",
    "text_sha256",
    "related",
    "language",
    "interface_language",
    "languages",
    "role",
    "genre",
}


def hostile_story() -> Story:
    """The sample with the payload in every free text; passages still stand where they say."""
    return _poison(STORY)


def _article(article: Article) -> Article:
    """Its texts poisoned, the payload at the end of its last block: passages stay where they are."""
    kept = ("id", "text", "blocks", "language", "interface_language", "genre")
    changes = {f.name: _poison(getattr(article, f.name)) for f in fields(article) if f.name not in kept}
    text = f"{article.text} {PAYLOAD}"
    last = replace(article.blocks[-1], end=len(text))
    return replace(
        article, **changes | {"text": text, "blocks": (*article.blocks[:-1], last), "url": ADDRESS}
    )


def _poison(node):
    if isinstance(node, (Span, Rendering, Enum)):
        return node
    if isinstance(node, Citation):  # the words are still there, in a longer text
        return replace(node, text_sha256=sha256(f"{STORY.article(node.span.article).text} {PAYLOAD}"))
    if isinstance(node, Article):
        return _article(node)
    if is_dataclass(node):
        changes = {}
        for field in fields(node):
            value = getattr(node, field.name)
            if field.name == "url":
                changes[field.name] = ADDRESS
            elif field.name not in _KEPT or not isinstance(value, (str, tuple)) or _holds_records(value):
                changes[field.name] = _poison(value)
        return replace(node, **changes)
    if isinstance(node, tuple):
        return tuple(_poison(n) for n in node)
    if isinstance(node, str):
        return PAYLOAD
    return node


def _holds_records(value) -> bool:
    return isinstance(value, tuple) and any(is_dataclass(v) for v in value)
