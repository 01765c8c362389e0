"""`counterpoint outlets` and `counterpoint compare --outlets`, as they are typed."""

from __future__ import annotations

import json

import pytest

from counterpoint.cli import main
from counterpoint.config import Settings
from counterpoint.desk import models
from counterpoint.desk.outlets import load_outlets
from counterpoint.errors import FetchError, FetchKind
from counterpoint.types import Capture, Outlet, Tie, TieKind

OUTLETS = "domain,name,country,languages,owner\nhill.example,Hill Gazette,FR,fr,Valley Media\n,Nameless,,,\n"


@pytest.fixture(autouse=True)
def the_tests_store(monkeypatch):
    """The command uses the store that the tests have open."""
    monkeypatch.setattr("counterpoint.cli.outlets.opened", lambda _: Settings())


def typed(capsys, *arguments, status=0):
    assert main(["outlets", *map(str, arguments)]) == status
    return capsys.readouterr()


@pytest.mark.django_db
def test_a_file_of_outlets_is_kept_and_listed(tmp_path, capsys):
    """What is new is added, what is there is renewed where the file says something; the rest is named."""
    models.Outlet.objects.create(domain="hill.example", name="as a page prints it", region="Valley")
    file = tmp_path / "outlets.csv"
    file.write_text(OUTLETS + "dale.example,Dale Post,Germany,,\n")

    said = typed(capsys, "import", file)

    assert said.out.startswith("0 outlets added, 1 known before; 1 without a domain left out")
    assert f"{file}:4: the country is two letters" in said.err
    (row,) = load_outlets()
    assert row == Outlet("hill.example", "Hill Gazette", "outlet", "FR", "Valley", ("fr",), "Valley Media")
    assert "Valley Media" in typed(capsys, "list").out
    assert "Hill Gazette" in typed(capsys, "list", "https://www.hill.example/").out
    assert "no such outlet" in typed(capsys, "list", "nowhere.example", status=2).out


@pytest.mark.django_db
def test_trust_txt_files_are_read_together_and_fill_in_owners(tmp_path, capsys):
    """What both say, what one says of itself, what one says of another, and what is no trust.txt."""
    for domain, text in (
        ("hill", "controlledby=valley.example"),
        ("bay", "controlledby=coast.example"),
        ("valley", "control=hill.example\ncontrol=dale.example"),
        ("club", "member=hill.example"),
        ("bad", "<html>not found"),
    ):
        (tmp_path / f"{domain}.example.txt").write_text(text)
    models.Outlet.objects.create(domain="valley.example", name="Valley Media")
    models.Outlet.objects.create(domain="bay.example", owner="Bay Trust")

    said = typed(capsys, "trust-txt", *sorted(tmp_path.iterdir()))

    assert said.out.splitlines() == [
        "bay.example: controlled by coast.example (it says so itself); kept: Bay Trust",
        "hill.example: controlled by Valley Media (both sides say so)",
        "dale.example: valley.example says that it controls it; unconfirmed, so it counts for nothing",
        "club.example: states 1 tie, none of which makes it another's",
    ]
    assert "bad.example: no trust.txt: it is a web page" in said.err
    assert {o.domain: o.owner for o in load_outlets() if o.owner} == {
        "hill.example": "Valley Media",
        "bay.example": "Bay Trust",
    }


@pytest.mark.django_db
def test_memberships_and_suppliers_are_kept_for_stories_and_said_with_whose_word_it_is(tmp_path, capsys):
    """A later file takes the place of an earlier one; what an association alone says of others is kept and ties nobody."""
    for domain, text in (
        ("hill", "belongto=club.example\nvendor=wire.example\ncontrolledby=valley.example"),
        ("dale", "belongto=club.example"),
        ("club", "member=hill.example\nmember=bay.example"),
    ):
        (tmp_path / f"{domain}.example.txt").write_text(text)

    said = typed(capsys, "trust-txt", *sorted(tmp_path.iterdir())).out.splitlines()

    assert "hill.example: belongs to club.example (both sides say so)" in said
    assert "hill.example: is supplied by wire.example (it says so itself: shown as such)" in said
    assert "dale.example: belongs to club.example (it says so itself: shown as such)" in said
    assert not any(line.startswith("bay.example") for line in said)
    kept = {o.domain: o.ties for o in load_outlets(owned=True)}
    assert kept["dale.example"] == (Tie(TieKind.BELONGS_TO, "club.example"),)
    assert {t.kind for t in kept["hill.example"]} == {TieKind.BELONGS_TO, TieKind.VENDOR}

    (tmp_path / "dale.example.txt").write_text("contact=mailto:desk@dale.example")
    typed(capsys, "trust-txt", tmp_path / "dale.example.txt")

    assert "dale.example" not in {o.domain for o in load_outlets(owned=True)}


