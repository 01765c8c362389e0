"""Fetch a URL: the only code that opens a connection.

Data way: URL -> Capture. Touches the network.

The address that is connected to is checked at the connection itself, after resolution and on every redirect,
and no environment proxy is used: a name that resolves to a private address, now or the second time it is
asked, is refused.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from datetime import datetime
from urllib.parse import urlsplit

import httpcore
import httpx

from counterpoint.errors import FetchError
from counterpoint.ingest.addresses import is_public
from counterpoint.ingest.limits import MAX_BYTES
from counterpoint.text import sha256
from counterpoint.types import Capture
from counterpoint.version import __version__

MAX_REDIRECTS = 5
TIMEOUT = httpx.Timeout(20.0, connect=10.0)
USER_AGENT = f"Counterpoint/{__version__} (news comparison)"


class _GuardedBackend(httpcore.SyncBackend):
    """Connects only to addresses that `allowed` passes, resolved here and used at once."""

    def __init__(self, allowed: Callable[[str], bool]) -> None:
        self._allowed = allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} was not found") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        refused = [a for a in addresses if not self._allowed(a)]
        if refused or not addresses:
            raise httpcore.ConnectError(f"{host} is on a private network ({', '.join(refused)})")
        for last, address in enumerate(addresses, start=1):
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except httpcore.ConnectError:
                if last == len(addresses):
                    raise
        raise httpcore.ConnectError(f"{host} has no address")


class HttpFetcher:
    """A `Fetcher` over HTTP(S) with the bounds above."""

    def __init__(self, *, clock: Callable[[], datetime], allowed: Callable[[str], bool] = is_public) -> None:
        self._clock = clock
        transport = httpx.HTTPTransport(http2=True, trust_env=False)
        # httpx has no public way to pass a network backend on; the alternative is a second HTTP client.
        transport._pool._network_backend = _GuardedBackend(allowed)  # noqa: SLF001
        self._client = httpx.Client(
            transport=transport, timeout=TIMEOUT, trust_env=False, headers={"User-Agent": USER_AGENT}
        )

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def fetch(self, url: str) -> Capture:
        """Return what the URL holds.

        Raises:
            FetchError: The URL is not http(s), is on a private network, answers with an error, redirects
                too often, is too large or too slow. The message says which.
        """
        asked = url
        for _ in range(MAX_REDIRECTS + 1):
            try:
                if urlsplit(url).scheme not in {"http", "https"}:
                    raise FetchError(f"{asked}: only http and https addresses can be fetched", url=asked)
                answer = self._get(url, asked)
            except (httpx.HTTPError, httpx.InvalidURL, ValueError, OverflowError) as error:
                raise FetchError(f"{asked}: could not be fetched: {_said(error)}", url=asked) from error
            if isinstance(answer, Capture):
                return answer
            url = answer
        raise FetchError(f"{asked}: redirects more than {MAX_REDIRECTS} times", url=asked)

    def _get(self, url: str, asked: str) -> Capture | str:
        """Return the capture, or the address it redirects to."""
        with self._client.stream("GET", url) as response:
            if response.next_request is not None:
                return str(response.next_request.url)
            if response.status_code >= 400:
                raise FetchError(f"{asked}: the server answers {response.status_code}", url=asked)
            content = bytearray()
            for chunk in response.iter_bytes(65_536):
                content += chunk
                if len(content) > MAX_BYTES:
                    raise FetchError(f"{asked}: larger than {MAX_BYTES // 1_000_000} MB", url=asked)
            return Capture(
                id=sha256(bytes(content)),
                content=bytes(content),
                url=str(response.url),
                content_type=response.headers.get("content-type"),
                fetched=self._clock(),
                headers=tuple(response.headers.items()),
            )


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__
