"""Logs: structured events on standard error, without secrets and without the text of articles.

Data way: beside everything that is at work (fetching, the worker, the server); never in the pure stages.

One event is one line: JSON where a program reads, columns where a person does. structlog makes the events and the
standard library's logging carries them, so that what Django and httpx say goes the same way (structlog's
"rendering using structlog-based formatters within logging"). The chain is given to each logger and not to structlog's
globals: a program that uses the engine as a library, and configures no logs, sees none.

What is logged may come from outside, so before it is shown every value is made harmless (`_safe`): secrets masked,
long text cut, control characters escaped (CWE-117), and what cannot be shown named instead of raised.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import json
import logging
import math
import os
import re
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING, TextIO, TypeAlias

import structlog
from structlog.stdlib import BoundLogger, ProcessorFormatter

from counterpoint.config import LogSettings
from counterpoint.masking import MASK, is_secret, mask_text

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor, WrappedLogger

Shown: TypeAlias = "bool | int | float | str | list[Shown] | dict[str, Shown] | None"

_OURS = "counterpoint"
_LONGEST = 500  # characters of one value: an address fits, an article does not
_READ = 4000  # characters that are looked at for secrets before the cut
_MOST_ITEMS = 20  # of a list or a mapping
_DEEPEST = 3  # lists and mappings in one another
_HEAD, _TAIL = 20, 60  # lines of a traceback
_INT = 2**63  # larger whole numbers no reader of JSON takes
# Values under these names are publishers' text as a rule: their length is logged.
_WITHHELD = frozenset(
    {"text", "html", "body", "content", "markup", "payload", "raw", "excerpt", "sentence", "quote", "summary"}
)
# C0, DEL, C1, line and paragraph separators, the marks that reverse a line's direction, and halves of characters.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
)
logging.getLogger(_OURS).addHandler(logging.NullHandler())  # a library is silent until it is asked


def get_logger(name: str) -> BoundLogger:
    """Return the logger of a module.

    `log = get_logger(__name__)`, then `log.info("feed polled", url=url, new=3)`: an event's name is plain words, and
    what varies stands in the keywords.
    """
    logger: BoundLogger = structlog.wrap_logger(
        logging.getLogger(name),
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            _clean,
            ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=BoundLogger,
        cache_logger_on_first_use=True,
    )
    return logger


def configure_logs(settings: LogSettings, *, stream: TextIO) -> None:
    """Send this process's logs to a stream. The second call replaces the first.

    Ours are said from settings.level up. Of other libraries only warnings and worse: below that some write whole
    headers, cookies included (hpack, httpcore), and page text (extractors).
    """
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    console = settings.format == "console" or (settings.format == "auto" and stream.isatty())
    handler = _Handler(stream)
    handler.setFormatter(_Formatter(_console(stream) if console else (_json,)))
    root = logging.getLogger()
    for old in [h for h in root.handlers if isinstance(h, _Handler)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(max(level, logging.WARNING))
    logging.getLogger(_OURS).setLevel(level)
    logging.captureWarnings(capture=True)


class _Handler(logging.StreamHandler[TextIO]):
    """A stream that takes no more (closed, on a full disk) does not stop the work, and there is nowhere else to say it."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is the base class's
        """Keep quiet."""


class _Formatter(ProcessorFormatter):
    """structlog's, for which no record is too broken: a wrong number of arguments names the record that has it."""

    def __init__(self, last: Sequence[Processor]) -> None:
        super().__init__(foreign_pre_chain=_SHARED, processors=(_clean_foreign, *last))

    def format(self, record: logging.LogRecord) -> str:
        """Return one line for a record of structlog or of logging."""
        try:
            return super().format(record)
        except Exception as error:  # noqa: BLE001 - whatever it is, logging must go on
            told = f"a record of {record.pathname}:{record.lineno} cannot be shown ({type(error).__name__})"
            broken = logging.LogRecord(
                record.name, record.levelno, record.pathname, record.lineno, told, None, None
            )
            return super().format(broken)


def _console(stream: TextIO) -> tuple[Processor, ...]:
    colors = stream.isatty() and not os.environ.get("NO_COLOR")
    renderer = structlog.dev.ConsoleRenderer(
        colors=colors, sort_keys=False, exception_formatter=structlog.dev.plain_traceback
    )
    return (_escaped, renderer)


