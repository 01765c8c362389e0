"""A web archive gives its pages; what is none, or is damaged, is refused by itself and the rest is read."""

from __future__ import annotations

import gzip
import io
import time
import zlib
from datetime import UTC, datetime

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.ingest.archives import is_archive, read_archive
from counterpoint.types import Capture, Rejected
from tests.ingest.warcs import ARC_HEAD, DATE, PAGE, arc, http, page, record, sha1

A, B, C = page("aa"), page("bb"), page("cc")
Z = gzip.compress


def read(content: bytes) -> list[Capture | Rejected]:
    return list(read_archive(io.BytesIO(content), name="small.warc"))


def told(content: bytes) -> list[str]:
    """The last letters of each page's address, or why a record gave none."""
    return [i.url[-2:] if isinstance(i, Capture) and i.url else i.reason for i in read(content)]  # type: ignore[union-attr]


def only(content: bytes) -> Capture | Rejected:
    (item,) = read(content)
    return item


def refused(content: bytes) -> str:
    item = only(content)
    assert isinstance(item, Rejected)
    return item.reason


def test_a_page_comes_with_all_that_the_archive_knows_of_it():
    """Address, time in UTC, status, type, head, and the words as the server sent them."""
    block = http(PAGE, "X-Robots-Tag: noarchive", 'ETag: "7"')

    got = only(record("<https://a.example/x y>", block, date="2026-03-02T11:15:00.25+01:00"))

    assert isinstance(got, Capture)
    assert (got.url, got.asked, got.name) == ("https://a.example/x%20y",) * 3
    assert got.content == PAGE
    assert got.fetched == datetime(2026, 3, 2, 10, 15, 0, 250_000, tzinfo=UTC)
    assert (got.status, got.content_type) == (200, "text/html")
    assert got.headers == (("Content-Type", "text/html"), ("X-Robots-Tag", "noarchive"), ("ETag", '"7"'))


@pytest.mark.parametrize(
    "content",
    [
        A + B + C,
        Z(A) + Z(B) + Z(C),
        Z(A + B + C),
        zstandard.compress(A) + zstandard.compress(B) + zstandard.compress(C),
        zstandard.ZstdCompressor().compress(A + B + C),
        A.replace(b"\r\n\r\n", b"\n\n", 1).replace(b"\r\nWARC-", b"\nWARC-") + B + C,
        A[:-4] + B[:-2] + C[:-4],
        Z(A[:300]) + Z(A[300:]) + Z(B) + Z(C),
        Z(A) + Z(B) + Z(C) + bytes(2000),
    ],
    ids=[
        "plain",
        "gz",
        "gz as one",
        "zst",
        "zst as one",
        "LF heads",
        "few line ends",
        "cut members",
        "padded",
    ],
)
def test_every_packing_gives_the_same_pages(content):
    """Not compressed, one member for each record, all in one, or members that end where they should not."""
    assert told(content) == ["aa", "bb", "cc"]


def test_a_dictionary_at_the_start_of_a_zst_is_used():
    """A skippable frame, itself compressed, as in archives of the IIPC's proposal."""
    words = zstandard.train_dictionary(400, [A, B, C] * 20)
    packed = zstandard.compress(words.as_bytes())
    frame = b"\x5d\x2a\x4d\x18" + len(packed).to_bytes(4, "little") + packed
    coder = zstandard.ZstdCompressor(dict_data=words)

    assert told(frame + coder.compress(A) + coder.compress(B)) == ["aa", "bb"]


def test_the_crawls_own_records_are_passed_over_and_others_give_their_text():
    """Requests, metadata and warcinfo are no reports; resources and texts made of pages are."""
    own = b"".join(
        record("https://a.example/", b"GET / HTTP/1.1\r\n\r\n", kind=k) for k in ("request", "metadata")
    )
    text = record("https://a.example/r1", b"Words of a page.", kind="conversion", media="text/plain")
    file = record("file:///wire/r2", b"Words of a file.", kind="resource", media="text/plain")

    first, second = read(own + text + file)

    assert isinstance(first, Capture)
    assert (first.url, first.content, first.status) == ("https://a.example/r1", b"Words of a page.", None)
    assert isinstance(second, Capture)
    assert (second.url, str(second.path), second.fetched) == (None, "/wire/r2", None)


