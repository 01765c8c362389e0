"""Dates of feeds, in all their forms."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.ingest.feeddates import parse_feed_date


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Tue, 03 Mar 2026 10:20:30 GMT", (2026, 3, 3, 10, 20, 30)),
        ("Tue, 3 Mar 26 10:20 EST", (2026, 3, 3, 15, 20)),
        ("03 Mar 2026 10:20:30 +0530", (2026, 3, 3, 4, 50, 30)),
        ("Tue, Mar 3 2026 10:20:30 PDT", (2026, 3, 3, 17, 20, 30)),
        ("Tue, 03 Mar 2026", (2026, 3, 3)),
        ("Tue, 03 Mar 2026 10:20:30 GMT-05:00", (2026, 3, 3, 15, 20, 30)),
        ("Tue, 03 Mar 2026 10:20:30 Etc/GMT", (2026, 3, 3, 10, 20, 30)),
        ("Tue Mar  3 10:20:30 2026", (2026, 3, 3, 10, 20, 30)),
        ("Tue Mar  3 10:20:30 +0100 2026", (2026, 3, 3, 9, 20, 30)),
        ("2026-03-03T10:20:30Z", (2026, 3, 3, 10, 20, 30)),
        ("2026-03-03T10:20:30.123-03:00", (2026, 3, 3, 13, 20, 30)),
        ("2026-03-03 10:20:30", (2026, 3, 3, 10, 20, 30)),
        ("2026-03-03", (2026, 3, 3)),
        ("2026-03", (2026, 3, 1)),
        ("2026", (2026, 1, 1)),
        ("20260303", (2026, 3, 3)),
        ("2026-062", (2026, 3, 3)),
        ("2026-03-03T24:00:00Z", (2026, 3, 4)),
        ("Fri, 2026/03/03 08:19:53 EDT", (2026, 3, 3, 12, 19, 53)),
        ("Τρι, 03 Μάρ 2026 10:20:30 GMT", (2026, 3, 3, 10, 20, 30)),
        ("2026-március-3T10:20-02:00", (2026, 3, 3, 12, 20)),
        ("2026년 03월 03일  10:20:30", (2026, 3, 3, 1, 20, 30)),
        ("2026-03-03 오후 10:20:30", (2026, 3, 3, 13, 20, 30)),
        ("December 3, 2026 10:20 pm", (2026, 12, 3, 22, 20)),
    ],
)
def test_a_form_is_read(text, moment):
    """A zone is taken off; without one the date is UTC, the Korean forms Seoul's."""
    found = parse_feed_date(text)

    assert found is not None
    assert found.utctimetuple()[:6] == datetime(*moment, tzinfo=UTC).utctimetuple()[:6]
    assert found.utcoffset() is not None


@pytest.mark.parametrize(
    "text",
    ["", "soon", "Tue, 31 Feb 2026 10:00:00 GMT", "2026-13-01", "99:99", "0000-00-00T00:00:00Z", "1" * 500],
)
def test_what_is_no_date_is_none(text):
    assert parse_feed_date(text) is None


@given(st.text(max_size=60))
def test_no_text_raises(text):
    found = parse_feed_date(text)

    assert found is None or found.tzinfo is not None
