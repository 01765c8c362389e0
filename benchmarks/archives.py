"""Measure archives: python -m benchmarks.archives [FILE ...].

Records per CPU-second of `read_archive` beside plain FastWARC on the same bytes, as a ratio in one run: FastWARC iterating
and reading every body (no HTTP, no codings, no digests), which is the least that any reader must do; and FastWARC with HTTP
heads and block digests. `read_archive` also undoes codings, checks payload digests, hashes each page and repeats revisits.
Memory that a long file takes.

Without FILEs an archive of made-up pages is written: gzip members of 30 kB pages.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import ArchiveIterator

from counterpoint.ingest.archives import read_archive
from counterpoint.ingest.warcwrite import write_warc
from counterpoint.text import sha256
from counterpoint.types import Capture

PAGES = 2_000
_RUNS = 3  # the least of which counts
_WORDS = 4_000  # words of a made-up page: some 30 kB


def made_up(pages: int) -> bytes:
    """An archive as this program writes it: pages of words drawn at random, the seed fixed."""
    draw = random.Random(3)
    words = ["".join(draw.choices("etaoinshrdlu", k=draw.randint(2, 11))) for _ in range(5_000)]

    def page(n: int) -> Capture:
        content = (
            "<html><body><p>" + " ".join(draw.choices(words, k=_WORDS)) + "</p></body></html>"
        ).encode()
        return Capture(
            id=sha256(content),
            content=content,
            url=f"https://a.example/{n}",
            status=200,
            headers=(("content-type", "text/html"),),
        )

    file = io.BytesIO()
    write_warc(map(page, range(pages)), file, now=datetime(2026, 1, 1, tzinfo=UTC), software="benchmark")
    return file.getvalue()


def ours(content: bytes) -> int:
    return sum(1 for _ in read_archive(io.BytesIO(content), name="benchmark"))


def fastwarc(content: bytes) -> int:
    count = 0
    for record in ArchiveIterator(io.BytesIO(content), parse_http=False):
        record.reader.read(record.content_length)
        count += 1
    return count


def checking(content: bytes) -> int:
    return sum(1 for _ in ArchiveIterator(io.BytesIO(content), verify_digests=True))


def least(work: Callable[[bytes], int], content: bytes) -> tuple[float, int]:
    """CPU seconds of the fastest run, and what it counted."""
    figures = []
    for _ in range(_RUNS):
        began = time.process_time()
        count = work(content)
        figures.append(time.process_time() - began)
    return min(figures), count


def main() -> int:
    ask = argparse.ArgumentParser(
        prog="benchmarks.archives", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("files", type=Path, nargs="*", metavar="FILE")
    options = ask.parse_args()
    named = {path.name: path.read_bytes() for path in options.files} or {"made up": made_up(PAGES)}
    for name, content in named.items():
        (theirs, records), (mine, items) = least(fastwarc, content), least(ours, content)
        checked, _ = least(checking, content)
        print(
            f"{name}: {records} records; FastWARC {records / theirs:,.0f} records per CPU-second, "
            f"read_archive {records / mine:,.0f} ({items} pages and refusals): ratio {theirs / mine:.2f}; "
            f"FastWARC with HTTP and block digests {records / checked:,.0f}: ratio {checked / mine:.2f}"
        )
    with tempfile.NamedTemporaryFile(suffix=".warc.gz") as long:
        member = made_up(200)
        for _ in range(50):
            long.write(member)
        long.flush()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        count = sum(1 for _ in read_archive(Path(long.name), name="long"))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        size = Path(long.name).stat().st_size / 1e6
        print(f"a file of {size:,.0f} MB, {count:,} pages: memory grew by {grown:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
