"""Read a WACZ: a ZIP of web archives with a list of what is in it.

Data way: WACZ -> Captures, by `archives.py`. Reads the file; nothing of it is unpacked under its own name.

Archives are stored in it uncompressed, so they are read in place; one that is compressed goes through a temporary
file of bounded size. Hashes of `datapackage.json` are checked before a byte is believed.
Format: WACZ 1.1.1 (Webrecorder); ZIP (PKWARE's APPNOTE).
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from counterpoint.ingest.archives import read_archive
from counterpoint.ingest.limits import MAX_BYTES
from counterpoint.types import Capture, Rejected

_MEMBERS = 10_000  # entries; the largest crawls are cut into some hundred archives
_RATIO = 100  # a member that is compressed may give this many times as much
_UNPACKED = 1_000_000_000  # bytes that a member that is compressed may take on disk
_STEP = 1 << 20
_ARCHIVE = re.compile(r"archive/[^/\\]+\.w?arc(?:\.gz|\.zst)?", re.IGNORECASE)
_LOCAL = b"PK\x03\x04"
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


class _Window(io.RawIOBase):
    """A part of an open file, as a file."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._start, self._size, self._at = file, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override] # the stub names a type of its own
        self._file.seek(self._start + self._at)
        got = self._file.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(got)] = got
        self._at += len(got)
        return len(got)


def is_wacz(file: BinaryIO) -> bool:
    """Whether a seekable file is a ZIP that holds web archives."""
    try:
        file.seek(0)
        if file.read(4) != _LOCAL:
            return False
        with zipfile.ZipFile(file) as opened:
            return any(name == "datapackage.json" or _ARCHIVE.fullmatch(name) for name in opened.namelist())
    except _BROKEN:
        return False


def read_wacz(path: Path | BinaryIO, *, name: str, pictures: bool = False) -> Iterator[Capture | Rejected]:
    """Yield what the archives in a WACZ give.

    Args:
        path: The file, or one that is open, seekable, and left alone while this runs.
        name: What to call it.
        pictures: As for `read_archive`.
    """
    try:
        if isinstance(path, Path):
            with path.open("rb") as file:
                yield from _read(file, name, pictures=pictures)
        else:
            yield from _read(path, name, pictures=pictures)
    except _BROKEN as error:
        yield Rejected(name, "ingest", f"the WACZ cannot be read: {error or type(error).__name__}")


def _read(file: BinaryIO, name: str, *, pictures: bool) -> Iterator[Capture | Rejected]:
    with zipfile.ZipFile(file) as opened:
        entries = opened.infolist()
        if len(entries) > _MEMBERS:
            yield Rejected(name, "ingest", f"the WACZ lists more than {_MEMBERS:,} files")
            return
        size = file.seek(0, io.SEEK_END)
        if sum(entry.compress_size for entry in entries) > size:
            yield Rejected(name, "ingest", "the WACZ lists files that lie over each other, as in a bomb")
            return
        stated, problem = _stated(opened)
        if problem:
            yield Rejected(f"{name}!datapackage.json", "ingest", problem)
        seen: set[str] = set()
        for entry in entries:
            odd = (
                ".." in entry.filename.split("/") or entry.filename.startswith("/") or "\\" in entry.filename
            )
            if odd or entry.filename in seen:
                what = (
                    "is listed twice" if entry.filename in seen else "has a path that leads out of the WACZ"
                )
                yield Rejected(
                    f"{name}!{entry.filename[:200]}", "ingest", f"the file {what}; it was not read"
                )
            elif _ARCHIVE.fullmatch(entry.filename):
                inner = _member(file, opened, entry, name, stated.get(entry.filename), pictures=pictures)
                yield from inner
            seen.add(entry.filename)
        if not any(_ARCHIVE.fullmatch(one) for one in seen):
            yield Rejected(name, "ingest", "the WACZ holds no web archive (archive/*.warc.gz)")


def _stated(opened: zipfile.ZipFile) -> tuple[dict[str, str], str | None]:
    """Return path -> hash as `datapackage.json` states them, and what is wrong with it."""
    try:
        raw = _small(opened, "datapackage.json")
        digest = _small(opened, "datapackage-digest.json")
        if raw is None:
            return {}, None
        if digest is not None:
            wanted = json.loads(digest).get("hash")
            if isinstance(wanted, str) and _hash_differs(wanted, [raw]):
                return {}, "its bytes do not fit datapackage-digest.json: it was changed or damaged"
        resources = json.loads(raw)["resources"]
        return {str(r["path"]): str(r["hash"]) for r in resources if "path" in r and r.get("hash")}, None
    except (*_BROKEN, KeyError, TypeError, AttributeError, RecursionError) as error:
        return {}, f"the list of files cannot be read ({type(error).__name__}); their hashes are not checked"


def _small(opened: zipfile.ZipFile, name: str) -> bytes | None:
    if name not in opened.namelist():
        return None
    with opened.open(name) as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValueError("too large")
    return content


def _member(
    file: BinaryIO,
    opened: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    name: str,
    stated: str | None,
    *,
    pictures: bool,
) -> Iterator[Capture | Rejected]:
    label = f"{name}!{entry.filename}"
    try:
        if entry.flag_bits & 0x1:
            yield Rejected(label, "ingest", "it is encrypted")
        elif entry.compress_type == zipfile.ZIP_STORED:
            inner = io.BufferedReader(_Window(file, _start(file, entry), entry.compress_size), _STEP)
            yield from _checked(inner, entry, label, stated, pictures=pictures)
        elif entry.file_size > min(_UNPACKED, 16_000_000 + _RATIO * entry.compress_size):
            yield Rejected(label, "ingest", "it is compressed in the WACZ and too large; store it as it is")
        else:
            with TemporaryFile() as spool:
                with opened.open(entry) as packed:
                    while piece := packed.read(_STEP):
                        spool.write(piece)
                yield from _checked(spool, entry, label, stated, pictures=pictures)
    except _BROKEN as error:
        yield Rejected(label, "ingest", f"it cannot be read: {error or type(error).__name__}")


def _start(file: BinaryIO, entry: zipfile.ZipInfo) -> int:
    """Where a stored entry's bytes begin."""
    file.seek(entry.header_offset)
    head = file.read(30)
    if len(head) < 30 or head[:4] != _LOCAL:
        raise zipfile.BadZipFile("an entry is not where the list says")
    name_size, extra_size = struct.unpack("<HH", head[26:30])
    return entry.header_offset + 30 + int(name_size) + int(extra_size)


def _checked(
    inner: BinaryIO, entry: zipfile.ZipInfo, label: str, stated: str | None, *, pictures: bool
) -> Iterator[Capture | Rejected]:
    """Yield what one archive gives, after its bytes were compared with what is said of them."""
    crc = 0
    for piece in _pieces(inner):
        crc = zlib.crc32(piece, crc)
    if crc != entry.CRC or (stated and _hash_differs(stated, _pieces(inner))):
        what = "checksum in the ZIP" if crc != entry.CRC else "hash in datapackage.json"
        reason = f"its bytes do not fit its {what}: changed or damaged; take it out and name it to read it all the same"
        yield Rejected(label, "ingest", reason)
        return
    inner.seek(0)
    yield from read_archive(inner, name=label, pictures=pictures)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_STEP):
        yield piece


def _hash_differs(stated: str, pieces: Iterator[bytes] | list[bytes]) -> bool:
    algorithm, _, wanted = stated.partition(":")
    if algorithm not in {"sha256", "sha512", "sha1", "md5"}:
        return False
    digest = hashlib.new(algorithm, usedforsecurity=False)
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest() != wanted.strip().lower()
