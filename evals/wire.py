"""Wire files: what is read of agencies' deliveries.

Data: `wire_superdesk` (files in agencies' formats; the texts are the agencies'), beside `wire_labels.json`, made by reading the
files: hashes of the first words of headline and report, the time without its zone, agency and language, or why a file is
refused. No text of an agency stands in it. The readers were written on these very files: a fit, not a forecast.
Metric: share of the labelled files whose field is right; of files without a label, only the counts of `complete` and `refused`.
Complete: a headline, a body of at least `_WORDS` words, a time, an agency and a language.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from counterpoint.extract import extract_article
from counterpoint.text import loose, sha256
from counterpoint.types import Article, BlockKind, Capture, Rejected

_WORDS = 10  # test items of a few words are no reports; the shortest alert of the data has 20
_LABELS = Path(__file__).with_name("wire_labels.json")
_TEXT = {BlockKind.PARAGRAPH, BlockKind.LIST}


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    folder = data / "wire_superdesk"
    if not folder.is_dir():
        return None
    labels = json.loads(_LABELS.read_text(encoding="utf-8"))
    paths = [p for p in sorted(folder.iterdir()) if p.is_file() and p.suffix != ".md"][:limit]
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    complete = refused = 0
    for path in paths:
        content = path.read_bytes()
        read = extract_article(Capture(sha256(content), content, path=path))
        refused += isinstance(read, Rejected)
        complete += isinstance(read, Article) and _complete(read)
        for field, good in _judged(read, labels.get(path.name, {})):
            asked[field] += 1
            right[field] += good
            if not good:
                print(f"  wire: {path.name}: {field}")
    shares = {f"{field}_right": right[field] / asked[field] for field in sorted(asked)}
    return {
        "files": float(len(paths)),
        "complete": complete / max(1, len(paths)),
        "refused": refused / max(1, len(paths)),
        **shares,
    }


def _complete(article: Article) -> bool:
    words = sum(len(article.text[b.start : b.end].split()) for b in article.blocks if b.kind in _TEXT)
    return bool(
        article.title
        and article.published
        and article.agency
        and article.language != "und"
        and words >= _WORDS
    )


def _judged(read: Article | Rejected, label: dict[str, str | None]) -> list[tuple[str, bool]]:
    """Each field that the label of a file speaks of, and whether it is right."""
    if not label:
        return []
    if "refused" in label:
        return [("refusal", isinstance(read, Rejected) and str(label["refused"]) in read.reason)]
    if isinstance(read, Rejected):
        return [(field, False) for field in label]
    opening = next((read.text[b.start : b.end] for b in read.blocks if b.kind in _TEXT), "")
    agency = read.agency.name if read.agency is not None and read.agency.copy else None
    found = [("title", _starts(read.title, label["title"]))]
    if label["opening"] is not None:
        found.append(("opening", _starts(opening, label["opening"])))
    published = read.published.isoformat()[:16] if read.published else ""
    return [
        *found,
        ("date", published == label["date"]),
        ("agency", agency == label["agency"]),
        ("language", read.language == label["language"]),
    ]


def _starts(text: str, label: str | None) -> bool:
    """Whether a text begins with the labelled words: their number and a hash of them."""
    count, _, digest = (label or "").partition(":")
    return sha256(" ".join(loose(text).split()[: int(count or 0)])).startswith(digest)
