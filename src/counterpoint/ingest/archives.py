"""Read a web archive: WARC and ARC, as they are or compressed (gzip, zstd).

Data way: archive -> Captures, one for each page that was answered with text, in the file's order; what is in the
file and is no page, or is damaged, is Rejected with the reason. Reads the file; one record in memory at a time.
Requests, the crawl's own notes and metadata are no reports and are passed over.

Formats: WARC 1.0 and 1.1 (ISO 28500; the IIPC's text), ARC 1 and 2 (Internet Archive). FastWARC reads the heads;
`tape.py` says why the records are told apart here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from counterpoint.ingest.inflate import Broken
from counterpoint.ingest.limits import MAX_BYTES
from counterpoint.ingest.payload import HEAD_MAX, field, read_fields
from counterpoint.ingest.records import REPORTS, Record, arc_date, make_item, uri_of, warc_date
from counterpoint.ingest.tape import Tape, Torn
from counterpoint.types import Capture, Rejected

_RECORD_MAX = MAX_BYTES + HEAD_MAX  # a body with its HTTP head
_KEPT = 300_000  # originals whose place is remembered for records that repeat them: some 60 MB
_HELD_MAX = (
    32_000_000  # bytes of originals held where they cannot be read again: the first of a file packed as one
)
_DAMAGED_MAX = 500  # more than the whole ones: looking for the next costs up to a millisecond
_WARC = re.compile(rb"WARC/[01]\.\d")
# URL, address, date, type, length: version 1; five more fields before the length in version 2. URLs may hold blanks.
_ARC = re.compile(
    rb"(?P<url>[a-z][a-z0-9+.\-]{1,20}:[^\n]{1,8000}?) [^\s]{1,100} (?P<date>\d{12,18}) (?P<rest>[^\n]{1,8000})"
)
_START = re.compile(rb"WARC/[01]\.\d|(?:filedesc|https?|ftp|dns):[^\n]{1,8000}? [^\s]{1,100} \d{12,18} ")
# Searched for after damage: at a line's start, or, where a record was cut short, anywhere with a field after it.
_LATER = re.compile(rb"\n(?:" + _START.pattern + rb")|WARC/[01]\.\d\r?\n[A-Za-z]")
_START_MAX = 8200
_LINE_MAX = 16_384


class _Damaged(Exception):
    """A record that cannot be used, with what it is of."""

    def __init__(self, reason: str, uri: str | None = None) -> None:
        super().__init__(reason)
        self.uri = uri


@dataclass(slots=True)
class _Reading:
    """What is known while one file is read."""

    name: str
    tape: Tape
    # By record id, "URL date" and payload digest: where it can be read again, or itself where it cannot.
    originals: dict[str, int | Record]
    pictures: bool = False  # whether they are given, too
    held: int = 0  # bytes of the records in it
    records: int = 0
    damaged: int = 0


def is_archive(file: BinaryIO) -> bool:
    """Whether a seekable file begins as a WARC or an ARC does, compressed or not."""
    tape = Tape(file, _START)
    try:
        return tape.next_member() and _START.match(_peeked(tape)) is not None
    except Torn:
        return False


def read_archive(path: Path | BinaryIO, *, name: str, pictures: bool = False) -> Iterator[Capture | Rejected]:
    """Yield each page of an archive, and each record that gives none.

    Args:
        path: The file, or one that is open, seekable, and left alone while this runs.
        name: What to call it.
        pictures: Its pictures are given too, not refused: Captures whose content `is_picture`.

    Raises:
        ValueError: The open file is not seekable.
    """
    if not isinstance(path, Path):
        if not path.seekable():
            raise ValueError("an archive is read from a seekable file; copy the stream to one first")
        yield from _read(path, name, pictures=pictures)
        return
    try:
        with path.open("rb") as file:
            yield from _read(file, name, pictures=pictures)
    except OSError as error:
        yield Rejected(name, "ingest", f"cannot be read: {error.strerror or error}")


def _read(file: BinaryIO, name: str, *, pictures: bool) -> Iterator[Capture | Rejected]:
    reading = _Reading(name, Tape(file, _START), {}, pictures=pictures)
    given = 0
    for item in _items(reading):
        given += 1
        yield item
    if not given:
        of = f"{reading.records} records, none of them a page" if reading.records else "no records"
        yield Rejected(name, "ingest", f"the archive holds no report: {of}")


def _items(reading: _Reading) -> Iterator[Capture | Rejected]:
    tape = reading.tape
    try:
        going = tape.next_member()
        known = not going or _START.match(_peeked(tape)) is not None
    except Torn:
        going, known = True, False
    if not known:
        going = tape.resync() or tape.skip_to(_LATER, _START_MAX)
        if not going:
            yield Rejected(reading.name, "ingest", "no web archive: it holds neither WARC nor ARC records")
            return
        yield Rejected(
            reading.name, "ingest", "the archive's beginning is damaged; read from the first whole record"
        )
    while going:
        try:
            yield from _member(reading)
            going = tape.next_member()
        except Torn as error:
            yield _refused(reading, tape.member, str(error), error.uri)
            going = tape.resync()


def _peeked(tape: Tape) -> bytes:
    return tape.peek(_START_MAX).lstrip(b"\r\n")


def _refused(reading: _Reading, at: int | None, reason: str, uri: str | None = None) -> Rejected:
    where = f"{reading.name} at byte {reading.tape.member if at is None else at:,}"
    of = f" of {uri[:300]}" if uri else ""
    return Rejected(where, "ingest", f"the record{of} is damaged: {reason}")


def _member(reading: _Reading) -> Iterator[Capture | Rejected]:
    """Yield what one member holds: one record mostly, all of them in a file that is compressed as a whole."""
    tape = reading.tape
    while True:
        while tape.strip(b"\r\n"):
            pass
        if not tape.peek(1):
            return
        place = tape.place
        try:
            record = _next_record(tape)
            reading.records += 1
            item = _item(reading, record)
        except _Damaged as error:
            yield _refused(reading, place, str(error), error.uri)
            reading.damaged += 1
            if reading.damaged > _DAMAGED_MAX + reading.records:
                raise Torn("too many damaged records; the rest is not searched for more") from error
            if not tape.skip_to(_LATER, _START_MAX):
                return
            continue
        if item is not None:
            yield item


def _next_record(tape: Tape) -> Record:
    """Read one record, its length checked against where the next begins.

    Raises:
        _Damaged: It cannot be used; the tape stands where the search for the next should begin.
        Torn: The compressed bytes are damaged.
    """
    place = tape.place
    try:
        record = _warc_head(tape) if _WARC.match(tape.peek(8)) else _arc_head(tape)
    except Torn:
        raise
    except Broken as error:
        tape.take(1)
        raise _Damaged(str(error)) from error
    try:
        return replace(record, body=_body(tape, record), place=place)
    except Torn as error:
        raise Torn(str(error), record.uri) from error


def _body(tape: Tape, record: Record) -> bytes | None:
    """Read a record's body, or pass it over where it is none of ours; what follows must be another's start."""
    start, rest = tape.place, record.length
    kept = record.kind in REPORTS and record.length <= _RECORD_MAX
    pieces: list[bytes] = []
    while rest:
        piece = tape.take(rest) if kept else b""
        pieces.append(piece)
        rest -= len(piece) or tape.pass_over(rest)
        if rest and not tape.join_next():
            break
    body = b"".join(pieces)
    ends = b"" if rest else tape.strip(b"\r\n")
    # Two ends of line close a record. Where they are missing, what follows must show that the length was right.
    closed = ends.startswith(b"\r\n\r\n") or not tape.peek(1) or _START.match(tape.peek(_START_MAX))
    if not rest and closed:
        return body if kept else None
    if kept:
        tape.give_back(body + ends)
    elif start is not None:
        tape.rewind(start)
    raise _Damaged("it ends too early" if rest else "its stated length is wrong", record.uri)


def _head(tape: Tape) -> bytes:
    size = 4096
    while True:
        seen = tape.peek(size)
        ends = [at + len(mark) for mark in (b"\n\r\n", b"\n\n") if (at := seen.find(mark)) >= 0]
        if ends:
            return tape.take(min(ends))
        if len(seen) < size or size > HEAD_MAX:
            raise Broken("its head has no end")
        size *= 5


def _warc_head(tape: Tape) -> Record:
    fields = read_fields(_head(tape), status_line=True)
    uri = uri_of(field(fields, "warc-target-uri"))
    length = _length(field(fields, "content-length"), uri)
    date = warc_date(field(fields, "warc-date"))
    kind = (field(fields, "warc-type") or "without a type").lower()
    return Record(kind, length, uri=uri, date=date, fields=fields)


def _arc_head(tape: Tape) -> Record:
    line = tape.peek(_LINE_MAX).split(b"\n", 1)[0]
    found = _ARC.match(line)
    if found is None:
        raise Broken("these bytes are no record")
    tape.take(len(line) + 1)
    uri = uri_of(found["url"].decode("utf-8", "replace"))
    rest = found["rest"].split()
    kind = "warcinfo" if found["url"].startswith(b"filedesc:") else "response"
    length = _length(rest[-1].decode("latin-1") if rest else None, uri)
    return Record(kind, length, uri=uri, date=arc_date(found["date"].decode()), arc=True)


def _length(value: str | None, uri: str | None) -> int:
    if value is None or not re.fullmatch(r"[0-9]{1,15}", value):
        raise _Damaged(f"its length is {'missing' if value is None else f'no number: {value[:40]!r}'}", uri)
    return int(value)


def _item(reading: _Reading, record: Record) -> Capture | Rejected | None:
    """Return what a record gives; None for one that is no report by its kind."""
    at = reading.tape.member if record.place is None else record.place
    where = record.uri or f"{reading.name} at byte {at:,}"
    if record.kind != "revisit":
        _remember(reading, record)
        return make_item(record, where, pictures=reading.pictures)
    found = next(
        (reading.originals[k] for k in _keys(record, "warc-refers-to") if k in reading.originals), None
    )
    if found is None:
        whose = uri_of(field(record.fields, "warc-refers-to-target-uri"))
        of = f" of {whose}" if whose and whose != record.uri else ""
        return Rejected(where, "ingest", f"it repeats an earlier record{of} that is not at hand in this file")
    if isinstance(found, Record):
        return make_item(found, where, repeated=record, pictures=reading.pictures)
    try:
        with reading.tape.elsewhere(found) as other:
            original = _next_record(other)
    except (Torn, _Damaged) as error:
        return Rejected(where, "ingest", f"it repeats an earlier record that cannot be read again: {error}")
    return make_item(original, where, repeated=record, pictures=reading.pictures)


def _remember(reading: _Reading, record: Record) -> None:
    if record.kind not in REPORTS or record.body is None:
        return
    kept: int | Record = record if record.place is None else record.place
    if isinstance(kept, Record):
        reading.held += record.length
        if reading.held > _HELD_MAX:
            return
    for key in _keys(record, "warc-record-id"):
        reading.originals[key] = kept
    while len(reading.originals) > _KEPT:
        del reading.originals[next(iter(reading.originals))]


def _keys(record: Record, id_field: str) -> list[str]:
    """By what a record can be found again: its id, its address and date, its payload."""
    if record.kind == "revisit":
        whose = field(record.fields, "warc-refers-to-target-uri"), field(record.fields, "warc-refers-to-date")
    else:
        whose = field(record.fields, "warc-target-uri"), field(record.fields, "warc-date")
    known = [field(record.fields, id_field), field(record.fields, "warc-payload-digest")]
    return [
        key for key in (known[0], " ".join(w or "" for w in whose) if all(whose) else None, known[1]) if key
    ]
