"""An archive file as its members' bytes, one after the other, and the way on after damage.

Data way: file -> bytes of records, before Capture. Reads the file that it is given and nothing else.

Archives are kept as one compressed member for each record, so that one can be read without the others; some are
one member as a whole, or not compressed. FastWARC reads all of these fast, but stops at the first damaged byte,
reads a record with a wrong length on into the next member, and spends 5 s on 400 kB that hold only line ends.
So members are told apart here: the end of one is known, damage costs one member, and what comes out is bounded
by what went in. Formats: RFC 1952 (gzip), RFC 8878 (zstd), and the IIPC's note on dictionaries in .warc.zst.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Protocol

import zstandard

from counterpoint.ingest.inflate import Broken

_STEP = 65_536  # bytes asked of the file, and given by one step of decoding
_ZSTD_STEP = 256  # zstd's decoder knows no bound: 256 bytes give 8 MB at the most
_ZSTD_WINDOW = 32 * 1024 * 1024  # archives are packed harder than HTTP bodies
_DICTIONARY = b"\x5d\x2a\x4d\x18"  # a skippable frame at the start that holds a dictionary
_DICTIONARY_MAX = 16 * 1024 * 1024
# What a file may give in all: this much, and this many times as much as was read of it. The one real crawl
# at hand gives 3 times as much; gzip can give 1,030 times, zstd 30,000 times.
_FREE = 16_000_000
_RATIO = 100
# What may be read again, for records that repeat an earlier one (600 bytes that stand for 100 kB are usual).
_RATIO_AGAIN = 200
_PROBE = 2048  # bytes read to see whether a member begins somewhere
_TRIES = 10_000  # places that look like a member and are none, before the rest is given up
_MAGIC = {"gzip": b"\x1f\x8b\x08", "zstd": b"\x28\xb5\x2f\xfd"}


class Torn(Broken):
    """The compressed bytes are damaged or give too much: the rest of the member is lost."""

    def __init__(self, message: str, uri: str | None = None) -> None:
        super().__init__(message)
        self.uri = uri  # of the record that was being read, where it is known


class _Decoder(Protocol):
    """One member's decoder."""

    def step(self, raw: bytes) -> tuple[bytes, bytes, bool]:
        """Return what came out, what of `raw` is left, and whether the member ended."""
        ...


class _Gzip:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(31)

    def step(self, raw: bytes) -> tuple[bytes, bytes, bool]:
        try:
            piece = self._inner.decompress(raw, _STEP)
        except zlib.error as error:
            raise Torn(f"the compressed bytes are damaged ({error})") from error
        ended = self._inner.eof
        return piece, self._inner.unused_data if ended else self._inner.unconsumed_tail, ended


class _Zstd:
    def __init__(self, dictionary: bytes | None) -> None:
        known = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        opened = zstandard.ZstdDecompressor(dict_data=known, max_window_size=_ZSTD_WINDOW)
        self._inner = opened.decompressobj()

    def step(self, raw: bytes) -> tuple[bytes, bytes, bool]:
        try:
            piece = self._inner.decompress(raw[:_ZSTD_STEP])
        except zstandard.ZstdError as error:
            raise Torn(f"the compressed bytes are damaged ({error})") from error
        ended = self._inner.eof
        return piece, (self._inner.unused_data if ended else b"") + raw[_ZSTD_STEP:], ended


