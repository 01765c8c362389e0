"""One archived record, and what it gives: a Capture, or the reason why none.

Data way: record of an archive -> Capture. Pure.

Digests are checked where they are stated. Tools differ in what they take for the payload: the body as kept, without
chunks, or without any coding; a digest that fits one of them is right.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from counterpoint.ingest.inflate import Broken, TooLarge
from counterpoint.ingest.payload import Message, dechunk, decode, field, not_a_report, read_message
from counterpoint.text import sha256
from counterpoint.types import Capture, Rejected
from counterpoint.types.picture import is_picture

REPORTS = frozenset({"response", "resource", "conversion", "revisit"})  # kinds whose body is read
_SILENT = frozenset({"request", "warcinfo", "metadata"})  # the crawl's own
_DIGESTS = {"sha1": 20, "sha256": 32, "sha512": 64, "md5": 16, "sha384": 48}
ASKED = "X-Counterpoint-Asked"  # ours: the address that was asked for, where a redirect led elsewhere
NAMELESS = "urn:sha256:"  # ours: a Capture that has neither address nor path
KEPT_AS = "x-crawl-"  # what crawlers rename the fields of a coding that they undid to


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a WARC or an ARC."""

    kind: str  # WARC-Type
    length: int  # stated, bytes
    uri: str | None = None
    date: datetime | None = None  # aware UTC
    fields: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None  # None where it was not read
    place: int | None = None  # byte of the file by which it can be read again
    arc: bool = False


def uri_of(value: str | None) -> str | None:
    """A target address as a URL: without the brackets of older tools, blanks escaped; None when there is none."""
    bare = (value or "").strip().removeprefix("<").removesuffix(">")
    return re.sub(r"[\s\x00-\x20]", lambda m: f"%{ord(m[0]):02X}" if ord(m[0]) < 128 else "", bare) or None


