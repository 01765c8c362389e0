"""Time expressions: spans and values, in English (TimeML) and in many languages (test specifications).

Data, each a folder under DATA:
    time_timex3_en: `*.tml` files with TIMEX3 annotation, grouped by the folder they lie in (TimeBank, AQUAINT,
        TE-3 platinum, tweets). The document's own creation time is given, not scored.
    time_recognizers_multilingual: `<Language>/DateTimeModel.json`, cases with a reference date, an expected span
        and the values it may have.

Metrics, as in TempEval-3 task A (UzZaman et al., SemEval 2013): an expression is found (relaxed) when it overlaps
a gold one, strictly when the spans are equal; value F1 counts those whose value also agrees. Multilingual: the
share of the cases with exactly one result, a date, whose span is met and whose value is one of those expected, or
the year or month of one ("two years ago" is a year in TIMEX3, a day in these specifications).

Baseline: days and months of the calendar by one pattern, and "yesterday", "today", "tomorrow".
Published: HeidelTime-t, the best value F1 of TempEval-3 task A, 77.6 on TE-3 platinum (quoted from memory in the
data's SOURCE.md, not checked again; other corpora are harder or easier).
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import TypeVar

from counterpoint.annotate.times import parse_times
from counterpoint.dates import month_names, safe_date

T = TypeVar("T")
PUBLISHED_VALUE_F1 = 77.6
Marks = list[tuple[int, int, str]]  # start, end, value
Reader = Callable[[str, date | None], Marks]

_TAG = re.compile(r"<[^>]+>")
_LANGUAGES = {
    "Arabic": "ar", "Chinese": "zh", "Dutch": "nl", "English": "en", "French": "fr", "German": "de", "Hindi": "hi",
    "Italian": "it", "Japanese": "ja", "Korean": "ko", "Portuguese": "pt", "Spanish": "es", "Swedish": "sv",
    "Turkish": "tr", "Russian": "ru",
}  # fmt: skip


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    """Score both sets that are there; None where neither is."""
    figures: dict[str, float] = {}
    timeml = data / "time_timex3_en"
    if timeml.is_dir():
        figures |= _score_timeml(timeml, limit)
    specs = data / "time_recognizers_multilingual"
    if specs.is_dir():
        figures |= _score_specs(specs, limit)
    return figures or None


def _score_timeml(root: Path, limit: int | None) -> dict[str, float]:
    groups: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(root.rglob("*.tml")):
        groups[_group(path.relative_to(root))].append(path)
    groups = {name: _draw(paths, limit) for name, paths in groups.items()}
    figures: dict[str, float] = {}
    everything = [p for name, paths in groups.items() if name != "tweets" for p in paths]
    for name, paths in [*groups.items(), ("news", everything)]:
        if paths:
            figures |= {f"{name}_{k}": v for k, v in _score(paths, read_engine).items()}
    if everything:
        baseline = _score(everything, read_baseline)
        figures |= {f"baseline_news_{k}": v for k, v in baseline.items()}
        figures["published_te3_platinum_value_f1"] = PUBLISHED_VALUE_F1
    return figures


def _draw(items: Sequence[T], limit: int | None) -> list[T]:
    """All items, or that many drawn with a fixed seed."""
    if limit is None or limit >= len(items):
        return list(items)
    return random.Random(0).sample(list(items), limit)


def _group(path: Path) -> str:
    names = [p.lower() for p in path.parts[:-1]]
    return next(
        (n for n in ("tweets", "timebank", "aquaint", "platinum", "wikiwars") if any(n in p for p in names)),
        "other",
    )


def read_engine(text: str, anchor: date | None) -> Marks:
    """The engine's expressions."""
    return [(f.start, f.end, f.value) for f in parse_times(text, "en", anchor) if f.type != "AGE"]


