"""Pictures: which of two are the same, after what editors and sites do to them.

Data: the photographs of `photos_iptc` (those of 200 pixels and more; eight files, of which one is a drawing on white), and
drawings that are made here. Each photograph is changed in the ways named below; every changed one is compared with its
original (it is to match) and with every other original (it is not to). Drawings (charts and maps of one style, logos,
placeholders, blends) are to give no print at all.
The bounds were set on these photographs and on 24 more pictures of other kinds (design note 20): a fit, not a forecast, and
a small set. `views_false` compares two parts of one photograph a quarter of its width apart: two frames of one scene.
Metric: share of changed pictures that match, by what was done; of the others that do (`false`); CPU milliseconds a picture.
Baseline: each of the two hashes alone, of the whole picture, within 10 bits of 64, as is usual.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

from counterpoint.cluster.pictures import same_picture
from counterpoint.extract.picture import print_picture
from counterpoint.types.picture import PicturePrint

_LEAST = 200  # pixels of a photograph's shorter side
_USUAL = 10  # bits of 64
Picture = Image.Image


def run(data: Path, limit: int | None) -> dict[str, float] | None:
    folder = data / "photos_iptc"
    if not folder.is_dir():
        return None
    photos = list(_photographs(folder))[:limit]
    prints = [(photo, found) for photo in photos if (found := _print(_saved(photo)))]
    tallies: dict[str, list[bool]] = {}
    false, usual = [], {"phash": ([], []), "dhash": ([], [])}
    for number, (photo, original) in enumerate(prints):
        for group, change in _changes():
            changed = _print(_saved(change(photo)))
            if changed is None:
                tallies.setdefault(group, []).append(False)
                continue
            tallies.setdefault(group, []).append(same_picture(original, changed))
            others = [other for n, (_, other) in enumerate(prints) if n != number]
            false += [same_picture(changed, other) for other in others]
            _count_usual(usual, changed, original, others, counts=not group.startswith("far"))
    views = [_views_match(photo) for photo, _ in prints]
    near = [hit for group, hits in tallies.items() if not group.startswith("far") for hit in hits]
    drawings = [_print(_saved(d, form)) is not None for d in _drawings() for form in ("PNG", "JPEG")]
    return {
        "photographs": float(len(prints)),
        "recall": _share(near),
        **{group: _share(hits) for group, hits in tallies.items()},
        "false": _share(false),
        "pairs": float(len(false)),
        "views_false": _share(views),
        "drawings_printed": _share(drawings),
        **{
            f"baseline_{name}_{what}": _share(hits)
            for name, both in usual.items()
            for what, hits in zip(("recall", "false"), both, strict=True)
        },
        "milliseconds": _milliseconds([_saved(photo) for photo in photos]),
    }


def _milliseconds(files: list[bytes]) -> float:
    began = time.process_time()
    for content in files:
        _print(content)
    return 1000 * (time.process_time() - began) / max(1, len(files))


def _share(hits: list[bool]) -> float:
    return sum(hits) / max(1, len(hits))


def _photographs(folder: Path) -> Iterator[Picture]:
    seen: set[bytes] = set()
    for path in sorted(folder.rglob("*.jpg")):
        content = path.read_bytes()
        with Image.open(io.BytesIO(content)) as opened:
            if min(opened.size) < _LEAST or content in seen:
                continue
            seen.add(content)
            photo = opened.convert("RGB")
        photo.thumbnail((1200, 1200))
        yield photo


def _saved(picture: Picture, form: str = "JPEG", quality: int = 85) -> bytes:
    held = io.BytesIO()
    picture.save(held, form, quality=quality)
    return held.getvalue()


def _print(content: bytes) -> PicturePrint | None:
    found = print_picture(content, "picture")
    return found if isinstance(found, PicturePrint) else None


def _count_usual(
    usual: dict[str, tuple[list[bool], list[bool]]],
    changed: PicturePrint,
    original: PicturePrint,
    others: list[PicturePrint],
    *,
    counts: bool,
) -> None:
    for name, field in (("phash", "hash"), ("dhash", "second")):
        hits, misses = usual[name]
        apart = [(getattr(changed, field) ^ getattr(o, field)).bit_count() for o in (original, *others)]
        if counts:
            hits.append(apart[0] <= _USUAL)
        misses += [bits <= _USUAL for bits in apart[1:]]


def _changes() -> Iterator[tuple[str, Callable[[Picture], Picture]]]:
    for quality in (85, 60, 30, 15):
        yield "recompressed", lambda p, q=quality: _again(p, "JPEG", q)
    for form in ("WEBP", "PNG", "GIF"):
        yield "format", lambda p, f=form: _again(p, f, 70)
    for wide, high in ((0.5, 0.5), (0.3, 0.3), (1.1, 1.0)):
        yield "resized", lambda p, w=wide, h=high: p.resize((int(p.width * w), int(p.height * h)))
    yield "toned", lambda p: p.convert("L").convert("RGB")
    for factor in (0.7, 1.3):
        yield "toned", lambda p, f=factor: ImageEnhance.Brightness(p).enhance(f)
    yield "toned", lambda p: ImageEnhance.Contrast(p).enhance(1.4)
    for cut in (
        (2, 2, 2, 2),
        (5, 5, 5, 5),
        (5, 0, 0, 0),
        (0, 5, 0, 0),
        (0, 0, 5, 0),
        (0, 0, 0, 5),
        (5, 5, 0, 0),
    ):
        yield "cut", lambda p, c=cut: _cut(p, *c)
    yield "marked", lambda p: _marked(p, (0.62, 0.86, 0.97, 0.96), 170)
    yield "marked", lambda p: _marked(p, (0.2, 0.42, 0.8, 0.56), 90)
    for share in (0.08, 0.15):
        yield "barred", lambda p, s=share: _barred(p, s)
    yield "barred", lambda p: _barred(_cut(p, 0, 0, 0, 11), 0.12)
    yield (
        "mixed",
        lambda p: _again(
            _marked(_cut(p, 2, 2, 2, 2), (0.62, 0.86, 0.97, 0.96), 170).resize((400, 280)), "JPEG", 50
        ),
    )
    # What is not claimed: it is said how often it is found all the same.
    yield "far_cut_10", lambda p: _cut(p, 10, 10, 10, 10)
    yield "far_16_9", lambda p: ImageOps.fit(p, (640, 360))
    yield "far_mirrored", ImageOps.mirror


def _again(picture: Picture, form: str, quality: int) -> Picture:
    return Image.open(io.BytesIO(_saved(picture, form, quality))).convert("RGB")


def _cut(picture: Picture, left: int, top: int, right: int, bottom: int) -> Picture:
    """Cut at the edges, in per cent."""
    w, h = picture.size
    return picture.crop((w * left // 100, h * top // 100, w - w * right // 100, h - h * bottom // 100))


def _marked(picture: Picture, box: tuple[float, float, float, float], cover: int) -> Picture:
    marked = picture.convert("RGB")
    w, h = marked.size
    at = (w * box[0], h * box[1], w * box[2], h * box[3])
    draw = ImageDraw.Draw(marked, "RGBA")
    draw.rectangle(at, fill=(255, 255, 255, cover))
    draw.text((at[0] + 5, at[1] + 5), "PHOTO AGENCY", fill=(0, 0, 0, cover))
    return marked


def _barred(picture: Picture, share: float) -> Picture:
    w, h = picture.size
    barred = Image.new("RGB", (w, h + int(h * share)), (15, 15, 15))
    barred.paste(picture, (0, 0))
    for line in range(3):
        at = (w * 0.05, h + h * share * (0.1 + 0.25 * line))
        ImageDraw.Draw(barred).text(at, "Rescuers at the river on Monday " * 2, fill=(240, 240, 240))
    return barred


def _views_match(picture: Picture) -> bool:
    left, right = (_print(_saved(_cut(picture, *cut))) for cut in ((0, 0, 25, 0), (25, 0, 0, 0)))
    return left is not None and right is not None and same_picture(left, right)


def _drawings() -> Iterator[Picture]:
    for seed in range(6):
        random = np.random.default_rng(seed)
        yield _chart(random, bars=seed % 2 == 0)
        yield _map(random)
        yield _logo(random)
    yield Image.new("RGB", (640, 360), (128, 128, 128))
    blend = np.linspace(30, 220, 640).astype(np.uint8)[None, :].repeat(360, 0)
    yield Image.fromarray(blend).convert("RGB")


def _chart(random: np.random.Generator, *, bars: bool) -> Picture:
    chart = Image.new("RGB", (800, 500), "white")
    draw = ImageDraw.Draw(chart)
    for line in range(6):
        draw.line((60, 40 + line * 82, 770, 40 + line * 82), fill=(220, 220, 220))
    values = np.clip(250 + np.cumsum(random.normal(0, 25, 30)), 50, 440)
    if bars:
        for n, value in enumerate(values[:12]):
            draw.rectangle((70 + 58 * n, float(value), 110 + 58 * n, 450), fill=(200, 60, 30))
    else:
        draw.line([(60 + 24 * n, float(v)) for n, v in enumerate(values)], fill=(30, 60, 200), width=4)
    return chart


def _map(random: np.random.Generator) -> Picture:
    drawn = Image.new("RGB", (800, 600), (170, 205, 230))
    draw = ImageDraw.Draw(drawn)
    shape = np.random.default_rng(11)
    for _ in range(18):
        x, y = shape.uniform(100, 700), shape.uniform(80, 520)
        turns = np.linspace(0, 2 * np.pi, 9)
        points = [
            (x + shape.uniform(40, 90) * np.cos(t), y + shape.uniform(40, 90) * np.sin(t)) for t in turns
        ]
        draw.polygon(points, fill=tuple(random.integers(190, 250, 3).tolist()), outline=(120, 120, 120))
    return drawn


def _logo(random: np.random.Generator) -> Picture:
    logo = Image.new("RGB", (600, 400), tuple(random.integers(0, 255, 3).tolist()))
    ImageDraw.Draw(logo).ellipse((200, 100, 400, 300), fill=tuple(random.integers(0, 255, 3).tolist()))
    return logo
