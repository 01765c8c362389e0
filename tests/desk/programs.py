"""`python -m counterpoint ...` as a user starts it, and its children, for tests that kill, stop and starve it."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from uuid import uuid4

_MARK = "COUNTERPOINT_TEST_MARK"  # in the environment of a program and of all that it starts
# Stories have tests of their own: what they need to read takes seconds to load.
LOCAL = (
    "fetch.delay=0",
    "fetch.private_networks=127.0.0.0/8",
    "work.processes=1",
    "stories.enabled=false",
)


class Program:
    """One call of the program, running."""

    def __init__(
        self, *arguments: str, database: str, settings: Sequence[str] = (), file_limit: int | None = None
    ) -> None:
        self._mark = uuid4().hex
        self.began = time.monotonic()
        # Files, not pipes: nobody has to read while it runs. `end` closes them.
        self._files = (TemporaryFile(), TemporaryFile())  # noqa: SIM115 - they live as long as the program
        self._said = ("", "")
        sets = [part for each in (*LOCAL, *settings) for part in ("--set", each)]

        def limited() -> None:
            if file_limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, resource.RLIM_INFINITY))

        self.process = subprocess.Popen(
            [sys.executable, "-m", "counterpoint", *arguments, "--database", database, *sets],
            stdin=subprocess.DEVNULL,
            stdout=self._files[0],
            stderr=self._files[1],
            env={**os.environ, "OMP_NUM_THREADS": "1", _MARK: self._mark},
            preexec_fn=limited,  # noqa: PLW1509 - no thread of ours holds a lock that it needs
        )

    @property
    def output(self) -> str:
        return self._read()[0]

    @property
    def errors(self) -> str:
        return self._read()[1]

    def alive(self) -> list[int]:
        """The processes that the program started and that live, its own among them."""
        wanted = f"{_MARK}={self._mark}".encode()
        return [
            int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit() and wanted in _environment(p)
        ]

    def tell(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def end(self, within: float = 60.0) -> int:
        """Wait for its exit status."""
        try:
            return self.process.wait(within)
        finally:
            self.process.kill()
            self.process.wait()
            self._read()
            for file in self._files:
                file.close()

    def _read(self) -> tuple[str, str]:
        """What was said until now."""
        if not self._files[0].closed:
            # By descriptor and place: the program writes where the file stands.
            out, errors = (
                os.pread(f.fileno(), 10_000_000, 0).decode("utf-8", "replace") for f in self._files
            )
            self._said = (out, errors)
        return self._said


def until(holds: Callable[[], object], within: float = 60.0) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def _environment(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()  # that of a zombie is empty
    except OSError:
        return b""
