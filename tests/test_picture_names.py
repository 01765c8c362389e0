"""Which addresses and file names of pictures are the same, and which hold an agency's number."""

from __future__ import annotations

import pytest

from counterpoint.picture_names import (
    address_of,
    agency_number,
    files_named,
    keys_of_image,
    keys_of_picture,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.bay.example/i/pier-800x600.jpg", "http://bay.example/i/pier-1200x900.jpg?v=3"),
        ("https://bay.example/i/pier-scaled.jpg", "https://bay.example/i/pier.JPG"),
        ("https://bay.example/i/pier%20one_w640.webp", "https://bay.example/i/pier one.webp"),
        ("https://bay.example/img?id=7", "https://bay.example/img?id=7#x"),
    ],
)
def test_one_picture_in_two_sizes_has_one_address(one, other):
    """Sizes, schemes and queries that ask for a size do not matter."""
    assert address_of(one) == address_of(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://bay.example/i/pier.jpg", "https://bay.example/i/boat.jpg"),
        ("https://bay.example/img?id=7", "https://bay.example/img?id=8"),
        ("https://bay.example/i/pier-1.jpg", "https://bay.example/i/pier-2.jpg"),
    ],
)
def test_other_pictures_have_other_addresses(one, other):
    """A number behind a name is no size."""
    assert address_of(one) != address_of(other)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "pier.jpg",
        "data:image/png;base64,xx",
        "https://bay.example/logo.png",
        "https://bay.example/static/default-share.jpg",
        "http://[bad/pier.jpg",
        "https://bay.example/" + "a" * 5000 + ".jpg",
    ],
)
def test_what_is_no_address_of_a_picture_has_none(url):
    """Furniture of pages, and what cannot be read, is the same as nothing."""
    assert address_of(url) == ""
    assert agency_number(url) == ("", "")


@pytest.mark.parametrize(
    ("name", "number", "agency"),
    [
        ("AP31125490217733-1024x683.jpg", "AP31125490217733", "Associated Press"),
        ("000_34QW8ZR.jpg", "000_34QW8ZR", "AFP"),
        ("2031-05-05T101010Z_1_LYNXMPEK440XX_RTROPTP_4_PIER.JPG", "LYNXMPEK440XX", "Reuters"),
        ("gettyimages-1234567890-612x612.jpg", "gettyimages-1234567890", "Getty Images"),
    ],
)
def test_an_agencys_number_is_read_from_a_files_name(name, number, agency):
    """Content systems keep it, with a size behind it."""
    assert agency_number(f"https://bay.example/wp-content/{name}") == (number, agency)


@pytest.mark.parametrize(
    "name",
    [
        "IMG_20310505_101010.jpg",
        "DSC01234.jpg",
        "20310505.jpg",
        "000_big.jpg",
        "apple12345678901.jpg",
        "pier.jpg",
    ],
)
def test_a_cameras_count_or_a_date_is_no_agencys_number(name):
    """They come again at other outlets by chance."""
    assert agency_number(f"https://bay.example/{name}") == ("", "")


def test_files_beside_a_saved_page_are_named():
    """The folder that a browser made, the address's own folder, the page's own folder."""
    found = files_named("./ferry_files/pier%20one.jpg", "saved/ferry.html")

    assert found[0] == "saved/ferry_files/pier one.jpg"
    assert "saved/pier one.jpg" in found


@pytest.mark.parametrize(
    "image", ["../../etc/shadow.jpg", "a/../x.jpg", "x\0.jpg", "run.sh", "", "http://[x/p.jpg", "/" * 3000]
)
def test_nothing_outside_the_reports_folder_is_named(image):
    """An address in a page leads to no other file of the disk."""
    assert all(f.startswith("saved/") and ".." not in f for f in files_named(image, "saved/ferry.html"))


def test_a_picture_and_the_page_that_shows_it_meet_by_a_key():
    """By its address, whatever the scheme; by its file, for an item of a delivery of several too."""
    assert set(keys_of_image("https://bay.example/p.jpg", None)) & set(
        keys_of_picture("http://bay.example/p.jpg", None)
    )
    assert set(keys_of_image("media/p.jpg", "in/items.json#2")) & set(keys_of_picture(None, "in/media/p.jpg"))
    assert not keys_of_image("p.jpg", None)
