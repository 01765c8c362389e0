"""Logs: one event is one line, whatever is logged."""

from __future__ import annotations

import io
import json
import logging
import re
import subprocess
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from counterpoint.config import LogSettings
from counterpoint.logs import configure_logs, get_logger

log = get_logger("counterpoint.tests")


class Terminal(io.StringIO):
    """A stream that a person watches."""

    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def as_before():
    """Every test leaves logging as it found it."""
    root, ours = logging.getLogger(), logging.getLogger("counterpoint")
    kept = root.handlers[:], root.level, ours.level
    yield
    root.handlers[:], root.level = kept[0], kept[1]
    ours.setLevel(kept[2])
    logging.captureWarnings(capture=False)


PASSWORD = "hunter2"


def fail(message):
    raise ValueError(message)


def configured(stream=None, **settings):
    stream = stream or io.StringIO()
    logging.getLogger().handlers[:] = []  # pytest's own, which raise what a library's record raises
    configure_logs(LogSettings(**settings), stream=stream)
    return stream


def events(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_json_object_where_no_person_watches():
    """Time in UTC, level, logger, event, then what was told, in this order."""
    stream = configured()

    log.bind(feed="a").info("feed polled", new=3, late=None)

    (event,) = events(stream)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", event.pop("timestamp"))
    assert list(event.items()) == [
        ("level", "info"), ("logger", "counterpoint.tests"), ("event", "feed polled"),
        ("feed", "a"), ("new", 3), ("late", None),
    ]  # fmt: skip


def test_an_event_is_a_readable_line_on_a_terminal(monkeypatch):
    """In colour, unless NO_COLOR asks for none; --set log.format=json has JSON there too."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    coloured = configured(Terminal())
    log.info("feed polled", new=3)
    monkeypatch.setenv("NO_COLOR", "1")
    plain = configured(Terminal())
    log.info("feed polled", new=3)
    asked = configured(Terminal(), format="json")
    log.info("feed polled", new=3)

    assert "\x1b[" in coloured.getvalue()
    assert "\x1b[" not in plain.getvalue()
    assert re.search(r"Z \[info +\] feed polled +\[counterpoint.tests\] new=3\n$", plain.getvalue())
    assert events(asked)[0]["new"] == 3


def test_the_level_is_ours_and_of_other_libraries_only_warnings_are_said():
    """Below that they write headers and page text."""
    stream = configured(level="debug")
    log.debug("seen")
    for name in ("httpx", "hpack.hpack", "django.db"):
        logging.getLogger(name).info("not seen")
        logging.getLogger(name).warning("from %s", name)
    warnings.warn("old way", stacklevel=1)
    quiet = configured(level="error")
    log.warning("not seen")
    logging.getLogger("httpx").warning("not seen")

    said = [(e["level"], e["logger"], e["event"].split("\n")[0][-20:]) for e in events(stream)]
    assert [s[:2] for s in said] == [
        ("debug", "counterpoint.tests"), ("warning", "httpx"), ("warning", "hpack.hpack"),
        ("warning", "django.db"), ("warning", "py.warnings"),
    ]  # fmt: skip
    assert said[1][2] == "from httpx"
    assert quiet.getvalue() == ""


def test_secrets_are_masked_wherever_they_stand():
    """In the event, in values, under telling names, in headers, in errors, in what libraries say."""
    stream = configured()
    url = "https://desk:hunter2@a.example/f?token=hunter2"

    event = f"asked {url}"
    log.info(event, url=url, path=Path("/x?key=hunter2"), password="hunter2", api_key=b"hunter2")
    log.info("headers", headers={"Cookie": "hunter2", b"Authorization": "hunter2", "Age": "3"}, pairs=[("Set-Cookie", "hunter2")])  # fmt: skip
    log.info("error", error=ValueError(f"cannot read {url}"))
    logging.getLogger("httpx").warning("no answer from %s, sent Authorization: Bearer hunter2hunter2", url)
    try:
        int("postgresql://desk:" + PASSWORD + "@h/news")
    except ValueError:
        log.exception("failed")

    assert "hunter2" not in stream.getvalue()
    assert len(events(stream)) == 5
    assert events(stream)[1]["headers"]["Age"] == "3"
    assert "a.example/f" in events(stream)[0]["url"]


def test_no_text_of_articles_is_logged():
    """Neither under its usual names, nor in a record, nor in anything long."""

    @dataclass
    class Article:
        id: str
        text: str

    stream = configured()
    words = "The mill burnt down. " * 100

    log.info("stored", article=Article("a1", words), text=words, said=words, many=[words] * 50)

    event = events(stream)[0]
    assert event["article"] == "<Article a1>"
    assert event["text"] == "<2100 characters>"
    assert len(event["said"]) < 600
    assert event["many"][-1] == "... and 30 more"


class _Bad:
    def __repr__(self):
        raise RuntimeError("no")


LOOP: list = []
LOOP.append(LOOP)


@pytest.mark.parametrize(
    "value",
    [_Bad(), {"a": _Bad()}, [_Bad()], LOOP, 10**5000, float("nan"), float("-inf"), "\ud800", b"\xff", {1: 2, None: 3}, {_Bad(): 1}, object, ..., 1j],
    ids=lambda v: type(v).__name__,
)  # fmt: skip
@pytest.mark.parametrize("form", ["json", "console"])
def test_a_bad_value_breaks_neither_the_call_nor_the_line(value, form):
    """What cannot be shown is named; the rest of the event stands."""
    stream = configured(format=form)

    log.info("tried", value=value, after="here")

    assert len(stream.getvalue().splitlines()) == 1
    assert "here" in stream.getvalue()
    if form == "json":
        json.loads(stream.getvalue(), parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


@pytest.mark.parametrize("form", ["json", "console"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\x1b[2K\r", "\u202e"])
def test_no_value_forges_a_line(form, end):
    """Neither in the event, a key, a value, a list, nor the message of an error."""
    stream = configured(format=form)
    forged = f"x{end}2025-01-01T00:00:00Z [error    ] forged"

    log.info(forged, value=forged, many=[forged], **{forged: 1})
    logging.getLogger("elsewhere").warning("%s", forged)
    try:
        fail(forged)
    except ValueError:
        log.exception("failed")

    assert not any(line.startswith("2025") for line in stream.getvalue().splitlines())
    assert not re.search(r"[\x1b\r\x0b\x85\u2028\u202e]", stream.getvalue())
    assert form == "console" or len(stream.getvalue().splitlines()) == 3


def test_a_record_with_the_wrong_number_of_arguments_is_named():
    """A mistake in a library's own logging is a line, not a traceback on standard error."""
    stream = configured()

    logging.getLogger("django").warning("%s %s", "one")  # noqa: PLE1206 - the mistake

    assert re.fullmatch(
        r"a record of .*test_logs.py:\d+ cannot be shown \(TypeError\)", events(stream)[0]["event"]
    )


def test_a_stream_that_takes_no_more_does_not_stop_the_work(capsys):
    """Closed, or on a full disk."""
    stream = configured()
    stream.close()

    log.info("feed polled")

    assert capsys.readouterr().err == ""


def test_context_is_told_with_every_event():
    """What a task binds stands in the events of all modules, and in those of libraries."""
    stream = configured()

    with structlog.contextvars.bound_contextvars(task="t1"):
        log.info("begun")
        logging.getLogger("django").warning("hm")
    log.info("after")

    assert [e.get("task") for e in events(stream)] == ["t1", "t1", None]


def test_a_second_configuration_replaces_the_first():
    """No line comes twice."""
    first = configured()
    second = configured()

    log.info("feed polled")

    assert first.getvalue() == ""
    assert len(events(second)) == 1


def test_a_program_that_configures_no_logs_sees_none():
    """The engine as a library is silent."""
    asked = "from counterpoint.logs import get_logger; get_logger('counterpoint.x').error('failed', n=1)"

    ended = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert ended.stdout + ended.stderr == ""
