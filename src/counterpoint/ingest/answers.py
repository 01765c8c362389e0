"""What a server's answer is made into: bytes within bounds, what to ask with the next time, what went wrong.

Data way: an open HTTP answer -> bytes, Validators; an exception from below -> FetchError. Opens nothing.
Specs: RFC 9110 (status, validators), RFC 9111 (max-age).
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import httpcore
import httpx

from counterpoint.config import FetchSettings
from counterpoint.errors import FetchError, FetchKind
from counterpoint.ingest.connections import Bounds, NotReachedError
from counterpoint.ingest.decoding import BrokenEncodingError, UnknownEncodingError, unpack
from counterpoint.types import Capture

_FREE = 65_536  # unpacked bytes from which on the ratio counts: short pages of one repeated word are pages
_DRAINED = 16_384  # bytes of an answer nobody reads that are taken so that its connection can be used again
_DRAIN_SECONDS = 1.0
# Pieces of one body, past one for each 512 bytes: a page sent byte by byte costs a CPU-second for each 40,000.
_CRUMBS = 20_000
_CRUMB_BYTES = 512
_LONGEST_VALIDATOR = 1_024  # characters; a longer one is not sent back
_PRINTABLE = re.compile(r"[\x20-\x7e\x80-\xff]+")
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NO_CACHE = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b", re.IGNORECASE)

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Validators:
    """What to ask with, so that an answer that has not changed need not be sent again."""

    etag: str | None = None  # exactly as sent, a weak one's W/ included
    last_modified: str | None = None  # exactly as sent
    url: str | None = None  # the address that gave them, where known: sent to no other


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that what it sent before still stands (304)."""

    url: str  # after redirects
    asked: str
    fetched: datetime  # aware UTC
    headers: Headers = ()
    status: int = 304


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with what helps to ask again."""

    answer: Capture | NotModified
    validators: Validators  # for the next time
    moved: str | None = None  # the address that permanent redirects lead to: ask there from now on
    max_age: int | None = None  # seconds for which the server says that the answer stays fresh
    tries: int = 1


def header(headers: Headers, name: str) -> str | None:
    """Return the first value of a header, whatever the case of its name."""
    return next((value for key, value in headers if key.lower() == name), None)


def validators_of(headers: Headers, url: str) -> Validators:
    """Return what to ask with the next time."""
    return Validators(
        etag=_sendable(header(headers, "etag")),
        last_modified=_sendable(header(headers, "last-modified")),
        url=url,
    )


def _sendable(value: str | None) -> str | None:
    if value is None or len(value) > _LONGEST_VALIDATOR or _PRINTABLE.fullmatch(value) is None:
        return None
    return value


def max_age(headers: Headers) -> int | None:
    """Return the seconds for which the answer stays fresh by Cache-Control; None where nothing says so."""
    said = header(headers, "cache-control") or ""
    found = _MAX_AGE.search(said)
    return int(found[1]) if found is not None and _NO_CACHE.search(said) is None else None


def read_body(response: httpx.Response, settings: FetchSettings, *, cut: int | None = None) -> bytes:
    """Return the unpacked bytes of an open answer.

    Args:
        response: With its body unread.
        settings: The bounds.
        cut: Stop after so many bytes, without complaint.

    Raises:
        NotReachedError: It is too large, or unpacks to far more than was sent.
        UnknownEncodingError, BrokenEncodingError: It cannot be unpacked.
        httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError: It broke off.
    """
    most = settings.max_bytes
    declared = response.headers.get("content-length", "")
    if cut is None and declared.isdecimal() and int(declared[:20]) > most:
        raise _too_large(most)
    raw = _Counted(response.iter_raw(), most)
    body = bytearray()
    for piece in unpack(raw, response.headers.get("content-encoding")):
        body += piece
        if cut is not None and len(body) >= cut:
            return bytes(body[:cut])
        if len(body) > most:
            raise _too_large(most)
        if len(body) > _FREE and len(body) > settings.max_ratio * raw.total:
            raise NotReachedError(
                f"unpacks to more than {settings.max_ratio} times what was sent (fetch.max_ratio)",
                FetchKind.RATIO,
            )
    return bytes(body)


class _Counted:
    """Chunks as received, counted."""

    def __init__(self, chunks: Iterable[bytes], most: int) -> None:
        self._chunks = chunks
        self._most = most
        self.total = 0

    def __iter__(self) -> Iterator[bytes]:
        for pieces, chunk in enumerate(self._chunks):
            self.total += len(chunk)
            if pieces > _CRUMBS + self.total // _CRUMB_BYTES:
                raise NotReachedError("sends its answer in crumbs", FetchKind.BROKEN)
            if self.total > self._most:
                raise _too_large(self._most)
            yield chunk


def _too_large(most: int) -> NotReachedError:
    size = f"{most // 1_000_000} MB" if most >= 1_000_000 else f"{most:,} bytes"
    return NotReachedError(f"larger than {size} (fetch.max_bytes)", FetchKind.TOO_LARGE)


def drain(response: httpx.Response, bounds: Bounds) -> None:
    """Take the rest of a short answer nobody reads, so that its connection serves again."""
    declared = response.headers.get("content-length", "")
    if response.status_code != 304 and not (declared.isdecimal() and int(declared[:20]) <= _DRAINED):
        return
    bounds.deadline = min(bounds.deadline, time.monotonic() + _DRAIN_SECONDS)
    with suppress(NotReachedError, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError):
        for _ in response.iter_raw():
            pass


def failure(asked: str, error: Exception, settings: FetchSettings, *, late: bool) -> FetchError:
    """Return the error that a caller sees, for what went wrong below; `late` where the time was over as a whole."""
    kind, temporary, said = FetchKind.BROKEN, True, str(error) or type(error).__name__
    if late and (
        isinstance(error, httpcore.TimeoutException) or getattr(error, "kind", "") == FetchKind.TIMEOUT
    ):
        kind = FetchKind.TIMEOUT
        said = f"took longer than {settings.total_timeout:g} seconds as a whole (fetch.total_timeout)"
    elif isinstance(error, NotReachedError):
        kind, temporary = error.kind, error.temporary
    elif isinstance(error, httpcore.TimeoutException):
        kind, said = FetchKind.TIMEOUT, f"no byte for {settings.timeout:g} seconds (fetch.timeout)"
    elif isinstance(error, UnknownEncodingError):
        kind, temporary, said = FetchKind.ENCODING, False, f"packed in a way that is not known ({error})"
    elif isinstance(error, BrokenEncodingError):
        said = f"the packed answer is damaged ({error})"
    else:
        said = f"the answer breaks off or is no HTTP ({said[:200]})"
    return FetchError(f"{asked}: {said}", url=asked, kind=kind, temporary=temporary)
