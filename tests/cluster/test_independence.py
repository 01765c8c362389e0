"""Which origins are one voice because of who owns them."""

from __future__ import annotations

import pytest

from counterpoint.cluster.independence import Control, controls, owners, unconfirmed, with_owners
from counterpoint.cluster.origins import find_origins
from counterpoint.types import AgencyCredit, MachineLabel, Outlet, Tie, TieKind, count_voices
from tests.make import report


def outlet(domain, *ties, **fields):
    return Outlet(domain, ties=tuple(Tie(TieKind(kind), other) for kind, other in ties), **fields)


def told(*reports, outlets):
    """The origins of reports without a word in common, with owners."""
    found = find_origins(reports, (), (), ())
    return with_owners(found, [r.article for r in reports], outlets).origins


A = report("Pier", "The pier is shut.", outlet="Hill Gazette", url="https://www.hill.example/pier")
B = report("Quay", "A fence went up.", outlet="Dale Post", url="https://news.dale.example/quay")
C = report("Bay", "Divers found cracks.", outlet="Bay Radio", url="https://bay.example/x")


def test_two_outlets_of_one_owner_are_one_voice():
    """Found by their hosts, a host of a known domain too; the owner's name may be spelt otherwise."""
    outlets = (outlet("hill.example", owner="Valley Media"), outlet("dale.example", owner="VALLEY media."))

    origins = told(A, B, C, outlets=outlets)

    assert [(o.name, o.owner, o.voice) for o in origins] == [
        ("Hill Gazette", "Valley Media", ""),
        ("Dale Post", "Valley Media", "o1"),
        ("Bay Radio", "", ""),
    ]
    assert count_voices(origins) == 2
    assert count_voices(origins, {"o1", "o2"}) == 1


def test_outlets_of_several_owners_and_of_none_stay_apart():
    """What is not known lowers nothing."""
    outlets = (outlet("hill.example", owner="X"), outlet("dale.example", owner="Y"), outlet("bay.example"))

    assert count_voices(told(A, B, C, outlets=outlets)) == 3
    assert count_voices(told(A, B, C, outlets=())) == 3


def test_addresses_that_are_none_are_met_with_the_outlets_name():
    """A broken address ends nothing; one in its own script is the domain it stands for."""
    odd = report("Pier", "Pier.", outlet="Hill Gazette", url="http://[::1")
    umlaut = report("Quay", "Quay.", outlet="Q", url="https://zeitung-münchen.example/x")
    outlets = (
        Outlet("hill.example", "Hill Gazette", owner="V"),
        outlet("xn--zeitung-mnchen-osb.example", owner="V"),
    )

    assert count_voices(told(odd, umlaut, outlets=outlets)) == 1


def test_files_without_an_address_are_found_by_their_outlets_name():
    """Unless two owners have outlets of that name."""
    a, b = (report(t, t, outlet=n) for t, n in (("Pier", "Hill Gazette"), ("Quay", "Dale Post")))
    one_owner = (Outlet("", "Hill Gazette", owner="V"), Outlet("", "Dale Post", owner="V"))
    two_of_a_name = (*one_owner, outlet("elsewhere.example", name="Dale Post", owner="W"))

    assert count_voices(told(a, b, outlets=one_owner)) == 1
    assert count_voices(told(a, b, outlets=two_of_a_name)) == 2


@pytest.mark.parametrize(
    ("ties", "counted"),
    [
        ([("a.example", "controlledby", "b.example")], [Control("b.example", "a.example", both=False)]),
        ([("b.example", "control", "a.example")], []),
        (
            [("a.example", "controlledby", "b.example"), ("b.example", "control", "a.example")],
            [Control("b.example", "a.example", both=True)],
        ),
        ([("a.example", "belongto", "b.example"), ("b.example", "member", "a.example")], []),
        ([("a.example", "vendor", "b.example"), ("b.example", "customer", "a.example")], []),
    ],
)
def test_control_counts_when_the_controlled_one_says_so(ties, counted):
    """Members and suppliers are no owners, and what only the owner says is anybody's word."""
    outlets = [outlet(domain, (kind, other)) for domain, kind, other in ties]

    assert list(controls(outlets)) == counted


def test_nobody_can_take_two_strangers_independence_by_claiming_both():
    """A site that says it controls two papers changes nothing; it is told apart as unconfirmed."""
    liar = outlet("liar.example", ("control", "hill.example"), ("control", "dale.example"))

    assert count_voices(told(A, B, outlets=(liar,))) == 2
    assert unconfirmed([liar]) == (("liar.example", "dale.example"), ("liar.example", "hill.example"))


def test_control_reaches_through_holdings_and_owners_named_by_an_outlets_name():
    """hill -> dale -> "Bay Group", which is bay.example; circles end."""
    outlets = (
        outlet("hill.example", ("controlledby", "dale.example")),
        outlet("dale.example", ("controlledby", "hill.example"), owner="Bay Group"),
        outlet("bay.example", name="Bay Group"),
    )

    assert set(owners(outlets)) == {"hill.example", "dale.example", "bay.example"}
    assert len(set(owners(outlets).values())) == 1
    assert count_voices(told(A, B, C, outlets=outlets)) == 1


def test_an_agencys_owner_is_its_own_not_that_of_who_prints_it():
    """Two papers of one house that both run an agency's copy are the agency."""
    credit = AgencyCredit("Meridian Press Agency", "(MPA)", copy=True)
    wire = report("Wire", "The pier is shut.", outlet="Hill Gazette", agency=credit)

    (origin,) = told(wire, outlets=(Outlet("", "Hill Gazette", owner="V"),))

    assert origin.owner == ""


def test_what_corroborates_nothing_never_stands_for_what_does():
    """A machine-written report of the same house comes first in the story."""
    label = MachineLabel("Written by AI", "en", "article")
    machine = report("M", "Blend.", outlet="Machine Desk", machine_labels=(label,))
    outlets = (Outlet("", "Machine Desk", owner="V"), outlet("hill.example", owner="V"))

    origins = told(machine, A, outlets=outlets)

    assert count_voices(origins) == 1
    assert [o.voice for o in origins] == ["", ""]
