"""`counterpoint compare`, as a newcomer and as an enemy would type it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from counterpoint.cli import main
from tests.documents import check_document

FIRE = """Fire at Hallam paper mill injures 12

By Ann Lee

A fire broke out at the Hallam paper mill on Monday 3 March 2025, injuring 12 workers, the fire brigade said. "We got \
everyone out within ten minutes," fire chief Dana Oakes told reporters. The mill employs 240 people.

Mayor Luis Ferran promised an inquiry. Three of the injured were taken to Saint Anne hospital on Monday evening.
"""
BLAZE = """<html lang="en"><head><title>Blaze at Hallam mill hurts 14</title></head><body><article>
<h1>Blaze at Hallam mill hurts 14</h1><p>Fourteen workers were hurt on Monday when the Hallam paper mill caught fire, the
police said. The mill, which employs 240 people, will stay closed until Friday, its owner said in a statement.</p>
<p>"We got everyone out within ten minutes," Dana Oakes, the fire chief, told reporters at the gate of the mill.</p>
</article></body></html>"""
VOTE = """Parliament passes fishing quota bill

By Jon Ek

Norway's parliament voted 88 to 71 on Thursday to cut the cod quota by a fifth. Fisheries minister Marit Vik said the \
stock could not take another year like this.

Fishermen's unions called the vote a betrayal and announced protests in Tromso, where most of the trawlers lie.
"""

FULL = [("json", 2, "No space")] if Path("/dev/full").exists() else []  # a device of Linux


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with two reports of one event, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fire.txt").write_text(FIRE, encoding="utf-8")
    (tmp_path / "blaze.html").write_text(BLAZE, encoding="utf-8")
    return tmp_path


def document(capsys, *arguments):
    assert main(["compare", *arguments, "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    check_document(made)
    return made


@pytest.mark.parametrize(
    ("form", "opening"),
    [("html", "<!DOCTYPE html>"), ("markdown", "# "), ("json", "{"), ("terminal", "\n")],
)
def test_every_format_goes_to_standard_output_and_to_a_file(desk, capsys, form, opening):
    """The same story; a folder that does not exist yet is made."""
    assert main(["compare", "fire.txt", "blaze.html", "--format", form]) == 0
    shown = capsys.readouterr().out
    assert (
        main(["compare", "fire.txt", "blaze.html", "--format", form, "--output", "new/folder/story.x"]) == 0
    )
    written = (desk / "new/folder/story.x").read_text(encoding="utf-8")

    for text in (shown, written):
        assert text.lower().startswith(opening.lower())
        assert "Hallam" in text
    assert "2 reports" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "opening"), [("s.html", "<!DOCTYPE"), ("s.md", "# "), ("s.json", "{")])
def test_the_suffix_of_the_output_decides_its_format(desk, name, opening):
    """As --format does, which wins."""
    assert main(["compare", "fire.txt", "--output", name]) == 0

    assert (desk / name).read_text(encoding="utf-8").lower().startswith(opening.lower())


def test_what_cannot_be_read_is_listed_and_the_rest_compared(desk, capsys):
    """One of everything that is no report, each with its reason."""
    bad = {
        "empty.txt": b"",
        "spaces.txt": b" \n\t ",
        "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "zipped.html": b"\x1f\x8b\x08\x00" + bytes(range(200)),
        "other.json": b'{"a": 1}',
        "half.json": b'{"headline": "x", ',
        "feed.xml": b"<rss><channel><title>x</title></channel></rss>",
        "deep.html": b"<div>" * 40_000 + FIRE.encode(),
        "line.txt": b"x" * 200_000,
        "faces.txt": "\N{GRINNING FACE}\N{FIRE} ".encode() * 200,
        "laughs.xml": b"<!DOCTYPE nitf [<!ENTITY a 'ha'>"
        + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
        + b"]><nitf><body><body.content><p>&m;</p></body.content></body></nitf>",
        "table.csv": b"1,2,3\n" * 9_000,
    }
    for name, content in bad.items():
        (desk / name).write_bytes(content)
    (desk / "hollow").mkdir()
    names = [*bad, "hollow/none.txt", "http://127.0.0.1:9/x", "ftp://a.example/x", "https://[/", ""]

    made = document(capsys, "fire.txt", *names)

    assert [a["title"] for a in made["articles"]] == ["Fire at Hallam paper mill injures 12"]
    assert {r["item"] for r in made["rejected"]} == {n for n in names if n}
    assert all(len(r["reason"]) > 15 for r in made["rejected"])


def test_nothing_readable_is_one_sentence_and_exit_status_2(desk, capsys):
    """Also an empty folder, and no traceback."""
    (desk / "hollow").mkdir()
    (desk / "empty.txt").write_bytes(b"")

    for names in (["empty.txt", "missing.txt"], ["hollow"], ["http://127.0.0.1/"]):
        assert main(["compare", *names]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith("counterpoint: ")
        assert said.err.count("\n") == 1


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_of_latin_text_are_read(desk, capsys, encoding):
    """With and without a mark at the start."""
    (desk / "odd.txt").write_bytes(FIRE.replace("Ann Lee", "René Lé").encode(encoding))

    (article,) = document(capsys, "odd.txt")["articles"]

    assert article["title"] == "Fire at Hallam paper mill injures 12"
    assert article["bylines"] == ["René Lé"]


@pytest.mark.parametrize(
    ("encoding", "text", "language"),
    [
        ("cp932", "製紙工場で火災\n\n月曜日、ハラムの製紙工場で火災が発生し、作業員12人が負傷したと消防が発表した。工場は金曜日まで閉鎖される見通しだ。", "ja"),
        ("gb18030", "造纸厂发生火灾\n\n周一，哈勒姆造纸厂发生火灾，消防部门称有十二名工人受伤。三名伤者被送往医院，工厂将关闭至周五。", "zh"),
        ("koi8-r", "Пожар на фабрике\n\nПожар на бумажной фабрике произошёл в понедельник. Пострадали двенадцать рабочих, сообщила пожарная служба города. Трое доставлены в больницу, фабрика закрыта до пятницы.", "ru"),
        ("cp1251", "Пожар на фабрике\n\nПожар на бумажной фабрике произошёл в понедельник. Пострадали двенадцать рабочих, сообщила пожарная служба города. Трое доставлены в больницу, фабрика закрыта до пятницы.", "ru"),
    ],
)  # fmt: skip
def test_encodings_of_other_scripts_are_told_from_the_bytes(desk, capsys, encoding, text, language):
    """Nothing declares them."""
    (desk / "odd.txt").write_bytes(text.encode(encoding))

    (article,) = document(capsys, "odd.txt")["articles"]

    assert article["language"] == language
    assert article["title"] == text.split("\n")[0]


def test_names_of_files_that_are_no_utf8_are_met(desk, capsys):
    """Old archives have them: read or refused, and shown with a sign in their place."""
    for name, content in ((b"caf\xe9.txt", FIRE.encode()), (b"\xff.txt", b"")):
        Path(os.fsdecode(bytes(desk) + b"/" + name)).write_bytes(content)

    assert main(["compare", ".", "--output", "story.json"]) == 0

    made = json.loads((desk / "story.json").read_text(encoding="utf-8"))
    assert {Path(a["path"]).name for a in made["articles"]} == {"caf?.txt", "fire.txt", "blaze.html"}
    assert [Path(r["item"]).name for r in made["rejected"]] == ["?.txt"]
    for form in ("html", "markdown", "terminal"):
        assert main(["compare", ".", "--format", form]) == 0


def test_the_same_report_twice_counts_once(desk, capsys):
    """Also by a name of its own: a copy in another folder is the same report."""
    (desk / "again").mkdir()
    (desk / "again" / "fire.txt").write_text(FIRE, encoding="utf-8")

    made = document(capsys, "fire.txt", "again/fire.txt", "./fire.txt")

    assert len(made["articles"]) == 1
    assert any("twice" in r["reason"] for r in made["rejected"])


def test_a_report_of_another_event_is_named(desk, capsys):
    """It is compared all the same; the reader is told."""
    (desk / "vote.txt").write_text(VOTE, encoding="utf-8")

    made = document(capsys, "fire.txt", "blaze.html", "vote.txt")

    (vote,) = [a["id"] for a in made["articles"] if "fishing" in a["title"]]
    assert [o["article"] for o in made["odd"]] == [vote]


def test_a_list_of_names_comes_from_standard_input(desk, capsys, monkeypatch):
    """Blank lines and comments are passed over."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("# the mill\nfire.txt\n\nblaze.html\n"))

    assert len(document(capsys, "-")["articles"]) == 2


