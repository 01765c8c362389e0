"""The names of months and weekdays kept here are those of CLDR."""

import pytest
from babel import Locale

from counterpoint.calendar_names import NAMES


@pytest.mark.parametrize("code", NAMES)
def test_names_are_those_of_babel(code):
    """When a new Babel changes a name, this fails, and the table follows."""
    for kept, calendar in zip(NAMES[code], (Locale.parse(code).months, Locale.parse(code).days), strict=True):
        widths = (calendar["format"][width] for width in ("abbreviated", "wide"))
        names = [name.casefold().rstrip(".") for width in widths for _, name in sorted(width.items())]

        assert kept.split("|") == names
