"""What is new in a story, as lines for a terminal, in English.

Data way: Since -> lines. Pure. Words of reports are put on one line and not otherwise cleaned: whoever prints them
takes out control characters, as for all that comes from outside.
"""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.types.since import News, NewsKind, Since

_MOST = 8  # of each kind; the rest is counted
_LONGEST = 200  # code points of one quotation
_ITEMS = {
    NewsKind.MOVED: "changes of values",
    NewsKind.OPENED: "contradictions",
    NewsKind.SETTLED: "settled contradictions",
    NewsKind.CORROBORATED: "statements with a second origin",
    NewsKind.CLAIM: "new statements",
    NewsKind.REMARK: "new remarks",
    NewsKind.ORIGIN: "new origins",
    NewsKind.REPORT: "new reports",
    NewsKind.EDIT: "edits",
    NewsKind.GONE: "reports that are gone",
}


def since_lines(since: Since) -> list[str]:
    """Return one line for each piece of news, the most telling first; none where nothing is new."""
    lines: list[str] = []
    for kind in NewsKind:
        found = since.of(kind)
        lines += [_line(news) for news in found[:_MOST]]
        if len(found) > _MOST:
            lines.append(f"... and {len(found) - _MOST:,} more {_ITEMS[kind]}")
    return lines


def _line(news: News) -> str:
    text, who = _short(news.text), _listed(news.who)
    by = f" ({who})" if who else ""
    match news.kind:
        case NewsKind.MOVED:
            return f"Moved on: {text}: {', then '.join(map(_short, news.values))}{by}"
        case NewsKind.OPENED:
            return f"Now disputed: {text}: {' or '.join(map(_short, news.values))}{by}"
        case NewsKind.SETTLED:
            return f"No longer disputed: {text}: {' or '.join(map(_short, news.values))}"
        case NewsKind.CORROBORATED:
            return f"Now from a second origin: {text}{by}"
        case NewsKind.CLAIM:
            return f"New: {text}{by}"
        case NewsKind.REMARK:
            return f"New remark: {who or 'somebody'}: {text}"
        case NewsKind.ORIGIN:
            return f"New origin: {text}{f', behind {who}' if who and who not in text else ''}"
        case NewsKind.REPORT:
            copied = f", which carries the words of {_listed(news.values)}" if news.values else ""
            return f"New report: {f'{who}: ' if who else ''}{text}{copied}"
        case NewsKind.EDIT:
            return f"Edited: {' '.join(news.text.split())}"
        case NewsKind.GONE:
            return f"No longer in the story: {f'{who}: ' if who else ''}{text}"


def _listed(names: Sequence[str]) -> str:
    shown = [_short(n) for n in names[:4]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
