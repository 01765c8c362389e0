"""What is written as an archive is read back as it was, by us and by FastWARC."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.ingest.archives import read_archive
from counterpoint.ingest.warcwrite import write_warc
from counterpoint.text import sha256
from counterpoint.types import Capture
from tests.ingest.warcs import PAGE

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
SENT = (("content-type", "text/html"), ("Content-Encoding", "br"), ("content-length", "31"), ("etag", '"7"'))


def capture(content: bytes = PAGE, **known: object) -> Capture:
    return Capture(id=sha256(content), content=content, **known)  # type: ignore[arg-type]


def written(*captures: Capture) -> bytes:
    file = io.BytesIO()
    assert write_warc(captures, file, now=NOW, software="Tests 1.0") == len(captures)
    return file.getvalue()


def back(*captures: Capture) -> list[object]:
    return list(read_archive(io.BytesIO(written(*captures)), name="export.warc.gz"))


# What HTTP allows in a head, and what a report can be: text that is not blank.
names = st.from_regex(r"[A-Za-z][A-Za-z-]{0,10}", fullmatch=True).filter(
    lambda name: not name.lower().startswith(("content-", "transfer-", "x-crawl-"))
)
values = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Z"]), max_size=20)
texts = st.text(min_size=1).map(lambda text: f"<p>{text}</p>".replace("\0", "").encode("utf-8", "replace"))
urls = st.from_regex(r"https://[a-z]{1,9}\.example/[a-z0-9/?=&%äß-]{0,20}", fullmatch=True)


@given(
    content=texts,
    url=urls,
    asked=urls,
    fetched=st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis takes the zone apart
    headers=st.lists(st.tuples(names, values), max_size=5),
)
def test_a_fetched_page_comes_back_equal(content, url, asked, fetched, headers):
    """Bytes, addresses, time to the microsecond, status and the head as the server sent it, its codings included."""
    page = capture(
        content,
        url=url,
        asked=asked,
        fetched=fetched,
        status=200,
        content_type="text/html",
        headers=(*SENT, *headers),
    )

    assert back(page) == [page]


@pytest.mark.parametrize(
    "known",
    [
        {"path": Path("/wire/2026-03/a b.xml"), "content_type": "text/xml"},
        {"path": Path("pages/ä.html")},
        {"path": Path("pages/\udcff.html")},
        {"url": "https://a.example/x", "asked": "https://a.example/x", "fetched": NOW},
        {},
    ],
    ids=["absolute", "relative", "not UTF-8", "no status", "nameless"],
)
def test_files_and_bare_bytes_come_back_equal(known):
    """A path as it was, an address without an answer, and bytes that have neither."""
    assert back(capture(**known)) == [capture(**known)]


def test_a_page_without_a_time_takes_the_time_of_writing_and_control_signs_leave_the_head():
    """What the format cannot hold is changed, never lost, and cannot add lines of its own."""
    page = capture(url="https://a.example/a b\r\nX: y", headers=(("x y", "1\r\nz: 2"), ("", "3")))

    (got,) = back(page)

    assert isinstance(got, Capture)
    assert (got.fetched, got.url) == (NOW, "https://a.example/a%20b%0D%0AX:%20y")
    assert (got.status, got.headers) == (200, (("x-y", "1 z: 2"), ("-", "3")))


def test_fastwarc_finds_every_record_and_every_digest_right():
    """One gzip member for each, lengths and digests of block and payload as FastWARC computes them."""
    content = written(
        capture(url="https://a.example/1", status=200, headers=SENT, fetched=NOW),
        capture(path=Path("a.txt")),
    )
    block, payload, kinds = [], [], []
    for record in ArchiveIterator(io.BytesIO(content), parse_http=False):
        kinds.append(record.record_type)
        block.append(record.verify_block_digest())
        if record.record_type == WarcRecordType.response:
            record.parse_http()
            payload.append((record.verify_payload_digest(), record.http_headers.get("content-length")))

    assert kinds == [WarcRecordType.warcinfo, WarcRecordType.response, WarcRecordType.resource]
    assert block == [True, True, True]
    assert payload == [(True, str(len(PAGE)))]
    assert content.count(b"\x1f\x8b\x08") == 3
    assert b"software: Tests 1.0" in gzip.decompress(content)


def test_the_same_captures_give_the_same_bytes():
    """Ids of records come of what is in them; a second export can be compared with the first."""
    pages = [capture(url="https://a.example/1", status=200), capture(url="https://a.example/1", status=200)]

    assert written(*pages) == written(*pages)
    ids = [r.record_id for r in ArchiveIterator(io.BytesIO(written(*pages)))]
    assert len(set(ids)) == 3


def test_a_time_without_a_zone_is_a_callers_bug():
    """No guess is made."""
    with pytest.raises(ValueError, match="zone"):
        write_warc([], io.BytesIO(), now=datetime(2026, 3, 2), software="x")  # noqa: DTZ001 - the bug itself
