"""Read the pictures that lie beside a report on disk.

Data way: a Capture of a file -> Captures of pictures. Reads files.

A saved page and a wire item name their pictures; only files that are named there, in the report's own folder or the one
that a browser made for it, are read (`picture_names.files_named`). Nothing is searched for, so that a folder of a
hundred thousand pages costs each page its own names.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from counterpoint.picture_names import files_named
from counterpoint.text import sha256
from counterpoint.types import Capture
from counterpoint.types.picture import is_picture

MOST = 24  # pictures of one report: its own and those of the page's furniture, which is looked at no further
_MAX_BYTES = 20_000_000  # of one picture
_MOST_NAMES = 300  # looked for on disk; a page with galleries names some 200
_NAME = re.compile(rb"[^\"'<>\s()=,]{1,300}\.(?:jpe?g|png|webp|avif|gif)(?![A-Za-z0-9])", re.IGNORECASE)


def pictures_beside(capture: Capture) -> Iterator[Capture]:
    """Yield the pictures that a report's file names and that lie beside it, each once, in the order of their names.

    Args:
        capture: Of a file; one that has no path has nothing beside it.

    """
    if capture.path is None or is_picture(capture.content):
        return
    found = (path for name in _names(capture.content) for path in files_named(name, str(capture.path)))
    seen: set[str] = set()
    fresh = (Path(path) for path in found if not (path in seen or seen.add(path)))  # type: ignore[func-returns-value]
    yield from islice((picture for path in fresh if (picture := _read(path)) is not None), MOST)


def _names(content: bytes) -> Iterator[str]:
    names = (html.unescape(m.group().decode("utf-8", "replace")) for m in _NAME.finditer(content))
    # JSON escapes slashes; what stands before a blank or quote is no part of a name.
    return iter(dict.fromkeys(islice((name.replace("\\/", "/") for name in names), _MOST_NAMES)))


def _read(path: Path) -> Capture | None:
    """Return the picture in a file; None where there is none that could be looked at."""
    try:
        if not path.is_file() or not 0 < path.stat().st_size <= _MAX_BYTES:
            return None
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except (OSError, ValueError):
        return None
    return Capture(sha256(content), content, path=path) if is_picture(content) else None
