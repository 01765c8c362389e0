"""What a process and its children take is counted from outside."""

import os
import subprocess
import sys
from contextlib import contextmanager

from benchmarks.processes import cpu_seconds, tree

WAITS = "import sys; print('here', flush=True); sys.stdin.read()"


@contextmanager
def child(*words):
    """A process that waits, started and seen to be there."""
    one = subprocess.Popen(
        [sys.executable, "-c", WAITS, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert one.stdout.readline() == b"here\n"
    yield one
    one.stdin.close()
    one.wait()
    one.stdout.close()


def test_a_process_is_seen_with_its_children():
    """Each with memory, CPU, threads and open files."""
    with child() as one:
        seen = {p.id: p for p in tree(os.getpid())}

        assert seen[os.getpid()].role == "parent"
        assert seen[one.pid].role == "other"
        assert all(p.rss > 1 and p.peak >= p.rss and p.threads > 0 and p.files > 2 for p in seen.values())
        assert cpu_seconds(list(seen.values())) > 0


def test_a_guards_children_are_known_by_what_they_load():
    """It stands in their command line, packed."""
    with child(b"load_annotators".hex()) as annotator, child(b"load_extractors".hex()) as extractor:
        roles = {p.id: p.role for p in tree(os.getpid())}

        assert (roles[annotator.pid], roles[extractor.pid]) == ("annotate", "extract")


def test_a_process_that_is_gone_is_no_tree():
    """And no error."""
    with child() as one:
        pass

    assert tree(one.pid) == []
