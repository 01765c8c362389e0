"""The documentation says what the code does."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.docs.reference import (
    COMMAND_LINE,
    CONFIGURATION,
    README,
    ROOT,
    TUTORIAL,
    command_line,
    configuration,
    readme,
    session,
    tutorial,
)

PAGES = [ROOT / n for n in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").rglob("*.md")
)


def test_the_command_line_reference_is_up_to_date():
    """`make docs` writes it again."""
    assert COMMAND_LINE.read_text(encoding="utf-8") == command_line()


def test_the_reference_of_the_settings_is_up_to_date():
    """Every setting with its default, its bounds and its variable; `make docs` writes it again."""
    assert CONFIGURATION.read_text(encoding="utf-8") == configuration()


def test_the_readmes_session_is_what_the_command_prints():
    """Word for word; `make docs` writes it again."""
    text = README.read_text(encoding="utf-8")

    assert readme(text, session()) == text


def test_what_the_tutorial_shows_is_what_is_printed():
    """Section by section; `make docs` writes it again."""
    text = TUTORIAL.read_text(encoding="utf-8")

    assert tutorial(text) == text


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(page):
    """Files and folders named by a link exist."""
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), target


def test_every_command_of_the_docs_is_one_the_parser_knows():
    """A flag that was renamed is found here."""
    known = command_line()
    for page in PAGES:
        for line in re.findall(
            r"^\s*(?:\$ )?counterpoint (\w+.*)$", page.read_text(encoding="utf-8"), re.MULTILINE
        ):
            command = line.split()[0]
            assert f"## {command}\n" in known, f"{page.name}: {line}"
            for flag in re.findall(r"--[a-z-]+", line):
                assert flag in known, f"{page.name}: {flag}"


def test_every_design_decision_is_numbered_once():
    """docs/design/NNNN-name.md, without gaps."""
    names = sorted(p.name for p in (ROOT / "docs" / "design").glob("*.md"))
    assert [int(n[:4]) for n in names] == list(range(1, len(names) + 1))


def test_no_tracked_file_names_a_package_index_or_a_path_of_one_machine():
    """The project installs from whatever index its user has."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    hosts = re.compile(r"p[y]pi\.(org|io)|pythonho[s]ted\.org|registry\.n[p]mjs|deb\.d[e]bian\.org")
    for name in filter(None, listed):
        path = Path(ROOT / name)
        if path.is_file() and path.suffix not in {".png", ".pdf"}:
            assert not hosts.search(path.read_text(encoding="utf-8", errors="replace")), name
