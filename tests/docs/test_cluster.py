"""The how-to about a corpus shows what the command does."""

from __future__ import annotations

import json
import re

from counterpoint.cli import main
from tests.docs.reference import ROOT

PAGE = (ROOT / "docs" / "how-to" / "cluster-a-corpus.md").read_text(encoding="utf-8")


def test_the_reports_of_the_page_give_what_it_says(tmp_path, monkeypatch):
    """The example run as shown: the first line as shown but for its score, and the third a cut copy of the first."""
    monkeypatch.chdir(tmp_path)
    given, shown = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "reports.jsonl").write_text(given, encoding="utf-8")
    (command,) = re.findall(r"^counterpoint (cluster reports.*)$", PAGE, re.MULTILINE)

    assert main(command.split()) == 0

    written = (tmp_path / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in written]
    assert found[0] == {**json.loads(shown), "score": found[0]["score"]}
    assert found[0]["story"] == found[2]["story"] != found[1]["story"]
    assert (found[2]["copy_of"], found[2]["copy_kind"]) == ("a1", "trimmed")


def test_the_pages_python_runs(capsys):
    """It prints a line for each report."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

    exec(code, {})

    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["a1", "a2"]
