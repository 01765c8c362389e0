"""The public API: every name is there, documented, and cheap until it is used."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import counterpoint

REFERENCE = Path(__file__).parents[1] / "docs" / "reference" / "python.md"
NAMES = [n for n in counterpoint.__all__ if n != "__version__"]


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_there_and_documented(name):
    """What `__all__` promises can be imported, is listed by dir(), says what it is, and stands in the reference."""
    thing = getattr(counterpoint, name)

    assert name in dir(counterpoint)
    assert thing.__name__ == name
    assert thing.__doc__
    assert f"`{name}" in REFERENCE.read_text(encoding="utf-8")


def test_an_unknown_name_is_said():
    """As of any module."""
    with pytest.raises(AttributeError, match="no attribute 'comparison'"):
        counterpoint.comparison  # noqa: B018 - the look-up is what is tested


def test_importing_the_package_loads_no_engine():
    """A wrong flag, or a tool that asks for the version, does not wait for the parsers."""
    asked = "import sys, counterpoint; print(counterpoint.__version__, *sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout

    assert loaded.startswith(counterpoint.__version__)
    assert not {"numpy", "spacy", "lxml", "httpx", "counterpoint.run"}.intersection(loaded.split())


def test_type_checkers_are_told_the_same_names():
    """The imports under TYPE_CHECKING and the table of late imports name the same things from the same modules."""
    source = Path(counterpoint.__file__).read_text(encoding="utf-8")
    told = re.findall(r"^    from (counterpoint[.\w]*) import (\w+) as \2$", source, re.MULTILINE)

    assert {name: module for module, name in told} == counterpoint._FROM