def _json(_: WrappedLogger, __: str, event: EventDict) -> str:
    return json.dumps(event)  # in ASCII: no separator of lines is left, and every stream takes it


def _clean(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Return the event in its order with every value harmless."""
    traceback = event.pop("exception", None)
    shown: EventDict = {name: event.pop(name, "") for name in ("timestamp", "level", "logger")}  # our own
    shown["event"] = _safe(event.pop("event", ""))
    shown.update((str(name), _safe(value, str(name))) for name, value in event.items())
    if traceback is not None:
        shown["exception"] = _traceback(str(traceback))
    return shown


def _clean_foreign(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Return the event without what the formatter added; ours was made harmless before any handler saw it."""
    del event["_record"]
    return event if event.pop("_from_structlog") else _clean(logger, name, event)


def _escaped(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Return the event for a terminal: no value can begin a line of its own, move the cursor or turn the text round."""
    told = {
        _visible(n): _visible(v) if isinstance(v, str) else v for n, v in event.items() if n != "exception"
    }
    if "exception" in event:  # indented: no line of it reads as an event
        told["exception"] = "\n".join(f"    {_visible(line)}" for line in event["exception"].split("\n"))
    return told


def _visible(text: str) -> str:
    return _CONTROL.sub(lambda m: m[0].encode("unicode_escape").decode("ascii"), text)


def _traceback(text: str) -> str:
    lines = text.splitlines()
    if len(lines) > _HEAD + _TAIL:
        lines = [*lines[:_HEAD], f"  ... {len(lines) - _HEAD - _TAIL} lines ...", *lines[-_TAIL:]]
    return "\n".join(_text(line) for line in lines)


def _text(text: str) -> str:
    shown = mask_text(text[:_READ])
    if len(text) <= _LONGEST and len(shown) <= _LONGEST:
        return shown
    return f"{shown[:_LONGEST]}... ({len(text)} characters)"


def _safe(value: object, name: str = "", depth: int = 0) -> Shown:
    """Return a value as logs may show it. Never raises, whatever the value's own methods do."""
    try:
        if value is None or isinstance(value, bool):
            return value
        if name and is_secret(name):
            return MASK
        if isinstance(value, str) and name.lower() in _WITHHELD:
            return f"<{len(value)} characters>"
        return (
            _plain(value)
            if not isinstance(value, Mapping | list | tuple | set | frozenset)
            else _many(value, depth)
        )
    except Exception:  # noqa: BLE001 - one bad value must not break the call that logs it
        return f"<{type(value).__name__} that cannot be shown>"


def _plain(value: object) -> Shown:
    if isinstance(value, enum.Enum):
        return _safe(value.value)
    if isinstance(value, str):
        return _text(str(value))
    if isinstance(value, int):
        return int(value) if abs(value) < _INT else f"<a whole number of {value.bit_length()} bits>"
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else repr(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return f"<{len(value)} bytes>"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, BaseException):
        return _text(f"{type(value).__name__}: {value}")
    if isinstance(value, PurePath):
        return _text(str(value))
    if dataclasses.is_dataclass(value) and not isinstance(
        value, type
    ):  # a record may hold an article: its name is enough
        return f"<{type(value).__name__} {_safe(getattr(value, 'id', ''))}>".replace(" >", ">")
    return _text(repr(value))


def _many(
    value: Mapping[object, object] | Sequence[object] | set[object] | frozenset[object], depth: int
) -> Shown:
    if depth >= _DEEPEST:
        return f"<{type(value).__name__} of {len(value)}>"
    left = {"...": len(value) - _MOST_ITEMS} if len(value) > _MOST_ITEMS else {}
    if isinstance(value, Mapping):
        items = islice(value.items(), _MOST_ITEMS)
        return {_text(_name(k)): _safe(v, _name(k), depth + 1) for k, v in items} | left
    if isinstance(value, tuple) and len(value) == 2 and is_secret(_name(value[0])):  # a header as a pair
        return [_safe(value[0]), MASK]
    shown = [_safe(item, "", depth + 1) for item in islice(value, _MOST_ITEMS)]
    return [*shown, f"... and {left['...']} more"] if left else shown


def _name(key: object) -> str:
    return key.decode("latin-1") if isinstance(key, bytes) else str(key)
