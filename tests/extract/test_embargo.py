from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from counterpoint.extract.embargo import UNTIL_LIFTED, noted_embargo
from tests.extract.pages import LEDE, read

SENT = datetime(2026, 4, 14, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("STRICTLY EMBARGOED. Not for public release until 12noon on Friday", UNTIL_LIFTED),
        ("Embargoed until 0001 GMT Wednesday April 15", datetime(2026, 4, 15, 0, 1, tzinfo=UTC)),
        (
            "Embargoed to 6pm BST 15 April 2026",
            datetime(2026, 4, 15, 18, tzinfo=timezone(timedelta(hours=1))),
        ),
        ("EMBARGO: 16 April", datetime(2026, 4, 16, tzinfo=UTC)),
        (
            "Sperrfrist: 15. Mai 2026, 18.00 Uhr MESZ",
            datetime(2026, 5, 15, 18, tzinfo=timezone(timedelta(hours=2))),
        ),
    ],
)
def test_notes_that_hold_a_report_back(line, until):
    """The end is read where it can be; else only the sender can lift it."""
    assert noted_embargo(["Eds: with photos", line], SENT) == until


@pytest.mark.parametrize(
    "line",
    [
        "Eds: UPDATES with details of the oil embargo",
        "Embargo lifted",
        "Sperrfrist aufgehoben",
        "With photos",
        "",
    ],
)
def test_other_notes_hold_nothing_back(line):
    """The word alone says nothing: trade has embargoes too."""
    assert noted_embargo([line], SENT) is None


def test_date_without_year_after_new_year_is_the_next_years():
    """An embargo never ends before the item was sent half a year ago."""
    assert noted_embargo(["Embargoed until 2 January"], datetime(2026, 12, 30, tzinfo=UTC)) == datetime(
        2027, 1, 2, tzinfo=UTC
    )


def test_report_about_an_embargo_is_free():
    """The report's own words are never looked at."""
    nitf = f"<nitf><body><body.head><hedline><hl1>Embargo on oil until May</hl1></hedline></body.head><body.content><p>{LEDE}</p></body.content></body></nitf>"

    assert read(nitf.encode()).embargo is None


def test_note_of_a_wire_item_is_its_embargo():
    """An item without the field says it to its editors."""
    nitf = f'<nitf><head><docdata><date.issue norm="20260414T090000Z"/><ed-msg info="Embargoed until 0600 GMT April 15"/></docdata></head><body><body.content><p>{LEDE}</p></body.content></body></nitf>'

    assert read(nitf.encode()).embargo == datetime(2026, 4, 15, 6, tzinfo=UTC)
