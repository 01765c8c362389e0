"""What a picture's file says of itself: who is to be credited, who took it, who supplied it.

Data way: an opened picture -> PictureNotes, for `extract.picture`. Pure.

Read are the records that agencies fill: IPTC IIM 4.2 (in JPEG), XMP (dc, photoshop; IPTC Photo Metadata Standard) and
Exif's Artist. Where several say the same, XMP goes before IIM, as the Metadata Working Group advises, and Exif comes
last. All of it is bounded, and what cannot be read says nothing: the picture is compared all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from lxml import etree
from PIL import ImageFile, IptcImagePlugin

from counterpoint.text import clean
from counterpoint.types.picture import PictureNotes

_MAX_XMP = 200_000  # bytes; what agencies write has some 10,000, edited pictures drag their history along
_LONGEST = 300  # characters of a value; captions are cut
_IIM = {"creator": (2, 80), "job": (2, 103), "credit": (2, 110), "source": (2, 115), "caption": (2, 120)}
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_XMP = {
    "credit": _PHOTOSHOP + "Credit",
    "creator": _DC + "creator",
    "source": _PHOTOSHOP + "Source",
    "caption": _DC + "description",
    "job": _PHOTOSHOP + "TransmissionReference",
}
_DESCRIPTION = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"
_ARTIST = 0x013B


def read_notes(picture: ImageFile.ImageFile) -> PictureNotes:
    """Return what an opened picture's metadata says; reads no pixel. Never raises."""
    found: dict[str, str] = {}
    for read in (_xmp, _iim, _exif):
        # Pillow and lxml raise whatever comes on hostile metadata, which then says nothing.
        with suppress(Exception):
            for name, value in read(picture).items():
                line = " ".join(clean(value).split())[:_LONGEST].strip()
                if line:
                    found.setdefault(name, line)
    return PictureNotes(**found)


def _xmp(picture: ImageFile.ImageFile) -> dict[str, str]:
    data = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp")
    data = data.encode() if isinstance(data, str) else data
    if not isinstance(data, bytes) or len(data) > _MAX_XMP:
        return {}
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    root = etree.fromstring(data.strip(b"\0 \r\n\t"), parser)
    if root is None:
        return {}
    found: dict[str, str] = {}
    for described in root.iter(_DESCRIPTION):
        for name, tag in _XMP.items():
            element = described.find(tag)
            value = described.get(tag) or (_words(element) if element is not None else "")
            if value:
                found.setdefault(name, value)
    return found


def _words(element: etree._Element) -> str:
    """A property's value: its text, or the first of its list."""
    return next((text for part in element.iter() if (text := (part.text or "").strip())), "")


def _iim(picture: ImageFile.ImageFile) -> dict[str, str]:
    said = IptcImagePlugin.getiptcinfo(picture)
    if not isinstance(said, Mapping):
        return {}
    utf8 = said.get((1, 90)) == b"\x1b%G"
    found: dict[str, str] = {}
    for name, key in _IIM.items():
        value = said.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, bytes):
            found[name] = _decoded(value[: 4 * _LONGEST], utf8=utf8)
    return found


def _decoded(value: bytes, *, utf8: bool) -> str:
    """IIM tells its character set, or does not: then it is UTF-8 mostly, else Latin-1."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("utf-8", "replace") if utf8 else value.decode("latin-1")


def _exif(picture: ImageFile.ImageFile) -> dict[str, str]:
    artist = picture.getexif().get(_ARTIST)
    return {"creator": artist} if isinstance(artist, str) else {}
