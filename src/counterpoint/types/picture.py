"""What is kept of a picture: how it looks, in some bits, and what its file says of where it comes from.

Data way: picture bytes -> PicturePrint (`extract.picture`) -> SharedPicture (`cluster.pictures`). Pure records; the
picture itself is never kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_BOXED = (b"avif", b"avis")


def is_picture(content: bytes) -> bool:
    """Whether bytes begin as JPEG, PNG, GIF, WebP or AVIF do. Looks, does not decode."""
    if content.startswith(_MAGIC):
        return True
    return (content[:4] == b"RIFF" and content[8:12] == b"WEBP") or (
        content[4:8] == b"ftyp" and content[8:12] in _BOXED
    )


@dataclass(frozen=True, slots=True)
class PictureNotes:
    """What a picture's file says of itself (IPTC, XMP, Exif); "" where it says nothing."""

    credit: str = ""  # who is to be credited: "Gull Agency"
    creator: str = ""  # who took it
    source: str = ""  # who supplied it first
    caption: str = ""
    job: str = ""  # the sender's reference of the transmission


@dataclass(frozen=True, slots=True)
class PicturePrint:
    """A picture as it is compared with others: some 200 bytes."""

    hash: int  # 64 bits of its low frequencies (pHash), of the whole picture
    second: int  # 64 bits: where it grows lighter from left to right (dHash), of the whole picture
    views: tuple[tuple[int, int], ...]  # the two again, of parts of it: what is left where it was cut
    width: int  # pixels, as it is to be seen
    height: int
    digest: str  # sha256 of the file, hex
    notes: PictureNotes = field(default_factory=PictureNotes)


class SameBy(StrEnum):
    """What shows that two pictures are the same."""

    BYTES = "bytes"  # the file is the same
    LOOK = "look"  # they look the same
    ADDRESS = "address"  # both pages show one address
    NUMBER = "number"  # their files have one agency's number in their names


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """One picture that two reports carry. It proves nothing of their words: agencies sell a picture to hundreds."""

    articles: tuple[str, str]  # Article.ids, in the order of the story
    images: tuple[int, int]  # where it stands in `Article.images` of each
    by: SameBy
    credit: str = ""  # to whom it is credited, in the file's words or the page's; "": nobody is named
    agency: str = ""  # canonical name of the agency that is credited; "": none is
    evidence: str = ""  # a sentence
