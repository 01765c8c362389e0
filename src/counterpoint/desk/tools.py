"""Make what a worker works with, and take it apart again."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime

from counterpoint.config import Settings
from counterpoint.desk.clock import now
from counterpoint.desk.sitefiles import SiteFiles
from counterpoint.desk.stages import Tools
from counterpoint.ingest.http import HttpFetcher
from counterpoint.run import jobs, memory
from counterpoint.run.guard import Guard

_MODELS = 2048  # megabytes by which a child may grow: every language brings models of its own


def children(settings: Settings) -> int:
    """Return how many children each guard has: one for each core that this process may use, unless set."""
    if settings.work.processes:
        return settings.work.processes
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def open_tools(settings: Settings, *, network: bool, clock: Callable[[], datetime] = now) -> Iterator[Tools]:
    """Give the tools of one worker. Children start with their first job, connections with the first fetch.

    Args:
        settings: All of them.
        network: Whether anything may be fetched.
        clock: Tells the time, UTC.
    """
    memory.give_back()
    number = children(settings)
    fetcher = HttpFetcher(clock=clock, settings=settings.fetch) if network else None
    parsing = Guard(number, preload=jobs.load_extractors)
    annotating = Guard(number, preload=jobs.load_annotators, grown_megabytes=_MODELS)
    threads = ThreadPoolExecutor(settings.fetch.concurrency, thread_name_prefix="fetch")
    try:
        sites = SiteFiles(fetcher, clock) if fetcher is not None else None
        yield Tools(settings, fetcher, sites, parsing, annotating, threads, clock, random.random)
    finally:
        if fetcher is not None:
            fetcher.close()
        threads.shutdown(wait=False, cancel_futures=True)
        parsing.close(within=0.0)
        annotating.close(within=0.0)
