"""One archived HTTP message: its head, its body without codings, and whether it can be a report.

Data way: bytes of a record -> parts of a Capture, or the reason why it is none. Pure.

Crawlers keep a message as it came, or undo its codings and leave its head as it was: a coding that the bytes do
not show is taken as undone. Formats: RFC 9112 (messages, chunks), RFC 9110 (codings); FastWARC reads the head.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from fastwarc.warc import HeaderMap

from counterpoint.ingest.inflate import Broken, inflate
from counterpoint.ingest.limits import MAX_BYTES

MAX_RATIO = 200  # decoded bytes for each one stored; 29 saved pages of news gave 3 to 8
HEAD_MAX = 64 * 1024  # a head longer than this is no head
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?: |\r?\n|$)", re.IGNORECASE)
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r\n")
# Whole families and single types that no report is written in, by what to call them.
_NO_REPORT = re.compile(
    r"(?P<picture>image/)|(?P<film>video/)|(?P<sound>audio/)|(?P<typeface>font/|application/(?:x-)?font|application/vnd\.ms-fontobject)"
    r"|(?P<stylesheet>text/css)|(?P<script>(?:text|application)/(?:x-)?(?:java|ecma)script|application/(?:wasm|x-httpd-php))"
    r"|(?P<document>application/(?:pdf|msword|rtf|postscript|epub|vnd\.(?:openxmlformats|oasis|ms-)))"
    r"|(?P<archive>application/(?:zip|x-)?(?:gzip|compress|tar|zip|rar|7z|warc|bzip))",
    re.IGNORECASE,
)
# The first bytes of what is sent under no type, or a wrong one.
_MAGIC = (
    (b"\x89PNG", "picture (PNG)"),
    (b"GIF8", "picture (GIF)"),
    (b"\xff\xd8\xff", "picture (JPEG)"),
    (b"%PDF-", "document (PDF)"),
    (b"PK\x03\x04", "archive (ZIP)"),
    (b"wOF", "typeface (WOFF)"),
    (b"\x00\x00\x01\x00", "picture (icon)"),
    (b"OggS", "sound or film (Ogg)"),
    (b"ID3", "sound (MP3)"),
    (b"\x1aE\xdf\xa3", "film (WebM)"),
    (b"\x00asm", "script (WebAssembly)"),
    (b"\x1f\x8b\x08", "archive (gzip)"),
)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")  # UTF-16: full of zeros and text all the same


@dataclass(frozen=True, slots=True)
class Message:
    """An HTTP response as it was kept."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes  # as kept, codings and all


def read_fields(block: bytes, *, status_line: bool) -> tuple[tuple[str, str], ...]:
    """Return the fields of a head, names as written, values as UTF-8 or else Latin-1.

    Args:
        block: The head; ends of lines may be CR LF or LF.
        status_line: Whether the first line is no field.

    Raises:
        Broken: It is too long, or FastWARC cannot read it.
    """
    if len(block) > HEAD_MAX:
        raise Broken("its head is too long")
    lines = block if block.count(b"\r\n") == block.count(b"\n") else re.sub(rb"\r?\n", b"\r\n", block)
    parsed = HeaderMap()
    try:
        parsed.parse(io.BytesIO(lines.rstrip(b"\r\n") + b"\r\n\r\n"), status_line)
    except (OSError, ValueError) as error:
        raise Broken(f"its head cannot be read ({error})") from error
    return tuple((_text(name), _text(value)) for name, value in parsed.items_bytes())


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def field(fields: tuple[tuple[str, str], ...], name: str) -> str | None:
    """The first value of a field, by its name in lower case."""
    for key, value in fields:  # asked for a dozen times a record: a loop is twice as fast as a generator
        if len(key) == len(name) and key.lower() == name:
            return value.strip()
    return None


def read_message(block: bytes) -> Message:
    """Return the parts of an HTTP response.

    Raises:
        Broken: There is no status line, or the head is too long.
    """
    status = _STATUS.match(block)
    if status is None:
        raise Broken("it holds no HTTP response")
    end = re.compile(rb"\r?\n\r?\n").search(block, 0, HEAD_MAX)
    if end is None and len(block) > HEAD_MAX:
        raise Broken("its head is too long")
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    return Message(int(status[1]), read_fields(head, status_line=True), body)


def dechunk(body: bytes) -> bytes:
    """Return a chunked body's content; a body that does not begin with a chunk was de-chunked by the crawler.

    Raises:
        Broken: It begins with a chunk and does not go on as one should.
    """
    line = _CHUNK.match(body)
    if line is None:
        return body
    pieces: list[bytes] = []
    while line is not None:
        size = int(line[1], 16)
        if not size:
            return b"".join(pieces)
        start, stop = line.end(), line.end() + size
        if stop > len(body):
            raise Broken("its last chunk is cut short")
        pieces.append(body[start:stop])
        line = _CHUNK.match(body, stop + 2) if body.startswith(b"\r\n", stop) else None
    raise Broken("its chunks have wrong lengths")


def decode(body: bytes, encoding: str) -> bytes:
    """Return a body without its content codings, within MAX_BYTES and MAX_RATIO.

    Raises:
        Broken: Bytes that begin as their coding says and do not go on so; an unknown coding.
        TooLarge: More comes out than a report has.
    """
    names = [name.strip().lower() for name in encoding.split(",")]
    outer = next((name for name in reversed(names) if name not in {"", "identity"}), "")
    if not outer or not _shows(body, outer):
        encoding = ""
    return b"".join(inflate([body], encoding, max_bytes=MAX_BYTES, max_ratio=MAX_RATIO))


def _shows(body: bytes, coding: str) -> bool:
    """Whether bytes can be in a coding at all. br has no mark: text that begins as a page does is not coded."""
    if coding in {"gzip", "x-gzip"}:
        return body.startswith(b"\x1f\x8b")
    if coding == "zstd":
        return body.startswith((b"\x28\xb5\x2f\xfd", b"\x50\x2a\x4d\x18"))
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in {b"<", b"{"} or _is_binary(body)


def not_a_report(body: bytes, content_type: str | None) -> str | None:
    """Return what a body is when it can hold no report, such as "a picture (image/png)"; None when it may."""
    declared = (content_type or "").split(";")[0].strip()
    known = _NO_REPORT.match(declared)
    if known:
        return f"a {known.lastgroup} ({declared[:60].lower()})"
    for magic, name in _MAGIC:
        if body.startswith(magic):
            return f"a {name}"
    if body[:4] == b"RIFF" or body[4:8] == b"ftyp":
        return "a picture, sound or film"
    return f"no text ({declared[:60].lower() or 'of no declared type'})" if _is_binary(body) else None


def _is_binary(body: bytes) -> bool:
    return b"\0" in body[:1024] and not body.startswith(_WIDE)
