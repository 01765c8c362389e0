"""What outlets behind a story's origins share beside an owner."""

from __future__ import annotations

import pytest

from counterpoint.cluster.affiliations import memberships, with_affiliations
from counterpoint.cluster.independence import SUPPLIED_SHARE, with_owners
from counterpoint.cluster.origins import find_origins
from counterpoint.types import (
    Affiliation,
    AffiliationKind,
    Copy,
    CopyKind,
    Outlet,
    Tie,
    TieKind,
    count_voices,
)
from tests.make import report

MEMBERS, SUPPLIED = AffiliationKind.MEMBERS, AffiliationKind.SUPPLIED
A = report("Pier", "The pier is shut.", outlet="Hill Gazette", url="https://www.hill.example/pier")
B = report("Quay", "A fence went up.", outlet="Dale Post", url="https://news.dale.example/quay")
C = report("Bay", "Divers found cracks.", outlet="Bay Radio", url="https://bay.example/x")


def outlet(domain, *ties, **fields):
    return Outlet(domain, ties=tuple(Tie(TieKind(kind), other) for kind, other in ties), **fields)


def tied(*outlets, reports=(A, B, C)):
    """The affiliations of a story of reports without a word in common, and how many voices it has."""
    articles = [r.article for r in reports]
    found = with_owners(find_origins(reports, (), (), ()), articles, outlets)
    found = with_affiliations(found, articles, outlets)
    return found.affiliations, count_voices(found.origins)


CLUB = outlet("club.example", ("member", "hill.example"), ("member", "dale.example"), name="Press Club")


def test_two_members_of_one_association_are_told_and_stay_two():
    """Both sides say so: the members in their files, the association in its own."""
    found, voices = tied(
        outlet("hill.example", ("belongto", "club.example")),
        outlet("dale.example", ("belongto", "club.example")),
        CLUB,
    )

    assert found == (Affiliation(MEMBERS, "Press Club", "club.example", ("o1", "o2")),)
    assert voices == 3


def test_a_member_that_the_association_does_not_list_is_told_apart():
    """Whoever boasts of a membership stands beside it with its own word alone."""
    found, _ = tied(
        outlet("hill.example", ("belongto", "club.example")),
        outlet("bay.example", ("belongto", "club.example")),
        CLUB,
    )

    assert found == (Affiliation(MEMBERS, "Press Club", "club.example", ("o1",), ("o3",)),)


def test_who_lists_others_as_its_members_ties_nobody():
    """Else one file could write its name on every page."""
    liar = outlet("liar.example", *(("member", d) for d in ("hill.example", "dale.example", "bay.example")))

    assert tied(liar) == ((), 3)
    assert memberships([liar]) == {}


def test_a_file_of_outlets_names_associations_however_they_are_spelt():
    """Case and punctuation make no other association; where its domain is known they are one with a trust.txt's."""
    found, _ = tied(
        outlet("hill.example", affiliations=("Press Club",)),
        outlet("dale.example", affiliations=("PRESS-CLUB!",)),
        outlet("bay.example", ("belongto", "club.example")),
        outlet("club.example", name="The Press Club"),
    )
    known, _ = tied(
        outlet("hill.example", affiliations=("Press Club",)),
        outlet("bay.example", ("belongto", "club.example")),
        outlet("club.example", name="press club"),
    )

    assert found == (Affiliation(MEMBERS, "Press Club", "", ("o1", "o2")),)
    assert known == (Affiliation(MEMBERS, "press club", "club.example", ("o1",), ("o3",)),)


def test_circles_of_members_end():
    """Each says that it belongs to the other, and to itself."""
    found, voices = tied(
        outlet("hill.example", ("belongto", "dale.example"), ("member", "dale.example")),
        outlet("dale.example", ("belongto", "hill.example"), ("member", "hill.example")),
        outlet("bay.example", ("belongto", "bay.example"), affiliations=("bay.example",)),
    )

    assert {(a.domain, a.origins) for a in found} == {
        ("hill.example", ("o1", "o2")),
        ("dale.example", ("o1", "o2")),
    }
    assert voices == 3


def test_outlets_of_one_owner_share_nothing_that_is_worth_a_word():
    """They are one voice; the other member is told with both."""
    owned = [outlet(d, affiliations=("Press Club",), owner="V") for d in ("hill.example", "dale.example")]

    assert tied(*owned) == ((), 2)
    (found,), voices = tied(*owned, outlet("bay.example", affiliations=("press club",)))
    assert found.origins == ("o1", "o2", "o3")
    assert voices == 2


def test_a_name_that_two_outlets_have_belongs_only_where_both_do():
    """A report that is a file, of an outlet whose name is not unique."""
    loose_file = report("Pier", "The pier is shut.", outlet="Hill Gazette")
    one = outlet("hill.example", name="Hill Gazette", affiliations=("Club",))
    two = outlet("hill.test", name="Hill Gazette")
    other = outlet("dale.example", affiliations=("Club",))

    assert tied(one, two, other, reports=(loose_file, B))[0] == ()
    assert tied(one, other, reports=(loose_file, B))[0][0].origins == ("o1", "o2")


COMMON = (
    "Engineers closed the eastern gate at dawn and lowered two steel beams into the channel while "
    "tugs held the drifting barge against the stream until the chain was fast again."
)
REMARK = f"“{COMMON}”"


def supplied(common, *outlets, share=SUPPLIED_SHARE):
    """The voices of two reports with a passage in common, none of which is the other's as a whole."""
    one = report("Pier", common, "Our own part of it.", outlet="H", url="https://hill.example/1")
    two = report("Gate", common, "Something else was seen.", outlet="D", url="https://dale.example/1")
    articles = [one.article, two.article]
    pair = tuple(a.span(a.text.index(common), a.text.index(common) + len(common)) for a in articles)
    copy = Copy((one.article.id, two.article.id), False, CopyKind.PASSAGE, (pair,), share, "shares a passage")
    found = find_origins((one, two), (copy,), (), ())
    return count_voices(with_owners(found, articles, outlets, (copy,)).origins)


BOTH = (
    outlet("hill.example", ("vendor", "wire.example")),
    outlet("dale.example", ("vendor", "wire.example")),
)


def test_a_supplier_that_both_name_and_its_words_make_one_voice():
    """Also where the one supplies the other."""
    assert supplied(COMMON, *BOTH) == 1
    assert supplied(COMMON, outlet("hill.example", ("vendor", "dale.example"))) == 1


@pytest.mark.parametrize(
    ("common", "outlets", "share"),
    [
        (COMMON, (), 0.3),  # no supplier: the passage alone rests on one of them
        (COMMON, BOTH[:1], 0.3),  # only one names it
        (COMMON, BOTH, SUPPLIED_SHARE / 2),  # a little of it
        (REMARK, BOTH, 0.3),  # what somebody said, which both may have heard
        (COMMON, (outlet("wire.example", ("customer", "hill.example"), ("customer", "dale.example")),), 0.3),
    ],
)
def test_a_supplier_without_its_words_or_words_without_a_supplier_leave_two(common, outlets, share):
    """Who says "I supply X" is not believed."""
    assert supplied(common, *outlets, share=share) == 2


def test_a_common_supplier_is_shown():
    """It says where further words in common may come from."""
    found, voices = tied(*BOTH, outlet("wire.example", ("customer", "hill.example"), name="Wire"))

    assert found == (Affiliation(SUPPLIED, "Wire", "wire.example", ("o1",), ("o2",)),)
    assert voices == 3
