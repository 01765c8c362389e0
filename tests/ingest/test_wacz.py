"""A WACZ gives the pages of its archives; one that was tampered with is not believed."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.ingest.wacz import is_wacz, read_wacz
from counterpoint.types import Capture, Rejected
from tests.ingest.warcs import http, page, record

WARC = gzip.compress(page("aa")) + gzip.compress(page("bb"))


def package(files: dict[str, bytes], **changed: object) -> bytes:
    resources = [
        {"path": n, "hash": f"sha256:{hashlib.sha256(c).hexdigest()}", "bytes": len(c)}
        for n, c in files.items()
    ]
    return json.dumps({"profile": "data-package", "resources": resources, **changed}).encode()


def wacz(files: dict[str, bytes], *, compression: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as out:
        for name, content in files.items():
            out.writestr(name, content)
    return made.getvalue()


def told(content: bytes) -> list[str]:
    items = read_wacz(io.BytesIO(content), name="x.wacz")
    return [i.url[-2:] if isinstance(i, Capture) and i.url else f"{i.item}: {i.reason}" for i in items]  # type: ignore[union-attr]


ARCHIVES = {"archive/one.warc.gz": WARC, "archive/two.warc": page("cc")}


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_every_archive_in_it_is_read(compression):
    """Stored as the format asks, or compressed once more; indexes and lists of pages are no reports."""
    files = {
        **ARCHIVES,
        "datapackage.json": package(ARCHIVES),
        "pages/pages.jsonl": b"{}",
        "indexes/x.cdx.gz": b"x",
    }

    assert told(wacz(files, compression=compression)) == ["aa", "bb", "cc"]


def test_revisits_are_found_in_a_stored_archive():
    """Reading goes back inside the ZIP."""
    digest = "WARC-Payload-Digest: sha1:" + "a" * 32
    again = record(
        "https://a.example/dd",
        b"",
        "WARC-Refers-To-Target-URI: https://a.example/aa",
        "WARC-Refers-To-Date: 2026-03-02T10:15:00Z",
        kind="revisit",
    )

    assert told(wacz({"archive/x.warc": page("aa") + page("bb") + again})) == ["aa", "bb", "dd"]
    assert (
        "WARC-Payload-Digest"
        in told(wacz({"archive/x.warc": record("https://a.example/aa", http(), digest)}))[0]
    )


def test_a_hash_that_does_not_fit_refuses_its_archive_only():
    """By the list of files; the list itself by its own digest."""
    files = {**ARCHIVES, "datapackage.json": package({**ARCHIVES, "archive/one.warc.gz": b"other"})}
    first, second = told(wacz(files))
    assert "x.wacz!archive/one.warc.gz" in first
    assert "hash in datapackage.json" in first
    assert second == "cc"

    signed = {
        **ARCHIVES,
        "datapackage.json": package(ARCHIVES),
        "datapackage-digest.json": b'{"hash": "sha256:00"}',
    }
    assert "datapackage-digest.json" in told(wacz(signed))[0]
    assert told(wacz(signed))[1:] == ["aa", "bb", "cc"]


@pytest.mark.parametrize(
    "listing", [b"", b"{", b"[]", b'{"resources": 7}', b'{"resources": [7]}', b"[" * 100_000, b"\xff"]
)
def test_a_list_of_files_that_cannot_be_read_is_told_and_the_archives_are_read(listing):
    """Nothing is checked by it then."""
    got = told(wacz({"datapackage.json": listing, **ARCHIVES}))

    assert "datapackage.json" in got[0]
    assert got[1:] == ["aa", "bb", "cc"]


def test_changed_bytes_are_found_by_the_zips_own_checksum():
    """Where no list of files says more."""
    content = bytearray(wacz({"archive/one.warc.gz": WARC}))
    content[100] ^= 1

    (reason,) = told(bytes(content))
    assert "checksum in the ZIP" in reason


@pytest.mark.parametrize(
    "name", ["archive/../../etc/x.warc", "/archive/x.warc", "archive\\..\\x.warc", "../x.warc.gz"]
)
def test_paths_that_lead_out_are_refused_and_nothing_is_written(name, tmp_path, monkeypatch):
    """The rest is read."""
    monkeypatch.chdir(tmp_path)
    got = told(wacz({name: WARC, **ARCHIVES}))

    assert "leads out" in got[0]
    assert got[1:] == ["aa", "bb", "cc"]
    assert list(tmp_path.iterdir()) == []


def test_bombs_are_refused_before_they_are_unpacked():
    """A member that swells, one file listed many times, more files than any crawl has."""
    swollen = wacz({"archive/x.warc": bytes(50_000_000)}, compression=zipfile.ZIP_DEFLATED)
    assert "too large" in told(swollen)[0]

    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as out:
        out.writestr("archive/x.warc", page("aa"))
        with pytest.warns(UserWarning, match="Duplicate"):
            out.writestr("archive/x.warc", page("bb"))
    assert any("listed twice" in reason for reason in told(twice.getvalue()))

    many = wacz({f"archive/{n}.warc": b"" for n in range(10_001)})
    assert told(many) == ["x.wacz: the WACZ lists more than 10,000 files"]

    over = io.BytesIO()
    with zipfile.ZipFile(over, "w") as out:
        out.writestr("archive/a.warc", page("aa"))
        for n in range(9):  # the same bytes under nine more names
            entry = zipfile.ZipInfo(f"archive/{n}.warc")
            source = out.infolist()[0]
            entry.header_offset, entry.CRC = source.header_offset, source.CRC
            entry.file_size = entry.compress_size = source.file_size
            out.filelist.append(entry)
            out.NameToInfo[entry.filename] = entry
    assert "lie over each other" in told(over.getvalue())[0]


def test_an_encrypted_member_and_a_zip_without_archives_are_refused():
    """Each in words."""
    content = wacz({"archive/x.warc.gz": WARC})
    at = content.index(b"PK\x01\x02")
    locked = content[: at + 8] + b"\x01" + content[at + 9 :]
    assert "encrypted" in told(locked)[0]
    assert "no web archive" in told(wacz({"datapackage.json": package({})}))[0]


@given(
    cut=st.integers(0, 2000), flips=st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 255)), max_size=3)
)
def test_no_damage_stops_or_passes_silently(cut, flips):
    """A ZIP cut short or changed anywhere gives pages or reasons, never nothing, never an error."""
    content = bytearray(wacz({**ARCHIVES, "datapackage.json": package(ARCHIVES)}))
    del content[len(content) - cut % 300 :]
    for at, value in flips:
        content[at % len(content)] ^= value

    got = list(read_wacz(io.BytesIO(bytes(content)), name="x.wacz"))

    assert got
    assert all(isinstance(item, Capture | Rejected) for item in got)
    assert is_wacz(io.BytesIO(bytes(content))) in {True, False}


def test_a_file_that_is_not_there_is_refused(tmp_path):
    """Not raised."""
    (item,) = read_wacz(tmp_path / "none.wacz", name="none.wacz")
    assert isinstance(item, Rejected)
