"""The fetcher, against a real server on this machine."""

from __future__ import annotations

import gzip
import socket
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from counterpoint.errors import FetchError
from counterpoint.ingest import http
from counterpoint.ingest.http import HttpFetcher

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


class Site(BaseHTTPRequestHandler):
    """Serves a page, redirects, errors, and a small gzip that becomes large."""

    def do_GET(self):
        if self.path == "/page":
            self._send(200, b"<p>words</p>", {"Content-Type": "text/html; charset=utf-8"})
        elif self.path == "/moved":
            self._send(302, b"", {"Location": "/page"})
        elif self.path == "/circle":
            self._send(302, b"", {"Location": "/circle"})
        elif self.path == "/away":
            self._send(302, b"", {"Location": "file:///etc/passwd"})
        elif self.path == "/bomb":
            self._send(200, gzip.compress(b"\0" * 30_000_000), {"Content-Encoding": "gzip"})
        else:
            self._send(404, b"", {})

    def _send(self, status, body, headers):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher():
    """A fetcher to which this machine counts as public."""
    made = HttpFetcher(clock=lambda: NOON, allowed=lambda address: address == "127.0.0.1")
    yield made
    made.close()


def test_a_page_becomes_a_capture(site, fetcher):
    """With its bytes, address after redirects, type and time."""
    got = fetcher.fetch(site + "/moved")

    assert (got.content, got.url, got.fetched) == (b"<p>words</p>", site + "/page", NOON)
    assert got.content_type == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "why"),
    [("/none", "404"), ("/circle", "redirects more"), ("/away", "only http"), ("/bomb", "larger than")],
)
def test_what_cannot_be_fetched_says_why(site, fetcher, path, why):
    """One sentence that names the address and the reason."""
    with pytest.raises(FetchError, match=why) as caught:
        fetcher.fetch(site + path)

    assert caught.value.url == site + path


def test_private_addresses_are_refused_however_they_are_written(site):
    """By name, by number, in hexadecimal: what counts is the address connected to."""
    fetcher = HttpFetcher(clock=lambda: NOON)
    port = site.rsplit(":", 1)[1]
    for host in ("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"):
        with pytest.raises(FetchError):
            fetcher.fetch(f"http://{host}:{port}/page")
    fetcher.close()


def test_a_name_that_changes_its_address_is_checked_at_the_connection(site, fetcher, monkeypatch):
    """The address that was checked is the one connected to: the name is resolved once."""
    asked = []

    def resolve(host, port, *_, **__):
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 or host == "127.0.0.1" else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(http.socket, "getaddrinfo", resolve)
    port = site.rsplit(":", 1)[1]

    got = fetcher.fetch(f"http://news.example:{port}/page")

    assert got.content == b"<p>words</p>"
    assert asked.count("news.example") == 1
