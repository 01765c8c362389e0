"""Edits: what is said of a changed article, on changes made by a rule in real articles, truth known.

Data: `cluster_wikinews_sources` (English) and `cluster_wmt21_crosslingual` (German, French, Russian, Japanese, Czech). In the
first 2,500 characters of an article one thing at a time is changed: a figure, a day, a surname, "was" to "was not", "police
said" to "witnesses said"; a sentence of another article put in; a sentence taken out; the typography alone.
Metric: recall, the share of changes for which a note of the right kind gives the very words before and after; precision, the
share of all notes that are about what was changed; silence, the share of typography edits of which nothing is said.
Baseline: a note "reworded" for each sentence that is not as it was, by its words: it has the passage, and not the kind.
These edits are artificial: one at a time, in words that stay otherwise as they were. No labelled real ones were to be had.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from counterpoint.align.edits import tell_edits
from counterpoint.align.versions import changes
from counterpoint.annotate import annotate_articles
from counterpoint.models import load_models
from counterpoint.text import loose
from counterpoint.types import Article, Block, BlockKind, Edit, Report

_ARTICLES = 24  # of the English ones, and as many of the others together
_LONGEST = 2_500
_LANGUAGES = ("de", "fr", "ru", "ja", "cs")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_FIGURE = re.compile(r"(?<![\w.,:/-])(?!(?:19|20)\d\d\b)\d{1,6}(?![\w/:-]|[.,]\d)")
_STOP = re.compile(r"(?<=[.!?。])\s*(?=\S)")

# text -> (changed text, words before, words after); None where the text has nothing of the kind
Change = tuple[str, str, str]


def _middle(pattern: str | re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match nearest the middle of the text's own account: the title is left alone."""
    found = list(re.finditer(pattern, text[text.find("\n") + 1 :]))
    return found[len(found) // 2] if found else None


def _swapped(text: str, match: re.Match[str] | None, new: Callable[[re.Match[str]], str]) -> Change | None:
    if match is None:
        return None
    at = text.find("\n") + 1
    after = new(match)
    return text[: at + match.start()] + after + text[at + match.end() :], match.group(), after


def figure(text: str, _: str) -> Change | None:
    return _swapped(text, _middle(_FIGURE, text), lambda m: str(int(m.group()) + 3))


def day(text: str, _: str) -> Change | None:
    pattern = rf"\b(?:{'|'.join(_DAYS)})\b"
    return _swapped(text, _middle(pattern, text), lambda m: _DAYS[(_DAYS.index(m.group()) + 2) % 7])


def surname(text: str, _: str) -> Change | None:
    pattern = r"(?<=[a-z] [A-Z])[a-z]+ (?:Mc)?[A-Z][a-z]{3,}(?= (?:said|told|was|has|is|had|who)\b)"
    return _swapped(text, _middle(pattern, text), lambda m: m.group()[:-2] + "onov")


def denial(text: str, _: str) -> Change | None:
    return _swapped(
        text,
        _middle(r"\b(?:was|were|is|are|has been)\b(?= [a-z]{3,}ed\b)", text),
        lambda m: f"{m.group()} not",
    )


def speaker(text: str, _: str) -> Change | None:
    return _swapped(text, _middle(r"\b(?:[Pp]olice|[Oo]fficials|[Aa]uthorities)\b(?= (?:said|say)\b)", text), lambda m: "Witnesses" if m.group()[0].isupper() else "witnesses")  # fmt: skip


def dropped(text: str, _: str) -> Change | None:
    sentences = [s for s in _STOP.split(text[text.find("\n") + 1 :]) if len(s) > 30 and "\n" not in s]
    if len(sentences) < 4:
        return None
    gone = sentences[len(sentences) // 2]
    return text.replace(gone, "", 1), gone.strip(), ""


def added(text: str, other: str) -> Change | None:
    sentences = [s for s in _STOP.split(text[text.find("\n") + 1 :]) if len(s) > 30 and "\n" not in s]
    new = next((s for s in _STOP.split(other[other.find("\n") + 1 :]) if len(s) > 30 and "\n" not in s), None)
    if len(sentences) < 4 or new is None:
        return None
    before = sentences[len(sentences) // 2]
    return text.replace(before, f"{new} {before}", 1), "", new.strip()


_KINDS: dict[str, tuple[Callable[[str, str], Change | None], frozenset[str]]] = {
    "figure": (figure, frozenset({"number", "date"})),  # "24 April"
    "day": (day, frozenset({"date"})),
    "name": (surname, frozenset({"name", "place", "speaker"})),
    "denial": (denial, frozenset({"polarity"})),
    "speaker": (speaker, frozenset({"speaker"})),
    "dropped": (dropped, frozenset({"removed"})),
    "added": (added, frozenset({"added"})),
}
_EVERYWHERE = ("figure", "dropped", "added")  # what the rules can change in any language


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    articles = [*_english(data, limit or _ARTICLES), *_others(data, limit or _ARTICLES)]
    if not articles:
        return None
    models = load_models(("en", *_LANGUAGES))
    tally: Counter[str] = Counter()
    for n, one in enumerate(articles):
        other = articles[n - 1]
        versions = list(_versions(one, other.text if other.language == one.language else ""))
        marks = annotate_articles([one, *(v for _, v, _ in versions)], models)
        old = Report(one, marks[0])
        for (kind, version, change), mark in zip(versions, marks[1:], strict=True):
            found = changes(old, Report(version, mark))
            _count(tally, kind, one.language, change, tell_edits(found, version, None))
            tally["baseline"] += any(change[1] in (c.before_text or "") and change[2] in (c.after_text or "") for c in found.sentences)  # fmt: skip
    return _figures(tally)


def _versions(one: Article, other: str) -> Iterator[tuple[str, Article, Change]]:
    for kind, (change, _) in _KINDS.items():
        if one.language != "en" and kind not in _EVERYWHERE:
            continue
        made = change(one.text, other)
        if made is not None:
            yield kind, _article(f"{one.id}-{kind}", made[0], one.language), made
    pieces = one.text.replace("'", "’").replace("-", "–").replace(". ", ".  ").split('"')
    quotes = pieces[0] + "".join(("“" if n % 2 == 0 else "”") + piece for n, piece in enumerate(pieces[1:]))
    yield "typography", _article(f"{one.id}-typography", quotes, one.language), (quotes, "", "")


def _count(tally: Counter[str], kind: str, language: str, change: Change, told: tuple[Edit, ...]) -> None:
    if kind == "typography":
        tally["typography"] += 1
        tally["silent"] += not told
        return
    group = "en" if language == "en" else "other"
    right = [e for e in told if _about(e, change)]
    hit = any(e.slot in _KINDS[kind][1] for e in right)
    for name in (kind, group, "all"):
        tally[f"asked {name}"] += 1
        tally[f"hit {name}"] += hit
    tally["told"] += len(told)
    tally["right"] += len(right)


def _about(edit: Edit, change: Change) -> bool:
    """Whether a note gives the words before and after, alone or in their passage."""
    sides = ((edit.before_text, edit.within[0], change[1]), (edit.after_text, edit.within[1], change[2]))
    return all(not words or _holds(words, text) or _holds(words, within) for text, within, words in sides)


def _holds(words: str, text: str | None) -> bool:
    return text is not None and loose(words) in loose(text)


def _figures(tally: Counter[str]) -> dict[str, float]:
    found = {
        f"{kind}_recall": tally[f"hit {kind}"] / max(1, tally[f"asked {kind}"]) for kind in (*_KINDS, "all")
    }
    return {
        **found,
        "other_languages_recall": tally["hit other"] / max(1, tally["asked other"]),
        "precision": tally["right"] / max(1, tally["told"]),
        "notes_per_edit": tally["told"] / max(1, tally["asked all"]),
        "silence_on_typography": tally["silent"] / max(1, tally["typography"]),
        "edits": float(tally["asked all"]),
    }


def _english(data: Path, limit: int) -> Iterator[Article]:
    path = data / "cluster_wikinews_sources" / "wikinews_medium.json"
    if path.is_file():
        events = json.loads(path.read_text(encoding="utf-8"))
        for n, event in enumerate(events[:: max(1, len(events) // limit)][:limit]):
            source = event["articles"][0]
            yield _article(f"en{n}", _cut(source["title"], source["text"]), "en")


def _others(data: Path, limit: int) -> Iterator[Article]:
    path = data / "cluster_wmt21_crosslingual" / "documents.jsonl"
    if path.is_file():
        documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for language in _LANGUAGES:
            mine = [d for d in documents if d["lang"] == language][: max(1, limit // len(_LANGUAGES))]
            for n, d in enumerate(mine):
                yield _article(f"{language}{n}", _cut(d["title"], d["text"]), language)


def _cut(title: str, text: str) -> str:
    return f"{' '.join(title.split())}\n\n{text.removeprefix(title).strip()[:_LONGEST]}"


def _article(name: str, text: str, language: str) -> Article:
    title = text.split("\n", 1)[0]
    lines = [m.span() for m in re.finditer(r"[^\n]+", text)]
    blocks = [
        Block(BlockKind.HEADING if not n else BlockKind.PARAGRAPH, *ends) for n, ends in enumerate(lines)
    ]
    made = Article(name, title, text, tuple(blocks), language=language, outlet="Hill Gazette")
    return replace(made, url=f"https://hill.example/{name.split('-', maxsplit=1)[0]}")


if __name__ == "__main__":
    print(json.dumps(run(Path(__import__("sys").argv[1]), None), indent=1))
