"""Open the store: Django is set up for one database, and its tables are there.

The embedded default is one SQLite file in WAL mode, each commit on the disk before it is acknowledged
(`synchronous=FULL`: NORMAL may lose the last commits when the power fails) and writers waiting for one another;
PostgreSQL is the same to everything above.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import django
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from counterpoint.errors import ConfigError, StoreError

_BUSY = 30  # seconds a writer waits for another one
_UPDATING = 0x434F554E  # PostgreSQL's advisory lock while tables are made: any number that is nobody else's
_POSTGRES = frozenset({"postgres", "postgresql"})


def open_store(database: str) -> None:
    """Set Django up for a database and bring its tables up to date. The second time in a process does nothing.

    Args:
        database: A file's path, `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST:PORT/NAME`.

    Raises:
        ConfigError: The URL is neither, or this process has opened another database.
        StoreError: The database cannot be opened or is not one of ours.
    """
    wanted = database_of(database)
    if not django_settings.configured:
        django_settings.configure(**project(wanted))
        django.setup()
    elif _names(django_settings.DATABASES["default"]) != _names(wanted):
        raise ConfigError("one process opens one database; start another for the second", key="database")
    _migrate()


def project(database: dict[str, object]) -> dict[str, object]:
    """Return the Django settings of the desk over one database."""
    return {
        "DATABASES": {"default": database},
        "INSTALLED_APPS": ["counterpoint.desk"],
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "LOGGING_CONFIG": None,  # `logs.py` decides what is said
        "ROOT_URLCONF": "counterpoint.desk.urls",
        "MIDDLEWARE": ["counterpoint.desk.views.fenced"],
        "ALLOWED_HOSTS": ["*"],  # `fenced` has looked, by the settings of the very server that was asked
        "SECRET_KEY": "no-sessions-yet",  # nothing is signed: the desk has no accounts
    }


def database_of(url: str) -> dict[str, object]:
    """Return Django's settings for one database.

    Raises:
        ConfigError: It is no file and no URL of SQLite or PostgreSQL.
    """
    scheme, is_url, rest = url.partition("://")
    if not is_url:
        return _sqlite(url)
    if scheme == "sqlite":
        return _sqlite(unquote(rest.partition("?")[0]).removeprefix("/"))
    if scheme in _POSTGRES:
        return _postgres(url)
    raise ConfigError(
        f"{scheme}:// is no database that is known; name a file, sqlite:///PATH or postgresql://USER@HOST/NAME",
        key="database",
    )


def _sqlite(path: str) -> dict[str, object]:
    if not path:
        raise ConfigError("the database has no file name; write sqlite:///PATH or just PATH", key="database")
    pragmas = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536"
    )
    try:
        file = Path(path).expanduser().absolute()
    except RuntimeError as error:
        raise ConfigError(
            f"{path} names the home folder of nobody; write the whole path", key="database"
        ) from error
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {"timeout": _BUSY, "transaction_mode": "IMMEDIATE", "init_command": pragmas},
    }


def _postgres(url: str) -> dict[str, object]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # what it says may hold a part of the password
        raise ConfigError(
            "the database URL cannot be read; write / : @ ? and # in its password as %2F %3A %40 %3F and %23",
            key="database",
        ) from None
    options: dict[str, object] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")) or "counterpoint",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": str(options.pop("host", "")) or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": {"connect_timeout": 10, **options},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def _names(database: dict[str, object]) -> tuple[object, ...]:
    return tuple(database.get(key, "") for key in ("ENGINE", "NAME", "HOST", "PORT", "USER"))


def _migrate() -> None:
    try:
        if connection.vendor == "sqlite":
            _folder(Path(str(connection.settings_dict["NAME"])))
        executor = MigrationExecutor(connection)
        unknown = [
            name
            for app, name in executor.loader.applied_migrations
            if app == "desk" and (app, name) not in executor.loader.graph.nodes
        ]
        if unknown:
            raise StoreError(
                f"the database was made by a later version of Counterpoint (it has {max(unknown)}); install that version"
            )
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _update()
        elif missing := _missing():
            raise StoreError(
                f"the database was made by an unreleased state of Counterpoint (it has no table {missing}); "
                "begin a new one: counterpoint ingest and counterpoint add fill it"
            )
    except DatabaseError as error:
        raise StoreError(f"the database cannot be opened: {_said(error)}") from error


def _missing() -> str:
    """A table that ought to be there and is not; "" where all are."""
    there = set(connection.introspection.table_names())
    tables = (model._meta.db_table for model in apps.get_app_config("desk").get_models())  # noqa: SLF001 - Django's own name for it
    return min((table for table in tables if table not in there), default="")


def _update() -> None:
    """Make or change the tables in one transaction.

    A process that is killed in the middle leaves nothing half made (Django itself commits a migration before it notes that
    it was made), and of two that begin at once the second waits, and finds that nothing is left to do.
    """
    connection.disable_constraint_checking()  # on SQLite it cannot be done inside a transaction
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_UPDATING])
            call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.enable_constraint_checking()


def _folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or error
        raise StoreError(f"the folder of the database, {file.parent}, cannot be made: {said}") from error


def _said(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
