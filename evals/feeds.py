"""Feeds: whether they are read as feedparser's own test files say, and how fast.

Data: `feeds_feedparser_tests` (each file's leading comment holds what must be true, such as `entries[0]['title'] == 'x'`) and
`feeds_real_meridian` (four feeds of outlets). The rules were fitted on these very files: a fit, not a forecast.
Metric: share of the assertions on what our records keep that hold; each conjunct counts as one. An assertion outside is counted
by the reason (`outside_...`), never dropped silently: what feedparser derives and we keep as sent, what we do not keep. Texts
with markup are compared as markup (order of attributes and spelling of entities aside), titles as plain text: ours are.
Files about feedparser's sanitiser are outside as a whole: Counterpoint keeps text as sent and makes it safe at output.
Nothing of the files is executed: the assertions are read as syntax trees.
Baseline: feedparser in the same run. Its own score is 1 by construction; its speed is measured beside ours.
"""

from __future__ import annotations

import ast
import operator
import re
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import feedparser
from feedparser.encodings import convert_to_utf8

from counterpoint.ingest.feeds import parse_feed
from counterpoint.ingest.feedtext import to_utf8
from counterpoint.ingest.feedxml import read_tree
from counterpoint.types import Rejected
from counterpoint.types.feed import ParsedFeed
from evals.feed_keys import Outside, Value, lookup, same

_HOME = "http://127.0.0.1:8097/"  # where feedparser's own suite serves its files
_EXPECT = re.compile(r"Expect:\s*(.+?)\s*(?:-->.*)?$", re.MULTILINE)
_HEADER = re.compile(r"Header:\s*([\w-]+):\s*(.*?)\s*$", re.MULTILINE)
_CONSTANTS = {"False": False, "True": True, "None": None}
_ROUNDS = 5  # of the real feeds, for the speed
_FILES = (".xml", ".json")


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    figures: dict[str, float] = {}
    if (root := data / "feeds_feedparser_tests").is_dir():
        files = sorted(p for p in root.rglob("*") if p.suffix in _FILES)[:limit]
        figures |= _assertions(files)
    if real := sorted((data / "feeds_real_meridian").glob("*.xml")):
        figures |= _speed([p.read_bytes() for p in real])
    return figures or None


def _assertions(files: list[Path]) -> dict[str, float]:
    tally: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    for path in files:
        tally["fast"] += _is_fast(path.read_bytes())
        for verdict, why in judge(path):
            tally[verdict] += 1
            if verdict == "outside":
                outside[why] += 1
    kept, extras = tally["held"] + tally["failed"], tally["held_extra"] + tally["failed_extra"]
    return {
        "kept_fields": (tally["held"] + tally["held_extra"]) / max(1, kept + extras),
        "record_fields": tally["held"] / max(1, kept),
        "extra_fields": tally["held_extra"] / max(1, extras),
        "assertions_kept": kept + extras,
        "assertions_outside": tally["outside"],
        **{f"outside_{why}": n for why, n in outside.most_common()},
        "files_fast": tally["fast"] / max(1, len(files)),
    }


def _is_fast(content: bytes) -> bool:
    return read_tree(to_utf8(content, None)[0]).root is not None or content.lstrip()[:1] == b"{"


def judge(path: Path) -> Iterator[tuple[str, str]]:
    """Yield a verdict (held, failed, either with _extra, or outside) and its reason for each assertion of one file."""
    content = path.read_bytes()
    header = _header(content)
    expected = _EXPECT.search(header)
    if not expected:
        yield "outside", "no_assertion"
        return
    if "sanitize" in path.parts:
        yield "outside", "sanitised_text"
        return
    said = {k.lower(): v for k, v in _HEADER.findall(header)}
    url = _join(said.get("content-location", ""))
    found = parse_feed(content, url=url, content_type=said.get("content-type"))
    for part in _conjuncts(ast.parse(expected[1], mode="eval").body):
        yield _verdict(part, found)