def test_markup_of_a_report_is_no_markup_of_the_page(desk, capsys):
    """In title, byline, caption and structured data; nor do escape codes reach the terminal."""
    bad = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    shown = bad.replace("<", "&lt;").replace(">", "&gt;")
    data = json.dumps(
        {"@type": "NewsArticle", "headline": bad, "author": {"name": bad}, "url": "javascript:alert(3)"}
    )
    data = data.replace("</", "<\\/")
    page = BLAZE.replace("</head>", f'<script type="application/ld+json">{data}</script></head>')
    page = page.replace("hurts 14</h1>", f"hurts 14 {shown}</h1><p>By {shown}</p><figure><img src=x><figcaption>{shown}</figcaption></figure>")  # fmt: skip
    (desk / "bad.html").write_text(page, encoding="utf-8")
    (desk / "codes.txt").write_text(
        FIRE.replace("Hallam", "\x1b[31mHallam\x1b]0;x\x07 [bold]"), encoding="utf-8"
    )

    for form in ("html", "markdown", "terminal"):
        assert main(["compare", "bad.html", "codes.txt", "--format", form]) == 0
        out = capsys.readouterr().out
        assert "\x1b]" not in out
        assert form == "terminal" or ("<script>alert" not in out and "<img src=x" not in out)
        assert 'href="javascript' not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compare", "fire.txt", "--locale", "xx"], "xx"),
        (["compare", "fire.txt", "--output", "."], "is a folder"),
        (["compare", "fire.txt", "--output", "blaze.html/story.html"], "cannot be written"),
    ],
)
def test_a_mistake_is_one_sentence_with_exit_status_2(desk, capsys, arguments, said):
    """The remedy is in it."""
    assert main(arguments) == 2

    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err


