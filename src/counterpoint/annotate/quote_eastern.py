"""Attributions in Japanese, Korean and Chinese, by particles and the order of words.

Data way: one sentence and its quoted passages -> Attributions. Pure.

Japanese and Korean put the speaker first, as the topic, and the verb last, after a particle that closes what was said;
Chinese puts speaker and verb before it, or after a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from counterpoint.annotate.quote_lexicons import (
    CHINESE_AHEAD,
    CHINESE_VERB,
    JAPANESE,
    JAPANESE_AHEAD,
    KOREAN,
    KOREAN_AHEAD,
)
from counterpoint.annotate.quote_marks import Quoted
from counterpoint.annotate.quote_parse import Attribution

_SHORTEST = 4  # characters that say something
_NEAR_START = 60  # characters of a sentence in which "according to" may stand

_TOPIC = {
    "ja": re.compile(
        r"(?:[^、。「」\n]{1,20}、){0,2}?(?P<who>[^、。「」\n]{1,40}?)(?:は|が)"
        r"(?:、|(?=[^、。]{0,40}「)|(?=\d{1,2}日)|(?=[^。]{6,}と))"
    ),
    "ko": re.compile(r"([^,.\n\"“”]{1,40}?)(?:은|는|이|가)(?=[\s,])"),
}


def _japanese(text: str, start: int, end: int, quoted: Sequence[Quoted]) -> Iterator[Attribution]:
    topic = _TOPIC["ja"].match(text, start, end)
    first = (topic.start("who"), topic.end("who")) if topic else None
    for cue in JAPANESE.finditer(text, start, end):
        if any(q.start < cue.start() < q.end for q in quoted):
            continue
        ending = [
            q for q in quoted if q.end <= cue.start() and not text[q.end : cue.start()].strip("などとも、 ")
        ]
        source = cue.span("who") if cue["who"] else first
        if ending and source and not ending[-1].start <= source[0] < ending[-1].end:
            yield Attribution(cue.span(), source, ((ending[-1].start, ending[-1].end),), "", by_marks=True)
        elif topic and first and cue.start() - topic.end() > _SHORTEST:
            yield Attribution(cue.span(), first, ((topic.end(), cue.start()),), "")
        return
    yield from _ahead(text, start, end, JAPANESE_AHEAD)


def _korean(text: str, start: int, end: int, quoted: Sequence[Quoted]) -> Iterator[Attribution]:
    topic = _TOPIC["ko"].match(text, start, end)
    for cue in KOREAN.finditer(text, start, end):
        if any(q.start < cue.start() < q.end - 1 for q in quoted):
            continue
        ending = [q for q in quoted if abs(q.end - cue.start()) <= 2]
        source = (
            (topic.start(1), topic.end(1))
            if topic and topic.end() <= (ending[0].start if ending else cue.start())
            else None
        )
        if ending and source is None:
            named = re.match(r"\S*\s+([^\s\"“”]{1,12})(?:은|는|이|가)\s", text[cue.start() : cue.end() + 1])
            source = (cue.start() + named.start(1), cue.start() + named.end(1)) if named else None
        if source is None:
            continue
        if ending:
            yield Attribution(cue.span(), source, ((ending[0].start, ending[0].end),), "", by_marks=True)
        elif topic and cue.start() - topic.end() > 6:
            yield Attribution(
                cue.span(), source, ((topic.end(), cue.end() if cue.start() < 0 else cue.start()),), ""
            )
            return
    yield from _ahead(text, start, end, KOREAN_AHEAD)


def _chinese(text: str, start: int, end: int, quoted: Sequence[Quoted]) -> Iterator[Attribution]:
    ahead = CHINESE_AHEAD.match(text, start, end)
    if ahead:
        yield Attribution(
            (start, start + 1), ahead.span(1), ((ahead.end(), _without_stop(text, ahead.end(), end)),), ""
        )
        return
    for cue in CHINESE_VERB.finditer(text, start, end):
        if any(q.start <= cue.start() < q.end for q in quoted):
            continue
        before = text[start : cue.start()]
        cut = max(before.rfind("，"), before.rfind("。"), before.rfind("”"), before.rfind("」")) + 1
        source = (start + cut, cue.start())
        if not 1 <= source[1] - source[0] <= 30:
            continue
        rest = cue.end()
        while rest < end and text[rest] in "，：:, ":
            rest += 1
        marked = [q for q in quoted if start <= q.start < end]
        touching = next((q for q in marked if q.start == rest), None) or next(
            (q for q in marked if q.end + 1 >= source[0] - 1 and q.end <= source[0]), None
        )
        if touching:
            yield Attribution(cue.span(), source, ((touching.start, touching.end),), "", by_marks=True)
        elif end - rest > 5:
            yield Attribution(cue.span(), source, ((rest, _without_stop(text, rest, end)),), "")
        return


def _ahead(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[Attribution]:
    match = pattern.search(text, start, min(end, start + _NEAR_START))
    if match and match.start() > start and end - match.end() > 5:
        yield Attribution(
            match.span(), (start, match.start()), ((match.end(), _without_stop(text, match.end(), end)),), ""
        )


def _without_stop(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in "。. \n":
        end -= 1
    return end


EASTERN = {"ja": _japanese, "ko": _korean, "zh": _chinese}