def test_an_archive_without_a_page_says_so():
    """One sentence, since a name that gives nothing would vanish."""
    assert "1 records, none of them a page" in refused(record("https://a.example/", b"x", kind="request"))


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (http(status="404 Not Found"), "answered 404"),
        (http(status="301"), "a redirect (301)"),
        (http(b"", "Location: /there", status="302 Found"), "a redirect (302) to /there"),
        (http(status="304 Not Modified"), "answered 304"),
        (http(status="206 Partial Content"), "answered 206"),
        (http(b" \r\n"), "empty"),
        (http(kind="image/jpeg"), "a picture (image/jpeg)"),
        (http(kind="text/css; charset=utf-8"), "a stylesheet (text/css)"),
        (http(kind="application/javascript"), "a script"),
        (http(kind="font/woff2"), "a typeface"),
        (http(kind="video/mp4"), "a film"),
        (http(kind="application/pdf"), "a document"),
        (http(b"%PDF-1.7 ...", kind=""), "a document (PDF)"),
        (http(b"\x89PNG\r\n", kind="text/html"), "a picture (PNG)"),
        (http(b"\x01\x02\0\0words", kind="application/octet-stream"), "no text (application/octet-stream)"),
        (b"no head at all", "no HTTP response"),
        (b"", "no HTTP response"),
    ],
)
def test_what_is_no_page_is_refused_by_what_it_is(block, reason):
    """The type declared counts, and the bytes where it is wrong."""
    assert reason in refused(record("https://a.example/x", block))


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (("Content-Encoding: gzip",), Z(PAGE)),
        (("Content-Encoding: br",), brotli.compress(PAGE)),
        (("Content-Encoding: zstd",), zstandard.compress(PAGE)),
        (("Content-Encoding: deflate",), zlib.compress(PAGE)),
        (
            ("Transfer-Encoding: chunked",),
            b"4\r\n" + PAGE[:4] + b"\r\n%x;x=y\r\n" % len(PAGE[4:]) + PAGE[4:] + b"\r\n0\r\n\r\n",
        ),
        (("Transfer-Encoding: chunked",), PAGE),
        (("Content-Encoding: gzip",), PAGE),
        (("Content-Encoding: br",), PAGE),
    ],
)
def test_codings_come_off_also_where_the_crawler_took_them_off_before(fields, body):
    """The same page from each."""
    got = only(record("https://a.example/x", http(body, *fields), f"WARC-Payload-Digest: {sha1(body)}"))

    assert isinstance(got, Capture)
    assert got.content == PAGE


@pytest.mark.parametrize(
    ("fields", "body", "reason"),
    [
        ("Transfer-Encoding: chunked", b"40\r\n" + PAGE[:20], "last chunk is cut short"),
        ("Transfer-Encoding: chunked", b"4\r\nabcdefgh\r\n0\r\n\r\n", "chunks have wrong lengths"),
        ("Content-Encoding: gzip", Z(PAGE)[:-9], "ends too early"),
        ("Content-Encoding: rot13", b"\0\1", "unknown content coding"),
        ("Content-Encoding: gzip", Z(bytes(60_000_000)), "larger than"),
        ("Content-Encoding: zstd", zstandard.compress(bytes(60_000_000)), "decompression bomb"),
    ],
)
def test_broken_codings_and_bombs_are_refused(fields, body, reason):
    """And the record after them is read."""
    first, second = told(record("https://a.example/x", http(body, fields)) + B)

    assert reason in first
    assert second == "bb"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (A[:-60], "stated length is wrong"),
        (record("https://a.example/x", http(), length=30), "stated length is wrong"),
        (record("https://a.example/x", http(), length=len(http()) + 30), "stated length is wrong"),
        (record("https://a.example/x", http(), length=10**9), "ends too early"),
        (record("https://a.example/x", http(), length=-5), "no number: '-5'"),
        (record("https://a.example/x", http(), length="many"), "no number: 'many'"),
        (record("https://a.example/x", http(), length=10**30), "no number"),
        (record("https://a.example/x", http()).replace(b"Content-Length", b"X"), "missing"),
        (b"WARC/1.0\r\nX: " + b"y" * 200_000 + b"\r\n\r\n\r\n\r\n", "its head"),
        (b"lines that\r\n\r\nbelong to nothing\r\n\r\n", "no record"),
    ],
)
def test_after_a_damaged_record_reading_goes_on(bad, reason):
    """Not compressed: from the next record's start, also where a length leads past it. In members: from the next."""
    before, why, after = told(B + bad + C)
    assert (before, after) == ("bb", "cc")
    assert reason in why

    packed = told(Z(B) + Z(bad) + Z(C))
    assert (packed[0], packed[-1], len(packed)) == ("bb", "cc", 3)


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :]