_MONTHS = month_names("en")
_PLAIN = re.compile(
    rf"\b(?:(?P<word>yesterday|today|tomorrow)|(?P<m>{'|'.join(_MONTHS)})\.? (?P<d>\d{{1,2}})(?:, (?P<y>\d{{4}}))?|(?P<year>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)


def read_baseline(text: str, anchor: date | None) -> Marks:
    """One pattern, values in the anchor's year."""
    marks: Marks = []
    for match in _PLAIN.finditer(text):
        if match["year"]:
            value = match["year"]
        elif match["word"]:
            shift = {"yesterday": -1, "today": 0, "tomorrow": 1}[match["word"].lower()]
            value = (anchor + timedelta(days=shift)).isoformat() if anchor else ""
        else:
            day = safe_date(
                int(match["y"] or (anchor.year if anchor else 1)),
                _MONTHS[match["m"].lower()],
                int(match["d"]),
            )
            value = day.isoformat() if day else ""
        marks.append((*match.span(), value))
    return marks


def _score(paths: Iterable[Path], reader: Reader) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for path in paths:
        text, anchor, gold = read_timeml(path)
        counts.update(compare(gold, reader(text, anchor)))
    return {
        "value_f1": _f1(counts["value"], counts["system"], counts["gold"]),
        "value_strict_f1": _f1(counts["value_strict"], counts["system"], counts["gold"]),
        "span_f1": _f1(counts["relaxed"], counts["system"], counts["gold"]),
        "span_strict_f1": _f1(counts["strict"], counts["system"], counts["gold"]),
        "gold": float(counts["gold"]),
    }


def compare(gold: Marks, system: Marks) -> Counter[str]:
    """Count the matches of two lists of marks; each gold mark meets one of the system's at most."""
    counts: Counter[str] = Counter(gold=len(gold), system=len(system))
    free = list(system)
    for start, end, value in gold:
        hits = [m for m in free if m[0] < end and start < m[1]]
        if not hits:
            continue
        best = max(hits, key=lambda m: (m[:2] == (start, end), min(m[1], end) - max(m[0], start)))
        free.remove(best)
        same = same_value(value, best[2])
        strict = best[:2] == (start, end)
        counts.update(relaxed=1, strict=int(strict), value=int(same), value_strict=int(same and strict))
    return counts


def same_value(gold: str, ours: str) -> bool:
    """Whether two TIMEX3 values name the same time, however the corpus writes decades and centuries."""
    return _canonical(gold) == _canonical(ours)


def _canonical(value: str) -> str:
    value = value.strip().upper()
    if re.fullmatch(r"\d{3}", value):
        return value + "X"
    if re.fullmatch(r"\d{2}", value):
        return value + "XX"
    return re.sub(r"^(P\w*?)0+(\d)", r"\1\2", value)


def read_timeml(path: Path) -> tuple[str, date | None, Marks]:
    """The text of a TimeML file without its tags, its creation day, and its TIMEX3 marks."""
    raw = path.read_text(encoding="utf-8", errors="replace")
    created = re.search(r'<TIMEX3[^>]*functionInDocument="(?:CREATION|PUBLICATION)_TIME"[^>]*>', raw)
    stamp = re.search(r'value="(\d{4})-(\d\d)-(\d\d)', created.group()) if created else None
    anchor = safe_date(*map(int, stamp.groups())) if stamp else None
    body = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.DOTALL)
    text, marks, opened = "", [], []
    for part in re.split(r"(<[^>]+>)", body[1] if body else ""):
        if part.startswith("<TIMEX3"):
            value = re.search(r'\bvalue="([^"]*)"', part)
            own = "CREATION_TIME" in part or "PUBLICATION_TIME" in part
            opened.append((len(text), "" if own else (value[1] if value else ""), own))
        elif part == "</TIMEX3>" and opened:
            start, value_, own = opened.pop()
            if not own and len(text) > start:
                marks.append((start, len(text), value_))
        elif not part.startswith("<"):
            text += unescape(part)
    return text, anchor, sorted(marks)


def _score_specs(root: Path, limit: int | None) -> dict[str, float]:
    figures: dict[str, float] = {}
    for folder in sorted(p for p in root.iterdir() if p.is_dir()):
        language = _LANGUAGES.get(folder.name.split("-")[0].split("_")[0])
        file = folder / "DateTimeModel.json"
        if language is None or not file.exists():
            continue
        cases = _draw(single_dates(json.loads(file.read_text(encoding="utf-8-sig"))), limit)
        if not cases:
            continue
        spans = values = 0
        for case in cases:
            found, right = judge(case, language)
            spans += found
            values += right
        figures[f"specs_{language}_span"] = round(100 * spans / len(cases), 1)
        figures[f"specs_{language}_value"] = round(100 * values / len(cases), 1)
        figures[f"specs_{language}_cases"] = float(len(cases))
    return figures


def single_dates(cases: Iterable[dict]) -> list[tuple[str, date, int, int, set[str]]]:
    """The cases with one result that is a date: text, reference day, span (half-open), the days it may be."""
    chosen = []
    for case in cases:
        results = case.get("Results", [])
        stamp = case.get("Context", {}).get("ReferenceDateTime", "")[:10]
        if len(results) != 1 or results[0].get("TypeName") != "datetimeV2.date" or not stamp:
            continue
        resolution = results[0].get("Resolution")
        resolved = resolution.get("values", []) if isinstance(resolution, dict) else []
        values = {v.get("value", "") for v in resolved if isinstance(v, dict)} - {"", "not resolved"}
        if values:
            start = results[0].get("Start", case["Input"].lower().find(results[0]["Text"].lower()))
            chosen.append(
                (case["Input"], date.fromisoformat(stamp), start, start + len(results[0]["Text"]), values)
            )
    return chosen


def judge(case: tuple[str, date, int, int, set[str]], language: str) -> tuple[bool, bool]:
    """Whether an expression overlaps the expected one, and whether one that does has an expected value."""
    text, anchor, start, end, expected = case
    hits = [f for f in parse_times(text, language, anchor) if f.start < end and start < f.end]
    return bool(hits), any(day.startswith(f.value[:10]) for f in hits for day in expected)


def _f1(right: int, system: int, gold: int) -> float:
    return round(200 * right / (system + gold), 1) if system + gold else 0.0
