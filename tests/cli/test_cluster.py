"""`counterpoint cluster`: a file of reports in, a line for each out."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys

import pytest

from counterpoint.cli import main
from counterpoint.models.embedders import lexical_embedder

FERRY = (
    "The ferry Marie-Celine caught fire off the harbour of Port Orlen at dawn on Sunday. Two hundred passengers were taken "
    "off by fishing boats before the coast guard arrived. Captain Odd Falk said that the fire had begun in the engine room."
)
VOTE = (
    "The parliament of Tavel voted on Sunday to raise the tax on sugar by three points. Finance minister Ana Belrose called "
    "it a victory for children. The opposition of Egon Quint promised to ask the constitutional court."
)
LINES = [
    {
        "id": 1,
        "title": "Ferry Marie-Celine burns off Port Orlen",
        "text": FERRY,
        "published": "2031-05-04T06:00:00Z",
    },
    {
        "id": "v",
        "title": "Parliament of Tavel votes for sugar tax",
        "text": VOTE,
        "published": "2031-05-04T07:00:00Z",
    },
    {
        "id": 2,
        "title": "Ferry Marie-Celine burns off Port Orlen",
        "text": FERRY,
        "published": "2031-05-04T08:00:00Z",
    },
]


@pytest.fixture(autouse=True)
def words_alone(monkeypatch):
    """The encoder that needs no model: what is tested is the way, not the quality."""
    monkeypatch.setattr("counterpoint.models.choose_embedder", lexical_embedder)
    monkeypatch.setattr("counterpoint.models.choose_bridge", lambda _: None)


@pytest.fixture
def corpus(tmp_path):
    """A file of the three reports."""
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    return path


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_each_report_gets_a_line_in_the_same_order(corpus, capsys):
    """With exactly the keys that are promised; ids come back as they were given."""
    assert main(["cluster", str(corpus)]) == 0

    out, err = capsys.readouterr()
    found = lines(out)
    assert [list(f) for f in found] == [["id", "story", "copy_of", "copy_kind", "score"]] * 3
    assert [f["id"] for f in found] == [1, "v", 2]
    assert found[0]["story"] == found[2]["story"] != found[1]["story"]
    assert (found[2]["copy_of"], found[2]["copy_kind"]) == (1, "exact")
    assert (found[0]["copy_of"], found[0]["copy_kind"]) == (None, None)
    assert err.startswith("3 reports: 2 stories, 1 copies, 0 refused, ")


def test_the_same_file_gives_the_same_bytes(corpus, tmp_path):
    """Plain and packed, to standard output and to a file."""
    packed = tmp_path / "reports.jsonl.gz"
    packed.write_bytes(gzip.compress(corpus.read_bytes()))

    for name, source in (("a", corpus), ("b", corpus), ("c", packed)):
        assert main(["cluster", str(source), "--output", str(tmp_path / name), "--quiet"]) == 0

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == (tmp_path / "c").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b", "c", "reports.jsonl", "reports.jsonl.gz"]


def test_refused_lines_are_told_and_counted_and_the_rest_is_clustered(corpus, capsys):
    """Exit status 1 says that not all was read."""
    with corpus.open("a", encoding="utf-8") as file:
        file.write('{"id": 1, "title": "again"}\nno json\n')

    assert main(["cluster", str(corpus), "--quiet"]) == 1

    out, err = capsys.readouterr()
    assert len(lines(out)) == 3
    assert f"{corpus}:4: the id '1' was given before" in err
    assert f"{corpus}:5: the line is no JSON" in err
    assert "2 refused" in err


def test_many_refused_lines_are_not_all_told(tmp_path, capsys):
    """Twenty are; the summary has their number."""
    path = tmp_path / "bad.jsonl"
    path.write_text("x\n" * 500, encoding="utf-8")

    assert main(["cluster", str(path)]) == 1

    err = capsys.readouterr().err
    assert len(err.splitlines()) == 22
    assert "0 reports: 0 stories, 0 copies, 500 refused" in err


def test_standard_input_and_several_files_are_one_stream(corpus, tmp_path, capsys, monkeypatch):
    """In the order in which they are named."""
    more = tmp_path / "more.jsonl"
    more.write_text(json.dumps({**LINES[1], "id": "w"}) + "\n", encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(more.read_bytes())))

    assert main(["cluster", str(corpus), "-"]) == 0

    found = lines(capsys.readouterr().out)
    assert [f["id"] for f in found] == [1, "v", 2, "w"]
    assert found[3]["story"] == found[1]["story"]


def test_live_writes_lines_as_they_come_and_the_last_of_an_id_stands(corpus, capsys):
    """With no move they are the same lines."""
    assert main(["cluster", str(corpus)]) == 0
    whole = lines(capsys.readouterr().out)

    assert main(["cluster", str(corpus), "--live"]) == 0

    assert list({f["id"]: f for f in lines(capsys.readouterr().out)}.values()) == whole


def test_copies_and_the_window_can_be_set(corpus, capsys):
    """No copies are looked for where none are wanted."""
    assert main(["cluster", str(corpus), "--no-copies", "--window-days", "0.5"]) == 0

    assert all(f["copy_of"] is None for f in lines(capsys.readouterr().out))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["nowhere.jsonl"], "no such file"),
        (["."], "is a folder"),
        (["-", "-"], "name - once"),
        (["-", "--window-days", "0"], "--window-days takes more than 0"),
        (["-", "--window-days", "nan"], "--window-days takes more than 0"),
        (["-", "--output", "."], "is a folder; name a file in it"),
    ],
)
def test_what_cannot_end_well_is_said_before_any_work(options, said, tmp_path, monkeypatch, capsys):
    """One sentence, exit status 2."""
    monkeypatch.chdir(tmp_path)

    assert main(["cluster", *options]) == 2
    assert said in capsys.readouterr().err


def test_the_input_is_never_written_over(corpus, capsys):
    """Though the output names it."""
    before = corpus.read_bytes()

    assert main(["cluster", str(corpus), "--output", str(corpus)]) == 2

    assert corpus.read_bytes() == before
    assert "name another file" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_leaves_what_was_there(corpus, tmp_path, capsys):
    """A folder stands in the way of the part that is written first."""
    target = tmp_path / "out.jsonl"
    target.write_text("old", encoding="utf-8")
    (tmp_path / "out.jsonl.part").mkdir()

    assert main(["cluster", str(corpus), "--output", str(target)]) == 2

    assert target.read_text(encoding="utf-8") == "old"
    assert "cannot be written" in capsys.readouterr().err


def test_an_empty_file_gives_an_empty_one(tmp_path, capsys):
    """And no error."""
    path = tmp_path / "empty.jsonl"
    path.write_bytes(b"")

    assert main(["cluster", str(path)]) == 0
    assert capsys.readouterr().out == ""


def test_ids_that_are_no_utf_8_come_back_escaped(tmp_path, capsys):
    """Half a surrogate pair, as a program may have written it."""
    path = tmp_path / "odd.jsonl"
    path.write_text('{"id": "\\ud800", "title": "x"}\n{"id": "é\\u2028", "title": "y"}\n', encoding="utf-8")

    assert main(["cluster", str(path)]) == 0

    assert [f["id"] for f in lines(capsys.readouterr().out.replace("\u2028", "?"))] == ["\ud800", "é\u2028"]


def test_a_reader_that_has_seen_enough_is_no_error(corpus):
    """`counterpoint cluster ... | head -1`."""
    command = f"{sys.executable} -m counterpoint cluster {corpus} --live --no-copies --quiet | true"

    ended = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)

    assert "Traceback" not in ended.stderr
