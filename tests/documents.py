"""Check a story document: its form, and that every passage stands where it says. For any test to use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator

from counterpoint.text import sha256

SCHEMA = Path(__file__).parents[1] / "docs" / "reference" / "story.schema.json"


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def passages(node: object) -> Iterator[dict[str, object]]:
    """Every object of the document that has article, start and end."""
    if isinstance(node, dict):
        if {"article", "start", "end"} <= node.keys():
            yield node
        for child in node.values():
            yield from passages(child)
    elif isinstance(node, list):
        for child in node:
            yield from passages(child)


def check_document(document: dict[str, object]) -> int:
    """Assert that the document is valid, its passages true and its references met; return how many passages."""
    plain = json.loads(json.dumps(document, ensure_ascii=False, allow_nan=False))
    errors = [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in validator().iter_errors(plain)]
    assert not errors, errors[:5]
    texts = {a["id"]: a["text"] for a in plain["articles"]}
    assert len(texts) == len(plain["articles"]), "two articles share an id"
    for article in plain["articles"]:
        assert article["text_sha256"] == sha256(article["text"])
        assert all(b["end"] <= len(article["text"]) for b in article["blocks"])
    found = list(passages(plain))
    for passage in found:
        words = passage.get("text", passage.get("exact"))
        assert texts[passage["article"]][passage["start"] : passage["end"]] == words, passage
    _check_references(plain, set(texts))
    return len(found)


def _check_references(document: dict, articles: set[str]) -> None:
    """Every id that is pointed at exists."""
    origins = {o["id"] for o in document["origins"]}
    utterances = {u["id"] for u in document["utterances"]}
    claims = {c["id"] for c in document["claims"]}
    entities = {e["id"] for e in document["entities"]}
    for holder in (*document["origins"], *document["copies"]):
        assert set(holder["articles"]) <= articles, holder
    for claim in document["claims"]:
        assert {*claim["origins"], *(s["origin"] for s in claim["supports"])} <= origins, claim
        assert claim["utterance"] in {None, *utterances}, claim
    for edge in document["edges"]:
        assert edge["origin"] in origins, edge
        assert edge["article"] in articles, edge
        assert edge["utterance"] in {None, *utterances}, edge
    for utterance in document["utterances"]:
        assert utterance["origin"] in {None, *origins}, utterance
        assert utterance["entity"] in {None, *entities}, utterance
    for dispute in document["disputes"]:
        assert dispute["claim"] in claims, dispute
        assert {o for v in dispute["values"] for o in v["origins"]} <= origins, dispute
    for sentence in document["brief"]["sentences"]:
        assert set(sentence["origins"]) <= origins, sentence
    pointed = [r["article"] for r in document["related"]] + [o["article"] for o in document["odd"]]
    assert {*pointed, *(t["related"] for t in document["timeline"] if t["related"])} <= articles
