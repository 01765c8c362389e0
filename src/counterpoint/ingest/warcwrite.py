"""Write Captures as a web archive that any tool reads, this one included.

Data way: Captures -> WARC. Writes to the file that it is given; the time is an argument.

WARC 1.1 (ISO 28500:2017), one gzip member for each record, digests of block and payload. An answer of a server is
a response record; its body is kept decoded, so the fields that say how it was coded are renamed as Common Crawl's
are (X-Crawl-Content-Encoding), and given back by `archives.py`. Everything else is a resource record.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import BinaryIO
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from counterpoint.ingest.records import ASKED, KEPT_AS, NAMELESS, uri_of
from counterpoint.types import Capture

_CODED = frozenset({"content-encoding", "transfer-encoding"})
_NOT_IN_A_NAME = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]")  # RFC 9110 token
_NOT_IN_A_VALUE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]+")
_LEVEL = 6


def write_warc(captures: Iterable[Capture], file: BinaryIO, *, now: datetime, software: str) -> int:
    """Write an archive; return how many Captures it holds.

    Args:
        captures: Each becomes one record.
        file: Open for writing; left open.
        now: Aware time of writing: of the archive, and of Captures that have no time.
        software: What to name as the writer, such as "Counterpoint 1.0".

    Raises:
        ValueError: `now` has no zone.
    """
    if now.tzinfo is None:
        raise ValueError("`now` needs a time zone")
    about = f"software: {_value(software)}\r\nformat: WARC File Format 1.1\r\n".encode()
    fields = [("Content-Type", "application/warc-fields"), ("WARC-Block-Digest", _digest(about))]
    file.write(_member("warcinfo", f"info {now.isoformat()}", now, fields, about))
    written = 0
    for written, capture in enumerate(captures, start=1):
        file.write(_capture(capture, written, now))
    return written


def _capture(capture: Capture, number: int, now: datetime) -> bytes:
    date = capture.fetched or now
    seed = f"{number} {capture.id} {capture.url or capture.path} {date.isoformat()}"
    payload = _digest(capture.content)
    fields = [("WARC-Target-URI", _address(capture)), ("WARC-Payload-Digest", payload)]
    if capture.url and capture.asked and capture.asked != capture.url:
        fields.append((ASKED, uri_of(capture.asked) or ""))
    if capture.url is None or (capture.status is None and not capture.headers):
        if capture.content_type:
            fields.append(("Content-Type", capture.content_type))
        fields.append(("WARC-Block-Digest", payload))
        return _member("resource", seed, date, fields, capture.content)
    block = _response_head(capture) + capture.content
    fields += [("Content-Type", "application/http; msgtype=response"), ("WARC-Block-Digest", _digest(block))]
    return _member("response", seed, date, fields, block)


def _address(capture: Capture) -> str:
    if capture.url:
        return uri_of(capture.url) or ""
    if capture.path is None:
        return NAMELESS + capture.id
    path = quote(os.fsencode(capture.path))
    return f"file://{path}" if path.startswith("/") else f"file:{path}"


def _response_head(capture: Capture) -> bytes:
    status = capture.status or 200
    phrase = next((s.phrase for s in HTTPStatus if s.value == status), "")
    lines = [f"HTTP/1.1 {status} {phrase}"]
    length = str(len(capture.content))
    for name, value in capture.headers:
        token, plain = _NOT_IN_A_NAME.sub("-", name) or "-", name.lower()
        changed = plain in _CODED or (plain == "content-length" and value != length)
        lines.append(f"{KEPT_AS if changed else ''}{token}: {_value(value)}")
        if plain == "content-length" and changed:
            lines.append(f"{token}: {length}")
    if capture.content_type and not any(name.lower() == "content-type" for name, _ in capture.headers):
        lines.append(f"content-type: {_value(capture.content_type)}")
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "replace")


def _value(text: str) -> str:
    return _NOT_IN_A_VALUE.sub(" ", text).strip()


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _member(kind: str, seed: str, date: datetime, fields: list[tuple[str, str]], block: bytes) -> bytes:
    """One record as a gzip member of its own. The same input gives the same bytes."""
    name = seed.encode("utf-8", "backslashreplace").decode()
    when = date.astimezone(UTC).replace(tzinfo=None).isoformat()
    head = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<{uuid5(NAMESPACE_URL, name).urn}>"),
        ("WARC-Date", f"{when}Z"),
        *fields,
        ("Content-Length", str(len(block))),
    ]
    lines = "".join(f"{name}: {_value(value)}\r\n" for name, value in head)
    record = f"WARC/1.1\r\n{lines}\r\n".encode("utf-8", "replace") + block + b"\r\n\r\n"
    return gzip.compress(record, _LEVEL, mtime=0)
