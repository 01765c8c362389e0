"""Fill the settings: defaults < TOML file < environment < command line.

Data way: before everything. Reads one file; the environment and the flags are passed in.

Every value is checked where it comes in, and a ConfigError names the place it came from: the file and line, the
environment variable or the flag. What is unknown is an error too, with the nearest name, for a misspelt setting that
is passed over looks like one that does not work. File: TOML 1.0. Places: XDG Base Directory 0.8.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias

from counterpoint.config import PREFIX, Setting, Settings, Value, catalogue
from counterpoint.configvalues import checked, parsed
from counterpoint.errors import ConfigError

FILE_NAME = "counterpoint.toml"
CONFIG_VARIABLE = PREFIX + "CONFIG"
# Ours, and no setting. Kubernetes gives every container variables for each service; one called counterpoint would
# make COUNTERPOINT_SERVICE_HOST, COUNTERPOINT_PORT and COUNTERPOINT_PORT_8765_TCP of them.
_NO_SETTING = re.compile(r"COUNTERPOINT_(?:CONFIG|TEST_.*|SERVICE_.*|PORT(?:_.*)?)")
_MOST_BYTES = 1_000_000  # of a file: a thousand times what all settings take
_NEAR = 0.6  # difflib's ratio: two letters swapped or one wrong in a name of ours stay above it

Place: TypeAlias = Literal["default", "file", "environment", "command line"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from."""

    place: Place
    name: str = ""  # the file and line, the variable, or the flag

    def __str__(self) -> str:
        return self.name or self.place


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings, where each came from, and the file that was read."""

    settings: Settings
    origins: Mapping[str, Origin]  # by key; every setting has one
    file: Path | None

    def value(self, setting: Setting) -> Value:
        """Return the value of one setting."""
        return _value(self.settings, setting)


def load_settings(*, file: Path | None, environment: Mapping[str, str], flags: Mapping[str, str]) -> Loaded:
    """Read the settings.

    Args:
        file: The file named on the command line; None looks where `find_file` says.
        environment: The environment's variables; those that begin with COUNTERPOINT_ count.
        flags: Settings of the command line by key, as text.

    Raises:
        ConfigError: A file that cannot be read, an unknown name, or a value that is not allowed.
    """
    known = {setting.key: setting for setting in catalogue()}
    found = find_file(file, environment)
    values: dict[str, Value] = {}
    origins = {key: Origin("default") for key in known}
    for given in (_of_file(found, known), _of_environment(environment, known), _of_flags(flags, known)):
        for key, value, origin in given:
            values[key] = value
            origins[key] = origin
    settings = _assembled(values)
    _agree(settings, origins)
    return Loaded(settings, MappingProxyType(origins), found)


def find_file(file: Path | None, environment: Mapping[str, str]) -> Path | None:
    """Return the file to read, the first there is of four, or None.

    The one named on the command line, the one COUNTERPOINT_CONFIG names, counterpoint.toml in the current folder, and
    counterpoint/counterpoint.toml in the user's configuration.

    Raises:
        ConfigError: A file that was named is not there.
    """
    for named, by in ((file, "--config"), (environment.get(CONFIG_VARIABLE, ""), CONFIG_VARIABLE)):
        if named not in (None, ""):
            path = Path(named)
            if not _is_there(path):
                raise ConfigError(f"{path}, which {by} names, is not there; correct the path", file=str(path))
            return path
    folders = [
        Path(environment.get("XDG_CONFIG_HOME") or "."),
        Path(environment.get("HOME") or ".", ".config"),
    ]
    users = [folder / "counterpoint" / FILE_NAME for folder in folders if folder.is_absolute()][:1]
    return next((path for path in (Path(FILE_NAME), *users) if _is_there(path)), None)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a folder above may be closed to us; a NUL is in no path
        return False


def _value(settings: Settings, setting: Setting) -> Value:
    holder = getattr(settings, setting.section) if setting.section else settings
    value: Value = getattr(holder, setting.name)
    return value


def _assembled(values: Mapping[str, Value]) -> Settings:
    sections: dict[str, dict[str, Value]] = {}
    for key, value in values.items():
        section, _, name = key.rpartition(".")
        sections.setdefault(section, {})[name] = value
    settings = Settings()
    changes = {
        section: dataclasses.replace(getattr(settings, section), **given)
        for section, given in sections.items()
        if section
    }
    return dataclasses.replace(settings, **sections.get("", {}), **changes)  # type: ignore[arg-type]


def _of_file(path: Path | None, known: Mapping[str, Setting]) -> Iterator[tuple[str, Value, Origin]]:
    if path is None:
        return
    text = _read(path)
    try:
        document: dict[str, object] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        said = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise ConfigError(f"{path} is no valid TOML: {said[:1].lower()}{said[1:]}", file=str(path)) from error
    sections = {setting.section for setting in known.values() if setting.section}
    for top, content in document.items():
        if top in sections and not isinstance(content, dict):
            raise ConfigError(
                f"{top} in {path} is a section: write [{top}] above its settings", key=top, file=str(path)
            )
        given = content.items() if isinstance(content, dict) and top not in known else ((None, content),)
        if isinstance(content, dict) and not content and top not in sections:
            raise _unknown(top, f"section {top} in {path}", known, file=str(path))
        for name, value in given:
            key = top if name is None else f"{top}.{name}"
            if key not in known:
                raise _unknown(key, f"setting {key} in {path}", known, file=str(path))
            line = _line_of(text, known[key])
            where = f"{path}:{line}" if line else str(path)
            yield key, checked(value, known[key], f"in {where}", file=str(path)), Origin("file", where)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}", file=str(path)) from error
    if len(content) > _MOST_BYTES:
        raise ConfigError(f"{path} is larger than 1 MB; name a file of settings", file=str(path))
    try:
        return content.decode("utf-8-sig")  # editors on Windows put a mark at the start
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ConfigError(
            f"{path} is not in UTF-8 (line {line}); save it in that encoding", file=str(path)
        ) from error


def _line_of(text: str, setting: Setting) -> int | None:
    """Return the line that sets a key, as far as it can be seen without TOML's whole grammar, which keeps no lines."""
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if head := re.match(r"\s*\[\s*[\"']?([\w-]+)[\"']?\s*\]", line):
            section = head[1]
        elif (key := re.match(r"\s*([\w.\"' -]+?)\s*=", line)) is not None:
            name = re.sub(r"[\"' ]", "", key[1])
            if (f"{section}.{name}" if section else name) == setting.key:
                return number
    return None


