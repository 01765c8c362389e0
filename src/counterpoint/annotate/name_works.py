"""Titles of works: quoted words beside a word such as "film" or "song".

Data way: one block's text -> Candidates. Pure.
"""

from __future__ import annotations

import re
from functools import cache

from counterpoint.annotate import name_tables as tables
from counterpoint.annotate.name_latin import WORK, Candidate

_QUOTED = re.compile(r"[\"“„«「『《‘]([^\"“”„«»「」『』《》\n]{1,80}?)[,.]?[\"”“»」』》]")
_SINGLE = re.compile(r"(?<!\w)'([^'\n]{1,60}?)[,.]?'(?![a-z])")
_LETTERED = re.compile(r"[^\W\d_]")
# A title carries this much more than a quotation's scare quotes; below a tagger's person it would lose real films.
_WEIGHT = 5.0
# Characters to the left and right of the marks in which the cue stands.
_BEFORE, _AFTER = 60, 30
_UNSPACED_BEFORE, _UNSPACED_AFTER = 14, 6
_LONGEST_TITLE = 8  # words
_CJK = frozenset(["ja", "zh", "ko"])
# Between two quoted titles of one list: "A" and "B", "A"、"B".
_LINK = re.compile(
    r"^\s*(?:,|and|und|et|y|e|en|na|и|、|와|과|や|と|和|&|by [\w ]{1,40}? and)\s*(?:[\w’'. ]{0,60}?(?:’s?|'s?) )?$"
)


def work_candidates(text: str, start: int, end: int, language: str) -> list[Candidate]:
    """Return the quoted titles of works in one sentence.

    A title needs its cue ("film", 映画) near it, or to stand in one list with a title that has one.
    """
    found: list[Candidate] = []
    marks = [m for p in (_QUOTED, _SINGLE) for m in p.finditer(text, start, end)]
    for match in sorted(marks, key=lambda m: m.start()):
        title = match[1].strip()
        if not _is_title(title, language):
            continue
        linked = found and _LINK.match(text[found[-1].end + 1 : match.start()].lstrip('"”»」』》,'))
        if linked or _has_cue(text, match, start, end, language):
            at = match.start(1) + match[1].index(title)
            found.append(Candidate(at, at + len(title), title, ((WORK, _WEIGHT),)))
    return found


def _is_title(title: str, language: str) -> bool:
    if not _LETTERED.search(title) or title[-1] in "?!。":
        return title[-1:] in {"?", "!"} and len(title.split()) <= _LONGEST_TITLE and title.istitle()
    if language in _CJK:
        return len(title) <= 30 and "。" not in title
    words = title.split()
    if len(words) > _LONGEST_TITLE:
        return False
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    return (
        words[0][:1].isupper() or words[0][:1].isdigit() or bool(long and all(w[0].isupper() for w in long))
    )


def _has_cue(text: str, match: re.Match[str], start: int, end: int, language: str) -> bool:
    if language in _CJK:
        before = text[max(start, match.start() - _UNSPACED_BEFORE) : match.start()]
        after = text[match.end() : min(end, match.end() + _UNSPACED_AFTER)]
        return _cues(language).search(before) is not None or _cues(language).search(after) is not None
    before = text[max(start, match.start() - _BEFORE) : match.start()]
    after = text[match.end() : min(end, match.end() + _AFTER)]
    clause = re.split(r"[.;:!?]\s", before)[-1]
    if _cues(language).search(clause):
        return True
    return _cues(language).search(re.split(r"[.;:!?]", after)[0]) is not None


@cache
def _cues(language: str) -> re.Pattern[str]:
    words = tables.WORK_CUES.get(language, tables.WORK_CUES["en"]).split()
    inner = "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))
    return re.compile(inner if language in _CJK else rf"\b(?:{inner})\b", re.IGNORECASE)
