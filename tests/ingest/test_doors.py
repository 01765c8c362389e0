"""What a name stands for is told by what is in it, and everything named gives a report or a reason."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import zipfile
from pathlib import Path

import pytest
import zstandard

from counterpoint.errors import FetchError
from counterpoint.ingest.doors import open_door
from counterpoint.ingest.files import read_inputs
from counterpoint.text import sha256
from counterpoint.types import Capture, Rejected
from tests.ingest.warcs import ARC_HEAD, PAGE, arc, http, page

WARC = gzip.compress(page("aa")) + gzip.compress(page("bb"))


class Shelf:
    """A fetcher that has one thing to give."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def fetch(self, url: str) -> Capture:
        if url.endswith("gone"):
            raise FetchError(f"{url}: the server answers 404", url=url)
        return Capture(id=sha256(self.content), content=self.content, url=url)


def told(name: object, fetcher: Shelf | None = None) -> list[str]:
    """Names of reports; reasons of what gave none."""
    return [i.name if isinstance(i, Capture) else i.reason for i in open_door(str(name), fetcher)]


def wacz(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("archive/data.warc.gz", content)
    return made.getvalue()


TWO = ["https://a.example/aa", "https://a.example/bb"]


@pytest.mark.parametrize("suffix", [".warc.gz", ".html", ".txt", ""])
@pytest.mark.parametrize(
    ("content", "names"),
    [
        (WARC, TWO),
        (page("aa") + page("bb"), TWO),
        (zstandard.compress(page("aa")) + zstandard.compress(page("bb")), TWO),
        (wacz(WARC), TWO),
        (ARC_HEAD + arc("http://a.example/x", http()), ["http://a.example/x"]),
        (gzip.compress(ARC_HEAD) + gzip.compress(arc("http://a.example/x", http())), ["http://a.example/x"]),
    ],
    ids=["warc.gz", "warc", "warc.zst", "wacz", "arc", "arc.gz"],
)
def test_an_archive_is_known_by_its_bytes_whatever_it_is_called(tmp_path, suffix, content, names):
    """Each page of it comes under its own address; the same from a server."""
    (tmp_path / f"a{suffix}").write_bytes(content)

    assert told(tmp_path / f"a{suffix}") == names
    assert told("https://b.example/a", Shelf(content)) == names


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_a_page_that_was_compressed_is_unpacked_once(tmp_path, pack):
    """Its path stays; what is compressed twice, broken or a bomb is refused or left as it is."""
    path = tmp_path / "a.html"
    path.write_bytes(pack(PAGE))
    (got,) = open_door(str(path), None)
    assert isinstance(got, Capture)
    assert (got.content, got.path, got.id) == (PAGE, path, sha256(PAGE))

    path.write_bytes(pack(PAGE)[:-3])
    assert "too early" in told(path)[0]
    path.write_bytes(pack(bytes(40_000_000)))
    assert "a compressed file" in told(path)[0]


@pytest.mark.parametrize(
    "content",
    [
        PAGE,
        b"Words.",
        b"",
        b"\xff\x00\x01",
        b"{}",
        b"[1, 2",
        b'<rss version="2.0"><channel/></rss>',
        b"<urlset/>",
    ],
)
def test_anything_else_is_one_report_as_it_is(tmp_path, content):
    """Pages, text, saved feeds and sitemaps, and what later stages will refuse."""
    (tmp_path / "a").write_bytes(content)

    (got,) = open_door(str(tmp_path / "a"), None)

    assert isinstance(got, Capture)
    assert got.content == content


def test_posts_and_deliveries_are_taken_apart(tmp_path):
    """Lines of posts, and a wire file of two items: a report each."""
    posts = [
        {
            "id": str(n),
            "text": f"Post {n}",
            "author": {"name": "A"},
            "published": "2026-03-02T10:15:00Z",
            "url": f"https://a.example/{n}",
        }
        for n in range(2)
    ]
    (tmp_path / "posts").write_text("\n".join(map(json.dumps, posts)))
    item = '<newsItem guid="{}"><contentSet><inlineXML><p>Words</p></inlineXML></contentSet></newsItem>'
    (tmp_path / "wire").write_text(
        f"<newsMessage><itemSet>{item.format(1)}{item.format(2)}</itemSet></newsMessage>"
    )

    for name in ("posts", "wire"):
        got = list(open_door(str(tmp_path / name), None))
        assert len(got) == 2
        assert all(isinstance(one, Capture) for one in got)


def test_a_zip_that_is_no_wacz_and_a_damaged_one_are_refused(tmp_path):
    """With what to do."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("a.txt", "words")
    for content in (made.getvalue(), wacz(WARC)[:-30]):
        (tmp_path / "a.wacz").write_bytes(content)
        assert "unpack it" in told(tmp_path / "a.wacz")[0]


def test_a_folder_gives_all_that_is_in_it_and_never_waits(tmp_path):
    """Archives opened; a pipe, a socket, a device, a dangling link refused; a circle of links not followed."""
    (tmp_path / "a.warc.gz").write_bytes(WARC)
    (tmp_path / "b.txt").write_text("words")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "round").symlink_to(tmp_path)
    (tmp_path / "sub" / "nowhere").symlink_to("none")
    (tmp_path / "sub" / "zeros").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "sub" / "pipe")
    with socket.socket(socket.AF_UNIX) as bound:
        here = Path.cwd()
        os.chdir(tmp_path)  # a socket's path must be short
        bound.bind("sock")
        os.chdir(here)

    got = told(tmp_path)

    assert got[:3] == [*TWO, str(tmp_path / "b.txt")]
    assert [reason.split(";")[0] for reason in got[3:]] == ["a socket", "no such file", "a pipe", "a device"]


def test_a_pipe_from_the_shell_is_read():
    """As in `compare <(command)`: it has a writer."""
    reads, writes = os.pipe()
    os.write(writes, b"words")
    os.close(writes)

    (got,) = open_door(f"/dev/fd/{reads}", None)

    os.close(reads)
    assert isinstance(got, Capture)
    assert got.content == b"words"


def test_what_cannot_be_read_is_refused(tmp_path, monkeypatch):
    """An empty folder, a name no file can have, an address without a fetcher or without an answer."""
    assert told(tmp_path) == ["the folder holds no files"]
    assert "cannot be read" in told("a\0b")[0]
    assert "no such file" in told(tmp_path / "none")[0]
    assert "no fetcher" in told("https://b.example/a")[0]
    assert "404" in told("https://b.example/gone", Shelf(PAGE))[0]

    (tmp_path / "closed").write_bytes(WARC)

    def deny(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    assert told(tmp_path / "closed") == ["cannot be read: Permission denied"]


def test_a_file_that_goes_while_its_folder_is_read_is_refused(tmp_path):
    """And those after it are read."""
    for name in "abc":
        (tmp_path / name).write_text(name)
    door = open_door(str(tmp_path), None)
    first = next(door)
    (tmp_path / "b").unlink()

    second, third = door

    assert [isinstance(i, Rejected) for i in (first, second, third)] == [False, True, False]


def test_a_comparison_reads_through_the_same_doors(tmp_path):
    """`read_inputs` opens archives; each item counts once."""
    (tmp_path / "a.warc.gz").write_bytes(WARC + gzip.compress(page("cc"))[:-9])
    (tmp_path / "b.txt").write_text("words")

    captures, rejected = read_inputs([str(tmp_path)])

    assert [c.name for c in captures] == [*TWO, str(tmp_path / "b.txt")]
    assert len(rejected) == 1
    assert "a.warc.gz at byte" in rejected[0].item
