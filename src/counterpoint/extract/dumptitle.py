"""Which line of a dump is the title, and where the report begins.

Data way: Lines -> index of the title. Pure. A title printed again with the outlet's name behind it is sure; else the first
line of a clean file; else, of the lines before the report, the one that is long enough and of the report's own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from counterpoint.extract.dateline import split_dateline
from counterpoint.extract.dumplines import Line, Look, is_headline, speaks_to_reader, suffixed
from counterpoint.extract.labels import find_labels

_LONGEST_TITLE = 200
_SURE_TITLE = 120  # characters: a first line so short is a headline even with a full stop
_SENTENCE_WORDS = 20  # words from which a line with a full stop is rather a lead than a headline
_OPENING = 120  # characters from which a sentence before the report's run of paragraphs begins it
_TITLE_WORDS = 5  # a line of so many words before the report is rather its title than a menu's
_BODY_SAMPLE = 6  # lines of the report with whose words a title is compared
_PATH = re.compile(r"\s[>›»/|]\s")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def find_title(lines: Sequence[Line]) -> tuple[int | None, str | None]:
    """Return the index of the title, or None for a report without one, and the outlet that a repeated title names."""
    keys = {key(line.text) for line in lines}
    for line in lines:
        if line.look is Look.SUFFIXED and (pair := suffixed(line.text, keys)):
            return next(i for i, other in enumerate(lines) if key(other.text) == key(pair[0])), pair[1]
    return _title_at(lines), None


def _title_at(lines: Sequence[Line]) -> int | None:
    body = _body_start(lines)
    if body == 0:
        return 0 if _is_title_sentence(lines) else None
    head = range(body)
    odd = {Look.PROMPT, Look.MENU, Look.COOKIE, Look.RELATED_HEADING, Look.POINTER}
    after = max((i + 1 for i in head if lines[i].look in odd), default=0)
    found = [
        i
        for i in head
        if lines[i].look is Look.SHORT and is_headline(lines[i].text) and not is_caption_at(lines, i)
    ]
    if (
        lines[0].look in {Look.SHORT, Look.PROSE, Look.NOTE, Look.POINTER}
        and after == 0
        and not is_caption_at(lines, 0)
    ):
        return 0
    if found:
        body_stems = stems_of(" ".join(line.text for line in lines[body : body + _BODY_SAMPLE]))
        return max(found, key=lambda i: (_score(lines[i].text, body_stems) + (i >= after), -i))
    return next(
        (
            i
            for i in head
            if lines[i].look in {Look.SHORT, Look.PROSE} and i >= after and not is_caption_at(lines, i)
        ),
        None,
    )


def _score(text: str, body_stems: set[str]) -> float:
    """How much a line before the report looks like its title: long enough, of the report's words, no path of a menu."""
    stems = stems_of(text)
    share = len(stems & body_stems) / len(stems) if stems else 0.0
    long = len(text.split()) >= _TITLE_WORDS or len(text) >= 40 or len(_CJK.findall(text)) >= 10
    return 4.0 * share + 2.0 * long - 2.0 * bool(_PATH.search(text)) - speaks_to_reader(text)


def stems_of(text: str) -> set[str]:
    """Return the beginnings of a text's longer words, and pairs of characters in scripts without spaces."""
    cjk = "".join(_CJK.findall(text))
    plain = {w.casefold()[:5] for w in re.findall(r"[^\W\d_]{4,}", text) if not _CJK.search(w)}
    return plain | {cjk[i : i + 2] for i in range(len(cjk) - 1)}


def _body_start(lines: Sequence[Line]) -> int:
    """Index of the first paragraph: prose with a dateline, or prose that goes on."""
    passed = {Look.LABEL, Look.DATE, Look.BYLINE, Look.CAPTION, Look.RULE, Look.MENU}
    prose = [i for i, line in enumerate(lines) if line.look is Look.PROSE and not is_caption_at(lines, i)]
    for i in prose:
        text = lines[i].text
        if split_dateline(text, None)[1]:
            return i
        if speaks_to_reader(text) and not any(
            lines[j].look is Look.PROSE for j in range(i + 1, min(i + 2, len(lines)))
        ):
            continue
        if len(text) >= _OPENING and not speaks_to_reader(text):
            return i
        following = [line.look for line in lines[i + 1 : i + 7] if line.look not in passed][:2]
        if Look.PROSE in following or i == prose[-1]:
            return i
    if prose:
        return prose[0]
    return 1 if len(lines) > 1 else 0


def _is_title_sentence(lines: Sequence[Line]) -> bool:
    """Whether the first line, prose by its look, is a title: one sentence, alone, with a report under it."""
    text = lines[0].text
    if len(lines) < 2 or (lines[0].group == lines[1].group and lines[1].look is not Look.PROSE):
        return False
    if split_dateline(text, None)[1] or is_caption_at(lines, 0):
        return False
    if not text.endswith(
        (".", "。", "!", "?", "！", "？", '"', "”", "»", "」")
    ):  # a headline of a register or a court: long, no stop
        return len(text) <= 3 * _LONGEST_TITLE
    longest = max(len(line.text) for line in lines[1:])
    if len(text) > _LONGEST_TITLE or longest < len(text):
        return False
    return len(text) <= _SURE_TITLE or not (
        text.endswith((".", "。")) and len(text.split()) >= _SENTENCE_WORDS
    )


def is_caption_at(lines: Sequence[Line], i: int) -> bool:
    """Whether a picture label right under a line makes it that picture's caption."""
    if i + 1 >= len(lines) or lines[i + 1].look is not Look.LABEL:
        return False
    if not any(label.about == "picture" for label in find_labels([(lines[i + 1].text, "article")])):
        return False
    # Lines set together tell something only where blank lines set others apart.
    same = (
        lines[i].group == lines[i + 1].group
        and sum(line.group == lines[i].group for line in lines[max(i - 5, 0) : i + 6]) <= 4
    )
    titled = i + 2 < len(lines) and lines[i + 2].look is Look.SHORT and is_headline(lines[i + 2].text)
    return (same and len(lines[i].text) < 600) or (lines[i].look is Look.PROSE and titled)


def key(text: str) -> str:
    """Return a text's words in lower case: equal for lines that differ in punctuation only."""
    return " ".join(re.findall(r"\w+", text.casefold()))