def test_a_pipe_that_closes_early_is_no_error(desk):
    """`counterpoint ... | head -c 1`: no message, no traceback."""
    run = f"{sys.executable} -m counterpoint.cli compare fire.txt --format html | head -c 1"

    ended = subprocess.run(["bash", "-c", run], capture_output=True, text=True, check=False)

    assert ended.stdout == "<"
    assert ended.stderr == ""


@pytest.mark.parametrize(("form", "status", "said"), [("html", 0, ""), ("terminal", 0, ""), *FULL])
def test_standard_output_of_any_kind_is_met(desk, form, status, said):
    """One that reads ASCII only, and one that is full."""
    to = "/dev/full" if said else "out"
    run = f"{sys.executable} -m counterpoint.cli compare fire.txt --quiet --format {form} > {to}"

    ended = subprocess.run(
        ["bash", "-c", run],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == status
    assert said in ended.stderr
    assert ended.stderr.count("\n") == (1 if said else 0)


def test_the_locale_of_the_settings_holds_where_none_is_asked_for(desk, capsys, monkeypatch):
    """From the environment here; the flag wins."""
    monkeypatch.setenv("COUNTERPOINT_LOCALE", "xx")

    assert main(["compare", "fire.txt", "--locale", "en", "--format", "json"]) == 0
    assert main(["compare", "fire.txt"]) == 2
    assert "xx" in capsys.readouterr().err
