"""The stream of stories in a worker's memory.

Data way: Row, State -> Stream. It is restored where the rows were changed by another worker, or a batch could not be kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from counterpoint.cluster.online import Rules, State, Stream
from counterpoint.config import Settings
from counterpoint.desk import models, stream_rows
from counterpoint.desk.records import unpack
from counterpoint.logs import get_logger

log = get_logger("counterpoint.stories")


@dataclass(slots=True)
class Held:
    """The stream as one worker holds it. Not for use by two threads."""

    stream: Stream | None = None
    mark: str = ""  # StreamMark.mark of the rows that it agrees with
    refused: dict[str, str] = field(default_factory=dict)  # items that it could not take, and why

    def current(self, mark: models.StreamMark, settings: Settings) -> Stream:
        """Return the stream as the rows have it."""
        if self.stream is None or self.mark != mark.mark:
            state = unpack(mark.state, State) if mark.state else State()
            rules = replace(Rules(), days=float(settings.stories.window_days))
            self.stream = Stream.restore(stream_rows.active_rows(), state, rules)
            self.mark = mark.mark
            log.info("stream restored", reports=len(self.stream))
        return self.stream

    def forget(self) -> None:
        """Have it restored before it is used again."""
        self.stream, self.mark = None, ""
