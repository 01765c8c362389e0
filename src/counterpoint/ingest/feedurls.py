"""URLs as feeds give them, made absolute.

Data way: an attribute or a text -> URL of an Entry. Pure. Spec: RFC 3986 section 5, with the slips that browsers forgive (blanks
around, line ends inside, slashes too many).
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

_SCHEMES = ("http", "https", "ftp")
_SLASHES = re.compile(r"^(https?://)/+", re.IGNORECASE)


def absolute(base: str | None, given: str | None) -> str | None:
    """Return an absolute http, https or ftp URL, or None where there is none: a script, a bare word without a base."""
    if not given:
        return None
    url = given.strip()
    if url.startswith(("http://", "https://")):
        if url.startswith("/", 8 if url[4] == "s" else 7):
            url = _SLASHES.sub(r"\1", url)
        return url if "\n" not in url and "\t" not in url else "".join(url.split())
    try:
        joined = urljoin(base or "", "".join(url.splitlines()))
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in _SCHEMES and parts.netloc else None
