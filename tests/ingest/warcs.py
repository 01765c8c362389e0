"""Small web archives, made by hand: every byte of them is written here."""

from __future__ import annotations

import base64
import hashlib

PAGE = b"<html><body><p>The bridge reopened on Monday.</p></body></html>"
DATE = "2026-03-02T10:15:00Z"


def sha1(content: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(content).digest()).decode()


def http(body: bytes = PAGE, *fields: str, status: str = "200 OK", kind: str = "text/html") -> bytes:
    """An HTTP response as it came over the wire."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else []), *fields]
    return "\r\n".join([*lines, "", ""]).encode() + body


def record(
    url: str,
    block: bytes = b"",
    *fields: str,
    kind: str = "response",
    media: str = "application/http; msgtype=response",
    length: object = None,
    end: bytes = b"\r\n\r\n",
    date: str = DATE,
) -> bytes:
    """One WARC record; `length` is what it states, whatever the block has."""
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{hashlib.md5(url.encode()).hexdigest()}>",
        f"WARC-Date: {date}",
        f"WARC-Target-URI: {url}",
        f"Content-Type: {media}",
        *fields,
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + block + end


def page(name: str, *fields: str) -> bytes:
    """The record of a page that says its name."""
    return record(f"https://a.example/{name}", http(b"<p>" + name.encode() * 30 + b"</p>"), *fields)


def arc(url: str, block: bytes, *, date: str = "20140216050221", length: object = None) -> bytes:
    """One ARC record, version 1."""
    size = len(block) if length is None else length
    return f"{url} 192.0.2.7 {date} text/html {size}\n".encode() + block + b"\n"


ARC_HEAD = (
    b"filedesc://small.arc 0.0.0.0 20140216050221 text/plain 64\n"
    b"1 0 Us\nURL IP-address Archive-date Content-type Archive-length\n\n\n"
)
