"""Counterpoint: many reports of one event in, one sourced story out."""

import os

# Before numpy loads: one thread per process, since its small matrices lose time on two (measured: twice the CPU) and
# shards run side by side anyway. A caller who sets the variable is obeyed.
os.environ.setdefault("OMP_NUM_THREADS", "1")

__version__ = "0.1.0"
