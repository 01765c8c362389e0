"""Run a command against a PostgreSQL of its own: python -m tests.postgres COMMAND ...

Makes a cluster in a temporary folder, listening on a socket in that folder and on no network, names it in
COUNTERPOINT_TEST_DATABASE, and takes it away again. As root (containers), the server runs as the user "postgres".
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path:
    """Return the folder of the newest server that is installed."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if not folders:
        raise SystemExit("PostgreSQL is not installed: apt-get install postgresql")
    return folders[-1].parent


@contextmanager
def server() -> Iterator[str]:
    """Give the URL of a fresh, empty database."""
    bin_ = programs()
    home = Path(tempfile.mkdtemp(prefix="cp-pg-"))
    as_user = (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    )
    if as_user:
        shutil.chown(home, "postgres", "postgres")

    def do(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, cwd=home, stdout=subprocess.DEVNULL)

    data = str(home / "data")
    do(
        str(bin_ / "initdb"),
        "-D",
        data,
        "-U",
        "counterpoint",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    )
    options = f"-k {home} -c listen_addresses='' -c max_connections=60 -c fsync=off"
    do(str(bin_ / "pg_ctl"), "-D", data, "-w", "-l", str(home / "log"), "-o", options, "start")
    try:
        do(str(bin_ / "createdb"), "-h", str(home), "-U", "counterpoint", "counterpoint")
        yield f"postgresql://counterpoint@/counterpoint?host={home}"
    finally:
        do(str(bin_ / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


def main() -> int:
    with server() as url:
        return subprocess.run(
            sys.argv[1:], env={**os.environ, "COUNTERPOINT_TEST_DATABASE": url}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
