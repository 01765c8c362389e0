"""Values and copies in words."""

from dataclasses import replace

import pytest

from counterpoint.render.i18n import interface
from counterpoint.render.words import copy_words, origin_name, said
from counterpoint.types import CopyKind, Value
from tests.render.sample import COPIES, ORIGINS, WIRE


@pytest.mark.parametrize(
    ("slot", "value", "display", "words"),
    [
        ("date", "2026-03-10", "Tuesday", "10 mars 2026"),
        ("date", "2026-03", "last month", "mars 2026"),
        ("date", "2026-03-10T07:40", "7:40 a.m.", "10 mars 2026, 07:40"),
        ("date", "2026-03-10TMO", "Tuesday morning", "10 mars 2026 (Tuesday morning)"),
        ("date", "1968", "1968", "1968"),
        ("date", "PRESENT_REF", "now", "now"),
        ("date", "Tuesday", "Tuesday", "Tuesday"),
        ("number", "2026", "two thousand", "two thousand"),
    ],
)
def test_dates_that_differ_are_said_so_that_they_can_be_compared(slot, value, display, words):
    """A weekday becomes its date, in the reader's language; other values stay the reports' words."""
    assert said(Value(value, display, ()), slot, interface("fr")) == words


def test_copies_say_their_direction_only_where_it_is_known():
    """A shared passage is never called a copy of the other."""
    ui = interface("en")

    assert copy_words(COPIES[0], WIRE, ui) == "Shortened copy of Meridian Wire (93% of the words match)"
    assert copy_words(replace(COPIES[0], directed=False), WIRE, ui).startswith("Shares text with")
    assert copy_words(replace(COPIES[0], kind=CopyKind.PASSAGE), WIRE, ui).startswith("Shares a passage with")


def test_an_origin_without_a_name_is_called_by_its_kind():
    """Nothing on the page is an empty line."""
    assert origin_name(replace(ORIGINS[4], name=""), interface("sw")) == "Taarifa rasmi"
