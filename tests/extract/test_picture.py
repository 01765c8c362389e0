"""Picture bytes become a few bits, or a reason; nothing that comes crashes or takes more than its bounds."""

from __future__ import annotations

import resource
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from counterpoint.extract.picture import MAX_BYTES, print_picture
from counterpoint.types import Rejected
from counterpoint.types.picture import PicturePrint, is_picture
from tests.pictures import png_head, saved, scene, with_iim

SCENE = scene(3)


def _print(content: bytes) -> PicturePrint:
    found = print_picture(content, "p")
    assert isinstance(found, PicturePrint), found
    return found


def _reason(content: bytes) -> str:
    found = print_picture(content, "harbour.jpg")
    assert isinstance(found, Rejected)
    assert (found.item, found.stage) == ("harbour.jpg", "picture")
    return found.reason


def _bits(one: PicturePrint, other: PicturePrint) -> int:
    return (one.hash ^ other.hash).bit_count() + (one.second ^ other.second).bit_count()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_every_format_gives_the_same_print(form):
    """What a site converts a picture to does not change how it looks."""
    content = saved(SCENE, form)

    assert is_picture(content)
    assert _bits(_print(content), _print(saved(SCENE, "PNG"))) <= 4


def test_a_print_says_size_and_digest():
    """Two files of one picture share the look, not the digest."""
    one, other = _print(saved(SCENE, quality=90)), _print(saved(SCENE, quality=40))

    assert (one.width, one.height) == (640, 420)
    assert one.digest != other.digest
    assert max(one.hash, one.second, *(bits for view in one.views for bits in view)) < 2**64


def test_different_pictures_differ_in_about_half_their_bits():
    """Pictures of different scenes share no more bits than chance gives them."""
    prints = [_print(saved(scene(seed))) for seed in range(8)]

    assert min(_bits(a, b) for n, a in enumerate(prints) for b in prints[:n]) > 36


@pytest.mark.parametrize(
    ("orientation", "turn"),
    [(3, Image.Transpose.ROTATE_180), (6, Image.Transpose.ROTATE_90), (8, Image.Transpose.ROTATE_270)],
)
def test_a_picture_is_seen_upright(orientation, turn):
    """Exif's orientation is obeyed: a phone's picture lies on its side in the file."""
    exif = SCENE.getexif()
    exif[0x0112] = orientation
    turned = _print(saved(SCENE.transpose(turn), exif=exif))

    assert _bits(turned, _print(saved(SCENE))) <= 4
    assert (turned.width, turned.height) == (640, 420)


@pytest.mark.parametrize("mode", ["CMYK", "L", "LA", "RGBA", "P"])
def test_modes_of_colour_are_read(mode):
    """Print files are CMYK, maps of colours and transparency are common."""
    content = saved(SCENE.convert(mode), "JPEG" if mode == "CMYK" else "PNG")

    assert _bits(_print(content), _print(saved(SCENE))) <= 6


def test_sixteen_bits_are_not_cut_off():
    """A 16-bit PNG is as light as its 8-bit twin."""
    deep = Image.fromarray(np.asarray(SCENE.convert("L")).astype(np.uint16) * 257)

    assert _bits(_print(saved(deep, "PNG")), _print(saved(SCENE))) <= 4


