"""What a bare report says of its own words: the agency that it credits, and which lines are its account.

Data way: Item as a line of a file gives it -> Item with `agency` and `account`, for `cluster.derivation`. Pure. An article of the
store has both from `extract`, by the page's own marks; here there is a text alone, so the cues of `extract` are asked of its lines.
Two reports that carry one notice ("Sign up for our newsletter") share no account of an event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from counterpoint.extract.agencies import agency_named
from counterpoint.extract.agency import agency_of_all
from counterpoint.extract.byline import is_byline, read_names
from counterpoint.extract.dateline import split_dateline
from counterpoint.extract.linecues import aside_of, is_note
from counterpoint.types.stream import Item

# What pages print below a report beside what `linecues` knows: whole sentences, each with its own way to begin.
_NOTICE = re.compile(
    r"\W{0,4}(?:this is a (?:developing|breaking)\b|(?:this|our) (?:article|story|report|material|content)\b.{0,30}\b"
    r"(?:will be|is being|may not be|has been|was (?:first|originally)) (?:updated|published|broadcast|rewritten|corrected)"
    r"|you(?: have|['’]ve) (?:read|reached|used)\b.{0,20}\b(?:free|articles?|limit)|(?:more|further) (?:details|information) (?:to follow|as we get it))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…。！？]+[\"'»”’)\]]*(?=\s|$)|(?=\n|$))")
_HEAD = 600  # characters in which a dateline or a byline names the agency
_TAIL = 1_200  # characters in which contributors and a closing slug stand
_LONGEST = 1_200  # characters of a line of notices; what is longer is an account that begins like one
_LAST_LINES = (
    12  # from the end, and as many from the start, where pages put notices: further in, all is the account
)


def worded(item: Item) -> Item:
    """Return a report with what its text says of the agency that it is from, and of the lines that are its account."""
    outlet = item.outlet and (agency_named(item.outlet) or item.outlet)
    return replace(
        item, outlet=outlet, agency=item.agency or _agency(item), account=tuple(_account(item.text))
    )


def _agency(item: Item) -> str | None:
    text = item.text
    edges = text if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD]}\n{text[-_TAIL:]}"
    lines = [line.strip() for line in edges.split("\n") if line.strip()]
    names = [name for line in lines[:3] if is_byline(line) for name in read_names(line)]
    opening = next((line for line in lines if not is_byline(line)), "")
    dateline, _ = split_dateline(opening, item.published)
    found = agency_of_all(edges, dateline=dateline, bylines=names)
    return found.name if found is not None else None


def _account(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the lines stand that are no notices, prompts or credits; of the last one without those at its end."""
    lines = [m.span() for m in re.finditer(r"[^\n]+", text)]
    for n, (start, end) in enumerate(lines):
        if _LAST_LINES <= n < len(lines) - _LAST_LINES:
            yield start, end
            continue
        first = _SENTENCE.match(text, start, min(end, start + _LONGEST))
        if first is None or (end - start <= _LONGEST and _is_aside(first.group())):
            continue
        if n == len(lines) - 1 and end - start <= _LONGEST:
            end = _without_asides(text, start, end)  # noqa: PLW2901 - the line, shorter
        yield start, end


def _without_asides(text: str, start: int, end: int) -> int:
    """Where a line ends without the notices that are its last sentences; its first stays."""
    sentences = [m.span() for m in _SENTENCE.finditer(text, start, end)]
    while len(sentences) > 1 and _is_aside(text[slice(*sentences[-1])]):
        end = sentences.pop()[0]
    return end


def _is_aside(sentence: str) -> bool:
    line = sentence.strip()
    return aside_of(line, 0.0) is not None or is_note(line) or _NOTICE.match(line) is not None
