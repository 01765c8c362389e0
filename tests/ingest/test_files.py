"""What the user names is read, or refused with a reason."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from counterpoint.errors import FetchError
from counterpoint.ingest import files
from counterpoint.ingest.http import HttpFetcher
from counterpoint.types import Capture, Rejected


class Shelf:
    """A fetcher that knows one address."""

    def fetch(self, url: str) -> Capture:
        if url == "https://a.example/x":
            return Capture(id="1", content=b"<p>x</p>", url=url)
        raise FetchError(f"{url}: the server answers 404", url=url)


def test_folders_give_their_files_in_order_without_what_browsers_save(tmp_path):
    """Pages yes; hidden files, pictures and the folder of a page's assets no."""
    for name in ("b.html", "a.txt", ".hidden.txt", "logo.png", "b_files/ad.html", "sub/c.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")

    found = [os.path.relpath(n, tmp_path) for n in files.expand([str(tmp_path)])]

    assert found == ["a.txt", "b.html", "sub/c.json"]


def test_a_dash_stands_for_the_list_and_nothing_is_read_twice(tmp_path):
    """Blank lines and comments are passed over."""
    one = str(tmp_path / "one.txt")

    found = list(files.expand([one, "-"], ["# ours", "", one, " https://a.example/x "]))

    assert found == [one, "https://a.example/x"]


def test_a_file_and_an_address_become_captures(tmp_path):
    """The bytes as they are, under their own hash or the fetcher's."""
    (tmp_path / "a.txt").write_bytes(b"\xff\x00words")

    got = files.read(str(tmp_path / "a.txt"), Shelf())

    assert isinstance(got, Capture)
    assert got.content == b"\xff\x00words"
    assert isinstance(files.read("https://a.example/x", Shelf()), Capture)


def test_what_cannot_be_read_is_refused_by_name(tmp_path, monkeypatch):
    """Each with its reason; none raises."""
    (tmp_path / "big.txt").write_bytes(b"x" * 100)
    monkeypatch.setattr(files, "MAX_BYTES", 99)
    reasons = {}
    for name in (str(tmp_path / "none.txt"), str(tmp_path / "big.txt"), "https://a.example/gone", "a\0b"):
        got = files.read(name, Shelf())
        assert isinstance(got, Rejected)
        reasons[name.rsplit("/", 1)[-1]] = got.reason

    assert "no such file" in reasons["none.txt"]
    assert "larger" in reasons["big.txt"]
    assert "404" in reasons["gone"]
    assert "cannot be read" in reasons["a\0b"]


def test_an_address_that_is_none_is_refused():
    """Whatever stands behind http: neither the parser of addresses nor the resolver raises."""
    fetcher = HttpFetcher(clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    for name in (
        "http://",
        "https://[/",
        "http://a:b:c/",
        "http://127.0.0.1:99999/",
        "http://..",
        "http://\ud800.com/",
    ):
        got = files.read(name, fetcher)
        assert isinstance(got, Rejected), name
        assert "could not be fetched" in got.reason
    fetcher.close()


def test_inputs_come_in_their_order_with_what_was_refused(tmp_path):
    """Good and bad ones apart; progress is told; without a fetcher nothing leaves the machine."""
    (tmp_path / "a.txt").write_text("x")
    names = [str(tmp_path / "none.txt"), "https://a.example/x", str(tmp_path)]
    told = []

    captures, rejected = files.read_inputs(names, progress=lambda done, total: told.append((done, total)))
    fetched, _ = files.read_inputs(names, fetcher=Shelf())

    assert [c.name for c in captures] == [str(tmp_path / "a.txt")]
    assert [r.item for r in rejected] == names[:2]
    assert "HttpFetcher" in rejected[1].reason
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [c.name for c in fetched] == ["https://a.example/x", str(tmp_path / "a.txt")]


def test_links_that_lead_in_circles_are_not_followed_and_odd_files_are_named(tmp_path):
    """A folder that holds itself is walked once; a pipe is left to its reader, which refuses it."""
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "round").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")

    assert [os.path.relpath(n, tmp_path) for n in files.expand([str(tmp_path)])] == ["a.txt", "pipe"]


def test_a_folder_that_cannot_be_looked_into_is_named_and_refused(tmp_path, monkeypatch):
    """Its neighbours are read; its own reader says what is wrong."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.txt").write_text("x")
    closed = str(tmp_path / "closed")
    real = os.scandir

    def scandir(path):
        if str(path) == closed:
            raise PermissionError(13, "Permission denied", closed)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)

    captures, rejected = files.read_inputs([str(tmp_path)])

    assert [c.name for c in captures] == [str(tmp_path / "open.txt")]
    assert [r.item for r in rejected] == [closed]
    assert "permissions" in rejected[0].reason
