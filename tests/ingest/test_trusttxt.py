"""trust.txt, as publishers write it and as enemies would."""

from __future__ import annotations

import pytest

from counterpoint.ingest.trusttxt import MAX_BYTES, MAX_TIES, TrustFile, parse_trust
from counterpoint.types import Rejected, Tie, TieKind


def parse(text: str) -> TrustFile:
    found = parse_trust(text.encode(), domain="hill.example")
    assert isinstance(found, TrustFile)
    return found


def test_every_attribute_of_the_form_is_read():
    """Ties to others apart from what it says of itself."""
    found = parse(
        """# Hill Gazette trust.txt
member=https://www.member.example/
belongto=https://association.example/
control=https://paper.example/
controlledby=https://valley.example/
vendor=https://wire.example/
customer=https://reader.example/
social=https://net.example/@hill
contact=mailto:desk@hill.example
disclosure=https://hill.example/ethics#owners
datatrainingallowed=no
"""
    )

    assert found.ties == (
        Tie(TieKind.HAS_MEMBER, "member.example"),
        Tie(TieKind.BELONGS_TO, "association.example"),
        Tie(TieKind.CONTROLS, "paper.example"),
        Tie(TieKind.CONTROLLED_BY, "valley.example"),
        Tie(TieKind.VENDOR, "wire.example"),
        Tie(TieKind.CUSTOMER, "reader.example"),
    )
    assert found.social == ("https://net.example/@hill",)
    assert found.contact == ("mailto:desk@hill.example",)
    assert found.disclosure == ("https://hill.example/ethics#owners",)
    assert found.training is False
    assert found.passed_over == 0
    assert found.outlet().ties == found.ties


@pytest.mark.parametrize(
    "line",
    [
        "controlledby=https://valley.example/",
        "  ControlledBy = valley.example  # our owner",
        "CONTROLLEDBY=HTTPS://WWW.VALLEY.EXAMPLE",
        "controlledby: https://valley.example/about",
        "\ufeffcontrolledby=https://valley.example/\r",
        "controlledby=https://valley.example/\ncontrolledby=http://valley.example",
    ],
)
def test_slips_in_the_form_are_forgiven(line):
    """Case, blanks, a colon, bare domains, comments, a mark at the start, the same twice."""
    assert parse(line).ties == (Tie(TieKind.CONTROLLED_BY, "valley.example"),)


def test_what_the_form_does_not_know_is_counted():
    """Nothing vanishes."""
    found = parse("controlledby=valley.example\nbelongsto=typo.example\nhello\nmember=\n")

    assert found.passed_over == 3


def test_nobody_controls_itself_and_what_is_no_domain_ties_to_nobody():
    """Its own address, words, an address without a host."""
    found = parse("social=x\ncontrol=https://www.hill.example/\ncontrol=our papers\nmember=http://[::1\n")

    assert found.ties == ()


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [(("yes",), True), (("No",), False), (("yes", "no"), False), (("maybe",), None), ((), None)],
)
def test_training_is_allowed_only_where_nothing_says_otherwise(lines, allowed):
    """Said both ways, the word that protects the publisher holds."""
    text = "social=x\n" + "".join(f"datatrainingallowed={line}\n" for line in lines)

    assert parse(text).training is allowed


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no line of it"),
        (b"# only a comment\n", "no line of it"),
        (b"Page not found", "no line of it"),
        (b"  <!DOCTYPE html><html>control=x.example</html>", "web page"),
        (b"\x00\x01control=x.example", "not text"),
        (b"control=x.example\n" * (MAX_BYTES // 10), "larger than"),
    ],
)
def test_what_is_no_trust_txt_is_refused(content, reason):
    """A site's own error page, bytes, a flood."""
    found = parse_trust(content, domain="hill.example")

    assert isinstance(found, Rejected)
    assert reason in found.reason


def test_hostile_sizes_are_bounded():
    """A line of a megabyte, more members than anybody has, bytes that are no UTF-8."""
    long = parse_trust(b"social=x\ncontrol=" + b"a." * 400_000 + b"example", domain="hill.example")
    many = parse("".join(f"member=m{n}.example\n" for n in range(MAX_TIES + 10)))
    latin = parse_trust("member=hafen.example\ncontact=Köln".encode("latin-1"), domain="hill.example")

    assert isinstance(long, TrustFile)
    assert long.ties == ()
    assert len(many.ties) == MAX_TIES
    assert many.passed_over == 10
    assert isinstance(latin, TrustFile)
