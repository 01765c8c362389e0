"""Measure feeds: python -m benchmarks.feeds [FEED ...].

Feeds per CPU-second beside feedparser in the same run, on the FEEDs given or on one made up, and CPU seconds of inputs made to be
slow: 5 MB of what parsers stumble over. The aim is 200 feeds of 100 kB a second, and no input above a second.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import feedparser
from rich.console import Console
from rich.table import Table

from counterpoint.ingest.feeds import parse_feed

SIZE = 5_000_000
_HEAD, _TAIL = b"<rss><channel><title>t</title>", b"</channel></rss>"
_ROUNDS = 10


def cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def made_up() -> bytes:
    """A feed of 100 items of a kilobyte each."""
    text = "&lt;p&gt;The river rose again, the council said.&lt;/p&gt; " * 15
    item = (
        "<item><title>Dam {n}</title><link>https://o.example/{n}</link><description>{t}</description></item>"
    )
    return _HEAD + "".join(item.format(n=n, t=text) for n in range(100)).encode() + _TAIL


def slow_inputs() -> dict[str, bytes]:
    """What costs most of those tried, by name."""
    units = {
        "items without end": b"<item><title>a</title></item>",
        "empty elements": b"<x/>",
        "tags that never end": b"<a ",
        "tags that never close": b"<i>",
        "relative links": b"<item><description>" + b"&lt;a href='/x'&gt;" * 50 + b"</description></item>",
        "undeclared entities": b"&nbsp;",
    }
    found = {name: _HEAD + unit * (SIZE // len(unit)) + _TAIL for name, unit in units.items()}
    url = b"<url><loc>https://o.example/%d</loc></url>"
    found["a sitemap of 50,000 URLs"] = b"<urlset>" + b"".join(url % n for n in range(50_000)) + b"</urlset>"
    found["ill-formed, as heavy as feedparser is given"] = _HEAD + b"<x/>" * 7_900 + b"</y>"
    return found


def main() -> int:
    feeds = [Path(name).read_bytes() for name in sys.argv[1:]] or [made_up()]
    for content in feeds:
        parse_feed(content)  # what loads once is outside the clock
    ours = (
        cpu(lambda: [parse_feed(c, url="https://o.example/") for _ in range(_ROUNDS) for c in feeds])
        / _ROUNDS
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = cpu(lambda: [feedparser.parse(BytesIO(c)) for c in feeds])
    console = Console()
    console.print(
        f"{len(feeds) / ours:.0f} feeds per CPU-second, feedparser {len(feeds) / theirs:.1f}: {theirs / ours:.0f} times as fast"
    )
    table = Table("slow input", "bytes", "CPU seconds")
    for name, content in slow_inputs().items():
        table.add_row(
            name, f"{len(content):,}", f"{cpu(lambda c=content: parse_feed(c, url='https://o.example/')):.2f}"
        )
    console.print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
