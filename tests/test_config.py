"""Settings: where they come from, which place wins, and what is said when one is wrong."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.config import Settings, catalogue
from counterpoint.configfile import find_file, load_settings
from counterpoint.configvalues import wanted
from counterpoint.errors import ConfigError


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def load(text=None, environment=None, **flags):
    """Load from a file's text, the environment, and flags (fetch__delay is fetch.delay)."""
    file = None
    if text is not None:
        file = Path("c.toml")
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_settings(
        file=file, environment=environment or {}, flags={k.replace("__", "."): v for k, v in flags.items()}
    )


def said(*args, **kwargs):
    """The message of the ConfigError, one line."""
    with pytest.raises(ConfigError) as caught:
        load(*args, **kwargs)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_without_anything_given_the_defaults_hold():
    """And every setting says that it is one."""
    loaded = load()

    assert loaded.settings == Settings()
    assert loaded.file is None
    assert {str(origin) for origin in loaded.origins.values()} == {"default"}
    assert list(loaded.origins) == [setting.key for setting in catalogue()]


def test_each_place_wins_over_the_one_before():
    """Defaults, file, environment, command line; each value says where it came from."""
    text = "database = 'f.db'\n\n[fetch]\ndelay = 2\ntimeout = 5.5\nretries = 4\n"
    environment = {"COUNTERPOINT_FETCH_TIMEOUT": "6", "COUNTERPOINT_FETCH_RETRIES": "5", "PATH": "/bin"}

    loaded = load(text, environment, fetch__retries="6")
    fetch = loaded.settings.fetch

    assert (loaded.settings.database, fetch.delay, fetch.timeout, fetch.retries) == ("f.db", 2.0, 6.0, 6)
    assert fetch.concurrency == Settings().fetch.concurrency
    assert type(fetch.delay) is float
    assert [str(loaded.origins[k]) for k in ("database", "fetch.delay", "fetch.timeout", "fetch.retries", "fetch.concurrency")] == [
        "c.toml:1", "c.toml:4", "COUNTERPOINT_FETCH_TIMEOUT", "command line", "default",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("fetch.obey_robots", "No", False),
        ("work.annotate", "1", True),
        ("fetch.max_bytes", " 5_000_000 ", 5_000_000),
        ("fetch.delay", "0", 0.0),
        ("fetch.private_networks", "192.168.7.0/24, fd00:7::/64", ("192.168.7.0/24", "fd00:7::/64")),
        ("fetch.private_networks", "", ()),
        ("database", "postgresql://u:p=1@h/n", "postgresql://u:p=1@h/n"),
        ("serve.host", "0.0.0.0", "0.0.0.0"),
        ("serve.host", "::1", "::1"),
        ("serve.host", "news.example", "news.example"),
        ("serve.public_url", "https://news.example/desk/", "https://news.example/desk/"),
        ("locale", "pt-BR", "pt-BR"),
        ("log.level", "debug", "debug"),
    ],
)
def test_text_of_flags_and_environment_is_read_in_the_settings_type(key, text, value):
    """The same text from either gives the same value."""
    variable = {s.key: s.variable for s in catalogue()}[key]
    setting = next(s for s in catalogue() if s.key == key)

    assert load(**{key: text}).value(setting) == value
    assert load(None, {variable: text}).value(setting) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[fetch]\ndealy = 2", "unknown setting fetch.dealy in c.toml; did you mean fetch.delay?"),
        ("delay = 2", "unknown setting delay in c.toml; did you mean fetch.delay?"),
        ("[fetsh]\ndelay = 2", "unknown setting fetsh.delay in c.toml; did you mean fetch.delay?"),
        ("[fetsh]", "unknown section fetsh in c.toml; did you mean [fetch]?"),
        ("qqq = 1", "unknown setting qqq in c.toml; `counterpoint config` lists every setting"),
        ("fetch = 2", "fetch in c.toml is a section: write [fetch] above its settings"),
        ("[[fetch]]\ndelay = 2", "fetch in c.toml is a section: write [fetch] above its settings"),
        ("[fetch]\n\ndelay = 'x'", 'fetch.delay is "x" in c.toml:3; it takes a number from 0 to 86_400'),
        ("[fetch]\ndelay = true", "fetch.delay is true in c.toml:2; it takes a number from 0 to 86_400"),
        ("[fetch]\ndelay = nan", "fetch.delay is nan in c.toml:2; it takes a number from 0 to 86_400"),
        ("[fetch]\nretries = 2.0", "fetch.retries is 2.0 in c.toml:2; it takes a whole number from 1 to 20"),
        ("[fetch]\nretries = 0", "fetch.retries is 0 in c.toml:2; it takes a whole number from 1 to 20"),
        ("fetch.retries = 99", "fetch.retries is 99 in c.toml:1; it takes a whole number from 1 to 20"),
        ("[fetch]\nobey_robots = 1", "fetch.obey_robots is 1 in c.toml:2; it takes true or false"),
        ("[fetch.delay]\na = 1", "fetch.delay is a table in c.toml; it takes a number from 0 to 86_400"),
        ("database = {a = 1}", "database is a table in c.toml:1; it takes a file's path, sqlite:///PATH or postgresql://USER@HOST/NAME"),
        ("database = ['a']", "database is a list in c.toml:1; it takes a file's path, sqlite:///PATH or postgresql://USER@HOST/NAME"),
        ("[fetch]\nprivate_networks = [1]", "fetch.private_networks is a list in c.toml:2; it takes networks such as 192.168.7.0/24"),
        (f"[fetch]\nretries = 0x{'f' * 9000}", "fetch.retries is a very long number in c.toml:2; it takes a whole number from 1 to 20"),
        ("locale = 2025-01-01", "locale is a date in c.toml:1; it takes a language tag such as en or pt-BR"),
        ("[log]\nlevel = 'loud'", 'log.level is "loud" in c.toml:2; it takes one of debug, info, warning, error'),
        ("a = [1", "c.toml is no valid TOML: unclosed array (at end of document)"),
        ("[fetch]\ndelay 2", "c.toml is no valid TOML: expected '=' after a key in a key/value pair (at line 2, column 7)"),
        ("a = " + "[" * 9000, "c.toml is no valid TOML: it is nested too deeply"),
        (b"# caf\n#\xe9", "c.toml is not in UTF-8 (line 2); save it in that encoding"),
        ("#" * 1_000_001, "c.toml is larger than 1 MB; name a file of settings"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_one_sentence_with_the_place_and_the_remedy(text, message):
    """The section, the line, and the nearest name."""
    assert said(text) == message


@pytest.mark.parametrize(
    ("key", "text", "part"),
    [
        ("fetch.private_networks", "10.0.0.1/8", "(write 10.0.0.0/8)"),
        ("fetch.private_networks", "home", "it takes networks such as 192.168.7.0/24"),
        ("fetch.private_networks", "0.0.0.0/0", "that is every address"),
        ("fetch.private_networks", "::/0", "that is every address"),
        ("fetch.user_agent", "Desk\r\nX-Evil: 1", "control character"),
        ("fetch.contact", "café", "one line of plain ASCII"),
        ("database", "", "it takes a file's path"),
        ("database", "mysql://h/n", "sqlite:///PATH or postgresql://"),
        ("database", "news\0.db", "control character"),
        ("serve.host", "bad host", "a host's name or address"),
        ("serve.host", "", "a host's name or address"),
        ("serve.public_url", "ftp://a.example", "an http or https address"),
        ("serve.public_url", "https://[", "an http or https address"),
        ("serve.public_url", "https://a:hunter2@b.example", "leave the user and password out"),
        ("serve.port", "70000", "from 0 to 65_535"),
        ("fetch.delay", "1" * 5000, "it takes a number"),
        ("fetch.retries", "1" * 5000, "it takes a whole number"),
        ("fetch.delay", "inf", "it takes a number"),
        ("locale", "../../etc", "a language tag"),
    ],
)
def test_a_wrong_value_says_what_is_wanted(key, text, part):
    """Wherever it was given; long values are cut, and passwords are not shown."""
    variable = {s.key: s.variable for s in catalogue()}[key]

    on_the_command_line = said(**{key: text})
    in_the_environment = said(None, {variable: text})

    assert part in on_the_command_line
    assert f"in {variable}" in in_the_environment
    assert "on the command line" in on_the_command_line
    assert len(on_the_command_line) < 300
    assert "hunter2" not in on_the_command_line


def test_a_password_in_a_wrong_database_is_not_shown():
    """Neither from the file nor from a flag."""
    assert "hunter2" not in said("database = 'mysql://desk:hunter2@h/n'")
    assert "hunter2" not in said(database="postgresql://desk:hun/hunter2@h/n\n")


def test_an_unknown_variable_of_ours_is_an_error_and_others_are_not():
    """Those of Kubernetes for a service of our name are passed over, and those of the tests."""
    assert said(None, {"COUNTERPOINT_FETCH_DEALY": "1"}) == (
        "unknown environment variable COUNTERPOINT_FETCH_DEALY; did you mean COUNTERPOINT_FETCH_DELAY?"
    )
    assert "lists every setting" in said(None, {"COUNTERPOINT_ZZZZZZZZZZZZZZZZZZZZZZZ": "1"})
    passed = {
        "COUNTERPOINT_SERVICE_HOST": "10.0.0.1",
        "COUNTERPOINT_PORT": "tcp://10.0.0.1:8765",
        "COUNTERPOINT_PORT_8765_TCP_ADDR": "10.0.0.1",
        "COUNTERPOINT_TEST_POSTGRES": "x",
        "counterpoint_fetch_delay": "x",
    }
    assert load(None, passed).settings == Settings()


def test_an_unknown_flag_is_an_error_with_the_nearest_name():
    """As in the file."""
    assert said(fetch__dealy="2") == (
        "unknown setting fetch.dealy on the command line; did you mean fetch.delay?"
    )


def test_values_that_do_not_go_together_are_refused():
    """Each is allowed alone; the message says where each came from."""
    assert said("[poll]\nshortest = 900", poll__longest="600") == (
        "poll.shortest (900, c.toml:2) is above poll.longest (600, command line); change one of them"
    )
    assert "needs serve.public_url" in said(serve__websub="yes")


def test_the_file_is_looked_for_in_four_places(folder):
    """The flag, the variable, the current folder, the user's configuration: the first there is."""
    home = folder / "home"
    for place in (home / ".config/counterpoint", folder / "xdg/counterpoint"):
        place.mkdir(parents=True)
        (place / "counterpoint.toml").write_text("", encoding="utf-8")
    environment = {"HOME": str(home)}
    xdg = environment | {"XDG_CONFIG_HOME": str(folder / "xdg")}
    (folder / "v.toml").write_text("", encoding="utf-8")

    assert find_file(None, {}) is None
    assert find_file(None, environment) == home / ".config/counterpoint/counterpoint.toml"
    assert find_file(None, environment | {"XDG_CONFIG_HOME": "relative"}) == find_file(None, environment)
    assert find_file(None, xdg) == folder / "xdg/counterpoint/counterpoint.toml"
    (folder / "counterpoint.toml").write_text("", encoding="utf-8")
    assert str(find_file(None, xdg)) == "counterpoint.toml"
    assert str(find_file(None, xdg | {"COUNTERPOINT_CONFIG": "v.toml"})) == "v.toml"
    assert str(find_file(folder / "v.toml", xdg | {"COUNTERPOINT_CONFIG": "x"})) == str(folder / "v.toml")


def test_a_file_that_was_named_must_be_there_and_readable(folder):
    """Who names a file means it."""
    assert said(None, {"COUNTERPOINT_CONFIG": "gone.toml"}) == (
        "gone.toml, which COUNTERPOINT_CONFIG names, is not there; correct the path"
    )
    assert said(None, {"COUNTERPOINT_CONFIG": "."}) == ". cannot be read: Is a directory"
    with pytest.raises(ConfigError, match="--config names"):
        load_settings(file=folder / "gone.toml", environment={}, flags={})
    with pytest.raises(ConfigError, match="--config names"):
        load_settings(file=folder / "a\0b", environment={}, flags={})


def test_the_line_of_a_value_is_found_in_every_way_to_write_its_key():
    """Dotted, quoted, spaced; a comment that looks like one is none."""
    text = "\ufeff# [fetch]\nfetch.delay = 2\n'locale' = 'de'\n[ poll ]\n# entries = 1\n  entries=7\n[work] # ours\n\"tries\" = 3"

    origins = load(text).origins

    assert [str(origins[k]) for k in ("fetch.delay", "locale", "poll.entries", "work.tries")] == [
        "c.toml:2", "c.toml:3", "c.toml:6", "c.toml:8",
    ]  # fmt: skip


@pytest.mark.parametrize("setting", catalogue(), ids=lambda s: s.key)
def test_every_setting_is_documented_and_its_default_is_allowed(setting):
    """Numbers have bounds on both sides; the name of its variable is its own; a letter too many is found."""
    assert setting.about.says
    assert wanted(setting)
    if setting.kind in (int, float):
        assert setting.about.least <= setting.default <= setting.about.most
    text = ",".join(setting.default) if isinstance(setting.default, tuple) else str(setting.default)
    assert load(**{setting.key: text}).settings == Settings()
    assert load(None, {setting.variable: text}).settings == Settings()
    assert f"did you mean {setting.key}?" in said(**{setting.key + "s": text})


def test_settings_names_are_unlike_enough_that_the_nearest_is_meant():
    """No two keys of one section are a typing slip apart."""
    keys = [setting.key for setting in catalogue()]
    assert len({setting.variable for setting in catalogue()}) == len(keys)
    for key in keys:
        near = difflib.get_close_matches(key, keys, n=2, cutoff=0.93)
        assert near == [key]


def tried(*, file=None, flags=None):
    """The settings, or the message of the ConfigError."""
    try:
        return load_settings(file=file, environment={}, flags=flags or {}).settings
    except ConfigError as error:
        return str(error)


@given(st.binary(max_size=300))
def test_any_file_loads_or_is_refused(tmp_path_factory, content):
    """Never another error than ConfigError."""
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(content)

    outcome = tried(file=file)

    assert isinstance(outcome, Settings) or str(file) in outcome


@given(st.sampled_from([s.key for s in catalogue()]), st.text(max_size=40))
def test_any_value_is_taken_or_refused(key, text):
    """Never another error than ConfigError, and always one line."""
    outcome = tried(flags={key: text})

    assert isinstance(outcome, Settings) or len(outcome.splitlines()) == 1
