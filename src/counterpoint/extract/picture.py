"""Read a picture's bytes into the few that it is compared by.

Data way: picture bytes -> PicturePrint, or Rejected with the reason. Pure.

Method: two hashes of 64 bits, over the picture in grey. One holds which of its 8 x 8 lowest frequencies of a discrete
cosine transform (32 x 32; the zeroth left out) lie above their median: Zauner, "Implementation and Benchmarking of
Perceptual Image Hash Functions", 2010 (pHash). The other holds where it grows lighter from left to right, on 9 x 8
points (dHash, Krawetz 2013). Either alone confuses other pictures; together they do not. We differ: both are also made
of parts of the picture, so that one that was cut at its edges, or stands above a bar with words, is still found.
How far two prints may differ: `cluster.pictures`; what was tried and measured: docs/design/0020-pictures.md.

The bytes are hostile. Formats are few, sizes are read before any pixel is, and what would take more than the bounds is
refused; a worker calls this in a child that can be killed besides.
"""

from __future__ import annotations

import io
import warnings

import numpy as np
from numpy.typing import NDArray
from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from counterpoint.extract.picture_notes import read_notes
from counterpoint.text import sha256
from counterpoint.types import Rejected
from counterpoint.types.picture import PicturePrint, is_picture

# What the web shows. Each further decoder is more code that hostile bytes reach.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
MAX_BYTES = 20_000_000  # an agency's original has some 10 MB
MAX_PIXELS = 25_000_000  # decoded: 2 s and 380 MB were the most measured (PNG, WebP); pages show 2 million
MAX_PIXELS_JPEG = 64_000_000  # decoded at an eighth of its size; agencies' cameras give 24 to 45 million
LEAST_SIDE = 90  # pixels of the shorter side: below are icons, portraits of authors, dots that count readers
MAX_SHAPE = 6.0  # of the longer side to the shorter: above are banners and rulers

# What carries hardly any structure is no evidence. Set on 32 pictures (photographs, textures, scans) and drawn charts,
# maps and logos: photographs gave .03 to .23 of one shade, charts, maps and logos .48 to .91.
MOST_OF_ONE_SHADE = 0.45  # of its pixels in one of 64 shades of grey: a drawing on its ground
LEAST_CONTRAST = 8.0  # standard deviation in levels of grey; textures of one material gave 10 to 14
LEAST_DETAIL = (
    2.0  # median of the frequencies, in levels of grey: drawn logos and blends gave 0 to .8, textures 2.5
)

_SEEN = 256  # pixels of the longer side that are looked at
_SIZE = 32
# Parts of the picture, as what is left out at its left, top, right and bottom: what editors cut, and bars that they add.
_VIEWS = (
    (0.025, 0.025, 0.025, 0.025),
    (0.05, 0.05, 0.05, 0.05),
    (0.0, 0.0, 0.0, 0.074),
    (0.0, 0.0, 0.0, 0.13),
    (0.05, 0.0, 0.0, 0.0),
    (0.0, 0.0, 0.05, 0.0),
    (0.0, 0.05, 0.0, 0.0),
    (0.0, 0.0, 0.0, 0.05),
)
_COSINES = np.cos(np.pi * np.outer(np.arange(9), 2 * np.arange(_SIZE) + 1) / (2 * _SIZE))
_WHOLE = (0.0, 0.0, 0.0, 0.0)
_ORIENTATION = 0x0112  # Exif's tag: how a picture is to be turned
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TOO_LARGE = f"a picture of more than {MAX_PIXELS // 1_000_000} million pixels; give a smaller one"
_REDUCED = frozenset({"L", "LA", "RGB", "RGBA", "CMYK"})
_SIDEWAYS = frozenset({5, 6, 7, 8})


# Pillow knows a decoder once its module is loaded; those of other formats need not be.
_DECODERS = (AvifImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin)


class _RefusedError(ValueError):
    """A picture gives no print; the message is the reason."""


def print_picture(content: bytes, name: str) -> PicturePrint | Rejected:
    """Return what a picture is compared by, or why it is none that two reports could be compared by.

    Args:
        content: The file. Of an animation the first frame is read.
        name: What to call it: its address or path.

    """
    try:
        return _print(content)
    except _RefusedError as error:
        reason = str(error)
    except Image.DecompressionBombError:
        reason = _TOO_LARGE
    except UnidentifiedImageError:
        reason = "no picture that can be read: its beginning is damaged"
    except Exception as error:  # noqa: BLE001 - decoders raise whatever comes on hostile bytes, and it is the input's fault
        said = " ".join(str(error).split())[:100] or type(error).__name__
        reason = f"no picture that can be read: it is damaged ({said})"
    return Rejected(name, "picture", reason)