@pytest.mark.parametrize("pack", [Z, zstandard.ZstdCompressor(write_checksum=True).compress])
def test_after_damaged_compression_reading_goes_on_at_the_next_member(pack):
    """Bytes changed, a member cut short, bytes that belong to none; a cut at the end is told with the page's address."""
    whole, other = pack(A), pack(B)
    for bad in (flipped(whole, len(whole) // 2), flipped(whole, len(whole) - 6), whole[:-20], b"rubbish"):
        got = told(other + bad + pack(C))
        assert (got[0], got[-1], len(got)) == ("bb", "cc", 3), bad

    long = record("https://a.example/long", http(bytes(range(256)) * 200))
    assert "https://a.example/long" in told(other + pack(long)[:-3])[1]


def test_a_file_whose_beginning_is_damaged_is_read_from_its_first_whole_record():
    """And says that something was lost."""
    assert told(flipped(Z(A), 40) + Z(B))[-1] == "bb"
    assert "beginning is damaged" in told(b"\0rubbish\n" + B)[0]


@pytest.mark.parametrize(
    "content", [b"", b"<html>WARC/1.0</html>", Z(b""), Z(PAGE), b"\x1f\x8b\x08", b"WARC", bytes(9000)]
)
def test_what_is_no_archive_is_refused_once(content):
    """Whatever it is."""
    assert "no web archive" in refused(content)
    assert not is_archive(io.BytesIO(content))


def test_digests_are_checked_and_named():
    """Of the block and of the payload, in Base32 or hexadecimal; one that cannot be read is none."""
    block = http()
    for field in ("WARC-Block-Digest", "WARC-Payload-Digest"):
        reason = refused(record("https://a.example/x", block, f"{field}: {sha1(b'other')}"))
        assert field in reason
    for right in (
        f"WARC-Block-Digest: {sha1(block)}",
        "WARC-Payload-Digest: sha1:" + "zz" * 20,
        "WARC-Block-Digest: x:y",
    ):
        assert isinstance(only(record("https://a.example/x", block, right)), Capture)


@pytest.mark.parametrize(
    "whole",
    [b"".join, lambda parts: b"".join(map(Z, parts)), lambda parts: Z(b"".join(parts))],
)
def test_a_revisit_is_the_page_it_repeats_at_its_own_time(whole):
    """Found by record id, by address and date, or by payload; its head counts where it was kept."""
    digest = f"WARC-Payload-Digest: {sha1(PAGE)}"
    first = record("https://a.example/x1", http(PAGE, "ETag: 1"), digest)
    by_digest = record(
        "https://a.example/x2", http(b"", "ETag: 2"), digest, kind="revisit", date="2026-04-01T00:00:00Z"
    )
    refers = ("WARC-Refers-To-Target-URI: https://a.example/x1", f"WARC-Refers-To-Date: {DATE}")
    by_date = record("https://a.example/x3", b"", *refers, kind="revisit")
    unknown = record("https://a.example/x4", b"", "WARC-Refers-To: <urn:uuid:0>", kind="revisit")

    got = read(whole([first, by_digest, by_date, unknown]))

    pages = [item for item in got if isinstance(item, Capture)]
    assert [(p.url, p.content, dict(p.headers)["ETag"]) for p in pages] == [
        ("https://a.example/x1", PAGE, "1"),
        ("https://a.example/x2", PAGE, "2"),
        ("https://a.example/x3", PAGE, "1"),
    ]
    assert pages[1].fetched == datetime(2026, 4, 1, tzinfo=UTC)
    assert isinstance(got[3], Rejected)
    assert "not at hand" in got[3].reason


def test_a_revisit_of_what_is_no_page_is_none_either():
    """It is refused for the same reason as its original; one whose payload differs is not believed."""
    digest = f"WARC-Payload-Digest: {sha1(PAGE)}"
    picture = record("https://a.example/p", http(PAGE, kind="image/png"), digest)
    again = record("https://a.example/q", b"", digest, kind="revisit")
    assert ["picture" in reason for reason in told(picture + again)] == [True, True]

    refers = ("WARC-Refers-To-Target-URI: https://a.example/aa", f"WARC-Refers-To-Date: {DATE}")
    other = record("https://a.example/q", b"", *refers, digest, kind="revisit")
    assert "WARC-Payload-Digest" in told(A + other)[1]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (page("aa", "WARC-Truncated: length"), "cut it short (WARC-Truncated: length)"),
        (page("aa", "WARC-Segment-Number: 1"), "cut into segments"),
        (record("https://a.example/x", b"more", kind="continuation"), "cut into segments"),
        (record("https://a.example/x", b"?", kind="thought"), "kind 'thought'"),
        (record("dns:a.example", b"a.example. 60 IN A 192.0.2.7", media="text/dns"), "of the kind dns:"),
        (record("urn:x:log", b"a crawl's log", kind="resource", media="text/plain"), "of the kind urn:"),
        (record("", http()), "missing"),
    ],
)
def test_records_that_are_no_whole_page_are_refused(content, reason):
    """Each by what it is."""
    assert reason in refused(content)


