"""`counterpoint config` shows what holds and where it came from."""

from __future__ import annotations

import json
import tomllib

import pytest

from counterpoint.cli import main, parser
from counterpoint.cli.config import example
from counterpoint.cli.parsers import settings_of
from counterpoint.config import Settings, catalogue
from counterpoint.configfile import load_settings


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty working directory, and no settings of the user's."""
    for name in ("COUNTERPOINT_CONFIG", *(setting.variable for setting in catalogue())):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_setting_is_a_line_with_its_value_and_origin(folder, monkeypatch, capsys):
    """Plain columns where no person watches."""
    (folder / "counterpoint.toml").write_text("[fetch]\ndelay = 2\n", encoding="utf-8")
    monkeypatch.setenv("COUNTERPOINT_FETCH_RETRIES", "4")

    assert main(["config", "--set", "fetch.timeout=9"]) == 0

    rows = {line.split()[0]: " ".join(line.split()) for line in capsys.readouterr().out.splitlines()}
    assert list(rows) == ["setting", *(setting.key for setting in catalogue())]
    assert rows["fetch.delay"].startswith("fetch.delay 2.0 counterpoint.toml:2 seconds between")
    assert rows["fetch.retries"].startswith("fetch.retries 4 COUNTERPOINT_FETCH_RETRIES tries")
    assert rows["fetch.timeout"].startswith("fetch.timeout 9.0 command line seconds")
    assert rows["locale"].startswith('locale "en" default language')


def test_the_table_of_a_terminal_shows_the_same(monkeypatch, capsys):
    """And the file, or that there is none; markup in a value is text."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "200")

    assert main(["config", "--database", "[bold]x[/bold].db"]) == 0

    shown = capsys.readouterr().out
    assert all(setting.key in shown for setting in catalogue())
    assert "[bold]x[/bold].db" in shown
    assert "none was found" in shown


def test_json_has_values_defaults_and_origins(capsys):
    """For programs."""
    assert main(["config", "--json", "--set", "fetch.private_networks=10.1.0.0/16"]) == 0

    made = json.loads(capsys.readouterr().out)
    by_key = {setting["key"]: setting for setting in made["settings"]}
    assert made["file"] is None
    assert list(by_key) == [setting.key for setting in catalogue()]
    assert by_key["fetch.private_networks"] == {
        "key": "fetch.private_networks",
        "value": ["10.1.0.0/16"],
        "default": [],
        "origin": "command line",
        "where": None,
        "variable": "COUNTERPOINT_FETCH_PRIVATE_NETWORKS",
        "meaning": "networks in CIDR form that may be reached though they are not public",
    }


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_the_databases_password_is_not_shown(capsys, form):
    """In neither form."""
    assert main(["config", "--database", "postgresql://desk:hunter2@h/news", *form]) == 0

    shown = capsys.readouterr().out
    assert "hunter2" not in shown
    assert "postgresql://desk:***@h/news" in shown


def test_the_example_is_a_file_that_loads_to_the_defaults(folder, capsys):
    """Every setting stands in it, explained; it is shown even where the settings in force are wrong."""
    (folder / "counterpoint.toml").write_text("broken", encoding="utf-8")
    assert main(["config", "--example"]) == 0
    text = capsys.readouterr().out
    (folder / "counterpoint.toml").write_text(text, encoding="utf-8")

    loaded = load_settings(file=None, environment={}, flags={})

    assert text == example()
    assert loaded.settings == Settings()
    assert {origin.place for origin in loaded.origins.values()} == {"file"}
    assert all(setting.about.says in text for setting in catalogue())
    assert tomllib.loads(text)["fetch"]["max_bytes"] == 10_000_000


def test_the_flags_stand_before_and_after_the_commands_name(folder):
    """Both count; what is said later wins."""
    (folder / "a.toml").write_text("locale = 'de'", encoding="utf-8")
    typed = ["--config", "a.toml", "--set", "fetch.delay=2", "--set=fetch.retries=5", "config", "--set", "fetch.delay=3", "--database", "d.db"]  # fmt: skip

    settings = settings_of(parser().parse_args(typed))

    assert (settings.locale, settings.database) == ("de", "d.db")
    assert (settings.fetch.delay, settings.fetch.retries) == (3.0, 5)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["config", "--set", "fetch.dealy=2"], "did you mean fetch.delay?"),
        (["config", "--set", "fetch.delay"], "--set takes KEY=VALUE"),
        (["config", "--set", "=2"], "--set takes KEY=VALUE"),
        (["config", "--config", "gone.toml"], "which --config names, is not there"),
        (["--database", "", "config"], "database is"),
    ],
)
def test_a_mistake_is_one_sentence_with_exit_status_2(capsys, typed, said):
    """The remedy is in it."""
    assert main(typed) == 2

    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