def _print(content: bytes) -> PicturePrint:
    if len(content) > MAX_BYTES:
        raise _RefusedError(f"a picture larger than {MAX_BYTES // 1_000_000} MB; give a smaller one")
    if content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise _RefusedError("no picture of dots (SVG drawings and pages are not compared)")
    if not is_picture(content):
        raise _RefusedError(f"no picture of a kind that is compared ({', '.join(FORMATS)})")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of sizes, which are bounded here, and of odd metadata
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            _check_size(*picture.size, picture.format)
            notes = read_notes(picture)
            orientation = _orientation(picture)
            width, height = picture.size[::-1] if orientation in _SIDEWAYS else picture.size
            grey = _grey(picture, orientation)
    _check_structure(np.asarray(grey, dtype=np.float64))
    first, *views = (_hashes(grey, cut) for cut in (_WHOLE, *_VIEWS))
    return PicturePrint(*first, tuple(views), width, height, sha256(content), notes)


def _orientation(picture: Image.Image) -> int:
    """How it is to be turned; metadata that cannot be read says nothing."""
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - as in print_picture
        return 1


def _check_size(width: int, height: int, kind: str | None) -> None:
    if width * height > (MAX_PIXELS_JPEG if kind in {"JPEG", "MPO"} else MAX_PIXELS):
        raise _RefusedError(_TOO_LARGE)
    if min(width, height) < LEAST_SIDE:
        raise _RefusedError(f"a picture of {width} x {height} pixels: too small to be compared")
    if max(width, height) > MAX_SHAPE * min(width, height):
        raise _RefusedError(f"a picture of {width} x {height} pixels: a strip, not a photograph")


def _grey(picture: Image.Image, orientation: int) -> Image.Image:
    """Return the picture in grey, upright, its longer side _SEEN pixels; what is transparent is white."""
    shape = picture.size
    picture.draft("L", (2 * _SEEN, 2 * _SEEN))  # JPEG: decoded at an eighth of its size where that is enough
    picture.load()
    seen: Image.Image = picture
    factor = min(picture.size) // (2 * _SEEN)
    if (
        factor > 1 and seen.mode in _REDUCED
    ):  # before anything is made of it: a copy of 25 million pixels is dear
        seen = seen.reduce(factor)
    if seen.mode.startswith("I"):  # 16 bits, which Pillow would cut off at 255
        levels = np.asarray(seen, dtype=np.float32)
        seen = Image.fromarray((levels / max(256.0, float(levels.max()) / 255)).clip(0, 255).astype(np.uint8))
    elif seen.has_transparency_data:
        seen = seen.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        ground.alpha_composite(seen)
        seen = ground
    scale = _SEEN / max(shape)
    size = (max(_SIZE, round(shape[0] * scale)), max(_SIZE, round(shape[1] * scale)))
    small = seen.convert("L").resize(size, Image.Resampling.LANCZOS)
    turn = _TURNS.get(orientation)
    return small if turn is None else small.transpose(turn)


def _check_structure(values: NDArray[np.float64]) -> None:
    shades = np.bincount((values.ravel() / 4).astype(np.int64), minlength=64)
    if shades.max() > MOST_OF_ONE_SHADE * values.size:
        raise _RefusedError(
            "mostly one shade, as charts, maps, logos and placeholders are: it tells too little"
        )
    if values.std() < LEAST_CONTRAST:
        raise _RefusedError("hardly any contrast: it tells too little")


def _hashes(grey: Image.Image, cut: tuple[float, float, float, float]) -> tuple[int, int]:
    """Return the two hashes of a part of a picture."""
    width, height = grey.size
    left, top, right, bottom = cut
    box = (width * left, height * top, width * (1 - right), height * (1 - bottom))
    points = np.asarray(grey.resize((_SIZE, _SIZE), Image.Resampling.LANCZOS, box=box), dtype=np.float64)
    waves = (_COSINES @ points @ _COSINES.T)[1:, 1:].ravel()
    if cut == _WHOLE and float(np.median(np.abs(waves))) < LEAST_DETAIL * _SIZE:
        raise _RefusedError("hardly any detail: it tells too little")
    steps = np.asarray(grey.resize((9, 8), Image.Resampling.LANCZOS, box=box), dtype=np.int16)
    return _packed(waves > np.median(waves)), _packed((steps[:, 1:] > steps[:, :-1]).ravel())


def _packed(bits: NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(bits).tobytes(), "big")
