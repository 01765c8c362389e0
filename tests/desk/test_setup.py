"""The store is opened by its address, and what is wrong with it is said in a sentence without secrets."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from counterpoint.desk import setup
from counterpoint.desk.setup import database_of, open_store
from counterpoint.errors import ConfigError, StoreError


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("news.db", str(Path("news.db").absolute())),
        ("sqlite:///news.db", str(Path("news.db").absolute())),
        ("sqlite:////srv/news.db", "/srv/news.db"),
        ("/srv/a b?.db", "/srv/a b?.db"),
        ("sqlite:////srv/a%20b.db", "/srv/a b.db"),
    ],
)
def test_a_file_is_named_by_its_path_or_as_a_url(url, name):
    """Three slashes are a path from here, four one from the root."""
    assert database_of(url)["NAME"] == name


def test_a_url_of_postgresql_names_user_host_port_and_options():
    """What is percent-encoded is decoded; the folder of a socket is a host."""
    found = database_of("postgres://desk:p%2Fw@db.example:5433/news?sslmode=require&host=/run/pg")

    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("news", "desk", "p/w")
    assert (found["HOST"], found["PORT"]) == ("/run/pg", "5433")
    assert found["OPTIONS"]["sslmode"] == "require"
    assert database_of("postgresql://")["NAME"] == "counterpoint"


@pytest.mark.parametrize("url", ["", "sqlite://", "mysql://desk:hunter2@h/news", "~nobody-at-all/news.db"])
def test_what_is_no_database_is_refused(url):
    """With a sentence; no file is named after a bare scheme."""
    with pytest.raises(ConfigError) as caught:
        database_of(url)

    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("url", ["postgresql://desk:hunt/er2@h/news", "postgresql://desk:hunt:er2@[h/news"])
def test_no_part_of_a_password_is_in_an_error(url):
    """A slash in it ends the host: what the standard library says of the port would show the rest."""
    with pytest.raises(ConfigError, match="%2F") as caught:
        database_of(url)

    assert "hunt" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.django_db
def test_one_process_opens_one_database(tmp_path):
    """The same one twice does nothing; another one is refused."""
    with pytest.raises(ConfigError, match="another"):
        open_store(str(tmp_path / "other.db"))

    assert not (tmp_path / "other.db").exists()


@pytest.mark.django_db
def test_a_database_of_a_later_version_is_left_alone():
    """It says which migration it has that this version does not know."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('desk', '0999_later', '2030-01-01')"
        )

    with pytest.raises(StoreError, match=r"later version.*0999_later"):
        setup._migrate()


@pytest.mark.django_db
def test_a_database_of_an_unreleased_state_is_named_as_such(monkeypatch):
    """Its migrations have the names of today's, and its tables are not today's."""
    names = connection.introspection.table_names
    monkeypatch.setattr(
        connection.introspection, "table_names", lambda *given: set(names(*given)) - {"desk_story"}
    )

    with pytest.raises(StoreError, match=r"unreleased.*desk_story"):
        setup._migrate()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    """A file stands in its place."""
    (tmp_path / "file").write_text("x")

    with pytest.raises(StoreError, match="file, cannot be made"):
        setup._folder(tmp_path / "file" / "news.db")


def test_a_file_that_is_no_database_is_not_overwritten(tmp_path):
    """One sentence, and the file is as it was."""
    file = tmp_path / "notes.txt"
    file.write_text("These are notes, and no database. " * 50)
    call = [sys.executable, "-m", "counterpoint", "retry", "--database", str(file)]

    ended = subprocess.run(call, capture_output=True, text=True, check=False, timeout=120)

    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "not a database" in ended.stderr
    assert file.read_text().startswith("These are notes")
