"""Standard output and the progress bar, as every command uses them."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from counterpoint.errors import PublishError


@contextmanager
def standard_output(*, document: bool) -> Iterator[None]:
    """Let the block write to standard output: a document in UTF-8, else text in what the terminal reads.

    Raises:
        PublishError: Standard output takes no more (a full disk). A pipe that was closed stays BrokenPipeError.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        if document:
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # names of files may be no UTF-8
        else:
            sys.stdout.reconfigure(errors="replace")
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is left in the buffer would be tried again, and fail again, at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise PublishError(f"standard output cannot be written: {error.strerror}", path="-") from error


@contextmanager
def progress_bar(names: dict[str, str], *, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Show a progress bar on standard error, only where a person watches and the work takes a while.

    Args:
        names: What is shown for each stage.
        quiet: Show nothing.

    Yields:
        A function that is told the stage, how many are done, and of how many.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeElapsedColumn,
    )

    console = Console(stderr=True)
    columns = (TextColumn("{task.description:12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    tasks: dict[str, TaskID] = {}

    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(names[stage], total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield tell
