"""The scores of evals/storylines.py, on streams small enough to count by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from counterpoint.types.stream import Digested
from evals import storylines


def test_links_are_counted_as_pairs() -> None:
    """Two of three wanted pairs, and one too many."""
    found = [("b", "a"), ("d", "c"), ("d", "a")]

    assert storylines.f1(found, {("b", "a"), ("d", "c"), ("f", "e")}) == pytest.approx(
        {"precision": 2 / 3, "recall": 2 / 3, "f1": 2 / 3}
    )
    assert storylines.f1([], {("b", "a")})["f1"] == 0.0


def test_the_baseline_has_the_bound_that_is_best() -> None:
    """One bound for all streams: here it takes both right pairs and one wrong one."""
    likeness = {("b", "a"): 0.9, ("d", "c"): 0.5, ("c", "a"): 0.6}

    def measure(_: Sequence[Digested]) -> Callable[[Digested, Digested], float]:
        return lambda one, other: likeness.get((one.id, other.id), 0.0)

    stream = [Digested(name, "", None, None, 1) for name in "abcd"]

    assert storylines._best([stream], {("b", "a"), ("d", "c")}, measure) == pytest.approx(0.8)


def test_without_its_data_nothing_is_measured(tmp_path: Path) -> None:
    """The runner says so."""
    assert storylines.run(tmp_path, None) is None


def test_a_stream_of_topics_is_linked_within_them(tmp_path: Path) -> None:
    """Two topics, two clusters each, as the data lies: files of a title and a text."""
    texts = {
        "T01_C1": "Barrage rompu à Oberried\nLe barrage de Kaltenbach au-dessus d'Oberried a cédé, le village est inondé.",
        "T01_C2": "Barrage de Kaltenbach : une enquête\nL'enquête sur le barrage de Kaltenbach, rompu au-dessus d'Oberried inondé.",
        "T02_C1": "Grève des trains\nLes conducteurs de trains de Marrow ont cessé le travail, selon leur syndicat.",
        "T02_C2": "Trains : fin de la grève\nLes conducteurs de trains de Marrow reprennent le travail, selon leur syndicat.",
    }
    folder = tmp_path / "mds_rpm2_fr"
    folder.mkdir()
    for name, text in texts.items():
        for number in (1, 2):
            (folder / f"{name}_0{number}.txt").write_text(text, encoding="utf-8-sig")
        (folder / f"{name}_A1.txt").write_text("a summary", encoding="utf-8")

    figures = storylines.run(tmp_path, None)

    assert figures is not None
    assert figures["stories_f1"] == 1.0
    assert np.isfinite(list(figures.values())).all()
