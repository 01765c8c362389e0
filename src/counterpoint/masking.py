"""Secrets out of text that people will read: addresses, headers, messages of errors.

Data way: on the way to logs and the terminal. Pure; never raises, whatever the text; linear in its length.

Masked: the user part of addresses (RFC 3986, 3.2.1), parameters whose names say secret, and the values of the headers
that carry credentials (RFC 9110, 11.6; RFC 6265). What is masked is replaced, not cut, so that it shows that it was there.
"""

from __future__ import annotations

import re

MASK = "***"

# A password may hold "/" and "@" that should have been encoded: in a database's address everything up to the last "@"
# is taken for it. Elsewhere "@" is common in paths, so there the user part ends where the standard says.
_DATABASE = re.compile(r"\b(postgres(?:ql)?://[^\s:@/]{0,200}):\S{0,500}@", re.IGNORECASE)
_USER = re.compile(r"\b(?!postgres(?:ql)?:)([a-z][a-z0-9+.-]{0,30}://)[^\s/?#]*@", re.IGNORECASE)

_NAMES = (
    r"[\w.-]{0,60}?(?:token|passw(?:or)?d|passphrase|secret|signature|credential|api[_-]?key)s?"
    r"|(?:[\w.-]{0,60}?[_.-])?(?:key|pass|pwd|sig|auth)"
)
# name=value in a query, a form, a connection string or prose; = ? & may be encoded once, as in an address in an address.
_PARAMETER = re.compile(
    rf"((?:(?<![\w.%-])|(?<=%3F)|(?<=%26))(?:{_NAMES})(?:=|%3D))((?!\*\*\*)(?:(?!%26)[^\s&;#\"'<>,)\]}}])+)",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"((?<![\w-])(?:proxy-)?(?:authorization|authentication|cookie|set-cookie|x-api-key|x-auth-token)[\"']?[ \t]*[:=,][ \t]*)"
    r"([bB]?[\"'])?((?(2)[^\"'\n]*|[^\n]*))",
    re.IGNORECASE,
)
_HEADERS = re.compile(
    r"authoriz|authentic|cookie|x-a|bearer|basic", re.IGNORECASE
)  # one of them is in every header's
_SCHEME = re.compile(r"\b((?:Bearer|Basic)\s+)[\w.~+/=-]{6,}")

# A bare "key" is a secret in an address, but in a record it is as a rule the key of something.
_SECRET_KEY = re.compile(
    r".*(?:token|passw(?:or)?d|passphrase|secret|signature|credential|cookie|authorization)s?"
    r"|.*(?:api|secret|private|access|signing)[ _-]?key",
    re.IGNORECASE | re.DOTALL,
)


def mask_url(url: str) -> str:
    """Return an address, or a text that holds some, without passwords and secret parameters.

    The name of a database's user stays: it tells which account is meant.
    """
    if "@" in url:
        url = _USER.sub(rf"\1{MASK}@", _DATABASE.sub(rf"\1:{MASK}@", url))
    return _PARAMETER.sub(rf"\1{MASK}", url) if "=" in url or "%3" in url else url


def mask_text(text: str) -> str:
    """Return any text without the secrets of addresses and of headers."""
    masked = mask_url(text)
    if _HEADERS.search(masked) is None:
        return masked
    return _SCHEME.sub(rf"\1{MASK}", _HEADER.sub(lambda m: f"{m[1]}{m[2] or ''}{MASK}", masked))


def is_secret(name: str) -> bool:
    """Tell whether the value under a name is secret whatever it is: a password, a token, a cookie."""
    return _SECRET_KEY.fullmatch(name.strip()) is not None
