"""What a bare report says of its own words: its agency, and which lines are its account."""

import pytest

from counterpoint.run.wording import worded
from counterpoint.types.stream import Item

ACCOUNT = (
    "Divers found cracks in nine piles of the old pier, the harbour master said on Monday.",
    "The ferry leaves from the northern quay until the engineers have looked at the rest.",
)


def told(*lines, **fields):
    found = worded(Item("a", "Pier closed", "\n".join(lines), "en", **fields))
    return found, [found.text[start:end] for start, end in found.account]


@pytest.mark.parametrize(
    ("lines", "agency"),
    [
        (("MARROW BAY (Reuters) - " + ACCOUNT[0], ACCOUNT[1]), "Reuters"),
        ((*ACCOUNT, "(AFP)"), "AFP"),
        ((*ACCOUNT, "Reuters contributed to this report."), None),
        ((ACCOUNT[0], "The mayor told Reuters that nobody was hurt."), None),
        (ACCOUNT, None),
    ],
)
def test_a_credit_for_the_whole_names_the_agency(lines, agency):
    """Not a contribution, nor a remark that was made to it."""
    assert told(*lines)[0].agency == agency


def test_an_agency_that_is_known_stays_and_the_outlet_has_its_usual_name():
    found, _ = told(*ACCOUNT, agency="Meridian Press Agency", outlet="The Associated Press")

    assert (found.agency, found.outlet) == ("Meridian Press Agency", "Associated Press")


@pytest.mark.parametrize(
    "notice",
    [
        "Sign up for our newsletter. By signing up you agree to our terms. This is read by many.",
        "This is a developing story and will be updated.",
        "You have read 3 of 5 free articles this month.",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "Abonnez-vous à notre lettre.",
        "AP contributed to this report.",
        "© 2031 The Courier. All rights reserved.",
    ],
)
def test_notices_are_no_part_of_the_account(notice):
    """On lines of their own, before or after it, or at the end of its last line."""
    assert told(*ACCOUNT, notice)[1] == list(ACCOUNT)
    assert told(notice, *ACCOUNT)[1] == list(ACCOUNT)


def test_a_notice_at_the_end_of_the_last_line_is_none_either():
    _, account = told(ACCOUNT[0], ACCOUNT[1] + " Follow us on Facebook. All rights reserved.")

    assert [line.strip() for line in account] == list(ACCOUNT)


def test_news_that_sounds_like_a_notice_stays():
    """Within a paragraph, or in the middle of a long report."""
    lines = [f"Paragraph {n} of the report tells what the divers saw in the water." for n in range(40)]
    lines[20] = "Sign up sheets hung at the gate of the pier before noon."
    inside = "The union said that readers may follow us on the march. It begins at nine."

    assert told(*lines)[1] == lines
    assert told(inside, *ACCOUNT)[1] == [inside, *ACCOUNT]


@pytest.mark.parametrize(
    "odd", ["", "\n\n", "\ud800", "x" * 300_000, "©\n" * 30_000, "(" * 5_000, ". " * 50_000]
)
def test_odd_texts_pass(odd):
    """Never an error; spans stay within the text."""
    found = worded(Item("a", "", odd))

    assert all(0 <= start < end <= len(odd) for start, end in found.account)
