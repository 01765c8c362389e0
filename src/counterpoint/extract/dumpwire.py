"""Take the marks of a wire's delivery format off the lines of a dump: IPTC 7901, ANPA 1312.

Data way: raw lines -> lines without control signs, and which of them are the wire's own header or trailer. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a]")
_HEAD_LINES = 4  # the code line with its control signs stands among the first
_CARETS = 3  # lines that open with "^", ANPA's mark of a line that is not filled
_TAIL_MARK = re.compile(r"\s*[=<]\s*$")
_HEADER = re.compile(
    r"^(?:[A-Za-z]{1,4}\d{3,5}(?:\b|_).{0,40}|[a-z] [a-z]\b.{3,60}\d{3,4}|(?:[\w .'’&-]{2,40}/){1,8}|BC-\S.{0,80}|[A-Z]{2}-WF-\d.{0,30}|"
    r"[A-Z]{2,4} Photos? [A-Z]{2,5}\d+.*|Eds: .*|REFILE|EXTRA|URGENT|FLASH|ALERT|BULLETIN|CORRECTION|(?:\d+(?:ST|ND|RD|TH) )?LEAD|ROUNDUP|PREVIEW|FEATURE|\+{3}|N{4})$"
)


def unmark(lines: Sequence[str]) -> list[tuple[str, bool]]:
    """Return each line without a wire's marks, and whether it is the wire's own: a code, slug or priority line.

    A dump without such marks comes back as it is.
    """
    coded = any(_CONTROL.search(line) for line in lines[:_HEAD_LINES])
    if not coded and sum(line.lstrip().startswith("^") for line in lines) < _CARETS:
        return [(line, False) for line in lines]
    marked: list[tuple[str, bool]] = []
    for line in lines:
        bare = _TAIL_MARK.sub("", _CONTROL.sub(" ", line).strip().removeprefix("^"))
        marked.append((bare, bool(_HEADER.match(bare.strip()))))
    return marked