@pytest.mark.django_db
def test_an_association_of_thousands_is_kept_and_said_in_a_few_lines(tmp_path, capsys):
    """Those of its members that say so themselves."""
    for n in range(60):
        (tmp_path / f"m{n}.example.txt").write_text("belongto=club.example")
    (tmp_path / "club.example.txt").write_text("".join(f"member=m{n}.example\n" for n in range(3000)))

    said = typed(capsys, "trust-txt", *tmp_path.iterdir()).out.splitlines()

    assert sum("both sides say so" in line for line in said) == 40
    assert "and 20 more ties" in said


@pytest.mark.django_db
def test_a_sites_trust_txt_is_asked_for_at_both_of_its_places(monkeypatch, capsys):
    """First at the root, then where well-known files stand; other errors are said."""
    asked = []

    class Fetcher:
        def __init__(self, **_):
            pass

        def fetch(self, url):
            asked.append(url)
            if "well-known" not in url:
                raise FetchError("not found", url=url, kind=FetchKind.STATUS, status=404)
            return Capture("x", b"controlledby=valley.example", url=url)

        def close(self):
            asked.append("closed")

    monkeypatch.setattr("counterpoint.ingest.http.HttpFetcher", Fetcher)

    said = typed(capsys, "trust-txt", "hill.example")

    assert asked == ["https://hill.example/trust.txt", "https://hill.example/.well-known/trust.txt", "closed"]
    assert said.out == "hill.example: controlled by valley.example (it says so itself)\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("import",), "needs a name"),
        (("trust-txt",), "needs a name"),
        (("import", "nowhere.csv"), "nowhere.csv cannot be read"),
        (("trust-txt", "nowhere"), "neither a file that is there nor"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(arguments, reason, capsys):
    """Exit status 2, no traceback."""
    said = typed(capsys, *arguments, status=2)

    assert said.err.startswith("counterpoint: ")
    assert reason in said.err
    assert said.err.count("\n") == 1


def two_pages(tmp_path):
    """Two papers with the same news in other words."""
    one, two = tmp_path / "one.html", tmp_path / "two.html"
    page = '<html lang="en"><head><meta property="og:site_name" content="{}"></head><body><article><h1>{}</h1>{}</article></body></html>'
    one.write_text(
        page.format(
            "Hill Gazette",
            "Paper mill burns in Hallam",
            "<p>A fire destroyed the Hallam paper mill on Monday. Twelve workers were injured in the fire.</p>"
            "<p>Our reporter counted nine fire engines at the gate, and smoke stood over the river until the evening bells. The "
            "old chimney fell at four.</p>",
        )
    )
    two.write_text(
        page.format(
            "Dale Post",
            "Hallam: mill is lost to flames",
            "<p>Twelve workers were injured when the Hallam paper mill burned on Monday. Nobody died.</p>"
            "<p>People from the houses behind the yard spent the night in a school gymnasium, where a choir sang and the baker "
            "brought all that was left of his bread.</p>",
        )
    )
    return str(one), str(two)


def test_compare_shows_what_two_outlets_share(tmp_path, capsys):
    """An association that a file of outlets names ties the origins and lowers nothing."""
    outlets = tmp_path / "outlets.csv"
    outlets.write_text("name,affiliations\nHill Gazette,Press Club; Lake Union\nDale Post,PRESS CLUB | -\n")

    assert (
        main(["compare", *two_pages(tmp_path), "--quiet", "--outlets", str(outlets), "--format", "json"]) == 0
    )
    story = json.loads(capsys.readouterr().out)

    assert [(a["name"], a["origins"], a["claimed"]) for a in story["affiliations"]] == [
        ("Press Club", ["o1", "o2"], [])
    ]
    assert "2 reports and 2 independent origins" in story["brief"]["label"]


def test_compare_counts_two_outlets_of_one_owner_once(tmp_path, capsys):
    """Two papers with the same news in other words: corroborated, until one owner is known to have both."""
    owners = tmp_path / "outlets.csv"
    owners.write_text("name,owner\nHill Gazette,Valley Media\nDale Post,Valley Media\n")
    call = ["compare", *two_pages(tmp_path), "--format", "json", "--quiet"]

    assert main(call) == 0
    apart = json.loads(capsys.readouterr().out)
    assert main([*call, "--outlets", str(owners)]) == 0
    together = json.loads(capsys.readouterr().out)

    assert [c["status"] for c in apart["claims"]].count("corroborated") > 0
    assert [c["status"] for c in together["claims"]].count("corroborated") == 0
    assert [(o["owner"], o["voice"]) for o in together["origins"]] == [
        ("Valley Media", None),
        ("Valley Media", "o1"),
    ]
    assert "2 reports and 1 independent origin" in together["brief"]["label"]
