"""The command line as a whole: how it starts, what it says, how it ends."""

from __future__ import annotations

import argparse
import subprocess
import sys

import pytest

from counterpoint.cli import COMMANDS, main, parser
from counterpoint.errors import ConfigError


def test_every_command_has_a_parser_and_a_run():
    """In the order of COMMANDS, each with a sentence for --help and a description for the reference."""
    (commands,) = [a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)]

    assert [sub.get_default("run") for sub in commands.choices.values()] == [c.run for c in COMMANDS]
    assert len(commands._choices_actions) == len(COMMANDS)
    for sub, listed in zip(commands.choices.values(), commands._choices_actions, strict=True):
        assert listed.help
        assert sub.description.endswith(".")
        assert all(action.help for action in sub._actions)


@pytest.mark.parametrize(
    "typed", [["--help"], ["--version"], ["compare", "--help"], ["compare"], ["comparison"], []]
)
def test_help_and_a_wrong_word_wait_for_nothing_heavy(typed):
    """No engine, no store, no parser of foreign bytes, nothing of the network."""
    asked = (
        "import sys\nfrom counterpoint.cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print(*sys.modules)"
    )

    ended = subprocess.run(
        [sys.executable, "-c", asked, *typed], capture_output=True, text=True, check=True
    ).stdout
    loaded = {name.split(".")[0] for name in ended.splitlines()[-1].split()}

    assert not loaded & {"django", "numpy", "spacy", "lxml", "httpx", "structlog", "rich", "http", "asyncio"}
    ours = {name for name in ended.splitlines()[-1].split() if name.startswith("counterpoint.")}
    assert {n.split(".")[1] for n in ours} <= {"cli", "errors", "version"}


def test_debug_shows_the_traceback(tmp_path):
    """For a report of a bug; without it the same error is a sentence and exit status 2."""
    typed = ["preview", str(tmp_path / "nowhere")]

    assert main(typed) == 2
    with pytest.raises(ConfigError, match="nowhere"):
        main(["--debug", *typed])


def test_ctrl_c_is_said_and_exits_130(tmp_path, monkeypatch, capsys):
    """Without a traceback."""

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("http.server.ThreadingHTTPServer.serve_forever", stopped)

    assert main(["preview", str(tmp_path), "--port", "0"]) == 130
    assert capsys.readouterr().err == "counterpoint: stopped\n"


@pytest.mark.parametrize("module", ["counterpoint", "counterpoint.cli"])
def test_the_package_runs_as_a_module(module):
    """`python -m counterpoint` is the command."""
    ended = subprocess.run(
        [sys.executable, "-m", module, "--version"], capture_output=True, text=True, check=False
    )

    assert ended.returncode == 0
    assert ended.stdout.startswith("counterpoint ")
