"""Set reports aside in a file while what they have in common is learnt: their languages decide which models are needed.

Data way: Items -> Items, each with its language. Not pure: a temporary file that nobody else sees, gone at the end.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from counterpoint.cluster.features import language_of
from counterpoint.types.stream import Item

_IN_MEMORY = 32_000_000  # bytes; more goes to the disk


@contextmanager
def spooled(items: Iterable[Item]) -> Iterator[tuple[Iterator[Item], frozenset[str]]]:
    """Read all reports once; give them back in order, each with its language, and all the languages there are.

    Raises:
        OSError: The temporary file cannot be written.

    """
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        languages: set[str] = set()
        for item in items:
            language = language_of(item)
            languages.add(language)
            pickle.dump(replace(item, language=language), file, pickle.HIGHEST_PROTOCOL)
        end = file.tell()
        file.seek(0)

        def again() -> Iterator[Item]:
            while file.tell() < end:
                yield pickle.load(file)  # noqa: S301 - written above, by us

        yield again(), frozenset(languages)
