"""Reports as JSON lines: what can be read is, what cannot is refused by its line with a remedy, and the rest goes on."""

from __future__ import annotations

import gzip
import json
import random
import time
from datetime import UTC, datetime

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.ingest import reports
from counterpoint.ingest.reports import read_reports
from counterpoint.types import Rejected
from counterpoint.types.stream import Item

FIRE = {"id": "a", "title": "Fire on a ferry", "text": "A fire broke out."}
NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


def line(**fields):
    """The report of the fire with other fields."""
    return json.dumps({**FIRE, **fields}).encode()


def read(*lines, known=None, step=None):
    """What the lines of one file give, handed over in pieces."""
    content = b"\n".join(lines)
    pieces = [content[n : n + step] for n in range(0, len(content), step)] if step else [content]
    return list(read_reports(pieces, "r.jsonl", {} if known is None else known))


def test_a_line_is_a_report():
    """With all that is known of it."""
    (item,) = read(
        line(
            url="https://www.hill.example/1",
            published="2031-05-04T12:00:00Z",
            language="en-GB",
            outlet="Hill Gazette",
        )
    )

    assert item == Item(
        id="a",
        title="Fire on a ferry",
        text="A fire broke out.",
        language="en",
        published=NOON,
        outlet="Hill Gazette",
        url="https://www.hill.example/1",
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2031-05-04T12:00:00Z", NOON),
        ("2031-05-04T14:00:00+02:00", NOON),
        ("2031-05-04T12:00:00", NOON),
        ("2031-05-04 12:00", NOON),
        ("2031-05-04", NOON.replace(hour=0)),
        ("Sun, 04 May 2031 13:00:00 +0100", NOON),
        (1935662400, NOON),
        (1935662400000, NOON),
        ("1935662400", NOON),
        (1935662400.0, NOON),
        (None, None),
        ("", None),
        (" ", None),
    ],
)
def test_a_time_is_read_in_every_common_form(written, meant):
    """ISO 8601, RFC 2822, seconds and milliseconds since 1970; without a zone it is UTC; none is none."""
    (item,) = read(line(published=written))

    assert item.published == meant


@pytest.mark.parametrize(
    ("given_", "id_", "number"), [(7, "7", True), (7.0, "7", True), (7.5, "7.5", True), ("7", "7", False), (-3, "-3", True)]
)  # fmt: skip
def test_a_number_is_an_id(given_, id_, number):
    """And it is remembered that it was one, so that it can be given back as it came."""
    known: dict[str, bool] = {}

    (item,) = read(line(id=given_), known=known)

    assert item.id == id_
    assert known == {id_: number}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "no JSON"),
        (b"id,title,text", "no JSON"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"a":' * 100_000, "nested too deep"),
        (b"[", "one array"),
        (b"[1]", "is an array"),
        (b"null", "no object"),
        (b'"x"', "no object"),
        (b"{}", "neither a title nor a text (its keys: none)"),
        (b'{"id": 1, "body": "x"}', "neither a title nor a text (its keys: id, body)"),
        (b'{"title": "x"}', "no id"),
        (line(id=None), "no id"),
        (line(id=True), "no id"),
        (line(id=[1]), "no id"),
        (b'{"id": NaN, "title": "x"}', "no id"),
        (b'{"id": Infinity, "title": "x"}', "no id"),
        (line(id=" "), "id is empty"),
        (line(id="x" * 1_001), "more than 1,000 characters"),
        (line(title=["x"]), "title is no text"),
        (line(text={"html": "x"}), "text is no text"),
        (line(published="yesterday"), "cannot be read ('yesterday')"),
        (line(published=1e300), "cannot be read"),
        (line(published=[2031]), "cannot be read"),
        (line(published=True), "cannot be read"),
        (b'{"id": "\xff\xfe"}', "not in UTF-8"),
        (b'{"id": 1' + b"0" * 5_000 + b', "title": "x"}', ""),
    ],
)  # fmt: skip
def test_a_line_that_is_no_report_is_refused_with_its_number_and_the_rest_goes_on(content, reason):
    """Each reason ends with what to do about it."""
    first, refused, last = read(line(), content, line(id="b"))

    assert (first.id, last.id) == ("a", "b")
    assert isinstance(refused, Rejected)
    assert refused.item == "r.jsonl:2"
    assert reason in refused.reason
    assert not reason or ";" in refused.reason


def test_an_id_given_twice_is_refused_the_second_time():
    """Across files too; 7 and "7" are one id."""
    known: dict[str, bool] = {}
    first = read(line(id=7), line(id="7"), known=known)
    second = read(line(id=7), line(id=8), known=known)

    assert [isinstance(x, Item) for x in (*first, *second)] == [True, False, False, True]
    assert "'7' was given before" in first[1].reason