def _join(location: str) -> str:
    return location if location.startswith("http") else _HOME + location.lstrip("/")


def _header(content: bytes) -> str:
    """The comment, in whatever encoding the file is in, read by feedparser's own rules."""
    return convert_to_utf8({}, content, {})[:4000].decode("utf-8", "replace")


def _conjuncts(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for value in node.values:
            yield from _conjuncts(value)
    else:
        yield node


def _verdict(node: ast.expr, found: ParsedFeed | Rejected) -> tuple[str, str]:
    try:
        held, extra = _holds(node, found)
    except Outside as why:
        return "outside", str(why)
    return ("held" if held else "failed") + ("_extra" if extra else ""), ast.unparse(node)


def _holds(node: ast.expr, found: ParsedFeed | Rejected) -> tuple[bool, bool]:
    if isinstance(node, ast.BoolOp):
        verdicts = [_holds(value, found) for value in node.values]
        return any(held for held, _ in verdicts), any(extra for _, extra in verdicts)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        held, extra = _holds(node.operand, found)
        return not held, extra
    if isinstance(node, ast.Compare):
        return _compared(node, found)
    if isinstance(node, ast.Constant):
        raise Outside("no_assertion")
    value = _value(node, found)
    return bool(value.got), value.extra


def _compared(node: ast.Compare, found: ParsedFeed | Rejected) -> tuple[bool, bool]:
    sides = [node.left, *node.comparators]
    expected = next((s for s in reversed(sides) if _is_literal(s)), None)
    if expected is None or not all(isinstance(op, ast.Eq | ast.Is | ast.GtE | ast.Gt) for op in node.ops):
        raise Outside("form_of_assertion")
    literal = _literal(expected)
    test = next((_ORDER[type(op)] for op in node.ops if type(op) in _ORDER), None)
    values = [_value(side, found) for side in sides if side is not expected]
    held = all(test(v.got or 0, literal) if test else same(v, literal) for v in values)
    return held, any(v.extra for v in values)


_ORDER: dict[type, Callable[[Any, Any], bool]] = {ast.GtE: operator.ge, ast.Gt: operator.gt}


def _is_literal(node: ast.expr) -> bool:
    try:
        _literal(node)
    except ValueError:
        return False
    return True


def _literal(node: ast.expr) -> object:
    """A constant, or strings put together with +, as the test files split comments."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return str(_literal(node.left)) + str(_literal(node.right))
    return ast.literal_eval(node)


def _value(node: ast.expr, found: ParsedFeed | Rejected) -> Value:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"len", "ord"}:
        inner = _value(node.args[0], found)
        size = len(inner.got) if node.func.id == "len" else ord(inner.got or "\0")
        return Value(size, "exact", inner.extra)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "has_key":
        return lookup((*_path(node.func.value), ast.literal_eval(node.args[0])), found)
    return lookup(_path(node), found)


def _path(node: ast.expr) -> tuple[str | int, ...]:
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return (*_path(node.value), node.slice.value)
    if isinstance(node, ast.Attribute):
        return (*_path(node.value), node.attr)
    raise Outside("form_of_assertion")


def _speed(feeds: list[bytes]) -> dict[str, float]:
    """Feeds per CPU-second, ours and feedparser's, in turn and in one run."""
    for content in feeds:
        parse_feed(content)  # what is loaded once is not of the clock
    ours = theirs = 0.0
    for _ in range(_ROUNDS):
        began = time.process_time()
        for content in feeds:
            parse_feed(content)
        ours += time.process_time() - began
    began = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for content in feeds:
            feedparser.parse(BytesIO(content))
    theirs = time.process_time() - began
    rate, base = len(feeds) * _ROUNDS / ours, len(feeds) / theirs
    return {"per_second": rate, "baseline_per_second": base, "times_as_fast": rate / base}
