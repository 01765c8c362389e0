"""Tell what stands behind a name on the command line, and read it: the one place that does.

Data way: name -> Captures. Reads files; a URL goes to the Fetcher that is passed in.

What a file is, is told by its first bytes, never by its name: a web archive (WARC, ARC, WACZ), a page that was
compressed, posts, a delivery of several wire items, or one page, text, wire item, saved feed or sitemap, which is
yielded as it is. Every name gives at least one Capture or Rejected, and each of them counts as one that was asked for.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from counterpoint.ingest.archives import is_archive, read_archive
from counterpoint.ingest.files import is_url, read, walk
from counterpoint.ingest.inflate import Broken, TooLarge, inflate
from counterpoint.ingest.limits import MAX_BYTES
from counterpoint.ingest.payload import MAX_RATIO
from counterpoint.ingest.pictures import pictures_beside
from counterpoint.ingest.posts import is_posts, split_posts
from counterpoint.ingest.wacz import is_wacz, read_wacz
from counterpoint.ingest.wirefiles import is_several, split_wire
from counterpoint.ports import Fetcher
from counterpoint.text import sha256
from counterpoint.types import Capture, Rejected
from counterpoint.types.picture import is_picture

_PACKED = ((b"\x1f\x8b\x08", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"))
_ZIP = b"PK\x03\x04"
# Pipes are read where a shell puts them, as in `compare <(command)`. Elsewhere one may wait for a writer for ever.
_SHELL_PIPES = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
_ODD = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def open_door(name: str, fetcher: Fetcher | None, *, pictures: bool = False) -> Iterator[Capture | Rejected]:
    """Yield what stands behind one name, a report at a time.

    Args:
        name: File, folder or URL.
        fetcher: The way to the network; without one a URL is refused.
        pictures: The pictures of archives, and those beside a report on disk that it names, are given too: Captures
            whose content `is_picture`.
    """
    if is_url(name):
        fetched = read(name, fetcher)
        yield from [fetched] if isinstance(fetched, Rejected) else _unfold(fetched, pictures=pictures)
        return
    try:
        folder = Path(name).is_dir()
    except (OSError, ValueError):  # a name no file can have: said when it is read
        folder = False
    if not folder:
        yield from _file(name, pictures=pictures)
        return
    empty = True
    for found in walk(name):
        empty = False
        yield from _file(found, pictures=pictures)
    if empty:
        yield Rejected(name, "ingest", "the folder holds no files")


def _file(name: str, *, pictures: bool) -> Iterator[Capture | Rejected]:
    odd = _odd(name)
    if odd is not None:
        yield Rejected(name, "ingest", f"{odd}; give its content as a file")
        return
    try:
        if _is_regular(name):
            with Path(name).open("rb") as file:
                if is_archive(file):
                    yield from read_archive(file, name=name, pictures=pictures)
                    return
                if is_wacz(file):
                    yield from read_wacz(file, name=name, pictures=pictures)
                    return
        got = read(name, None)
    except (OSError, ValueError) as error:
        got = _unread(name, error)
    if isinstance(got, Rejected):
        yield got
        return
    yield from _unfold(got, pictures=pictures)
    if pictures:
        yield from pictures_beside(got)


def _is_regular(name: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(name).st_mode)  # noqa: PTH116 - Path.stat reads the same; this one is beside S_ISREG
    except (OSError, ValueError):
        return False


def _odd(name: str) -> str | None:
    """What a name stands for where opening it could wait for ever."""
    if name.startswith(_SHELL_PIPES):
        return None
    try:
        mode = Path(name).stat().st_mode
    except (OSError, ValueError):
        return None
    return next((what for is_it, what in _ODD if is_it(mode)), None)


def _unread(name: str, error: Exception) -> Rejected:
    said = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return Rejected(name, "ingest", f"cannot be read: {said}")


def _unfold(capture: Capture, *, packed: bool = True, pictures: bool = False) -> Iterator[Capture | Rejected]:
    """Yield the reports in one Capture: itself mostly."""
    content, name = capture.content, capture.name
    held = io.BytesIO(content)
    if is_archive(held):
        yield from read_archive(held, name=name, pictures=pictures)
    elif content.startswith(_ZIP):
        if is_wacz(held):
            yield from read_wacz(held, name=name, pictures=pictures)
        else:
            yield Rejected(
                name,
                "ingest",
                "a ZIP file that is damaged or no WACZ; if it is whole, unpack it and name the folder",
            )
    elif packed and (coding := next((c for magic, c in _PACKED if content.startswith(magic)), None)):
        yield from _unpack(capture, coding, pictures=pictures)
    elif is_posts(content):
        yield from split_posts(content, name=name)
    elif is_several(content):
        yield from split_wire(content, name=name)
    elif pictures and is_picture(content):
        reason = "a picture and no report; name the report that shows it, beside which it is read"
        yield Rejected(name, "ingest", reason)
    else:
        yield capture


def _unpack(capture: Capture, coding: str, *, pictures: bool) -> Iterator[Capture | Rejected]:
    try:
        pieces = inflate([capture.content], coding, max_bytes=MAX_BYTES, max_ratio=MAX_RATIO)
        content = b"".join(pieces)
    except (Broken, TooLarge) as error:
        yield Rejected(capture.name, "ingest", f"a compressed file: {error}")
        return
    whole = replace(capture, id=sha256(content), content=content)
    yield from _unfold(whole, packed=False, pictures=pictures)
