"""What may be asked, in its normal form, and the headers that depend on it.

Data way: a URL as given -> a URL that may be asked. Pure.
Specs: RFC 3986, RFC 9110 section 13 (conditional requests). What the host stands for is checked at the connection.
"""

from __future__ import annotations

import re

import httpx

from counterpoint.config import FetchSettings
from counterpoint.errors import ConfigError, FetchError, FetchKind
from counterpoint.ingest.addresses import is_web_port
from counterpoint.ingest.answers import Validators
from counterpoint.masking import mask_url
from counterpoint.version import __version__

_HOST = re.compile(rb"[a-z0-9._-]+|[0-9a-f:.]+")  # after httpx's IDNA; no escapes, no zone of a link
_LONGEST_URL = 8_192  # characters; servers refuse longer ones


def target(text: str, asked: str) -> httpx.URL:
    """Return a URL that may be asked, in its normal form: without fragment and the host's final dot.

    Args:
        text: The address, as given or redirected to.
        asked: What the caller asked for, which an error names.

    Raises:
        FetchError: It is none (kind "address").
    """
    if len(text) > _LONGEST_URL:
        raise _bad_address(asked[:200], f"longer than {_LONGEST_URL:,} characters")
    try:
        url = httpx.URL(text.strip()).copy_with(fragment=None)
        if url.host.endswith("."):
            url = url.copy_with(host=url.host.rstrip("."))
        port = url.port or (443 if url.scheme == "https" else 80)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise _bad_address(asked, f"no address that can be asked ({error})") from error
    if url.scheme not in {"http", "https"}:
        raise _bad_address(asked, "only http and https addresses can be")
    if not _HOST.fullmatch(url.raw_host):
        raise _bad_address(asked, "it names no host that can be")
    if url.userinfo:
        raise _bad_address(asked, "it holds a user name or password, which is never sent; leave it out")
    if not is_web_port(port):
        raise _bad_address(asked, f"port {port} is no web server's")
    return url


def _bad_address(asked: str, said: str) -> FetchError:
    shown = mask_url(asked) if "@" in asked else asked  # a password is not said again
    return FetchError(f"{shown}: could not be fetched: {said}", url=shown, kind=FetchKind.ADDRESS)


def joined(url: httpx.URL, location: str, asked: str) -> str:
    """Return where a Location header leads to from a URL. Raises as `target`."""
    try:
        return str(url.join(location.strip()))
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise _bad_address(asked, f"it redirects to what is no address ({error})") from error


def origin_of(url: httpx.URL) -> str:
    """Return scheme, host and port: "https://outlet.example", a default port left out."""
    return str(url.copy_with(raw_path=b"/", query=None, fragment=None)).rstrip("/")


def conditions_for(url: httpx.URL, validators: Validators) -> dict[str, str]:
    """Return the headers of a conditional request, for the address that gave the validators alone."""
    if validators.url is not None and validators.url != str(url):
        return {}
    both = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in both.items() if value}


def user_agent(settings: FetchSettings) -> str:
    """Return what the fetcher calls itself.

    Raises:
        ConfigError: It cannot stand in a header.
    """
    contact = f"; {settings.contact}" if settings.contact else ""
    agent = settings.user_agent or f"Counterpoint/{__version__} (news comparison{contact})"
    if not agent.isascii() or not agent.isprintable():
        raise ConfigError(
            "fetch.user_agent and fetch.contact must be plain ASCII text in one line", key="fetch.user_agent"
        )
    return agent
