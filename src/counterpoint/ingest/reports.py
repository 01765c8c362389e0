"""Reports as JSON lines: a corpus without a store, one report a line.

Data way: bytes of files -> Item or Rejected for each line, in order. `read_reports` reads bytes it is given; nothing else.

A line is an object with `id`, `title` and `text` (a headline alone is enough), and if known `url`, `published`, `language`
and `outlet`; other keys are passed over. The format is JSON Lines (jsonlines.org) in UTF-8, plain or packed with gzip
(RFC 1952) or zstd (RFC 8878). What programs commonly write though JSON forbids it (NaN, lone surrogates, raw control
characters) is read; a line that cannot be is refused by its number, with what to do about it, and the rest goes on.
Memory is bounded by the longest line that is read, and by the ids.
"""

from __future__ import annotations

import codecs
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import msgspec
import regex

from counterpoint.ingest.feeddates import parse_feed_date
from counterpoint.ingest.inflate import Broken, TooLarge, inflate
from counterpoint.ingest.limits import MAX_BYTES
from counterpoint.text import clean
from counterpoint.types import Rejected
from counterpoint.types.stream import Item

_PACKED = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}
_MAX_FILE = 1_000_000_000_000  # bytes of a file once unpacked: a terabyte
_MAX_RATIO = (
    2_000  # gzip gives 1,032 bytes for one at the most; zstd gives more for a corpus that repeats itself
)
_LONGEST_ID = 1_000  # characters
_SHOWN = 60  # characters of a value in a reason
_LANGUAGE = regex.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")
_EPOCH = regex.compile(r"[-+]?\d{9,19}(?:\.\d+)?")
_LARGEST_SECONDS = (
    1e11  # the year 5138; a larger epoch counts milliseconds, one a thousand times as large microseconds
)
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)


class _RefusedError(ValueError):
    """A line is no report; the message is the reason."""


