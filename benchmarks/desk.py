"""From an item to an updated story page: python -m benchmarks desk [--articles N] [--data DIR] [--postgres] [--profile].

Writes a web archive of N pages and has the real command take it in, into a new store each time: stored and annotated only
(`stories.enabled` off), and whole: sketched, put into stories, compared for copies, every story told. Two worker processes' worth of
children on two cores. Of each run: articles a second on the clock, from the start of Python to its end; CPU seconds by process (the
worker's own; the children that extract; those that annotate, sketch and tell) with what an article costs of each; memory at its
peak; how many stories there are and how often one was told. With --profile, what the worker's one thread does with its time.

Pages are real reports with DIR (unpacked labelled data: `cluster_wikinews_sources`), else the example's. They are told again as often
as is needed, as other events: the letters of names are exchanged, all of one event alike, figures are shifted, and an event's
reports are some minutes apart; so are the events.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.ingest import CORES, database, ingest, parts, show
from counterpoint.extract import extract_article
from counterpoint.ingest.warcwrite import write_warc
from counterpoint.text import sha256
from counterpoint.types import Article, Capture

EXAMPLE = Path(__file__).parents[1] / "examples" / "harbour"
START = datetime(2026, 1, 5, 6, tzinfo=UTC)
_APART = timedelta(minutes=10)  # two events, and two reports of one
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"
_NAME = re.compile(r"\b[A-Z][a-z]+\b")
_FIGURE = re.compile(r"\b\d{2,3}\b")


@dataclass(frozen=True, slots=True)
class Real:
    """A report of a real event."""

    title: str
    text: str


def events(data: Path | None) -> list[list[Real]]:
    """Return real events with their reports."""
    corpora = sorted((data / "cluster_wikinews_sources").glob("wikinews_medium.json")) if data else []
    if corpora:
        read = json.loads(corpora[0].read_text())
        return [[Real(a["title"], a["text"]) for a in event["articles"]] for event in read]
    captures = [
        Capture(sha256(p.read_bytes()), p.read_bytes(), path=p) for p in sorted(EXAMPLE.glob("*.html"))
    ]
    found = [a for a in map(extract_article, captures) if isinstance(a, Article) and a.language == "en"]
    return [[Real(a.title, a.text.removeprefix(a.title).strip()) for a in found]]


def pages(real: Sequence[Sequence[Real]], number: int) -> Iterator[Capture]:
    """Yield so many pages, in the order of their times."""
    common = {word for event in real for one in event for word in re.findall(r"\b[a-z]+\b", one.text)}
    made = 0
    for nth in range(number):
        event = real[nth % len(real)]
        for place, one in enumerate(event):
            if made == number:
                return
            at = START + _APART * (nth + place)
            url = f"https://outlet{place}.example/{nth}/{place}"
            yield page(told_again(one, nth, common), url, at)
            made += 1


def told_again(one: Real, nth: int, common: set[str]) -> Real:
    """Return a report as that of another event: names in other letters, figures shifted."""
    turned = str.maketrans(_VOWELS + _CONSONANTS, _turned(_VOWELS, nth) + _turned(_CONSONANTS, nth))

    def name(found: re.Match[str]) -> str:
        word = found.group().lower()
        return found.group() if word in common else word.translate(turned).capitalize()

    def figure(found: re.Match[str]) -> str:
        return str((int(found.group()) + 7 * nth) % 10 ** len(found.group()))

    return Real(*(_FIGURE.sub(figure, _NAME.sub(name, text)) for text in (one.title, one.text)))


def _turned(letters: str, by: int) -> str:
    by %= len(letters)
    return letters[by:] + letters[:by]


def page(one: Real, url: str, at: datetime) -> Capture:
    """Return a report as a page of an outlet."""
    title, time = html.escape(one.title), at.isoformat()
    body = "".join(f"<p>{html.escape(line)}</p>" for line in one.text.splitlines() if line.strip())
    content = (
        f'<html lang="en"><head><title>{title}</title><meta property="article:published_time" content="{time}">'
        f'<meta property="og:type" content="article"></head><body><article><h1>{title}</h1>{body}</article></body></html>'
    ).encode()
    return Capture(sha256(content), content, url=url, content_type="text/html", fetched=at, status=200)


def told(url: str) -> str:
    """Say what became of the reports, from the tables themselves."""
    if url.startswith("postgresql"):
        return ""
    asked = (
        "SELECT count(*) FROM desk_member",
        "SELECT count(*) FROM desk_story WHERE articles > 0",
        "SELECT count(*) FROM desk_story WHERE articles > 1",
        "SELECT coalesce(sum(count), 0) FROM desk_tally WHERE stage = 'tell' AND outcome = 'told'",
        "SELECT count(*) FROM desk_member WHERE copy_of_id IS NOT NULL",
    )
    connection = sqlite3.connect(url)
    reports, stories, several, tellings, copies = (connection.execute(q).fetchone()[0] for q in asked)
    connection.close()
    return (
        f"{reports:,} reports in {stories:,} stories, {several:,} of several reports, told {tellings:,} times; "
        f"{copies:,} are copies"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--articles", type=int, default=300)
    ask.add_argument("--data", type=Path, metavar="DIR")
    ask.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own, not SQLite")
    ask.add_argument("--only", choices=("stored", "whole"), help="one of the two runs")
    ask.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="a setting of the command"
    )
    ask.add_argument("--profile", action="store_true", help="a third run, with what the worker's thread does")
    options = ask.parse_args(arguments)
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    console = Console()
    with tempfile.TemporaryDirectory() as made:
        folder, file = Path(made), Path(made) / "pages.warc.gz"
        with file.open("wb") as out:
            write_warc(
                pages(events(options.data), options.articles), out, now=START, software="benchmarks.desk"
            )
        for name in ("stored", "whole"):
            if options.only in (None, name):
                given = [f"stories.enabled={str(name == 'whole').lower()}", *options.set]
                with database(folder / f"{name}.db", postgresql=options.postgres) as url:
                    run = ingest(file, url, annotate=True, more=given)
                    title = "stored and annotated" if name == "stored" else "whole: into stories, told"
                    console.print(show(title, run, options.articles))
                    console.print(told(url))
        if options.profile:
            with database(folder / "profiled.db", postgresql=options.postgres) as url:
                ingest(file, url, annotate=True, profile=folder / "profile", more=options.set)
            console.print(profiled(folder / "profile", options.articles))
    return 0


def profiled(file: Path, articles: int) -> Table:
    whole, found = parts(file)
    table = Table("part of the worker's thread", "s", "share", "ms an article", "calls", title="Profiled")
    for name, seconds, calls in found:
        table.add_row(
            name, f"{seconds:.1f}", f"{seconds / whole:.0%}", f"{seconds / articles * 1000:.2f}", str(calls)
        )
    return table


if __name__ == "__main__":
    raise SystemExit(main())
