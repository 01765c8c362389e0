"""Files of outlets, as spreadsheets and programs write them."""

from __future__ import annotations

import json

import pytest

from counterpoint.ingest.outlets import MAX_BYTES, OutletFile, domain_in, read_outlets
from counterpoint.types import Outlet, Rejected

HILL = Outlet("hill.example", "Hill Gazette", "outlet", "FR", "Valley", ("fr", "en"), "Valley Media")


def read(text: str | bytes) -> OutletFile:
    found = read_outlets(text if isinstance(text, bytes) else text.encode(), name="outlets.csv")
    assert isinstance(found, OutletFile)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "domain,name,kind,country,region,languages,owner\nhill.example,Hill Gazette,outlet,FR,Valley,fr en,Valley Media\n",
        "Owner;NAME; Domain ;Country;Region;Languages\r\nValley Media;Hill  Gazette;https://www.Hill.example/;fr;Valley;fr|EN\r\n",
        "domain\tname\tcountry\tregion\tlanguages\towner\nhill.example.\tHill Gazette\tFR\tValley\tfr;en\tValley Media",
        '\ufeffdomain,name,country,region,languages,owner\n"hill.example","Hill Gazette",fr,Valley,"fr,en","Valley Media"\n',
        json.dumps(
            [
                {
                    "domain": "hill.example", "name": "Hill Gazette", "country": "FR", "region": "Valley",
                    "languages": ["fr", "en"], "owner": "Valley Media",
                }
            ]
        ),
        '{"domain": "hill.example", "name": "Hill Gazette", "country": "FR", "region": "Valley", "languages": "fr en", "owner": "Valley Media"}\n\n',
    ],
)  # fmt: skip
def test_one_outlet_in_every_form(text):
    """Columns in any order and case; commas, semicolons, tabs; JSON and JSON lines."""
    assert read(text) == OutletFile((HILL,), ())


def test_utf_16_as_spreadsheets_save_it_is_read():
    """With its mark."""
    assert read("domain,name\nhill.example,Échos\n".encode("utf-16")).outlets == (
        Outlet("hill.example", "Échos"),
    )


def test_what_is_wrong_with_a_row_is_said_with_its_line_and_the_others_are_read():
    """Nothing vanishes."""
    found = read(
        "domain,name,kind,country\nnot a domain,x,,\n,,,\nhill.example,,paper,\ndale.example,,,Germany\n"
        "bay.example,Bay,agency,de\nwww.bay.example,Bay again,,\n"
    )

    assert [o.domain for o in found.outlets] == ["bay.example"]
    assert [(r.item, r.reason) for r in found.rejected] == [
        ("outlets.csv:2", "'not a domain' is no domain: write it like example.org"),
        ("outlets.csv:3", "neither a domain nor a name"),
        ("outlets.csv:4", "the kind is outlet or agency, not 'paper'"),
        ("outlets.csv:5", "the country is two letters (ISO 3166-1), such as DE, not 'GERMANY'"),
        ("outlets.csv:7", "bay.example stands there twice; the first holds"),
    ]


@pytest.mark.parametrize("owner", ["", "-", "n/a", "Unknown", "INDEPENDENT", "none"])
def test_a_word_for_nobody_is_no_owner(owner):
    """Else all who write so would have one owner."""
    assert read(f"domain,owner\nhill.example,{owner}\n").outlets[0].owner == ""


def test_columns_that_are_not_known_are_named():
    """A misspelt column does not vanish either."""
    assert read("domain,ownr\nhill.example,X\n").passed_over == ("ownr",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "an empty file"),
        (b"\n \n", "an empty file"),
        (b"\xff\xfa\x00", "not UTF-8"),
        (b"title,url\nx,y\n", "no column domain or name"),
        (b"domain,Domain\nx,y\n", "have one name"),
        (b"[1, 2", "cannot be read"),
        (b'domain,name\nhill.example,"unclosed\n', "cannot be read"),
        (b"domain,name\nhill.example," + b"x" * 200_000, "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
        (b"a" * (MAX_BYTES + 1), "larger than"),
    ],
)
def test_what_is_no_file_of_outlets_is_refused_in_a_sentence(content, reason):
    """Empty, binary, other tables, broken, hostile."""
    found = read_outlets(content, name="x")

    assert isinstance(found, Rejected)
    assert reason in found.reason


def test_odd_rows_do_no_harm():
    """Numbers, lists, nothing; cells too many and too few."""
    found = read('[1, null, [], {"domain": ["x"]}, {"name": 7, "languages": {"a": 1}}]')
    ragged = read("domain,name\nhill.example\ndale.example,Dale,more,and more\n")

    assert [o.name for o in found.outlets] == ["7"]
    assert len(found.rejected) == 4
    assert [o.domain for o in ragged.outlets] == ["hill.example", "dale.example"]


@pytest.mark.parametrize(
    ("words", "domain"),
    [
        ("https://www.Hill.example:8080/a?b#c", "hill.example"),
        ("HILL.example.", "hill.example"),
        ("//hill.example", "hill.example"),
        ("zeitung-münchen.example", "xn--zeitung-mnchen-osb.example"),
        ("user@hill.example", "hill.example"),
        ("localhost", ""),
        ("hill", ""),
        ("http://[::1", ""),
        ("-hill.example", ""),
        ("a" * 300 + ".example", ""),
        ("hill .example", ""),
        ("", ""),
    ],
)
def test_a_domain_is_found_in_an_address(words, domain):
    """Or there is none."""
    assert domain_in(words) == domain


def test_affiliations_are_names_separated_by_semicolons_or_bars_or_a_list():
    """Each once however it is spelt, blanks and those that name nobody left out; a bound on how many."""
    cell = b'name,affiliations\nA,"Press Club; PRESS club. | Union, North; ; - "\nB,\n'
    listed = b'[{"name": "A", "affiliations": ["Press Club", 7, {}, null]}]'
    many = ("name,affiliations\nA," + "|".join(f"n{n}" for n in range(1000))).encode()

    assert [o.affiliations for o in read_outlets(cell, name="f").outlets] == [
        ("Press Club", "Union, North"),
        (),
    ]
    assert read_outlets(listed, name="f").outlets[0].affiliations == ("Press Club", "7")
    assert len(read_outlets(many, name="f").outlets[0].affiliations) == 20
