"""What the parsers of the commands share: their type, and the flags that every command takes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from counterpoint.errors import ConfigError

if TYPE_CHECKING:
    from counterpoint.config import Settings
    from counterpoint.configfile import Loaded

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse names it no other way


def common_flags(top: argparse.ArgumentParser, commands: Commands) -> None:
    """Give every parser the flags that say how to run; they may stand before and after the command's name."""
    for parser in (top, *commands.choices.values()):
        inner = parser is not top
        # What is not given after the name must not cover what was given before it.
        absent = argparse.SUPPRESS if inner else None

        def say(text: str, *, inner: bool = inner) -> str:
            return argparse.SUPPRESS if inner else text

        parser.add_argument(
            "--config",
            metavar="FILE",
            default=absent,
            type=Path,
            help=say(
                "the file of settings (default: $COUNTERPOINT_CONFIG, else counterpoint.toml here or in the user's configuration)"
            ),
        )
        parser.add_argument(
            "--database",
            metavar="URL",
            default=absent,
            help=say("a file, sqlite:///PATH or postgresql://USER@HOST/NAME (default: counterpoint.db)"),
        )
        parser.add_argument(
            "--set",
            metavar="KEY=VALUE",
            action="append",
            default=absent,
            dest="set_after" if inner else "set_before",
            help=say("one setting, such as fetch.delay=2; may be given again (see counterpoint config)"),
        )
        parser.add_argument(
            "--debug",
            action="store_true",
            default=argparse.SUPPRESS if inner else False,
            help=say("show the traceback of an error"),
        )
        if inner:
            parser.epilog = (
                "--config, --database, --set and --debug may stand here too: see counterpoint --help."
            )


def settings_of(options: argparse.Namespace) -> Settings:
    """Return the settings of one call: the file, the environment, and the flags.

    Raises:
        ConfigError: As load_settings.
    """
    return loaded_of(options).settings


def loaded_of(options: argparse.Namespace) -> Loaded:
    """Return the settings of one call, and where each came from.

    Raises:
        ConfigError: As load_settings; or --set without a key and a value.
    """
    import os

    from counterpoint.configfile import load_settings

    flags = {}
    for given in (*(options.set_before or ()), *getattr(options, "set_after", ())):
        key, equals, value = given.partition("=")
        if not equals or not key.strip():
            raise ConfigError(f"--set takes KEY=VALUE, such as --set fetch.delay=2, not {key!r}", key="set")
        flags[key.strip()] = value
    if options.database is not None:
        flags["database"] = options.database
    return load_settings(file=options.config, environment=os.environ, flags=flags)
