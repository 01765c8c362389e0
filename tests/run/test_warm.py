"""What a child loads before its first job: everything, or an ordinary page would be killed for it."""

import subprocess
import sys

LOADED = """
import inspect, sys
from counterpoint.run import jobs
jobs.load_extractors()
before = set(sys.modules)
for name, module in list(sys.modules.items()):
    if name.startswith(("counterpoint.extract", "counterpoint.ingest", "counterpoint.language", "counterpoint.dates")):
        for found in vars(module).values():
            if hasattr(found, "cache_info") and not inspect.signature(found).parameters and not found.cache_info().currsize:
                print("empty:", found.__module__, found.__name__)
from pathlib import Path
from counterpoint.text import sha256
from counterpoint.types import Capture
for path in sorted(Path(sys.argv[1]).iterdir()):
    jobs.extract(Capture(sha256(path.read_bytes()), path.read_bytes(), path=path))
print("late:", *sorted(n for n in set(sys.modules) - before if n.count(".") < 2))
"""


def test_nothing_is_left_to_be_loaded_by_the_first_page(request):
    """No table is empty, and the pages of the example import nothing more."""
    example = request.config.rootpath / "examples" / "harbour"
    said = subprocess.run(
        [sys.executable, "-c", LOADED, str(example)], capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert said == ["late:"]
