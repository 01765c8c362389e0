"""Pictures for tests, drawn by numpy: none is anybody's."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
from PIL import Image


def scene(seed: int, size: tuple[int, int] = (640, 420)) -> Image.Image:
    """A picture with the structure of a photograph: light, shapes of all sizes, grain."""
    rng = np.random.default_rng(seed)
    width, height = size
    y, x = np.mgrid[0:height, 0:width]
    light = np.zeros((height, width))
    for _ in range(14):
        cx, cy = rng.uniform(0, width), rng.uniform(0, height)
        reach = rng.uniform(0.06, 0.3) * width
        light += rng.uniform(-90, 90) * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * reach**2))
    light += rng.uniform(-40, 40) * x / width + rng.uniform(-40, 40) * y / height
    for _ in range(6):
        left, top = rng.integers(0, width - 80), rng.integers(0, height - 80)
        light[top : top + rng.integers(30, 160), left : left + rng.integers(30, 160)] += rng.uniform(-60, 60)
    light = 30 + 190 * (light - light.min()) / np.ptp(light) + rng.normal(0, 5, light.shape)
    colours = [light * rng.uniform(0.7, 1.0) for _ in range(3)]
    return Image.fromarray(np.dstack(colours).clip(0, 255).astype(np.uint8))


def saved(picture: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    """The picture as a file."""
    held = io.BytesIO()
    picture.save(held, form, **options)
    return held.getvalue()


def png_head(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that states a size, with whatever pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(data)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def iim(**fields: str) -> bytes:
    """The segment of a JPEG that holds IPTC's fields: credit, creator, source, caption, job."""
    numbers = {"creator": 80, "job": 103, "credit": 110, "source": 115, "caption": 120}
    records = b"".join(
        b"\x1c\x02" + bytes([numbers[name]]) + struct.pack(">H", len(value.encode())) + value.encode()
        for name, value in fields.items()
    )
    block = b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(records)) + records
    body = b"Photoshop 3.0\0" + block + b"\0" * (len(block) % 2)
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


def with_iim(jpeg: bytes, **fields: str) -> bytes:
    """A JPEG with IPTC's fields."""
    return jpeg[:2] + iim(**fields) + jpeg[2:]
