"""Addresses and file names of pictures: when two are the same, and when an agency's number stands in one.

Data way: beside Image.url, for `cluster.pictures`, the doors of ingest and the desk. Pure.

Content systems keep an agency's file name, with a size or a word behind it. The forms of numbers are those that
agencies' deliveries and archives show; a form that others use too (a date, a camera's count) is none of them.
"""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath
from urllib.parse import unquote, urlsplit

import regex

from counterpoint.types import Article

_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"})
_SIZE = regex.compile(
    r"[-_@](?:\d{2,4}x\d{2,4}|[1-4]x|w\d{3,4}|scaled|large|medium|small|thumb(?:nail)?)$", regex.IGNORECASE
)
_FURNITURE = regex.compile(
    r"logo|icon|avatar|sprite|pixel|spacer|badge|placeholder|default|blank|share|emoji|gravatar|tracking|fallback",
    regex.IGNORECASE,
)
# (form, agency): the whole of a file's name, or set off in it by signs that are no letters or digits.
_NUMBERS = tuple(
    (regex.compile(rf"(?<![A-Za-z0-9])(?:{form})(?![A-Za-z0-9])"), agency)
    for form, agency in (
        (r"AP_?[0-3]\d{10,15}", "Associated Press"),
        (r"000_(?=[0-9A-Z]*\d)[0-9A-Z]{5,9}", "AFP"),
        (r"RC2[A-Z0-9]{10}|LYNX[A-Z]{2,8}[A-Z0-9]{4,8}|RTS[A-Z0-9]{4,6}|RTX[A-Z0-9]{4,6}", "Reuters"),
        (r"epa\d{8}", "EPA"),
        (r"dpa-com-\d{8}-\d{6}-\d{2}-\d{5,6}", "dpa"),
        (r"gettyimages-\d{6,12}", "Getty Images"),
    )
)
_LONGEST = 2000  # characters of an address
_PART_OF_FILE = regex.compile(r"#\d+$")  # an item of a delivery of several
_FOLDERS = (
    "_files",
    ".files",
    "-files",
    "_Dateien",
    "-Dateien",
    "_fichiers",
    "_archivos",
    "_file",
    "_arquivos",
)


def address_of(url: str | None) -> str:
    """Return an address as it is compared: host and path, without a size; "" for what is no picture's.

    The query is left out where the path names a picture file: it mostly asks for a size.
    """
    if not url or len(url) > _LONGEST:
        return ""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not host or _FURNITURE.search(parts.path):
        return ""
    path = PurePosixPath(unquote(parts.path))
    if path.suffix.lower() in _SUFFIXES:
        return f"{host}{path.with_name(_bare(path.stem) + path.suffix.lower())}"
    return f"{host}{parts.path}?{parts.query}" if parts.query or path.name else ""


def agency_number(url: str | None) -> tuple[str, str]:
    """Return the number that an agency gave a picture, and the agency's canonical name; ("", "") for none."""
    if not url or len(url) > _LONGEST:
        return "", ""
    try:
        name = unquote(urlsplit(url).path).rsplit("/", 1)[-1]
    except ValueError:
        return "", ""
    for form, agency in _NUMBERS:
        found = form.search(name)
        if found:
            return found.group(), agency
    return "", ""


def _bare(stem: str) -> str:
    """A file's name without the sizes behind it."""
    for _ in range(3):
        shorter = _SIZE.sub("", stem)
        if shorter == stem or not shorter:
            break
        stem = shorter
    return stem


def keys_of_picture(url: str | None, path: str | None) -> tuple[str, ...]:
    """Return the names under which a picture's bytes are known, the surest first."""
    keys = [_exact(url), f"address {address_of(url)}" if address_of(url) else ""]
    keys.append(f"file {path}" if path and not url else "")
    return tuple(key for key in keys if key)


def keys_of_image(image: str | None, path: str | None) -> tuple[str, ...]:
    """Return the names under which the picture that a report shows may be known, the surest first.

    Args:
        image: Image.url.
        path: Article.path: what a browser or a sender put beside it goes before what its address says.

    """
    files = [f"file {file}" for file in files_named(image, path)] if image and path else []
    return (*files, *keys_of_picture(image, None))


def files_named(image: str, path: str) -> tuple[str, ...]:
    """Return the files beside a report that an address in it may mean, the likeliest first. Looks at no disk.

    Browsers put a page's files into a folder of its name, in the language of the system; senders put pictures beside
    the item. Nothing outside the report's own folder is named.
    """
    if len(image) > _LONGEST:
        return ()
    try:
        parts = [p for p in unquote(urlsplit(image).path).replace("\\", "/").split("/") if p not in {"", "."}]
    except ValueError:
        return ()
    if (
        not parts
        or ".." in parts[-2:]
        or "\0" in image
        or PurePath(parts[-1]).suffix.lower() not in _SUFFIXES
    ):
        return ()
    report = PurePath(_PART_OF_FILE.sub("", path))
    beside = [report.parent / (report.stem + ending) for ending in _FOLDERS]
    if len(parts) > 1:
        beside.insert(0, report.parent / parts[-2])
    return tuple(dict.fromkeys(str(folder / parts[-1]) for folder in (*beside, report.parent)))


def _exact(url: str | None) -> str:
    """An address without its scheme and fragment: a page and its archive name it by either."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
        return ""
    return f"url {parts.netloc.lower()}{parts.path}?{parts.query}"


def lead_picture(article: Article) -> str | None:
    """Return the address of the first picture that a report shows and that could be asked for; None where there is none."""
    return next((i.url for i in article.images if i.url and address_of(i.url)), None)
