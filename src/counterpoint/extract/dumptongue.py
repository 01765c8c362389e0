"""The language of the page around a dump's article, which may be another than the article's.

Data way: Lines -> language. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from counterpoint.extract.dumplines import Line, Look, printed_date_language
from counterpoint.extract.labels import find_labels
from counterpoint.language import detect_language, settled_language


def interface_language(lines: Sequence[Line], language: str) -> str:
    """The language of the page around the article, by its labels, notices, headings and dates."""
    votes: list[tuple[str | None, int, str]] = []  # language, weight, the line where statistics must tell
    for line in lines:
        if line.look is Look.LABEL:
            found = {label.language: 2 for label in find_labels([(line.text, "article")])}
            votes += [(code, weight, "") for code, weight in found.items()]
        elif line.look in {Look.COOKIE, Look.PROMPT, Look.RELATED_HEADING, Look.REACTION_HEADING}:
            votes.append((settled_language(line.text), 2 if len(line.text) > 60 else 1, line.text))
        elif line.look is Look.DATE and (dated := printed_date_language(line.text, language)):
            votes.append((dated, 1, ""))
    best, count = _elected(votes)
    return best if count > 1 else language


def _elected(votes: Sequence[tuple[str | None, int, str]]) -> tuple[str, int]:
    """The language with most votes and how many; statistics are asked only where the open lines could change it."""
    counted: Counter[str] = Counter()
    for code, weight, _ in votes:
        if code:
            counted[code] += weight
    (best, count), (_, second) = [*counted.most_common(2), ("", 0), ("", 0)][:2]
    if count > 1 and count - second > sum(weight for code, weight, _ in votes if not code):
        return best, count
    counted.clear()
    for code, weight, text in votes:
        counted[code or detect_language(text)] += weight
    return counted.most_common(1)[0] if counted else ("", 0)