def read_reports(chunks: Iterable[bytes], name: str, known: dict[str, bool]) -> Iterator[Item | Rejected]:
    """Yield what each line holds, in order. Blank lines are passed over.

    Args:
        chunks: The file as stored, in pieces of any size.
        name: What to call it where a line is refused: "reports.jsonl".
        known: Ids that are taken already, from an earlier file, and whether each was given as a number; those of this
            file are added.

    """
    number = 0
    try:
        for number, line in enumerate(_lines(_unpacked(chunks)), 1):
            if line is None or line.strip():
                yield _read(line, f"{name}:{number}", known)
    except (Broken, TooLarge) as error:
        yield Rejected(
            f"{name}:{number + 1}",
            "ingest",
            f"the file cannot be unpacked from here on ({error}); pack it again",
        )
    except _RefusedError as error:
        yield Rejected(name, "ingest", str(error))


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes once unpacked, by how the file begins."""
    given = iter(chunks)
    head = b""
    for chunk in given:
        head += chunk
        if len(head) >= 4:
            break
    packing = next((kind for magic, kind in _PACKED.items() if head.startswith(magic)), "")
    rest = (piece for part in ((head,), given) for piece in part)
    if packing:
        yield from inflate(rest, packing, max_bytes=_MAX_FILE, max_ratio=_MAX_RATIO)
    else:
        yield from rest


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes | None]:
    """Lines without their ends; None for one that is longer than what is read of a report."""
    held: list[bytes] = []
    size = 0
    first = True
    for given in chunks:
        chunk = given
        if first and chunk:
            first = False
            if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise _RefusedError("the file is in UTF-16; convert it to UTF-8 (iconv -f UTF-16 -t UTF-8)")
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
        *ended, last = chunk.split(b"\n")
        for piece in ended:
            size += len(piece)
            yield b"".join((*held, piece)) if size <= MAX_BYTES else None
            held, size = [], 0
        size += len(last)
        held = [*held, last] if size <= MAX_BYTES and last else held if size <= MAX_BYTES else []
    if size:
        yield b"".join(held) if size <= MAX_BYTES else None


def _read(line: bytes | None, place: str, known: dict[str, bool]) -> Item | Rejected:
    """One line as a report, or why it is none."""
    try:
        found = _object(line)
        item = _item(found)
        if item.id not in known:
            known[item.id] = not isinstance(found.get("id"), str)
            return item
        reason = f"the id {_cut(item.id)!r} was given before; give each report one of its own"
    except _RefusedError as error:
        reason = str(error)
    return Rejected(place, "ingest", reason)


def _object(line: bytes | None) -> Mapping[str, object]:
    if line is None:
        raise _RefusedError(f"the line is longer than {MAX_BYTES // 1_000_000} MB; cut its text")
    try:
        found = msgspec.json.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        found = _lenient(line, error)
    if isinstance(found, list):
        raise _RefusedError("the line is an array; write one report a line (jq -c '.[]')")
    if not isinstance(found, Mapping):
        raise _RefusedError('the line is no object; write {"id": ..., "title": ..., "text": ...}')
    return found


def _lenient(line: bytes, error: Exception) -> object:
    """What JSON forbids and programs write all the same: NaN, lone surrogates, raw control characters."""
    try:
        return json.loads(line.decode("utf-8", "surrogatepass"), strict=False)
    except UnicodeDecodeError:
        raise _RefusedError("the line is not in UTF-8; convert the file (iconv -t UTF-8)") from None
    except RecursionError:
        raise _RefusedError("the line is nested too deep to be a report; leave out what is nested") from None
    except ValueError:
        if line.lstrip().startswith(b"["):
            raise _RefusedError("the file is one array; write one report a line (jq -c '.[]')") from None
        said = str(error).removeprefix("JSON is malformed: ")
        raise _RefusedError(f"the line is no JSON ({_cut(said)}); write one whole object a line") from None


def _item(found: Mapping[str, object]) -> Item:
    title, text = _text(found, "title"), _text(found, "text")
    if not title and not text:
        keys = ", ".join(_cut(str(key)) for key in list(found)[:8]) or "none"
        raise _RefusedError(f"the report has neither a title nor a text (its keys: {keys}); give one of them")
    url = _text(found, "url") or None
    return Item(
        id=_id(found.get("id")),
        title=" ".join(title.split()),
        text=text,
        language=_language(found.get("language")),
        published=_time(found.get("published")),
        outlet=" ".join(_text(found, "outlet").split()) or _host(url),
        url=url,
    )


def _id(value: object) -> str:
    if isinstance(value, float):  # 7.0 is 7: some programs know no whole numbers
        value = int(value) if value.is_integer() else value if math.isfinite(value) else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _RefusedError("the report has no id; give each one of its own, text or a number")
    found = str(value)
    if not found.strip():
        raise _RefusedError("the report's id is empty; give each one of its own")
    if len(found) > _LONGEST_ID:
        raise _RefusedError(
            f"the report's id has more than {_LONGEST_ID:,} characters; give it a shorter one"
        )
    return found


def _text(found: Mapping[str, object], key: str) -> str:
    """A text, clean; "" where there is none."""
    value = found.get(key)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise _RefusedError(f'the report\'s {key} is no text; write it in quotation marks: "{key}": "..."')
    return clean(value)


def _language(value: object) -> str:
    """The primary subtag of a BCP 47 tag; "und", to be told from the text, for anything else."""
    match = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else "und"


def _time(value: object) -> datetime | None:
    """ISO 8601, RFC 2822 or an epoch, in UTC; without a zone it is taken for UTC."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    found = None
    if isinstance(value, str):
        line = value.strip()
        if not line:
            return None
        found = _moment(float(line)) if _EPOCH.fullmatch(line) else parse_feed_date(line)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        found = _moment(value)
    if found is None:
        raise _RefusedError(
            f"the time of publication cannot be read ({_cut(str(value))!r}); write it as 2031-05-04T14:02:00Z, or leave it out"
        )
    return found


def _moment(epoch: float) -> datetime | None:
    """Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their size."""
    try:
        for scale in (1, 1_000, 1_000_000, 1_000_000_000):
            if abs(epoch) < _LARGEST_SECONDS * scale:
                return _ZERO + timedelta(seconds=epoch / scale)
    except (OverflowError, ValueError):
        pass
    return None


def _host(url: str | None) -> str | None:
    """Who published it, where only the address says so."""
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _cut(text: str) -> str:
    line = " ".join(clean(text).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