class Tape:
    """A seekable file, member by member. A file that is not compressed is one member."""

    def __init__(self, file: BinaryIO, starts: re.Pattern[bytes], at: int = 0) -> None:
        """Open a file at an offset where a member begins (or, not compressed, anything).

        Args:
            file: Readable and seekable; nothing else may move it meanwhile, but see `elsewhere`.
            starts: Matches the start of a record: how a member is known again after damage.
            at: Where to begin, in bytes of the file.
        """
        self._file = file
        self._starts = starts
        file.seek(0)
        head = file.read(_PROBE)
        self.packing = next((name for name, magic in _MAGIC.items() if head.startswith(magic)), "")
        self._dictionary: bytes | None = None
        if head.startswith(_DICTIONARY):
            self.packing = "zstd"
            at = max(at, self._read_dictionary())
        self._tries = self._given = self._again = self._returned = 0
        self._begun = False
        self._open(at)

    def _open(self, at: int) -> None:
        self._file.seek(at)
        self.member = at  # where the member begins, in bytes of the file
        self._reached = at  # how far the file was read
        self._raw = b""  # read and not decoded
        self._held = bytearray()  # decoded and not taken
        self._taken = 0  # decoded bytes of this member that were taken
        self._ended = False
        self._decoder: _Decoder | None = self._decoder_of_kind()

    def _decoder_of_kind(self) -> _Decoder | None:
        if self.packing == "zstd":
            return _Zstd(self._dictionary)
        return _Gzip() if self.packing == "gzip" else None

    def _read_dictionary(self) -> int:
        """Read the dictionary frame; return where it ends."""
        self._file.seek(4)
        size = int.from_bytes(self._file.read(4), "little")
        content = self._file.read(size) if size <= _DICTIONARY_MAX else b""
        if content.startswith(_MAGIC["zstd"]):
            try:
                content = zstandard.ZstdDecompressor().decompress(content, max_output_size=_DICTIONARY_MAX)
            except zstandard.ZstdError:
                content = b""  # the frames that need it will be found damaged
        self._dictionary = content or None
        return 8 + size

    @property
    def _allowed(self) -> int:
        """How much the file may have given by now, by how much of it was decoded or passed over."""
        return _FREE + _RATIO * (self._reached - len(self._raw))

    def _more(self) -> bytes:
        raw = self._file.read(_STEP if self.packing != "zstd" else 4096)
        self._reached += len(raw)
        return raw

    def _fill(self) -> bool:
        """Decode one step more; False at the end of the member."""
        if self._ended:
            return False
        self._raw = self._raw or self._more()
        if self._decoder is None:
            self._held += self._raw
            self._ended = not self._raw
            self._raw = b""
            return not self._ended
        was_empty = not self._raw
        piece, self._raw, self._ended = self._decoder.step(self._raw)
        if was_empty and not piece and not self._ended:
            raise Torn("the file ends in the middle of a compressed member")
        self._held += piece
        self._given += len(piece)
        if self._given > self._allowed:
            raise Torn(f"more than {_RATIO} bytes come out for each one stored, as in a decompression bomb")
        return bool(piece) or not self._ended

    def next_member(self) -> bool:
        """Go to the next member; False at the end of the file.

        Raises:
            Torn: What follows is no member. `resync` finds the next one.
        """
        if not self.packing:
            begun, self._begun = self._begun, True
            return not begun
        if len(self._raw) < _PROBE:
            self._raw += self._more()
        raw, reached = self._raw, self._reached
        self._open(reached - len(raw))
        self._raw, self._reached = raw, reached
        self._file.seek(reached)
        if not raw.strip(b"\0") and not self._file.read(_PROBE).strip(b"\0"):
            return False  # the end, or the padding of a tape
        self._file.seek(reached)
        if not raw.startswith(_MAGIC[self.packing]):
            self._ended = True
            raise Torn("bytes between two compressed members belong to none")
        return True

    def resync(self) -> bool:
        """Go on, after damage, at the next member that begins as a record does; False when there is none."""
        if not self.packing:
            return False
        over = self._given > self._allowed
        start = max(self.member + 1, self._reached - len(self._raw) if over else 0)
        self._given = min(
            self._given, self._allowed
        )  # what lies between is not decoded and allows for what follows
        for at in self._candidates(start):
            self._file.seek(at)
            if self._begins(self._file.read(_PROBE)):
                self._open(at)
                return True
        self._ended = True
        return False

    def _candidates(self, start: int) -> Iterator[int]:
        magic = _MAGIC[self.packing]
        while True:
            self._file.seek(start)
            chunk = self._file.read(_STEP)
            if len(chunk) < len(magic):
                return
            found = chunk.find(magic)
            while found >= 0:
                self._tries += 1
                if self._tries > _TRIES:
                    return
                yield start + found
                found = chunk.find(magic, found + 1)
            start += len(chunk) - len(magic) + 1

    @property
    def place(self) -> int | None:
        """The offset by which the next record can be read again; None inside a compressed member."""
        if not self.packing:
            return self._reached - len(self._raw) - len(self._held)
        return self.member if not self._taken else None

    def take(self, size: int) -> bytes:
        """The next bytes of the member; fewer at its end."""
        while len(self._held) < size and self._fill():
            pass
        taken = bytes(self._held[:size])
        del self._held[:size]
        self._taken += len(taken)
        return taken

    def give_back(self, taken: bytes) -> None:
        """Put back what was taken last, to look for a record in it; too often, and it stays taken."""
        self._returned += len(taken)
        if self._returned <= _FREE + _RATIO * self._reached:
            self._held[:0] = taken
            self._taken -= len(taken)

    def rewind(self, at: int) -> bool:
        """Go back to an offset of a file that is not compressed; False for others, and when done too often."""
        self._returned += self._reached - at
        if self.packing or self._returned > _FREE + _RATIO * self._reached:
            return False
        self._open(at)
        return True

    def pass_over(self, size: int) -> int:
        """Take bytes without keeping them; return how many there were."""
        passed = 0
        while passed < size and (self._held or self._fill()):
            passed += len(self.take(min(size - passed, max(1, len(self._held)))))
        return passed

    def strip(self, characters: bytes, most: int = 4096) -> bytes:
        """Take a run of these bytes, `most` of them at the most."""
        taken = b""
        while len(taken) < most and (self._held or self._fill()):
            rest = self._held.lstrip(characters)
            if len(rest) == len(self._held):
                break
            taken += self.take(min(len(self._held) - len(rest), most - len(taken)))
        return taken

    def peek(self, size: int) -> bytes:
        """The next bytes of the member, left where they are; fewer at its end, or where damage begins.

        Raises:
            Torn: Damage begins right here.
        """
        try:
            while len(self._held) < size and self._fill():
                pass
        except Torn:
            if not self._held:
                raise
        return bytes(self._held[:size])

    def join_next(self) -> bool:
        """Go on into the next member as if it were this one, where it begins with no record of its own.

        Some tools end a compressed member in the middle of a record.
        """
        at = self._reached - len(self._raw)
        if not self.packing or not self._ended or self._held:
            return False
        self._file.seek(at)
        head = self._file.read(_PROBE)
        self._file.seek(self._reached)
        if not head.startswith(_MAGIC[self.packing]) or self._begins(head):
            return False
        self._decoder, self._ended = self._decoder_of_kind(), False
        return True

    def _begins(self, raw: bytes) -> bool:
        """Whether the first bytes of a member are the start of a record."""
        decoder = self._decoder_of_kind()
        assert decoder is not None
        try:
            piece, _, _ = decoder.step(raw)
        except Torn:
            return False
        return self._starts.match(piece.lstrip(b"\r\n")[:_PROBE]) is not None

    def skip_to(self, pattern: re.Pattern[bytes], overlap: int) -> bool:
        """Pass over everything up to the first match; False when the member holds none.

        Args:
            pattern: What to look for.
            overlap: No match is longer than this.
        """
        while True:
            found = pattern.search(self._held)
            if found:
                self.take(found.start())
                return True
            keep = min(len(self._held), overlap)
            self.take(len(self._held) - keep)
            if not self._fill():
                self.take(keep)
                return False

    @contextmanager
    def elsewhere(self, at: int) -> Iterator[Tape]:
        """A second tape of the same file, at a place that was read before.

        Raises:
            Torn: What was read again comes to too many times what was read: records that ask for the same
                large one over and over.
        """
        if self._again > _FREE + _RATIO_AGAIN * self._reached:
            raise Torn("too much of the file is read again and again for records that repeat others")
        other = Tape(self._file, self._starts, at)
        other.next_member()
        try:
            yield other
        finally:
            self._again += other._given + other._taken
            self._file.seek(self._reached)
