"""Measure speed and memory: python -m benchmarks [--data DIR] [--reports FILE ...]; python -m benchmarks NAME --help.

NAME is another benchmark: archives, copies, desk, feeds, fetch, hostile, ingest, search, soak or stream. Without one:

Articles per CPU-second of each stage and of the whole engine, with models loaded; CPU seconds of a cold `compare` on three
short reports; peak memory. Extraction is set beside plain trafilatura on the same pages, as a ratio in the same run.

Reports come from the bundled example; with DIR (unpacked labelled data) also from real news texts and pages, with FILEs
the cold comparison is of those; it runs three times and the least counts. Every stage reads each report once.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import trafilatura
from rich.console import Console
from rich.table import Table

from counterpoint.annotate import annotate_articles
from counterpoint.extract import extract_article
from counterpoint.language import detect_language
from counterpoint.models import load_models
from counterpoint.run.compare import tell
from counterpoint.text import sha256
from counterpoint.types import Article, Capture, Report

EXAMPLE = Path(__file__).parents[1] / "examples" / "harbour"
SHORT = ("1-meridian-wire.html", "2-valley-portal.html", "4-orlen-courier-0910.html")  # three in English
PAGES = 200  # of real pages, from the start of the sorted list
_COLD_RUNS = 3
OTHERS = (
    "archives",
    "copies",
    "desk",
    "feeds",
    "fetch",
    "hostile",
    "ingest",
    "search",
    "soak",
    "stream",
)  # modules beside this one
# What the design asks for, per CPU-second, and of a cold comparison.
AIMS = {"extract text and annotate, light": 40.0, "whole engine (text)": 5.0}
COLD_AIM = 4.0


def capture(content: bytes, name: str) -> Capture:
    return Capture(id=sha256(content), content=content, path=Path(name))


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call, children excluded. One: words seen before would make a second one faster."""
    began = time.process_time()
    work()
    return time.process_time() - began


def stories(data: Path | None) -> list[list[Capture]]:
    """Events as lists of captures: real ones where there are any, else the example."""
    corpora = sorted((data / "cluster_wikinews_sources").glob("wikinews_medium.json")) if data else []
    if not corpora:
        return [[capture(p.read_bytes(), p.name) for p in sorted(EXAMPLE.iterdir())]]
    events = json.loads(corpora[0].read_text())
    return [
        [
            capture(f"{a['title']}\n\n{a['text']}\n".encode(), f"{i}-{n}.txt")
            for n, a in enumerate(event["articles"])
        ]
        for i, event in enumerate(events)
        if len(event["articles"]) > 2
    ][:12]


def pages(data: Path | None) -> list[Capture]:
    """HTML pages: real ones where there are any, else the example's, several times."""
    found = sorted((data / "extract_trafilatura").rglob("*.html*"))[:PAGES] if data else []
    if not found:
        return [capture(p.read_bytes(), p.name) for p in sorted(EXAMPLE.glob("*.html"))] * 5
    return [
        capture(gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes(), p.name)
        for p in found
    ]


def stages(data: Path | None) -> dict[str, float]:
    """Articles per CPU-second, by stage."""
    # Outside the clock: the model loads that is asked where words alone do not settle a language.
    detect_language("Kto tam?")
    html = pages(data)
    ours = cpu(lambda: [extract_article(c) for c in html])
    theirs = cpu(
        lambda: [
            trafilatura.bare_extraction(c.content, favor_precision=True, include_comments=False) for c in html
        ]
    )
    events = stories(data)
    articles = [[a for a in map(extract_article, event) if isinstance(a, Article)] for event in events]
    flat = [a for event in articles for a in event]
    models = load_models(tuple({a.language for a in flat}))
    # The other models load here.
    tell(
        [Report(a, m) for a, m in zip(articles[0], annotate_articles(articles[0], models), strict=True)],
        models,
    )
    light = cpu(lambda: annotate_articles(flat, models, light=True))
    full: list[list[Report]] = []

    def annotate() -> None:
        full[:] = [
            [Report(a, m) for a, m in zip(event, annotate_articles(event, models), strict=True)]
            for event in articles
        ]

    whole_annotation = cpu(annotate)
    telling = cpu(lambda: [tell(reports, models) for reports in full])
    n = len(flat)
    text = cpu(lambda: [extract_article(c) for event in events for c in event])
    return {
        "extract html": len(html) / ours,
        "extract html, plain trafilatura": len(html) / theirs,
        "extract text": n / text,
        "annotate, light": n / light,
        "extract text and annotate, light": n / (text + light),
        "extract html and annotate, light": 1 / (ours / len(html) + light / n),
        "annotate": n / whole_annotation,
        "align, brief": n / telling,
        "whole engine (text)": n / (text + whole_annotation + telling),
        "whole engine (html)": 1 / (ours / len(html) + (whole_annotation + telling) / n),
    }


def cold(reports: list[Path]) -> dict[str, float]:
    """CPU seconds, user and system, and peak memory (MB) of `compare` in a new process: the least of some."""
    figures = []
    for _ in range(_COLD_RUNS):
        with tempfile.TemporaryDirectory() as folder:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            page = f"{folder}/story.json"
            command = [
                sys.executable,
                "-m",
                "counterpoint.cli",
                "compare",
                *map(str, reports),
                "--output",
                page,
            ]
            subprocess.run(command, check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
        figures.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {"CPU seconds": min(figures), "peak MB": after.ru_maxrss / 1024}


def show(figures: dict[str, float], first: dict[str, float], reports: list[Path]) -> None:
    """Print the tables."""
    console = Console()
    table = Table("stage", "articles per CPU-second", "aim", title="With models loaded")
    for name, value in figures.items():
        table.add_row(name, f"{value:.1f}", f"{AIMS[name]:.0f}" if name in AIMS else "")
    console.print(table)
    table = Table("", "", "aim", title=f"compare, cold, {len(reports)} reports", show_header=False)
    table.add_row("CPU seconds", f"{first['CPU seconds']:.1f}", f"{COLD_AIM:.0f}")
    table.add_row("peak MB", f"{first['peak MB']:.0f}", "")
    console.print(table)
    ratio = figures["extract html"] / figures["extract html, plain trafilatura"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(
        f"extract html: {ratio:.2f} times as fast as plain trafilatura; peak of all stages: {peak:.0f} MB"
    )


def other(name: str, arguments: list[str]) -> int:
    """Run another benchmark with its arguments."""
    sys.argv = [f"python -m benchmarks {name}", *arguments]
    return int(import_module(f"benchmarks.{name}").main() or 0)


def main() -> int:
    if sys.argv[1:2] and sys.argv[1] in OTHERS:
        return other(sys.argv[1], sys.argv[2:])
    ask = argparse.ArgumentParser(
        prog="benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--data", type=Path, metavar="DIR")
    ask.add_argument(
        "--reports", type=Path, nargs="+", metavar="FILE", default=[EXAMPLE / name for name in SHORT]
    )
    options = ask.parse_args()
    first = cold(options.reports)  # before this process has grown
    show(stages(options.data), first, options.reports)
    return 0


if __name__ == "__main__":
    sys.exit(main())
