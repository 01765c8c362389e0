"""How commands show what is in the store: headings, lines and tables, for a terminal and for a pipe.

Data way: the end of it. Writes to standard output. Words from outside are shown without control and direction characters
and without secrets in addresses: a title must not move the cursor, and a screen is shown to others.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from counterpoint.masking import mask_url
from counterpoint.render.safety import plain

if TYPE_CHECKING:
    from rich.console import Console

_WIDEST = 120  # columns of running text: longer lines are hard to read
_STEPS = ((60, "s", 1), (3600, "min", 60), (48 * 3600, "h", 3600), (float("inf"), "days", 86_400))
_SIZES = ("bytes", "kB", "MB", "GB", "TB")


def shown(text: str) -> str:
    """Return words from outside as they may be shown: one line, harmless, without secrets."""
    return mask_url(plain(text))


def ago(time: datetime | None, now: datetime, *, never: str = "never") -> str:
    """Return how long ago a time was, or how soon it will be: "3 min ago", "in 2 h"."""
    if time is None:
        return never
    seconds = (now - time) / timedelta(seconds=1)
    size = abs(seconds)
    if size < 1:
        return "now"
    unit, length = next((unit, length) for most, unit, length in _STEPS if size < most)
    said = f"{int(size // length)} {unit}"
    return f"{said} ago" if seconds > 0 else f"in {said}"


def moment(time: datetime | None) -> str:
    """Return a time for people, in UTC where it has a zone; "" for none."""
    if time is None:
        return ""
    if time.tzinfo is None:
        return f"{time:%Y-%m-%d %H:%M}, zone not given"
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 article", "2,000 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def size(number: int) -> str:
    """Return a number of bytes for people, in powers of ten."""
    value = float(number)
    for name in _SIZES:
        if value < 1000 or name == _SIZES[-1]:
            break
        value /= 1000
    return f"{number} {name}" if name == "bytes" else f"{value:.1f} {name}"


class Page:
    """Standard output as a page: styled and fitted to a terminal, plain and uncut in a pipe."""

    def __init__(self) -> None:
        self._console: Console | None = None
        if sys.stdout.isatty():
            from rich.console import Console

            self._console = Console(highlight=False)
        self._begun = False

    def heading(self, text: str) -> None:
        """Begin a part."""
        if self._begun:
            self.line("")
        self.line(text, style="bold")

    def line(self, text: str, *, style: str = "", indent: int = 0) -> None:
        """Write a line, or a paragraph that is folded on a terminal."""
        self._begun = True
        if self._console is None:
            sys.stdout.write(" " * indent + text + "\n")
            return
        from rich.padding import Padding
        from rich.text import Text

        # Text: rich's markup in a title is text.
        width = min(self._console.width, _WIDEST)
        self._console.print(Padding(Text(text, style, overflow="fold"), (0, 0, 0, indent)), width=width)

    def marked(self, text: str, marks: Sequence[tuple[int, int]], *, indent: int = 0) -> None:
        """Write a line with some of its words set off, on a terminal; marks are half-open places in it."""
        harmless = "".join(c if c.isprintable() else " " for c in text)  # as long as it was: the places hold
        if self._console is None:
            self.line(harmless, indent=indent)
            return
        from rich.padding import Padding
        from rich.text import Text

        self._begun = True
        styled = Text(harmless, overflow="fold")
        for start, end in marks:
            styled.stylize("bold", start, end)
        width = min(self._console.width, _WIDEST)
        self._console.print(Padding(styled, (0, 0, 0, indent)), width=width)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write rows under their heads; columns of figures are set to the right."""
        if not rows:
            return
        self._begun = True
        figures = [all(_is_figure(row[n]) for row in rows) for n in range(len(heads))]
        if self._console is None:
            widths = [max(len(row[n]) for row in (heads, *rows)) for n in range(len(heads))]
            for row in (heads, *rows):
                cells = (
                    cell.rjust(width) if right else cell.ljust(width)
                    for cell, width, right in zip(row, widths, figures, strict=True)
                )
                sys.stdout.write("  " + "  ".join(cells).rstrip() + "\n")
            return
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, header_style="dim", padding=(0, 2, 0, 0))
        for head, right in zip(heads, figures, strict=True):
            table.add_column(head, overflow="fold", justify="right" if right else "left")
        for row in rows:
            table.add_row(*map(Text, row))
        self._console.print(table)


def _is_figure(cell: str) -> bool:
    return cell.replace(",", "").isdigit()
