"""The age of a person, as each report gives it.

Data way: Ground -> Clashes of slot "number".
Pure.

Ages stand in three places only: behind the name ("Ana Diaz, 34,"), before it ("34-year-old Ana Diaz") and after "aged".
A person has one age on the day of the news; reports that count from another day ("who was 17 then") are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from counterpoint.align.dispute_frames import Ground
from counterpoint.align.dispute_pairs import Clash, Side
from counterpoint.types import EntityKind, Report, Span

# Apposition behind a name, in the languages that print ages so; CJK prints them in brackets.
_BEHIND = re.compile(
    r"(?:,\s*(?:aged?\s+|âgée?\s+de\s+|de\s+)?|\s*[(（]\s*|\s+aged\s+|,\s+who\s+is\s+)"
    r"(?P<age>\d{1,3})(?:\s*(?:ans|años|anos|Jahre(?: alt)?|лет|года?|歳|岁|歲|세))?(?=\s*[,.;)）]|\s+(?:and|from|of|was|is)\b)"
)
_BEFORE = re.compile(
    r"(?P<age>\d{1,3})(?:-year-old|\s+year[- ]old|-jährige[rn]?|-летн\w+)\s+(?:[\w'’.-]+\s+){0,3}$"
)
_DIES_AT = re.compile(r"\s+(?:has\s+)?(?:dies|died|dead)\s+(?:at|aged)(?:\s+age)?\s+(?P<age>\d{1,3})\b")
_THEN = re.compile(r"\b(?:then|at the time|when (?:he|she)|back in|in (?:19|20)\d\d)\b", re.IGNORECASE)
_RANGE = re.compile(
    r"\b(?:ages?d?|years)(?:\s+(?:of|between|from|around|about|were|was)){0,3}\s+(\d{1,2})\s*(?:to|and|-|–)\s*(\d{1,2})\b"
    r"(?!\s*(?:%|per|km|miles))"
)
NEAR_AGES = 3  # years by which two reports' ranges of one group may differ at either end
_OLDEST = 120
_REACH = 60  # characters looked at on either side of a name


def age_clashes(ground: Ground) -> list[Clash]:
    """Compare the ages that the reports give a person, pair by pair, across articles."""
    by: dict[str, list[tuple[int, Span]]] = {}
    for report in ground.reports:
        for entity, age, span in _ages(ground, report):
            by.setdefault(entity, []).append((age, span))
    clashes = []
    for entity, told in by.items():
        for (age, one), (second, other) in combinations(told, 2):
            known = {a for a, s in told if s.article == one.article} & {
                a for a, s in told if s.article == other.article
            }
            if one.article != other.article and age != second and not known:
                about = f"the age of {ground.names[entity]}"
                sides = (_side(age, one), _side(second, other))
                clashes.append(Clash("number", about, *sides, score=1.0, topic=f"age:{entity}"))
    return clashes


def range_clashes(ground: Ground) -> list[Clash]:
    """Compare the ranges of age that the reports give for a group: "aged 10 to 15", "10-14 years old"."""
    told = [
        (int(m[1]), int(m[2]), Span(r.article.id, *m.span()))
        for r in ground.reports
        for m in _RANGE.finditer(r.article.text)
        if int(m[1]) < int(m[2]) <= _OLDEST
    ]
    clashes = []
    for (low, high, one), (bottom, top, other) in combinations(told, 2):
        near = abs(low - bottom) <= NEAR_AGES and abs(high - top) <= NEAR_AGES
        if one.article != other.article and near and (low, high) != (bottom, top):
            sides = (_range_side(low, high, one), _range_side(bottom, top, other))
            clashes.append(Clash("number", "the ages of the group", *sides, score=0.8))
    return clashes


def _range_side(low: int, high: int, span: Span) -> Side:
    return Side(f"{low}..{high} year", f"{low} to {high}", span, span, float(low))


def _ages(ground: Ground, report: Report) -> Iterator[tuple[str, int, Span]]:
    """Each age printed beside a person's name: entity, age, and the passage from the one to the other."""
    text = report.article.text
    for span, entity in ground.mentions.get(report.article.id, ()):
        if ground.kinds.get(entity) is not EntityKind.PERSON:
            continue
        start, end = max(0, span.start - _REACH), min(len(text), span.end + _REACH)
        behind = _BEHIND.match(text, span.end, end) or _DIES_AT.match(text, span.end, end)
        before = _BEFORE.search(text[start : span.start])
        for found, low, high in (
            (behind, span.start, behind.end() if behind else 0),
            (before, start + (before.start() if before else 0), span.end),
        ):
            if (
                found
                and 0 < int(found["age"]) <= _OLDEST
                and not _THEN.search(text, low, min(len(text), high + 30))
            ):
                yield entity, int(found["age"]), Span(report.article.id, low, high)


def _side(age: int, span: Span) -> Side:
    return Side(f"{age} year", str(age), span, span, float(age))
