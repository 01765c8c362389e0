"""One picture in two reports is found, shown with its credit, and makes no text a copy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image as Picture
from PIL import ImageDraw, ImageEnhance

from counterpoint.cluster.pictures import (
    SAME_BITS,
    agency_of,
    bits_apart,
    same_picture,
    shared_pictures,
    with_picture_edges,
    with_pictures,
)
from counterpoint.extract.picture import print_picture
from counterpoint.run.press import known_press
from counterpoint.types import Copy, CopyKind, EdgeKind, Image, Origin, OriginKind, OriginMap
from counterpoint.types.picture import PictureNotes, PicturePrint, SameBy
from tests.make import article
from tests.pictures import saved, scene

SCENE = scene(3)


def _look(picture: Picture.Image, **notes: str) -> PicturePrint:
    found = print_picture(saved(picture), "p")
    assert isinstance(found, PicturePrint), found
    return replace(found, notes=PictureNotes(**notes))


def _cut(left: float, top: float, right: float, bottom: float) -> Picture.Image:
    width, height = SCENE.size
    return SCENE.crop(
        (int(width * left), int(height * top), int(width * (1 - right)), int(height * (1 - bottom)))
    )


def _barred() -> Picture.Image:
    width, height = SCENE.size
    barred = Picture.new("RGB", (width, int(height * 1.1)), (15, 15, 15))
    barred.paste(SCENE, (0, 0))
    ImageDraw.Draw(barred).text((20, height + 10), "The ferry on Monday", fill="white")
    return barred


def _marked() -> Picture.Image:
    marked = SCENE.copy()
    width, height = marked.size
    ImageDraw.Draw(marked).rectangle((width * 0.7, height * 0.9, width * 0.97, height * 0.96), fill="white")
    return marked


@pytest.mark.parametrize(
    "done",
    [
        SCENE.resize((320, 210)),
        SCENE.resize((700, 420)),
        SCENE.convert("L"),
        ImageEnhance.Brightness(SCENE).enhance(1.2),
        ImageEnhance.Contrast(SCENE).enhance(1.3),
        _cut(0.02, 0.02, 0.02, 0.02),
        _cut(0.05, 0.05, 0.05, 0.05),
        _cut(0.05, 0, 0, 0),
        _cut(0, 0, 0, 0.05),
        _barred(),
        _marked(),
    ],
)
def test_what_editors_do_to_a_picture_leaves_it_the_same(done):
    """Sizes, colours, cut edges, a mark, a bar with words: either way round."""
    one, other = _look(SCENE), _look(done)

    assert same_picture(one, other)
    assert same_picture(other, one)


def test_other_pictures_are_not_the_same():
    """Of forty pictures no two are."""
    looks = [_look(scene(seed, (300, 200))) for seed in range(40)]
    apart = [bits_apart(a, b) for n, a in enumerate(looks) for b in looks[:n]]

    assert min(apart) > SAME_BITS


def test_another_part_of_one_scene_is_another_picture():
    """A camera that moved by a quarter of its view."""
    wide = scene(9, (900, 420))

    assert not same_picture(_look(wide.crop((0, 0, 640, 420))), _look(wide.crop((230, 0, 870, 420))))


def _report(outlet: str, *images: Image, **fields: object):
    return article(
        f"Ferry aground: {outlet}", f"{outlet} tells of it.", outlet=outlet, images=images, **fields
    )


def _image(look: PicturePrint | None = None, url: str | None = None, credit: str | None = None) -> Image:
    return Image(None, credit, None, url, look=look)


def test_one_picture_in_two_reports_is_found_with_its_credit():
    """The file's credit goes before the page's, and names the agency."""
    mine = _image(_look(SCENE, credit="Zoë Marsh / AFP"))
    theirs = _image(_look(SCENE.resize((400, 262))), credit="Archive")
    (shared,) = shared_pictures([_report("Bay", mine), _report("Hill", theirs)], known_press)

    assert (shared.by, shared.agency, shared.credit) == (SameBy.LOOK, "AFP", "Zoë Marsh / AFP")
    assert shared.evidence == "both carry one picture, credited to AFP (they look the same)"


def test_the_address_or_an_agencys_number_is_enough():
    """Without bytes: one address in two sizes; one number at two sites. The number names its agency."""
    at = [_image(url=f"https://cdn.example/pier-{size}.jpg") for size in ("800x600", "400x300")]
    (by_address,) = shared_pictures([_report("Bay", at[0]), _report("Hill", at[1])])
    number = [_image(url=f"https://{site}.example/AP31125490217733.jpg") for site in ("bay", "hill")]
    (by_number,) = shared_pictures([_report("Bay", number[0]), _report("Hill", number[1])])

    assert (by_address.by, by_address.agency) == (SameBy.ADDRESS, "")
    assert (by_number.by, by_number.agency) == (SameBy.NUMBER, "Associated Press")


def test_what_was_seen_decides_against_an_address():
    """Under one address two pictures were had: they are not the same."""
    one = _image(_look(SCENE), "https://cdn.example/live.jpg")
    other = _image(_look(scene(8)), "https://cdn.example/live.jpg")

    assert shared_pictures([_report("Bay", one), _report("Hill", other)]) == ()


def test_an_outlets_own_picture_in_two_of_its_reports_says_nothing():
    """Its archive picture stands in all of them."""
    image = _image(_look(SCENE))

    assert shared_pictures([_report("Bay", image), _report("BAY", image, url="https://bay.example/2")]) == ()


def test_a_picture_shared_by_hundreds_of_reports_is_found_in_bounded_time():
    """Pairs that have nothing in common are never looked at one by one."""
    rng = np.random.default_rng(1)
    looks = [
        PicturePrint(*(int(v) for v in rng.integers(0, 2**63, 2)), (), 640, 420, f"{n}") for n in range(400)
    ]
    reports = [_report(f"Outlet {n}", _image(look)) for n, look in enumerate([*looks, looks[0]])]

    (shared,) = shared_pictures(reports)

    assert shared.articles == (reports[0].id, reports[-1].id)


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("Photo: Zoë Marsh/AP", "Associated Press"),
        ("AP Photo/Zoë Marsh", "Associated Press"),
        ("City Hall via AP", "Associated Press"),
        ("© REUTERS / Ana Reed", "Reuters"),
        ("Foto: dpa", "dpa"),
        ("Apple", ""),
        ("Zoë Marsh", ""),
        ("", ""),
    ],
)
def test_an_agency_is_read_from_a_credit(credit, agency):
    """However the chain is printed; a photographer is none."""
    assert agency_of(_image(credit=credit), known_press) == agency


def _copy(one, other, *, directed: bool = False) -> Copy:
    return Copy((one.id, other.id), directed, CopyKind.REWRITTEN, (), 0.5, "they share 50%")


def test_a_picture_credited_to_the_other_outlet_tells_which_came_first():
    """Where time and credit of the text leave it open; what they say is not overruled."""
    look = _look(SCENE)
    bay = _report("Bay Courier", _image(look))
    hill = _report("Hill Gazette", _image(look, credit="Photo: Bay Courier"))
    shared = shared_pictures([bay, hill], known_press)

    (found,) = with_pictures([_copy(bay, hill)], shared, [bay, hill])
    (known,) = with_pictures([_copy(bay, hill, directed=True)], shared, [bay, hill])

    assert (found.articles, found.directed) == ((hill.id, bay.id), True)
    assert found.evidence.endswith("the picture is credited to Bay Courier itself")
    assert known.articles == (bay.id, hill.id)
    assert "both carry one picture" in known.evidence


def test_a_picture_makes_no_copy_of_reports_that_share_no_words():
    """Agencies sell one picture to a hundred outlets."""
    look = _look(SCENE)
    reports = [_report("Bay", _image(look)), _report("Hill", _image(look))]

    assert with_pictures([], shared_pictures(reports), reports) == ()


def test_a_picture_adds_an_edge_to_its_agency_where_that_is_an_origin():
    """It is shown and counts for nothing; an agency behind no words becomes no origin."""
    bay = _report("Bay", _image(credit="Zoë Marsh/AP"))
    hill = _report("Hill", _image(credit="Ana Reed/AFP"))
    origins = OriginMap(
        (Origin("o1", OriginKind.AGENCY, "Associated Press", ()),), ((bay.id, "o1"), (hill.id, "o1")), ()
    )
    found = with_picture_edges(origins, [bay, hill], known_press)

    (edge,) = found.edges
    assert (edge.origin, edge.article, edge.kind, edge.says) == (
        "o1",
        bay.id,
        EdgeKind.PICTURE,
        "Zoë Marsh/AP",
    )
    assert found.origins == origins.origins
