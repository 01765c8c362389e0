"""Quotes: who said what, against hand-labelled attributions.

Data: `quotes_polnear` (PolNeAR, English news 2016, about 24 attributions an article: also of beliefs and intentions, and
nested ones; brat files, `*.ann` beside or apart from their `*.txt`; where an article has several annotators, each of
their files counts) and `quotes_german_wikinews` (one JSON object a line).

Metric, English. Words are compared, without punctuation. A predicted and a labelled attribution are paired one to one,
by shared cue words first, then by shared content words. Precision is over the predicted, recall over the labelled.
`content_exact_f1`: the same words. `content_f1`: share of words overlapping, averaged (soft). `source_f1`, `cue_f1`:
paired and sharing a word of the source (or both without) and of the cue. `whole_f1`: all three: cue and source share a
word, and the contents overlap to at least half (F1 of their words); that is our reading of "whole attribution", whose
matching rule Newell et al. do not state where we could read it. `whole_exact_f1`: the same with equal contents.
Sentences in quotation marks that continue an attribution are joined to it, as PolNeAR has it.

Metric, German. The union of the words within Direct, and within Indirect, quotations; and content_f1 as above over the
quotations of both kinds together.

Baseline: a quoted passage with a form of "say" (German "sagen") beside it.

Published: Newell et al., LREC 2018: whole attribution P .62, R .52, F1 .57 (quoted in SOURCE.md).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from counterpoint.annotate import annotate_articles
from counterpoint.models import load_models
from counterpoint.types import Article, Block, BlockKind, Quote

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_BATCH = 16  # articles tagged at once
_SAID = re.compile(
    r"[“\"„»]([^“”\"„»«]{10,600})[”\"“«],?\s+(?:(\w+(?: \w+){0,4}) (?:said|says|sagte)|(?:said|says|sagte) (\w+(?: \w+){0,4}))"
)

Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Labelled:
    """One attribution: the words of its parts, as the offsets where they start."""

    content: frozenset[int]
    source: frozenset[int]
    cue: frozenset[int]


@dataclass
class Tally:
    """Sums over articles."""

    gold: int = 0
    predicted: int = 0
    exact: float = 0
    soft_p: float = 0
    soft_r: float = 0
    source: float = 0
    cue: float = 0
    whole: float = 0
    whole_exact: float = 0

    def f1(self, p: float, r: float) -> float:
        p, r = p / max(1, self.predicted), r / max(1, self.gold)
        return 2 * p * r / (p + r) if p + r else 0.0


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    """Return the figures of the folders that are there; `limit` counts articles of each."""
    out: dict[str, float] = {}
    for folder in sorted(p for p in data.glob("quotes_polnear*") if p.is_dir()):
        out |= _polnear(folder, limit)
    for folder in sorted(p for p in data.glob("quotes_german*") if p.is_dir()):
        out |= _german(folder, limit)
    return out or None


# -- PolNeAR ------------------------------------------------------------------------------------------------------


def _polnear(folder: Path, limit: int | None) -> dict[str, float]:
    documents = list(_brat(folder))[:limit]
    if not documents:
        return {}
    tally, baseline = Tally(), Tally()
    articles = [_article(f"polnear-{n}", text, "en") for n, (text, _) in enumerate(documents)]
    for (text, gold), quotes in zip(documents, _annotated(articles), strict=True):
        _count(tally, gold, _predicted(text, _joined(quotes)))
        _count(baseline, gold, _baseline(text))
    figures = _figures(tally, "en_") | {f"baseline_{k}": v for k, v in _figures(baseline, "en_").items()}
    return figures | {
        "published_en_whole_f1": 0.57,
        "published_en_whole_p": 0.62,
        "published_en_whole_r": 0.52,
    }


def _brat(folder: Path) -> Iterator[tuple[str, list[Labelled]]]:
    """Yield the development part where the folder has one, else all."""
    root = next((p for name in ("test", "dev") if (p := folder / name).is_dir()), folder)
    texts = {p.stem: p for p in root.rglob("*.txt")}
    for path in sorted(root.rglob("*.ann")):
        stem = path.stem
        while stem not in texts and "_" in stem:
            stem = stem.rsplit("_", 1)[0]
        if stem in texts:
            text = texts[stem].read_text(encoding="utf-8")
            yield text, _attributions(text, path.read_text(encoding="utf-8"))


def _attributions(text: str, standoff: str) -> list[Labelled]:
    spans: dict[str, Spans] = {}
    events: list[list[str]] = []
    for line in standoff.splitlines():
        entity = re.match(r"(T\d+)\t\S+ ([\d; ]+)\t", line)
        if entity:
            spans[entity[1]] = [(int(a), int(b)) for a, b in (x.split() for x in entity[2].split(";"))]
        elif re.match(r"E\d+\t", line):
            events.append(line.split("\t")[1].split())
    out: list[Labelled] = []
    for event in events:
        parts: dict[str, Spans] = {"content": [], "source": [], "cue": []}
        for role, target in (argument.split(":") for argument in event[1:]):
            kind = role.lower().rstrip("0123456789")
            if kind in parts:
                parts[kind] += spans.get(target, [])
        if parts["content"]:
            out.append(Labelled(*(_words(text, parts[k]) for k in ("content", "source", "cue"))))
    return out


# -- German Wikinews ----------------------------------------------------------------------------------------------


def _german(folder: Path, limit: int | None) -> dict[str, float]:
    path = next((p for name in ("test", "dev") for p in sorted(folder.glob(f"*{name}*.jsonl"))), None)
    path = path or next(iter(sorted(folder.glob("*.jsonl"))), None)
    if path is None:
        return {}
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line][:limit]
    articles = [_article(f"german-{n}", d["originalText"], "de") for n, d in enumerate(documents)]
    hits = {
        kind: [0, 0, 0] for kind in ("direct", "indirect", "baseline")
    }  # shared, predicted, labelled words
    tally = Tally()
    for document, quotes in zip(documents, _annotated(articles), strict=True):
        text = document["originalText"]
        labels = [
            (a["type"], _char_words(text, a))
            for a in document["annotations"]
            if a["type"] in {"Direct", "Indirect"}
        ]
        _count(tally, [w for _, w in labels], _predicted(text, quotes))
        marked = _words(text, [(s.start, s.end) for q in quotes for s in q.quoted])
        plain = (
            _words(text, [(s.start, s.end) for q in quotes if q.kind != "direct" for s in q.content]) - marked
        )
        direct = frozenset().union(*(w.content for kind, w in labels if kind == "Direct"))
        indirect = frozenset().union(*(w.content for kind, w in labels if kind == "Indirect")) - direct
        said = frozenset().union(*(b.content for b in _baseline(text)))
        for kind, got, want in (
            ("direct", marked, direct),
            ("indirect", plain, indirect),
            ("baseline", said, direct),
        ):
            for k, n in enumerate((len(got & want), len(got), len(want))):
                hits[kind][k] += n
    f1 = {kind: 2 * s / (p + g) if p + g else 0.0 for kind, (s, p, g) in hits.items()}
    return {
        "de_direct_f1": f1["direct"],
        "de_indirect_f1": f1["indirect"],
        "de_content_f1": tally.f1(tally.soft_p, tally.soft_r),
        "de_source_f1": tally.f1(tally.source, tally.source),
        "baseline_de_direct_f1": f1["baseline"],
    }


def _char_words(text: str, annotation: dict[str, dict[str, list[dict[str, int]]]]) -> Labelled:
    parts = [
        _words(text, [(s["charBegin"], s["charEnd"]) for s in annotation[k]["spans"]])
        for k in ("quote", "speaker", "cue")
    ]
    return Labelled(*parts)


# -- predictions and counts ---------------------------------------------------------------------------------------


def _article(name: str, text: str, language: str) -> Article:
    blocks = tuple(Block(BlockKind.PARAGRAPH, m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    return Article(name, "", text, blocks, language=language)


def _annotated(articles: Sequence[Article]) -> Iterator[tuple[Quote, ...]]:
    models = load_models(tuple({a.language for a in articles}))
    for n in range(0, len(articles), _BATCH):
        for marks in annotate_articles(articles[n : n + _BATCH], models):
            yield marks.quotes


def _joined(quotes: Iterable[Quote]) -> list[Quote]:
    """Join sentences that continue a speaker's quotation to the attribution that opened it."""
    out: list[Quote] = []
    for quote in quotes:
        if quote.cue is None and quote.source is None:
            opened = next(
                (k for k in reversed(range(len(out))) if out[k].speaker == quote.speaker and out[k].cue), None
            )
            if quote.speaker and opened is not None:
                out[opened] = replace(out[opened], content=out[opened].content + quote.content)
            continue
        out.append(quote)
    return out


