"""Run evals, each in a process of its own: nothing that one has loaded or cached weighs on the next."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path


def measured(name: str, data: Path, limit: int | None) -> tuple[dict[str, float] | None, float]:
    """Run one eval; return its figures (None: its data is absent) and the CPU seconds it took."""
    began = time.process_time()
    found = importlib.import_module(f"evals.{name}").run(data, limit)
    return found, time.process_time() - began


def all_measured(
    names: Sequence[str], data: Path, limit: int | None, jobs: int
) -> Iterator[tuple[str, dict[str, float] | None, float]]:
    """Run the evals, `jobs` at a time, and yield each one's name, figures and CPU seconds in the order given."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), max_tasks_per_child=1) as processes:
        begun = [processes.submit(measured, name, data, limit) for name in names]
        for name, future in zip(names, begun, strict=True):
            yield name, *future.result()
