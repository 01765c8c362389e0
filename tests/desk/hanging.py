"""A parser that never comes back; in a module of its own, since a child imports it without the store."""

from counterpoint.run.jobs import Extracted
from counterpoint.types import Capture


def hanging(capture: Capture) -> Extracted:
    while capture:
        pass
    return Extracted(None, None)