def _predicted(text: str, quotes: Sequence[Quote]) -> list[Labelled]:
    return [
        Labelled(
            _words(text, [(s.start, s.end) for s in q.content]),
            _words(text, [(q.source.start, q.source.end)] if q.source else []),
            _words(text, [(q.cue.start, q.cue.end)] if q.cue else []),
        )
        for q in quotes
    ]


def _baseline(text: str) -> list[Labelled]:
    out: list[Labelled] = []
    for m in _SAID.finditer(text):
        group = 2 if m[2] else 3
        between = _words(text, [(m.end(1), m.end())])
        source = _words(text, [m.span(group)])
        out.append(Labelled(_words(text, [m.span(1)]), source, between - source))
    return out


def _words(text: str, spans: Spans) -> frozenset[int]:
    return frozenset(m.start() for a, b in spans for m in _WORD.finditer(text, a, b))


def _count(tally: Tally, gold: Sequence[Labelled], predicted: Sequence[Labelled]) -> None:
    predicted = [p for p in predicted if p.content]
    tally.gold += len(gold)
    tally.predicted += len(predicted)
    pairs = [
        (bool(g.cue & p.cue), 2 * len(g.content & p.content) / (len(g.content) + len(p.content)), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if g.content & p.content
    ]
    used_gold: set[int] = set()
    used: set[int] = set()
    for same_cue, overlap, i, j in sorted(pairs, reverse=True):
        if i in used_gold or j in used:
            continue
        used_gold.add(i)
        used.add(j)
        g, p = gold[i], predicted[j]
        shared = len(g.content & p.content)
        same_source = bool(g.source & p.source) or not (g.source or p.source)
        exact = g.content == p.content
        tally.exact += exact
        tally.soft_p += shared / len(p.content)
        tally.soft_r += shared / len(g.content)
        tally.source += same_source
        tally.cue += same_cue
        tally.whole += same_source and same_cue and overlap >= 0.5
        tally.whole_exact += same_source and same_cue and exact


def _figures(tally: Tally, prefix: str) -> dict[str, float]:
    return {
        f"{prefix}content_exact_f1": tally.f1(tally.exact, tally.exact),
        f"{prefix}content_f1": tally.f1(tally.soft_p, tally.soft_r),
        f"{prefix}source_f1": tally.f1(tally.source, tally.source),
        f"{prefix}cue_f1": tally.f1(tally.cue, tally.cue),
        f"{prefix}whole_p": tally.whole / max(1, tally.predicted),
        f"{prefix}whole_r": tally.whole / max(1, tally.gold),
        f"{prefix}whole_f1": tally.f1(tally.whole, tally.whole),
        f"{prefix}whole_exact_f1": tally.f1(tally.whole_exact, tally.whole_exact),
    }
