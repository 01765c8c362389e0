"""What threads needed for a while is not kept."""

import subprocess
import sys

PROGRAM = """
import gc, sys, threading
from counterpoint.run.memory import give_back

told = give_back() if sys.argv[1] == "told" else None

def megabytes():
    return int(next(l for l in open("/proc/self/status") if l.startswith("VmRSS")).split()[1]) / 1024

def read():  # pages of megabytes, one after the other
    for _ in range(4):
        page = bytes(8_000_000)
        barrier.wait()
        del page

barrier = threading.Barrier(24)
before = megabytes()
threads = [threading.Thread(target=read) for _ in range(24)]
for thread in threads: thread.start()
for thread in threads: thread.join()
gc.collect()
print(told, round(megabytes() - before))
"""


def grown(told):
    ran = subprocess.run([sys.executable, "-c", PROGRAM, told], capture_output=True, text=True, check=True)
    says, megabytes = ran.stdout.split()
    return says, int(megabytes)


def test_memory_of_many_threads_goes_back():
    """Where the allocator is glibc's; another is left as it is."""
    says, kept = grown("told")

    assert says == "False" or kept < min(30, grown("not")[1])