def test_a_record_larger_than_a_report_is_passed_over():
    """Not kept in memory, and what follows is read."""
    first, second = told(Z(record("https://a.example/x", http(bytes(11_000_000)))) + Z(B))

    assert "too large for a report" in first
    assert second == "bb"


def test_an_arc_gives_its_pages():
    """Version 1 and 2, blanks in an address, a wrong length; its own head is no report."""
    spaced = arc("http://a.example/a b", http())
    second = (
        f"http://a.example/v2 192.0.2.7 20140216050221 text/html 200 - - 0 small.arc {len(http())}\n".encode()
    )
    content = ARC_HEAD + spaced + arc("http://a.example/x", http(), length="abc") + second + http() + b"\n"

    one, bad, two = read(content)

    assert isinstance(one, Capture)
    assert (one.url, one.content) == ("http://a.example/a%20b", PAGE)
    assert one.fetched == datetime(2014, 2, 16, 5, 2, 21, tzinfo=UTC)
    assert isinstance(bad, Rejected)
    assert "no number: 'abc'" in bad.reason
    assert isinstance(two, Capture)
    assert two.url == "http://a.example/v2"
    assert [i.name for i in read(Z(ARC_HEAD) + Z(spaced)) if isinstance(i, Capture)] == [
        "http://a.example/a%20b"
    ]


@pytest.mark.parametrize(
    "tail",
    [b"\r\n" * 30_000_000, bytes(60_000_000)],
    ids=["line ends", "zeros"],
)
def test_a_member_that_swells_costs_little_and_the_next_is_read(tail):
    """60 kB that hold 60 MB: less than two seconds, and the record after it is there."""
    content = Z(A) + Z(B + tail) + Z(C)
    began = time.process_time()

    got = told(content)

    assert time.process_time() - began < 2.0
    assert (got[0], got[-1]) == ("aa", "cc")
    assert any("decompression bomb" in reason for reason in got)


def test_a_file_of_beginnings_without_end_is_given_up():
    """300,000 lines that look like a record's start: the first page, some refusals, and a word on the rest."""
    began = time.process_time()

    got = told(A + b"WARC/1.0\r\n" * 300_000)

    assert time.process_time() - began < 5.0
    assert got[0] == "aa"
    assert len(got) < 600
    assert "too many damaged records" in got[-1]


@settings(max_examples=60, deadline=None)
@given(
    cuts=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 12)), max_size=4),
    flips=st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 255)), max_size=4),
    pack=st.sampled_from([bytes, Z, zstandard.compress]),
)
def test_no_damage_stops_the_reading(cuts, flips, pack):
    """Any bytes changed or left out: an end is reached, and a page out of gzip is whole."""
    whole = bytearray(b"".join(pack(page(f"{n}{n}")) for n in range(6)))
    for at, value in flips:
        whole[at % len(whole)] ^= value
    for at, size in cuts:
        del whole[at % len(whole) : at % len(whole) + size]

    got = read(bytes(whole))

    assert got
    pages = {item.content for item in got if isinstance(item, Capture)}
    if pack is Z:  # its checksum vouches for every byte
        assert pages <= {b"<p>" + f"{n}{n}".encode() * 30 + b"</p>" for n in range(6)}


def test_a_file_that_is_not_there_and_a_stream_that_cannot_seek(tmp_path):
    """The first is refused, the second a caller's bug."""
    (item,) = read_archive(tmp_path / "none.warc", name="none.warc")
    assert isinstance(item, Rejected)

    stream = io.BytesIO(A)
    stream.seekable = lambda: False  # type: ignore[method-assign]
    with pytest.raises(ValueError, match="seekable"):
        next(read_archive(stream, name="x"))
