"""One value of a setting: read from text, checked against what the setting may be, and shown.

Data way: before everything. Pure.
"""

from __future__ import annotations

import ipaddress
import math
import re
from urllib.parse import urlsplit

from counterpoint.config import Form, Setting, Value
from counterpoint.errors import ConfigError
from counterpoint.masking import mask_url

_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}
_KINDS: dict[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    tuple: "a list of texts",
}
_MOST_SHOWN = 60  # characters of a wrong value in a message
_DATABASES = ("sqlite", "postgres", "postgresql")
_HOST_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62}(?:\.(?=[A-Za-z0-9_]))?){0,127}")
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,8}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def wanted(setting: Setting) -> str:
    """Return what a setting takes, in words, with its bounds."""
    about = setting.about
    if about.one_of:
        return f"one of {', '.join(about.one_of)}"
    if about.form is not Form.ANY:
        return str(about.form.value)
    if about.least is not None and about.most is not None:
        return f"{_KINDS[setting.kind]} from {_number(about.least)} to {_number(about.most)}"
    return _KINDS[setting.kind]


def written(value: Value) -> str:
    """Return a value as TOML, with a database's password masked."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(written(item) for item in value)}]"
    if isinstance(value, str):
        text = mask_url(value).replace("\\", "\\\\").replace('"', '\\"')
        return '"' + _CONTROL.sub(lambda m: f"\\u{ord(m[0]):04x}", text) + '"'
    return _number(value)


def parsed(text: str, setting: Setting, where: str) -> Value:
    """Return the value that a text of the environment or of the command line stands for, checked.

    Lists are written with commas; true and false also as yes, no, on, off, 1 and 0.
    """
    stripped = text.strip()
    value: object = text
    try:
        if setting.kind is bool:
            value = _BOOLEANS[stripped.lower()]
        elif setting.kind is tuple:
            value = [item.strip() for item in stripped.split(",") if item.strip()]
        elif setting.kind is not str:
            value = setting.kind(stripped)
    except (KeyError, ValueError) as error:
        raise _wrong(text, setting, where) from error
    return checked(value, setting, where)


def checked(value: object, setting: Setting, where: str, *, file: str | None = None) -> Value:
    """Return a value in its setting's type.

    Args:
        value: As TOML gives it.
        setting: The setting.
        where: Where it was given, with its preposition, for the message.
        file: The file it was given in, if it was.

    Raises:
        ConfigError: The type, the range or the form is another.
    """
    about = setting.about
    # A bool is an int to isinstance: types are compared as they are.
    if setting.kind is float and type(value) is int and abs(value) < 2**53:
        value = float(value)
    if setting.kind is tuple and isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = tuple(value)
    if type(value) is not setting.kind:
        raise _wrong(value, setting, where, file=file)
    if isinstance(value, int | float) and not isinstance(value, bool):
        low = -math.inf if about.least is None else about.least
        high = math.inf if about.most is None else about.most
        if not low <= value <= high:  # what is not a number is neither
            raise _wrong(value, setting, where, file=file)
        return value
    assert isinstance(value, bool | str | tuple)
    if about.one_of and value not in about.one_of:
        raise _wrong(value, setting, where, file=file)
    for text in value if isinstance(value, tuple) else (value,):
        if isinstance(text, str) and (remedy := _fault(text, about.form)) is not None:
            raise _wrong(text, setting, where, remedy, file=file)
    return value


def _fault(text: str, form: Form) -> str | None:
    """Return what else to say of a text that has not the form it must have: "" when the form says all; None if it has."""
    if _CONTROL.search(text):
        return "it holds a control character"
    if form is Form.DATABASE:
        scheme, mark, _ = text.partition("://")
        return None if text.strip() and (not mark or scheme.lower() in _DATABASES) else ""
    if form is Form.HEADER:
        return None if text.isascii() else ""
    if form is Form.LOCALE:
        return None if _LOCALE.fullmatch(text) else ""
    if form is Form.NETWORK:
        return _network_fault(text)
    if form is Form.HOST:
        return None if _is_address(text) or (len(text) <= 253 and _HOST_NAME.fullmatch(text)) else ""
    if form is Form.URL:
        return _url_fault(text)
    return None


def _network_fault(text: str) -> str | None:
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return ""
    if network.prefixlen == 0:
        return "that is every address: name the networks that are meant"
    return (
        None if "/" not in text or str(network.network_address) == _address_of(text) else f"write {network}"
    )


def _address_of(network: str) -> str:
    return str(ipaddress.ip_address(network.partition("/")[0]))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _url_fault(text: str) -> str | None:
    if not text:
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0 or " " in text:
        return ""
    if "@" in parts.netloc:
        return "it is shown to others: leave the user and password out"
    return "leave out what follows ? and #" if parts.query or parts.fragment else None


def _wrong(
    value: object, setting: Setting, where: str, remedy: str = "", *, file: str | None = None
) -> ConfigError:
    more = f" ({remedy})" if remedy else ""
    return ConfigError(
        f"{setting.key} is {_shown(value)} {where}; it takes {wanted(setting)}{more}",
        key=setting.key,
        file=file,
    )


def _shown(value: object) -> str:
    """Return a wrong value as a message quotes it: short, on one line, without passwords."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if not isinstance(value, str | int | float):  # TOML has dates and times
        return f"a {type(value).__name__}"
    try:
        text = written(value)
    except ValueError:  # a number of thousands of digits
        return "a very long number"
    text = _CONTROL.sub(" ", text)
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "..."


def _number(value: float) -> str:
    if not isinstance(value, int):
        return repr(value)
    return f"{value:_}" if abs(value) >= 10_000 else str(value)
