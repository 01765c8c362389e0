"""What a new report is compared with: the nearest by vector, and those that share rare names."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from counterpoint.cluster import window as module
from counterpoint.cluster.window import COMMON, Window
from counterpoint.types.stream import Sketch

SIZE = 96
NOTHING = np.zeros(SIZE, np.float32)


def sketch(name: str, vector: np.ndarray, *, model: str = "m", **features: object) -> Sketch:
    return Sketch(id=name, at=None, language="en", outlet="", model=model, vector=vector, **features)


def units(count: int, seed: int = 1) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, SIZE)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def filled(rows: np.ndarray) -> Window:
    window = Window()
    for n, row in enumerate(rows):
        window.add(sketch(f"r{n}", row))
    return window


def nearest(rows: np.ndarray, vector: np.ndarray, most: int) -> list[str]:
    return [f"r{n}" for n in np.argsort(-(rows @ vector), kind="stable")[:most]]


def test_the_nearest_come_first():
    rows = units(200)

    assert filled(rows).near(sketch("q", rows[17]), 5) == nearest(rows, rows[17], 5)


@pytest.mark.parametrize("exact", [50_000, 400])
def test_in_a_large_window_the_nearest_are_found_by_projection_or_graph(monkeypatch, exact):
    """Copies with a little noise: the ten of one origin are found among 2,000, however the window is searched."""
    monkeypatch.setattr(module, "EXACT_MOST", exact)
    origins = units(200)
    rows = np.repeat(origins, 10, axis=0) + 0.05 * units(2_000, seed=2)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    window = filled(rows.astype(np.float32))

    found = [set(window.near(sketch("q", origins[n]), 10)) for n in range(0, 200, 10)]

    wanted = [{f"r{10 * n + m}" for m in range(10)} for n in range(0, 200, 10)]
    assert sum(len(a & b) for a, b in zip(found, wanted, strict=True)) >= 195


@pytest.mark.parametrize("exact", [50_000, 400])
def test_what_was_dropped_is_not_found_and_what_came_after_is(monkeypatch, exact):
    monkeypatch.setattr(module, "EXACT_MOST", exact)
    rows = units(700)
    window = filled(rows)

    for n in range(0, 700, 2):
        window.drop(f"r{n}")
    window.add(sketch("new", rows[4]))

    assert len(window) == 351
    assert window.near(sketch("q", rows[4]), 3)[0] == "new"
    assert "r4" not in window.near(sketch("q", rows[4]), 700)
    assert window.near(sketch("q", rows[5]), 3)[0] == "r5"


def test_while_the_graph_grows_the_projection_answers(monkeypatch):
    """410 reports in a window whose graph begins at 400 and takes in 4 old ones with each new: the same answers as without."""
    rows = units(700)
    without = filled(rows[:410])
    monkeypatch.setattr(module, "EXACT_MOST", 400)
    growing = filled(rows[:410])
    for n in (0, 200, 405, 409):  # some in the graph, some not yet
        growing.drop(f"r{n}")
        without.drop(f"r{n}")

    for row in rows[:30]:
        assert growing.near(sketch("q", row), 24) == without.near(sketch("q", row), 24)
    for n in range(410, 700):  # until the graph has them all
        growing.add(sketch(f"r{n}", rows[n]))
    for n in (1, 300, 404, 650):
        assert growing.near(sketch("q", rows[n]), 1) == [f"r{n}"]
    assert "r200" not in growing.near(sketch("q", rows[200]), 700)


def test_vectors_of_two_models_are_not_compared():
    """A bridge model both have brings them together."""
    row = units(1)[0]
    window = Window()
    window.add(sketch("other", row, model="another"))
    assert window.near(sketch("q", row), 5) == []

    window.add(replace(sketch("bridged", row, model="another"), bridge=row, bridge_model="b"))
    assert window.near(replace(sketch("q", row), bridge=row, bridge_model="b"), 5) == ["bridged"]


def test_reports_without_a_common_model_are_found_by_names_and_figures():
    window = Window()
    window.add(sketch("a", NOTHING, names=frozenset({"ana lindqvist"})))
    window.add(sketch("b", NOTHING, numbers=frozenset({"1347"})))
    window.add(sketch("c", NOTHING, names=frozenset({"someone else"})))

    found = window.near(
        sketch("q", NOTHING, names=frozenset({"ana lindqvist"}), numbers=frozenset({"1347"})), 5
    )

    assert set(found) == {"a", "b"}


def test_a_name_that_many_have_is_not_followed():
    window = Window()
    for n in range(COMMON + 1):
        window.add(sketch(f"r{n}", NOTHING, names=frozenset({"the city"})))

    assert window.near(sketch("q", NOTHING, names=frozenset({"the city"})), 5) == []


def test_a_report_is_no_candidate_of_itself_and_comes_in_once():
    row = units(1)[0]
    window = Window()
    window.add(sketch("a", row))

    assert window.near(sketch("a", row), 5) == []
    with pytest.raises(ValueError, match="in the window"):
        window.add(sketch("a", row))
    window.drop("a")
    window.drop("a")
    assert "a" not in window


@pytest.mark.parametrize("vector", [NOTHING, np.full(SIZE, np.nan, np.float32), np.zeros(0, np.float32)])
def test_vectors_that_say_nothing_are_not_searched(vector):
    window = filled(units(5))
    window.add(sketch("odd", vector))

    assert window.near(sketch("q", vector), 5) == []
    assert "odd" not in window.near(sketch("q", units(1)[0]), 10)


def test_two_windows_that_hold_the_same_find_the_same():
    """One grew with comings and goings, one was filled at once, as after a restart."""
    rows = units(1_500)
    grown = filled(rows)
    for n in range(0, 1_000, 3):
        grown.drop(f"r{n}")
    at_once = Window()
    for n in range(1_500):
        if f"r{n}" in grown:
            at_once.add(sketch(f"r{n}", rows[n]))

    for vector in units(50, seed=3):
        assert grown.near(sketch("q", vector), 24) == at_once.near(sketch("q", vector), 24)


BESIDE_PARQUET = """
import sys
from datetime import UTC, datetime
from counterpoint.cluster import window
from tests.cluster.test_window import filled, units
assert "usearch" not in sys.modules  # a small window does not wait for it
window.EXACT_MOST = 10
filled(units(20))
assert "usearch" in sys.modules
import pyarrow as pa
from pyarrow import parquet
schema = pa.schema([("n", pa.int64()), ("at", pa.timestamp("us", tz="UTC")), ("name", pa.string())])
with parquet.ParquetWriter(sys.argv[1], schema, compression="zstd") as writer:
    for n in range(3):
        row = {"n": n, "at": datetime(2026, 3, 4, tzinfo=UTC), "name": "x"}
        writer.write_table(pa.Table.from_pylist([row], schema=schema))
file = parquet.ParquetFile(sys.argv[1])
print(file.metadata.num_row_groups, len(file.read().to_pylist()))
"""


def test_a_large_window_and_parquet_live_in_one_process(tmp_path, request):
    """Loaded in the other order, their libraries end the process with a fault of memory."""
    call = [sys.executable, "-c", BESIDE_PARQUET, str(tmp_path / "rows.parquet")]
    done = subprocess.run(call, capture_output=True, text=True, check=False, cwd=request.config.rootpath)

    assert (done.returncode, done.stdout) == (0, "3 3\n"), done.stderr