def _of_environment(
    environment: Mapping[str, str], known: Mapping[str, Setting]
) -> Iterator[tuple[str, Value, Origin]]:
    variables = {setting.variable: setting for setting in known.values()}
    for name in sorted(environment):
        if not name.startswith(PREFIX):
            continue
        if name in variables:
            setting = variables[name]
            yield setting.key, parsed(environment[name], setting, f"in {name}"), Origin("environment", name)
        elif not _NO_SETTING.fullmatch(name):
            near = difflib.get_close_matches(name, [*variables, CONFIG_VARIABLE], n=1, cutoff=_NEAR)
            raise ConfigError(f"unknown environment variable {name}; {_remedy(near)}", key=name)


def _of_flags(flags: Mapping[str, str], known: Mapping[str, Setting]) -> Iterator[tuple[str, Value, Origin]]:
    for key, text in flags.items():
        if key not in known:
            raise _unknown(key, f"setting {key} on the command line", known)
        yield key, parsed(text, known[key], "on the command line"), Origin("command line")


def _unknown(key: str, what: str, known: Mapping[str, Setting], *, file: str | None = None) -> ConfigError:
    name = key.rpartition(".")[2]
    same = [setting.key for setting in known.values() if setting.name == name]
    sections = sorted({setting.section for setting in known.values() if setting.section})
    names = [f"[{s}]" for s in sections] if what.startswith("section") else list(known)
    near = difflib.get_close_matches(key, same or names, n=1, cutoff=0 if same else _NEAR)
    return ConfigError(f"unknown {what}; {_remedy(near)}", key=key, file=file)


def _remedy(near: list[str]) -> str:
    return f"did you mean {near[0]}?" if near else "`counterpoint config` lists every setting"


def _agree(settings: Settings, origins: Mapping[str, Origin]) -> None:
    """Refuse values that are each allowed but not together."""
    if settings.poll.shortest > settings.poll.longest:
        raise ConfigError(
            f"poll.shortest ({settings.poll.shortest}, {origins['poll.shortest']}) is above poll.longest "
            f"({settings.poll.longest}, {origins['poll.longest']}); change one of them",
            key="poll.shortest",
        )
    if settings.serve.websub and not settings.serve.public_url:
        raise ConfigError(
            f"serve.websub ({origins['serve.websub']}) needs serve.public_url: the address that hubs can reach",
            key="serve.public_url",
        )