def test_of_an_animation_the_first_frame_is_read():
    """Its other frames cost nothing."""
    frames = [scene(seed, (320, 210)) for seed in range(4, 12)]
    moving = saved(SCENE.resize((320, 210)), "GIF", save_all=True, append_images=frames)

    assert _bits(_print(moving), _print(saved(SCENE))) <= 4


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no picture of a kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "no picture of dots"),
        (b"\xef\xbb\xbf  <?xml version='1.0'?><svg/>", "no picture of dots"),
        (b"%PDF-1.7", "no picture of a kind"),
        (b"\xff\xd8\xff" + bytes(range(256)) * 40, "its beginning is damaged"),
        (saved(SCENE)[:9000], "it is damaged"),
        (saved(SCENE, "PNG")[:9000], "it is damaged"),
        (png_head(12_000, 9_000), "more than 25 million pixels"),
        (png_head(2**31 - 1, 2**31 - 1), "more than 25 million pixels"),
        (png_head(0, 40), "damaged"),
        (png_head(4000, 4000, b"\0" * 5000), "it is damaged"),
        (saved(SCENE.resize((80, 60))), "too small"),
        (saved(SCENE.resize((1400, 120))), "a strip"),
        (b"\xff\xd8\xff" + b"\0" * MAX_BYTES, "larger than 20 MB"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_reason(content, why):
    """Nothing vanishes and nothing crashes, whatever stands in the bytes."""
    assert why in _reason(content)


def test_a_bomb_is_refused_before_it_is_unpacked():
    """A few hundred bytes that state a hundred million pixels cost neither time nor memory."""
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    _reason(png_head(10_000, 10_000, b"\0" * 1_000_000))

    assert time.process_time() - began < 0.5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


def _flat() -> Image.Image:
    return Image.new("RGB", (600, 400), (120, 130, 140))


def _blend() -> Image.Image:
    shades = np.linspace(30, 220, 600).astype(np.uint8)[None, :].repeat(400, 0)
    return Image.fromarray(shades).convert("RGB")


def _logo() -> Image.Image:
    logo = Image.new("RGB", (600, 400), (20, 60, 120))
    ImageDraw.Draw(logo).ellipse((220, 120, 380, 280), fill=(250, 250, 250))
    return logo


def _chart() -> Image.Image:
    chart = Image.new("RGB", (800, 500), "white")
    draw = ImageDraw.Draw(chart)
    for n in range(12):
        draw.rectangle((70 + 58 * n, 100 + 23 * (n * 7 % 11), 110 + 58 * n, 450), fill=(200, 60, 30))
    return chart


@pytest.mark.parametrize("draw", [_flat, _blend, _logo, _chart])
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_what_carries_hardly_any_structure_gets_no_print(draw, form):
    """Placeholders, logos and charts of one style look alike and prove nothing."""
    assert "it tells too little" in _reason(saved(draw(), form))


def test_the_file_says_who_is_to_be_credited():
    """IPTC's fields, in UTF-8 or Latin-1, in one line each."""
    content = with_iim(
        saved(SCENE),
        credit="The Gull Agency",
        creator="Zoë  Marsh",
        source="GULL",
        caption="A\npier.",
        job="G7",
    )
    notes = _print(content).notes

    assert (notes.credit, notes.creator, notes.source) == ("The Gull Agency", "Zoë Marsh", "GULL")
    assert (notes.caption, notes.job) == ("A pier.", "G7")


XMP = b"""<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'>
<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description
 xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'
 photoshop:Credit='Gull Pictures'><photoshop:TransmissionReference>G9</photoshop:TransmissionReference>
<dc:creator><rdf:Seq><rdf:li>Ana Reed</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"""


def test_xmp_goes_before_iptc():
    """Where both say something, the newer record is believed; what it leaves out is taken from the older."""
    content = with_iim(saved(SCENE, xmp=XMP), credit="Old Name", source="GULL")
    notes = _print(content).notes

    assert (notes.credit, notes.creator, notes.job) == ("Gull Pictures", "Ana Reed", "G9")
    assert notes.source == "GULL"


@pytest.mark.parametrize(
    "xmp",
    [
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><x>&b;</x>",
        b"\0\xff not xml",
        b"<a>" * 2000,
        b"",
    ],
)
def test_hostile_metadata_says_nothing(xmp):
    """The picture is compared all the same."""
    assert _print(saved(SCENE, xmp=xmp)).notes.credit == ""


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 20_000), st.sampled_from(["JPEG", "PNG", "GIF", "WEBP"]))
def test_damage_anywhere_is_a_print_or_a_reason(noise, at, form):
    """Bytes changed at any place never raise."""
    content = saved(SCENE.resize((200, 130)), form)
    at %= len(content)
    found = print_picture(content[:at] + noise + content[at + len(noise) :], "p")

    assert isinstance(found, PicturePrint | Rejected)
