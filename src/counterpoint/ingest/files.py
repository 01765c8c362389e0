"""Read what the user names: files, folders, URLs, a list on standard input.

Data way: names -> Captures. Reads files; a URL goes to the Fetcher that is passed in.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from counterpoint.errors import FetchError
from counterpoint.ingest.limits import MAX_BYTES
from counterpoint.ports import Fetcher
from counterpoint.text import sha256
from counterpoint.types import Capture, Rejected
from counterpoint.types.picture import is_picture

# What a browser saves beside a page; named one by one only when the user asks for it by name.
_ASSETS = frozenset(
    [
        ".avif",
        ".bmp",
        ".css",
        ".gif",
        ".ico",
        ".jpeg",
        ".jpg",
        ".js",
        ".map",
        ".mjs",
        ".mp3",
        ".mp4",
        ".png",
        ".svg",
        ".ttf",
        ".webm",
        ".webp",
        ".woff",
        ".woff2",
    ]
)

MOST_PICTURE_BYTES = 400_000_000  # of all that is read at once; some 2,000 pictures as pages show them


def is_url(name: str) -> bool:
    """Whether a name on the command line is an address to fetch."""
    return name.lower().startswith(("http://", "https://"))


def expand(names: Iterable[str], listed: Iterable[str] = ()) -> Iterator[str]:
    """Yield one name for each thing to read, without duplicates.

    Args:
        names: Files, folders, URLs; "-" stands for the names in `listed`.
        listed: Lines of standard input; blank lines and lines that begin with # are passed over.

    Folders give their files in sorted order, without hidden ones and what browsers save beside a page.
    """
    seen: set[str] = set()
    for name in names:
        given = [n.strip() for n in listed] if name == "-" else [name]
        for each in given:
            if not each or (name == "-" and each.startswith("#")):
                continue
            for found in _walk(each):
                if found not in seen:
                    seen.add(found)
                    yield found


def walk(folder: str) -> Iterator[str]:
    """Yield the files under a folder in sorted order, and a folder that cannot be looked into: its reader says why.

    Hidden files and what browsers save beside a page are passed over. Links to folders are not followed: they may
    lead in circles.
    """
    root = Path(folder)
    closed: list[OSError] = []
    found = [Path(at, name) for at, _, names in os.walk(root, onerror=closed.append) for name in names]
    found += [Path(error.filename) for error in closed]
    for path in sorted(found):
        inner = path.relative_to(root).parts
        hidden = any(part.startswith(".") for part in inner)
        saved = path.suffix.lower() in _ASSETS or any(part.endswith("_files") for part in inner[:-1])
        if not hidden and not saved:
            yield str(path)


def _walk(name: str) -> Iterator[str]:
    try:
        folder = not is_url(name) and Path(name).is_dir()
    except (OSError, ValueError):
        folder = False  # its reader says why
    yield from walk(name) if folder else [name]


def read_inputs(
    names: Iterable[str],
    *,
    listed: Iterable[str] = (),
    fetcher: Fetcher | None = None,
    progress: Callable[[int, int], None] | None = None,
    pictures: bool = False,
) -> tuple[list[Capture], list[Rejected]]:
    """Return what stands behind the names, in their order, and what could not be read.

    Args:
        names: Files, folders, URLs; "-" stands for the names in `listed`.
        listed: Lines of standard input.
        fetcher: The way to the network; without one every URL is refused.
        progress: Told how many names are read, and of how many.
        pictures: As for `open_door`; MOST_PICTURE_BYTES of them at the most, since all are held.
    """
    from counterpoint.ingest.doors import open_door  # noqa: PLC0415 - doors read single files by this module

    captures: list[Capture] = []
    rejected: list[Rejected] = []
    held, full = 0, False  # bytes of pictures
    found = list(expand(names, listed))
    for n, name in enumerate(found):
        if progress is not None:
            progress(n, len(found))
        for got in open_door(name, fetcher, pictures=pictures):
            if isinstance(got, Rejected):
                rejected.append(got)
            elif is_picture(got.content):
                held += len(got.content)
                if held <= MOST_PICTURE_BYTES:
                    captures.append(got)
                elif not full:
                    full = True
                    reason = "from here on its pictures are left out: they are more than can be held at once"
                    rejected.append(Rejected(got.name, "ingest", reason))
            else:
                captures.append(got)
    if progress is not None:
        progress(len(found), len(found))
    return captures, rejected


def read(name: str, fetcher: Fetcher | None) -> Capture | Rejected:
    """Return the bytes behind one name, or why they could not be had."""
    if is_url(name):
        if fetcher is None:
            return Rejected(name, "ingest", "an address, and no fetcher was given; pass HttpFetcher(...)")
        try:
            return fetcher.fetch(name)
        except FetchError as error:
            return Rejected(name, "ingest", str(error).removeprefix(f"{name}: "))
    path = Path(name)
    try:
        with path.open("rb") as file:  # no further than the bound: pipes and devices tell no size
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Rejected(name, "ingest", "no such file; check the name")
    except IsADirectoryError:
        return Rejected(name, "ingest", "a folder that cannot be looked into; check its permissions")
    except (OSError, ValueError) as error:
        return Rejected(name, "ingest", f"cannot be read: {getattr(error, 'strerror', None) or error}")
    if len(content) > MAX_BYTES:
        return Rejected(
            name, "ingest", f"larger than {MAX_BYTES // 1_000_000} MB; cut it or name a part of it"
        )
    return Capture(id=sha256(content), content=content, path=path)
