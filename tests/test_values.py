"""Comparing values: which differences are contradictions."""

import math
from datetime import date

import pytest

from counterpoint.types import Granularity, Quantity, Span, TimeMention
from counterpoint.values import compare_quantities, compare_times

SPAN = Span("a", 0, 1)


def amount(low, high=None, unit="person", *, approximate=False, written=None, ordinal=False):
    high = low if high is None else high
    return Quantity(SPAN, "x", low, high, unit, approximate=approximate, written=written, ordinal=ordinal)


def when(value, earliest=None, latest=None, kind="DATE", granularity=Granularity.DAY, *, approximate=False):
    latest = latest or earliest
    return TimeMention(SPAN, "x", kind, value, granularity, None, earliest, latest, approximate)


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (amount(12), amount(12), "same"),
        (amount(12), amount(14), "conflict"),
        (amount(3, 12, "day", approximate=True), amount(6, 8, "day"), "precision"),
        (amount(45, 50, approximate=True), amount(47), "rounding"),
        (amount(15, math.inf), amount(17), "precision"),
        (amount(15, math.inf), amount(13), "conflict"),
        (amount(40, math.inf), amount(47, math.inf), "precision"),
        (amount(13, math.inf), amount(25, math.inf), "conflict"),
        (amount(5, unit="km"), amount(4.989, unit="km", written=3.1), "unit"),
        (amount(200), amount(197), "rounding"),
        (amount(3), amount(4), "conflict"),
        (amount(10, 14), amount(10, 15), "conflict"),
        (amount(10, 15), amount(12), "precision"),
        (amount(3), amount(3, unit="km"), "unrelated"),
        (amount(3, ordinal=True), amount(3), "unrelated"),
    ],
)
def test_quantities_conflict_only_when_no_reading_agrees(a, b, relation):
    """Bounds, vagueness, rounding and units explain most differences; what is left conflicts."""
    assert compare_quantities(a, b) == relation
    assert compare_quantities(b, a) == relation


THIRD, FOURTH = date(2024, 6, 3), date(2024, 6, 4)


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (when("2024-06-03", THIRD), when("2024-06-04", FOURTH), "conflict"),
        (when("2024-06-03", THIRD), when("2024-06-03", THIRD), "same"),
        (when("XXXX-WXX-3"), when("XXXX-WXX-4"), "conflict"),
        (when("XXXX-WXX-1"), when("2024-06-03", THIRD), "same"),
        (when("XXXX-06"), when("2024-06-03", THIRD), "precision"),
        (when("2024-06", date(2024, 6, 1), date(2024, 6, 30)), when("2024-06-04", FOURTH), "precision"),
        (when("2024-06-04T09", FOURTH, kind="TIME"), when("2024-06-04TMO", FOURTH, kind="TIME"), "precision"),
        (
            when("2024-06-04T09:00", FOURTH, kind="TIME"),
            when("2024-06-04T21:00", FOURTH, kind="TIME"),
            "conflict",
        ),
        (when("2024-06-03", THIRD, approximate=True), when("2024-06-04", FOURTH), "rounding"),
        (when("PAST_REF"), when("2024-06-04", FOURTH), "unrelated"),
        (when("PT60M", kind="DURATION"), when("PT1H", kind="DURATION"), "unit"),
        (when("PXM", kind="DURATION"), when("P10M", kind="DURATION"), "precision"),
        (when("P2D", kind="DURATION"), when("P5D", kind="DURATION"), "conflict"),
    ],
)
def test_times_conflict_only_when_the_calendar_keeps_them_apart(a, b, relation):
    """A day inside a month is detail; two days are a contradiction."""
    assert compare_times(a, b) == relation
    assert compare_times(b, a) == relation
