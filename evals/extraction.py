"""Extraction from HTML, on three public sets of annotated pages.

Data (any split of the same form, under any folder whose name begins so):
  extract_trafilatura/  evaldata.json: URL -> file, `with` and `without` segments, title, author, date; html/<file>.gz
  extract_readability/  <page>/source.html, expected.html, expected-metadata.json: Readability's own accepted output, a silver
                        standard
  extract_newspaper4k/  html/<page>.html with txt/<page>.txt and metadata/<page>.json: newspaper4k's expected output, silver

Metrics:
  segments_*      a `with` segment in the text is a true positive, a `without` segment in it a false one, over all pages,
                  spaces collapsed: trafilatura's own measure. Captions, which are blocks of their
                  own here, are left out: the set counts most of them as not the text
  *_token_f1      mean over pages of the F1 of the bags of words (characters, in scripts without spaces); the title is left out
                  on both sides, as neither silver standard has it in the body
  *_title_accuracy, *_date_accuracy
                  share of pages that give one where ours is the same: loosely spelt; the same day
  *_author_accuracy
                  share of all pages where the set of names is the same, none where the page has none
  *_documents_per_cpu_second
                  the whole of extract_article, metadata and signals included; trafilatura's with metadata
  *_rejected      share of pages taken for no article

Baselines on the same pages: plain trafilatura (its defaults, without comments, with metadata), and all words of the page.
Published: segments F1 .924 for trafilatura 2.2.0, which is tuned on that set (its docs/evaluation.rst, 2026-08-04). Token F1
.964 on scrapinghub's article benchmark is another set: published_trafilatura_token_f1_scrapinghub is there for orientation.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trafilatura
from lxml import html as lxml_html

from counterpoint.extract import extract_article
from counterpoint.text import loose, sha256
from counterpoint.types import Article, BlockKind, Capture

_SEED = 20260114
_WORD = re.compile(r"[\u3040-\u9fff\u0e00-\u0eff\u1000-\u109f\uac00-\ud7af]|[^\W_]+")
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|/|&|\bund\b|\band\b|\by\b|\bet\b|\be\b)\s*")


@dataclass(frozen=True)
class Page:
    """One annotated page. Empty fields are not scored, but for `authors` when `authored`."""

    content: bytes
    url: str | None
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    body: str | None = None
    title: str = ""
    day: str = ""
    authors: frozenset[str] = frozenset()
    authored: bool = False


@dataclass(frozen=True)
class Answer:
    """What one extractor made of a page."""

    text: str = ""  # with the title, without captions, which the segments count as not the text
    body: str = ""  # without it
    title: str = ""
    day: str = ""
    authors: frozenset[str] = frozenset()
    rejected: bool = False


@dataclass
class Tally:
    """Counts over pages."""

    true_positive: int = 0
    false_positive: int = 0
    false_negative: int = 0
    token_f1: list[float] = field(default_factory=list)
    hits: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    """Return the figures of every set that is under `data`, or None where there is none."""
    figures: dict[str, float] = {}
    for prefix, name, read in (
        ("", "extract_trafilatura*", _trafilatura_pages),
        ("readability_", "extract_readability*", _readability_pages),
        ("newspaper_", "extract_newspaper4k*", _newspaper_pages),
    ):
        pages = [page for folder in sorted(data.glob(name)) if folder.is_dir() for page in read(folder)]
        if not pages:
            continue
        if limit is not None and limit < len(pages):
            pages = random.Random(_SEED).sample(pages, limit)
        figures |= _score(prefix, pages, _counterpoint)
        figures |= _score(f"baseline_trafilatura_{prefix}", pages, _plain_trafilatura)
        figures |= _score(f"baseline_all_text_{prefix}", pages, _all_text, meta=False)
        figures[f"{prefix}pages"] = float(len(pages))
    if figures:
        figures["published_trafilatura_segments_f1"] = 0.924
        figures["published_trafilatura_token_f1_scrapinghub"] = 0.964
    return figures or None


# The sets


def _trafilatura_pages(folder: Path) -> Iterator[Page]:
    for index in sorted(folder.glob("*.json")):
        for url, entry in sorted(json.loads(index.read_text("utf-8")).items()):
            path = folder / "html" / f"{entry['file']}.gz"
            plain = folder / "html" / entry["file"]
            if not (path.exists() or plain.exists()):
                continue
            yield Page(
                content=gzip.decompress(path.read_bytes()) if path.exists() else plain.read_bytes(),
                url=url,
                with_=tuple(entry.get("with", ())),
                without=tuple(entry.get("without", ())),
                title=entry.get("title") or "",
                day=entry.get("date") or "",
                authors=_names(entry.get("author") or ""),
                authored="author" in entry,
            )


def _readability_pages(folder: Path) -> Iterator[Page]:
    for page in sorted(folder.iterdir()):
        source, expected, about = (
            page / n for n in ("source.html", "expected.html", "expected-metadata.json")
        )
        if not (source.exists() and expected.exists() and about.exists()):
            continue
        meta = json.loads(about.read_text("utf-8"))
        if not expected.read_text("utf-8").strip():
            continue
        yield Page(
            content=source.read_bytes(),
            url=None,
            body=_words_of(expected.read_bytes()),
            title=meta.get("title") or "",
            day=(meta.get("publishedTime") or "")[:10]
            if re.match(r"\d{4}-\d\d-\d\d", meta.get("publishedTime") or "")
            else "",
            authors=_names(meta.get("byline") or ""),
        )


def _newspaper_pages(folder: Path) -> Iterator[Page]:
    for about in sorted((folder / "metadata").glob("*.json")):
        source, expected = folder / "html" / f"{about.stem}.html", folder / "txt" / f"{about.stem}.txt"
        if not (source.exists() and expected.exists()):
            continue
        meta = json.loads(about.read_text("utf-8"))
        yield Page(
            content=source.read_bytes(),
            url=meta.get("url"),
            body=expected.read_text("utf-8"),
            title=meta.get("title") or "",
            day=(meta.get("publish_date") or "")[:10],
        )


def _names(value: str | Sequence[str]) -> frozenset[str]:
    listed = [value] if isinstance(value, str) else list(value)
    return frozenset(key for item in listed for name in _BETWEEN_NAMES.split(item) if (key := loose(name)))


def _words_of(markup: bytes) -> str:
    tree = lxml_html.document_fromstring(markup, parser=lxml_html.HTMLParser(encoding="utf-8"))
    for element in tree.xpath("//script|//style"):
        element.drop_tree()
    return " ".join(tree.itertext())


# The extractors


def _counterpoint(page: Page) -> Answer:
    result = extract_article(Capture(sha256(page.content), page.content, url=page.url))
    if not isinstance(result, Article):
        return Answer(rejected=True)
    return Answer(
        text="\n\n".join(
            result.text[b.start : b.end] for b in result.blocks if b.kind is not BlockKind.CAPTION
        ),
        body=result.text.removeprefix(result.title),
        title=result.title,
        day=result.published.date().isoformat() if result.published else "",
        authors=frozenset(map(loose, result.bylines)),
    )


def _plain_trafilatura(page: Page) -> Answer:
    found: Any = trafilatura.bare_extraction(
        page.content, url=page.url, include_comments=False, with_metadata=True
    )
    if found is None:
        return Answer(rejected=True)
    text = found.text or ""
    return Answer(text, text, found.title or "", found.date or "", _names((found.author or "").split(";")))


def _all_text(page: Page) -> Answer:
    try:
        text = _words_of(page.content)
    except (ValueError, lxml_html.etree.ParserError):
        text = ""
    return Answer(text, text)


# Scoring


def _score(
    prefix: str, pages: Sequence[Page], extract: Callable[[Page], Answer], *, meta: bool = True
) -> dict[str, float]:
    tally = Tally()
    for page in pages:
        start = time.process_time()
        answer = extract(page)
        tally.seconds += time.process_time() - start
        _count(tally, page, answer)
    figures: dict[str, float] = {}
    if any(p.with_ for p in pages):
        figures |= _segments(prefix, tally)
    if tally.token_f1:
        figures[f"{prefix}token_f1"] = sum(tally.token_f1) / len(tally.token_f1)
    if meta:
        figures |= {
            f"{prefix}{k}_accuracy": tally.hits[k] / tally.asked[k]
            for k in ("title", "author", "date")
            if tally.asked[k]
        }
        figures[f"{prefix}rejected"] = tally.hits["rejected"] / len(pages)
        figures[f"{prefix}documents_per_cpu_second"] = len(pages) / max(tally.seconds, 1e-9)
    return figures


def _segments(prefix: str, tally: Tally) -> dict[str, float]:
    precision = tally.true_positive / max(1, tally.true_positive + tally.false_positive)
    recall = tally.true_positive / max(1, tally.true_positive + tally.false_negative)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {
        f"{prefix}segments_precision": precision,
        f"{prefix}segments_recall": recall,
        f"{prefix}segments_f1": f1,
    }


def _count(tally: Tally, page: Page, answer: Answer) -> None:
    text = " ".join(answer.text.split())
    found = sum(" ".join(s.split()) in text for s in page.with_)
    tally.true_positive += found
    tally.false_negative += len(page.with_) - found
    tally.false_positive += sum(" ".join(s.split()) in text for s in page.without)
    if page.body is not None:
        tally.token_f1.append(token_f1(page.body, answer.body))
    tally.hits["rejected"] += answer.rejected
    for key, asked, right in (
        ("title", bool(page.title), loose(page.title) == loose(answer.title)),
        ("date", bool(page.day), page.day == answer.day),
        ("author", page.authored, page.authors == answer.authors),
    ):
        tally.asked[key] += asked
        tally.hits[key] += asked and right


def token_f1(expected: str, got: str) -> float:
    """Return the F1 of two texts' bags of words; 1.0 where both are empty."""
    a, b = Counter(_WORD.findall(expected.casefold())), Counter(_WORD.findall(got.casefold()))
    if not a or not b:
        return float(not a and not b)
    shared = sum((a & b).values())
    return 2 * shared / (sum(a.values()) + sum(b.values()))
