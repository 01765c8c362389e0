"""`counterpoint outlets` and `counterpoint compare --outlets`, as they are typed."""

from __future__ import annotations

import json

import pytest

from counterpoint.cli import main
from counterpoint.config import Settings
from counterpoint.desk import models
from counterpoint.desk.outlets import load_outlets
from counterpoint.errors import FetchError, FetchKind
from counterpoint.types import Capture, Outlet

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


def test_compare_counts_two_outlets_of_one_owner_once(tmp_path, capsys):
    """Two papers with the same news in other words: corroborated, until one owner is known to have both."""
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
    owners = tmp_path / "outlets.csv"
    owners.write_text("name,owner\nHill Gazette,Valley Media\nDale Post,Valley Media\n")
    call = ["compare", str(one), str(two), "--format", "json", "--quiet"]

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
