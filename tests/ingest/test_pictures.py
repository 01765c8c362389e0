"""Pictures that are at hand without the network: in archives, beside saved pages, beside wire items."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from counterpoint.ingest.doors import open_door
from counterpoint.ingest.files import read_inputs
from counterpoint.ingest.pictures import MOST, pictures_beside
from counterpoint.run.compare import compare
from counterpoint.types import Capture, Rejected
from counterpoint.types.picture import is_picture
from tests.ingest.warcs import http, page, record
from tests.pictures import saved, scene

PICTURE = saved(scene(5))
WARC = page("aa") + record("https://a.example/p.jpg", http(PICTURE, kind="image/jpeg"))


def _wacz() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("archive/data.warc", WARC)
    return made.getvalue()


def _pictures(name: Path) -> list[str]:
    found = open_door(str(name), None, pictures=True)
    return [c.name for c in found if isinstance(c, Capture) and is_picture(c.content)]


def _written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("content", [WARC, _wacz()])
def test_an_archive_gives_its_pictures_to_who_asks(tmp_path, content):
    """Others are told that a picture is no page, as before."""
    path = _written(tmp_path, "crawl", content)

    assert _pictures(path) == ["https://a.example/p.jpg"]
    assert [i.reason for i in open_door(str(path), None) if isinstance(i, Rejected)] == [
        "no page: a picture (image/jpeg)"
    ]


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("./ferry_files/p.jpg", "ferry_files/p.jpg"),
        ("ferry_Dateien/p%20one.jpg", "ferry_Dateien/p one.jpg"),
        ("https://a.example/i/p.jpg?w=8&amp;h=4", "ferry_files/p.jpg"),
        ("media/p.webp", "media/p.webp"),
    ],
)
def test_a_saved_page_brings_the_pictures_that_it_names(tmp_path, source, file):
    """From the folder that a browser made for it; other files there are not looked at."""
    path = _written(tmp_path, "ferry.html", f'<html><img src="{source}"></html>'.encode())
    picture = _written(tmp_path, file, PICTURE)
    _written(tmp_path, "ferry_files/other.jpg", PICTURE)

    assert _pictures(path) == [str(picture)]
    assert _pictures(tmp_path) == [str(picture)]


def test_a_wire_item_brings_the_pictures_beside_it(tmp_path):
    """A delivery: one item, its rendition in the same folder, its slashes escaped as JSON may."""
    item = {
        "headline": "Ferry",
        "body_text": "x",
        "associations": {"m": {"renditions": {"o": {"href": "in/p.jpg"}}}},
    }
    path = _written(tmp_path, "item.json", json.dumps(item).replace("/", "\\/").encode())
    picture = _written(tmp_path, "in/p.jpg", PICTURE)

    assert _pictures(path) == [str(picture)]


def test_nothing_else_of_the_disk_is_read(tmp_path):
    """Paths that lead out, pipes, files that only are called pictures, folders."""
    secret = _written(tmp_path, "secret.jpg", PICTURE)
    names = ["../secret.jpg", str(secret), "pipe.jpg", "text.jpg", "folder.jpg", "gone.jpg", "a\0b.jpg"]
    path = _written(tmp_path, "pages/ferry.html", " ".join(f'<img src="{n}">' for n in names).encode())
    os.mkfifo(tmp_path / "pages" / "pipe.jpg")
    _written(tmp_path, "pages/text.jpg", b"root:x:0:0")
    (tmp_path / "pages" / "folder.jpg").mkdir()

    assert _pictures(path) == []


def test_a_page_that_names_thousands_gives_a_bounded_number(tmp_path):
    """The rest are left where they are."""
    names = [f"p{n}.jpg" for n in range(MOST + 20)]
    path = _written(tmp_path, "ferry.html", " ".join(f'<img src="{n}">' for n in names * 50).encode())
    for name in names:
        _written(tmp_path, name, PICTURE)

    found = list(pictures_beside(Capture("x", path.read_bytes(), path=path)))

    assert len(found) == MOST


def test_more_pictures_than_can_be_held_are_left_out_and_said(tmp_path, monkeypatch):
    """Reports are all kept."""
    monkeypatch.setattr("counterpoint.ingest.files.MOST_PICTURE_BYTES", len(PICTURE))
    _written(tmp_path, "a.html", b'<img src="p.jpg"><img src="q.jpg"><img src="r.jpg">')
    for name in ("p.jpg", "q.jpg", "r.jpg"):
        _written(tmp_path, name, PICTURE)

    captures, rejected = read_inputs([str(tmp_path)], pictures=True)

    assert [c.path.name for c in captures if c.path] == ["a.html", "p.jpg"]
    assert ["more than can be held" in r.reason for r in rejected] == [True]


PAGE = """<html lang="en"><head><title>Ferry</title><meta property="og:site_name" content="{outlet}"></head><body>
<article><h1>Ferry aground near Northport</h1><figure><img src="./{stem}_files/{name}" width="800"
alt="The ferry on the rocks near the pier"><figcaption>The ferry.</figcaption></figure>{text}</article></body></html>"""
FIRST = (
    "<p>A ferry with ninety people ran aground on Monday near the harbour of Northport, the coast guard said.</p>"
    * 3
)
SECOND = (
    "<p>Fog was thick when the morning boat left; minutes later it sat on rocks and lifeboats took all off.</p>"
    * 3
)


def test_two_saved_pages_with_one_picture_are_told_to_share_it(tmp_path):
    """As `counterpoint compare FOLDER` does: files in, evidence out."""
    for stem, outlet, text, quality in (("a", "Bay Courier", FIRST, 85), ("b", "Hill Gazette", SECOND, 40)):
        html = PAGE.format(stem=stem, outlet=outlet, text=text, name=f"{stem}1.jpg")
        _written(tmp_path, f"{stem}.html", html.encode())
        _written(tmp_path, f"{stem}_files/{stem}1.jpg", saved(scene(5), quality=quality))

    captures, rejected = read_inputs([str(tmp_path)], pictures=True)
    (shared,) = compare(captures, rejected=rejected).pictures

    assert (shared.by.value, shared.images) == ("look", (0, 0))


def test_a_picture_alone_is_said_to_be_no_report(tmp_path):
    """Named on the command line by mistake; what it is called does not matter."""
    captures, rejected = read_inputs([str(_written(tmp_path, "p.html", PICTURE))], pictures=True)

    assert captures == []
    assert ["a picture and no report" in r.reason for r in rejected] == [True]