@pytest.mark.parametrize(
    ("content", "title", "text"),
    [
        (line(text=None), "Fire on a ferry", ""),
        (line(title=None), "", "A fire broke out."),
        (b'{"id": 1, "title": "A", "text": NaN}', "A", ""),
        (b'{"id": 1, "title": "A\\ud800B", "text": "C\\u0000D"}', "AB", "CD"),
        (b'{"id": 1, "title": "A\x00B\tC", "text": "D"}', "AB C", "D"),
        (line(title=" A\n B\u200b "), "A B", "A fire broke out."),
        (line(title=1984), "1984", "A fire broke out."),
        (line(more={"of": [1, {}]}), "Fire on a ferry", "A fire broke out."),
        (line() + b"\r", "Fire on a ferry", "A fire broke out."),
    ],
)
def test_what_programs_commonly_write_is_read(content, title, text):
    """A headline or a text alone, NaN, lone surrogates, NUL, line breaks in titles, CRLF."""
    (item,) = read(content)

    assert (item.title, item.text) == (title, text)


def test_blank_lines_a_byte_order_mark_and_a_missing_last_line_end_are_nothing():
    """Lines are counted with the blank ones."""
    found = read(b"\xef\xbb\xbf" + line(), b"", b"  \r", b"{", b"")

    assert [getattr(x, "id", None) or x.item for x in found] == ["a", "r.jsonl:4"]


def test_a_file_in_utf_16_is_refused_once():
    """Not line by line."""
    (refused,) = read((line().decode() + "\n" + line(id="b").decode()).encode("utf-16"))

    assert "UTF-16" in refused.reason


@pytest.mark.parametrize("step", [1, 7, 1000])
@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
def test_packed_files_are_read_whatever_the_pieces(pack, step):
    """gzip and zstd, known by their first bytes."""
    content = pack(b"\n".join(line(id=n) for n in range(20)))

    found = list(read_reports([content[n : n + step] for n in range(0, len(content), step)], "r.gz", {}))

    assert [item.id for item in found] == [str(n) for n in range(20)]


def test_members_one_after_the_other_are_one_file():
    """As `cat a.gz b.gz` makes it."""
    content = b"".join(gzip.compress(line(id=n) + b"\n") for n in range(3))

    assert [item.id for item in read_reports([content], "r", {})] == ["0", "1", "2"]


def test_a_packed_file_that_breaks_off_gives_what_came_before():
    """And says where it broke."""
    noise = random.Random(1)
    lines = [line(id=n, text=str(noise.random())) for n in range(2_000)]
    content = gzip.compress(b"\n".join(lines))

    *items, refused = read_reports([content[: len(content) // 2]], "r.gz", {})

    assert len(items) > 100
    assert refused.item.startswith("r.gz:")
    assert "cannot be unpacked from here on" in refused.reason


def test_a_line_without_an_end_is_refused_in_bounded_memory(monkeypatch):
    """Its bytes are passed over as they come."""
    monkeypatch.setattr(reports, "MAX_BYTES", 10_000)
    endless = (b"x" * 1_000 for _ in range(100_000))

    def chunks():
        yield line() + b"\n"
        yield from endless
        yield b"\n" + line(id="b")

    first, refused, last = read_reports(chunks(), "r", {})

    assert (first.id, refused.item, last.id) == ("a", "r:2", "b")
    assert "longer than" in refused.reason


def test_a_bomb_of_blanks_ends():
    """200 MB of one line, packed a thousand to one: refused, not kept."""
    packer = zstandard.ZstdCompressor().compressobj()
    bomb = b"".join(packer.compress(b" " * 1_000_000) for _ in range(200)) + packer.flush()
    began = time.process_time()

    found = list(read_reports([bomb], "r", {}))

    assert [type(x) for x in found] == [Rejected]
    assert time.process_time() - began < 20


def test_no_time_and_no_url_can_break_it():
    """Addresses that are none, languages that are none."""
    (item,) = read(line(url="http://[::1", language="English (UK)", outlet=None))

    assert (item.url, item.language, item.outlet) == ("http://[::1", "und", None)


def test_the_host_stands_for_an_outlet_that_is_not_named():
    """Without its www."""
    (item,) = read(line(url="https://www.hill.example/1"))

    assert item.outlet == "hill.example"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys("id title text url published language outlet".split(), JSON)
)


@given(st.lists(FIELDS, max_size=4))
def test_any_object_is_a_report_or_a_refusal(found):
    """Whatever its fields hold, each line gives one of the two."""
    got = read(*(json.dumps(each).encode() for each in found), line(id="the last one"))

    assert len(got) == len(found) + 1
    assert got[-1].id == "the last one"


@given(st.lists(st.binary(max_size=40).filter(lambda b: b"\n" not in b and b.strip()), max_size=4))
def test_any_bytes_are_refused_line_by_line(lines):
    """None of them stops the next."""
    got = read(line(), *lines, line(id="b"))

    assert (got[0].id, got[-1].id) == ("a", "b")
    assert all(isinstance(x, Rejected) for x in got[1:-1])
