"""docs/reference/inputs.md lists the reasons of refusal that the code gives, and no others."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from counterpoint.extract import extract_article
from counterpoint.text import sha256
from counterpoint.types import Capture, Rejected
from tests.docs.reference import ROOT

PAGE = ROOT / "docs" / "reference" / "inputs.md"
ROWS = re.findall(r"^\| (ingest|extract) \| ([^|]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
SOURCES = [
    p for part in ("ingest", "extract", "run") for p in (ROOT / "src" / "counterpoint" / part).glob("*.py")
]


def pieces(source: Path) -> str:
    """All strings of a module; the places of f-strings as 0."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    joined = {
        id(v): n for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for v in ast.walk(n) if v is not n
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found.append("".join(v.value if isinstance(v, ast.Constant) else "0" for v in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in joined:
            found.append(node.value)
    return "\n".join(found)


SAID = "\n".join(map(pieces, SOURCES))


@pytest.mark.parametrize("reason", [reason for _, reason in ROWS])
def test_every_documented_reason_is_one_that_the_code_gives(reason):
    """Figures stand for any figure."""
    assert re.sub(r"\d+", "0", reason) in re.sub(r"\d+", "0", SAID)


@pytest.mark.parametrize(
    "content",
    [
        b"", b" \n", b"%PDF-1.7", b'{"a": 1}', b"<x><y/></x>", b"<rss><channel/></rss>", b"two words", b"1 2 3\n" * 60,
        b"<div>" * 40_000 + b"x", b"<html><body><p>Few words.</p></body></html>", b"<nitf><body></nitf>",
        b"<nitf><head/></nitf>", b'{"headline": "x"}', b"word\n" * 6_000,
        b"<article>" + b"<p>A line of words.</p>" * 6_000 + b"</article>",
    ],
)  # fmt: skip
def test_every_reason_that_the_code_gives_is_documented(content):
    """For one of each kind of bad input."""
    got = extract_article(Capture(sha256(content), content))

    assert isinstance(got, Rejected)
    plain = re.sub(r"\d[\d,]*", "0", got.reason)
    assert any(re.sub(r"\d[\d,]*", "0", reason) in plain for stage, reason in ROWS if stage == "extract"), (
        got.reason
    )