def warc_date(value: str | None) -> datetime | None:
    """WARC-Date as an aware time; None when it is missing or no date."""
    try:
        read = datetime.fromisoformat((value or "").strip())
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def arc_date(digits: str) -> datetime | None:
    """A date of 12 to 18 digits as an aware time; None when it is none."""
    try:
        return datetime.strptime(digits[:14].ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def make_item(
    record: Record, name: str, repeated: Record | None = None, *, pictures: bool = False
) -> Capture | Rejected | None:
    """Return what a record gives; None when it is none of the crawled pages.

    Args:
        record: The record, with its body where its kind is in REPORTS.
        name: What to call it when it is refused.
        repeated: The record that says that this one was found again: its address, time and head count.
        pictures: Pictures are given too, not refused.
    """
    if record.kind in _SILENT:
        return None
    try:
        reason = _refusal(record) or (_refusal(repeated) if repeated else None)
        if reason is None:
            made = _capture(record, repeated, pictures=pictures)
            if isinstance(made, Capture):
                return made
            reason = made
    except (Broken, TooLarge) as error:
        reason = f"the record is damaged: {error}" if isinstance(error, Broken) else str(error)
    return Rejected(name, "ingest", reason)


def _refusal(record: Record) -> str | None:
    """Why a record gives nothing, as far as its own head and bytes say."""
    if record.kind == "continuation" or field(record.fields, "warc-segment-number"):
        return "a record that was cut into segments, which this program does not join"
    if record.kind not in REPORTS:
        return f"a record of kind {record.kind[:40]!r}, which is no report"
    if record.body is None:
        return f"larger than {record.length // 1_000_000:,} MB: too large for a report"
    truncated = field(record.fields, "warc-truncated")
    if truncated:
        return f"the crawler cut it short (WARC-Truncated: {truncated[:40]})"
    if _digest_fits(field(record.fields, "warc-block-digest"), [record.body]) is False:
        return "its bytes do not fit its WARC-Block-Digest: they were changed or damaged"
    return None


def _capture(record: Record, repeated: Record | None, *, pictures: bool) -> Capture | str:
    """Return the Capture, or why there is none.

    Raises:
        Broken, TooLarge: The message or its codings.
    """
    body, newest = record.body or b"", repeated or record
    digests = [field(r.fields, "warc-payload-digest") for r in (record, repeated) if r]
    url = newest.uri or ""
    scheme = urlsplit(url[:20]).scheme.lower() if ":" in url[:20] else ""
    ours = url.startswith(NAMELESS)
    kind_of_type = (field(record.fields, "content-type") or "").lower()
    if scheme not in {"http", "https", "file"} and not ours:
        return f"no page: its address is {f'of the kind {scheme}:' if scheme else 'missing'}"
    if not record.arc and (record.kind != "response" or not kind_of_type.startswith("application/http")):
        return _resource(record, newest, digests, pictures=pictures)
    message = read_message(body)
    refused = _status(message) or (not message.body.strip() and "the answer is empty") or None
    if refused:
        return refused
    declared = field(message.headers, "content-type")
    content, forms = _plain(message)
    made = sha256(content)
    known = f"sha256:{made}"  # what our own archives state: not computed twice
    if any(digest != known and _digest_fits(digest, forms) is False for digest in digests):
        return "its bytes do not fit its WARC-Payload-Digest: they were changed or damaged"
    what = None if pictures and is_picture(content) else not_a_report(content, declared)
    if what:
        return f"no page: {what}"
    headers = _headers(message, repeated)
    return Capture(
        id=made,
        content=content,
        url=url,
        content_type=declared,
        fetched=newest.date,
        headers=headers,
        status=message.status,
        asked=field(newest.fields, ASKED.lower()) or url,
    )


def _resource(record: Record, newest: Record, digests: list[str | None], *, pictures: bool) -> Capture | str:
    """A body that is no HTTP message: a file, or a text made from a page."""
    content = record.body or b""
    declared = field(record.fields, "content-type")
    if any(_digest_fits(digest, [content]) is False for digest in digests):
        return "its bytes do not fit its WARC-Payload-Digest: they were changed or damaged"
    if not content.strip():
        return "it is empty"
    what = None if pictures and is_picture(content) else not_a_report(content, declared)
    if what:
        return f"no page: {what}"
    url = newest.uri or ""
    web = url.lower().startswith("http")
    path = None if web or url.startswith(NAMELESS) else path_of(url)
    return Capture(
        id=sha256(content),
        content=content,
        url=url if web else None,
        path=path,
        content_type=declared,
        fetched=newest.date if web else None,
        asked=(field(newest.fields, ASKED.lower()) or url) if web else None,
    )


def path_of(url: str) -> Path:
    """The path that a file: address names, relative where it is."""
    rest = url.split(":", 1)[1]
    return Path(os.fsdecode(unquote_to_bytes(rest.removeprefix("//"))))


def _status(message: Message) -> str | None:
    if 300 <= message.status < 400 and message.status != 304:
        to = field(message.headers, "location")
        return f"a redirect ({message.status}){f' to {to[:300]}' if to else ''}"
    if message.status in {200, 203}:
        return None
    return f"the server answered {message.status}"


def _plain(message: Message) -> tuple[bytes, list[bytes]]:
    """Return the body without its codings, and the forms that a digest may be of."""
    body = message.body
    if "chunked" in (field(message.headers, "transfer-encoding") or "").lower():
        body = dechunk(body)
    content = decode(body, field(message.headers, "content-encoding") or "")
    return content, [message.body, body, content]


def _headers(message: Message, repeated: Record | None) -> tuple[tuple[str, str], ...]:
    """The head as the server sent it: of the later answer where it was kept, under its own names."""
    headers = message.headers
    if repeated is not None and repeated.body:
        try:
            later = read_message(repeated.body)
        except Broken:
            later = message
        headers = later.headers if later.status == message.status else headers
    undone = {name.lower().removeprefix(KEPT_AS) for name, _ in headers if name.lower().startswith(KEPT_AS)}
    undone &= {"content-encoding", "content-length", "transfer-encoding"}
    return tuple(
        (name[len(KEPT_AS) :] if name.lower().removeprefix(KEPT_AS) in undone else name, value)
        for name, value in headers
        if name.lower() not in undone
    )


def _digest_fits(digest: str | None, forms: Iterable[bytes]) -> bool | None:
    """Whether a labelled digest is that of one of the forms; None where it is missing or cannot be read."""
    algorithm, _, value = (digest or "").strip().partition(":")
    algorithm = algorithm.lower().replace("-", "")
    size = _DIGESTS.get(algorithm)
    wanted = _digest_bytes(value, size) if size else None
    if wanted is None:
        return None
    return any(hashlib.new(algorithm, form, usedforsecurity=False).digest() == wanted for form in forms)


def _digest_bytes(value: str, size: int) -> bytes | None:
    """A digest of `size` bytes out of Base32, hexadecimal or Base64, by its length."""
    try:
        if len(value) == size * 2:
            return bytes.fromhex(value)
        bare = value.rstrip("=")
        if len(bare) == -(-size * 8 // 5):
            return base64.b32decode(bare.upper() + "=" * (-len(bare) % 8))
        return (
            base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
            if len(bare) == -(-size * 8 // 6)
            else None
        )
    except ValueError:
        return None
