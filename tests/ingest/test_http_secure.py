"""The fetcher over TLS and HTTP/2."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from counterpoint.config import FetchSettings
from counterpoint.errors import FetchError
from counterpoint.ingest.http import HttpFetcher
from tests import servers_h2 as h2
from tests.certificates import serving, trusting
from tests.servers import PAGE, Server, page

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def fetching(*, trust=True, **changes):
    """A fetcher for which every name is this machine."""
    settings = {
        "private_networks": ("127.0.0.1",),
        "delay": 0.0,
        "timeout": 2.0,
        "total_timeout": 5.0,
        "retries": 1,
    }
    return HttpFetcher(
        clock=lambda: NOON,
        settings=FetchSettings(**{**settings, "obey_robots": False, **changes}),
        resolver=lambda *_: ["127.0.0.1"],
        tls=trusting() if trust else None,
    )


@pytest.fixture
def fetcher():
    made = fetching()
    yield made
    made.close()


def test_a_page_comes_over_tls(fetcher):
    """The name is checked against the certificate, though the address was resolved and checked before."""
    with Server({"/": page()}, tls=serving("http/1.1")) as server:
        got = fetcher.fetch(f"https://outlet.example:{server.port}/")

    assert got.content == PAGE


@pytest.mark.parametrize(("host", "trust"), [("other.example", True), ("outlet.example", False)])
def test_a_certificate_that_is_not_trusted_ends_it(host, trust):
    """Of another name, or signed by nobody known: not tried again."""
    fetcher = fetching(trust=trust, retries=3)
    with Server({"/": page()}, tls=serving("http/1.1")) as server, pytest.raises(FetchError) as caught:
        fetcher.fetch(f"https://{host}:{server.port}/")
    fetcher.close()

    assert (caught.value.kind, caught.value.temporary) == ("tls", False)
    assert "certificate" in str(caught.value)
    assert server.asked == []


class Plain(Server):
    """Answers whatever comes as a web server does that was spoken to in TLS."""

    def _serve(self, raw):
        raw.recv(100)
        raw.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
        raw.close()


def test_a_server_that_speaks_no_tls_is_told_as_that(fetcher):
    """Plain HTTP on the port of https."""
    with Plain({}) as server, pytest.raises(FetchError) as caught:
        fetcher.fetch(f"https://outlet.example:{server.port}/")

    assert caught.value.kind == "tls"


def test_http_2_is_spoken_where_offered_and_its_connection_kept(fetcher):
    """Several pages over one connection."""
    with h2.H2Server({"/1": h2.page(), "/2": h2.page(b"two", ("etag", 'W/"2"'))}) as server:
        first = fetcher.fetch(f"https://outlet.example:{server.port}/1")
        second = fetcher.ask(f"https://outlet.example:{server.port}/2")

    assert (first.content, second.answer.content, second.validators.etag) == (PAGE, b"two", 'W/"2"')
    assert server.requests == [["/1", "/2"]]


def test_threads_share_no_connection_of_http_2():
    """Its state is not safe between threads; each request has a connection for itself while it lasts."""
    body = b"".join(b"<p>%d</p>" % n for n in range(4_000))
    fetcher = fetching(per_host=8)
    with h2.H2Server({f"/{n}": h2.page(body + b"%d" % n) for n in range(80)}) as server:
        urls = [f"https://outlet.example:{server.port}/{n}" for n in range(80)]
        with ThreadPoolExecutor(8) as pool:
            got = list(pool.map(fetcher.fetch, urls))
    fetcher.close()

    assert [c.content for c in got] == [body + b"%d" % n for n in range(80)]
    assert 1 <= len(server.requests) <= 8


@pytest.mark.parametrize(
    ("answer", "kinds"),
    [
        (h2.flooding_pings, {"too_large"}),
        (h2.flooding_settings, {"too_large", "broken"}),
        (h2.flooding_empty_data, {"too_large", "broken"}),
        (h2.hanging_up, {"broken"}),
        (h2.resetting, {"broken"}),
        (h2.page(PAGE, ("x-evil", "a\r\nset-cookie: b")), {"broken"}),
        (h2.page(PAGE, ("x-nul", "a\0b")), {"broken"}),
        (h2.page(PAGE, *[(f"x-{n}", "v" * 400) for n in range(250)]), {"broken", "too_large"}),
        (h2.page(PAGE, *[("x", "v")] * 3_000), {"broken", "too_large"}),
    ],
)
def test_frames_without_end_and_headers_without_measure_cost_little(fetcher, answer, kinds):
    """They end within their bounds, and the next page comes over a new connection."""
    began = time.process_time()
    with h2.H2Server({"/bad": answer, "/good": h2.page()}) as server:
        with pytest.raises(FetchError) as caught:
            fetcher.fetch(f"https://outlet.example:{server.port}/bad")
        spent = time.process_time() - began
        good = fetcher.fetch(f"https://outlet.example:{server.port}/good")

    assert caught.value.kind in kinds
    assert spent < 5.0  # alone the fetcher needs under one; the server here writes its flood in Python
    assert good.content == PAGE
