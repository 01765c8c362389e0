"""The stream of stories in a worker's memory.

Data way: Row, State -> Stream. It is restored where the rows were changed by another worker, or a batch could not be kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from counterpoint.cluster.online import Row, Rules, State, Stream
from counterpoint.config import Settings
from counterpoint.desk import models, stream_rows
from counterpoint.desk.copying import Signs
from counterpoint.desk.records import unpack
from counterpoint.logs import get_logger
from counterpoint.run.sketching import needs_bridge
from counterpoint.types.stream import Sketch

log = get_logger("counterpoint.stories")


@dataclass(slots=True)
class Held:
    """The stream as one worker holds it. Not for use by two threads."""

    stream: Stream | None = None
    signs: Signs = field(default_factory=lambda: Signs(1.0))  # with the stream
    mark: str = ""  # StreamMark.mark of the rows that it agrees with
    refused: dict[str, str] = field(default_factory=dict)  # items that it could not take, and why
    missing: tuple[
        int, ...
    ] = ()  # members that the second model is to be asked for before the next report is taken
    _needing: dict[str, None] = field(
        default_factory=dict
    )  # items that meet others by it alone; some are gone

    def current(self, mark: models.StreamMark | None, settings: Settings) -> Stream:
        """Return the stream as the rows have it."""
        name = "" if mark is None else mark.mark
        if self.stream is None or self.mark != name:
            state = unpack(mark.state, State) if mark is not None and mark.state else State()
            days = float(settings.stories.window_days)
            self._needing.clear()
            self.stream = Stream.restore(self._rows(), state, replace(Rules(), days=days))
            self.signs = Signs.restore(days)
            self.mark = name
            log.info("stream restored", reports=len(self.stream))
        return self.stream

    def forget(self) -> None:
        """Have it restored before it is used again."""
        self.stream, self.mark = None, ""

    def note(self, sketch: Sketch) -> None:
        """Take note of whether a report that the stream has taken needs the second model."""
        if sketch.bridge is not None and needs_bridge(sketch):
            self._needing[sketch.id] = None
        else:
            self._needing.pop(sketch.id, None)

    @property
    def bridged(self) -> bool:
        """Whether an active report needs the second model, so that all that come are given to it."""
        assert self.stream is not None
        while self._needing:
            item = next(iter(self._needing))
            if item in self.stream:
                return True
            del self._needing[item]
        return False

    def _rows(self) -> Iterator[Row]:
        for row in stream_rows.active_rows():
            self.note(row.sketch)
            yield row
